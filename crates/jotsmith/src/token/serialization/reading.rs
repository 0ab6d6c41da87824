//! JSON serialization as people paste it: every part that can be read, and every defect.

use super::document::{Family, Text, check_count, family, member};
use super::jws::{Entry, Layout, headers};
use crate::json::{self, Node};
use crate::reason::{Code, Part, Place, Reason, Severity, Span};
use crate::token::header::promises_claims;
use crate::token::reading::PartReading;
use crate::token::{Segment, located};

/// The parts of a text that begins as a JSON object, and its defects; none where the object is no token at all.
pub(crate) fn read(text: &str) -> Option<(Vec<PartReading>, Vec<Reason>)> {
    if let Err(reason) = check_count(text) {
        return Some((Vec::new(), vec![reason]));
    }
    let document = json::read(text.as_bytes());
    let root = document.root?;
    let mut defects: Vec<Reason> = Vec::new();
    for fault in &document.faults {
        let mut reason = fault.reason(Part::Token, text.as_bytes());
        if let Some(place) = reason.place_mut() {
            place.span = Some(fault.span);
            place.pointer = Some(root.pointer_at(fault.span.start)).filter(|pointer| !pointer.is_empty());
        }
        defects.push(reason);
    }
    let mut reader = Reader { text, parts: Vec::new(), defects };
    match family(&root)? {
        Family::Jws => reader.jws(&root),
        Family::Jwe => reader.jwe(&root),
    }
    Some((reader.parts, reader.defects))
}

struct Reader<'t> {
    text: &'t str,
    parts: Vec<PartReading>,
    defects: Vec<Reason>,
}

impl Reader<'_> {
    fn jws(&mut self, root: &Node) {
        let layout = Layout::of(root);
        let broken = self.defects.iter().any(|defect| defect.severity() == Severity::Error);
        // An object that stops in the middle lacks members for that reason alone.
        self.defects.extend(layout.faults.into_iter().filter(|_| !broken));
        let heads: Vec<Head> = layout.entries.iter().map(|entry| self.head(entry)).collect();
        let unencoded = heads.iter().any(|head| head.unencoded);
        if unencoded && !heads.iter().all(|head| head.unencoded) {
            let place = Place::part(Part::Token).span(root.span);
            let reason = Reason::new(Code::B64Misuse).at(place);
            self.defects.push(reason.found("it is not the same in all signatures"));
        }
        let promised = heads.iter().any(|head| head.claims);
        let selective = heads.iter().any(|head| head.selective);
        let mut heads = heads.into_iter();
        // Headers stand first in a token of one signature, as in compact serialization.
        if layout.entries.len() == 1 {
            self.parts.extend(heads.by_ref().flat_map(|head| head.parts));
        }
        if let Some(payload) = layout.payload.and_then(|node| Text::of(node, self.text)) {
            self.payload(&payload, unencoded, promised);
            let claims = self.parts.last().filter(|part| {
                matches!(part.json.as_ref().map(|root| &root.kind), Some(json::Kind::Object(_)))
            });
            // An SD-JWT has a JSON serialization of its own (RFC 9901 section 8).
            if let Some(span) = claims.map(|part| part.segment.span()).filter(|_| !selective) {
                self.defects.push(claims_in_json(span));
            }
        }
        for entry in &layout.entries {
            self.parts.extend(heads.next().into_iter().flat_map(|head| head.parts));
            if let Some(signature) = entry.signature.and_then(|node| Text::of(node, self.text)) {
                let part = entry.role.signature();
                let (segment, bytes, complete) = signature.read(part, &mut self.defects);
                self.parts.push(PartReading { part, segment, bytes, json: None, complete });
            }
        }
    }

    /// The parts of a JWE. What they mean together is judged when it is opened.
    fn jwe(&mut self, root: &Node) {
        if let Some(protected) = member(root, "protected").and_then(|node| Text::of(node, self.text)) {
            let (segment, bytes, complete) = protected.read(Part::Header, &mut self.defects);
            let json = self.json(Part::Header, &segment, &bytes).0;
            let complete = complete && json.as_ref().is_some_and(|root| root.complete);
            self.parts.push(PartReading { part: Part::Header, segment, bytes, json, complete });
        }
        let recipients = member(root, "recipients").map(Node::elements).unwrap_or_default();
        let own = [("unprotected", Part::Unprotected), ("header", Part::Recipient(0))];
        let own = own.into_iter().filter_map(|(name, part)| Some((part, member(root, name)?)));
        let each = recipients.iter().enumerate().map(|(index, one)| (Part::Recipient(index), one));
        for (part, node) in own.chain(each) {
            let segment = Segment::strict(node.span).into_plain();
            let bytes = node.span.of(self.text.as_bytes()).to_vec();
            let (json, complete) = (json::read(&bytes).root, node.complete);
            self.parts.push(PartReading { part, segment, bytes, json, complete });
        }
        for (name, part) in [
            ("encrypted_key", Part::EncryptedKey),
            ("iv", Part::InitializationVector),
            ("ciphertext", Part::Ciphertext),
            ("tag", Part::Tag),
        ] {
            if let Some(text) = member(root, name).and_then(|node| Text::of(node, self.text)) {
                let (segment, bytes, complete) = text.read(part, &mut self.defects);
                self.parts.push(PartReading { part, segment, bytes, json: None, complete });
            }
        }
    }

    /// The two headers of an entry.
    fn head(&mut self, entry: &Entry<'_>) -> Head {
        let role = entry.role;
        let mut head = Head::default();
        let mut bytes = None;
        let mut segment = None;
        let mut sound = true;
        if let Some(protected) = entry.protected.and_then(|node| Text::of(node, self.text)) {
            let part = role.header();
            let (place, decoded, complete) = protected.read(part, &mut self.defects);
            let (json, errors) = self.json(part, &place, &decoded);
            let member = |name: &str| {
                let members = json.as_ref().map(Node::members).unwrap_or_default();
                members.iter().find(|member| member.name == name).map(|member| &member.value.kind)
            };
            head.unencoded = matches!(member("b64"), Some(json::Kind::Bool(false)));
            let text = |name: &str| {
                if let Some(json::Kind::String(text)) = member(name) { Some(text.as_str()) } else { None }
            };
            head.claims = promises_claims(text("typ"), text("cty"));
            let complete = complete && json.as_ref().is_some_and(|root| root.complete);
            sound = !errors;
            bytes = Some(decoded.clone());
            segment = Some(place.clone());
            head.parts.push(PartReading { part, segment: place, bytes: decoded, json, complete });
        }
        if let Some(header) = entry.header {
            let (part, complete) = (role.unprotected(), header.complete);
            let segment = Segment::strict(header.span).into_plain();
            let bytes = header.span.of(self.text.as_bytes()).to_vec();
            let json = json::read(&bytes).root;
            head.selective = ["disclosures", "kb_jwt"].iter().any(|name| member(header, name).is_some());
            head.parts.push(PartReading { part, segment, bytes, json, complete });
        }
        if sound && let Err((whole, one)) = headers(bytes.as_deref(), entry.header) {
            let reasons = whole.into_iter().chain(one);
            self.defects.extend(reasons.map(|reason| role.located(reason, segment.as_ref())));
        }
        head
    }

    fn payload(&mut self, payload: &Text, unencoded: bool, promised: bool) {
        let part = Part::Payload;
        let (segment, bytes, mut complete) = if unencoded {
            (payload.segment().clone().into_plain(), payload.value().as_bytes().to_vec(), true)
        } else {
            payload.read(part, &mut self.defects)
        };
        let begins = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
        let mut json = None;
        if begins || promised {
            json = self.json(part, &segment, &bytes).0;
            complete &= json.as_ref().is_some_and(|root| root.complete);
        }
        self.parts.push(PartReading { part, segment, bytes, json, complete });
    }

    /// The JSON of a part, and whether it has errors.
    fn json(&mut self, part: Part, segment: &Segment, bytes: &[u8]) -> (Option<Node>, bool) {
        let reading = json::read(bytes);
        let root = reading.root;
        for fault in &reading.faults {
            let mut reason = located(fault.reason(part, bytes), fault.span, segment);
            if let Some(place) = reason.place_mut() {
                let pointer = root.as_ref().map(|root| root.pointer_at(fault.span.start));
                place.pointer = pointer.filter(|pointer| !pointer.is_empty());
            }
            self.defects.push(reason);
        }
        (root, reading.faults.iter().any(|fault| fault.severity == Severity::Error))
    }
}

/// What was read of the headers of one signature.
#[derive(Default)]
struct Head {
    parts: Vec<PartReading>,
    unencoded: bool,
    /// Whether its type promises a claims set.
    claims: bool,
    /// Whether it carries the disclosures of an SD-JWT, or a key binding.
    selective: bool,
}

/// A claims set inside JSON serialization.
fn claims_in_json(span: Span) -> Reason {
    Reason::new(Code::JwtJsonSerialization).at(Place::part(Part::Payload).span(span))
}
