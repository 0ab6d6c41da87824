//! What is wrong with a key, as its holder is told. No message ever holds a byte of a key.

use core::fmt;

use crate::alg::Algorithms;
use crate::crypto::KeyFault;
use crate::limits::RSA_FLOOR_BITS;
use crate::reason::{Code, Part, Place, Reason};

/// A key that cannot be used whatever the token. `Display` is the message: one whole sentence; the remedy stays apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyError(Box<Reason>);

impl KeyError {
    /// The stable code.
    pub fn code(&self) -> Code {
        self.0.code()
    }

    /// Which key of those that were given, and which member of it.
    pub fn place(&self) -> Option<&Place> {
        self.0.place()
    }

    /// What to do now.
    pub fn remedy(&self) -> String {
        self.0.remedy()
    }

    /// The document and section that the rule comes from.
    pub fn source(&self) -> &'static str {
        self.0.source()
    }

    /// The whole of it, as a verdict lists it.
    pub fn reason(&self) -> &Reason {
        &self.0
    }

    /// The whole of it, as a verdict lists it.
    pub fn into_reason(self) -> Reason {
        *self.0
    }

    /// A key that was recognised and is broken. `found` ends the sentence "the key is broken: …".
    pub(super) fn invalid(found: impl Into<String>) -> Self {
        Self::from(Reason::new(Code::KeyInvalid).found(found))
    }

    /// What is no key; `found` says what it looks like instead.
    pub(super) fn unreadable(found: impl Into<String>) -> Self {
        Self::from(Reason::new(Code::KeyUnreadable).found(found))
    }

    /// A sound key of a kind that is not known here.
    pub(super) fn unsupported(found: impl Into<String>) -> Self {
        Self::from(Reason::new(Code::KeyUnsupported).found(found))
    }

    /// What this build leaves out. `found` begins the sentence "… are left out of this build".
    pub(super) fn unavailable(found: impl Into<String>) -> Self {
        Self::from(Reason::new(Code::KeyUnavailable).found(found))
    }

    /// A key that is not for the algorithms that were asked for.
    pub(super) fn mismatch(wanted: Algorithms, says: String) -> Self {
        Self::from(Reason::new(Code::AlgKeyMismatch).found(wanted.to_string()).expected(says))
    }

    /// Says which member is meant.
    pub(super) fn member(mut self, name: &str) -> Self {
        let place = self.0.place().cloned().unwrap_or_else(|| Place::part(Part::Key(0)));
        *self.0 = self.0.at(place.member(name));
        self
    }

    /// Says which of several keys is meant.
    pub(super) fn of_key(mut self, index: usize) -> Self {
        if let Some(place) = self.0.place_mut() {
            place.part = Part::Key(index);
        }
        self
    }
}

impl From<Reason> for KeyError {
    fn from(reason: Reason) -> Self {
        let reason = if reason.place().is_some() { reason } else { reason.at(Place::part(Part::Key(0))) };
        Self(Box::new(reason))
    }
}

impl From<KeyFault> for KeyError {
    fn from(fault: KeyFault) -> Self {
        match fault {
            KeyFault::Broken(found) => Self::invalid(found),
            KeyFault::Chance => Self::from(Reason::new(Code::ChanceFailed)),
            KeyFault::RsaShort { bits } => Self::from(
                Reason::new(Code::RsaKeyShort).found(bits.to_string()).expected(RSA_FLOOR_BITS.to_string()),
            ),
            KeyFault::Unavailable(curve) => Self::unavailable(format!("keys on {curve}")),
            KeyFault::UnavailableAlgorithm(algorithm) => Self::unavailable(format!("keys for {algorithm}")),
            KeyFault::UnavailableRsa => Self::unavailable("RSA keys"),
        }
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl core::error::Error for KeyError {}
