//! UTF-8, checked with the place of the first byte that is none.

/// The bytes as text.
///
/// # Errors
/// The offset of the first byte that does not belong, from 0.
pub fn parse(bytes: &[u8]) -> Result<&str, usize> {
    core::str::from_utf8(bytes).map_err(|fault| fault.valid_up_to())
}

/// The longest piece from the start that is text, and the offset of the first byte that does not belong.
pub fn read(bytes: &[u8]) -> (&str, Option<usize>) {
    match core::str::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(fault) => {
            let good = bytes.get(..fault.valid_up_to()).unwrap_or_default();
            (core::str::from_utf8(good).unwrap_or_default(), Some(fault.valid_up_to()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_first_byte_that_is_no_utf8() {
        assert_eq!(parse(b"ab\xffcd"), Err(2));
        assert_eq!(read("aé\u{0}".as_bytes()), ("aé\0", None));
        assert_eq!(read(b"a\xc3"), ("a", Some(1)));
    }
}
