/* Files dropped on the page, and text dropped or pasted outside of any field: into the key tray where it was dropped there, into
   the token field otherwise. */
import { setText } from "../state/actions.ts";
import { setKeyText } from "../state/keys.ts";

/** The text of a file; one that is no UTF-8, such as DER, in base64. */
export const fileText = async (file: File): Promise<string> => {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new Promise((done) => {
      const reader = new FileReader();
      reader.onload = () => { done(String(reader.result).replace(/^[^,]*,/u, "")); };
      reader.readAsDataURL(file);
    });
  }
};

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement || target instanceof HTMLSelectElement;

const take = async (transfer: DataTransfer, target: EventTarget | null): Promise<void> => {
  const file = transfer.files[0];
  const text = file === undefined ? transfer.getData("text") : await fileText(file);
  if (text === "") return;
  if (target instanceof Element && target.closest("[data-drop=key]") !== null) await setKeyText(text);
  else setText(text);
};

/** Text that is dragged over a field: the browser moves it to where the caret is. */
const isFields = ({ dataTransfer, target }: DragEvent): boolean => isField(target) && dataTransfer?.types.includes("Files") === false;

export const listenForDrops = (): void => {
  document.addEventListener("dragover", (event) => { if (!isFields(event)) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    if (event.dataTransfer === null || isFields(event)) return;
    event.preventDefault();
    void take(event.dataTransfer, event.target);
  });
  document.addEventListener("paste", (event) => {
    if (isField(event.target) || event.clipboardData === null) return;
    event.preventDefault();
    void take(event.clipboardData, null);
    document.querySelector<HTMLTextAreaElement>(".token-editor__field")?.focus();
  });
};
