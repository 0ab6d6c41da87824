// What the first module answers, and that nothing of the second one is inside it.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { expectClean, pageFolder } from "../harness.mjs";
import { GUIDE, GUIDE_SECRET, expectOutcome, keyField, openWorkbench, tokenField } from "../workbench.mjs";

/** Everything that was asked for but the words of claims, which are data. */
const asked = (log) => log.served.filter((path) => !path.startsWith("/words."));

/** The service worker would load the second module when nothing else is to be done. */
const noWorker = { context: { serviceWorkers: "block" } };

test("an HMAC token and its secret are judged without the second module", async (t) => {
  const { page, log } = await openWorkbench(t, noWorker);
  await page.waitForLoadState("networkidle");
  const before = asked(log).length;
  await tokenField(page).fill(GUIDE);
  await keyField(page).fill(GUIDE_SECRET);
  await page.locator(".verdict-bar__question", { hasText: "Signature pass" }).waitFor();
  await expectOutcome(page, "do-not-accept");
  assert.deepEqual(asked(log).slice(before), []);
  expectClean(log);
});

test("nothing of the second module is inside the first", () => {
  const name = readdirSync(pageFolder).find((file) => file.startsWith("core."));
  const text = readFileSync(join(pageFolder, name), "utf8");
  // Paths of crates stand in the places of panics, labels and names of algorithms in the tables.
  for (const rare of ["crates/rsa-", "crates/p384", "crates/p521", "crates/k256", "crates/p256", "crates/der-", "crates/x509", "crates/aes", "crates/ml-dsa", "EC PRIVATE KEY-----"]) {
    assert.ok(!text.includes(rare), `${name} holds ${rare}`);
  }
});
