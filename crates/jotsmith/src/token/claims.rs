//! The claims set as the checks see it: one strict pass over the decoded payload that remembers the top members.
//!
//! It allocates nothing when its buffers are reused, and judges nothing: types and times are for `check/`.

use crate::json::parse::{Scalar, Sink, Strictness, run};
use crate::json::{Fault, Names, Piece, Pieces};
use crate::reason::Span;

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Scalar(Scalar),
    Array,
    Object,
}

/// One member of the claims set, or one element of an array directly below it.
#[derive(Clone, Copy, Debug)]
struct Entry {
    name: Span,
    name_escaped: bool,
    value: Span,
    shape: Shape,
}

/// The buffers of the pass. Reused, they allocate nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Buffers {
    names: Names,
    members: Vec<Entry>,
    /// Elements of top-level arrays, each with the index of its member.
    elements: Vec<(usize, Entry)>,
}

/// The claims set of a payload that was strictly parsed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Claims<'p> {
    text: &'p str,
    buffers: &'p Buffers,
}

/// One claim, or one element of a claim that is an array.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Claim<'p> {
    claims: Claims<'p>,
    entry: Entry,
    index: Option<usize>,
}

impl Buffers {
    /// Parses a payload strictly.
    ///
    /// # Errors
    /// The first fault. That the payload is no object is the caller's to say: see [`Claims::is_object`].
    pub(crate) fn parse<'p>(&'p mut self, payload: &'p [u8]) -> Result<Claims<'p>, Fault> {
        self.members.clear();
        self.elements.clear();
        let mut names = core::mem::take(&mut self.names);
        let mut watch = Watch { buffers: self, depth: 0, pending: None, is_object: false };
        let fault = run(payload, Strictness::Strict, &mut names, &mut watch).pop();
        let is_object = watch.is_object;
        self.names = names;
        match (fault, core::str::from_utf8(payload)) {
            (None, Ok(text)) => Ok(Claims { text: if is_object { text } else { "" }, buffers: self }),
            (fault, _) => Err(fault.unwrap_or_else(|| Fault {
                code: crate::reason::Code::Utf8Invalid,
                span: Span::new(0, 0),
                found: String::new(),
                expected: "UTF-8",
                severity: crate::reason::Severity::Error,
            })),
        }
    }
}

impl<'p> Claims<'p> {
    /// Whether the payload is an object at all.
    pub(crate) const fn is_object(self) -> bool {
        !self.text.is_empty()
    }

    /// The claim of this name.
    pub(crate) fn get(self, name: &str) -> Option<Claim<'p>> {
        self.buffers
            .members
            .iter()
            .position(|entry| same(entry.name.of_str(self.text), entry.name_escaped, name))
            .and_then(|index| {
                Some(Claim { claims: self, entry: *self.buffers.members.get(index)?, index: Some(index) })
            })
    }
}

impl<'p> Claim<'p> {
    /// What it is, as a sentence wants it.
    pub(crate) const fn kind_name(self) -> &'static str {
        match self.entry.shape {
            Shape::Scalar(Scalar::Null) => "null",
            Shape::Scalar(Scalar::Bool(_)) => "a boolean",
            Shape::Scalar(Scalar::Number) => "a number",
            Shape::Scalar(Scalar::String { .. }) => "a string",
            Shape::Array => "an array",
            Shape::Object => "an object",
        }
    }

    /// Whether it is a string.
    pub(crate) const fn is_string(self) -> bool {
        matches!(self.entry.shape, Shape::Scalar(Scalar::String { .. }))
    }

    /// The text of the number.
    pub(crate) fn number(self) -> Option<&'p str> {
        matches!(self.entry.shape, Shape::Scalar(Scalar::Number))
            .then(|| self.entry.value.of_str(self.claims.text))
    }

    /// Whether it is a string of these very code points.
    pub(crate) fn equals(self, expected: &str) -> bool {
        match self.entry.shape {
            Shape::Scalar(Scalar::String { escaped }) => same(self.inside(), escaped, expected),
            Shape::Scalar(_) | Shape::Array | Shape::Object => false,
        }
    }

    /// Whether it is a string without a character, or an array without an element.
    pub(crate) fn is_empty(self) -> bool {
        match self.entry.shape {
            Shape::Scalar(Scalar::String { .. }) => self.inside().is_empty(),
            Shape::Array => self.elements().next().is_none(),
            Shape::Scalar(_) | Shape::Object => false,
        }
    }

    /// The string with its escapes undone. It allocates where there is an escape only.
    pub(crate) fn string(self) -> Option<std::borrow::Cow<'p, str>> {
        match self.entry.shape {
            Shape::Scalar(Scalar::String { escaped: false }) => Some(self.inside().into()),
            Shape::Scalar(Scalar::String { escaped: true }) => {
                Some(crate::json::unescaped(self.inside()).into())
            }
            Shape::Scalar(_) | Shape::Array | Shape::Object => None,
        }
    }

    /// The elements, where it is an array.
    pub(crate) fn elements(self) -> impl Iterator<Item = Claim<'p>> {
        let claims = self.claims;
        let member = self.index.filter(|_| self.entry.shape == Shape::Array);
        claims
            .buffers
            .elements
            .iter()
            .filter(move |(owner, _)| Some(*owner) == member)
            .map(move |(_, entry)| Claim { claims, entry: *entry, index: None })
    }

    /// The decoded bytes of the member, name and value.
    pub(crate) const fn span(self) -> Span {
        Span::new(self.entry.name.start.saturating_sub(1), self.entry.value.end)
    }

    fn inside(self) -> &'p str {
        let Span { start, end, .. } = self.entry.value;
        Span::new(start + 1, end.saturating_sub(1)).of_str(self.claims.text)
    }
}

/// Whether the inside of a JSON string means these code points.
fn same(inside: &str, escaped: bool, expected: &str) -> bool {
    if escaped {
        let mut wanted = expected.chars();
        Pieces::new(inside).all(|piece| matches!(piece, Piece::Char(c) if wanted.next() == Some(c)))
            && wanted.next().is_none()
    } else {
        inside == expected
    }
}

/// Remembers the members at the top, and the elements of arrays among them.
struct Watch<'b> {
    buffers: &'b mut Buffers,
    depth: usize,
    pending: Option<(Span, bool)>,
    is_object: bool,
}

impl Watch<'_> {
    fn see(&mut self, value: Span, shape: Shape) {
        match self.depth {
            1 if self.is_object => {
                if let Some((name, name_escaped)) = self.pending.take() {
                    self.buffers.members.push(Entry { name, name_escaped, value, shape });
                }
            }
            2 => {
                let owner = self.buffers.members.len().wrapping_sub(1);
                if self.buffers.members.last().is_some_and(|m| m.shape == Shape::Array) {
                    let entry = Entry { name: value, name_escaped: false, value, shape };
                    self.buffers.elements.push((owner, entry));
                }
            }
            _ => {}
        }
    }
}

impl Sink for Watch<'_> {
    fn open(&mut self, at: usize, object: bool) {
        let shape = if object { Shape::Object } else { Shape::Array };
        if self.depth == 0 {
            self.is_object = object;
        }
        self.see(Span::new(at, at + 1), shape);
        self.depth += 1;
    }

    fn name(&mut self, inside: Span, escaped: bool) {
        if self.depth == 1 {
            self.pending = Some((inside, escaped));
        }
    }

    fn scalar(&mut self, scalar: Scalar, span: Span) {
        self.see(span, Shape::Scalar(scalar));
    }

    fn close(&mut self, end: usize, _complete: bool) {
        self.depth -= 1;
        if self.depth == 1
            && self.is_object
            && let Some(member) = self.buffers.members.last_mut()
        {
            member.value.end = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remembers_the_top_members_and_the_elements_of_their_arrays() {
        let json = br#"{"aud":["a","\u0062",{"x":["no"]}],"n":{"exp":1},"exp":2.5,"i\u0073s":"me","e":[]}"#;
        let mut buffers = Buffers::default();
        let claims = buffers.parse(json).unwrap();
        assert!(claims.is_object());
        let aud = claims.get("aud").unwrap();
        assert_eq!(aud.elements().filter_map(Claim::string).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(aud.elements().count(), 3);
        assert_eq!(claims.get("exp").unwrap().number(), Some("2.5"));
        assert!(claims.get("iss").unwrap().equals("me"));
        assert!(claims.get("e").unwrap().is_empty());
        assert_eq!(claims.get("n").unwrap().span().of(json), br#""n":{"exp":1}"#);
        assert!(claims.get("x").is_none());
    }

    #[test]
    fn says_when_the_payload_is_no_object() {
        let mut buffers = Buffers::default();
        assert!(!buffers.parse(b"[1]").unwrap().is_object());
        assert!(!buffers.parse(b"7").unwrap().is_object());
        assert!(buffers.parse(b"{}").unwrap().is_object());
    }
}
