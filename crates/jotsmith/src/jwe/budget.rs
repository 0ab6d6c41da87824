//! What one call may spend, all recipients and layers together (`limits.rs`).

use core::fmt::Display;

use crate::limits::{Bounds, TRIAL_KEYS};

/// What is left to spend.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    /// What it began with.
    pub(super) bounds: Bounds,
    /// Iterations of PBKDF2.
    pub(super) iterations: u32,
    /// Bytes that compressed content inflates to.
    pub(super) inflated: usize,
    /// Keys tried.
    pub(crate) trials: usize,
}

impl Budget {
    /// What is left of a bound, for a sentence: the bound itself where nothing was spent.
    pub(super) fn words<N: Copy + PartialEq + Display>(
        left: N,
        all: N,
        in_words: impl Into<String>,
    ) -> String {
        let all_in_words = in_words.into();
        if left == all { all_in_words } else { format!("the {left} that are left of {all_in_words}") }
    }

    /// What one call begins with.
    pub(crate) fn of(bounds: Bounds) -> Self {
        let Bounds { inflated_bytes, pbes2_iterations, trial_keys, .. } = bounds;
        let trials = trial_keys.min(TRIAL_KEYS);
        Self { bounds, iterations: pbes2_iterations, inflated: inflated_bytes, trials }
    }
}
