//! What the parser promises: one meaning or a fault with its place, and both strictnesses alike.

use proptest::prelude::*;

use super::*;
use crate::reason::{Code, Part, Severity, Span};

fn strict_fault(text: &str) -> (Code, usize) {
    let fault = parse(text.as_bytes()).unwrap_err();
    (fault.code, fault.span.start)
}

#[test]
fn keeps_order_number_text_and_spans() {
    let tree = parse(br#" {"b":1.50e+2, "a":["x\u00e9", null]} "#).unwrap();
    let root = tree.root();
    assert_eq!(root.members().map(|(name, _)| name).collect::<Vec<_>>(), ["b", "a"]);
    assert_eq!(root.member("b").unwrap().number(), Some("1.50e+2"));
    assert_eq!(root.member("a").unwrap().elements().next().unwrap().as_str(), Some("xé"));
    assert_eq!(root.node().members()[0].span(), Span::new(2, 13));
    assert_eq!(root.node().pointer_at(24), "/a/0");
}

#[test]
fn refuses_each_fault_with_its_code_and_offset() {
    for (text, code, at) in [
        (r#"{"a":1,"a":2}"#, Code::DuplicateMember, 8),
        (r#"{"a":1,"\u0061":2}"#, Code::DuplicateMember, 8),
        (r#"{"x":{"a":1,"b":{"c":1,"c":2}}}"#, Code::DuplicateMember, 24),
        (r#"{"a":1} x"#, Code::JsonTrailingData, 8),
        ("\u{feff}{}", Code::ByteOrderMark, 0),
        (r#"{"a":"\ud800"}"#, Code::JsonUnportable, 6),
        (r#"{"a":'b'}"#, Code::JsonSyntax, 5),
        (r#"{"a":NaN}"#, Code::JsonSyntax, 5),
        (r#"{"a":01}"#, Code::JsonSyntax, 6),
        (r#"{"a":-}"#, Code::JsonSyntax, 6),
        (r#"{"a":-x}"#, Code::JsonSyntax, 6),
        (r#"{"a":1.}"#, Code::JsonSyntax, 7),
        (r#"{"a":1e}"#, Code::JsonSyntax, 7),
        (r#"{"a":1e-}"#, Code::JsonSyntax, 8),
        (r#"{"a":"\u00g0"}"#, Code::JsonSyntax, 10),
        (r#"{"a":"\udc00\udc00"}"#, Code::JsonUnportable, 6),
        (r#"{"a":1,}"#, Code::JsonSyntax, 7),
        (r#"{"a":"b"#, Code::JsonSyntax, 7),
        ("{\"a\":\"\n\"}", Code::JsonSyntax, 6),
        ("", Code::JsonSyntax, 0),
    ] {
        assert_eq!(strict_fault(text), (code, at), "{text}");
    }
    let fault = parse(b"{\"a\":\"\xff\"}").unwrap_err();
    assert_eq!((fault.code, fault.span.start), (Code::Utf8Invalid, 6));
}

#[test]
fn nests_64_levels_and_no_more() {
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    parse(nested(63).as_bytes()).unwrap();
    parse(nested(64).as_bytes()).unwrap();
    assert_eq!(strict_fault(&nested(65)), (Code::JsonDepth, 64));
    assert_eq!(strict_fault(&nested(100_000)), (Code::JsonDepth, 64));
}

#[test]
fn finds_duplicates_on_both_sides_of_the_pairwise_bound() {
    for count in [2, 31, 32, 33, 1_000] {
        for first in [0, count / 3, count - 2] {
            let mut names: Vec<String> = (0..count).map(|i| format!("\"n{i}\":0")).collect();
            let last = names.len() - 1;
            names[last] = format!("\"\\u006e{first}\":0");
            let text = format!("{{{}}}", names.join(","));
            assert_eq!(
                strict_fault(&text),
                (Code::DuplicateMember, text.rfind('\\').unwrap()),
                "{count} names"
            );
            assert_eq!(read(text.as_bytes()).faults.len(), 1);
        }
    }
}

#[test]
fn reads_on_and_lists_what_leaves_one_meaning() {
    let reading = read("\u{feff}{\"a\":1,\"a\":9007199254740993} tail".as_bytes());
    let codes: Vec<Code> = reading.faults.iter().map(|f| f.code).collect();
    assert_eq!(
        codes,
        [Code::ByteOrderMark, Code::DuplicateMember, Code::JsonUnportable, Code::JsonTrailingData]
    );
    assert_eq!(reading.root.unwrap().members().len(), 2);
}

#[test]
fn marks_what_was_cut_as_incomplete() {
    let reading = read(br#"{"sub":"1234567890","nest":{"x":[1,2"#);
    let root = reading.root.unwrap();
    assert!(!root.complete);
    assert_eq!(root.members()[0].value.kind, Kind::String("1234567890".into()));
    assert!(root.members()[0].value.complete);
    assert!(!root.members()[1].value.complete);
    assert_eq!(reading.faults.len(), 1);
    assert_eq!(
        reading.faults[0].reason(Part::Payload, br#"{"sub":"1234567890","nest":{"x":[1,2"#).to_string(),
        "The payload is not JSON: the end where ',' or ']' was expected (line 1, column 37, byte 37 of its JSON)."
    );
}

#[test]
fn an_invalid_byte_ends_the_reading_and_is_the_only_fault() {
    let reading = read(b"{\"a\":1,\"b\":\"x\xff\"}");
    assert_eq!(
        reading.faults.iter().map(|f| (f.code, f.span.start)).collect::<Vec<_>>(),
        [(Code::Utf8Invalid, 13)]
    );
    assert_eq!(reading.root.unwrap().members().len(), 1);
}

#[test]
fn a_fault_before_an_invalid_byte_stays_on_the_list() {
    let faults = read(b"{\"a\" 1,\"b\":\"x\xff\"}").faults;
    assert_eq!(
        faults.iter().map(|f| (f.code, f.span.start)).collect::<Vec<_>>(),
        [(Code::JsonSyntax, 5), (Code::Utf8Invalid, 13)]
    );
}

#[test]
fn a_fault_is_told_by_its_line_and_the_column_on_it() {
    let text = "{\"a\":1,\n\"é\":x}";
    let fault = parse(text.as_bytes()).unwrap_err();
    assert_eq!(
        fault.reason(Part::Payload, text.as_bytes()).to_string(),
        "The payload is not JSON: 'x' where a JSON value was expected (line 2, column 5, byte 14 of its JSON)."
    );
}

#[test]
fn lists_at_most_a_hundred_faults() {
    let text = format!("[{}]", vec![r#""\ud800""#; 500].join(","));
    assert_eq!(read(text.as_bytes()).faults.len(), 100);
    let text = format!("[{}]", vec!["9007199254740993"; 500].join(","));
    assert_eq!(read(text.as_bytes()).faults.len(), 100);
}

#[test]
fn an_integer_is_portable_up_to_2_to_the_53_less_1() {
    for (number, faults) in [
        ("9007199254740991", 0),
        ("-9007199254740991", 0),
        ("9007199254740992", 1),
        ("-9007199254740992", 1),
        ("10000000000000000", 1),
        ("18446744073709551616", 1),
        ("1e400", 0),
        ("9007199254740993.5", 0),
    ] {
        assert_eq!(read(number.as_bytes()).faults.len(), faults, "{number}");
    }
}

#[test]
fn minifies_without_touching_strings_or_numbers() {
    let text = b" { \"a b\" : \"x \\\" y\" ,\n\t\"n\" : 1.0e0 , \"e\" : \"\\/\" } ";
    let tree = parse(text).unwrap();
    assert_eq!(minified(&tree, text), br#"{"a b":"x \" y","n":1.0e0,"e":"\/"}"#);
}

#[test]
fn a_writer_with_room_does_not_grow() {
    assert!(Writer::with_capacity(100).into_text().capacity() >= 100);
}

#[test]
fn writes_hostile_characters_as_escapes() {
    let mut w = Writer::new();
    w.object(|w| {
        w.name("a\u{1b}").string("\u{202e}\"\\é");
        w.name("n").array(|w| {
            w.size(1);
            w.null();
            w.bool(true);
        });
    });
    assert_eq!(w.into_text(), r#"{"a\u001b":"\u202e\"\\é","n":[1,null,true]}"#);
}

fn arb_json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        any::<i64>().prop_map(|n| n.to_string()),
        any::<String>().prop_map(|s| serde_json::to_string(&s).unwrap()),
    ];
    leaf.prop_recursive(4, 64, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(|items| format!("[ {} ]", items.join(" , "))),
            prop::collection::btree_map(any::<String>(), inner, 0..6).prop_map(|members| {
                let members: Vec<String> = members
                    .iter()
                    .map(|(n, v)| format!("{} : {v}", serde_json::to_string(n).unwrap()))
                    .collect();
                format!("{{{}}}", members.join(" ,"))
            }),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_strict_reads_the_same_tolerantly_and_as_serde_json_does(text in arb_json()) {
        let tree = parse(text.as_bytes()).unwrap();
        let reading = read(text.as_bytes());
        prop_assert!(reading.faults.iter().all(|f| f.code == Code::JsonUnportable), "{:?}", reading.faults);
        prop_assert_eq!(Some(tree.node()), reading.root.as_ref());
        let ours: serde_json::Value = serde_json::from_slice(&minified(&tree, text.as_bytes())).unwrap();
        let theirs: serde_json::Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&ours, &theirs);
        let mut w = Writer::new();
        w.node(tree.node());
        prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&w.into_text()).unwrap(), theirs);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>) {
        let reading = read(&bytes);
        prop_assert_eq!(parse(&bytes).is_ok(), reading.root.is_some() && reading.faults.iter().all(|f| f.severity == Severity::Warning));
    }
}
