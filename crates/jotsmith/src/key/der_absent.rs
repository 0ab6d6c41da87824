//! What stands in the place of `der.rs` where a build leaves keys in DER out, and with them PEM and certificates. They
//! are known by their shape, and named as what is missing.

use zeroize::Zeroizing;

use super::material::Held;
use super::{AnyKey, Certificate, KeyError};

/// Whether this build has it.
pub(super) const PRESENT: bool = false;

/// Names what is left out.
pub(super) fn read(_: &[u8], _: Option<&[u8]>) -> Result<AnyKey, KeyError> {
    Err(KeyError::unavailable("keys in DER, PEM and certificates"))
}

/// None is opened here.
pub(super) const fn is_locked(_: &[u8]) -> bool {
    false
}

/// Names what is left out.
pub(super) fn certificate(_: &[u8]) -> Result<Certificate, KeyError> {
    Err(KeyError::unavailable("certificates"))
}

/// Never called: the caller asks [`PRESENT`].
pub(super) const fn write_pkcs8(_: &Held) -> Option<Result<Zeroizing<Vec<u8>>, KeyError>> {
    None
}

/// Never called: the caller asks [`PRESENT`].
pub(super) const fn write_locked(_: &Held, _: &[u8]) -> Option<Result<Zeroizing<Vec<u8>>, KeyError>> {
    None
}

/// Never called: the caller asks [`PRESENT`].
pub(super) const fn write_pkcs1(_: &Held) -> Option<Result<Zeroizing<Vec<u8>>, KeyError>> {
    None
}

/// Never called: the caller asks [`PRESENT`].
pub(super) const fn write_sec1(_: &Held) -> Option<Result<Zeroizing<Vec<u8>>, KeyError>> {
    None
}

/// Never called: the caller asks [`PRESENT`].
pub(super) const fn write_spki(_: &Held) -> Option<Result<Vec<u8>, KeyError>> {
    None
}
