//! Writing JSON: our own forms, and the minified text of what a caller wrote.

use super::string::push_quoted;
use super::value::{Kind, Node, Tree};
use crate::reason::escape::{is_hostile, write_unicode_escape};

/// The text of a strictly parsed value without the white space between its tokens. Order, number text and string
/// escapes stay as they were written.
pub fn minified(tree: &Tree, text: &[u8]) -> Vec<u8> {
    let text = tree.node().span.of(text);
    let mut out = Vec::with_capacity(text.len());
    let mut in_string = false;
    let mut escaped = false;
    for byte in text.iter().copied() {
        if in_string {
            in_string = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
        } else if byte == b'"' {
            in_string = true;
        } else if matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
            continue;
        }
        out.push(byte);
    }
    out
}

/// Whether a byte may not be copied unseen: white space of a line break, DEL, or the first byte of a hostile character.
const SUSPECT: [bool; 256] = suspect();

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler; every index is a byte")]
const fn suspect() -> [bool; 256] {
    let mut suspect = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        suspect[byte] = byte < 0x20
            || matches!(byte, 0x7f | 0xc2 | 0xd8 | 0xdb | 0xdc | 0xe0..=0xe2 | 0xef | 0xf0 | 0xf3);
        byte += 1;
    }
    suspect
}

/// Appends a strictly parsed JSON text as one line that can be shown: white space between its tokens becomes spaces,
/// hostile characters become escapes, and every other byte stays as it was written.
pub fn push_one_line(out: &mut Vec<u8>, json: &[u8]) {
    // Nearly every claims set is printable ASCII: one look at all of it, which the compiler makes wide.
    if json.iter().fold(true, |clean, byte| clean & (0x20..0x7f).contains(byte)) {
        out.extend_from_slice(json);
        return;
    }
    let mut rest = json;
    while let Some(at) = rest.iter().position(|byte| SUSPECT.get(usize::from(*byte)) == Some(&true)) {
        let (clean, from) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        out.extend_from_slice(clean);
        let length = match from.first() {
            Some(0xf0..) => 4,
            Some(0xe0..) => 3,
            Some(0xc0..) => 2,
            Some(_) | None => 1,
        };
        let (character, after) = from.split_at_checked(length).unwrap_or((from, &[]));
        rest = after;
        match core::str::from_utf8(character).ok().and_then(|text| text.chars().next()) {
            // Strictly parsed, a control character stands between tokens and is white space.
            Some(..' ') => out.push(b' '),
            Some(c) if is_hostile(c) => {
                let mut escape = String::new();
                // Writing to a String cannot fail.
                write_unicode_escape(&mut escape, c).unwrap_or_default();
                out.extend_from_slice(escape.as_bytes());
            }
            Some(_) | None => out.extend_from_slice(character),
        }
    }
    out.extend_from_slice(rest);
}

/// Writes a JSON text token by token, commas put in where they belong. Strings are written so that they can be shown:
/// hostile characters appear as escapes.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    out: String,
    /// Whether the next token follows another one of the same container.
    follows: bool,
}

impl Writer {
    /// An empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// The text.
    pub fn into_text(self) -> String {
        self.out
    }

    /// A writer with room for so many bytes. What a text that does not grow was made of stands nowhere else.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self { out: String::with_capacity(bytes), ..Self::default() }
    }

    /// Opens an object, fills it and closes it.
    pub fn object(&mut self, fill: impl FnOnce(&mut Self)) {
        self.container('{', '}', fill);
    }

    /// Opens an array, fills it and closes it.
    pub fn array(&mut self, fill: impl FnOnce(&mut Self)) {
        self.container('[', ']', fill);
    }

    /// A member name; the value must follow.
    pub fn name(&mut self, name: &str) -> &mut Self {
        self.comma();
        push_quoted(&mut self.out, name);
        self.out.push(':');
        self.follows = false;
        self
    }

    /// A string.
    pub fn string(&mut self, text: &str) {
        self.comma();
        push_quoted(&mut self.out, text);
    }

    /// A string, or null.
    pub fn optional_string(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.string(text),
            None => self.raw("null"),
        }
    }

    /// A number.
    pub fn number(&mut self, number: impl Into<i128>) {
        self.raw(&number.into().to_string());
    }

    /// A size or an offset.
    pub fn size(&mut self, size: usize) {
        self.raw(&size.to_string());
    }

    /// A truth value.
    pub fn bool(&mut self, value: bool) {
        self.raw(if value { "true" } else { "false" });
    }

    /// `null`.
    pub fn null(&mut self) {
        self.raw("null");
    }

    /// A JSON text that is known to be one and to be fit to be shown.
    pub fn raw(&mut self, json: &str) {
        self.comma();
        self.out.push_str(json);
    }

    /// A value of a tree: order, duplicates and number text kept.
    pub fn node(&mut self, node: &Node) {
        match &node.kind {
            Kind::Null => self.null(),
            Kind::Bool(value) => self.bool(*value),
            Kind::Number(text) => self.raw(text),
            Kind::String(text) => self.string(text),
            Kind::Array(elements) => self.array(|w| elements.iter().for_each(|e| w.node(e))),
            Kind::Object(members) => self.object(|w| {
                for member in members {
                    w.name(&member.name).node(&member.value);
                }
            }),
        }
    }

    fn container(&mut self, opening: char, closing: char, fill: impl FnOnce(&mut Self)) {
        self.comma();
        self.out.push(opening);
        self.follows = false;
        fill(self);
        self.out.push(closing);
        self.follows = true;
    }

    fn comma(&mut self) {
        if self.follows {
            self.out.push(',');
        }
        self.follows = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_line(json: &str) -> String {
        let mut out = Vec::new();
        push_one_line(&mut out, json.as_bytes());
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn one_line_keeps_what_is_clean_byte_for_byte() {
        for json in [r#"{"a":"https:\/\/x","n":1.50}"#, "{\"a\":\"Grüße 日本語 🔑 € ©\"}", ""] {
            assert_eq!(one_line(json), json);
        }
    }

    #[test]
    fn one_line_makes_spaces_of_line_breaks_and_escapes_of_hostile_characters() {
        assert_eq!(one_line("{\r\n\t\"a\\n\": 1\n}"), "{   \"a\\n\": 1 }");
        assert_eq!(
            one_line("\"é\u{7f}\u{9b}\u{202e}\u{feff}\u{e0041}é\""),
            r#""é\u007f\u009b\u202e\ufeff\udb40\udc41é""#
        );
    }

    #[test]
    fn no_hostile_character_begins_with_a_byte_that_is_copied_unseen() {
        let mut hostile = 0;
        for c in ('\0'..=char::MAX).filter(|c| is_hostile(*c)) {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes);
            assert!(SUSPECT[usize::from(bytes[0])], "{c:?}");
            hostile += 1;
        }
        assert!(hostile > 200, "only {hostile}");
    }
}
