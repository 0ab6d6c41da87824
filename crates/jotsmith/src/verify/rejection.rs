//! Why a token was not accepted.

use core::fmt;

use crate::reason::Code;
use crate::verdict::Verdict;

/// The whole verdict on a token that was not accepted. It displays as its sentence.
#[derive(Clone, Debug)]
pub struct Rejection(Box<Verdict>);

impl Rejection {
    pub(crate) fn new(verdict: Verdict) -> Self {
        Self(Box::new(verdict))
    }

    /// The verdict: every check that failed, not only the first.
    pub const fn verdict(&self) -> &Verdict {
        &self.0
    }

    /// The code of the first error that the sentence names; none where nothing failed and something was not checked.
    pub fn code(&self) -> Option<Code> {
        self.0.errors().next().map(crate::reason::Reason::code)
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.sentence())
    }
}

impl core::error::Error for Rejection {}
