//! THE SEAM: every cryptographic operation of the engine, by name, and the one place that chooses who performs it.
//!
//! Bytes enter, bytes and faults leave. Two providers have the same signatures: `native` (aws-lc-rs) and `portable`
//! (RustCrypto, for WASM and pure-Rust builds). HMAC, hashes and RSA below 2048 bits are RustCrypto in both. What
//! makes the two agree stands in `rules.rs` and is checked by each before it computes. No JSON, no key file and no
//! token belongs here.

#[cfg(feature = "public-keys")]
mod chance;
mod digest;
mod fault;
#[cfg(feature = "public-keys")]
mod fermat;
mod mac;
mod numbers;
#[cfg(feature = "public-keys")]
pub(crate) mod rsa;
#[cfg(feature = "public-keys")]
pub(crate) mod rsa_private;
#[cfg_attr(
    not(feature = "public-keys"),
    expect(dead_code, reason = "a build with HMAC alone has no numbers to judge")
)]
pub(crate) mod rules;

#[cfg(not(any(feature = "native", feature = "portable", feature = "symmetric")))]
compile_error!("jotsmith needs a provider of cryptography: enable the feature `native` or `portable`");

#[cfg(feature = "native")]
pub(crate) mod native;
// With both features on, native is used, and the portable provider is built for the tests that hold the two together.
#[cfg(all(feature = "portable", any(not(feature = "native"), all(test, feature = "rare-curves"))))]
pub(crate) mod portable;
#[cfg(all(feature = "portable", feature = "rare-curves", any(not(feature = "native"), test)))]
pub(crate) mod rare;
#[cfg(all(feature = "portable", not(feature = "rare-curves"), not(feature = "native")))]
#[path = "rare_absent.rs"]
pub(crate) mod rare;

#[cfg(not(any(feature = "native", feature = "portable")))]
mod symmetric;

#[cfg(feature = "native")]
use native as provider;
#[cfg(all(feature = "portable", not(feature = "native")))]
use portable as provider;
#[cfg(not(any(feature = "native", feature = "portable")))]
use symmetric as provider;

#[cfg(test)]
#[cfg(all(feature = "native", feature = "portable", feature = "rare-curves"))]
mod tests;

#[cfg(feature = "public-keys")]
pub(crate) use digest::equal;
pub(crate) use digest::{sha1, sha256};
pub(crate) use fault::{KeyFault, SignatureFault, SigningFault};
#[cfg(feature = "public-keys")]
pub(crate) use fermat::close_factors;
pub(crate) use mac::Mac;
pub(crate) use numbers::{Padding, RsaParts};
pub(crate) use provider::{
    EcPrivate, EcPublic, Ed25519Private, Ed25519Public, RsaPrivate, RsaPublic, random,
};
#[cfg(feature = "public-keys")]
pub(crate) use rsa::pss_salt_length;
#[cfg(not(feature = "public-keys"))]
pub(crate) use symmetric::{close_factors, pss_salt_length};

use zeroize::Zeroizing;

use crate::alg::Curve;

/// Whether this build has more than HMAC. What asks it first carries no code for keys that cannot exist.
pub(crate) const PUBLIC_KEYS: bool = cfg!(feature = "public-keys");

/// Sizes that [`generate_rsa`] makes, in bits: those that both providers have.
pub(crate) const RSA_SIZES: &[usize] = &[2048, 3072, 4096, 8192];

/// A fresh private key on the curve; Ed25519 has its own.
pub(crate) fn generate_ec(curve: Curve) -> Result<EcPrivate, KeyFault> {
    if !PUBLIC_KEYS {
        return Err(KeyFault::Unavailable(curve));
    }
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
    if !PUBLIC_KEYS {
        return Err(KeyFault::Unavailable(Curve::Ed25519));
    }
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
