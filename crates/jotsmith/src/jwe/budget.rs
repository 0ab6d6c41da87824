//! What one call may spend, all recipients and layers together (`limits.rs`).

use crate::limits::{INFLATED_BYTES, PBES2_ITERATIONS, TRIAL_KEYS};

/// What is left to spend.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    /// Iterations of PBKDF2.
    pub(super) iterations: u32,
    /// Bytes that compressed content inflates to.
    pub(super) inflated: usize,
    /// Keys tried.
    pub(super) trials: usize,
}

impl Budget {
    /// What one call begins with.
    pub(crate) const fn whole() -> Self {
        Self { iterations: PBES2_ITERATIONS, inflated: INFLATED_BYTES, trials: TRIAL_KEYS }
    }
}
