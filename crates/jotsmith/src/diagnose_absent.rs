//! What stands in the place of `diagnose/` where a build leaves the diagnosis out: nothing is tried, and nobody knows why.

use crate::key::AnyKey;
use crate::reason::Reason;
use crate::token::Token;
use crate::verdict::Verdict;

/// Why a signature does not hold: in this build nobody knows.
pub const fn diagnose(_token: &Token, _keys: &[AnyKey]) -> Vec<Reason> {
    Vec::new()
}

/// Adds nothing to the verdict.
pub const fn add_hints(_verdict: &mut Verdict, _text: &str, _keys: &[AnyKey]) {}
