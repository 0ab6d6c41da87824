// The work of the inspect lens: paste, type, verify, edit, sign again, undo.
import assert from "node:assert/strict";
import { test } from "node:test";
import { expectClean } from "../harness.mjs";
import { keyBytes, keyText, vectors } from "../states/vectors.mjs";
import {
  GUIDE, GUIDE_SECRET, command, example, expectIssuerAndAudience, expectOutcome, expectSentence, giveKeys, keyField, openWorkbench, paste, tokenField,
} from "../workbench.mjs";

const claim = (page, name) => page.locator(".claim", { has: page.getByRole("button", { name: `About ${name}`, exact: true }) });

test("a pasted token is decoded, each claim in words and of its class", async (t) => {
  const { page, log } = await openWorkbench(t);
  await tokenField(page).focus();
  await paste(page, GUIDE);
  await expectOutcome(page, "do-not-accept");
  for (const [name, short, group] of [["sub", "subject", "registered"], ["name", "full name", "public"], ["iat", "issued at", "registered"]]) {
    // Words of claims beyond RFC 7519 come on need.
    await claim(page, name).filter({ hasText: short }).filter({ hasText: group }).waitFor();
  }
  assert.match(await claim(page, "iat").innerText(), /18 Jan 2018, 02:30:22 CET/u);
  assert.match(await claim(page, "iat").locator("time").getAttribute("title"), /^2018-01-18 01:30:22 UTC · raw 1516239022$/u);
  assert.match(await page.title(), /· jotsmith$/u);
  expectClean(log);
});

test("a paste outside of any field goes into the token field", async (t) => {
  const { page } = await openWorkbench(t);
  await page.locator("h1").click();
  await paste(page, `Authorization: Bearer ${GUIDE}`);
  await claim(page, "sub").waitFor();
  assert.match(await page.locator(".token-pane__cleaned").innerText(), /^Cleaned: /u);
  assert.ok(await tokenField(page).evaluate((field) => field === document.activeElement));
});

test("typing keeps up with the text, and undo brings back what was there", async (t) => {
  const { page } = await openWorkbench(t);
  await tokenField(page).focus();
  await paste(page, GUIDE);
  await claim(page, "sub").waitFor();
  await tokenField(page).press("End");
  await tokenField(page).pressSequentially("AAAA");
  assert.equal(await tokenField(page).inputValue(), `${GUIDE}AAAA`);
  await tokenField(page).press("ControlOrMeta+z");
  assert.equal(await tokenField(page).inputValue(), GUIDE);
  await tokenField(page).press("ControlOrMeta+Shift+z");
  assert.equal(await tokenField(page).inputValue(), `${GUIDE}AAAA`);
});

test("the guide's secret holds and is weak, so the verdict is not green", async (t) => {
  const { page } = await openWorkbench(t);
  await tokenField(page).fill(GUIDE);
  await keyField(page).fill(GUIDE_SECRET);
  await page.locator(".verdict-bar__question", { hasText: "Signature pass" }).waitFor();
  await expectOutcome(page, "do-not-accept");
  assert.match(await page.locator(".findings").innerText(), /hmac-key-short/u);
});

test("RS256 is accepted with a PEM once issuer and audience are said", async (t) => {
  const { page } = await openWorkbench(t);
  await example(page, "RS256");
  await expectOutcome(page, "accept");
  await page.getByLabel("Audience (aud)").fill("");
  await expectOutcome(page, "not-verified");
  await page.getByLabel("Any audience will do").check();
  await expectOutcome(page, "accept");
});

test("a JWKS finds the key by its kid", async (t) => {
  const { page } = await openWorkbench(t);
  await example(page, "ES256");
  await expectOutcome(page, "accept");
  const one = await keyField(page).inputValue();
  await keyField(page).fill(`{"keys":[${keyText("rsa-2048.public.jwk")},${one}]}`);
  await expectOutcome(page, "accept");
  assert.equal(await page.locator(".key-card").count(), 2);
});

test("a key file dropped on the tray becomes the key, a token file dropped elsewhere the token", async (t) => {
  const { page } = await openWorkbench(t);
  const drop = (selector, name, bytes) => page.evaluate(([target, file, content]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(content)], file));
    document.querySelector(target).dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, [selector, name, [...bytes]]);
  await drop("h1", "token.jwt", Buffer.from(`${GUIDE}\n`));
  await claim(page, "sub").waitFor();
  await drop(".key-tray", "key.der", keyBytes("p-256.spki.der"));
  await page.locator(".key-card", { hasText: "P-256" }).waitFor();
  await page.locator(".key-tray__file input").setInputFiles({ name: "key.pem", mimeType: "", buffer: keyBytes("rsa-2048.spki.pem") });
  await page.locator(".key-card", { hasText: "RSA" }).waitFor();
  assert.equal(await page.locator(".key-card").count(), 1);
});

test("text dropped on a field is left to the browser, elsewhere it becomes the token", async (t) => {
  const { page } = await openWorkbench(t);
  const drop = (selector, text) => page.evaluate(([target, words]) => {
    const transfer = new DataTransfer();
    transfer.setData("text/plain", words);
    const all = { dataTransfer: transfer, bubbles: true, cancelable: true };
    return ["dragover", "drop"].map((type) => document.querySelector(target).dispatchEvent(new DragEvent(type, all)));
  }, [selector, text]);
  assert.deepEqual(await drop("#issuers", "https://auth.example.com"), [true, true]);
  assert.equal(await tokenField(page).inputValue(), "");
  assert.deepEqual(await drop("h1", GUIDE), [false, false]);
  await claim(page, "sub").waitFor();
});

test("the verdict is about what is being composed, which the field paints afterwards", async (t) => {
  const { page } = await openWorkbench(t);
  await tokenField(page).fill(GUIDE);
  await expectOutcome(page, "do-not-accept");
  const painted = () => page.evaluate(() => CSS.highlights.get("payload")?.size ?? 0);
  assert.equal(await painted(), 1);
  await tokenField(page).evaluate((field) => {
    field.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
    field.value += "é";
    field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertCompositionText", isComposing: true }));
  });
  await expectOutcome(page, "unreadable");
  assert.equal(await painted(), 0);
  await tokenField(page).evaluate((field) => field.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true })));
  await page.waitForFunction(() => CSS.highlights.get("payload")?.size === 1);
});

test("a place that was shown once is not selected again when the lens comes back", async (t) => {
  const { page } = await openWorkbench(t);
  await tokenField(page).fill(`${GUIDE}*`);
  await page.getByRole("button", { name: "Show in the token" }).first().click();
  const selected = () => tokenField(page).evaluate((field) => document.activeElement === field && field.selectionEnd - field.selectionStart);
  assert.equal(await selected(), 1);
  await page.getByRole("button", { name: "Build", exact: true }).click();
  await page.getByRole("button", { name: "Inspect", exact: true }).click();
  assert.equal(await selected(), false);
});

test("every example says what it is", async (t) => {
  const { page, log } = await openWorkbench(t);
  const outcomes = {
    "HS256, the guide’s": "do-not-accept", Expired: "do-not-accept", Tampered: "do-not-accept", "alg none": "do-not-accept",
    RS256: "accept", ES256: "accept", Ed25519: "accept", "Encrypted (JWE)": "not-verified",
  };
  for (const [name, expected] of Object.entries(outcomes)) {
    await example(page, name);
    await expectOutcome(page, expected);
  }
  expectClean(log);
});

test("a secret that was base64 is found out", async (t) => {
  const { page } = await openWorkbench(t);
  await example(page, "Expired");
  const secret = await keyField(page).inputValue();
  await keyField(page).fill(Buffer.from(secret).toString("base64"));
  await page.locator(".finding", { hasText: "hint-secret-base64" }).first().waitFor();
  await page.getByRole("group", { name: "Read the secret as" }).getByRole("button", { name: /^base64 / }).click();
  await page.locator(".verdict-bar__question", { hasText: "Signature pass" }).waitFor();
});

test("an edit is never signed in silence: modified, signed again by the person, or reverted", async (t) => {
  const { page } = await openWorkbench(t);
  await example(page, "Expired");
  const before = await tokenField(page).inputValue();
  await page.getByRole("button", { name: "Edit payload" }).click();
  await page.getByLabel("Payload as JSON").fill('{"iss":"https://auth.example.com","aud":"https://api.example.com","sub":"u_7","exp":4102444800}');
  await page.getByText("Modified. The signature is of the original.").waitFor();
  await expectSentence(page, /signature does not match/u);
  await page.getByRole("button", { name: "Revert" }).click();
  assert.equal(await tokenField(page).inputValue(), before);

  await page.getByRole("button", { name: "Edit payload" }).click();
  await page.getByLabel("Payload as JSON").fill('{"iss":"https://auth.example.com","aud":"https://api.example.com","sub":"u_7","exp":4102444800}');
  await page.getByRole("button", { name: /^Re-sign with / }).click();
  await expectOutcome(page, "accept");
  assert.equal(await page.getByText("Modified. The signature is of the original.").count(), 0);
  await tokenField(page).press("ControlOrMeta+z");
  await page.getByText("Modified. The signature is of the original.").waitFor();
});

test("broken JSON of an edit is named and what could be read is shown", async (t) => {
  const { page } = await openWorkbench(t);
  await example(page, "Expired");
  await page.getByRole("button", { name: "Edit payload" }).click();
  await page.getByLabel("Payload as JSON").fill('{"sub": "u_7", "roles": [1, }');
  await page.locator(".finding", { hasText: "json-syntax" }).first().waitFor();
  await page.getByRole("button", { name: "Done payload" }).click();
  await page.getByText("partial").waitFor();
  await claim(page, "sub").waitFor();
});

test("a claim and its bytes light up together", async (t) => {
  const { page } = await openWorkbench(t);
  await example(page, "RS256");
  await expectOutcome(page, "accept");
  const lit = () => page.evaluate(() => [...(CSS.highlights.get("lit") ?? [])].map((range) => `${range.startOffset}-${range.endOffset}`).join(" "));
  assert.equal(await lit(), "");
  await claim(page, "sub").hover();
  const bytes = await lit();
  assert.match(bytes, /^\d+-\d+$/u);
  const [from] = bytes.split("-").map(Number);
  await page.mouse.move(0, 0);
  await tokenField(page).focus();
  await tokenField(page).evaluate((field, place) => field.setSelectionRange(place, place), from + 2);
  await page.locator(".claim[data-lit]", { hasText: '"sub"' }).waitFor();
});

test("on a phone the first screen holds verdict, token and header, and a tap hits what it was aimed at", async (t) => {
  const { page } = await openWorkbench(t, { viewport: "phone" });
  await tokenField(page).focus();
  await example(page, "RS256");
  await expectOutcome(page, "accept");
  const top = async (selector) => (await page.locator(selector).first().boundingBox()).y;
  assert.ok((await top(".verdict-bar")) < 120, "verdict");
  assert.ok((await top(".token-editor")) < 450, "token");
  assert.ok((await top(".claim")) < 844, "the first line of the header");
  await page.getByRole("button", { name: "Show all of it" }).tap();
  assert.ok((await page.locator(".token-editor").boundingBox()).height > 200);
});

test("two tokens in a response are two chips", async (t) => {
  const { page } = await openWorkbench(t);
  const other = await (async () => { await example(page, "ES256"); return tokenField(page).inputValue(); })();
  await tokenField(page).fill(JSON.stringify({ access_token: other, id_token: GUIDE }));
  const chips = page.getByRole("group", { name: "Found 2 tokens:" }).getByRole("button");
  assert.equal(await chips.count(), 2);
  await chips.nth(1).click();
  await claim(page, "name").waitFor();
});

test("another token of the text is chosen while one is edited: the edit ends", async (t) => {
  const { page } = await openWorkbench(t);
  await example(page, "ES256");
  const both = JSON.stringify({ access_token: await tokenField(page).inputValue(), id_token: GUIDE });
  await tokenField(page).fill(both);
  await page.getByRole("button", { name: "Edit payload" }).click();
  await page.getByLabel("Payload as JSON").waitFor();
  await page.getByRole("group", { name: "Found 2 tokens:" }).getByRole("button").nth(1).click();
  await claim(page, "name").waitFor();
  assert.equal(await page.getByLabel("Payload as JSON").count(), 0);
  assert.equal(await tokenField(page).inputValue(), both);
});

test("another instant is typed, said in the bar, and left again", async (t) => {
  const { page } = await openWorkbench(t);
  await example(page, "RS256");
  await page.getByLabel("Judge at").fill("2101-01-01");
  await expectOutcome(page, "do-not-accept");
  assert.match(await page.locator(".verdict-bar__travel").innerText(), /^As seen at /u);
  await page.getByRole("button", { name: "Back to now" }).click();
  await expectOutcome(page, "accept");
});

test("forget all empties the tray and the field", async (t) => {
  const { page } = await openWorkbench(t);
  await example(page, "RS256");
  await expectOutcome(page, "accept");
  await page.getByRole("button", { name: "Forget all" }).click();
  await expectOutcome(page, "not-verified");
  assert.equal(await keyField(page).inputValue(), "");
  assert.equal(await page.locator(".key-card").count(), 0);
});

test("a key that came by a link is not trusted before the person says so", async (t) => {
  const { page } = await openWorkbench(t);
  await example(page, "ES256");
  await expectOutcome(page, "accept");
  const [token, key, origin] = [await tokenField(page).inputValue(), await keyField(page).inputValue(), await page.evaluate(() => location.origin)];
  await page.goto("about:blank");
  await page.goto(`${origin}/#v1.t=${token}&k=${encodeURIComponent(key)}`);
  await claim(page, "sub").waitFor();
  assert.equal(await page.evaluate(() => location.href), `${origin}/`);
  await expectIssuerAndAudience(page, "https://auth.example.com", "https://api.example.com");
  await expectOutcome(page, "do-not-accept");
  assert.match(await page.locator(".findings").innerText(), /key-from-link/u);
  await page.getByRole("button", { name: "I know this key" }).click();
  await expectOutcome(page, "accept");
});

test("links of other decoders are read, and a huge one is refused with a notice", async (t) => {
  const { page, origin } = await openWorkbench(t);
  await page.goto("about:blank");
  await page.goto(`${origin}/#id_token=${GUIDE}&state=x`);
  await claim(page, "sub").waitFor();
  await page.goto("about:blank");
  await page.goto(`${origin}/#token=${"A".repeat(70_000)}`);
  await page.getByText("was not read").waitFor();
  assert.equal(await tokenField(page).inputValue(), "");
});

test("copy says so in words", async (t) => {
  const { page } = await openWorkbench(t);
  await tokenField(page).fill(`Bearer ${GUIDE}`);
  await claim(page, "sub").waitFor();
  await page.getByRole("button", { name: "Copy token" }).click();
  await page.getByRole("status").filter({ hasText: "Token copied." }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), GUIDE);
  await command(page, "clear the token");
  await expectOutcome(page, "empty");
  assert.equal(await tokenField(page).inputValue(), "");
});

test("an example takes nothing away: undo brings back the token and what was expected of it, and the key stays in the tray", async (t) => {
  const { page } = await openWorkbench(t);
  const { input, fields } = vectors("states").find(({ name }) => name === "accepted-hs256");
  await tokenField(page).fill(input);
  await giveKeys(page, fields);
  await expectIssuerAndAudience(page, fields.issuer[0], fields.audience[0]);
  await page.getByLabel("Leeway, seconds").fill("7");
  await expectOutcome(page, "accept");
  await example(page, "ES256");
  assert.equal(await page.getByLabel("Leeway, seconds").inputValue(), "");
  await page.getByRole("heading", { name: "jotsmith" }).click();
  await page.keyboard.press("ControlOrMeta+z");
  await expectOutcome(page, "accept");
  assert.equal(await tokenField(page).inputValue(), input);
  assert.equal(await page.getByLabel("Issuer (iss)").inputValue(), fields.issuer[0]);
  assert.equal(await page.getByLabel("Leeway, seconds").inputValue(), "7");
});
