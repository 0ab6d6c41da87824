// Hosts that are unlike ours: they move the page to a clean address, or have other documents beside it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { expectClean, openPage, pageFolder } from "../harness.mjs";
import { controlled, engineReady } from "../workbench.mjs";

test("the second visit works where the host moves index.html to its folder", async (t) => {
  const instead = (path) => (path === "/index.html" ? { status: 301, headers: { Location: "/" } } : undefined);
  const { page, context, log, origin } = await openPage(t, { instead });
  await controlled(page);
  await page.goto(`${origin}/?again`);
  await engineReady(page);
  await context.setOffline(true);
  await page.goto(`${origin}/`);
  await engineReady(page);
  expectClean(log);
});

test("the single file and the licences can be opened beside a page that is kept, and nothing else", async (t) => {
  const { page, log, origin } = await openPage(t);
  await controlled(page);
  const served = async (name) => (await page.goto(`${origin}/${name}`)).text();
  for (const name of ["licences.txt", "jotsmith.html"]) assert.equal(await served(name), readFileSync(join(pageFolder, name), "utf8"), name);
  const before = log.served.length;
  for (const name of ["headers.json", "licences.txt?token=x"]) assert.equal(await served(name), readFileSync(join(pageFolder, "index.html"), "utf8"), name);
  assert.deepEqual(log.served.slice(before).filter((path) => path.includes("headers") || path.includes("token")), []);
});
