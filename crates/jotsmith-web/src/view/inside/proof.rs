//! A DPoP proof: for which request it was made, by which key, and what it is bound to (RFC 9449).

use jotsmith::AnyKey;
use jotsmith::inspect::Layer;
use jotsmith::json::Node;
use jotsmith::reason::{Part, Question};
use jotsmith::token::{PartReading, Reading};

use super::{Desk, fact};
use crate::answer::RowView;
use crate::inside::GroupView;

/// Whether the token calls itself a DPoP proof.
pub(super) fn is_proof(reading: &Reading) -> bool {
    reading.header_text("typ").is_some_and(|typ| {
        let typ = typ
            .get(..12)
            .filter(|start| start.eq_ignore_ascii_case("application/"))
            .map_or(typ, |_| typ.get(12..).unwrap_or_default());
        typ.eq_ignore_ascii_case("dpop+jwt")
    })
}

/// What each claim of a proof is for.
const CLAIMS: &[(&str, &str, &str)] = &[
    ("htm", "method", "the method of the request that it was made for"),
    ("htu", "URL", "the URL of that request, without query and fragment"),
    ("iat", "made", ""),
    ("ath", "access token", "the SHA-256 of the access token that came with it"),
    ("nonce", "nonce", "the value that the server asked for"),
    ("jti", "identifier", "the receiver remembers it, so that a proof is used once"),
];

pub(super) fn group(layer: &Layer, desk: &mut Desk<'_>) -> GroupView {
    let mut rows = Vec::new();
    if let Some(part) = layer.reading.part(Part::Payload) {
        let view = desk.laid_out(part, Part::Payload);
        for (claim, name, words) in CLAIMS {
            let found = view.rows.iter().find(|row| row.depth == 0 && row.name == *claim);
            rows.extend(found.map(|row| told(row, name, words)));
        }
        let has = |name: &str| view.rows.iter().any(|row| row.depth == 0 && row.name == name);
        if !has("ath") {
            rows.push(fact(
                "access token",
                "none",
                "it is bound to no access token, as where one is asked for",
            ));
        }
    }
    if let Some(print) = thumbprint(layer.reading.part(Part::Header)) {
        let words =
            "jkt, the thumbprint of the key in its header: what an access token is bound to by cnf.jkt";
        rows.push(fact("key", print, words));
    }
    let block = desk.facts("", "other", rows);
    GroupView {
        title: "DPoP proof".into(),
        state: Some(layer.verdict.state(Question::Claims).as_str().into()),
        words:
            "Sent beside an access token, it shows that the sender holds the key that the token is bound to."
                .into(),
        blocks: vec![block],
    }
}

fn told(row: &RowView, name: &str, words: &str) -> RowView {
    let mut told = fact(name, row.value.clone(), words);
    if row.instant.is_some() {
        (told.words, told.instant) = (row.words.clone(), row.instant);
    }
    told.token_spans.clone_from(&row.token_spans);
    told
}

/// The thumbprint of the key that the header carries.
fn thumbprint(header: Option<&PartReading>) -> Option<String> {
    let header = header?;
    let members = header.unverified_json().map(Node::members).unwrap_or_default();
    let jwk = members.iter().find(|member| member.name == "jwk")?;
    let key = AnyKey::read(jwk.value.span.of(header.unverified_bytes())).ok()?;
    key.thumbprint().map(|print| print.to_string())
}
