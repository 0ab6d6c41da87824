//! RSA with another padding than the header names, or a PSS salt of another length.

use super::Case;
use crate::alg::{Algorithm, Hash, Scheme};
use crate::crypto::pss_salt_length;
use crate::reason::{Code, Reason};

/// The signature holds under the other of the two paddings.
pub(super) fn padding(case: &mut Case<'_>) {
    let other = match case.algorithm.scheme() {
        Scheme::RsaPkcs1(hash) => Scheme::RsaPss(hash),
        Scheme::RsaPss(hash) => Scheme::RsaPkcs1(hash),
        Scheme::Hmac(_) | Scheme::Ecdsa(..) | Scheme::EdDsa(_) | Scheme::MlDsa(_) => return,
    };
    let Some(other) = Algorithm::ALL.iter().copied().find(|algorithm| algorithm.scheme() == other) else {
        return;
    };
    let (token, keys) = (case.token, case.keys);
    if keys.iter().any(|key| case.holds(key, other, token.signing_input(), token.signature())) {
        case.hint(other_padding(case.algorithm, other));
    }
}

/// The signature is PSS with a salt that is not as long as the hash.
pub(super) fn salt(case: &mut Case<'_>) {
    let (hash, named) = match case.algorithm.scheme() {
        Scheme::RsaPss(hash) => (hash, true),
        Scheme::RsaPkcs1(hash) => (hash, false),
        Scheme::Hmac(_) | Scheme::Ecdsa(..) | Scheme::EdDsa(_) | Scheme::MlDsa(_) => return,
    };
    for key in case.keys {
        let Some((n, e)) = key.held().rsa_numbers() else { continue };
        if !case.may_try() {
            return;
        }
        let (input, signature) = (case.token.signing_input(), case.token.signature());
        let Some(length) = pss_salt_length(n, e, hash, input, signature, case.trials) else { continue };
        // The walk through the lengths took what was left; the cause is found.
        case.trials = 0;
        if length != hash.len_bytes() {
            case.hint(
                Reason::new(Code::HintPssSalt)
                    .found(length.to_string())
                    .expected(hash.len_bytes().to_string()),
            );
        }
        if !named && length != hash.len_bytes() {
            case.hint(other_padding(case.algorithm, pss(hash)));
        }
        return;
    }
}

fn pss(hash: Hash) -> Algorithm {
    match hash {
        Hash::Sha256 => Algorithm::Ps256,
        Hash::Sha384 => Algorithm::Ps384,
        Hash::Sha512 => Algorithm::Ps512,
    }
}

fn other_padding(named: Algorithm, made: Algorithm) -> Reason {
    Reason::new(Code::HintPssPkcs1).found(made.row().words).expected(named.as_str())
}
