//! Keys of the kinds that came late: X25519, X448, Ed448 and ML-DSA.

use crate::alg::{Algorithm, Algorithms, Curve, KeyType, ParameterSet};
use crate::key::{AnyKey, Form, Key, Private};

/// RFC 8037 appendix A.6: Bob's public key.
const X25519: &str =
    r#"{"kty":"OKP","crv":"X25519","kid":"Bob","x":"3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08"}"#;

fn code(text: &str) -> String {
    AnyKey::read(text.as_bytes()).unwrap_err().to_string()
}

#[test]
fn a_key_that_agrees_is_read_and_signs_nothing() {
    let key = AnyKey::read(X25519.as_bytes()).unwrap();
    assert_eq!((key.key_type(), key.curve(), key.bits()), (KeyType::Okp, Some(Curve::X25519), 256));
    assert!(key.algorithms().is_empty() && key.possible_algorithms().is_empty());
    // SHA-256 over the members crv, kty and x, by another program.
    assert_eq!(key.thumbprint().unwrap().to_string(), "giQqigT_IKcuzHl0FVJ3k5ts3_TWNAxvsC08UZsfcM8");
    assert_eq!(
        key.to_jwk().unwrap().as_str(),
        r#"{"kty":"OKP","crv":"X25519","x":"3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08","kid":"Bob"}"#
    );
    let fault = key.with_algorithms(Algorithms::only(Algorithm::EdDsa)).unwrap_err();
    assert_eq!(fault.code().as_str(), "alg-key-mismatch");
    let private = Key::<Private>::generate(Curve::X25519).unwrap();
    let signed = crate::jws::Signer::new(&private).algorithm(Algorithm::EdDsa).sign_json(b"{}").unwrap_err();
    assert_eq!(signed.code().as_str(), "alg-key-mismatch");
}

#[test]
fn a_point_of_small_order_is_no_key() {
    let zero = r#"{"kty":"OKP","crv":"X25519","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}"#;
    assert_eq!(
        code(zero),
        "The key is broken: x is a point of small order, which gives everybody the same secret."
    );
}

#[test]
fn a_curve_under_the_wrong_kty_is_named() {
    let ec = r#"{"kty":"EC","crv":"X25519","x":"AA","y":"AA"}"#;
    assert_eq!(code(ec), "The key is broken: X25519 is a curve of kty OKP, not EC.");
    let okp = r#"{"kty":"OKP","crv":"P-256","x":"AA"}"#;
    assert_eq!(code(okp), "The key is broken: P-256 is a curve of kty EC, not OKP.");
}

/// Keys that this build can make; the others are refused by name.
fn made(key: Result<Key<Private>, crate::key::KeyError>) -> Option<Key<Private>> {
    match key {
        Ok(key) => Some(key),
        Err(fault) => {
            assert_eq!(fault.code().as_str(), "key-unavailable");
            None
        }
    }
}

#[test]
fn every_kind_goes_through_each_form_that_can_hold_it() {
    let curves = [Curve::Ed25519, Curve::Ed448, Curve::X25519, Curve::X448];
    let sets = [ParameterSet::MlDsa44, ParameterSet::MlDsa65, ParameterSet::MlDsa87];
    let keys = curves.into_iter().map(Key::generate).chain(sets.into_iter().map(Key::generate_ml_dsa));
    let mut count = 0;
    for key in keys.filter_map(made) {
        let print = key.thumbprint();
        let jwk = AnyKey::read(key.to_jwk().unwrap().as_bytes()).unwrap();
        let pkcs8 = AnyKey::read(key.to_form(Form::Pkcs8).unwrap().pem().as_bytes()).unwrap();
        let spki = AnyKey::read(key.public().to_form(Form::Spki).unwrap().der()).unwrap();
        for read in [&jwk, &pkcs8, &spki] {
            assert_eq!((read.thumbprint(), read.algorithms()), (print, key.algorithms()), "{key:?}");
        }
        assert!(jwk.is_secret() && pkcs8.is_secret() && !spki.is_secret());
        let public = key.public().to_jwk().unwrap();
        assert!(!AnyKey::read(public.as_bytes()).unwrap().is_secret());
        assert!(crate::key::secret_is_public_key(public.as_bytes()));
        assert_eq!(key.to_form(Form::Pkcs1).unwrap_err().code().as_str(), "key-form");
        assert_eq!(key.to_form(Form::Sec1).unwrap_err().code().as_str(), "key-form");
        count += 1;
    }
    assert!(count >= 2);
}

#[test]
fn a_private_part_that_does_not_fit_is_refused() {
    for curve in [Curve::Ed448, Curve::X25519, Curve::X448] {
        let Some(one) = made(Key::generate(curve)) else { continue };
        let other = Key::<Private>::generate(curve).unwrap();
        let x = |key: &Key<Private>| {
            let jwk = key.to_jwk().unwrap();
            jwk.split("\"x\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
        };
        let mixed = one.to_jwk().unwrap().replace(&x(&one), &x(&other));
        assert_eq!(code(&mixed), "The key is broken: the private part does not fit the public part.");
    }
}

#[test]
fn eddsa_names_the_algorithm_of_the_curve() {
    let Some(key) = made(Key::generate(Curve::Ed448)) else { return };
    assert_eq!(key.algorithms().to_string(), "Ed448");
    assert_eq!(key.possible_algorithms().to_string(), "EdDSA, Ed448");
    let alias = key.clone().with_algorithm(Algorithm::EdDsa).unwrap();
    let fault = alias.with_algorithm(Algorithm::Ed25519).unwrap_err();
    assert_eq!(fault.code().as_str(), "alg-key-mismatch");
    let jwk = key.to_jwk().unwrap().replacen('{', r#"{"alg":"Ed25519","#, 1);
    assert_eq!(code(&jwk), "The key is broken: alg is Ed25519, which no OKP key on Ed448 is for.");
}

#[test]
fn keys_of_openssl_are_read() {
    let key = AnyKey::read(testkit::keys::X25519_PKCS8.as_bytes()).unwrap();
    assert_eq!((key.curve(), key.is_secret()), (Some(Curve::X25519), true));
    match AnyKey::read(testkit::keys::ED448_SPKI.as_bytes()) {
        Ok(key) => assert_eq!((key.curve(), key.is_secret()), (Some(Curve::Ed448), false)),
        Err(fault) => {
            let says = "Keys on Ed448 are left out of this build.";
            assert_eq!((fault.code().as_str(), fault.to_string().as_str()), ("key-unavailable", says));
        }
    }
}
