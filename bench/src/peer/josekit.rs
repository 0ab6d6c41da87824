//! josekit, on OpenSSL. It has no typed claims: a map is what it gives.

use crate::data::{AUDIENCE, CLASSIC, CLASSIC_SECRET, ISSUER, KID, PAYLOAD, SECRET};
use crate::harness::Bench;
use crate::keys::Keys;
use anyhow::Result;
use josekit::jws::{ES256, ES384, EdDSA, HS256, JwsHeader, JwsSigner, JwsVerifier, RS256};
use josekit::jwt::{JwtPayload, JwtPayloadValidator, decode_with_verifier, encode_with_signer};
use std::hint::black_box;
use std::time::SystemTime;

const NAME: &str = "josekit 0.10 (OpenSSL)";

pub(super) fn add(bench: &mut Bench, keys: &Keys) -> Result<()> {
    // Some releases refuse a secret shorter than the hash; then there is no such side.
    if let Ok(verifier) = HS256.verifier_from_bytes(CLASSIC_SECRET) {
        bench.add("HS256 verify classic", NAME, move || {
            black_box(decode_with_verifier(black_box(CLASSIC), &verifier).expect("the token holds"));
        });
    }
    let all: Vec<(&str, Box<dyn JwsSigner>, Box<dyn JwsVerifier>)> = vec![
        ("HS256", Box::new(HS256.signer_from_bytes(SECRET)?), Box::new(HS256.verifier_from_bytes(SECRET)?)),
        (
            "RS256",
            Box::new(RS256.signer_from_pem(&keys.rsa.pkcs8_pem)?),
            Box::new(RS256.verifier_from_pem(&keys.rsa.spki_pem)?),
        ),
        (
            "ES256",
            Box::new(ES256.signer_from_pem(&keys.p256.pkcs8_pem)?),
            Box::new(ES256.verifier_from_pem(&keys.p256.spki_pem)?),
        ),
        (
            "ES384",
            Box::new(ES384.signer_from_pem(&keys.p384.pkcs8_pem)?),
            Box::new(ES384.verifier_from_pem(&keys.p384.spki_pem)?),
        ),
        (
            "EdDSA",
            Box::new(EdDSA.signer_from_pem(&keys.ed25519.pkcs8_pem)?),
            Box::new(EdDSA.verifier_from_pem(&keys.ed25519.spki_pem)?),
        ),
    ];
    for (case, signer, verifier) in all {
        let payload = JwtPayload::from_map(serde_json::from_str::<serde_json::Map<_, _>>(PAYLOAD)?)?;
        let mut header = JwsHeader::new();
        header.set_token_type("JWT");
        header.set_key_id(KID);
        let token = encode_with_signer(&payload, &header, &*signer)?;
        bench.add(&format!("{case} verify"), NAME, move || {
            let (payload, _) = decode_with_verifier(black_box(&token), &*verifier).expect("the token holds");
            let mut validator = JwtPayloadValidator::new();
            validator.set_base_time(SystemTime::now());
            validator.set_issuer(ISSUER);
            validator.set_audience(AUDIENCE);
            validator.validate(&payload).expect("the claims hold");
            black_box(payload);
        });
        bench.add(&format!("{case} sign"), NAME, move || {
            black_box(encode_with_signer(black_box(&payload), &header, &*signer).expect("the key signs"));
        });
    }
    Ok(())
}
