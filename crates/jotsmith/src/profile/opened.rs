//! Which profile a text is of, for who opens whatever comes: by its shape and its type, before anything is believed.

pub(crate) use super::held::held;
use super::{dpop, sd_jwt};
use crate::reason::Part;
use crate::text::time::NumericDate;
use crate::token::{Reading, Shape, is_object, names_token, shape};
use crate::verdict::Verdict;
use crate::verify::Verifier;

/// Whether what was read is of a profile that this build leaves out.
pub const fn is_left_out(_: &Reading) -> bool {
    false
}

/// The token that a signed token carries, where its `cty` says so (RFC 7519 section 5.2).
pub(crate) fn nested(reading: &Reading) -> Option<String> {
    let is_token = reading.shape == Shape::Jws && reading.header_text("cty").is_some_and(names_token);
    let payload = reading.part(Part::Payload).filter(|_| is_token)?;
    let text = core::str::from_utf8(&payload.bytes).ok()?.trim_ascii();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The verdict of the profile that the text is of; none where it is of none.
pub(crate) fn judged(verifier: &Verifier<'_>, text: &str, now: NumericDate) -> Option<Verdict> {
    if is_object(text) {
        return sd_jwt::opened(verifier, text, now);
    }
    match shape(text) {
        Shape::SdJwt => Some(sd_jwt::judge(verifier, &verifier.expectations().key_binding, text, now)),
        Shape::Jws => dpop::opened(verifier, text, now),
        Shape::Json | Shape::Jwe | Shape::Other(_) => None,
    }
}
