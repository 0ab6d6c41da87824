//! Keys: what signs and what verifies, each with the algorithms it is for.
//!
//! Bytes enter, of a JWK, a JWK set, PEM, DER, a certificate or a raw secret, recognised by content and never by file
//! name; a [`Key`] leaves, parsed once and ready for use. Its kind is a type: [`Shared`] signs and verifies,
//! [`Private`] signs, [`Public`] verifies. What a text holds is an [`AnyKey`]; one `match` turns it into a kind.
//! Whether a key may be used for a token is judged by `check/`, not here.

mod about;
mod any;
mod base64;
mod certificate;
mod certificates;
#[cfg(feature = "key-files")]
mod chain;
#[cfg(not(feature = "key-files"))]
#[path = "chain_absent.rs"]
mod chain;
mod convert;
#[cfg(feature = "key-files")]
mod der;
#[cfg(not(feature = "key-files"))]
#[path = "der_absent.rs"]
mod der;
mod detect;
#[cfg(feature = "jwe")]
mod encryption;
#[cfg(feature = "diagnosis")]
mod ecdsa_der;
mod error;
mod generate;
mod jwk;
mod jwks;
mod jwks_text;
mod kind;
mod material;
#[cfg(feature = "key-files")]
mod locked;
#[cfg(feature = "key-files")]
mod openssh;
#[cfg(not(feature = "key-files"))]
#[path = "openssh_absent.rs"]
mod openssh;
mod pem;
#[cfg(feature = "key-files")]
mod root;
mod secret;
mod shape;
mod strength;
mod thumbprint;
mod trials;
mod weak;
#[cfg(feature = "key-files")]
mod x509;

#[cfg(test)]
mod tests;

pub use about::{Form, KeyId};
pub use any::AnyKey;
pub use certificate::Certificate;
pub use chain::{CertifiedKeys, Roots};
pub use convert::Encoded;
pub use detect::is_address;
pub use error::KeyError;
pub use jwks::KeySet;
pub use jwks_text::{with_key, without_entry};
pub use kind::{Decrypts, Encrypts, Kind, Private, Public, Shared, Signs, Verifies};
pub use secret::{Encoding, Secret};
pub use strength::secret_is_public_key;
pub use thumbprint::{Thumbprint, certificate_sha1};
pub use weak::WeakKeys;

#[cfg(feature = "profiles")]
pub(crate) use convert::bare_public_jwk;
#[cfg(feature = "diagnosis")]
pub(crate) use convert::spellings;
#[cfg(feature = "diagnosis")]
pub(crate) use ecdsa_der::side_by_side;
#[cfg(feature = "jwe")]
pub(crate) use encryption::{Operations, Said};
#[cfg(feature = "profiles")]
pub(crate) use jwk::parse as key_of_jwk;
pub(crate) use material::Held;
pub(crate) use trials::untried;

use core::fmt;
use core::marker::PhantomData;
use std::sync::Arc;

use crate::alg::{Algorithm, Algorithms, Curve, KeyType};
use crate::reason::Reason;
use material::{Material, SharedMaterial};

/// A key of one kind. Cloning is cheap: the numbers are shared.
///
/// `Debug` shows kind and size, never a number of the key.
#[derive(Clone)]
pub struct Key<K: Kind> {
    held: Held,
    kind: PhantomData<K>,
}

impl<K: Kind> Key<K> {
    /// The caller knows that the material is of this kind.
    const fn of(held: Held) -> Self {
        Self { held, kind: PhantomData }
    }

    /// What all kinds have in common, for those who do not care which it is.
    pub(crate) const fn held(&self) -> &Held {
        &self.held
    }

    /// The same key, its kind known only when the program runs.
    pub fn to_any(&self) -> AnyKey {
        AnyKey::of(self.held.clone())
    }

    /// The name of the key, `kid` of a JWK (RFC 7517 section 4.5).
    pub const fn kid(&self) -> Option<&KeyId> {
        self.held.kid()
    }

    /// The same key under this name.
    #[must_use]
    pub fn with_kid(mut self, kid: impl Into<String>) -> Self {
        self.held.set_kid(kid.into());
        self
    }

    /// The algorithms that the key is for: what its JWK says, else what its curve says. An RSA key or a secret that
    /// does not say has none until [`with_algorithms`](Self::with_algorithms) names them (RFC 8725 section 3.1).
    pub const fn algorithms(&self) -> Algorithms {
        self.held.algorithms()
    }

    /// The algorithms that a key of this type and curve can have.
    pub fn possible_algorithms(&self) -> Algorithms {
        self.held.possible_algorithms()
    }

    /// The same key for these algorithms and no other. Those that type, curve or `alg` of the key exclude are left
    /// out.
    ///
    /// # Errors
    /// `alg-key-mismatch` if nothing is left.
    pub fn with_algorithms(mut self, algorithms: Algorithms) -> Result<Self, KeyError> {
        self.held.narrow(algorithms)?;
        Ok(self)
    }

    /// The same key for this algorithm.
    ///
    /// # Errors
    /// `alg-key-mismatch` if the key is not for it.
    pub fn with_algorithm(self, algorithm: Algorithm) -> Result<Self, KeyError> {
        self.with_algorithms(Algorithms::only(algorithm))
    }

    /// Whether `use`, `key_ops` and `alg` of the JWK let it verify (RFC 7517 sections 4.2 to 4.4).
    pub fn permits_verify(&self) -> bool {
        self.held.permits_verify()
    }

    /// Whether `use`, `key_ops` and `alg` of the JWK let it sign (RFC 7517 sections 4.2 to 4.4).
    pub fn permits_sign(&self) -> bool {
        self.held.permits_sign()
    }

    /// The type of the key, `kty` of a JWK.
    pub fn key_type(&self) -> KeyType {
        self.held.key_type()
    }

    /// The curve of an EC or OKP key.
    pub fn curve(&self) -> Option<Curve> {
        self.held.curve()
    }

    /// The size: bits of the secret, of the RSA modulus, of the curve.
    pub fn bits(&self) -> usize {
        self.held.bits()
    }

    /// The form it was read from.
    pub const fn form(&self) -> Form {
        self.held.form()
    }

    /// The thumbprint by SHA-256 (RFC 7638). A shared secret has none to be shown: whoever sees the hash of a guessable
    /// secret can guess it (RFC 7638 section 7); [`Key::secret_thumbprint`] gives it to who asks by that name.
    pub fn thumbprint(&self) -> Option<Thumbprint> {
        self.held.thumbprint()
    }

    /// What makes the key too weak for the algorithm: `hmac-key-short`, `rsa-key-short`, `rsa-roca`. Empty for a
    /// strong key.
    pub fn weaknesses(&self, algorithm: Algorithm) -> Vec<Reason> {
        self.held.weaknesses(algorithm)
    }
}

impl Key<Shared> {
    /// An HMAC key for the algorithm.
    ///
    /// # Errors
    /// `hmac-key-short` for a secret shorter than the hash (RFC 7518 section 3.2), `hmac-public-key` for the text of a
    /// public key, `key-invalid` for an empty secret, `alg-key-mismatch` for an algorithm that is not HMAC.
    ///
    /// ```
    /// use jotsmith::{Algorithm, key::Key};
    ///
    /// let key = Key::hmac(Algorithm::Hs256, [7; 32])?;
    /// assert_eq!(key.bits(), 256);
    /// let short = Key::hmac(Algorithm::Hs256, "password").unwrap_err();
    /// assert_eq!(short.code().as_str(), "hmac-key-short");
    /// # Ok::<(), jotsmith::key::KeyError>(())
    /// ```
    pub fn hmac(algorithm: Algorithm, secret: impl AsRef<[u8]>) -> Result<Self, KeyError> {
        let key = Self::insecure_hmac(algorithm, secret)?;
        match key.weaknesses(algorithm).into_iter().next() {
            Some(weakness) => Err(weakness.into()),
            None => Ok(key),
        }
    }

    /// An HMAC key of a secret that may be shorter than the hash: whoever holds one token can search for it.
    ///
    /// # Errors
    /// As [`Key::hmac`], less `hmac-key-short`.
    pub fn insecure_hmac(algorithm: Algorithm, secret: impl AsRef<[u8]>) -> Result<Self, KeyError> {
        Self::of_secret(Secret::new(secret.as_ref()))?.with_algorithm(algorithm)
    }

    /// An HMAC key that is for no algorithm yet.
    ///
    /// # Errors
    /// `key-invalid` for an empty secret, `hmac-public-key` for the text of a public key.
    pub fn of_secret(secret: Secret) -> Result<Self, KeyError> {
        let material = Material::Shared(Arc::new(SharedMaterial::new(secret)?));
        Ok(Self::of(Held::new(material, Form::Secret)))
    }

    /// The secret itself.
    pub fn secret(&self) -> &Secret {
        static NONE: Secret = Secret::empty();
        self.held.secret().unwrap_or(&NONE)
    }

    /// The thumbprint of the secret (RFC 7638 section 3.2.1). Show it only where the secret cannot be guessed.
    pub fn secret_thumbprint(&self) -> Thumbprint {
        thumbprint::of_secret(self.secret())
    }
}

impl Key<Private> {
    /// The public key that belongs to it, under the same name and for the same algorithms.
    pub fn public(&self) -> Key<Public> {
        Key::of(self.held.public())
    }
}

impl<K: Kind> fmt::Debug for Key<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.held.fmt(f)
    }
}
