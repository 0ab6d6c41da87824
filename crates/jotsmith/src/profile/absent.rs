//! What stands in the place of the profiles in a build without them, as the page's first module is: none is opened.

use super::Held;
use crate::reason::Part;
use crate::text::time::NumericDate;
use crate::token::{Reading, Shape, is_object};
use crate::verdict::Verdict;
use crate::verify::Verifier;

/// Whether what was read is of a profile that this build leaves out.
pub fn is_left_out(reading: &Reading) -> bool {
    matches!(reading.shape, Shape::SdJwt | Shape::Jwe)
        || is_serialization(&reading.text)
        || reading.header_text("typ") == Some("dpop+jwt")
        || ["cty", "x5c"].iter().any(|name| reading.header_member(name).is_some())
        || reading.part(Part::Payload).is_some_and(|payload| holds_header(&payload.bytes))
}

/// No token inside a signed one.
pub(crate) const fn nested(_: &Reading) -> Option<String> {
    None
}

/// No token in a claim.
pub(crate) const fn held(_: &Reading) -> Vec<Held> {
    Vec::new()
}

/// No verdict of a profile.
pub(crate) const fn judged(_: &Verifier<'_>, _: &str, _: NumericDate, _: &mut usize) -> Option<Verdict> {
    None
}

/// Whether a text that begins as an object names what JSON serializations have.
fn is_serialization(text: &str) -> bool {
    is_object(text) && ["\"signature", "\"ciphertext\""].iter().any(|name| text.contains(name))
}

/// Whether a string in a payload begins as the header of a token does, `{"` in base64url.
fn holds_header(payload: &[u8]) -> bool {
    payload.windows(4).any(|bytes| bytes == b"\"eyJ")
}
