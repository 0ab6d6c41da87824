// The work of the build lens: a token from nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { expectClean } from "../harness.mjs";
import { GUIDE, GUIDE_SECRET, example, expectIssuerAndAudience, expectOutcome, keyField, openWorkbench, tokenField } from "../workbench.mjs";

const CLAIMS = '{\n  "iss": "https://auth.example.com",\n  "aud": "https://api.example.com",\n  "sub": "u_42"\n}';

const openBuild = async (t, options) => {
  const opened = await openWorkbench(t, options);
  await opened.page.getByRole("button", { name: "Build", exact: true }).click();
  await opened.page.locator("#build-algorithm option").nth(3).waitFor({ state: "attached" });
  return opened;
};

const claims = (page) => page.getByLabel("Claims as JSON");
const result = (page) => page.locator(".build__token").innerText();

test("the guide's token comes out, letter for letter", async (t) => {
  const { page, log } = await openBuild(t);
  await page.getByLabel("Header as JSON").fill('{"typ":"JWT"}');
  await claims(page).fill('{"sub":"1234567890","name":"John Doe","iat":1516239022}');
  await keyField(page).fill(GUIDE_SECRET);
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await page.locator(".build__token").waitFor();
  assert.equal(await result(page), GUIDE);
  assert.match(await page.locator(".build__result").innerText(), /32/u);
  expectClean(log);
});

for (const algorithm of ["HS256", "HS512", "ES256", "Ed25519", "EdDSA", "RS256", "PS256"]) {
  test(`${algorithm}: a key is made, the token is signed with it and accepted`, async (t) => {
    const { page, log } = await openBuild(t);
    await claims(page).fill(CLAIMS);
    await page.getByRole("button", { name: "15 minutes" }).click();
    await page.waitForFunction(() => document.querySelectorAll(".build__field")[1]?.value.includes("exp"));
    await page.getByLabel("Algorithm", { exact: true }).selectOption(algorithm);
    await page.getByRole("button", { name: "Make a key" }).click();
    await page.locator("#build-key option").first().waitFor({ state: "attached", timeout: 30_000 });
    await page.getByRole("button", { name: "Sign", exact: true }).click();
    await page.locator(".build__token").waitFor();
    await page.getByRole("button", { name: "Open in Inspect" }).click();
    await expectIssuerAndAudience(page, "https://auth.example.com", "https://api.example.com");
    await expectOutcome(page, "accept");
    expectClean(log);
  });
}

test("expiry, iat and jti are put in and taken away without reading the rest anew", async (t) => {
  const { page } = await openBuild(t);
  await claims(page).fill('{"big": 12345678901234567890, "sub": "u_42"}');
  const text = () => claims(page).inputValue();
  const waitFor = (piece, there = true) => page.waitForFunction(([words, is]) => document.querySelectorAll(".build__field")[1].value.includes(words) === is, [piece, there]);
  await page.getByRole("button", { name: "1 hour" }).click();
  await waitFor("exp");
  await page.getByRole("button", { name: "iat, now" }).click();
  await waitFor("iat");
  await page.getByRole("button", { name: "jti, at random" }).click();
  await waitFor("jti");
  await page.getByRole("button", { name: "no exp" }).click();
  await waitFor("exp", false);
  assert.match(await text(), /^\{\n {2}"big": 12345678901234567890,\n {2}"sub": "u_42",\n {2}"iat": 1795442711,\n {2}"jti": "[0-9a-f]{32}"\n\}$/u);
});

test("a change after signing is said, and broken claims are named", async (t) => {
  const { page } = await openBuild(t);
  await keyField(page).fill("0123456789abcdef0123456789abcdef");
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await page.locator(".build__token").waitFor();
  await claims(page).fill('{"sub": "u_43"');
  await page.getByText("sign again").waitFor();
  await page.locator(".failure").first().waitFor();
});

test("an unsigned token is a labelled experiment and never accepted", async (t) => {
  const { page } = await openBuild(t);
  await page.getByText("Experiment: alg none").click();
  await page.getByRole("button", { name: "Make it unsigned" }).click();
  await page.locator(".build__token").waitFor();
  await page.getByRole("button", { name: "Open in Inspect" }).click();
  await expectOutcome(page, "do-not-accept");
  assert.match(await page.locator(".findings").innerText(), /alg-none/u);
});

test("the token in Inspect is a beginning", async (t) => {
  const { page } = await openWorkbench(t);
  await example(page, "RS256");
  await expectOutcome(page, "accept");
  await page.getByRole("button", { name: "Build", exact: true }).click();
  await page.getByRole("button", { name: "Start from the token in Inspect" }).click();
  assert.match(await claims(page).inputValue(), /"client_id": "web"/u);
  await page.getByRole("button", { name: "Inspect", exact: true }).click();
  assert.match(await tokenField(page).inputValue(), /^eyJ/u);
});
