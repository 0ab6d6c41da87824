/* The one store: what the page knows, as signals. Actions write, components read. No secret is in it but the text that
   stands in the key field; keys are handles into the engine. */
import { computed, signal } from "@preact/signals";
import type {
  AlgorithmView, EditedPart, Inspection, KeyReading, KeyView, ReasonView, SecretReadings,
} from "../engine-types.ts";
import type { InsideParts } from "../inside/kit.ts";

export type Lens = "inspect" | "build";
export const lens = signal<Lens>("inspect");

/** Whether the engine answers yet; `failed` keeps why. */
export const engine = signal<"starting" | "ready" | "failed">("starting");
export const engineFault = signal("");

/* The token. */

/** The text in the token field. */
export const text = signal("");
/** Which of the tokens found in the text. */
export const choice = signal(0);
/** The text as it was before the decoded side was edited. */
export const original = signal<string | null>(null);
/** The part being edited as JSON, with the text in its editor. */
export const draft = signal<{ part: EditedPart; json: string } | null>(null);
/** The last answer of the engine about a text. To be read as `inspection`. */
export const answered = signal<Inspection | null>(null);
/** The text that `answered` is about. Offsets count in it. */
export const inspected = signal("");
/** Key, instant or whatever else was asked about has changed since, and the engine needs time for its next answer. */
export const outdated = signal(false);
/** What the engine says of the text as it stands; none while it has not been asked about it or has not answered yet. */
export const inspection = computed(() => (outdated.value || inspected.value !== text.value ? null : answered.value));
/** Why the engine said nothing. */
export const unanswered = signal<ReasonView | null>(null);
export const hints = signal<readonly ReasonView[]>([]);

/** A claim and the base64url characters that carry it, lit on both sides. */
export interface Link {
  /** `header`, `payload`, or the number of a view inside. */
  readonly part: string;
  readonly row: number;
}
export const link = signal<Link | null>(null);

/** Shows what is inside a token; a script of its own, none before a token wants it. */
export const inside = signal<InsideParts | null>(null);

/** A place in the text that the editor shall select and show. */
export const reveal = signal<readonly [number, number] | null>(null);
/** Why the decoded side could not be put into the token. */
export const draftFailure = signal<ReasonView | null>(null);

/* Keys. */

export interface KeyField {
  readonly text: string;
  readonly reading: KeyReading;
  /** The keys that the text gave. */
  readonly handles: readonly number[];
  readonly what: string | null;
  readonly secret: SecretReadings | null;
  readonly failure: ReasonView | null;
  readonly leftOut: readonly ReasonView[];
}
export const EMPTY_KEY_FIELD: KeyField = {
  text: "", reading: "auto", handles: [], what: null, secret: null, failure: null, leftOut: [],
};
export const keyField = signal<KeyField>(EMPTY_KEY_FIELD);
export const keys = signal<readonly KeyView[]>([]);
/** Counts up when everything is forgotten: the fields are made anew, so that nothing is left to undo. */
export const generation = signal(0);
/** Whether there is something to forget: a text that could not be read may be half of a key. */
export const holdsKeys = computed(() => keys.value.length > 0 || keyField.value.text !== "");
export const signingKeys = computed(() => keys.value.filter((key) => key.signs));

/* What the token is held against. */

export const issuers = signal("");
export const audiences = signal("");
export const typ = signal("");
export const anyIssuer = signal(false);
export const anyAudience = signal(false);
export const missingExp = signal(false);
/** What else is expected of tokens that ask for it, as `NAME VALUE`. */
export const expected = signal<readonly string[]>([]);
/** The person knows the keys that a link brought. */
export const knowsLink = signal(false);
/** As typed; what is no number of seconds counts as none. */
export const leewayText = signal("");
export const leeway = computed(() => {
  const seconds = Number(leewayText.value);
  return Number.isSafeInteger(seconds) && seconds > 0 ? seconds : 0;
});

export interface Instant {
  readonly text: string;
  /** None: now. */
  readonly at: number | null;
  readonly words: string;
}
export const NOW: Instant = { text: "", at: null, words: "" };
export const instant = signal<Instant>(NOW);

/** What can be signed with. */
export const algorithms = signal<readonly AlgorithmView[]>([]);

/* Around it. */

export const notice = signal("");
export const dialog = signal<"palette" | "help" | "privacy" | null>(null);
export const online = signal(true);
/** The names of the running build and of the one that waits. */
export const update = signal<{ from: string; to: string; go: () => void } | null>(null);
