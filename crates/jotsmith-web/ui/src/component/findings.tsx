/* Every reason and defect with its place, its remedy and its source; and, when a signature does not hold, what may be
   the cause. */
import type { ReasonView } from "../engine-types.ts";
import { hints, inspection, reveal, text } from "../state/store.ts";
import { en } from "../text/en.ts";
import { Icon, severityIcon } from "./icon.tsx";

const same = (one: ReasonView, other: ReasonView): boolean =>
  one.code === other.code && one.pointer === other.pointer && one.span?.[0] === other.span?.[0];

/** Reasons first, then the defects that are no reason. */
export const problems = (): readonly ReasonView[] => {
  const seen = inspection.value;
  if (seen === null || text.value === "") return [];
  const reasons = seen.verdict.reasons;
  return [...reasons, ...seen.defects.filter((defect) => !reasons.some((reason) => same(reason, defect)))];
};

const Where = ({ of }: { of: ReasonView }) => {
  const { excerpt, span } = of;
  return (
    <>
      {excerpt === null ? null : <pre class="finding__excerpt" role="group" aria-label={en.excerpt} tabIndex={0}>{excerpt.text}{"\n"}{" ".repeat(excerpt.caret)}^</pre>}
      {span === null ? null : (
        <button type="button" class="button" onClick={() => { reveal.value = [...span]; }}>{en.jump}</button>
      )}
    </>
  );
};

export const Finding = ({ of }: { of: ReasonView }) => (
  <li class="finding" data-severity={of.severity}>
    <Icon name={severityIcon(of.severity)} />
    <div class="finding__body">
      <p class="finding__message"><strong>{en.severity[of.severity] ?? of.severity}</strong> {of.message}</p>
      {of.remedy === "" ? null : <p class="finding__remedy">{of.remedy}</p>}
      <Where of={of} />
      <p class="finding__meta"><code>{of.code}</code>{of.part === null ? "" : ` · ${of.part}${of.pointer ?? ""}`}{of.source === "" ? "" : ` · ${of.source}`}</p>
    </div>
  </li>
);

export const Findings = () => {
  const all = problems();
  const notes = text.value === "" ? [] : (inspection.value?.notes ?? []);
  if (all.length + notes.length + hints.value.length === 0) return null;
  return (
    <section class="pane findings" id="findings" aria-label={en.findings} tabIndex={-1}>
      <header class="pane__head"><h2 class="pane__title">{en.findings}</h2></header>
      {hints.value.length === 0 ? null : (
        <>
          <h3 class="findings__title">{en.hintsTitle}</h3>
          <ul class="findings__list">{hints.value.map((hint) => <Finding of={hint} />)}</ul>
        </>
      )}
      <ul class="findings__list">{all.map((one) => <Finding of={one} />)}</ul>
      {notes.map((note) => <p class="findings__note">{note}</p>)}
    </section>
  );
};
