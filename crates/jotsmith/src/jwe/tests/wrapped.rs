//! Keys in a JWE: the example of RFC 7517 appendix C, and what does not open.

use super::super::recipient::Recipient;
use super::super::{is_wrapped_key, open_wrapped_keys, wrap_key};
use super::*;

const C9: &str = include_str!("../../../../../tests/vectors/rfc7517/c9.jwe");
const PASSWORD: &[u8] = b"Thus from my lips, by yours, my sin is purged.";

#[test]
fn rfc_7517_appendix_c_opens_and_is_reproduced() {
    let token = C9.trim_end();
    assert!(is_wrapped_key(token));
    let set = open_wrapped_keys(token, PASSWORD).unwrap();
    let key = set.entries()[0].clone().unwrap();
    assert_eq!(key.kid().map(crate::key::KeyId::as_str), Some("juliet@capulet.lit"));
    assert!(matches!(key, AnyKey::Private(_)));

    let password = Key::of_secret(Secret::new(PASSWORD)).unwrap();
    let opened =
        Decrypter::new(&password).algorithms([KeyManagement::Pbes2Hs256A128Kw]).decrypt(token).unwrap();
    let parts: Vec<&str> = token.split('.').collect();
    let mut recipient = Recipient::new(&password).algorithm(KeyManagement::Pbes2Hs256A128Kw);
    recipient.iterations = Some(4096);
    let mut encrypter = Encrypter::to(recipient).content(ContentEncryption::A128CbcHs256);
    encrypter.stated.protected = Some(String::from_utf8(decoded(parts[0])).unwrap());
    encrypter.stated.values = vec![
        vec![
            111, 27, 25, 52, 66, 29, 20, 78, 92, 176, 56, 240, 65, 208, 82, 112, 161, 131, 36, 55, 202, 236,
            185, 172, 129, 23, 153, 194, 195, 48, 253, 182,
        ],
        decoded("2WCTcJZ1Rvd_CJuJripQ1w"),
        decoded(parts[2]),
    ];
    assert_eq!(encrypter.encrypt(opened.plaintext()).unwrap(), token);
}

#[test]
fn a_wrong_password_and_a_costly_one_are_told_apart_from_what_is_no_key() {
    let code = |text: &str, password: &[u8]| {
        open_wrapped_keys(text, password).map(|_| ()).map_err(|fault| fault.code())
    };
    assert_eq!(code(C9.trim_end(), b"another"), Err(Code::KeyPassword));
    assert_eq!(code(C9.trim_end(), b""), Err(Code::KeyInvalid));
    let header = r#"{"alg":"PBES2-HS256+A128KW","enc":"A256GCM","cty":"jwk+json","p2s":"AQEBAQEBAQE","p2c":1000000000}"#;
    let costly = [header.as_bytes(), &[1; 40], &[1; 12], b"x", &[1; 16]].map(base64url::encode).join(".");
    assert!(is_wrapped_key(&costly));
    let of_type = |cty: &str| {
        let header = header.replace("jwk+json", cty);
        [header.as_bytes(), &[1; 40], &[1; 12], b"x", &[1; 16]].map(base64url::encode).join(".")
    };
    for cty in ["JWK-SET+json", "application/jwk+json", "Application/JWK+JSON"] {
        assert!(is_wrapped_key(&of_type(cty)), "{cty}");
    }
    assert!(!is_wrapped_key(&of_type("text/jwk+json")));
    assert_eq!(code(&costly, b"x"), Err(Code::JwePbes2Costly));
    let key = AnyKey::from(shared(16, KeyManagement::A128Kw));
    let text = wrap_key(&key, b"password").unwrap();
    let again = open_wrapped_keys(&text, b"password").unwrap();
    assert_eq!(again.entries()[0].clone().unwrap().to_jwk().unwrap(), key.to_jwk().unwrap());
    assert!(!is_wrapped_key(&Encrypter::new(&shared(32, KeyManagement::Dir)).encrypt(b"x").unwrap()));
}
