//! The piece of a text that is held: its bytes as text, its end, and the place of each byte.

use std::borrow::Cow;

/// Stands for a byte that is no UTF-8, so that every other byte keeps its place. A token ends at it.
const NO_TEXT: u8 = b'<';

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    /// The line, from 1.
    pub(super) line: u64,
    /// The character of the line, from 1.
    pub(super) column: u64,
    /// The byte, from 0.
    pub(super) offset: u64,
}

impl Position {
    /// The first byte.
    pub(super) const START: Self = Self { line: 1, column: 1, offset: 0 };

    /// The place after these bytes.
    #[must_use]
    pub(super) fn after(mut self, bytes: &[u8]) -> Self {
        for byte in bytes {
            self.offset += 1;
            match byte {
                b'\n' => {
                    self.line += 1;
                    self.column = 1;
                }
                // The later bytes of a character.
                0x80..=0xbf => {}
                _ => self.column += 1,
            }
        }
        self
    }
}

/// The bytes as a text as long as they are.
pub(super) fn readable(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| char::from(NO_TEXT)));
    }
    Cow::Owned(text)
}

/// Whether a byte can stand in a token or a credential.
pub(super) const fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'+' | b'/' | b'=' | b'%')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_keeps_its_place() {
        assert_eq!(readable(b"a\xff\xfeb\xc3"), "a<<b<");
        assert_eq!(readable("aé".as_bytes()), "aé");
    }

    #[test]
    fn columns_count_characters_and_offsets_bytes() {
        let place = Position::START.after("é\nüb".as_bytes());
        assert_eq!(place, Position { line: 2, column: 3, offset: 6 });
    }
}
