//! Hashes and the comparison that takes as long for unequal bytes as for equal ones. Both providers use these.

use sha1::Sha1;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// SHA-256 of the bytes.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// SHA-1 of the bytes, for the thumbprint `x5t` alone (RFC 7515 section 4.1.7): no signature rests on it.
pub(crate) fn sha1(bytes: &[u8]) -> [u8; 20] {
    Sha1::digest(bytes).into()
}

/// Whether both are the same bytes, in a time that tells nothing but the lengths.
pub(crate) fn equal(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}
