//! Why nothing was encrypted, and why nothing was decrypted.

use core::fmt;

use crate::key::KeyError;
use crate::reason::{Code, Part, Place, Reason};

/// Why nothing was encrypted. `Display` is the message; the remedy stays apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncryptError(Box<Reason>);

impl EncryptError {
    /// The stable code.
    pub fn code(&self) -> Code {
        self.0.code()
    }

    /// Where, in header or key.
    pub fn place(&self) -> Option<&Place> {
        self.0.place()
    }

    /// What to do now.
    pub fn remedy(&self) -> String {
        self.0.remedy()
    }

    /// The whole of it.
    pub const fn reason(&self) -> &Reason {
        &self.0
    }
}

impl From<Reason> for EncryptError {
    fn from(reason: Reason) -> Self {
        Self(Box::new(reason))
    }
}

impl From<KeyError> for EncryptError {
    fn from(fault: KeyError) -> Self {
        Self::from(fault.into_reason())
    }
}

impl fmt::Display for EncryptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl core::error::Error for EncryptError {}

/// Why nothing was decrypted: every reason, the first one decides. Where a key was tried there is one answer,
/// `decryption-failed`, whatever failed (RFC 7516 section 11.5). `Display` is the message of the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecryptError(Vec<Reason>);

impl DecryptError {
    pub(super) fn of(reasons: Vec<Reason>) -> Self {
        if reasons.is_empty() {
            return Self(vec![Reason::new(Code::DecryptionFailed).at(Place::part(Part::Token))]);
        }
        Self(reasons)
    }

    /// The stable code of the first reason.
    pub fn code(&self) -> Code {
        self.first().map_or(Code::DecryptionFailed, Reason::code)
    }

    /// What to do now.
    pub fn remedy(&self) -> String {
        self.first().map(Reason::remedy).unwrap_or_default()
    }

    /// Every reason.
    pub fn reasons(&self) -> &[Reason] {
        &self.0
    }

    fn first(&self) -> Option<&Reason> {
        self.0.first()
    }
}

impl fmt::Display for DecryptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.first() {
            Some(reason) => reason.fmt(f),
            None => Ok(()),
        }
    }
}

impl core::error::Error for DecryptError {}
