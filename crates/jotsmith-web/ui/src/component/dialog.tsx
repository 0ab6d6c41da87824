/* A modal dialog: the browser's own, which keeps the focus inside, closes on Escape and gives the focus back. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { dialog } from "../state/store.ts";
import { en } from "../text/en.ts";

export const closeDialog = (): void => { dialog.value = null; };

interface Props {
  readonly title: string;
  readonly name: string;
  readonly children: ComponentChildren;
}

/** The browser tells of a close a moment later; until then a key would still be the dialog's. */
const onKeyDown = (event: KeyboardEvent): void => {
  if (event.key !== "Escape") return;
  event.preventDefault();
  event.stopPropagation();
  closeDialog();
};

export const Dialog = ({ title, name, children }: Props) => {
  const element = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = element.current;
    const before = document.activeElement;
    shown?.showModal();
    return () => {
      // While it is open, nothing else takes the focus.
      shown?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  // The event of a dialog that is gone already must not close the next one.
  const onClose = (): void => { if (element.current !== null) closeDialog(); };
  return (
    <dialog
      ref={element} class={`dialog dialog--${name}`} aria-label={title} onClose={onClose} onKeyDown={onKeyDown}
      onClick={(event) => { if (event.target === element.current) closeDialog(); }}
    >
      <div class="dialog__body">
        <header class="dialog__head">
          <h2 class="dialog__title">{title}</h2>
          <button type="button" class="button" onClick={closeDialog}>{en.close}</button>
        </header>
        {children}
      </div>
    </dialog>
  );
};
