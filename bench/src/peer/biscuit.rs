//! biscuit, on ring. It has no EdDSA.

use crate::data::{
    AUDIENCE, CLASSIC, CLASSIC_SECRET, ClassicPrivate, ISSUER, KID, PrivateClaims, SECRET, claims,
};
use crate::harness::Bench;
use crate::keys::{Keys, Pair};
use anyhow::{Context as _, Result};
use biscuit::jwa::SignatureAlgorithm;
use biscuit::jws::{Compact, Header, RegisteredHeader, Secret};
use biscuit::{
    ClaimsSet, Empty, RegisteredClaims, SingleOrMultiple, Timestamp, Validation, ValidationOptions,
};
use std::hint::black_box;

const NAME: &str = "biscuit 0.8 (ring)";

type Jwt<T> = Compact<ClaimsSet<T>, Empty>;

fn filled() -> Result<ClaimsSet<PrivateClaims>> {
    let real = claims();
    let time = |seconds: u64| i64::try_from(seconds).map(Timestamp::from);
    Ok(ClaimsSet {
        registered: RegisteredClaims {
            issuer: Some(real.iss),
            subject: Some(real.sub),
            audience: Some(SingleOrMultiple::Single(real.aud)),
            expiry: Some(time(real.exp)?),
            not_before: Some(time(real.nbf)?),
            issued_at: Some(time(real.iat)?),
            id: Some(real.jti),
        },
        private: PrivateClaims { scope: real.scope, client_id: real.client_id },
    })
}

pub(super) fn add(bench: &mut Bench, keys: &Keys) -> Result<()> {
    let secret = Secret::Bytes(CLASSIC_SECRET.to_vec());
    bench.add("HS256 verify classic", NAME, move || {
        let token: Jwt<ClassicPrivate> = Compact::new_encoded(black_box(CLASSIC));
        black_box(token.decode(&secret, SignatureAlgorithm::HS256).expect("the token holds"));
    });
    let file = |pair: &Pair| pair.file.to_str().map(str::to_owned).context("a path in UTF-8");
    let public = |pair: &Pair| Secret::PublicKey(pair.public_bytes().to_vec());
    let shared = || Secret::Bytes(SECRET.to_vec());
    for (case, algorithm, private, public) in [
        ("HS256", SignatureAlgorithm::HS256, shared(), shared()),
        (
            "RS256",
            SignatureAlgorithm::RS256,
            Secret::rsa_keypair_from_file(&file(&keys.rsa)?)?,
            public(&keys.rsa),
        ),
        (
            "ES256",
            SignatureAlgorithm::ES256,
            Secret::ecdsa_keypair_from_file(SignatureAlgorithm::ES256, &file(&keys.p256)?)?,
            public(&keys.p256),
        ),
        (
            "ES384",
            SignatureAlgorithm::ES384,
            Secret::ecdsa_keypair_from_file(SignatureAlgorithm::ES384, &file(&keys.p384)?)?,
            public(&keys.p384),
        ),
    ] {
        let header = RegisteredHeader { algorithm, key_id: Some(KID.into()), ..Default::default() };
        let decoded: Jwt<PrivateClaims> =
            Compact::new_decoded(Header::from_registered_header(header), filled()?);
        let token = decoded.encode(&private)?.encoded()?.encode();
        bench.add(&format!("{case} verify"), NAME, move || {
            let token: Jwt<PrivateClaims> = Compact::new_encoded(black_box(&token));
            let token = token.decode(&public, algorithm).expect("the token holds");
            let expected = ValidationOptions {
                issuer: Validation::Validate(ISSUER.into()),
                audience: Validation::Validate(AUDIENCE.into()),
                expiry: Validation::Validate(()),
                not_before: Validation::Validate(()),
                ..Default::default()
            };
            token.validate(expected).expect("the claims hold");
            black_box(token);
        });
        bench.add(&format!("{case} sign"), NAME, move || {
            let encoded = black_box(&decoded).encode(&private).expect("the key signs");
            black_box(encoded.encoded().expect("an encoded token").encode());
        });
    }
    Ok(())
}
