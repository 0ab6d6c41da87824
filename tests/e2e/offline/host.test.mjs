// Hosts that are unlike ours: they move the page to a clean address.
import { test } from "node:test";
import { expectClean, openPage } from "../harness.mjs";
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
