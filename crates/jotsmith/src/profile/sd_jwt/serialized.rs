//! An SD-JWT in JSON serialization (RFC 9901 section 8): a JWS whose first unprotected header holds the disclosures and
//! the key binding.
//!
//! In goes the text of an object, out comes the compact form of one of its signatures, which is judged as every other
//! SD-JWT is, and the way back from it to the text. Rules about claims and disclosures do not belong here.

use super::super::jws::Jws;
use super::parts::Parts;
use crate::json::{self, Kind, Member, Node, Tree, Value, Writer};
use crate::limits::{DISCLOSURES, SIGNATURES};
use crate::reason::{Code, Part, Place, Reason, Span};
use crate::text::base64url;
use crate::token::serialization::{
    Family, JsonJws, JsonSignature, Text, family, kind_fault, malformed, parse,
};

/// The parameter that holds the disclosures.
pub(super) const DISCLOSURES_NAME: &str = "disclosures";
/// The parameter that holds the key binding JWT.
pub(super) const KEY_BINDING_NAME: &str = "kb_jwt";

/// An SD-JWT in JSON serialization that was strictly parsed. Nothing in it is verified.
pub(super) struct Serialized {
    pub(super) jws: JsonJws,
    tree: Tree,
    disclosures: Vec<Text>,
    key_binding: Option<Text>,
}

/// The compact form of one signature.
pub(super) struct Compact {
    pub(super) text: String,
    pub(super) parts: Parts,
    pieces: Vec<(Span, Text)>,
}

/// Whether the text is a JWS whose unprotected headers have what only an SD-JWT has.
pub(super) fn is_one(text: &str, token_bytes: usize) -> bool {
    let Ok(tree) = parse(text, token_bytes) else { return false };
    let of_sd_jwt = |header: Value<'_>| {
        header.member(DISCLOSURES_NAME).is_some() || header.member(KEY_BINDING_NAME).is_some()
    };
    family(tree.node()) == Some(Family::Jws) && unprotected(&tree).iter().any(|(_, one)| of_sd_jwt(*one))
}

/// The unprotected headers, each with the pointer of its entry.
fn unprotected(tree: &Tree) -> Vec<(String, Value<'_>)> {
    let root = tree.root();
    let Some(signatures) = root.member("signatures") else {
        return root.member("header").map(|header| (String::new(), header)).into_iter().collect();
    };
    let entries = signatures.elements().enumerate();
    entries
        .filter_map(|(index, entry)| Some((format!("/signatures/{index}"), entry.member("header")?)))
        .collect()
}

impl Serialized {
    /// Parses the object strictly.
    ///
    /// Disclosures and key binding belong into the unprotected header of the first signature and nowhere else (RFC 9901
    /// sections 8.1 and 8.3).
    pub(super) fn parse(text: &str, token_bytes: usize, signatures: usize) -> Result<Self, Vec<Reason>> {
        let tree = parse(text, token_bytes).map_err(|reason| vec![reason])?;
        let whole = Span::new(0, text.len());
        if family(tree.node()) != Some(Family::Jws) {
            let place = Place::part(Part::Token).span(whole);
            return Err(vec![Reason::new(Code::NotAToken).at(place).found("it has no members of a JWS")]);
        }
        let jws = JsonJws::of(&tree, text)?;
        let most = signatures.min(SIGNATURES);
        if jws.signatures().len() > most {
            let place = Place::part(Part::Token).span(whole);
            let reason = Reason::new(Code::TooManySignatures).at(place);
            let reason = reason.found(jws.signatures().len().to_string()).expected(most.to_string());
            return Err(vec![reason]);
        }
        let mut faults = Vec::new();
        if jws.payload().is_none() {
            faults.push(Reason::new(Code::PayloadDetached).at(Place::part(Part::Payload)));
        }
        if jws.is_unencoded() {
            let place = Place::part(Part::Token).span(whole);
            faults.push(Reason::new(Code::B64Misuse).at(place).found("it is false in a claims set"));
        }
        for one in jws.signatures() {
            let json = base64url::decode(one.protected().as_bytes()).unwrap_or_default();
            let Ok(header) = json::parse(&json) else { continue };
            for name in [DISCLOSURES_NAME, KEY_BINDING_NAME] {
                if header.root().member(name).is_some() {
                    let found =
                        format!("{name} stands in the protected header, which the issuer alone writes");
                    faults.push(malformed("/protected".into(), one.protected_span(), found));
                }
            }
        }
        let mut read = Self { jws, tree, disclosures: Vec::new(), key_binding: None };
        let carried = read.carried(text, &mut faults);
        (read.disclosures, read.key_binding) = carried;
        if faults.is_empty() { Ok(read) } else { Err(faults) }
    }

    /// The object.
    pub(super) const fn object(&self) -> &Node {
        self.tree.node()
    }

    /// Disclosures and key binding, from where alone they may stand.
    fn carried(&self, text: &str, faults: &mut Vec<Reason>) -> (Vec<Text>, Option<Text>) {
        let (mut disclosures, mut key_binding) = (Vec::new(), None);
        for (entry, header) in unprotected(&self.tree) {
            for name in [DISCLOSURES_NAME, KEY_BINDING_NAME] {
                let Some(value) = header.member(name) else { continue };
                let pointer = format!("{entry}/header/{name}");
                if !matches!(entry.as_str(), "" | "/signatures/0") {
                    let found = format!("{name} stands in another header than that of the first signature");
                    faults.push(malformed(pointer, value.span(), found));
                } else if name == KEY_BINDING_NAME {
                    key_binding = Text::of(value.node(), text);
                    if key_binding.is_none() {
                        faults.push(kind_fault(pointer, value.node(), "a string"));
                    }
                } else {
                    match texts(value.node(), text, &pointer) {
                        Ok(found) => disclosures = found,
                        Err(reason) => faults.push(reason),
                    }
                }
            }
        }
        (disclosures, key_binding)
    }

    /// The compact form of the `index`th signature; `sd_hash` covers that of the first (RFC 9901 section 8.1).
    pub(super) fn compact(&self, index: usize) -> Option<Compact> {
        let signature = self.jws.signatures().get(index)?;
        let mut made = Compact { text: String::new(), parts: Parts::none(), pieces: Vec::new() };
        let start = |made: &Compact| made.text.len();
        made.piece(signature.protected_text()?);
        made.text.push('.');
        made.piece(self.jws.payload()?);
        made.text.push('.');
        made.piece(signature.signature_text());
        made.parts.jwt = Span::new(0, start(&made));
        made.text.push('~');
        for disclosure in &self.disclosures {
            let span = made.piece(disclosure);
            made.parts.disclosures.push(span);
            made.text.push('~');
        }
        made.parts.hashed = Span::new(0, start(&made));
        if let Some(key_binding) = &self.key_binding {
            let span = made.piece(key_binding);
            made.parts.key_binding = Some(span);
        }
        Some(made)
    }
}

/// The object with these disclosures and this key binding in the unprotected header of its first signature. All else is
/// kept as it was.
pub(super) fn presented(object: &Node, disclosures: &[&str], key_binding: Option<&str>) -> String {
    let mut object = object.clone();
    if let Some(entry) = first_entry(&mut object) {
        let of_sd_jwt = |name: &str| matches!(name, DISCLOSURES_NAME | KEY_BINDING_NAME);
        let at = entry.iter().position(|member| member.name == "header");
        let mut header = at.map_or_else(Vec::new, |at| match entry.remove(at).value.kind {
            Kind::Object(members) => members,
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) | Kind::Array(_) => Vec::new(),
        });
        header.retain(|member| !of_sd_jwt(&member.name));
        let texts = disclosures.iter().map(|one| node(Kind::String((*one).into()))).collect();
        header.push(written(DISCLOSURES_NAME, Kind::Array(texts)));
        header.extend(key_binding.map(|one| written(KEY_BINDING_NAME, Kind::String(one.into()))));
        entry.insert(at.unwrap_or(entry.len()), written("header", Kind::Object(header)));
    }
    let mut w = Writer::new();
    w.node(&object);
    w.into_text()
}

/// The members of the first signature.
fn first_entry(object: &mut Node) -> Option<&mut Vec<Member>> {
    let Kind::Object(members) = &mut object.kind else { return None };
    let Some(at) = members.iter().position(|member| member.name == "signatures") else {
        return Some(members);
    };
    let Kind::Array(elements) = &mut members.get_mut(at)?.value.kind else { return None };
    match &mut elements.first_mut()?.kind {
        Kind::Object(members) => Some(members),
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) | Kind::Array(_) => None,
    }
}

fn written(name: &str, kind: Kind) -> Member {
    Member { name: name.into(), name_span: Span::default(), value: node(kind) }
}

fn node(kind: Kind) -> Node {
    Node { span: Span::default(), kind, complete: true }
}

/// The disclosures, no more than the bound.
fn texts(node: &Node, text: &str, pointer: &str) -> Result<Vec<Text>, Reason> {
    let Kind::Array(elements) = &node.kind else {
        return Err(kind_fault(pointer.into(), node, "an array"));
    };
    if elements.len() > DISCLOSURES {
        return Err(Reason::new(Code::TooLong)
            .at(Place::part(Part::Token).span(node.span))
            .found(format!("{} disclosures", elements.len()))
            .expected(format!("{DISCLOSURES} disclosures")));
    }
    elements
        .iter()
        .enumerate()
        .map(|(index, element)| {
            let pointer = || format!("{pointer}/{index}");
            Text::of(element, text).ok_or_else(|| {
                let found = format!("a disclosure is {}, not a string", element.kind_name());
                malformed(pointer(), element.span, found)
            })
        })
        .collect()
}

impl Compact {
    fn piece(&mut self, text: &Text) -> Span {
        let start = self.text.len();
        self.text.push_str(text.value());
        let span = Span::new(start, self.text.len());
        self.pieces.push((span, text.clone()));
        span
    }

    /// The issuer-signed JWT, its header with the unprotected one of its signature.
    pub(super) fn jwt(&self, signature: &JsonSignature, json_depth: usize) -> Result<Jws, Vec<Reason>> {
        let mut jws = Jws::parse(&self.text, self.parts.jwt, json_depth)?;
        if let Ok(header) = signature.header() {
            jws.header = header.clone();
        }
        Ok(jws)
    }

    /// Leads places in the compact form to the object. What stands in an unprotected header is there already.
    pub(super) fn place(&self, reasons: &mut [Reason], object: Span) {
        for place in reasons.iter_mut().filter_map(Reason::place_mut) {
            if !matches!(place.part, Part::Unprotected | Part::UnprotectedOf(_) | Part::Key(_)) {
                place.span = place.span.map(|span| self.given(span, object));
            }
        }
    }

    /// The bytes of the object that carry a span of the compact form.
    fn given(&self, span: Span, object: Span) -> Span {
        let at = |at: usize| {
            let piece = self.pieces.iter().find(|(piece, _)| piece.start <= at && at < piece.end);
            piece.map(|(piece, text)| text.segment().character(at - piece.start))
        };
        let ends = (at(span.start), span.end.checked_sub(1).and_then(at));
        let within = span.start > 0 || span.end <= self.parts.jwt.end;
        match ends {
            (Some(start), Some(last)) if start <= last && within => Span::new(start, last + 1),
            (Some(start), _) if span.is_empty() => Span::new(start, start),
            _ if span.is_empty() => Span::new(object.end, object.end),
            _ => object,
        }
    }
}
