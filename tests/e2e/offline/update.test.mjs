// A new release while tabs of the old one are open: nobody loses a token or a key, and no tab is left without its files.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { expectClean, openPage, pageFolder } from "../harness.mjs";
import { keyText } from "../states/vectors.mjs";
import { GUIDE, controlled, engineReady, keptWhole, keyField, tokenField } from "../workbench.mjs";

const BUILD = /name="jotsmith-build" content="([0-9a-f]{12})"/u;
const built = (name) => readFileSync(join(pageFolder, name), "utf8");

/** The built page as a later release would be: every digest another one, so that no file keeps its name. */
const laterRelease = () => {
  const names = readdirSync(pageFolder).filter((name) => name !== "headers.json" && name !== "sizes.json");
  const digests = [BUILD.exec(built("index.html"))[1], ...names.flatMap((name) => /\.([0-9a-f]{12})\./u.exec(name)?.[1] ?? [])];
  const turned = (digest) => [...digest].reverse().join("");
  const later = (text) => digests.reduce((so, digest) => so.replaceAll(digest, turned(digest)), text);
  return { build: turned(digests[0]), files: new Map(names.map((name) => [`/${later(name)}`, later(built(name))])) };
};

/** A host that can be given the later release; `old` says what becomes of the files of the one before. */
const openHost = async (t, old) => {
  const later = laterRelease();
  const host = { released: false };
  const instead = (path) => {
    if (!host.released) return undefined;
    const body = later.files.get(path === "/" ? "/index.html" : path);
    return body === undefined ? old : { body };
  };
  const opened = await openPage(t, { instead });
  await controlled(opened.page);
  const release = async () => {
    host.released = true;
    await opened.page.evaluate(async () => { await (await navigator.serviceWorker.ready).update(); });
    await reload(opened.page).waitFor();
  };
  return { ...opened, release, later: later.build };
};

const reload = (page) => page.getByRole("button", { name: "Reload", exact: true });
const runs = (page) => page.evaluate(() => document.querySelector("meta[name=jotsmith-build]").content);
const theExtra = () => readdirSync(pageFolder).find((name) => name.startsWith("extra."));

/** Until another worker answers for this tab. */
const changed = (page) => page.evaluate(() => {
  const worker = navigator.serviceWorker;
  globalThis.changed = new Promise((done) => { worker.addEventListener("controllerchange", () => done(true), { once: true }); });
});

const needExtra = async (page) => {
  await keyField(page).fill(keyText("p-384.public.jwk"));
  await page.locator(".key-card", { hasText: "P-384" }).waitFor();
};

test("the tab that asks is reloaded; another keeps its token and the files of its own build until it asks too", async (t) => {
  const { page, context, log, origin, release, later } = await openHost(t, { status: 404 });
  await keptWhole(page);
  const other = await context.newPage();
  await other.goto(origin);
  await engineReady(other);
  await tokenField(other).fill(GUIDE);
  await release();
  await reload(other).waitFor();
  await changed(other);
  await Promise.all([page.waitForEvent("load"), reload(page).click()]);
  assert.equal(await runs(page), later);

  assert.equal(await other.evaluate(() => globalThis.changed), true);
  assert.equal(await tokenField(other).inputValue(), GUIDE);
  assert.notEqual(await runs(other), later);
  await needExtra(other);
  await Promise.all([other.waitForEvent("load"), reload(other).click()]);
  assert.equal(await runs(other), later);
  expectClean(log);
});

test("a file of the build before that no cache holds is asked of our own host by its name", async (t) => {
  const { page, log, release, later } = await openHost(t, undefined);
  await engineReady(page);
  await release();
  await changed(page);
  const stayed = await page.evaluate(async () => {
    (await navigator.serviceWorker.ready).waiting.postMessage("skip-waiting");
    return globalThis.changed;
  });
  assert.ok(stayed);
  await page.evaluate(async (build) => {
    for (const name of await caches.keys()) if (!name.endsWith(build)) await caches.delete(name);
  }, later);
  const before = log.served.length;
  await needExtra(page);
  assert.deepEqual(log.served.slice(before).filter((path) => path.startsWith("/extra.")), [`/${theExtra()}`]);
  expectClean(log);
});
