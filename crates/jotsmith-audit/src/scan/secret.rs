//! What must not be in a copy: the bytes of a finding that a redacted text leaves out.

use jotsmith::Token;
use jotsmith::find::{Foreign, Found, PRIVATE_MEMBERS, PrivateKey, Shape};
use jotsmith::json::{self, Kind as Json, Node};
use jotsmith::reason::{Code, Span};

use super::REDACTED;
use super::finding::{Kind, Secret, Seen, said};
use super::look::Hit;

/// A token; nothing where its header is none of a token, or where nothing follows the header.
pub(super) fn of_token(mut found: Found) -> Option<Hit> {
    let reading = Token::read(&found.text);
    let (alg, enc) = (reading.header_text("alg"), reading.header_text("enc"));
    if (alg.is_none() && enc.is_none()) || !found.text.contains('.') {
        return None;
    }
    let encrypted = found.shape == Shape::Jwe || enc.is_some();
    let parts = if encrypted { 1 } else { 2 };
    let secret = found.text.match_indices('.').nth(parts - 1).map_or(found.text.len(), |(at, _)| at + 1);
    let left = redacted(&found, secret);
    let span = found.given(Span::new(secret, left.unwrap_or(found.text.len())));
    let secrets = if span.is_empty() { Vec::new() } else { vec![(span.start, span.end)] };
    let shapes = [(Shape::Jwe, Kind::Jwe), (Shape::Jws, Kind::Jws), (Shape::SdJwt, Kind::SdJwt)];
    let kind = match left {
        // All that followed the header is one word now.
        Some(_) if encrypted => Kind::Jwe,
        Some(_) => Kind::Jws,
        None => shapes.iter().find(|(shape, _)| *shape == found.shape).map_or(Kind::Cut, |(_, kind)| *kind),
    };
    let (mut end, mut secret) = (found.span.end, Secret::There);
    if let Some(length) = left {
        found.text.truncate(length);
        (end, secret) = (span.end, Secret::LeftOut);
    }
    let start = found.span.start;
    let what = Seen::Token { kind, secret, found: Box::new(found), reading: Box::new(reading) };
    Some(Hit { start, end, secrets, what })
}

/// Where the mark of a redacted copy ends that stands at a place of a token; none where something else does. A word that
/// was taken for its next line is no part of it.
fn redacted(found: &Found, at: usize) -> Option<usize> {
    let end = at + REDACTED.len();
    let rest = found.text.get(at..)?.strip_prefix(REDACTED)?;
    let apart = || found.given(Span::byte(end - 1)).end < found.given(Span::byte(end)).start;
    (rest.is_empty() || apart()).then_some(end)
}

/// Members of a JWE that stand after the header in compact serialization.
const ENCRYPTED: [&str; 4] = ["encrypted_key", "iv", "ciphertext", "tag"];

/// A private JSON Web Key; nothing where none of it is left.
pub(super) fn of_private_key(PrivateKey { found, cut, .. }: PrivateKey) -> Option<Hit> {
    let root = json::read(found.text.as_bytes()).root?;
    let mut secrets = Secrets::of(&found);
    for name in PRIVATE_MEMBERS {
        named(&root, name).for_each(|value| secrets.every_string(value));
    }
    if let Some(cut) = cut {
        secrets.rest(cut);
    }
    let (secret, secrets) = secrets.end();
    let (start, end) = (found.span.start, found.span.end);
    let is_private = !secrets.is_empty() && secret == Secret::There;
    is_private.then(|| Hit { start, end, secrets, what: Seen::PrivateKey { found: Box::new(found) } })
}

/// A token in JSON serialization; nothing where no header of it is one of a token.
pub(super) fn of_object(found: Found) -> Option<Hit> {
    let reading = Token::read(&found.text);
    // The headers of more signatures than are ever looked at were not read.
    let crowded = reading.defects.iter().any(|defect| defect.code() == Code::TooManySignatures);
    if !crowded && said(&reading, "alg").is_none() && said(&reading, "enc").is_none() {
        return None;
    }
    let root = json::read(found.text.as_bytes()).root?;
    let mut secrets = Secrets::of(&found);
    let encrypted = named(&root, "ciphertext").next().is_some();
    let signed = ["signature", "signatures"].iter().any(|name| named(&root, name).next().is_some());
    let mut disclosed = false;
    for one in [&root].into_iter().chain(named(&root, "signatures").flat_map(Node::elements)) {
        secrets.strings(one, "signature");
        // RFC 9901 section 8.
        for header in named(one, "header") {
            let before = secrets.spans.len();
            secrets.strings(header, "kb_jwt");
            for each in named(header, "disclosures").flat_map(Node::elements) {
                secrets.string(each);
            }
            disclosed |= secrets.spans.len() > before;
        }
    }
    if encrypted {
        for one in [&root].into_iter().chain(named(&root, "recipients").flat_map(Node::elements)) {
            for name in ENCRYPTED {
                secrets.strings(one, name);
            }
        }
    }
    let (secret, secrets) = secrets.end();
    let kind = match (encrypted && !signed, disclosed) {
        (true, _) => Kind::Jwe,
        (false, true) => Kind::SdJwt,
        (false, false) => Kind::Jws,
    };
    let (start, end) = (found.span.start, found.span.end);
    let what = Seen::Token { kind, secret, found: Box::new(found), reading: Box::new(reading) };
    Some(Hit { start, end, secrets, what })
}

/// The members of this name, duplicates too: which of them is meant nobody knows.
fn named<'n>(object: &'n Node, name: &str) -> impl Iterator<Item = &'n Node> {
    object.members().iter().filter(move |member| member.name == name).map(|member| &member.value)
}

/// Gathers what is secret of one object.
struct Secrets<'f> {
    found: &'f Found,
    spans: Vec<(usize, usize)>,
    /// Whether one of them is not the mark of a redacted copy.
    there: bool,
}

impl<'f> Secrets<'f> {
    const fn of(found: &'f Found) -> Self {
        Self { found, spans: Vec::new(), there: false }
    }

    /// Whether something of it is there still, and where it stands, in the order of the text.
    fn end(self) -> (Secret, Vec<(usize, usize)>) {
        let Self { mut spans, there, .. } = self;
        spans.sort_unstable();
        (if there || spans.is_empty() { Secret::There } else { Secret::LeftOut }, spans)
    }

    fn strings(&mut self, object: &Node, name: &str) {
        for node in named(object, name) {
            self.string(node);
        }
    }

    /// The strings of a value, however deep.
    fn every_string(&mut self, node: &Node) {
        self.string(node);
        node.elements().iter().for_each(|element| self.every_string(element));
        node.members().iter().for_each(|member| self.every_string(&member.value));
    }

    /// A value that goes on to the end, from its colon on.
    fn rest(&mut self, from: usize) {
        let rest = self.found.text.get(from..).unwrap_or_default().trim_end();
        let value = rest.trim_start_matches([':', ' ', '\t', '\r', '\n', '"']);
        if !value.is_empty() {
            let end = from + rest.len();
            let given = self.found.given(Span::new(end - value.len(), end));
            self.spans.push((given.start, given.end));
            self.there |= value != REDACTED;
        }
    }

    /// What stands between the quotes.
    fn string(&mut self, node: &Node) {
        let Json::String(text) = &node.kind else { return };
        let inside = Span::new(node.span.start + 1, node.span.end.saturating_sub(1));
        if !inside.is_empty() {
            let given = self.found.given(inside);
            self.spans.push((given.start, given.end));
            self.there |= text != REDACTED;
        }
    }
}

/// All that is secret, in the order of the text; what overlaps or touches is one.
pub(super) fn joined(hits: &[Hit]) -> Vec<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = hits.iter().flat_map(|hit| hit.secrets.iter().copied()).collect();
    spans.sort_unstable();
    spans.dedup_by(|next, kept| {
        let one = next.0 <= kept.1;
        if one {
            kept.1 = kept.1.max(next.1);
        }
        one
    });
    spans
}

/// Whether all of a piece of the text is in these, which were joined.
pub(super) fn covers(joined: &[(usize, usize)], start: usize, end: usize) -> bool {
    let next = joined.partition_point(|(_, upto)| *upto <= start);
    joined.get(next).is_some_and(|(from, upto)| *from <= start && end <= *upto)
}

/// Another credential.
pub(super) fn of_foreign(foreign: Foreign, text: &str) -> Hit {
    let span = foreign.span;
    let text = span.of_str(text).to_owned();
    Hit {
        start: span.start,
        end: span.end,
        secrets: vec![(span.start, span.end)],
        what: Seen::Foreign { foreign: Box::new(foreign), text },
    }
}
