//! The verdict: four questions, one answer. Every face shows this object and adds nothing to it.

mod disclosures;
mod json;
mod sentence;

pub use disclosures::{Disclosed, Disclosures};

use crate::alg::{Algorithm, ContentEncryption, Curve, KeyManagement, KeyType};
use crate::check::{Source, State, signature};
use crate::key::{AnyKey, KeyError};
use crate::reason::{Code, Part, Place, Question, Reason, Severity, Span};
use crate::text::time::{NumericDate, Seconds};
use crate::token::Serialization;

/// The overall answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "contract: these four outcomes")]
pub enum Outcome {
    /// All four questions pass.
    Accept,
    /// Something speaks against it.
    DoNotAccept,
    /// Nothing failed, and something was not checked.
    NotVerified,
    /// It could not be read.
    Unreadable,
}

impl Outcome {
    /// The name in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::DoNotAccept => "do-not-accept",
            Self::NotVerified => "not-verified",
            Self::Unreadable => "unreadable",
        }
    }
}

/// What kind of token it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// A signed token.
    Jws,
    /// An encrypted token.
    Jwe,
    /// A token with selectively disclosed claims.
    SdJwt,
    /// None of these.
    Unknown,
}

impl Kind {
    /// The name in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jws => "jws",
            Self::Jwe => "jwe",
            Self::SdJwt => "sd-jwt",
            Self::Unknown => "unknown",
        }
    }
}

/// The public face of a key: nothing of a secret is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KeyFace {
    /// The key ID.
    pub kid: Option<String>,
    /// The type.
    pub key_type: KeyType,
    /// The curve.
    pub curve: Option<Curve>,
    /// Bits of an RSA modulus or of a secret.
    pub bits: usize,
    /// The RFC 7638 thumbprint; none of a shared secret, whose hash would help to guess it.
    pub thumbprint: Option<String>,
}

impl KeyFace {
    /// The face of a key.
    pub fn of(key: &AnyKey) -> Self {
        Self {
            kid: key.kid().map(|kid| kid.as_str().into()),
            key_type: key.key_type(),
            curve: key.curve(),
            bits: key.bits(),
            thumbprint: key.thumbprint().map(|print| print.to_string()),
        }
    }
}

/// What was taken off the text around the token.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cleaned {
    /// The stable name.
    pub what: &'static str,
    /// The bytes in the text as given.
    pub span: Span,
}

/// What was found of one signature of several.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct EachSignature {
    /// Whether it holds; not checked where no key that was given is for it.
    pub state: State,
    /// The algorithm that its protected header names.
    pub algorithm: Option<Algorithm>,
    /// The key under which it held, else the one that was meant; none where none was tried, which says nothing of it.
    pub key: Option<KeyFace>,
}

impl EachSignature {
    /// What a check of one signature with these keys found.
    pub(crate) fn of(one: &signature::Answer, keys: &[AnyKey]) -> Self {
        let tried = one.key.filter(|_| one.tried > 0);
        let key = tried.and_then(|index| keys.get(index)).map(KeyFace::of);
        Self { state: one.signature, algorithm: one.algorithm, key }
    }
}

/// What a JWE names: the algorithm of its recipient, where it is known, and the content encryption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Encrypted {
    pub(crate) algorithm: Option<KeyManagement>,
    pub(crate) encryption: Option<ContentEncryption>,
}

impl Encrypted {
    /// The name of the algorithm.
    pub(crate) fn algorithm_name(self) -> Option<&'static str> {
        self.algorithm.map(KeyManagement::as_str)
    }

    /// The name of the content encryption.
    pub(crate) fn encryption_name(self) -> Option<&'static str> {
        self.encryption.map(ContentEncryption::as_str)
    }
}

/// The verdict on one token (`jotsmith.verdict/1`).
#[derive(Clone, Debug)]
pub struct Verdict {
    pub(crate) kind: Kind,
    pub(crate) serialization: Serialization,
    /// In general serialization, each signature.
    pub(crate) each: Vec<EachSignature>,
    pub(crate) cleaned: Vec<Cleaned>,
    pub(crate) form: State,
    pub(crate) signature: State,
    pub(crate) claims: State,
    pub(crate) trust: State,
    pub(crate) algorithm: Option<Algorithm>,
    /// What a JWE is encrypted with.
    pub(crate) encrypted: Option<Encrypted>,
    pub(crate) checked: Vec<&'static str>,
    pub(crate) waived: Vec<&'static str>,
    pub(crate) source: Source,
    pub(crate) key: Option<KeyFace>,
    /// Number of keys that were given: one weak key that was given alone cannot be used whatever the token.
    pub(crate) keys_given: usize,
    pub(crate) exp: Option<NumericDate>,
    pub(crate) at: NumericDate,
    pub(crate) leeway: Seconds,
    pub(crate) reasons: Vec<Reason>,
    pub(crate) hints: Vec<Reason>,
    pub(crate) payload: Option<Vec<u8>>,
    /// What kind of token it is by its type, where it has rules of its own.
    pub(crate) profile: Option<&'static str>,
    /// Whether it carries another token, whose claims count.
    pub(crate) carries: bool,
    /// What an SD-JWT disclosed.
    pub(crate) disclosures: Option<Disclosures>,
    /// The recipient of a JWE whose key opened it.
    pub(crate) recipient: Option<usize>,
}

impl Verdict {
    /// Puts the reasons in order: by question, then by offset.
    pub(crate) fn sort(&mut self) {
        let offset = |reason: &Reason| {
            reason.place().and_then(|place| place.span).map_or(usize::MAX, |span| span.start)
        };
        let key = |reason: &Reason| (reason.question(), offset(reason));
        // There are a few reasons, seldom out of order: each is moved to its place behind those before it.
        for upto in 1..self.reasons.len() {
            let (sorted, rest) = self.reasons.split_at(upto);
            let place =
                rest.first().map_or(upto, |next| sorted.partition_point(|known| key(known) <= key(next)));
            if let Some(moved) = self.reasons.get_mut(place..=upto) {
                moved.rotate_right(1);
            }
        }
    }

    /// Whether to accept the token: all four questions pass; claims may be not applicable to a JWS that is no JWT.
    pub fn accept(&self) -> bool {
        [self.form, self.signature, self.trust].iter().all(|state| *state == State::Pass)
            && matches!(self.claims, State::Pass | State::NotApplicable)
    }

    /// The overall answer.
    pub fn outcome(&self) -> Outcome {
        if self.accept() {
            Outcome::Accept
        } else if self.form == State::Fail
            && self.errors().any(|r| r.question() == Question::Form && r.code().row().exit == 3)
        {
            Outcome::Unreadable
        } else if self.errors().next().is_some() {
            Outcome::DoNotAccept
        } else {
            Outcome::NotVerified
        }
    }

    /// The state of a question.
    pub const fn state(&self, question: Question) -> State {
        match question {
            Question::Form => self.form,
            Question::Signature => self.signature,
            Question::Claims => self.claims,
            Question::Trust => self.trust,
        }
    }

    /// The reasons, by question, then by offset.
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    /// The hints of the diagnosis; none unless a face asked for it.
    pub fn hints(&self) -> &[Reason] {
        &self.hints
    }

    /// Adds what the diagnosis found. Hints never change the answer.
    pub fn add_hints(&mut self, hints: Vec<Reason>) {
        self.hints.extend(hints);
    }

    /// The same verdict where the one key that was given cannot be used whatever the token: trust fails with its fault,
    /// and the signature stays unchecked.
    #[must_use]
    pub fn with_unusable_key(mut self, fault: &KeyError) -> Self {
        self.reasons.retain(|reason| reason.code() != Code::KeyMissing);
        self.reasons.push(match fault.reason() {
            reason if reason.question() == Question::Trust => reason.clone(),
            reason => Reason::new(Code::KeyUnreadable).at(Place::part(Part::Key(0))).found(reason.clause()),
        });
        self.keys_given = self.keys_given.max(1);
        self.trust = State::Fail;
        if self.source == Source::None {
            self.source = Source::Given;
        }
        self.payload = None;
        self.sort();
        self
    }

    /// What kind of token it is.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// How it is written down.
    pub const fn serialization(&self) -> Serialization {
        self.serialization
    }

    /// Each signature of a general serialization, in its order; empty for every other token.
    pub fn each_signature(&self) -> &[EachSignature] {
        &self.each
    }

    /// The algorithm that the protected header names, where it is one that signs.
    pub const fn algorithm(&self) -> Option<Algorithm> {
        self.algorithm
    }

    /// The key under which the signature held; else the one that was meant.
    pub const fn key(&self) -> Option<&KeyFace> {
        self.key.as_ref()
    }

    /// Where the key came from.
    pub const fn source(&self) -> Source {
        self.source
    }

    /// The instant it was judged at.
    pub const fn at(&self) -> NumericDate {
        self.at
    }

    /// The claims as they were signed; none unless the token is accepted.
    pub fn payload(&self) -> Option<&[u8]> {
        self.payload.as_deref()
    }

    /// The number, from 0, of the recipient whose key opened a JWE; none where it was not opened.
    pub const fn recipient(&self) -> Option<usize> {
        self.recipient
    }

    /// What an SD-JWT disclosed, where its disclosures could be read.
    pub const fn disclosures(&self) -> Option<&Disclosures> {
        self.disclosures.as_ref()
    }

    /// What was cleaned away before the token was judged.
    pub fn cleaned(&self) -> &[Cleaned] {
        &self.cleaned
    }

    /// The names of the checks that were switched off.
    pub fn waived(&self) -> &[&'static str] {
        &self.waived
    }

    /// The exit code of the command line, of the first in the order 4, 3, 1, 5; 0 where the token is accepted. A token
    /// that is only not verified is not accepted: 1.
    pub fn exit_code(&self) -> u8 {
        if self.accept() {
            return 0;
        }
        let exit = |reason: &Reason| match reason.code().row().exit {
            4 if self.keys_given != 1 => 1,
            exit => exit,
        };
        let codes: Vec<u8> = self.errors().map(exit).collect();
        [4, 3, 1, 5].into_iter().find(|code| codes.contains(code)).unwrap_or(1)
    }

    /// The errors, in the order in which the sentence names them: form, signature, trust, claims.
    pub(crate) fn errors(&self) -> impl Iterator<Item = &Reason> {
        [Question::Form, Question::Signature, Question::Trust, Question::Claims].into_iter().flat_map(
            move |question| {
                self.reasons
                    .iter()
                    .filter(move |r| r.severity() == Severity::Error && r.question() == question)
            },
        )
    }

    /// Moves every place from the cleaned token into the text as it was given.
    pub(crate) fn relocate(&mut self, map: impl Fn(Span) -> Span) {
        for place in self.reasons.iter_mut().chain(&mut self.hints).filter_map(Reason::place_mut) {
            place.span = place.span.filter(|_| !matches!(place.part, Part::Key(_))).map(&map);
        }
    }

    /// Whether a reason of this code is among them.
    pub fn has(&self, code: Code) -> bool {
        self.reasons.iter().any(|reason| reason.code() == code)
    }
}
