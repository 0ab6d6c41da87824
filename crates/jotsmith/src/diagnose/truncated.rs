//! A signature that stops early: the end of the token was not copied.

use super::Case;
use crate::alg::{Curve, Scheme};
use crate::crypto::Mac;
use crate::key::AnyKey;
use crate::reason::{Code, Reason};

/// Bytes of a MAC that must be there before their being right means anything.
const LEAST: usize = 8;

/// The signature is the beginning of one. A MAC must be the beginning of the right one.
pub(super) fn signature(case: &mut Case<'_>) {
    // Without a key EdDSA is taken for the one that is common.
    let curve = case.keys.iter().find(|key| case.is_meant(key)).and_then(AnyKey::curve);
    let Some(whole) = case.algorithm.specified(curve.or(Some(Curve::Ed25519))).signature_bytes() else {
        return;
    };
    let there = case.token.signature().len();
    if there >= whole {
        return;
    }
    let found = match case.algorithm.scheme() {
        Scheme::Hmac(hash) => {
            let (token, keys) = (case.token, case.keys);
            let begins = |case: &mut Case<'_>, key: &AnyKey| {
                let AnyKey::Shared(key) = key else { return false };
                let mut mac = Vec::new();
                if case.may_try() {
                    Mac::new(hash, key.secret().bytes()).sign(token.signing_input(), &mut mac);
                }
                mac.starts_with(token.signature())
            };
            if there < LEAST || !keys.iter().any(|key| begins(case, key)) {
                return;
            }
            format!("the signature stops after {there} of {whole} bytes, and they are right")
        }
        // An ECDSA signature in DER of small numbers may be short; DER says its own length.
        Scheme::Ecdsa(..) if case.token.signature().first() == Some(&0x30) => return,
        Scheme::Ecdsa(..) | Scheme::EdDsa(_) | Scheme::MlDsa(_) => {
            format!("the signature stops after {there} of {whole} bytes")
        }
        Scheme::RsaPkcs1(_) | Scheme::RsaPss(_) => return,
    };
    case.hint(Reason::new(Code::HintTruncated).found(found));
}
