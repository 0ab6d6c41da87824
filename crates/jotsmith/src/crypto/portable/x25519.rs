//! X25519 by x25519-dalek.

use x25519_dalek::{X25519_BASEPOINT_BYTES, x25519 as multiply};
use zeroize::Zeroizing;

use super::super::KeyFault;

/// The public point of the private number.
#[expect(clippy::unnecessary_wraps, reason = "the signature of every provider")]
pub(crate) fn x25519_public(d: &[u8; 32]) -> Result<[u8; 32], KeyFault> {
    Ok(multiply(*d, X25519_BASEPOINT_BYTES))
}

/// The point that both sides share; all zero for a point of small order.
#[expect(clippy::unnecessary_wraps, reason = "the signature of every provider")]
pub(crate) fn x25519(d: &[u8; 32], u: &[u8; 32]) -> Result<Zeroizing<[u8; 32]>, KeyFault> {
    Ok(Zeroizing::new(multiply(*d, *u)))
}
