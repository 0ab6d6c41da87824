//! Where in a token something is: part, byte span, JSON pointer.

use core::fmt;

use crate::limits::POINTER_BYTES;

/// A half-open range of UTF-8 bytes, from 0, in the text as it was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The span of one byte.
    pub const fn byte(at: usize) -> Self {
        Self { start: at, end: at + 1 }
    }

    /// Number of bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span holds no byte.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The bytes of `bytes` that the span covers; none where it reaches outside.
    #[inline]
    pub fn of(self, bytes: &[u8]) -> &[u8] {
        bytes.get(self.start..self.end).unwrap_or_default()
    }

    /// The text of `text` that the span covers; none where it reaches outside or cuts a character.
    #[inline]
    pub fn of_str(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// The same span moved right by `by` bytes.
    #[must_use]
    pub const fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }
}

/// A part of a token, or what stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Part {
    /// The token as a whole.
    Token,
    /// The protected header.
    Header,
    /// The unprotected header.
    Unprotected,
    /// The payload.
    Payload,
    /// The signature, or the MAC.
    Signature,
    /// The protected header of one signature of several.
    HeaderOf(usize),
    /// The unprotected header of one signature of several.
    UnprotectedOf(usize),
    /// One signature of several.
    SignatureOf(usize),
    /// One recipient of several.
    Recipient(usize),
    /// The encrypted key of a JWE.
    EncryptedKey,
    /// The initialization vector of a JWE.
    InitializationVector,
    /// The ciphertext of a JWE.
    Ciphertext,
    /// The authentication tag of a JWE.
    Tag,
    /// One disclosure of an SD-JWT.
    Disclosure(usize),
    /// The key binding JWT of an SD-JWT.
    KeyBinding,
    /// One of the keys that were given.
    Key(usize),
    /// The policy file.
    Policy,
}

impl fmt::Display for Part {
    /// The part as people read it; [`Part::code`] is for programs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Token => f.write_str("token"),
            Self::Header => f.write_str("header"),
            Self::Unprotected => f.write_str("unprotected header"),
            Self::Payload => f.write_str("payload"),
            Self::Signature => f.write_str("signature"),
            Self::HeaderOf(i) => write!(f, "header of signature {}", i + 1),
            Self::UnprotectedOf(i) => write!(f, "unprotected header of signature {}", i + 1),
            Self::SignatureOf(i) => write!(f, "signature {}", i + 1),
            Self::Recipient(i) => write!(f, "recipient {}", i + 1),
            Self::EncryptedKey => f.write_str("encrypted key"),
            Self::InitializationVector => f.write_str("initialization vector"),
            Self::Ciphertext => f.write_str("ciphertext"),
            Self::Tag => f.write_str("authentication tag"),
            Self::Disclosure(i) => write!(f, "disclosure {}", i + 1),
            Self::KeyBinding => f.write_str("key binding"),
            Self::Key(i) => write!(f, "key {}", i + 1),
            Self::Policy => f.write_str("policy"),
        }
    }
}

impl Part {
    /// Whether it is a header, protected or not.
    pub const fn is_header(self) -> bool {
        matches!(self, Self::Header | Self::Unprotected | Self::HeaderOf(_) | Self::UnprotectedOf(_))
    }

    /// The number of the signature that it belongs to, from 0, in general serialization.
    pub const fn of_signature(self) -> Option<usize> {
        if let Self::HeaderOf(index) | Self::UnprotectedOf(index) | Self::SignatureOf(index) = self {
            Some(index)
        } else {
            None
        }
    }

    /// The part as the verdict names it: `payload`, `signature[1]`, `key[0]`.
    pub fn code(self) -> String {
        match self {
            Self::Token
            | Self::Header
            | Self::Payload
            | Self::Signature
            | Self::Ciphertext
            | Self::Policy => self.to_string(),
            Self::Unprotected => "unprotected".into(),
            // A signature of several is one place: the pointer says which member of it.
            Self::HeaderOf(i) | Self::UnprotectedOf(i) | Self::SignatureOf(i) => format!("signature[{i}]"),
            Self::Recipient(i) => format!("recipient[{i}]"),
            Self::EncryptedKey => "encrypted-key".into(),
            Self::InitializationVector => "iv".into(),
            Self::Tag => "tag".into(),
            Self::Disclosure(i) => format!("disclosure[{i}]"),
            Self::KeyBinding => "kb".into(),
            Self::Key(i) => format!("key[{i}]"),
        }
    }
}

/// Where a reason points.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// The part of the token.
    pub part: Part,
    /// JSON pointer (RFC 6901) inside the part, where the part is JSON.
    pub pointer: Option<String>,
    /// Bytes of the text as given.
    pub span: Option<Span>,
    /// First byte inside the part as it stands in the token (base64url not undone), counted from 0.
    pub part_byte: Option<usize>,
    /// Bytes of the decoded part. Whoever knows where the part stands turns them into `span`.
    pub decoded: Option<Span>,
}

impl Place {
    /// A part as a whole.
    pub const fn part(part: Part) -> Self {
        Self { part, pointer: None, span: None, part_byte: None, decoded: None }
    }

    /// A member of the protected header.
    pub fn header(name: &str) -> Self {
        Self::part(Part::Header).member(name)
    }

    /// A claim of the payload.
    pub fn claim(name: &str) -> Self {
        Self::part(Part::Payload).member(name)
    }

    /// The same place, one member deeper.
    #[must_use]
    pub fn member(mut self, name: &str) -> Self {
        let pointer = self.pointer.get_or_insert_default();
        push_pointer(pointer, name);
        self
    }

    /// The same place with the bytes it covers.
    #[must_use]
    pub const fn span(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }
}

/// Appends one reference token to a JSON pointer, escaped as RFC 6901 section 3 says.
pub fn push_pointer(pointer: &mut String, name: &str) {
    pointer.push('/');
    for c in name.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            c => pointer.push(c),
        }
    }
}

/// A pointer as it is kept: one over the bound is cut, and marked.
pub(crate) fn kept_pointer(pointer: &str) -> String {
    match pointer.get(..pointer.floor_char_boundary(POINTER_BYTES)) {
        Some(start) if start.len() < pointer.len() => [start, "…"].concat(),
        Some(_) | None => pointer.into(),
    }
}
