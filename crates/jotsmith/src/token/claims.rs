//! The claims set as the checks see it: one strict pass over the decoded payload that remembers the top members.
//!
//! It allocates nothing when its buffers are reused, and judges nothing: types and times are for `check/`.
#![expect(
    clippy::inline_always,
    reason = "measured: without it a verification of HS256 takes a twentieth more"
)]

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;

use crate::json::de::Unfit;
use crate::json::parse::{Scalar, Sink, Strictness, run};
use crate::json::plain::Plain;
use crate::json::{Fault, Names, Piece, Pieces, quick};
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
    frames: quick::Frames,
    members: Vec<Entry>,
    /// Elements of top-level arrays, each with the index of its member.
    elements: Vec<(usize, Entry)>,
    /// Where the claims of [`REGISTERED`] are among the members.
    registered: [Option<usize>; REGISTERED.len()],
    /// Whether the members are those of an object whose text holds no escape.
    plain: bool,
}

/// The claims that are asked for in every token: RFC 7519 section 4.1.
const REGISTERED: [&str; 7] = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"];

/// The index in [`REGISTERED`].
#[inline(always)]
fn registered(name: &[u8]) -> Option<usize> {
    Some(match name {
        b"iss" => 0,
        b"sub" => 1,
        b"aud" => 2,
        b"exp" => 3,
        b"nbf" => 4,
        b"iat" => 5,
        b"jti" => 6,
        _ => return None,
    })
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
    entry: &'p Entry,
    index: Option<usize>,
}

impl Buffers {
    /// Parses a payload strictly.
    ///
    /// # Errors
    /// The first fault. That the payload is no object is the caller's to say: see [`Claims::is_object`].
    pub(crate) fn parse<'p>(&'p mut self, payload: &'p [u8]) -> Result<Claims<'p>, Fault> {
        let text = core::str::from_utf8(payload);
        if let Ok(text) = text
            && self.parse_quickly(text)
        {
            return Ok(Claims { text, buffers: self });
        }
        self.clear();
        let mut names = core::mem::take(&mut self.names);
        let mut watch = Watch::new(text.unwrap_or_default(), self);
        let fault = run(payload, Strictness::Strict, &mut names, &mut watch).pop();
        let is_object = watch.is_object;
        self.names = names;
        match (fault, text) {
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

    /// The claims as the type that the caller asks for, once the parse of this payload was [`plain`](Self::is_plain):
    /// that pass knows where every claim is.
    ///
    /// # Errors
    /// Where they do not fit the type.
    pub(crate) fn deserialize<'s, C: Deserialize<'s>>(&'s self, payload: &'s [u8]) -> Result<C, Unfit> {
        let text = core::str::from_utf8(payload).map_err(|_| Unfit("the payload is no UTF-8".into()))?;
        C::deserialize(Members { text, rest: self.members.iter(), value: Plain::new("") })
    }

    /// Whether the last parse saw an object without escapes, whose claims [`deserialize`](Self::deserialize) can give.
    pub(crate) const fn is_plain(&self) -> bool {
        self.plain
    }

    fn parse_quickly(&mut self, text: &str) -> bool {
        self.clear();
        let mut frames = core::mem::take(&mut self.frames);
        let mut watch = Watch::new(text, self);
        let read = quick::run(text, &mut frames, &mut watch) && watch.is_object;
        self.frames = frames;
        self.plain = read;
        read
    }

    fn clear(&mut self) {
        self.members.clear();
        self.elements.clear();
        self.registered = [None; REGISTERED.len()];
        self.plain = false;
    }
}

impl<'p> Claims<'p> {
    /// Whether the payload is an object at all.
    pub(crate) const fn is_object(self) -> bool {
        !self.text.is_empty()
    }

    /// The claim of this name.
    #[inline(always)]
    pub(crate) fn get(self, name: &str) -> Option<Claim<'p>> {
        let index = match registered(name.as_bytes()) {
            Some(slot) => self.buffers.registered.get(slot).copied().flatten(),
            None => self.find(name),
        }?;
        Some(Claim { claims: self, entry: self.buffers.members.get(index)?, index: Some(index) })
    }

    fn find(self, name: &str) -> Option<usize> {
        let is_it = |entry: &Entry| same(entry.name.of_str(self.text), entry.name_escaped, name);
        self.buffers.members.iter().position(is_it)
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
    #[inline]
    pub(crate) const fn is_string(self) -> bool {
        matches!(self.entry.shape, Shape::Scalar(Scalar::String { .. }))
    }

    /// The text of the number.
    #[inline]
    pub(crate) fn number(self) -> Option<&'p str> {
        matches!(self.entry.shape, Shape::Scalar(Scalar::Number))
            .then(|| self.entry.value.of_str(self.claims.text))
    }

    /// Whether it is a string of these very code points.
    #[inline]
    pub(crate) fn equals(self, expected: &str) -> bool {
        match self.entry.shape {
            Shape::Scalar(Scalar::String { escaped }) => same(self.inside(), escaped, expected),
            Shape::Scalar(_) | Shape::Array | Shape::Object => false,
        }
    }

    /// Whether it is a string without a character, or an array without an element.
    #[inline]
    pub(crate) fn is_empty(self) -> bool {
        match self.entry.shape {
            Shape::Scalar(Scalar::String { .. }) => self.inside().is_empty(),
            Shape::Array => self.elements().next().is_none(),
            Shape::Scalar(_) | Shape::Object => false,
        }
    }

    /// Whether it says nothing at all: it is empty, an object without a member, or `null`.
    pub(crate) fn says_nothing(self) -> bool {
        let text = self.entry.value.of_str(self.claims.text);
        match self.entry.shape {
            Shape::Scalar(Scalar::Null) => true,
            Shape::Object => text.trim_matches(['{', '}']).trim_ascii().is_empty(),
            Shape::Scalar(_) | Shape::Array => self.is_empty(),
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
            .map(move |(_, entry)| Claim { claims, entry, index: None })
    }

    /// The decoded bytes of the member, name and value; of an element, its value.
    pub(crate) fn span(self) -> Span {
        let start = self.index.map_or(self.entry.value.start, |_| self.entry.name.start - 1);
        Span::new(start, self.entry.value.end)
    }

    fn inside(self) -> &'p str {
        inside(self.entry.value).of_str(self.claims.text)
    }
}

/// What stands between the quotes of a string.
const fn inside(string: Span) -> Span {
    Span::new(string.start + 1, string.end.saturating_sub(1))
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

/// Hands the members of a plain claims set to the type that the caller asks for.
struct Members<'s> {
    text: &'s str,
    rest: core::slice::Iter<'s, Entry>,
    value: Plain<'s>,
}

impl<'s> Deserializer<'s> for Members<'s> {
    type Error = Unfit;

    #[inline]
    fn deserialize_any<V: Visitor<'s>>(mut self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_map(&mut self)
    }

    fn deserialize_option<V: Visitor<'s>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'s>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'s>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        Plain::new(self.text).deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        <V: Visitor<'s>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

impl<'s> MapAccess<'s> for &mut Members<'s> {
    type Error = Unfit;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'s>>(&mut self, seed: K) -> Result<Option<K::Value>, Unfit> {
        let Some(entry) = self.rest.next() else { return Ok(None) };
        self.value = match entry.shape {
            Shape::Scalar(Scalar::String { .. }) => Plain::text(inside(entry.value).of_str(self.text)),
            Shape::Scalar(_) | Shape::Array | Shape::Object => Plain::new(entry.value.of_str(self.text)),
        };
        seed.deserialize(Plain::text(entry.name.of_str(self.text))).map(Some)
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'s>>(&mut self, seed: V) -> Result<V::Value, Unfit> {
        seed.deserialize(self.value)
    }
}

/// Remembers the members at the top, and the elements of arrays among them.
struct Watch<'b> {
    text: &'b str,
    buffers: &'b mut Buffers,
    depth: usize,
    pending: Option<(Span, bool)>,
    is_object: bool,
}

impl<'b> Watch<'b> {
    const fn new(text: &'b str, buffers: &'b mut Buffers) -> Self {
        Self { text, buffers, depth: 0, pending: None, is_object: false }
    }

    #[inline(always)]
    fn see(&mut self, value: Span, shape: Shape) {
        match self.depth {
            // An array has no names, so none of its elements is a member.
            1 => {
                if let Some((name, name_escaped)) = self.pending.take() {
                    let slot = if name_escaped {
                        let inside = name.of_str(self.text);
                        REGISTERED.iter().position(|wanted| same(inside, true, wanted))
                    } else {
                        registered(name.of(self.text.as_bytes()))
                    };
                    if let Some(slot) = slot.and_then(|slot| self.buffers.registered.get_mut(slot)) {
                        *slot = Some(self.buffers.members.len());
                    }
                    self.buffers.members.push(Entry { name, name_escaped, value, shape });
                }
            }
            // Of an element that holds others, the opening bracket stands for the whole.
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
    #[inline]
    fn open(&mut self, at: usize, object: bool) {
        let shape = if object { Shape::Object } else { Shape::Array };
        if self.depth == 0 {
            self.is_object = object;
        }
        self.see(Span::new(at, at + 1), shape);
        self.depth += 1;
    }

    #[inline(always)]
    fn name(&mut self, inside: Span, escaped: bool) {
        if self.depth == 1 {
            self.pending = Some((inside, escaped));
        }
    }

    #[inline(always)]
    fn scalar(&mut self, scalar: Scalar, span: Span) {
        self.see(span, Shape::Scalar(scalar));
    }

    #[inline]
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
        assert_eq!(aud.elements().last().unwrap().span().of(json), b"{");
        assert_eq!(claims.get("exp").unwrap().number(), Some("2.5"));
        assert!(claims.get("iss").unwrap().equals("me"));
        assert!(claims.get("e").unwrap().is_empty());
        assert_eq!(claims.get("n").unwrap().span().of(json), br#""n":{"exp":1}"#);
        assert!(claims.get("x").is_none());
    }

    #[derive(Debug, PartialEq, serde::Deserialize, Eq, Hash, PartialOrd, Ord)]
    struct Named(String);

    #[test]
    fn gives_plain_claims_from_where_the_pass_saw_them() {
        let json = br#" { "aud" : ["a", "b"], "exp":4102444800, "f":-1.5,"n":{"x":[{"y":null}]}, "o":null,"t":true } "#;
        let mut buffers = Buffers::default();
        buffers.parse(json).unwrap();
        let quick: serde_json::Value = if buffers.is_plain() {
            buffers.deserialize(json).unwrap()
        } else {
            crate::json::de::from_checked(&mut json.to_vec()).unwrap()
        };
        assert_eq!(quick, serde_json::from_slice::<serde_json::Value>(json).unwrap());
        assert_eq!(buffers.is_plain(), cfg!(feature = "native"));
    }

    #[test]
    fn names_may_be_of_a_type_of_their_own() {
        let json = br#"{"a":"x","b":"y"}"#;
        let mut buffers = Buffers::default();
        buffers.parse(json).unwrap();
        if buffers.is_plain() {
            let claims: std::collections::BTreeMap<Named, Named> = buffers.deserialize(json).unwrap();
            assert_eq!(claims[&Named("b".into())], Named("y".into()));
        }
    }

    #[test]
    fn a_claim_may_be_left_out_and_null_is_no_value() {
        #[derive(Debug, PartialEq, serde::Deserialize)]
        struct Optional {
            number: Option<i64>,
            text: Option<String>,
            null: Option<String>,
            word: Option<String>,
            missing: Option<String>,
        }
        let json = br#"{"number":-7,"text":"x","null":null,"word":"null"}"#;
        let expected = Optional {
            number: Some(-7),
            text: Some("x".into()),
            null: None,
            word: Some("null".into()),
            missing: None,
        };
        let mut buffers = Buffers::default();
        buffers.parse(json).unwrap();
        if buffers.is_plain() {
            assert_eq!(buffers.deserialize::<Optional>(json).unwrap(), expected);
        }
        assert_eq!(crate::json::de::from_checked::<Optional>(&mut json.to_vec()).unwrap(), expected);
    }

    #[test]
    fn finds_a_registered_claim_whose_name_is_escaped() {
        let mut buffers = Buffers::default();
        let claims = buffers.parse(br#"{"\u0065xp":5,"n":{"iss":"no"},"is":1}"#).unwrap();
        assert_eq!(claims.get("exp").and_then(Claim::number), Some("5"));
        assert!(claims.get("iss").is_none());
        assert_eq!(claims.get("is").and_then(Claim::number), Some("1"));
    }

    #[test]
    fn says_when_the_payload_is_no_object() {
        let mut buffers = Buffers::default();
        assert!(!buffers.parse(b"[1]").unwrap().is_object());
        assert!(!buffers.parse(b"7").unwrap().is_object());
        assert!(buffers.parse(b"{}").unwrap().is_object());
    }
}
