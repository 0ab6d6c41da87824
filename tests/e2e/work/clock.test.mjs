// The verdict follows the clock: it is never green for longer than the token is good.
import { createHash, createHmac, generateKeyPairSync, sign as signBytes } from "node:crypto";
import { test } from "node:test";
import { NOW, engineReady, expectIssuerAndAudience, expectOutcome, keyField, openWorkbench, tokenField } from "../workbench.mjs";

const SECRET = "correct-horse-battery-staple-42-keys";
const [ISSUER, AUDIENCE] = ["https://auth.example.com", "https://api.example.com"];
const encoded = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

const hs256 = (claims) => {
  const input = `${encoded({ alg: "HS256", typ: "JWT" })}.${encoded({ iss: ISSUER, aud: AUDIENCE, sub: "u_42", ...claims })}`;
  return `${input}.${createHmac("sha256", SECRET).update(input).digest("base64url")}`;
};

/** The page with a token that is accepted at 14:05:11 UTC. */
const openAccepted = async (t, claims, { leeway, timers } = {}) => {
  const { page, context } = await openWorkbench(t);
  if (timers === "none") {
    await context.addInitScript(() => { globalThis.setInterval = () => 0; });
    await page.reload();
    await engineReady(page);
  }
  await keyField(page).fill(SECRET);
  await expectIssuerAndAudience(page, ISSUER, AUDIENCE);
  if (leeway !== undefined) await page.getByLabel("Leeway, seconds").fill(String(leeway));
  await tokenField(page).fill(hs256(claims));
  await expectOutcome(page, "accept");
  return page;
};

const passSeconds = (page, seconds) => page.clock.setFixedTime((NOW + seconds) * 1000);

const setHidden = (page, hidden) => page.evaluate((is) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => is });
  document.dispatchEvent(new Event("visibilitychange"));
}, hidden);

test("a token that expires while the second that ends the minute is skipped is refused all the same", async (t) => {
  const page = await openAccepted(t, { exp: NOW + 100 });
  await passSeconds(page, 200);
  await expectOutcome(page, "do-not-accept");
});

test("a token that expired in a hidden tab is refused when the person comes back, without waiting for a timer", async (t) => {
  const page = await openAccepted(t, { exp: NOW + 30 }, { timers: "none" });
  await setHidden(page, true);
  await passSeconds(page, 31);
  await setHidden(page, false);
  await expectOutcome(page, "do-not-accept");
});

test("a token is refused in the very minute in which its leeway ends", async (t) => {
  const page = await openAccepted(t, { exp: NOW + 20 - 300 }, { leeway: 300 });
  await passSeconds(page, 21);
  await expectOutcome(page, "do-not-accept");
});

test("a token inside another is refused in the very minute in which it expires", async (t) => {
  const page = await openAccepted(t, { exp: NOW + 86_400, software_statement: hs256({ exp: NOW + 20 }) });
  const inner = page.locator('.inside[data-layer="2"]');
  await inner.getByText(/in 20 seconds/u).first().waitFor();
  await passSeconds(page, 21);
  await inner.getByText(/expired 1 second ago/iu).first().waitFor({ timeout: 5000 });
});

test("a proof is refused in the very minute in which it becomes too old", async (t) => {
  const { page } = await openWorkbench(t);
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { kty, crv, x, y } = publicKey.export({ format: "jwk" });
  const input = `${encoded({ typ: "dpop+jwt", alg: "ES256", jwk: { kty, crv, x, y } })}.${encoded({ jti: "e1j3V_bKic8-LAEB", htm: "GET", htu: "https://api.example.com/", iat: NOW - 290 })}`;
  const signature = signBytes("sha256", Buffer.from(input), { key: privateKey, dsaEncoding: "ieee-p1363" });
  await tokenField(page).fill(`${input}.${signature.toString("base64url")}`);
  await page.locator("#expected-method").fill("GET");
  await page.locator("#expected-url").fill("https://api.example.com/");
  await page.locator("#expected-jkt").fill(createHash("sha256").update(JSON.stringify({ crv, kty, x, y })).digest("base64url"));
  await expectOutcome(page, "accept");
  await passSeconds(page, 11);
  await expectOutcome(page, "do-not-accept");
});
