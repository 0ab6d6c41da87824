//! jsonwebtoken, with both of its backends.

use super::JSONWEBTOKEN;
use crate::data::{AUDIENCE, CLASSIC, CLASSIC_SECRET, Claims, ClassicClaims, ISSUER, KID, SECRET, claims};
use crate::harness::Bench;
use crate::keys::Keys;
use anyhow::{Result, anyhow};
use jsonwebtoken::crypto::{CryptoProvider, KeyUtils, aws_lc, rust_crypto};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use std::hint::black_box;
use std::sync::atomic::{AtomicBool, Ordering};

static RUST_CRYPTO: AtomicBool = AtomicBool::new(false);

/// A process has one provider: this one hands over to either backend, at the price of a load in each call.
static EITHER: CryptoProvider = CryptoProvider {
    signer_factory: |algorithm, key| {
        if RUST_CRYPTO.load(Ordering::Relaxed) {
            (rust_crypto::DEFAULT_PROVIDER.signer_factory)(algorithm, key)
        } else {
            (aws_lc::DEFAULT_PROVIDER.signer_factory)(algorithm, key)
        }
    },
    verifier_factory: |algorithm, key| {
        if RUST_CRYPTO.load(Ordering::Relaxed) {
            (rust_crypto::DEFAULT_PROVIDER.verifier_factory)(algorithm, key)
        } else {
            (aws_lc::DEFAULT_PROVIDER.verifier_factory)(algorithm, key)
        }
    },
    key_utils: KeyUtils::new_unimplemented(),
};

pub(super) fn add(bench: &mut Bench, keys: &Keys) -> Result<()> {
    EITHER.install_default().map_err(|_| anyhow!("jsonwebtoken has a provider already"))?;
    for (backend, rust_crypto) in [("aws_lc_rs", false), ("rust_crypto", true)] {
        let name = format!("{JSONWEBTOKEN} ({backend})");
        classic(bench, &name, rust_crypto);
        let secret = (EncodingKey::from_secret(SECRET), DecodingKey::from_secret(SECRET));
        let pem = |pair: &crate::keys::Pair| {
            (pair.pkcs8_pem.clone().into_bytes(), pair.spki_pem.clone().into_bytes())
        };
        let (rsa, rsa_public) = pem(&keys.rsa);
        let (p256, p256_public) = pem(&keys.p256);
        let (p384, p384_public) = pem(&keys.p384);
        let (ed, ed_public) = pem(&keys.ed25519);
        for (algorithm, case, (private, public)) in [
            (Algorithm::HS256, "HS256", secret),
            (
                Algorithm::RS256,
                "RS256",
                (EncodingKey::from_rsa_pem(&rsa)?, DecodingKey::from_rsa_pem(&rsa_public)?),
            ),
            (
                Algorithm::ES256,
                "ES256",
                (EncodingKey::from_ec_pem(&p256)?, DecodingKey::from_ec_pem(&p256_public)?),
            ),
            (
                Algorithm::ES384,
                "ES384",
                (EncodingKey::from_ec_pem(&p384)?, DecodingKey::from_ec_pem(&p384_public)?),
            ),
            (
                Algorithm::EdDSA,
                "EdDSA",
                (EncodingKey::from_ed_pem(&ed)?, DecodingKey::from_ed_pem(&ed_public)?),
            ),
        ] {
            RUST_CRYPTO.store(rust_crypto, Ordering::Relaxed);
            let mut header = Header::new(algorithm);
            header.kid = Some(KID.into());
            let claims = claims();
            let token = encode(&header, &claims, &private)?;
            let mut validation = Validation::new(algorithm);
            validation.set_issuer(&[ISSUER]);
            validation.set_audience(&[AUDIENCE]);
            validation.set_required_spec_claims(&["exp", "iss", "aud"]);
            validation.validate_nbf = true;
            bench.add(&format!("{case} verify"), &name, move || {
                RUST_CRYPTO.store(rust_crypto, Ordering::Relaxed);
                black_box(
                    decode::<Claims>(black_box(&token), &public, &validation).expect("the token holds"),
                );
            });
            bench.add(&format!("{case} sign"), &name, move || {
                RUST_CRYPTO.store(rust_crypto, Ordering::Relaxed);
                black_box(encode(&header, black_box(&claims), &private).expect("the key signs"));
            });
        }
    }
    Ok(())
}

fn classic(bench: &mut Bench, name: &str, rust_crypto: bool) {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    let key = DecodingKey::from_secret(CLASSIC_SECRET);
    bench.add("HS256 verify classic", name, move || {
        RUST_CRYPTO.store(rust_crypto, Ordering::Relaxed);
        let decoded = decode::<ClassicClaims>(black_box(CLASSIC), &key, &validation);
        black_box(decoded.expect("the token holds"));
    });
}
