// The shared vectors of tests/vectors, read for the page. The forms of the files are in tests/vectors/SOURCE.md.
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** A file of the fixed keys. */
export const keyBytes = (name) => readFileSync(at(`crates/testkit/keys/${name}`));
export const keyText = (name) => keyBytes(name).toString("utf8");

const read = (folder, file) => {
  const text = readFileSync(at(`tests/vectors/${folder}/${file}`), "utf8");
  const gap = text.startsWith("\n") ? 0 : text.indexOf("\n\n") + 1;
  const fields = {};
  for (const line of text.slice(0, gap).split("\n").filter((one) => one !== "")) {
    const colon = line.indexOf(": ");
    (fields[line.slice(0, colon)] ??= []).push(line.slice(colon + 2));
  }
  const input = text.slice(gap + 1).replace(/\n$/u, "").replaceAll(/\{\{(.+?)\*(\d+)\}\}/gsu, (_, piece, times) => piece.repeat(Number(times)));
  return { name: file.replace(/\.txt$/u, ""), fields, input };
};

/** Every vector of a folder, `states` or `defects`. */
export const vectors = (folder) => readdirSync(at(`tests/vectors/${folder}`)).filter((file) => file.endsWith(".txt")).sort().map((file) => read(folder, file));

/** What the engine's own golden file says of a state. */
export const golden = (name) => readFileSync(at(`crates/jotsmith/tests/golden/states/${name}.json`), "utf8");
