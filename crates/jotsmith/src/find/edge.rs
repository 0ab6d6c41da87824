//! The edge of a word among other text: what is no part of it stands before it, or an escape does, which ends in a letter
//! or a digit.
//!
//! In goes what stands before, out comes whether a word may begin. A bounded number of bytes is looked at.

/// Bytes of the longest escape that is known: the code of a colour.
const ESCAPE_BYTES: usize = 24;

/// How the code of a colour begins, as a terminal gets it (ECMA-48 section 5.4) and as logs write it.
const COLOURS: [&[u8]; 7] = [b"\x1b[", b"\\u001b[", b"\\u001B[", b"\\x1b[", b"\\x1B[", b"\\033[", b"\\e["];

/// Whether a word may begin after these bytes.
pub(super) fn is_edge(before: &[u8]) -> bool {
    match before {
        [] | [.., b'\\', b'n' | b'r' | b't'] => true,
        [.., b'%', a, b] | [.., b'\\', b'x', a, b] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => true,
        [.., b'\\', b'u', a, b, c, d] => [a, b, c, d].iter().all(|digit| digit.is_ascii_hexdigit()),
        [.., b'm'] => is_colour(before),
        [.., last] => !(last.is_ascii_alphanumeric() || matches!(last, b'-' | b'_' | b'.' | b'~')),
    }
}

/// Whether the code of a colour ends here.
fn is_colour(before: &[u8]) -> bool {
    let recent = before.get(before.len().saturating_sub(ESCAPE_BYTES)..).unwrap_or_default();
    let [codes @ .., b'm'] = recent else { return false };
    let numbers = codes.iter().rev().take_while(|byte| byte.is_ascii_digit() || **byte == b';').count();
    let begin = codes.get(..codes.len() - numbers).unwrap_or_default();
    COLOURS.iter().any(|colour| begin.ends_with(colour))
}

/// Bytes at the beginning of a word that belong to an escape before it; 0 where there is none. The word begins at
/// `start`, and what stands before it is no part of a word.
pub(super) fn escaped(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let before = start.checked_sub(1).and_then(|at| bytes.get(at));
    if !matches!(before, Some(b'\\' | b'%' | b'[' | b';')) {
        return 0;
    }
    let most = ESCAPE_BYTES.min(bytes.len() - start);
    (1..=most).find(|length| bytes.get(..start + length).is_some_and(is_edge)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_begins_after_what_is_no_part_of_it_and_after_an_escape() {
        for before in [
            "",
            " ",
            "\"",
            "=",
            "é",
            "\\n",
            "%22",
            "\\x22",
            "\\u0022",
            "\u{1b}[m",
            "\u{1b}[1;31m",
            "\\u001b[0m",
            "\\x1b[31m",
            "\\033[31m",
            "\\e[38;5;196m",
        ] {
            assert!(is_edge(before.as_bytes()), "{before:?}");
        }
        for before in [
            "a",
            "1",
            "-",
            "_",
            ".",
            "~",
            "m",
            "31m",
            "[31m",
            "n",
            "x22",
            "%2",
            "\\x2",
            "\\xyz",
            "\\u002",
            "\u{1b}31m",
        ] {
            assert!(!is_edge(before.as_bytes()), "{before:?}");
        }
    }

    #[test]
    fn what_an_escape_lends_to_a_word_is_counted() {
        for (before, word, count) in [
            ("\\", "nghp_", 1),
            ("\\", "x22ghp_", 3),
            ("\\", "u0022ghp_", 5),
            ("%", "22ghp_", 2),
            ("\u{1b}[", "31mghp_", 3),
            ("\u{1b}[1;", "31mghp_", 3),
            ("\\u001b[", "0mghp_", 2),
            (" ", "x22ghp_", 0),
            ("[", "31mghp_", 0),
            ("", "ghp_", 0),
        ] {
            assert_eq!(escaped(&format!("{before}{word}"), before.len()), count, "{before:?} {word}");
        }
    }
}
