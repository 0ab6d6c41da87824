/* Copies a text. That it did so is said by its own words and by the status region, not by a colour. */
import { useSignal } from "@preact/signals";
import { announce } from "../announce.ts";
import { notice } from "../state/store.ts";
import { en } from "../text/en.ts";
import { Icon } from "./icon.tsx";

const SHOWN_MS = 2000;

/** Puts a text on the clipboard; a page that may not says so. */
export const copyText = async (text: string, what: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    announce(en.announce.copied(what));
    return true;
  } catch {
    notice.value = en.notice.copyFailed;
    announce(en.notice.copyFailed);
    return false;
  }
};

interface Props {
  /** The text, or how to get it. */
  readonly text: string | (() => Promise<string | null>);
  /** What is copied, for the status region: `Token`. */
  readonly what: string;
  readonly label?: string;
  readonly name?: string;
  readonly disabled?: boolean;
}

export const CopyButton = ({ text, what, label = en.copy, name, disabled = false }: Props) => {
  const done = useSignal(false);
  const copy = async (): Promise<void> => {
    const ready = typeof text === "string" ? text : await text();
    if (ready === null || !(await copyText(ready, what))) return;
    done.value = true;
    setTimeout(() => { done.value = false; }, SHOWN_MS);
  };
  return (
    <button type="button" class="button" aria-label={name} disabled={disabled} onClick={() => void copy()}>
      <Icon name={done.value ? "pass" : "copy"} />
      {done.value ? en.copied : label}
    </button>
  );
};
