//! What only a verifier can make: claims that were verified.

use crate::alg::Algorithm;
use crate::reason::Reason;

/// Claims of a token that was accepted. There is no other way to get one than a [`Verifier`](super::Verifier).
#[derive(Clone, Debug)]
pub struct Verified<C> {
    claims: C,
    algorithm: Option<Algorithm>,
    key: Option<usize>,
    warnings: Vec<Reason>,
}

impl<C> Verified<C> {
    pub(crate) const fn new(
        claims: C,
        algorithm: Option<Algorithm>,
        key: Option<usize>,
        warnings: Vec<Reason>,
    ) -> Self {
        Self { claims, algorithm, key, warnings }
    }

    /// The same with these claims, which are what was verified.
    pub(super) fn with<D>(self, claims: D) -> Verified<D> {
        Verified { claims, algorithm: self.algorithm, key: self.key, warnings: self.warnings }
    }

    /// The claims; the payload, where bytes were asked for.
    pub const fn claims(&self) -> &C {
        &self.claims
    }

    /// The claims, taken out.
    pub fn into_claims(self) -> C {
        self.claims
    }

    /// The algorithm under which the signature held.
    pub const fn algorithm(&self) -> Option<Algorithm> {
        self.algorithm
    }

    /// Which of the keys that were given the signature held under: its index among all entries of a key set.
    pub const fn key_index(&self) -> Option<usize> {
        self.key
    }

    /// What is worth knowing all the same: warnings and notes, never an error.
    pub fn warnings(&self) -> &[Reason] {
        &self.warnings
    }
}
