//! What the engine answers the page. TypeScript types are generated from these.
//!
//! Every sentence about a token is made by the engine; the page lays out what it is handed.

use serde::Serialize;

/// The answer to a [`Request`](crate::request::Request).
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "answer", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Answer {
    /// To `Inspect`.
    Inspection(Box<Inspection>),
    /// To `Diagnose`.
    Diagnosis {
        /// The hints, none where nothing was found.
        hints: Vec<ReasonView>,
    },
    /// To `Edit`, `SetMember`, `Sign` and `SignNone`.
    Token {
        /// The token.
        text: String,
        /// What the person should know: a weak key, no `exp`.
        warnings: Vec<String>,
    },
    /// To `ReadKey` and `GenerateKey`.
    Keys {
        /// The keys that were taken into the tray.
        added: Vec<KeyView>,
        /// What was left out of a set, and why.
        left_out: Vec<ReasonView>,
    },
    /// To `PreviewKey`.
    Preview {
        /// What the text is: `RSA public key, 2048 bits, PEM (SPKI)`, or none where it is no key.
        key: Option<String>,
        /// How many bytes each reading as a secret gives; none where it cannot be read so.
        secret: SecretReadings,
    },
    /// To `ExportKey`.
    Export {
        /// The key in the form that was asked for.
        text: String,
    },
    /// To `Forget`.
    Forgotten,
    /// To `Explain`.
    Explanation {
        /// The code.
        code: String,
        /// Its exact condition.
        condition: String,
        /// What to do.
        remedy: String,
        /// Document and section.
        source: String,
    },
    /// To `ReadTime`.
    Time {
        /// The instant; none where the text is no time.
        at: Option<i64>,
        /// The same in words.
        words: String,
    },
    /// To `Catalogue`.
    Catalogue {
        /// The algorithms that sign.
        algorithms: Vec<AlgorithmView>,
    },
    /// What was asked cannot be done.
    Failure(ReasonView),
}

/// Nothing of it is shown: it may be a key written down.
impl core::fmt::Debug for Answer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Answer")
    }
}

/// Everything about the text in the token field.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Inspection {
    /// The verdict, exactly the JSON text that the command line prints.
    pub verdict_json: String,
    /// The verdict, to be laid out.
    pub verdict: VerdictView,
    /// The tokens found in the text, in its order.
    pub found: Vec<FoundView>,
    /// What was cleaned away, each in words.
    pub cleaned: Vec<CleaningView>,
    /// What the text is: `JWS compact, ES256`.
    pub kind_words: String,
    /// Bytes of the token.
    pub bytes: usize,
    /// The cleaned token.
    pub token: String,
    /// The parts in their order, offsets in the text as given.
    pub parts: Vec<PartView>,
    /// The protected header.
    pub header: Option<JsonView>,
    /// The payload.
    pub payload: Option<JsonView>,
    /// The signature.
    pub signature: Option<SignatureView>,
    /// Every defect of the tolerant reading.
    pub defects: Vec<ReasonView>,
    /// What else there is to say of a kind that is recognised and not opened.
    pub notes: Vec<String>,
    /// What else is inside: layers, signatures, recipients, disclosures. The second module alone tells it.
    #[cfg(any(feature = "extra", test))]
    #[cfg_attr(test, ts(optional))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inside: Option<crate::inside::Inside>,
}

/// The verdict as the bar shows it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct VerdictView {
    /// `accept`, `do-not-accept`, `not-verified` or `unreadable`; `empty` where the field is empty.
    pub outcome: String,
    /// One sentence.
    pub sentence: String,
    /// A few words for the window's title.
    pub title: String,
    /// The four questions, in order.
    pub questions: Vec<QuestionView>,
    /// The reasons, in order.
    pub reasons: Vec<ReasonView>,
}

/// One question of the verdict.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct QuestionView {
    /// `form`, `signature`, `claims` or `trust`.
    pub question: String,
    /// `pass`, `fail`, `not-checked` or `not-applicable`.
    pub state: String,
    /// What stands beside it: `compact JWS`, `exp in 12 minutes`.
    pub words: String,
}

/// A reason.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReasonView {
    /// The stable code.
    pub code: String,
    /// `form`, `signature`, `claims` or `trust`.
    pub question: String,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// One sentence.
    pub message: String,
    /// What to do.
    pub remedy: String,
    /// Document and section.
    pub source: String,
    /// The part it is about, in words.
    pub part: Option<String>,
    /// JSON pointer in the part.
    pub pointer: Option<String>,
    /// UTF-16 offsets in the text as given.
    pub span: Option<(usize, usize)>,
    /// The line of the text around the place, with the offset of the place in it.
    pub excerpt: Option<Excerpt>,
}

/// A piece of the text around a place.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Excerpt {
    /// The piece, hostile characters escaped, with `…` where it was cut.
    pub text: String,
    /// UTF-16 offset of the caret in it.
    pub caret: usize,
}

/// One token that was found in the text.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FoundView {
    /// What the text calls it: `access_token`; or its number.
    pub label: String,
    /// `JWS`, `JWE`, `SD-JWT`.
    pub kind: String,
}

/// What was cleaned away.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CleaningView {
    /// The stable name.
    pub what: String,
    /// In words.
    pub words: String,
}

/// One part of the token in the text.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PartView {
    /// `header`, `payload`, `signature`, `encrypted-key`, `iv`, `ciphertext`, `tag`, `disclosure`.
    pub part: String,
    /// UTF-16 offsets in the text as given. A part may be broken by line ends: several.
    pub spans: Vec<(usize, usize)>,
}

/// A decoded part.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct JsonView {
    /// The JSON text, laid out for reading: two spaces, a member a line; as it stands where it cannot be read.
    pub pretty: String,
    /// The JSON text as it stands in the token.
    pub raw: String,
    /// Whether all of it could be read.
    pub complete: bool,
    /// One row for each member and element, depth first.
    pub rows: Vec<RowView>,
}

/// One member or element of a decoded part.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RowView {
    /// JSON pointer.
    pub pointer: String,
    /// The member name, escaped; the index of an element.
    pub name: String,
    /// Depth, from 0.
    pub depth: usize,
    /// `string`, `number`, `boolean`, `null`, `object` or `array`.
    pub kind: String,
    /// The value as JSON text, escaped; empty for a container.
    pub value: String,
    /// UTF-16 offsets in `pretty` of the member, name and value.
    pub pretty_span: (usize, usize),
    /// UTF-16 offsets in the text as given of the base64url characters that carry the member.
    pub token_spans: Vec<(usize, usize)>,
    /// `registered`, `public` or `private`; for members of the header and claims at the top.
    pub class: Option<String>,
    /// A few words: `subject`, `issued at`.
    pub short: Option<String>,
    /// A plain sentence.
    pub sentence: Option<String>,
    /// Document and section.
    pub source: Option<String>,
    /// What the value means, in words: `HMAC with SHA-256`, `8 years ago`.
    pub words: Option<String>,
    /// The instant, where the value is a time: the page shows it in the reader's own zone.
    pub instant: Option<i64>,
}

/// The signature.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SignatureView {
    /// Bytes.
    pub bytes: usize,
    /// Hexadecimal.
    pub hex: String,
    /// What it is: `MAC`, `r and s side by side`.
    pub words: String,
}

/// A key of the tray. Nothing of a secret or private key is in it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct KeyView {
    /// The handle.
    pub handle: u32,
    /// What it is: `RSA public key, 2048 bits`.
    pub words: String,
    /// The `kid`, escaped.
    pub kid: Option<String>,
    /// RFC 7638 thumbprint.
    pub thumbprint: String,
    /// `oct`, `RSA`, `EC` or `OKP`.
    pub kty: String,
    /// Whether it can sign.
    pub signs: bool,
    /// Whether a secret or private key is in it.
    pub secret: bool,
    /// The algorithms it serves.
    pub algorithms: Vec<String>,
    /// What speaks against it: it is short, it came by a link.
    pub warnings: Vec<String>,
    /// `given` or `link`.
    pub source: String,
}

/// How many bytes a text gives as a secret under each reading.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SecretReadings {
    /// As it is.
    pub utf8: Option<usize>,
    /// As base64.
    pub base64: Option<usize>,
    /// As base64url.
    pub base64url: Option<usize>,
    /// As hexadecimal.
    pub hex: Option<usize>,
}

/// An algorithm that signs.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AlgorithmView {
    /// The registered name.
    pub name: String,
    /// In words.
    pub words: String,
    /// `oct`, `RSA`, `EC` or `OKP`.
    pub kty: String,
    /// Whether this module makes keys for it; RSA is made by the browser.
    pub generates: bool,
    /// Whether this module can use it; otherwise the second module must be loaded.
    pub available: bool,
}
