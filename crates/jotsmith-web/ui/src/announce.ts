/* What is said to a screen reader: one status region, one sentence at a time. The last sentence within 400 ms wins,
   so that typing does not stutter. */
import { signal } from "@preact/signals";

const PAUSE_MS = 400;

/** What the region holds. Only the verdict bar shows it. */
export const announced = signal("");

let timer: ReturnType<typeof setTimeout> | undefined;

export const announce = (sentence: string): void => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    // The same sentence twice would not be read again: a no-break space makes it another one.
    announced.value = announced.value === sentence ? `${sentence}\u00a0` : sentence;
  }, PAUSE_MS);
};
