//! What stands in the place of `chain.rs` where a build leaves certificates out: no root exists.

use super::{AnyKey, KeyError};
use crate::text::time::NumericDate;

/// Root certificates that the caller trusts. They cannot exist in this build.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_enums, reason = "it has no value")]
pub enum Roots {}

impl Roots {
    /// Names what is left out.
    ///
    /// # Errors
    /// `key-unavailable`.
    pub fn read(_: &[u8]) -> Result<Self, KeyError> {
        Err(KeyError::unavailable("certificates"))
    }

    /// Never called: there are no roots.
    ///
    /// # Errors
    /// None.
    pub const fn certified(&self, _: &str, _: NumericDate) -> Result<CertifiedKeys, KeyError> {
        match *self {}
    }
}

/// Keys that a token brought in its own certificates. They cannot exist in this build.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_enums, reason = "it has no value")]
pub enum CertifiedKeys {}

impl CertifiedKeys {
    /// Never called: there are none.
    pub const fn keys(&self) -> &[AnyKey] {
        match *self {}
    }
}
