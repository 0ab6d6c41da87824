//! A token for people: each member of header and payload in a line, with its value and with what it means.

use std::fmt::Write as _;

use jotsmith::NumericDate;
use jotsmith::inspect::{Inspection, Layer, Stands};
use jotsmith::json::{Kind, Node, Writer, quoted};
use jotsmith::limits::FOUND_TOKENS;
use jotsmith::reason::Part;
use jotsmith::reason::escape::visible;
use jotsmith::token::PartReading;

use super::paint::Paint;
use super::{certificate, claim, counted};
use crate::args::time::Times;
use crate::exit::Exit;

/// The width of the column of values; what is longer pushes its own words aside and no others.
const VALUE_WIDTH: usize = 25;

/// Characters of a payload that is no JSON which are shown.
const TEXT_SHOWN: usize = 200;

/// Said beside everything that was read without a key.
const NOT_VERIFIED: &str = "NOT VERIFIED: nothing here proves who wrote this token.";

/// One line of a part.
struct Line {
    name: String,
    value: String,
    words: String,
}

/// All that could be read of a token; nothing where nothing could, or where it is no token of ours.
pub(crate) fn whole(layer: &Layer, now: NumericDate, times: Times, paint: Paint) -> String {
    if layer.foreign.is_some() {
        return String::new();
    }
    let members = |part: &PartReading| -> Vec<Line> {
        let members = part.unverified_json().map(Node::members).unwrap_or_default();
        let line = |name: &str, node: &Node| Line {
            name: visible(name),
            value: json(node),
            words: claim::words(part.part, name, &node.kind, now, times),
        };
        members.iter().map(|member| line(&member.name, &member.value)).collect()
    };
    let parts: Vec<(&PartReading, Vec<Line>)> =
        layer.reading.parts.iter().map(|part| (part, members(part))).collect();
    let width =
        parts.iter().flat_map(|(_, lines)| lines).map(|line| columns(&line.name)).max().unwrap_or_default();
    let shown: String = parts.iter().map(|(part, lines)| shown(layer, part, lines, width, paint)).collect();
    shown + &certificate::chain(&layer.certificates(), now, times, paint)
}

/// The line above a token inside another: where it stands.
pub(crate) fn standing(layer: &Layer) -> String {
    if layer.depth == 0 { String::new() } else { format!("\n{}\n", visible(&layer.stands.to_string())) }
}

fn shown(layer: &Layer, part: &PartReading, lines: &[Line], width: usize, paint: Paint) -> String {
    let name = paint.strong(&part.part.to_string());
    let Some(root) = part.unverified_json().filter(|root| root.complete || !root.members().is_empty()) else {
        return without_json(layer, part, &name);
    };
    if !matches!(root.kind, Kind::Object(_)) {
        let disclosures = layer.verdict.disclosures();
        let words = match (part.part, disclosures) {
            (Part::Disclosure(index), Some(all)) => format!("  {}", paint.faint(&all.words_of(index))),
            (_, _) => String::new(),
        };
        return format!("{name}  {}{words}\n", json(root));
    }
    let mut text = format!("{name}{}\n", if root.complete { "" } else { "  incomplete" });
    for line in lines {
        let gap = " ".repeat(width.saturating_sub(columns(&line.name)) + 2);
        let rest = if line.words.is_empty() {
            line.value.clone()
        } else {
            let gap = " ".repeat(VALUE_WIDTH.saturating_sub(columns(&line.value)) + 2);
            format!("{}{gap}{}", line.value, paint.faint(&line.words))
        };
        writeln!(text, "  {}{gap}{rest}", paint.name(&line.name)).unwrap_or_default();
    }
    text
}

/// A part that is no JSON: its size, and its text where the payload is one.
fn without_json(layer: &Layer, part: &PartReading, name: &str) -> String {
    if part.part == Part::KeyBinding {
        return format!("{name}  {}\n", visible(part.segment.span().of_str(&layer.reading.text)));
    }
    if part.part.is_header() || part.unverified_bytes().is_empty() && !part.complete {
        return String::new();
    }
    let size = counted(part.unverified_bytes().len(), "byte");
    let text = std::str::from_utf8(part.unverified_bytes())
        .ok()
        .filter(|text| part.part == Part::Payload && !text.is_empty());
    let text = text.map(|text| {
        let start: String = text.chars().take(TEXT_SHOWN).collect();
        format!("  {}{}", quoted(&start), if start.len() < text.len() { "…" } else { "" })
    });
    format!("{name}  {size}{}\n", text.unwrap_or_default())
}

/// What was taken off around the token, and whether there are others in the text.
pub(crate) fn taken(inspection: &Inspection) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for layer in &inspection.layers {
        lines.extend(layer.found.cleanings.iter().map(|cleaning| cleaning.words.as_str()));
    }
    let count = inspection.tokens.len();
    let or_more = if count < FOUND_TOKENS { "" } else { " or more" };
    let others = format!(
        "The text holds {count} tokens{or_more}, and this is one of them: --which NUMBER shows another."
    );
    if count > 1 {
        lines.push(&others);
    }
    if count >= FOUND_TOKENS {
        lines.push(MANY);
    }
    lines.join("\n")
}

/// What to do where a text holds more tokens than are told apart.
pub(crate) const MANY: &str = "jotsmith decode --lines takes any number of tokens, one a line.";

/// That nothing was proved.
pub(crate) fn not_verified(paint: Paint) -> String {
    paint.warn(NOT_VERIFIED)
}

/// 3 where the token is not well formed, else 0: reading is no gate. What stands in a claim is what the claim says.
pub(crate) fn exit_of(inspection: &Inspection) -> Exit {
    let read = |layer: &Layer| matches!(layer.stands, Stands::Claim { .. }) || layer.is_well_formed();
    if inspection.layers.iter().all(read) { Exit::Fine } else { Exit::Malformed }
}

fn json(node: &Node) -> String {
    let mut w = Writer::new();
    w.node(node);
    w.into_text()
}

fn columns(text: &str) -> usize {
    text.chars().count()
}
