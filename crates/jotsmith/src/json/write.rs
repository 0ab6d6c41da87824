//! Writing JSON: our own forms, and the minified text of what a caller wrote.

use super::string::push_quoted;
use super::value::{Kind, Node, Tree};

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
