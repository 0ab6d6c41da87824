//! The quick twin of the strict parser: the native build's way through an ordinary text.
//!
//! It hands the same events to the same [`Sink`], and takes a text only where the strict parser would take it too: no
//! escape, no control character, no blank but the space, at most [`PAIRWISE_MEMBERS`] members an object. Anything else
//! it lets go, and the strict parser reads from the start and names the fault. So it knows no faults and no escapes,
//! and finds the end of a string eight bytes at a time.

use super::parse::{Scalar, Sink};
use super::string::closing_quote;
use crate::limits::{JSON_DEPTH, PAIRWISE_MEMBERS};
use crate::reason::Span;

/// The names of the objects that are open now, innermost last. Kept between uses, it allocates nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Frames(Vec<Name>);

/// A member name: where it stands, and a number that equal names share.
#[derive(Clone, Copy, Debug)]
struct Name {
    key: u64,
    inside: Span,
}

/// Reads the text into `sink`. Where it answers no, `sink` has seen some of the text and must begin anew.
pub(crate) fn run(text: &str, frames: &mut Frames, sink: &mut impl Sink) -> bool {
    let bytes = text.as_bytes();
    // Three questions in one pass over wide registers.
    let (lowest, escapes) = bytes
        .iter()
        .fold((u8::MAX, 0_u8), |(lowest, escapes), b| (lowest.min(*b), escapes | u8::from(*b == b'\\')));
    if lowest < b' ' || escapes != 0 {
        return false;
    }
    frames.0.clear();
    let mut quick = Quick { bytes, at: 0, depth: 0, frames: &mut frames.0, sink };
    quick.value().is_some() && quick.skip_spaces() == bytes.len()
}

struct Quick<'q, S> {
    bytes: &'q [u8],
    at: usize,
    depth: usize,
    frames: &'q mut Vec<Name>,
    sink: &'q mut S,
}

/// In every step, nothing means that the text is not for us.
impl<S: Sink> Quick<'_, S> {
    #[inline]
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    #[inline]
    fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    #[inline]
    fn skip_spaces(&mut self) -> usize {
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
        self.at
    }

    #[inline]
    fn value(&mut self) -> Option<()> {
        self.skip_spaces();
        match self.peek()? {
            b'"' => {
                let inside = self.string()?;
                let span = Span::new(inside.start - 1, inside.end + 1);
                self.sink.scalar(Scalar::String { escaped: false }, span);
                Some(())
            }
            b'-' | b'0'..=b'9' => self.number(),
            b'{' => self.container(true),
            b'[' => self.container(false),
            b't' => self.literal(b"true", Scalar::Bool(true)),
            b'f' => self.literal(b"false", Scalar::Bool(false)),
            b'n' => self.literal(b"null", Scalar::Null),
            _ => None,
        }
    }

    fn container(&mut self, object: bool) -> Option<()> {
        if self.depth == JSON_DEPTH {
            return None;
        }
        self.depth += 1;
        self.sink.open(self.at, object);
        self.at += 1;
        let frame = self.frames.len();
        if object { self.members(frame) } else { self.elements() }?;
        self.frames.truncate(frame);
        self.sink.close(self.at, true);
        self.depth -= 1;
        Some(())
    }

    #[inline]
    fn members(&mut self, frame: usize) -> Option<()> {
        self.skip_spaces();
        if self.take(b'}') {
            return Some(());
        }
        loop {
            self.skip_spaces();
            if self.peek() != Some(b'"') {
                return None;
            }
            let inside = self.string()?;
            self.name(frame, inside)?;
            self.sink.name(inside, false);
            self.skip_spaces();
            if !self.take(b':') {
                return None;
            }
            self.value()?;
            self.skip_spaces();
            if !self.take(b',') {
                return self.take(b'}').then_some(());
            }
        }
    }

    #[inline]
    fn elements(&mut self) -> Option<()> {
        self.skip_spaces();
        if self.take(b']') {
            return Some(());
        }
        loop {
            self.value()?;
            self.skip_spaces();
            if !self.take(b',') {
                return self.take(b']').then_some(());
            }
        }
    }

    /// Holds a name against those of its object.
    #[inline]
    fn name(&mut self, frame: usize, inside: Span) -> Option<()> {
        let name = Name { key: key(self.bytes, inside), inside };
        let known = self.frames.get(frame..)?;
        if known.len() == PAIRWISE_MEMBERS {
            return None;
        }
        let twin =
            |other: &Name| other.key == name.key && other.inside.of(self.bytes) == inside.of(self.bytes);
        if known.iter().any(twin) {
            return None;
        }
        self.frames.push(name);
        Some(())
    }

    /// Reads a string at its opening quote; gives the inside.
    #[inline]
    fn string(&mut self) -> Option<Span> {
        let start = self.at + 1;
        let end = closing_quote(self.bytes, start)?;
        self.at = end + 1;
        Some(Span::new(start, end))
    }

    #[inline]
    fn number(&mut self) -> Option<()> {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') && self.digits() == 0 {
            return None;
        }
        if matches!(self.peek(), Some(b'0'..=b'9')) {
            return None;
        }
        if self.take(b'.') && self.digits() == 0 {
            return None;
        }
        if self.take(b'e') || self.take(b'E') {
            if !self.take(b'+') {
                self.take(b'-');
            }
            if self.digits() == 0 {
                return None;
            }
        }
        self.sink.scalar(Scalar::Number, Span::new(start, self.at));
        Some(())
    }

    #[inline]
    fn digits(&mut self) -> usize {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        self.at - start
    }

    fn literal(&mut self, literal: &[u8], scalar: Scalar) -> Option<()> {
        let start = self.at;
        if !self.bytes.get(start..)?.starts_with(literal) {
            return None;
        }
        self.at += literal.len();
        self.sink.scalar(scalar, Span::new(start, self.at));
        Some(())
    }
}

/// A number that equal names share: made of the first eight bytes, the last eight and the length.
#[inline]
fn key(bytes: &[u8], inside: Span) -> u64 {
    let length = inside.len();
    if length < 8 {
        return word(bytes, inside.start) & !(u64::MAX << (length * 8)) ^ length as u64;
    }
    word(bytes, inside.start) ^ word(bytes, inside.end - 8).rotate_left(23) ^ length as u64
}

/// The eight bytes from `at` on, zeros past the end of the text.
#[inline]
fn word(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    if let Some(chunk) = rest.first_chunk::<8>() {
        return u64::from_le_bytes(*chunk);
    }
    rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::json::Names;
    use crate::json::parse::{self, Strictness};

    #[derive(Debug, Default, PartialEq)]
    struct Events(Vec<String>);

    impl Sink for Events {
        fn open(&mut self, at: usize, object: bool) {
            self.0.push(format!("open {at} {object}"));
        }

        fn name(&mut self, inside: Span, escaped: bool) {
            self.0.push(format!("name {inside:?} {escaped}"));
        }

        fn scalar(&mut self, scalar: Scalar, span: Span) {
            self.0.push(format!("{scalar:?} {span:?}"));
        }

        fn close(&mut self, end: usize, complete: bool) {
            self.0.push(format!("close {end} {complete}"));
        }
    }

    fn quick(text: &str) -> Option<Events> {
        let mut events = Events::default();
        run(text, &mut Frames::default(), &mut events).then_some(events)
    }

    fn strict(text: &str) -> Option<Events> {
        let mut events = Events::default();
        let faults = parse::run(text.as_bytes(), Strictness::Strict, &mut Names::default(), &mut events);
        faults.is_empty().then_some(events)
    }

    /// Whatever the quick parser takes, the strict one takes, and sees the same.
    fn agrees(text: &str) {
        if let Some(events) = quick(text) {
            assert_eq!(strict(text).as_ref(), Some(&events), "{text}");
        }
    }

    #[test]
    fn takes_what_issuers_write() {
        for text in [
            r#"{"iss":"https://a.example","aud":["x","y"],"exp":4102444800,"n":-1.5e+3,"o":{"p":{},"q":[]}}"#,
            r#" { "a" : "é🔑" , "b" : [ true , false , null ] } "#,
            "{}",
            "[[[]]]",
            "0",
        ] {
            assert_eq!(quick(text), strict(text), "{text}");
            assert_ne!(quick(text), None, "{text}");
        }
    }

    #[test]
    fn lets_go_what_is_not_for_it() {
        for text in [
            r#"{"a":"\/"}"#,
            "{\"a\":\n1}",
            r#"{"a":1,"a":2}"#,
            r#"{"o":{"https://example.com/claim":1,"https://example.com/claim":2}}"#,
            r#"{"a":1}x"#,
            r#"{"a":01}"#,
            r#"{"a":1.}"#,
            r#"{"a":"b}"#,
            r#"{"a" 1}"#,
            "{a:1}",
            "[1,]",
            "\u{feff}{}",
            "",
        ] {
            assert_eq!(quick(text), None, "{text}");
        }
    }

    #[test]
    fn takes_32_members_and_leaves_33_to_the_judge() {
        let members = |count: usize| {
            let members: Vec<_> = (0..count).map(|n| format!("\"https://example.com/{n:02}\":{n}")).collect();
            format!("{{{}}}", members.join(","))
        };
        assert_ne!(quick(&members(32)), None);
        assert_eq!(quick(&members(33)), None);
        assert_ne!(strict(&members(33)), None);
    }

    #[test]
    fn goes_as_deep_as_the_judge() {
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert_ne!(quick(&nested(JSON_DEPTH)), None);
        assert_eq!(quick(&nested(JSON_DEPTH + 1)), None);
    }

    #[test]
    fn finds_a_name_again_wherever_the_two_stand() {
        for length in 1..=20 {
            for padding in 0..=20 {
                let name = "nnnnnnnnnnnnnnnnnnnnn".get(..length).unwrap();
                let between = "x".repeat(padding);
                let text = format!(r#"{{"{name}":"{between}","{name}":1}}"#);
                assert_eq!(quick(&text), None, "{text}");
                let text = format!(r#"{{"{name}":"{between}","{name}n":1}}"#);
                assert_ne!(quick(&text), None, "{text}");
            }
        }
    }

    proptest! {
        #[test]
        fn sees_what_the_judge_sees_in_any_text(text in "[\\[\\]{}:,\"a-c0-2.eE+ \\\\é-]{0,24}") {
            agrees(&text);
        }

        #[test]
        fn sees_what_the_judge_sees_in_a_text_with_one_byte_changed(
            names in prop::collection::vec("[a-c]{1,3}|[a-b]{8,17}", 0..6),
            value in "\"[ -!#-\\[\\]-~é]{0,20}\"|-?[0-9]{1,20}(\\.[0-9]{1,3})?(e[+-]?[0-9])?|\\[1,\"x\"\\]|\\{\"a\":true\\}|null",
            at: prop::sample::Index,
            other in "[\\[\\]{}:,\"a0 .-]",
        ) {
            let members: Vec<_> = names.iter().map(|name| format!("\"{name}\":{value}")).collect();
            let text = format!("{{{}}}", members.join(","));
            agrees(&text);
            let mut changed: Vec<char> = text.chars().collect();
            let place = at.index(changed.len());
            changed.splice(place..=place, other.chars());
            agrees(&changed.iter().collect::<String>());
        }
    }
}
