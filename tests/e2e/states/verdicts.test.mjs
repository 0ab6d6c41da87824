// Every shared state, put into the page by hand, has the verdict that engine and command line give it, byte for byte.
import assert from "node:assert/strict";
import { test } from "node:test";
import { expectClean } from "../harness.mjs";
import { expectSentence, giveKeys, keyField, openWorkbench, tokenField, verdictJson } from "../workbench.mjs";
import { golden, vectors } from "./vectors.mjs";

/** The page asks for no subject, and finds a token by its chip. */
const ELSEWHERE = new Set(["subject-other"]);

const WAIVERS = { iss: "Any issuer will do", aud: "Any audience will do", exp: "A token without exp will do" };

const hold = async (page, { fields, input }) => {
  await page.clock.setFixedTime(Number(fields.at[0]) * 1000);
  for (const label of Object.values(WAIVERS)) await page.getByLabel(label).uncheck();
  await page.getByLabel("Issuer (iss)").fill((fields.issuer ?? []).join("\n"));
  await page.getByLabel("Audience (aud)").fill((fields.audience ?? []).join("\n"));
  for (const waived of (fields.waive ?? []).flatMap((line) => line.split(/[ ,]+/u))) await page.getByLabel(WAIVERS[waived]).check();
  await page.getByLabel("Leeway, seconds").fill(fields.leeway?.[0] ?? "0");
  await page.getByLabel("Type (typ)").fill(fields.typ?.[0] ?? "");
  await keyField(page).fill("");
  const forgetAll = page.getByRole("button", { name: "Forget all" });
  if (await forgetAll.isEnabled()) await forgetAll.click();
  await tokenField(page).fill("");
  await tokenField(page).fill(input);
  await giveKeys(page, fields);
  if (fields.choice !== undefined) await page.locator(".found").getByRole("button").nth(Number(fields.choice[0])).click();
};

/** The verdict inside the golden inspection: its first layer's. */
const goldenVerdict = (name) => {
  const inspection = golden(name);
  const sentence = JSON.parse(inspection).layers[0]?.verdict.sentence;
  return { inspection, sentence };
};

test("each state has the verdict of the golden file", async (t) => {
  const { page, log } = await openWorkbench(t);
  const states = vectors("states").filter(({ name }) => !ELSEWHERE.has(name));
  assert.ok(states.length >= 60, `only ${states.length} states`);
  for (const state of states) {
    await t.test(state.name, async () => {
      await hold(page, state);
      const { inspection, sentence } = goldenVerdict(state.name);
      if (state.name === "empty") return expectSentence(page, "Paste a token to begin. Nothing leaves this page.");
      await expectSentence(page, sentence);
      // A text field turns CR LF into LF, and then the places of what was cleaned are others.
      if (state.input.includes("\r")) return undefined;
      const json = await verdictJson(page);
      return assert.ok(inspection.includes(`"verdict":${json}`), json);
    });
  }
  expectClean(log);
});
