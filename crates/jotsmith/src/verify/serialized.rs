//! A JWS in flattened or general serialization, held against one set of expectations.
//!
//! `typ` is that of the signature that held; which one that is, `signatures` says.

use super::assess::{Assessment, Job, Scratch, means_claims, read_claims};
use super::signatures::check_signatures;
use crate::check::{Content, State, claims};
use crate::json::too_deep;
use crate::jws::payload::Payload;
use crate::limits::JSON_DEPTH;
use crate::reason::{Code, Part, Place, Question, Reason, Severity, Span};
use crate::token::serialization::{Family, JsonJws, family, parse};
use crate::token::{Header, Segment, Serialization, located};
use crate::verdict::Kind;

/// The assessment of a text that begins as a JSON object; none where it is no token at all.
pub(super) fn assess(text: &str, job: Job<'_>, scratch: &mut Scratch) -> Option<Assessment> {
    let tree = match parse(text, job.expect.bounds.token_bytes) {
        Ok(tree) => tree,
        Err(reason) => return Some(Assessment::unread(Kind::Unknown, State::Fail).because(reason)),
    };
    let mut assessment = match family(tree.node())? {
        Family::Jwe => return Some(encrypted(tree.root().member("recipients").is_some(), job)),
        Family::Jws => match JsonJws::of(&tree, text) {
            Ok(jws) if jws.signatures().len() > job.expect.bounds.signatures => {
                let most = job.expect.bounds.signatures;
                let reason = Reason::new(Code::TooManySignatures)
                    .at(Place::part(Part::Token).span(Span::new(0, text.len())))
                    .found(jws.signatures().len().to_string());
                Assessment::unread(Kind::Jws, State::Fail).because(reason.expected(most.to_string()))
            }
            Ok(jws) => assess_jws(&jws, text, job, scratch),
            Err(reasons) => {
                let mut assessment = Assessment::unread(Kind::Jws, State::Fail);
                assessment.reasons = reasons;
                assessment
            }
        },
    };
    let general = tree.root().member("signatures").is_some();
    assessment.serialization = if general { Serialization::General } else { Serialization::Flattened };
    Some(assessment)
}

/// A JWE is named, and not verified.
fn encrypted(general: bool, job: Job<'_>) -> Assessment {
    let inspecting = job.expect.content == Content::Either;
    let code = if inspecting { Code::EncryptedNotOpened } else { Code::TokenEncrypted };
    let mut assessment =
        Assessment::unread(Kind::Jwe, State::Pass).because(Reason::new(code).at(Place::part(Part::Token)));
    assessment.serialization = if general { Serialization::General } else { Serialization::Flattened };
    assessment.signature.signature = State::NotChecked.after(Question::Signature, &assessment.reasons);
    assessment
}

fn assess_jws(jws: &JsonJws, text: &str, job: Job<'_>, scratch: &mut Scratch) -> Assessment {
    let mut assessment = Assessment::unread(Kind::Jws, State::Pass);
    let mut headers = jws.signatures().iter().filter_map(|one| one.header().ok());
    assessment.signature.algorithm = headers.next().and_then(Header::algorithm);
    let reasons = &mut assessment.reasons;
    let Scratch { payload, buffers, .. } = scratch;
    payload.clear();
    let (sent, segment) = match (jws.payload(), job.detached) {
        (Some(sent), None) => {
            payload.extend(jws.unverified_payload().unwrap_or_default());
            let segment = sent.segment().clone();
            let sent = if jws.is_unencoded() { None } else { Some(sent.value()) };
            (sent, if jws.is_unencoded() { segment.into_plain() } else { segment })
        }
        (None, Some(detached)) => {
            payload.extend_from_slice(detached);
            (None, Segment::default())
        }
        (Some(sent), Some(_)) => {
            let place = Place::part(Part::Payload).span(sent.segment().span());
            reasons.push(Reason::new(Code::PayloadAttached).at(place));
            (None, Segment::default())
        }
        (None, None) => {
            reasons.push(Reason::new(Code::PayloadDetached).at(Place::part(Part::Payload)));
            (None, Segment::default())
        }
    };
    check_depth(jws, text, payload, &segment, job, reasons);
    if reasons.is_empty() {
        form_of_claims(jws, payload, segment.span(), job, reasons);
    }
    assessment.form = State::Pass.after(Question::Form, reasons);
    if assessment.form == State::Fail {
        return assessment;
    }
    let body = match sent {
        Some(sent) => Payload::AsItIs(sent.as_bytes()),
        None if jws.is_unencoded() => Payload::AsItIs(payload),
        None => Payload::Encoded(payload),
    };
    let chosen = check_signatures(jws, body, job, &mut assessment);
    let Some(chosen) = chosen.and_then(|index| jws.signatures().get(index)) else { return assessment };
    let Ok(header) = chosen.header() else { return assessment };
    let content = job.expect.content;
    let read = read_claims(header, payload, &segment, content, buffers, &mut assessment.reasons);
    assessment.form = State::Pass.after(Question::Form, &assessment.reasons);
    if assessment.form == State::Fail {
        return assessment;
    }
    let before = assessment.reasons.len();
    let reasons = &mut assessment.reasons;
    assessment.claims = match read {
        Some(claims) => claims::check(claims, header, &segment, job.expect, job.denied, job.now, reasons),
        None => claims::check_content(header, job.expect, job.denied, reasons),
    };
    let later = reasons.split_off(before);
    reasons.extend(later.into_iter().map(|reason| chosen.located(reason)));
    assessment
}

/// Holds object, headers and claims to a bound on nesting that is below the parser's own.
fn check_depth(
    jws: &JsonJws,
    text: &str,
    payload: &[u8],
    segment: &Segment,
    job: Job<'_>,
    reasons: &mut Vec<Reason>,
) {
    let most = job.expect.bounds.json_depth;
    if most >= JSON_DEPTH {
        return;
    }
    let reason = |part: Part| Reason::new(Code::JsonDepth).at(Place::part(part)).expected(most.to_string());
    if let Some(at) = too_deep(text.as_bytes(), most) {
        let mut reason = reason(Part::Token);
        if let Some(place) = reason.place_mut() {
            place.span = Some(Span::byte(at));
        }
        reasons.push(reason);
    }
    for one in jws.signatures() {
        let json = crate::text::base64url::decode(one.protected().as_bytes()).unwrap_or_default();
        if let Some(at) = too_deep(&json, most) {
            reasons.push(one.located(with_bytes(reason(Part::Header), Span::byte(at))));
        }
    }
    if job.expect.content != Content::Bytes
        && let Some(at) = too_deep(payload, most)
    {
        reasons.push(located(reason(Part::Payload), Span::byte(at), segment));
    }
}

/// The reason with the decoded bytes it is about.
fn with_bytes(mut reason: Reason, decoded: Span) -> Reason {
    if let Some(place) = reason.place_mut() {
        place.decoded = Some(decoded);
    }
    reason
}

/// A JWT is always compact (RFC 7519 section 1), and `b64` is true in it (RFC 7797 section 7).
fn form_of_claims(jws: &JsonJws, payload: &[u8], body: Span, job: Job<'_>, reasons: &mut Vec<Reason>) {
    let content = job.expect.content;
    let mut headers = jws.signatures().iter().filter_map(|one| one.header().ok());
    if !means_claims(|| headers.any(Header::promises_claims), payload, content) {
        return;
    }
    let severity = if content == Content::Claims { Severity::Error } else { Severity::Warning };
    let place = Place::part(Part::Payload).span(body);
    reasons.push(Reason::new(Code::JwtJsonSerialization).at(place.clone()).severe(severity));
    if jws.is_unencoded() {
        reasons.push(Reason::new(Code::B64Misuse).at(place).found("it is false in a claims set"));
    }
}
