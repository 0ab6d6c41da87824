//! What is refused, and the words it is refused with.

use proptest::prelude::*;
use testkit::keys::*;

use super::super::*;
use super::{FAMILIES, fault, read};
use crate::reason::Code;

const CLOSE_FACTORS: &str = "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAANwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAACp7";
const SQUARE: &str = "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAJYAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABX5";

#[test]
fn what_is_no_key_is_named_after_what_it_looks_like() {
    for (text, found) in [
        ("", "it is empty"),
        (" \n", "it is empty"),
        ("hunter2", "it looks like plain text; a secret is given with its encoding"),
        ("eyJhbGciOiJIUzI1NiJ9.e30.c2ln", "it looks like a token (JWT)"),
        (
            "https://idp.example/.well-known/jwks.json\n",
            "it is an address, and nothing is fetched from one; give what stands there",
        ),
        (
            "https://is how this secret begins",
            "it looks like plain text; a secret is given with its encoding",
        ),
        ("[]", "it is a JSON array; a JWK set is an object with the member keys"),
        ("{}", "a JSON object without kty, which every JWK has"),
        (r#"{"keys":{}}"#, "a JSON object whose keys is no array"),
        (r#"{"keys":[]}"#, "it is an empty JWK set"),
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
    let unknown =
        |found: &str| (Code::KeyUnsupported, format!("Keys of this kind are not known here: {found}."));
    assert_eq!(fault(P256_EXPLICIT_SPKI), unknown("a curve written out by its parameters instead of named"));
    let broken = |found: &str| (Code::KeyInvalid, format!("The key is broken: {found}."));
    assert_eq!(
        fault(P256_COMPRESSED_SPKI),
        broken(
            "its point is compressed; write it uncompressed, for example with openssl ec -conv_form uncompressed"
        )
    );
    let cut = P256_PKCS8.get(..P256_PKCS8.len() - 30).unwrap();
    assert_eq!(fault(cut), broken("its PEM block has no END line: it was not copied whole"));
    let odd = P256_SPKI.replace("MFkw", "MF*w");
    assert_eq!(fault(&odd), broken("inside the PEM block, line breaks not counted, byte 3 does not belong"));
    assert_eq!(
        fault(RSA_512_SPKI),
        (Code::RsaKeyShort, "The RSA key of 512 bits is too short: 1024 bits are the least.".into())
    );
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
        jwk(r#"{"kty":"QKP","alg":"ML-DSA-44"}"#),
        (Code::KeyUnsupported, "Keys of this kind are not known here: kty \"QKP\".".into(), "/kty".into())
    );
    assert_eq!(
        jwk(r#"{"kty":"AKP","alg":"ML-DSA-44"}"#),
        broken("a key of kty AKP has pub; it is missing", "")
    );
    assert_eq!(jwk(r#"{"kty":"AKP"}"#), broken("a key of kty AKP has alg; it is missing", ""));
    assert_eq!(
        jwk(r#"{"kty":"AKP","alg":"ES256","pub":"AA"}"#),
        broken("alg is ES256, which no AKP key is for", "/alg")
    );
    assert_eq!(
        jwk(r#"{"kty":"AKP","alg":"SLH-DSA","pub":"AA"}"#),
        (
            Code::KeyUnsupported,
            "Keys of this kind are not known here: kty AKP with alg \"SLH-DSA\".".into(),
            "/alg".into()
        )
    );
    assert_eq!(
        jwk(r#"{"kty":"OKP","crv":"E-222","x":"AA"}"#),
        (
            Code::KeyUnsupported,
            "Keys of this kind are not known here: the curve \"E-222\".".into(),
            "/crv".into()
        )
    );
    assert_eq!(
        jwk(r#"{"kty":"OKP","crv":"X25519","x":"AA"}"#),
        broken("x is 1 bytes long, not 32, as X25519 has them", "/x")
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
        let lines = RSA_2048_PRIVATE_JWK.lines().filter(|line| !line.starts_with(&format!(" \"{name}\"")));
        let text = lines.collect::<String>().replace(",}", "}");
        fault(&text).1
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
fn no_public_key_is_an_hmac_secret_in_any_spelling() {
    for (private, public) in FAMILIES {
        for text in *public {
            assert!(secret_is_public_key(text.as_bytes()), "{text}");
            let refused = Key::insecure_hmac(Algorithm::Hs256, text).unwrap_err();
            assert_eq!(refused.code(), Code::HmacPublicKey);
            let spellings = spellings(read(text).held());
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
    assert!(secret_is_public_key(format!("Bag Attributes\n{P256_SPKI}").as_bytes()));
    assert!(secret_is_public_key(P256_SPKI.replace("-----END", "").as_bytes()));
    assert!(!secret_is_public_key(format!("{P256_CERTIFICATE}{P256_PKCS8}").as_bytes()));
    for public in [
        P256_SPKI.replace("PUBLIC KEY", "PRIVATE KEY"),
        format!(
            "{}{}",
            P256_SPKI.trim_end(),
            P256_PKCS8.trim_start_matches('-').replacen("BEGIN", "----BEGIN", 1)
        ),
    ] {
        assert!(!read(&public).is_secret() && secret_is_public_key(public.as_bytes()), "{public}");
    }
    assert!(secret_is_public_key(br#"{"kty":"EC","crv":"P-999","x":"AA","y":"AA"}"#));
    assert!(!secret_is_public_key(HMAC_256_JWK.as_bytes()));
    assert!(!secret_is_public_key(b"your-256-bit-secret"));
    assert!(!secret_is_public_key(b"Monkeys-begin-with-M"));
    assert!(!secret_is_public_key(b"ssh-is-my-password"));
}

/// The product of 2^512 + 75 and 2^512 + 145, and the square of the first: what a generator makes that looks for the second prime
/// next to the first. Made with Python's integers.
#[test]
fn factors_that_lie_close_together_make_no_key() {
    for n in [CLOSE_FACTORS, SQUARE] {
        let jwk = format!(r#"{{"kty":"RSA","n":"{n}","e":"AQAB"}}"#);
        let says = "The key is broken: the two factors of the modulus n lie close together.";
        assert_eq!(fault(&jwk), (Code::KeyInvalid, says.into()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_change_to_a_key_makes_a_panic(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        byte: u8,
        cut in any::<prop::sample::Index>(),
    ) {
        let texts = [P256_PKCS8_DER, P256_SPKI_DER, P256_CERTIFICATE.as_bytes(), P521_PRIVATE_JWK.as_bytes(), ED25519_PKCS8.as_bytes(), RSA_1024_PKCS1.as_bytes()];
        let mut bytes = texts[which.index(texts.len())].to_vec();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        drop(AnyKey::read(&bytes));
        bytes.truncate(cut.index(bytes.len()));
        drop(KeySet::read(&bytes));
        secret_is_public_key(&bytes);
    }
}
