//! The signatures of a JWS in flattened or general serialization: each is checked once, in the order of the token, and
//! one answer is made of them.
//!
//! One that holds under a given key is enough unless all are demanded; whatever speaks against the others is reported and
//! lowered. What is signed is not looked at.

use super::assess::{Assessment, Job};
use crate::check::{State, signature};
use crate::jws::payload::{Payload, signing_input};
use crate::limits::TRIAL_KEYS;
use crate::reason::{Code, Place, Question, Reason, Severity};
use crate::token::Header;
use crate::token::serialization::{JsonJws, JsonSignature, Role};

/// Checks every signature over the payload. The answer goes to the assessment; which signature it stands on is given
/// back, where the header of one can be read.
pub(crate) fn check_signatures(
    jws: &JsonJws,
    body: Payload<'_>,
    job: Job<'_>,
    assessment: &mut Assessment,
) -> Option<usize> {
    // A signature may try one key while any may be tried; the others are counted over all signatures.
    let one_key = job.trials.min(1);
    let mut more = job.expect.bounds.trial_keys.clamp(1, TRIAL_KEYS).min(job.trials) - one_key;
    let mut found: Vec<Found<'_>> = Vec::with_capacity(jws.signatures().len());
    for one in jws.signatures() {
        let one = Found::of(one, body, job, more + one_key);
        more = more.saturating_sub(one.answer.tried.saturating_sub(1));
        found.push(one);
    }
    settle(&found, job.expect.all_signatures, assessment)
}

/// What was found of one signature.
struct Found<'t> {
    signature: &'t JsonSignature,
    header: Option<&'t Header>,
    answer: signature::Answer,
    reasons: Vec<Reason>,
}

impl<'t> Found<'t> {
    fn of(signature: &'t JsonSignature, body: Payload<'_>, job: Job<'_>, trials: usize) -> Self {
        let mut reasons = Vec::new();
        let header = match signature.header() {
            Ok(header) => header,
            Err(refused) => {
                let answer = signature::Answer { signature: State::Fail, ..signature::Answer::UNASKED };
                return Self { signature, header: None, answer, reasons: refused.clone() };
            }
        };
        let input = signing_input(signature.protected(), body);
        let signed = signature::Signed {
            header,
            signing_input: &input,
            signature: signature.signature(),
            span: signature.span(),
            trials,
        };
        let mut answer = signature::check(signed, job.keys, job.expect, &mut reasons);
        if answer.signature == State::Fail && !reasons.iter().any(speaks_against_it) {
            // No key that was given is for it: nobody tried.
            answer.signature = State::NotChecked;
        }
        let reasons = reasons.into_iter().map(|reason| {
            let whole = || Place::part(signature.role().signature()).span(signature.span());
            signature.located(if reason.place().is_none() { reason.at(whole()) } else { reason })
        });
        Self { signature, header: Some(header), answer, reasons: reasons.collect() }
    }

    fn passes(&self) -> bool {
        self.answer.signature == State::Pass && self.answer.trust == State::Pass
    }
}

/// Whether a reason says that the signature itself is bad, not that a key for it is missing.
fn speaks_against_it(reason: &Reason) -> bool {
    let no_key = [
        Code::AlgKeyMismatch,
        Code::AlgNotAllowed,
        Code::KeyAmbiguous,
        Code::KeyMissing,
        Code::KeyWithoutAlgorithm,
        Code::KidUnknown,
    ];
    reason.severity() == Severity::Error
        && reason.question() != Question::Trust
        && !no_key.contains(&reason.code())
}

/// One answer of several, and the index of the signature that it stands on: the first that passes, else the first that
/// holds, else the first that was tried, else the first whose header can be read.
fn settle(found: &[Found<'_>], all: bool, assessment: &mut Assessment) -> Option<usize> {
    let first = |test: &dyn Fn(&Found<'_>) -> bool| found.iter().position(test);
    // One that holds under a key of no worth holds all the same: the key is what is wrong.
    let passing = found.iter().position(Found::passes);
    let holding = passing.or_else(|| first(&|one| one.answer.signature == State::Pass));
    let holds = holding.and_then(|index| found.get(index));
    let chosen =
        holding.or_else(|| first(&|one| one.answer.tried > 0)).or_else(|| first(&|one| one.header.is_some()));
    let (any_read, any_tried) =
        (found.iter().any(|one| one.header.is_some()), found.iter().any(|one| one.answer.tried > 0));
    for (index, one) in found.iter().enumerate() {
        for reason in &one.reasons {
            // What speaks against one signature decides nothing while another one holds, or may.
            let lowered = match (holding, one.header) {
                (Some(holding), _) => index != holding,
                (None, None) => any_read,
                (None, Some(_)) => any_tried && one.answer.tried == 0 && !speaks_against_it(reason),
            };
            let severity = match reason.severity() {
                Severity::Error if lowered && !all && speaks_against_it(reason) => Severity::Warning,
                Severity::Error | Severity::Warning if lowered && !all => Severity::Note,
                severity @ (Severity::Error | Severity::Warning | Severity::Note) => severity,
            };
            // A key that serves several signatures has one weakness.
            let again = lowered && holds.is_some_and(|holds| holds.reasons.contains(reason));
            let reason = reason.clone().severe(severity);
            if !again && !assessment.reasons.contains(&reason) {
                assessment.reasons.push(reason);
            }
        }
    }
    if let Some(one) = chosen.and_then(|index| found.get(index)) {
        assessment.signature = one.answer;
    }
    if all && !found.iter().all(Found::passes) {
        let missing = found.iter().find(|one| one.answer.signature != State::Pass);
        assessment.signature.signature = missing.map_or(State::Pass, |one| one.answer.signature);
        let untrusted = found.iter().find(|one| one.answer.trust != State::Pass);
        assessment.signature.trust = untrusted.map_or(State::Pass, |one| one.answer.trust);
    }
    let reasons = &assessment.reasons;
    assessment.form = State::Pass.after(Question::Form, reasons);
    assessment.signature.signature = assessment.signature.signature.after(Question::Signature, reasons);
    assessment.signature.trust = assessment.signature.trust.after(Question::Trust, reasons);
    if found.iter().any(|one| matches!(one.signature.role(), Role::Of(_))) {
        assessment.each = found.iter().map(|one| one.answer).collect();
    }
    chosen
}
