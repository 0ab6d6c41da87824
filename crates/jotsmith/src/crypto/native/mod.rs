//! The provider `native`: public-key work by aws-lc-rs. The default outside WASM.

mod ecdsa;
mod ed25519;
mod rsa;

pub(crate) use ecdsa::{EcPrivate, EcPublic};
pub(crate) use ed25519::{Ed25519Private, Ed25519Public};
pub(crate) use rsa::{RsaPrivate, RsaPublic, generate_rsa};

use super::KeyFault;

/// Fills `bytes` from the system.
pub(crate) fn random(bytes: &mut [u8]) -> Result<(), KeyFault> {
    aws_lc_rs::rand::fill(bytes).map_err(|_| KeyFault::Chance)
}
