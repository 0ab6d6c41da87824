//! A key whose kind is known only when the program runs: what a text holds.

use super::material::{Held, Material};
use super::{Form, Key, KeyError, KeyId, Private, Public, Shared, Thumbprint};
use crate::alg::{Algorithm, Algorithms, Curve, KeyType};
use crate::reason::Reason;

/// A key of any kind. One `match` turns it into a kind; what all kinds have can be asked here.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum AnyKey {
    /// The private half of a pair.
    Private(Key<Private>),
    /// The public half of a pair.
    Public(Key<Public>),
    /// One secret for both sides.
    Shared(Key<Shared>),
}

impl AnyKey {
    pub(super) const fn of(held: Held) -> Self {
        match &held.material {
            Material::Private(_) => Self::Private(Key::of(held)),
            Material::Public(_) => Self::Public(Key::of(held)),
            Material::Shared(_) => Self::Shared(Key::of(held)),
        }
    }

    /// What all kinds have in common.
    pub(crate) const fn held(&self) -> &Held {
        match self {
            Self::Private(key) => key.held(),
            Self::Public(key) => key.held(),
            Self::Shared(key) => key.held(),
        }
    }

    fn into_held(self) -> Held {
        match self {
            Self::Private(key) => key.held,
            Self::Public(key) => key.held,
            Self::Shared(key) => key.held,
        }
    }

    /// The name of the key, `kid` of a JWK (RFC 7517 section 4.5).
    pub const fn kid(&self) -> Option<&KeyId> {
        self.held().kid()
    }

    /// The same key under this name.
    #[must_use]
    pub fn with_kid(self, kid: impl Into<String>) -> Self {
        let mut held = self.into_held();
        held.set_kid(kid.into());
        Self::of(held)
    }

    /// The algorithms that the key is for; see [`Key::algorithms`].
    pub const fn algorithms(&self) -> Algorithms {
        self.held().algorithms()
    }

    /// The algorithms that a key of this type and curve can have.
    pub fn possible_algorithms(&self) -> Algorithms {
        self.held().possible_algorithms()
    }

    /// The same key for these algorithms and no other; see [`Key::with_algorithms`].
    ///
    /// # Errors
    /// `alg-key-mismatch` if nothing is left.
    pub fn with_algorithms(self, algorithms: Algorithms) -> Result<Self, KeyError> {
        let mut held = self.into_held();
        held.narrow(algorithms)?;
        Ok(Self::of(held))
    }

    /// Whether `use`, `key_ops` and `alg` of the JWK let it, or its public half, verify.
    pub fn permits_verify(&self) -> bool {
        self.held().permits_verify()
    }

    /// Whether it can sign, and `use`, `key_ops` and `alg` of the JWK let it.
    pub fn permits_sign(&self) -> bool {
        self.held().permits_sign()
    }

    /// `use` of the JWK (RFC 7517 section 4.2). It is foreign text.
    pub fn public_use(&self) -> Option<&str> {
        self.held().about.usage.public_use.as_deref()
    }

    /// `key_ops` of the JWK (RFC 7517 section 4.3). They are foreign text.
    pub fn operations(&self) -> Option<&[String]> {
        self.held().about.usage.operations.as_deref()
    }

    /// `alg` of the JWK where it names no algorithm that signs here, such as one of JWE. It is foreign text.
    pub const fn other_algorithm(&self) -> Option<&str> {
        self.held().about.other_algorithm()
    }

    /// The type of the key, `kty` of a JWK.
    pub fn key_type(&self) -> KeyType {
        self.held().key_type()
    }

    /// The curve of an EC or OKP key.
    pub fn curve(&self) -> Option<Curve> {
        self.held().curve()
    }

    /// The size: bits of the secret, of the RSA modulus, of the curve.
    pub fn bits(&self) -> usize {
        self.held().bits()
    }

    /// The form it was read from.
    pub const fn form(&self) -> Form {
        self.held().form()
    }

    /// The thumbprint by SHA-256 (RFC 7638); none of a shared secret, see [`Key::thumbprint`].
    pub fn thumbprint(&self) -> Option<Thumbprint> {
        self.held().thumbprint()
    }

    /// Whether somebody has reviewed the code that computes with keys of this kind: not so for Ed448, X448 and, outside
    /// the native provider, ML-DSA.
    pub fn is_reviewed(&self) -> bool {
        crate::crypto::is_reviewed(self.curve(), self.held().parameter_set())
    }

    /// What makes the key too weak for the algorithm; see [`Key::weaknesses`].
    pub fn weaknesses(&self, algorithm: Algorithm) -> Vec<Reason> {
        self.held().weaknesses(algorithm)
    }

    /// The public half of a pair; none of a shared secret.
    pub fn public(&self) -> Option<Key<Public>> {
        match self {
            Self::Private(key) => Some(key.public()),
            Self::Public(key) => Some(key.clone()),
            Self::Shared(_) => None,
        }
    }

    /// Whether it holds what must stay secret.
    pub const fn is_secret(&self) -> bool {
        match self {
            Self::Private(_) | Self::Shared(_) => true,
            Self::Public(_) => false,
        }
    }
}

impl From<Key<Private>> for AnyKey {
    fn from(key: Key<Private>) -> Self {
        Self::Private(key)
    }
}

impl From<Key<Public>> for AnyKey {
    fn from(key: Key<Public>) -> Self {
        Self::Public(key)
    }
}

impl From<Key<Shared>> for AnyKey {
    fn from(key: Key<Shared>) -> Self {
        Self::Shared(key)
    }
}
