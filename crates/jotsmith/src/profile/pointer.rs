//! A JSON pointer as an answer holds it: names may be as long as the token, and there may be a pointer for each
//! disclosure, or for each token in a claim.

use crate::limits::POINTER_BYTES;

/// The pointer, cut after [`POINTER_BYTES`], with `…` where it was cut.
pub(super) fn shortened(pointer: &str) -> String {
    match pointer.get(..pointer.floor_char_boundary(POINTER_BYTES)) {
        Some(start) if start.len() < pointer.len() => format!("{start}…"),
        Some(_) | None => pointer.into(),
    }
}
