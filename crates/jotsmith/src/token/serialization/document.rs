//! The object that a JSON serialization is: read once, its arrays counted first, its strings with their bytes.

use crate::json::parse::{Scalar, Sink, Strictness, run};
use crate::json::{self, Names, Node, Piece, Pieces, Tree};
use crate::limits::{DEFECTS, SIGNATURES};
use crate::reason::escape::quoted;
use crate::reason::{Code, Part, Place, Reason, Span};
use crate::text::base64url;
use crate::token::header::check_parameters;
use crate::token::header_names::HeaderNames;
use crate::token::{Segment, base64url_reason, check_length};

/// Which of the two an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// It has a payload or signatures.
    Jws,
    /// It has a ciphertext or recipients.
    Jwe,
}

/// Members that only a JWS has.
const OF_JWS: &[&str] = &["payload", "signature", "signatures"];

/// Members that only a JWE has.
const OF_JWE: &[&str] = &["ciphertext", "recipients", "encrypted_key", "iv", "tag"];

/// What an object is by its members; none where it is neither.
pub(crate) fn family(root: &Node) -> Option<Family> {
    let has = |names: &[&str]| root.members().iter().any(|member| names.contains(&member.name.as_str()));
    match (has(OF_JWS), has(OF_JWE)) {
        (true, _) => Some(Family::Jws),
        (false, true) => Some(Family::Jwe),
        (false, false) => None,
    }
}

/// Parses the object strictly. More signatures or recipients than the bound are refused before any of them is kept.
pub(crate) fn parse(text: &str, bound: usize) -> Result<Tree, Reason> {
    check_length(text, bound)?;
    check_count(text)?;
    json::parse(text.as_bytes()).map_err(|fault| {
        let mut reason = fault.reason(Part::Token, text.as_bytes());
        if let Some(place) = reason.place_mut() {
            place.span = Some(fault.span);
        }
        reason
    })
}

/// Refuses more signatures or recipients than the bound. It counts in one pass and keeps nothing.
pub(crate) fn check_count(text: &str) -> Result<(), Reason> {
    let mut counter = Counter { text, depth: 0, counts: false, most: 0 };
    run(text.as_bytes(), Strictness::Tolerant, &mut Names::default(), &mut counter);
    if counter.most <= SIGNATURES {
        return Ok(());
    }
    Err(Reason::new(Code::TooManySignatures)
        .at(Place::part(Part::Token).span(Span::new(0, text.len())))
        .found(counter.most.to_string())
        .expected(SIGNATURES.to_string()))
}

/// Counts the elements of `signatures` and `recipients`.
struct Counter<'t> {
    text: &'t str,
    depth: usize,
    counts: bool,
    most: usize,
}

impl Counter<'_> {
    fn see(&mut self) {
        if self.depth == 2 && self.counts {
            self.most += 1;
        }
    }
}

impl Sink for Counter<'_> {
    fn open(&mut self, _at: usize, _object: bool) {
        self.see();
        self.depth += 1;
    }

    fn name(&mut self, inside: Span, escaped: bool) {
        if self.depth == 1 {
            let raw = inside.of_str(self.text);
            let is_array = |name: &str| matches!(name, "signatures" | "recipients");
            self.counts = if escaped { is_array(&json::unescaped(raw)) } else { is_array(raw) };
        }
    }

    fn scalar(&mut self, _scalar: Scalar, _span: Span) {
        self.see();
    }

    fn close(&mut self, _end: usize, _complete: bool) {
        self.depth -= 1;
    }
}

/// The first member of this name.
pub(crate) fn member<'n>(object: &'n Node, name: &str) -> Option<&'n Node> {
    object.members().iter().find(|member| member.name == name).map(|member| &member.value)
}

/// A fault of the serialization itself.
pub(crate) fn malformed(pointer: String, span: Span, found: impl Into<String>) -> Reason {
    let mut place = Place::part(Part::Token).span(span);
    place.pointer = Some(pointer);
    Reason::new(Code::SerializationMalformed).at(place).found(found)
}

/// A member of another type than its RFC says.
pub(crate) fn kind_fault(pointer: String, node: &Node, expected: &str) -> Reason {
    let name = pointer.rsplit('/').next().unwrap_or_default().to_owned();
    let found = format!("{name} is {}, not {expected}", node.kind_name());
    malformed(pointer, node.span, found)
}

/// The rules of unprotected headers beside a protected one: nothing that must be protected stands there, and no name
/// stands in two of them. Their spans are those of the text. At most [`DEFECTS`] faults are told.
pub(crate) fn check_unprotected(protected: Option<&Tree>, unprotected: &[Tree]) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut before = HeaderNames::default();
    before.extend(protected.map(Tree::root));
    for tree in unprotected {
        reasons.extend(check_parameters(Part::Unprotected, tree.root()));
        for member in tree.node().members() {
            if reasons.len() >= DEFECTS {
                return reasons;
            }
            let place = Place::part(Part::Unprotected).member(&member.name).span(member.span());
            if before.has(&member.name) {
                let found = format!("{} stands in two headers", quoted(&member.name));
                reasons.push(Reason::new(Code::SerializationMalformed).at(place.clone()).found(found));
            }
            let code = match member.name.as_str() {
                "crit" => Code::CritMalformed,
                "b64" => Code::B64Misuse,
                _ => continue,
            };
            reasons.push(Reason::new(code).at(place).found("it stands in the unprotected header"));
        }
        before.extend(Some(tree.root()));
    }
    reasons
}

/// A string member: its value, and where each of its characters stands.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    value: String,
    segment: Segment,
}

impl Text {
    /// The string that stands at a node; none where the node is no string.
    pub(crate) fn of(node: &Node, text: &str) -> Option<Self> {
        let json::Kind::String(value) = &node.kind else { return None };
        let inside = Span::new(node.span.start + 1, node.span.end.saturating_sub(1));
        Some(Self { value: value.clone(), segment: Segment::of_used(inside, offsets(inside.of_str(text))) })
    }

    /// The value.
    pub(crate) fn value(&self) -> &str {
        &self.value
    }

    /// Where it stands, as base64url.
    pub(crate) const fn segment(&self) -> &Segment {
        &self.segment
    }

    /// Decodes the base64url onto the end of `out`.
    pub(crate) fn decode(&self, part: Part, out: &mut Vec<u8>) -> Result<(), Reason> {
        base64url::decode_into(self.value.as_bytes(), out).map_err(|fault| self.reason(fault, part))
    }

    /// Decodes tolerantly; each fault goes to `defects`, and no fault makes it whole.
    pub(crate) fn read(&self, part: Part, defects: &mut Vec<Reason>) -> (Segment, Vec<u8>, bool) {
        let mut reading = base64url::read(self.value.as_bytes());
        let complete = reading.faults.is_empty();
        defects.extend(reading.faults.drain(..).map(|fault| self.reason(fault, part)));
        let segment = match reading.used.take() {
            None => self.segment.clone(),
            Some(used) => {
                let span = self.segment.span();
                let offsets = used.iter().map(|index| self.segment.character(*index) - span.start);
                Segment::of_used(span, Some(offsets.collect()))
            }
        };
        (segment, reading.bytes, complete)
    }

    fn reason(&self, fault: base64url::Fault, part: Part) -> Reason {
        let mut reason = base64url_reason(fault, part, Span::new(0, self.value.len()), &self.value);
        if let Some(place) = reason.place_mut() {
            place.span = place.span.map(|span| Span::byte(self.segment.character(span.start)));
        }
        reason
    }
}

/// Where in the inside of a JSON string each byte of its value stands; none where nothing is escaped.
fn offsets(inside: &str) -> Option<Vec<usize>> {
    if !inside.contains('\\') {
        return None;
    }
    let mut offsets = Vec::with_capacity(inside.len());
    let mut at = 0;
    for piece in Pieces::new(inside) {
        let character = match piece {
            Piece::Char(c) => c,
            Piece::LoneSurrogate => char::REPLACEMENT_CHARACTER,
        };
        offsets.extend(core::iter::repeat_n(at, character.len_utf8()));
        let rest = inside.get(at..).unwrap_or_default().as_bytes();
        at += match rest {
            // A character above U+FFFF is a pair of escapes.
            [b'\\', b'u', ..] if character > '\u{ffff}' => 12,
            [b'\\', b'u', ..] => 6,
            [b'\\', ..] => 2,
            _ => character.len_utf8(),
        };
    }
    Some(offsets)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(json: &str) -> Text {
        Text::of(json::parse(json.as_bytes()).unwrap().node(), json).unwrap()
    }

    #[test]
    fn finds_its_way_past_escapes_of_a_json_string() {
        let text = text(r#""Zm\u0039v\/x\ud83d\ude00y""#);
        assert_eq!(text.value(), "Zm9v/x\u{1f600}y");
        assert_eq!(text.segment().locate(Span::new(1, 2)), Span::new(2, 4));
        assert_eq!(text.segment().character(3), 9);
        let plain = text.segment().clone().into_plain();
        assert_eq!(plain.locate(Span::new(4, 6)), Span::new(10, 13));
        assert_eq!(plain.locate(Span::new(10, 11)), Span::new(25, 26));
    }

    #[test]
    fn a_character_of_each_length_leads_to_where_it_stands() {
        for (inside, expected) in [
            (r"\uffffA", vec![0, 0, 0, 6]),
            (r"\ud800\udc00A", vec![0, 0, 0, 0, 12]),
            (r"\u0041A", vec![0, 6]),
            (r"\nA", vec![0, 2]),
        ] {
            assert_eq!(offsets(inside), Some(expected), "{inside}");
        }
        assert_eq!(offsets("Aé"), None);
    }

    #[test]
    fn a_tolerant_reading_knows_the_characters_it_used() {
        let mut defects = Vec::new();
        let (segment, bytes, complete) = text(r#""Zm*9v\/w""#).read(Part::Payload, &mut defects);
        assert_eq!((bytes.as_slice(), complete, defects.len()), (&b"foo\xff"[..], false, 2));
        assert_eq!(segment.locate(Span::new(0, 1)), Span::new(1, 3));
        assert_eq!(segment.locate(Span::new(1, 3)), Span::new(2, 6));
        assert_eq!(segment.locate(Span::new(3, 4)), Span::new(6, 9));
        let spans: Vec<_> = defects.iter().filter_map(|defect| defect.place()?.span).collect();
        assert_eq!(spans, [Span::new(3, 4), Span::new(6, 7)]);
    }

    #[test]
    fn counts_signatures_in_one_pass_and_says_how_many_are_too_many() {
        let of =
            |count: usize| format!(r#"{{"payload":"","\u0073ignatures":[{}]}}"#, vec!["{}"; count].join(","));
        assert_eq!(check_count(&of(32)), Ok(()));
        let reason = check_count(&of(33)).unwrap_err();
        assert_eq!(reason.to_string(), "There are more than 32 signatures or recipients.");
        assert_eq!(reason.found_text(), Some("33"));
        assert_eq!(check_count(r#"{"x":[1,2,3],"signatures":{"a":[1]}}"#), Ok(()));
    }
}
