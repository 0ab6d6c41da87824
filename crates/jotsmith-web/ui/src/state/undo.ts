/* Undo of what happens to the token: pastes, typing, edits of the decoded side, re-signing, examples. A step holds what
   stood in the field, nothing that the engine said about it. */
import { type Signal, batch, signal } from "@preact/signals";
import { choice, draft, original, text } from "./store.ts";

interface Step {
  readonly text: string;
  readonly choice: number;
  readonly original: string | null;
  /** What else the step changed, and what stood there. */
  readonly beside: readonly Beside[];
}

/** A field, and what stands in it. */
type Beside = readonly [Signal<unknown>, unknown];

/** Steps that are kept; with a long token each may be 1 MiB. */
const DEPTH = 50;
/** Typing within this time is one step. */
const BURST_MS = 1000;

const past = signal<readonly Step[]>([]);
const future = signal<readonly Step[]>([]);
let lastTyped = -Infinity;

const here = (fields: readonly Signal<unknown>[]): Step => ({
  text: text.value, choice: choice.value, original: original.value, beside: fields.map((field) => [field, field.value]),
});

/** To be called before the token changes, and the fields that the step changes besides. `typing` joins a burst into one. */
export const remember = (how: "step" | "typing", fields: readonly Signal<unknown>[] = []): void => {
  const at = performance.now();
  const joined = how === "typing" && at - lastTyped < BURST_MS;
  lastTyped = how === "typing" ? at : -Infinity;
  if (joined) return;
  past.value = [...past.value.slice(1 - DEPTH), here(fields)];
  future.value = [];
};

const go = (from: typeof past, to: typeof past): boolean => {
  const step = from.value.at(-1);
  if (step === undefined) return false;
  batch(() => {
    to.value = [...to.value, here(step.beside.map(([field]) => field))];
    for (const [field, before] of step.beside) field.value = before;
    from.value = from.value.slice(0, -1);
    text.value = step.text;
    choice.value = step.choice;
    original.value = step.original;
    draft.value = null;
  });
  lastTyped = -Infinity;
  return true;
};

/** False where there is nothing to undo. */
export const undo = (): boolean => go(past, future);
export const redo = (): boolean => go(future, past);

/** Forgets the steps, with the rest. */
export const forgetSteps = (): void => {
  past.value = [];
  future.value = [];
};
