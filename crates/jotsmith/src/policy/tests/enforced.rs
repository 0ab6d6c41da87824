//! Whose rules apply to a token, and that they are those of the same expectations.

use testkit::keys;

use super::{A, NOW, claims, policy, read, token, with};
use crate::check::{Expectations, Expected, Source};
use crate::reason::Code;
use crate::text::time::Seconds;
use crate::verify::Verifier;
use crate::{Algorithm, KeySet};

#[test]
fn the_rules_of_the_tokens_issuer_are_enforced() {
    let text = format!(
        "{}[[issuer]]\nissuer = \"https://b.example\"\nkeys = \"@b\"\naudiences = [\"web\"]\nrequired_claims = [\"sub\"]\n",
        with("")
    );
    let policy = policy(&text);
    let sentence = |iss: &str, aud: &str| policy.judge(&token(&claims(iss, aud)), NOW).sentence();
    let accepted = "Accept: valid ES256 signature, issuer and audience as expected, expires in 12 minutes.";
    assert_eq!(sentence(A, "api"), accepted);
    assert_eq!(sentence(A, "web"), "Do not accept: the token is meant for \"web\", not for \"api\".");
    assert_eq!(
        sentence("https://b.example", "web"),
        "Do not accept: the claim \"sub\" is required and missing."
    );
}

#[test]
fn an_issuer_that_is_not_known_is_a_mismatch_and_no_key_is_tried() {
    let text = format!(
        "{}[[issuer]]\nissuer = \"https://b.example\"\nkeys = \"@b\"\naudiences = [\"web\"]\n",
        with("")
    );
    let policy = policy(&text);
    let verdict = policy.judge(&token(&claims("https://c.example", "api")), NOW);
    assert_eq!(
        verdict.sentence(),
        "Do not accept: the issuer is \"https://c.example\", not \"https://a.example\" or \"https://b.example\"."
    );
    assert_eq!((verdict.source(), verdict.exit_code(), verdict.key()), (Source::Policy, 5, None));
    let verdict = policy.judge(&token(r#"{"aud":"api","exp":1795443431}"#), NOW);
    assert!(verdict.has(Code::IssMissing) && !verdict.accept());
    for text in ["", "a.b.c", "..", "eyJhbGciOiJub25lIn0.e30."] {
        assert!(!policy.judge(text, NOW).accept(), "{text}");
    }
}

#[test]
fn a_policy_without_an_issuer_accepts_nothing() {
    let policy = policy("version = 1\n");
    let verdict = policy.judge(&token(&claims(A, "api")), NOW);
    assert!(!verdict.accept() && verdict.has(Code::IssUnstated));
}

/// The verdict as JSON, without the one word that may differ.
fn json(verifier: &Verifier<'_>, token: &str) -> String {
    let verdict = verifier.judge(token, NOW).to_json();
    verdict
        .replacen("\"source\":\"policy\"", "\"source\":\"*\"", 1)
        .replacen("\"source\":\"jwks\"", "\"source\":\"*\"", 1)
        .replacen("\"source\":\"given\"", "\"source\":\"*\"", 1)
}

#[test]
fn the_verdict_is_that_of_the_same_expectations_byte_for_byte_but_for_the_source() {
    let set = format!("{{\"keys\":[{}]}}", keys::P256_PUBLIC_JWK.trim());
    let lines = "types = [\"JWT\"]\nleeway = 30\nmax_age = \"1h\"\nrequired_claims = [\"sub\"]\nalgorithms = [\"ES256\"]";
    let tokens = [
        token(r#"{"iss":"https://a.example","aud":"api","sub":"u","iat":1795442000,"exp":1795443431}"#),
        token(r#"{"iss":"https://a.example","aud":"api","sub":"u","iat":1795442000,"exp":1795442700}"#),
        token(r#"{"iss":"https://A.example","aud":"web","iat":1,"exp":1795443431}"#),
        token("{}"),
        "eyJhbGciOiJFUzI1NiIsImtpZCI6IngifQ.e30.AAAA".into(),
        "eyJhbGciOiJub25lIn0.e30.".into(),
        "nothing".into(),
        String::new(),
    ];
    let mut accepted = 0;
    for (text, source) in [(set.as_str(), Source::Jwks), (keys::P256_SPKI, Source::Given)] {
        for token in &tokens {
            let policy = read(&with(lines), text).unwrap();
            let expect = Expectations {
                issuer: Expected::OneOf(vec![A.into()]),
                audience: Expected::OneOf(vec!["api".into()]),
                types: vec!["JWT".into()],
                leeway: Seconds(30),
                max_age: Some(Seconds(3_600)),
                required: vec!["sub".into()],
                algorithms: Some(crate::alg::Algorithms::only(Algorithm::Es256)),
                source,
                ..Expectations::default()
            };
            let keys = KeySet::read(text.as_bytes()).unwrap();
            let flags = Verifier::expecting(keys.keys().map(|(_, key)| key.clone()).collect(), expect);
            assert_eq!(json(policy.verifier_for(token), token), json(&flags, token));
            accepted += usize::from(policy.judge(token, NOW).accept());
        }
    }
    // One by PEM, which names no kid, and one by the set where the token's kid is the key's.
    assert_eq!(accepted, 4);
}

#[test]
fn a_call_back_is_asked_for_every_issuer() {
    let policy = policy(&with("")).with_denied(|jti: &str| jti == "b");
    let judge = |jti: &str| {
        let claims = claims(A, "api").replacen('{', &format!("{{\"jti\":\"{jti}\","), 1);
        policy.judge(&token(&claims), NOW)
    };
    assert!(judge("a").accept());
    assert!(judge("b").has(Code::TokenDenied));
    assert!(policy.judge(&token(&claims(A, "api")), NOW).has(Code::ClaimMissing));
}

#[test]
fn entries_of_a_set_that_cannot_be_used_are_left_out_and_listed() {
    let set = format!("{{\"keys\":[{{\"kty\":\"EC\"}},{}]}}", keys::P256_PUBLIC_JWK.trim());
    let policy = read(&with(""), &set).unwrap();
    let [rules] = policy.rules() else { unreachable!() };
    assert_eq!((rules.verifier().keys().len(), rules.left_out().len()), (1, 1));
}
