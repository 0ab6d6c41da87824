//! Fresh keys.

use std::sync::Arc;

use zeroize::Zeroizing;

use super::material::{Held, Material, PrivateMaterial, SharedMaterial};
use super::{AnyKey, Form, Key, KeyError, Private, Secret, Shared};
use crate::alg::{Algorithm, Algorithms, Curve, ParameterSet, Scheme};
use crate::crypto;

impl AnyKey {
    /// A fresh key for the algorithm: a secret as long as its hash, an RSA key of 3072 bits, a key on its curve.
    ///
    /// # Errors
    /// `chance-failed` if the system gives no random bytes, `key-unavailable` if this build leaves the curve out.
    pub fn generate(algorithm: Algorithm) -> Result<Self, KeyError> {
        match algorithm.scheme() {
            Scheme::Hmac(hash) => {
                Key::<Shared>::generate_secret(algorithm, hash.len_bytes()).map(Self::Shared)
            }
            Scheme::RsaPkcs1(_) | Scheme::RsaPss(_) => {
                Key::<Private>::generate_rsa(Key::<Private>::RSA_BITS)?
                    .with_algorithm(algorithm)
                    .map(Self::Private)
            }
            Scheme::Ecdsa(curve, _) => {
                Key::<Private>::generate(curve)?.with_algorithm(algorithm).map(Self::Private)
            }
            // EdDSA takes either curve: the one that has a reviewed implementation everywhere.
            Scheme::EdDsa(curves) => {
                let curve = curves.first().copied().unwrap_or(Curve::Ed25519);
                Key::<Private>::generate(curve)?.with_algorithm(algorithm).map(Self::Private)
            }
            Scheme::MlDsa(set) => Key::<Private>::generate_ml_dsa(set).map(Self::Private),
        }
    }
}

impl Key<Shared> {
    /// A fresh secret of this many random bytes.
    ///
    /// # Errors
    /// `hmac-key-short` for fewer bytes than the hash has, `alg-key-mismatch` for an algorithm that is not HMAC,
    /// `chance-failed` if the system gives no random bytes.
    pub fn generate_secret(algorithm: Algorithm, bytes: usize) -> Result<Self, KeyError> {
        let key = Self::random(bytes)?.with_algorithm(algorithm)?;
        match key.weaknesses(algorithm).into_iter().next() {
            Some(weakness) => Err(weakness.into()),
            None => Ok(key),
        }
    }

    /// Random bytes, for no algorithm yet.
    pub(crate) fn random(bytes: usize) -> Result<Self, KeyError> {
        let mut secret = Zeroizing::new(vec![0; bytes]);
        crypto::random(&mut secret)?;
        let material = Material::Shared(Arc::new(SharedMaterial::new(Secret::new(&secret))?));
        Ok(Self::of(Held::new(material, Form::Generated)))
    }
}

impl Key<Private> {
    /// Bits of an RSA key where nothing else is asked for: 128 bits of security (NIST SP 800-57 part 1, table 2).
    pub(crate) const RSA_BITS: usize = 3072;

    /// A fresh key on the curve, for its algorithm; on X25519 and X448 for none, as they sign nothing.
    ///
    /// # Errors
    /// `chance-failed` if the system gives no random bytes, `key-unavailable` if this build leaves the curve out.
    pub fn generate(curve: Curve) -> Result<Self, KeyError> {
        let material = match curve {
            Curve::Ed25519 => PrivateMaterial::ed25519(crypto::generate_ed25519()?)?,
            Curve::Ed448 => PrivateMaterial::ed448(crypto::generate_ed448()?)?,
            Curve::X25519 | Curve::X448 => PrivateMaterial::xdh(curve, &crypto::generate_xdh(curve)?)?,
            Curve::P256 | Curve::P384 | Curve::P521 | Curve::Secp256k1 => {
                PrivateMaterial::ec(crypto::generate_ec(curve)?, curve)?
            }
        };
        Ok(Self::of(Held::new(Material::Private(Arc::new(material)), Form::Generated)))
    }

    /// A fresh key of ML-DSA.
    ///
    /// # Errors
    /// `chance-failed` if the system gives no random bytes, `key-unavailable` if this build leaves ML-DSA out.
    pub fn generate_ml_dsa(set: ParameterSet) -> Result<Self, KeyError> {
        let material = PrivateMaterial::ml_dsa(set, crypto::generate_ml_dsa(set)?)?;
        Ok(Self::of(Held::new(Material::Private(Arc::new(material)), Form::Generated)))
    }

    /// A fresh RSA key of 2048, 3072, 4096 or 8192 bits with the public exponent 65537, for no algorithm yet.
    ///
    /// # Errors
    /// `key-invalid` for another size, `chance-failed` if the system gives no random bytes.
    pub fn generate_rsa(bits: usize) -> Result<Self, KeyError> {
        let material = PrivateMaterial::rsa(crypto::generate_rsa(bits)?)?;
        Ok(Self::of(Held::new(Material::Private(Arc::new(material)), Form::Generated)))
    }

    /// The key with all its algorithms narrowed to those possible; for callers that ask for several at once.
    ///
    /// # Errors
    /// `alg-key-mismatch` if none of them fits.
    pub fn for_algorithms(self, algorithms: impl IntoIterator<Item = Algorithm>) -> Result<Self, KeyError> {
        self.with_algorithms(algorithms.into_iter().collect::<Algorithms>())
    }
}
