//! base64url with the widest registers that the processor has, by `base64-simd`: the native build's way. What it does
//! not decode is decoded again by the judge beside it, who names the fault.

use base64_simd::URL_SAFE_NO_PAD;

/// Appends what the text stands for, where it is base64url without a fault. Else nothing is appended.
pub(super) fn decode_into(text: &[u8], out: &mut Vec<u8>) -> bool {
    URL_SAFE_NO_PAD.decode_append(text, out).is_ok()
}

/// Appends the bytes as base64url; whether that was done.
pub(super) fn encode_into(bytes: &[u8], out: &mut String) -> bool {
    URL_SAFE_NO_PAD.encode_append(bytes, out);
    true
}
