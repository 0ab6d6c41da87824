//! Whose rules apply to a token, and that they are those of the same expectations.

use testkit::keys;

use super::{A, NOW, claims, policy, read, token, with};
use crate::check::{Expectations, Expected, KeyBinding, Source};
use crate::crypto::sha256;
use crate::key::{Key, Private};
use crate::policy::Policy;
use crate::profile::sd_jwt;
use crate::reason::{Code, Part};
use crate::text::base64url;
use crate::text::time::Seconds;
use crate::verify::Verifier;
use crate::{Algorithm, AnyKey, KeySet, Signer};

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

/// A policy of two issuers, and a key of the first.
fn of_two() -> (Policy, Key<Private>) {
    let text = format!(
        "{}[[issuer]]\nissuer = \"https://b.example\"\nkeys = \"@b\"\naudiences = [\"web\"]\n",
        with("")
    );
    let AnyKey::Private(key) = AnyKey::read(keys::P256_PRIVATE_JWK.as_bytes()).unwrap() else {
        unreachable!()
    };
    (policy(&text), key)
}

#[test]
fn the_rules_of_the_issuer_are_chosen_in_every_serialization() {
    let (policy, key) = of_two();
    let claims = claims(A, "api");
    let one = || Signer::new(&key).no_typ();
    let flattened = one().sign_flattened(claims.as_bytes()).unwrap();
    let general = Signer::sign_general(&[one(), one()], claims.as_bytes()).unwrap();
    let compact = one().sign_json(claims.as_bytes()).unwrap();
    for token in [&compact, &format!("{compact}~"), &flattened, &format!("\n {flattened}"), &general] {
        assert!(core::ptr::eq(policy.verifier_for(token), policy.rules()[0].verifier()), "{token}");
    }
    let disclosing =
        flattened.replacen(",\"signature\"", ",\"header\":{\"disclosures\":[]},\"signature\"", 1);
    let verdict = sd_jwt::judge(policy.verifier_for(&disclosing), &KeyBinding::Absent, &disclosing, NOW);
    assert!(verdict.accept(), "{}", verdict.sentence());
}

#[test]
fn an_issuer_that_stands_in_a_disclosure_chooses_no_rules_and_is_told() {
    let (policy, key) = of_two();
    let disclosure = base64url::encode(format!(r#"["s","iss","{A}"]"#).as_bytes());
    let digest = base64url::encode(&sha256(disclosure.as_bytes()));
    let claims = format!(r#"{{"_sd":["{digest}"],"aud":"api","exp":1795443431}}"#);
    let signed = Signer::new(&key).no_typ().sign_json(claims.as_bytes()).unwrap();
    let judge = |policy: &Policy, token: &str| {
        sd_jwt::judge(policy.verifier_for(token), &KeyBinding::Absent, token, NOW)
    };
    let shown = format!("{signed}~{disclosure}~");
    let verdict = judge(&policy, &shown);
    assert_eq!(
        verdict.sentence(),
        "Do not accept: the token names no issuer; an iss in plain sight, and not in a disclosure, is expected."
    );
    let [reason] = verdict.reasons() else { panic!("one reason: {}", verdict.to_json()) };
    assert_eq!(reason.code(), Code::IssMissing);
    let place = reason.place().unwrap();
    assert_eq!((place.part, place.span.unwrap().of_str(&shown)), (Part::Disclosure(0), disclosure.as_str()));
    assert!(judge(&policy, &format!("{signed}~")).has(Code::IssMissing));
    // Where there is one issuer, nothing is chosen.
    assert!(judge(&self::policy(&with("")), &shown).accept());
}

#[test]
fn a_token_of_which_no_rules_could_be_chosen_has_a_reason() {
    let (policy, key) = of_two();
    let claims = claims(A, "api");
    let token = Signer::new(&key).no_typ().detached().sign_bytes(claims.as_bytes()).unwrap();
    let verdict = policy.verifier_for(&token).judge_detached(&token, claims.as_bytes(), NOW);
    let codes: Vec<Code> = verdict.reasons().iter().map(crate::reason::Reason::code).collect();
    assert_eq!((codes, verdict.accept()), (vec![Code::KeyMissing], false));
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
