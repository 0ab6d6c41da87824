//! Any payload with any disclosures as an SD-JWT that is signed. Nothing panics; what is accepted is an object without
//! digests, within the bound of nesting, and its holder presents it to the same claims; every place lies in the text.
#![no_main]

use std::sync::LazyLock;

use jotsmith::json;
use jotsmith::limits::DEFECTS;
use jotsmith::profile::sd_jwt::{SdJwtHolder, SdJwtVerifier};
use jotsmith::text::base64url;
use jotsmith::{Algorithm, Key, NumericDate, Signer, Verifier};
use libfuzzer_sys::fuzz_target;
use sha2::{Digest, Sha256};

static KEY: LazyLock<Key<jotsmith::key::Shared>> =
    LazyLock::new(|| Key::hmac(Algorithm::Hs256, [7; 32]).expect("32 bytes are enough"));

/// Stands in the payload for the digest of the disclosure of this number.
const DIGEST: &str = "#";

fuzz_target!(|bytes: &[u8]| {
    // Lines: the payload, then each disclosure; `#0` is the digest of the first. Chance finds no digest by itself.
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.split('\n');
    let payload = lines.next().unwrap_or_default();
    let mut digests: Vec<String> = Vec::new();
    let mut disclosures = String::new();
    for line in lines {
        let encoded = base64url::encode(filled(line, &digests).as_bytes());
        digests.push(base64url::encode(&Sha256::digest(&encoded)));
        disclosures.push_str(&encoded);
        disclosures.push('~');
    }
    let Ok(signed) = Signer::new(&*KEY).sign_bytes(filled(payload, &digests).as_bytes()) else { return };
    let token = format!("{signed}~{disclosures}");
    let verifier = Verifier::new(&*KEY).any_issuer().any_audience().allow_missing_exp().build();
    let verdict = SdJwtVerifier::new(verifier).no_key_binding().judge(&token, NumericDate(0));
    assert!(verdict.reasons().len() <= 2 * DEFECTS + 16);
    for reason in verdict.reasons() {
        assert!(!reason.clause().is_empty());
        if let Some(span) = reason.place().and_then(|place| place.span) {
            assert!(span.start <= span.end && span.end <= token.len());
        }
    }
    if verdict.accept() {
        let claims = verdict.payload().expect("what is accepted has its claims");
        let tree = json::parse(claims).expect("claims are strict JSON");
        assert!(tree.root().is_object() && tree.root().member("_sd").is_none());
        let holder = SdJwtHolder::parse(&token).expect("what is accepted can be held");
        assert_eq!(holder.disclose_all().present(), token);
    }
});

fn filled(text: &str, digests: &[String]) -> String {
    let number = |(index, digest): (usize, &String)| (format!("{DIGEST}{index}"), digest.clone());
    digests
        .iter()
        .enumerate()
        .map(number)
        .rev()
        .fold(text.to_owned(), |text, (name, digest)| text.replace(&name, &digest))
}
