//! The provider `native`: public-key work by aws-lc-rs. The default outside WASM.

mod ecdsa;
mod ed25519;
mod ml_dsa;
mod rsa;
mod x25519;

pub(crate) use ecdsa::{EcPrivate, EcPublic};
pub(crate) use ed25519::{Ed25519Private, Ed25519Public};
pub(crate) use ml_dsa::{MlDsaPrivate, MlDsaPublic};
pub(crate) use rsa::{RsaPrivate, RsaPublic, generate_rsa};
pub(crate) use x25519::{x25519, x25519_public};

use super::KeyFault;

/// Fills `bytes` from the system.
pub(crate) fn random(bytes: &mut [u8]) -> Result<(), KeyFault> {
    aws_lc_rs::rand::fill(bytes).map_err(|_| KeyFault::Chance)
}
