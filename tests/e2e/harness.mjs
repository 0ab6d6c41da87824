// What every browser test needs: the built page on a loopback server that keeps a log, and a Chromium that can
// reach nothing else.
//
//   import { test } from "node:test";
//   import { openPage } from "../harness.mjs";
//   test("a promise", async (t) => {
//     const { page, log } = await openPage(t, { viewport: "phone", theme: "dark" });
//     ...
//   });
//
// `log.requests` is every request that the browser made or tried, `log.served` every path that the server was asked
// for, `log.violations` every breach of the policy, `log.errors` every script error and console error.
// `expectClean(log)` asserts that the last two are empty. All of it is closed after the test.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { delimiter, join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

/** The folder that `cargo xtask page` filled. */
export const pageFolder = fileURLToPath(new URL("../../target/page/", import.meta.url));

/** The single file, as an address that opens from the disk. */
export const singleFile = new URL("../../target/page/jotsmith.html", import.meta.url).href;

/** The two sizes of screen that every state is looked at in. */
export const VIEWPORTS = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

const TYPES = { css: "text/css", html: "text/html", js: "text/javascript", json: "application/json", txt: "text/plain", webmanifest: "application/manifest+json" };

/**
 * Serves the built page with the headers of its policy. `served` is the log: path and query of every request. A host
 * that is unlike ours answers by `instead`: given a path, it gives status, headers or body, whichever differ, or nothing.
 */
export const serve = async (instead = () => undefined) => {
  const policy = JSON.parse(readFileSync(join(pageFolder, "headers.json"), "utf8"));
  const served = [];
  const server = createServer((request, response) => {
    served.push(request.url);
    const path = new URL(request.url, "http://loopback").pathname;
    const name = path === "/" ? "index.html" : path.slice(1);
    const file = join(pageFolder, name);
    const other = instead(path);
    if (other?.status !== undefined) {
      response.writeHead(other.status, other.headers).end(other.body);
      return;
    }
    if (name.includes("/") || name.includes("..") || (other === undefined && !existsSync(file))) {
      response.writeHead(404).end();
      return;
    }
    for (const [header, value] of [...policy.all, ...(policy[name] ?? [])]) response.setHeader(header, value);
    const extension = name.slice(name.lastIndexOf(".") + 1);
    response.setHeader("Content-Type", `${TYPES[extension] ?? "application/octet-stream"}; charset=utf-8`);
    response.end(other?.body ?? readFileSync(file));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const close = () => new Promise((closed) => { server.close(closed); server.closeAllConnections(); });
  return { origin, served, close };
};

let started;

/** The one browser of this process. It resolves no name, so a request to any other host cannot leave the machine. */
export const browser = () => {
  started ??= chromium.launch({
    executablePath: executable(),
    args: ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--disable-background-networking"],
  });
  return started;
};

after(async () => { if (started !== undefined) await (await started).close(); });

/**
 * Opens the page in a fresh profile: theme `light` or `dark`, viewport `desktop` or `phone`, `path` after the origin,
 * or `url` instead of a server of our own (the single file), or `instead` for a server that is unlike ours. `context`
 * goes to Playwright as it stands.
 */
export const openPage = async (t, options = {}) => {
  const { theme = "light", viewport = "desktop", path = "/", url, instead, context: more = {} } = options;
  const server = url === undefined ? await serve(instead) : undefined;
  const context = await (await browser()).newContext({
    colorScheme: theme, locale: "en-GB", timezoneId: "Europe/Berlin", viewport: VIEWPORTS[viewport],
    hasTouch: viewport === "phone", ...more,
  });
  t.after(async () => { await context.close(); await server?.close(); });
  const log = { requests: [], served: server?.served ?? [], violations: [], errors: [] };
  context.on("request", (request) => log.requests.push(request.url()));
  const page = await context.newPage();
  page.on("pageerror", (error) => log.errors.push(String(error)));
  page.on("console", (message) => { if (message.type() === "error") log.errors.push(message.text()); });
  await page.exposeBinding("reportViolation", (_, text) => log.violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      window.reportViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  await page.goto(url ?? `${server.origin}${path}`);
  return { page, context, log, origin: server?.origin };
};

/** No script failed and nothing was stopped by the policy. */
export const expectClean = (log) => {
  assert.deepEqual({ violations: log.violations, errors: log.errors }, { violations: [], errors: [] });
};

/** What axe finds against WCAG 2.2 AA, as `rule: target` lines. The script runs outside the page's own policy. */
export const axeFindings = async (page) => {
  await page.evaluate(readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8"));
  const found = await page.evaluate(() => window.axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  }));
  return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")} (${node.failureSummary})`));
};

const executable = () => {
  if (process.env.JOTSMITH_CHROMIUM !== undefined) return process.env.JOTSMITH_CHROMIUM;
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const found = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync);
  if (found === undefined) throw new Error("no Chromium: run cargo xtask test, or set JOTSMITH_CHROMIUM");
  return found;
};
