//! What the page asks of the engine. TypeScript types are generated from these.
//!
//! `read.rs` reads them: a member that is added here is added there.
//!
//! Offsets that the page sends or gets count UTF-16 code units, as JavaScript strings do.

/// One question of the page.
#[cfg_attr(
    test,
    derive(ts_rs::TS),
    ts(tag = "ask", rename_all = "kebab-case", rename_all_fields = "camelCase")
)]
pub enum Request {
    /// Everything about the text in the token field: what it is, what it holds, whether to accept it and why.
    Inspect {
        /// The text as typed or pasted.
        text: String,
        /// Which of the tokens found in the text, from 0.
        choice: usize,
        /// What to hold it against.
        checks: Checks,
    },
    /// Near misses, asked for when a signature does not hold.
    Diagnose {
        /// The text as typed or pasted.
        text: String,
        /// Which of the tokens found in the text, from 0.
        choice: usize,
        /// What to hold it against.
        checks: Checks,
    },
    /// The text of a token with its header or payload replaced, signature kept: modified, not re-signed.
    Edit {
        /// The token.
        text: String,
        /// Which part is replaced.
        part: EditedPart,
        /// The new JSON text of the part, taken as it is.
        json: String,
    },
    /// The text of a token with one member set: of header or payload, found by JSON pointer.
    SetMember {
        /// The token.
        text: String,
        /// Which part is changed.
        part: EditedPart,
        /// RFC 6901 pointer of a member; made where it is not there.
        pointer: String,
        /// The new value, a JSON text; the member is taken away where there is none.
        value: Option<String>,
    },
    /// A signed token from header and claims.
    Sign {
        /// JSON text of the protected header; `alg` is set from `algorithm`.
        header: String,
        /// JSON text of the claims.
        payload: String,
        /// Handle of the key.
        key: u32,
        /// The algorithm; must be one of the key's.
        algorithm: String,
        /// Whether weak keys may sign.
        allow_weak: bool,
    },
    /// A token with `alg` `none` and an empty signature, for tests of verifiers only.
    SignNone {
        /// JSON text of the protected header.
        header: String,
        /// JSON text of the claims.
        payload: String,
    },
    /// Takes what was pasted or dropped as a key into the tray.
    ReadKey {
        /// The text of the key, or of the secret.
        text: String,
        /// How to read it.
        reading: KeyReading,
        /// Where it came from.
        source: KeySource,
    },
    /// How a text would be read as a key or a secret, without keeping it: for the chips.
    PreviewKey {
        /// The text.
        text: String,
    },
    /// Makes a key and takes it into the tray. RSA is made by the browser and handed over with `ReadKey`.
    GenerateKey {
        /// The algorithm it shall serve.
        algorithm: String,
    },
    /// The text of a key of the tray in another form, asked for by the person.
    ExportKey {
        /// Handle of the key.
        key: u32,
        /// The form.
        form: KeyForm,
    },
    /// Wipes keys.
    Forget {
        /// Handle of the key; all of them where none is named.
        key: Option<u32>,
    },
    /// The row of a reason code.
    Explain {
        /// The code, such as `token-expired`.
        code: String,
    },
    /// A time as a person writes it: `+15m`, `2027-01-01`, Unix seconds.
    ReadTime {
        /// The text.
        text: String,
        /// The instant it is relative to, NumericDate.
        now: i64,
    },
    /// What the build lens begins with: the algorithms, the expiry presets.
    Catalogue,
}

/// Nothing of it is shown: its text may be a secret.
impl core::fmt::Debug for Request {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Request")
    }
}

/// What a token is held against.
#[derive(Debug)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "camelCase"))]
pub struct Checks {
    /// The instant to judge at, NumericDate.
    pub at: i64,
    /// Seconds of leeway.
    pub leeway: u64,
    /// Handles of the keys of the tray that are used.
    pub keys: Vec<u32>,
    /// Issuers that are expected, one a line as typed; empty: nobody said.
    pub issuers: Vec<String>,
    /// Audiences that are expected; empty: nobody said.
    pub audiences: Vec<String>,
    /// Checks that the person waived.
    pub waive: Vec<Waiver>,
    /// The type that is expected, where one is.
    pub typ: Option<String>,
    /// What else is expected of tokens that ask for it, each as `NAME VALUE`: `kb-audience` and `kb-nonce` of the key
    /// binding of an SD-JWT; `method`, `url`, `jkt`, `access-token` and `nonce` of a DPoP proof. The second module
    /// alone understands them.
    pub expected: Vec<String>,
}

/// A check that the person switched off by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "kebab-case"))]
pub enum Waiver {
    /// Any issuer will do.
    Iss,
    /// Any audience will do.
    Aud,
    /// A token without `exp` will do.
    Exp,
    /// A key that came by a link is known to the person.
    Link,
}

/// The part that an edit replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "kebab-case"))]
pub enum EditedPart {
    /// The protected header.
    Header,
    /// The payload.
    Payload,
}

/// How a pasted text is read as a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "kebab-case"))]
pub enum KeyReading {
    /// By its content: JWK, JWKS, PEM, DER in base64; a text that is none of these is a secret as UTF-8.
    Auto,
    /// A secret, the text itself.
    Utf8,
    /// A secret in base64.
    Base64,
    /// A secret in base64url.
    Base64url,
    /// A secret in hexadecimal.
    Hex,
}

/// Where a key came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "kebab-case"))]
pub enum KeySource {
    /// The person pasted or dropped it, or made it here.
    Given,
    /// A shared link brought it.
    Link,
}

/// A form that a key is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "kebab-case"))]
pub enum KeyForm {
    /// A JWK with everything it holds.
    Jwk,
    /// A JWK of the public part.
    PublicJwk,
    /// PEM: PKCS#8 of a private key, SPKI of a public one.
    Pem,
    /// PEM of the public part.
    PublicPem,
    /// A secret in base64url.
    Base64url,
}
