//! The provider `portable`: public-key work by RustCrypto and dalek, for WASM and pure-Rust builds.

#[cfg(feature = "jwe")]
pub(crate) mod agree;
pub(crate) mod ecdsa;
mod ed25519;
mod rsa;
#[cfg(feature = "jwe")]
mod seal;
mod x25519;

pub(crate) use ecdsa::{EcPrivate, EcPublic};
pub(crate) use ed25519::{Ed25519Private, Ed25519Public};
pub(crate) use rsa::generate_rsa;
pub(crate) use x25519::{x25519, x25519_public};

#[cfg(feature = "jwe")]
pub(crate) use super::key_wrap::{unwrap, wrap};
pub(crate) use super::ml_dsa::{MlDsaPrivate, MlDsaPublic};
pub(crate) use super::rsa::RsaPublic;
pub(crate) use super::rsa_private::RsaPrivate;

#[cfg(feature = "jwe")]
pub(crate) use seal::{cbc_open, cbc_seal, gcm_open, gcm_seal, pbkdf2, pkcs1_open};

use super::KeyFault;

/// Fills `bytes` from the system.
pub(crate) fn random(bytes: &mut [u8]) -> Result<(), KeyFault> {
    getrandom::fill(bytes).map_err(|_| KeyFault::Chance)
}
