//! One compact JWS that stands somewhere in a text, strictly parsed, with every fault and its bytes in the whole text.

use crate::json::{self, Tree};
use crate::limits::JSON_DEPTH;
use crate::reason::{Code, Part, Place, Reason, Span};
use crate::token::{
    Header, Segment, compact_parts, decode_part, in_input, located, parse_header, wrong_part_count,
};

/// What a compact JWS of claims holds. Nothing vouches for it.
#[derive(Debug)]
pub(super) struct Jws {
    pub(super) header: Header,
    pub(super) payload: Vec<u8>,
    pub(super) claims: Tree,
    pub(super) signature: Vec<u8>,
    pub(super) parts: [Span; 3],
}

impl Jws {
    /// Parses the JWS that covers `span` of the text, its header and claims nested no deeper than the bound.
    pub(super) fn parse(text: &str, span: Span, json_depth: usize) -> Result<Self, Vec<Reason>> {
        let own = span.of_str(text);
        let mut found = compact_parts(own).map(|part| part.shifted(span.start));
        let (Some(head), Some(body), Some(tail), None) =
            (found.next(), found.next(), found.next(), found.next())
        else {
            return Err(vec![wrong_part_count(own)]);
        };
        let mut reasons = Vec::new();
        let mut bytes = |part, span| {
            let mut out = Vec::new();
            match decode_part(text, part, span, &mut out) {
                Ok(()) => Some(out),
                Err(reason) => {
                    reasons.push(reason);
                    None
                }
            }
        };
        let (header, payload, signature) =
            (bytes(Part::Header, head), bytes(Part::Payload, body), bytes(Part::Signature, tail));
        for (part, span, json) in [(Part::Header, head, &header), (Part::Payload, body, &payload)] {
            // The bound of the parser itself is below, in the reading.
            let too_deep = json.as_ref().filter(|_| json_depth < JSON_DEPTH);
            if let Some(at) = too_deep.and_then(|json| json::too_deep(json, json_depth)) {
                let reason =
                    Reason::new(Code::JsonDepth).at(Place::part(part)).expected(json_depth.to_string());
                reasons.push(located(reason, Span::byte(at), &Segment::strict(span)));
            }
        }
        let header = header.and_then(|json| match parse_header(&json, head) {
            Ok(header) if header.is_unencoded() => {
                let place = Place::header("b64").span(head);
                reasons.push(Reason::new(Code::B64Misuse).at(place).found("it is false in a claims set"));
                None
            }
            Ok(header) => Some(header),
            Err(faults) => {
                reasons.extend(faults);
                None
            }
        });
        let claims = payload.as_ref().and_then(|payload| match json::parse(payload) {
            Ok(tree) if tree.root().is_object() => Some(tree),
            Ok(tree) => {
                let place = Place::part(Part::Payload).span(body);
                reasons.push(Reason::new(Code::JsonNotObject).at(place).found(tree.root().kind_name()));
                None
            }
            Err(fault) => {
                let reason = fault.reason(Part::Payload, payload);
                reasons.push(located(reason, fault.span, &Segment::strict(body)));
                None
            }
        });
        match (header, payload, claims, signature) {
            (Some(header), Some(payload), Some(claims), Some(signature)) if reasons.is_empty() => {
                Ok(Self { header, payload, claims, signature, parts: [head, body, tail] })
            }
            _ => Err(reasons),
        }
    }

    /// The signing input as it stands in the text.
    pub(super) fn signing_input<'t>(&self, text: &'t str) -> &'t [u8] {
        let [head, body, _] = self.parts;
        Span::new(head.start, body.end).of(text.as_bytes())
    }

    /// Where the payload stands.
    pub(super) fn payload_segment(&self) -> Segment {
        Segment::strict(self.parts[1])
    }

    /// Completes the places that lie in the header.
    pub(super) fn locate_header(&self, reasons: &mut [Reason]) {
        let segment = Segment::strict(self.parts[0]);
        for reason in reasons {
            if reason.place().is_some_and(|place| place.part == Part::Header && place.span.is_none()) {
                *reason = in_input(core::mem::replace(reason, Reason::new(Code::EmptyInput)), &segment);
            }
        }
    }
}
