//! JSON serialization of a JWS: each signature with its headers, whether it holds, and which of them decides.

use jotsmith::Algorithm;
use jotsmith::check::State;
use jotsmith::inspect::Layer;
use jotsmith::reason::escape::visible;
use jotsmith::reason::{Part, Question};
use jotsmith::token::PartReading;
use jotsmith::verdict::Kind;

use super::{Desk, encryption};
use crate::inside::{BlockView, GroupView};

/// What is said of each header that no signature covers.
const EXPOSED: &str =
    "Unprotected: the signature does not cover it, so whoever passed the token on may have changed it.";

/// What a token in JSON serialization is: `SD-JWT, flattened JSON, ES256`, `JWS, general JSON, 3 signatures`.
pub(in super::super) fn serialization_words(layer: &Layer) -> String {
    let form = layer.verdict.serialization().as_str();
    if layer.verdict.kind() == Kind::Jwe {
        return encryption::serialization_words(layer, form);
    }
    let kind = if layer.verdict.kind() == Kind::SdJwt { "SD-JWT" } else { "JWS" };
    match count(layer) {
        0 => match layer.reading.header_text("alg") {
            Some(alg) => format!("{kind}, {form} JSON, {}", visible(alg)),
            None => format!("{kind}, {form} JSON"),
        },
        1 => format!("{kind}, {form} JSON, 1 signature"),
        count => format!("{kind}, {form} JSON, {count} signatures"),
    }
}

/// Signatures of a general serialization; 0 in a flattened one.
fn count(layer: &Layer) -> usize {
    layer.reading.parts.iter().filter_map(|part| part.part.of_signature()).max().map_or(0, |last| last + 1)
}

pub(super) fn groups(layer: &Layer, desk: &mut Desk<'_>) -> Vec<GroupView> {
    let parts = |wanted: &dyn Fn(Part) -> bool| {
        layer.reading.parts.iter().filter(|part| wanted(part.part)).collect::<Vec<_>>()
    };
    let count = count(layer);
    if count == 0 {
        let of_one = parts(&|part| matches!(part, Part::Unprotected | Part::Signature));
        let state = layer.verdict.state(Question::Signature);
        let words = layer.verdict.words(Question::Trust);
        return vec![group("Signature", state, &words, &of_one, layer, desk)];
    }
    let each = layer.verdict.each_signature();
    let decides = each.iter().position(|one| one.state == State::Pass);
    (0..count)
        .map(|index| {
            let own = parts(&|part| part.of_signature() == Some(index));
            let one = each.get(index);
            let mut words: Vec<String> = Vec::new();
            words.extend(one.map(|one| match one.state {
                State::Pass => layer.verdict.words_of_signature(one).replace("  ", ", "),
                State::Fail | State::NotChecked | State::NotApplicable => {
                    one.algorithm.map_or("", Algorithm::as_str).into()
                }
            }));
            words.extend(faults(layer, index));
            words.extend((decides == Some(index)).then(|| "The verdict rests on this one.".into()));
            words.retain(|words| !words.is_empty());
            let state = one.map_or(State::NotChecked, |one| one.state);
            let title = format!("Signature {} of {count}", index + 1);
            group(&title, state, &words.join(". "), &own, layer, desk)
        })
        .collect()
}

/// What is wrong with one signature, each fault once.
fn faults(layer: &Layer, index: usize) -> Vec<String> {
    let own = |part: Part| part.of_signature() == Some(index);
    let found = layer.verdict.reasons().iter().chain(&layer.defects);
    let found = found.filter(|fault| fault.place().is_some_and(|place| own(place.part)));
    let mut words: Vec<String> = Vec::new();
    for fault in found.map(|fault| fault.to_string().trim_end_matches('.').to_owned()) {
        if !words.contains(&fault) {
            words.push(fault);
        }
    }
    words
}

fn group(
    title: &str,
    state: State,
    words: &str,
    parts: &[&PartReading],
    layer: &Layer,
    desk: &mut Desk<'_>,
) -> GroupView {
    let answer = match state {
        State::Pass => "holds",
        State::Fail => "does not hold",
        State::NotChecked | State::NotApplicable => "not checked",
    };
    let words = if words.is_empty() { answer.into() } else { format!("{answer}: {words}") };
    let blocks = parts.iter().map(|part| block(part, layer, desk)).collect();
    GroupView { title: title.into(), state: Some(state.as_str().into()), words, blocks }
}

fn block(part: &PartReading, layer: &Layer, desk: &mut Desk<'_>) -> BlockView {
    if matches!(part.part, Part::Unprotected | Part::UnprotectedOf(_)) {
        desk.object("Unprotected header", EXPOSED, part.unverified_bytes(), part.segment.span())
    } else if part.part.is_header() {
        desk.part("Protected header", Part::Header, part)
    } else {
        let each = part.part.of_signature().and_then(|index| layer.verdict.each_signature().get(index));
        let named = each.and_then(|one| one.algorithm).map(Algorithm::as_str);
        desk.bytes(part, named.or_else(|| layer.reading.header_text("alg")))
    }
}
