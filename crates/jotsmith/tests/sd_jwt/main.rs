//! SD-JWT (RFC 9901): each rule of section 7, named, with the code that a breach has; bounds at, below and above them.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod disclosures;
mod issuing;
mod json_serialization;
mod key_binding;
mod properties;

use jotsmith::profile::sd_jwt::SdJwtVerifier;
use jotsmith::text::base64url;
use jotsmith::{Algorithm, AnyKey, Key, NumericDate, Signer, Verdict, Verifier};
use sha2::{Digest, Sha256};
use testkit::keys;

const NOW: NumericDate = NumericDate(1_795_442_711);

static KEY: std::sync::LazyLock<Key<jotsmith::key::Shared>> = std::sync::LazyLock::new(key);

fn key() -> Key<jotsmith::key::Shared> {
    Key::hmac(Algorithm::Hs256, [7; 32]).unwrap()
}

fn holder_key() -> Key<jotsmith::key::Private> {
    private(keys::ED25519_PKCS8)
}

fn private(text: &str) -> Key<jotsmith::key::Private> {
    let AnyKey::Private(key) = AnyKey::read(text.as_bytes()).unwrap() else { panic!("a private key") };
    key
}

fn verifier() -> Verifier<'static> {
    Verifier::new(&key()).any_issuer().any_audience().allow_missing_exp().build()
}

fn judge(token: &str) -> Verdict {
    SdJwtVerifier::new(verifier()).no_key_binding().judge(token, NOW)
}

fn disclosure(json: &str) -> (String, String) {
    let text = base64url::encode(json.as_bytes());
    let digest = base64url::encode(&Sha256::digest(&text));
    (text, digest)
}

fn token(payload: &str, disclosures: &[&str]) -> String {
    let mut token = Signer::new(&key()).no_typ().sign_json(payload.as_bytes()).unwrap();
    token.push('~');
    for disclosure in disclosures {
        token.push_str(disclosure);
        token.push('~');
    }
    token
}

fn codes(verdict: &Verdict) -> Vec<&'static str> {
    verdict.reasons().iter().map(|reason| reason.code().as_str()).collect()
}

fn messages(verdict: &Verdict) -> Vec<String> {
    verdict.reasons().iter().map(ToString::to_string).collect()
}

fn claims(verdict: &Verdict) -> &str {
    assert!(verdict.accept(), "{}", verdict.sentence());
    std::str::from_utf8(verdict.payload().unwrap()).unwrap()
}
