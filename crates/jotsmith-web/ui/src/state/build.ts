/* The build lens: header and claims are the source, the token is the product. The texts are changed by the engine, so
   that the page reads no JSON of its own. */
import { batch } from "@preact/signals";
import { announce } from "../announce.ts";
import { ask } from "../engine.ts";
import type { EditedPart, Inspection } from "../engine-types.ts";
import { en } from "../text/en.ts";
import { setText } from "./actions.ts";
import { checks, clock } from "./checks.ts";
import { takeIn } from "./keys.ts";
import {
  algorithms, buildAlgorithm, buildFailure, buildHeader, buildKey, buildPayload, buildPreview, built, inspection, lens, signingKeys,
} from "./store.ts";

let asked = 0;
/** Counts what makes a signed token stale. */
let changes = 0;

/** Header and claims as an unsigned token, to ask the engine about. */
const skeleton = async (): Promise<string | null> => {
  const answer = await ask({ ask: "sign-none", header: buildHeader.value, payload: buildPayload.value });
  buildFailure.value = answer.answer === "failure" ? answer : null;
  return answer.answer === "failure" ? null : answer.text;
};

const look = async (token: string): Promise<Inspection | null> => {
  const answer = await ask({ ask: "inspect", text: token, choice: 0, checks: { ...checks(), keys: [] } });
  return answer.answer === "failure" ? null : answer;
};

/** Reads header and claims again, for the words beside them. */
export const previewBuild = async (): Promise<void> => {
  const mine = ++asked;
  const token = await skeleton();
  const seen = token === null ? null : await look(token);
  if (mine === asked) buildPreview.value = seen;
};

const stale = (): void => {
  changes += 1;
  if (built.value !== null) built.value = { ...built.value, fresh: false };
};

export const setBuildPart = (part: EditedPart, json: string): void => {
  if (part === "header") buildHeader.value = json;
  else buildPayload.value = json;
  stale();
  void previewBuild();
};

/** The part as it stands now with a member set or taken away; none where that cannot be, and why is shown. */
const withMember = async (part: EditedPart, pointer: string, value: string | null): Promise<string | null> => {
  const token = await skeleton();
  if (token === null) return null;
  const answer = await ask({ ask: "set-member", text: token, part, pointer, value });
  if (answer.answer === "failure") {
    buildFailure.value = answer;
    return null;
  }
  const seen = await look(answer.text);
  return (part === "header" ? seen?.header : seen?.payload)?.pretty ?? null;
};

/** Sets a member, or takes it away. The value is a JSON text. What was changed meanwhile stays: the member goes into that. */
export const setBuildMember = async (part: EditedPart, pointer: string, value: string | null): Promise<void> => {
  let before;
  let json;
  do {
    before = [buildHeader.value, buildPayload.value];
    json = await withMember(part, pointer, value);
  } while (buildHeader.value !== before[0] || buildPayload.value !== before[1]);
  if (json !== null) setBuildPart(part, json);
};

/** `exp` so much later than now; the engine reads the time. */
export const setExpiry = async (words: string | null): Promise<void> => {
  if (words === null) return setBuildMember("payload", "/exp", null);
  const answer = await ask({ ask: "read-time", text: words, now: clock() });
  if (answer.answer === "time" && answer.at !== null) await setBuildMember("payload", "/exp", String(answer.at));
};

export const addIssuedAt = (): Promise<void> => setBuildMember("payload", "/iat", String(clock()));

export const addTokenId = (): Promise<void> => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const id = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return setBuildMember("payload", "/jti", `"${id}"`);
};

export const chooseAlgorithm = (name: string): void => {
  buildAlgorithm.value = name;
  stale();
};

export const chooseKey = (handle: number): void => {
  buildKey.value = handle;
  stale();
};

/** The keys of the tray that can sign with the chosen algorithm. */
export const fittingKeys = () => signingKeys.value.filter((key) => key.algorithms.includes(buildAlgorithm.value));

export const signer = () => {
  const fitting = fittingKeys();
  return fitting.find((key) => key.handle === buildKey.value) ?? fitting[0] ?? null;
};

/** RSA is made by the browser: it does so off the main thread, and well. */
const makeRsa = async (algorithm: string): Promise<string> => {
  const pair = await crypto.subtle.generateKey(
    {
      name: algorithm.startsWith("PS") ? "RSA-PSS" : "RSASSA-PKCS1-v1_5",
      modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: `SHA-${algorithm.slice(2)}`,
    },
    true, ["sign", "verify"],
  );
  const { kty, n, e, d, p, q, dp, dq, qi } = await crypto.subtle.exportKey("jwk", pair.privateKey);
  return JSON.stringify({ kty, alg: algorithm, n, e, d, p, q, dp, dq, qi });
};

/** Makes a key for the chosen algorithm and takes it into the tray. */
export const generateKey = async (): Promise<void> => {
  const algorithm = buildAlgorithm.value;
  const row = algorithms.value.find((one) => one.name === algorithm);
  const coming = row?.kty === "RSA" && !row.generates
    ? makeRsa(algorithm).then((text) => ask({ ask: "read-key", text, reading: "auto", source: "given" }))
    : ask({ ask: "generate-key", algorithm });
  const made = await takeIn(coming);
  const answer = await coming;
  if (answer.answer === "failure") buildFailure.value = answer;
  if (made === null) return;
  buildKey.value = made;
  stale();
  announce(en.announce.generated);
};

/** Takes a token that was asked for after so many changes. */
const take = (token: string, warnings: readonly string[], after: number): void => {
  built.value = { token, warnings, fresh: after === changes };
  buildFailure.value = null;
  announce([en.announce.signed, ...warnings].join(" "));
};

export const sign = async (): Promise<void> => {
  const key = signer();
  if (key === null) return;
  const after = changes;
  const answer = await ask({
    ask: "sign", header: buildHeader.value, payload: buildPayload.value, key: key.handle, algorithm: buildAlgorithm.value, allowWeak: true,
  });
  if (answer.answer === "failure") buildFailure.value = answer;
  else take(answer.text, answer.warnings, after);
};

/** The labelled experiment: a token that nobody signed. */
export const signNone = async (): Promise<void> => {
  const after = changes;
  const answer = await ask({ ask: "sign-none", header: buildHeader.value, payload: buildPayload.value });
  if (answer.answer === "failure") buildFailure.value = answer;
  else take(answer.text, answer.warnings, after);
};

export const openInInspect = (): void => {
  const product = built.value;
  if (product === null) return;
  setText(product.token);
  lens.value = "inspect";
};

/** Begins with header and claims of the token in the inspect lens. */
export const takeFromToken = (): void => {
  const from = inspection.value;
  const header = from?.header;
  const payload = from?.payload;
  if (header === null || header === undefined || payload === null || payload === undefined) return;
  batch(() => {
    buildHeader.value = header.pretty;
    buildPayload.value = payload.pretty;
  });
  stale();
  void previewBuild();
};
