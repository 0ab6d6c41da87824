// The page as a person works with it: pastes a token, gives a key, says what is expected, reads the verdict.
import assert from "node:assert/strict";
import { openPage } from "./harness.mjs";
import { keyText } from "./states/vectors.mjs";

export const GUIDE = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";
export const GUIDE_SECRET = "your-256-bit-secret";
/** 2026-11-23T14:05:11Z, the instant of the shared vectors. */
export const NOW = 1795442711;

const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };

/** Opens the page at a fixed time and waits for the engine. */
export const openWorkbench = async (t, options = {}) => {
  const opened = await openPage(t, { ...options, context: { ...(options.url === undefined ? CLIPBOARD : {}), ...options.context } });
  await opened.page.clock.setFixedTime(NOW * 1000);
  await engineReady(opened.page);
  return opened;
};

/** The engine answers: it alone knows the algorithms that the build lens offers. */
export const engineReady = async (page) => {
  await page.getByLabel("Token, encoded").fill("x");
  await page.locator(".verdict-bar[data-outcome=unreadable]").waitFor();
  await page.getByLabel("Token, encoded").fill("");
  await page.locator(".verdict-bar[data-outcome=empty]").waitFor();
};

export const tokenField = (page) => page.getByLabel("Token, encoded");
export const keyField = (page) => page.getByLabel("Secret or key");

const READINGS = { utf8: "text", base64: "base64", base64url: "base64url", hex: "hex" };

const giveSecret = async (page, secret) => {
  const [, reading, text] = /^(utf8|base64|base64url|hex):(.*)$/su.exec(secret);
  await keyField(page).fill(text);
  if (reading !== "utf8") await page.getByRole("group", { name: "Read the secret as" }).getByRole("button", { name: READINGS[reading] }).click();
};

/** Gives the page all keys of a shared state, the first in the field and each other kept beside it. */
export const giveKeys = async (page, { key = [], secret = [] }) => {
  const given = [
    ...key.map((file) => () => keyField(page).fill(keyText(file))),
    ...secret.map((text) => () => giveSecret(page, text)),
  ];
  for (const [at, give] of given.entries()) {
    if (at > 0) await page.getByRole("button", { name: "Keep, and add another" }).click();
    await give();
  }
};

export const sentence = (page) => page.locator(".verdict-bar__sentence").innerText();
export const outcome = (page) => page.locator(".verdict-bar").getAttribute("data-outcome");

/** Waits until the verdict is the one that is promised. */
export const expectSentence = async (page, expected) => {
  try {
    await page.locator(".verdict-bar__sentence", { hasText: expected }).waitFor({ timeout: 5000 });
  } catch {
    // The comparison below tells both sentences.
  }
  const shown = await sentence(page);
  if (expected instanceof RegExp) assert.match(shown, expected);
  else assert.equal(shown, expected);
};

export const expectOutcome = async (page, expected) => {
  try { await page.locator(`.verdict-bar[data-outcome=${expected}]`).waitFor({ timeout: 5000 }); } catch { /* told below */ }
  assert.equal(await outcome(page), expected, await sentence(page));
};

export const example = async (page, name) => {
  const all = page.locator(".examples");
  if ((await all.getAttribute("open")) === null) await all.locator("summary").click();
  const before = await tokenField(page).inputValue();
  await all.getByRole("button", { name, exact: true }).click();
  // The examples are a file of their own, which the first one waits for.
  await page.waitForFunction(([field, text]) => document.querySelector(field).value !== text, [".token-editor__field", before]);
};

/** Text as if it came from the clipboard into whatever has the focus. */
export const paste = async (page, text) => {
  await page.evaluate((words) => navigator.clipboard.writeText(words), text);
  await page.keyboard.press("ControlOrMeta+v");
};

export const expectIssuerAndAudience = async (page, issuer, audience) => {
  await page.getByLabel("Issuer (iss)").fill(issuer);
  await page.getByLabel("Audience (aud)").fill(audience);
};

/** Runs a command by its name in the palette. */
export const command = async (page, name) => {
  await page.keyboard.press("ControlOrMeta+k");
  const search = page.getByRole("combobox", { name: "Search commands" });
  await search.fill(name);
  await search.press("Enter");
  await search.waitFor({ state: "detached" });
};

/** The verdict as the page hands it out: the JSON text of the engine. */
export const verdictJson = async (page) => {
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await command(page, "copy the verdict");
  await page.waitForFunction(async () => (await navigator.clipboard.readText()) !== "");
  return page.evaluate(() => navigator.clipboard.readText());
};

/** Waits until the service worker answers for the page. */
export const controlled = async (page) => {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
};

/** Waits until the service worker has kept what is loaded on need, the second module before all, which comes after the page. */
export const keptWhole = (page) => page.evaluate(async () => {
  const kept = async () => {
    for (const name of await caches.keys()) {
      const paths = (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname);
      if (["/examples.", "/extra.", "/inside.", "/words."].every((start) => paths.some((path) => path.startsWith(start)))) return true;
    }
    return false;
  };
  const frame = () => new Promise((done) => { requestAnimationFrame(done); });
  while (!(await kept())) await frame();
});
