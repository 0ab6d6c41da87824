//! Stands where the page has no second way to do base64url: there, small code is worth more.

/// Nothing was decoded.
pub(super) const fn decode_into(_text: &[u8], _out: &mut Vec<u8>) -> bool {
    false
}

/// Nothing was encoded.
pub(super) const fn encode_into(_bytes: &[u8], _out: &mut String) -> bool {
    false
}
