//! RSA by RustCrypto: what the portable provider verifies with, and in both providers the moduli of 1024 to 2047 bits and
//! the search for another PSS salt length. Private keys have a file of their own.

use core::fmt;

use rsa::pss::VerifyingKey as Pss;
use rsa::signature::Verifier;
use rsa::{BoxedUint, PublicKey};
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::numbers::Padding;
use super::{KeyFault, SignatureFault, rules};
use crate::alg::Hash;

/// A public key, ready to verify.
#[derive(Clone)]
pub(crate) struct RsaPublic {
    pub(super) key: PublicKey,
    bits: usize,
}

impl RsaPublic {
    /// Prepares the key of modulus and exponent.
    pub(crate) fn new(n: &[u8], e: &[u8]) -> Result<Self, KeyFault> {
        let bits = rules::rsa_public(n, e)?;
        let key = PublicKey::new(
            BoxedUint::from_be_slice_vartime(rules::significant(n)),
            BoxedUint::from_be_slice_vartime(e),
        )
        .map_err(|_| KeyFault::Broken("modulus n and exponent e make no RSA key"))?;
        Ok(Self { key, bits })
    }

    /// Whether the signature holds for the message.
    pub(crate) fn verify(
        &self,
        padding: Padding,
        hash: Hash,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureFault> {
        rules::rsa_signature(self.bits, signature)?;
        let key = &self.key;
        match (padding, hash) {
            (Padding::Pkcs1, Hash::Sha256) => key.pkcs1v15_verify::<Sha256>(message, signature),
            (Padding::Pkcs1, Hash::Sha384) => key.pkcs1v15_verify::<Sha384>(message, signature),
            (Padding::Pkcs1, Hash::Sha512) => key.pkcs1v15_verify::<Sha512>(message, signature),
            (Padding::Pss, Hash::Sha256) => key.pss_verify::<Sha256>(message, signature),
            (Padding::Pss, Hash::Sha384) => key.pss_verify::<Sha384>(message, signature),
            (Padding::Pss, Hash::Sha512) => key.pss_verify::<Sha512>(message, signature),
        }
        .map_err(|_| SignatureFault::Mismatch)
    }
}

impl fmt::Debug for RsaPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RsaPublic({} bits)", self.bits)
    }
}

/// The salt length under which a PSS signature holds, whatever it is: for diagnosis, never for acceptance. At most
/// `trials` lengths are tried.
pub(crate) fn pss_salt_length(
    n: &[u8],
    e: &[u8],
    hash: Hash,
    message: &[u8],
    signature: &[u8],
    trials: usize,
) -> Option<usize> {
    let public = RsaPublic::new(n, e).ok()?;
    rules::rsa_signature(public.bits, signature).ok()?;
    let signature = rsa::pss::Signature::try_from(signature).ok()?;
    let holds = |length: Option<usize>| {
        let key = public.key.clone();
        match hash {
            Hash::Sha256 => pss::<Sha256>(key, length).verify(message, &signature),
            Hash::Sha384 => pss::<Sha384>(key, length).verify(message, &signature),
            Hash::Sha512 => pss::<Sha512>(key, length).verify(message, &signature),
        }
        .is_ok()
    };
    if !holds(None) {
        return None;
    }
    // Only a signature that holds gets here, so the walk through the lengths costs nothing to refuse.
    let longest = (public.bits - 1).div_ceil(8).checked_sub(hash.len_bytes() + 2)?;
    [longest, 0, 20, 32].into_iter().chain(1..longest).take(trials).find(|length| holds(Some(*length)))
}

fn pss<D: Digest>(key: PublicKey, salt_bytes: Option<usize>) -> Pss<D> {
    match salt_bytes {
        Some(length) => Pss::new_with_salt_len(key, length),
        None => Pss::new_with_auto_salt_len(key),
    }
}
