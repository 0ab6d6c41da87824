//! What stands in the place of `rare.rs` where a build leaves P-384, P-521 and secp256k1 out: no key of them exists.

use super::{KeyFault, SignatureFault, SigningFault};
use crate::alg::Curve;

/// A key that cannot exist.
#[derive(Clone)]
pub(crate) enum Public {}

impl Public {
    /// Names the curve that is left out.
    pub(crate) const fn new(curve: Curve, _: &[u8]) -> Result<Self, KeyFault> {
        Err(KeyFault::Unavailable(curve))
    }

    /// Never called: there is no key.
    pub(crate) const fn verify(&self, _: &[u8], _: &[u8]) -> Result<(), SignatureFault> {
        match *self {}
    }
}

/// A key that cannot exist.
#[derive(Clone)]
pub(crate) enum Private {}

impl Private {
    /// Names the curve that is left out.
    pub(crate) const fn new(curve: Curve, _: &[u8]) -> Result<(Self, Vec<u8>), KeyFault> {
        Err(KeyFault::Unavailable(curve))
    }

    /// Never called: there is no key.
    pub(crate) const fn sign(&self, _: &[u8], _: &mut Vec<u8>) -> Result<(), SigningFault> {
        match *self {}
    }
}
