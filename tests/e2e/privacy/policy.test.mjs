// The page under its policy: the engine starts, and nothing else can be reached.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { expectClean, openPage, pageFolder, singleFile } from "../harness.mjs";

const FORBIDDEN = /\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|EventSource|RTCPeer|localStorage.{0,40}token/u;

test("the served page starts without a breach of its policy", async (t) => {
  const { page, log } = await openPage(t);
  await page.waitForLoadState("networkidle");
  expectClean(log);
});

test("the single file starts from the disk without a breach of its policy", async (t) => {
  const { page, log } = await openPage(t, { url: singleFile });
  await page.waitForLoadState("networkidle");
  assert.deepEqual(log.requests, [singleFile]);
  expectClean(log);
});

test("a script in the page can contact no host, not even its own", async (t) => {
  // Without the worker nobody else asks for the page by this name, at whatever moment.
  const { page, log } = await openPage(t, { context: { serviceWorkers: "block" } });
  await page.waitForLoadState("networkidle");
  const outcomes = await page.evaluate(async () => {
    const outcome = async (attempt) => { try { await attempt(); return "went out"; } catch (fault) { return fault.constructor.name; } };
    return Promise.all([
      outcome(() => fetch("/index.html")),
      outcome(() => fetch("https://example.com/")),
      outcome(() => import("https://example.com/x.js")),
      outcome(() => { document.body.innerHTML = "<b>"; }),
      // In a timer: a script that the debugger runs may use eval, whatever the policy says.
      new Promise((done) => { setTimeout(() => done(outcome(() => { eval("1"); }))); }),
    ]);
  });
  assert.deepEqual(outcomes, ["TypeError", "TypeError", "TypeError", "TypeError", "EvalError"]);
  assert.deepEqual(log.served.filter((path) => path === "/index.html"), []);
});

test("no bundle but the service worker names a way to the network", () => {
  const scripts = readdirSync(pageFolder).filter((name) => name.endsWith(".js") && name !== "sw.js");
  assert.ok(scripts.length >= 3, `too few bundles: ${scripts}`);
  for (const name of [...scripts, "jotsmith.html"]) {
    assert.equal(FORBIDDEN.exec(readFileSync(join(pageFolder, name), "latin1"))?.[0], undefined, name);
  }
});
