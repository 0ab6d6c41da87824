// axe finds nothing, in both themes, on a desk and on a phone, in every state; and nothing is wider than 320 pixels.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axeFindings, expectClean } from "../harness.mjs";
import { vectors } from "../states/vectors.mjs";
import { GUIDE, command, example, expectOutcome, giveKeys, openWorkbench, tokenField } from "../workbench.mjs";

const build = async (page) => {
  await command(page, "lens: build");
  await page.getByRole("button", { name: "Make a key" }).click();
  await page.locator("#build-key option").first().waitFor({ state: "attached" });
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await page.locator(".build__token").waitFor();
};

const edit = async (page) => {
  await example(page, "Expired");
  await page.getByRole("button", { name: "Edit payload" }).click();
  await page.getByLabel("Payload as JSON").fill('{"sub": [1, }');
  await page.getByText("Modified. The signature is of the original.").waitFor();
};

/** A shared state with all of its keys, and what is inside it. */
const inside = (name) => async (page) => {
  const { fields, input } = vectors("states").find((one) => one.name === name);
  await tokenField(page).fill(input);
  await giveKeys(page, fields);
  await page.locator(".inside").first().waitFor();
};

const STATES = {
  empty: async () => {},
  "bad character": async (page) => { await tokenField(page).fill(GUIDE.replace("SflK", "Sf*K")); await expectOutcome(page, "unreadable"); },
  truncated: async (page) => { await tokenField(page).fill(GUIDE.slice(0, 80)); await expectOutcome(page, "unreadable"); },
  "no key": async (page) => { await example(page, "RS256"); await expectOutcome(page, "accept"); await page.getByRole("button", { name: "Forget all" }).click(); await expectOutcome(page, "not-verified"); },
  "weak secret": (page) => example(page, "HS256, the guide’s"),
  expired: (page) => example(page, "Expired"),
  tampered: async (page) => { await example(page, "Tampered"); await expectOutcome(page, "do-not-accept"); },
  "alg none": (page) => example(page, "alg none"),
  accepted: async (page) => { await example(page, "RS256"); await expectOutcome(page, "accept"); },
  "accepted, a claim open": async (page) => { await example(page, "ES256"); await page.locator(".claim__more").nth(3).click(); },
  encrypted: (page) => example(page, "Encrypted (JWE)"),
  "nested twice": inside("jwe-nested-twice"),
  certificates: inside("certified"),
  "tokens in claims": inside("tokens-in-claims"),
  "general serialization": inside("json-general-two-hold"),
  "key binding": inside("sd-jwt-key-binding"),
  "stray disclosure": inside("sd-jwt-stray-disclosure"),
  "DPoP proof": inside("dpop-proof"),
  modified: edit,
  "two tokens": (page) => tokenField(page).fill(`{"access_token":"${GUIDE}","id_token":"${GUIDE}"}`),
  "another instant": async (page) => { await example(page, "RS256"); await page.getByLabel("Judge at").fill("2101-01-01"); await expectOutcome(page, "do-not-accept"); },
  "build, signed": build,
  palette: (page) => page.keyboard.press("ControlOrMeta+k"),
  help: async (page) => { await page.evaluate(() => document.activeElement?.blur()); await page.keyboard.press("?"); await page.getByRole("dialog").waitFor(); },
  privacy: (page) => page.getByRole("button", { name: /^No network/u }).click(),
};

for (const theme of ["light", "dark"]) {
  for (const viewport of ["desktop", "phone"]) {
    test(`no findings: ${theme}, ${viewport}`, async (t) => {
      const { page, log, origin } = await openWorkbench(t, { theme, viewport, context: { reducedMotion: "reduce" } });
      const found = [];
      for (const [name, reach] of Object.entries(STATES)) {
        await page.goto(`${origin}/`);
        await page.locator(".verdict-bar").waitFor();
        await reach(page);
        for (const finding of await axeFindings(page)) found.push(`${name}: ${finding}`);
      }
      assert.deepEqual(found, []);
      expectClean(log);
    });
  }
}

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
