//! THE SEAM: every cryptographic operation of the engine, by name, and the one place that chooses who performs it.
//!
//! Bytes enter, bytes and faults leave. Two providers have the same signatures: `native` (aws-lc-rs) and `portable`
//! (RustCrypto, for WASM and pure-Rust builds). HMAC, hashes and RSA below 2048 bits are RustCrypto in both. What
//! makes the two agree stands in `rules.rs` and is checked by each before it computes. No JSON, no key file and no
//! token belongs here.

mod chance;
mod digest;
mod fault;
mod fermat;
mod mac;
pub(crate) mod rsa;
#[cfg(feature = "rsa-private")]
pub(crate) mod rsa_private;
#[cfg(not(feature = "rsa-private"))]
#[path = "rsa_private_absent.rs"]
pub(crate) mod rsa_private;
pub(crate) mod rules;

#[cfg(not(any(feature = "native", feature = "portable-core")))]
compile_error!("jotsmith needs a provider of cryptography: enable the feature `native` or `portable`");

#[cfg(feature = "native")]
pub(crate) mod native;
// With both features on, native is used, and the portable provider is built for the tests that hold the two together.
#[cfg(all(feature = "portable-core", any(not(feature = "native"), all(test, feature = "rare-curves"))))]
pub(crate) mod portable;
#[cfg(all(feature = "portable-core", feature = "rare-curves", any(not(feature = "native"), test)))]
pub(crate) mod rare;
#[cfg(all(feature = "portable-core", not(feature = "rare-curves"), not(feature = "native")))]
#[path = "rare_absent.rs"]
pub(crate) mod rare;

#[cfg(feature = "native")]
use native as provider;
#[cfg(all(feature = "portable-core", not(feature = "native")))]
use portable as provider;

#[cfg(test)]
#[cfg(all(feature = "native", feature = "portable", feature = "rare-curves"))]
mod tests;

#[cfg(feature = "rsa-private")]
pub(crate) use digest::equal;
pub(crate) use digest::{sha1, sha256};
pub(crate) use fault::{KeyFault, SignatureFault, SigningFault};
pub(crate) use fermat::close_factors;
pub(crate) use mac::Mac;
pub(crate) use provider::{
    EcPrivate, EcPublic, Ed25519Private, Ed25519Public, RsaPrivate, RsaPublic, random,
};
pub(crate) use rsa::{Padding, RsaParts, pss_salt_length};

use zeroize::Zeroizing;

use crate::alg::Curve;

/// Sizes that [`generate_rsa`] makes, in bits: those that both providers have.
pub(crate) const RSA_SIZES: &[usize] = &[2048, 3072, 4096, 8192];

/// A fresh private key on the curve; Ed25519 has its own.
pub(crate) fn generate_ec(curve: Curve) -> Result<EcPrivate, KeyFault> {
    // A random number below the order: numbers that are not are thrown away, so that all keys are equally likely.
    for _ in 0..128 {
        let mut scalar = Zeroizing::new(vec![0; curve.len_bytes()]);
        random(&mut scalar)?;
        if let (Curve::P521, Some(first)) = (curve, scalar.first_mut()) {
            *first &= 1;
        }
        if rules::scalar(curve, &scalar) {
            return EcPrivate::new(curve, &scalar);
        }
    }
    Err(KeyFault::Chance)
}

/// A fresh Ed25519 private key.
pub(crate) fn generate_ed25519() -> Result<Ed25519Private, KeyFault> {
    let mut seed = Zeroizing::new([0; 32]);
    random(seed.as_mut())?;
    Ed25519Private::new(seed.as_ref())
}

/// The parts of a fresh RSA key of one of [`RSA_SIZES`], public exponent 65537.
pub(crate) fn generate_rsa(bits: usize) -> Result<RsaParts, KeyFault> {
    if !RSA_SIZES.contains(&bits) {
        return Err(KeyFault::Broken("RSA keys are made with 2048, 3072, 4096 or 8192 bits"));
    }
    provider::generate_rsa(bits)
}
