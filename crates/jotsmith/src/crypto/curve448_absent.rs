//! What stands in the place of `curve448.rs` where a build leaves Ed448 and X448 out: no key of them exists.

use core::fmt;

use zeroize::Zeroizing;

use super::{KeyFault, SignatureFault, SigningFault};
use crate::alg::Curve;

/// A key that cannot exist.
#[derive(Clone)]
pub(crate) enum Ed448Public {}

impl Ed448Public {
    /// Names the curve that is left out.
    pub(crate) const fn new(_: &[u8]) -> Result<Self, KeyFault> {
        Err(KeyFault::Unavailable(Curve::Ed448))
    }

    /// Never called: there is no key.
    pub(crate) const fn verify(&self, _: &[u8], _: &[u8]) -> Result<(), SignatureFault> {
        match *self {}
    }
}

impl fmt::Debug for Ed448Public {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

/// A key that cannot exist.
pub(crate) enum Ed448Private {}

impl Ed448Private {
    /// Names the curve that is left out.
    pub(crate) const fn new(_: &[u8]) -> Result<Self, KeyFault> {
        Err(KeyFault::Unavailable(Curve::Ed448))
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

impl fmt::Debug for Ed448Private {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

/// Names the curve that is left out.
pub(crate) const fn x448_public(_: &[u8; 56]) -> Result<[u8; 56], KeyFault> {
    Err(KeyFault::Unavailable(Curve::X448))
}

/// Names the curve that is left out.
pub(crate) const fn x448(_: &[u8; 56], _: &[u8; 56]) -> Result<Zeroizing<[u8; 56]>, KeyFault> {
    Err(KeyFault::Unavailable(Curve::X448))
}
