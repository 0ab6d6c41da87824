//! Which profile a text is of, for who opens whatever comes: by its shape and its type, before anything is believed.

pub(crate) use super::held::held;
use super::held::is_serialization;
use super::{dpop, sd_jwt};
use crate::json::{Kind, Node};
use crate::reason::Part;
use crate::text::time::NumericDate;
use crate::token::{PartReading, Reading, Shape, is_object, names_token, shape};
use crate::verdict::Verdict;
use crate::verify::Verifier;

/// Whether what was read is of a profile that this build leaves out.
pub const fn is_left_out(_: &Reading) -> bool {
    false
}

/// The token that a signed token carries, where its `cty` says so (RFC 7519 section 5.2). Claims that stand there all the
/// same are its own.
pub(crate) fn nested(reading: &Reading) -> Option<String> {
    let protected = |part: &&PartReading| matches!(part.part, Part::Header | Part::HeaderOf(_));
    let names_one = |header: &Node| {
        let cty = header.members().iter().find(|member| member.name == "cty");
        cty.is_some_and(|cty| matches!(&cty.value.kind, Kind::String(cty) if names_token(cty)))
    };
    let mut headers = reading.parts.iter().filter(protected).filter_map(|part| part.json.as_ref());
    if !matches!(reading.shape, Shape::Jws | Shape::Json) || !headers.any(names_one) {
        return None;
    }
    let payload = reading.part(Part::Payload)?;
    let text = String::from_utf8_lossy(&payload.bytes);
    let text = text.trim_ascii();
    let claims = payload.json.as_ref().is_some_and(|json| !is_serialization(json));
    (!text.is_empty() && !claims).then(|| text.to_owned())
}

/// The verdict of the profile that the text is of; none where it is of none. No more keys are tried than are left, and
/// those that are, are taken off.
pub(crate) fn judged(
    verifier: &Verifier<'_>,
    text: &str,
    now: NumericDate,
    trials: &mut usize,
) -> Option<Verdict> {
    if is_object(text) {
        return sd_jwt::opened(verifier, text, now, trials);
    }
    match shape(text) {
        Shape::SdJwt => Some(sd_jwt::judge_within(verifier, text, now, trials)),
        Shape::Jws => dpop::opened(verifier, text, now, trials),
        Shape::Json | Shape::Jwe | Shape::Other(_) => None,
    }
}
