//! Ed25519 by ed25519-dalek.

use core::fmt;

use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};

use super::super::{KeyFault, SignatureFault, SigningFault, rules};

/// A public key, ready to verify.
#[derive(Clone)]
pub(crate) struct Ed25519Public {
    key: VerifyingKey,
}

impl Ed25519Public {
    /// Prepares the key of the encoded point.
    pub(crate) fn new(x: &[u8]) -> Result<Self, KeyFault> {
        let bytes = rules::ed25519_public(x)?;
        let key =
            VerifyingKey::from_bytes(&bytes).map_err(|_| KeyFault::Broken("x is not a point on Ed25519"))?;
        Ok(Self { key })
    }

    /// Whether the signature holds for the message, without cofactor (RFC 8032 section 5.1.7).
    pub(crate) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), SignatureFault> {
        let signature = Signature::from_bytes(&rules::ed25519_signature(signature)?);
        self.key.verify(message, &signature).map_err(|_| SignatureFault::Mismatch)
    }
}

impl fmt::Debug for Ed25519Public {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ed25519Public")
    }
}

/// A private key, ready to sign. Wiped on drop by the crate.
pub(crate) struct Ed25519Private {
    key: SigningKey,
    public: [u8; 32],
}

impl Ed25519Private {
    /// Prepares the key of its 32-byte seed.
    pub(crate) fn new(seed: &[u8]) -> Result<Self, KeyFault> {
        let key = SigningKey::try_from(seed)
            .map_err(|_| KeyFault::Broken("the private part d is not 32 bytes long"))?;
        let public = key.verifying_key().to_bytes();
        Ok(Self { key, public })
    }

    /// The 32 bytes that all comes from.
    pub(crate) fn seed(&self) -> &[u8] {
        self.key.as_bytes()
    }

    /// The encoded public point.
    pub(crate) fn public(&self) -> &[u8] {
        &self.public
    }

    /// Appends the signature of the message to `out`.
    pub(crate) fn sign(&self, message: &[u8], out: &mut Vec<u8>) -> Result<(), SigningFault> {
        let signature = self.key.try_sign(message).map_err(|_| SigningFault::Failed)?;
        out.extend_from_slice(&signature.to_bytes());
        Ok(())
    }
}

impl fmt::Debug for Ed25519Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ed25519Private")
    }
}
