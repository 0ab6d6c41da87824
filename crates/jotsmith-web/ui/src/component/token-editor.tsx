/* The token field: a textarea that takes the input over a `pre` that shows it in colours. Both hold the same text in
   the same type, so that a character lies over itself. */
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { redo, setText, undo } from "../state/actions.ts";
import { linkFromText, litSpans } from "../state/link.ts";
import { inspected, inspection, reveal, text } from "../state/store.ts";
import { en } from "../text/en.ts";
import { type Mark, paint, paints, pieces } from "./paint.ts";
import { SEALED } from "./sealed.ts";

/** The colour of each part. An encrypted token has more parts than colours. */
const COLOURS: Readonly<Record<string, string>> = {
  header: "header", payload: "payload", ciphertext: "payload", disclosure: "payload", signature: "signature", tag: "signature", kb: "signature",
};

/** Pieces of the text in colours; none while the answer is about another text. */
const marks = (): readonly Mark[] => {
  const seen = inspection.value;
  const shown = text.value;
  if (seen === null || inspected.value !== shown) return [];
  const all: Mark[] = [];
  for (const { part, spans } of seen.parts) {
    for (const [from, to] of spans) all.push({ name: COLOURS[part] ?? "other", from, to });
    const end = spans.at(-1)?.[1];
    if (end !== undefined && ".~".includes(shown.charAt(end))) all.push({ name: "dot", from: end, to: end + 1 });
  }
  for (const { span, severity } of [...seen.defects, ...seen.verdict.reasons]) {
    if (span !== null && severity === "error" && span[1] - span[0] < 64) all.push({ name: "fault", from: span[0], to: Math.max(span[1], span[0] + 1) });
  }
  for (const [from, to] of litSpans()) all.push({ name: "lit", from, to });
  return all;
};

export const TokenEditor = () => {
  const area = useRef<HTMLTextAreaElement>(null);
  const shown = useRef<HTMLElement>(null);
  const composing = useSignal(false);
  // Only the painting waits while a word is being composed: the verdict is always about what stands in the field.
  const now = composing.value ? [] : marks();
  const place = reveal.value;

  useLayoutEffect(() => paint(shown.current?.firstChild, now));

  useLayoutEffect(() => {
    if (place === null || area.current === null) return;
    area.current.focus();
    area.current.setSelectionRange(place[0], Math.max(place[1], place[0] + 1));
    // Shown once: an editor that is made anew leaves the selection alone.
    reveal.value = null;
  }, [place]);

  useLayoutEffect(() => {
    const follow = (): void => {
      const field = area.current;
      if (field !== null && document.activeElement === field) linkFromText(field.selectionStart);
    };
    document.addEventListener("selectionchange", follow);
    return () => document.removeEventListener("selectionchange", follow);
  }, []);

  const onInput = (event: InputEvent & { currentTarget: HTMLTextAreaElement }): void => {
    setText(event.currentTarget.value, event.inputType.startsWith("insertFrom") ? "step" : "typing");
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== "z" && key !== "y")) return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) redo();
    else undo();
  };

  return (
    <div class="token-editor" data-composing={composing.value ? "" : undefined}>
      <pre class="token-editor__shown" aria-hidden="true">
        <code ref={shown}>
          {paints ? text.value : pieces(text.value, now).map((piece) => (piece.name === null ? piece.text : <span class={`paint paint--${piece.name}`}>{piece.text}</span>))}
        </code>
        {"\n"}
      </pre>
      <textarea
        ref={area} class="token-editor__field" id="token" aria-label={en.tokenLabel} placeholder={en.tokenPlaceholder} rows={4}
        {...SEALED}
        value={text.value} onInput={onInput} onKeyDown={onKeyDown}
        onCompositionStart={() => { composing.value = true; }}
        onCompositionEnd={() => { composing.value = false; }}
      />
    </div>
  );
};
