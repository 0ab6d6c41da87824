//! Raw secrets: bytes that are wiped when they are dropped, and the four encodings they are written in.

use core::fmt;

use zeroize::{Zeroize, Zeroizing};

use super::KeyError;
use super::base64;
use crate::reason::{Code, Reason};
use crate::text::base64url;

/// The bytes of a secret. Wiped on drop; `Debug` shows the size; there is no `==`.
#[derive(Clone)]
pub struct Secret(Vec<u8>);

impl Secret {
    /// A copy of the bytes.
    pub fn new(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }

    /// The secret of no bytes: no key is made of it.
    pub(super) const fn empty() -> Self {
        Self(Vec::new())
    }

    /// Reads the text in the encoding.
    ///
    /// # Errors
    /// `secret-malformed`, naming the first byte that does not belong.
    ///
    /// ```
    /// use jotsmith::key::{Encoding, Secret};
    ///
    /// let secret = Secret::parse(Encoding::Hex, "00ff10")?;
    /// assert_eq!(secret.bytes(), [0x00, 0xff, 0x10]);
    /// let fault = Secret::parse(Encoding::Hex, "00fg10").unwrap_err();
    /// assert_eq!(fault.to_string(), "The secret is not hex: byte 4 does not belong.");
    /// # Ok::<(), jotsmith::key::KeyError>(())
    /// ```
    pub fn parse(encoding: Encoding, text: &str) -> Result<Self, KeyError> {
        let bytes = match encoding {
            Encoding::Utf8 => Ok(text.as_bytes().to_vec()),
            Encoding::Base64 => base64::decode(text.as_bytes()),
            Encoding::Base64url => base64::decode_url(text.as_bytes()),
            Encoding::Hex => hex(text.as_bytes()),
        };
        match bytes {
            Ok(bytes) => Ok(Self(bytes)),
            Err(fault) => Err(Reason::new(Code::SecretMalformed)
                .expected(encoding.as_str())
                .found(fault.to_string())
                .into()),
        }
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The secret written in the encoding; none where its bytes are no UTF-8 and `utf8` is asked for.
    pub fn written(&self, encoding: Encoding) -> Option<Zeroizing<String>> {
        let text = match encoding {
            Encoding::Utf8 => core::str::from_utf8(self.bytes()).ok()?.to_owned(),
            Encoding::Base64 => base64::encode(self.bytes()),
            Encoding::Base64url => base64url::encode(self.bytes()),
            Encoding::Hex => {
                let digits = self.bytes().iter().flat_map(|byte| [byte >> 4, byte & 15]);
                // What does not grow leaves no copy behind.
                let mut text = String::with_capacity(2 * self.bytes().len());
                text.extend(digits.filter_map(|digit| char::from_digit(digit.into(), 16)));
                text
            }
        };
        Some(Zeroizing::new(text))
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({} bytes)", self.0.len())
    }
}

/// How a secret is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// The bytes of the text itself.
    Utf8,
    /// RFC 4648 section 4, with padding or without.
    Base64,
    /// RFC 4648 section 5, with padding or without.
    Base64url,
    /// RFC 4648 section 8, in either case.
    Hex,
}

impl Encoding {
    /// All of them, in the order they are offered.
    pub const ALL: &[Self] = &[Self::Utf8, Self::Base64, Self::Base64url, Self::Hex];

    /// The name, as the command line and the page write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 => "utf8",
            Self::Base64 => "base64",
            Self::Base64url => "base64url",
            Self::Hex => "hex",
        }
    }

    /// The encoding of this name. Names compare exactly.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|encoding| encoding.as_str() == name)
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

fn hex(text: &[u8]) -> Result<Vec<u8>, base64::Fault> {
    let digit = |at: usize, byte: u8| match char::from(byte).to_digit(16) {
        Some(digit) => Ok(u8::try_from(digit).unwrap_or_default()),
        None => Err(base64::Fault::Foreign { at }),
    };
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len() / 2));
    for (index, pair) in text.chunks(2).enumerate() {
        match pair {
            [high, low] => bytes.push(digit(2 * index, *high)? << 4 | digit(2 * index + 1, *low)?),
            [single] => {
                digit(2 * index, *single)?;
                return Err(base64::Fault::Incomplete);
            }
            _ => {}
        }
    }
    Ok(core::mem::take(&mut *bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(encoding: Encoding, text: &str) -> (Code, String) {
        let fault = Secret::parse(encoding, text).unwrap_err();
        (fault.code(), fault.to_string())
    }

    #[test]
    fn reads_the_same_bytes_in_four_encodings() {
        for (encoding, text) in [
            (Encoding::Base64, "+/8="),
            (Encoding::Base64, "+/8"),
            (Encoding::Base64url, "-_8"),
            (Encoding::Base64url, "-_8="),
            (Encoding::Hex, "fbFF"),
        ] {
            assert_eq!(Secret::parse(encoding, text).unwrap().bytes(), [0xfb, 0xff], "{encoding} {text}");
        }
        assert_eq!(Secret::parse(Encoding::Utf8, "é=").unwrap().bytes(), [0xc3, 0xa9, b'=']);
    }

    #[test]
    fn writes_what_it_reads() {
        let secret = Secret::new(&[0xfb, 0xff]);
        for (encoding, text) in
            [(Encoding::Base64, "+/8="), (Encoding::Base64url, "-_8"), (Encoding::Hex, "fbff")]
        {
            assert_eq!(secret.written(encoding).unwrap().as_str(), text);
        }
        assert!(secret.written(Encoding::Utf8).is_none());
        assert_eq!(Secret::new(b"key").written(Encoding::Utf8).unwrap().as_str(), "key");
    }

    #[test]
    fn what_is_written_does_not_grow_and_so_leaves_no_copy_behind() {
        let secret = Secret::new(&[0x61; 1000]);
        for (encoding, texts) in
            [(Encoding::Utf8, 1), (Encoding::Base64, 2), (Encoding::Base64url, 1), (Encoding::Hex, 1)]
        {
            let used = allocation_counter::measure(|| drop(secret.written(encoding)));
            assert_eq!(used.count_total, texts, "{encoding}");
        }
    }

    #[test]
    fn names_the_byte_that_does_not_belong() {
        let code = Code::SecretMalformed;
        for (encoding, text, says) in [
            (Encoding::Base64, "ab-d", "The secret is not base64: byte 3 does not belong."),
            (Encoding::Base64url, "ab/d", "The secret is not base64url: byte 3 does not belong."),
            (Encoding::Base64, "ab=d", "The secret is not base64: byte 3 does not belong."),
            (Encoding::Base64, "abcd====", "The secret is not base64: byte 5 does not belong."),
            (Encoding::Base64, "abc\n", "The secret is not base64: byte 4 does not belong."),
            (Encoding::Base64, "abcde", "The secret is not base64: its last character stands alone."),
            (
                Encoding::Base64,
                "ab",
                "The secret is not base64: bits that no byte uses are not 0 in its last character.",
            ),
            (Encoding::Hex, "abc", "The secret is not hex: its last character stands alone."),
            (Encoding::Hex, "0x", "The secret is not hex: byte 2 does not belong."),
        ] {
            assert_eq!(fault(encoding, text), (code, says.to_owned()), "{text}");
        }
    }

    #[test]
    fn debug_shows_the_size_only() {
        assert_eq!(format!("{:?}", Secret::new(b"hunter2")), "Secret(7 bytes)");
    }

    #[test]
    fn encodings_are_named_exactly() {
        for encoding in Encoding::ALL {
            assert_eq!(Encoding::named(encoding.as_str()), Some(*encoding));
        }
        assert_eq!(Encoding::named("HEX"), None);
    }
}
