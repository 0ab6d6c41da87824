//! THE SEAM: every cryptographic operation of the engine, by name, and the one place that chooses who performs it.
//!
//! Bytes enter, bytes and faults leave. Two providers have the same signatures: `native` (aws-lc-rs) and `portable`
//! (RustCrypto, for WASM and pure-Rust builds). HMAC, hashes and RSA below 2048 bits are RustCrypto in both. What
//! makes the two agree stands in `rules.rs` and is checked by each before it computes. No JSON, no key file and no
//! token belongs here.

#[cfg(feature = "public-keys")]
mod chance;
#[cfg(feature = "jwe")]
mod concat_kdf;
#[cfg(feature = "ed448")]
mod curve448;
#[cfg(not(feature = "ed448"))]
#[path = "curve448_absent.rs"]
mod curve448;
mod digest;
#[cfg(feature = "profiles")]
mod disclosure_hash;
mod fault;
#[cfg(feature = "public-keys")]
mod fermat;
#[cfg(feature = "jwe")]
mod key_wrap;
mod mac;
mod mac_sha256;
mod numbers;
#[cfg(feature = "jwe")]
mod oaep;
#[cfg(feature = "public-keys")]
pub(crate) mod rsa;
#[cfg(feature = "public-keys")]
pub(crate) mod rsa_private;
#[cfg_attr(
    not(feature = "public-keys"),
    expect(dead_code, reason = "a build with HMAC alone has no numbers to judge")
)]
pub(crate) mod rules;
#[cfg(feature = "ed448")]
mod rules448;
mod xdh;
#[cfg(feature = "jwe")]
mod seal;

#[cfg(not(any(feature = "native", feature = "portable", feature = "symmetric")))]
compile_error!("jotsmith needs a provider of cryptography: enable the feature `native` or `portable`");

#[cfg(feature = "native")]
pub(crate) mod native;
// With both features on, native is used, and the portable provider is built for the tests that hold the two together.
#[cfg(all(
    feature = "portable",
    any(not(feature = "native"), all(test, feature = "rare-curves", feature = "ml-dsa"))
))]
pub(crate) mod portable;
#[cfg(all(
    feature = "portable",
    feature = "rare-curves",
    any(not(feature = "native"), all(test, feature = "ml-dsa"))
))]
pub(crate) mod rare;
#[cfg(all(feature = "portable", not(feature = "rare-curves"), not(feature = "native")))]
#[path = "rare_absent.rs"]
pub(crate) mod rare;

#[cfg(all(
    feature = "portable",
    feature = "ml-dsa",
    any(not(feature = "native"), all(test, feature = "rare-curves"))
))]
pub(crate) mod ml_dsa;
#[cfg(all(not(all(feature = "portable", feature = "ml-dsa")), not(feature = "native")))]
#[path = "ml_dsa_absent.rs"]
pub(crate) mod ml_dsa;

#[cfg(all(
    feature = "portable",
    feature = "rare-curves",
    feature = "jwe",
    any(not(feature = "native"), test)
))]
pub(crate) mod rare_agree;
#[cfg(all(feature = "portable", not(feature = "rare-curves"), feature = "jwe", not(feature = "native")))]
#[path = "rare_agree_absent.rs"]
pub(crate) mod rare_agree;

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
mod encryption_tests;
#[cfg(test)]
#[cfg(all(feature = "native", feature = "portable", feature = "rare-curves", feature = "ml-dsa"))]
mod tests;

#[cfg(all(test, feature = "jwe"))]
pub(crate) use chance::Chance;
#[cfg(feature = "jwe")]
pub(crate) use concat_kdf::concat_kdf;
pub(crate) use curve448::{Ed448Private, Ed448Public};
#[cfg(feature = "public-keys")]
pub(crate) use digest::equal;
pub(crate) use digest::{sha1, sha256};
#[cfg(feature = "profiles")]
pub(crate) use disclosure_hash::DisclosureHash;
#[cfg(feature = "jwe")]
pub(crate) use fault::SealFault;
pub(crate) use fault::{KeyFault, SignatureFault, SigningFault};
#[cfg(feature = "public-keys")]
pub(crate) use fermat::close_factors;
pub(crate) use mac::Mac;
#[cfg(feature = "jwe")]
pub(crate) use numbers::{OaepHash, Sealed};
pub(crate) use numbers::{Padding, RsaParts};
pub(crate) use provider::{
    EcPrivate, EcPublic, Ed25519Private, Ed25519Public, MlDsaPrivate, MlDsaPublic, RsaPrivate, RsaPublic,
    random,
};
#[cfg(feature = "jwe")]
pub(crate) use provider::{gcm_open, gcm_seal, pbkdf2, pkcs1_open, unwrap as key_unwrap, wrap as key_wrap};
#[cfg(feature = "public-keys")]
pub(crate) use rsa::pss_salt_length;
#[cfg(feature = "key-files")]
pub(crate) use rsa_private::crt_exponent;
#[cfg(feature = "jwe")]
pub(crate) use seal::{open, seal};
#[cfg(not(feature = "public-keys"))]
pub(crate) use symmetric::close_factors;
#[cfg(feature = "jwe")]
pub(crate) use xdh::xdh;
pub(crate) use xdh::{generate_xdh, xdh_check, xdh_public};

use zeroize::Zeroizing;

use crate::alg::{Curve, ParameterSet};

/// Whether this build has more than HMAC. What asks it first carries no code for keys that cannot exist.
pub(crate) const PUBLIC_KEYS: bool = cfg!(feature = "public-keys");

/// Whether this build decrypts keys padded by PKCS#1 v1.5 (RSA1_5).
#[cfg(feature = "jwe")]
pub(crate) const RSA1_5: bool = cfg!(feature = "native");
/// Whether somebody has reviewed what computes with keys on the curve, or of the parameter set.
pub(crate) const fn is_reviewed(curve: Option<Curve>, set: Option<ParameterSet>) -> bool {
    !matches!(curve, Some(Curve::Ed448 | Curve::X448)) && (set.is_none() || cfg!(feature = "native"))
}

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

/// A fresh Ed448 private key.
pub(crate) fn generate_ed448() -> Result<Ed448Private, KeyFault> {
    let mut seed = Zeroizing::new([0; 57]);
    random(seed.as_mut())?;
    Ed448Private::new(seed.as_ref())
}

/// A fresh ML-DSA private key.
pub(crate) fn generate_ml_dsa(set: ParameterSet) -> Result<MlDsaPrivate, KeyFault> {
    let mut seed = Zeroizing::new([0; 32]);
    random(seed.as_mut())?;
    MlDsaPrivate::new(set, seed.as_ref())
}

/// The parts of a fresh RSA key of one of [`RSA_SIZES`], public exponent 65537.
pub(crate) fn generate_rsa(bits: usize) -> Result<RsaParts, KeyFault> {
    if !RSA_SIZES.contains(&bits) {
        return Err(KeyFault::Broken("RSA keys are made with 2048, 3072, 4096 or 8192 bits"));
    }
    provider::generate_rsa(bits)
}
