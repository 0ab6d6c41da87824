//! A JWE of any serialization, strictly parsed: compact (RFC 7516 section 7.1), flattened and general (section 7.2).
//!
//! Text enters; parts with their bytes leave, or every fault of form. What the parts mean together, whether a key fits
//! and whether it opens, is judged by `jwe/`. Nothing in it is decrypted, and nothing vouches for it.

use super::header::{check_crit, check_parameters};
use super::header_names::HeaderNames;
use super::serialization::Text;
use super::wrong_part_count;
use super::{Header, Segment, Serialization, check_length, compact_parts, decode_part, in_input, located};
use crate::json::{self, Tree, Value};
use crate::limits::{SIGNATURES, TOKEN_BYTES};
use crate::reason::escape::quoted;
use crate::reason::{Code, Part, Place, Reason, Span};

/// A JWE that was strictly parsed. Nothing in it is decrypted.
#[derive(Clone, Debug)]
pub struct EncryptedToken {
    form: Serialization,
    protected: Option<Header>,
    /// Where the protected header stands.
    protected_segment: Segment,
    /// The protected header as it was sent, and the AAD of JSON serialization: what the tag vouches for.
    authenticated: String,
    /// The whole of JSON serialization.
    outer: Option<Tree>,
    encrypted_keys: Vec<Vec<u8>>,
    iv: Vec<u8>,
    ciphertext: Vec<u8>,
    tag: Vec<u8>,
    aad: Option<Vec<u8>>,
}

impl EncryptedToken {
    /// Parses a JWE of [`TOKEN_BYTES`] at most, strictly.
    ///
    /// # Errors
    /// Every reason of the question `form`, with the bytes it is about.
    pub fn parse(text: &str) -> Result<Self, Vec<Reason>> {
        Self::parse_within(text, TOKEN_BYTES)
    }

    /// Parses a JWE of so many bytes at most, strictly.
    pub(crate) fn parse_within(text: &str, bound: usize) -> Result<Self, Vec<Reason>> {
        check_length(text, bound).map_err(|reason| vec![reason])?;
        if text.trim_start_matches([' ', '\t', '\r', '\n']).starts_with('{') {
            Self::parse_json(text)
        } else {
            Self::parse_compact(text)
        }
    }

    /// Whether the text has the shape of a JWE: five parts, or a JSON object with a ciphertext and neither payload nor
    /// signature. Where both stand, the object is a JWS with a member too many, and the rules of a JWS name it.
    pub fn is_shaped(text: &str) -> bool {
        Self::is_shaped_within(text, TOKEN_BYTES)
    }

    /// Whether a text of so many bytes at most has the shape of a JWE.
    pub(crate) fn is_shaped_within(text: &str, bound: usize) -> bool {
        let text = text.trim_start_matches([' ', '\t', '\r', '\n']);
        if text.starts_with('{') {
            let has = |tree: &Tree, name| tree.root().member(name).is_some();
            return text.len() <= bound
                && json::parse(text.as_bytes()).is_ok_and(|tree| {
                    has(&tree, "ciphertext")
                        && ["payload", "signature", "signatures"].iter().all(|name| !has(&tree, name))
                });
        }
        compact_parts(text).take(6).count() == 5 && !text.contains('~')
    }

    /// The serialization.
    pub const fn form(&self) -> Serialization {
        self.form
    }

    /// Number of recipients.
    pub const fn recipients(&self) -> usize {
        self.encrypted_keys.len()
    }

    /// A parameter of the protected header. Nothing vouches for it before the token is decrypted.
    pub fn protected(&self, name: &str) -> Option<Value<'_>> {
        self.protected.as_ref().and_then(|header| header.parameter(name))
    }

    /// The protected header; none where nothing is protected.
    pub const fn header(&self) -> Option<&Header> {
        self.protected.as_ref()
    }

    /// A text of the protected header.
    pub fn protected_text(&self, name: &str) -> Option<&str> {
        self.protected(name).and_then(Value::as_str)
    }

    /// A parameter of the JOSE header of one recipient: of the protected, the shared or the recipient's own header, and
    /// where it stands.
    pub(crate) fn parameter(&self, recipient: usize, name: &str) -> Option<(Place, Value<'_>)> {
        if let Some(value) = self.protected(name) {
            let mut place = Place::header(name);
            place.decoded = Some(value.span());
            return Some((self.placed(place), value));
        }
        let outside = [
            (Part::Unprotected, self.outer.as_ref().and_then(|outer| outer.root().member("unprotected"))),
            (Part::Recipient(recipient), self.recipient_header(recipient)),
        ];
        outside.into_iter().find_map(|(part, header)| {
            let value = header?.member(name)?;
            Some((Place::part(part).member(name).span(value.span()), value))
        })
    }

    /// A text of the JOSE header of one recipient.
    pub(crate) fn text(&self, recipient: usize, name: &str) -> Option<&str> {
        self.parameter(recipient, name).and_then(|(_, value)| value.as_str())
    }

    /// Where a parameter stands; the header as a whole where it is not there.
    pub(crate) fn place_of(&self, recipient: usize, name: &str) -> Place {
        let place = self.parameter(recipient, name).map(|(place, _)| place);
        place.unwrap_or_else(|| self.placed(Place::part(Part::Header)))
    }

    /// The encrypted key of one recipient; empty where there is none.
    pub(crate) fn encrypted_key(&self, recipient: usize) -> &[u8] {
        self.encrypted_keys.get(recipient).map(Vec::as_slice).unwrap_or_default()
    }

    /// The initialization vector.
    pub(crate) fn iv(&self) -> &[u8] {
        &self.iv
    }

    /// The ciphertext.
    pub(crate) fn ciphertext(&self) -> &[u8] {
        &self.ciphertext
    }

    /// The authentication tag.
    pub(crate) fn tag(&self) -> &[u8] {
        &self.tag
    }

    /// What the tag vouches for beside the content (RFC 7516 section 5.1, step 14).
    pub(crate) fn authenticated(&self) -> &[u8] {
        self.authenticated.as_bytes()
    }

    /// The additional authenticated data of JSON serialization.
    pub fn aad(&self) -> Option<&[u8]> {
        self.aad.as_deref()
    }

    fn recipient_header(&self, recipient: usize) -> Option<Value<'_>> {
        let root = self.outer.as_ref()?.root();
        match root.member("recipients") {
            Some(recipients) => recipients.elements().nth(recipient)?.member("header"),
            None => root.member("header"),
        }
    }

    fn placed(&self, mut place: Place) -> Place {
        place.span = Some(
            place.decoded.map_or(self.protected_segment.span(), |span| self.protected_segment.locate(span)),
        );
        place
    }

    fn parse_compact(text: &str) -> Result<Self, Vec<Reason>> {
        let spans: Vec<Span> = compact_parts(text).take(6).collect();
        let [head, key, iv, body, tail] = *spans.as_slice() else {
            return Err(vec![wrong_part_count(text)]);
        };
        let mut reasons = Vec::new();
        let mut decoded = |part, span| {
            let mut bytes = Vec::new();
            reasons.extend(decode_part(text, part, span, &mut bytes).err());
            bytes
        };
        let header = decoded(Part::Header, head);
        let token = Self {
            form: Serialization::Compact,
            protected: None,
            protected_segment: Segment::strict(head),
            authenticated: head.of_str(text).to_owned(),
            outer: None,
            encrypted_keys: vec![decoded(Part::EncryptedKey, key)],
            iv: decoded(Part::InitializationVector, iv),
            ciphertext: decoded(Part::Ciphertext, body),
            tag: decoded(Part::Tag, tail),
            aad: None,
        };
        token.with_header(&header, reasons)
    }

    fn parse_json(text: &str) -> Result<Self, Vec<Reason>> {
        let whole = Place::part(Part::Token);
        let outer = json::parse(text.as_bytes()).map_err(|fault| {
            let span = fault.span;
            let mut reason = fault.reason(Part::Token, text.as_bytes());
            if let Some(place) = reason.place_mut() {
                place.span = Some(span);
            }
            vec![reason]
        })?;
        let root = outer.root();
        let malformed =
            |found: String| Reason::new(Code::SerializationMalformed).at(whole.clone()).found(found);
        if root.member("payload").is_some() {
            return Err(vec![malformed("payload and ciphertext stand side by side".into())]);
        }
        let general = root.member("recipients");
        if let Some(recipients) = general {
            if !recipients.is_array() {
                return Err(vec![malformed("recipients is no array".into())]);
            }
            let count = recipients.elements().take(SIGNATURES + 1).count();
            let place = whole.clone().member("recipients").span(recipients.span());
            if count == 0 {
                let reason = Reason::new(Code::SignaturesEmpty).at(place).with("name", "recipients");
                return Err(vec![reason]);
            }
            if count > SIGNATURES {
                let reason = Reason::new(Code::TooManySignatures).at(place).expected(SIGNATURES.to_string());
                return Err(vec![reason]);
            }
            if let Some(name) = ["header", "encrypted_key"].into_iter().find(|n| root.member(n).is_some()) {
                return Err(vec![malformed(format!("{name} stands beside recipients"))]);
            }
        }
        let mut reasons = Vec::new();
        let mut bytes = |value: Option<Value<'_>>, name: &str, part| match value {
            None => None,
            Some(value) => match decode_member(text, value, name, part) {
                Ok(bytes) => Some(bytes),
                Err(reason) => {
                    reasons.push(reason);
                    Some(Vec::new())
                }
            },
        };
        let header = bytes(root.member("protected"), "protected", Part::Header);
        let iv = bytes(root.member("iv"), "iv", Part::InitializationVector);
        let ciphertext = bytes(root.member("ciphertext"), "ciphertext", Part::Ciphertext);
        let tag = bytes(root.member("tag"), "tag", Part::Tag);
        let aad = bytes(root.member("aad"), "aad", Part::Token);
        let each: Vec<Value<'_>> = general.map_or_else(|| vec![root], |all| all.elements().collect());
        let mut encrypted_keys = Vec::new();
        for (index, recipient) in each.iter().enumerate() {
            let key = recipient.member("encrypted_key");
            encrypted_keys.push(bytes(key, "encrypted_key", Part::Recipient(index)).unwrap_or_default());
        }
        if ciphertext.is_none() {
            reasons.push(malformed("there is no ciphertext".into()));
        }
        for (name, empty) in [("protected", &header), ("aad", &aad)] {
            if root.member(name).and_then(Value::as_str) == Some("") && empty.is_some() {
                reasons.push(malformed(format!("{name} is there and empty")));
            }
        }
        let mut places = vec![("unprotected", Part::Unprotected, root.member("unprotected"))];
        for (index, recipient) in each.iter().enumerate() {
            if general.is_some() && !recipient.is_object() {
                reasons.push(malformed(format!("recipient {} is no object", index + 1)));
            }
            places.push(("header", Part::Recipient(index), recipient.member("header")));
        }
        for (name, part, value) in &places {
            match value {
                Some(value) if value.is_object() => check_unprotected(*value, *part, &mut reasons),
                Some(value) => {
                    reasons.push(malformed(format!("{name} is {}, not an object", value.kind_name())));
                }
                None => {}
            }
        }
        let text_of = |name: &str| root.member(name).and_then(Value::as_str).unwrap_or_default();
        let mut authenticated = text_of("protected").to_owned();
        if aad.is_some() {
            authenticated.push('.');
            authenticated.push_str(text_of("aad"));
        }
        let protected = root.member("protected").and_then(|value| Text::of(value.node(), text));
        let segment = protected.map_or_else(Segment::default, |protected| protected.segment().clone());
        let token = Self {
            form: if general.is_some() { Serialization::General } else { Serialization::Flattened },
            protected: None,
            protected_segment: segment,
            authenticated,
            encrypted_keys,
            iv: iv.unwrap_or_default(),
            ciphertext: ciphertext.unwrap_or_default(),
            tag: tag.unwrap_or_default(),
            aad,
            outer: None,
        };
        let mut token = match header {
            Some(header) if !header.is_empty() => token.with_header(&header, reasons)?,
            Some(_) | None if reasons.is_empty() => token,
            Some(_) | None => return Err(reasons),
        };
        if let Some(name) = twice(&token, root, &each) {
            return Err(vec![malformed(format!("{} stands in two headers", quoted(name)))]);
        }
        token.outer = Some(outer);
        token.check_algorithms()
    }

    /// The token with its protected header, where neither has a fault.
    fn with_header(mut self, header: &[u8], mut reasons: Vec<Reason>) -> Result<Self, Vec<Reason>> {
        let segment = &self.protected_segment;
        match json::parse(header) {
            Err(fault) => {
                // A header that could not be decoded has its reason already.
                if reasons.iter().all(|reason| reason.place().is_none_or(|p| p.part != Part::Header)) {
                    reasons.push(located(fault.reason(Part::Header, header), fault.span, segment));
                }
            }
            Ok(tree) if !tree.root().is_object() => {
                let place = Place::part(Part::Header).span(segment.span());
                reasons.push(Reason::new(Code::JsonNotObject).at(place).found(tree.root().kind_name()));
            }
            Ok(tree) => {
                let root = tree.root();
                let found = check_parameters(Part::Header, root).into_iter().chain(check_crit(root));
                reasons.extend(found.map(|reason| in_input(reason, segment)));
                self.protected = Some(Header::of(tree));
            }
        }
        if !reasons.is_empty() {
            return Err(reasons);
        }
        if self.form == Serialization::Compact { self.check_algorithms() } else { Ok(self) }
    }

    /// Whether each recipient has an `alg`, and the token a protected `enc`.
    fn check_algorithms(self) -> Result<Self, Vec<Reason>> {
        let mut reasons = Vec::new();
        for (name, recipients) in [("alg", self.recipients()), ("enc", 1)] {
            for recipient in 0..recipients {
                match self.parameter(recipient, name) {
                    None => {
                        let place = self.placed(Place::part(Part::Header));
                        reasons.push(Reason::new(Code::AlgMissing).at(place).with("name", name));
                    }
                    // Recipients of different algorithms have nowhere else to say so (RFC 7516 section 7.2.1).
                    Some((place, _)) if name == "alg" && matches!(place.part, Part::Recipient(_)) => {
                        if self.recipients() == 1 {
                            reasons.push(Reason::new(Code::AlgUnprotected).at(place));
                        }
                    }
                    Some((place, _)) if place.part != Part::Header => {
                        reasons.push(Reason::new(Code::AlgUnprotected).at(place));
                    }
                    Some(_) => {}
                }
            }
        }
        reasons.dedup_by(|a, b| a == b);
        if reasons.is_empty() { Ok(self) } else { Err(reasons) }
    }
}

/// The faults of a header that the tag does not vouch for.
fn check_unprotected(header: Value<'_>, part: Part, reasons: &mut Vec<Reason>) {
    let at = |name: &str| {
        let place = Place::part(part).member(name);
        header.member(name).map_or(place.clone(), |value| place.span(value.span()))
    };
    reasons.extend(check_parameters(part, header));
    for (name, code, found) in [
        ("crit", Code::CritMalformed, "it stands in an unprotected header"),
        ("zip", Code::JweZip, "zip stands in an unprotected header"),
    ] {
        if header.member(name).is_some() {
            reasons.push(Reason::new(code).at(at(name)).found(found));
        }
    }
}

/// A parameter that stands in two of the headers that make up one recipient's JOSE header (RFC 7516 section 7.2.1).
fn twice<'t>(token: &'t EncryptedToken, root: Value<'t>, each: &[Value<'t>]) -> Option<&'t str> {
    let mut shared = HeaderNames::default();
    shared.extend(token.protected.as_ref().map(|header| header.tree().root()));
    let unprotected = root.member("unprotected");
    if let Some(name) = shared.again(unprotected) {
        return Some(name);
    }
    shared.extend(unprotected);
    each.iter().find_map(|one| shared.again(one.member("header")))
}

/// The bytes of a member that is base64url.
fn decode_member(text: &str, value: Value<'_>, name: &str, part: Part) -> Result<Vec<u8>, Reason> {
    let Some(member) = Text::of(value.node(), text) else {
        let place = Place::part(part).span(value.span());
        let found = format!("{name} is {}, not a string", value.kind_name());
        return Err(Reason::new(Code::SerializationMalformed).at(place).found(found));
    };
    let mut bytes = Vec::new();
    member.decode(part, &mut bytes)?;
    Ok(bytes)
}
