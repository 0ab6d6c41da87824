//! The payload as it is signed: in base64url or as it is (RFC 7797), inside the token or detached from it (RFC 7515
//! appendix F).
//!
//! In goes the protected header as it is sent and the payload, out comes the signing input. Whether a payload may be
//! sent that way is said here; who may sign or verify is not.

use crate::text::base64url::encode_into;

/// A payload as it takes part in the signing input.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Payload<'p> {
    /// Bytes that are signed as they are: `b64` false, or base64url as it was sent.
    AsItIs(&'p [u8]),
    /// Bytes that are signed in base64url.
    Encoded(&'p [u8]),
}

/// The signing input: the protected header as it is sent, a dot, the payload (RFC 7515 section 5.1, RFC 7797
/// section 3).
pub(crate) fn signing_input(protected: &str, payload: Payload<'_>) -> Vec<u8> {
    let mut input = String::with_capacity(protected.len() + 1);
    input.push_str(protected);
    input.push('.');
    match payload {
        Payload::AsItIs(bytes) => {
            let mut input = input.into_bytes();
            input.extend_from_slice(bytes);
            return input;
        }
        Payload::Encoded(bytes) => encode_into(bytes, &mut input),
    }
    input.into_bytes()
}

/// The first byte of a payload that cannot stand as it is inside a compact token: what is not printable ASCII, and the
/// dot, which ends the part (RFC 7797 section 5.2).
pub(crate) fn unfit_for_compact(payload: &[u8]) -> Option<usize> {
    payload.iter().position(|byte| !matches!(byte, b' '..=b'-' | b'/'..=b'~'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_printable_ascii_less_the_dot_into_a_compact_token() {
        assert_eq!(unfit_for_compact(b" -/~A"), None);
        assert_eq!(unfit_for_compact(b""), None);
        for unfit in [&b"$.02"[..], b"a\x7f", b"a\x1f", "a\u{e9}".as_bytes()] {
            assert_eq!(unfit_for_compact(unfit), Some(1), "{unfit:?}");
        }
    }

    #[test]
    fn joins_header_and_payload_with_one_dot() {
        assert_eq!(signing_input("h", Payload::AsItIs(b"$.02")), b"h.$.02");
        assert_eq!(signing_input("h", Payload::Encoded(b"$.02")), b"h.JC4wMg");
        assert_eq!(signing_input("", Payload::AsItIs(b"JC4wMg")), b".JC4wMg");
    }
}
