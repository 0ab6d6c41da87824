// A verdict is of the text, the key and the instant that stand there: while the engine needs time for them, or says
// nothing of them, the one before is gone.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { expectClean } from "../harness.mjs";
import { keyText, vectors } from "../states/vectors.mjs";
import { GUIDE, NOW, expectIssuerAndAudience, expectOutcome, expectSentence, keyField, openWorkbench, tokenField } from "../workbench.mjs";

const ISSUER = "https://auth.example.com";
const AUDIENCE = "https://api.example.com";
const SECRET = "a-secret-of-the-tests-with-more-than-32-bytes";

const encoded = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

const signed = (claims) => {
  const input = `${encoded({ alg: "HS256", typ: "JWT" })}.${encoded({ iss: ISSUER, aud: AUDIENCE, exp: NOW + 900, ...claims })}`;
  return `${input}.${createHmac("sha256", SECRET).update(input).digest("base64url")}`;
};

/** No service worker: it would bring the second module past the route. */
const openAccepted = async (t) => {
  const opened = await openWorkbench(t, { context: { serviceWorkers: "block" } });
  await tokenField(opened.page).fill(signed({ sub: "u_7" }));
  await keyField(opened.page).fill(SECRET);
  await expectIssuerAndAudience(opened.page, ISSUER, AUDIENCE);
  await expectOutcome(opened.page, "accept");
  return opened;
};

/** The second module is asked for and never comes. */
const stall = (page) => page.route(/\/extra\.[0-9a-f]+\.js/u, () => {});

/** A text that only the second module reads to its end. */
const ENCRYPTED = vectors("states").find(({ name }) => name === "jwe-no-key").input;

const expectReading = async (page) => {
  await expectSentence(page, "Reading…");
  assert.equal(await page.locator(".verdict-bar").getAttribute("data-outcome"), "empty");
  assert.equal(await page.title(), "jotsmith");
  assert.equal(await page.locator(".verdict-bar__question, .claim").count(), 0);
  // Nor does a screen reader find it where it was said.
  await page.waitForFunction(() => document.querySelector("[role=status]").textContent.trim() === "");
};

test("an instant that no question can hold is refused in words, and the token is judged now", async (t) => {
  const { page, log } = await openAccepted(t);
  await page.getByLabel("Judge at").fill("1795442711000000000");
  await page.locator("#instant-help", { hasText: "Too far from now: write Unix seconds" }).waitFor();
  assert.equal(await page.locator(".verdict-bar__travel").count(), 0);
  await tokenField(page).fill(signed({ exp: NOW - 900 }));
  await expectSentence(page, /expired/u);
  expectClean(log);
});

test("a question that the engine cannot read is answered by its fault and not by the last verdict", async (t) => {
  const { page } = await openAccepted(t);
  await page.locator("#issuers").evaluate((field) => {
    field.value = "\ud800";
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  await expectSentence(page, /^The page asked something that the engine does not understand\. /u);
  await page.getByRole("status").filter({ hasText: "does not understand" }).waitFor();
  assert.equal(await page.locator(".claim").count(), 0);
  assert.equal(await page.title(), "jotsmith");
  await page.getByLabel("Issuer (iss)").fill(ISSUER);
  await expectOutcome(page, "accept");
});

test("while the second module is under way nothing of the token before is shown, copied or edited", async (t) => {
  const { page } = await openAccepted(t);
  await page.getByRole("button", { name: "Edit payload" }).waitFor();
  await stall(page);
  await tokenField(page).fill(ENCRYPTED);
  await expectReading(page);
  assert.equal(await page.getByRole("button", { name: "Edit payload" }).count(), 0);
  await page.getByRole("button", { name: "Copy token" }).click();
  await page.getByRole("status").filter({ hasText: "Token copied." }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), ENCRYPTED);
  await tokenField(page).fill(GUIDE);
  await expectOutcome(page, "do-not-accept");
});

test("a verdict goes with the key that it was reached with", async (t) => {
  const { page } = await openAccepted(t);
  await stall(page);
  await keyField(page).fill(keyText("rsa-2048.spki.pem"));
  await expectReading(page);
});

test("a long text has no verdict before it was read", async (t) => {
  const { page } = await openAccepted(t);
  const shown = await page.evaluate(async (text) => {
    const field = document.querySelector(".token-editor__field");
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
    await new Promise((done) => { requestAnimationFrame(done); });
    return [document.querySelector(".verdict-bar").dataset.outcome, document.title, document.querySelectorAll(".claim").length];
  }, signed({ pad: "x".repeat(70_000), exp: NOW - 900 }));
  assert.deepEqual(shown, ["empty", "jotsmith", 0]);
  await expectSentence(page, /expired/u);
});

test("a short text goes from verdict to verdict, with nothing drawn or said between", async (t) => {
  const { page } = await openAccepted(t);
  await page.evaluate(() => {
    window.between = [];
    new MutationObserver(() => {
      const { title, body } = document;
      if (body.textContent.includes("Reading…") || title === "jotsmith" || document.querySelector(".claim") === null) window.between.push(title);
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  await tokenField(page).press("End");
  await tokenField(page).pressSequentially("AA");
  await expectOutcome(page, "unreadable");
  await page.locator("#audiences").fill("another");
  await keyField(page).fill(`${SECRET}!`);
  await page.getByRole("button", { name: "Edit payload" }).click();
  await page.getByLabel("Payload as JSON").fill('{"sub":"u_8"}');
  await page.getByRole("button", { name: "Done payload" }).click();
  await page.locator(".claim", { hasText: "u_8" }).waitFor();
  assert.deepEqual(await page.evaluate(() => window.between), []);
});

test("another of the tokens in a text is not judged by the first, and all of them can be chosen meanwhile", async (t) => {
  const { page } = await openAccepted(t);
  await tokenField(page).fill(JSON.stringify({ access_token: signed({}), id_token: ENCRYPTED }));
  await expectOutcome(page, "accept");
  const chips = page.getByRole("group", { name: "Found 2 tokens:" }).getByRole("button");
  await stall(page);
  await chips.nth(1).click();
  await expectReading(page);
  await chips.nth(0).click();
  await expectOutcome(page, "accept");
});

