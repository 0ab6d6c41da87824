// The page does not jump when its script takes over, and keeps what was typed before that.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, expectClean, openPage, serve } from "../harness.mjs";
import { renderedShell, writtenShell } from "./shell.mjs";

const GUIDE = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";

test("the static shell is the first render (else run: node tests/e2e/shell/shell.mjs)", async () => {
  // By elements, so that a difference is shown and not the whole page.
  assert.deepEqual(writtenShell().split(/(?=<)/u), (await renderedShell()).split(/(?=<)/u));
});

test("what was typed before the script ran is kept and decoded", async (t) => {
  const server = await serve();
  const context = await (await browser()).newContext({ serviceWorkers: "block" });
  t.after(async () => { await context.close(); await server.close(); });
  const page = await context.newPage();
  let go;
  const held = new Promise((done) => { go = done; });
  await page.route(/\/app\.[0-9a-f]+\.js/u, async (route) => { await held; await route.continue(); });
  await page.goto(server.origin, { waitUntil: "commit" });
  await page.getByLabel("Token, encoded").fill(GUIDE);
  go();
  await page.locator(".claim", { hasText: "John Doe" }).waitFor();
  assert.equal(await page.getByLabel("Token, encoded").inputValue(), GUIDE);
});

test("nothing moves while the page starts", async (t) => {
  const { page, log } = await openPage(t);
  await page.waitForLoadState("networkidle");
  const shift = await page.evaluate(() => new Promise((done) => {
    new PerformanceObserver((list) => done(list.getEntries().reduce((sum, one) => sum + one.value, 0))).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(0), 300);
  }));
  assert.equal(shift, 0);
  expectClean(log);
});
