//! The rules of the design, one test each and named after it: which key is chosen, how times are compared, what a
//! careful verifier refuses.
//!
//! In goes a token that is signed whatever its header says, out come the codes of its verdict. What tokens look like
//! when they are shown belongs to the golden files, not here.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod bounds;
mod careful_verifier;
mod choosing_the_key;
mod claims_arithmetic;
mod json_serialization;
mod properties;
mod tokens_in_claims;

use hmac::{Hmac, KeyInit as _, Mac as _};
use jotsmith::check::{Expectations, Expected};
use jotsmith::reason::Code;
use jotsmith::text::base64url::encode;
use jotsmith::verdict::Verdict;
use jotsmith::{Algorithm, AnyKey, Key, NumericDate, Verifier};

/// The instant of every test here.
const NOW: NumericDate = NumericDate(1_000);
const SECRET: &[u8] = b"0123456789abcdef0123456789abcdef";

/// The key of every test that is not about keys.
fn key() -> AnyKey {
    Key::hmac(Algorithm::Hs256, SECRET).unwrap().into()
}

/// A key from its text.
fn read(text: &str) -> AnyKey {
    AnyKey::read(text.as_bytes()).unwrap()
}

/// The JWK with more members before its own.
fn with(jwk: &str, members: &str) -> AnyKey {
    read(&jwk.trim().replacen('{', &format!("{{{members},"), 1))
}

/// The MAC over a signing input.
fn mac(input: &str) -> Vec<u8> {
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(SECRET).unwrap();
    mac.update(input.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

/// A token whose HMAC holds, whatever header and payload are.
fn signed(header: impl AsRef<[u8]>, payload: impl AsRef<[u8]>) -> String {
    let input = format!("{}.{}", encode(header.as_ref()), encode(payload.as_ref()));
    format!("{input}.{}", encode(&mac(&input)))
}

/// Issuer and audience are waived, `exp` may be absent, nothing else is.
fn waived() -> Expectations {
    Expectations {
        issuer: Expected::Any,
        audience: Expected::Any,
        allow_missing_exp: true,
        ..Expectations::default()
    }
}

fn judge(keys: Vec<AnyKey>, expect: Expectations, token: &str) -> Verdict {
    Verifier::expecting(keys, expect).judge(token, NOW)
}

/// The codes of the verdict in its order, errors and others; empty where all is well. Which keys of several were left
/// out is told by a test of its own.
fn codes(verdict: &Verdict) -> String {
    let told = verdict.reasons().iter().filter(|reason| reason.code() != Code::KeyLeftOut);
    let codes: Vec<&str> = told.map(|reason| reason.code().as_str()).collect();
    assert_eq!(verdict.accept(), verdict.payload().is_some());
    codes.join(" ")
}

/// The codes of a token with this header and these claims under the one right key.
fn codes_of(header: &str, payload: impl AsRef<[u8]>) -> String {
    let verdict = judge(vec![key()], waived(), &signed(header, payload));
    let codes = codes(&verdict);
    assert_eq!(verdict.accept(), codes.is_empty(), "{codes}");
    codes
}
