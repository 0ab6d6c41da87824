/* The table of actions: everything that the page can do has a row with its words, and some have a key. Palette, help
   and keyboard read it. Single letters act outside text fields only, and can be switched off. */
import { announce } from "./announce.ts";
import { copyText } from "./component/copy-button.tsx";
import { problems } from "./component/findings.tsx";
import { prepare } from "./component/inside.tsx";
import { clearToken } from "./component/token-pane.tsx";
import { partOf, redo, resign, revert, setInstant, undo } from "./state/actions.ts";
import { EXAMPLES, loadExample } from "./state/example.ts";
import { forgetAll } from "./state/keys.ts";
import { unlink } from "./state/link.ts";
import { nextTheme, shortcuts } from "./state/prefs.ts";
import { type Lens, dialog, inside, inspection, lens, link, reveal, text } from "./state/store.ts";
import { en } from "./text/en.ts";

export interface Action {
  readonly words: string;
  /** The key as `KeyboardEvent.key` has it. */
  readonly key?: string;
  /** Held with Ctrl, or ⌘; then it acts in text fields too. */
  readonly held?: boolean;
  readonly run: () => void;
}

/** After the lens was drawn. */
const focus = (selector: string): void => {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus());
};

export const showLens = (next: Lens): void => {
  unlink();
  lens.value = next;
};

const sign = async (): Promise<void> => {
  showLens("build");
  await prepare();
  // Who has gone elsewhere meanwhile waits for no signature.
  if (lens.value === "build") await inside.value?.sign();
};

const toToken = (): void => { showLens("inspect"); focus(".token-editor__field"); };
const toKey = (): void => focus(".key-tray__field");

let problem = -1;
const nextProblem = (): void => {
  const all = problems();
  if (all.length === 0) return announce(en.announce.noProblem);
  problem = (problem + 1) % all.length;
  const one = all[problem];
  if (one === undefined) return;
  showLens("inspect");
  if (one.span === null) focus(".findings");
  else reveal.value = [...one.span];
  announce(one.message);
};

const stepClaim = (by: 1 | -1): void => {
  const all = [...document.querySelectorAll<HTMLElement>(".claim__more")];
  const at = all.findIndex((one) => one === document.activeElement);
  all[at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length]?.focus();
};

const copyFocused = (): void => {
  const lit = link.value;
  const row = lit === null ? undefined : partOf(inspection.value, lit.part)?.rows[lit.row];
  if (row !== undefined && row.value !== "") void copyText(row.value, row.name);
  else void copyText(inspection.value?.token ?? text.value, en.token);
};

const copyVerdict = (): void => {
  if (inspection.value !== null) void copyText(inspection.value.verdictJson, en.verdict);
};

export const ACTIONS: readonly Action[] = [
  { words: en.action.palette, key: "k", held: true, run: () => { dialog.value = "palette"; } },
  { words: en.action.undo, key: "z", held: true, run: undo },
  { words: en.action.redo, key: "y", held: true, run: redo },
  { words: en.action.token, key: "/", run: toToken },
  { words: en.action.inspect, key: "1", run: () => showLens("inspect") },
  { words: en.action.build, key: "2", run: () => showLens("build") },
  { words: en.action.problem, key: ".", run: nextProblem },
  { words: en.action.nextClaim, key: "j", run: () => stepClaim(1) },
  { words: en.action.previousClaim, key: "k", run: () => stepClaim(-1) },
  { words: en.action.copy, key: "c", run: copyFocused },
  { words: en.action.help, key: "?", run: () => { dialog.value = "help"; } },
  { words: en.action.key, run: toKey },
  { words: en.action.resign, run: () => void resign() },
  { words: en.action.revert, run: revert },
  { words: en.action.sign, run: () => void sign() },
  { words: en.action.instant, key: "t", run: () => { showLens("inspect"); focus("#instant"); } },
  { words: en.action.now, key: "Escape", run: () => void setInstant("") },
  { words: en.action.verdict, run: copyVerdict },
  { words: en.action.clear, run: clearToken },
  { words: en.action.forget, run: () => void forgetAll() },
  { words: en.action.theme, run: nextTheme },
  { words: en.action.privacy, run: () => { dialog.value = "privacy"; } },
  ...EXAMPLES.map((name) => ({ words: en.action.example(en.example[name] ?? name), run: () => void loadExample(name) })),
];

/** The key as it is shown. */
export const keyWords = ({ key, held }: Action): string => {
  if (key === undefined) return "";
  return held === true ? `${/Mac|iP/u.test(navigator.platform) ? "⌘" : "Ctrl"} ${key.toUpperCase()}` : key;
};

const inField = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement || target instanceof HTMLSelectElement;

export const listenForKeys = (): void => {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey || dialog.value !== null) return;
    const held = event.ctrlKey || event.metaKey;
    // Undo in another field is that field's own.
    if (inField(event.target) && !(held && event.key === "k")) return;
    if (!held && !shortcuts.value) return;
    const action = ACTIONS.find((one) => one.key === event.key && (one.held ?? false) === held);
    if (action === undefined) return;
    event.preventDefault();
    action.run();
  });
};
