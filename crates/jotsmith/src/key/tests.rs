//! Keys in every form: read, told apart, refused, written. The fixed keys come from OpenSSL; see testkit.

use testkit::keys::*;

use super::*;
use crate::crypto::SignatureFault;
use crate::reason::Code;

fn read(text: &str) -> AnyKey {
    AnyKey::read(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault}"))
}

fn fault(text: &str) -> (Code, String) {
    let fault = AnyKey::read(text.as_bytes()).unwrap_err();
    (fault.code(), fault.to_string())
}

/// Every form of one key: the forms of its private half, then those of its public half.
const FAMILIES: &[(&[&str], &[&str])] = &[
    (&[ED25519_PKCS8, ED25519_PRIVATE_JWK], &[ED25519_SPKI, ED25519_PUBLIC_JWK]),
    (
        &[P256_PKCS8, P256_SEC1, P256_SEC1_WITH_PARAMETERS, P256_PRIVATE_JWK],
        &[P256_SPKI, P256_PUBLIC_JWK, P256_CERTIFICATE],
    ),
    (&[P384_PKCS8, P384_SEC1, P384_PRIVATE_JWK], &[P384_SPKI, P384_PUBLIC_JWK]),
    (&[P521_PKCS8, P521_SEC1, P521_PRIVATE_JWK], &[P521_SPKI, P521_PUBLIC_JWK]),
    (&[SECP256K1_PKCS8, SECP256K1_SEC1, SECP256K1_PRIVATE_JWK], &[SECP256K1_SPKI, SECP256K1_PUBLIC_JWK]),
    (&[RSA_1024_PKCS8, RSA_1024_PKCS1, RSA_1024_PRIVATE_JWK], &[RSA_1024_SPKI, RSA_1024_PUBLIC_JWK]),
    (
        &[RSA_2048_PKCS8, RSA_2048_PKCS1, RSA_2048_PRIVATE_JWK],
        &[RSA_2048_SPKI, RSA_2048_PKCS1_PUBLIC, RSA_2048_PUBLIC_JWK],
    ),
    (&[RSA_3072_PKCS8, RSA_3072_PKCS1, RSA_3072_PRIVATE_JWK], &[RSA_3072_SPKI, RSA_3072_PUBLIC_JWK]),
];

/// A fit algorithm, for keys that do not say theirs.
fn algorithm_of(key: &AnyKey) -> Algorithm {
    key.algorithms().iter().next().unwrap_or(Algorithm::Ps256)
}

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
            let jwk = read(&key.to_jwk());
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
fn what_is_no_key_is_named_after_what_it_looks_like() {
    for (text, found) in [
        ("", "it is empty"),
        (" \n", "it is empty"),
        ("hunter2", "it looks like plain text; a secret is given with its encoding"),
        ("eyJhbGciOiJIUzI1NiJ9.e30.c2ln", "it looks like a token (JWT)"),
        ("[]", "it is a JSON array; a JWK set is an object with the member keys"),
        ("{}", "a JSON object without kty, which every JWK has"),
        (r#"{"keys":{}}"#, "a JSON object whose keys is no array"),
        (r#"{"keys":[]}"#, "it is an empty JWK set"),
        (
            OPENSSH_PRIVATE,
            "it is an OpenSSH key, which is not opened: write it as PEM first, for example with ssh-keygen -p -m PKCS8",
        ),
        (
            OPENSSH_PUBLIC,
            "it is an OpenSSH public key: write it as PEM first, for example with ssh-keygen -e -m PKCS8",
        ),
        (P256_REQUEST, "it is a certificate request: give the certificate or the key"),
        (
            "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAA==\n-----END PGP PUBLIC KEY BLOCK-----",
            "it is a PGP key",
        ),
        (
            "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n",
            "it holds the parameters of a curve and no key",
        ),
    ] {
        assert_eq!(
            fault(text),
            (Code::KeyUnreadable, format!("This is no key in a form that is known: {found}.")),
            "{text}"
        );
    }
    let binary = AnyKey::read(&[0xff, 0xfe, 0]).unwrap_err();
    assert_eq!(binary.to_string(), "This is no key in a form that is known: it is binary data, and no DER.");
}

#[test]
fn keys_that_are_locked_unknown_or_cut_short_say_why() {
    let encrypted = "The private key is encrypted with a password.";
    assert_eq!(fault(P256_ENCRYPTED_PKCS8), (Code::KeyEncrypted, encrypted.into()));
    assert_eq!(fault(P256_ENCRYPTED_SEC1), (Code::KeyEncrypted, encrypted.into()));
    let unknown =
        |found: &str| (Code::KeyUnsupported, format!("Keys of this kind are not known here: {found}."));
    assert_eq!(fault(X25519_PKCS8), unknown("X25519, which agrees on keys and signs nothing"));
    assert_eq!(fault(ED448_SPKI), unknown("Ed448"));
    assert_eq!(fault(P256_EXPLICIT_SPKI), unknown("a curve written out by its parameters instead of named"));
    let broken = |found: &str| (Code::KeyInvalid, format!("The key is broken: {found}."));
    assert_eq!(
        fault(P256_COMPRESSED_SPKI),
        broken(
            "its point is compressed; write it uncompressed, for example with openssl ec -conv_form uncompressed"
        )
    );
    let cut = &P256_PKCS8[..P256_PKCS8.len() - 30];
    assert_eq!(fault(cut), broken("its PEM block has no END line: it was not copied whole"));
    let odd = P256_SPKI.replace("MFkw", "MF*w");
    assert_eq!(fault(&odd), broken("inside the PEM block, line breaks not counted, byte 3 does not belong"));
    assert_eq!(
        fault(RSA_512_SPKI),
        (Code::RsaKeyShort, "The RSA key of 512 bits is too short: 1024 bits are the least.".into())
    );
}

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
    assert!(public.to_jwk().ends_with(r#""alg":"ES256","use":"sig","key_ops":["verify"]}"#));
    assert!(!with(r#""key_ops":["deriveKey"]"#).permits_sign());
}

#[test]
fn a_broken_jwk_names_the_member() {
    let jwk = |text: &str| {
        let fault = AnyKey::read(text.as_bytes()).unwrap_err();
        let pointer = fault.place().and_then(|place| place.pointer.clone());
        (fault.code(), fault.to_string(), pointer.unwrap_or_default())
    };
    let broken = |found: &str, pointer: &str| {
        (Code::KeyInvalid, format!("The key is broken: {found}."), pointer.to_owned())
    };
    assert_eq!(jwk(r#"{"kty":"oct"}"#), broken("a key of kty oct has k; it is missing", ""));
    assert_eq!(jwk(r#"{"kty":"oct","k":""}"#), broken("the secret is empty", "/k"));
    assert_eq!(jwk(r#"{"kty":"oct","k":7}"#), broken("k is a number, not a string", "/k"));
    assert_eq!(
        jwk(r#"{"kty":"oct","k":"YQ=="}"#),
        broken("k is not base64url without padding: see its character 3", "/k")
    );
    assert_eq!(jwk(r#"{"kty":"oct","k":"YQ","kid":1}"#), broken("kid is a number, not a string", "/kid"));
    assert_eq!(
        jwk(r#"{"kty":"oct","k":"YQ","key_ops":["sign","sign"]}"#),
        broken("key_ops is no array of different strings", "/key_ops")
    );
    assert_eq!(
        jwk(r#"{"kty":"AKP","alg":"ML-DSA-44"}"#),
        (Code::KeyUnsupported, "Keys of this kind are not known here: kty \"AKP\".".into(), "/kty".into())
    );
    assert_eq!(
        jwk(r#"{"kty":"OKP","crv":"X25519","x":"AA"}"#),
        (
            Code::KeyUnsupported,
            "Keys of this kind are not known here: the curve \"X25519\".".into(),
            "/crv".into()
        )
    );
    assert_eq!(
        jwk(r#"{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}"#),
        broken("x is 1 bytes long, not 32, as P-256 has them", "/x")
    );
    let off =
        P256_PUBLIC_JWK.replace(r#""kty": "EC""#, r#""kty": "EC", "z": 0"#).replace("P-256", "secp256k1");
    assert_eq!(jwk(&off), broken("the point (x, y) does not lie on the curve", ""));
    assert_eq!(jwk(r#"{"kty":"oct","k":"YQ","k":"YQ"}"#).0, Code::DuplicateMember);
    assert_eq!(jwk(r#"{"kty":"oct","k":"YQ"} x"#).0, Code::JsonTrailingData);
}

#[test]
fn a_private_rsa_jwk_has_all_its_parts() {
    let without = |name: &str| {
        let start = RSA_2048_PRIVATE_JWK.find(&format!(" \"{name}\"")).unwrap();
        let end = start + RSA_2048_PRIVATE_JWK[start..].find('\n').unwrap();
        let text = format!("{}{}", &RSA_2048_PRIVATE_JWK[..start], &RSA_2048_PRIVATE_JWK[end..]);
        fault(&text.replace(",\n\n}", "\n}")).1
    };
    for name in ["p", "q", "dp", "dq", "qi"] {
        let says = format!("a private RSA key has p, q, dp, dq and qi beside d; {name} is missing");
        assert_eq!(without(name), format!("The key is broken: {says}."));
    }
    assert_eq!(without("d"), "The key is broken: it has the private member p and no d.");
    let oth = RSA_2048_PRIVATE_JWK.replacen('{', r#"{"oth":[],"#, 1);
    assert_eq!(fault(&oth).1, "The key is broken: it has more than two primes (oth), which is not taken.");
    let zero = r#"{"kty":"RSA","n":"AJCP","e":"AQAB"}"#;
    assert_eq!(
        fault(zero).1,
        "The key is broken: n begins with a zero byte, which RFC 7518 section 6.3.1 forbids."
    );
}

#[test]
fn private_parts_of_another_key_do_not_fit() {
    let unfit = "The key is broken: the private part does not fit the public part.";
    let d = |jwk: &str| jwk.split(r#""d": ""#).nth(1).unwrap().split('"').next().unwrap().to_owned();
    let other = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE";
    for jwk in [P256_PRIVATE_JWK, SECP256K1_PRIVATE_JWK, ED25519_PRIVATE_JWK] {
        assert_eq!(fault(&jwk.replace(&d(jwk), other)), (Code::KeyInvalid, unfit.into()));
    }
    let n = |jwk: &str| jwk.split(r#""n": ""#).nth(1).unwrap().split('"').next().unwrap().to_owned();
    let mixed = RSA_2048_PRIVATE_JWK.replace(&n(RSA_2048_PRIVATE_JWK), &n(RSA_ROCA_PUBLIC_JWK));
    assert_eq!(fault(&mixed), (Code::KeyInvalid, unfit.into()));
}

#[test]
fn a_set_keeps_its_good_keys_and_lists_the_others() {
    let set = format!(
        r#"{{"keys":[{P256_PUBLIC_JWK},{{"kty":"AKP"}},7,{ED25519_PUBLIC_JWK},{{"kty":"oct","k":""}}],"more":1}}"#
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
fn no_public_key_is_an_hmac_secret_in_any_spelling() {
    for (private, public) in FAMILIES {
        for text in *public {
            assert!(secret_is_public_key(text.as_bytes()), "{text}");
            let refused = Key::insecure_hmac(Algorithm::Hs256, text).unwrap_err();
            assert_eq!(refused.code(), Code::HmacPublicKey);
            let spellings = convert::spellings(read(text).held());
            assert!(spellings.len() >= 4);
            assert!(spellings.iter().all(|spelling| secret_is_public_key(spelling)));
        }
        for text in *private {
            assert!(!secret_is_public_key(text.as_bytes()), "{text}");
        }
    }
    assert!(secret_is_public_key(OPENSSH_PUBLIC.as_bytes()));
    assert!(secret_is_public_key(P256_SPKI_DER));
    assert!(secret_is_public_key(P256_SPKI.trim_end().as_bytes()));
    assert!(secret_is_public_key(format!("\n{P256_SPKI}\n\n").as_bytes()));
    assert!(secret_is_public_key(format!(r#"{{"keys":[{P256_PUBLIC_JWK}]}}"#).as_bytes()));
    assert!(!secret_is_public_key(b"your-256-bit-secret"));
    assert!(!secret_is_public_key(b"Monkeys-begin-with-M"));
    assert!(!secret_is_public_key(b"ssh-is-my-password"));
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
        assert_eq!(read(&key.to_jwk()).bits(), key.bits());
    }
    let rsa = Key::generate_rsa(2048).unwrap().with_algorithm(Algorithm::Rs256).unwrap();
    assert_eq!((rsa.bits(), rsa.weaknesses(Algorithm::Rs256)), (2048, vec![]));
    assert_eq!(Key::generate_secret(Algorithm::Hs256, 16).unwrap_err().code(), Code::HmacKeyShort);
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
fn a_key_signs_only_what_it_is_for() {
    let mut none = Vec::new();
    let sign = |key: &str, algorithm| read(key).held().sign_raw(algorithm, b"", &mut Vec::new());
    assert_eq!(sign(P256_PUBLIC_JWK, Algorithm::Es256), Err(SigningFault::Unfit));
    assert_eq!(sign(P256_PRIVATE_JWK, Algorithm::Es384), Err(SigningFault::Unfit));
    assert_eq!(sign(HMAC_256_JWK, Algorithm::Es256), Err(SigningFault::Unfit));
    assert_eq!(sign(RSA_2048_PKCS8, Algorithm::Es256), Err(SigningFault::Unfit));
    let key = Key::hmac(Algorithm::Hs256, [7; 32]).unwrap();
    assert_eq!(key.sign_raw(Algorithm::Rs256, b"", &mut none), Err(SigningFault::Unfit));
    assert_eq!(key.held().verify_raw(Algorithm::Rs256, b"", &none), Err(SignatureFault::Mismatch));
}
