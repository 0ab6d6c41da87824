//! ML-DSA (FIPS 204) of the portable provider, by the crate `ml-dsa`, with the empty context that RFC 9964 section 4
//! asks for. No reviewed implementation in Rust exists, so it is a feature of its own; a build without it has
//! `ml_dsa_absent.rs` in this place.

use core::fmt;

use ml_dsa::{KeyInit, Keypair, MlDsa44, MlDsa65, MlDsa87, Signature, SigningKey, Verifier, VerifyingKey};

use super::{KeyFault, SignatureFault, SigningFault, rules};
use crate::alg::ParameterSet;

enum Public {
    MlDsa44(VerifyingKey<MlDsa44>),
    MlDsa65(VerifyingKey<MlDsa65>),
    MlDsa87(VerifyingKey<MlDsa87>),
}

/// A public key, ready to verify.
pub(crate) struct MlDsaPublic {
    set: ParameterSet,
    key: Box<Public>,
}

impl MlDsaPublic {
    /// Prepares the encoded key.
    pub(crate) fn new(set: ParameterSet, public: &[u8]) -> Result<Self, KeyFault> {
        let length = |_| rules::ml_dsa_length(set);
        let key = Box::new(match set {
            ParameterSet::MlDsa44 => {
                Public::MlDsa44(VerifyingKey::decode(&public.try_into().map_err(length)?))
            }
            ParameterSet::MlDsa65 => {
                Public::MlDsa65(VerifyingKey::decode(&public.try_into().map_err(length)?))
            }
            ParameterSet::MlDsa87 => {
                Public::MlDsa87(VerifyingKey::decode(&public.try_into().map_err(length)?))
            }
        });
        Ok(Self { set, key })
    }

    /// Whether the signature holds for the message.
    pub(crate) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), SignatureFault> {
        rules::ml_dsa_signature(self.set, signature)?;
        match self.key.as_ref() {
            Public::MlDsa44(key) => Signature::try_from(signature).and_then(|s| key.verify(message, &s)),
            Public::MlDsa65(key) => Signature::try_from(signature).and_then(|s| key.verify(message, &s)),
            Public::MlDsa87(key) => Signature::try_from(signature).and_then(|s| key.verify(message, &s)),
        }
        .map_err(|_| SignatureFault::Mismatch)
    }
}

impl fmt::Debug for MlDsaPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MlDsaPublic({})", self.set.algorithm())
    }
}

enum Private {
    MlDsa44(SigningKey<MlDsa44>),
    MlDsa65(SigningKey<MlDsa65>),
    MlDsa87(SigningKey<MlDsa87>),
}

/// A private key, ready to sign. Wiped on drop by the crate.
pub(crate) struct MlDsaPrivate {
    set: ParameterSet,
    key: Box<Private>,
    public: Vec<u8>,
}

impl MlDsaPrivate {
    /// Prepares the key of its 32-byte seed.
    pub(crate) fn new(set: ParameterSet, seed: &[u8]) -> Result<Self, KeyFault> {
        let seed = seed.try_into().map_err(|_| rules::ML_DSA_SEED)?;
        let (key, public) = match set {
            ParameterSet::MlDsa44 => {
                let key = SigningKey::new(seed);
                let public = key.verifying_key().encode().to_vec();
                (Private::MlDsa44(key), public)
            }
            ParameterSet::MlDsa65 => {
                let key = SigningKey::new(seed);
                let public = key.verifying_key().encode().to_vec();
                (Private::MlDsa65(key), public)
            }
            ParameterSet::MlDsa87 => {
                let key = SigningKey::new(seed);
                let public = key.verifying_key().encode().to_vec();
                (Private::MlDsa87(key), public)
            }
        };
        Ok(Self { set, key: Box::new(key), public })
    }

    /// The 32 bytes that all comes from.
    pub(crate) fn seed(&self) -> &[u8] {
        match self.key.as_ref() {
            Private::MlDsa44(key) => key.as_seed(),
            Private::MlDsa65(key) => key.as_seed(),
            Private::MlDsa87(key) => key.as_seed(),
        }
    }

    /// The encoded public key.
    pub(crate) fn public(&self) -> &[u8] {
        &self.public
    }

    /// Appends the signature of the message to `out`: the deterministic one (FIPS 204 section 3.4).
    pub(crate) fn sign(&self, message: &[u8], out: &mut Vec<u8>) -> Result<(), SigningFault> {
        let failed = |_| SigningFault::Failed;
        match self.key.as_ref() {
            Private::MlDsa44(key) => {
                let signature = key.expanded_key().sign_deterministic(message, &[]).map_err(failed)?;
                out.extend_from_slice(&signature.encode());
            }
            Private::MlDsa65(key) => {
                let signature = key.expanded_key().sign_deterministic(message, &[]).map_err(failed)?;
                out.extend_from_slice(&signature.encode());
            }
            Private::MlDsa87(key) => {
                let signature = key.expanded_key().sign_deterministic(message, &[]).map_err(failed)?;
                out.extend_from_slice(&signature.encode());
            }
        }
        Ok(())
    }
}

impl fmt::Debug for MlDsaPrivate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MlDsaPrivate({})", self.set.algorithm())
    }
}
