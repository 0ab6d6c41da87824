//! One token held against one set of expectations: every check, in order, once.
//!
//! Both doors stand on it: `verify`, which must be fast and allocates nothing while all is well, and `judge`, which
//! tells everything. So they cannot disagree.

use crate::check::claims::Denied;
use crate::check::{Content, Expectations, State, claims, signature};
use crate::key::AnyKey;
use crate::reason::{Code, Part, Place, Question, Reason, Span};
use crate::text::time::NumericDate;
use crate::token::claims::Buffers;
use crate::token::{
    Header, Segment, Shape, base64url_reason, decode_part, in_input, jws_parts, located, parse_header, shape,
};
use crate::token::{check_disclosures, compact_parts, disclosures, is_claims_set_type, wrong_part_count};
use crate::verdict::{KeyFace, Kind, Verdict};

/// Buffers of a verification. Reused, they make accepting a token free of allocation; what they hold of one token is
/// overwritten by the next.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    /// The encoded header that `header` was parsed from: stored only when every check of it passed.
    header_text: String,
    header: Option<Header>,
    header_json: Vec<u8>,
    pub(super) payload: Vec<u8>,
    signature: Vec<u8>,
    buffers: Buffers,
}

impl Scratch {
    /// Empty buffers.
    pub fn new() -> Self {
        Self::default()
    }
}

/// What a token is held against.
#[derive(Clone, Copy)]
pub(crate) struct Job<'j> {
    pub(crate) expect: &'j Expectations,
    pub(crate) keys: &'j [AnyKey],
    pub(crate) denied: Option<&'j Denied<'j>>,
    pub(crate) now: NumericDate,
}

/// What the checks found.
#[derive(Debug)]
pub(crate) struct Assessment {
    pub(crate) kind: Kind,
    pub(crate) form: State,
    pub(crate) signature: signature::Answer,
    pub(crate) claims: claims::Answer,
    pub(crate) reasons: Vec<Reason>,
}

impl Assessment {
    const fn unread(kind: Kind, form: State) -> Self {
        let signature = signature::Answer {
            signature: State::NotChecked,
            trust: State::NotChecked,
            algorithm: None,
            key: None,
        };
        Self { kind, form, signature, claims: claims::Answer::UNASKED, reasons: Vec::new() }
    }

    fn because(mut self, reason: Reason) -> Self {
        self.reasons.push(reason);
        self
    }

    /// Whether all four questions pass: the same rule as [`Verdict::accept`].
    pub(crate) fn accept(&self) -> bool {
        self.form == State::Pass
            && self.signature.signature == State::Pass
            && self.signature.trust == State::Pass
            && matches!(self.claims.state, State::Pass | State::NotApplicable)
    }

    /// The verdict, for people.
    pub(crate) fn into_verdict(self, job: Job<'_>, scratch: &Scratch) -> Verdict {
        let accept = self.accept();
        let face = |index: usize| job.keys.get(index).map(KeyFace::of);
        let mut verdict = Verdict {
            kind: self.kind,
            cleaned: Vec::new(),
            form: self.form,
            signature: self.signature.signature,
            claims: self.claims.state,
            trust: self.signature.trust,
            algorithm: self.signature.algorithm,
            checked: self.claims.checked.as_slice().to_vec(),
            waived: self.claims.waived.as_slice().to_vec(),
            source: if job.keys.is_empty() { crate::check::Source::None } else { job.expect.source },
            key: self.signature.key.and_then(face),
            keys_given: job.keys.len(),
            exp: self.claims.exp,
            at: job.now,
            leeway: job.expect.leeway,
            reasons: self.reasons,
            hints: Vec::new(),
            payload: accept.then(|| scratch.payload.clone()),
        };
        verdict.sort();
        verdict
    }
}

/// Runs every check that can be run on `text`.
pub(crate) fn assess(text: &str, job: Job<'_>, scratch: &mut Scratch) -> Assessment {
    let parts = match jws_parts(text, job.expect.token_bytes) {
        Ok(parts) if !parts[2].of_str(text).contains('~') => parts,
        Ok(_) => return other_kind(text, job, scratch),
        Err(reason) if matches!(reason.code(), Code::PartCount | Code::NotAToken) => {
            return other_kind(text, job, scratch);
        }
        Err(reason) => return Assessment::unread(Kind::Unknown, State::Fail).because(reason),
    };
    assess_jws(text, parts, job, scratch)
}

/// A text that is no compact JWS: named, and not verified.
fn other_kind(text: &str, job: Job<'_>, scratch: &mut Scratch) -> Assessment {
    let inspecting = job.expect.content == Content::Either;
    match shape(text) {
        Shape::Jwe => {
            let head = Span::new(0, text.find('.').unwrap_or(text.len()));
            let mut reasons = Vec::new();
            let header_read = load_header(text, head, scratch, &mut reasons);
            let parts = [Part::EncryptedKey, Part::InitializationVector, Part::Ciphertext, Part::Tag];
            for (part, span) in parts.into_iter().zip(compact_parts(text).skip(1)) {
                reasons.extend(decode_part(text, part, span, &mut Vec::new()).err());
            }
            if header_read && reasons.is_empty() {
                let code = if inspecting { Code::EncryptedNotOpened } else { Code::TokenEncrypted };
                reasons.push(Reason::new(code).at(Place::part(Part::Token)));
            }
            let mut assessment = Assessment::unread(Kind::Jwe, State::Pass.after(Question::Form, &reasons));
            assessment.signature.signature = State::NotChecked.after(Question::Signature, &reasons);
            assessment.reasons = reasons;
            assessment
        }
        Shape::SdJwt => {
            let disclosures = disclosures(text);
            let words = format!("{disclosures} disclosure{}", if disclosures == 1 { "" } else { "s" });
            let mut reasons: Vec<Reason> = check_disclosures(text).err().into_iter().collect();
            let head = Span::new(0, text.find('.').unwrap_or(text.len()));
            if load_header(text, head, scratch, &mut reasons) && reasons.is_empty() {
                reasons.push(Reason::new(Code::SdJwtNotVerified).at(Place::part(Part::Token)).found(words));
            }
            let mut assessment = Assessment::unread(Kind::SdJwt, State::Pass.after(Question::Form, &reasons));
            assessment.reasons = reasons;
            assessment
        }
        Shape::Jws | Shape::Other(_) => {
            Assessment::unread(Kind::Unknown, State::Fail).because(wrong_part_count(text))
        }
    }
}

fn assess_jws(text: &str, parts: [Span; 3], job: Job<'_>, scratch: &mut Scratch) -> Assessment {
    let [head, body, tail] = parts;
    let mut reasons = Vec::new();
    let header_read = load_header(text, head, scratch, &mut reasons);
    let Scratch { header, payload, signature, buffers, .. } = scratch;
    payload.clear();
    signature.clear();
    let mut read = header_read;
    for (part, span, out) in [(Part::Payload, body, &mut *payload), (Part::Signature, tail, &mut *signature)]
    {
        if let Err(reason) = decode_part(text, part, span, out) {
            reasons.push(reason);
            read = false;
        }
    }
    let mut assessment = Assessment::unread(Kind::Jws, State::Fail);
    let Some(header) = header.as_ref().filter(|_| read) else {
        assessment.reasons = reasons;
        return assessment;
    };
    let segment = Segment::strict(body);
    if header.is_unencoded() {
        let why = if job.expect.content == Content::Claims {
            "it is false in a claims set"
        } else {
            "the payload is not base64url"
        };
        reasons.push(Reason::new(Code::B64Misuse).at(Place::header("b64")).found(why));
    }
    let claims = if means_claims(header, payload, job.expect.content) {
        match buffers.parse(payload) {
            Ok(claims) if claims.is_object() => Some(claims),
            Ok(_) => {
                let tree = crate::json::parse(payload).ok();
                let found = tree.as_ref().map_or("no object", |tree| tree.root().kind_name());
                reasons.push(
                    Reason::new(Code::JsonNotObject).at(Place::part(Part::Payload).span(body)).found(found),
                );
                None
            }
            Err(fault) => {
                reasons.push(located(fault.reason(Part::Payload, payload), fault.span, &segment));
                None
            }
        }
    } else {
        None
    };
    assessment.form = State::Pass.after(Question::Form, &reasons);
    assessment.reasons = reasons;
    assessment.signature.algorithm = header.algorithm();
    if assessment.form == State::Pass {
        let reasons = &mut assessment.reasons;
        let signing_input = Span::new(0, body.end).of(text.as_bytes());
        let signed = signature::Signed { header, signing_input, signature, span: tail };
        assessment.signature = signature::check(signed, job.keys, job.expect, reasons);
        assessment.claims = if let Some(claims) = claims {
            claims::check(claims, header, &segment, job.expect, job.denied, job.now, reasons)
        } else {
            claims::check_content(header, job.expect, job.denied, reasons)
        };
    }
    let segment = Segment::strict(head);
    for reason in &mut assessment.reasons {
        if reason.place().is_some_and(|place| place.part == Part::Header && place.span.is_none()) {
            *reason = in_input(core::mem::replace(reason, Reason::new(Code::EmptyInput)), &segment);
        }
    }
    assessment
}

/// Whether the payload must be a claims set here.
fn means_claims(header: &Header, payload: &[u8], content: Content) -> bool {
    match content {
        Content::Claims => true,
        Content::Bytes => false,
        Content::Either => {
            let begins = payload.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'{');
            begins || header.typ().is_some_and(is_claims_set_type)
        }
    }
}

/// Puts the strictly parsed header into the scratch; the same encoded header as last time is not parsed again.
fn load_header(text: &str, span: Span, scratch: &mut Scratch, reasons: &mut Vec<Reason>) -> bool {
    let encoded = span.of_str(text);
    if scratch.header.is_some() && scratch.header_text == encoded {
        return true;
    }
    scratch.header = None;
    scratch.header_json.clear();
    if let Err(fault) = crate::text::base64url::decode_into(encoded.as_bytes(), &mut scratch.header_json) {
        reasons.push(base64url_reason(fault, Part::Header, span, text));
        return false;
    }
    match parse_header(&scratch.header_json, span) {
        Ok(header) => {
            scratch.header = Some(header);
            scratch.header_text.clear();
            scratch.header_text.push_str(encoded);
            true
        }
        Err(found) => {
            reasons.extend(found);
            false
        }
    }
}
