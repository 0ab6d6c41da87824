/* The key tray: what the person pasted, dropped or made. The engine holds the keys, the page their handles. */
import { batch } from "@preact/signals";
import { announce } from "../announce.ts";
import { ask } from "../engine.ts";
import type { KeyForm, KeyReading, KeySource } from "../engine-types.ts";
import { en } from "../text/en.ts";
import { inspect, outdate } from "./actions.ts";
import { EMPTY_KEY_FIELD, buildKey, generation, keyField, keys, knowsLink } from "./store.ts";

/** Keys are forgotten when nobody looked at the page for so long. */
const HIDDEN_MS = 30 * 60 * 1000;

let latest = 0;
let queue: Promise<void> = Promise.resolve();

const withoutHandles = (gone: readonly number[]): void => {
  keys.value = keys.value.filter((key) => !gone.includes(key.handle));
};

const wipe = async (handles: readonly number[]): Promise<void> => {
  if (handles.length > 0) outdate();
  for (const key of handles) await ask({ ask: "forget", key });
  withoutHandles(handles);
};

const readField = async (text: string, reading: KeyReading): Promise<void> => {
  await wipe(keyField.value.handles);
  if (text === "") {
    keyField.value = EMPTY_KEY_FIELD;
    return inspect();
  }
  const preview = await ask({ ask: "preview-key", text });
  const answer = await ask({ ask: "read-key", text, reading, source: "given" });
  const read = preview.answer === "failure" ? { key: null, secret: null } : preview;
  batch(() => {
    keyField.value = {
      text, reading, what: read.key, secret: read.key === null ? read.secret : null,
      handles: answer.answer === "failure" ? [] : answer.added.map((key) => key.handle),
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
  queue = queue.then(() => (mine === latest ? readField(text, reading) : undefined));
  return queue;
};

/** Leaves the keys of the field in the tray and empties the field. */
export const keepFieldKeys = (): void => {
  generation.value += 1;
  keyField.value = EMPTY_KEY_FIELD;
};

/** A key that stands in no field: of a link, of an example, made here. */
export const addKey = async (text: string, source: KeySource, reading: KeyReading = "auto"): Promise<number | null> => {
  const answer = await ask({ ask: "read-key", text, reading, source });
  if (answer.answer === "failure") {
    announce(answer.message);
    return null;
  }
  keys.value = [...keys.value, ...answer.added];
  return answer.added[0]?.handle ?? null;
};

export const forget = async (handle: number): Promise<void> => {
  await wipe([handle]);
  if (buildKey.value === handle) buildKey.value = null;
  if (keyField.value.handles.includes(handle)) keepFieldKeys();
  announce(en.announce.forgotten);
  return inspect();
};

export const forgetAll = async (): Promise<void> => {
  latest += 1;
  await ask({ ask: "forget", key: null });
  batch(() => {
    keys.value = [];
    keyField.value = EMPTY_KEY_FIELD;
    buildKey.value = null;
    knowsLink.value = false;
    generation.value += 1;
  });
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
  const due = (): void => { if (keys.value.length > 0) void forgetAll(); };
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
