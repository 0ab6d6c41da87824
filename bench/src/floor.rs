//! Floors: the same work with nothing around it. *Floor* is one verification or signature of HS256 by the tightest
//! parts that crates give: a kept key state, SIMD base64url into a buffer, one pass over the claims that also holds
//! each name against the others. *Raw* is aws-lc-rs with the parsed key on the very bytes of the token.

use crate::data::{AUDIENCE, BorrowedClaims, ISSUER, KID, PAYLOAD, SECRET, claims, now};
use crate::harness::Bench;
use crate::keys::{Keys, Pair};
use anyhow::{Context as _, Result, bail};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature as raw;
use base64_simd::{AsOut as _, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jotsmith::Algorithm;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use sha2::Sha256;
use std::hint::black_box;

pub const FLOOR: &str = "floor";
pub const RAW: &str = "raw aws-lc-rs";

/// Adds the floor of HS256 and the raw operations of the others.
pub fn add(bench: &mut Bench, keys: &Keys) -> Result<()> {
    let state = Hmac::<Sha256>::new_from_slice(SECRET)?;
    let head = URL_SAFE_NO_PAD.encode_to_string(format!(r#"{{"alg":"HS256","typ":"JWT","kid":"{KID}"}}"#));
    verify(bench, state.clone(), &head);
    sign(bench, state, &head);
    let message = format!("{head}.{}", URL_SAFE_NO_PAD.encode_to_string(PAYLOAD)).into_bytes();
    for pair in keys.pairs() {
        match pair.algorithm {
            Algorithm::Rs256 => rsa(bench, pair, &message)?,
            Algorithm::Es256 => ecdsa(
                bench,
                pair,
                &message,
                &raw::ECDSA_P256_SHA256_FIXED_SIGNING,
                &raw::ECDSA_P256_SHA256_FIXED,
            )?,
            Algorithm::Es384 => ecdsa(
                bench,
                pair,
                &message,
                &raw::ECDSA_P384_SHA384_FIXED_SIGNING,
                &raw::ECDSA_P384_SHA384_FIXED,
            )?,
            Algorithm::EdDsa => ed25519(bench, pair, &message)?,
            other => bail!("no raw operation for {other}"),
        }
    }
    Ok(())
}

fn verify(bench: &mut Bench, state: Hmac<Sha256>, head: &str) {
    let mut token = format!("{head}.{}", URL_SAFE_NO_PAD.encode_to_string(PAYLOAD));
    let tag = state.clone().chain_update(token.as_bytes()).finalize().into_bytes();
    token.push('.');
    token.push_str(&URL_SAFE_NO_PAD.encode_to_string(tag));
    let head = head.to_owned();
    let mut buffer = vec![0_u8; 1024];
    let instant = now();
    bench.add("HS256 verify", FLOOR, move || {
        let token = black_box(&token).as_bytes();
        let (start, end) = (head.len(), token.len() - 44);
        assert!(&token[..start] == head.as_bytes() && token[start] == b'.' && token[end] == b'.');
        let mut tag = [0_u8; 32];
        let decoded = URL_SAFE_NO_PAD.decode(&token[end + 1..], tag[..].as_out()).expect("base64url");
        assert!(decoded.len() == 32);
        state.clone().chain_update(&token[..end]).verify_slice(&tag).expect("the token holds");
        let payload = URL_SAFE_NO_PAD.decode(&token[start + 1..end], buffer.as_mut_slice().as_out());
        let Distinct(claims) = sonic_rs::from_slice(payload.expect("base64url")).expect("JSON");
        assert!(claims.exp > instant && claims.nbf <= instant);
        assert!(claims.iss == ISSUER && claims.aud == AUDIENCE);
        black_box(claims);
    });
}

fn sign(bench: &mut Bench, state: Hmac<Sha256>, head: &str) {
    let claims = claims();
    let head = format!("{head}.");
    let mut json = Vec::with_capacity(1024);
    bench.add("HS256 sign", FLOOR, move || {
        json.clear();
        serde_json::to_writer(&mut json, black_box(&claims)).expect("claims are JSON");
        let mut token = String::with_capacity(head.len() + json.len() * 4 / 3 + 48);
        token.push_str(&head);
        URL_SAFE_NO_PAD.encode_append(&json, &mut token);
        let tag = state.clone().chain_update(token.as_bytes()).finalize().into_bytes();
        token.push('.');
        URL_SAFE_NO_PAD.encode_append(tag, &mut token);
        black_box(token);
    });
}

/// Claims whose member names were held against each other as they came.
struct Distinct<'a>(BorrowedClaims<'a>);

impl<'de> serde::Deserialize<'de> for Distinct<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Distinct<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("claims")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut seen = [""; 32];
                let mut count = 0;
                let mut texts = [""; 6];
                let mut times = [0; 3];
                while let Some(name) = map.next_key::<&'de str>()? {
                    if seen[..count].contains(&name) || count == seen.len() {
                        return Err(A::Error::custom("duplicate member"));
                    }
                    seen[count] = name;
                    count += 1;
                    match name {
                        "iss" => texts[0] = map.next_value()?,
                        "sub" => texts[1] = map.next_value()?,
                        "aud" => texts[2] = map.next_value()?,
                        "jti" => texts[3] = map.next_value()?,
                        "scope" => texts[4] = map.next_value()?,
                        "client_id" => texts[5] = map.next_value()?,
                        "exp" => times[0] = map.next_value()?,
                        "nbf" => times[1] = map.next_value()?,
                        "iat" => times[2] = map.next_value()?,
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                let [iss, sub, aud, jti, scope, client_id] = texts;
                let [exp, nbf, iat] = times;
                Ok(Distinct(BorrowedClaims { iss, sub, aud, exp, nbf, iat, jti, scope, client_id }))
            }
        }
        deserializer.deserialize_map(Members)
    }
}

fn rsa(bench: &mut Bench, pair: &Pair, message: &[u8]) -> Result<()> {
    let key = raw::RsaKeyPair::from_pkcs8(&pair.pkcs8)?;
    let chance = SystemRandom::new();
    let mut signature = vec![0; key.public_modulus_len()];
    key.sign(&raw::RSA_PKCS1_SHA256, &chance, message, &mut signature)?;
    checked(bench, pair, &raw::RSA_PKCS1_2048_8192_SHA256, message, signature.clone())?;
    let message = message.to_vec();
    bench.add("RS256 sign", RAW, move || {
        let done = key.sign(&raw::RSA_PKCS1_SHA256, &chance, black_box(&message), &mut signature);
        done.expect("the key signs");
    });
    Ok(())
}

fn ecdsa(
    bench: &mut Bench,
    pair: &Pair,
    message: &[u8],
    signing: &'static raw::EcdsaSigningAlgorithm,
    verifying: &'static raw::EcdsaVerificationAlgorithm,
) -> Result<()> {
    let key = raw::EcdsaKeyPair::from_pkcs8(signing, &pair.pkcs8)?;
    let chance = SystemRandom::new();
    let signature = key.sign(&chance, message)?.as_ref().to_vec();
    checked(bench, pair, verifying, message, signature)?;
    let message = message.to_vec();
    bench.add(&format!("{} sign", pair.algorithm), RAW, move || {
        black_box(key.sign(&chance, black_box(&message)).expect("the key signs"));
    });
    Ok(())
}

fn ed25519(bench: &mut Bench, pair: &Pair, message: &[u8]) -> Result<()> {
    let key = raw::Ed25519KeyPair::from_pkcs8_maybe_unchecked(&pair.pkcs8)?;
    checked(bench, pair, &raw::ED25519, message, key.sign(message).as_ref().to_vec())?;
    let message = message.to_vec();
    bench.add("EdDSA sign", RAW, move || {
        black_box(key.sign(black_box(&message)));
    });
    Ok(())
}

/// The raw verification, its key parsed once.
fn checked(
    bench: &mut Bench,
    pair: &Pair,
    algorithm: &'static dyn raw::VerificationAlgorithm,
    message: &[u8],
    signature: Vec<u8>,
) -> Result<()> {
    let key = raw::ParsedPublicKey::new(algorithm, pair.public_bytes()).context("a public key of ours")?;
    let message = message.to_vec();
    bench.add(&format!("{} verify", pair.algorithm), RAW, move || {
        key.verify_sig(black_box(&message), black_box(&signature)).expect("the signature holds");
    });
    Ok(())
}
