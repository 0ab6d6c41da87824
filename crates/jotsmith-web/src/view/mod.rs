//! What the engine found, as the page lays it out: an inspection goes in with the text it is of, a view comes out.
//!
//! Every offset that leaves counts UTF-16 code units in the text as given. No sentence about a token is made here but
//! the one for an empty field; the engine made the others.

mod given;
#[cfg(any(feature = "extra", test))]
mod inside;
#[cfg(not(any(feature = "extra", test)))]
#[path = "inside_absent.rs"]
mod inside;
mod json;
mod member;
mod note;
pub(crate) mod reason;
mod signature;

pub(crate) use given::Given;
pub(crate) use member::Told;

use jotsmith::find::{self, Found};
use jotsmith::inspect::{Inspection, Layer};
use jotsmith::reason::escape::{quoted, visible};
use jotsmith::reason::{Part, Question};
use jotsmith::token::{PartReading, Shape};
use jotsmith::{AnyKey, Verdict};

use crate::answer::{self, CleaningView, FoundView, PartView, QuestionView, ReasonView, VerdictView};

/// What an empty field says.
const EMPTY: &str = "Paste a token to begin. Nothing leaves this page.";

/// Bytes of the longest `alg` that is shown without quotes: the longest registered name has 18.
const ALG_BYTES: usize = 24;

/// The view of an inspection: of its outermost layer.
pub(crate) fn inspection(
    text: &str,
    inspected: &Inspection,
    layer: &Layer,
    told: Told<'_>,
) -> answer::Inspection {
    let given = Given::new(text, &layer.found);
    if text.trim().is_empty() {
        return empty(layer);
    }
    let reading = &layer.reading;
    let header = reading.part(Part::Header);
    let payload = reading.part(Part::Payload);
    let is_foreign = layer.foreign.is_some();
    answer::Inspection {
        verdict_json: layer.verdict.to_json(),
        verdict: verdict(&layer.verdict, &given),
        found: inspected.tokens.iter().enumerate().map(|(index, found)| found_view(found, index)).collect(),
        cleaned: cleaned(&layer.found),
        kind_words: kind_words(layer),
        bytes: layer.found.text.len(),
        token: layer.found.text.clone(),
        parts: if is_foreign {
            Vec::new()
        } else {
            reading
                .parts
                .iter()
                .filter(|part| stands_in_text(part))
                .map(|part| part_view(part, &given))
                .collect()
        },
        header: header.filter(|_| !is_foreign).map(|part| json::view(part, &given, told)),
        payload: match &layer.foreign {
            Some(foreign) => foreign.payload.as_deref().map(|payload| json::bare(payload, told)),
            None => payload.map(|part| json::view(part, &given, told)),
        },
        signature: reading
            .part(Part::Signature)
            .filter(|_| !is_foreign)
            .map(|part| signature::view(part, reading.header_text("alg"))),
        defects: layer.defects.iter().map(|defect| reason::view(defect, &given)).collect(),
        notes: note::notes(layer),
        #[cfg(any(feature = "extra", test))]
        inside: inside::view(&given, inspected, told),
    }
}

/// An empty field: nothing is wrong yet, so nothing is said of it.
fn empty(layer: &Layer) -> answer::Inspection {
    answer::Inspection {
        verdict_json: layer.verdict.to_json(),
        verdict: VerdictView {
            outcome: "empty".into(),
            sentence: EMPTY.into(),
            title: String::new(),
            questions: Vec::new(),
            reasons: Vec::new(),
        },
        found: Vec::new(),
        cleaned: Vec::new(),
        kind_words: String::new(),
        bytes: 0,
        token: String::new(),
        parts: Vec::new(),
        header: None,
        payload: None,
        signature: None,
        defects: Vec::new(),
        notes: Vec::new(),
        #[cfg(any(feature = "extra", test))]
        inside: None,
    }
}

/// Near misses: what the verdict hints at, and why the signature holds under none of the keys.
pub(crate) fn hints(text: &str, layer: &Layer, keys: &[AnyKey]) -> Vec<ReasonView> {
    let given = Given::new(text, &layer.found);
    let mut hints = layer.verdict.hints().to_vec();
    for hint in layer.diagnose(keys) {
        if !hints.iter().any(|known| known.code() == hint.code()) {
            hints.push(hint);
        }
    }
    hints.iter().map(|hint| reason::view(hint, &given)).collect()
}

fn verdict(verdict: &Verdict, given: &Given<'_>) -> VerdictView {
    let question = |question: Question| QuestionView {
        question: question.as_str().into(),
        state: verdict.state(question).as_str().into(),
        words: verdict.words(question),
    };
    VerdictView {
        outcome: verdict.outcome().as_str().into(),
        sentence: verdict.sentence(),
        title: verdict.title(),
        questions: [Question::Form, Question::Signature, Question::Claims, Question::Trust]
            .map(question)
            .into(),
        reasons: verdict.reasons().iter().map(|found| reason::view(found, given)).collect(),
    }
}

fn found_view(found: &Found, index: usize) -> FoundView {
    const NAMES: [(find::Shape, &str); 4] = [
        (find::Shape::Jws, "JWS"),
        (find::Shape::Jwe, "JWE"),
        (find::Shape::SdJwt, "SD-JWT"),
        (find::Shape::Json, "JSON serialization"),
    ];
    let kind =
        NAMES.iter().find(|(shape, _)| *shape == found.shape).map_or("cut, or no token", |(_, name)| name);
    let label = found.label.as_deref().map_or_else(|| (index + 1).to_string(), visible);
    FoundView { label, kind: kind.into() }
}

fn cleaned(found: &Found) -> Vec<CleaningView> {
    let view = |cleaning: &find::Cleaning| CleaningView {
        what: cleaning.what.into(),
        words: visible(&cleaning.words),
    };
    found.cleanings.iter().map(view).collect()
}

/// What the text is: `JWS compact, ES256`.
fn kind_words(layer: &Layer) -> String {
    if let Some(foreign) = &layer.foreign {
        return foreign.words.clone();
    }
    if layer.found.shape == find::Shape::Json {
        return inside::serialization_words(layer);
    }
    let reading = &layer.reading;
    if reading.shape == Shape::SdJwt {
        return sd_jwt_words(layer);
    }
    if reading.parts.is_empty() {
        return "no token".into();
    }
    let shape = if reading.shape == Shape::Jws {
        "JWS compact".into()
    } else if reading.shape == Shape::Jwe {
        "JWE compact".into()
    } else {
        format!("{} of 3 parts", reading.parts.len())
    };
    let is_name = |alg: &&str| alg.bytes().all(|byte| byte.is_ascii_graphic()) && alg.len() <= ALG_BYTES;
    match reading.header_text("alg") {
        Some(alg) if is_name(&alg) => format!("{shape}, {alg}"),
        Some(alg) => format!("{shape}, {}", quoted(alg)),
        None => shape,
    }
}

fn sd_jwt_words(layer: &Layer) -> String {
    match layer.reading.parts.iter().filter(|part| matches!(part.part, Part::Disclosure(_))).count() {
        0 => "SD-JWT without disclosures".into(),
        1 => "SD-JWT with 1 disclosure".into(),
        count => format!("SD-JWT with {count} disclosures"),
    }
}

/// What was decrypted stands nowhere in the text.
const fn stands_in_text(part: &PartReading) -> bool {
    !part.segment.is_plain() || !part.segment.span().is_empty()
}

fn part_view(part: &PartReading, given: &Given<'_>) -> PartView {
    let code = part.part.code();
    // The code of a header of one signature of several is that of the signature.
    let name = if matches!(part.part, Part::HeaderOf(_)) {
        "header"
    } else if matches!(part.part, Part::UnprotectedOf(_)) {
        "unprotected"
    } else {
        code.split('[').next().unwrap_or_default()
    };
    PartView { part: name.into(), spans: given.pieces(part.segment.span()) }
}
