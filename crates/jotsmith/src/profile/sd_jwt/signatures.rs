//! Which signature of a JSON serialization an SD-JWT is judged by: one that holds under a given key is enough, unless all
//! are demanded.
//!
//! In goes the object, out comes the judgement of the compact form of that signature, its places led back to the object.
//! What a disclosure or a key binding must be does not belong here.

use super::super::jws::Jws;
use super::serialized::{Compact, Serialized, is_one};
use super::verify::{Judged, Presented, assessed, judge, signed, unread};
use crate::check::{State, signature};
use crate::limits::TRIAL_KEYS;
use crate::reason::{Code, Part, Place, Reason, Span};
use crate::text::time::NumericDate;
use crate::token::Serialization;
use crate::verdict::{EachSignature, Kind, Verdict};
use crate::verify::Verifier;
use crate::verify::assess::Job;

/// One signature that was checked. What was parsed for it is not kept: all of them sign the same claims, which may be
/// large.
struct Checked {
    answer: signature::Answer,
    reasons: Vec<Reason>,
}

impl Checked {
    fn of(read: &Serialized, index: usize, object: Span, trials: usize, job: Job<'_>) -> Self {
        let (compact, jws) = match parsed(read, index, object, job) {
            Ok(parsed) => parsed,
            Err(reasons) => {
                let answer = signature::Answer { signature: State::Fail, ..signature::Answer::UNASKED };
                return Self { answer, reasons };
            }
        };
        let mut reasons = Vec::new();
        let signed = signature::Signed { trials, ..signed(&compact.text, &jws) };
        let answer = signature::check(signed, job.keys, job.expect, &mut reasons);
        Self { answer, reasons }
    }

    fn passes(&self) -> bool {
        self.answer.signature == State::Pass && self.answer.trust == State::Pass
    }
}

/// The compact form of one signature, and the issuer-signed JWT in it.
fn parsed(
    read: &Serialized,
    index: usize,
    object: Span,
    job: Job<'_>,
) -> Result<(Compact, Jws), Vec<Reason>> {
    let missing = || vec![Reason::new(Code::AlgMissing).at(Place::part(Part::Header).span(object))];
    let one = read.jws.signatures().get(index).ok_or_else(missing)?;
    one.header().map_err(Vec::clone)?;
    let compact = read.compact(index).ok_or_else(missing)?;
    match compact.jwt(one, job.expect.bounds.json_depth) {
        Ok(jws) => Ok((compact, jws)),
        Err(mut reasons) => {
            compact.place(&mut reasons, object);
            Err(reasons)
        }
    }
}

/// Judges an SD-JWT in JSON serialization by the first signature that holds; where all are demanded, by the first that
/// does not.
pub(super) fn judged(text: &str, job: Job<'_>) -> Judged {
    let (bounds, object) = (job.expect.bounds, Span::new(0, text.len()));
    let read = match Serialized::parse(text, bounds.token_bytes, bounds.signatures) {
        Ok(read) => read,
        Err(reasons) => return unread(Kind::SdJwt, reasons, job),
    };
    // A signature may try one key; the others are counted over all signatures.
    let mut more = bounds.trial_keys.clamp(1, TRIAL_KEYS) - 1;
    let mut all: Vec<Checked> = Vec::new();
    for index in 0..read.jws.signatures().len() {
        let checked = Checked::of(&read, index, object, more + 1, job);
        more = more.saturating_sub(checked.answer.tried.saturating_sub(1));
        all.push(checked);
    }
    let each: Vec<EachSignature> = all
        .iter()
        .filter(|_| read.jws.serialization() == Serialization::General)
        .map(|one| EachSignature::of(&one.answer, job.keys))
        .collect();
    let wanted = !job.expect.all_signatures;
    let chosen = all.iter().position(|one| one.passes() == wanted).unwrap_or_default();
    let checked = all.into_iter().nth(chosen);
    let first = read.compact(0);
    let hashed = first.as_ref().map_or("", |first| first.parts.hashed.of_str(&first.text));
    let mut judged = match (checked, parsed(&read, chosen, object, job)) {
        (Some(Checked { answer, reasons }), Ok((compact, jws))) => {
            let parts = compact.parts.clone();
            let presented = Presented { text: &compact.text, jws, parts, hashed, signature: answer };
            let mut judged = assessed(presented, reasons, job);
            compact.place(&mut judged.verdict.reasons, object);
            judged
        }
        (_, Err(reasons)) => unread(Kind::SdJwt, reasons, job),
        (None, Ok(_)) => unread(Kind::SdJwt, Vec::new(), job),
    };
    (judged.verdict.serialization, judged.verdict.each) = (read.jws.serialization(), each);
    judged
}

/// The verdict on an object that shows by its unprotected headers that it is an SD-JWT; none where it is none.
pub(in crate::profile) fn opened(verifier: &Verifier<'_>, text: &str, now: NumericDate) -> Option<Verdict> {
    let expect = verifier.expectations();
    is_one(text, expect.bounds.token_bytes).then(|| judge(verifier, &expect.key_binding, text, now))
}
