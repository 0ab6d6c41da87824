// Without a network: the page reloads from what the service worker kept, and the worker forwards nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { expectClean, openPage } from "../harness.mjs";
import { keyText } from "../states/vectors.mjs";
import { controlled, engineReady, example, expectOutcome, keptWhole, keyField } from "../workbench.mjs";

test("the page reloads with the network off and still judges", async (t) => {
  const { page, context, log, origin } = await openPage(t);
  await controlled(page);
  await keptWhole(page);
  const served = log.served.length;
  await context.setOffline(true);
  await page.goto(`${origin}/?utm=1`);
  await engineReady(page);
  await example(page, "ES256");
  await expectOutcome(page, "accept");
  await page.getByRole("button", { name: /^offline/u }).waitFor();
  // The browser itself looks for a new worker in its own time; the switch that cuts the page off does not hold it.
  assert.deepEqual(log.served.slice(served).filter((path) => path !== "/sw.js"), []);
  expectClean(log);
});

test("a key that needs the second module says so where there is no network to load it", async (t) => {
  const { page, context } = await openPage(t);
  await engineReady(page);
  await context.route("**/extra.*", (route) => route.abort());
  await keyField(page).fill(keyText("p-384.public.jwk"));
  await page.getByText("The rest of the engine could not be loaded.").first().waitFor();
});

test("the worker answers for nothing that is not on its list", async (t) => {
  const { page, log, origin } = await openPage(t);
  await controlled(page);
  await keptWhole(page);
  const before = log.served.length;
  const outcomes = await page.evaluate(async (addresses) => Promise.all(addresses.map((address) => new Promise((done) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.onload = () => done("loaded");
    link.onerror = () => done("refused");
    link.href = address;
    document.head.append(link);
  }))), ["headers.json", "other.css", "sw.js?token=x", "other.0123456789ab.css", "style.0123456789ab.css?token=x", "style.0123.css"].map((name) => `${origin}/${name}`));
  assert.deepEqual(outcomes, Array(6).fill("refused"));
  assert.deepEqual(log.served.slice(before).filter((path) => path !== "/sw.js"), []);
});
