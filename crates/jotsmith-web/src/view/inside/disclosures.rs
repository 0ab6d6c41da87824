//! An SD-JWT: each disclosure with its digest and its place, the claims with the disclosures put in, and the key
//! binding, which is a token of its own (RFC 9901).

use std::borrow::Cow;
use std::collections::BTreeMap;

use jotsmith::check::State;
use jotsmith::inspect::Layer;
use jotsmith::json::{self, Kind, Node};
use jotsmith::profile::sd_jwt::{Unverified, unverified};
use jotsmith::reason::escape::{quoted, visible};
use jotsmith::reason::{Code, Part};
use jotsmith::token::{PartReading, Shape};
use jotsmith::verdict::{Disclosed, Disclosures};

use super::{Desk, embedded, fact, pretty, reason};
use crate::answer::RowView;
use crate::inside::{BlockView, GroupView, LayerView};

/// The disclosures, and the claims that they make.
pub(super) fn groups(layer: &Layer, desk: &mut Desk<'_>) -> Vec<GroupView> {
    let said = unverified(&layer.reading.text);
    let facts = layer.verdict.disclosures();
    let signed = signed(layer, desk);
    let by_value: BTreeMap<&str, &RowView> =
        signed.iter().map(|row| (row.value.trim_matches('"'), row)).collect();
    let all = Shown::all(layer, said.as_ref());
    let blocks: Vec<BlockView> = all
        .iter()
        .enumerate()
        .map(|(index, one)| {
            let digest = said.as_ref().and_then(|said| said.digests.get(index));
            disclosure(index, one, digest.map(|digest| (digest.as_str(), &by_value)), facts, desk)
        })
        .collect();
    let words = facts.map_or_else(|| "The digests could not be read.".into(), counted);
    let mut groups = vec![GroupView { title: "Disclosures".into(), state: None, words, blocks }];
    groups.extend(said.and_then(|said| processed(layer, said, facts, &signed, desk)));
    groups
}

/// One disclosure: what it says, and the part of the text where it is one by itself. In JSON serialization the text of
/// the header has them all.
struct Shown<'l> {
    text: Cow<'l, str>,
    json: Option<Cow<'l, Node>>,
    part: Option<&'l PartReading>,
}

impl<'l> Shown<'l> {
    fn all(layer: &'l Layer, said: Option<&'l Unverified>) -> Vec<Self> {
        if layer.reading.shape == Shape::Json {
            let contents = said.map_or(&[][..], |said| &said.contents);
            let one = |text: &'l String| Self {
                text: text.into(),
                json: json::read(text.as_bytes()).root.map(Cow::Owned),
                part: None,
            };
            return contents.iter().map(one).collect();
        }
        let parts = layer.reading.parts.iter().filter(|part| matches!(part.part, Part::Disclosure(_)));
        let one = |part: &'l PartReading| Self {
            text: core::str::from_utf8(part.unverified_bytes()).unwrap_or_default().into(),
            json: part.unverified_json().map(Cow::Borrowed),
            part: Some(part),
        };
        parts.map(one).collect()
    }
}

/// The members of the payload as the issuer signed it.
fn signed(layer: &Layer, desk: &Desk<'_>) -> Vec<RowView> {
    let Some(part) = layer.reading.part(Part::Payload) else { return Vec::new() };
    desk.laid_out(part, Part::Payload).rows
}

/// How many digests there are, and what became of them.
fn counted(facts: &Disclosures) -> String {
    let used = facts.disclosed.len();
    if used + facts.undisclosed == 0 {
        return "No digest is signed, so nothing can be disclosed.".into();
    }
    let digests = |count: usize| if count == 1 { "1 digest".to_owned() } else { format!("{count} digests") };
    let kept = match facts.undisclosed {
        0 => "none is kept back".into(),
        1 => "1 stands for a claim that is kept back, or is a decoy".into(),
        count => format!("{count} stand for claims that are kept back, or are decoys"),
    };
    format!(
        "{} by {} can be seen: {used} disclosed, {kept}. Only the holder can tell a decoy from a claim.",
        digests(used + facts.undisclosed),
        facts.hash
    )
}

fn disclosure(
    index: usize,
    shown: &Shown<'_>,
    digest: Option<(&str, &BTreeMap<&str, &RowView>)>,
    facts: Option<&Disclosures>,
    desk: &mut Desk<'_>,
) -> BlockView {
    let json = shown.json.as_deref();
    let (names, items): (&[&str], &[Node]) = match json.map_or(&[][..], Node::elements) {
        items @ [_, _, _] => (&["salt", "claim", "value"], items),
        items @ [_, _] => (&["salt", "value"], items),
        _ => (&[], &[]),
    };
    let mut rows = Vec::new();
    for (name, item) in names.iter().zip(items) {
        let mut row = fact(name, visible(item.span.of_str(&shown.text)), "");
        let place = shown.part.map(|part| part.segment.locate(item.span));
        row.token_spans = place.map(|place| desk.pieces(place)).unwrap_or_default();
        rows.push(row);
    }
    let placed = facts.and_then(|facts| facts.disclosed.iter().find(|one| one.index == index));
    if let Some((digest, signed)) = digest {
        let words = if placed.is_some() { "it is signed" } else { "it is not signed" };
        let mut row = fact("digest", digest, words);
        // Where the issuer wrote it; one inside another disclosure has no place in the payload.
        let place = signed.get(digest);
        row.token_spans = place.map(|place| place.token_spans.clone()).unwrap_or_default();
        rows.push(row);
    }
    let name = match items {
        [_, Node { kind: Kind::String(name), .. }, _] => quoted(name),
        [_, _] => "array element".into(),
        _ => "malformed".into(),
    };
    let words = match (facts, placed) {
        (Some(facts), Some(one)) => format!("{}{}", facts.words_of(index), around(one, facts)),
        (Some(facts), None) => facts.words_of(index),
        (None, _) => String::new(),
    };
    let exposed = facts.is_some() && placed.is_none();
    let mut block = desk.facts(&format!("{}. {name}", index + 1), "disclosure", rows);
    (block.words, block.exposed) = (words, exposed);
    block
}

/// The disclosure inside which another one stands.
fn around(one: &Disclosed, facts: &Disclosures) -> String {
    let is_around =
        |other: &&Disclosed| below(&one.pointer, &other.pointer).is_some_and(|rest| !rest.is_empty());
    let outer = facts.disclosed.iter().filter(is_around).max_by_key(|other| other.pointer.len());
    outer.map_or_else(String::new, |outer| format!(", inside disclosure {}", outer.index + 1))
}

/// The claims with the disclosures in the place of their digests.
fn processed(
    layer: &Layer,
    said: Unverified,
    facts: Option<&Disclosures>,
    signed: &[RowView],
    desk: &mut Desk<'_>,
) -> Option<GroupView> {
    let claims = said.claims?;
    let root = json::read(claims.as_bytes()).root?;
    let mut view =
        pretty::laid_out(claims.as_bytes(), Some(&root), true, Part::Payload, &|_| Vec::new(), desk.told);
    let by_pointer: BTreeMap<&str, &RowView> = signed.iter().map(|row| (row.pointer.as_str(), row)).collect();
    for row in &mut view.rows {
        let all = facts.map_or(&[][..], |facts| &facts.disclosed);
        let around = all.iter().filter(|one| below(&row.pointer, &one.pointer).is_some());
        if let Some(one) = around.max_by_key(|one| one.pointer.len()) {
            let part = layer.reading.part(Part::Disclosure(one.index));
            row.token_spans = part.map(|part| desk.pieces(part.segment.span())).unwrap_or_default();
        } else if let Some(same) = by_pointer.get(row.pointer.as_str()).filter(|same| same.value == row.value)
        {
            row.token_spans.clone_from(&same.token_spans);
        }
        if row.depth == 0 {
            row.words = with_origin(row, all);
        }
    }
    let view = desk.keep(view);
    let block = BlockView {
        title: String::new(),
        part: "payload".into(),
        words: String::new(),
        exposed: false,
        view,
        facts: false,
    };
    Some(GroupView {
        title: "Claims with the disclosures put in".into(),
        state: None,
        words: "What a verifier works with: each disclosed claim in the place of its digest, the other digests left out.".into(),
        blocks: vec![block],
    })
}

/// The words of a claim, and which disclosures put it there or stand inside it.
fn with_origin(row: &RowView, all: &[Disclosed]) -> Option<String> {
    let number = |one: &Disclosed| (one.index + 1).to_string();
    let own = all.iter().find(|one| one.pointer == row.pointer);
    let inner: Vec<String> = all
        .iter()
        .filter(|one| below(&one.pointer, &row.pointer).is_some_and(|rest| !rest.is_empty()))
        .map(number)
        .collect();
    let own = own.map(|one| format!("disclosed by disclosure {}", number(one)));
    let inner = (!inner.is_empty()).then(|| format!("disclosures inside: {}", inner.join(", ")));
    let words: Vec<String> = row.words.clone().into_iter().chain(own).chain(inner).collect();
    (!words.is_empty()).then(|| words.join("; "))
}

/// What a pointer has behind another one that leads to the same place or to one around it.
fn below<'p>(pointer: &'p str, outer: &str) -> Option<&'p str> {
    pointer.strip_prefix(outer).filter(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The key binding as a layer of its own.
pub(super) fn key_binding(layer: &Layer, desk: &mut Desk<'_>) -> Option<LayerView> {
    let span = layer.reading.part(Part::KeyBinding)?.segment.span();
    let state = layer.verdict.disclosures().map_or(State::NotChecked, |facts| facts.key_binding);
    let of_binding = |part: Part| part == Part::KeyBinding;
    let own = layer
        .verdict
        .reasons()
        .iter()
        .filter(|reason| reason.place().is_some_and(|place| of_binding(place.part)));
    let unstated = layer.verdict.has(Code::SdKbUnstated);
    let (outcome, sentence) = match state {
        State::Pass if unstated => (
            "not-verified",
            "It holds as far as it can be told: say for which audience and nonce it should be.",
        ),
        State::Pass => (
            "accept",
            "It holds: made by the key of the holder, for this audience, this nonce and these disclosures.",
        ),
        State::Fail => ("do-not-accept", "It does not hold."),
        State::NotChecked | State::NotApplicable => ("not-verified", "It was not checked."),
    };
    let holder = layer.verdict.disclosures().and_then(|facts| facts.holder.as_ref());
    let holder = holder.and_then(|holder| holder.thumbprint.as_deref());
    let words = holder.map_or_else(
        || "Signed by the holder over everything before it.".into(),
        |print| format!("Signed by the holder over everything before it. The key of the holder has the thumbprint {print}."),
    );
    let reasons = own
        .map(|found| desk.given.map_or_else(|| reason::elsewhere(found), |given| reason::view(found, given)))
        .collect();
    let group = embedded(&layer.reading.text, span, desk);
    Some(LayerView {
        title: "Key binding JWT".into(),
        words,
        token: None,
        outcome: Some(outcome.into()),
        sentence: sentence.into(),
        questions: Vec::new(),
        reasons,
        groups: vec![group],
    })
}
