//! The provider `native`: public-key work by aws-lc-rs. The default outside WASM.

#[cfg(feature = "jwe")]
mod agree;
mod ecdsa;
mod ed25519;
mod ml_dsa;
#[cfg(feature = "jwe")]
mod oaep;
mod rsa;
#[cfg(feature = "jwe")]
mod seal;
mod x25519;

pub(crate) use ecdsa::{EcPrivate, EcPublic};
pub(crate) use ed25519::{Ed25519Private, Ed25519Public};
pub(crate) use ml_dsa::{MlDsaPrivate, MlDsaPublic};
#[cfg(feature = "jwe")]
pub(crate) use oaep::pkcs1_open;
pub(crate) use rsa::{RsaPrivate, RsaPublic, generate_rsa};
#[cfg(feature = "jwe")]
pub(crate) use seal::{cbc_open, cbc_seal, gcm_open, gcm_seal, pbkdf2, unwrap, wrap};
pub(crate) use x25519::{x25519, x25519_public};

use super::KeyFault;

/// Fills `bytes` from the system.
pub(crate) fn random(bytes: &mut [u8]) -> Result<(), KeyFault> {
    aws_lc_rs::rand::fill(bytes).map_err(|_| KeyFault::Chance)
}
