//! design.md 5, the rules that JSON serializations, detached payloads and unencoded payloads bring, and the bound on
//! signatures.

use jotsmith::check::{Content, Expectations, Source, State};
use jotsmith::reason::{Code, Part, Question, Severity, Span};
use jotsmith::text::base64url::encode;
use jotsmith::token::Serialization;
use jotsmith::verdict::Kind;
use jotsmith::{Algorithm, AnyKey, Key, Signer, Verdict, inspect};
use proptest::prelude::*;
use testkit::keys;

use crate::{NOW, SECRET, codes, judge, key, mac, read, signed, waived};

const HEADER: &str = r#"{"alg":"HS256"}"#;

/// Any bytes are expected.
fn bytes() -> Expectations {
    Expectations { content: Content::Bytes, ..waived() }
}

fn judged(token: &str) -> Verdict {
    judge(vec![key()], bytes(), token)
}

fn codes_of(token: &str) -> String {
    codes(&judged(token))
}

/// The members of one signature whose MAC holds: a protected header and more members as they are.
fn entry(header: &str, payload: &str, more: &str) -> String {
    let protected = encode(header.as_bytes());
    let signature = encode(&mac(&format!("{protected}.{}", encode(payload.as_bytes()))));
    let protected = if header.is_empty() { String::new() } else { format!("\"protected\":\"{protected}\",") };
    format!("{protected}{more}\"signature\":\"{signature}\"")
}

/// A flattened token whose MAC holds, whatever its headers are.
fn flattened(header: &str, more: &str) -> String {
    format!("{{\"payload\":\"{}\",{}}}", encode(b"hello"), entry(header, "hello", more))
}

/// A general token of these entries.
fn general(entries: &[String]) -> String {
    format!("{{\"payload\":\"{}\",\"signatures\":[{{{}}}]}}", encode(b"hello"), entries.join("},{"))
}

#[test]
fn a_flattened_and_a_general_token_hold_as_a_compact_one_does() {
    let token = flattened(HEADER, "");
    assert_eq!(judged(&token).payload(), Some(&b"hello"[..]));
    assert_eq!(judged(&token).sentence(), "Accept: valid HS256 MAC.");
    let token = general(&[entry(HEADER, "hello", "")]);
    assert_eq!(judged(&token).payload(), Some(&b"hello"[..]));
    assert_eq!(
        judged(&format!("\n {token} \n")).payload(),
        Some(&b"hello"[..]),
        "JSON may stand in white space"
    );
}

#[test]
fn an_alg_that_stands_only_in_the_unprotected_header_is_refused() {
    for token in [
        flattened("", r#""header":{"alg":"HS256"},"#),
        flattened(r#"{"kid":"a"}"#, r#""header":{"alg":"HS256"},"#),
        general(&[entry("{}", "hello", r#""header":{"alg":"HS256"},"#)]),
    ] {
        let verdict = judged(&token);
        assert_eq!(codes(&verdict), "alg-unprotected", "{token}");
        assert_eq!(verdict.exit_code(), 1);
    }
    assert_eq!(codes_of(&flattened("", "")), "alg-missing");
}

#[test]
fn crit_and_b64_must_be_protected() {
    assert_eq!(codes_of(&flattened(HEADER, r#""header":{"crit":["b64"]},"#)), "crit-malformed");
    assert_eq!(codes_of(&flattened(HEADER, r#""header":{"b64":false},"#)), "b64-misuse");
    assert_eq!(codes_of(&flattened(HEADER, r#""header":{"b64":true},"#)), "b64-misuse");
    let crit = r#"{"alg":"HS256","crit":["b64"]}"#;
    assert_eq!(codes_of(&flattened(crit, r#""header":{"b64":false},"#)), "crit-malformed b64-misuse");
}

#[test]
fn b64_must_be_the_same_in_all_signatures() {
    let plain = r#"{"alg":"HS256","b64":false,"crit":["b64"]}"#;
    let one = |header: &str, more: &str| {
        let protected = encode(header.as_bytes());
        let signature = encode(&mac(&format!("{protected}.aGVsbG8")));
        format!("\"protected\":\"{protected}\",{more}\"signature\":\"{signature}\"")
    };
    let both = general(&[one(plain, ""), one(plain, "")]);
    assert_eq!(judged(&both).payload(), Some(&b"aGVsbG8"[..]));
    let mixed = general(&[one(plain, ""), one(HEADER, "")]);
    assert_eq!(
        judged(&mixed).sentence(),
        "The parameter b64 is misused: it is not the same in all signatures."
    );
    // Of a signature that is refused alone it counts as well.
    let unknown = r#"{"alg":"XX","b64":false,"crit":["b64"]}"#;
    assert!(judged(&general(&[one(HEADER, ""), one(unknown, "")])).has(Code::B64Misuse));
}

#[test]
fn an_unprotected_kid_may_choose_a_key_and_nothing_else() {
    let other = AnyKey::from(Key::hmac(Algorithm::Hs256, [9; 32]).unwrap()).with_kid("b");
    let keys = || vec![other.clone(), key().with_kid("a")];
    let set = Expectations { source: Source::Jwks, ..bytes() };
    let token = flattened(HEADER, r#""header":{"kid":"a"},"#);
    let verdict = judge(keys(), set.clone(), &token);
    assert_eq!((codes(&verdict).as_str(), verdict.key().unwrap().kid.as_deref()), ("", Some("a")));
    let token = flattened(HEADER, r#""header":{"kid":"b"},"#);
    assert_eq!(codes(&judge(keys(), set.clone(), &token)), "signature-mismatch");
    let verdict = judge(keys(), set, &flattened(HEADER, r#""header":{"kid":"c"},"#));
    assert_eq!(codes(&verdict), "kid-unknown");
    let place = verdict.reasons()[0].place().unwrap();
    assert_eq!((place.part, place.pointer.as_deref()), (Part::Unprotected, Some("/kid")));
    // The key of the header is a key of the token, protected or not.
    let jwk = r#""header":{"jwk":{"kty":"oct"}},"#;
    let verdict = judged(&flattened(HEADER, jwk));
    assert_eq!((codes(&verdict).as_str(), verdict.accept()), ("key-from-token", true));
}

#[test]
fn an_unprotected_typ_or_cty_counts_for_nothing() {
    let expect = Expectations { types: vec!["at+jwt".into()], ..bytes() };
    let unprotected = flattened(HEADER, r#""header":{"typ":"at+jwt","cty":"JWT"},"#);
    assert_eq!(codes(&judge(vec![key()], expect.clone(), &unprotected)), "typ-mismatch");
    let protected = flattened(r#"{"alg":"HS256","typ":"at+jwt"}"#, "");
    assert_eq!(codes(&judge(vec![key()], expect, &protected)), "");
}

#[test]
fn the_typ_of_a_general_token_is_that_of_the_signature_that_held() {
    let entries = [
        entry(r#"{"alg":"HS512","typ":"a"}"#, "hello", ""),
        entry(r#"{"alg":"HS256","typ":"b"}"#, "hello", ""),
    ];
    let token = general(&entries);
    let typed = |typ: &str| Expectations { types: vec![typ.into()], ..bytes() };
    assert!(judge(vec![key()], typed("b"), &token).accept());
    let verdict = judge(vec![key()], typed("a"), &token);
    assert!(verdict.has(Code::TypMismatch));
    let place = verdict.reasons().iter().find(|r| r.code() == Code::TypMismatch).unwrap().place().unwrap();
    assert_eq!(
        (place.part.code().as_str(), place.pointer.as_deref()),
        ("signature[1]", Some("/protected/typ"))
    );
}

#[test]
fn a_name_in_two_headers_is_refused() {
    for (header, unprotected) in [
        (r#"{"alg":"HS256","kid":"a"}"#, r#""header":{"kid":"a"},"#),
        (HEADER, r#""header":{"alg":"HS256"},"#),
        (r#"{"alg":"HS256","x":1}"#, r#""header":{"\u0078":2},"#),
    ] {
        assert_eq!(codes_of(&flattened(header, unprotected)), "serialization-malformed", "{unprotected}");
    }
}

#[test]
fn an_unprotected_parameter_of_another_type_and_a_private_key_are_refused() {
    assert_eq!(codes_of(&flattened(HEADER, r#""header":{"kid":1},"#)), "header-type");
    assert_eq!(codes_of(&flattened(HEADER, r#""header":{"jwk":{"d":"A"}},"#)), "header-private-key");
}

#[test]
fn a_jwt_refuses_json_serializations() {
    let claims = r#"{"sub":"a"}"#;
    let flat = format!("{{\"payload\":\"{}\",{}}}", encode(claims.as_bytes()), entry(HEADER, claims, ""));
    let verdict = judge(vec![key()], waived(), &flat);
    assert_eq!(codes(&verdict), "jwt-json-serialization");
    assert_eq!(verdict.state(Question::Signature), State::NotChecked);
    assert_eq!(verdict.exit_code(), 3);
    assert_eq!(codes(&judge(vec![key()], waived(), &flattened(HEADER, ""))), "jwt-json-serialization");
    // As bytes it holds, and an inspection warns.
    assert_eq!(judged(&flat).payload(), Some(claims.as_bytes()));
    let layer = &inspect(&flat, 0, &[key()], &waived(), NOW).layers[0];
    assert!(layer.verdict.accept());
    let reason = &layer.verdict.reasons()[0];
    assert_eq!((reason.code(), reason.severity()), (Code::JwtJsonSerialization, Severity::Warning));
}

#[test]
fn a_jwt_refuses_b64_false() {
    let header = r#"{"alg":"HS256","b64":false,"crit":["b64"]}"#;
    let claims = encode(br#"{"sub":"a"}"#);
    let input = format!("{}.{claims}", encode(header.as_bytes()));
    let token = format!("{input}.{}", encode(&mac(&input)));
    for content in [Content::Claims, Content::Either] {
        let expect = Expectations { content, ..waived() };
        assert_eq!(codes(&judge(vec![key()], expect, &token)), "b64-misuse", "{content:?}");
    }
    // As bytes the characters themselves are the payload.
    assert_eq!(judged(&token).payload(), Some(claims.as_bytes()));
}

#[test]
fn an_unencoded_payload_stands_in_a_compact_token_as_printable_ascii_without_a_dot() {
    let header = encode(br#"{"alg":"HS256","b64":false,"crit":["b64"]}"#);
    let token =
        |payload: &str| format!("{header}.{payload}.{}", encode(&mac(&format!("{header}.{payload}"))));
    assert_eq!(judged(&token("This is ~fine-!")).payload(), Some(&b"This is ~fine-!"[..]));
    for payload in ["$.02", "a.b.c", "a\tb", "a\nb", "\u{e9}", "a\u{7f}"] {
        assert_eq!(codes_of(&token(payload)), "b64-misuse", "{payload:?}");
    }
}

#[test]
fn an_array_of_no_signatures_is_refused() {
    assert_eq!(codes_of(r#"{"payload":"aGVsbG8","signatures":[]}"#), "signatures-empty");
}

#[test]
fn flattened_and_general_members_mixed_and_members_of_other_types_are_refused() {
    let one = entry(HEADER, "hello", "");
    for (token, found) in [
        (
            format!(r#"{{"payload":"aGVsbG8","signatures":[{{{one}}}],{one}}}"#),
            "protected stands beside signatures, not in them",
        ),
        (
            format!(r#"{{"payload":"aGVsbG8","signatures":{{{one}}}}}"#),
            "signatures is an object, not an array",
        ),
        (r#"{"payload":"aGVsbG8","signatures":[1]}"#.into(), "signature 1 is a number, not an object"),
        (format!(r#"{{"payload":1,{one}}}"#), "payload is a number, not a string"),
        (format!(r#"{{"payload":null,{one}}}"#), "payload is null, not a string"),
        (format!(r#"{{"payload":"aGVsbG8","header":[],{one}}}"#), "header is an array, not an object"),
        (
            r#"{"payload":"aGVsbG8","protected":{},"signature":"AA"}"#.into(),
            "protected is an object, not a string",
        ),
        (
            r#"{"payload":"aGVsbG8","protected":"e30","signature":1}"#.into(),
            "signature is a number, not a string",
        ),
        (r#"{"payload":"aGVsbG8","protected":"e30"}"#.into(), "there is no member signature"),
        (r#"{"payload":"aGVsbG8","signatures":[{}]}"#.into(), "there is no member signature"),
        (
            format!(r#"{{"payload":"aGVsbG8","ciphertext":"AA",{one}}}"#),
            "ciphertext, a member of a JWE, stands beside those of a JWS",
        ),
    ] {
        let verdict = judged(&token);
        let reason =
            verdict.reasons().iter().find(|reason| reason.code() == Code::SerializationMalformed).unwrap();
        assert_eq!(reason.found_text(), Some(found), "{token}");
        assert_eq!(verdict.exit_code(), 3);
    }
    // What is not known is ignored (RFC 7515 section 7.2).
    assert_eq!(codes_of(&format!(r#"{{"payload":"aGVsbG8","x":[1],{one}}}"#)), "");
}

#[test]
fn a_name_that_stands_twice_in_the_object_is_refused() {
    let one = entry(HEADER, "hello", "");
    for token in [
        format!(r#"{{"payload":"aGVsbG8","payload":"aGVsbG8",{one}}}"#),
        format!(r#"{{"payload":"aGVsbG8","p\u0061yload":"aGVsbG8",{one}}}"#),
        flattened(HEADER, r#""header":{"x":{"a":1,"a":2}},"#),
        flattened(r#"{"alg":"HS256","alg":"HS256"}"#, ""),
    ] {
        assert_eq!(codes_of(&token), "duplicate-member", "{token}");
    }
}

#[test]
fn a_token_of_32_signatures_is_read_and_one_of_33_is_refused_before_any_is_looked_at() {
    let wrong = r#""protected":"eyJhbGciOiJIUzI1NiJ9","signature":"""#.to_owned();
    let with = |count: usize| {
        let mut entries = vec![wrong.clone(); count - 1];
        entries.push(entry(HEADER, "hello", ""));
        judged(&general(&entries))
    };
    for count in [31, 32] {
        let verdict = with(count);
        assert_eq!(verdict.sentence(), format!("Accept: valid HS256 MAC, 1 of {count} signatures holds."));
    }
    let verdict = with(33);
    assert_eq!(codes(&verdict), "too-many-signatures");
    assert_eq!(verdict.sentence(), "There are more than 32 signatures or recipients.");
}

#[test]
fn a_token_of_a_million_signatures_ends_at_once() {
    let million = vec!["{}"; 1_000_000].join(",");
    for name in ["signatures", "recipients"] {
        let token = format!("{{\"payload\":\"\",\"ciphertext\":\"\",\"{name}\":[{million}]}}");
        assert_eq!(codes_of(&token), "too-long", "over 1 MiB unless the bound is raised");
        let mut expect = bytes();
        expect.bounds.token_bytes = 8 * 1024 * 1024;
        assert_eq!(codes(&judge(vec![key()], expect, &token)), "too-many-signatures");
    }
}

#[test]
fn one_signature_that_holds_is_enough_and_all_are_reported() {
    let entries = [
        r#""protected":"eyJhbGciOiJIUzI1NiJ9","signature":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA""#
            .to_owned(),
        entry(HEADER, "hello", ""),
        entry(r#"{"alg":"ES256"}"#, "hello", ""),
        entry(r#"{"alg":"none"}"#, "hello", ""),
        entry(r#"{"alg":"XX"}"#, "hello", ""),
        entry(r#"{"alg":"HS256","crit":["x"],"x":1}"#, "hello", ""),
    ];
    let verdict = judged(&general(&entries));
    assert!(verdict.accept(), "{}", verdict.sentence());
    let each: Vec<State> = verdict.each_signature().iter().map(|one| one.state).collect();
    assert_eq!(each, [State::Fail, State::Pass, State::Fail, State::Fail, State::Fail, State::Fail]);
    let told: Vec<(String, Severity)> = verdict
        .reasons()
        .iter()
        .map(|reason| {
            let part = reason.place().unwrap().part.code();
            (format!("{} {part}", reason.code().as_str()), reason.severity())
        })
        .collect();
    let told: Vec<(&str, Severity)> =
        told.iter().map(|(code, severity)| (code.as_str(), *severity)).collect();
    assert_eq!(
        told,
        [
            ("alg-unknown signature[4]", Severity::Warning),
            ("crit-unknown signature[5]", Severity::Warning),
            ("signature-mismatch signature[0]", Severity::Warning),
            ("alg-key-mismatch signature[2]", Severity::Note),
            ("signature-length signature[2]", Severity::Warning),
            ("alg-none signature[3]", Severity::Warning),
        ]
    );
}

#[test]
fn all_signatures_are_demanded_where_that_was_said() {
    let ec = read(keys::P256_PRIVATE_JWK);
    let AnyKey::Private(private) = &ec else { unreachable!("a private key") };
    let shared = Key::hmac(Algorithm::Hs256, SECRET).unwrap();
    let token =
        Signer::sign_general(&[Signer::new(&shared), Signer::new(private).kid(None)], b"hello").unwrap();
    let all = Expectations { all_signatures: true, ..bytes() };
    let public: AnyKey = ec.public().unwrap().into();
    let verdict = judge(vec![key(), public.clone()], all.clone(), &token);
    assert_eq!(verdict.sentence(), "Accept: valid HS256 MAC, 2 of 2 signatures hold.");
    for one in [key(), public.clone()] {
        assert!(judge(vec![one.clone()], bytes(), &token).accept());
        let verdict = judge(vec![one], all.clone(), &token);
        assert!(!verdict.accept());
        assert!(verdict.has(Code::AlgKeyMismatch));
    }
    // Every key must be worth something too.
    let weak: AnyKey = Key::insecure_hmac(Algorithm::Hs256, "short").unwrap().into();
    let AnyKey::Shared(short) = &weak else { unreachable!("a secret") };
    let signer = Signer::new(short).weak_keys(jotsmith::key::WeakKeys::Allow);
    let token = Signer::sign_general(&[signer, Signer::new(private).kid(None)], b"hello").unwrap();
    let keys = vec![weak, public];
    assert!(judge(keys.clone(), bytes(), &token).accept());
    assert!(!judge(keys.clone(), all.clone(), &token).accept());
    let report = Expectations { weak_keys: jotsmith::key::WeakKeys::Report, ..all };
    let verdict = judge(keys, report, &token);
    assert_eq!(verdict.sentence(), "Do not accept: the 5-byte secret can be guessed.");
}

#[test]
fn without_a_key_no_signature_of_several_is_checked() {
    let verdict =
        judge(Vec::new(), bytes(), &general(&[entry(HEADER, "hello", ""), entry(HEADER, "hello", "")]));
    assert_eq!(verdict.sentence(), "Not verified: no key was given.");
    assert!(verdict.each_signature().iter().all(|one| one.state == State::NotChecked));
}

#[test]
fn keys_that_are_tried_are_counted_over_all_signatures() {
    // Each signature tries one key; 15 more are tried in all.
    let mut keys: Vec<AnyKey> =
        (0..7_u8).map(|n| Key::hmac(Algorithm::Hs256, [n; 32]).unwrap().into()).collect();
    keys.push(key());
    let with = |count: usize| {
        let wrong = entry(HEADER, "other", "");
        let mut entries = vec![wrong; count];
        entries.push(entry(HEADER, "hello", ""));
        judge(keys.clone(), bytes(), &general(&entries))
    };
    assert_eq!((codes(&with(1)).as_str(), with(1).accept()), ("signature-mismatch", true));
    let verdict = with(2);
    let each: Vec<State> = verdict.each_signature().iter().map(|one| one.state).collect();
    assert_eq!(each, [State::Fail, State::Fail, State::NotChecked]);
    let left_out = verdict.reasons().iter().find(|reason| reason.code() == Code::KeyLeftOut).unwrap();
    assert_eq!(
        left_out.to_string(),
        "The key 1 is left out: one call tries 16 keys at most, and fewer are left than fit here."
    );
}

#[test]
fn a_signature_that_holds_under_a_weak_key_is_not_overruled_by_another() {
    let weak: AnyKey = Key::insecure_hmac(Algorithm::Hs256, "short").unwrap().into();
    let AnyKey::Shared(short) = &weak else { unreachable!("a secret") };
    let signer = || Signer::new(short).no_typ().weak_keys(jotsmith::key::WeakKeys::Allow);
    let two = Signer::sign_general(&[signer(), signer()], b"hello").unwrap();
    let (first, second) = (two.find("\"signature\":").unwrap(), two.rfind("\"signature\":").unwrap());
    let expect = Expectations { weak_keys: jotsmith::key::WeakKeys::Report, ..bytes() };
    for (broken, states) in [(second, [State::Pass, State::Fail]), (first, [State::Fail, State::Pass])] {
        let mut token = two.clone();
        token.replace_range(broken + 13..broken + 17, "AAAA");
        let verdict = judge(vec![weak.clone()], expect.clone(), &token);
        assert_eq!(verdict.sentence(), "Do not accept: the 5-byte secret can be guessed.");
        assert_eq!(verdict.state(Question::Signature), State::Pass);
        assert_eq!(verdict.each_signature().iter().map(|one| one.state).collect::<Vec<_>>(), states);
        let told: Vec<(Code, Severity)> =
            verdict.reasons().iter().map(|reason| (reason.code(), reason.severity())).collect();
        let expected = [(Code::SignatureMismatch, Severity::Warning), (Code::HmacKeyShort, Severity::Error)];
        assert_eq!(told, expected);
    }
}

#[test]
fn an_object_with_a_payload_and_a_ciphertext_is_a_jws_for_whoever_reads_it() {
    for token in [
        r#"{"payload":"e30","ciphertext":"AA"}"#,
        r#"{"payload":"e30","protected":"e30","ciphertext":"AA","iv":"AA","tag":"AA"}"#,
    ] {
        let judged = judge(vec![key()], waived(), token);
        let inspected = &inspect(token, 0, &[key()], &waived(), NOW).layers[0].verdict;
        assert_eq!((judged.kind(), inspected.kind()), (Kind::Jws, Kind::Jws), "{token}");
        assert_eq!(codes(&judged), codes(inspected), "{token}");
        assert!(codes(&judged).contains("serialization-malformed"));
    }
}

#[test]
fn a_payload_is_inside_or_beside_the_token_and_never_both() {
    let compact = signed(HEADER, "hello");
    let verifier = jotsmith::Verifier::expecting(vec![key()], bytes());
    assert_eq!(codes(&verifier.judge_detached(&compact, b"hello", NOW)), "payload-attached");
    assert_eq!(codes(&verifier.judge_detached(&flattened(HEADER, ""), b"hello", NOW)), "payload-attached");
    let detached = format!("{{{}}}", entry(HEADER, "hello", ""));
    assert_eq!(codes(&verifier.judge(&detached, NOW)), "payload-detached");
    assert_eq!(verifier.judge_detached(&detached, b"hello", NOW).payload(), Some(&b"hello"[..]));
    let (head, rest) = compact.split_once('.').unwrap();
    let detached = format!("{head}..{}", rest.split_once('.').unwrap().1);
    assert_eq!(verifier.judge_detached(&detached, b"hello", NOW).payload(), Some(&b"hello"[..]));
    assert_eq!(codes(&verifier.judge_detached(&detached, b"hallo", NOW)), "signature-mismatch");
    // An empty payload is one; a compact token does not say whether it was left out.
    assert_eq!(codes(&verifier.judge(&signed(HEADER, ""), NOW)), "");
    assert_eq!(verifier.judge_detached(&signed(HEADER, ""), b"", NOW).payload(), Some(&b""[..]));
}

#[test]
fn a_fault_stands_at_its_bytes_past_escapes_of_the_json() {
    // The padding is the 23rd character of the protected header, and stands after an escape of 6 bytes.
    let token = r#"{"payload":"aGVsbG8","protected":"\u0065yJhbGciOiJIUzI1NiJ9==","signature":"AA"}"#;
    let verdict = judged(token);
    let place = verdict.reasons()[0].place().unwrap();
    assert_eq!(codes(&verdict), "base64url-padding");
    assert_eq!((place.part_byte, place.span), (Some(20), Some(Span::byte(59))));
    assert_eq!(token.get(59..60), Some("="));
    // {"alg":"HS256","kid":7}: the member kid, whose characters stand in the token.
    let token = flattened(r#"{"alg":"HS256","kid":7}"#, "");
    let verdict = judged(&token);
    let span = verdict.reasons()[0].place().unwrap().span.unwrap();
    let start = token.find("protected").unwrap() + 12;
    assert_eq!((span.start, span.end), (start + 20, start + 30));
}

#[test]
fn a_broken_object_and_an_object_that_is_no_token_are_told_apart() {
    assert_eq!(codes_of(r#"{"payload":"aGVsbG8","signature":"AA""#), "json-syntax");
    assert_eq!(codes_of(r#"{"payload":"aGVsbG8","signature":"AA"} x"#), "json-trailing-data");
    assert_eq!(codes_of(r#"{"sub":"a"}"#), "not-a-token");
    assert_eq!(codes_of(r#"{"keys":[]}"#), "not-a-token");
    let jwe = judged(r#"{"protected":"e30","ciphertext":"AA","iv":"AA","tag":"AA"}"#);
    assert!(!jwe.accept());
    assert_eq!(jwe.serialization(), Serialization::Flattened);
}

/// Any JWS that is signed here, with the payload beside it where it is detached.
fn any_jws() -> impl Strategy<Value = (String, Vec<u8>, bool)> {
    let payload = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..40),
        "[ -~é🔑]{0,24}".prop_map(String::into_bytes),
        "[!-,/-~]{0,24}".prop_map(String::into_bytes),
    ];
    (payload, 0..3_usize, any::<bool>(), any::<bool>(), 1..4_usize).prop_filter_map(
        "a payload that cannot stand as it is, is refused",
        |(payload, form, detached, unencoded, count)| {
            let key = Key::hmac(Algorithm::Hs256, SECRET).unwrap();
            let signer = || {
                let signer = Signer::new(&key).no_typ();
                let signer = if unencoded { signer.unencoded() } else { signer };
                if detached { signer.detached() } else { signer }
            };
            let token = match form {
                0 => signer().sign_bytes(&payload),
                1 => signer().unprotected("kid", "\"a\"").sign_flattened(&payload),
                _ => Signer::sign_general(&(0..count).map(|_| signer()).collect::<Vec<_>>(), &payload),
            };
            Some((token.ok()?, payload, detached))
        },
    )
}

fn judged_with(token: &str, payload: &[u8], detached: bool) -> Verdict {
    let verifier =
        jotsmith::Verifier::expecting(vec![key()], Expectations { all_signatures: true, ..bytes() });
    if detached { verifier.judge_detached(token, payload, NOW) } else { verifier.judge(token, NOW) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_signed_verifies_in_each_serialization((token, payload, detached) in any_jws()) {
        let verdict = judged_with(&token, &payload, detached);
        prop_assert_eq!(verdict.payload(), Some(payload.as_slice()), "{} {}", token, verdict.sentence());
        // Strict ok means that the tolerant reading found no error. It takes what begins as an object for claims.
        prop_assume!(payload.iter().find(|byte| !byte.is_ascii_whitespace()) != Some(&b'{'));
        let reading = jotsmith::Token::read(&token);
        let errors = reading.defects.iter().filter(|defect| defect.severity() == Severity::Error);
        prop_assert_eq!(errors.count(), 0, "{}", token);
    }

    #[test]
    fn a_payload_or_signature_with_one_bit_changed_is_refused_in_each_serialization(
        (token, payload, detached) in any_jws(),
        at: prop::sample::Index,
        bit in 0_u8..7,
    ) {
        let mut changed = token.clone().into_bytes();
        let at = at.index(changed.len());
        changed[at] ^= 1 << bit;
        let Ok(changed) = String::from_utf8(changed) else { return Ok(()) };
        let verdict = judged_with(&changed, &payload, detached);
        // What nothing protects may change: the unprotected header, and names that are not known.
        let same = verdict.payload() == Some(payload.as_slice());
        prop_assert!(!verdict.accept() || same, "{} {}", changed, verdict.sentence());
        let header = token.find("\"header\"").map(|start| start..start + 20);
        prop_assert!(!verdict.accept() || header.is_some_and(|header| header.contains(&at)), "{}", changed);
        if detached && !payload.is_empty() {
            let mut other = payload;
            let at = at % other.len();
            other[at] ^= 1 << bit;
            prop_assert!(!judged_with(&token, &other, true).accept());
        }
    }
}
