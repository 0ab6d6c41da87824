// Runs the browser tests: every `*.test.mjs` below this folder whose path holds the first argument.
// A file is a process of its own with its own browser; two at a time.
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const filter = process.argv[2] ?? "";
const files = readdirSync(here, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".test.mjs"))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .filter((file) => !relative(here, file).startsWith("node_modules") && relative(here, file).includes(filter))
  .sort();
if (files.length === 0) {
  console.error(`no browser test has "${filter}" in its path`);
  process.exit(2);
}

const tests = run({ files, concurrency: 2, timeout: 240_000 });
tests.on("test:fail", () => { process.exitCode = 1; });
tests.compose(new spec()).pipe(process.stdout);
