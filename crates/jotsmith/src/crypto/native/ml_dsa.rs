//! ML-DSA (FIPS 204) by aws-lc-rs, with the empty context that RFC 9964 section 4 asks for.

use core::fmt;

use aws_lc_rs::signature::{
    KeyPair, ML_DSA_44, ML_DSA_44_SIGNING, ML_DSA_65, ML_DSA_65_SIGNING, ML_DSA_87, ML_DSA_87_SIGNING,
    ParsedPublicKey, PqdsaKeyPair, PqdsaSigningAlgorithm, PqdsaVerificationAlgorithm,
};
use zeroize::Zeroizing;

use super::super::{KeyFault, SignatureFault, SigningFault, rules};
use crate::alg::ParameterSet;

const fn suite(set: ParameterSet) -> (&'static PqdsaVerificationAlgorithm, &'static PqdsaSigningAlgorithm) {
    match set {
        ParameterSet::MlDsa44 => (&ML_DSA_44, &ML_DSA_44_SIGNING),
        ParameterSet::MlDsa65 => (&ML_DSA_65, &ML_DSA_65_SIGNING),
        ParameterSet::MlDsa87 => (&ML_DSA_87, &ML_DSA_87_SIGNING),
    }
}

/// A public key, ready to verify.
#[derive(Clone)]
pub(crate) struct MlDsaPublic {
    set: ParameterSet,
    key: ParsedPublicKey,
}

impl MlDsaPublic {
    /// Prepares the encoded key.
    pub(crate) fn new(set: ParameterSet, public: &[u8]) -> Result<Self, KeyFault> {
        // aws-lc-rs would take a SubjectPublicKeyInfo too.
        if public.len() != set.public_bytes() {
            return Err(rules::ml_dsa_length(set));
        }
        let key = ParsedPublicKey::new(suite(set).0, public).map_err(|_| rules::ml_dsa_length(set))?;
        Ok(Self { set, key })
    }

    /// Whether the signature holds for the message.
    pub(crate) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), SignatureFault> {
        rules::ml_dsa_signature(self.set, signature)?;
        self.key.verify_sig(message, signature).map_err(|_| SignatureFault::Mismatch)
    }
}

impl fmt::Debug for MlDsaPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MlDsaPublic({})", self.set.algorithm())
    }
}

/// A private key, ready to sign.
pub(crate) struct MlDsaPrivate {
    set: ParameterSet,
    key: PqdsaKeyPair,
    seed: Zeroizing<[u8; 32]>,
}

impl MlDsaPrivate {
    /// Prepares the key of its 32-byte seed.
    pub(crate) fn new(set: ParameterSet, seed: &[u8]) -> Result<Self, KeyFault> {
        let seed: [u8; 32] = seed.try_into().map_err(|_| rules::ML_DSA_SEED)?;
        let key = PqdsaKeyPair::from_seed(suite(set).1, &seed).map_err(|_| rules::ML_DSA_SEED)?;
        Ok(Self { set, key, seed: Zeroizing::new(seed) })
    }

    /// The 32 bytes that all comes from.
    pub(crate) fn seed(&self) -> &[u8] {
        self.seed.as_ref()
    }

    /// The encoded public key.
    pub(crate) fn public(&self) -> &[u8] {
        self.key.public_key().as_ref()
    }

    /// Appends the signature of the message to `out`: a hedged one, which is another each time (FIPS 204 section 3.4).
    pub(crate) fn sign(&self, message: &[u8], out: &mut Vec<u8>) -> Result<(), SigningFault> {
        let mut signature = vec![0; self.set.signature_bytes()];
        self.key.sign(message, &mut signature).map_err(|_| SigningFault::Failed)?;
        out.extend_from_slice(&signature);
        Ok(())
    }
}

impl fmt::Debug for MlDsaPrivate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MlDsaPrivate({})", self.set.algorithm())
    }
}
