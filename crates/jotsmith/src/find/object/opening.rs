//! How an object begins: a brace, white space, and the quote of its first member, each as it is or in an escape.
//!
//! In goes a place of a text, out comes what stands there. Nothing is read beyond the quote.

use crate::find::escaped::{Escapes, hexadecimal};
use crate::limits::ESCAPE_DEPTH;

/// What follows an opening brace.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// Nothing but white space to the end of the text.
    Cut,
    /// A quote in an escape: the object stands in something that has these.
    Escaped(Escapes),
    /// Something else: no object with members.
    None,
    /// A quote.
    Plain,
}

/// An object whose first quote stands in an escape.
pub(super) struct Begin {
    /// Where its brace stands.
    pub(super) start: usize,
    /// One past its brace.
    pub(super) after: usize,
    pub(super) escapes: Escapes,
}

/// The next opening brace.
pub(super) fn brace(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..)?.iter().position(|byte| *byte == b'{').map(|further| at + further)
}

/// The next object whose first quote stands in an escape.
pub(super) fn next_escaped(bytes: &[u8], mut at: usize) -> Option<Begin> {
    loop {
        let start = at + bytes.get(at..)?.iter().position(|byte| matches!(byte, b'{' | b'%'))?;
        let rest = bytes.get(start..)?;
        let length = match percent(rest) {
            Percent::Is(b'{', length) => length,
            Percent::No if rest.starts_with(b"{") => 1,
            Percent::Cut | Percent::Is(..) | Percent::No => {
                at = start + 1;
                continue;
            }
        };
        at = start + length;
        if let Opening::Escaped(escapes) = opening(bytes, at) {
            return Some(Begin { start, after: at, escapes });
        }
    }
}

/// Looks past white space and its escapes, from the end of a brace on, for the quote of the first member.
pub(super) fn opening(bytes: &[u8], after: usize) -> Opening {
    let mut rest = bytes.get(after..).unwrap_or_default();
    let mut escaped = false;
    loop {
        rest = match rest {
            [] => return Opening::Cut,
            [b' ' | b'\t' | b'\n' | b'\r', rest @ ..] => rest,
            [b'"', ..] => return if escaped { Opening::None } else { Opening::Plain },
            [b'\\', ..] => {
                escaped = true;
                let slashes = rest.iter().take_while(|byte| **byte == b'\\').count();
                match (rest.get(slashes..).unwrap_or_default(), slashes) {
                    ([] | [b'x'] | [b'x', _], _) => return Opening::Cut,
                    ([b'n' | b'r' | b't', rest @ ..], _) => rest,
                    // Many writers of JSON in pages and logs write a quote so.
                    ([b'"', ..] | [b'u', b'0', b'0', b'2', b'2', ..], _) => {
                        return Opening::Escaped(Escapes::Json);
                    }
                    ([b'x', a, b, rest @ ..], 1) => match hexadecimal(*a, *b) {
                        Some(b' ' | b'\t' | b'\n' | b'\r') => rest,
                        Some(b'"' | b'\\') => return Opening::Escaped(Escapes::Hex),
                        Some(_) | None => return Opening::None,
                    },
                    ([b'x', ..], _) => return Opening::Escaped(Escapes::Json),
                    ([_, ..], _) => return Opening::None,
                }
            }
            // A form writes a space so.
            [b'+', rest @ ..] => {
                escaped = true;
                rest
            }
            [b'%', ..] => {
                escaped = true;
                match percent(rest) {
                    Percent::Cut => return Opening::Cut,
                    Percent::Is(b' ' | b'\t' | b'\n' | b'\r', length) => {
                        rest.get(length..).unwrap_or_default()
                    }
                    Percent::Is(b'"' | b'\\', _) => return Opening::Escaped(Escapes::Percent),
                    Percent::Is(..) | Percent::No => return Opening::None,
                }
            }
            [_, ..] => return Opening::None,
        };
    }
}

/// A percent escape.
enum Percent {
    /// The end of the text cuts it.
    Cut,
    /// The byte that it stands for, and its length.
    Is(u8, usize),
    /// It is none.
    No,
}

/// The percent escape (RFC 3986 section 2.1) at the start of a text, encoded once or several times: `%22`, `%2522`.
fn percent(text: &[u8]) -> Percent {
    let Some((b'%', mut rest)) = text.split_first() else { return Percent::No };
    for _ in 1..ESCAPE_DEPTH {
        rest = rest.strip_prefix(b"25").unwrap_or(rest);
    }
    match rest {
        [] => Percent::Cut,
        [digit] if digit.is_ascii_hexdigit() => Percent::Cut,
        [a, b, rest @ ..] => {
            hexadecimal(*a, *b).map_or(Percent::No, |byte| Percent::Is(byte, text.len() - rest.len()))
        }
        [_] => Percent::No,
    }
}
