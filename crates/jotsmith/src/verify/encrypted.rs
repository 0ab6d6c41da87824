//! A JWE, opened for whoever inspects it: the verdict on the outside, and the content for the next layer.
//!
//! What was encrypted to a public key says nothing about the sender (RFC 8725 section 3.3), so trust fails until a token
//! inside passes by itself. `verify` never comes here: it takes no JWE.

use zeroize::Zeroizing;

use super::Verifier;
use super::assess::{Assessment, Job, Scratch, read_claims};
use crate::check::{Source, State, claims};
use crate::jwe::{Allowed, Budget, Opened, is_shared, open};
use crate::limits::Bounds;
use crate::reason::{Code, Part, Place, Question, Reason, Severity};
use crate::text::time::NumericDate;
use crate::token::{EncryptedToken, Segment, is_token_shaped, names_token};
use crate::verdict::{Encrypted, Kind, Verdict};

/// What one call may spend on encrypted layers.
pub(crate) type Purse = Budget;

/// The full purse of one call.
pub(crate) fn purse(bounds: Bounds) -> Purse {
    Budget::of(bounds)
}

/// The verdict on a JWE, and the token inside where there is one.
pub(crate) struct Unwrapped {
    pub(crate) verdict: Verdict,
    pub(crate) inner: Option<Zeroizing<String>>,
    /// What is inside where it is no token.
    pub(crate) content: Option<Zeroizing<Vec<u8>>>,
}

impl Verifier<'_> {
    /// Opens a JWE with the keys of the verifier; none where the text is no JWE.
    pub(crate) fn unwrapped(&self, text: &str, now: NumericDate, purse: &mut Purse) -> Option<Unwrapped> {
        let job = self.job(now);
        let bound = job.expect.bounds.token_bytes;
        if !EncryptedToken::is_shaped_within(text, bound) {
            return None;
        }
        let token = match EncryptedToken::parse_within(text, bound) {
            Ok(token) => token,
            Err(reasons) => {
                let mut assessment =
                    Assessment::unread(Kind::Jwe, State::Pass.after(Question::Form, &reasons));
                assessment.signature.signature = State::NotChecked.after(Question::Signature, &reasons);
                assessment.reasons = reasons;
                let verdict = assessment.into_verdict(job, &Scratch::new());
                return Some(Unwrapped { verdict, inner: None, content: None });
            }
        };
        let allowed = Allowed {
            unnamed: true,
            weak_keys: job.expect.weak_keys,
            set: job.expect.source == Source::Jwks,
            ..Allowed::default()
        };
        let opened = open(&token, job.keys, &allowed, purse);
        Some(unwrapped(&token, opened, job))
    }
}

fn unwrapped(token: &EncryptedToken, opened: Opened, job: Job<'_>) -> Unwrapped {
    let mut assessment = Assessment::unread(Kind::Jwe, State::Pass);
    assessment.serialization = token.form();
    assessment.encrypted = Some(Encrypted { algorithm: opened.algorithm, encryption: opened.encryption });
    assessment.signature.key = opened.key;
    assessment.reasons = opened.reasons;
    for reason in &mut assessment.reasons {
        // Without a key only the header can be read: that is what there is to say.
        if reason.code() == Code::KeyMissing {
            *reason = Reason::new(Code::EncryptedNotOpened).at(Place::part(Part::Token));
        }
    }
    let reasons = &mut assessment.reasons;
    let answered = if opened.plaintext.is_some() { State::Pass } else { State::NotChecked };
    assessment.form = State::Pass.after(Question::Form, reasons);
    assessment.signature.signature = answered.after(Question::Signature, reasons);
    let mut scratch = Scratch::new();
    let mut inner = None;
    if let (Some(plaintext), State::Pass) = (&opened.plaintext, assessment.signature.signature) {
        assessment.signature.trust = State::Pass;
        if let (Some(algorithm), false) = (opened.algorithm, opened.algorithm.is_some_and(is_shared)) {
            let place = Place::part(Part::Token);
            reasons.push(Reason::new(Code::EncryptedNotAuthenticated).at(place).found(algorithm.as_str()));
        }
        inner = nested(token, plaintext);
        // Claims that a token inside makes are judged there; until it is accepted there is no answer here.
        if inner.is_none() {
            assessment.claims = content(token, plaintext, job, &mut scratch, reasons);
            scratch.payload.extend_from_slice(plaintext);
        }
    }
    assessment.form = assessment.form.after(Question::Form, &assessment.reasons);
    assessment.signature.trust = assessment.signature.trust.after(Question::Trust, &assessment.reasons);
    let content =
        opened.plaintext.filter(|_| inner.is_none() && assessment.signature.signature == State::Pass);
    let answered = assessment.signature.signature == State::Pass;
    let mut verdict = assessment.into_verdict(job, &scratch);
    verdict.recipient = answered.then_some(opened.recipient);
    verdict.carries = inner.is_some();
    Unwrapped { verdict, inner, content }
}

/// The token inside: where `cty` says so (RFC 7519 section 5.2), or what is inside has the shape of one.
fn nested(token: &EncryptedToken, plaintext: &[u8]) -> Option<Zeroizing<String>> {
    let text = core::str::from_utf8(plaintext).ok()?.trim_ascii();
    let cty = token.protected_text("cty").unwrap_or_default();
    let said = names_token(cty);
    let shaped = is_token_shaped(text) || text.starts_with('{') && EncryptedToken::is_shaped(text);
    (said && !text.is_empty() || shaped).then(|| Zeroizing::new(text.to_owned()))
}

/// The claims of a JWT that is encrypted and not signed; any other content is not judged.
fn content(
    token: &EncryptedToken,
    plaintext: &[u8],
    job: Job<'_>,
    scratch: &mut Scratch,
    reasons: &mut Vec<Reason>,
) -> claims::Answer {
    // A token without a protected header names no enc, and is not parsed.
    let Some(header) = token.header() else { return claims::Answer::UNASKED };
    let from = reasons.len();
    let segment = Segment::default();
    let Scratch { buffers, .. } = scratch;
    let read = read_claims(header, plaintext, &segment, job.expect.content, buffers, reasons);
    let broken = reasons.iter().skip(from).any(|reason| reason.question() == Question::Form);
    let answer = match read {
        Some(read) => claims::check(read, header, &segment, job.expect, job.denied, job.now, reasons),
        None if broken => claims::Answer::UNASKED,
        None => claims::check_content(header, job.expect, job.denied, reasons),
    };
    // Claims that were encrypted stand nowhere in the text.
    for place in reasons.iter_mut().skip(from).filter_map(Reason::place_mut) {
        if place.part == Part::Payload {
            place.span = None;
        }
    }
    answer
}

impl Verdict {
    /// The token inside vouches for its sender: then it matters no longer who encrypted it.
    pub(crate) fn vouch(&mut self) {
        self.reasons.retain(|reason| reason.code() != Code::EncryptedNotAuthenticated);
        self.trust = State::Pass.after(Question::Trust, &self.reasons);
        self.claims = State::NotApplicable;
    }

    /// The token inside is neither accepted nor refused, so who encrypted it is still to be seen.
    pub(crate) fn await_inner(&mut self) {
        for reason in self.reasons.iter_mut().filter(|one| one.code() == Code::EncryptedNotAuthenticated) {
            *reason = core::mem::replace(reason, Reason::new(Code::EmptyInput)).severe(Severity::Warning);
        }
        self.trust = State::NotChecked.after(Question::Trust, &self.reasons);
        self.sort();
    }
}
