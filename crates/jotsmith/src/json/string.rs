//! JSON strings: undoing escapes, and writing them.

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
