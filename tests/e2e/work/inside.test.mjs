// What is inside a token: layers, signatures, recipients, disclosures, proofs, each as a person reads it.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { expectClean } from "../harness.mjs";
import { vectors } from "../states/vectors.mjs";
import { GUIDE, GUIDE_SECRET, example, expectIssuerAndAudience, expectOutcome, expectSentence, giveKeys, keyField, openWorkbench, tokenField } from "../workbench.mjs";

/** Puts a shared state into the page, with all of its keys. */
const put = async (page, name) => {
  const { fields, input } = vectors("states").find((one) => one.name === name);
  await expectIssuerAndAudience(page, (fields.issuer ?? []).join("\n"), (fields.audience ?? []).join("\n"));
  await tokenField(page).fill(input);
  await giveKeys(page, fields);
  await page.locator(".inside").first().waitFor();
};

const layer = (page, at) => page.locator(`.inside[data-layer="${at}"]`);
const group = (of, title) => of.getByRole("group", { name: title, exact: true });
/** A text field by its label. */
const field = (page, name) => page.getByRole("textbox", { name, exact: true });
const words = async (of) => (await of.innerText()).replaceAll(/\s+/gu, " ");

test("a token in a token in a token is shown layer by layer, each with its own verdict", async (t) => {
  const { page, log } = await openWorkbench(t);
  await put(page, "jwe-nested-twice");
  await expectOutcome(page, "accept");
  await layer(page, 3).waitFor();
  assert.equal(await page.locator(".inside").count(), 3);
  assert.match(await words(layer(page, 1)), /Layer 1 of 3 JWE compact, dir .*Encryption It decrypts: 32-byte secret, given by you\./u);
  assert.match(await words(layer(page, 2)), /Layer 2 of 3 JWE compact, ECDH-ES .*It was inside the encrypted token.*Accept: decrypted by ECDH-ES, A256GCM\./u);
  const last = await words(layer(page, 3));
  assert.match(last, /Layer 3 of 3 JWS compact, ES256 .*Accept: valid ES256 signature, issuer and audience as expected, expires in 12 minutes\./u);
  assert.match(last, /"iss": "https:\/\/auth\.example\.com", issuer registered/u);
  assert.match(await words(page.locator(".json-pane[data-part=payload]")), /The content is a token of its own: JWE compact, ECDH-ES\. It is opened below\./u);
  expectClean(log);
});

test("a token that is the payload of a signed token is a layer of its own", async (t) => {
  const { page, log } = await openWorkbench(t);
  const input = `${Buffer.from('{"alg":"HS256","cty":"JWT"}').toString("base64url")}.${Buffer.from(GUIDE).toString("base64url")}`;
  const signed = (text) => createHmac("sha256", GUIDE_SECRET).update(text).digest("base64url");
  await tokenField(page).fill(`${input}.${signed(input)}`);
  await keyField(page).fill(GUIDE_SECRET);
  await layer(page, 2).getByText("signature pass").waitFor();
  assert.match(await words(layer(page, 2)), /Layer 2 of 2 JWS compact, HS256 .*It is the payload of the token around it, which signs it as it stands\..*"name": "John Doe"/u);
  expectClean(log);
});

test("a token in a claim is a layer that names its claim and changes no other verdict", async (t) => {
  const { page, log } = await openWorkbench(t);
  await put(page, "tokens-in-claims");
  await expectOutcome(page, "accept");
  await layer(page, 3).waitFor();
  assert.match(await words(layer(page, 2)), /Layer 2 of 3 JWS compact, ES256 .*It stands in the claim \/vp\/verifiableCredential\/0, and is judged by itself.*Accept: valid ES256 signature/u);
  assert.match(await words(layer(page, 3)), /Layer 3 of 3 JWS compact, HS256 .*verifiableCredential\/1.*Do not accept: the token expired 3 minutes ago/u);
  expectClean(log);
});

test("the certificates that a token brings are told, and that they prove nothing", async (t) => {
  const { page, log } = await openWorkbench(t);
  await put(page, "certified");
  await expectOutcome(page, "accept");
  const own = await words(group(layer(page, 1), "Certificate 1 of 2"));
  assert.match(own, /The token brings it, so it proves nothing by itself.*subject CN=api issuer CN=Example Intermediate serial 03 key P-256 public key/u);
  assert.match(own, /from 1795528751 .*begins in 23 hours to 2110888751/u);
  assert.match(await words(group(layer(page, 1), "Certificate 2 of 2")), /subject CN=Example Intermediate an authority: it may vouch for other certificates issuer CN=Example Root/u);
  expectClean(log);
});

test("an encrypted token that no key opens says which key would", async (t) => {
  const { page } = await openWorkbench(t);
  await put(page, "jwe-no-key");
  await expectOutcome(page, "not-verified");
  assert.match(await words(layer(page, 1)), /Not decrypted\..*key that opens it a private key on P-256 \(EC or OKP\)/u);
  assert.match(await words(page.locator(".json-pane[data-part=payload]")), /Encrypted\. It can be read once the key that opens it is among your keys\./u);
  assert.equal(await page.locator(".signature-pane").count(), 0);
});

test("a decrypted payload shows its claims in the payload pane", async (t) => {
  const { page } = await openWorkbench(t);
  await put(page, "jwe-opened");
  await expectOutcome(page, "accept");
  assert.match(await words(page.locator(".json-pane[data-part=payload]")), /"sub": "u_42", subject/u);
});

test("each signature of a general serialization says whether it holds, and which one the verdict rests on", async (t) => {
  const { page, log } = await openWorkbench(t);
  await put(page, "json-general-two-hold");
  await expectOutcome(page, "accept");
  const shown = layer(page, 1);
  assert.match(await words(group(shown, "Signature 1 of 5")), /holds: ES256, P-256 key 7m8_zP5u…, given by you\. The verdict rests on this one\./u);
  assert.match(await words(group(shown, "Signature 2 of 5")), /does not hold: HS256/u);
  assert.match(await words(group(shown, "Signature 3 of 5")), /Unprotected: the signature does not cover it, so whoever passed the token on may have changed it\./u);
  assert.match(await words(group(shown, "Signature 5 of 5")), /holds: HS256, 32-byte secret, given by you$|holds: HS256, 32-byte secret, given by you /u);
  assert.equal(await page.getByText("The verdict rests on this one.").count(), 1);
  expectClean(log);
});

test("the unprotected header of a flattened serialization is marked", async (t) => {
  const { page } = await openWorkbench(t);
  await put(page, "json-flattened");
  assert.match(await words(layer(page, 1)), /Unprotected header .*Unprotected: the signature does not cover it.*"kid": "p-256"/u);
});

test("each disclosure shows its salt, claim, value and digest, and the claims show what it put in", async (t) => {
  const { page, log } = await openWorkbench(t);
  await put(page, "sd-jwt");
  await expectOutcome(page, "accept");
  const shown = layer(page, 1);
  const listed = await words(group(shown, "Disclosures"));
  assert.match(listed, /3 digests by sha-256 can be seen: 2 disclosed, 1 stands for a claim that is kept back, or is a decoy\./u);
  assert.match(listed, /1\. "given_name" reveals \/given_name salt "0T5I7wAPaw5_Nj4OsXXATQ" claim "given_name" value "Ada" digest HYVpo3a88OEHDkbnm0SDLNQExa6bQ2kcukNhYv66RHY it is signed/u);
  assert.match(await words(group(shown, "Claims with the disclosures put in")), /"given_name": "Ada", .*disclosed by disclosure 1/u);
  expectClean(log);
});

test("the byte link ties a disclosed value to its characters, both ways", async (t) => {
  const { page } = await openWorkbench(t);
  await put(page, "sd-jwt");
  const value = page.locator(".inside__fact", { hasText: "value" }).first();
  await value.hover();
  await page.locator(".inside__fact[data-lit]").waitFor();
  const typed = await tokenField(page).inputValue();
  const lit = await page.evaluate(() => [...CSS.highlights.get("lit")].map((range) => [range.startOffset, range.endOffset]));
  assert.equal(lit.length, 1);
  const start = typed.slice(0, lit[0][0]).lastIndexOf("~") + 1;
  const from = Math.floor(((lit[0][0] - start) * 3) / 4);
  assert.match(Buffer.from(typed.slice(start, typed.indexOf("~", start)), "base64url").toString().slice(from), /^.?"Ada"/u);
  await tokenField(page).focus();
  await tokenField(page).evaluate((area, at) => area.setSelectionRange(at, at), lit[0][0] + 2);
  await page.locator(".inside__fact[data-lit]", { hasText: "value" }).waitFor();
});

test("a disclosure that matches no digest is marked as such", async (t) => {
  const { page } = await openWorkbench(t);
  await put(page, "sd-jwt-stray-disclosure");
  await expectOutcome(page, "do-not-accept");
  assert.match(await words(group(layer(page, 1), "Disclosures")), /No digest is signed, so nothing can be disclosed\..*matches no digest.*it is not signed/u);
});

test("a key binding is a layer of its own", async (t) => {
  const { page } = await openWorkbench(t);
  await put(page, "sd-jwt-key-binding");
  await expectOutcome(page, "not-verified");
  assert.match(await words(layer(page, 2)), /Layer 2 of 2 Key binding JWT .*It holds as far as it can be told: say for which audience and nonce it should be\..*"nonce": "n-0S6_WzA2Mj"/u);
});

test("a DPoP proof says for which request it is, and by which key", async (t) => {
  const { page } = await openWorkbench(t);
  await put(page, "dpop-proof");
  const shown = await words(group(layer(page, 1), "DPoP proof"));
  assert.match(shown, /method "POST" .*URL "https:\/\/server\.example\.com\/token" .*10 seconds ago.*key 7m8_zP5uXLtZV8ZU9ax4Ohcvp0NYaYqyOOO_sCMU9JU/u);
});

/** Each example that is more than a header, a payload and a signature, with what it shows. */
const EXAMPLES = {
  "Signed, then encrypted": [/^Accept: decrypted by ECDH-ES\+A256KW/u, /Layer 2 of 2 JWS compact, ES256 .*Accept: valid ES256 signature/u],
  "Two signatures (JSON)": [/^Accept: valid ES256 signature, 1 of 2 signatures holds\./u, /Unprotected header .*Signature 2 of 2 not checked/u],
  "SD-JWT with key binding": [
    /^Accept: valid ES256 signature, .*key binding holds/u,
    /"locality" reveals \/address\/locality, inside disclosure .*"nationalities": \[ "GB", "DE" \], nationalities public disclosures inside: \d .*Layer 2 of 2 Key binding JWT .*It holds: made by the key of the holder/u,
  ],
  "DPoP proof": [/^Accept: .*DPoP proof for this request\./u, /method "POST" .*access token "[\w-]{43}"/u],
};

for (const [name, [sentence, inside]] of Object.entries(EXAMPLES)) {
  test(`one click shows ${name}`, async (t) => {
    const { page, log } = await openWorkbench(t);
    await example(page, name);
    await expectSentence(page, sentence);
    await expectOutcome(page, "accept");
    assert.match(await words(page.locator(".inside__layers")), inside);
    expectClean(log);
  });
}

test("what is inside goes with the token", async (t) => {
  const { page } = await openWorkbench(t);
  await put(page, "sd-jwt");
  await tokenField(page).fill("eyJhbGciOiJIUzI1NiJ9.e30.AAAA");
  await page.locator(".inside").first().waitFor({ state: "detached" });
  assert.equal(await page.locator(".signature-pane").count(), 1);
});

test("a key binding is accepted once its audience and nonce are said, in fields that no other token has", async (t) => {
  const { page, log } = await openWorkbench(t);
  await put(page, "sd-jwt-key-binding");
  await page.getByLabel("Audience of the key binding").fill("https://api.example.com");
  await expectOutcome(page, "not-verified");
  await page.getByLabel("Nonce of the key binding").fill("n-0S6_WzA2Mj");
  await expectOutcome(page, "accept");
  assert.match(await words(layer(page, 2)), /It holds: made by the key of the holder, for this audience, this nonce and these disclosures\./u);
  await page.getByLabel("Nonce of the key binding").fill("another");
  await expectSentence(page, "Do not accept: the key binding does not hold: it was made for another nonce.");
  await tokenField(page).fill("eyJhbGciOiJIUzI1NiJ9.e30.AAAA");
  await page.getByLabel("Nonce of the key binding").waitFor({ state: "detached" });
  expectClean(log);
});

test("a DPoP proof is accepted for the request and the key that are said", async (t) => {
  const { page, log } = await openWorkbench(t);
  await put(page, "dpop-proof");
  await field(page, "Method").fill("POST");
  await field(page, "URL").fill("https://server.example.com/token?a=b");
  await expectOutcome(page, "not-verified");
  await field(page, "Thumbprint of the key (jkt)").fill("7m8_zP5uXLtZV8ZU9ax4Ohcvp0NYaYqyOOO_sCMU9JU");
  await expectOutcome(page, "accept");
  await field(page, "Access token").fill("at");
  await expectOutcome(page, "do-not-accept");
  await field(page, "Access token").fill("");
  await field(page, "Method").fill("GET");
  await expectSentence(page, /^Do not accept: .*"GET"/u);
  expectClean(log);
});

test("a fact is reached and copied by the keyboard, and lights its characters", async (t) => {
  const { page } = await openWorkbench(t);
  await put(page, "sd-jwt");
  const fact = page.getByRole("group", { name: "value", exact: true }).first();
  await page.getByRole("group", { name: "claim", exact: true }).first().focus();
  await page.keyboard.press("Tab");
  assert.ok(await fact.evaluate((element) => element === document.activeElement));
  await page.locator(".inside__fact[data-lit]", { hasText: "value" }).waitFor();
  await page.keyboard.press("c");
  await page.waitForFunction(async () => (await navigator.clipboard.readText()) === '"Ada"');
});
