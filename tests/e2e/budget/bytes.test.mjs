// The first load stays small: counted on the built files, not timed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { expectClean, openPage, pageFolder } from "../harness.mjs";

const BROTLI_BYTES = 170_000;
const REQUESTS = 6;

const sizes = JSON.parse(readFileSync(join(pageFolder, "sizes.json"), "utf8"));

test("the first load asks for at most 6 files of at most 170 KB together", async (t) => {
  const { page, log } = await openPage(t);
  await page.waitForLoadState("networkidle");
  const files = [...new Set(log.served.map((path) => (path === "/" ? "index.html" : path.slice(1))))];
  assert.ok(files.some((name) => name.startsWith("core.")), `the engine was not loaded: ${files}`);
  assert.deepEqual(files.filter((name) => name.startsWith("extra.")), []);
  const first = files.filter((name) => name !== "favicon.ico");
  assert.ok(first.length <= REQUESTS, `${first.length} requests: ${first}`);
  const bytes = first.reduce((sum, name) => sum + sizes[name].brotli, 0);
  t.diagnostic(`first load: ${bytes} bytes of brotli`);
  assert.ok(bytes <= BROTLI_BYTES, `${bytes} bytes of brotli: ${first}`);
  expectClean(log);
});
