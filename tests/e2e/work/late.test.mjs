// A slow or broken network: what comes late changes nothing that the person did meanwhile, and what failed can be had
// by trying again.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { pageFolder } from "../harness.mjs";
import { keyText } from "../states/vectors.mjs";
import { GUIDE, command, controlled, keyField, openWorkbench, tokenField } from "../workbench.mjs";

/** The page, and a file that comes when it is let through. The service worker would bring it on its own. */
const openSlow = async (t, name) => {
  const opened = await openWorkbench(t, { context: { serviceWorkers: "block" } });
  let letThrough;
  const gate = new Promise((open) => { letThrough = open; });
  await opened.context.route(`**/${name}.*`, async (route) => { await gate; await route.continue(); });
  return { ...opened, letThrough };
};

const shownExample = (page, name) => page.locator(".examples").getByRole("button", { name, exact: true });

/** Waits until the page has run a file that it asked for. */
const arrived = (page, stem) => {
  const file = readdirSync(pageFolder).find((name) => name.startsWith(`${stem}.`));
  return page.evaluate(async (path) => { await import(path); }, `/${file}`);
};

test("an example whose key comes late leaves the instant alone once another token stands there", async (t) => {
  const { page, letThrough } = await openSlow(t, "extra");
  await shownExample(page, "SD-JWT with key binding").click();
  await page.waitForFunction(() => document.querySelector("#token").value !== "");
  await tokenField(page).fill(GUIDE);
  letThrough();
  await page.locator(".key-card").waitFor();
  assert.equal(await tokenField(page).inputValue(), GUIDE);
  assert.equal(await page.getByLabel("Judge at").inputValue(), "");
});

test("an example that comes late does not take the place of what was pasted meanwhile", async (t) => {
  const { page, letThrough } = await openSlow(t, "examples");
  await shownExample(page, "Expired").click();
  await tokenField(page).fill(GUIDE);
  letThrough();
  await arrived(page, "examples");
  assert.equal(await tokenField(page).inputValue(), GUIDE);
  assert.equal(await keyField(page).inputValue(), "");
});

test("of two examples the one that was chosen last is shown", async (t) => {
  const { page, letThrough } = await openSlow(t, "extra");
  await shownExample(page, "SD-JWT with key binding").click();
  await page.waitForFunction(() => document.querySelector("#token").value !== "");
  await page.locator(".examples summary").click();
  await shownExample(page, "Ed25519").click();
  letThrough();
  await page.locator(".key-card", { hasText: "Ed25519" }).waitFor();
  assert.equal(await page.getByLabel("Judge at").inputValue(), "");
});

const openBuild = async (t) => {
  const opened = await openSlow(t, "extra");
  await opened.page.getByRole("button", { name: "Build", exact: true }).click();
  await opened.page.locator("#build-algorithm option").nth(3).waitFor({ state: "attached" });
  return { ...opened, claims: opened.page.getByLabel("Claims as JSON") };
};

const holds = (page, words) => page.waitForFunction((all) => all.every((one) => document.querySelectorAll(".build__field")[1].value.includes(one)), words);

test("two members that are added before the engine is whole are both there", async (t) => {
  const { page, letThrough } = await openBuild(t);
  await page.getByRole("button", { name: "iat, now" }).click();
  await page.getByRole("button", { name: "jti, at random" }).click();
  letThrough();
  await holds(page, ['"iat"', '"jti"', '"sub": "u_42"']);
});

test("what is typed while an expiry waits stays, and gets the expiry", async (t) => {
  const { page, claims, letThrough } = await openBuild(t);
  await page.getByRole("button", { name: "15 minutes" }).click();
  await claims.fill('{"sub": "typed since"}');
  letThrough();
  await holds(page, ['"sub": "typed since"', '"exp"']);
});

test("a token of claims that were changed before it came is shown as stale", async (t) => {
  const { page, claims, letThrough } = await openBuild(t);
  await page.getByText("Experiment: alg none").click();
  await page.getByRole("button", { name: "Make it unsigned" }).click();
  await claims.fill('{"sub": "typed since"}');
  letThrough();
  await page.locator(".build__token").waitFor();
  assert.equal(await page.locator(".build__result").getAttribute("data-fresh"), "no");
});

/** A key that needs the second module cannot be read at first, and can when the server is back. */
const keyComesWhenTriedAgain = async (page, back) => {
  await keyField(page).fill(keyText("p-384.public.jwk"));
  await page.getByText("The rest of the engine could not be loaded.").first().waitFor();
  back();
  await keyField(page).fill("");
  await keyField(page).fill(keyText("p-384.public.jwk"));
  await page.locator(".key-card", { hasText: "P-384" }).waitFor();
};

for (const serviceWorkers of ["allow", "block"]) {
  test(`what could not be loaded is loaded when the server is back (service worker: ${serviceWorkers})`, async (t) => {
    let down = true;
    const onNeed = /^\/(?:examples|extra|inside|words)\./u;
    const instead = (path) => (down && onNeed.test(path) ? { status: 503 } : undefined);
    const { page } = await openWorkbench(t, { instead, context: { serviceWorkers } });
    if (serviceWorkers === "allow") await controlled(page);
    await shownExample(page, "Signed, then encrypted").click();
    await page.getByText("The examples could not be loaded.").waitFor();
    await keyComesWhenTriedAgain(page, () => { down = false; });
    await shownExample(page, "Signed, then encrypted").click();
    await page.locator('.inside[data-layer="2"]').waitFor();
  });
}

test("each try to load a script has an address of its own, for browsers that remember which one failed", async (t) => {
  let down = true;
  const instead = (path) => (down && path.startsWith("/extra.") ? { status: 503 } : undefined);
  const { page, context } = await openWorkbench(t, { instead, context: { serviceWorkers: "block" } });
  const tries = [];
  const network = await context.newCDPSession(page);
  network.on("Network.requestWillBeSent", ({ request }) => { if (request.url.includes("/extra.")) tries.push(request.urlFragment); });
  await network.send("Network.enable");
  await keyComesWhenTriedAgain(page, () => { down = false; });
  assert.deepEqual(tries, tries.map((_, at) => (at === 0 ? undefined : `#${at}`)));
  assert.ok(tries.length > 1);
});

test("what is inside a token is shown, and the notice goes, when its script can be loaded again", async (t) => {
  let down = true;
  const instead = (path) => (down && path.startsWith("/inside.") ? { status: 503 } : undefined);
  const { page } = await openWorkbench(t, { instead, context: { serviceWorkers: "block" } });
  await shownExample(page, "Signed, then encrypted").click();
  const notice = page.locator(".notice", { hasText: "a part of the page could not be loaded" });
  await notice.waitFor();
  down = false;
  await page.getByLabel("Any issuer will do").check();
  await page.locator('.inside[data-layer="2"]').waitFor();
  assert.equal(await notice.count(), 0);
});

test("what the page proves of itself is told to be missing, and is shown when it is asked for again", async (t) => {
  let down = true;
  const instead = (path) => (down && path.startsWith("/inside.") ? { status: 503 } : undefined);
  const { page } = await openWorkbench(t, { instead, context: { serviceWorkers: "block" } });
  const shown = page.getByRole("dialog", { name: "Nothing leaves this page" });
  const ask = () => page.getByRole("button", { name: /^No network/u }).click();
  await ask();
  const notice = page.locator(".notice", { hasText: "a part of the page could not be loaded" });
  await notice.waitFor();
  assert.equal(await shown.count(), 0);
  down = false;
  await ask();
  await shown.waitFor();
  assert.equal(await notice.count(), 0);
});

test("the build lens is told to be missing, comes when it is asked for again, and a command waits for it", async (t) => {
  let down = true;
  const instead = (path) => (down && path.startsWith("/inside.") ? { status: 503 } : undefined);
  const { page } = await openWorkbench(t, { instead, context: { serviceWorkers: "block" } });
  await tokenField(page).fill(GUIDE);
  await keyField(page).fill("a secret of a key that can sign, so that there is something to do");
  await page.locator(".key-card").waitFor();
  const notice = page.locator(".notice", { hasText: "a part of the page could not be loaded" });
  await page.getByRole("button", { name: "Build", exact: true }).click();
  await notice.waitFor();
  await page.getByRole("status").filter({ hasText: "a part of the page could not be loaded" }).waitFor();
  assert.equal(await tokenField(page).inputValue(), GUIDE);
  down = false;
  await command(page, "Sign (Build)");
  await page.locator(".build__token").waitFor();
  assert.equal(await notice.count(), 0);
  assert.ok(await page.getByLabel("Claims as JSON").isVisible());
});
