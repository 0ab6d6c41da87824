//! Which profile a text is of, for who opens whatever comes: by its shape and its type, before anything is believed.

use super::{dpop, sd_jwt};
use crate::text::time::NumericDate;
use crate::token::{Reading, Shape, shape};
use crate::verdict::Verdict;
use crate::verify::Verifier;

/// Whether what was read is of a profile that this build leaves out.
pub const fn is_left_out(_: &Reading) -> bool {
    false
}

/// The verdict of the profile that the text is of; none where it is of none.
pub(crate) fn judged(verifier: &Verifier<'_>, text: &str, now: NumericDate) -> Option<Verdict> {
    match shape(text) {
        Shape::SdJwt => Some(sd_jwt::judge(verifier, &verifier.expectations().key_binding, text, now)),
        Shape::Jws => dpop::opened(verifier, text, now),
        Shape::Json | Shape::Jwe | Shape::Other(_) => None,
    }
}
