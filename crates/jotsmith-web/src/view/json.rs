//! A decoded part laid out for reading: a member a line, each with the characters of the token that carry it.
//!
//! Numbers and strings keep the text they have; only hostile characters are written as escapes. A part that breaks off
//! is shown up to where it does, with what could not be read behind it, so that nothing of it is lost.

use jotsmith::json::{self, Kind, Node};
use jotsmith::reason::escape::visible;
use jotsmith::reason::{Part, Span, push_pointer};
use jotsmith::token::PartReading;

use super::member::{self, Told};
use super::{Given, signature};
use crate::answer::{JsonView, RowView};
use crate::limits::ROWS;
use crate::offsets::units;

/// Spaces of one step to the right.
const STEP: &str = "  ";

/// A part of the token.
pub(super) fn view(part: &PartReading, given: &Given<'_>, told: Told<'_>) -> JsonView {
    let locate = |span| given.pieces(part.segment.locate(span));
    laid_out(part.unverified_bytes(), part.unverified_json(), part.complete, part.part, &locate, told)
}

/// A JSON text that is no part of a token which is opened here.
pub(super) fn bare(text: &str, told: Told<'_>) -> JsonView {
    let reading = json::read(text.as_bytes());
    let complete = reading.root.as_ref().is_some_and(|root| root.complete);
    laid_out(text.as_bytes(), reading.root.as_ref(), complete, Part::Payload, &|_| Vec::new(), told)
}

pub(super) fn laid_out(
    bytes: &[u8],
    root: Option<&Node>,
    complete: bool,
    part: Part,
    locate: &dyn Fn(Span) -> Vec<(usize, usize)>,
    told: Told<'_>,
) -> JsonView {
    let raw = String::from_utf8_lossy(bytes);
    let readable = jotsmith::text::utf8::read(bytes).0;
    let (pretty, rows) = match root {
        Some(root) => {
            let mut layout = Layout {
                source: readable,
                rest: raw.get(readable.len()..).unwrap_or_default(),
                out: String::with_capacity(readable.len() * 2),
                units: 0,
                rows: Vec::new(),
                pointer: String::new(),
                part,
                locate,
                told,
            };
            layout.whole(root);
            (layout.out, layout.rows)
        }
        None if readable.len() == bytes.len() => (lines(readable), Vec::new()),
        None => (signature::hex(bytes), Vec::new()),
    };
    JsonView { pretty, raw: raw.into_owned(), complete, rows }
}

/// Foreign text with its line ends kept and all else that is hostile escaped.
fn lines(text: &str) -> String {
    text.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}

/// A layout in the making.
struct Layout<'t> {
    /// The JSON text as far as it is UTF-8, and what stands behind that.
    source: &'t str,
    rest: &'t str,
    out: String,
    /// Code units in `out`.
    units: usize,
    rows: Vec<RowView>,
    pointer: String,
    part: Part,
    locate: &'t dyn Fn(Span) -> Vec<(usize, usize)>,
    told: Told<'t>,
}

/// A member or an element before it is laid out.
struct Item<'n> {
    name: Option<(&'n str, Span)>,
    value: &'n Node,
}

impl Item<'_> {
    fn span(&self) -> Span {
        Span::new(self.name.map_or(self.value.span.start, |(_, span)| span.start), self.value.span.end)
    }
}

impl Layout<'_> {
    fn whole(&mut self, root: &Node) {
        self.value(root, 0);
        if root.complete {
            self.unread(root.span.end, 0, false);
        }
    }

    fn push(&mut self, text: &str) {
        self.units += units(text);
        self.out.push_str(text);
    }

    fn line(&mut self, depth: usize) {
        self.push("\n");
        for _ in 0..depth {
            self.push(STEP);
        }
    }

    /// The text of a name or of a scalar, as it was written.
    fn text_of(&self, span: Span) -> String {
        visible(span.of_str(self.source))
    }

    fn value(&mut self, node: &Node, depth: usize) {
        match &node.kind {
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {
                let text = self.text_of(node.span);
                self.push(&text);
            }
            Kind::Object(members) => {
                let items =
                    members.iter().map(|m| Item { name: Some((&m.name, m.name_span)), value: &m.value });
                self.container(node, ["{", "}"], items, depth);
            }
            Kind::Array(elements) => {
                let items = elements.iter().map(|value| Item { name: None, value });
                self.container(node, ["[", "]"], items, depth);
            }
        }
    }

    fn container<'n>(
        &mut self,
        node: &Node,
        [opening, closing]: [&str; 2],
        items: impl Iterator<Item = Item<'n>>,
        depth: usize,
    ) {
        self.push(opening);
        let mut read_to = node.span.start + 1;
        let mut last_is_whole = true;
        let mut count = 0;
        for (index, item) in items.enumerate() {
            if index > 0 {
                self.push(",");
            }
            self.line(depth + 1);
            self.item(index, &item, depth);
            read_to = item.value.span.end;
            last_is_whole = item.value.complete;
            count += 1;
        }
        if node.complete {
            if count > 0 {
                self.line(depth);
            }
            self.push(closing);
        } else if last_is_whole {
            self.unread(read_to, depth + 1, count > 0);
        }
    }

    fn item(&mut self, index: usize, item: &Item<'_>, depth: usize) {
        let outer = self.pointer.len();
        let name = if let Some((name, span)) = item.name {
            push_pointer(&mut self.pointer, name);
            // As it was written, so that the row and the layout show the same.
            visible(Span::new(span.start + 1, span.end - 1).of_str(self.source))
        } else {
            let name = index.to_string();
            push_pointer(&mut self.pointer, &name);
            name
        };
        let start = self.units;
        let row = (self.rows.len() < ROWS).then(|| {
            self.rows.push(self.row(name, item, depth));
            self.rows.len() - 1
        });
        if let Some((_, span)) = item.name {
            let text = self.text_of(span);
            self.push(&text);
            self.push(": ");
        }
        self.value(item.value, depth + 1);
        if let Some(row) = row.and_then(|row| self.rows.get_mut(row)) {
            row.pretty_span = (start, self.units);
        }
        self.pointer.truncate(outer);
    }

    fn row(&self, name: String, item: &Item<'_>, depth: usize) -> RowView {
        let value = match &item.value.kind {
            Kind::Object(_) | Kind::Array(_) => String::new(),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => self.text_of(item.value.span),
        };
        let mut row = RowView {
            pointer: self.pointer.clone(),
            name,
            depth,
            kind: kind(item.value).into(),
            value,
            pretty_span: (0, 0),
            token_spans: (self.locate)(item.span()),
            class: None,
            short: None,
            sentence: None,
            source: None,
            words: None,
            instant: None,
        };
        if let Some((name, _)) = item.name {
            member::explain(&mut row, self.part, name, item.value, self.told);
        }
        row
    }

    /// What stands behind the last thing that could be read.
    fn unread(&mut self, from: usize, depth: usize, follows: bool) {
        let behind = self.source.get(from..).unwrap_or_default().trim_start_matches([' ', '\t', '\n', '\r']);
        let (comma, behind) = match behind.strip_prefix(',') {
            Some(behind) if follows => (",", behind.trim_start_matches([' ', '\t', '\n', '\r'])),
            Some(_) | None => ("", behind),
        };
        let behind = visible(behind.trim_end()) + self.rest;
        self.push(comma);
        if !behind.is_empty() {
            self.line(depth);
            self.push(&behind);
        }
    }
}

const fn kind(node: &Node) -> &'static str {
    match node.kind {
        Kind::Null => "null",
        Kind::Bool(_) => "boolean",
        Kind::Number(_) => "number",
        Kind::String(_) => "string",
        Kind::Array(_) => "array",
        Kind::Object(_) => "object",
    }
}

#[cfg(test)]
mod tests;
