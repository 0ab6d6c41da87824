/* What the page and the engine say to each other. Generated from crates/jotsmith-web/src/request.rs and answer.rs by
   `cargo test -p jotsmith-web`; change those, not this file. */

/**
 * One question of the page.
 */
export type Request = { "ask": "inspect",
/**
 * The text as typed or pasted.
 */
text: string,
/**
 * Which of the tokens found in the text, from 0.
 */
choice: number,
/**
 * What to hold it against.
 */
checks: Checks, } | { "ask": "diagnose",
/**
 * The text as typed or pasted.
 */
text: string,
/**
 * Which of the tokens found in the text, from 0.
 */
choice: number,
/**
 * What to hold it against.
 */
checks: Checks, } | { "ask": "edit",
/**
 * The token.
 */
text: string,
/**
 * Which part is replaced.
 */
part: EditedPart,
/**
 * The new JSON text of the part, taken as it is.
 */
json: string, } | { "ask": "set-member",
/**
 * The token.
 */
text: string,
/**
 * Which part is changed.
 */
part: EditedPart,
/**
 * RFC 6901 pointer of a member; made where it is not there.
 */
pointer: string,
/**
 * The new value, a JSON text; the member is taken away where there is none.
 */
value: string | null, } | { "ask": "sign",
/**
 * JSON text of the protected header; `alg` is set from `algorithm`.
 */
header: string,
/**
 * JSON text of the claims.
 */
payload: string,
/**
 * Handle of the key.
 */
key: number,
/**
 * The algorithm; must be one of the key's.
 */
algorithm: string,
/**
 * Whether weak keys may sign.
 */
allowWeak: boolean, } | { "ask": "sign-none",
/**
 * JSON text of the protected header.
 */
header: string,
/**
 * JSON text of the claims.
 */
payload: string, } | { "ask": "read-key",
/**
 * The text of the key, or of the secret.
 */
text: string,
/**
 * How to read it.
 */
reading: KeyReading,
/**
 * Where it came from.
 */
source: KeySource, } | { "ask": "preview-key",
/**
 * The text.
 */
text: string, } | { "ask": "generate-key",
/**
 * The algorithm it shall serve.
 */
algorithm: string, } | { "ask": "export-key",
/**
 * Handle of the key.
 */
key: number,
/**
 * The form.
 */
form: KeyForm, } | { "ask": "forget",
/**
 * Handle of the key; all of them where none is named.
 */
key: number | null, } | { "ask": "explain",
/**
 * The code, such as `token-expired`.
 */
code: string, } | { "ask": "read-time",
/**
 * The text.
 */
text: string,
/**
 * The instant it is relative to, NumericDate.
 */
now: number, } | { "ask": "catalogue" };

/**
 * What a token is held against.
 */
export type Checks = {
/**
 * The instant to judge at, NumericDate.
 */
at: number,
/**
 * Seconds of leeway.
 */
leeway: number,
/**
 * Handles of the keys of the tray that are used.
 */
keys: Array<number>,
/**
 * Issuers that are expected, one a line as typed; empty: nobody said.
 */
issuers: Array<string>,
/**
 * Audiences that are expected; empty: nobody said.
 */
audiences: Array<string>,
/**
 * Checks that the person waived.
 */
waive: Array<Waiver>,
/**
 * The type that is expected, where one is.
 */
typ: string | null,
/**
 * What else is expected of tokens that ask for it, each as `NAME VALUE`: `kb-audience` and `kb-nonce` of the key
 * binding of an SD-JWT; `method`, `url`, `jkt`, `access-token` and `nonce` of a DPoP proof. The second module
 * alone understands them.
 */
expected: Array<string>, };

/**
 * A check that the person switched off by name.
 */
export type Waiver = "iss" | "aud" | "exp" | "link";

/**
 * The part that an edit replaces.
 */
export type EditedPart = "header" | "payload";

/**
 * How a pasted text is read as a key.
 */
export type KeyReading = "auto" | "utf8" | "base64" | "base64url" | "hex";

/**
 * Where a key came from.
 */
export type KeySource = "given" | "link";

/**
 * A form that a key is written in.
 */
export type KeyForm = "jwk" | "public-jwk" | "pem" | "public-pem" | "base64url";

/**
 * The answer to a [`Request`](crate::request::Request).
 */
export type Answer = { "answer": "inspection" } & Inspection | { "answer": "diagnosis",
/**
 * The hints, none where nothing was found.
 */
hints: Array<ReasonView>, } | { "answer": "token",
/**
 * The token.
 */
text: string,
/**
 * What the person should know: a weak key, no `exp`.
 */
warnings: Array<string>, } | { "answer": "keys",
/**
 * The keys that were taken into the tray.
 */
added: Array<KeyView>,
/**
 * What was left out of a set, and why.
 */
leftOut: Array<ReasonView>, } | { "answer": "preview",
/**
 * What the text is: `RSA public key, 2048 bits, PEM (SPKI)`, or none where it is no key.
 */
key: string | null,
/**
 * How many bytes each reading as a secret gives; none where it cannot be read so.
 */
secret: SecretReadings, } | { "answer": "export",
/**
 * The key in the form that was asked for.
 */
text: string, } | { "answer": "forgotten" } | { "answer": "explanation",
/**
 * The code.
 */
code: string,
/**
 * Its exact condition.
 */
condition: string,
/**
 * What to do.
 */
remedy: string,
/**
 * Document and section.
 */
source: string, } | { "answer": "time",
/**
 * The instant; none where the text is no time.
 */
at: number | null,
/**
 * The same in words.
 */
words: string, } | { "answer": "catalogue",
/**
 * The algorithms that sign.
 */
algorithms: Array<AlgorithmView>, } | { "answer": "failure" } & ReasonView;

/**
 * Everything about the text in the token field.
 */
export type Inspection = {
/**
 * The verdict, exactly the JSON text that the command line prints.
 */
verdictJson: string,
/**
 * The verdict, to be laid out.
 */
verdict: VerdictView,
/**
 * The tokens found in the text, in its order.
 */
found: Array<FoundView>,
/**
 * What was cleaned away, each in words.
 */
cleaned: Array<CleaningView>,
/**
 * What the text is: `JWS compact, ES256`.
 */
kindWords: string,
/**
 * Bytes of the token.
 */
bytes: number,
/**
 * The cleaned token.
 */
token: string,
/**
 * The parts in their order, offsets in the text as given.
 */
parts: Array<PartView>,
/**
 * The protected header.
 */
header: JsonView | null,
/**
 * The payload.
 */
payload: JsonView | null,
/**
 * The signature.
 */
signature: SignatureView | null,
/**
 * Every defect of the tolerant reading.
 */
defects: Array<ReasonView>,
/**
 * What else there is to say of a kind that is recognised and not opened.
 */
notes: Array<string>,
/**
 * What else is inside: layers, signatures, recipients, disclosures. The second module alone tells it.
 */
inside?: Inside, };

/**
 * Everything that the panes of header, payload and signature have no place for.
 */
export type Inside = {
/**
 * What the pane of the payload says where there is none to show.
 */
unread: string | null,
/**
 * What else may be expected of this token: `sd-jwt` or `dpop`.
 */
asks: string | null,
/**
 * Every decoded part that is shown below; the blocks name them by number, so that the byte link finds them.
 */
views: Array<JsonView>,
/**
 * The layers, outermost first. Header and payload of the first stand in their own panes.
 */
layers: Array<LayerView>, };

/**
 * One token, or what is around it.
 */
export type LayerView = {
/**
 * What it is: `JWS compact, HS256`.
 */
title: string,
/**
 * How it hangs together with the layer around it.
 */
words: string,
/**
 * Its text, where it stands nowhere in the field.
 */
token: string | null,
/**
 * The outcome and the sentence of its own verdict; none of the first, whose verdict stands in the bar.
 */
outcome: string | null,
/**
 * The sentence.
 */
sentence: string,
/**
 * The four questions.
 */
questions: Array<QuestionView>,
/**
 * The reasons.
 */
reasons: Array<ReasonView>,
/**
 * What it holds.
 */
groups: Array<GroupView>, };

/**
 * What belongs together: a signature with its headers, the disclosures.
 */
export type GroupView = {
/**
 * `Signature 2 of 3`; empty where the layer says enough.
 */
title: string,
/**
 * `pass`, `fail` or `not-checked`, where it has an answer of its own.
 */
state: string | null,
/**
 * What there is to say of it.
 */
words: string,
/**
 * Its parts.
 */
blocks: Array<BlockView>, };

/**
 * One decoded part, or a few facts.
 */
export type BlockView = {
/**
 * What it is: `Protected header`, the name of a disclosed claim.
 */
title: string,
/**
 * Whose colour it has: `header`, `payload`, `signature`, `disclosure`, or `other`.
 */
part: string,
/**
 * What there is to say of it.
 */
words: string,
/**
 * Whether nothing vouches for it.
 */
exposed: boolean,
/**
 * Number of the view.
 */
view: number,
/**
 * Whether the rows of the view are facts in a list, and no JSON text.
 */
facts: boolean, };

/**
 * The verdict as the bar shows it.
 */
export type VerdictView = {
/**
 * `accept`, `do-not-accept`, `not-verified` or `unreadable`; `empty` where the field is empty.
 */
outcome: string,
/**
 * One sentence.
 */
sentence: string,
/**
 * A few words for the window's title.
 */
title: string,
/**
 * The four questions, in order.
 */
questions: Array<QuestionView>,
/**
 * The reasons, in order.
 */
reasons: Array<ReasonView>, };

/**
 * One question of the verdict.
 */
export type QuestionView = {
/**
 * `form`, `signature`, `claims` or `trust`.
 */
question: string,
/**
 * `pass`, `fail`, `not-checked` or `not-applicable`.
 */
state: string,
/**
 * What stands beside it: `compact JWS`, `exp in 12 minutes`.
 */
words: string, };

/**
 * A reason.
 */
export type ReasonView = {
/**
 * The stable code.
 */
code: string,
/**
 * `form`, `signature`, `claims` or `trust`.
 */
question: string,
/**
 * `error`, `warning` or `note`.
 */
severity: string,
/**
 * One sentence.
 */
message: string,
/**
 * What to do.
 */
remedy: string,
/**
 * Document and section.
 */
source: string,
/**
 * The part it is about, in words.
 */
part: string | null,
/**
 * JSON pointer in the part.
 */
pointer: string | null,
/**
 * UTF-16 offsets in the text as given.
 */
span: [number, number] | null,
/**
 * The line of the text around the place, with the offset of the place in it.
 */
excerpt: Excerpt | null, };

/**
 * A piece of the text around a place.
 */
export type Excerpt = {
/**
 * The piece, hostile characters escaped, with `…` where it was cut.
 */
text: string,
/**
 * UTF-16 offset of the caret in it.
 */
caret: number, };

/**
 * One token that was found in the text.
 */
export type FoundView = {
/**
 * What the text calls it: `access_token`; or its number.
 */
label: string,
/**
 * `JWS`, `JWE`, `SD-JWT`.
 */
kind: string, };

/**
 * What was cleaned away.
 */
export type CleaningView = {
/**
 * The stable name.
 */
what: string,
/**
 * In words.
 */
words: string, };

/**
 * One part of the token in the text.
 */
export type PartView = {
/**
 * `header`, `payload`, `signature`, `encrypted-key`, `iv`, `ciphertext`, `tag`, `disclosure`.
 */
part: string,
/**
 * UTF-16 offsets in the text as given. A part may be broken by line ends: several.
 */
spans: Array<[number, number]>, };

/**
 * A decoded part.
 */
export type JsonView = {
/**
 * The JSON text, laid out for reading: two spaces, a member a line; as it stands where it cannot be read.
 */
pretty: string,
/**
 * The JSON text as it stands in the token.
 */
raw: string,
/**
 * Whether all of it could be read.
 */
complete: boolean,
/**
 * One row for each member and element, depth first.
 */
rows: Array<RowView>, };

/**
 * One member or element of a decoded part.
 */
export type RowView = {
/**
 * JSON pointer.
 */
pointer: string,
/**
 * The member name, escaped; the index of an element.
 */
name: string,
/**
 * Depth, from 0.
 */
depth: number,
/**
 * `string`, `number`, `boolean`, `null`, `object` or `array`.
 */
kind: string,
/**
 * The value as JSON text, escaped; empty for a container.
 */
value: string,
/**
 * UTF-16 offsets in `pretty` of the member, name and value.
 */
prettySpan: [number, number],
/**
 * UTF-16 offsets in the text as given of the base64url characters that carry the member.
 */
tokenSpans: Array<[number, number]>,
/**
 * `registered`, `public` or `private`; for members of the header and claims at the top.
 */
class: string | null,
/**
 * A few words: `subject`, `issued at`.
 */
short: string | null,
/**
 * A plain sentence.
 */
sentence: string | null,
/**
 * Document and section.
 */
source: string | null,
/**
 * What the value means, in words: `HMAC with SHA-256`, `8 years ago`.
 */
words: string | null,
/**
 * The instant, where the value is a time: the page shows it in the reader's own zone.
 */
instant: number | null, };

/**
 * The signature.
 */
export type SignatureView = {
/**
 * Bytes.
 */
bytes: number,
/**
 * Hexadecimal.
 */
hex: string,
/**
 * What it is: `MAC`, `r and s side by side`.
 */
words: string, };

/**
 * A key of the tray. Nothing of a secret or private key is in it.
 */
export type KeyView = {
/**
 * The handle.
 */
handle: number,
/**
 * What it is: `RSA public key, 2048 bits`.
 */
words: string,
/**
 * The `kid`, escaped.
 */
kid: string | null,
/**
 * RFC 7638 thumbprint.
 */
thumbprint: string,
/**
 * `oct`, `RSA`, `EC` or `OKP`.
 */
kty: string,
/**
 * Whether it can sign.
 */
signs: boolean,
/**
 * Whether a secret or private key is in it.
 */
secret: boolean,
/**
 * The algorithms it serves.
 */
algorithms: Array<string>,
/**
 * What speaks against it: it is short, it came by a link.
 */
warnings: Array<string>,
/**
 * `given` or `link`.
 */
source: string, };

/**
 * How many bytes a text gives as a secret under each reading.
 */
export type SecretReadings = {
/**
 * As it is.
 */
utf8: number | null,
/**
 * As base64.
 */
base64: number | null,
/**
 * As base64url.
 */
base64url: number | null,
/**
 * As hexadecimal.
 */
hex: number | null, };

/**
 * An algorithm that signs.
 */
export type AlgorithmView = {
/**
 * The registered name.
 */
name: string,
/**
 * In words.
 */
words: string,
/**
 * `oct`, `RSA`, `EC` or `OKP`.
 */
kty: string,
/**
 * Whether this module makes keys for it; RSA is made by the browser.
 */
generates: boolean,
/**
 * Whether this module can use it; otherwise the second module must be loaded.
 */
available: boolean, };
