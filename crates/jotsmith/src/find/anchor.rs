//! Where a token may begin: the base64url of an opening brace, at the edge of a word.
//!
//! In goes the text, out comes the offset of the next place. Every check looks at a bounded number of bytes, so that
//! hostile text costs one pass.

use super::edge::is_edge;

/// Characters of a header that are looked at: enough for `{`, white space and the first quote.
const LOOKED_AT: usize = 24;

/// The next place at or after `from` where a token may begin.
pub(super) fn next(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(found) = bytes.get(at..)?.iter().position(|byte| *byte == b'e') {
        at += found;
        if is_at(text, at) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Whether a token may begin here: the word edge is before it, and a JSON object begins in it.
pub(super) fn is_at(text: &str, at: usize) -> bool {
    let Some((before, from)) = text.as_bytes().split_at_checked(at) else { return false };
    begins_object(from) && is_edge(before)
}

/// Whether the base64url at the start of `bytes` decodes to `{`, white space, and a quote or the closing brace.
fn begins_object(bytes: &[u8]) -> bool {
    let mut bits = 0_u32;
    let mut held = 0;
    let mut decoded = 0_usize;
    for byte in bytes.iter().take(LOOKED_AT) {
        let Some(digit) = digit(*byte) else { return false };
        bits = bits << 6 | digit;
        held += 6;
        if held < 8 {
            continue;
        }
        held -= 8;
        let [.., byte] = (bits >> held).to_be_bytes();
        bits &= (1 << held) - 1;
        match (decoded, byte) {
            (0, b'{') | (1.., b' ' | b'\t' | b'\n' | b'\r') => decoded += 1,
            (1.., b'"' | b'}') => return true,
            _ => return false,
        }
    }
    false
}

const fn digit(byte: u8) -> Option<u32> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'-' | b'+' => 62,
        b'_' | b'/' => 63,
        _ => return None,
    } as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn begins_where_a_json_object_begins_at_the_edge_of_a_word() {
        for (text, at) in [
            ("eyJhbGciOiJIUzI1NiJ9", 0),
            ("e30.e30.", 0),
            ("ewogICJhbGciOiJIUzI1NiJ9.", 0),
            ("x=eyJhbGci", 2),
            ("%20eyJhbGci", 3),
            (r"\neyJhbGci", 2),
            (r"\u003deyJhbGci", 6),
            (r"\x22eyJhbGci", 4),
            ("\x1b[31meyJhbGci", 5),
            ("/eyJhbGci", 1),
            ("ééeyJhbGci", 4),
        ] {
            assert_eq!(next(text, 0), Some(at), "{text}");
        }
    }

    #[test]
    fn does_not_begin_inside_a_word_or_in_one_that_is_no_json() {
        for text in
            ["", "e", "ey", "eyewitness.news.com", "a.eyJhbGci", "XeyJhbGci", "_eyJhbGci", "example.com"]
        {
            assert_eq!(next(text, 0), None, "{text}");
        }
    }
}
