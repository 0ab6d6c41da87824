/* The left side: the token as text, what was cleaned away, the tokens found in it, and examples. */
import { useSignal } from "@preact/signals";
import { announce } from "../announce.ts";
import { choose, resign, resigner, revert, setText } from "../state/actions.ts";
import { EXAMPLES, loadExample } from "../state/example.ts";
import { answered, choice, draft, draftFailure, inspected, inspection, original, text } from "../state/store.ts";
import { en } from "../text/en.ts";
import { CopyButton } from "./copy-button.tsx";
import { keyName } from "./key-card.tsx";
import { TokenEditor } from "./token-editor.tsx";

export const clearToken = (): void => {
  setText("");
  announce(en.announce.cleared);
};

const pasteFromClipboard = async (): Promise<void> => {
  try {
    setText(await navigator.clipboard.readText());
  } catch {
    announce(en.notice.clipboard);
  }
};

const Modified = () => {
  if (original.value === null) return null;
  const by = resigner();
  return (
    <div class="modified">
      <p class="modified__words">{en.modified}</p>
      {by === null ? <p class="modified__words">{en.resignNoKey}</p> : (
        <button type="button" class="button button--strong" onClick={() => void resign()}>{en.resign(keyName(by.key))}</button>
      )}
      <button type="button" class="button" onClick={revert}>{en.revert}</button>
      {draft.value === null && draftFailure.value !== null ? <p class="failure">{draftFailure.value.message} {draftFailure.value.remedy}</p> : null}
    </div>
  );
};

const Found = () => {
  // They are those of the text, whichever of them is being read.
  const found = inspected.value === text.value ? (answered.value?.found ?? []) : [];
  if (found.length < 2) return null;
  return (
    <div class="found" role="group" aria-label={en.foundMany(found.length)}>
      <span class="found__words">{en.foundMany(found.length)}</span>
      {found.map((one, which) => (
        <button type="button" class="chip" aria-pressed={which === choice.value} onClick={() => choose(which)}>
          {one.label} <span class="chip__meta">{one.kind}</span>
        </button>
      ))}
    </div>
  );
};

const Cleaned = () => {
  const cleaned = inspection.value?.cleaned ?? [];
  if (cleaned.length === 0) return null;
  return <p class="token-pane__cleaned">{en.cleaned} {cleaned.map((one) => one.words).join(", ")}</p>;
};

/** Open while there is no token; then they give way. */
const Examples = () => (
  <details class="examples" open={text.value === ""}>
    <summary class="examples__words">{en.examples}</summary>
    <div class="examples__all">
      {EXAMPLES.map((name) => (
        <button type="button" class="chip" onClick={() => void loadExample(name)}>{en.example[name]}</button>
      ))}
    </div>
  </details>
);

/** The names of the parts in their colours and lines, so that the colours are said. */
const Legend = () => {
  const parts = new Set(inspection.value?.parts.map(({ part }) => part));
  if (parts.size === 0) return null;
  return (
    <p class="legend" aria-label={en.legend}>
      {[...parts].map((part) => <span class="legend__part" data-part={part}>{en.part[part] ?? part}</span>)}
    </p>
  );
};

export const TokenPane = () => {
  const whole = useSignal(false);
  const seen = inspection.value;
  const empty = text.value === "";
  return (
    <section class="pane token-pane" aria-label={en.token} data-whole={whole.value ? "" : undefined}>
      <header class="pane__head">
        <h2 class="pane__title">{en.token}</h2>
        <p class="pane__meta">{seen === null || empty ? "" : `${en.bytes(seen.bytes)} · ${seen.kindWords}`}</p>
        <div class="pane__tools">
          <button type="button" class="button token-pane__paste" onClick={() => void pasteFromClipboard()}>{en.paste}</button>
          <CopyButton text={seen?.token ?? text.value} what={en.token} name={en.copyToken} disabled={empty} />
          <button type="button" class="button" disabled={empty} onClick={clearToken}>{en.clear}</button>
        </div>
      </header>
      <TokenEditor />
      <button type="button" class="button token-pane__expand" aria-expanded={whole.value} onClick={() => { whole.value = !whole.value; }}>
        {whole.value ? en.collapse : en.expand}
      </button>
      <Legend />
      <Cleaned />
      <Found />
      <Modified />
      <Examples />
    </section>
  );
};
