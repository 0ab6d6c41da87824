//! A text as it is given, or what stands in it with escapes, with the byte of the given text that each byte stands at.
//!
//! In goes the place where something escaped begins, out comes it without its escapes. What it is, others look at.

use std::borrow::Cow;

use super::{Run, given};
use crate::json::{Piece, Pieces};
use crate::reason::Span;

/// A text to look through.
pub(super) struct View<'t> {
    pub(super) text: Cow<'t, str>,
    /// The way to the text as given.
    runs: Vec<Run>,
    /// Whether more of it may follow.
    pub(super) cut: bool,
    /// What was undone last.
    pub(super) escapes: Option<Escapes>,
}

/// A way to write characters that would end a text or mean something in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Escapes {
    /// `\x22`, as servers have it in their logs.
    Hex,
    /// Those of a JSON string (RFC 8259 section 7).
    Json,
    /// Percent-encoding (RFC 3986 section 2.1), with `+` for a space as forms have it.
    Percent,
}

impl Escapes {
    /// The name of what was left out, and one sentence.
    pub(super) const fn cleaning(self) -> (&'static str, &'static str) {
        match self {
            Self::Hex => ("hex-escapes", "Hexadecimal escapes were undone."),
            Self::Json => ("json-escapes", "Escapes of JSON were undone."),
            Self::Percent => ("percent-encoding", "Percent-encoding was undone."),
        }
    }
}

/// The longest escape: two units of UTF-16.
const ESCAPE: usize = 12;

impl<'t> View<'t> {
    /// The text as given.
    pub(super) fn of(text: &'t str) -> Self {
        let runs = vec![Run { cleaned: 0, given: 0, width: 1 }];
        Self { text: Cow::Borrowed(text), runs, cut: true, escapes: None }
    }

    /// What the text says from `start` on without these escapes, and where it ends: where nothing goes on that has them.
    pub(super) fn unescaped(&self, start: usize, escapes: Escapes) -> (View<'static>, usize) {
        match escapes {
            Escapes::Hex => self.decoded(start, escapes, hex),
            Escapes::Json => self.string(start),
            Escapes::Percent => self.decoded(start, escapes, percent),
        }
    }

    fn decoded(
        &self,
        start: usize,
        escapes: Escapes,
        unit: fn(&str) -> Option<(char, usize)>,
    ) -> (View<'static>, usize) {
        let mut view = Self::empty(escapes);
        let mut at = start;
        while let Some((character, length)) = self.text.get(at..).and_then(unit) {
            view.push(character, self.given(Span::new(at, at + length)));
            at += length;
        }
        view.cut = self.is_cut(at);
        (view, at)
    }

    fn empty(escapes: Escapes) -> View<'static> {
        View { text: Cow::Owned(String::new()), runs: Vec::new(), cut: false, escapes: Some(escapes) }
    }

    /// Whether the end of the text may be why something ends here.
    fn is_cut(&self, end: usize) -> bool {
        self.cut && end + ESCAPE > self.text.len() && self.text.as_bytes().get(end) != Some(&b'"')
    }

    /// What the rest of a JSON string says: it ends at a quote, or where no string goes on.
    fn string(&self, start: usize) -> (View<'static>, usize) {
        let end = string_end(self.text.as_bytes(), start);
        let inside = Span::new(start, end).of_str(&self.text);
        let mut view = Self::empty(Escapes::Json);
        view.cut = self.is_cut(end);
        let mut at = start;
        for piece in Pieces::new(inside) {
            let character = match piece {
                Piece::Char(c) => c,
                Piece::LoneSurrogate => char::REPLACEMENT_CHARACTER,
            };
            let length = match self.text.as_bytes().get(at..) {
                Some([b'\\', b'u', ..]) if character > '\u{ffff}' => 12,
                Some([b'\\', b'u', ..]) => 6,
                Some([b'\\', ..]) => 2,
                Some(_) | None => character.len_utf8(),
            };
            view.push(character, self.given(Span::new(at, at + length)));
            at += length;
        }
        (view, end)
    }

    /// The bytes of the text as given that a span stands for.
    pub(super) fn given(&self, span: Span) -> Span {
        let last = given(&self.runs, span.end.saturating_sub(1).max(span.start));
        Span::new(given(&self.runs, span.start).start, last.end)
    }

    /// The way of a piece of it to the text as given.
    pub(super) fn runs(&self, span: Span) -> Vec<Run> {
        let first = self.runs.partition_point(|run| run.cleaned <= span.start).saturating_sub(1);
        let rest = self.runs.get(first..).unwrap_or_default();
        let inside = rest.iter().take_while(|run| run.cleaned < span.end);
        inside
            .map(|run| {
                let from = run.cleaned.max(span.start);
                Run { cleaned: from - span.start, given: run.given_at(from), width: run.width }
            })
            .collect()
    }

    fn push(&mut self, character: char, given: Span) {
        let (cleaned, bytes) = (self.text.len(), character.len_utf8());
        self.text.to_mut().push(character);
        // The bytes of a character share those of its escape; the last one has what is left over.
        let width = given.len() / bytes;
        self.push_run(Run { cleaned, given: given.start, width });
        if width * bytes != given.len() {
            let before = (bytes - 1) * width;
            let (cleaned, given, width) = (cleaned + bytes - 1, given.start + before, given.len() - before);
            self.push_run(Run { cleaned, given, width });
        }
    }

    fn push_run(&mut self, next: Run) {
        let continues = self
            .runs
            .last()
            .is_some_and(|run| run.width == next.width && run.given_at(next.cleaned) == next.given);
        if !continues {
            self.runs.push(next);
        }
    }
}

/// The character at the start of a text that a server wrote into its log, and its length; none where that ends.
fn hex(text: &str) -> Option<(char, usize)> {
    match text.as_bytes() {
        [b'\\', b'x', a, b, ..] => {
            let byte = hexadecimal(*a, *b)?;
            // Of a longer character only its place counts.
            Some((if byte.is_ascii() { char::from(byte) } else { '?' }, 4))
        }
        [b'\\' | b'"' | 0..=0x1f, ..] => None,
        [..] => text.chars().next().map(|c| (c, c.len_utf8())),
    }
}

/// The character at the start of a percent-encoded text and its length; none where that ends.
fn percent(text: &str) -> Option<(char, usize)> {
    match text.as_bytes() {
        [b'%', a, b, ..] => match hexadecimal(*a, *b) {
            Some(byte) if byte.is_ascii() => Some((char::from(byte), 3)),
            Some(_) | None => Some(('%', 1)),
        },
        [b'+', ..] => Some((' ', 1)),
        [b'\\' | b'"' | b'&' | b'<' | b'>' | 0..=b' ', ..] => None,
        [..] => text.chars().next().map(|c| (c, c.len_utf8())),
    }
}

/// The byte of two hexadecimal digits.
pub(super) fn hexadecimal(a: u8, b: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(a)? << 4 | digit(b)?).ok()
}

/// Where the JSON string ends that the byte `at` stands in: at its quote, or where no string goes on.
fn string_end(bytes: &[u8], mut at: usize) -> usize {
    loop {
        at += match bytes.get(at..).unwrap_or_default() {
            [b'\\', b'u', digits @ ..]
                if digits.iter().take(4).filter(|b| b.is_ascii_hexdigit()).count() == 4 =>
            {
                6
            }
            [b'\\', b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => 2,
            [] | [b'"' | b'\\' | 0..=0x1f, ..] => return at,
            [_, ..] => 1,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_knows_its_place_however_often_it_was_escaped() {
        // Once, twice, and characters of 2, 3 and 4 bytes in escapes that do not divide evenly.
        let text = r#"{\"a\":\"\\u00e9\\n\u20ac\ud83d\ude00\\\"x\"}" tail"#;
        let (once, end) = View::of(text).unescaped(0, Escapes::Json);
        assert_eq!(&*once.text, "{\"a\":\"\\u00e9\\n\u{20ac}\u{1f600}\\\"x\"}");
        assert_eq!(text.get(end..), Some("\" tail"));
        assert!(!once.cut);
        let (twice, _) = once.unescaped(6, Escapes::Json);
        assert_eq!(&*twice.text, "\u{e9}\n\u{20ac}\u{1f600}\"x");
        let places: Vec<&str> = twice
            .text
            .char_indices()
            .map(|(at, c)| twice.given(Span::new(at, at + c.len_utf8())).of_str(text))
            .collect();
        assert_eq!(places, [r"\\u00e9", r"\\n", r"\u20ac", r"\ud83d\ude00", r#"\\\""#, "x"]);
        let runs = twice.runs(Span::new(2, 6));
        assert_eq!(given(&runs, 0).of_str(text), r"\\n");
    }

    #[test]
    fn a_string_ends_where_none_goes_on() {
        for (text, inside, cut) in [
            (r"{\x22", "{", true),
            ("{\\\"a\nb, and more than an escape", "{\\\"a", false),
            (r"{\u00", "{", true),
            ("{", "{", true),
        ] {
            let (view, end) = View::of(text).unescaped(0, Escapes::Json);
            assert_eq!((text.get(..end), view.cut), (Some(inside), cut), "{text}");
        }
    }

    #[test]
    fn percent_encoding_and_hexadecimal_escapes_are_undone_as_far_as_they_go() {
        for (escapes, text, inside, after, cut) in [
            (
                Escapes::Percent,
                "%7B%22a%22:+%22%C3%A9%25%22%7d&b=1, and more",
                "{\"a\": \"%C3%A9%\"}",
                "&b=1, and more",
                false,
            ),
            (Escapes::Percent, "{%22a%2", "{\"a%2", "", true),
            (Escapes::Percent, "{%22\u{e9}\" tail", "{\"\u{e9}", "\" tail", false),
            (Escapes::Hex, "{\\x22a\\x22:\\x5C\\x0a\\xC3\\xA9}\" tail", "{\"a\":\\\n??}", "\" tail", false),
            (Escapes::Hex, "{\\x22a\\x2", "{\"a", "\\x2", true),
            (Escapes::Hex, "{\\x22a\\n, and more of it", "{\"a", "\\n, and more of it", false),
        ] {
            let (view, end) = View::of(text).unescaped(0, escapes);
            assert_eq!((&*view.text, text.get(end..), view.cut), (inside, Some(after), cut), "{text}");
            for (at, byte) in view.text.bytes().enumerate() {
                let given = view.given(Span::byte(at)).of(text.as_bytes());
                let same = given == [byte] || (given == b"+" && byte == b' ');
                assert!(same || given.len() > 1, "{text}");
            }
        }
    }
}
