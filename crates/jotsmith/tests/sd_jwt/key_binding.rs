//! RFC 9901 section 7.3: the key binding of a presentation.

use jotsmith::profile::sd_jwt::{SdJwtHolder, SdJwtIssuer, SdJwtVerifier};
use jotsmith::text::base64url;
use jotsmith::{Key, NumericDate, Seconds, Signer, Verdict};
use sha2::{Digest, Sha256};
use testkit::keys;

use crate::{NOW, codes, holder_key, key, messages, private, token, verifier};

const CLAIMS: &[u8] = br#"{"iss":"https://a.example","exp":1795443431,"a":1,"b":2}"#;

fn issued() -> String {
    SdJwtIssuer::new(&key())
        .disclose("/a")
        .disclose("/b")
        .holder(&holder_key().public())
        .issue(CLAIMS)
        .unwrap()
}

fn presented() -> String {
    let holder = SdJwtHolder::parse(&issued()).unwrap().disclose("/a").unwrap();
    holder.present_bound(&holder_key(), "https://v.example", "n-1", NOW).unwrap()
}

fn bound() -> SdJwtVerifier<'static> {
    SdJwtVerifier::new(verifier()).key_binding("https://v.example", "n-1")
}

fn why(verdict: &Verdict) -> Vec<String> {
    assert!(verdict.reasons().iter().all(|reason| reason.code().as_str() == "sd-kb"), "{:?}", codes(verdict));
    assert_eq!((verdict.accept(), verdict.exit_code()), (false, 1));
    messages(verdict)
        .into_iter()
        .map(|text| text.trim_start_matches("The key binding does not hold: ").to_owned())
        .collect()
}

/// The presentation with another key binding JWT.
fn with(header: &str, payload: &str, signer: &Key<jotsmith::key::Private>) -> String {
    let token = presented();
    let (rest, _) = token.rsplit_once('~').unwrap();
    let sd_hash = base64url::encode(&Sha256::digest(format!("{rest}~")));
    let payload = payload.replace("HASH", &sd_hash).replace("NOW", &NOW.0.to_string());
    let kb = Signer::new(signer).whole_header(header.as_bytes()).sign_bytes(payload.as_bytes()).unwrap();
    format!("{rest}~{kb}")
}

#[test]
fn holds_for_audience_nonce_and_disclosures() {
    let verdict = bound().judge(&presented(), NOW);
    assert!(verdict.accept(), "{:?}", messages(&verdict));
    assert!(
        verdict
            .sentence()
            .starts_with("Accept: valid HS256 MAC, 1 claim disclosed, 1 kept back, key binding holds")
    );
    let verified = bound().verify::<serde_json::Value>(&presented(), NOW).unwrap();
    assert_eq!(verified.disclosed().collect::<Vec<_>>(), ["/a"]);
    assert_eq!(verified.holder().unwrap().thumbprint(), holder_key().thumbprint());
}

#[test]
fn that_is_required_may_not_be_missing() {
    assert_eq!(why(&bound().judge(&issued(), NOW)), ["it is missing."]);
    let (rest, _) = {
        let token = presented();
        token.rsplit_once('~').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap()
    };
    assert_eq!(why(&bound().judge(&format!("{rest}~"), NOW)), ["it is missing."]);
}

#[test]
fn that_nobody_asked_about_is_refused_unless_it_is_ignored_by_name() {
    let verdict = SdJwtVerifier::new(verifier()).no_key_binding().judge(&presented(), NOW);
    assert_eq!(why(&verdict), ["it was made for somebody, and nobody said for whom it should be."]);
    let verdict = SdJwtVerifier::new(verifier()).ignore_key_binding().judge(&presented(), NOW);
    assert!(verdict.accept());
    assert!(verdict.waived().contains(&"kb"), "{:?}", verdict.waived());
    assert!(SdJwtVerifier::new(verifier()).ignore_key_binding().judge(&issued(), NOW).accept());
}

#[test]
fn for_another_audience_or_nonce_is_refused() {
    let other = SdJwtVerifier::new(verifier()).key_binding("https://w.example", "n-1");
    assert_eq!(
        why(&other.judge(&presented(), NOW)),
        ["the token is meant for \"https://v.example\", not for \"https://w.example\"."]
    );
    let other = SdJwtVerifier::new(verifier()).key_binding("https://v.example", "n-2");
    assert_eq!(why(&other.judge(&presented(), NOW)), ["it was made for another nonce."]);
}

#[test]
fn is_fresh_for_5_minutes_unless_said() {
    let judge =
        |verifier: SdJwtVerifier<'_>, at: i64| verifier.judge(&presented(), NumericDate(NOW.0 + at)).accept();
    assert!(judge(bound(), 299));
    assert!(judge(bound(), 300));
    assert!(!judge(bound(), 301));
    assert!(!judge(bound(), -1));
    let short = || SdJwtVerifier::new(verifier()).key_binding_within("https://v.example", "n-1", Seconds(10));
    assert!(judge(short(), 10));
    assert!(!judge(short(), 11));
}

#[test]
fn covers_every_disclosure() {
    let issued = issued();
    let holder = SdJwtHolder::parse(&issued).unwrap().disclose("/a").unwrap();
    let shown = holder.present_bound(&holder_key(), "https://v.example", "n-1", NOW).unwrap();
    let binding = shown.rsplit_once('~').unwrap().1;
    let pieces: Vec<&str> = issued.split('~').collect();
    // A disclosure more, one less, and another in its place.
    for disclosures in [[pieces[1], pieces[2]].as_slice(), &[], &[pieces[2]]] {
        let text = [&[pieces[0]], disclosures, &[binding]].concat().join("~");
        let why = why(&bound().judge(&text, NOW));
        assert!(why.len() == 1 && why[0].starts_with("sd_hash is "), "{why:?}");
    }
    assert!(bound().judge(&[pieces[0], pieces[1], binding].join("~"), NOW).accept());
}

#[test]
fn has_its_type_and_its_claims() {
    let good = r#"{"nonce":"n-1","aud":"https://v.example","iat":NOW,"sd_hash":"HASH"}"#;
    let header = r#"{"alg":"Ed25519","typ":"kb+jwt"}"#;
    assert!(bound().judge(&with(header, good, &holder_key()), NOW).accept());
    for (header, payload, found) in [
        (r#"{"alg":"Ed25519"}"#, good, "the type is absent, not \"kb+jwt\"."),
        (r#"{"alg":"Ed25519","typ":"JWT"}"#, good, "the type is \"JWT\", not \"kb+jwt\"."),
        (
            header,
            r#"{"aud":"https://v.example","iat":NOW,"sd_hash":"HASH"}"#,
            "the claim \"nonce\" is required and missing.",
        ),
        (
            header,
            r#"{"nonce":"n-1","aud":"https://v.example","iat":NOW}"#,
            "the claim \"sd_hash\" is required and missing.",
        ),
        (
            header,
            r#"{"nonce":"n-1","aud":"https://v.example","sd_hash":"HASH"}"#,
            "the claim \"iat\" is required and missing.",
        ),
        (
            header,
            r#"{"nonce":"n-1","aud":["https://v.example"],"iat":NOW,"sd_hash":"HASH"}"#,
            "aud is an array, not one string.",
        ),
        (
            header,
            r#"{"nonce":7,"aud":"https://v.example","iat":NOW,"sd_hash":"HASH"}"#,
            "nonce is a number, not a string.",
        ),
        (
            header,
            r#"{"nonce":"n-1","aud":"https://v.example","iat":NOW,"sd_hash":"HASH","exp":NOW}"#,
            "the token expired now.",
        ),
    ] {
        assert_eq!(why(&bound().judge(&with(header, payload, &holder_key()), NOW)), [found], "{payload}");
    }
}

#[test]
fn is_by_the_key_of_cnf_and_no_other() {
    let other = private(keys::P256_PKCS8);
    let good = r#"{"nonce":"n-1","aud":"https://v.example","iat":NOW,"sd_hash":"HASH"}"#;
    let token = with(r#"{"alg":"ES256","typ":"kb+jwt"}"#, good, &other);
    assert_eq!(why(&bound().judge(&token, NOW)), ["the key does not fit ES256."]);
    let holder = SdJwtHolder::parse(&issued()).unwrap();
    let fault = holder.present_bound(&other, "a", "n", NOW).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "The key binding does not hold: the token is bound to another key (cnf.jwk)."
    );
}

#[test]
fn needs_a_public_key_in_cnf() {
    for (cnf, found) in [
        ("", "the issuer bound the token to no key (cnf)."),
        (r#","cnf":{"jkt":"x"}"#, "cnf names the key of the holder in another way than by jwk."),
        (
            r#","cnf":{"jwk":{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}}"#,
            "cnf.jwk holds what must stay secret.",
        ),
        (
            r#","cnf":{"jwk":{"kty":"EC"}}"#,
            "cnf.jwk cannot be used: the key is broken: a key of kty EC has crv; it is missing.",
        ),
    ] {
        let token = token(&format!(r#"{{"a":1{cnf}}}"#), &[]);
        let kb = presented();
        let token = format!("{token}{}", kb.rsplit_once('~').unwrap().1);
        let verdict = bound().judge(&token, NOW);
        assert!(why(&verdict).contains(&found.to_owned()), "{:?}", messages(&verdict));
    }
}

#[test]
fn a_disclosure_that_stands_last_is_no_key_binding_and_is_never_left_out_in_silence() {
    let issued = issued();
    let cut = issued.strip_suffix('~').unwrap();
    let verifiers = [bound(), SdJwtVerifier::new(verifier()).ignore_key_binding()];
    for verdict in verifiers.map(|verifier| verifier.judge(cut, NOW)) {
        assert_eq!((codes(&verdict), verdict.exit_code()), (vec!["sd-form"], 3));
        assert!(messages(&verdict)[0].ends_with("the final ~ was lost."), "{:?}", messages(&verdict));
    }
    let read = jotsmith::Token::read(cut);
    let defects: Vec<_> = read.defects.iter().map(|defect| defect.code().as_str()).collect();
    assert_eq!(defects, ["sd-form"]);
}

#[test]
fn a_last_piece_with_dots_that_is_no_jwt_is_a_broken_key_binding() {
    assert_eq!(why(&bound().judge(&format!("{}a.b", issued()), NOW)).len(), 1);
}

#[test]
fn a_holder_takes_no_token_that_was_presented_already() {
    let faults = SdJwtHolder::parse(&presented()).unwrap_err();
    assert_eq!(faults[0].code().as_str(), "sd-kb");
}
