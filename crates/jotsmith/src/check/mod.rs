//! The single checks, one file per question. Each is handed what was read and what is expected, and gives reasons.
//!
//! A check decides nothing alone: the verdict is made of the states in `verdict/`. No check allocates when all is well.

pub(crate) mod claims;
pub(crate) mod key_choice;
pub(crate) mod signature;

use core::fmt;

use zeroize::Zeroizing;

use crate::alg::Algorithms;
use crate::key::WeakKeys;
use crate::limits::{Bounds, PROOF_SECONDS};
use crate::reason::{Question, Reason, Severity};
use crate::text::time::Seconds;

/// Whether a build checks several signatures in one call, or tokens inside others: what is said of them is left out of
/// one that does not, as the page's first module is. The features `jwe` and `profiles` have `serializations`.
pub(crate) const SEVERAL: bool = cfg!(feature = "serializations");

/// The state of one of the four questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the verdict has these four states and no other")]
pub enum State {
    /// Checked, and nothing speaks against it.
    Pass,
    /// Something speaks against it.
    Fail,
    /// Not checked: something needed was not given, or could not be read.
    NotChecked,
    /// The question does not arise.
    NotApplicable,
}

impl State {
    /// The name in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::NotChecked => "not-checked",
            Self::NotApplicable => "not-applicable",
        }
    }

    /// `Fail` where an error among the reasons answers the question, else the state itself.
    pub(crate) fn after(self, question: Question, reasons: &[Reason]) -> Self {
        let error = reasons.iter().any(|r| r.question() == question && r.severity() == Severity::Error);
        if error { Self::Fail } else { self }
    }
}

/// What the caller said about an issuer or an audience.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "one says nothing, waives, or names")]
pub enum Expected {
    /// Nothing. Such a token is never accepted.
    #[default]
    Unstated,
    /// Any will do, said in so many words.
    Any,
    /// One of these, code point for code point.
    OneOf(Vec<String>),
}

/// What is expected of the key binding of an SD-JWT (RFC 9901 section 4.3).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "one says nothing, expects none, waives it, or requires it")]
pub enum KeyBinding {
    /// Nothing. One that is there is checked as far as it goes, and the token is not accepted with it.
    #[default]
    Unstated,
    /// None: one that is there is refused.
    Absent,
    /// Whatever is there is not looked at, said in so many words.
    Ignored,
    /// One that was made for this audience and this nonce.
    Required {
        /// The audience that it must name.
        audience: String,
        /// The nonce that it must carry.
        nonce: String,
        /// The greatest age by its `iat`.
        max_age: Seconds,
    },
}

impl KeyBinding {
    /// One for this audience and nonce, made within the last five minutes.
    pub fn required(audience: impl Into<String>, nonce: impl Into<String>) -> Self {
        let max_age = Seconds(PROOF_SECONDS);
        Self::Required { audience: audience.into(), nonce: nonce.into(), max_age }
    }
}

/// The request that a DPoP proof came with, and the key that it must be by (RFC 9449 section 4.3).
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "callers fill it by name")]
pub struct ProofRequest {
    /// The method.
    pub method: String,
    /// The URL, whose query and fragment do not count.
    pub url: String,
    /// The thumbprint that the access token is bound to.
    pub jkt: String,
    /// The access token that came with it.
    pub access_token: Option<AccessToken>,
    /// The nonce that was given to the client.
    pub nonce: Option<String>,
}

/// An access token that a proof was made for. `Debug` shows its length and no byte of it; it is wiped on drop.
#[derive(Clone)]
pub struct AccessToken(Zeroizing<String>);

impl AccessToken {
    /// The token as it was sent.
    pub fn new(token: impl Into<String>) -> Self {
        Self(Zeroizing::new(token.into()))
    }

    /// The hash that a proof carries in `ath`: SHA-256 in base64url (RFC 9449 section 4.2).
    #[cfg(feature = "profiles")]
    pub(crate) fn hash(&self) -> String {
        crate::text::base64url::encode(&crate::crypto::sha256(self.0.as_bytes()))
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccessToken({} bytes)", self.0.len())
    }
}

/// What the payload is meant to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a claims set, or any bytes, or whichever it is")]
pub enum Content {
    /// A claims set: the token is a JWT.
    #[default]
    Claims,
    /// Any bytes: the token is a JWS, and its payload is not judged.
    Bytes,
    /// A claims set where the payload is one, else any bytes: for `inspect`.
    Either,
}

/// Where the keys came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Source {
    /// The caller gave them.
    #[default]
    Given,
    /// A key set that the caller gave.
    Jwks,
    /// A policy file.
    Policy,
    /// A shared link. Trust fails until the person says that the key is known.
    Link,
    /// The token itself. Trust fails.
    Token,
    /// The token's own certificate, whose chain ends in a root that the caller trusts.
    Certificate,
    /// There is none.
    None,
}

impl Source {
    /// The name in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Jwks => "jwks",
            Self::Policy => "policy",
            Self::Link => "link",
            Self::Token | Self::Certificate => "token",
            Self::None => "none",
        }
    }
}

/// What a list of types does to those that are usual for the kind of token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the list stands alone, or both count")]
pub enum UsualTypes {
    /// The list stands in their place.
    #[default]
    Replaced,
    /// The type must be among both.
    Kept,
}

/// Everything that a token is held against, but for the keys and the instant.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "callers fill it by name, with the default for the rest")]
pub struct Expectations {
    /// The issuer.
    pub issuer: Expected,
    /// The audience.
    pub audience: Expected,
    /// The subject, where one is expected.
    pub subject: Option<String>,
    /// The types that pass; none: absent, `JWT` and `at+jwt` do.
    pub types: Vec<String>,
    /// What a list in `types` does to those that are usual for the kind of token.
    pub usual_types: UsualTypes,
    /// Seconds that the clocks may differ.
    pub leeway: Seconds,
    /// The greatest age by `iat`, which is then required.
    pub max_age: Option<Seconds>,
    /// How much is read, and how deep.
    pub bounds: Bounds,
    /// Claims that must be there and not empty.
    pub required: Vec<String>,
    /// Whether a token without `exp` passes.
    pub allow_missing_exp: bool,
    /// What is done with weak keys.
    pub weak_keys: WeakKeys,
    /// The allow-list of the caller; none: that of the keys alone.
    pub algorithms: Option<Algorithms>,
    /// What the payload is meant to be.
    pub content: Content,
    /// Where the keys came from.
    pub source: Source,
    /// Whether a `kid` must name one of the keys even where there is one alone, as in a key set.
    pub key_set: bool,
    /// Whether every signature of a general serialization must hold; one is enough unless said.
    pub all_signatures: bool,
    /// What is expected of the key binding of an SD-JWT.
    pub key_binding: KeyBinding,
    /// The request that a DPoP proof came with; where it is unstated, no proof is accepted.
    pub proof: Option<Box<ProofRequest>>,
}

impl Default for Expectations {
    /// Nothing stated, nothing waived: a token is never accepted under it.
    fn default() -> Self {
        Self {
            issuer: Expected::Unstated,
            audience: Expected::Unstated,
            subject: None,
            types: Vec::new(),
            usual_types: UsualTypes::Replaced,
            leeway: Seconds(0),
            max_age: None,
            bounds: Bounds::default(),
            required: Vec::new(),
            allow_missing_exp: false,
            weak_keys: WeakKeys::Refuse,
            algorithms: None,
            content: Content::Claims,
            source: Source::Given,
            key_set: false,
            all_signatures: false,
            key_binding: KeyBinding::Unstated,
            proof: None,
        }
    }
}
