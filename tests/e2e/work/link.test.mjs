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
