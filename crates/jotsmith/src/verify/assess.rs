//! One token held against one set of expectations: every check, in order, once.
//!
//! Both doors stand on it: `verify`, which must be fast and allocates nothing while all is well, and `judge`, which
//! tells everything. So they cannot disagree.

use super::serialized;
use crate::alg::Algorithm;
use crate::check::claims::Denied;
use crate::check::key_choice::left_out;
use crate::check::{Content, Expectations, Source, State, claims, signature};
use crate::json::too_deep;
use crate::jws::payload::{Payload, signing_input, unfit_for_compact};
use crate::key::{AnyKey, KeyError};
use crate::limits::{JSON_DEPTH, KEPT_BYTES, TRIAL_KEYS};
use crate::reason::escape::quoted_byte;
use crate::reason::{Code, Part, Place, Question, Reason, Span};
use crate::text::base64url;
use crate::text::time::NumericDate;
use crate::token::claims::{Buffers, Claims};
use crate::token::{
    Header, Segment, Serialization, Shape, base64url_reason, decode_part, in_input, jws_parts, located,
};
use crate::token::{check_disclosures, compact_parts, disclosures, is_object, is_whole_object};
use crate::token::{parse_header, shape, unencoded_dots, wrong_part_count};
use crate::verdict::{EachSignature, Encrypted, KeyFace, Kind, Verdict};
use crate::verify::Verified;

/// Buffers of a verification. Reused, they make accepting a token free of allocation; what they hold of one token is
/// overwritten by the next.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    /// The encoded header that `header` was parsed from: stored only when every check of it passed.
    header_text: String,
    header: Option<Header>,
    header_json: Vec<u8>,
    pub(crate) payload: Vec<u8>,
    signature: Vec<u8>,
    pub(super) buffers: Buffers,
}

impl Scratch {
    /// Empty buffers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether the buffers are small enough to be kept by a verifier: a giant among tokens must not stay.
    pub(super) fn is_small(&self) -> bool {
        [
            self.payload.capacity(),
            self.header_text.capacity(),
            self.header_json.capacity(),
            self.signature.capacity(),
        ]
        .iter()
        .all(|bytes| *bytes <= KEPT_BYTES)
    }
}

/// What a token is held against.
#[derive(Clone, Copy)]
pub(crate) struct Job<'j> {
    pub(crate) expect: &'j Expectations,
    pub(crate) keys: &'j [AnyKey],
    /// The number of each key among all that were given; empty where all of them are here.
    pub(crate) numbers: &'j [usize],
    /// Keys that were given and cannot be used whatever the token.
    pub(crate) faults: &'j [KeyError],
    pub(crate) denied: Option<&'j Denied<'j>>,
    pub(crate) now: NumericDate,
    /// The payload that came beside the token.
    pub(crate) detached: Option<&'j [u8]>,
    /// How many keys may be tried: what one call has left, where the token is one of several.
    pub(crate) trials: usize,
}

impl Job<'_> {
    /// The number of a key among all that were given.
    pub(crate) fn number(&self, key: usize) -> usize {
        self.numbers.get(key).copied().unwrap_or(key)
    }

    /// Gives the keys that reasons are about their numbers among all that were given.
    fn renumber(&self, reasons: &mut [Reason]) {
        if self.faults.is_empty() {
            return;
        }
        for reason in reasons {
            if let Some(Place { part: Part::Key(index), .. }) = reason.place_mut() {
                *index = self.number(*index);
            }
        }
    }
}

/// What the checks found.
#[derive(Debug)]
pub(crate) struct Assessment {
    pub(crate) kind: Kind,
    pub(crate) serialization: Serialization,
    pub(crate) form: State,
    pub(crate) signature: signature::Answer,
    /// In general serialization, what was found of each signature.
    pub(crate) each: Vec<signature::Answer>,
    pub(crate) claims: claims::Answer,
    /// What a JWE is encrypted with.
    pub(crate) encrypted: Option<Encrypted>,
    pub(crate) reasons: Vec<Reason>,
}

impl Assessment {
    pub(crate) const fn unread(kind: Kind, form: State) -> Self {
        Self {
            kind,
            serialization: Serialization::Compact,
            form,
            signature: signature::Answer::UNASKED,
            each: Vec::new(),
            claims: claims::Answer::UNASKED,
            encrypted: None,
            reasons: Vec::new(),
        }
    }

    pub(super) fn because(mut self, reason: Reason) -> Self {
        self.reasons.push(reason);
        self
    }

    /// How many keys were tried.
    pub(crate) fn tried(&self) -> usize {
        self.each.iter().map(|one| one.tried).sum::<usize>().max(self.signature.tried)
    }

    /// Whether all four questions pass: the same rule as [`Verdict::accept`].
    pub(crate) fn accept(&self) -> bool {
        self.form == State::Pass
            && self.signature.signature == State::Pass
            && self.signature.trust == State::Pass
            && matches!(self.claims.state, State::Pass | State::NotApplicable)
    }

    /// What was accepted, with these claims of it.
    pub(super) fn verified<C>(mut self, claims: C, job: Job<'_>) -> Verified<C> {
        job.renumber(&mut self.reasons);
        let key = self.signature.key.map(|key| job.number(key));
        Verified::new(claims, self.signature.algorithm, key, self.reasons)
    }

    /// The verdict, for people.
    pub(crate) fn into_verdict(mut self, job: Job<'_>, scratch: &Scratch) -> Verdict {
        let accept = self.accept();
        let told = (self.kind, self.form) == (Kind::Jws, State::Pass) && self.signature.algorithm.is_some();
        if told {
            let named = core::iter::once(&self.signature).chain(&self.each).filter_map(|one| one.algorithm);
            let algorithms: Vec<Algorithm> = named.collect();
            self.reasons.extend(left_out(&algorithms, job.keys, job.expect));
        }
        job.renumber(&mut self.reasons);
        if told {
            // Where there is no other key, the first of them is the reason itself.
            let others = job.faults.iter().skip(usize::from(job.keys.is_empty()));
            self.reasons.extend(others.take(TRIAL_KEYS).map(unusable));
        }
        // A policy that does not know the issuer says so by `iss-mismatch`; that it holds no key is no news then.
        #[cfg(feature = "policy")]
        if job.expect.source == Source::Policy
            && self.reasons.iter().any(|reason| reason.severity() == crate::reason::Severity::Error)
        {
            self.reasons.retain(|reason| reason.code() != Code::KeyMissing);
        }
        let face = |index: usize| job.keys.get(index).map(KeyFace::of);
        let mut verdict = Verdict {
            kind: self.kind,
            serialization: self.serialization,
            each: self.each.iter().map(|one| EachSignature::of(one, job.keys)).collect(),
            cleaned: Vec::new(),
            form: self.form,
            signature: self.signature.signature,
            claims: self.claims.state,
            trust: self.signature.trust,
            algorithm: self.signature.algorithm,
            encrypted: self.encrypted,
            checked: self.claims.checked.iter().collect(),
            waived: self.claims.waived.iter().collect(),
            source: if job.keys.is_empty() && job.faults.is_empty() && job.expect.source != Source::Policy {
                Source::None
            } else {
                job.expect.source
            },
            key: self.signature.key.and_then(face),
            keys_given: job.keys.len(),
            exp: self.claims.exp,
            at: job.now,
            leeway: job.expect.leeway,
            reasons: self.reasons,
            hints: Vec::new(),
            payload: accept.then(|| scratch.payload.clone()),
            disclosures: None,
            recipient: None,
            profile: None,
            carries: false,
        };
        verdict.sort();
        match job.faults.first().filter(|_| job.keys.is_empty()) {
            Some(fault) => verdict.with_unusable_key(fault),
            None => verdict,
        }
    }
}

/// A key of several that cannot be used whatever the token, as a note.
fn unusable(fault: &KeyError) -> Reason {
    let place = fault.place().cloned().unwrap_or_else(|| Place::part(Part::Key(0)));
    Reason::new(Code::KeyLeftOut).at(place).found(fault.reason().clause())
}

/// Runs every check that can be run on `text`.
pub(crate) fn assess(text: &str, job: Job<'_>, scratch: &mut Scratch) -> Assessment {
    // The page reads one token at a time, and there small code is worth more.
    #[cfg(feature = "native")]
    if let Some(parts) = likely_parts(text, job, scratch) {
        let assessment = assess_jws(text, parts, job, scratch);
        // Two parts that are base64url without a fault hold no third dot, so these are the parts.
        if assessment.form == State::Pass {
            return assessment;
        }
    }
    if is_object(text)
        && let Some(assessment) = serialized::assess(text, job, scratch)
    {
        return assessment;
    }
    let parts = match jws_parts(text, job.expect.bounds.token_bytes) {
        Ok(parts) if !parts[2].of_str(text).contains('~') => parts,
        Ok(_) => return other_kind(text, job, scratch),
        Err(reason) if matches!(reason.code(), Code::PartCount | Code::NotAToken) => {
            return other_kind(text, job, scratch);
        }
        Err(reason) => return Assessment::unread(Kind::Unknown, State::Fail).because(reason),
    };
    assess_jws(text, parts, job, scratch)
}

/// The parts of a compact JWS whose header is the one of last time, found without looking at each of its characters.
#[cfg(feature = "native")]
fn likely_parts(text: &str, job: Job<'_>, scratch: &Scratch) -> Option<[Span; 3]> {
    // An unencoded payload may hold anything.
    let header = scratch.header.as_ref().filter(|header| !header.is_unencoded())?;
    let rest = text.strip_prefix(scratch.header_text.as_str())?.strip_prefix('.')?;
    if text.len() > job.expect.bounds.token_bytes {
        return None;
    }
    let head = scratch.header_text.len();
    let body = match header.algorithm().and_then(Algorithm::signature_bytes) {
        // The signature has as many characters as one of its algorithm has, or these are not the parts.
        Some(bytes) => rest.len().checked_sub(1 + base64url::encoded_len(bytes))?,
        None => rest.rfind('.')?,
    };
    let dot = head + 1 + body;
    let parts = [Span::new(0, head), Span::new(head + 1, dot), Span::new(dot + 1, text.len())];
    (rest.as_bytes().get(body) == Some(&b'.')).then_some(parts)
}

/// A text that is no compact JWS: named, and not verified.
fn other_kind(text: &str, job: Job<'_>, scratch: &mut Scratch) -> Assessment {
    if let Some((_, reason)) = unencoded_dots(text) {
        return Assessment::unread(Kind::Jws, State::Fail).because(reason);
    }
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
        Shape::Jws | Shape::Json | Shape::Other(_) => {
            Assessment::unread(Kind::Unknown, State::Fail).because(wrong_part_count(text))
        }
    }
}

fn assess_jws(text: &str, parts: [Span; 3], job: Job<'_>, scratch: &mut Scratch) -> Assessment {
    let [head, body, tail] = parts;
    let mut reasons = Vec::new();
    let header_read = load_header(text, head, scratch, &mut reasons);
    let Scratch { header, header_json, payload, signature, buffers, .. } = scratch;
    payload.clear();
    signature.clear();
    let mut read = header_read;
    let unencoded = header_read && header.as_ref().is_some_and(Header::is_unencoded);
    let body_read = match job.detached {
        Some(_) if !body.is_empty() => Err(Reason::new(Code::PayloadAttached).at(whole(body))),
        Some(detached) => {
            payload.extend_from_slice(detached);
            Ok(())
        }
        None if unencoded => as_it_is(text, body, payload),
        None => decode_part(text, Part::Payload, body, payload),
    };
    for faults in [body_read.err(), decode_part(text, Part::Signature, tail, signature).err()] {
        read &= faults.is_none();
        reasons.extend(faults);
    }
    let bounds = job.expect.bounds;
    if read && bounds.json_depth < JSON_DEPTH {
        let texts = [(Part::Header, head, &*header_json), (Part::Payload, body, &*payload)];
        let meant =
            texts.iter().filter(|(part, ..)| *part == Part::Header || job.expect.content != Content::Bytes);
        for (part, span, json) in meant {
            if let Some(at) = too_deep(json, bounds.json_depth) {
                let reason = Reason::new(Code::JsonDepth).at(Place::part(*part));
                let reason = reason.expected(bounds.json_depth.to_string());
                reasons.push(located(reason, Span::byte(at), &Segment::strict(*span)));
                read = false;
            }
        }
    }
    let mut assessment = Assessment::unread(Kind::Jws, State::Fail);
    let Some(header) = header.as_ref().filter(|_| read) else {
        assessment.reasons = reasons;
        return assessment;
    };
    let segment = Segment::strict(body);
    if unencoded && is_taken_for_claims(header, payload, job.expect.content) {
        reasons
            .push(Reason::new(Code::B64Misuse).at(Place::header("b64")).found("it is false in a claims set"));
    }
    let claims = if unencoded {
        None
    } else {
        read_claims(header, payload, &segment, job.expect.content, buffers, &mut reasons)
    };
    assessment.form = State::Pass.after(Question::Form, &reasons);
    assessment.reasons = reasons;
    assessment.signature.algorithm = header.algorithm();
    if assessment.form == State::Pass {
        let reasons = &mut assessment.reasons;
        let made;
        let signing_input = if let Some(detached) = job.detached {
            let payload = if unencoded { Payload::AsItIs(detached) } else { Payload::Encoded(detached) };
            made = signing_input(head.of_str(text), payload);
            made.as_slice()
        } else {
            Span::new(0, body.end).of(text.as_bytes())
        };
        let signed = signature::Signed { header, signing_input, signature, span: tail, trials: job.trials };
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

/// The claims of a payload that must be a claims set here; none where it need not be one, or is broken.
pub(super) fn read_claims<'p>(
    header: &Header,
    payload: &'p [u8],
    segment: &Segment,
    content: Content,
    buffers: &'p mut Buffers,
    reasons: &mut Vec<Reason>,
) -> Option<Claims<'p>> {
    if !means_claims(|| header.promises_claims(), payload, content) {
        return None;
    }
    match buffers.parse(payload) {
        Ok(claims) if claims.is_object() => Some(claims),
        Ok(_) => {
            let tree = crate::json::parse(payload).ok();
            let found = tree.as_ref().map_or("no object", |tree| tree.root().kind_name());
            reasons.push(Reason::new(Code::JsonNotObject).at(whole(segment.span())).found(found));
            None
        }
        Err(fault) => {
            reasons.push(located(fault.reason(Part::Payload, payload), fault.span, segment));
            None
        }
    }
}

/// The payload as a whole.
const fn whole(body: Span) -> Place {
    Place::part(Part::Payload).span(body)
}

/// Whether a payload that stands as it is may be taken for claims: it is a claims set, or the base64url of an object,
/// which whoever overlooks `b64` reads as claims. Words such as "exam" begin as one does, and are none.
fn is_taken_for_claims(header: &Header, payload: &[u8], content: Content) -> bool {
    content != Content::Bytes
        && (means_claims(|| header.promises_claims(), payload, content)
            || base64url::decode(payload).is_ok_and(|bytes| is_whole_object(&bytes)))
}

/// The payload of a compact token whose `b64` is false: the characters themselves (RFC 7797 section 5.2).
fn as_it_is(text: &str, body: Span, payload: &mut Vec<u8>) -> Result<(), Reason> {
    let misuse = |found: String| Reason::new(Code::B64Misuse).at(whole(body)).found(found);
    let sent = body.of(text.as_bytes());
    payload.extend_from_slice(sent);
    match unfit_for_compact(sent).and_then(|at| Some((at, sent.get(at)?))) {
        None => Ok(()),
        Some((at, byte)) => Err(misuse(format!(
            "byte {} of the payload is {}, which cannot stand in a compact token as it is",
            at + 1,
            quoted_byte(*byte)
        ))),
    }
}

/// Whether the payload must be a claims set here, where a header may promise that it is one.
pub(super) fn means_claims(promised: impl FnOnce() -> bool, payload: &[u8], content: Content) -> bool {
    match content {
        Content::Claims => true,
        Content::Bytes => false,
        Content::Either => {
            let begins = payload.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'{');
            begins || promised()
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
    if let Err(fault) = base64url::decode_into(encoded.as_bytes(), &mut scratch.header_json) {
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
