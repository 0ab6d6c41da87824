// What a link brings behind its `#`, and what it may not bring.
import assert from "node:assert/strict";
import { test } from "node:test";
import { expectClean } from "../harness.mjs";
import { keyText, vectors } from "../states/vectors.mjs";
import { GUIDE, GUIDE_SECRET, expectIssuerAndAudience, expectOutcome, keyField, openWorkbench, tokenField } from "../workbench.mjs";

const state = (name) => vectors("states").find((one) => one.name === name);
const ES256 = state("accepted-es256").input;
const KEY = keyText("p-256.public.jwk");
const OTHER = keyText("p-384.public.jwk");

const behind = (token, key) => `#v1.t=${encodeURIComponent(token)}${key === undefined ? "" : `&k=${encodeURIComponent(key)}`}`;

/** Opens a link in a page of its own, at the time of the vectors. */
const openLink = async (t, fragment) => {
  const opened = await openWorkbench(t);
  await opened.page.goto("about:blank");
  await opened.page.goto(`${opened.origin}/${fragment}`);
  await opened.page.locator(".claim").first().waitFor();
  return opened;
};

const know = (page) => page.getByRole("button", { name: "I know this key" });

for (const [form, keys] of [["JWKS", `{"keys":[${OTHER},${KEY}]}`], ["PEM", keyText("p-384.spki.pem") + keyText("p-256.spki.pem")], ["JWKS with a secret", `{"keys":[${keyText("hmac-256.jwk")},${KEY}]}`]]) {
  test(`several keys of a link are not taken in: ${form}`, async (t) => {
    const { page } = await openLink(t, behind(ES256, keys));
    await page.locator(".notice", { hasText: "The link holds more than one key. None was taken in." }).waitFor();
    assert.equal(await page.locator(".key-card").count(), 0);
    assert.equal(await know(page).count(), 0);
    await expectOutcome(page, "not-verified");
  });
}

test("a link opened in the same tab is taken off the address and out of the history", async (t) => {
  const { page, log, origin } = await openWorkbench(t);
  await expectIssuerAndAudience(page, ...["issuer", "audience"].map((name) => state("accepted-es256").fields[name].join("\n")));
  await page.getByRole("button", { name: "Build" }).click();
  await page.goto(`${origin}/${behind(ES256, KEY)}`);
  await expectOutcome(page, "do-not-accept");
  assert.equal(await tokenField(page).inputValue(), ES256);
  assert.equal(await page.evaluate(() => location.href), `${origin}/`);
  assert.deepEqual(await page.evaluate(() => navigation.entries().map(({ url }) => new URL(url).hash)).then((all) => all.filter((hash) => hash !== "")), []);
  await know(page).click();
  await expectOutcome(page, "accept");
  // Another link, another key: knowing the first says nothing of it.
  await page.goto(`${origin}/${behind(ES256, OTHER)}`);
  await page.locator(".key-card", { hasText: "P-384" }).waitFor();
  await know(page).waitFor();
  assert.equal(await page.locator(".key-card").count(), 1);
  await page.goto(`${origin}/#token=${"A".repeat(70_000)}`);
  await page.getByText("was not read").waitFor();
  assert.equal(await page.evaluate(() => location.href), `${origin}/`);
  expectClean(log);
});

test("a link without a key leaves the keys of the person as they are", async (t) => {
  const { page, origin } = await openWorkbench(t);
  await keyField(page).fill(GUIDE_SECRET);
  await page.goto(`${origin}/${behind(GUIDE)}`);
  await page.locator(".verdict-bar__question", { hasText: "Signature pass" }).waitFor();
  await page.goto(`${origin}/#main`);
  assert.equal(await tokenField(page).inputValue(), GUIDE);
});
