// axe finds nothing with more contrast and in forced colours; nothing is wider than 320 pixels; what is spoken.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axeFindings } from "../harness.mjs";
import { GUIDE, example, expectOutcome, keyField, openWorkbench, tokenField } from "../workbench.mjs";
import { STATES } from "./states.mjs";

for (const [name, context] of Object.entries({ contrast: { contrast: "more" }, "forced colours": { forcedColors: "active" } })) {
  test(`no findings: ${name}`, async (t) => {
    const { page } = await openWorkbench(t, { context });
    await example(page, "Expired");
    await expectOutcome(page, "do-not-accept");
    assert.deepEqual(await axeFindings(page), []);
  });
}

test("nothing needs to be scrolled sideways at 320 pixels, nor with text at 200 %", async (t) => {
  const { page, origin } = await openWorkbench(t, { context: { viewport: { width: 320, height: 640 } } });
  const wider = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  for (const [name, reach] of Object.entries(STATES)) {
    await page.goto(`${origin}/`);
    await reach(page);
    assert.equal(await wider(), 0, name);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${origin}/`);
  await example(page, "RS256");
  await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
  assert.equal(await wider(), 0);
});

test("fields that may hold secrets are closed to the browser's helpers", async (t) => {
  const { page } = await openWorkbench(t);
  await example(page, "Expired");
  await page.getByRole("button", { name: "Edit payload" }).click();
  const fields = await page.evaluate(() => [...document.querySelectorAll("textarea, input:not([type=checkbox], [type=file], [type=number])")].map((field) => ({
    name: field.id || field.className, spellcheck: field.spellcheck, autocomplete: field.autocomplete,
    autocapitalize: field.getAttribute("autocapitalize"), autocorrect: field.getAttribute("autocorrect"), translate: field.translate,
  })));
  assert.ok(fields.length >= 6);
  for (const { name, ...closed } of fields) {
    assert.deepEqual(closed, { spellcheck: false, autocomplete: "off", autocapitalize: "off", autocorrect: "off", translate: false }, name);
  }
});

test("the verdict is spoken once, as a whole sentence, and the passing of time is not", async (t) => {
  const { page } = await openWorkbench(t);
  await page.getByRole("status").filter({ hasText: /^Paste a token/u }).waitFor();
  await page.evaluate(() => {
    window.spoken = [];
    new MutationObserver(() => window.spoken.push(document.querySelector("[role=status]").textContent)).observe(document.querySelector("[role=status]"), { childList: true, characterData: true, subtree: true });
  });
  await tokenField(page).fill("");
  await tokenField(page).pressSequentially(GUIDE.slice(0, 30), { delay: 5 });
  await tokenField(page).fill(GUIDE);
  await page.getByRole("status").filter({ hasText: "Form: pass." }).waitFor();
  const spoken = await page.evaluate(() => window.spoken);
  assert.equal(spoken.length, 1, spoken.join(" | "));
  assert.match(spoken[0], /\. Form: pass\. Signature: not checked\. Claims: .+\. Trust: .+\.$/u);
});

test("what was done is spoken with the verdict that it led to, and not instead of it", async (t) => {
  const { page } = await openWorkbench(t);
  await tokenField(page).fill(GUIDE);
  await keyField(page).fill("another secret, which did not sign it");
  const status = page.getByRole("status");
  await status.filter({ hasText: "Signature: fail." }).waitFor();
  await page.getByRole("button", { name: "Forget all" }).click();
  await status.filter({ hasText: /^All keys forgotten\. .*Signature: not checked\./u }).waitFor();
});
