//! What stands in the place of `ml_dsa.rs` where a build leaves ML-DSA out: no key of it exists.

use core::fmt;

use super::{KeyFault, SignatureFault, SigningFault};
use crate::alg::ParameterSet;

/// A key that cannot exist.
pub(crate) enum MlDsaPublic {}

impl MlDsaPublic {
    /// Names the algorithm that is left out.
    pub(crate) const fn new(set: ParameterSet, _: &[u8]) -> Result<Self, KeyFault> {
        Err(KeyFault::UnavailableAlgorithm(set.algorithm()))
    }

    /// Never called: there is no key.
    pub(crate) const fn verify(&self, _: &[u8], _: &[u8]) -> Result<(), SignatureFault> {
        match *self {}
    }
}

impl fmt::Debug for MlDsaPublic {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

/// A key that cannot exist.
pub(crate) enum MlDsaPrivate {}

impl MlDsaPrivate {
    /// Names the algorithm that is left out.
    pub(crate) const fn new(set: ParameterSet, _: &[u8]) -> Result<Self, KeyFault> {
        Err(KeyFault::UnavailableAlgorithm(set.algorithm()))
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

impl fmt::Debug for MlDsaPrivate {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}
