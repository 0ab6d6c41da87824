/* The few marks of the page, drawn with strokes in the colour of the text. Words always stand beside them. */

const PATHS = {
  pass: "M3 8.5 6.5 12 13 4.5",
  fail: "M4 4l8 8M12 4l-8 8",
  open: "M8 2.5a5.5 5.5 0 1 1-.01 0M8 5.5v3l2 1.2",
  dash: "M4 8h8",
  warn: "M8 2.5 14 13H2zM8 6.5v3M8 11.2v.3",
  info: "M8 2.5a5.5 5.5 0 1 1-.01 0M8 7.2v3.6M8 5v.3",
  lock: "M4 7.5h8v5.5H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",
  more: "M4 6.5 8 10.5l4-4",
  copy: "M6 6h7v7H6zM10 6V3H3v7h3",
  command: "M3 4.5 6.5 8 3 11.5M8.5 12H13",
  theme: "M8 2.5a5.5 5.5 0 1 1-.01 0M8 2.5v11M8 5l4 0M8 8h5.4M8 11h4",
} as const;

export type IconName = keyof typeof PATHS;

export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
);

const STATE_ICONS: Readonly<Record<string, IconName>> = { pass: "pass", fail: "fail", "not-checked": "open", "not-applicable": "dash" };
const SEVERITY_ICONS: Readonly<Record<string, IconName>> = { error: "fail", warning: "warn", note: "info" };
const OUTCOME_ICONS: Readonly<Record<string, IconName>> = {
  accept: "pass", "do-not-accept": "fail", unreadable: "fail", "not-verified": "open", empty: "info",
};

export const stateIcon = (state: string): IconName => STATE_ICONS[state] ?? "open";
export const severityIcon = (severity: string): IconName => SEVERITY_ICONS[severity] ?? "info";
export const outcomeIcon = (outcome: string): IconName => OUTCOME_ICONS[outcome] ?? "info";
