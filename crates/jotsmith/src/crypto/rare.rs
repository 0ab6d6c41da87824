//! P-384, P-521 and secp256k1 of the portable provider. The page loads them on need, so they are a part of their own;
//! a build without them has `rare_absent.rs` in this place.

use ecdsa::{SigningKey, VerifyingKey};

use super::portable::ecdsa::{private, public, sign, verify};
use super::{KeyFault, SignatureFault, SigningFault};
use crate::alg::Curve;

/// A public key on one of the curves.
#[derive(Clone)]
pub(crate) enum Public {
    P384(VerifyingKey<p384::NistP384>),
    P521(VerifyingKey<p521::NistP521>),
    Secp256k1(VerifyingKey<k256::Secp256k1>),
}

impl Public {
    /// The key of an encoded point.
    pub(crate) fn new(curve: Curve, point: &[u8]) -> Result<Self, KeyFault> {
        match curve {
            Curve::P384 => public(point).map(Self::P384),
            Curve::P521 => public(point).map(Self::P521),
            Curve::Secp256k1 => public(point).map(Self::Secp256k1),
            Curve::P256 | Curve::Ed25519 | Curve::Ed448 | Curve::X25519 | Curve::X448 => {
                Err(KeyFault::Unavailable(curve))
            }
        }
    }

    /// Whether the signature holds; its length and range are checked before.
    pub(crate) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), SignatureFault> {
        match self {
            Self::P384(key) => verify(key, message, signature),
            Self::P521(key) => verify(key, message, signature),
            Self::Secp256k1(key) => verify(key, message, signature),
        }
    }
}

/// A private key on one of the curves.
#[derive(Clone)]
pub(crate) enum Private {
    P384(SigningKey<p384::NistP384>),
    P521(SigningKey<p521::NistP521>),
    Secp256k1(SigningKey<k256::Secp256k1>),
}

impl Private {
    /// The key of a scalar, and its encoded point.
    pub(crate) fn new(curve: Curve, scalar: &[u8]) -> Result<(Self, Vec<u8>), KeyFault> {
        match curve {
            Curve::P384 => private(scalar).map(|(key, point)| (Self::P384(key), point)),
            Curve::P521 => private(scalar).map(|(key, point)| (Self::P521(key), point)),
            Curve::Secp256k1 => private(scalar).map(|(key, point)| (Self::Secp256k1(key), point)),
            Curve::P256 | Curve::Ed25519 | Curve::Ed448 | Curve::X25519 | Curve::X448 => {
                Err(KeyFault::Unavailable(curve))
            }
        }
    }

    /// Appends the signature of the message to `out`.
    pub(crate) fn sign(&self, message: &[u8], out: &mut Vec<u8>) -> Result<(), SigningFault> {
        match self {
            Self::P384(key) => sign(key, message, out),
            Self::P521(key) => sign(key, message, out),
            Self::Secp256k1(key) => sign(key, message, out),
        }
    }
}
