/* The key tray: what the person pasted, dropped or made. The engine holds the keys, the page their handles. */
import { batch } from "@preact/signals";
import { announce } from "../announce.ts";
import { type AnswerTo, ask } from "../engine.ts";
import type { KeyForm, KeyReading, KeySource, KeyView } from "../engine-types.ts";
import { en } from "../text/en.ts";
import { inspect, outdate } from "./actions.ts";
import { EMPTY_KEY_FIELD, generation, holdsKeys, keyField, keys, knowsLink, notice } from "./store.ts";

/** Keys are forgotten when nobody looked at the page for so long. */
const HIDDEN_MS = 30 * 60 * 1000;

/** Counts what changes the key field; what was read for it meanwhile counts no more. */
let latest = 0;
/** Counts how often all was forgotten; a key that was under way then is not taken in. */
let emptied = 0;
let queue: Promise<void> = Promise.resolve();

const withoutHandles = (gone: readonly number[]): void => {
  keys.value = keys.value.filter((key) => !gone.includes(key.handle));
};

const handlesOf = (added: readonly KeyView[]): readonly number[] => added.map((key) => key.handle);

/** Lets the engine forget keys, before or after they were part of the tray. */
const drop = async (handles: readonly number[]): Promise<void> => {
  for (const key of handles) await ask({ ask: "forget", key });
};

/** Takes keys out of the tray. The caller asks about the token again. */
const wipe = async (handles: readonly number[]): Promise<void> => {
  if (handles.length > 0) outdate();
  await drop(handles);
  withoutHandles(handles);
};

const readField = async (mine: number, text: string, reading: KeyReading): Promise<void> => {
  const { handles } = keyField.value;
  keyField.value = { ...keyField.value, handles: [] };
  await wipe(handles);
  if (mine !== latest) return;
  if (text === "") {
    keyField.value = EMPTY_KEY_FIELD;
    return inspect();
  }
  const preview = await ask({ ask: "preview-key", text });
  if (mine !== latest) return;
  const answer = await ask({ ask: "read-key", text, reading, source: "given" });
  if (mine !== latest) return answer.answer === "failure" ? undefined : drop(handlesOf(answer.added));
  const read = preview.answer === "failure" ? { key: null, secret: null } : preview;
  batch(() => {
    keyField.value = {
      text, reading, what: read.key, secret: read.key === null ? read.secret : null,
      handles: answer.answer === "failure" ? [] : handlesOf(answer.added),
      failure: answer.answer === "failure" ? answer : null,
      leftOut: answer.answer === "failure" ? [] : answer.leftOut,
    };
    if (answer.answer !== "failure") keys.value = [...keys.value, ...answer.added];
  });
  if (answer.answer === "failure") announce(answer.message);
  return inspect();
};

/** Takes what stands in the key field as the key, at once: each change takes the place of the one before. */
export const setKeyText = (text: string, reading: KeyReading = "auto"): Promise<void> => {
  keyField.value = { ...keyField.value, text, reading };
  const mine = ++latest;
  queue = queue.then(() => (mine === latest ? readField(mine, text, reading) : undefined));
  return queue;
};

/** Leaves the keys of the field in the tray and empties the field. */
export const keepFieldKeys = (): void => {
  latest += 1;
  generation.value += 1;
  keyField.value = EMPTY_KEY_FIELD;
};

/** Takes in the keys that an answer will bring, unless all is forgotten meanwhile. The first of them, if any. */
export const takeIn = async (coming: Promise<AnswerTo<"read-key">>, source: KeySource = "given"): Promise<number | null> => {
  const before = emptied;
  const answer = await coming;
  if (answer.answer === "failure") {
    announce(answer.message);
    return null;
  }
  // Who says that they know the key of a link has looked at one.
  const many = source === "link" && answer.added.length + answer.leftOut.length > 1;
  if (many) notice.value = en.notice.manyKeys;
  if (many || before !== emptied) {
    await drop(handlesOf(answer.added));
    return null;
  }
  if (source === "link") {
    // The key of the next link takes the place of that of the last one, and nobody has looked at it yet.
    knowsLink.value = false;
    await wipe(handlesOf(keys.value.filter((key) => key.source === "link")));
  }
  keys.value = [...keys.value, ...answer.added];
  return answer.added[0]?.handle ?? null;
};

/** A key that stands in no field: of a link, of an example, made by the browser. */
export const addKey = (text: string, source: KeySource, reading: KeyReading = "auto"): Promise<number | null> =>
  takeIn(ask({ ask: "read-key", text, reading, source }), source);

export const forget = async (handle: number): Promise<void> => {
  await wipe([handle]);
  if (keyField.value.handles.includes(handle)) keepFieldKeys();
  announce(en.announce.forgotten);
  return inspect();
};

export const forgetAll = async (): Promise<void> => {
  latest += 1;
  emptied += 1;
  outdate();
  batch(() => {
    keys.value = [];
    keyField.value = EMPTY_KEY_FIELD;
    knowsLink.value = false;
    generation.value += 1;
  });
  await ask({ ask: "forget", key: null });
  announce(en.announce.forgottenAll);
  return inspect();
};

export const exportKey = async (key: number, form: KeyForm): Promise<string | null> => {
  const answer = await ask({ ask: "export-key", key, form });
  if (answer.answer === "failure") {
    announce(answer.message);
    return null;
  }
  return answer.text;
};

/** Forgets the keys of a page that stays hidden. A sleeping tab may run no timer, so the return is watched as well. */
export const watchAbsence = (): void => {
  let since = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const due = (): void => { if (holdsKeys.value) void forgetAll(); };
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (document.hidden) {
      since = Date.now();
      timer = setTimeout(due, HIDDEN_MS);
      return;
    }
    const away = since === 0 ? 0 : Date.now() - since;
    if (away >= HIDDEN_MS) due();
  });
};
