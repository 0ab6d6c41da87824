//! A decoded part laid out, and each row held against the bytes that carry it.

use jotsmith::find::clean_one;
use jotsmith::text::base64url;
use proptest::prelude::*;

use super::*;
use crate::words::Words;
use jotsmith::{NumericDate, Token};

const NOW: NumericDate = NumericDate(1_795_442_711);

fn laid(part: &PartReading, given: &Given<'_>) -> JsonView {
    view(part, given, Told { words: &Words::default(), now: NOW })
}

/// The view of a payload of these bytes.
fn payload(bytes: &[u8]) -> JsonView {
    let text = format!("eyJhbGciOiJIUzI1NiJ9.{}.c2ln", base64url::encode(bytes));
    let found = clean_one(&text);
    let reading = Token::read(&found.text);
    laid(reading.part(Part::Payload).unwrap(), &Given::new(&text, &found))
}

/// What `pretty_span` of each row covers.
fn shown(view: &JsonView) -> Vec<(String, String)> {
    let units: Vec<u16> = view.pretty.encode_utf16().collect();
    let cut = |row: &RowView| String::from_utf16(&units[row.pretty_span.0..row.pretty_span.1]).unwrap();
    view.rows.iter().map(|row| (row.pointer.clone(), cut(row))).collect()
}

#[test]
fn lays_out_a_member_a_line_and_keeps_the_text_of_numbers_and_strings() {
    let view = payload(br#"{"n":1.0e2,"s":"a\/\u00e9","o":{"a":[1,{}],"e":[]}}"#);
    assert!(view.complete);
    assert_eq!(
        view.pretty,
        "{\n  \"n\": 1.0e2,\n  \"s\": \"a\\/\\u00e9\",\n  \"o\": {\n    \"a\": [\n      1,\n      {}\n    ],\n    \"e\": []\n  }\n}"
    );
    let rows: Vec<_> =
        view.rows.iter().map(|row| (&*row.pointer, row.depth, &*row.kind, &*row.value)).collect();
    assert_eq!(
        rows,
        [
            ("/n", 0, "number", "1.0e2"),
            ("/s", 0, "string", "\"a\\/\\u00e9\""),
            ("/o", 0, "object", ""),
            ("/o/a", 1, "array", ""),
            ("/o/a/0", 2, "number", "1"),
            ("/o/a/1", 2, "object", ""),
            ("/o/e", 1, "array", ""),
        ]
    );
    assert_eq!(shown(&view)[1], ("/s".into(), "\"s\": \"a\\/\\u00e9\"".into()));
    assert_eq!(shown(&view)[4], ("/o/a/0".into(), "1".into()));
    assert_eq!(shown(&view)[6], ("/o/e".into(), "\"e\": []".into()));
}

#[test]
fn hostile_characters_are_written_as_escapes_and_the_spans_still_fit() {
    let view = payload("{\"a\u{202e}b\":\"🔑\u{200b}\",\"z\":1}".as_bytes());
    assert_eq!(view.pretty, "{\n  \"a\\u202eb\": \"🔑\\u200b\",\n  \"z\": 1\n}");
    assert_eq!(view.rows[0].name, "a\\u202eb");
    assert_eq!(view.rows[0].pointer, "/a\u{202e}b");
    assert_eq!(shown(&view)[1].1, "\"z\": 1");
}

#[test]
fn a_payload_that_breaks_off_shows_what_was_read_and_what_was_not() {
    let view = payload(br#"{"sub":"1","o":{"a":[1,2],"na"#);
    assert!(!view.complete);
    assert_eq!(
        view.pretty,
        "{\n  \"sub\": \"1\",\n  \"o\": {\n    \"a\": [\n      1,\n      2\n    ],\n    \"na"
    );
    assert_eq!(view.rows.len(), 5);
    assert_eq!(payload(br#"{"a":tru"#).pretty, "{\n  \"a\":tru");
    assert_eq!(payload(b"{").pretty, "{");
}

#[test]
fn what_stands_behind_the_claims_is_shown() {
    assert_eq!(payload(br#"{"a":1} {"b":2}"#).pretty, "{\n  \"a\": 1\n}\n{\"b\":2}");
}

#[test]
fn duplicates_are_rows_of_their_own() {
    let view = payload(br#"{"a":1,"a":2}"#);
    let values: Vec<_> = view.rows.iter().map(|row| (&*row.pointer, &*row.value)).collect();
    assert_eq!(values, [("/a", "1"), ("/a", "2")]);
}

#[test]
fn a_payload_that_is_no_json_is_shown_as_text_or_as_hexadecimal() {
    let text = payload("hello\nw\u{202e}rld".as_bytes());
    assert_eq!((&*text.pretty, text.rows.len()), ("hello\nw\\u202erld", 0));
    assert_eq!(payload(b"\xff\x00\x10").pretty, "ff0010");
}

#[test]
fn times_are_put_in_words_wherever_they_stand_and_names_at_the_top() {
    let view =
        payload(br#"{"exp":1795442531,"x":{"seen":1795442651,"sub":1},"iat":1795442531000,"nbf":1e30}"#);
    let words: Vec<_> =
        view.rows.iter().map(|row| (row.short.as_deref(), row.instant, row.words.as_deref())).collect();
    assert_eq!(
        words,
        [
            (Some("expires"), Some(1_795_442_531), Some("3 minutes ago")),
            (Some("defined by its issuer"), None, None),
            (None, Some(1_795_442_651), Some("1 minute ago")),
            (None, None, None),
            (Some("issued at"), Some(1_795_442_531), Some("milliseconds? read so: 3 minutes ago")),
            (Some("not before"), None, None),
        ]
    );
    assert_eq!(view.rows[0].class.as_deref(), Some("registered"));
    assert_eq!(view.rows[0].source.as_deref(), Some("RFC 7519 section 4.1.4"));
}

#[test]
fn rows_are_bounded_and_the_layout_is_not() {
    let numbers = vec!["1"; ROWS + 5].join(",");
    let view = payload(format!("{{\"a\":[{numbers}]}}").as_bytes());
    assert_eq!(view.rows.len(), ROWS);
    assert_eq!(view.pretty.matches('1').count(), ROWS + 5);
}

/// Any JSON value of moderate size, written as text.
fn any_json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        "-?[1-9][0-9]{0,12}(\\.[0-9]{1,3})?",
        "[a-zé🔑 /~]{0,12}".prop_map(|text| json::quoted(&text)),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(|items| format!("[{}]", items.join(", "))),
            prop::collection::vec(("[a-zé🔑/~]{0,6}", inner), 0..5).prop_map(|members| {
                let members: Vec<_> =
                    members.iter().map(|(name, value)| format!("{}: {value}", json::quoted(name))).collect();
                format!("{{ {} }}", members.join(","))
            }),
        ]
    })
}

/// Each row's own text in the JSON text, found anew by walking the tree.
fn spans(node: &Node, out: &mut Vec<Span>) {
    for member in node.members() {
        out.push(member.span());
        spans(&member.value, out);
    }
    for element in node.elements() {
        out.push(element.span);
        spans(element, out);
    }
}

proptest! {
    #[test]
    fn the_characters_of_a_row_carry_exactly_its_member(value in any_json(), wrap in 5_usize..60, before in "[ 🔑é]{0,5}") {
        let json_text = format!("{{\"v\":{value}}}");
        let token = format!("eyJhbGciOiJIUzI1NiJ9.{}.c2ln", base64url::encode(json_text.as_bytes()));
        let wrapped: Vec<String> =
            token.as_bytes().chunks(wrap).map(|line| String::from_utf8(line.to_vec()).unwrap()).collect();
        let text = format!("{before}Authorization: Bearer {}", wrapped.join("\n "));
        let found = clean_one(&text);
        prop_assume!(found.text == token);
        let reading = Token::read(&found.text);
        let view = laid(reading.part(Part::Payload).unwrap(), &Given::new(&text, &found));
        let mut members = Vec::new();
        spans(&json::read(json_text.as_bytes()).root.unwrap(), &mut members);
        prop_assert_eq!(members.len(), view.rows.len());

        let units: Vec<u16> = text.encode_utf16().collect();
        for (member, row) in members.iter().zip(&view.rows) {
            let carried: String = row.token_spans.iter().map(|(a, b)| String::from_utf16(&units[*a..*b]).unwrap()).collect();
            // Filled up to where the group of its first character begins.
            let lead = member.start % 3;
            let decoded = base64url::read(format!("{}{carried}", "A".repeat(lead)).as_bytes()).bytes;
            prop_assert_eq!(&decoded[lead..lead + member.len()], &json_text.as_bytes()[member.start..member.end]);
        }
    }

    #[test]
    fn the_layout_means_what_the_token_says(value in any_json()) {
        let view = payload(format!("{{\"v\":{value}}}").as_bytes());
        let (before, after): (serde_json::Value, serde_json::Value) =
            (serde_json::from_str(&view.raw).unwrap(), serde_json::from_str(&view.pretty).unwrap());
        prop_assert_eq!(before, after);
        for ((_, shown), row) in shown(&view).iter().zip(&view.rows) {
            prop_assert!(shown.ends_with(&row.value));
        }
    }
}
