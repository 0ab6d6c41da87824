//! What the door promises: it accepts what holds, and says why it does not accept the rest.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use jotsmith::check::{Content, Expectations, Expected};
use jotsmith::key::WeakKeys;
use jotsmith::limits::KEPT_BYTES;
use jotsmith::reason::Code;
use jotsmith::{Algorithm, AnyKey, Key, NumericDate, Scratch, Seconds, Signer, Verifier, inspect};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

const GUIDE: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";
const NOW: NumericDate = NumericDate(1_795_442_711);

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: Vec<String>,
    sub: String,
    exp: i64,
}

/// Claims of which nothing is read.
#[derive(Debug, Deserialize)]
struct Empty {}

fn claims() -> Claims {
    Claims {
        iss: "https://auth.example.com".into(),
        aud: vec!["https://api.example.com".into()],
        sub: "u_42".into(),
        exp: NOW.0 + 720,
    }
}

fn strong() -> Key<jotsmith::key::Shared> {
    Key::hmac(Algorithm::Hs256, b"0123456789abcdef0123456789abcdef").unwrap()
}

fn guide_key() -> Key<jotsmith::key::Shared> {
    Key::insecure_hmac(Algorithm::Hs256, "your-256-bit-secret").unwrap()
}

#[test]
fn makes_the_guides_token_byte_for_byte() {
    let key = guide_key();
    let signer = Signer::new(&key).weak_keys(WeakKeys::Allow);
    let token = signer.sign_json(br#"{"sub":"1234567890","name":"John Doe","iat":1516239022}"#).unwrap();
    assert_eq!(token, GUIDE);
    let refused = Signer::new(&key).sign_json(b"{}").unwrap_err();
    assert_eq!(refused.code(), Code::HmacKeyShort);
    assert_eq!(refused.to_string(), "The 19-byte secret can be guessed: HS256 wants 32 bytes or more.");
}

#[test]
fn the_guides_token_passes_only_when_everything_is_waived_by_name() {
    let key = guide_key();
    let code = |weak, exp: bool| {
        let mut builder = Verifier::new(&key).any_issuer().any_audience().weak_keys(weak);
        if exp {
            builder = builder.allow_missing_exp();
        }
        builder
            .build()
            .verify::<serde_json::Value>(GUIDE, NOW)
            .map_err(|r| (r.code().unwrap(), r.verdict().exit_code()))
    };
    assert_eq!(code(WeakKeys::Refuse, true).unwrap_err(), (Code::HmacKeyShort, 4));
    assert_eq!(code(WeakKeys::Allow, false).unwrap_err(), (Code::ExpMissing, 5));
    let verified = code(WeakKeys::Allow, true).unwrap();
    assert_eq!(verified.claims()["name"], "John Doe");
    assert_eq!(
        verified.warnings().iter().map(jotsmith::reason::Reason::code).collect::<Vec<_>>(),
        [Code::HmacKeyShort]
    );
}

#[test]
fn an_inspection_reports_the_weak_key_with_the_signature_passing() {
    let keys = [AnyKey::from(guide_key())];
    let expect = Expectations {
        issuer: Expected::Any,
        audience: Expected::Any,
        allow_missing_exp: true,
        ..Expectations::default()
    };
    let verdict = &inspect(GUIDE, 0, &keys, &expect, NOW).layers[0].verdict;
    let json: serde_json::Value = serde_json::from_str(&verdict.to_json()).unwrap();
    assert_eq!(json["outcome"], "do-not-accept");
    assert_eq!(json["signature"]["state"], "pass");
    assert_eq!(json["trust"]["state"], "fail");
    assert_eq!(json["reasons"][0]["code"], "hmac-key-short");
    assert_eq!(json["sentence"], "Do not accept: the 19-byte secret can be guessed.");
}

#[test]
fn gives_typed_claims_of_a_token_that_holds() {
    let key = strong();
    let token = Signer::new(&key).sign(&claims()).unwrap();
    let verifier =
        Verifier::new(&key).issuer("https://auth.example.com").audience("https://api.example.com").build();
    assert_eq!(verifier.verify::<Claims>(&token, NOW).unwrap().into_claims(), claims());
    let verdict = verifier.judge(&token, NOW);
    assert_eq!(
        verdict.sentence(),
        "Accept: valid HS256 MAC, issuer and audience as expected, expires in 12 minutes."
    );
    assert_eq!(verdict.exit_code(), 0);
}

#[test]
fn an_unstated_issuer_or_audience_is_never_accepted() {
    let key = strong();
    let token = Signer::new(&key).sign(&claims()).unwrap();
    let verdict = Verifier::expecting(vec![key.to_any()], Expectations::default()).judge(&token, NOW);
    assert!(!verdict.accept());
    assert_eq!(
        verdict.sentence(),
        "Not verified yet: the signature holds; say which issuer and audience you expect."
    );
    assert_eq!(verdict.exit_code(), 1);
}

#[test]
fn says_every_reason_and_names_the_first() {
    let key = strong();
    let token = Signer::new(&key).sign(&claims()).unwrap();
    let verifier =
        Verifier::new(&key).issuer("https://auth.example.com/").audience("b").subject("u_1").build();
    let rejection = verifier.verify::<Claims>(&token, NumericDate(NOW.0 + 900)).unwrap_err();
    let codes: Vec<_> = rejection.verdict().reasons().iter().map(|r| r.code().as_str()).collect();
    assert_eq!(codes, ["iss-mismatch", "aud-mismatch", "sub-mismatch", "token-expired"]);
    assert_eq!(
        rejection.verdict().reasons()[0].to_string(),
        "The issuer is \"https://auth.example.com\", not \"https://auth.example.com/\" (they differ in a final slash)."
    );
    assert_eq!(
        rejection.verdict().reasons()[3].to_string(),
        "The token expired 3 minutes ago, at 2026-11-23T14:17:11Z."
    );
}

#[test]
fn leeway_moves_both_edges_and_is_said() {
    let key = strong();
    let token = Signer::new(&key).sign(&claims()).unwrap();
    let verifier = |leeway| Verifier::new(&key).any_issuer().any_audience().leeway(Seconds(leeway)).build();
    let edge = NumericDate(NOW.0 + 720);
    assert_eq!(verifier(0).verify::<Claims>(&token, edge).unwrap_err().code(), Some(Code::TokenExpired));
    assert_eq!(
        verifier(1).judge(&token, edge).sentence(),
        "Accept: valid HS256 MAC, expires now. The issuer and audience were not checked, as asked. Leeway: 1 second."
    );
    assert_eq!(
        verifier(30).verify::<Claims>(&token, NumericDate(edge.0 + 30)).unwrap_err().code(),
        Some(Code::TokenExpired)
    );
}

#[test]
fn any_flipped_character_is_refused() {
    let key = strong();
    let token = Signer::new(&key).sign(&claims()).unwrap();
    let verifier = Verifier::new(&key).any_issuer().any_audience().build();
    for at in 0..token.len() {
        let mut other = token.clone().into_bytes();
        other[at] = if other[at] == b'A' { b'B' } else { b'A' };
        let other = String::from_utf8(other).unwrap();
        if other != token {
            assert!(!verifier.judge(&other, NOW).accept(), "character {at}");
        }
    }
}

#[test]
fn the_headers_alg_never_chooses() {
    let key = strong();
    let verifier = Verifier::new(&key).any_issuer().any_audience().allow_missing_exp().build();
    let token = |header: &str| {
        let encoded = jotsmith::text::base64url::encode(header.as_bytes());
        format!("{encoded}.e30.AAAA")
    };
    for (header, code) in [
        (r#"{"alg":"none"}"#, Code::AlgNone),
        (r#"{"alg":"nOnE"}"#, Code::AlgNone),
        (r#"{"alg":"NONE"}"#, Code::AlgNone),
        (r#"{"alg":"HS384"}"#, Code::SignatureLength),
        (r#"{"alg":"RS256"}"#, Code::AlgKeyMismatch),
    ] {
        let verdict = verifier.judge(&token(header), NOW);
        assert!(verdict.has(code), "{header}: {}", verdict.to_json());
        assert!(!verdict.accept());
    }
}

#[test]
fn a_payload_that_is_no_claims_set_is_signed_content_for_those_who_ask_for_bytes() {
    let key = strong();
    let token = Signer::new(&key).no_typ().sign_bytes(b"hello \x00").unwrap();
    let verifier = Verifier::new(&key).any_issuer().any_audience().content(Content::Bytes).build();
    assert_eq!(verifier.judge(&token, NOW).payload(), Some(b"hello \x00".as_slice()));
    let jwt = Verifier::new(&key).any_issuer().any_audience().build();
    assert_eq!(jwt.verify::<serde_json::Value>(&token, NOW).unwrap_err().code(), Some(Code::JsonSyntax));
}

#[test]
fn a_denied_or_unfit_token_is_refused_by_name() {
    let called_back = ["a0", "a1"];
    let key = strong();
    let token = Signer::new(&key).sign_json(br#"{"jti":"a\u0031","exp":9999999999}"#).unwrap();
    let verifier =
        Verifier::new(&key).any_issuer().any_audience().denied(|jti| called_back.contains(&jti)).build();
    assert_eq!(
        verifier.verify::<serde_json::Value>(&token, NOW).unwrap_err().code(),
        Some(Code::TokenDenied)
    );
    let verifier = Verifier::new(&key).any_issuer().any_audience().build();
    let unfit = verifier.verify::<Claims>(&token, NOW).unwrap_err();
    assert_eq!(unfit.code(), Some(Code::ClaimsUnfit));
    assert_eq!(unfit.verdict().payload(), None);
}

#[derive(Deserialize)]
struct Borrowed<'s> {
    iss: &'s str,
    sub: &'s str,
}

#[test]
fn accepting_into_a_reused_scratch_allocates_nothing() {
    let key = strong();
    let json = r#"{"iss":"https:\/\/auth.example.com\/realms\/main","sub":"user-7f3a9c52","aud":["https://api.example.com/v2"],"exp":4102444800,"nbf":1700000000,"iat":1700000000,"jti":"5b1c6d4e","scope":"openid profile"}"#;
    let token = Signer::new(&key).kid(Some("2026-01-signing-key")).sign_json(json.as_bytes()).unwrap();
    let verifier = Verifier::new(&key)
        .issuer("https://auth.example.com/realms/main")
        .audience("https://api.example.com/v2")
        .build();
    let mut scratch = Scratch::new();
    verifier.verify_in::<Borrowed<'_>>(&token, NOW, &mut scratch).unwrap();
    let info = allocation_counter::measure(|| {
        let accepted = verifier.verify_in::<Borrowed<'_>>(&token, NOW, &mut scratch).unwrap();
        assert_eq!(
            (accepted.claims().iss, accepted.claims().sub),
            ("https://auth.example.com/realms/main", "user-7f3a9c52")
        );
    });
    assert_eq!(info.count_total, 0);
}

#[test]
fn accepting_32_members_allocates_nothing_either() {
    let key = strong();
    let further: Vec<_> =
        (0..29).map(|n| format!(r#""https://claims.example.com/{n:02}":"value""#)).collect();
    let json =
        format!(r#"{{"iss":"https://auth.example.com","aud":"a","exp":4102444800,{}}}"#, further.join(","));
    let token = Signer::new(&key).sign_json(json.as_bytes()).unwrap();
    let verifier = Verifier::new(&key).issuer("https://auth.example.com").audience("a").build();
    let mut scratch = Scratch::new();
    verifier.verify_in::<serde::de::IgnoredAny>(&token, NOW, &mut scratch).unwrap();
    let info = allocation_counter::measure(|| {
        verifier.verify_in::<serde::de::IgnoredAny>(&token, NOW, &mut scratch).unwrap();
    });
    assert_eq!(info.count_total, 0);
}

#[test]
fn a_verifier_keeps_its_buffers_between_calls() {
    let key = strong();
    let token = Signer::new(&key).sign(&claims()).unwrap();
    let verifier = Verifier::new(&key).any_issuer().any_audience().build();
    verifier.verify::<Claims>(&token, NOW).unwrap();
    // Three strings and one array: what the claims own, and nothing more.
    let info = allocation_counter::measure(|| {
        verifier.verify::<Claims>(&token, NOW).unwrap();
    });
    assert_eq!(info.count_total, 4);
}

#[test]
fn a_verifier_keeps_no_buffer_over_16_kib() {
    let key = strong();
    let token = |bytes: usize| {
        let claims = format!(r#"{{"exp":{},"x":"{}"}}"#, NOW.0 + 60, "x".repeat(bytes));
        Signer::new(&key).sign_json(claims.as_bytes()).unwrap()
    };
    let allocations = |bytes: usize| {
        let token = token(bytes);
        let verifier = Verifier::new(&key).any_issuer().any_audience().build();
        let verify = || {
            verifier.verify::<Empty>(&token, NOW).unwrap();
        };
        verify();
        allocation_counter::measure(verify).count_total
    };
    assert_eq!((allocations(100), allocations(KEPT_BYTES - 100)), (0, 0));
    assert!(allocations(KEPT_BYTES + 100) > 0);
}

#[test]
fn signing_allocates_the_token_alone_and_nothing_into_a_text_of_the_callers() {
    // Built without `std`, as the page has it, serde_json writes the claims into a text of its own.
    let claims_text = u64::from(cfg!(not(feature = "native")));
    let key = strong();
    let signer = Signer::new(&key).kid(Some("2026-01-signing-key"));
    let (claims, mut text) = (claims(), String::new());
    signer.sign_into(&claims, &mut text).unwrap();
    assert_eq!(text, signer.sign(&claims).unwrap());
    let info = allocation_counter::measure(|| {
        signer.sign(&claims).unwrap();
    });
    assert_eq!(info.count_total, 1 + claims_text);
    text.clear();
    let info = allocation_counter::measure(|| signer.sign_into(&claims, &mut text).unwrap());
    assert_eq!(info.count_total, claims_text);
}

#[test]
fn signing_into_a_text_keeps_what_stands_there_also_when_it_fails() {
    let key = strong();
    let mut text = String::from("Bearer ");
    let fault = Signer::new(&key).sign_into(&[1], &mut text).unwrap_err();
    assert_eq!((fault.code(), text.as_str()), (Code::JsonNotObject, "Bearer "));
    Signer::new(&key).sign_into(&claims(), &mut text).unwrap();
    assert_eq!(text.strip_prefix("Bearer "), Some(Signer::new(&key).sign(&claims()).unwrap().as_str()));
}

proptest! {
    /// A scratch that knows the header takes a shorter way than an empty one. Both must say the same of any token.
    #[test]
    fn the_shorter_way_says_what_the_longer_says(
        members in prop::collection::vec((
            "iss|sub|aud|exp|nbf|jti|x|https://claims.example.com/a{0,3}|\\\\u0069ss|é",
            "\"[ -!#-\\[\\]-~é]{0,12}\"|\"https:\\\\/\\\\/a\"|17954427[0-9]{2}|4102444800|1e9|-?[0-9]{1,3}(\\.5)?|null|\\[\"a\", \"b\"\\]|\\{\"x\":[1,2]\\}",
        ), 0..7),
        blank in "|| |\n",
        at: prop::sample::Index,
        change in prop_oneof![Just(String::new()), "[A-Za-z0-9_.~=*{}-]"],
    ) {
        let members: Vec<_> = members.iter().map(|(name, value)| format!("\"{name}\":{blank}{value}")).collect();
        let payload = format!("{blank}{{{}}}", members.join(","));
        let key = strong();
        let signer = Signer::new(&key);
        let mut token = signer.sign_bytes(payload.as_bytes()).unwrap();
        if !change.is_empty() {
            let place = at.index(token.len());
            token.replace_range(place..=place, &change);
        }
        let verifier = Verifier::new(&key).any_issuer().any_audience().allow_missing_exp().build();
        let mut scratch = Scratch::new();
        let known = signer.sign_json(br#"{"iss":"a"}"#).unwrap();
        verifier.verify_in::<serde_json::Value>(&known, NOW, &mut scratch).unwrap();
        let short = verifier.verify_in::<serde_json::Value>(&token, NOW, &mut scratch);
        let long = verifier.verify_in::<serde_json::Value>(&token, NOW, &mut Scratch::new()).map(jotsmith::Verified::into_claims);
        let told = |rejection: jotsmith::Rejection| rejection.verdict().to_json();
        prop_assert_eq!(short.map(jotsmith::Verified::into_claims).map_err(told), long.clone().map_err(told));
        let verdict = verifier.judge(&token, NOW);
        prop_assert_eq!(verdict.accept(), long.is_ok());
        if let Ok(claims) = long {
            prop_assert_eq!(claims, serde_json::from_slice::<serde_json::Value>(payload.as_bytes()).unwrap());
        }
    }
}

#[test]
fn an_unreadable_token_names_its_first_fault_and_counts_the_others() {
    let header = jotsmith::text::base64url::encode(br#"{"alg":"HS256","kid":7,"typ":1}"#);
    let key = strong();
    let verifier = Verifier::new(&key).any_issuer().any_audience().build();
    let verdict = verifier.judge(&format!("{header}.e30.AAAA"), NOW);
    assert_eq!(verdict.sentence(), "The header parameter kid is a number, not a string, and 1 more.");
    assert_eq!(verdict.exit_code(), 3);
}
