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
use crate::token::{JsonSignature, Serialization};
use crate::verdict::{EachSignature, KeyFace, Kind, Verdict};
use crate::verify::Verifier;
use crate::verify::assess::Job;

/// One signature that was checked.
struct Checked {
    compact: Compact,
    /// The issuer-signed JWT, where its header can be read.
    jws: Option<Jws>,
    answer: signature::Answer,
    reasons: Vec<Reason>,
}

impl Checked {
    fn of(compact: Compact, one: &JsonSignature, object: Span, trials: usize, job: Job<'_>) -> Self {
        let refused = signature::Answer { signature: State::Fail, ..signature::Answer::UNASKED };
        if let Err(reasons) = one.header() {
            return Self { compact, jws: None, answer: refused, reasons: reasons.clone() };
        }
        let mut reasons = Vec::new();
        match compact.jwt(one, job.expect.bounds.json_depth) {
            Ok(jws) => {
                let signed = signature::Signed { trials, ..signed(&compact.text, &jws) };
                let answer = signature::check(signed, job.keys, job.expect, &mut reasons);
                Self { compact, jws: Some(jws), answer, reasons }
            }
            Err(mut reasons) => {
                compact.place(&mut reasons, object);
                Self { compact, jws: None, answer: refused, reasons }
            }
        }
    }

    fn passes(&self) -> bool {
        self.answer.signature == State::Pass && self.answer.trust == State::Pass
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
    for (index, one) in read.jws.signatures().iter().enumerate() {
        let Some(compact) = read.compact(index) else { continue };
        let checked = Checked::of(compact, one, object, more + 1, job);
        more = more.saturating_sub(checked.answer.tried.saturating_sub(1));
        all.push(checked);
    }
    let each: Vec<EachSignature> = all
        .iter()
        .filter(|_| read.jws.serialization() == Serialization::General)
        .map(|one| EachSignature {
            state: one.answer.signature,
            algorithm: one.answer.algorithm,
            key: one.answer.key.and_then(|index| job.keys.get(index)).map(KeyFace::of),
        })
        .collect();
    let wanted = !job.expect.all_signatures;
    let chosen = all.iter().position(|one| one.passes() == wanted).unwrap_or_default();
    let first = read.compact(0);
    let hashed = first.as_ref().map_or("", |first| first.parts.hashed.of_str(&first.text));
    let mut judged = match all.into_iter().nth(chosen) {
        None => {
            let reason = Reason::new(Code::AlgMissing).at(Place::part(Part::Header).span(object));
            unread(Kind::SdJwt, vec![reason], job)
        }
        Some(Checked { jws: None, reasons, .. }) => unread(Kind::SdJwt, reasons, job),
        Some(Checked { compact, jws: Some(jws), answer, reasons }) => {
            let parts = compact.parts.clone();
            let presented = Presented { text: &compact.text, jws, parts, hashed, signature: answer };
            let mut judged = assessed(presented, reasons, job);
            compact.place(&mut judged.verdict.reasons, object);
            judged
        }
    };
    (judged.verdict.serialization, judged.verdict.each) = (read.jws.serialization(), each);
    judged
}

/// The verdict on an object that shows by its unprotected headers that it is an SD-JWT; none where it is none.
pub(in crate::profile) fn opened(verifier: &Verifier<'_>, text: &str, now: NumericDate) -> Option<Verdict> {
    let expect = verifier.expectations();
    is_one(text, expect.bounds.token_bytes).then(|| judge(verifier, &expect.key_binding, text, now))
}
