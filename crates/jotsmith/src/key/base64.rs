//! Base64 as secrets and PEM are written: the standard alphabet (RFC 4648 section 4) and the one for URLs, with or
//! without padding, and otherwise as strict as the tokens are. White space is the caller's to take out.

use core::fmt;

use crate::text::base64url;

/// What is wrong with the text. It tells offsets and no character: the text may be a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// A byte that does not belong, or padding in a wrong place.
    Foreign {
        /// Its offset, from 0.
        at: usize,
    },
    /// The last character stands for a part of a byte.
    Incomplete,
    /// Bits of the last character that no byte uses are not 0.
    UnusedBits,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign { at } => write!(f, "byte {} does not belong", at + 1),
            Self::Incomplete => f.write_str("its last character stands alone"),
            Self::UnusedBits => f.write_str("bits that no byte uses are not 0 in its last character"),
        }
    }
}

impl From<base64url::Fault> for Fault {
    fn from(fault: base64url::Fault) -> Self {
        match fault {
            base64url::Fault::Alphabet { at, .. } | base64url::Fault::Padding { at } => Self::Foreign { at },
            base64url::Fault::Length { .. } => Self::Incomplete,
            base64url::Fault::UnusedBits { .. } => Self::UnusedBits,
        }
    }
}

/// Decodes the standard alphabet.
pub(super) fn decode(text: &[u8]) -> Result<Vec<u8>, Fault> {
    if let Some(at) = text.iter().position(|byte| matches!(byte, b'-' | b'_')) {
        return Err(Fault::Foreign { at });
    }
    let url: Vec<u8> = text
        .iter()
        .map(|byte| match byte {
            b'+' => b'-',
            b'/' => b'_',
            byte => *byte,
        })
        .collect();
    let url = zeroize::Zeroizing::new(url);
    decode_url(&url)
}

/// Decodes the alphabet for URLs.
pub(super) fn decode_url(text: &[u8]) -> Result<Vec<u8>, Fault> {
    Ok(base64url::decode(unpadded(text))?)
}

/// The bytes in the standard alphabet, padded. They may be a secret: only what is returned is left to be wiped.
pub(super) fn encode(bytes: &[u8]) -> String {
    let url = zeroize::Zeroizing::new(base64url::encode(bytes));
    let mut text = String::with_capacity(url.len().next_multiple_of(4));
    for c in url.chars() {
        text.push(match c {
            '-' => '+',
            '_' => '/',
            c => c,
        });
    }
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

/// The text without the padding that fills its last group of four; any other equals sign stays and is refused.
fn unpadded(text: &[u8]) -> &[u8] {
    if !text.len().is_multiple_of(4) {
        return text;
    }
    text.strip_suffix(b"==").or_else(|| text.strip_suffix(b"=")).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_is_taken_only_where_it_fills_a_group() {
        assert_eq!(decode(b"Zg=="), Ok(b"f".to_vec()));
        assert_eq!(decode(b"Zg"), Ok(b"f".to_vec()));
        assert_eq!(decode(b"Zm8="), Ok(b"fo".to_vec()));
        assert_eq!(decode(b"Zg="), Err(Fault::Foreign { at: 2 }));
        assert_eq!(decode(b"Zm9v===="), Err(Fault::Foreign { at: 4 }));
        assert_eq!(decode(b"===="), Err(Fault::Foreign { at: 0 }));
        assert_eq!(decode(b""), Ok(Vec::new()));
    }

    #[test]
    fn both_alphabets_stay_apart() {
        assert_eq!(decode(b"+/8="), Ok(vec![0xfb, 0xff]));
        assert_eq!(decode(b"-_8="), Err(Fault::Foreign { at: 0 }));
        assert_eq!(decode_url(b"+/8="), Err(Fault::Foreign { at: 0 }));
        assert_eq!(encode(&[0xfb, 0xff]), "+/8=");
    }
}
