/* Colours pieces of one text node without elements: the CSS Custom Highlight API. Each piece has the name of a
   `::highlight()` in style/component/paint.css. Where the API is missing, callers draw spans of the same names. */

export interface Mark {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

export const paints = typeof Highlight === "function" && typeof CSS === "object" && "highlights" in CSS;

/** Later names lie above earlier ones. */
const ORDER = ["header", "payload", "signature", "other", "json-key", "json-string", "json-number", "json-literal", "dot", "fault", "lit"];

const named = (name: string): Highlight => {
  const known = CSS.highlights.get(name);
  if (known !== undefined) return known;
  const made = new Highlight();
  made.priority = ORDER.indexOf(name);
  CSS.highlights.set(name, made);
  return made;
};

/** Paints the marks on the node; the answer takes them away again. */
export const paint = (node: Node | null | undefined, marks: readonly Mark[]): (() => void) => {
  if (!paints || !(node instanceof Text)) return () => undefined;
  const done = marks.flatMap(({ name, from, to }) => {
    const end = Math.min(to, node.length);
    if (from >= end) return [];
    const range = new StaticRange({ startContainer: node, startOffset: from, endContainer: node, endOffset: end });
    const highlight = named(name);
    highlight.add(range);
    return [{ highlight, range }];
  });
  return () => { for (const { highlight, range } of done) highlight.delete(range); };
};

/** The text in pieces, one for each mark and for what lies between; for browsers without highlights. */
export const pieces = (text: string, marks: readonly Mark[]): readonly { name: string | null; text: string }[] => {
  const sorted = marks.toSorted((one, other) => one.from - other.from);
  const all: { name: string | null; text: string }[] = [];
  let at = 0;
  for (const mark of sorted) {
    if (mark.from < at) continue;
    if (mark.from > at) all.push({ name: null, text: text.slice(at, mark.from) });
    all.push({ name: mark.name, text: text.slice(mark.from, mark.to) });
    at = mark.to;
  }
  if (at < text.length) all.push({ name: null, text: text.slice(at) });
  return all;
};
