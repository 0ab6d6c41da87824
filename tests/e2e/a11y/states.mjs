// The states of the page that axe and the narrow screen are tried in, and axe in all of them. A theme is a file of its own:
// a file is a process, and two of them run side by side.
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

/** Every state that a page can be in, each with the way there. */
export const STATES = {
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

/** Tests that axe finds nothing in any state, on a desk and on a phone. */
export const noFindings = (theme) => {
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
};
