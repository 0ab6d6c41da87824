// Why a signature may not hold is looked for in the background, while the clock goes on asking what holds by now.
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { NOW, keyField, openWorkbench, tokenField } from "../workbench.mjs";

const SECRET = "a-secret-of-the-tests-with-more-than-32-bytes";

const signed = (claims) => {
  const encoded = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const input = `${encoded({ alg: "HS256" })}.${encoded(claims)}`;
  return `${input}.${createHmac("sha256", SECRET).update(input).digest("base64url")}`;
};

test("a diagnosis that takes its time outlives the ticks of the clock", async (t) => {
  const { page } = await openWorkbench(t, { context: { serviceWorkers: "block" } });
  let go;
  const held = new Promise((done) => { go = done; });
  // The second module looks for the cause.
  const sought = page.waitForRequest(/\/extra\./u);
  await page.route(/\/extra\.[0-9a-f]+\.js/u, async (route) => { await held; await route.continue(); });
  await tokenField(page).fill(signed({ exp: NOW + 30 }));
  await keyField(page).fill(Buffer.from(SECRET).toString("base64"));
  await sought;
  await page.clock.setFixedTime((NOW + 1) * 1000);
  await page.locator(".claim", { hasText: "in 29 seconds" }).waitFor();
  go();
  await page.locator(".finding", { hasText: "hint-secret-base64" }).waitFor();
});
