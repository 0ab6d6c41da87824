//! What the scanner promises: every token once, wherever the stream is cut, and none of its secret in a redacted copy.

use jotsmith::limits::TOKEN_BYTES;
use jotsmith::text::base64url;
use proptest::prelude::*;

use super::look::{HOLD_BYTES, WAITING_BYTES};
use super::*;

mod jwk;
mod objects;
mod private_keys;

const TOKEN: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwczovL2F1dGguZXhhbXBsZS5jb20iLCJleHAiOjE3OTU1MDc5MjB9.ZnAwi41Xw_8zHt5y5pXzHIswI7cv6FJYd49c8lyDfCQ";
const HEAD: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwczovL2F1dGguZXhhbXBsZS5jb20iLCJleHAiOjE3OTU1MDc5MjB9.";
const GITHUB: &str = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
/// Before `exp`.
const NOW: NumericDate = NumericDate(1_795_507_200);

/// The findings, and the text with the word REDACTED for what is left out.
fn scan(text: &[u8], piece: usize, now: NumericDate) -> (Vec<Finding>, Vec<u8>) {
    let (mut findings, mut copy, mut whole) = (Vec::new(), Vec::new(), Vec::new());
    let mut secret = false;
    let mut sink = |event: Event<'_>| -> Result<(), core::convert::Infallible> {
        match event {
            Event::Found(finding) => findings.push(*finding),
            Event::Secret(bytes) => {
                whole.extend_from_slice(bytes);
                if !secret && !bytes.is_empty() {
                    copy.extend_from_slice(b"REDACTED");
                }
                secret |= !bytes.is_empty();
            }
            Event::Text(bytes) => {
                whole.extend_from_slice(bytes);
                copy.extend_from_slice(bytes);
                secret &= bytes.is_empty();
            }
        }
        Ok(())
    };
    let mut scanner = Scanner::new(now);
    for piece in text.chunks(piece) {
        scanner.feed(piece, &mut sink).unwrap();
    }
    scanner.finish(&mut sink).unwrap();
    assert!(whole == text, "every byte is handed on once");
    (findings, copy)
}

fn redacted(text: &str) -> String {
    String::from_utf8(scan(text.as_bytes(), usize::MAX, NOW).1).unwrap()
}

fn one(text: &str) -> Finding {
    let (findings, _) = scan(text.as_bytes(), usize::MAX, NOW);
    assert_eq!(findings.len(), 1, "{text}: {findings:?}");
    findings.into_iter().next().unwrap()
}

#[test]
fn a_token_is_told_by_what_it_says_and_where_it_stands() {
    let finding = one(&format!("first line\nAuthorization: Bearer {TOKEN}\n"));
    assert_eq!((finding.line, finding.column, finding.offset, finding.length), (2, 23, 33, TOKEN.len()));
    assert_eq!(
        (finding.place.place, finding.place.name.as_deref()),
        (Place::Authorization, Some("Authorization"))
    );
    let What::Token { kind, alg, typ, iss, exp, state } = finding.what else { panic!("a token") };
    assert_eq!((kind, state), (Kind::Jws, State::Live));
    assert_eq!((alg.as_deref(), typ.as_deref()), (Some("HS256"), Some("JWT")));
    assert_eq!((iss.as_deref(), exp.as_deref()), (Some("https://auth.example.com"), Some("1795507920")));
    assert_eq!(finding.text, TOKEN);
    assert_eq!(finding.fingerprint.len(), 16);
}

#[test]
fn each_place_is_named() {
    for (text, place, name) in [
        (format!("Cookie: a=b; session={TOKEN}; c=d"), Place::Cookie, Some("session")),
        (format!("GET /cb#id_token={TOKEN}&x=1"), Place::Url, Some("id_token")),
        (format!("export API_TOKEN='{TOKEN}'"), Place::Variable, Some("API_TOKEN")),
        (format!("{{\"access_token\":\"{TOKEN}\"}}"), Place::Member, Some("access_token")),
        (
            format!("{{\"name\":\"Authorization\",\"value\":\"Bearer {TOKEN}\"}}"),
            Place::Authorization,
            Some("Authorization"),
        ),
        (format!("curl -H 'DPoP: {TOKEN}' https://x.example"), Place::Header, Some("DPoP")),
        (format!("token: {TOKEN}"), Place::Line, Some("token")),
        (format!("sent Bearer {TOKEN} to"), Place::Authorization, None),
        (format!("got {TOKEN}, good"), Place::Text, None),
    ] {
        let finding = one(&text);
        assert_eq!((finding.place.place, finding.place.name.as_deref()), (place, name), "{text}");
    }
}

#[test]
fn the_state_follows_the_instant() {
    let state = |now| match scan(TOKEN.as_bytes(), 1000, NumericDate(now)).0.remove(0).what {
        What::Token { state, .. } => state,
        What::Foreign { .. } => panic!("a token"),
    };
    assert_eq!(state(1_795_507_919), State::Live);
    assert_eq!(state(1_795_507_920), State::Expired);
    let state = |token: &str| match one(token).what {
        What::Token { state, .. } => state,
        What::Foreign { .. } => panic!("a token"),
    };
    assert_eq!(state("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1XzQyIn0.c2ln"), State::Endless);
    // {"nbf":9999999999} and {"exp":"soon"}
    assert_eq!(state("eyJhbGciOiJIUzI1NiJ9.eyJuYmYiOjk5OTk5OTk5OTl9.c2ln"), State::NotYet);
    assert_eq!(state("eyJhbGciOiJIUzI1NiJ9.eyJleHAiOiJzb29uIn0.c2ln"), State::Unknown);
    assert_eq!(state("eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..aXY.Y3Q.dGFn"), State::Unknown);
}

#[test]
fn what_is_no_token_is_none() {
    for text in ["", "plain words", "e30.e30.", "eyJhbGciOiJIUzI1NiJ9", "v1.2.3", "example.com/eyJ"] {
        assert_eq!(scan(text.as_bytes(), 7, NOW).0.len(), 0, "{text}");
    }
}

#[test]
fn redaction_leaves_out_exactly_the_secret_part() {
    for (text, copy) in [
        (TOKEN.to_owned(), format!("{HEAD}REDACTED")),
        (format!("a=\"{TOKEN}\";\n"), format!("a=\"{HEAD}REDACTED\";\n")),
        (format!("{TOKEN}~WyJhIiwiYiIsImMiXQ~WyJhIiwiZCIsImUiXQ~"), format!("{HEAD}REDACTED")),
        (format!("{TOKEN}~WyJhIiwiYiIsImMiXQ~{TOKEN}"), format!("{HEAD}REDACTED")),
        (
            "x eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..aXY.Y3Q.dGFn y".to_owned(),
            "x eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0.REDACTED y".to_owned(),
        ),
        ("eyJhbGciOiJub25lIn0.e30. x".to_owned(), "eyJhbGciOiJub25lIn0.e30. x".to_owned()),
        ("token=eyJhbGciOiJIUzI1NiJ9.e30 x".to_owned(), "token=eyJhbGciOiJIUzI1NiJ9.e30 x".to_owned()),
        (format!("T={GITHUB} {TOKEN}"), format!("T=REDACTED {HEAD}REDACTED")),
        (
            "-----BEGIN PRIVATE KEY-----\nMHc=\n-----END PRIVATE KEY-----\nx".to_owned(),
            "REDACTED\nx".to_owned(),
        ),
        ("nothing here\n".to_owned(), "nothing here\n".to_owned()),
    ] {
        assert_eq!(redacted(&text), copy, "{text}");
    }
}

#[test]
fn what_a_redacted_copy_keeps_of_a_token_is_told_and_is_not_live() {
    for (text, kind) in [
        (format!("{HEAD}REDACTED"), Kind::Jws),
        // What stands in the next line is none of it, however much it looks so.
        (format!("a {HEAD}REDACTED\nZnAwi41Xw_8zHt5y\n"), Kind::Jws),
        ("eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0.REDACTED".to_owned(), Kind::Jwe),
        (
            format!(r#"{{"payload":"e30","protected":"{}","signature":"REDACTED"}}"#, "eyJhbGciOiJIUzI1NiJ9"),
            Kind::Jws,
        ),
    ] {
        let finding = one(&text);
        assert!(finding.is_redacted() && !finding.is_live(), "{text}");
        assert!(finding.text.contains("REDACTED") && !finding.text.contains("ZnAwi"), "{text}");
        let What::Token { kind: told, state, .. } = finding.what else { panic!("a token") };
        assert_eq!((told, state), (kind, State::Redacted), "{text}");
        assert_eq!(redacted(&text), text);
    }
    for text in
        [format!("{HEAD}REDACTEDx"), format!("{HEAD}xREDACTED"), TOKEN.to_owned(), format!("{HEAD}REDACTED~")]
    {
        assert!(one(&text).is_live(), "{text}");
    }
}

#[test]
fn bytes_that_are_no_text_stay_and_move_nothing() {
    let text = [b"\xff\xfe \xc3 ", TOKEN.as_bytes(), b"\xff tail \xe2\x82"].concat();
    let (findings, copy) = scan(&text, 5, NOW);
    assert_eq!((findings.len(), findings[0].offset), (1, 5));
    assert_eq!(copy, [b"\xff\xfe \xc3 ", HEAD.as_bytes(), b"REDACTED\xff tail \xe2\x82"].concat());
}

#[test]
fn a_token_across_the_end_of_a_window_is_found_once_wherever_it_is_cut() {
    for shift in (0..2 * HOLD_BYTES).step_by(509) {
        let filler = "x ".repeat(usize::midpoint(WINDOW_BYTES - 2 * HOLD_BYTES, shift));
        let text = format!("{filler}\nid_token={TOKEN}\n{GITHUB} {}", "y ".repeat(HOLD_BYTES));
        let (findings, copy) = scan(text.as_bytes(), 70_000, NOW);
        assert_eq!(findings.len(), 2, "{shift}");
        assert_eq!(
            (findings[0].line, findings[0].column, findings[0].length),
            (2, 10, TOKEN.len()),
            "{shift}"
        );
        assert_eq!(findings[0].place.name.as_deref(), Some("id_token"));
        assert_eq!((findings[1].line, findings[1].column), (3, 1), "{shift}");
        let copy = String::from_utf8(copy).unwrap();
        assert!(copy.contains(&format!("id_token={HEAD}REDACTED\nREDACTED y")), "{shift}");
    }
}

#[test]
fn a_token_whose_header_is_cut_by_the_end_of_a_window_is_found_once() {
    // As long as one with certificates in it.
    let header =
        base64url::encode(format!(r#"{{"alg":"ES256","x5c":["{}"]}}"#, "A".repeat(9_000)).as_bytes());
    for shift in (0..header.len() + HOLD_BYTES).step_by(1_009) {
        let filler = "x ".repeat(usize::midpoint(WINDOW_BYTES - header.len() - HOLD_BYTES, shift));
        let text = format!("{filler}{header}.e30.c2lnbmF0dXJl\n{}", "y ".repeat(HOLD_BYTES));
        let (findings, copy) = scan(text.as_bytes(), 70_000, NOW);
        assert_eq!(findings.len(), 1, "{shift}");
        assert_eq!(findings[0].length, header.len() + 17, "{shift}");
        assert!(!String::from_utf8(copy).unwrap().contains("c2lnbmF0dXJl"), "{shift}");
    }
}

#[test]
fn a_token_after_an_escape_or_a_colour_is_found_and_so_are_other_credentials() {
    for before in ["\\x22", "\\n", "\\u0022", "%22", "\u{1b}[31m", "\\u001b[1;31m"] {
        let (findings, copy) = scan(format!("{before}{TOKEN}\n{before}{GITHUB}\n").as_bytes(), 1_000, NOW);
        assert_eq!(findings.len(), 2, "{before:?}");
        let copy = String::from_utf8(copy).unwrap();
        assert_eq!(copy, format!("{before}{HEAD}REDACTED\n{before}REDACTED\n"));
    }
    for reset in ["\u{1b}[0m", "\\u001b[0m"] {
        let (_, copy) = scan(format!("\u{1b}[31m{TOKEN}{reset}\n").as_bytes(), 1_000, NOW);
        assert_eq!(String::from_utf8(copy).unwrap(), format!("\u{1b}[31m{HEAD}REDACTED{reset}\n"));
    }
}

#[test]
fn a_token_of_a_megabyte_is_found_whole() {
    let long = format!("{HEAD}{}", "A".repeat(TOKEN_BYTES - 2 * HEAD.len()));
    let text = format!("{} {long} x", "y ".repeat(100_000));
    let (findings, copy) = scan(text.as_bytes(), 65_536, NOW);
    assert_eq!((findings.len(), findings[0].length), (1, long.len()));
    assert!(copy.ends_with(format!(" {HEAD}REDACTED x").as_bytes()));
}

#[test]
fn of_a_token_longer_than_any_nothing_secret_is_left() {
    let text = format!("a {HEAD}{}\nb {TOKEN}", "A".repeat(4 * TOKEN_BYTES));
    let (findings, copy) = scan(text.as_bytes(), 65_536, NOW);
    assert_eq!(findings.len(), 2);
    assert_eq!(findings[1].line, 2);
    assert_eq!(String::from_utf8(copy).unwrap(), format!("a {HEAD}REDACTED\nb {HEAD}REDACTED"));
}

#[test]
fn what_is_held_is_bounded_whatever_comes() {
    for filler in [
        "A",
        "\"",
        "eyJ",
        "eyJhbGciOiJub25lIn0.",
        "-----BEGIN PRIVATE KEY-----",
        " ",
        "{",
        "{\"payload\":",
        "{\"payload\":\"",
        "{\\\"a\\\":",
    ] {
        let mut scanner = Scanner::new(NOW);
        let piece = filler.repeat(65_536 / filler.len());
        for _ in 0..24 {
            scanner.feed(piece.as_bytes(), &mut |_| Ok::<(), ()>(())).unwrap();
            let most = LEAD_BYTES + WAITING_BYTES + WINDOW_BYTES;
            assert!(scanner.held.len() <= most, "{filler}: {}", scanner.held.len());
        }
    }
}

#[test]
fn a_window_is_looked_at_a_bounded_number_of_times() {
    // Each of these keeps the end of a window from being decided.
    let deep = |step: usize| format!("{{\"a\":[\"{}\",", "x".repeat(step));
    for filler in [
        format!("{}{{\"a\":", "AKIAAAAAAAAAAAAAAAAA ".repeat(12_483)),
        format!("-----BEGIN PRIVATE KEY-----{}", "A".repeat(30_000)),
        deep(16_000),
        "eyJ9.".to_owned(),
    ] {
        let text = filler.repeat(3 * 1024 * 1024 / filler.len());
        let (mut scanner, mut rest, mut looked, mut looks) = (Scanner::new(NOW), text.as_bytes(), 0, 0);
        // As much as is wanted before a look, so each of these is one.
        while let Some((piece, later)) = rest.split_at_checked(scanner.wanted - scanner.held.len()) {
            looked += scanner.wanted;
            looks += 1;
            scanner.feed(piece, &mut |_| Ok::<(), ()>(())).unwrap();
            rest = later;
        }
        assert!(looks > 8 && looked <= 6 * text.len(), "{filler:.30}: {looked} of {}", text.len());
    }
}

#[test]
fn what_is_written_keeps_its_schema() {
    let schema: serde_json::Value = serde_json::from_str(crate::SCHEMAS[0].1).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let text = format!("a={TOKEN} {GITHUB} token=eyJhbGciOiJIUzI1NiJ9.e30 b");
    let (findings, _) = scan(text.as_bytes(), 9, NOW);
    assert_eq!(findings.len(), 3);
    for finding in &findings {
        for shown in [Shown::No, Shown::Yes] {
            let json = finding.to_json(Some("a\u{1b}.log"), shown);
            let value: serde_json::Value = serde_json::from_str(&json).unwrap();
            let faults: Vec<String> = validator.iter_errors(&value).map(|fault| fault.to_string()).collect();
            assert!(faults.is_empty(), "{json}: {faults:?}");
            assert_eq!(json.contains(&finding.text), shown == Shown::Yes);
            assert!(!json.contains('\u{1b}'));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn nothing_depends_on_where_a_piece_was_cut(
        words in prop::collection::vec(prop::sample::select(vec![
            TOKEN, GITHUB, "\n", " ", "\"", "'", "Bearer ", "token=", "plain", "é\u{202e}", "eyJhbGciOiJub25lIn0.e30.",
            "\\n", "%20", "~", ".", "-----BEGIN PRIVATE KEY-----MHc=-----END PRIVATE KEY-----",
        ]), 0..60),
        piece in 1_usize..400,
    ) {
        let text = words.concat();
        let (whole, copy) = scan(text.as_bytes(), usize::MAX, NOW);
        let (pieces, copied) = scan(text.as_bytes(), piece, NOW);
        let spans = |findings: &[Finding]| findings.iter().map(|f| (f.line, f.column, f.offset, f.length)).collect::<Vec<_>>();
        prop_assert_eq!(spans(&whole), spans(&pieces));
        prop_assert_eq!(copy, copied);
    }
}
