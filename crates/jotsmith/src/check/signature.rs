//! The questions `signature` and `trust`: does it hold, and under a key that means something?

use super::key_choice::choose;
use super::{Expectations, Source, State};
use crate::alg::{Algorithm, KeyType};
use crate::crypto::SignatureFault;
use crate::key::{AnyKey, WeakKeys};
use crate::reason::escape::quoted;
use crate::reason::{Code, Part, Place, Question, Reason, Severity, Span};
use crate::token::{AlgName, Header};

/// What was found about signature and key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Answer {
    pub(crate) signature: State,
    pub(crate) trust: State,
    pub(crate) algorithm: Option<Algorithm>,
    /// The key under which it held; else the one that was meant.
    pub(crate) key: Option<usize>,
    /// How many keys were tried.
    pub(crate) tried: usize,
}

impl Answer {
    /// Nothing was checked.
    pub(crate) const UNASKED: Self =
        Self { signature: State::NotChecked, trust: State::NotChecked, algorithm: None, key: None, tried: 0 };
}

/// The signed bytes of a token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signed<'t> {
    pub(crate) header: &'t Header,
    pub(crate) signing_input: &'t [u8],
    pub(crate) signature: &'t [u8],
    /// Where the signature stands in the text.
    pub(crate) span: Span,
    /// How many keys may be tried.
    pub(crate) trials: usize,
}

/// Checks the signature under the keys that fit, and what the keys are worth.
pub(crate) fn check(
    signed: Signed<'_>,
    keys: &[AnyKey],
    expect: &Expectations,
    reasons: &mut Vec<Reason>,
) -> Answer {
    let header = signed.header;
    own_keys(header, expect, reasons);
    let mut answer = Answer { algorithm: header.algorithm(), ..Answer::UNASKED };
    let algorithm = match header.alg() {
        AlgName::Jws(algorithm) => *algorithm,
        AlgName::None(name) => {
            reasons.push(Reason::new(Code::AlgNone).at(header.place_of("alg")).found(quoted(name)));
            answer.signature = State::Fail;
            return answer;
        }
        AlgName::Jwe(management) => {
            let reason = Reason::new(Code::AlgNotAllowed).at(header.place_of("alg"));
            reasons.push(reason.found(format!("{}, which encrypts and signs nothing,", management.as_str())));
            answer.signature = State::Fail;
            return answer;
        }
        // The form check refused these already.
        AlgName::Unknown(_) | AlgName::Missing => return answer,
    };
    let place = || Place::part(Part::Signature).span(signed.span);
    if signed.signature.is_empty() {
        reasons.push(Reason::new(Code::SignatureMissing).at(place()).with("alg", algorithm.as_str()));
        answer.signature = State::Fail;
        return answer;
    }
    let before = reasons.len();
    let candidates = choose(header, algorithm, signed.trials, keys, expect, reasons);
    answer.key = candidates.meant;
    let curve = candidates.meant.and_then(|index| keys.get(index)?.curve());
    let expected = algorithm.specified(curve).signature_bytes();
    if let Some(expected) = expected.filter(|expected| *expected != signed.signature.len()) {
        reasons.insert(before, length(algorithm, signed.signature.len(), expected).at(place()));
        answer.signature = State::Fail;
    }
    if answer.signature != State::Fail {
        answer.tried = candidates.as_slice().len();
        let held = try_keys(signed, algorithm, keys, candidates.as_slice(), reasons);
        if held.is_some() {
            answer.key = held;
            answer.signature = State::Pass;
        }
    }
    answer.signature = answer.signature.after(Question::Signature, reasons);
    if let Some((index, key)) = answer.key.and_then(|index| Some((index, keys.get(index)?))) {
        if candidates.as_slice().contains(&index) {
            weaknesses(key, index, algorithm, expect.weak_keys, reasons);
        }
        source(index, expect.source, reasons);
        answer.trust = State::Pass;
    }
    answer.trust = answer.trust.after(Question::Trust, reasons);
    answer
}

/// The index of the first key under which the signature holds; else the reason goes to `reasons`.
fn try_keys(
    signed: Signed<'_>,
    algorithm: Algorithm,
    keys: &[AnyKey],
    candidates: &[usize],
    reasons: &mut Vec<Reason>,
) -> Option<usize> {
    let mut fault = None;
    for index in candidates.iter().copied() {
        let Some(key) = keys.get(index) else { continue };
        match key.held().verify_raw(algorithm, signed.signing_input, signed.signature) {
            Ok(()) => return Some(index),
            Err(found) => fault = fault.or(Some(found)),
        }
    }
    let place = Place::part(Part::Signature).span(signed.span);
    let reason = match fault? {
        SignatureFault::Mismatch => {
            let words = match candidates.len() {
                1 => "this key".into(),
                count => format!("any of the {count} keys that fit"),
            };
            Reason::new(Code::SignatureMismatch).with("keys", words)
        }
        SignatureFault::OutOfRange { which } => Reason::new(Code::EcdsaOutOfRange).found(which),
        SignatureFault::Length { found, expected } => length(algorithm, found, expected),
    };
    reasons.push(reason.at(place));
    None
}

fn length(algorithm: Algorithm, found: usize, expected: usize) -> Reason {
    Reason::new(Code::SignatureLength)
        .found(found.to_string())
        .expected(expected.to_string())
        .with("alg", algorithm.as_str())
}

/// The token offers a key of its own: worth knowing always. Where that key is the one used, [`source`] says so.
fn own_keys(header: &Header, expect: &Expectations, reasons: &mut Vec<Reason>) {
    if let Some(name) =
        header.own_keys().next().filter(|_| !matches!(expect.source, Source::Token | Source::Certificate))
    {
        reasons.push(Reason::new(Code::KeyFromToken).at(header.place_of(name)).found(name));
    }
}

/// What is said of a weak key that was used.
fn weaknesses(
    key: &AnyKey,
    index: usize,
    algorithm: Algorithm,
    setting: WeakKeys,
    reasons: &mut Vec<Reason>,
) {
    // All that can be said of a shared secret is that it is short; the key keeps that warning.
    if let (WeakKeys::Allow, KeyType::Oct) = (setting, key.key_type()) {
        let warning = key.held().short_secret_warning(algorithm);
        reasons.extend(warning.map(|reason| reason.at(Place::part(Part::Key(index)))));
        return;
    }
    for reason in key.weaknesses(algorithm) {
        let lenient =
            matches!(reason.code(), Code::HmacKeyShort | Code::RsaKeyShort) && setting == WeakKeys::Allow;
        let reason = reason.at(Place::part(Part::Key(index)));
        reasons.push(if lenient { reason.severe(Severity::Warning) } else { reason });
    }
}

/// Where the key came from: a link, the token itself and nobody are no one to trust.
fn source(index: usize, source: Source, reasons: &mut Vec<Reason>) {
    let reason = match source {
        Source::Given | Source::Jwks | Source::Policy => return,
        Source::Link => Reason::new(Code::KeyFromLink),
        Source::Certificate => {
            reasons.push(Reason::new(Code::KeyFromCertificate).at(Place::header("x5c")));
            return;
        }
        Source::None | Source::Token => Reason::new(Code::KeyFromToken).severe(Severity::Error),
    };
    reasons.push(reason.at(Place::part(Part::Key(index))));
}
