//! The tolerant reading of a token: what could be read, and every defect with the bytes it is about.

use super::compact::{Segment, Shape, parts};
use super::header::{Header, promises_claims};
use super::{base64url_reason, check_disclosures, check_length, in_input, is_object, located};
use super::{serialization, shape, unencoded_dots, wrong_part_count};
use crate::json::{self, Kind, Node};
use crate::limits::{DEFECTS, DISCLOSURES, TOKEN_BYTES};
use crate::reason::{Code, Part, Place, Reason, Severity, Span};
use crate::text::base64url;

/// One part of a token as far as it could be read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PartReading {
    /// Which part it is.
    pub part: Part,
    /// Where it stands, and the way from decoded bytes to characters.
    pub segment: Segment,
    pub(crate) bytes: Vec<u8>,
    pub(crate) json: Option<Node>,
    /// Whether everything of the part could be read.
    pub complete: bool,
}

impl PartReading {
    /// The decoded bytes. Nothing vouches for them.
    pub fn unverified_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The JSON, where the part is meant to hold some and begins to. Nothing vouches for it.
    pub const fn unverified_json(&self) -> Option<&Node> {
        self.json.as_ref()
    }
}

/// A token, read tolerantly. It cannot be verified, and its members cannot be asked for by name.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reading {
    /// The text that was read; over the bound, its first bytes.
    pub text: String,
    /// What it is by its shape.
    pub shape: Shape,
    /// The parts in their order.
    pub parts: Vec<PartReading>,
    /// The defects, in the order of the text.
    pub defects: Vec<Reason>,
}

impl Reading {
    pub(super) fn of(given: &str) -> Self {
        let mut defects = Vec::new();
        let text = match check_length(given, TOKEN_BYTES) {
            Ok(()) => given,
            Err(reason) if reason.code() == Code::TooLong => {
                defects.push(reason);
                given.get(..given.floor_char_boundary(TOKEN_BYTES)).unwrap_or_default()
            }
            Err(reason) => {
                return Self {
                    text: given.into(),
                    shape: Shape::Other(0),
                    parts: Vec::new(),
                    defects: vec![reason],
                };
            }
        };
        if is_object(text)
            && let Some((parts, found)) = serialization::read(text)
        {
            defects.extend(found);
            defects.truncate(DEFECTS);
            return Self { text: text.into(), shape: Shape::Json, parts, defects };
        }
        if let Some((spans, reason)) = unencoded_dots(text) {
            defects.push(reason);
            let mut reading = Self { text: text.into(), shape: Shape::Jws, parts: Vec::new(), defects };
            for (part, span) in JWS.into_iter().zip(spans) {
                reading.read_part(part, span);
            }
            return reading;
        }
        let shape = shape(text);
        if let Shape::Other(_) = shape {
            defects.push(wrong_part_count(text));
        }
        if shape == Shape::SdJwt {
            defects.extend(check_disclosures(text).err());
            #[cfg(feature = "profiles")]
            defects.extend(super::lost_tilde(text));
        }
        let mut reading = Self { text: text.into(), shape, parts: Vec::new(), defects };
        if reading.defects.iter().any(|d| d.code() == Code::NotAToken) && !text.starts_with("ey") {
            return reading;
        }
        for (part, span) in layout(shape, text) {
            reading.read_part(part, span);
            reading.defects.truncate(DEFECTS);
        }
        if let Shape::Other(count) = shape {
            reading.hint_truncated(count);
        }
        reading.defects.truncate(DEFECTS);
        reading
    }

    /// The claims, as far as they could be read. Nothing vouches for them.
    pub fn unverified_claims(&self) -> Option<&Node> {
        self.part(Part::Payload)?.unverified_json()
    }

    /// The part of this kind.
    pub fn part(&self, part: Part) -> Option<&PartReading> {
        self.parts.iter().find(|p| p.part == part)
    }

    /// The text of a string member at the top of the header. For words only: duplicates make it ambiguous.
    pub fn header_text(&self, name: &str) -> Option<&str> {
        match &self.header_member(name)?.kind {
            Kind::String(text) => Some(text.as_str()),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Array(_) | Kind::Object(_) => None,
        }
    }

    /// A member at the top of the header. For words only: duplicates make it ambiguous.
    pub(crate) fn header_member(&self, name: &str) -> Option<&Node> {
        let header = self.part(Part::Header)?.json.as_ref()?;
        header.members().iter().find(|member| member.name == name).map(|member| &member.value)
    }

    fn read_part(&mut self, part: Part, span: Span) {
        if part == Part::KeyBinding {
            // A compact JWS of its own; it is a layer, not a base64url part.
            let segment = Segment::strict(span);
            self.parts.push(PartReading { part, segment, bytes: Vec::new(), json: None, complete: true });
            return;
        }
        let (mut segment, mut decoded) = Segment::read(span, &self.text);
        if part == Part::Payload && self.is_unencoded() && !is_object_in_base64url(&decoded) {
            // RFC 7797 section 5.2: the characters are the payload.
            segment = Segment::strict(span).into_plain();
            decoded =
                base64url::Reading { bytes: span.of(self.text.as_bytes()).to_vec(), ..Default::default() };
        }
        let mut complete = decoded.faults.is_empty();
        for fault in decoded.faults {
            self.defects.push(base64url_reason(fault, part, span, &self.text));
        }
        let mut json = None;
        if self.is_json(part, &decoded.bytes) {
            let reading = json::read(&decoded.bytes);
            complete &= reading.root.as_ref().is_some_and(|root| root.complete);
            for fault in &reading.faults {
                let mut reason = located(fault.reason(part, &decoded.bytes), fault.span, &segment);
                let pointer = reading
                    .root
                    .as_ref()
                    .map(|root| root.pointer_at(fault.span.start))
                    .filter(|p| !p.is_empty());
                if let Some(place) = reason.place_mut() {
                    place.pointer = pointer;
                }
                self.defects.push(reason);
            }
            let errors = reading.faults.iter().any(|f| f.severity == Severity::Error);
            self.check_object(part, &segment, &decoded.bytes, reading.root.as_ref(), errors);
            json = reading.root;
        }
        self.parts.push(PartReading { part, segment, bytes: decoded.bytes, json, complete });
    }

    /// Header rules, and that header and claims are objects. A header with faults of JSON has no one meaning to check.
    fn check_object(
        &mut self,
        part: Part,
        segment: &Segment,
        bytes: &[u8],
        root: Option<&Node>,
        errors: bool,
    ) {
        if part == Part::Header {
            if !errors && let Err(reasons) = Header::parse(bytes) {
                self.defects.extend(reasons.into_iter().map(|reason| in_input(reason, segment)));
            }
        } else if let Some(root) = root
            && part == Part::Payload
            && !matches!(root.kind, Kind::Object(_))
        {
            let place = Place::part(part).span(segment.span());
            self.defects.push(Reason::new(Code::JsonNotObject).at(place).found(root.kind_name()));
        }
    }

    /// Whether a part is meant to be JSON: a header always, a disclosure always, a payload where it begins as an
    /// object or the type says it is a claims set.
    fn is_json(&self, part: Part, bytes: &[u8]) -> bool {
        match part {
            Part::Header | Part::HeaderOf(_) | Part::Disclosure(_) => true,
            Part::Payload => {
                begins_object(bytes) || promises_claims(self.header_text("typ"), self.header_text("cty"))
            }
            Part::Token
            | Part::Unprotected
            | Part::UnprotectedOf(_)
            | Part::Signature
            | Part::SignatureOf(_)
            | Part::Recipient(_)
            | Part::EncryptedKey
            | Part::InitializationVector
            | Part::Ciphertext
            | Part::Tag
            | Part::KeyBinding
            | Part::Key(_)
            | Part::Policy => false,
        }
    }

    /// Whether the header says that the payload stands as it is.
    fn is_unencoded(&self) -> bool {
        let header = self.part(Part::Header).and_then(|part| part.json.as_ref());
        let members = header.map(Node::members).unwrap_or_default();
        members.iter().any(|member| member.name == "b64" && member.value.kind == Kind::Bool(false))
    }

    fn hint_truncated(&mut self, count: usize) {
        let missing = match count {
            // A text without a dot that does not begin as a header is no token, and gets no hint.
            1 => "2 dots are missing",
            2 => "1 dot is missing",
            4 => "1 dot is missing from a JWE, or 1 is too many",
            _ => return,
        };
        let end = self.text.len();
        self.defects.push(
            Reason::new(Code::HintTruncated)
                .at(Place::part(Part::Token).span(Span::new(end, end)))
                .found(missing)
                .severe(Severity::Note),
        );
    }
}

/// Whether bytes begin as a JSON object, with or without a byte order mark.
fn begins_object(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'{')
}

/// Whether a payload whose `b64` is false is an object in base64url all the same, from its first brace to its last: words
/// such as "example" begin as one does.
fn is_object_in_base64url(decoded: &base64url::Reading) -> bool {
    decoded.faults.is_empty() && is_whole_object(&decoded.bytes)
}

/// Whether bytes are a JSON object from its first brace to its last.
pub(crate) fn is_whole_object(bytes: &[u8]) -> bool {
    begins_object(bytes) && json::read(bytes).root.is_some_and(|root| root.complete)
}

/// The parts of a compact JWS.
const JWS: [Part; 3] = [Part::Header, Part::Payload, Part::Signature];

/// The parts of a text of this shape, each with its bytes.
fn layout(shape: Shape, text: &str) -> Vec<(Part, Span)> {
    const JWE: [Part; 5] =
        [Part::Header, Part::EncryptedKey, Part::InitializationVector, Part::Ciphertext, Part::Tag];
    let jws = |text| JWS.into_iter().zip(parts(text));
    match shape {
        Shape::Jwe => JWE.into_iter().zip(parts(text)).collect(),
        Shape::SdJwt => {
            let (signed, rest) = text.split_once('~').unwrap_or((text, ""));
            let mut start = signed.len() + 1;
            let pieces: Vec<&str> = rest.split('~').collect();
            let last = pieces.len().saturating_sub(1);
            let mut layout: Vec<(Part, Span)> = jws(signed).collect();
            for (index, piece) in pieces.iter().enumerate() {
                let span = Span::new(start, start + piece.len());
                start = span.end + 1;
                if index == last && piece.contains('.') {
                    layout.push((Part::KeyBinding, span));
                } else if index < DISCLOSURES && !piece.is_empty() {
                    layout.push((Part::Disclosure(index), span));
                }
            }
            layout
        }
        // An object that is no token has no parts.
        Shape::Json => Vec::new(),
        Shape::Jws | Shape::Other(_) => jws(text).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn defects(text: &str) -> Vec<(&'static str, Option<Span>)> {
        Reading::of(text)
            .defects
            .iter()
            .map(|d| (d.code().as_str(), d.place().and_then(|p| p.span)))
            .collect()
    }

    #[test]
    fn a_word_that_begins_as_claims_do_in_base64url_is_a_payload_that_stands_as_it_is() {
        // {"alg":"HS256","b64":false,"crit":["b64"]}
        let head = "eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19";
        // Neither a number in base64url nor an object that is not quite in base64url is a claims set.
        for word in ["ew", "exam", "example", "ex, and more", "eyJ", "MTIz", "eyJhIjoxfQ=="] {
            let reading = Reading::of(&format!("{head}.{word}.AAAA"));
            let payload = reading.part(Part::Payload).unwrap();
            assert_eq!((payload.bytes.as_slice(), reading.defects.len()), (word.as_bytes(), 0), "{word}");
        }
        for head in [r#"{"alg":"HS256","b64":true}"#, r#"{"alg":"HS256","x":false}"#] {
            let reading = Reading::of(&format!("{}.AAAA.AAAA", base64url::encode(head.as_bytes())));
            assert_eq!(reading.part(Part::Payload).unwrap().bytes, [0; 3], "{head}");
        }
        let claims = Reading::of(&format!("{head}.eyJhIjoxfQ.AAAA"));
        assert_eq!(claims.part(Part::Payload).unwrap().bytes, b"{\"a\":1}");
    }

    #[test]
    fn names_the_byte_of_a_foreign_character_in_part_and_input() {
        let reading = Reading::of("eyJhbGciOi*");
        let sentences: Vec<String> = reading.defects.iter().map(ToString::to_string).collect();
        assert!(
            sentences
                .contains(&"Not base64url: '*' is byte 11 of the header (byte 11 of the input).".to_owned()),
            "{sentences:?}"
        );
        assert_eq!(reading.part(Part::Header).unwrap().json.as_ref().unwrap().kind_name(), "an object");
    }

    #[test]
    fn points_at_the_characters_that_carry_a_duplicate_claim() {
        // {"sub":"a","sub":"b"}
        let text = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIiwic3ViIjoiYiJ9.AAAA";
        let found = defects(text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, "duplicate-member");
        // The name stands on bytes 12 to 15 of the JSON.
        assert_eq!(found[0].1, Some(Span::new(21 + 16, 21 + 16 + 4)));
    }

    #[test]
    fn reads_a_payload_that_is_no_json_without_complaint_unless_the_type_promises_claims() {
        let hello = "eyJhbGciOiJIUzI1NiJ9.aGVsbG8.AAAA";
        assert_eq!(defects(hello), []);
        let promised = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.aGVsbG8.AAAA";
        assert_eq!(defects(promised)[0].0, "json-syntax");
    }

    #[test]
    fn a_token_that_was_cut_keeps_what_was_read_and_hints_at_the_cut() {
        let found: Vec<_> =
            defects("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM").into_iter().map(|d| d.0).collect();
        assert_eq!(found, ["part-count", "json-syntax", "hint-truncated"]);
        for (text, hints) in [
            ("eyJhbGciOiJIUzI1NiJ9", 1),
            ("eyJhIjoxfQ.e30", 1),
            ("hello", 0),
            ("AA.AA.AA.AA", 1),
            ("AA.AA.AA.AA.AA.AA", 0),
        ] {
            let found = defects(text).into_iter().filter(|found| found.0 == "hint-truncated");
            assert_eq!(found.count(), hints, "{text}");
        }
    }

    #[test]
    fn a_part_is_complete_where_neither_its_base64url_nor_its_json_is_cut() {
        let encode = |json: &str| base64url::encode(json.as_bytes());
        for (encoded, complete) in [
            (encode(r#"{"alg":"HS256"}"#), true),
            (encode(r#"{"alg":"HS256""#), false),
            (format!("{}*", encode(r#"{"alg":"HS256"}"#)), false),
        ] {
            let compact = Reading::of(&format!("{encoded}.{encoded}.AAAA"));
            assert_eq!(compact.part(Part::Header).unwrap().complete, complete, "{encoded}");
            assert_eq!(compact.part(Part::Payload).unwrap().complete, complete, "{encoded}");
            if cfg!(feature = "serializations") {
                let of = |more: &str| format!(r#"{{"protected":"{encoded}",{more}}}"#);
                let jws = Reading::of(&of(&format!(r#""payload":"{encoded}","signature":"AAAA""#)));
                assert_eq!(jws.part(Part::Header).unwrap().complete, complete, "{encoded}");
                assert_eq!(jws.part(Part::Payload).unwrap().complete, complete, "{encoded}");
                let jwe = Reading::of(&of(r#""iv":"","ciphertext":"AA","tag":"""#));
                assert_eq!(jwe.part(Part::Header).unwrap().complete, complete, "{encoded}");
            }
        }
    }

    #[test]
    #[cfg(feature = "serializations")]
    fn a_defect_of_an_object_has_its_pointer_and_one_of_the_whole_text_has_none() {
        let pointers = |text: &str| -> Vec<Option<String>> {
            let defects = Reading::of(text).defects;
            defects.iter().filter_map(|d| d.place()).map(|place| place.pointer.clone()).collect()
        };
        let jws = r#"{"protected":"eyJhbGciOiJIUzI1NiJ9","payload":"AA","signature":"AAAA"}"#;
        assert_eq!(pointers(jws), []);
        assert_eq!(pointers(&format!("{jws} x")), [None]);
        assert_eq!(
            pointers(&jws.replace(":\"AAAA\"", ":\"AAAA\",\"x\":{\"a\":1,\"a\":2}")),
            [Some("/x/a".into())]
        );
        // {"alg":"HS256"} x
        let trailing = jws.replace("J9\"", "J9IHg\"");
        assert_eq!(pointers(&trailing), [None]);
        let header = base64url::encode(br#"{"alg":"HS256","a":{"b":1,"b":2}}"#);
        let inside = jws.replace("eyJhbGciOiJIUzI1NiJ9", &header);
        assert_eq!(pointers(&inside), [Some("/a/b".into())]);
    }

    #[test]
    #[cfg(feature = "serializations")]
    fn a_number_that_others_round_does_not_hide_the_rules_of_a_header() {
        let header = base64url::encode(br#"{"alg":"HS256","crit":[],"n":9007199254740993}"#);
        let text = format!(r#"{{"protected":"{header}","payload":"AA","signature":"AAAA"}}"#);
        let codes: Vec<_> = defects(&text).into_iter().map(|found| found.0).collect();
        assert_eq!(codes, ["json-unportable", "crit-malformed"]);
    }

    #[test]
    fn reads_1024_disclosures_and_says_that_there_are_more() {
        let token = |count: usize| format!("eyJhbGciOiJIUzI1NiJ9.e30.AAAA{}~", "~W10".repeat(count));
        let reading = Reading::of(&token(1024));
        assert_eq!((reading.parts.len(), reading.defects.len()), (3 + 1024, 0));
        let reading = Reading::of(&token(1025));
        let sentences: Vec<String> = reading.defects.iter().map(ToString::to_string).collect();
        assert_eq!(sentences, ["The input is longer than 1024 disclosures: 1025 disclosures."]);
        assert_eq!(reading.parts.len(), 3 + 1024);
    }

    #[test]
    fn takes_an_sd_jwt_and_a_jwe_apart_by_shape() {
        let sd = Reading::of("eyJhbGciOiJIUzI1NiJ9.e30.AAAA~WyJzYWx0IiwibiIsMV0~");
        assert_eq!((sd.shape, sd.parts.len(), sd.defects.len()), (Shape::SdJwt, 4, 0));
        let jwe = Reading::of("eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAA.AAAA.AAAA");
        assert_eq!((jwe.shape, jwe.parts.len(), jwe.defects.len()), (Shape::Jwe, 5, 0));
    }
}
