/* All commands, found by a few letters. */
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { ACTIONS, type Action, keyWords } from "../keys.ts";
import { en } from "../text/en.ts";
import { Dialog, closeDialog } from "./dialog.tsx";

const matching = (typed: string): readonly Action[] => {
  const words = typed.toLowerCase().split(" ");
  return ACTIONS.filter((action) => words.every((word) => action.words.toLowerCase().includes(word)));
};

const run = (action: Action | undefined): void => {
  if (action === undefined) return;
  closeDialog();
  // The dialog gives the focus back first; what the action does with it comes after.
  setTimeout(action.run);
};

export const Palette = () => {
  const typed = useSignal("");
  const at = useSignal(0);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const found = matching(typed.value);
  useLayoutEffect(() => field.current?.focus(), []);
  useLayoutEffect(() => list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }), [at.value, typed.value]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown") at.value = Math.min(at.value + 1, found.length - 1);
    else if (event.key === "ArrowUp") at.value = Math.max(at.value - 1, 0);
    else if (event.key === "Enter") run(found[at.value]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={en.palette.title} name="palette">
      <input
        ref={field} class="field" role="combobox" aria-label={en.palette.label} aria-expanded="true" aria-controls="commands"
        aria-activedescendant={found.length === 0 ? undefined : `command-${at.value}`} aria-autocomplete="list" autocomplete="off" spellcheck={false}
        value={typed.value} onInput={(event) => { typed.value = event.currentTarget.value; at.value = 0; }} onKeyDown={onKeyDown}
      />
      {found.length === 0 ? <p class="pane__help">{en.palette.none}</p> : null}
      <ul ref={list} class="palette__list" id="commands" role="listbox" aria-label={en.palette.title}>
        {found.map((action, place) => (
          <li class="palette__row" role="option" id={`command-${place}`} aria-selected={place === at.value} onClick={() => run(action)}>
            <span>{action.words}</span> {action.key === undefined ? null : <kbd>{keyWords(action)}</kbd>}
          </li>
        ))}
      </ul>
    </Dialog>
  );
};
