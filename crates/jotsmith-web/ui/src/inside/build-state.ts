/* The build lens: header and claims are the source, the token is the product. The texts are changed by the engine, so
   that the page reads no JSON of its own. */
import type { EditedPart, Inspection, ReasonView } from "../engine-types.ts";
import { kit } from "./kit.ts";
import { said } from "./text.ts";

export interface Built {
  readonly token: string;
  readonly warnings: readonly string[];
  /** Whether header, claims, algorithm and key are still those that were signed. */
  readonly fresh: boolean;
}

const fresh = () => ({
  header: kit.signal('{\n  "typ": "JWT"\n}'),
  payload: kit.signal('{\n  "sub": "u_42",\n  "name": "Ada Example"\n}'),
  algorithm: kit.signal("HS256"),
  /** The handle of the key that signs; none, or one that is gone: the first that can. */
  key: kit.signal<number | null>(null),
  built: kit.signal<Built | null>(null),
  failure: kit.signal<ReasonView | null>(null),
  /** What the engine says of header and claims as they stand, read from an unsigned token. */
  preview: kit.signal<Inspection | null>(null),
});

/** What the lens knows; there once `begin` was called. */
export let state: ReturnType<typeof fresh>;
export const begin = (): void => { state = fresh(); };

let asked = 0;
/** Counts what makes a signed token stale. */
let changes = 0;

/** Header and claims as an unsigned token, to ask the engine about. */
const skeleton = async (): Promise<string | null> => {
  const answer = await kit.ask({ ask: "sign-none", header: state.header.value, payload: state.payload.value });
  state.failure.value = answer.answer === "failure" ? answer : null;
  return answer.answer === "failure" ? null : answer.text;
};

const look = async (token: string): Promise<Inspection | null> => {
  const answer = await kit.ask({ ask: "inspect", text: token, choice: 0, checks: { ...kit.checks(), keys: [] } });
  return answer.answer === "failure" ? null : answer;
};

/** Reads header and claims again, for the words beside them. */
export const previewBuild = async (): Promise<void> => {
  const mine = ++asked;
  const token = await skeleton();
  const seen = token === null ? null : await look(token);
  if (mine === asked) state.preview.value = seen;
};

const stale = (): void => {
  changes += 1;
  if (state.built.value !== null) state.built.value = { ...state.built.value, fresh: false };
};

export const setBuildPart = (part: EditedPart, json: string): void => {
  if (part === "header") state.header.value = json;
  else state.payload.value = json;
  stale();
  void previewBuild();
};

/** The part as it stands now with a member set or taken away; none where that cannot be, and why is shown. */
const withMember = async (part: EditedPart, pointer: string, value: string | null): Promise<string | null> => {
  const token = await skeleton();
  if (token === null) return null;
  const answer = await kit.ask({ ask: "set-member", text: token, part, pointer, value });
  if (answer.answer === "failure") {
    state.failure.value = answer;
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
    before = [state.header.value, state.payload.value];
    json = await withMember(part, pointer, value);
  } while (state.header.value !== before[0] || state.payload.value !== before[1]);
  if (json !== null) setBuildPart(part, json);
};

/** `exp` so much later than now; the engine reads the time. */
export const setExpiry = async (words: string | null): Promise<void> => {
  if (words === null) return setBuildMember("payload", "/exp", null);
  const answer = await kit.ask({ ask: "read-time", text: words, now: kit.clock() });
  if (answer.answer === "time" && answer.at !== null) await setBuildMember("payload", "/exp", String(answer.at));
};

export const addIssuedAt = (): Promise<void> => setBuildMember("payload", "/iat", String(kit.clock()));

export const addTokenId = (): Promise<void> => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const id = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return setBuildMember("payload", "/jti", `"${id}"`);
};

export const chooseAlgorithm = (name: string): void => {
  state.algorithm.value = name;
  stale();
};

export const chooseKey = (handle: number): void => {
  state.key.value = handle;
  stale();
};

/** The keys of the tray that can sign with the chosen algorithm. */
export const fittingKeys = () => kit.signingKeys.value.filter((key) => key.algorithms.includes(state.algorithm.value));

export const signer = () => {
  const fitting = fittingKeys();
  return fitting.find((key) => key.handle === state.key.value) ?? fitting[0] ?? null;
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
  const algorithm = state.algorithm.value;
  const row = kit.algorithms.value.find((one) => one.name === algorithm);
  const coming = row?.kty === "RSA" && !row.generates
    ? makeRsa(algorithm).then((text) => kit.ask({ ask: "read-key", text, reading: "auto", source: "given" }))
    : kit.ask({ ask: "generate-key", algorithm });
  const made = await kit.takeIn(coming);
  const answer = await coming;
  if (answer.answer === "failure") state.failure.value = answer;
  if (made === null) return;
  state.key.value = made;
  stale();
  kit.announce(said.generated);
};

/** Takes a token that was asked for after so many changes. */
const take = (token: string, warnings: readonly string[], after: number): void => {
  state.built.value = { token, warnings, fresh: after === changes };
  state.failure.value = null;
  kit.announce([said.signed, ...warnings].join(" "));
};

export const sign = async (): Promise<void> => {
  const key = signer();
  if (key === null) return;
  const after = changes;
  const answer = await kit.ask({
    ask: "sign", header: state.header.value, payload: state.payload.value, key: key.handle, algorithm: state.algorithm.value, allowWeak: true,
  });
  if (answer.answer === "failure") state.failure.value = answer;
  else take(answer.text, answer.warnings, after);
};

/** The labelled experiment: a token that nobody signed. */
export const signNone = async (): Promise<void> => {
  const after = changes;
  const answer = await kit.ask({ ask: "sign-none", header: state.header.value, payload: state.payload.value });
  if (answer.answer === "failure") state.failure.value = answer;
  else take(answer.text, answer.warnings, after);
};

export const openInInspect = (): void => {
  const product = state.built.value;
  if (product === null) return;
  kit.setText(product.token);
  kit.lens.value = "inspect";
};

/** Begins with header and claims of the token in the inspect lens. */
export const takeFromToken = (): void => {
  const from = kit.inspection.value;
  const header = from?.header;
  const payload = from?.payload;
  if (header === null || header === undefined || payload === null || payload === undefined) return;
  kit.batch(() => {
    state.header.value = header.pretty;
    state.payload.value = payload.pretty;
  });
  stale();
  void previewBuild();
};
