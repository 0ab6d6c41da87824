//! jwt-simple: pure Rust in one build, BoringSSL in the other.

use crate::data::{
    AUDIENCE, CLASSIC, CLASSIC_SECRET, ClassicPrivate, ISSUER, KID, PrivateClaims, SECRET, claims,
};
use crate::harness::Bench;
use crate::keys::Keys;
use anyhow::Result;
use jwt_simple::prelude::*;
use std::collections::HashSet;
use std::hint::black_box;

const NAME: &str =
    if cfg!(feature = "boring") { "jwt-simple 0.15 (BoringSSL)" } else { "jwt-simple 0.15 (pure Rust)" };

fn filled() -> JWTClaims<PrivateClaims> {
    let real = claims();
    let own = PrivateClaims { scope: real.scope, client_id: real.client_id };
    let mut claims = Claims::with_custom_claims(own, Duration::from_secs(1))
        .with_issuer(ISSUER)
        .with_audience(AUDIENCE)
        .with_subject(real.sub)
        .with_jwt_id(real.jti)
        .invalid_before(UnixTimeStamp::from_secs(real.nbf));
    claims.expires_at = Some(UnixTimeStamp::from_secs(real.exp));
    claims.issued_at = Some(UnixTimeStamp::from_secs(real.iat));
    claims
}

macro_rules! pair {
    ($bench:ident, $case:literal, $private:expr, $public:expr, $sign:ident) => {{
        let (private, public) = ($private, $public);
        let claims = filled();
        let token = private.$sign(claims.clone())?;
        let options = VerificationOptions {
            allowed_issuers: Some(HashSet::from([ISSUER.to_string()])),
            allowed_audiences: Some(HashSet::from([AUDIENCE.to_string()])),
            ..Default::default()
        };
        $bench.add(concat!($case, " verify"), NAME, move || {
            let verified = public.verify_token::<PrivateClaims>(black_box(&token), Some(options.clone()));
            black_box(verified.expect("the token holds"));
        });
        $bench.add(concat!($case, " sign"), NAME, move || {
            black_box(private.$sign(black_box(claims.clone())).expect("the key signs"));
        });
    }};
}

pub(super) fn add(bench: &mut Bench, keys: &Keys) -> Result<()> {
    let key = HS256Key::from_bytes(CLASSIC_SECRET);
    bench.add("HS256 verify classic", NAME, move || {
        let verified = key.verify_token::<ClassicPrivate>(black_box(CLASSIC), None);
        black_box(verified.expect("the token holds"));
    });
    pair!(
        bench,
        "HS256",
        HS256Key::from_bytes(SECRET).with_key_id(KID),
        HS256Key::from_bytes(SECRET),
        authenticate
    );
    pair!(
        bench,
        "RS256",
        RS256KeyPair::from_pem(&keys.rsa.pkcs8_pem)?.with_key_id(KID),
        RS256PublicKey::from_pem(&keys.rsa.spki_pem)?,
        sign
    );
    pair!(
        bench,
        "ES256",
        ES256KeyPair::from_pem(&keys.p256.pkcs8_pem)?.with_key_id(KID),
        ES256PublicKey::from_pem(&keys.p256.spki_pem)?,
        sign
    );
    pair!(
        bench,
        "ES384",
        ES384KeyPair::from_pem(&keys.p384.pkcs8_pem)?.with_key_id(KID),
        ES384PublicKey::from_pem(&keys.p384.spki_pem)?,
        sign
    );
    // Its reader of PEM wants its own form of PKCS#8: the seed and the public key do.
    let public = keys.ed25519.public_bytes();
    let private = [keys.ed25519.seed()?.as_slice(), public].concat();
    pair!(
        bench,
        "EdDSA",
        Ed25519KeyPair::from_bytes(&private)?.with_key_id(KID),
        Ed25519PublicKey::from_bytes(public)?,
        sign
    );
    Ok(())
}
