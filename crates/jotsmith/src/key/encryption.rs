//! What a key does in a JWE: what it says it is for, and the operations on its numbers. Which key serves which
//! algorithm is judged by `jwe/`.

use zeroize::Zeroizing;

use super::about::Binding;
use super::material::{Held, Material, PrivateNumbers, PublicMaterial};
use super::{AnyKey, Key, Kind};
use crate::alg::Curve;
use crate::crypto::{KeyFault, OaepHash, RsaPrivate, SealFault, pkcs1_open, xdh};

impl<K: Kind> Key<K> {
    /// The key for one algorithm that signs nothing. That it fits is for the caller to judge.
    pub(crate) fn bound_to_encryption(mut self, alg: &str) -> Self {
        self.held.about.binding = Binding::Foreign(alg.to_owned());
        self
    }
}

impl AnyKey {
    /// The key for one algorithm that signs nothing. That it fits is for the caller to judge.
    pub(crate) fn bound_to_encryption(self, alg: &str) -> Self {
        match self {
            Self::Private(key) => Self::Private(key.bound_to_encryption(alg)),
            Self::Public(key) => Self::Public(key.bound_to_encryption(alg)),
            Self::Shared(key) => Self::Shared(key.bound_to_encryption(alg)),
        }
    }
}

/// What a key says about the algorithms of a JWE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said<'k> {
    /// Nothing.
    Nothing,
    /// It is for algorithms that sign.
    Signs,
    /// Its `alg` names this, which signs nothing.
    Named(&'k str),
}

/// What `key_ops` must name for an algorithm of a JWE (RFC 7517 section 4.3); one name of a side is enough.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operations {
    /// Of a key that encrypts.
    pub(crate) encrypting: &'static [&'static str],
    /// Of a key that decrypts.
    pub(crate) decrypting: &'static [&'static str],
}

impl Held {
    /// What the key says about the algorithms of a JWE.
    pub(crate) const fn said(&self) -> Said<'_> {
        match &self.about.binding {
            Binding::Unstated | Binding::OfCurve(_) => Said::Nothing,
            Binding::To(_) => Said::Signs,
            Binding::Foreign(alg) => Said::Named(alg.as_str()),
        }
    }

    /// Whether `use` and `key_ops` let it encrypt (RFC 7517 sections 4.2 and 4.3).
    pub(crate) fn permits_encryption(&self, needed: Operations) -> bool {
        // The Web Cryptography API writes no operation at all for the public half of a key that agrees.
        let agrees = self.point().is_some() && self.about.usage.has_no_operation();
        agrees || self.about.usage.permits_any("enc", needed.encrypting)
    }

    /// Whether it can decrypt, and `use` and `key_ops` let it.
    pub(crate) fn permits_decryption(&self, needed: Operations) -> bool {
        !matches!(self.material, Material::Public(_))
            && self.about.usage.permits_any("enc", needed.decrypting)
    }

    /// The bytes of a shared secret.
    pub(crate) fn secret_bytes(&self) -> Option<&[u8]> {
        self.secret().map(super::Secret::bytes)
    }

    /// Curve and coordinates of the public point of a key that agrees on secrets; y is empty on a curve that has none.
    pub(crate) fn point(&self) -> Option<(Curve, &[u8], &[u8])> {
        match self.public_material()? {
            PublicMaterial::Ec { curve, x, y, .. } => Some((*curve, x, y)),
            PublicMaterial::Xdh { curve, x } => Some((*curve, x, &[])),
            PublicMaterial::Ed25519 { .. }
            | PublicMaterial::Ed448 { .. }
            | PublicMaterial::MlDsa { .. }
            | PublicMaterial::Rsa { .. } => None,
        }
    }

    /// The secret that this private key and the point of the other side share; none where the key agrees on nothing.
    pub(crate) fn agree(&self, x: &[u8], y: &[u8]) -> Option<Result<Zeroizing<Vec<u8>>, KeyFault>> {
        match self.private_numbers()? {
            PrivateNumbers::Ec(key) => Some(key.agree(x, y)),
            PrivateNumbers::Xdh(d) => Some(xdh(self.curve()?, d, x)),
            PrivateNumbers::Ed25519(_)
            | PrivateNumbers::Ed448(_)
            | PrivateNumbers::MlDsa(_)
            | PrivateNumbers::Rsa { .. } => None,
        }
    }

    /// Encrypts a key to the holder of the private half.
    pub(crate) fn oaep_seal(&self, hash: OaepHash, key: &[u8]) -> Result<Vec<u8>, SealFault> {
        match self.public_material() {
            Some(PublicMaterial::Rsa { key: public, .. }) => public.oaep_seal(hash, key),
            Some(
                PublicMaterial::Ec { .. }
                | PublicMaterial::Ed25519 { .. }
                | PublicMaterial::Ed448 { .. }
                | PublicMaterial::MlDsa { .. }
                | PublicMaterial::Xdh { .. },
            )
            | None => Err(SealFault),
        }
    }

    /// Decrypts a key.
    pub(crate) fn oaep_open(&self, hash: OaepHash, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealFault> {
        self.rsa_private().ok_or(SealFault)?.oaep_open(hash, sealed)
    }

    /// Decrypts a key padded by PKCS#1 v1.5. The portable provider never does: its timing is not guarded.
    pub(crate) fn pkcs1_open(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealFault> {
        pkcs1_open(self.rsa_private().ok_or(SealFault)?, sealed)
    }

    fn rsa_private(&self) -> Option<&RsaPrivate> {
        if let PrivateNumbers::Rsa { key, .. } = self.private_numbers()? { Some(key) } else { None }
    }

    fn private_numbers(&self) -> Option<&PrivateNumbers> {
        if let Material::Private(private) = &self.material { Some(&private.numbers) } else { None }
    }
}
