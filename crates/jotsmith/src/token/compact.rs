//! Compact serialization: where the parts of a token stand, and the way from a byte of a decoded part to the
//! characters that carry it.

use crate::reason::Span;
use crate::text::base64url;

/// What a text is by its shape alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// Three parts: a JWS (RFC 7515 section 7.1).
    Jws,
    /// Five parts: a JWE (RFC 7516 section 7.1).
    Jwe,
    /// A JWS followed by `~`: an SD-JWT (RFC 9901 section 4).
    SdJwt,
    /// A JSON object: flattened or general serialization (RFC 7515 section 7.2).
    Json,
    /// Another number of parts.
    Other(usize),
}

/// The bytes of each dot-separated part of `text`.
pub(crate) fn parts(text: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    text.split('.').map(move |part| {
        let span = Span::new(start, start + part.len());
        start = span.end + 1;
        span
    })
}

/// The three parts of a compact JWS; none where there are more or fewer.
pub(crate) fn jws_parts(text: &str) -> Option<[Span; 3]> {
    let mut parts = parts(text);
    let three = [parts.next()?, parts.next()?, parts.next()?];
    parts.next().is_none().then_some(three)
}

/// One part of a token: where it stands in the text, and which of its characters carry the decoded bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segment {
    span: Span,
    /// The offset in the span of each character that counts; none where all do, one byte each.
    used: Option<Vec<usize>>,
    /// Whether the bytes stand there as they are (`b64` false), not in base64url.
    plain: bool,
}

impl Segment {
    pub(crate) const fn strict(span: Span) -> Self {
        Self { span, used: None, plain: false }
    }

    /// A part that was read tolerantly.
    pub(crate) fn read(span: Span, text: &str) -> (Self, base64url::Reading) {
        let mut reading = base64url::read(span.of_str(text).as_bytes());
        (Self::of_used(span, reading.used.take()), reading)
    }

    /// A part of whose characters only some carry bytes: `used` has the offset of each, from the start of the span.
    pub(crate) const fn of_used(span: Span, used: Option<Vec<usize>>) -> Self {
        Self { span, used, plain: false }
    }

    /// The same where the bytes stand as they are.
    pub(crate) const fn into_plain(mut self) -> Self {
        self.plain = true;
        self
    }

    /// Whether the bytes stand in the text as they are, not in base64url.
    pub const fn is_plain(&self) -> bool {
        self.plain
    }

    /// The bytes of the part in the text.
    pub const fn span(&self) -> Span {
        self.span
    }

    /// The characters of the text that carry the decoded bytes of `decoded`: exact to the character, so that a
    /// character shared with a neighbour is inside. An empty span gives the place where its byte would begin.
    pub fn locate(&self, decoded: Span) -> Span {
        let carrier = |byte: usize| if self.plain { byte } else { byte / 3 * 4 + byte % 3 };
        let first = carrier(decoded.start);
        let end = match decoded.end.checked_sub(1) {
            Some(last) if last >= decoded.start => carrier(last) + if self.plain { 1 } else { 2 },
            _ => first,
        };
        let start = self.character(first);
        Span::new(start, if end > first { self.character(end - 1) + 1 } else { start })
    }

    /// The offset in the text of the `index`th character that was used; the end of the part past the last.
    pub(crate) fn character(&self, index: usize) -> usize {
        let offset = match &self.used {
            Some(used) => used.get(index).copied().unwrap_or(self.span.len()),
            None => index.min(self.span.len()),
        };
        self.span.start + offset
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn tells_three_parts_from_two_and_four() {
        assert_eq!(jws_parts("a.b.c"), Some([Span::new(0, 1), Span::new(2, 3), Span::new(4, 5)]));
        assert_eq!(jws_parts("a.b."), Some([Span::new(0, 1), Span::new(2, 3), Span::new(4, 4)]));
        assert_eq!(jws_parts("a.b"), None);
        assert_eq!(jws_parts("a.b.c.d"), None);
    }

    #[test]
    fn finds_its_way_past_skipped_characters() {
        let (segment, reading) = Segment::read(Span::new(2, 7), "x.Zm*9v");
        assert_eq!(reading.bytes, b"foo");
        assert_eq!(segment.locate(Span::new(1, 2)), Span::new(3, 6));
    }

    proptest! {
        #[test]
        fn the_characters_of_a_span_carry_its_bytes(bytes in prop::collection::vec(any::<u8>(), 1..80), a: prop::sample::Index, b: prop::sample::Index) {
            let text = base64url::encode(&bytes);
            let (mut start, mut end) = (a.index(bytes.len()), b.index(bytes.len()) + 1);
            if start >= end { (start, end) = (end - 1, start + 1); }
            let span = Segment::strict(Span::new(0, text.len())).locate(Span::new(start, end));
            // Decode from the start of the group that the span begins in.
            let from = span.start / 4 * 4;
            let upto = text.len().min(span.end.div_ceil(4) * 4);
            let decoded = base64url::read(&text.as_bytes()[from..upto]).bytes;
            let skip = start - from / 4 * 3;
            prop_assert_eq!(&decoded[skip..skip + end - start], &bytes[start..end]);
            prop_assert!(span.len() <= (end - start) * 4 / 3 + 2);
        }
    }
}
