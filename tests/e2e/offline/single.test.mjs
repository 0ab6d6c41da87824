// The single file from the disk: everything inside, nothing asked for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { expectClean, singleFile } from "../harness.mjs";
import { GUIDE, example, expectOutcome, openWorkbench, tokenField } from "../workbench.mjs";

test("the single file decodes, verifies, makes keys and signs", async (t) => {
  const { page, log } = await openWorkbench(t, { url: singleFile });
  await tokenField(page).fill(GUIDE);
  await expectOutcome(page, "do-not-accept");
  for (const name of ["RS256", "ES256", "Ed25519"]) {
    await example(page, name);
    await expectOutcome(page, "accept");
  }
  await example(page, "SD-JWT with key binding");
  await page.locator(".inside", { hasText: "Key binding JWT" }).waitFor();
  await expectOutcome(page, "accept");
  await page.getByRole("button", { name: "Build", exact: true }).click();
  await page.getByLabel("Algorithm", { exact: true }).selectOption("ES384");
  await page.getByRole("button", { name: "Make a key" }).click();
  await page.locator("#build-key option").first().waitFor({ state: "attached" });
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await page.locator(".build__token").waitFor();
  assert.deepEqual(log.requests, [singleFile]);
  expectClean(log);
});
