// The first load stays small: counted on the built files, not timed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { expectClean, openPage, pageFolder } from "../harness.mjs";

// The goal is 170,000 bytes and is not met. The ceiling holds what was reached: it is lowered with each step, and
// nothing may raise it.
const GOAL_BYTES = 170_000;
const CEILING_BYTES = 296_000;
const REQUESTS = 6;

const sizes = JSON.parse(readFileSync(join(pageFolder, "sizes.json"), "utf8"));

test("the first load asks for at most 6 files and grows no more on its way down to 170 KB", async (t) => {
  const { page, log } = await openPage(t);
  await page.waitForLoadState("networkidle");
  const files = [...new Set(log.served.map((path) => (path === "/" ? "index.html" : path.slice(1))))];
  assert.ok(files.some((name) => name.startsWith("core.")), `the engine was not loaded: ${files}`);
  assert.deepEqual(files.filter((name) => name.startsWith("extra.")), []);
  const first = files.filter((name) => name !== "favicon.ico");
  assert.ok(first.length <= REQUESTS, `${first.length} requests: ${first}`);
  const bytes = first.reduce((sum, name) => sum + sizes[name].brotli, 0);
  t.diagnostic(`first load: ${bytes} bytes of brotli, ${(bytes / GOAL_BYTES).toFixed(2)} of the goal`);
  assert.ok(bytes <= CEILING_BYTES, `${bytes} bytes of brotli: ${first}`);
  expectClean(log);
});
