//! JSON strings: undoing escapes, and writing them.
#![expect(
    clippy::inline_always,
    reason = "measured: without it a verification of HS256 takes a twentieth more"
)]

use core::fmt::Write;

use crate::reason::escape::{is_hostile, write_unicode_escape};

/// One step through the inside of a JSON string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A character, plain or escaped.
    Char(char),
    /// An unpaired surrogate escape.
    LoneSurrogate,
}

/// The characters of the inside of a JSON string whose escapes are known to be well formed.
#[derive(Clone, Debug)]
pub(crate) struct Pieces<'t>(core::str::Chars<'t>);

impl<'t> Pieces<'t> {
    pub(crate) fn new(inside: &'t str) -> Self {
        Self(inside.chars())
    }

    fn hex4(&mut self) -> u32 {
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit * 16 + self.0.next().and_then(|c| c.to_digit(16)).unwrap_or_default();
        }
        unit
    }
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let c = self.0.next()?;
        if c != '\\' {
            return Some(Piece::Char(c));
        }
        let plain = match self.0.next()? {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let unit = self.hex4();
                if let Some(c) = char::from_u32(unit) {
                    return Some(Piece::Char(c));
                }
                let mut ahead = self.clone();
                if unit < 0xdc00 && ahead.0.next() == Some('\\') && ahead.0.next() == Some('u') {
                    let low = ahead.hex4();
                    if (0xdc00..0xe000).contains(&low) {
                        *self = ahead;
                        let point = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                        return Some(char::from_u32(point).map_or(Piece::LoneSurrogate, Piece::Char));
                    }
                }
                return Some(Piece::LoneSurrogate);
            }
            other => other,
        };
        Some(Piece::Char(plain))
    }
}

const ONES: u64 = u64::from_le_bytes([0x01; 8]);
const HIGHS: u64 = u64::from_le_bytes([0x80; 8]);
const QUOTES: u64 = u64::from_le_bytes([b'"'; 8]);

/// The first quote from `at` on: the end of a string in a text without escapes. A short string ends within the first
/// eight bytes.
#[inline(always)]
pub(super) fn closing_quote(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at..).and_then(<[u8]>::first_chunk::<8>).and_then(quote) {
        Some(found) => Some(at + found),
        None => closing_quote_of_long(bytes, at),
    }
}

/// The same, of a long string: whole registers are passed by as long as they hold no quote.
#[inline]
fn closing_quote_of_long(bytes: &[u8], mut at: usize) -> Option<usize> {
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<16>) {
        if chunk.iter().fold(0, |found, byte| found | u8::from(*byte == b'"')) != 0 {
            break;
        }
        at += 16;
    }
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        if let Some(found) = quote(chunk) {
            return Some(at + found);
        }
        at += 8;
    }
    bytes.get(at..)?.iter().position(|byte| *byte == b'"').map(|further| at + further)
}

/// The first quote among eight bytes. The lowest bit that the subtraction leaves is always a true one.
#[inline(always)]
const fn quote(chunk: &[u8; 8]) -> Option<usize> {
    let word = u64::from_le_bytes(*chunk) ^ QUOTES;
    let found = word.wrapping_sub(ONES) & !word & HIGHS;
    if found == 0 { None } else { Some(found.trailing_zeros() as usize / 8) }
}

/// The inside of a JSON string with its escapes undone; an unpaired surrogate becomes U+FFFD.
pub fn unescaped(inside: &str) -> String {
    Pieces::new(inside)
        .map(|piece| match piece {
            Piece::Char(c) => c,
            Piece::LoneSurrogate => char::REPLACEMENT_CHARACTER,
        })
        .collect()
}

/// The text as a JSON string with quotes; hostile characters are written as escapes, so that the result can be shown.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push_quoted(&mut out, text);
    out
}

/// Appends the text as a JSON string, hostile characters as escapes.
pub(crate) fn push_quoted(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if is_hostile(c) => {
                // Writing to a String cannot fail.
                write_unicode_escape(out, c).unwrap_or_default();
            }
            c => out.write_char(c).unwrap_or_default(),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::{closing_quote, unescaped};

    #[test]
    fn a_surrogate_counts_only_before_the_other_half() {
        for (inside, meant) in [
            (r"\ud83d\udd11", "\u{1f511}"),
            (r"\udc00\udc00", "\u{fffd}\u{fffd}"),
            (r"\ud800\ud800", "\u{fffd}\u{fffd}"),
            (r"\ud800\ue000", "\u{fffd}\u{e000}"),
            (r"\ud800x", "\u{fffd}x"),
            (r"\udbff\udfff", "\u{10ffff}"),
            (r"\ud800\udc00", "\u{10000}"),
        ] {
            assert_eq!(unescaped(inside), meant, "{inside}");
        }
    }

    #[test]
    fn finds_the_first_quote_wherever_it_stands() {
        for length in 0..80 {
            for start in 0..10 {
                let text = format!(
                    "{}\"{}",
                    "x!#".chars().cycle().take(start + length).collect::<String>(),
                    "\"y".repeat(20)
                );
                assert_eq!(closing_quote(text.as_bytes(), start), Some(start + length));
            }
            assert_eq!(closing_quote("#".repeat(length).as_bytes(), 0), None);
            assert_eq!(closing_quote(format!("{}\"", "é".repeat(length)).as_bytes(), 0), Some(2 * length));
        }
    }
}
