//! Ed25519 by aws-lc-rs.

use core::fmt;

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair, ParsedPublicKey};
use zeroize::Zeroizing;

use super::super::{KeyFault, SignatureFault, SigningFault, rules};

/// A public key, ready to verify.
#[derive(Clone)]
pub(crate) struct Ed25519Public {
    key: ParsedPublicKey,
}

impl Ed25519Public {
    /// Prepares the key of the encoded point.
    pub(crate) fn new(x: &[u8]) -> Result<Self, KeyFault> {
        let bytes = rules::ed25519_public(x)?;
        let key = ParsedPublicKey::new(&ED25519, bytes)
            .map_err(|_| KeyFault::Broken("x is not a point on Ed25519"))?;
        Ok(Self { key })
    }

    /// Whether the signature holds for the message, without cofactor (RFC 8032 section 5.1.7).
    pub(crate) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), SignatureFault> {
        let signature = rules::ed25519_signature(signature)?;
        self.key.verify_sig(message, &signature).map_err(|_| SignatureFault::Mismatch)
    }
}

impl fmt::Debug for Ed25519Public {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ed25519Public")
    }
}

/// A private key, ready to sign.
pub(crate) struct Ed25519Private {
    key: Ed25519KeyPair,
    seed: Zeroizing<[u8; 32]>,
}

impl Ed25519Private {
    /// Prepares the key of its 32-byte seed.
    pub(crate) fn new(seed: &[u8]) -> Result<Self, KeyFault> {
        let broken = KeyFault::Broken("the private part d is not 32 bytes long");
        let seed: [u8; 32] = seed.try_into().map_err(|_| broken)?;
        let key = Ed25519KeyPair::from_seed_unchecked(&seed).map_err(|_| broken)?;
        Ok(Self { key, seed: Zeroizing::new(seed) })
    }

    /// The 32 bytes that all comes from.
    pub(crate) fn seed(&self) -> &[u8] {
        self.seed.as_ref()
    }

    /// The encoded public point.
    pub(crate) fn public(&self) -> &[u8] {
        self.key.public_key().as_ref()
    }

    /// Appends the signature of the message to `out`.
    pub(crate) fn sign(&self, message: &[u8], out: &mut Vec<u8>) -> Result<(), SigningFault> {
        let signature = self.key.try_sign(message).map_err(|_| SigningFault::Failed)?;
        out.extend_from_slice(signature.as_ref());
        Ok(())
    }
}

impl fmt::Debug for Ed25519Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ed25519Private")
    }
}
