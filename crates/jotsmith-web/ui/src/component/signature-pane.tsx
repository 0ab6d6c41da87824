/* The signature: how many bytes, what they are, and the bytes. */
import { useSignal } from "@preact/signals";
import { inspection, text } from "../state/store.ts";
import { en } from "../text/en.ts";
import { CopyButton } from "./copy-button.tsx";

/** Pairs of digits, sixteen bytes to the line. */
const grouped = (hex: string): string => hex.replaceAll(/(..)/gu, "$1 ").replaceAll(/((?:.. ){16})/gu, "$1\n").trim();

export const SignaturePane = () => {
  const open = useSignal(false);
  const view = text.value === "" ? null : (inspection.value?.signature ?? null);
  // Where it has none and more inside than these panes hold, its signatures are told of there.
  if (view === null && text.value !== "" && inspection.value?.inside !== undefined) return null;
  return (
    <section class="pane signature-pane" data-part="signature" aria-label={en.signature}>
      <header class="pane__head">
        <h2 class="pane__title">{en.signature}</h2>
        <p class="pane__meta">{view === null ? "" : `${en.bytes(view.bytes)} · ${view.words}`}</p>
        <div class="pane__tools">
          {view === null || view.bytes === 0 ? null : <CopyButton text={view.hex} what={en.hex} label={`${en.copy} hex`} />}
          {view === null || view.bytes === 0 ? null : (
            <button type="button" class="button" aria-expanded={open.value} onClick={() => { open.value = !open.value; }}>
              {open.value ? en.hexHide : en.hexShow}
            </button>
          )}
        </div>
      </header>
      {view === null ? <p class="pane__empty">{text.value === "" || inspection.value === null ? en.nothingYet.signature : en.noSignature}</p> : null}
      {view !== null && open.value ? <pre class="signature-pane__hex">{grouped(view.hex)}</pre> : null}
    </section>
  );
};
