//! The provider `portable`: public-key work by RustCrypto and dalek, for WASM and pure-Rust builds.

pub(crate) mod ecdsa;
mod ed25519;
mod rsa;

pub(crate) use ecdsa::{EcPrivate, EcPublic};
pub(crate) use ed25519::{Ed25519Private, Ed25519Public};
pub(crate) use rsa::generate_rsa;

pub(crate) use super::rsa::RsaPublic;
pub(crate) use super::rsa_private::RsaPrivate;

use super::KeyFault;

/// Fills `bytes` from the system.
pub(crate) fn random(bytes: &mut [u8]) -> Result<(), KeyFault> {
    getrandom::fill(bytes).map_err(|_| KeyFault::Chance)
}
