//! Any type as JSON into a buffer that is used again: the native build's way, which allocates nothing once the buffer
//! has grown.

use serde::Serialize;

/// Writes the value into `out`, which begins empty.
///
/// # Errors
/// The type's own refusal.
pub(crate) fn fill<T: Serialize>(out: &mut Vec<u8>, value: &T) -> Result<(), serde_json::Error> {
    out.clear();
    serde_json::to_writer(out, value)
}
