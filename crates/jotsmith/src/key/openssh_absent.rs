//! What stands in the place of `openssh/` where a build leaves keys in files out. They are known by their shape, and
//! named as what is missing.

use zeroize::Zeroizing;

use super::material::Held;
use super::{AnyKey, KeyError};

/// The label of a private block.
pub(super) const LABEL: &str = "OPENSSH PRIVATE KEY";

fn unavailable() -> KeyError {
    KeyError::unavailable("OpenSSH keys")
}

/// Names what is left out.
pub(super) fn read_line(_: &str) -> Result<AnyKey, KeyError> {
    Err(unavailable())
}

/// Names what is left out.
pub(super) fn read_private(_: &[u8], _: Option<&[u8]>) -> Result<AnyKey, KeyError> {
    Err(unavailable())
}

/// Names what is left out.
pub(super) fn write_private(_: &Held, _: Option<&[u8]>) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    Err(unavailable())
}

/// Names what is left out.
pub(super) fn write_line(_: &Held) -> Result<String, KeyError> {
    Err(unavailable())
}
