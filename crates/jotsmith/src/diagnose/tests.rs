//! Each cause makes a token that shows it, and a near miss that must not.

use std::slice::from_ref;

use super::*;
use crate::key::{Encoding, Key, KeySet, Secret};
use crate::text::base64url;
use testkit::keys;

const HEADER: &str = r#"{"alg":"HS256","typ":"JWT"}"#;
const CLAIMS: &str = r#"{"sub":"u_42","aud":"https://api.example.com","name":"Zoë"}"#;

fn key(text: &str) -> AnyKey {
    KeySet::read(text.as_bytes()).unwrap().keys().next().unwrap().1.clone()
}

fn secret(bytes: &[u8]) -> AnyKey {
    Key::of_secret(Secret::new(bytes)).unwrap().into()
}

fn raw_signature(key: &AnyKey, algorithm: Algorithm, input: &str) -> Vec<u8> {
    let mut signature = Vec::new();
    key.held().sign_raw(algorithm, input.as_bytes(), &mut signature).unwrap();
    signature
}

fn input(header: &str, payload: &str) -> String {
    format!("{}.{}", base64url::encode(header.as_bytes()), base64url::encode(payload.as_bytes()))
}

/// A token that says one thing and whose signature is given.
fn token(header: &str, payload: &str, signature: &[u8]) -> Token {
    Token::parse(&format!("{}.{}", input(header, payload), base64url::encode(signature))).unwrap()
}

/// A token that was signed over something else than it says.
fn signed_over(key: &AnyKey, algorithm: Algorithm, over: &str, header: &str, payload: &str) -> Token {
    token(header, payload, &raw_signature(key, algorithm, over))
}

fn signed(key: &AnyKey, algorithm: Algorithm, header: &str) -> Token {
    signed_over(key, algorithm, &input(header, CLAIMS), header, CLAIMS)
}

/// Codes and messages of the hints.
fn hints(token: &Token, keys: &[AnyKey]) -> Vec<(&'static str, String)> {
    let hints = diagnose(token, keys);
    for hint in &hints {
        assert_eq!(hint.severity(), Severity::Note, "{hint}");
        assert!(!hint.remedy().contains("unknown") && !hint.to_string().contains("unknown"), "{hint}");
    }
    hints.iter().map(|hint| (hint.code().as_str(), hint.to_string())).collect()
}

fn one(token: &Token, keys: &[AnyKey], code: &str, message: &str) {
    assert_eq!(hints(token, keys), [(Code::named(code).unwrap().as_str(), message.to_owned())]);
}

#[test]
fn a_token_that_holds_or_is_unsigned_needs_no_hint() {
    let keys = [secret(b"0123456789abcdef0123456789abcdef")];
    assert_eq!(hints(&signed(&keys[0], Algorithm::Hs256, HEADER), &keys), []);
    assert_eq!(hints(&token(HEADER, CLAIMS, b""), &keys), []);
    assert_eq!(hints(&token(r#"{"alg":"none"}"#, CLAIMS, b"x"), &keys), []);
    let token = signed(&keys[0], Algorithm::Hs256, HEADER);
    assert_eq!(hints(&token, &[secret(b"another secret of some length, wrong")]), []);
    assert_eq!(hints(&token, &[]), []);
}

#[test]
fn a_secret_that_the_signer_decoded_is_named_by_its_encoding() {
    let bytes = [0xfb, 0xef, 0xbe, 0xfb, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7];
    let token = signed(&secret(&bytes), Algorithm::Hs256, HEADER);
    for (encoding, code, words) in [
        (Encoding::Base64, "hint-secret-base64", "base64"),
        (Encoding::Base64url, "hint-secret-base64url", "base64url"),
        (Encoding::Hex, "hint-secret-hex", "hexadecimal"),
    ] {
        let text = Secret::new(&bytes).written(encoding).unwrap();
        let message = format!("The signature holds if the secret is read as {words}.");
        one(&token, &[secret(text.as_bytes())], code, &message);
        one(&token, &[secret(format!("{}\n", *text).as_bytes())], code, &message);
        let mut near = text.as_bytes().to_vec();
        near[3] = if near[3] == b'a' { b'b' } else { b'a' };
        assert_eq!(hints(&token, &[secret(&near)]), [], "{words}");
    }
}

#[test]
fn a_secret_that_the_signer_took_as_text_is_named_by_its_encoding() {
    let bytes = [0xfb; 32];
    for (text, words) in [
        (Secret::new(&bytes).written(Encoding::Base64).unwrap().to_string(), "base64"),
        (Secret::new(&bytes).written(Encoding::Base64).unwrap().trim_end_matches('=').to_owned(), "base64"),
        (Secret::new(&bytes).written(Encoding::Base64url).unwrap().to_string(), "base64url"),
        ("fb".repeat(32), "hex"),
        ("FB".repeat(32), "hex"),
    ] {
        let token = signed(&secret(text.as_bytes()), Algorithm::Hs256, HEADER);
        let message = format!("The signature holds if the secret is taken as text, undecoded ({words}).");
        one(&token, &[secret(&bytes)], "hint-secret-text", &message);
        assert_eq!(hints(&token, &[secret(&[0xfa; 32])]), [], "{text}");
    }
}

#[test]
fn a_newline_at_the_end_of_the_secret_is_seen_from_both_sides() {
    let plain = b"not base64: a secret of words";
    let ended = [&plain[..], b"\n"].concat();
    let ended_twice = [&plain[..], b"\r\n"].concat();
    let message = |found| format!("The signature holds if the secret {found}.");
    let gains = message("has a newline at its end");
    let loses = message("loses its final newline");
    let by = |bytes: &[u8]| signed(&secret(bytes), Algorithm::Hs256, HEADER);
    one(&by(plain), &[secret(&ended)], "hint-secret-newline", &loses);
    one(&by(plain), &[secret(&ended_twice)], "hint-secret-newline", &loses);
    one(&by(&ended), &[secret(plain)], "hint-secret-newline", &gains);
    one(&by(&ended_twice), &[secret(plain)], "hint-secret-newline", &gains);
    assert_eq!(hints(&by(plain), &[secret(&[&plain[..], b" "].concat())]), []);
}

#[test]
fn a_key_that_the_token_does_not_name_is_found_in_the_set() {
    let keys = [
        secret(b"the first secret, which is long enough").with_kid("a"),
        secret(b"the other secret, which is long enough").with_kid("b"),
        secret(b"a secret without a name, and long enough"),
    ];
    let header = r#"{"alg":"HS256","kid":"a"}"#;
    let message = |which| format!("The signature holds under another key: {which}.");
    one(
        &signed(&keys[1], Algorithm::Hs256, header),
        &keys,
        "hint-other-key",
        &message("the one with the kid \"b\""),
    );
    one(
        &signed(&keys[2], Algorithm::Hs256, header),
        &keys,
        "hint-other-key",
        &message("the 3rd of those given"),
    );
    // A key whose own algorithm forbids it explains nothing.
    let bound = keys[1].clone().with_algorithms(crate::alg::Algorithms::only(Algorithm::Hs512)).unwrap();
    assert_eq!(hints(&signed(&keys[1], Algorithm::Hs256, header), &[keys[0].clone(), bound]), []);
}

#[test]
fn an_ecdsa_signature_in_der_is_seen() {
    for (name, algorithm, text) in [
        ("ES256", Algorithm::Es256, keys::P256_PRIVATE_JWK),
        ("ES384", Algorithm::Es384, keys::P384_PRIVATE_JWK),
        ("ES512", Algorithm::Es512, keys::P521_PRIVATE_JWK),
    ] {
        let key = key(text);
        let header = format!(r#"{{"alg":"{name}"}}"#);
        let raw = raw_signature(&key, algorithm, &input(&header, CLAIMS));
        let number = |bytes: &[u8]| {
            let bytes: Vec<u8> = bytes.iter().copied().skip_while(|b| *b == 0).collect();
            let bytes = if bytes[0] & 0x80 == 0 { bytes } else { [&[0][..], &bytes].concat() };
            [&[2, u8::try_from(bytes.len()).unwrap()][..], &bytes].concat()
        };
        let (r, s) = raw.split_at(raw.len() / 2);
        let numbers = [number(r), number(s)].concat();
        let length = u8::try_from(numbers.len()).unwrap();
        let start = if length < 0x80 { vec![0x30, length] } else { vec![0x30, 0x81, length] };
        let token = token(&header, CLAIMS, &[start, numbers].concat());
        let message = "The signature is DER-encoded. JWS wants r and s side by side (RFC 7518 section 3.4): the signer is at fault.";
        one(&token, from_ref(&key), "ecdsa-der", message);
        one(&token, &[], "ecdsa-der", message);
    }
    let mut near = vec![0x30, 70, 2, 33];
    near.resize(72, 7);
    assert_eq!(hints(&token(r#"{"alg":"ES256"}"#, CLAIMS, &near), &[key(keys::P256_PUBLIC_JWK)]), []);
}

#[test]
fn rsa_with_the_other_padding_is_seen() {
    let key = key(keys::RSA_2048_PRIVATE_JWK);
    let public: AnyKey = key.public().unwrap().into();
    for (named, made, words) in [
        ("RS256", Algorithm::Ps256, "The signature is RSA PSS with SHA-256, and the header says RS256."),
        (
            "PS256",
            Algorithm::Rs256,
            "The signature is RSA PKCS#1 v1.5 with SHA-256, and the header says PS256.",
        ),
    ] {
        let header = format!(r#"{{"alg":"{named}"}}"#);
        one(&signed(&key, made, &header), from_ref(&public), "hint-pss-pkcs1", words);
        let other = input(&header, r#"{"sub":"u_43"}"#);
        assert_eq!(hints(&signed_over(&key, made, &other, &header, CLAIMS), from_ref(&public)), []);
    }
}

/// Signatures of the same claims with a PSS salt of 20 bytes, by OpenSSL: `dgst -sha256 -sigopt rsa_padding_mode:pss
/// -sigopt rsa_pss_saltlen:20 -sign rsa-2048.pkcs8.pem` over a token that names PS256, and one that names RS256.
const SALT_OF_20: [&str; 2] = [
    "JFpQNe1XC-H5bBBQiM_4Kn9ceAKz-7oPonFzPlE4yocYE-pVIMIAo7tthbtXeMqG5LRIwESPx3S96t47Qun8qauHD4bkYrSSEgOnjsIaJXrrrefiv9Z1sY7ce6UXmmi7XYWyJ1EsB5KKz36xz1DJqRPBoedzOqzUCT3DfOBVQeFnKvXlfYnnmedbeB2b46KYCsxDlqTq90AOELdTYlBDpLqDHLcfeb4SFE7y9DzDj9gJN6jfnWOK8_uNVL52YlIw2volVgIPpfQSxMfsdY-q9qfXzS6YbJ3GvRxmzzVsvNlP4bO-q-UJAL4FErK5PhpLYGIOO6C2EderxtsX9h6iHw",
    "Vp9Mp-5uUqv_S3xMy-nfTCKMQ0V74i8xo8AXgM3DEkN4qGOp7360Pax7iJ5BajR-j5DWtRpC6UEruL8KcEpiCewwsZpuhkmE7UE9EalTcPO3ej-alytleYqzUiwU4BXjOla3qqjdrAtYPPWOxqXKkUvFEzvByG2Eu4G6Y8hVenQjCFJe8qtvNmR33C05dQX7w28mNgXJbcVMvOuTCkKpehBuaoOsbfpb71zV7mvFfnlC9JPrClsZD2MD6Du0ewY5wPBS9b1Bdqy221k2RLUvwVEB1ZbDX77flRR14VjhWjLJvOW8Mj2uGsOdhClA8fNYnZG10Ui3WWZBcIixYYL5Xg",
];

#[test]
fn a_pss_salt_of_another_length_is_seen_and_measured() {
    let public = [key(keys::RSA_2048_PUBLIC_JWK)];
    let [ps256, rs256] = SALT_OF_20.map(|signature| base64url::decode(signature.as_bytes()).unwrap());
    let salt = ("hint-pss-salt", "The PSS salt is 20 bytes; JOSE wants 32.".to_owned());
    let padding =
        ("hint-pss-pkcs1", "The signature is RSA PSS with SHA-256, and the header says RS256.".to_owned());
    assert_eq!(hints(&token(r#"{"alg":"PS256"}"#, CLAIMS, &ps256), &public), from_ref(&salt));
    assert_eq!(hints(&token(r#"{"alg":"RS256"}"#, CLAIMS, &rs256), &public), [salt, padding]);
    assert_eq!(hints(&token(r#"{"alg":"PS256"}"#, CLAIMS, &rs256), &public), []);
    assert_eq!(hints(&token(r#"{"alg":"PS256"}"#, CLAIMS, &ps256), &[key(keys::RSA_3072_PUBLIC_JWK)]), []);
}

#[test]
fn a_mac_under_the_text_of_a_public_key_is_seen() {
    let header = r#"{"alg":"HS256"}"#;
    let message = "The HMAC secret is a public key: anyone can forge this.";
    for (public, spellings) in [
        (
            keys::P256_SPKI,
            vec![keys::P256_SPKI.as_bytes(), keys::P256_SPKI.trim_end().as_bytes(), keys::P256_SPKI_DER],
        ),
        (keys::RSA_2048_SPKI, vec![keys::RSA_2048_SPKI.as_bytes(), keys::RSA_2048_PKCS1_PUBLIC.as_bytes()]),
    ] {
        for spelling in spellings {
            let mut mac = Vec::new();
            Mac::new(crate::alg::Hash::Sha256, spelling).sign(input(header, CLAIMS).as_bytes(), &mut mac);
            one(&token(header, CLAIMS, &mac), &[key(public)], "hmac-public-key", message);
            assert_eq!(hints(&token(header, CLAIMS, &mac), &[key(keys::P384_SPKI)]), []);
        }
    }
}

#[test]
fn the_key_of_the_certificate_in_the_header_is_seen() {
    let certificate: String = keys::P256_CERTIFICATE.lines().filter(|line| !line.starts_with('-')).collect();
    let header = format!(r#"{{"alg":"ES256","x5c":["{certificate}"]}}"#);
    let other = key(keys::P384_PUBLIC_JWK);
    let key = key(keys::P256_PRIVATE_JWK);
    one(
        &signed(&key, Algorithm::Es256, &header),
        &[other],
        "hint-certificate",
        "The signature holds under the key of the certificate that the token carries.",
    );
    let mut near = raw_signature(&key, Algorithm::Es256, &input(&header, CLAIMS));
    near[40] ^= 1;
    assert_eq!(hints(&token(&header, CLAIMS, &near), &[]), []);
}

#[test]
fn the_same_json_in_another_spelling_is_seen_and_described() {
    let key = secret(b"0123456789abcdef0123456789abcdef");
    let spaced = r#"{"sub": "u_42", "aud": "https://api.example.com", "name": "Zoë"}"#;
    for (was, header_was, is, header_is, words) in [
        (spaced, HEADER, CLAIMS, HEADER, "with a blank after each comma and colon in the payload"),
        (CLAIMS, HEADER, spaced, HEADER, "without white space in the payload"),
        (
            spaced,
            r#"{"alg": "HS256", "typ": "JWT"}"#,
            CLAIMS,
            HEADER,
            "with a blank after each comma and colon",
        ),
        (
            CLAIMS,
            r#"{"typ":"JWT","alg":"HS256"}"#,
            CLAIMS,
            r#"{"typ":"JWT", "alg":"HS256"}"#,
            "without white space in the header",
        ),
        (
            r#"{"aud":"https://api.example.com","name":"Zoë","sub":"u_42"}"#,
            HEADER,
            CLAIMS,
            HEADER,
            "with its names sorted in the payload",
        ),
        (
            r#"{"sub":"u_42","aud":"https://api.example.com","name":"Zo\u00eb"}"#,
            HEADER,
            CLAIMS,
            HEADER,
            "with \\u escapes for characters beyond ASCII in the payload",
        ),
        (
            r#"{"sub":"u_42","aud":"https:\/\/api.example.com","name":"Zo\u00eb"}"#,
            HEADER,
            CLAIMS,
            HEADER,
            "with \\u escapes for characters beyond ASCII, with \\/ for / in the payload",
        ),
        (
            CLAIMS,
            HEADER,
            r#"{"sub":"u_42","aud":"https:\/\/api.example.com","name":"Zo\u00eb"}"#,
            HEADER,
            "with characters for \\u escapes, with / for \\/ in the payload",
        ),
        (
            r#"{"aud": "https://api.example.com", "name": "Zo\u00EB", "sub": "u_42"}"#,
            HEADER,
            CLAIMS,
            HEADER,
            "with its names sorted, with a blank after each comma and colon, with \\u escapes for characters beyond ASCII in the payload",
        ),
    ] {
        let token = signed_over(&key, Algorithm::Hs256, &input(header_was, was), header_is, is);
        let message = format!(
            "The signature holds over the same JSON written {words}: somebody decoded and re-encoded the token."
        );
        one(&token, from_ref(&key), "hint-reserialised", &message);
    }
    // Other values are no spelling of these.
    let other = input(HEADER, r#"{"sub": "u_43", "aud": "https://api.example.com", "name": "Zoë"}"#);
    assert_eq!(hints(&signed_over(&key, Algorithm::Hs256, &other, HEADER, CLAIMS), &[key]), []);
}

#[test]
fn base64_of_another_kind_is_seen() {
    let key = secret(b"0123456789abcdef0123456789abcdef");
    let payload = r#"{"sub":"~~~???>>>"}"#;
    let (header, payload_url) = (base64url::encode(HEADER.as_bytes()), base64url::encode(payload.as_bytes()));
    let pad = |text: &str| format!("{text}{}", "=".repeat((4 - text.len() % 4) % 4));
    let standard = |text: &str| text.replace('-', "+").replace('_', "/");
    assert_ne!(payload_url, standard(&payload_url));
    for (over, words) in [
        (format!("{}.{}", pad(&header), pad(&payload_url)), "padded base64url"),
        (format!("{}.{}", standard(&pad(&header)), standard(&pad(&payload_url))), "standard base64"),
        (format!("{}.{}", standard(&header), standard(&payload_url)), "standard base64 without padding"),
    ] {
        let token = signed_over(&key, Algorithm::Hs256, &over, HEADER, payload);
        one(&token, from_ref(&key), "hint-padded", &format!("The signature was made over {words}."));
    }
    let over = format!("{}..{}", pad(&header), pad(&payload_url));
    assert_eq!(hints(&signed_over(&key, Algorithm::Hs256, &over, HEADER, payload), &[key]), []);
}

#[test]
fn a_signature_that_was_cut_is_seen() {
    let key = secret(b"0123456789abcdef0123456789abcdef");
    let mac = raw_signature(&key, Algorithm::Hs256, &input(HEADER, CLAIMS));
    one(
        &token(HEADER, CLAIMS, &mac[..20]),
        from_ref(&key),
        "hint-truncated",
        "The token was likely cut while copying: the signature stops after 20 of 32 bytes, and they are right.",
    );
    assert_eq!(hints(&token(HEADER, CLAIMS, &mac[1..21]), from_ref(&key)), []);
    assert_eq!(hints(&token(HEADER, CLAIMS, &mac[..4]), &[key]), []);
    one(
        &token(r#"{"alg":"EdDSA"}"#, CLAIMS, &[7; 40]),
        &[],
        "hint-truncated",
        "The token was likely cut while copying: the signature stops after 40 of 64 bytes.",
    );
}

#[test]
fn no_diagnosis_goes_over_its_bounds() {
    let keys: Vec<AnyKey> =
        (0..100).map(|n| secret(format!("a secret of some length, number {n}").as_bytes())).collect();
    let token = signed(&secret(b"another secret altogether, of some length"), Algorithm::Hs256, HEADER);
    let mut case = Case {
        token: &token,
        algorithm: Algorithm::Hs256,
        keys: &keys,
        trials: DIAGNOSIS_TRIALS,
        hints: Vec::new(),
    };
    for attempt in ATTEMPTS {
        (attempt.run)(&mut case);
    }
    assert_eq!((case.trials, case.hints.len()), (0, 0));

    // The cause is found with as many operations as it takes, and not with one fewer.
    let keys: Vec<AnyKey> =
        keys.into_iter().take(1).chain([secret(b"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=")]).collect();
    let token = signed(&secret(&[7; 32]), Algorithm::Hs256, HEADER);
    let found = |trials: usize| {
        let mut case =
            Case { token: &token, algorithm: Algorithm::Hs256, keys: &keys, trials, hints: Vec::new() };
        for attempt in ATTEMPTS {
            (attempt.run)(&mut case);
        }
        !case.hints.is_empty()
    };
    let needed = (0..DIAGNOSIS_TRIALS).find(|trials| found(*trials)).unwrap();
    assert_eq!([needed - 1, needed, needed + 1].map(found), [false, true, true]);

    let key = secret(b"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=");
    let large = format!(r#"{{"sub":"{}"}}"#, "x".repeat(DIAGNOSIS_BYTES));
    let token = signed_over(&secret(&[7; 32]), Algorithm::Hs256, &input(HEADER, &large), HEADER, &large);
    assert_eq!(hints(&token, &[key]), []);
}
