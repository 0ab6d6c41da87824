//! Sets of keys (RFC 7517 section 5). An entry that is no key, or a broken one, is left out and listed; the others stay.

use super::{AnyKey, KeyError, detect, jwk};
use crate::json::Value;
use crate::limits::SET_KEYS;
use crate::reason::{Code, Reason};

/// Several keys, in their order. An entry that cannot be used holds its fault instead, and its place names the entry.
#[derive(Clone, Debug, Default)]
pub struct KeySet {
    entries: Vec<Result<AnyKey, KeyError>>,
}

impl KeySet {
    /// Reads a JWK set, or any text that holds one key or several: a JWK, PEM blocks, DER, certificates.
    ///
    /// # Errors
    /// `key-unreadable` if the text as a whole is none, `too-long` over the bounds, the codes of JSON for a JSON text
    /// that is broken. A broken entry of a set is no error: see [`left_out`](Self::left_out).
    pub fn read(bytes: &[u8]) -> Result<Self, KeyError> {
        detect::read(bytes, None)
    }

    /// Reads the same where keys may be encrypted with the password.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn read_locked(bytes: &[u8], password: &[u8]) -> Result<Self, KeyError> {
        detect::read(bytes, Some(password))
    }

    pub(super) fn of(entries: Vec<Result<AnyKey, KeyError>>) -> Self {
        let place =
            |(index, entry): (usize, Result<AnyKey, KeyError>)| entry.map_err(|fault| fault.of_key(index));
        Self { entries: entries.into_iter().enumerate().map(place).collect() }
    }

    /// All entries in their order.
    pub fn entries(&self) -> &[Result<AnyKey, KeyError>] {
        &self.entries
    }

    /// The keys that can be used, each with the number of its entry, from 0.
    pub fn keys(&self) -> impl Iterator<Item = (usize, &AnyKey)> {
        self.entries.iter().enumerate().filter_map(|(index, entry)| Some((index, entry.as_ref().ok()?)))
    }

    /// Why the other entries were left out.
    pub fn left_out(&self) -> impl Iterator<Item = &KeyError> {
        self.entries.iter().filter_map(|entry| entry.as_ref().err())
    }

    /// Whether there is no entry at all.
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many entries there are, those left out included.
    pub const fn len(&self) -> usize {
        self.entries.len()
    }
}

impl FromIterator<AnyKey> for KeySet {
    fn from_iter<T: IntoIterator<Item = AnyKey>>(keys: T) -> Self {
        Self { entries: keys.into_iter().map(Ok).collect() }
    }
}

/// The set of a JSON object that has `keys`.
pub(super) fn parse(set: Value<'_>) -> Result<KeySet, KeyError> {
    let Some(keys) = set.member("keys").filter(|keys| keys.is_array()) else {
        return Err(KeyError::unreadable("a JSON object whose keys is no array").member("keys"));
    };
    if keys.elements().nth(SET_KEYS).is_some() {
        return Err(Reason::new(Code::TooLong).expected(format!("{SET_KEYS} keys")).into());
    }
    Ok(KeySet::of(keys.elements().map(jwk::parse).collect()))
}

/// Whether the object is a set of public keys and nothing else.
pub(super) fn is_public(set: Value<'_>) -> bool {
    let mut keys = set.member("keys").into_iter().flat_map(Value::elements).peekable();
    keys.peek().is_some() && keys.all(jwk::is_public)
}
