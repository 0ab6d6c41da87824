//! Stands where `serde_json` is built without `std`, and so cannot write into a buffer of ours.

use serde::Serialize;

/// Writes the value into `out`, which begins anew.
///
/// # Errors
/// The type's own refusal.
pub(crate) fn fill<T: Serialize>(out: &mut Vec<u8>, value: &T) -> Result<(), serde_json::Error> {
    *out = serde_json::to_vec(value)?;
    Ok(())
}
