//! What there is to say of a kind that is recognised and not opened here.

use jotsmith::alg::{ContentEncryption, KeyManagement};
use jotsmith::inspect::Layer;
use jotsmith::json::{Kind, Node, quoted};
use jotsmith::reason::Part;
use jotsmith::reason::escape::visible;
use jotsmith::token::{PartReading, Shape};

/// Disclosures that are named one by one.
const DISCLOSURES: usize = 32;

pub(crate) fn notes(layer: &Layer) -> Vec<String> {
    if let Some(foreign) = &layer.foreign {
        let mut notes = vec![foreign.remedy.to_owned()];
        if foreign.payload.is_some() {
            notes.push("The payload is shown as it stands; nothing here proves who wrote it.".into());
        }
        return notes;
    }
    if layer.reading.shape == Shape::Jwe {
        encrypted(layer)
    } else if layer.reading.shape == Shape::SdJwt {
        disclosed(layer)
    } else {
        Vec::new()
    }
}

fn encrypted(layer: &Layer) -> Vec<String> {
    let mut notes = vec![
        "Encrypted: 5 parts. The header can be read by anyone; the rest opens only with the key of the recipient.".to_owned(),
    ];
    if let Some(alg) = layer.reading.header_text("alg").and_then(KeyManagement::named) {
        notes.push(format!("alg {}: {} ({}).", alg.as_str(), alg.words(), alg.source()));
    }
    if let Some(enc) = layer.reading.header_text("enc").and_then(ContentEncryption::named) {
        notes.push(format!("enc {}: {} ({}).", enc.as_str(), enc.words(), enc.source()));
    }
    notes
}

fn disclosed(layer: &Layer) -> Vec<String> {
    let disclosures = layer.reading.parts.iter().filter(|part| matches!(part.part, Part::Disclosure(_)));
    let mut notes: Vec<String> = disclosures.clone().take(DISCLOSURES).enumerate().map(disclosure).collect();
    let more = disclosures.count().saturating_sub(DISCLOSURES);
    if more > 0 {
        notes.push(format!("{more} more disclosures."));
    }
    if layer.reading.part(Part::KeyBinding).is_some() {
        notes.push("A key binding token stands at the end; the verdict says whether it holds.".into());
    }
    notes
}

/// `[salt, name, value]`, or `[salt, value]` of an array element (RFC 9901 section 4.2).
fn disclosure((index, part): (usize, &PartReading)) -> String {
    let number = index + 1;
    let text = core::str::from_utf8(&part.bytes).unwrap_or_default();
    let value = |node: &Node| visible(node.span.of_str(text));
    match part.json.as_ref().map_or(&[][..], Node::elements) {
        [_, Node { kind: Kind::String(name), .. }, shown] => {
            format!("Disclosure {number}: {} is {}.", quoted(name), value(shown))
        }
        [_, shown] => format!("Disclosure {number}: an array element, {}.", value(shown)),
        _ => format!("Disclosure {number} is malformed."),
    }
}
