/* Shows an example: its token, its key, and what one would expect of it, each where the person would put it. */
import { batch } from "@preact/signals";
import { load } from "../lazy.ts";
import { en } from "../text/en.ts";
import { putText, setInstant } from "./actions.ts";
import { keepFieldKeys, setKeyText } from "./keys.ts";
import { NOW, anyAudience, anyIssuer, audiences, expected, instant, issuers, keyField, knowsLink, leewayText, lens, missingExp, notice, text, typ } from "./store.ts";
import { remember } from "./undo.ts";

/** Names of all examples, as `text/examples.ts` has them, in the order in which they are offered. */
export const EXAMPLES: readonly string[] = Object.keys(en.example);

/** What an example changes beside token and key, and undo puts back. */
const FIELDS = [issuers, audiences, typ, anyIssuer, anyAudience, missingExp, leewayText, instant, expected];

let latest = 0;
/** The key of the last example: the next one takes its place. */
let shown = "";

/** Shows an example, unless the person goes on to something else while it comes. */
export const loadExample = async (name: string): Promise<void> => {
  const mine = ++latest;
  const before = [text.value, keyField.value.text];
  const examples = await load("examples").catch(() => null);
  if (mine !== latest || text.value !== before[0] || keyField.value.text !== before[1]) return;
  if (examples === null) {
    notice.value = en.notice.examples;
    return;
  }
  const example = examples.EXAMPLES.find((one) => one.name === name);
  if (example === undefined) return;
  remember("step", FIELDS);
  // A key of the person's own stays in the tray.
  if (keyField.value.text !== shown) keepFieldKeys();
  shown = example.key ?? "";
  batch(() => {
    lens.value = "inspect";
    issuers.value = example.expects ? examples.EXAMPLE_ISSUER : "";
    audiences.value = example.expects ? examples.EXAMPLE_AUDIENCE : "";
    typ.value = "";
    anyIssuer.value = false;
    anyAudience.value = false;
    missingExp.value = false;
    knowsLink.value = false;
    leewayText.value = "";
    instant.value = NOW;
    expected.value = example.expected ?? [];
  });
  putText(example.token);
  await setKeyText(shown);
  if (example.at !== undefined && mine === latest && text.value === example.token && instant.value === NOW) await setInstant(example.at);
};
