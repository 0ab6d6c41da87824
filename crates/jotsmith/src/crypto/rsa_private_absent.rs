//! What stands in the place of `rsa_private.rs` where a build leaves private RSA keys out: none exists.

use core::fmt;

use super::rsa::{Padding, RsaParts};
use super::{KeyFault, SigningFault};
use crate::alg::Hash;

/// A key that cannot exist.
#[derive(Clone)]
pub(crate) enum RsaPrivate {}

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

impl fmt::Debug for RsaPrivate {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}
