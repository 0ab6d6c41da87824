//! The wrong key: another of the set, a public key used as a secret, or the key of a certificate in the header.

use super::Case;
use crate::key::{AnyKey, KeySet, spellings};
use crate::reason::escape::compared;
use crate::reason::{Code, Reason};

/// The signature holds under a key that the token does not name.
pub(super) fn other_key(case: &mut Case<'_>) {
    let (token, keys) = (case.token, case.keys);
    for (index, key) in keys.iter().enumerate() {
        if case.is_meant(key) || !case.is_for(key) {
            continue;
        }
        if case.holds(key, case.algorithm, token.signing_input(), token.signature()) {
            let found = match key.kid() {
                Some(kid) => format!("the one with the kid {}", compared(kid.as_str())),
                None => format!("the {} of those given", ordinal(index + 1)),
            };
            case.hint(Reason::new(Code::HintOtherKey).found(found));
        }
    }
}

/// The MAC was made with the text of a public key: whoever can read the key can make it (RFC 8725 section 2.1).
pub(super) fn public_key(case: &mut Case<'_>) {
    if !case.algorithm.is_symmetric() {
        return;
    }
    for key in case.keys.iter().filter(|key| !matches!(key, AnyKey::Shared(_))) {
        if spellings(key.held()).iter().any(|spelling| case.mac_holds(spelling)) {
            case.hint(Reason::new(Code::HmacPublicKey));
        }
    }
}

/// The signature holds under the first certificate of `x5c`.
pub(super) fn certificate(case: &mut Case<'_>) {
    let token = case.token;
    let first = token.header().parameter("x5c").and_then(|chain| chain.elements().next()?.as_str());
    let Some(keys) = first.and_then(|certificate| KeySet::read(certificate.as_bytes()).ok()) else { return };
    let Some((_, key)) = keys.keys().next() else { return };
    if case.holds(key, case.algorithm, token.signing_input(), token.signature()) {
        case.hint(Reason::new(Code::HintCertificate));
    }
}

fn ordinal(number: usize) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}
