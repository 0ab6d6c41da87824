/* What is said to a screen reader: one status region. It waits for a pause of 400 ms, so that typing does not stutter;
   then it says what was done, the verdict, and what may be behind it, the last of each. */
import { signal } from "@preact/signals";

const PAUSE_MS = 400;

/** What the region holds. Only the verdict bar shows it. */
export const announced = signal("");

/** In the order in which they are said. */
const waiting = { deed: "", verdict: "", hints: "" };
let timer: ReturnType<typeof setTimeout> | undefined;

export const announce = (sentence: string, about: keyof typeof waiting = "deed"): void => {
  // Hints explain the verdict that they were made for.
  if (about === "verdict") waiting.hints = "";
  waiting[about] = sentence;
  clearTimeout(timer);
  timer = setTimeout(() => {
    const all = Object.values(waiting).join(" ").trim();
    waiting.deed = waiting.verdict = waiting.hints = "";
    // The same sentence twice would not be read again: a no-break space makes it another one.
    announced.value = announced.value === all ? `${all}\u00a0` : all;
  }, PAUSE_MS);
};
