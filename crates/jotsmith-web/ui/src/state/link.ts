/* The byte link: which claim is carried by the characters at a place of the text, and back. Offsets come from the
   engine; here they are only looked up. */
import type { JsonView } from "../engine-types.ts";
import { inspected, inspection, link, text } from "./store.ts";
import { partOf } from "./actions.ts";

/** The names of all views, those inside by their numbers. */
const parts = (): readonly string[] => ["header", "payload", ...(inspection.value?.inside?.views.keys() ?? [])].map(String);

const carries = (spans: readonly (readonly [number, number])[], at: number): boolean =>
  spans.some(([from, to]) => from <= at && at < to);

/** Rows stand depth first, so the last that fits is the innermost. */
const rowAt = (view: JsonView | null, at: number): number => view?.rows.findLastIndex((row) => carries(row.tokenSpans, at)) ?? -1;

/** Lights the claim that the characters at the caret carry. */
export const linkFromText = (at: number): void => {
  for (const part of parts()) {
    const row = rowAt(partOf(inspection.value, part), at);
    if (row >= 0) {
      if (link.value?.part !== part || link.value.row !== row) link.value = { part, row };
      return;
    }
  }
  link.value = null;
};

/** Lights the characters that carry a claim. */
export const linkFromClaim = (part: string, row: number): void => {
  if (link.value?.part !== part || link.value.row !== row) link.value = { part, row };
};

export const unlink = (): void => { link.value = null; };

/** The characters to light now. None while the text has moved on. */
export const litSpans = (): readonly (readonly [number, number])[] => {
  const lit = link.value;
  if (lit === null || inspected.value !== text.value) return [];
  return partOf(inspection.value, lit.part)?.rows[lit.row]?.tokenSpans ?? [];
};
