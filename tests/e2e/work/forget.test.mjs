// What is forgotten stays so, whatever was under way.
import assert from "node:assert/strict";
import { test } from "node:test";
import { keyText, vectors } from "../states/vectors.mjs";
import { NOW, command, expectOutcome, keyField, openWorkbench, tokenField } from "../workbench.mjs";

const PRIVATE = keyText("rsa-2048.pkcs8.pem");
const BROKEN = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC";
const ENCRYPTED = vectors("states").find(({ name }) => name === "jwe-no-key").input;

/** The second module waits for `go`. No service worker: it would bring the module past the route. */
const openHeld = async (t) => {
  const { page } = await openWorkbench(t, { context: { serviceWorkers: "block" } });
  let go;
  const held = new Promise((done) => { go = done; });
  await page.route(/\/extra\.[0-9a-f]+\.js/u, async (route) => { await held; await route.continue(); });
  return { page, go };
};

const forgetAll = (page) => page.getByRole("button", { name: "Forget all" });

/** The words under the field where a text gave no key. */
const leftOut = (page) => page.locator(".key-tray__words", { hasText: "Left out of the set:" });

const expectNoKey = async (page) => {
  assert.equal(await keyField(page).inputValue(), "");
  assert.equal(await page.locator(".key-card, .key-tray__what, .key-tray__words").count(), 0);
};

test("a key that was being read when all was forgotten does not come back", async (t) => {
  const { page, go } = await openHeld(t);
  await keyField(page).fill(PRIVATE);
  assert.ok(await page.getByRole("button", { name: "Keep, and add another" }).isDisabled());
  await forgetAll(page).click();
  await expectNoKey(page);
  go();
  // Asked after the key, so answered after it.
  await tokenField(page).fill(ENCRYPTED);
  await expectOutcome(page, "not-verified");
  await expectNoKey(page);
  assert.ok(await forgetAll(page).isDisabled());
});

test("a key text that could not be read can be forgotten", async (t) => {
  const { page } = await openWorkbench(t);
  await keyField(page).fill(BROKEN);
  await leftOut(page).waitFor();
  await forgetAll(page).click();
  await expectNoKey(page);
});

test("after half an hour out of sight an unreadable key text is gone as well", async (t) => {
  const { page } = await openWorkbench(t);
  await keyField(page).fill(BROKEN);
  await leftOut(page).waitFor();
  const look = (hidden) => page.evaluate((away) => {
    Object.defineProperty(document, "hidden", { value: away, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
  await look(true);
  await page.clock.setFixedTime((NOW + 29 * 60) * 1000);
  await look(false);
  assert.equal(await keyField(page).inputValue(), BROKEN);
  await look(true);
  await page.clock.setFixedTime((NOW + 60 * 60) * 1000);
  await look(false);
  await leftOut(page).waitFor({ state: "detached" });
  await expectNoKey(page);
});

test("the next key is read after one that was given up", async (t) => {
  const { page, go } = await openHeld(t);
  await keyField(page).fill(PRIVATE);
  await keyField(page).fill("a secret that takes its place, with 40 bytes");
  go();
  await page.locator(".key-card", { hasText: "secret, 44 bytes" }).waitFor();
  assert.equal(await page.locator(".key-card").count(), 1);
  await tokenField(page).fill("x");
  await expectOutcome(page, "unreadable");
});

for (const algorithm of ["ES384", "RS256"]) {
  test(`a key that was being made when all was forgotten does not come back: ${algorithm}`, async (t) => {
    const { page, go } = await openHeld(t);
    await keyField(page).fill("a secret, so that there is one to forget");
    await page.locator(".key-card").waitFor();
    await command(page, "lens: build");
    await page.getByLabel("Algorithm", { exact: true }).selectOption(algorithm);
    await page.getByRole("button", { name: "Make a key" }).click();
    await forgetAll(page).click();
    go();
    // It has come by then, and was dropped.
    await page.getByRole("button", { name: "Make a key" }).waitFor();
    await command(page, "lens: inspect");
    // Asked after the key, so answered after it.
    await tokenField(page).fill(ENCRYPTED);
    await expectOutcome(page, "not-verified");
    await expectNoKey(page);
  });
}
