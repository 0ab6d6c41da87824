//! What the scanner promises of tokens in JSON serialization: the same as of compact ones.

use jotsmith::limits::TOKEN_BYTES;
use proptest::prelude::*;

use super::{NOW, TOKEN, one, redacted, scan};
use crate::scan::{Finding, Kind, Place, State, WINDOW_BYTES, What};

/// `{"iss":"https://auth.example.com","exp":1795507920}`
const PAYLOAD: &str = "eyJpc3MiOiJodHRwczovL2F1dGguZXhhbXBsZS5jb20iLCJleHAiOjE3OTU1MDc5MjB9";
const HEADER: &str = "eyJhbGciOiJIUzI1NiJ9";

fn flat(signature: &str) -> String {
    format!(r#"{{"payload":"{PAYLOAD}","protected":"{HEADER}","signature":"{signature}"}}"#)
}

fn general(first: &str, second: &str) -> String {
    format!(
        r#"{{"payload":"{PAYLOAD}","signatures":[{{"protected":"{HEADER}","signature":"{first}"}},{{"header":{{"alg":"ES256"}},"signature":"{second}"}}]}}"#
    )
}

fn jwe(secret: &str) -> String {
    format!(
        r#"{{"protected":"eyJlbmMiOiJBMTI4R0NNIn0","recipients":[{{"header":{{"alg":"A128KW"}},"encrypted_key":"{secret}k"}}],"aad":"YWFk","iv":"{secret}i","ciphertext":"{secret}c","tag":"{secret}t"}}"#
    )
}

fn pretty(token: &str) -> String {
    token.replace('{', "{\n    ").replace(',', ",\r\n    ").replace(':', " : ")
}

fn escaped(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn percent(text: &str) -> String {
    let written = |byte: u8| match byte {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(written).collect()
}

/// As a server writes a request into its log.
fn hex(text: &str) -> String {
    let written = |byte: u8| match byte {
        b'"' | b'\\' | ..b' ' | 0x7f.. => format!("\\x{byte:02X}"),
        byte => char::from(byte).to_string(),
    };
    text.bytes().map(written).collect()
}

fn kind(finding: &Finding) -> Kind {
    match finding.what {
        What::Token { kind, .. } => kind,
        What::Foreign { .. } => panic!("a token"),
    }
}

#[test]
fn a_token_in_json_is_told_as_a_compact_one_is() {
    let token = flat("c2ln");
    let finding = one(&format!("first\nbody={token}\n"));
    assert_eq!((finding.line, finding.column, finding.offset, finding.length), (2, 6, 11, token.len()));
    assert_eq!((finding.place.place, finding.place.name.as_deref()), (Place::Variable, Some("body")));
    assert_eq!(finding.text, token);
    let What::Token { kind, alg, iss, exp, state, .. } = finding.what else { panic!("a token") };
    assert_eq!((kind, state, alg.as_deref()), (Kind::Jws, State::Live, Some("HS256")));
    assert_eq!((iss.as_deref(), exp.as_deref()), (Some("https://auth.example.com"), Some("1795507920")));

    let What::Token { kind, alg, state, .. } = one(&jwe("c2Vj")).what else { panic!("a token") };
    assert_eq!((kind, state, alg.as_deref()), (Kind::Jwe, State::Unknown, Some("A128KW")));
    let What::Token { kind, alg, .. } = one(&general("b25l", "dHdv")).what else { panic!("a token") };
    assert_eq!((kind, alg.as_deref()), (Kind::Jws, Some("HS256")));
}

#[test]
fn redaction_leaves_out_each_secret_member_and_keeps_the_rest() {
    let wrap: [fn(&str) -> String; 10] = [
        |token| token.to_owned(),
        |token| format!("2026-11-24 INFO said \"hello {{ you\" {token}, done\n"),
        |token| format!("{{\"log\":{{\"version\":\"1.2\",\"entries\":[{{\"text\":{}}}]}}}}", escaped(token)),
        |token| format!("{{\"m\":{}}}", escaped(&format!("{{\"text\":{}}}", escaped(token)))),
        |token| format!("export SESSION='{token}'\nPATH=/bin\n"),
        |token| format!("SESSION={}\n", escaped(token)),
        |token| format!("GET /cb?response={}&state=1 HTTP/1.1\n", percent(token)),
        |token| format!("next={}", percent(&format!("/cb?response={}", percent(token)))),
        |token| format!("10.0.0.1 \"{}\" 200\n", hex(token)),
        |token| format!("{{\"m\":{}}}", escaped(token).replace("\\\"", "\\u0022")),
    ];
    let of = |form: fn(&str) -> String, token: &dyn Fn(&str) -> String| {
        for wrap in wrap {
            let text = wrap(&form(&token("c2lnbmF0dXJl")));
            let copy = wrap(&form(&token("c2lnbmF0dXJl")))
                .replace("c2lnbmF0dXJlk", "REDACTED")
                .replace("c2lnbmF0dXJli", "REDACTED")
                .replace("c2lnbmF0dXJlc", "REDACTED")
                .replace("c2lnbmF0dXJlt", "REDACTED")
                .replace("c2lnbmF0dXJl", "REDACTED");
            assert_eq!(redacted(&text), copy);
            assert_eq!(redacted(&copy), copy, "a copy is left as it is");
        }
    };
    for form in [(|token| token.to_owned()) as fn(&str) -> String, pretty] {
        of(form, &flat);
        of(form, &|secret| general(secret, secret));
        of(form, &jwe);
    }
}

#[test]
fn the_published_examples_are_found_and_nothing_of_them_is_left() {
    let rfc7515: serde_json::Value =
        serde_json::from_str(include_str!("../../../../../tests/vectors/rfc7515/appendix_a.json")).unwrap();
    let rfc7516 = include_str!("../../../../../tests/vectors/rfc7516/a4.json");
    let mut texts: Vec<(String, Kind)> = vec![(rfc7516.to_owned(), Kind::Jwe)];
    for section in ["A.6", "A.7"] {
        let found = scan(rfc7515[section].to_string().as_bytes(), 999, NOW).0;
        assert!(!found.is_empty(), "{section}");
        texts.extend(found.iter().map(|finding| (finding.text.clone(), kind(finding))));
    }
    for text in [
        include_str!("../../../../../tests/vectors/rfc9901/8.2-flattened-key-binding.json"),
        include_str!("../../../../../tests/vectors/rfc9901/8.3-general-key-binding.json"),
    ] {
        let found = scan(text.as_bytes(), 999, NOW).0;
        assert_eq!(found.iter().map(kind).collect::<Vec<_>>(), [Kind::SdJwt]);
        texts.extend(found.iter().map(|finding| (finding.text.clone(), Kind::SdJwt)));
    }
    assert_eq!(texts.len(), 5);
    for (text, kind) in texts {
        let copy = redacted(&text);
        let value: serde_json::Value = serde_json::from_str(&copy).unwrap();
        let mut left = Vec::new();
        secrets(&value, kind, &mut left);
        assert!(left.len() > usize::from(kind == Kind::Jwe), "{copy}");
        assert!(left.iter().all(|secret| secret == "REDACTED"), "{copy}");
    }
}

/// The values of members that a copy leaves out.
fn secrets(value: &serde_json::Value, kind: Kind, out: &mut Vec<String>) {
    let names: &[&str] = match kind {
        Kind::Jwe => &["encrypted_key", "iv", "ciphertext", "tag"],
        Kind::Cut | Kind::Jws | Kind::SdJwt => &["signature", "kb_jwt", "disclosures"],
    };
    for (name, value) in value.as_object().into_iter().flatten() {
        if names.contains(&name.as_str()) {
            out.extend(value.as_str().map(str::to_owned));
            out.extend(
                value.as_array().into_iter().flatten().filter_map(|one| one.as_str()).map(str::to_owned),
            );
        }
        secrets(value, kind, out);
    }
    value.as_array().into_iter().flatten().for_each(|one| secrets(one, kind, out));
}

#[test]
fn what_is_read_in_two_ways_is_left_out_in_both() {
    let twice = format!(r#"{{"protected":"{HEADER}","signature":"b25l","signature":"dHdv","payload":""}}"#);
    assert_eq!(redacted(&twice), twice.replace("b25l", "REDACTED").replace("dHdv", "REDACTED"));
    let named = format!(r#"{{"protected":"{HEADER}","\u0073ignature":"b25l","payload":""}}"#);
    assert_eq!(redacted(&named), named.replace("b25l", "REDACTED"));
    let many =
        format!(r#"{{"payload":"","signatures":[{}]}}"#, vec![r#"{"signature":"b25l"}"#; 40].join(","));
    assert_eq!(redacted(&many), many.replace("b25l", "REDACTED"));
}

#[test]
fn other_tokens_inside_are_found_and_left_out_beside_it() {
    let text = format!(
        r#"{{"payload":"","protected":"{HEADER}","header":{{"token":"{TOKEN}","github":"{}"}},"signature":"b25l"}}"#,
        super::GITHUB
    );
    let (findings, _) = scan(text.as_bytes(), 50, NOW);
    assert_eq!(findings.len(), 3);
    let signature = TOKEN.rsplit('.').next().unwrap();
    let copy =
        text.replace(signature, "REDACTED").replace(super::GITHUB, "REDACTED").replace("b25l", "REDACTED");
    assert_eq!(redacted(&text), copy);
}

#[test]
fn an_object_without_a_header_of_a_token_is_none() {
    for text in [
        r#"{"payload":"e30","protected":"e30","signature":"c2ln"}"#,
        r#"{"header":{"x":1},"signature":"signed by J. Smith"}"#,
        r#"{"ciphertext":"Y3Q","header":{},"iv":"aXY"}"#,
    ] {
        assert_eq!(scan(text.as_bytes(), 9, NOW).0.len(), 0, "{text}");
        assert_eq!(redacted(text), text);
    }
}

#[test]
fn a_token_in_json_across_the_end_of_a_window_is_found_once_wherever_it_is_cut() {
    let token = general("b25lb25l", "dHdvdHdv");
    let outer = format!("{{\"a\":[{{\"text\":{},\"x\":", escaped(&pretty(&token)));
    for shift in (0..6000).step_by(397) {
        let filler = "[1],".repeat((WINDOW_BYTES - 5000 + shift) / 4);
        let text = format!("{{\"log\":[{filler}{outer}{token}}}]}}]}}{}", " y".repeat(5000));
        let (findings, copy) = scan(text.as_bytes(), 70_000, NOW);
        assert_eq!(findings.iter().map(kind).collect::<Vec<_>>(), [Kind::Jws, Kind::Jws], "{shift}");
        assert_eq!(findings[1].text, token, "{shift}");
        let copy = String::from_utf8(copy).unwrap();
        assert_eq!(copy, text.replace("b25lb25l", "REDACTED").replace("dHdvdHdv", "REDACTED"), "{shift}");
    }
}

#[test]
fn a_long_token_in_json_is_found_whole_and_members_may_stand_in_any_order() {
    let long = "A".repeat(TOKEN_BYTES - 200);
    let text = format!(
        "{}{{\"note\":\"{long}\",\"signature\":\"b25l\",\"payload\":\"e30\",\"protected\":\"{HEADER}\"}} tail",
        "y ".repeat(150_000)
    );
    let (findings, copy) = scan(text.as_bytes(), 65_536, NOW);
    assert_eq!(findings.len(), 1);
    assert!(copy == text.replace("b25l", "REDACTED").into_bytes());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_signature_of_a_token_that_is_found_is_left(
        parts in prop::collection::vec((0_usize..16, 0_usize..4, any::<bool>(), 0_usize..3), 0..24),
        piece in 1_usize..400,
    ) {
        let (mut text, mut tokens) = (String::new(), 0);
        for (index, (what, levels, broken, way)) in parts.iter().enumerate() {
            let secret = format!("c2VjcmV0{index:04}");
            let mut part = match what {
                0 | 1 => flat(&secret),
                2 => general(&secret, &secret),
                3 => jwe(&secret),
                4 => pretty(&general(&secret, &secret)),
                5 => pretty(&jwe(&secret)),
                6 => format!("{HEADER}.{PAYLOAD}.{secret}"),
                7 => "{\"a\":{".to_owned(),
                8 => "\"} ".to_owned(),
                9 => "{\"payload\":\"".to_owned(),
                10 => "{\\\"payload\\\":".to_owned(),
                11 => "é\u{202e}\n".to_owned(),
                12 => "'{' \\ ]".to_owned(),
                13 => "{%22payload%22:".to_owned(),
                14 => "{\\x22payload\\x22:".to_owned(),
                _ => "INFO {}".to_owned(),
            };
            tokens += usize::from(*what < 7);
            for level in 0..*levels {
                part = match (way + level) % 3 {
                    0 => format!("{{\"text\":{}}}", escaped(&part)),
                    1 => format!("/cb?r={}&s=1", percent(&part)),
                    _ => format!("\"{}\"", hex(&part)),
                };
            }
            text.push_str(&part);
            text.push_str(if *broken { "\n" } else { " " });
        }
        let (findings, copy) = scan(text.as_bytes(), usize::MAX, NOW);
        let again = scan(text.as_bytes(), piece, NOW);
        let told = |findings: &[Finding]| -> Vec<(u64, usize, String)> {
            findings.iter().map(|one| (one.offset, one.length, one.fingerprint.clone())).collect()
        };
        prop_assert_eq!(told(&findings), told(&again.0));
        prop_assert_eq!(&copy, &again.1);
        let copy = String::from_utf8(copy).unwrap();
        for finding in &findings {
            // Everything that is secret here begins so, and ends in a number of its own.
            for (at, _) in finding.text.match_indices("c2VjcmV0") {
                let secret = finding.text.get(at..at + 12).unwrap();
                prop_assert!(!copy.contains(secret), "{} of {}", secret, text);
            }
        }
        // A whole token is hidden by nothing that stands before it.
        prop_assert_eq!(findings.len(), tokens, "{}", text);
        prop_assert!(!copy.contains("c2VjcmV0"));
        let (once_more, same) = scan(copy.as_bytes(), piece, NOW);
        prop_assert_eq!(once_more.iter().map(|one| one.line).collect::<Vec<_>>(), findings.iter().map(|one| one.line).collect::<Vec<_>>());
        prop_assert!(same == copy.into_bytes());
    }
}
