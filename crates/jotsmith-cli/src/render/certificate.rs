//! A certificate for people: whom it is about, who is said to have issued it, how long it holds.

use std::fmt::Write as _;

use jotsmith::NumericDate;
use jotsmith::key::{Certificate, KeyError};
use jotsmith::reason::escape::visible;

use super::key::kind;
use super::paint::Paint;
use crate::args::time::Times;

/// The certificates of a token, its own first.
pub(crate) fn chain(
    certificates: &[Result<Certificate, KeyError>],
    now: NumericDate,
    times: Times,
    paint: Paint,
) -> String {
    let count = certificates.len();
    let mut text = String::new();
    for (index, certificate) in certificates.iter().enumerate() {
        let title = match count {
            1 => paint.strong("certificate"),
            _ => paint.strong(&format!("certificate {} of {count}", index + 1)),
        };
        match certificate {
            Ok(certificate) => {
                writeln!(text, "{title}").unwrap_or_default();
                let dates = [("dates", certificate.standing(now))];
                for (name, value) in rows(certificate, times).into_iter().chain(dates) {
                    writeln!(text, "  {}  {value}", paint.name(&format!("{name:8}"))).unwrap_or_default();
                }
            }
            Err(fault) => writeln!(text, "{title}  {}", paint.bad(&fault.to_string())).unwrap_or_default(),
        }
    }
    text
}

/// What a certificate says, name and value.
pub(crate) fn rows(certificate: &Certificate, times: Times) -> Vec<(&'static str, String)> {
    let at = |instant: NumericDate| times.shown(instant).unwrap_or_else(|| instant.0.to_string());
    let unknown = || "of a type that is not known".into();
    let authority = if certificate.authority { ", an authority" } else { "" };
    vec![
        ("subject", format!("{}{authority}", visible(&certificate.subject))),
        ("issuer", visible(&certificate.issuer)),
        ("serial", certificate.serial.clone()),
        ("key", certificate.key.as_ref().map_or_else(unknown, kind)),
        ("x5t#S256", certificate.thumbprint.to_string()),
        ("from", at(certificate.not_before)),
        ("to", at(certificate.not_after)),
    ]
}
