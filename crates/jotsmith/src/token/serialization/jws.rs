//! A JWS in JSON serialization, strictly parsed: RFC 7515 section 7.2.
//!
//! What makes the object ambiguous refuses all of it. A signature of several that is well formed, and whose algorithm
//! or extensions are not taken here, is refused alone: another one may hold.

use super::document::{Text, check_unprotected, kind_fault, malformed, member, parse};
use crate::json::{self, Node, Tree};
use crate::reason::{Code, Part, Place, Reason, Span};
use crate::token::{Header, Segment, Serialization, in_input};

/// A JWS in flattened or general serialization that was strictly parsed. Nothing in it is verified.
///
/// ```
/// use jotsmith::token::{JsonJws, Serialization};
///
/// let jws = JsonJws::parse(r#"{"payload":"aGVsbG8","protected":"eyJhbGciOiJIUzI1NiJ9","signature":"c2ln"}"#).unwrap();
/// assert_eq!(jws.serialization(), Serialization::Flattened);
/// assert_eq!(jws.signatures()[0].header().unwrap().alg().as_str(), "HS256");
/// ```
#[derive(Clone, Debug)]
pub struct JsonJws {
    serialization: Serialization,
    payload: Option<Text>,
    signatures: Vec<JsonSignature>,
}

/// One signature of a JWS in JSON serialization.
#[derive(Clone, Debug)]
pub struct JsonSignature {
    header: Result<Header, Vec<Reason>>,
    place: Role,
    /// The protected header as it was sent; empty where there is none.
    protected: Option<Text>,
    signature: Text,
    bytes: Vec<u8>,
    unencoded: bool,
}

/// Which signature something belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// The only one, in flattened serialization.
    Only,
    /// One of several, from 0.
    Of(usize),
}

/// The members of one signature, as they stand in the object.
pub(super) struct Entry<'n> {
    pub(super) role: Role,
    pub(super) protected: Option<&'n Node>,
    pub(super) header: Option<&'n Node>,
    pub(super) signature: Option<&'n Node>,
}

/// What stands where in the object, and what is wrong with that.
pub(super) struct Layout<'n> {
    pub(super) serialization: Serialization,
    pub(super) payload: Option<&'n Node>,
    pub(super) entries: Vec<Entry<'n>>,
    pub(super) faults: Vec<Reason>,
}

impl JsonJws {
    /// Parses flattened or general serialization strictly.
    ///
    /// # Errors
    /// `serialization-malformed`, `signatures-empty`, `too-many-signatures`, and every reason of the question `form`
    /// that a header or a part has.
    pub fn parse(text: &str) -> Result<Self, Vec<Reason>> {
        let tree = parse(text, crate::limits::TOKEN_BYTES).map_err(|reason| vec![reason])?;
        Self::of(&tree, text)
    }

    /// The JWS that a strictly parsed object is.
    pub(crate) fn of(tree: &Tree, text: &str) -> Result<Self, Vec<Reason>> {
        let mut layout = Layout::of(tree.node());
        let mut faults = core::mem::take(&mut layout.faults);
        let signatures: Vec<JsonSignature> =
            layout.entries.iter().filter_map(|entry| signature(entry, text, &mut faults)).collect();
        let payload = layout.payload.and_then(|node| Text::of(node, text));
        if signatures.iter().any(|one| one.unencoded) && !signatures.iter().all(|one| one.unencoded) {
            let place = Place::part(Part::Token).span(tree.node().span);
            let reason = Reason::new(Code::B64Misuse).at(place);
            faults.push(reason.found("it is not the same in all signatures"));
        }
        let jws = Self { serialization: layout.serialization, payload, signatures };
        if let Some(payload) = jws.payload.as_ref().filter(|_| !jws.is_unencoded()) {
            faults.extend(payload.decode(Part::Payload, &mut Vec::new()).err());
        }
        if faults.is_empty() { Ok(jws) } else { Err(faults) }
    }

    /// Flattened or general.
    pub const fn serialization(&self) -> Serialization {
        self.serialization
    }

    /// The signatures, in their order.
    pub fn signatures(&self) -> &[JsonSignature] {
        &self.signatures
    }

    /// Whether the payload is signed as it is, `b64` false (RFC 7797). It is so for all signatures or for none.
    pub fn is_unencoded(&self) -> bool {
        self.signatures.iter().any(|one| one.unencoded)
    }

    /// The payload, decoded; none where it is detached. Nothing vouches for it.
    pub fn unverified_payload(&self) -> Option<Vec<u8>> {
        let payload = self.payload.as_ref()?;
        if self.is_unencoded() {
            return Some(payload.value().as_bytes().to_vec());
        }
        let mut bytes = Vec::new();
        payload.decode(Part::Payload, &mut bytes).ok().map(|()| bytes)
    }

    /// The payload as it was sent, and where it stands.
    pub(crate) const fn payload(&self) -> Option<&Text> {
        self.payload.as_ref()
    }
}

impl JsonSignature {
    /// Its header, protected and unprotected.
    ///
    /// # Errors
    /// Why this signature is refused whatever the keys: `alg-unknown`, `alg-unprotected`, `crit-unknown`.
    pub const fn header(&self) -> Result<&Header, &Vec<Reason>> {
        self.header.as_ref()
    }

    /// The bytes of the signature or MAC.
    pub fn signature(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) const fn role(&self) -> Role {
        self.place
    }

    /// The protected header as it was sent; empty where there is none.
    pub(crate) fn protected(&self) -> &str {
        self.protected.as_ref().map_or("", Text::value)
    }

    /// The protected header as it was sent, and where it stands; none where there is none.
    pub(crate) const fn protected_text(&self) -> Option<&Text> {
        self.protected.as_ref()
    }

    /// The signature as it was sent, and where it stands.
    pub(crate) const fn signature_text(&self) -> &Text {
        &self.signature
    }

    /// Where the protected header stands in the text; nowhere where there is none.
    pub(crate) fn protected_span(&self) -> Span {
        self.protected.as_ref().map_or_else(Span::default, |text| text.segment().span())
    }

    /// Where the signature stands in the text.
    pub(crate) const fn span(&self) -> Span {
        self.signature.segment().span()
    }

    /// The reason with its place in the text, named as the part of this signature.
    pub(crate) fn located(&self, reason: Reason) -> Reason {
        self.place.located(reason, self.protected.as_ref().map(Text::segment))
    }
}

impl Role {
    pub(super) const fn header(self) -> Part {
        match self {
            Self::Only => Part::Header,
            Self::Of(index) => Part::HeaderOf(index),
        }
    }

    pub(super) const fn unprotected(self) -> Part {
        match self {
            Self::Only => Part::Unprotected,
            Self::Of(index) => Part::UnprotectedOf(index),
        }
    }

    pub(crate) const fn signature(self) -> Part {
        match self {
            Self::Only => Part::Signature,
            Self::Of(index) => Part::SignatureOf(index),
        }
    }

    /// The pointer of a member of the entry, in the whole object.
    fn pointer(self, name: &str) -> String {
        match self {
            Self::Only => format!("/{name}"),
            Self::Of(index) => format!("/signatures/{index}/{name}"),
        }
    }

    /// Turns a reason about header, unprotected header or signature into one about those of this signature. Of several,
    /// the pointer leads from the entry: `/protected/alg`.
    pub(super) fn located(self, reason: Reason, protected: Option<&Segment>) -> Reason {
        let mut reason = match protected {
            Some(segment) if reason.place().is_some_and(|place| place.part == Part::Header) => {
                in_input(reason, segment)
            }
            _ => reason,
        };
        let Self::Of(_) = self else { return reason };
        if let Some(place) = reason.place_mut() {
            let (part, within) = match place.part {
                Part::Header => (self.header(), "/protected"),
                Part::Unprotected => (self.unprotected(), "/header"),
                Part::Signature => (self.signature(), "/signature"),
                Part::Token
                | Part::HeaderOf(_)
                | Part::UnprotectedOf(_)
                | Part::Payload
                | Part::SignatureOf(_)
                | Part::Recipient(_)
                | Part::EncryptedKey
                | Part::InitializationVector
                | Part::Ciphertext
                | Part::Tag
                | Part::Disclosure(_)
                | Part::KeyBinding
                | Part::Key(_)
                | Part::Policy => return reason,
            };
            place.part = part;
            place.pointer = Some(format!("{within}{}", place.pointer.as_deref().unwrap_or_default()));
        }
        reason
    }
}

impl<'n> Layout<'n> {
    /// What stands where in the object. It goes on past each fault.
    pub(super) fn of(root: &'n Node) -> Self {
        let mut faults = Vec::new();
        let payload = member(root, "payload");
        if let Some(payload) = payload.filter(|node| !matches!(node.kind, json::Kind::String(_))) {
            faults.push(kind_fault("/payload".into(), payload, "a string"));
        }
        for name in ["ciphertext", "recipients", "encrypted_key"] {
            if let Some(node) = member(root, name) {
                let found = format!("{name}, a member of a JWE, stands beside those of a JWS");
                faults.push(malformed(format!("/{name}"), node.span, found));
            }
        }
        let signatures = member(root, "signatures");
        let mut layout =
            Self { serialization: Serialization::Flattened, payload, entries: Vec::new(), faults };
        match signatures {
            None => layout.entry(root, Role::Only, root.span),
            Some(signatures) => layout.general(root, signatures),
        }
        layout
    }

    fn general(&mut self, root: &'n Node, signatures: &'n Node) {
        self.serialization = Serialization::General;
        for name in ["protected", "header", "signature"] {
            if let Some(node) = member(root, name) {
                let found = format!("{name} stands beside signatures, not in them");
                self.faults.push(malformed(format!("/{name}"), node.span, found));
            }
        }
        if !matches!(signatures.kind, json::Kind::Array(_)) {
            self.faults.push(kind_fault("/signatures".into(), signatures, "an array"));
        } else if signatures.complete && signatures.elements().is_empty() {
            let mut place = Place::part(Part::Token).span(signatures.span);
            place.pointer = Some("/signatures".into());
            self.faults.push(Reason::new(Code::SignaturesEmpty).at(place).with("name", "signatures"));
        }
        for (index, element) in signatures.elements().iter().enumerate() {
            if matches!(element.kind, json::Kind::Object(_)) {
                self.entry(element, Role::Of(index), element.span);
            } else {
                let found = format!("signature {} is {}, not an object", index + 1, element.kind_name());
                self.faults.push(malformed(format!("/signatures/{index}"), element.span, found));
            }
        }
    }

    fn entry(&mut self, object: &'n Node, role: Role, span: Span) {
        let entry = Entry {
            role,
            protected: member(object, "protected"),
            header: member(object, "header"),
            signature: member(object, "signature"),
        };
        for (name, node) in [("protected", entry.protected), ("signature", entry.signature)] {
            if let Some(node) = node.filter(|node| !matches!(node.kind, json::Kind::String(_))) {
                self.faults.push(kind_fault(role.pointer(name), node, "a string"));
            }
        }
        if let Some(node) = entry.header.filter(|node| !matches!(node.kind, json::Kind::Object(_))) {
            self.faults.push(kind_fault(role.pointer("header"), node, "an object"));
        }
        if entry.signature.is_none() {
            self.faults.push(malformed(role.pointer("signature"), span, "there is no member signature"));
        }
        self.entries.push(entry);
    }
}

/// The rules of the two headers of an entry; none of them depends on a key.
pub(super) fn headers(
    bytes: Option<&[u8]>,
    unprotected: Option<&Node>,
) -> Result<Header, (Vec<Reason>, Vec<Reason>)> {
    let unprotected: Vec<Tree> = unprotected
        .filter(|node| matches!(node.kind, json::Kind::Object(_)))
        .map(|node| Tree::of(node.clone()))
        .into_iter()
        .collect();
    let protected = bytes.and_then(|bytes| json::parse(bytes).ok());
    let beside = check_unprotected(protected.as_ref(), &unprotected);
    let alone = Header::parse_beside(bytes.unwrap_or(b"{}"), unprotected);
    match alone {
        Ok(header) if beside.is_empty() => Ok(header),
        Ok(_) => Err((beside, Vec::new())),
        Err(reasons) => {
            // What the exit code of 1 marks is well formed, and not taken here.
            let (mut whole, mut one): (Vec<Reason>, Vec<Reason>) = (beside, Vec::new());
            for reason in reasons {
                if reason.code().row().exit == 1 { one.push(reason) } else { whole.push(reason) }
            }
            Err((whole, one))
        }
    }
}

/// One signature; what refuses the whole object goes to `faults`.
fn signature(entry: &Entry<'_>, text: &str, faults: &mut Vec<Reason>) -> Option<JsonSignature> {
    let role = entry.role;
    let mut bytes = Vec::new();
    let signature = Text::of(entry.signature?, text)?;
    faults.extend(signature.decode(Part::Signature, &mut bytes).map_err(|r| role.located(r, None)).err());
    let protected = match entry.protected {
        Some(node) => Some(Text::of(node, text)?),
        None => None,
    };
    let mut decoded = Vec::new();
    if let Some(protected) = &protected
        && let Err(reason) = protected.decode(Part::Header, &mut decoded)
    {
        faults.push(role.located(reason, None));
        return None;
    }
    let unencoded = protected.is_some()
        && json::parse(&decoded)
            .is_ok_and(|tree| tree.root().member("b64").and_then(json::Value::as_bool) == Some(false));
    let segment = protected.as_ref().map(Text::segment);
    let header = match headers(protected.as_ref().map(|_| decoded.as_slice()), entry.header) {
        Ok(header) => Ok(header),
        Err((whole, one)) => {
            faults.extend(whole.into_iter().map(|reason| role.located(reason, segment)));
            Err(one.into_iter().map(|reason| role.located(reason, segment)).collect())
        }
    };
    Some(JsonSignature { header, place: role, protected, signature, bytes, unencoded })
}
