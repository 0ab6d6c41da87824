//! A token as it was received: parsed strictly, or read tolerantly; never believed.
//!
//! [`Token::parse`] is the strict reading, on which verification stands. [`Token::read`] is the tolerant one, for
//! people: it gives what can be read and every defect with its bytes. Neither says anything about who wrote the token.

pub(crate) mod claims;
mod compact;
mod crit;
#[cfg(feature = "jwe")]
mod encrypted;
mod header;
#[cfg(feature = "serializations")]
mod header_names;
mod reading;
#[cfg(feature = "serializations")]
pub(crate) mod serialization;
#[cfg(not(feature = "serializations"))]
#[path = "serialization_absent.rs"]
mod serialization;

pub use compact::{Segment, Shape};
#[cfg(feature = "jwe")]
pub use encrypted::EncryptedToken;
pub use header::{AlgName, Header};
pub use reading::{PartReading, Reading};
#[cfg(feature = "serializations")]
pub use serialization::{JsonJws, JsonSignature};

pub(crate) use compact::parts as compact_parts;
pub(crate) use header::check_values;
#[cfg(any(feature = "jwe", feature = "profiles"))]
pub(crate) use header::names_token;
pub(crate) use reading::is_whole_object;

use crate::json::{self, Tree};
use crate::limits::{DISCLOSURES, TOKEN_BYTES};
use crate::reason::escape::{quoted_byte, visible};
use crate::reason::{Code, Part, Place, Reason, Span};
use crate::text::base64url;

/// How a token is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "RFC 7515 section 7 and RFC 7516 section 7 have these three")]
pub enum Serialization {
    /// Parts with dots between them.
    Compact,
    /// A JSON object with one signature or recipient.
    Flattened,
    /// A JSON object with a list of them.
    General,
}

impl Serialization {
    /// The name in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Compact => "compact",
            Self::Flattened => "flattened",
            Self::General => "general",
        }
    }
}

/// A compact JWS that was strictly parsed. Nothing in it is verified.
///
/// ```
/// use jotsmith::Token;
///
/// let token = Token::parse("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1XzQyIn0.c2lnbmF0dXJl").unwrap();
/// assert_eq!(token.header().alg().as_str(), "HS256");
/// let claims = token.unverified_claims().unwrap();
/// assert_eq!(claims.root().member("sub").and_then(|sub| sub.as_str()), Some("u_42"));
/// ```
#[derive(Clone, Debug)]
pub struct Token {
    text: String,
    parts: [Span; 3],
    header: Header,
    payload: Vec<u8>,
    signature: Vec<u8>,
}

impl Token {
    /// Parses a compact JWS strictly: canonical base64url, one JSON object without duplicate names as its header.
    ///
    /// # Errors
    /// Every reason of the question `form`, with the bytes it is about.
    pub fn parse(text: &str) -> Result<Self, Vec<Reason>> {
        let parts = jws_parts(text, TOKEN_BYTES).map_err(|reason| vec![reason])?;
        let [head, body, tail] = parts;
        let mut buffer = Vec::new();
        decode_part(text, Part::Header, head, &mut buffer).map_err(|reason| vec![reason])?;
        let header = parse_header(&buffer, head)?;
        let mut payload = Vec::new();
        let mut signature = Vec::new();
        if header.is_unencoded() {
            // RFC 7797 section 5.2: the characters are the payload.
            payload.extend_from_slice(body.of(text.as_bytes()));
        } else {
            decode_part(text, Part::Payload, body, &mut payload).map_err(|reason| vec![reason])?;
        }
        decode_part(text, Part::Signature, tail, &mut signature).map_err(|reason| vec![reason])?;
        Ok(Self { text: text.into(), parts, header, payload, signature })
    }

    /// Reads whatever the text is, tolerantly.
    pub fn read(text: &str) -> Reading {
        Reading::of(text)
    }

    /// The token's text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The protected header. Nothing vouches for it.
    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// The signing input: header and payload as they were sent, with the dot between (RFC 7515 section 5.1).
    pub fn signing_input(&self) -> &[u8] {
        Span::new(0, self.parts[1].end).of(self.text.as_bytes())
    }

    /// The bytes of the signature or MAC.
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// Where header, payload and signature stand in the text.
    pub const fn parts(&self) -> [Span; 3] {
        self.parts
    }

    /// The decoded payload. Nothing vouches for it.
    pub fn unverified_payload(&self) -> &[u8] {
        &self.payload
    }

    /// The claims, strictly parsed. Nothing vouches for them: they are what whoever wrote the token wished to say.
    ///
    /// # Errors
    /// The fault of form, where the payload is no JSON object.
    pub fn unverified_claims(&self) -> Result<Tree, Reason> {
        let segment = Segment::strict(self.parts[1]);
        let tree = json::parse(&self.payload)
            .map_err(|fault| located(fault.reason(Part::Payload, &self.payload), fault.span, &segment))?;
        if tree.root().is_object() {
            Ok(tree)
        } else {
            Err(Reason::new(Code::JsonNotObject)
                .at(Place::part(Part::Payload).span(segment.span()))
                .found(tree.root().kind_name()))
        }
    }
}

/// The bound on the length, and the emptiness, of a text that should be a token.
pub(crate) fn check_length(text: &str, bound: usize) -> Result<(), Reason> {
    if text.len() > bound {
        return Err(too_long(u64::try_from(text.len()).unwrap_or(u64::MAX), bound));
    }
    if text.bytes().all(|b| b.is_ascii_whitespace()) {
        return Err(Reason::new(Code::EmptyInput).at(Place::part(Part::Token)));
    }
    Ok(())
}

/// A text of so many bytes, over the bound.
pub(crate) fn too_long(bytes: u64, bound: usize) -> Reason {
    let words = if bound == TOKEN_BYTES { "1 MiB".into() } else { format!("{bound} bytes") };
    Reason::new(Code::TooLong).at(Place::part(Part::Token)).found(format!("{bytes} bytes")).expected(words)
}

/// The three parts of a compact JWS.
pub(crate) fn jws_parts(text: &str, bound: usize) -> Result<[Span; 3], Reason> {
    check_length(text, bound)?;
    compact::jws_parts(text).ok_or_else(|| wrong_part_count(text))
}

/// Whether a text begins as a JSON object.
pub(crate) fn is_object(text: &str) -> bool {
    text.trim_start_matches([' ', '\t', '\n', '\r']).starts_with('{')
}

/// What a text by its shape is.
pub(crate) fn shape(text: &str) -> Shape {
    // A tilde before the second dot belongs to a payload that stands as it is (RFC 7797 section 5.2).
    if compact::jws_parts(text).is_some_and(|[.., tail]| !tail.of_str(text).contains('~')) {
        return Shape::Jws;
    }
    let issuer_signed = text.split('~').next().unwrap_or_default();
    match compact::parts(issuer_signed).take(7).count() {
        3 => Shape::SdJwt,
        5 if issuer_signed.len() == text.len() => Shape::Jwe,
        count => Shape::Other(count),
    }
}

/// Whether the text has the shape of a signed or encrypted token in compact serialization, whose header begins as JSON
/// does: what a nested token looks like.
pub fn is_token_shaped(text: &str) -> bool {
    let text = text.trim_ascii_end();
    let parts = compact::parts(text.split('~').next().unwrap_or_default()).take(6).count();
    text.starts_with("ey") && matches!(parts, 3 | 5)
}

/// The parts of a compact JWS whose header says that the payload stands as it is, and whose payload holds a dot, which
/// ends a part (RFC 7797 section 5.2).
pub(crate) fn unencoded_dots(text: &str) -> Option<([Span; 3], Reason)> {
    let (head, rest) = text.split_once('.')?;
    let (body, _) = rest.rsplit_once('.').filter(|(body, _)| body.contains('.'))?;
    let json = base64url::decode(head.as_bytes()).ok()?;
    if !Header::parse(&json).ok()?.is_unencoded() {
        return None;
    }
    let start = head.len() + 1;
    let body = Span::new(start, start + body.len());
    let reason = Reason::new(Code::B64Misuse)
        .at(Place::part(Part::Payload).span(body))
        .found("the payload holds a dot, which ends a part of a compact token");
    Some(([Span::new(0, head.len()), body, Span::new(body.end + 1, text.len())], reason))
}

/// The disclosures of an SD-JWT, by their shape: a key binding has dots.
pub(crate) fn disclosures(text: &str) -> usize {
    text.split('~').skip(1).filter(|piece| !piece.is_empty() && !piece.contains('.')).count()
}

/// The fault of an SD-JWT whose last piece is a disclosure: a key binding has dots, and without one the text ends with
/// `~` (RFC 9901 section 4).
#[cfg(feature = "profiles")]
pub(crate) fn lost_tilde(text: &str) -> Option<Reason> {
    let (before, last) = text.rsplit_once('~').filter(|(_, last)| !last.is_empty() && !last.contains('.'))?;
    let place = Place::part(Part::Token).span(Span::new(before.len() + 1, before.len() + 1 + last.len()));
    let found = "a disclosure stands last, where a key binding would: the final ~ was lost";
    Some(Reason::new(Code::SdForm).at(place).found(found))
}

/// Refuses an SD-JWT of more disclosures than the bound: whatever stands between two tildes counts.
pub(crate) fn check_disclosures(text: &str) -> Result<(), Reason> {
    let count = text.matches('~').count().saturating_sub(1);
    if count <= DISCLOSURES {
        return Ok(());
    }
    Err(Reason::new(Code::TooLong)
        .at(Place::part(Part::Token))
        .found(format!("{count} disclosures"))
        .expected(format!("{DISCLOSURES} disclosures")))
}

/// `not-a-token` where nothing looks like base64url in dots, else `part-count`.
pub(crate) fn wrong_part_count(text: &str) -> Reason {
    let dots = text.bytes().filter(|b| *b == b'.').count();
    let any_part = compact::parts(text)
        .any(|part| !part.is_empty() && base64url::decode(part.of_str(text).as_bytes()).is_ok());
    let place = Place::part(Part::Token).span(Span::new(0, text.len()));
    if dots == 0 || !any_part {
        return Reason::new(Code::NotAToken).at(place).found(if dots == 0 {
            "it has no dot"
        } else {
            "no part of it is base64url"
        });
    }
    Reason::new(Code::PartCount).at(place).found(format!("{}", dots + 1))
}

/// Decodes one part strictly onto the end of `out`.
pub(crate) fn decode_part(text: &str, part: Part, span: Span, out: &mut Vec<u8>) -> Result<(), Reason> {
    let encoded = span.of_str(text).as_bytes();
    base64url::decode_into(encoded, out).map_err(|fault| base64url_reason(fault, part, span, text))
}

/// Parses the decoded header and puts the bytes of the input into its faults.
pub(crate) fn parse_header(bytes: &[u8], span: Span) -> Result<Header, Vec<Reason>> {
    let segment = Segment::strict(span);
    Header::parse(bytes)
        .map_err(|reasons| reasons.into_iter().map(|reason| in_input(reason, &segment)).collect())
}

/// A fault of base64url as a reason about a part that begins at `span`.
pub(crate) fn base64url_reason(fault: base64url::Fault, part: Part, span: Span, text: &str) -> Reason {
    use base64url::Fault;
    let mut place = Place::part(part).span(Span::byte(fault.at()).shifted(span.start));
    place.part_byte = Some(fault.at());
    match fault {
        Fault::Alphabet { at, byte } => {
            let character =
                text.get(span.start + at..).and_then(|rest| rest.chars().next()).filter(|c| !c.is_ascii());
            let found = character
                .map_or_else(|| quoted_byte(byte), |c| format!("'{}'", visible(c.encode_utf8(&mut [0; 4]))));
            Reason::new(Code::Base64urlAlphabet).at(place).found(found)
        }
        Fault::Padding { .. } => Reason::new(Code::Base64urlPadding).at(place),
        Fault::Length { characters } => {
            let count = if characters == 1 { "1 character" } else { &format!("{characters} characters") };
            Reason::new(Code::Base64urlUnusedBits).at(place).found(format!("{count} cannot be whole bytes"))
        }
        Fault::UnusedBits { .. } => Reason::new(Code::Base64urlUnusedBits)
            .at(place)
            .found("unused bits of its last character are not 0"),
    }
}

/// A reason about decoded bytes, with the characters of the input that carry them.
pub(crate) fn located(mut reason: Reason, decoded: Span, segment: &Segment) -> Reason {
    if let Some(place) = reason.place_mut() {
        place.decoded = Some(decoded);
    }
    in_input(reason, segment)
}

/// Completes a place that knows its decoded bytes with the characters of the input; one that knows none gets the part.
pub(crate) fn in_input(mut reason: Reason, segment: &Segment) -> Reason {
    if let Some(place) = reason.place_mut()
        && place.span.is_none()
    {
        place.span = Some(place.decoded.map_or(segment.span(), |decoded| segment.locate(decoded)));
    }
    reason
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_what_its_dots_and_tildes_say() {
        for (text, is) in [
            ("a.b.c", Shape::Jws),
            ("a.b~.c", Shape::Jws),
            ("a.b.c~", Shape::SdJwt),
            ("a.b.c~d~e.f.g", Shape::SdJwt),
            ("a.b.c.d.e", Shape::Jwe),
            ("a.b.c.d.e~", Shape::Other(5)),
            ("a.b", Shape::Other(2)),
            ("a.b~c.d.e", Shape::Other(2)),
        ] {
            assert_eq!(shape(text), is, "{text}");
        }
    }

    #[test]
    fn disclosures_are_the_pieces_that_are_no_key_binding() {
        for (text, count) in [("a.b.c", 0), ("a.b.c~", 0), ("a.b.c~d~", 1), ("a.b.c~d~e~~f.g.h", 2)] {
            assert_eq!(disclosures(text), count, "{text}");
        }
    }

    #[test]
    fn a_foreign_character_is_shown_whole_and_a_foreign_byte_as_it_is() {
        for (payload, found) in [("é", "'é'"), ("*", "'*'"), ("\u{202e}", "'\\u202e'"), ("\u{1}", "0x01")] {
            let text = format!("eyJ.QQ{payload}.AAAA");
            let span = Span::new(4, 6 + payload.len());
            let reason = decode_part(&text, Part::Payload, span, &mut Vec::new()).unwrap_err();
            assert!(reason.to_string().contains(found), "{reason}");
        }
    }
}
