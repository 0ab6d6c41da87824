//! The quick twin of the strict parser: the native build's way through an ordinary text.
//!
//! It hands the same events to the same [`Sink`], and takes a text only where the strict parser would take it too: no
//! escape, no control character, no blank but the space, at most [`PAIRWISE_MEMBERS`] members an object. Anything else
//! it lets go, and the strict parser reads from the start and names the fault. So it knows no faults and no escapes,
//! and finds the end of a string eight bytes at a time.
#![expect(
    clippy::inline_always,
    reason = "measured: without it a verification of HS256 takes a twentieth more"
)]

use super::parse::{Scalar, Sink};
use super::string::closing_quote;
use crate::limits::{JSON_DEPTH, PAIRWISE_MEMBERS};
use crate::reason::Span;
use crate::text::leading_digits;

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
    // Two questions in one pass over wide registers.
    let (lowest, escapes) = bytes
        .iter()
        .fold((u8::MAX, 0_u8), |(lowest, escapes), b| (lowest.min(*b), escapes | u8::from(*b == b'\\')));
    if lowest < b' ' || escapes != 0 {
        return false;
    }
    frames.0.clear();
    let mut quick = Quick { bytes, depth: 0, frames: &mut frames.0, sink };
    quick.value(past_spaces(bytes, 0)).is_some_and(|end| past_spaces(bytes, end) == bytes.len())
}

struct Quick<'q, S> {
    bytes: &'q [u8],
    depth: usize,
    frames: &'q mut Vec<Name>,
    sink: &'q mut S,
}

/// Every step is told where it begins and says where it ended; nothing means that the text is not for us.
impl<S: Sink> Quick<'_, S> {
    #[inline(always)]
    fn value(&mut self, at: usize) -> Option<usize> {
        match self.bytes.get(at)? {
            b'"' => {
                let end = closing_quote(self.bytes, at + 1)? + 1;
                self.sink.scalar(Scalar::String { escaped: false }, Span::new(at, end));
                Some(end)
            }
            b'1'..=b'9' => {
                let end = past_digits(self.bytes, at);
                if matches!(self.bytes.get(end), Some(b'.' | b'e' | b'E')) {
                    return self.number(at);
                }
                self.sink.scalar(Scalar::Number, Span::new(at, end));
                Some(end)
            }
            b'{' | b'[' => self.container(at),
            b'-' | b'0' => self.number(at),
            _ => self.literal(at),
        }
    }

    fn container(&mut self, at: usize) -> Option<usize> {
        if self.depth == JSON_DEPTH {
            return None;
        }
        self.depth += 1;
        let object = self.bytes.get(at) == Some(&b'{');
        self.sink.open(at, object);
        let begin = past_spaces(self.bytes, at + 1);
        let end = if object { self.members(begin) } else { self.elements(begin) }?;
        self.sink.close(end, true);
        self.depth -= 1;
        Some(end)
    }

    #[inline(always)]
    fn members(&mut self, mut at: usize) -> Option<usize> {
        let bytes = self.bytes;
        if bytes.get(at) == Some(&b'}') {
            return Some(at + 1);
        }
        let frame = self.frames.len();
        let mut seen = 0;
        loop {
            if bytes.get(at) != Some(&b'"') {
                return None;
            }
            let inside = Span::new(at + 1, closing_quote(bytes, at + 1)?);
            self.name(frame, &mut seen, inside)?;
            self.sink.name(inside, false);
            at = past_spaces(bytes, inside.end + 1);
            if bytes.get(at) != Some(&b':') {
                return None;
            }
            at = self.value(past_spaces(bytes, at + 1))?;
            at = past_spaces(bytes, at);
            match bytes.get(at) {
                Some(b',') => at = past_spaces(bytes, at + 1),
                Some(b'}') => break,
                _ => return None,
            }
        }
        self.frames.truncate(frame);
        Some(at + 1)
    }

    fn elements(&mut self, mut at: usize) -> Option<usize> {
        let bytes = self.bytes;
        if bytes.get(at) == Some(&b']') {
            return Some(at + 1);
        }
        loop {
            at = self.value(at)?;
            at = past_spaces(bytes, at);
            match bytes.get(at) {
                Some(b',') => at = past_spaces(bytes, at + 1),
                Some(b']') => return Some(at + 1),
                _ => return None,
            }
        }
    }

    /// Holds a name against those of its object: only where its mark among 64 is one of those `seen` are there names
    /// that it can equal.
    #[inline(always)]
    fn name(&mut self, frame: usize, seen: &mut u64, inside: Span) -> Option<()> {
        let name = Name { key: key(self.bytes, inside), inside };
        if self.frames.len() - frame == PAIRWISE_MEMBERS {
            return None;
        }
        let mark = 1_u64 << (name.key.wrapping_mul(SPREAD) >> 58);
        if *seen & mark != 0 && self.is_known(frame, name) {
            return None;
        }
        *seen |= mark;
        self.frames.push(name);
        Some(())
    }

    #[inline(never)]
    fn is_known(&self, frame: usize, name: Name) -> bool {
        let known = self.frames.get(frame..).unwrap_or_default();
        known
            .iter()
            .any(|other| other.key == name.key && other.inside.of(self.bytes) == name.inside.of(self.bytes))
    }

    /// A number in any of its forms.
    #[inline(never)]
    fn number(&mut self, start: usize) -> Option<usize> {
        let bytes = self.bytes;
        let is = |at: usize, wanted: &[u8]| bytes.get(at).is_some_and(|byte| wanted.contains(byte));
        let some_digits = |at: usize| Some(past_digits(bytes, at)).filter(|end| *end > at);
        let mut at = start + usize::from(is(start, b"-"));
        let whole = at;
        at = some_digits(at)?;
        if is(whole, b"0") && at > whole + 1 {
            return None;
        }
        if is(at, b".") {
            at = some_digits(at + 1)?;
        }
        if is(at, b"eE") {
            at = some_digits(at + 1 + usize::from(is(at + 1, b"+-")))?;
        }
        self.sink.scalar(Scalar::Number, Span::new(start, at));
        Some(at)
    }

    #[inline(never)]
    fn literal(&mut self, at: usize) -> Option<usize> {
        let rest = self.bytes.get(at..)?;
        let literals: [(&[u8], Scalar); 3] =
            [(b"true", Scalar::Bool(true)), (b"false", Scalar::Bool(false)), (b"null", Scalar::Null)];
        let (literal, scalar) = literals.into_iter().find(|(literal, _)| rest.starts_with(literal))?;
        self.sink.scalar(scalar, Span::new(at, at + literal.len()));
        Some(at + literal.len())
    }
}

/// Where the spaces from `at` on end.
#[inline(always)]
fn past_spaces(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at) == Some(&b' ') {
        at += 1;
    }
    at
}

/// Where the digits from `at` on end.
#[inline(always)]
fn past_digits(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let count = leading_digits(*chunk);
        at += count;
        if count < 8 {
            return at;
        }
    }
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    at
}

/// Odd, with its bits well mixed: the golden ratio in 64 bits.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

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
            "-0",
            "[0,-1,0.5,10,123456789,1234567890123456789012,1e5,1E+5,0e-1,-1.25e-10]",
            "12345678",
            r#"[ { } , [ ] , "" , "x" ]"#,
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
            r#"{"a":00}"#,
            r#"{"a":-}"#,
            r#"{"a":-01}"#,
            r#"{"a":1e}"#,
            r#"{"a":1e+}"#,
            r#"{"a":.5}"#,
            r#"{"a":123456789012x}"#,
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
        let within = |count: usize| format!(r#"{{"a":1,"b":2,"o":{}}}"#, members(count));
        assert_ne!(quick(&within(32)), None);
        assert_eq!(quick(&within(33)), None);
        assert_ne!(strict(&members(33)), None);
    }

    #[test]
    fn goes_as_deep_as_the_judge() {
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert_ne!(quick(&nested(JSON_DEPTH)), None);
        assert_eq!(quick(&nested(JSON_DEPTH + 1)), None);
        let beside = format!("[{}]", vec!["[]"; JSON_DEPTH + 1].join(","));
        assert_ne!(quick(&beside), None, "what stands side by side is not deep");
        assert_ne!(quick(&format!("[[],{}]", nested(JSON_DEPTH - 1))), None);
        assert_eq!(quick(&format!("[[],{}]", nested(JSON_DEPTH))), None);
    }

    #[test]
    fn finds_a_name_again_wherever_the_two_stand() {
        for length in 1..=20 {
            for padding in 0..=20 {
                let name = "n".repeat(length);
                let between = "x".repeat(padding);
                let text = format!(r#"{{"{name}":"{between}","{name}":1}}"#);
                assert_eq!(quick(&text), None, "{text}");
                let text = format!(r#"{{"{name}":"{between}","{name}n":1}}"#);
                assert_ne!(quick(&text), None, "{text}");
            }
        }
    }

    #[test]
    fn names_that_differ_between_their_ends_are_two() {
        assert_ne!(quick(r#"{"https://a.example/x.example":1,"https://b.example/x.example":2}"#), None);
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
