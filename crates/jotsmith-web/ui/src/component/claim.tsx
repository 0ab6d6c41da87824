/* One member of a decoded part: its JSON, its meaning beside it, more on request. Hovering or focusing it lights the
   characters of the token that carry it. */
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { JsonView, RowView } from "../engine-types.ts";
import { linkFromClaim } from "../state/link.ts";
import { en } from "../text/en.ts";
import { CopyButton } from "./copy-button.tsx";
import { Icon } from "./icon.tsx";
import { Moment, utc } from "./moment.tsx";
import { type Mark, paint } from "./paint.ts";

const KINDS: Readonly<Record<string, string>> = { string: "json-string", number: "json-number", boolean: "json-literal", null: "json-literal" };

/** Lines of the laid-out text that belong to a row at the top. */
interface Lines {
  readonly from: number;
  readonly text: string;
}

export const linesOf = (view: JsonView, row: RowView): Lines => {
  const from = view.pretty.lastIndexOf("\n", row.prettySpan[0] - 1) + 1;
  const end = view.pretty.indexOf("\n", row.prettySpan[1]);
  return { from, text: view.pretty.slice(from, end < 0 ? undefined : end) };
};

/** Colours of names and values, counted in the lines. */
const marksOf = (view: JsonView, rows: readonly RowView[], lines: Lines): readonly Mark[] =>
  rows.flatMap(({ name, value, kind, prettySpan: [from, to] }) => {
    const all: Mark[] = [];
    const quoted = `"${name}"`;
    if (value.length < to - from && view.pretty.startsWith(quoted, from)) all.push({ name: "json-key", from: from - lines.from, to: from - lines.from + quoted.length });
    if (value !== "") all.push({ name: KINDS[kind] ?? "json-literal", from: to - value.length - lines.from, to: to - lines.from });
    return all;
  });

const About = ({ row, value }: { row: RowView; value: string }) => (
  <div class="claim__about">
    {row.sentence === null ? null : <p class="claim__sentence">{row.sentence}</p>}
    {row.instant === null ? null : <p class="claim__sentence">{utc(row.instant)} · {en.raw} {row.value}</p>}
    <p class="claim__meta">{[row.class === null ? "" : (en.className[row.class] ?? row.class), row.source ?? ""].filter((part) => part !== "").join(" · ")}</p>
    <CopyButton text={value} what={row.name} label={en.copyValue} />
    <CopyButton text={row.pointer} what={row.pointer} label={en.copyPath} />
  </div>
);

interface Props {
  readonly part: string;
  readonly view: JsonView;
  /** Place of the row in `view.rows`. */
  readonly at: number;
  /** Rows of this member, itself first. */
  readonly rows: readonly RowView[];
  /** Place in `view.rows` of the row that is lit, if it is one of these. */
  readonly lit: number | null;
}

export const Claim = ({ part, view, at, rows, lit }: Props) => {
  const code = useRef<HTMLElement>(null);
  const open = useSignal(false);
  const [row] = rows;
  const lines = row === undefined ? { from: 0, text: "" } : linesOf(view, row);
  const inner = lit === null || lit === at ? undefined : rows[lit - at];

  useLayoutEffect(() => {
    const marks = [...marksOf(view, rows, lines)];
    if (inner !== undefined) marks.push({ name: "lit", from: inner.prettySpan[0] - lines.from, to: inner.prettySpan[1] - lines.from });
    return paint(code.current?.firstChild, marks);
  });
  if (row === undefined) return null;

  /** The innermost row under the pointer. */
  const point = (event: MouseEvent): void => {
    const caret = rows.length > 1 ? document.caretPositionFromPoint?.(event.clientX, event.clientY) : null;
    if (caret === null || caret === undefined || caret.offsetNode !== code.current?.firstChild) return linkFromClaim(part, at);
    const place = lines.from + caret.offset;
    const deepest = rows.findLastIndex(({ prettySpan: [from, to] }) => from <= place && place <= to);
    linkFromClaim(part, at + Math.max(deepest, 0));
  };
  const value = row.value === "" ? view.pretty.slice(...row.prettySpan) : row.value;
  return (
    <li class="claim" data-lit={lit === null ? undefined : ""} data-part={part} onMouseMove={point} onFocusCapture={() => linkFromClaim(part, at)}>
      <bdi class="claim__json"><code ref={code}>{lines.text}</code></bdi>
      <div class="claim__note">
        {row.short === null ? null : <span class="claim__short">{row.short}</span>}
        {row.class === null ? null : <span class="claim__class" data-class={row.class}>{en.className[row.class] ?? row.class}</span>}
        {row.instant === null ? null : <Moment at={row.instant} />}
        {row.words === null ? null : <span class="claim__words">{row.words}</span>}
      </div>
      <button type="button" class="claim__more" aria-expanded={open.value} aria-label={en.about(row.name)} onClick={() => { open.value = !open.value; }}>
        <Icon name="more" />
      </button>
      {open.value ? <About row={row} value={value} /> : null}
    </li>
  );
};
