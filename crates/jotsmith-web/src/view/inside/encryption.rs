//! A JWE: how it is encrypted, for whom, which key opened it or is needed, and what in it is not authenticated.

use jotsmith::alg::{ContentEncryption, KeyManagement};
use jotsmith::check::State;
use jotsmith::inspect::Layer;
use jotsmith::json::{self, Kind, Node};
use jotsmith::reason::escape::visible;
use jotsmith::reason::{Part, Question, Span};
use jotsmith::text::base64url;
use jotsmith::token::PartReading;

use super::{Desk, fact, kind_words};
use crate::answer::RowView;
use crate::inside::{BlockView, GroupView};

/// What is said of each header that the tag does not cover.
const EXPOSED: &str = "Unprotected: the authentication tag does not cover it, so whoever passed the token on may have changed it.";

/// What a JWE in JSON serialization is.
pub(super) fn serialization_words(layer: &Layer, form: &str) -> String {
    match recipients(layer).len() {
        0 | 1 if form == "flattened" => format!("JWE, {form} JSON"),
        1 => format!("JWE, {form} JSON, 1 recipient"),
        count => format!("JWE, {form} JSON, {count} recipients"),
    }
}

/// What the pane of the payload says where it shows none.
pub(super) fn unread(layer: &Layer, inside: Option<&Layer>) -> Option<String> {
    let is_encrypted = layer.reading.part(Part::Ciphertext).is_some();
    if !is_encrypted || layer.reading.part(Part::Payload).is_some() {
        return None;
    }
    Some(match inside {
        Some(inside) => {
            format!("The content is a token of its own: {}. It is opened below.", kind_words(inside))
        }
        None => "Encrypted. It can be read once the key that opens it is among your keys.".into(),
    })
}

/// A compact JWE.
pub(super) fn group(layer: &Layer, desk: &mut Desk<'_>) -> GroupView {
    let parameters = |name: &str| layer.reading.header_text(name).map(String::from);
    let rows = rows(layer, &parameters, opened(layer) == Some(0));
    let (state, words) = answer(layer);
    GroupView { title: "Encryption".into(), state, words, blocks: vec![desk.facts("", "other", rows)] }
}

/// A JWE in JSON serialization: what all recipients share, then each of them.
pub(super) fn groups(layer: &Layer, desk: &mut Desk<'_>) -> Vec<GroupView> {
    let parts = recipients(layer);
    let shared = layer.reading.part(Part::Unprotected);
    let (state, words) = answer(layer);
    let mut blocks = Vec::new();
    blocks.extend(additional_data(layer, desk));
    blocks.extend(shared.map(|part| {
        desk.object("Shared unprotected header", EXPOSED, part.unverified_bytes(), part.segment.span())
    }));
    let count = parts.len().max(1);
    let mut groups = vec![GroupView { title: "Encryption".into(), state, words, blocks }];
    for index in 0..count {
        let part = parts.get(index).copied();
        let own = part.and_then(|part| own_header(part, layer));
        let parameters = |name: &str| {
            let text = |node: Option<&Node>| {
                let members = node.map(Node::members).unwrap_or_default();
                members.iter().find(|member| member.name == name).and_then(|member| text_of(&member.value))
            };
            let protected = layer.reading.header_text(name).map(String::from);
            protected
                .or_else(|| text(shared.and_then(|part| part.unverified_json())))
                .or_else(|| text(own.as_ref().map(|(node, _)| node)))
        };
        let is_opened = opened(layer) == Some(index);
        let mut blocks = vec![desk.facts("", "other", rows(layer, &parameters, is_opened))];
        if let (Some((node, place)), Some(part)) = (&own, part) {
            let bytes = node.span.of(part.unverified_bytes());
            blocks.push(desk.object("Header of the recipient", EXPOSED, bytes, *place));
        }
        if count == 1 {
            for group in &mut groups {
                group.blocks.append(&mut blocks);
            }
            continue;
        }
        let state = match (is_opened, opened(layer), layer.verdict.state(Question::Signature)) {
            (true, _, _) => State::Pass,
            (false, Some(_), _) => State::NotChecked,
            (false, None, state) => state,
        };
        let words = if is_opened {
            format!("opened: {}. The verdict rests on this one.", layer.verdict.words(Question::Trust))
        } else if opened(layer).is_some() {
            "not needed: another recipient was opened".into()
        } else if state == State::Fail {
            "does not open".into()
        } else {
            "not opened".into()
        };
        groups.push(GroupView {
            title: format!("Recipient {} of {count}", index + 1),
            state: Some(state.as_str().into()),
            words,
            blocks,
        });
    }
    groups
}

fn recipients(layer: &Layer) -> Vec<&PartReading> {
    layer.reading.parts.iter().filter(|part| matches!(part.part, Part::Recipient(_))).collect()
}

/// The number of the recipient that was opened.
const fn opened(layer: &Layer) -> Option<usize> {
    layer.verdict.recipient()
}

/// The header of a recipient, and where it stands: the member `header` of it in a general serialization.
fn own_header(part: &PartReading, layer: &Layer) -> Option<(Node, Span)> {
    let root = part.unverified_json()?;
    let node = if layer.verdict.serialization().as_str() == "general" {
        &root.members().iter().find(|member| member.name == "header")?.value
    } else {
        root
    };
    let start = part.segment.span().start;
    Some((node.clone(), Span::new(start + node.span.start, start + node.span.end)))
}

fn answer(layer: &Layer) -> (Option<String>, String) {
    let state = layer.verdict.state(Question::Signature);
    let words = match state {
        State::Pass => format!("It decrypts: {}.", layer.verdict.words(Question::Trust)),
        State::Fail => "It does not decrypt.".into(),
        State::NotChecked | State::NotApplicable => {
            "Not decrypted. The header can be read by anybody; the rest opens only with the key of the recipient.".into()
        }
    };
    (Some(state.as_str().into()), words)
}

fn rows(layer: &Layer, parameter: &dyn Fn(&str) -> Option<String>, is_opened: bool) -> Vec<RowView> {
    let mut rows = Vec::new();
    let alg = parameter("alg");
    let enc = parameter("enc");
    let management = alg.as_deref().and_then(KeyManagement::named);
    let encryption = enc.as_deref().and_then(ContentEncryption::named);
    if let Some(alg) = &alg {
        let words = management.map_or_else(String::new, |one| format!("{} ({})", one.words(), one.source()));
        rows.push(fact("key management", visible(alg), &words));
    }
    if let Some(enc) = &enc {
        let words = encryption.map_or_else(String::new, |one| format!("{} ({})", one.words(), one.source()));
        rows.push(fact("content encryption", visible(enc), &words));
    }
    if let Some(management) = management.filter(|_| !is_opened) {
        rows.push(fact("key that opens it", needed(management, encryption, layer), ""));
    }
    if let Some(kid) = parameter("kid") {
        rows.push(fact("key id", visible(&kid), "kid, the name of the key of the recipient"));
    }
    rows
}

/// Which key a recipient needs.
fn needed(management: KeyManagement, encryption: Option<ContentEncryption>, layer: &Layer) -> String {
    let name = management.as_str();
    let curve = || {
        let header = layer.reading.part(Part::Header)?.unverified_json()?;
        let epk = header.members().iter().find(|member| member.name == "epk")?;
        text_of(&epk.value.members().iter().find(|member| member.name == "crv")?.value)
    };
    if name.starts_with("RSA") {
        return "a private RSA key".into();
    }
    if name.starts_with("ECDH") {
        let curve = curve().map(|curve| format!(" on {}", visible(&curve))).unwrap_or_default();
        return format!("a private key{curve} (EC or OKP)");
    }
    if name.starts_with("PBES2") {
        return "the password, as a secret (oct)".into();
    }
    let bytes = match encryption {
        Some(encryption) if name == "dir" => encryption.key_bytes(),
        Some(_) | None => match name.get(1..4) {
            Some("128") => 16,
            Some("192") => 24,
            Some("256") => 32,
            Some(_) | None => return "a secret (oct)".into(),
        },
    };
    format!("a secret of {bytes} bytes (oct)")
}

/// The additional authenticated data, as text where it is some.
fn additional_data(layer: &Layer, desk: &mut Desk<'_>) -> Option<BlockView> {
    let reading = json::read(layer.reading.text.as_bytes());
    let root = reading.root?;
    let member = root.members().iter().find(|member| member.name == "aad")?;
    let bytes = base64url::decode(text_of(&member.value)?.as_bytes()).ok()?;
    let value = core::str::from_utf8(&bytes).map_or_else(|_| format!("{} bytes", bytes.len()), visible);
    let mut row = fact("aad", value, "not encrypted, and covered by the authentication tag");
    row.token_spans = desk.pieces(member.value.span);
    Some(desk.facts("Additional authenticated data", "other", vec![row]))
}

fn text_of(node: &Node) -> Option<String> {
    if let Kind::String(text) = &node.kind { Some(text.clone()) } else { None }
}
