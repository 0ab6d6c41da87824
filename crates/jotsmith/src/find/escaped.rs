//! A text as it is given, or what a JSON string in it says, with the byte of the given text that each byte stands at.
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
}

/// The longest escape: two units of UTF-16.
const ESCAPE: usize = 12;

impl<'t> View<'t> {
    /// The text as given.
    pub(super) fn of(text: &'t str) -> Self {
        Self { text: Cow::Borrowed(text), runs: vec![Run { cleaned: 0, given: 0, width: 1 }], cut: true }
    }

    /// What the rest of a JSON string says from `start` on, and where it ends: at a quote, or where no string goes on.
    pub(super) fn unescaped(&self, start: usize) -> (View<'static>, usize) {
        let end = string_end(self.text.as_bytes(), start);
        let inside = Span::new(start, end).of_str(&self.text);
        let mut view = View {
            text: Cow::Owned(String::with_capacity(inside.len())),
            runs: Vec::new(),
            cut: self.cut && end + ESCAPE > self.text.len() && self.text.as_bytes().get(end) != Some(&b'"'),
        };
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
        let (once, end) = View::of(text).unescaped(0);
        assert_eq!(&*once.text, "{\"a\":\"\\u00e9\\n\u{20ac}\u{1f600}\\\"x\"}");
        assert_eq!(text.get(end..), Some("\" tail"));
        assert!(!once.cut);
        let (twice, _) = once.unescaped(6);
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
            let (view, end) = View::of(text).unescaped(0);
            assert_eq!((text.get(..end), view.cut), (Some(inside), cut), "{text}");
        }
    }
}
