//! The published examples of the standards: they verify, and where they can be they are made again byte for byte.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use jotsmith::check::{Content, Expectations, Expected};
use jotsmith::reason::Code;
use jotsmith::{Algorithm, AnyKey, NumericDate, Signer, Token, Verifier};
use serde_json::Value;
use testkit::vector::folder;

const NOW: NumericDate = NumericDate(1_300_819_000);

fn verifier(key: AnyKey, content: Content) -> Verifier<'static> {
    let algorithms = Some(Algorithm::ALL.iter().copied().collect());
    let expect = Expectations {
        issuer: Expected::Any,
        audience: Expected::Any,
        content,
        algorithms,
        ..Expectations::default()
    };
    Verifier::expecting(vec![key], expect)
}

fn cookbook(file: &str) -> Value {
    #[expect(clippy::disallowed_methods, reason = "a fixture")]
    let text = std::fs::read(folder().join("rfc7520").join(file)).unwrap();
    serde_json::from_slice(&text).unwrap()
}

/// RFC 7520 sections 4.1 to 4.4 and RFC 8037 appendix A.4, compact.
#[test]
fn the_cookbooks_compact_signatures_hold_and_are_made_again_where_they_can_be() {
    for (file, algorithm, reproducible) in [
        ("jws/4_1.rsa_v15_signature.json", Algorithm::Rs256, true),
        ("jws/4_2.rsa-pss_signature.json", Algorithm::Ps384, false),
        ("jws/4_3.ecdsa_signature.json", Algorithm::Es512, false),
        ("jws/4_4.hmac-sha2_integrity_protection.json", Algorithm::Hs256, true),
        ("curve25519/jws.json", Algorithm::EdDsa, true),
    ] {
        let vector = cookbook(file);
        let compact = vector["output"]["compact"].as_str().unwrap();
        let payload = vector["input"]["payload"].as_str().unwrap();
        let key = AnyKey::read(vector["input"]["key"].to_string().as_bytes()).unwrap();
        let verdict = verifier(key.clone(), Content::Bytes).judge(compact, NOW);
        assert_eq!(verdict.payload(), Some(payload.as_bytes()), "{file}: {}", verdict.sentence());
        assert_eq!(verdict.algorithm(), Some(algorithm), "{file}");

        let header = Token::parse(compact).unwrap().header().tree().clone();
        let mut writer = jotsmith::json::Writer::new();
        writer.node(header.node());
        let header = writer.into_text();
        let again = match &key {
            AnyKey::Shared(key) => Signer::new(key)
                .algorithm(algorithm)
                .whole_header(header.as_bytes())
                .sign_bytes(payload.as_bytes()),
            AnyKey::Private(key) => Signer::new(key)
                .algorithm(algorithm)
                .whole_header(header.as_bytes())
                .sign_bytes(payload.as_bytes()),
            AnyKey::Public(_) | _ => unreachable!("the cookbook gives the keys that sign"),
        }
        .unwrap();
        if reproducible {
            assert_eq!(again, compact, "{file}");
        } else {
            assert_ne!(again, compact, "{file} is made with fresh random bytes");
            assert!(verifier(key, Content::Bytes).judge(&again, NOW).accept(), "{file}");
        }
    }
}

/// RFC 7515 appendix A.1: an HMAC key of 64 bytes, and a claims set with line breaks in it.
#[test]
fn the_first_example_of_rfc_7515_holds_with_its_white_space() {
    const TOKEN: &str = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const KEY: &str = r#"{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}"#;
    let verdict = verifier(AnyKey::read(KEY.as_bytes()).unwrap(), Content::Claims).judge(TOKEN, NOW);
    assert_eq!(
        verdict.sentence(),
        "Accept: valid HS256 MAC, expires in 6 minutes. The issuer and audience were not checked, as asked."
    );
    let late = verifier(AnyKey::read(KEY.as_bytes()).unwrap(), Content::Claims)
        .judge(TOKEN, NumericDate(1_300_819_380));
    assert!(late.has(Code::TokenExpired));
}

/// RFC 7515 appendix A.3: ES256.
#[test]
fn the_third_example_of_rfc_7515_holds() {
    const TOKEN: &str = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    const KEY: &str = r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;
    assert!(verifier(AnyKey::read(KEY.as_bytes()).unwrap(), Content::Claims).judge(TOKEN, NOW).accept());
}

/// RFC 7515 appendix A.5 and RFC 7519 section 6.1: an unsecured token.
#[test]
fn the_unsecured_example_is_shown_and_never_accepted() {
    const TOKEN: &str = "eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.";
    let key = jotsmith::Key::insecure_hmac(Algorithm::Hs256, "x").unwrap().to_any();
    let verdict = verifier(key, Content::Claims).judge(TOKEN, NOW);
    assert_eq!(verdict.sentence(), "Do not accept: it is unsigned: anyone can write this.");
    assert_eq!(
        Token::parse(TOKEN).unwrap().unverified_claims().unwrap().root().member("iss").unwrap().as_str(),
        Some("joe")
    );
}

/// RFC 9964 appendix A: the keys of the all-zero seed and what they sign. The deterministic variant is made again byte for
/// byte by the portable provider; AWS-LC signs another way each time, and what it makes holds.
#[test]
fn the_keys_and_signatures_of_rfc_9964_hold() {
    let text = |file: String| {
        #[expect(clippy::disallowed_methods, reason = "a fixture")]
        let text = std::fs::read_to_string(folder().join("rfc9964").join(file)).unwrap();
        text.trim_end().to_owned()
    };
    for algorithm in [Algorithm::MlDsa44, Algorithm::MlDsa65, Algorithm::MlDsa87] {
        let name = algorithm.as_str().to_lowercase();
        let (jwk, jws) = (text(format!("{name}.jwk")), text(format!("{name}.jws")));
        let key = match AnyKey::read(jwk.as_bytes()) {
            Err(fault) => {
                assert_eq!(fault.to_string(), format!("Keys for {algorithm} are left out of this build."));
                continue;
            }
            Ok(key) => key,
        };
        assert_eq!(key.thumbprint().unwrap().to_string(), key.kid().unwrap().as_str());
        let verdict = verifier(key.clone(), Content::Bytes).judge(&jws, NOW);
        let says = "It\u{2019}s a dangerous business, Frodo, going out your door.";
        assert_eq!(verdict.payload(), Some(says.as_bytes()), "{name}: {}", verdict.sentence());
        let AnyKey::Private(key) = key else { panic!("{name} is private") };
        let header = format!(r#"{{"alg":"{algorithm}","kid":"{}"}}"#, key.kid().unwrap().as_str());
        let again = Signer::new(&key).whole_header(header.as_bytes()).sign_bytes(says.as_bytes()).unwrap();
        let verdict = verifier(key.public().into(), Content::Bytes).judge(&again, NOW);
        assert_eq!(verdict.payload(), Some(says.as_bytes()), "{name}: {}", verdict.sentence());
        if cfg!(not(feature = "native")) {
            assert_eq!(again, jws, "{name}");
        }
    }
}
