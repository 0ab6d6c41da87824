//! The same JSON, written in another way than the signer wrote it; or base64 of another kind than JOSE signs.
//!
//! Somebody decoded the token and encoded it again: the values are the same, the bytes are not.

use core::fmt::Write as _;

use super::Case;
use crate::json::{self, Kind, Node, Piece, Pieces, Tree};
use crate::reason::{Code, Reason, Span};
use crate::text::base64url;

/// The signature was made over padded base64url, or over standard base64.
pub(super) fn padded(case: &mut Case<'_>) {
    let Some(parts) = parts(case) else { return };
    let pad = |text: String| {
        let missing = (4 - text.len() % 4) % 4;
        text + "====".get(..missing).unwrap_or_default()
    };
    let standard = |text: String| text.replace('-', "+").replace('_', "/");
    let url = || parts.each_ref().map(|part| base64url::encode(part));
    let inputs = [
        (url().map(pad), "padded base64url"),
        (url().map(standard).map(pad), "standard base64"),
        (url().map(standard), "standard base64 without padding"),
    ];
    let inputs = inputs.map(|(parts, words)| (parts.join(".").into_bytes(), words.to_owned()));
    try_inputs(case, Code::HintPadded, &inputs);
}

/// The signature was made over the same JSON in another spelling.
pub(super) fn json(case: &mut Case<'_>) {
    let Some([header, payload]) = parts(case) else { return };
    let headers = spellings(&header);
    let payloads = spellings(&payload);
    let input = |header: &[u8], payload: &[u8]| {
        format!("{}.{}", base64url::encode(header), base64url::encode(payload)).into_bytes()
    };
    let mut inputs = Vec::new();
    for other in &payloads {
        inputs.push((input(&header, &other.text), format!("{} in the payload", other.words)));
    }
    for other in &headers {
        inputs.push((input(&other.text, &payload), format!("{} in the header", other.words)));
        // Whoever wrote both wrote them alike.
        if let Some(alike) = payloads.iter().find(|payload| payload.style == other.style) {
            inputs.push((input(&other.text, &alike.text), other.words.clone()));
        }
    }
    try_inputs(case, Code::HintReserialised, &inputs);
}

/// The decoded header and payload.
fn parts(case: &Case<'_>) -> Option<[Vec<u8>; 2]> {
    let [header, _, _] = case.token.parts();
    let header = base64url::decode(header.of_str(case.token.text()).as_bytes()).ok()?;
    // b64=false: the payload is signed as it is (RFC 7797).
    let encoded = !case.token.header().is_unencoded();
    encoded.then(|| [header, case.token.unverified_payload().to_vec()])
}

/// Tries what may have been signed, each once, and stops at the first under which the signature holds.
fn try_inputs(case: &mut Case<'_>, code: Code, inputs: &[(Vec<u8>, String)]) {
    let (token, keys) = (case.token, case.keys);
    let mut tried: Vec<&[u8]> = vec![token.signing_input()];
    for (input, words) in inputs {
        if tried.contains(&input.as_slice()) {
            continue;
        }
        tried.push(input);
        if keys
            .iter()
            .any(|key| case.is_for(key) && case.holds(key, case.algorithm, input, token.signature()))
        {
            case.hint(Reason::new(code).found(words.clone()));
            return;
        }
    }
}

/// How a writer of JSON writes.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Style {
    sorted: bool,
    spaced: bool,
    strings: Strings,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Strings {
    /// As they stand.
    AsTheyStand,
    /// Written anew.
    Anew { non_ascii: NonAscii, slash: &'static str },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum NonAscii {
    Plain,
    EscapedSmall,
    EscapedLarge,
}

/// A JSON text in another spelling.
struct Spelling {
    style: Style,
    text: Vec<u8>,
    words: String,
}

const STRINGS: [Strings; 7] = [
    Strings::AsTheyStand,
    Strings::Anew { non_ascii: NonAscii::Plain, slash: "/" },
    Strings::Anew { non_ascii: NonAscii::EscapedSmall, slash: "/" },
    Strings::Anew { non_ascii: NonAscii::Plain, slash: "\\/" },
    Strings::Anew { non_ascii: NonAscii::EscapedSmall, slash: "\\/" },
    Strings::Anew { non_ascii: NonAscii::EscapedLarge, slash: "/" },
    Strings::Anew { non_ascii: NonAscii::EscapedLarge, slash: "\\/" },
];

/// The spellings of a JSON object that differ from it and from each other, those nearest to it first.
fn spellings(given: &[u8]) -> Vec<Spelling> {
    let (Ok(tree), Ok(text)) = (json::parse(given), core::str::from_utf8(given)) else { return Vec::new() };
    let write = |style| written(&tree, text, style);
    let plain = Style { sorted: false, spaced: false, strings: Strings::AsTheyStand };
    let (compact, spaced) = (write(plain), write(Style { spaced: true, ..plain }));
    let sorts = write(Style { sorted: true, ..plain }) != compact;
    let is_spaced = spaced.as_bytes() == given;
    let mut spellings: Vec<Spelling> = Vec::new();
    for strings in STRINGS {
        for sorted in [false, true] {
            for spaced in [is_spaced, !is_spaced] {
                let style = Style { sorted, spaced, strings };
                let written = write(style).into_bytes();
                if written == given || spellings.iter().any(|other| other.text == written) {
                    continue;
                }
                let spacing = match (spaced, compact.as_bytes() == given, is_spaced) {
                    (false, false, _) => Some("without white space"),
                    (true, _, false) => Some("with a blank after each comma and colon"),
                    (false, true, _) | (true, _, true) => None,
                };
                let sorting = (sorted && sorts).then_some("with its names sorted");
                let words: Vec<&str> =
                    sorting.into_iter().chain(spacing).chain(string_words(text, strings)).collect();
                spellings.push(Spelling { style, text: written, words: words.join(", ") });
            }
        }
    }
    spellings
}

/// What the style changes about strings of this text.
fn string_words(text: &str, strings: Strings) -> Vec<&'static str> {
    let Strings::Anew { non_ascii, slash } = strings else { return Vec::new() };
    let mut words = Vec::new();
    match non_ascii {
        NonAscii::Plain if text.contains("\\u") => words.push("with characters for \\u escapes"),
        NonAscii::EscapedSmall | NonAscii::EscapedLarge if !text.is_ascii() => {
            words.push("with \\u escapes for characters beyond ASCII");
        }
        NonAscii::EscapedLarge if text.contains("\\u") => words.push("with \\u escapes in large letters"),
        NonAscii::Plain | NonAscii::EscapedSmall | NonAscii::EscapedLarge => {}
    }
    match (slash, text.contains("\\/")) {
        ("/", true) => words.push("with / for \\/"),
        ("\\/", false) => words.push("with \\/ for /"),
        _ => {}
    }
    if words.is_empty() {
        words.push("with other escapes");
    }
    words
}

fn written(tree: &Tree, text: &str, style: Style) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    write_node(&mut out, tree.node(), text, style);
    out
}

/// Depth is bounded by the parser.
fn write_node(out: &mut String, node: &Node, text: &str, style: Style) {
    let (comma, colon) = if style.spaced { (", ", ": ") } else { (",", ":") };
    match &node.kind {
        Kind::Null | Kind::Bool(_) | Kind::Number(_) => out.push_str(node.span.of_str(text)),
        Kind::String(_) => write_string(out, node.span, text, style.strings),
        Kind::Array(elements) => {
            out.push('[');
            for (index, element) in elements.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { comma });
                write_node(out, element, text, style);
            }
            out.push(']');
        }
        Kind::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            if style.sorted {
                members.sort_by(|a, b| a.name.cmp(&b.name));
            }
            out.push('{');
            for (index, member) in members.into_iter().enumerate() {
                out.push_str(if index == 0 { "" } else { comma });
                write_string(out, member.name_span, text, style.strings);
                out.push_str(colon);
                write_node(out, &member.value, text, style);
            }
            out.push('}');
        }
    }
}

/// The string whose quotes stand at the ends of the span.
fn write_string(out: &mut String, span: Span, text: &str, strings: Strings) {
    let literal = span.of_str(text);
    let (Strings::Anew { non_ascii, slash }, Some(inside)) =
        (strings, literal.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')))
    else {
        out.push_str(literal);
        return;
    };
    out.push('"');
    for piece in Pieces::new(inside) {
        let Piece::Char(c) = piece else { continue };
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '/' => out.push_str(slash),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' || (!c.is_ascii() && non_ascii != NonAscii::Plain) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    // Writing to a String cannot fail.
                    match non_ascii {
                        NonAscii::EscapedLarge => write!(out, "\\u{unit:04X}"),
                        NonAscii::Plain | NonAscii::EscapedSmall => write!(out, "\\u{unit:04x}"),
                    }
                    .unwrap_or_default();
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
