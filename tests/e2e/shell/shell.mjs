// The static shell of index.html, which a reader sees and types into before the script runs, must be what the page
// renders first: otherwise it would jump. `node tests/e2e/shell/shell.mjs` writes it anew from the built page.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { browser, serve } from "../harness.mjs";

const SOURCE = fileURLToPath(new URL("../../../crates/jotsmith-web/ui/index.html", import.meta.url));
const PLACE = /<div data-root>[\s\S]*<\/div>\n<\/body>/u;

/** Line ends between elements, for people who read the source. */
const laidOut = (html) => html.replaceAll(/(<\/(?:a|header|nav|section|div|p|details|summary|h\d|main|pre|textarea|label|button)>)(?=<(?!\/pre))/gu, "$1\n");

/** The same without them. */
export const joined = (html) => html.replaceAll(/>\n+(?=<)/gu, ">").trim();

/** The shell as it stands in the source. */
export const writtenShell = () => joined(/<div data-root>([\s\S]*)<\/div>\n<\/body>/u.exec(readFileSync(SOURCE, "utf8"))[1]);

/** What the page renders while the engine is still under way. */
export const renderedShell = async () => {
  const server = await serve();
  const context = await (await browser()).newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  await page.route(/\/core\.[0-9a-f]+\.js/u, () => {});
  await page.goto(server.origin, { waitUntil: "commit" });
  await page.waitForFunction(() => document.querySelector(".token-editor__shown code")?.firstChild instanceof Text);
  const html = await page.evaluate(() => document.querySelector("[data-root]").innerHTML);
  await context.close();
  await server.close();
  return joined(html);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const source = readFileSync(SOURCE, "utf8");
  const shell = laidOut(await renderedShell());
  writeFileSync(SOURCE, source.replace(PLACE, () => `<div data-root>\n${shell}\n</div>\n</body>`));
}
