/* What a person does to the token, and the question that follows each change: what is it, and why. */
import { batch } from "@preact/signals";
import { announce } from "../announce.ts";
import { ask } from "../engine.ts";
import type { EditedPart, Inspection, JsonView, KeyView, VerdictView } from "../engine-types.ts";
import { en } from "../text/en.ts";
import { checks, clock } from "./checks.ts";
import {
  NOW, answered, choice, draft, draftFailure, engine, hints, inspected, inspection, instant, keys, link, notice, original, outdated, signingKeys, text,
  unanswered,
} from "./store.ts";
import * as steps from "./undo.ts";

/** Above this many characters the engine waits for a pause in the typing. */
const LONG_TEXT = 65_536;
const TYPING_PAUSE_MS = 250;
const DIAGNOSIS_PAUSE_MS = 200;

let asked = 0;
/** Counts what a person changed. That alone outdates a diagnosis; the clock asks the same again. */
let changes = 0;
/** Whether a person waits for the next answer, even if the clock asked for it. */
let awaited = false;
let late: ReturnType<typeof setTimeout> | undefined;
let pause: ReturnType<typeof setTimeout> | undefined;
let diagnosis: ReturnType<typeof setTimeout> | undefined;

const spoken = (verdict: VerdictView): string =>
  verdict.outcome === "empty" ? en.empty : [verdict.sentence, ...verdict.questions.map((one) => `${en.question[one.question] ?? one.question}: ${en.state[one.state] ?? one.state}.`)].join(" ");

const diagnose = async (): Promise<void> => {
  const mine = changes;
  const answer = await ask({ ask: "diagnose", text: text.value, choice: choice.value, checks: checks() });
  if (mine !== changes || answer.answer === "failure") return;
  hints.value = answer.hints;
  if (answer.hints.length > 0) announce(answer.hints.map((hint) => hint.message).join(" "), "hints");
};

/** Says that what is shown answers another question. An answer that needs no loading comes within the task, before the
    timer: what is shown then goes over into it, and nothing is drawn in between. */
export const outdate = (): void => {
  changes += 1;
  awaited = true;
  clearTimeout(diagnosis);
  clearTimeout(late);
  late = setTimeout(() => {
    batch(() => {
      outdated.value = true;
      unanswered.value = null;
      hints.value = [];
    });
    announce("", "verdict");
  });
};

/** Asks about the text as it stands. The clock asks too; then only a changed answer is spoken. */
export const inspect = async (by: "person" | "clock" = "person"): Promise<void> => {
  const mine = ++asked;
  if (by === "person") outdate();
  const about = text.value;
  const answer = await ask({ ask: "inspect", text: about, choice: choice.value, checks: checks() });
  // An answer that nobody waits for any more is dropped.
  if (mine !== asked) return;
  clearTimeout(late);
  const waited = awaited;
  awaited = false;
  if (answer.answer === "failure") {
    batch(() => {
      answered.value = null;
      inspected.value = about;
      outdated.value = false;
      unanswered.value = answer;
      hints.value = [];
    });
    announce(answer.message, "verdict");
    return;
  }
  const before = answered.value?.verdict.title;
  const wrong = answer.verdict.questions.some((one) => one.question === "signature" && one.state === "fail");
  batch(() => {
    answered.value = answer;
    inspected.value = about;
    outdated.value = false;
    unanswered.value = null;
    if (waited || !wrong) hints.value = [];
  });
  if (waited || before !== answer.verdict.title) announce(spoken(answer.verdict), "verdict");
  if (waited && wrong && keys.value.length > 0) diagnosis = setTimeout(() => void diagnose(), DIAGNOSIS_PAUSE_MS);
};

/** To be called in the batch that changes the text: what can be answered at once is then drawn together with it. */
const changed = (): void => {
  clearTimeout(pause);
  clearTimeout(diagnosis);
  changes += 1;
  hints.value = [];
  unanswered.value = null;
  if (engine.value !== "ready") return;
  if (text.value.length <= LONG_TEXT) return void inspect();
  announce("", "verdict");
  pause = setTimeout(() => void inspect(), TYPING_PAUSE_MS);
};

/** Another text in the token field: typed, or put there in one step. */
export const setText = (next: string, how: "step" | "typing" = "step"): void => {
  if (next === text.value) return;
  steps.remember(how);
  putText(next);
};

/** The same, where the step was remembered. */
export const putText = (next: string): void => {
  batch(() => {
    text.value = next;
    choice.value = 0;
    original.value = null;
    draft.value = null;
    draftFailure.value = null;
    link.value = null;
    notice.value = "";
    changed();
  });
};

export const choose = (which: number): void => {
  steps.remember("step");
  batch(() => {
    choice.value = which;
    draft.value = null;
    draftFailure.value = null;
    link.value = null;
    changed();
  });
};

export const undo = (): void => batch(() => { if (steps.undo()) changed(); });
export const redo = (): void => batch(() => { if (steps.redo()) changed(); });

/* Editing the decoded side. The signature stays that of the original until the person signs again. */

/** A view by the name of its part; by its number where it is one of those inside. */
export const partOf = (from: Inspection | null, part: string): JsonView | null =>
  (part === "header" || part === "payload" ? from?.[part] : from?.inside?.views[Number(part)]) ?? null;

export const startEdit = (part: EditedPart): void => {
  const view = partOf(inspection.value, part);
  if (view !== null) draft.value = { part, json: view.pretty };
};

export const endEdit = (): void => {
  draft.value = null;
  draftFailure.value = null;
};

export const editPart = async (part: EditedPart, json: string): Promise<void> => {
  draft.value = { part, json };
  const token = inspection.value?.token ?? text.value;
  const answer = await ask({ ask: "edit", text: token, part, json });
  if (draft.value?.json !== json) return;
  if (answer.answer === "failure") {
    draftFailure.value = answer;
    return;
  }
  steps.remember("typing");
  batch(() => {
    original.value ??= text.value;
    text.value = answer.text;
    choice.value = 0;
    draftFailure.value = null;
    changed();
  });
};

export const revert = (): void => {
  const before = original.value;
  if (before === null) return;
  setText(before);
  announce(en.announce.reverted);
};

/** The key that would sign again: one that serves the algorithm of the header, else the first that signs. */
export const resigner = (): { key: KeyView; algorithm: string } | null => {
  const named = inspection.value?.header?.rows.find((row) => row.pointer === "/alg")?.value;
  for (const key of signingKeys.value) {
    const algorithm = key.algorithms.find((one) => `"${one}"` === named);
    if (algorithm !== undefined) return { key, algorithm };
  }
  const key = signingKeys.value[0];
  const algorithm = key?.algorithms[0];
  return key === undefined || algorithm === undefined ? null : { key, algorithm };
};

export const resign = async (): Promise<void> => {
  const from = inspection.value;
  const by = resigner();
  const about = text.value;
  if (by === null || from === null || from.header === null || from.payload === null) return;
  const answer = await ask({
    ask: "sign", header: from.header.raw, payload: from.payload.raw, key: by.key.handle, algorithm: by.algorithm, allowWeak: true,
  });
  // What was put there meanwhile is not written over.
  if (text.value !== about) return;
  if (answer.answer === "failure") {
    draftFailure.value = answer;
    announce(answer.message);
    return;
  }
  setText(answer.text);
};

/* The instant that everything is judged at. */

export const setInstant = async (typed: string): Promise<void> => {
  if (typed.trim() === "") {
    instant.value = NOW;
    return inspect();
  }
  instant.value = { ...instant.value, text: typed };
  const answer = await ask({ ask: "read-time", text: typed, now: clock() });
  if (instant.value.text !== typed) return;
  if (answer.answer === "failure") instant.value = { text: typed, at: null, words: answer.message };
  // No question could carry it: a number of JSON is exact below 2^53 alone.
  else if (answer.at !== null && !Number.isSafeInteger(answer.at)) instant.value = { text: typed, at: null, words: en.tooFar };
  else instant.value = { text: typed, at: answer.at, words: answer.words };
  return inspect();
};
