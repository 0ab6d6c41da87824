//! The published keys of RFC 7517 appendices A and B and RFC 7520 section 3, and the encrypted tokens of RFC 7516
//! appendix A.5 and RFC 7519 appendix A, under keys that other standards publish.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use jotsmith::alg::{Algorithms, Curve};
use jotsmith::key::{KeyId, KeySet};
use jotsmith::reason::Code;
use jotsmith::{Algorithm, AnyKey};
use serde_json::Value;
use testkit::vector::folder;

fn read(file: &str) -> String {
    #[expect(clippy::disallowed_methods, reason = "a fixture")]
    let text = std::fs::read_to_string(folder().join(file)).unwrap();
    text
}

fn set(file: &str) -> Vec<AnyKey> {
    let set = KeySet::read(read(file).as_bytes()).unwrap();
    assert_eq!(set.left_out().count(), 0, "{file}");
    set.keys().map(|(_, key)| key.clone()).collect()
}

fn kid(key: &AnyKey) -> Option<&str> {
    key.kid().map(KeyId::as_str)
}

#[test]
fn rfc_7517_appendix_a_1_is_a_set_of_two_public_keys() {
    let keys = set("rfc7517/a1.jwks");
    assert_eq!(keys.iter().map(kid).collect::<Vec<_>>(), [Some("1"), Some("2011-04-29")]);
    assert_eq!(
        (keys[0].curve(), keys[0].is_secret(), keys[0].permits_verify()),
        (Some(Curve::P256), false, false)
    );
    assert_eq!((keys[1].bits(), keys[1].is_secret(), keys[1].permits_verify()), (2048, false, true));
    assert_eq!(keys[1].algorithms().to_string(), "RS256");
    // The RSA key is that of RFC 7638 section 3.1.
    assert_eq!(keys[1].thumbprint().unwrap().to_string(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
}

#[test]
fn rfc_7517_appendix_a_2_holds_the_private_halves_of_appendix_a_1() {
    let (public, private) = (set("rfc7517/a1.jwks"), set("rfc7517/a2.jwks"));
    assert_eq!((public.len(), private.len()), (2, 2));
    for (public, private) in public.iter().zip(&private) {
        assert!(private.is_secret());
        assert_eq!(private.thumbprint(), public.thumbprint());
        assert_eq!(private.public().unwrap().to_jwk().unwrap(), public.to_jwk().unwrap());
    }
}

#[test]
fn rfc_7517_appendix_a_3_is_a_set_of_two_secrets() {
    let keys = set("rfc7517/a3.jwks");
    assert_eq!(keys.iter().map(AnyKey::bits).collect::<Vec<_>>(), [128, 512]);
    assert_eq!(kid(&keys[1]), Some("HMAC key used in JWS spec Appendix A.1 example"));
    // The first is for wrapping keys, and so it signs nothing.
    assert_eq!((keys[0].permits_verify(), keys[1].permits_verify()), (false, true));
}

#[test]
fn rfc_7517_appendix_b_is_a_key_with_the_certificate_that_is_about_it() {
    let text = read("rfc7517/b.jwk");
    let key = AnyKey::read(text.as_bytes()).unwrap();
    assert_eq!((kid(&key), key.bits(), key.is_secret()), (Some("1b94c"), 2048, false));
    let again: Value = serde_json::from_str(&key.to_jwk().unwrap()).unwrap();
    let given: Value = serde_json::from_str(&text).unwrap();
    for member in ["n", "e", "use"] {
        assert_eq!(again[member], given[member], "{member}");
    }
    // Another key beside the same certificate is refused.
    let other = text.replace("\"n\":\"vrjO", "\"n\":\"wrjO");
    assert_eq!(AnyKey::read(other.as_bytes()).unwrap_err().code(), Code::KeyInvalid);
}

#[test]
fn rfc_7520_section_3_is_read_and_written_again() {
    for (file, secret, bits) in [
        ("3_1.ec_public_key.json", false, 521),
        ("3_2.ec_private_key.json", true, 521),
        ("3_3.rsa_public_key.json", false, 2048),
        ("3_4.rsa_private_key.json", true, 2048),
        ("3_5.symmetric_key_mac_computation.json", true, 256),
        ("3_6.symmetric_key_encryption.json", true, 256),
    ] {
        let text = read(&format!("rfc7520/jwk/{file}"));
        let key = AnyKey::read(text.as_bytes()).unwrap();
        assert_eq!((key.is_secret(), key.bits()), (secret, bits), "{file}");
        let given: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(kid(&key), given["kid"].as_str(), "{file}");
        // RSA keys do not name an algorithm here, so one is chosen before they are written.
        let key = if key.possible_algorithms().contains(Algorithm::Ps384) {
            key.with_algorithms(Algorithms::only(Algorithm::Ps384)).unwrap()
        } else {
            key
        };
        let again: Value = serde_json::from_str(&key.to_jwk().unwrap()).unwrap();
        let members = given.as_object().unwrap();
        assert!(members.len() >= 5, "{file}");
        for (name, value) in members {
            assert_eq!(&again[name], value, "{file}: {name}");
        }
    }
}

#[cfg(feature = "jwe")]
mod encrypted {
    use super::*;
    use jotsmith::alg::KeyManagement;
    use jotsmith::check::{Content, Expectations, Expected};
    use jotsmith::{Decrypter, NumericDate, Verifier};

    /// What RFC 7515 and RFC 7519 sign and encrypt.
    const CLAIMS: &[u8] =
        b"{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}";
    /// RSA1_5 is decrypted by the native provider alone.
    const RSA1_5: bool = cfg!(feature = "native");

    fn rsa() -> AnyKey {
        AnyKey::read(read("rfc7516/a2-rsa1_5.jwk").as_bytes()).unwrap()
    }

    fn decrypted(file: &str) -> Result<Vec<u8>, Code> {
        let decrypter =
            Decrypter::with_keys(vec![rsa()]).algorithms([KeyManagement::Rsa15]).insecure_rsa1_5();
        decrypter
            .decrypt(read(file).trim_end())
            .map(|opened| opened.plaintext().to_vec())
            .map_err(|fault| fault.code())
    }

    #[test]
    fn rfc_7519_appendix_a_1_decrypts_to_the_claims() {
        let expected = if RSA1_5 { Ok(CLAIMS.to_vec()) } else { Err(Code::AlgDisabled) };
        assert_eq!(decrypted("rfc7519/a1.jwe"), expected);
    }

    #[test]
    fn rfc_7519_appendix_a_2_holds_the_token_of_rfc_7515_appendix_a_2() {
        let examples: Value = serde_json::from_str(&read("rfc7515/appendix_a.json")).unwrap();
        let example = &examples["A.2"];
        let compact = example["compact"].as_str().unwrap();
        let expected = if RSA1_5 { Ok(compact.as_bytes().to_vec()) } else { Err(Code::AlgDisabled) };
        assert_eq!(decrypted("rfc7519/a2.jwe"), expected);
        let key = AnyKey::read(example["key"].to_string().as_bytes()).unwrap();
        let expect = Expectations {
            issuer: Expected::OneOf(vec!["joe".into()]),
            audience: Expected::Any,
            content: Content::Claims,
            algorithms: Some([Algorithm::Rs256].into_iter().collect()),
            ..Expectations::default()
        };
        let verdict = Verifier::expecting(vec![key], expect).judge(compact, NumericDate(1_300_819_379));
        assert_eq!(verdict.payload(), Some(CLAIMS), "{}", verdict.sentence());
    }

    /// The RFC lets one recipient name its algorithm where nothing protects it; here it is refused, as RFC 7520 section 4.7
    /// is. The same recipient opens in A.4, where there are two of them.
    #[test]
    fn rfc_7516_appendix_a_5_is_refused_because_nothing_protects_its_alg() {
        let general = read("rfc7516/a4.json");
        let mut token: Value = serde_json::from_str(&general).unwrap();
        let recipients = token.as_object_mut().unwrap().remove("recipients").unwrap();
        for member in ["header", "encrypted_key"] {
            token[member] = recipients[1][member].clone();
        }
        let key = set("rfc7517/a3.jwks").swap_remove(0);
        let decrypter = Decrypter::with_keys(vec![key]).algorithms([KeyManagement::A128Kw]);
        assert_eq!(decrypter.decrypt(&token.to_string()).unwrap_err().code(), Code::AlgUnprotected);
        assert_eq!(decrypter.decrypt(&general).unwrap().plaintext(), b"Live long and prosper.");
    }
}
