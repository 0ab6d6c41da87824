//! What is read, in which forms, and how it is written again.

use testkit::keys::*;

use super::super::*;
use super::{FAMILIES, algorithm_of, fault, read};
use crate::crypto::SignatureFault;
use crate::reason::Code;

#[test]
fn every_form_of_a_key_is_the_same_key_and_works() {
    for (private, public) in FAMILIES {
        let thumbprint = read(private[0]).thumbprint().unwrap();
        for signer in *private {
            let signer = read(signer);
            assert!(matches!(signer, AnyKey::Private(_)), "{signer:?}");
            assert_eq!(signer.thumbprint(), Some(thumbprint));
            let algorithm = algorithm_of(&signer);
            let mut signature = Vec::new();
            signer.held().sign_raw(algorithm, b"message", &mut signature).unwrap();
            for verifier in *public {
                let verifier = read(verifier);
                assert!(matches!(verifier, AnyKey::Public(_)), "{verifier:?}");
                assert_eq!(verifier.thumbprint(), Some(thumbprint));
                assert_eq!(verifier.held().verify_raw(algorithm, b"message", &signature), Ok(()));
                let refused = verifier.held().verify_raw(algorithm, b"massage", &signature);
                assert_eq!(refused, Err(SignatureFault::Mismatch));
            }
        }
    }
}

#[test]
fn what_is_read_is_written_again_in_every_form_that_holds_it() {
    for (private, public) in FAMILIES {
        for text in private.iter().chain(*public) {
            let key = read(text);
            let jwk = read(&key.to_jwk().unwrap());
            assert_eq!((jwk.thumbprint(), jwk.is_secret()), (key.thumbprint(), key.is_secret()));
            let mut written = 0;
            for form in [Form::Pkcs8, Form::Pkcs1, Form::Sec1, Form::Spki] {
                let Ok(encoded) = key.to_form(form) else { continue };
                written += 1;
                for again in [read(&encoded.pem()), AnyKey::read(encoded.der()).unwrap()] {
                    assert_eq!((again.form(), again.thumbprint()), (form, key.thumbprint()));
                    assert_eq!(again.is_secret(), key.is_secret());
                }
            }
            assert!(written >= 1, "{key:?}");
        }
    }
}

#[test]
fn pem_is_written_as_openssl_writes_it() {
    for (text, form) in [
        (ED25519_PKCS8, Form::Pkcs8),
        (ED25519_SPKI, Form::Spki),
        (P256_PKCS8, Form::Pkcs8),
        (P256_SEC1, Form::Sec1),
        (P256_SPKI, Form::Spki),
        (P384_PKCS8, Form::Pkcs8),
        (P521_PKCS8, Form::Pkcs8),
        (P521_SPKI, Form::Spki),
        (SECP256K1_SEC1, Form::Sec1),
        (RSA_2048_PKCS1, Form::Pkcs1),
        (RSA_2048_PKCS8, Form::Pkcs8),
        (RSA_2048_PKCS1_PUBLIC, Form::Pkcs1),
        (RSA_2048_SPKI, Form::Spki),
    ] {
        assert_eq!(read(text).to_form(form).unwrap().pem().as_str(), text);
    }
}

#[test]
fn a_form_that_cannot_hold_the_key_says_so() {
    let refused = |key: &AnyKey, form| key.to_form(form).unwrap_err().to_string();
    let (ed25519, p256) = (read(ED25519_PKCS8), read(P256_PUBLIC_JWK));
    assert_eq!(refused(&ed25519, Form::Pkcs1), "PKCS#1 cannot hold this key (private Ed25519).");
    assert_eq!(refused(&ed25519, Form::Spki), "SPKI cannot hold this key (private Ed25519).");
    assert_eq!(refused(&p256, Form::Pkcs8), "PKCS#8 cannot hold this key (public P-256).");
    assert_eq!(refused(&read(HMAC_256_JWK), Form::Spki), "SPKI cannot hold this key (shared oct, 256 bits).");
}

#[test]
fn der_and_bare_base64_are_recognised_by_content() {
    let thumbprint = read(P256_PKCS8).thumbprint();
    assert_eq!(AnyKey::read(P256_PKCS8_DER).unwrap().thumbprint(), thumbprint);
    assert_eq!(AnyKey::read(P256_SPKI_DER).unwrap().thumbprint(), thumbprint);
    let lines: Vec<_> = P256_SPKI.lines().collect();
    let bare = lines[1..lines.len() - 1].join("\n");
    assert_eq!(read(&bare).thumbprint(), thumbprint);
    assert_eq!(read(&bare.replace('\n', "")).thumbprint(), thumbprint);
}

#[test]
fn pem_is_taken_as_it_is_pasted() {
    let thumbprint = read(P256_PKCS8).thumbprint();
    let one_line = P256_PKCS8.trim_end().replace('\n', "\\n");
    for text in [
        P256_PKCS8.replace('\n', "\r\n"),
        one_line,
        format!("Bag Attributes\n  {P256_PKCS8}\n"),
        format!("\n{P256_PKCS8}"),
    ] {
        assert_eq!(read(&text).thumbprint(), thumbprint, "{text}");
    }
}

#[test]
fn of_a_chain_of_certificates_the_first_is_meant_and_other_heaps_are_refused() {
    let chain = format!("{P256_CERTIFICATE}{P256_CERTIFICATE}");
    assert_eq!(read(&chain).form(), Form::Certificate);
    assert_eq!(KeySet::read(chain.as_bytes()).unwrap().len(), 2);
    let heap = format!("{P256_SPKI}{ED25519_SPKI}");
    let says = "This is no key in a form that is known: it holds 2 keys where one is expected.";
    assert_eq!(fault(&heap), (Code::KeyUnreadable, says.into()));
}

#[test]
fn a_set_keeps_its_good_keys_and_lists_the_others() {
    let set = format!(
        r#"{{"keys":[{P256_PUBLIC_JWK},{{"kty":"QKP"}},7,{ED25519_PUBLIC_JWK},{{"kty":"oct","k":""}}],"more":1}}"#
    );
    let set = KeySet::read(set.as_bytes()).unwrap();
    assert_eq!(set.keys().map(|(index, _)| index).collect::<Vec<_>>(), [0, 3]);
    let left_out: Vec<_> =
        set.left_out().map(|fault| (fault.place().unwrap().part.code(), fault.code())).collect();
    assert_eq!(
        left_out,
        [
            ("key[1]".to_owned(), Code::KeyUnsupported),
            ("key[2]".to_owned(), Code::KeyUnreadable),
            ("key[4]".to_owned(), Code::KeyInvalid)
        ]
    );
    let long = format!(r#"{{"keys":[{}0]}}"#, "0,".repeat(1000));
    let refused = KeySet::read(long.as_bytes()).unwrap_err();
    assert_eq!(
        (refused.code(), refused.to_string()),
        (Code::TooLong, "The input is longer than 1000 keys.".into())
    );
}

#[test]
fn thumbprints_are_those_of_the_standards() {
    // RFC 7638 section 3.1.
    let rfc_7638 = r#"{"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"}"#;
    assert_eq!(
        read(rfc_7638).thumbprint().unwrap().to_string(),
        "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
    );
    assert_eq!(read(rfc_7638).kid().map(KeyId::as_str), Some("2011-04-29"));
    // RFC 8037 appendix A.3.
    let rfc_8037 = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    assert_eq!(
        read(rfc_8037).thumbprint().unwrap().to_string(),
        "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
    );
    assert_eq!(read(HMAC_256_JWK).thumbprint(), None);
}

#[test]
fn debug_shows_kind_and_size_only() {
    for (text, shown) in [
        (HMAC_256_JWK, "Shared(Key(shared oct, 256 bits))"),
        (RSA_2048_PRIVATE_JWK, "Private(Key(private RSA, 2048 bits))"),
        (P256_PUBLIC_JWK, "Public(Key(public P-256))"),
    ] {
        assert_eq!(format!("{:?}", read(text)), shown);
    }
}

#[test]
fn a_key_for_several_algorithms_is_no_jwk_until_one_is_named() {
    let key = read(RSA_PSS_SPKI);
    let refused = key.to_jwk().unwrap_err();
    assert_eq!(refused.code(), Code::KeyForm);
    assert_eq!(
        refused.to_string(),
        "A JWK cannot hold this key (it names one algorithm, and the key is for PS256, PS384, PS512)."
    );
    let one = key.with_algorithms(Algorithms::only(Algorithm::Ps384)).unwrap();
    assert!(one.to_jwk().unwrap().contains(r#""alg":"PS384""#));
}
