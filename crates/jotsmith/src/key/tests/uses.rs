//! What keys are for, how strong they are, and that they sign and verify.

use testkit::keys::*;

use super::super::*;
use super::{fault, read};
use crate::crypto::SignatureFault;
use crate::crypto::SigningFault;
use crate::reason::Code;

#[test]
fn a_key_for_pss_is_for_pss_and_its_hash() {
    assert_eq!(read(RSA_PSS_SHA384_PKCS8).algorithms().to_string(), "PS384");
    assert_eq!(read(RSA_PSS_SPKI).algorithms().to_string(), "PS256, PS384, PS512");
    assert_eq!(read(RSA_2048_SPKI).algorithms(), Algorithms::NONE);
}

#[test]
fn algorithms_come_from_alg_and_from_the_curve_and_only_narrow() {
    assert_eq!(read(HMAC_256_JWK).algorithms().to_string(), "HS256");
    assert_eq!(read(P521_SPKI).algorithms().to_string(), "ES512");
    assert_eq!(read(ED25519_SPKI).algorithms().to_string(), "Ed25519");
    let rsa = read(RSA_2048_PKCS8);
    assert_eq!(rsa.possible_algorithms().to_string(), "RS256, RS384, RS512, PS256, PS384, PS512");
    let both: Algorithms = [Algorithm::Ps256, Algorithm::Es256].into_iter().collect();
    let narrowed = rsa.with_algorithms(both).unwrap();
    assert_eq!(narrowed.algorithms().to_string(), "PS256");
    let refused = narrowed.with_algorithms(Algorithms::only(Algorithm::Rs256)).unwrap_err();
    assert_eq!(refused.code(), Code::AlgKeyMismatch);
    assert_eq!(refused.to_string(), "The key does not fit RS256: it is for PS256.");
    let eddsa = read(ED25519_SPKI).with_algorithms(Algorithms::only(Algorithm::EdDsa)).unwrap();
    assert_eq!(eddsa.algorithms().to_string(), "EdDSA");
}

#[test]
fn alg_binds_even_where_it_signs_nothing() {
    let with_alg = |alg: &str| RSA_2048_PUBLIC_JWK.replacen('{', &format!(r#"{{"alg":"{alg}","#), 1);
    assert_eq!(read(&with_alg("PS384")).algorithms().to_string(), "PS384");
    let oaep = read(&with_alg("RSA-OAEP"));
    assert_eq!(oaep.algorithms(), Algorithms::NONE);
    let refused = oaep.with_algorithms(Algorithms::only(Algorithm::Rs256)).unwrap_err();
    assert_eq!(refused.to_string(), "The key does not fit RS256: it says that it is for \"RSA-OAEP\".");
    assert_eq!(
        fault(&with_alg("ES256")),
        (Code::KeyInvalid, "The key is broken: alg is ES256, which no RSA key is for.".into())
    );
}

#[test]
fn use_and_key_ops_permit_and_forbid() {
    let with = |members: &str| read(&P256_PRIVATE_JWK.replacen('{', &format!("{{{members},"), 1));
    let plain = read(P256_PRIVATE_JWK);
    assert!(plain.permits_sign() && plain.permits_verify());
    assert!(!read(P256_PUBLIC_JWK).permits_sign());
    let encryption = with(r#""use":"enc""#);
    assert!(!encryption.permits_sign() && !encryption.permits_verify());
    let signer = with(r#""use":"sig","key_ops":["sign"]"#);
    assert!(signer.permits_sign() && signer.permits_verify());
    let public = signer.public().unwrap();
    assert!(public.permits_verify());
    assert!(public.to_jwk().unwrap().ends_with(r#""use":"sig","key_ops":["verify"]}"#));
    assert!(!with(r#""key_ops":["deriveKey"]"#).permits_sign());
}

#[test]
fn hmac_keys_are_as_long_as_the_hash() {
    let refused = |secret: &[u8]| {
        let fault = Key::hmac(Algorithm::Hs256, secret).unwrap_err();
        (fault.code(), fault.to_string())
    };
    let short = "The 31-byte secret can be guessed: HS256 wants 32 bytes or more.";
    assert_eq!(refused(&[7; 31]), (Code::HmacKeyShort, short.into()));
    assert_eq!(refused(b""), (Code::KeyInvalid, "The key is broken: the secret is empty.".into()));
    let key = Key::insecure_hmac(Algorithm::Hs256, "your-256-bit-secret").unwrap();
    assert_eq!(key.weaknesses(Algorithm::Hs256)[0].code(), Code::HmacKeyShort);
    assert!(Key::hmac(Algorithm::Hs512, [7; 64]).unwrap().weaknesses(Algorithm::Hs512).is_empty());
    let unfit = Key::hmac(Algorithm::Rs256, [7; 64]).unwrap_err();
    assert_eq!(unfit.to_string(), "The key does not fit RS256: it is for HS256, HS384, HS512.");
}

#[test]
fn weak_rsa_keys_are_told() {
    let codes = |text: &str| -> Vec<Code> {
        read(text).weaknesses(Algorithm::Rs256).iter().map(Reason::code).collect()
    };
    assert_eq!(codes(RSA_1024_SPKI), [Code::RsaKeyShort]);
    assert_eq!(codes(RSA_ROCA_PUBLIC_JWK), [Code::RsaRoca]);
    assert_eq!(codes(RSA_2048_SPKI), []);
    assert_eq!(codes(RSA_3072_SPKI), []);
}

/// Published tokens of RFC 7520 section 4 and RFC 8037 appendix A: each verifies under its key, and is made again byte
/// for byte where the algorithm draws nothing.
#[test]
fn the_cookbook_verifies_and_is_made_again() {
    for (file, made_again) in [
        (include_str!("../../../../../tests/vectors/rfc7520/jws/4_1.rsa_v15_signature.json"), true),
        (include_str!("../../../../../tests/vectors/rfc7520/jws/4_2.rsa-pss_signature.json"), false),
        (include_str!("../../../../../tests/vectors/rfc7520/jws/4_3.ecdsa_signature.json"), false),
        (
            include_str!("../../../../../tests/vectors/rfc7520/jws/4_4.hmac-sha2_integrity_protection.json"),
            true,
        ),
        (include_str!("../../../../../tests/vectors/rfc7520/curve25519/jws.json"), true),
    ] {
        let file: serde_json::Value = serde_json::from_str(file).unwrap();
        let key = read(&file["input"]["key"].to_string());
        let algorithm = Algorithm::named(file["input"]["alg"].as_str().unwrap()).unwrap();
        let key = key.with_algorithms(Algorithms::only(algorithm)).unwrap();
        let input = file["signing"]["sig-input"].as_str().unwrap().as_bytes();
        let signature =
            crate::text::base64url::decode(file["signing"]["sig"].as_str().unwrap().as_bytes()).unwrap();
        assert_eq!(key.held().verify_raw(algorithm, input, &signature), Ok(()), "{algorithm}");
        let mut made = Vec::new();
        key.held().sign_raw(algorithm, input, &mut made).unwrap();
        assert_eq!(made == signature, made_again, "{algorithm}");
        assert_eq!(key.held().verify_raw(algorithm, input, &made), Ok(()), "{algorithm}");
    }
}

#[test]
fn a_mac_is_made_and_checked_without_an_allocation() {
    let key = Key::hmac(Algorithm::Hs512, [7; 64]).unwrap();
    let mut tag = Vec::with_capacity(64);
    let used = allocation_counter::measure(|| {
        key.held().sign_raw(Algorithm::Hs512, b"message", &mut tag).unwrap();
        key.held().verify_raw(Algorithm::Hs512, b"message", &tag).unwrap();
    });
    assert_eq!(used.count_total, 0);
}

#[test]
fn generated_keys_are_strong_and_whole() {
    for algorithm in [
        Algorithm::Hs384,
        Algorithm::Es256,
        Algorithm::Es384,
        Algorithm::Es512,
        Algorithm::Es256k,
        Algorithm::EdDsa,
        Algorithm::Ed25519,
    ] {
        let key = AnyKey::generate(algorithm).unwrap();
        assert!(key.algorithms().allows(algorithm), "{algorithm}");
        assert_eq!(key.weaknesses(algorithm), []);
        let mut signature = Vec::new();
        key.held().sign_raw(algorithm, b"message", &mut signature).unwrap();
        assert_eq!(key.held().verify_raw(algorithm, b"message", &signature), Ok(()));
        assert_eq!(read(&key.to_jwk().unwrap()).bits(), key.bits());
    }
    let rsa = Key::generate_rsa(2048).unwrap().with_algorithm(Algorithm::Rs256).unwrap();
    assert_eq!((rsa.bits(), rsa.weaknesses(Algorithm::Rs256)), (2048, vec![]));
    assert_eq!(Key::generate_secret(Algorithm::Hs256, 16).unwrap_err().code(), Code::HmacKeyShort);
}

#[test]
fn a_key_signs_only_what_it_is_for() {
    let mut none = Vec::new();
    let sign = |key: &str, algorithm| read(key).held().sign_raw(algorithm, b"", &mut Vec::new());
    assert_eq!(sign(P256_PUBLIC_JWK, Algorithm::Es256), Err(SigningFault::Unfit));
    assert_eq!(sign(P256_PRIVATE_JWK, Algorithm::Es384), Err(SigningFault::Unfit));
    assert_eq!(sign(HMAC_256_JWK, Algorithm::Es256), Err(SigningFault::Unfit));
    assert_eq!(sign(RSA_2048_PKCS8, Algorithm::Es256), Err(SigningFault::Unfit));
    let key = Key::hmac(Algorithm::Hs256, [7; 32]).unwrap();
    assert_eq!(key.held().sign_raw(Algorithm::Rs256, b"", &mut none), Err(SigningFault::Unfit));
    assert_eq!(key.held().verify_raw(Algorithm::Rs256, b"", &none), Err(SignatureFault::Mismatch));
}
