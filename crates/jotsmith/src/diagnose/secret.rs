//! One side decoded the secret and the other did not, or an editor put a line break after it.

use zeroize::Zeroizing;

use super::Case;
use crate::key::{AnyKey, Encoding, Secret};
use crate::reason::{Code, Reason};

/// The encodings that a text may be in, and what to say if it is.
const ENCODINGS: [(Encoding, Code); 3] = [
    (Encoding::Base64, Code::HintSecretBase64),
    (Encoding::Base64url, Code::HintSecretBase64url),
    (Encoding::Hex, Code::HintSecretHex),
];

/// The secret is a text in base64, base64url or hex, and the signer decoded it.
pub(super) fn encoded(case: &mut Case<'_>) {
    for secret in secrets(case) {
        let Ok(text) = core::str::from_utf8(secret.bytes()) else { continue };
        let mut tried = Vec::new();
        for (encoding, code) in ENCODINGS {
            let Ok(decoded) = Secret::parse(encoding, text.trim_end_matches(['\r', '\n'])) else { continue };
            let decoded = Zeroizing::new(decoded.bytes().to_vec());
            if tried.contains(&decoded) {
                continue;
            }
            if case.mac_holds(&decoded) {
                case.hint(Reason::new(code));
            }
            tried.push(decoded);
        }
    }
}

/// The secret was decoded, and the signer took the text as it stands.
pub(super) fn undecoded(case: &mut Case<'_>) {
    for secret in secrets(case) {
        for (encoding, _) in ENCODINGS {
            let Some(text) = secret.written(encoding) else { continue };
            let padded = Zeroizing::new(format!("{}{}", *text, "=".repeat((4 - text.len() % 4) % 4)));
            let other = match encoding {
                Encoding::Base64 => Zeroizing::new(text.trim_end_matches('=').to_owned()),
                Encoding::Base64url => padded,
                Encoding::Hex | Encoding::Utf8 => Zeroizing::new(text.to_ascii_uppercase()),
            };
            let same = *other == *text;
            if case.mac_holds(text.as_bytes()) || (!same && case.mac_holds(other.as_bytes())) {
                case.hint(Reason::new(Code::HintSecretText).found(encoding.as_str()));
                break;
            }
        }
    }
}

/// A line break stands at the end of the secret on one of the two sides.
pub(super) fn newline(case: &mut Case<'_>) {
    for secret in secrets(case) {
        let bytes = secret.bytes();
        let without = bytes
            .strip_suffix(b"\r\n")
            .or_else(|| bytes.strip_suffix(b"\n"))
            .or_else(|| bytes.strip_suffix(b"\r"));
        if let Some(without) = without
            && case.mac_holds(without)
        {
            case.hint(Reason::new(Code::HintSecretNewline).found("loses its final newline"));
        }
        for newline in [&b"\n"[..], b"\r\n"] {
            if case.mac_holds(&Zeroizing::new([bytes, newline].concat())) {
                case.hint(Reason::new(Code::HintSecretNewline).found("has a newline at its end"));
            }
        }
    }
}

fn secrets(case: &Case<'_>) -> Vec<Secret> {
    let secret = |key: &AnyKey| match key {
        AnyKey::Shared(key) => Some(key.secret().clone()),
        AnyKey::Private(_) | AnyKey::Public(_) => None,
    };
    case.keys.iter().filter_map(secret).collect()
}
