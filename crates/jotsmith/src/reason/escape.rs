//! Hostile characters made visible.
//!
//! In goes foreign text, out goes text that a terminal, a log and a page show as it is: controls, direction marks,
//! zero-width and tag characters appear as `\uXXXX`, those above U+FFFF as a surrogate pair. Nothing else changes.

use core::fmt::{self, Write};

use crate::limits::{COMPARED_CHARACTERS, QUOTED_CHARACTERS};

/// Whether a character may change how the text around it is shown: C0, DEL, C1, and every Cf, Zl and Zp character.
pub const fn is_hostile(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}'
        | '\u{890}'..='\u{891}' | '\u{8e2}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}'
        | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0001}'
        | '\u{e0020}'..='\u{e007f}')
}

/// Writes one character as `\uXXXX`, as a surrogate pair above U+FFFF.
///
/// # Errors
/// Only those of the writer.
pub fn write_unicode_escape(out: &mut impl Write, c: char) -> fmt::Result {
    let mut units = [0_u16; 2];
    for unit in c.encode_utf16(&mut units) {
        write!(out, "\\u{unit:04x}")?;
    }
    Ok(())
}

/// Foreign text with every hostile character written as an escape.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        push_visible(&mut out, c);
    }
    out
}

/// At most [`QUOTED_CHARACTERS`] characters of foreign text, escaped, in double quotes, with `…` where it was cut.
pub fn quoted(text: &str) -> String {
    quoted_up_to(text, QUOTED_CHARACTERS)
}

/// At most [`COMPARED_CHARACTERS`] characters of a value that is compared with what the caller expects, quoted alike.
pub fn compared(text: &str) -> String {
    quoted_up_to(text, COMPARED_CHARACTERS)
}

fn quoted_up_to(text: &str, most: usize) -> String {
    let mut out = String::from("\"");
    for (count, c) in text.chars().enumerate() {
        if count == most {
            out.push('…');
            break;
        }
        push_visible(&mut out, c);
    }
    out.push('"');
    out
}

/// One byte of foreign input as an error names it: `'*'`, or `0x1b` where it is no printable ASCII character.
pub fn quoted_byte(byte: u8) -> String {
    if byte.is_ascii_graphic() { format!("'{}'", char::from(byte)) } else { format!("0x{byte:02x}") }
}

fn push_visible(out: &mut String, c: char) {
    if is_hostile(c) {
        // Writing to a String cannot fail.
        write_unicode_escape(out, c).unwrap_or_default();
    } else {
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_controls_direction_marks_and_tags_as_escapes() {
        assert_eq!(visible("a\u{1b}[31m\u{202e}b\u{200b}\u{e0041}"), r"a\u001b[31m\u202eb\u200b\udb40\udc41");
        assert_eq!(visible("C1 \u{9b} DEL \u{7f} LS \u{2028}"), r"C1 \u009b DEL \u007f LS \u2028");
    }

    #[test]
    fn leaves_ordinary_text_of_any_script_alone() {
        assert_eq!(visible("Grüße 日本語 🔑 'x' \"y\""), "Grüße 日本語 🔑 'x' \"y\"");
    }

    #[test]
    fn quotes_at_most_sixteen_characters() {
        assert_eq!(quoted("0123456789abcdefg"), "\"0123456789abcdef…\"");
        assert_eq!(quoted("0123456789abcdef"), "\"0123456789abcdef\"");
    }

    #[test]
    fn names_a_byte_that_cannot_be_printed_by_its_number() {
        assert_eq!(quoted_byte(b'*'), "'*'");
        assert_eq!(quoted_byte(0x1b), "0x1b");
        assert_eq!(quoted_byte(b' '), "0x20");
    }
}
