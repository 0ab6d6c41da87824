//! Private keys in PEM among other text (RFC 7468): whole, or cut by whoever wrote the text.
//!
//! In goes a text, out comes where each key stands, line breaks escaped or not. It ends with its last line. Where the
//! text has none before the next first line, it ends where nothing of a key goes on; what a log writes before each line
//! is passed over. Nothing is decoded.
//!
//! The cost is linear: what is looked through for the end of one key lies before the next.

use super::escaped::hexadecimal;
use crate::limits::PRIVATE_KEY_BYTES;
use crate::reason::Span;

/// How a block begins (RFC 7468 section 2), before a space in one of its forms.
const BEGIN: &str = "-----BEGIN";

/// How its last line begins.
const END: &str = "-----END";

/// How both lines end.
const DASHES: &str = "-----";

/// Bytes of the label of a block, percent-encoded.
const LABEL_BYTES: usize = 96;

/// How a label ends that is one of a private key, and the same percent-encoded and as a form has it.
const LABELS: [&str; 6] = [
    "PRIVATE KEY",
    "PRIVATE KEY BLOCK",
    "PRIVATE%20KEY",
    "PRIVATE%20KEY%20BLOCK",
    "PRIVATE+KEY",
    "PRIVATE+KEY+BLOCK",
];

/// Bytes of what a log writes before each line of a key, as far as it is looked for.
const MARGIN_BYTES: usize = 256;

/// Characters of the first line of a key, at least: the shortest key in use has 64.
const FIRST_LINE_BYTES: usize = 40;

/// Names of header lines that have no hyphen in them: those of PGP (RFC 4880 section 6.2).
const HEADERS: [&[u8]; 5] = [b"Charset", b"Comment", b"Hash", b"MessageID", b"Version"];

/// Where the private keys of a text stand, in its order.
pub(super) fn private_keys(text: &str) -> impl Iterator<Item = Span> {
    let mut from = 0;
    core::iter::from_fn(move || {
        loop {
            let start = from + text.get(from..)?.find(BEGIN)?;
            from = start + BEGIN.len();
            if let Some(length) = length(upto(text.get(start..)?, PRIVATE_KEY_BYTES), column(text, start)) {
                from = start + length;
                return Some(Span::new(start, from));
            }
        }
    })
}

/// Bytes before a place on its line, where they are few.
fn column(text: &str, at: usize) -> usize {
    let before = text.as_bytes().get(at.saturating_sub(MARGIN_BYTES)..at).unwrap_or_default();
    match before.iter().rposition(|byte| *byte == b'\n') {
        Some(line) => before.len() - line - 1,
        None if before.len() < MARGIN_BYTES => before.len(),
        None => 0,
    }
}

/// Bytes of the private key at the start of a text, which begins in this column; none where another block begins there.
fn length(text: &str, column: usize) -> Option<usize> {
    let after = text.get(BEGIN.len()..)?;
    let label = upto(after, LABEL_BYTES).split(DASHES).next()?.trim_end_matches('-');
    if !label.starts_with([' ', '%', '+']) || !LABELS.iter().any(|private| label.ends_with(private)) {
        return None;
    }
    let first = BEGIN.len() + label.len();
    let body = text.get(first..)?;
    // A block that is only begun, or mentioned, does not reach into the next one.
    let body = body.split(BEGIN).next()?;
    Some(match body.find(END) {
        Some(at) => {
            let last = at + END.len();
            let label = upto(body.get(last..)?, LABEL_BYTES + DASHES.len());
            first + last + label.find(DASHES).map_or(0, |end| end + DASHES.len())
        }
        None => first + cut(body.as_bytes(), column),
    })
}

/// Bytes that may belong to a key whose last line is not there, from the end of its label on.
fn cut(body: &[u8], column: usize) -> usize {
    let dashes = body.iter().take(DASHES.len()).take_while(|byte| **byte == b'-').count();
    let (mut at, mut end) = (dashes, dashes);
    while let Some(after) = header(body, at) {
        (at, end) = (after, after);
    }
    while let Some(unit) = unit(body.get(at..).unwrap_or_default()) {
        at += unit.bytes;
        if unit.what == What::Key {
            end = at;
        }
    }
    end.max(in_column(body, column))
}

/// Where the last of the lines ends that go on in the column of the first: base64 alone stands from there on. A log
/// writes its own words before.
fn in_column(body: &[u8], column: usize) -> usize {
    let mut end = 0;
    let mut lines = body.split_inclusive(|byte| *byte == b'\n');
    let mut at = lines.next().map_or(0, <[u8]>::len);
    for line in lines {
        let key = line.get(column..).unwrap_or_default();
        let length = key.iter().take_while(|byte| is_base64(**byte)).count();
        let rest = key.get(length..).unwrap_or_default();
        let least = if end == 0 { FIRST_LINE_BYTES } else { 1 };
        if length < least
            || !rest.iter().all(|byte| matches!(byte, b'\r' | b'\n' | b' ' | b'"' | b'\'' | b','))
        {
            break;
        }
        end = at + column + length;
        at += line.len();
    }
    end
}

const fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

/// Where the header line ends that stands at or after a line break at `at` (RFC 1421 section 4.4). A line that begins
/// with white space goes on with the one before.
fn header(body: &[u8], mut at: usize) -> Option<usize> {
    while let Some(unit) = unit(body.get(at..)?).filter(|unit| unit.what == What::Gap) {
        at += unit.bytes;
    }
    let line = body.get(at..)?;
    let name = line.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
    let name = line.get(..name).filter(|_| line.get(name) == Some(&b':'))?;
    // A time of the day is none.
    let is_name = name.first().is_some_and(u8::is_ascii_alphabetic);
    if !is_name || !name.contains(&b'-') && !HEADERS.contains(&name) {
        return None;
    }
    loop {
        let line = body.get(at..).unwrap_or_default();
        at += line.iter().take_while(|byte| !matches!(**byte, b'\n' | b'\r' | b'\\' | b'"')).count();
        let mut next = at;
        let mut broken = false;
        while let Some(unit) = unit(body.get(next..).unwrap_or_default()).filter(|unit| unit.is_break) {
            next += unit.bytes;
            broken = true;
        }
        if !broken || !matches!(body.get(next), Some(b' ' | b'\t')) {
            return Some(at);
        }
        at = next;
    }
}

/// A character of a key or between its lines, and the bytes that stand for it.
struct Unit {
    bytes: usize,
    what: What,
    is_break: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Gap,
    Key,
}

/// The character at the start of a text if it can stand in a key: base64, white space, or an escape of one of these, by
/// however many backslashes.
fn unit(text: &[u8]) -> Option<Unit> {
    let slashes = text.iter().take_while(|byte| **byte == b'\\').count();
    let (byte, more) = match text.get(slashes..)? {
        [b'%', a, b, ..] if slashes == 0 => (hexadecimal(*a, *b)?, 3),
        [byte, ..] if slashes == 0 => (*byte, 1),
        [b'n', ..] => (b'\n', 1),
        [b'r', ..] => (b'\r', 1),
        [b't', ..] => (b'\t', 1),
        // A shell continues the line.
        [byte @ (b'/' | b'\n' | b'\r'), ..] => (*byte, 1),
        [b'u', b'0', b'0', a, b, ..] => (hexadecimal(*a, *b)?, 5),
        _ => return None,
    };
    let what = match byte {
        byte if is_base64(byte) => What::Key,
        byte if byte.is_ascii_whitespace() => What::Gap,
        _ => return None,
    };
    Some(Unit { bytes: slashes + more, what, is_break: matches!(byte, b'\n' | b'\r') })
}

/// The text, or as much of it as this.
fn upto(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "MIIEpAIBAAKCAQEA1c7+9z5Pad7OejecsQ0bu3aumVdz9XhlYzoSO0pYIi/nYYZN\nAgMBAAECggEAQWh=";

    fn keys(text: &str) -> Vec<&str> {
        private_keys(text).map(|span| span.of_str(text)).collect()
    }

    fn key(label: &str) -> String {
        format!("-----BEGIN {label}-----\n{BODY}\n-----END {label}-----")
    }

    #[test]
    fn every_private_key_is_taken_from_its_first_line_to_its_last() {
        for label in ["PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "PGP PRIVATE KEY BLOCK"] {
            let key = key(label);
            let escaped = key.replace('\n', "\\n");
            let text = format!(
                "a {key} -----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n\"{escaped}\"\n"
            );
            assert_eq!(keys(&text), [key, escaped]);
        }
        for label in ["PUBLIC KEY", "CERTIFICATE", "PRIVATE KEYS"] {
            assert_eq!(keys(&key(label)).len(), 0, "{label}");
        }
    }

    #[test]
    fn a_first_line_that_is_only_mentioned_hides_no_key_after_it() {
        let key = key("PRIVATE KEY");
        for between in [" is what I want, not ", "\n", "", "\nGET /me (200): eyJhbGciOiJIUzI1NiJ9.e30.c2ln\n"]
        {
            let text = format!("-----BEGIN PRIVATE KEY-----{between}{key}\n");
            assert_eq!(keys(&text).last(), Some(&key.as_str()), "{between}");
            assert_eq!(keys(&text).len(), 2, "{between}");
        }
    }

    #[test]
    fn a_key_without_its_last_line_is_taken_as_far_as_it_goes() {
        let first = "-----BEGIN RSA PRIVATE KEY-----";
        let headers = "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,\n 0123456789ABCDEF0123456789ABCDEF\n";
        for inside in [
            format!("\n{BODY}"),
            format!("\r\n{}", BODY.replace('\n', "\r\n")),
            format!(" {}", BODY.replace('\n', " ")),
            format!("\\n{}", BODY.replace('\n', "\\n")),
            format!("\\\\r\\\\n{}", BODY.replace('\n', "\\\\r\\\\n").replace('/', "\\\\\\/")),
            format!("\\n{}", BODY.replace('\n', "\\n").replace('+', "\\u002b").replace('=', "\\u003D")),
            format!("\n{headers}\n{BODY}"),
            format!("\\n{}\\n{}", headers.replace('\n', "\\n"), BODY.replace('\n', "\\n")),
            "\nM".to_owned(),
            String::new(),
        ] {
            let key = format!("{first}{inside}");
            for after in [
                "",
                "…",
                "\"}",
                "\\\"}",
                "\n",
                "\n-----BEGIN CERTIFICATE-----",
                "\\n\",\n",
                "<cut>",
                " (cut)",
            ] {
                assert_eq!(keys(&format!("x {key}{after}")), [key.as_str()], "{after}");
            }
        }
        assert_eq!(keys(&format!("{first}\nProc-Type: 4,ENC")), [format!("{first}\nProc-Type: 4,ENC")]);
        for cut in 0..first.len() {
            let text = first.get(..cut).unwrap();
            let expected: &[&str] =
                if text.ends_with("KEY") || text.ends_with('-') && cut > 20 { &[text] } else { &[] };
            assert_eq!(keys(text), expected, "{text}");
        }
    }

    #[test]
    fn a_key_in_a_log_is_taken_whatever_stands_before_its_lines() {
        let lines = ["A".repeat(64), "b/+1".repeat(16), "cd==".to_owned()];
        for margin in ["app-1  | ", "> ", "# ", "12:00:00 ", "[out] ", "\"", "2026-01-01T00:00:00Z é "] {
            let lines = lines.each_ref().map(|line| format!("{margin}{line}\n")).concat();
            let text = format!("{margin}-----BEGIN PRIVATE KEY-----\n{lines}{margin}ready, and done\n");
            let [key] = keys(&text)[..] else { panic!("{text}") };
            assert!(key.ends_with("cd=="), "{key}");
        }
        // Words in the same column are no key, but that what follows the first line might be one.
        let text = "log: -----BEGIN PRIVATE KEY-----\nlog: was asked for\nlog: done\n";
        assert_eq!(keys(text), ["-----BEGIN PRIVATE KEY-----\nlog"]);
    }

    #[test]
    fn a_key_that_is_percent_encoded_is_taken() {
        let body = BODY.replace('\n', "%0A").replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
        for space in ["%20", "+"] {
            let key = format!("-----BEGIN{space}RSA{space}PRIVATE{space}KEY-----%0A{body}");
            assert_eq!(keys(&format!("k={key}&x=1")), [key.as_str()]);
            let whole = format!("{key}%0A-----END{space}RSA{space}PRIVATE{space}KEY-----");
            assert_eq!(keys(&format!("k={whole}&x=1")), [whole.as_str()]);
        }
    }

    #[test]
    fn a_last_line_that_is_cut_ends_the_key_too() {
        let text = format!("{} tail", key("PRIVATE KEY").trim_end_matches('-'));
        assert_eq!(keys(&text), [text.split_at(text.find("END ").unwrap() + 3).0]);
        let long = format!("-----BEGIN PRIVATE KEY-----\n{}", "A".repeat(2 * PRIVATE_KEY_BYTES));
        assert_eq!(keys(&long).iter().map(|key| key.len()).collect::<Vec<_>>(), [PRIVATE_KEY_BYTES]);
    }
}
