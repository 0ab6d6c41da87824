// The page does not jump when its script takes over, and keeps what was typed before that.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, expectClean, openPage, serve } from "../harness.mjs";
import { vectors } from "../states/vectors.mjs";
import { renderedShell, writtenShell } from "./shell.mjs";

const GUIDE = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";

/** The page before its script runs, which comes when it is let go. */
const openShell = async (t, more = {}) => {
  const server = await serve();
  const context = await (await browser()).newContext({ serviceWorkers: "block", ...more });
  t.after(async () => { await context.close(); await server.close(); });
  const page = await context.newPage();
  let go;
  const held = new Promise((done) => { go = done; });
  await page.route(/\/app\.[0-9a-f]+\.js/u, async (route) => { await held; await route.continue(); });
  await page.goto(server.origin, { waitUntil: "commit" });
  return { page, go };
};

test("the static shell is the first render (else run: node tests/e2e/shell/shell.mjs)", async () => {
  // By elements, so that a difference is shown and not the whole page.
  assert.deepEqual(writtenShell().split(/(?=<)/u), (await renderedShell()).split(/(?=<)/u));
});

test("what was typed before the script ran is kept and decoded", async (t) => {
  const { page, go } = await openShell(t);
  await page.getByLabel("Token, encoded").fill(GUIDE);
  go();
  await page.locator(".claim", { hasText: "John Doe" }).waitFor();
  assert.equal(await page.getByLabel("Token, encoded").inputValue(), GUIDE);
});

test("every field that was set before the script ran is kept and applied", async (t) => {
  const { page, go } = await openShell(t, { permissions: ["clipboard-read", "clipboard-write"] });
  const { input, fields } = vectors("states").find(({ name }) => name === "accepted-hs256");
  const [, reading, secret] = /^(\w+):(.*)$/u.exec(fields.secret[0]);
  assert.equal(reading, "utf8");
  const typed = {
    "Token, encoded": input, "Secret or key": secret, "Issuer (iss)": fields.issuer[0], "Audience (aud)": "another",
    "Judge at": fields.at[0], "Leeway, seconds": "7", "Type (typ)": "JWT",
  };
  for (const [label, value] of Object.entries(typed)) await page.getByLabel(label).fill(value);
  for (const label of ["Any audience will do", "A token without exp will do"]) await page.getByLabel(label).check();
  go();
  await page.locator(".verdict-bar[data-outcome=accept]").waitFor();
  for (const [label, value] of Object.entries(typed)) assert.equal(await page.getByLabel(label).inputValue(), value, label);
  assert.match(await page.locator(".verdict-bar__travel").innerText(), /^As seen at 2026-11-23 14:05:11 UTC/u);
  assert.ok(await page.getByLabel("A token without exp will do").isChecked());
  assert.ok(await page.getByLabel("Audience (aud)").isDisabled());
  for (const name of ["Copy token", "Clear", "Forget all"]) assert.ok(await page.getByRole("button", { name, exact: true }).isEnabled(), name);
});

test("what was chosen on an earlier visit is on the buttons as well", async (t) => {
  const { page } = await openPage(t);
  await page.evaluate(() => localStorage.setItem("theme", "dark"));
  await page.reload();
  await page.getByRole("button", { name: "Theme: dark" }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
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
