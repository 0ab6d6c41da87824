// Every shared defect, put into the page by hand, shows the codes of both readings, and is never accepted.
import assert from "node:assert/strict";
import { test } from "node:test";
import { expectClean } from "../harness.mjs";
import { keyField, openWorkbench, tokenField, verdictJson } from "../workbench.mjs";
import { keyText, vectors } from "./vectors.mjs";

const NOW = 1_795_442_711;

/** What the finder mends before anybody judges, and says so: the page cleans as `inspect` does, `verify` does not. */
const MENDED = new Set(["alphabet-space-inside"]);

/** A payload that is no claims set is judged as any bytes here, where `verify` wants claims. */
const ANY_BYTES = new Set(["claims-array", "empty-payload"]);

const WAIVED = ["Any issuer will do", "Any audience will do", "A token without exp will do"];

test("each defect has its code in the verdict of the page", async (t) => {
  const { page, log } = await openWorkbench(t);
  await page.clock.setFixedTime(NOW * 1000);
  for (const label of WAIVED) await page.getByLabel(label).check();
  const defects = vectors("defects").filter(({ name }) => !MENDED.has(name) && !ANY_BYTES.has(name));
  assert.ok(defects.length >= 50, `only ${defects.length} defects`);
  for (const { name, fields, input } of defects) {
    await t.test(name, async () => {
      await tokenField(page).fill("");
      await keyField(page).fill("");
      for (const file of fields.key ?? []) await keyField(page).fill(keyText(file));
      for (const secret of fields.secret ?? []) await keyField(page).fill(secret.replace(/^utf8:/u, ""));
      await tokenField(page).fill(input);
      await page.locator('.verdict-bar:not([data-outcome="empty"])').waitFor();
      const code = fields.strict[0].split(" ")[0];
      await assert.doesNotReject(async () => {
        for (let tries = 0; ; tries++) {
          const verdict = JSON.parse(await verdictJson(page));
          const first = verdict.reasons.find(({ question, severity }) => ["form", "signature"].includes(question) && severity === "error");
          assert.equal(verdict.accept, false, name);
          if (first?.code === code) return;
          assert.ok(tries < 100, `${first?.code}, not ${code}: ${verdict.sentence}`);
          await page.evaluate(() => new Promise((done) => { requestAnimationFrame(done); }));
        }
      });
    });
  }
  expectClean(log);
});
