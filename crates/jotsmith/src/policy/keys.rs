//! The keys of an issuer: where the policy says they are, and what is made of what stands there.
//!
//! The engine opens nothing. A face brings the bytes; keys leave, or the fault. A policy is no place for a secret: only
//! a variable may bring one.

use zeroize::Zeroizing;

use super::error::Faults;
use super::read::Value;
use crate::alg::Algorithms;
use crate::check::Expectations;
use crate::check::key_choice::allowed;
use crate::json::{self, WipedTree};
use crate::key::{AnyKey, Encoding, Key, KeyError, KeySet, Secret};
use crate::reason::escape::{compared, visible};
use crate::reason::{Code, Reason};

/// What a face must bring for the keys of an issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a policy names these two and no other")]
pub enum Input {
    /// The file of this name, relative to the policy.
    File(String),
    /// The variable of this name.
    Variable(String),
}

/// Where the keys of an issuer are.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    /// The text itself: a JWK, a JWK set, PEM.
    Inline(String),
    /// A text that a face brings; an encoding where it is a raw secret.
    Brought(Input, Option<Encoding>),
}

const EXPECTED: &str =
    "\"@FILE\", \"env:NAME\", a raw secret as \"base64:env:NAME\", or the text of a JWK set";

impl Origin {
    /// Reads the value of `keys`. It may be a secret in the wrong place, so no byte of it is quoted.
    pub(super) fn read(value: &Value<'_>, faults: &mut Faults) -> Option<Self> {
        let Some(text) = value.toml.as_str() else {
            value.refuse(EXPECTED, faults);
            return None;
        };
        let trimmed = text.trim_start();
        let origin = if let Some(name) = text.strip_prefix('@') {
            (!name.is_empty()).then(|| Self::Brought(Input::File(name.to_owned()), None))
        } else if trimmed.starts_with('{') || trimmed.starts_with("-----BEGIN ") {
            Some(Self::Inline(text.to_owned()))
        } else {
            let variable =
                |text: &str| text.strip_prefix("env:").filter(|name| !name.is_empty()).map(str::to_owned);
            match text.split_once(':').map(|(before, rest)| (Encoding::named(before), rest)) {
                Some((Some(encoding), rest)) => {
                    variable(rest).map(|name| Self::Brought(Input::Variable(name), Some(encoding)))
                }
                _ => variable(text).map(|name| Self::Brought(Input::Variable(name), None)),
            }
        };
        if origin.is_none() {
            let found = if text.is_empty() { "an empty string" } else { "another text" };
            value.refuse_as(found, EXPECTED, faults);
        }
        origin
    }

    /// The bytes of the keys: those that stand in the policy, else what the face brings.
    pub(super) fn bytes(
        &self,
        bring: &mut impl FnMut(&Input) -> Option<Zeroizing<Vec<u8>>>,
    ) -> Option<Zeroizing<Vec<u8>>> {
        match self {
            Self::Inline(text) => Some(Zeroizing::new(text.as_bytes().to_vec())),
            Self::Brought(input, _) => bring(input),
        }
    }

    /// Whether it may bring a secret.
    const fn may_be_secret(&self) -> bool {
        matches!(self, Self::Brought(Input::Variable(_), _))
    }
}

/// The keys of one issuer.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    pub(super) usable: Vec<AnyKey>,
    /// Entries of a set that cannot be used, and why.
    pub(super) left_out: Vec<KeyError>,
    /// Whether they are those of a set.
    pub(super) is_set: bool,
}

/// Makes keys of the bytes. `value` is where the policy names them, `issuer` whose they are.
pub(super) fn make(
    origin: &Origin,
    bytes: Option<&[u8]>,
    issuer: &str,
    value: &Place,
    faults: &mut Faults,
) -> Option<Keys> {
    let Some(bytes) = bytes else {
        let what = match origin {
            Origin::Brought(Input::File(name), _) => {
                format!("the file \"{}\" was not brought", visible(name))
            }
            Origin::Brought(Input::Variable(name), _) => {
                format!("the variable {} was not brought", visible(name))
            }
            Origin::Inline(_) => "they are empty".into(),
        };
        value.fault(unusable(issuer, what, "Give the policy what it names."), faults);
        return None;
    };
    let read = match origin {
        Origin::Brought(_, Some(encoding)) => secret(*encoding, bytes),
        Origin::Brought(_, None) | Origin::Inline(_) => several(bytes),
    };
    let keys = match read {
        Ok(keys) => keys,
        Err(fault) => {
            value.fault(unusable(issuer, fault.reason().clause(), &fault.remedy()), faults);
            return None;
        }
    };
    if keys.usable.is_empty() {
        let reason = match keys.left_out.first() {
            Some(fault) => unusable(issuer, fault.reason().clause(), &fault.remedy()),
            None => unusable(issuer, "the set is empty", "Give a set of one key at least."),
        };
        value.fault(reason, faults);
        return None;
    }
    if let Some(key) = keys.usable.iter().find(|key| key.is_secret()).filter(|_| !origin.may_be_secret()) {
        let what = if matches!(key, AnyKey::Shared(_)) { "a secret" } else { "a private key" };
        value.fault(Reason::new(Code::PolicySecret).with("issuer", compared(issuer)).found(what), faults);
        return None;
    }
    Some(keys)
}

/// Holds the allow-list against the keys: each algorithm needs a key, and one key at least needs an algorithm.
pub(super) fn check_algorithms(
    keys: &Keys,
    expect: &Expectations,
    issuer: &str,
    listed: &[(crate::Algorithm, Place)],
    value: &Place,
    faults: &mut Faults,
) {
    let verifying = || keys.usable.iter().filter(|key| key.permits_verify());
    for (algorithm, place) in listed {
        let narrowed = Expectations { algorithms: Some(Algorithms::only(*algorithm)), ..expect.clone() };
        if !verifying().any(|key| !allowed(key, &narrowed).is_empty()) {
            let own = |key: &AnyKey| {
                let own = key.algorithms();
                if own.is_empty() { key.possible_algorithms() } else { own }
            };
            let all: Algorithms = verifying().flat_map(|key| own(key).iter().collect::<Vec<_>>()).collect();
            let reason = Reason::new(Code::PolicyAlgorithm)
                .with("issuer", compared(issuer))
                .found(algorithm.as_str())
                .expected(if all.is_empty() { "no signature".to_owned() } else { all.to_string() });
            place.fault(reason, faults);
        }
    }
    if listed.is_empty() && !verifying().any(|key| !key.algorithms().is_empty()) {
        let reason = match verifying().next() {
            Some(key) => {
                let choices = key.possible_algorithms().to_string();
                unusable(
                    issuer,
                    "they do not say which algorithm they are for",
                    &format!("Add algorithms, of {choices}."),
                )
            }
            None => unusable(issuer, "none of them may verify", "Give the keys that the issuer signs with."),
        };
        value.fault(reason, faults);
    }
}

fn unusable(issuer: &str, what: impl Into<String>, remedy: &str) -> Reason {
    Reason::new(Code::PolicyKeys).with("issuer", compared(issuer)).found(what).with("remedy", remedy)
}

fn secret(encoding: Encoding, bytes: &[u8]) -> Result<Keys, KeyError> {
    // A variable holds no bytes that are no UTF-8; another face may bring some.
    let secret = match core::str::from_utf8(bytes) {
        Ok(text) => Secret::parse(encoding, text)?,
        Err(_) => Secret::new(bytes),
    };
    Ok(Keys { usable: vec![Key::of_secret(secret)?.into()], ..Keys::default() })
}

/// The keys of a text: a set stays a set even of one key; a single key is one given by hand.
fn several(bytes: &[u8]) -> Result<Keys, KeyError> {
    let text = core::str::from_utf8(bytes).unwrap_or_default().trim();
    let is_set = text.starts_with('{')
        && json::parse(text.as_bytes())
            .map(WipedTree::of)
            .is_ok_and(|tree| tree.root().member("keys").is_some());
    let mut keys = Keys { is_set, ..Keys::default() };
    match AnyKey::read(bytes) {
        // The first of a chain of certificates is the one that is meant.
        Ok(key) if !is_set => keys.usable.push(key),
        _ => {
            for entry in KeySet::read(bytes)?.entries() {
                match entry {
                    Ok(key) => keys.usable.push(key.clone()),
                    Err(fault) => keys.left_out.push(fault.clone()),
                }
            }
        }
    }
    Ok(keys)
}

/// A place of the file that outlives its reading.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    pub(super) pointer: String,
    pub(super) span: core::ops::Range<usize>,
}

impl Place {
    pub(super) fn of(value: &Value<'_>) -> Self {
        Self { pointer: value.pointer.clone(), span: value.span.clone() }
    }

    fn fault(&self, reason: Reason, faults: &mut Faults) {
        faults.push(reason, &self.pointer, self.span.clone());
    }
}
