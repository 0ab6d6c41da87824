//! jwt-compact, on RustCrypto. It has no ES384.

use crate::data::{
    AUDIENCE, CLASSIC, CLASSIC_SECRET, ClassicUntimed, ISSUER, KID, SECRET, UntimedClaims, claims,
};
use crate::harness::Bench;
use crate::keys::Keys;
use anyhow::{Context as _, Result};
use chrono::DateTime;
use jwt_compact::alg::{Ed25519, Es256, Hs256, Hs256Key, Rsa};
use jwt_compact::prelude::*;
use p256::pkcs8::{DecodePrivateKey as _, DecodePublicKey as _};
use std::hint::black_box;

const NAME: &str = "jwt-compact 0.8";

fn filled() -> Result<jwt_compact::Claims<UntimedClaims>> {
    let real = claims();
    let own = UntimedClaims {
        iss: real.iss,
        sub: real.sub,
        aud: real.aud,
        jti: real.jti,
        scope: real.scope,
        client_id: real.client_id,
    };
    let time = |seconds: u64| DateTime::from_timestamp(i64::try_from(seconds).ok()?, 0);
    let mut claims = jwt_compact::Claims::new(own);
    claims.expiration = Some(time(real.exp).context("a time of this era")?);
    claims.not_before = Some(time(real.nbf).context("a time of this era")?);
    claims.issued_at = Some(time(real.iat).context("a time of this era")?);
    Ok(claims)
}

macro_rules! pair {
    ($bench:ident, $case:literal, $algorithm:expr, $private:expr, $public:expr) => {{
        let (private, public) = ($private, $public);
        let claims = filled()?;
        let header = Header::empty().with_token_type("JWT").with_key_id(KID);
        let token = $algorithm.token(&header, &claims, &private)?;
        let options = TimeOptions::default();
        let algorithm = $algorithm;
        $bench.add(concat!($case, " verify"), NAME, move || {
            let token = UntrustedToken::new(black_box(&token)).expect("a token");
            let token: Token<UntimedClaims> =
                algorithm.validator(&public).validate(&token).expect("the token holds");
            let claims = token.claims();
            let timely = claims.validate_expiration(&options).and_then(|c| c.validate_maturity(&options));
            assert!(timely.is_ok() && claims.custom.iss == ISSUER && claims.custom.aud == AUDIENCE);
            black_box(token);
        });
        let algorithm = $algorithm;
        $bench.add(concat!($case, " sign"), NAME, move || {
            black_box(algorithm.token(&header, black_box(&claims), &private).expect("the key signs"));
        });
    }};
}

pub(super) fn add(bench: &mut Bench, keys: &Keys) -> Result<()> {
    let key = Hs256Key::new(CLASSIC_SECRET);
    bench.add("HS256 verify classic", NAME, move || {
        let token = UntrustedToken::new(black_box(CLASSIC)).expect("a token");
        let token: Token<ClassicUntimed> = Hs256.validator(&key).validate(&token).expect("the token holds");
        black_box(token);
    });
    pair!(bench, "HS256", Hs256, Hs256Key::new(SECRET), Hs256Key::new(SECRET));
    pair!(
        bench,
        "RS256",
        Rsa::rs256(),
        rsa::RsaPrivateKey::from_pkcs8_der(&keys.rsa.pkcs8)?,
        rsa::RsaPublicKey::from_public_key_der(&keys.rsa.spki)?
    );
    let p256 = p256::ecdsa::SigningKey::from_pkcs8_der(&keys.p256.pkcs8)?;
    let p256_public = *p256.verifying_key();
    pair!(bench, "ES256", Es256, p256.clone(), p256_public);
    let ed25519 = ed25519_dalek::SigningKey::from_bytes(&keys.ed25519.seed()?);
    let ed25519_public = ed25519.verifying_key();
    pair!(bench, "EdDSA", Ed25519::default(), ed25519.clone(), ed25519_public);
    Ok(())
}
