//! Which signature of a JSON serialization an SD-JWT is judged by: one that holds under a given key is enough, unless all
//! are demanded.
//!
//! In goes the object, out comes the judgement of the compact form of that signature, its places led back to the object.
//! What a disclosure or a key binding must be does not belong here.

use super::serialized::{Serialized, is_one};
use super::verify::{Judged, Presented, assessed, judge_within, unread};
use crate::check::State;
use crate::jws::payload::Payload;
use crate::reason::Span;
use crate::text::time::NumericDate;
use crate::token::serialization::Text;
use crate::verdict::{EachSignature, Kind, Verdict};
use crate::verify::Verifier;
use crate::verify::assess::{Assessment, Job};
use crate::verify::signatures::check_signatures;

/// Judges an SD-JWT in JSON serialization by the signature that holds, as every JWS in one is.
pub(super) fn judged(text: &str, job: Job<'_>) -> Judged {
    let (bounds, object) = (job.expect.bounds, Span::new(0, text.len()));
    let read = match Serialized::parse(text, bounds.token_bytes, bounds.signatures) {
        Ok(read) => read,
        Err(reasons) => return unread(Kind::SdJwt, reasons, job),
    };
    let mut assessment = Assessment::unread(Kind::SdJwt, State::Pass);
    assessment.serialization = read.jws.serialization();
    let payload = read.jws.payload().map_or("", Text::value);
    let chosen = check_signatures(&read.jws, Payload::AsItIs(payload.as_bytes()), job, &mut assessment);
    let signature = chosen.and_then(|index| read.jws.signatures().get(index));
    let compact = chosen.and_then(|index| read.compact(index));
    let (Some(signature), Some(compact), State::Pass) = (signature, compact, assessment.form) else {
        return Judged::early(assessment, job);
    };
    let first = read.compact(0);
    let hashed = first.as_ref().map_or("", |first| first.parts.hashed.of_str(&first.text));
    let tried = assessment.tried();
    let each = assessment.each.iter().map(|one| EachSignature::of(one, job.keys)).collect();
    let mut judged = match compact.jwt(signature, bounds.json_depth) {
        Ok(jws) => {
            let presented = Presented {
                text: &compact.text,
                jws,
                parts: compact.parts.clone(),
                hashed,
                signature: assessment.signature,
                object: Some((&compact, object)),
            };
            assessed(presented, assessment.reasons, job)
        }
        Err(mut reasons) => {
            compact.place(&mut reasons, object);
            unread(Kind::SdJwt, reasons, job)
        }
    };
    (judged.verdict.serialization, judged.verdict.each) = (read.jws.serialization(), each);
    judged.tried = tried;
    judged
}

/// The verdict on an object that shows by its unprotected headers that it is an SD-JWT; none where it is none.
pub(in crate::profile) fn opened(
    verifier: &Verifier<'_>,
    text: &str,
    now: NumericDate,
    trials: &mut usize,
) -> Option<Verdict> {
    let bound = verifier.expectations().bounds.token_bytes;
    is_one(text, bound).then(|| judge_within(verifier, text, now, trials))
}
