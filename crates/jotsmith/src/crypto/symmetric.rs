//! What stands in the place of a provider where a build has HMAC alone, as the page's first module does: no key of
//! another kind exists, and each is refused by naming what is left out.

use core::fmt;

use zeroize::Zeroizing;

pub(crate) use super::ml_dsa::{MlDsaPrivate, MlDsaPublic};
use super::numbers::{Padding, RsaParts};
use super::{KeyFault, SignatureFault, SigningFault};
use crate::alg::{Curve, Hash};

/// Fills `bytes` from the system.
pub(crate) fn random(bytes: &mut [u8]) -> Result<(), KeyFault> {
    getrandom::fill(bytes).map_err(|_| KeyFault::Chance)
}

/// Says what is left out.
pub(crate) const fn generate_rsa(_: usize) -> Result<RsaParts, KeyFault> {
    Err(KeyFault::UnavailableRsa)
}

/// Names the curve that is left out.
pub(crate) const fn x25519_public(_: &[u8; 32]) -> Result<[u8; 32], KeyFault> {
    Err(KeyFault::Unavailable(Curve::X25519))
}

/// Names the curve that is left out.
pub(crate) const fn x25519(_: &[u8; 32], _: &[u8; 32]) -> Result<Zeroizing<[u8; 32]>, KeyFault> {
    Err(KeyFault::Unavailable(Curve::X25519))
}

/// Never true: there is no key whose modulus it could be asked of.
pub(crate) const fn close_factors(_: &[u8]) -> bool {
    false
}

macro_rules! keys_that_cannot_exist {
    ($($name:ident)*) => {
        $(
            /// A key that cannot exist.
            #[derive(Clone)]
            pub(crate) enum $name {}

            impl fmt::Debug for $name {
                fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
                    match *self {}
                }
            }
        )*
    };
}

keys_that_cannot_exist! { EcPrivate EcPublic Ed25519Private Ed25519Public RsaPrivate RsaPublic }

impl EcPublic {
    /// Names the curve that is left out.
    pub(crate) const fn new(curve: Curve, _: &[u8], _: &[u8]) -> Result<Self, KeyFault> {
        Err(KeyFault::Unavailable(curve))
    }

    /// Never called: there is no key.
    pub(crate) const fn verify(&self, _: &[u8], _: &[u8]) -> Result<(), SignatureFault> {
        match *self {}
    }
}

impl EcPrivate {
    /// Names the curve that is left out.
    pub(crate) const fn new(curve: Curve, _: &[u8]) -> Result<Self, KeyFault> {
        Err(KeyFault::Unavailable(curve))
    }

    /// Never called: there is no key.
    pub(crate) const fn scalar(&self) -> &[u8] {
        match *self {}
    }

    /// Never called: there is no key.
    pub(crate) const fn point(&self) -> (&[u8], &[u8]) {
        match *self {}
    }

    /// Never called: there is no key.
    pub(crate) const fn sign(&self, _: &[u8], _: &mut Vec<u8>) -> Result<(), SigningFault> {
        match *self {}
    }
}

impl Ed25519Public {
    /// Names the curve that is left out.
    pub(crate) const fn new(_: &[u8]) -> Result<Self, KeyFault> {
        Err(KeyFault::Unavailable(Curve::Ed25519))
    }

    /// Never called: there is no key.
    pub(crate) const fn verify(&self, _: &[u8], _: &[u8]) -> Result<(), SignatureFault> {
        match *self {}
    }
}

impl Ed25519Private {
    /// Names the curve that is left out.
    pub(crate) const fn new(_: &[u8]) -> Result<Self, KeyFault> {
        Err(KeyFault::Unavailable(Curve::Ed25519))
    }

    /// Never called: there is no key.
    pub(crate) const fn seed(&self) -> &[u8] {
        match *self {}
    }

    /// Never called: there is no key.
    pub(crate) const fn public(&self) -> &[u8] {
        match *self {}
    }

    /// Never called: there is no key.
    pub(crate) const fn sign(&self, _: &[u8], _: &mut Vec<u8>) -> Result<(), SigningFault> {
        match *self {}
    }
}

impl RsaPublic {
    /// Says what is left out.
    pub(crate) const fn new(_: &[u8], _: &[u8]) -> Result<Self, KeyFault> {
        Err(KeyFault::UnavailableRsa)
    }

    /// Never called: there is no key.
    pub(crate) const fn verify(&self, _: Padding, _: Hash, _: &[u8], _: &[u8]) -> Result<(), SignatureFault> {
        match *self {}
    }
}

impl RsaPrivate {
    /// Says what is left out.
    pub(crate) const fn new(_: &RsaParts) -> Result<Self, KeyFault> {
        Err(KeyFault::UnavailableRsa)
    }

    /// Never called: there is no key.
    pub(crate) const fn sign(
        &self,
        _: Padding,
        _: Hash,
        _: &[u8],
        _: &mut Vec<u8>,
    ) -> Result<(), SigningFault> {
        match *self {}
    }
}
