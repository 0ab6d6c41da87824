//! What is inside a token beyond one header, one payload and one signature. An inspection goes in; layers, each with
//! its groups of parts, come out, with the places in the text where they stand there.
//!
//! The verdicts are the engine's. What is said here is what a part is and who vouches for it.

mod certificates;
mod disclosures;
mod encryption;
mod proof;
mod signatures;

use jotsmith::Token;
use jotsmith::inspect::{Inspection, Layer, Stands};
use jotsmith::json;
use jotsmith::reason::{Part, Span};
use jotsmith::token::{PartReading, Reading, Shape};
use jotsmith::verdict::Kind;

use super::{Given, Told, json as pretty, kind_words, reason, signature, verdict};
use crate::answer::{JsonView, RowView};
use crate::inside::{BlockView, GroupView, Inside, LayerView};

pub(super) use signatures::serialization_words;

/// What there is inside; none where header, payload and signature are all of it.
pub(super) fn view(given: &Given<'_>, inspected: &Inspection, told: Told<'_>) -> Option<Inside> {
    let first = inspected.layers.first().filter(|layer| layer.foreign.is_none())?;
    let is_proof = proof::is_proof(&first.reading);
    let is_alone = inspected.layers.len() == 1;
    let three_parts = matches!(first.reading.shape, Shape::Jws | Shape::Other(_));
    let plain = three_parts && is_alone && !is_proof && first.certificates().is_empty();
    if plain || first.reading.parts.is_empty() {
        return None;
    }
    let mut desk = Desk { views: Vec::new(), told, given: Some(given), shift: 0 };
    let mut layers = Vec::new();
    for layer in &inspected.layers {
        let is_first = layers.is_empty();
        desk.given = Some(given).filter(|_| is_first);
        let mut groups = if is_first { Vec::new() } else { vec![parts(&layer.reading, &mut desk)] };
        groups.extend(special(layer, &mut desk));
        groups.extend(certificates::groups(layer, &mut desk));
        layers.push(if is_first { outermost(layer, groups) } else { inner(layer, &standing(layer), groups) });
        layers.extend(disclosures::key_binding(layer, &mut desk));
    }
    let any = |is: &dyn Fn(&Layer) -> bool| inspected.layers.iter().any(is);
    let asks = if any(&|layer| layer.reading.shape == Shape::SdJwt || layer.verdict.kind() == Kind::SdJwt) {
        Some("sd-jwt")
    } else {
        any(&|layer| proof::is_proof(&layer.reading)).then_some("dpop")
    };
    let unread = encryption::unread(first, inspected.layers.get(1));
    Some(Inside { unread, asks: asks.map(String::from), views: desk.views, layers })
}

fn outermost(layer: &Layer, groups: Vec<GroupView>) -> LayerView {
    LayerView {
        title: kind_words(layer),
        words: String::new(),
        token: None,
        outcome: None,
        sentence: String::new(),
        questions: Vec::new(),
        reasons: Vec::new(),
        groups,
    }
}

/// How a token inside another hangs together with it.
fn standing(layer: &Layer) -> String {
    let place = &layer.stands;
    if let Stands::Claim { .. } = place {
        format!("It stands {place}, and is judged by itself: it says nothing of the token around it.")
    } else if *place == Stands::Encrypted {
        "It was inside the encrypted token, and stands nowhere in the text.".into()
    } else {
        "It is the payload of the token around it, which signs it as it stands.".into()
    }
}

/// A token inside another. Its places count in its own text, which stands nowhere in the field.
fn inner(layer: &Layer, words: &str, groups: Vec<GroupView>) -> LayerView {
    let own = Given::new(&layer.found.text, &layer.found);
    let mut told = verdict(&layer.verdict, &own);
    for reason in &mut told.reasons {
        reason.span = None;
    }
    LayerView {
        title: kind_words(layer),
        words: words.into(),
        token: Some(layer.found.text.clone()),
        outcome: Some(told.outcome),
        sentence: told.sentence,
        questions: told.questions,
        reasons: told.reasons,
        groups,
    }
}

/// What this kind of token has beside its header and payload.
fn special(layer: &Layer, desk: &mut Desk<'_>) -> Vec<GroupView> {
    let shape = layer.reading.shape;
    if shape == Shape::SdJwt {
        disclosures::groups(layer, desk)
    } else if shape == Shape::Jwe {
        vec![encryption::group(layer, desk)]
    } else if shape == Shape::Json && layer.verdict.kind() == Kind::Jwe {
        encryption::groups(layer, desk)
    } else if shape == Shape::Json {
        let mut groups = signatures::groups(layer, desk);
        if layer.verdict.kind() == Kind::SdJwt {
            groups.extend(disclosures::groups(layer, desk));
        }
        groups
    } else if proof::is_proof(&layer.reading) {
        vec![proof::group(layer, desk)]
    } else {
        Vec::new()
    }
}

/// Header, payload and signature of a token that has no panes of its own.
fn parts(reading: &Reading, desk: &mut Desk<'_>) -> GroupView {
    let mut blocks = Vec::new();
    for (part, title) in [(Part::Header, "Header"), (Part::Payload, "Payload")] {
        if let Some(found) = reading.part(part) {
            blocks.push(desk.part(title, part, found));
        }
    }
    if let Some(found) = reading.part(Part::Signature) {
        blocks.push(desk.bytes(found, reading.header_text("alg")));
    }
    GroupView { title: String::new(), state: None, words: String::new(), blocks }
}

/// Where views are collected while the layers are laid out.
struct Desk<'d> {
    views: Vec<JsonView>,
    told: Told<'d>,
    /// The text as given, while the layer stands in it.
    given: Option<&'d Given<'d>>,
    /// Bytes of the token before the one that is laid out, where it stands inside another.
    shift: usize,
}

impl Desk<'_> {
    fn pieces(&self, span: Span) -> Vec<(usize, usize)> {
        let span = Span::new(span.start + self.shift, span.end + self.shift);
        self.given.map_or_else(Vec::new, |given| given.pieces(span))
    }

    fn keep(&mut self, view: JsonView) -> usize {
        self.views.push(view);
        self.views.len() - 1
    }

    /// The JSON of a part, shown as one of this kind.
    fn laid_out(&self, found: &PartReading, part: Part) -> JsonView {
        let locate = |span| self.pieces(found.segment.locate(span));
        let (bytes, json) = (found.unverified_bytes(), found.unverified_json());
        pretty::laid_out(bytes, json, found.complete, part, &locate, self.told)
    }

    /// A part that is JSON, or text, or bytes.
    fn part(&mut self, title: &str, part: Part, found: &PartReading) -> BlockView {
        let view = self.laid_out(found, part);
        let view = self.keep(view);
        let colour = if part.is_header() { "header" } else { "payload" };
        BlockView {
            title: title.into(),
            part: colour.into(),
            words: String::new(),
            exposed: false,
            view,
            facts: false,
        }
    }

    /// An object that stands in the text as it is: an unprotected header.
    fn object(&mut self, title: &str, words: &str, bytes: &[u8], place: Span) -> BlockView {
        let root = json::read(bytes).root;
        let locate = |span: Span| self.pieces(Span::new(place.start + span.start, place.start + span.end));
        let view = pretty::laid_out(bytes, root.as_ref(), true, Part::Unprotected, &locate, self.told);
        let view = self.keep(view);
        BlockView {
            title: title.into(),
            part: "other".into(),
            words: words.into(),
            exposed: true,
            view,
            facts: false,
        }
    }

    /// A signature: its size and kind, and the bytes.
    fn bytes(&mut self, found: &PartReading, alg: Option<&str>) -> BlockView {
        let shown = signature::view(found, alg);
        let size = format!("{} bytes", shown.bytes);
        let words = if shown.words == size { "" } else { &shown.words };
        let mut row = fact("size", size.as_str(), words);
        row.token_spans = self.pieces(found.segment.span());
        self.facts("Signature", "signature", vec![row])
    }

    fn facts(&mut self, title: &str, part: &str, rows: Vec<RowView>) -> BlockView {
        let view = self.keep(JsonView { pretty: String::new(), raw: String::new(), complete: true, rows });
        BlockView {
            title: title.into(),
            part: part.into(),
            words: String::new(),
            exposed: false,
            view,
            facts: true,
        }
    }
}

/// One line of a list of facts: what it is, its value, and what that means.
fn fact(name: &str, value: impl Into<String>, words: &str) -> RowView {
    RowView {
        pointer: String::new(),
        name: name.into(),
        depth: 0,
        kind: "string".into(),
        value: value.into(),
        pretty_span: (0, 0),
        token_spans: Vec::new(),
        class: None,
        short: None,
        sentence: None,
        source: None,
        words: Some(words.into()).filter(|words: &String| !words.is_empty()),
        instant: None,
    }
}

/// A compact JWS that stands at `span` inside a token: its parts, with their places.
fn embedded(text: &str, span: Span, desk: &mut Desk<'_>) -> GroupView {
    let reading = Token::read(span.of_str(text));
    let outer = core::mem::replace(&mut desk.shift, span.start);
    let group = parts(&reading, desk);
    desk.shift = outer;
    group
}
