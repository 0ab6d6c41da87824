//! What stands in the place of `encrypted.rs` where a build leaves encryption out: a JWE is named and not opened.

use zeroize::Zeroizing;

use super::Verifier;
use crate::limits::{Bounds, TRIAL_KEYS};
use crate::text::time::NumericDate;
use crate::verdict::Verdict;

/// What one call may spend: nothing on what is encrypted.
pub(crate) struct Purse {
    /// Keys tried.
    pub(crate) trials: usize,
}

/// The full purse of one call.
pub(crate) fn purse(bounds: Bounds) -> Purse {
    Purse { trials: bounds.trial_keys.min(TRIAL_KEYS) }
}

/// What cannot exist.
pub(crate) struct Unwrapped {
    pub(crate) verdict: Verdict,
    pub(crate) inner: Option<String>,
    pub(crate) content: Option<Zeroizing<Vec<u8>>>,
}

impl Verifier<'_> {
    /// Never: this build opens nothing.
    #[expect(clippy::unused_self, reason = "it stands for the one that opens")]
    pub(crate) const fn unwrapped(&self, _: &str, _: NumericDate, _: &mut Purse) -> Option<Unwrapped> {
        None
    }
}

impl Verdict {
    /// Never called: nothing was opened.
    #[expect(clippy::unused_self, reason = "it stands for the one that vouches")]
    pub(crate) const fn vouch(&self) {}

    /// Never called: nothing was opened.
    #[expect(clippy::unused_self, reason = "it stands for the one that waits")]
    pub(crate) const fn await_inner(&self) {}
}
