//! The certificates that a token brings, `x5c`: whom each is about, who is said to have issued it, how long it holds.

use jotsmith::NumericDate;
use jotsmith::inspect::Layer;
use jotsmith::key::Certificate;

use super::{Desk, fact};
use crate::answer::RowView;
use crate::inside::GroupView;
use crate::keys;

pub(super) fn groups(layer: &Layer, desk: &mut Desk<'_>) -> Vec<GroupView> {
    let certificates = layer.certificates();
    let count = certificates.len();
    let mut groups = Vec::new();
    for (index, certificate) in certificates.iter().enumerate() {
        let (rows, words) = match certificate {
            Ok(certificate) if index == 0 => (
                rows(certificate, desk),
                "The token brings it, so it proves nothing by itself: whether it is trusted, the verdict says."
                    .into(),
            ),
            Ok(certificate) => (rows(certificate, desk), String::new()),
            Err(fault) => (Vec::new(), fault.to_string()),
        };
        let blocks = if rows.is_empty() { Vec::new() } else { vec![desk.facts("", "other", rows)] };
        let title =
            if count == 1 { "Certificate".into() } else { format!("Certificate {} of {count}", index + 1) };
        groups.push(GroupView { title, state: None, words, blocks });
    }
    groups
}

fn rows(certificate: &Certificate, desk: &Desk<'_>) -> Vec<RowView> {
    let key = certificate.key.as_ref().map_or_else(|| "of a type that is not known".into(), keys::words);
    let subject =
        if certificate.authority { "an authority: it may vouch for other certificates" } else { "" };
    let (now, standing) = (desk.told.now, certificate.standing(desk.told.now));
    let date = |name: &str, at: NumericDate, words: &str| {
        let mut row = fact(name, at.0.to_string(), words);
        row.instant = Some(at.0);
        row
    };
    let words = if now < certificate.not_before { [standing.as_str(), ""] } else { ["", standing.as_str()] };
    vec![
        fact("subject", certificate.subject.as_str(), subject),
        fact("issuer", certificate.issuer.as_str(), ""),
        fact("serial", certificate.serial.as_str(), ""),
        fact("key", key, ""),
        fact("x5t#S256", certificate.thumbprint.to_string(), "SHA-256 of the certificate"),
        date("from", certificate.not_before, words[0]),
        date("to", certificate.not_after, words[1]),
    ]
}
