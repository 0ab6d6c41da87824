//! What stands beside a member: the engine's words, and instants as the person wants to see them.

use jotsmith::alg::{ContentEncryption, KeyManagement};
use jotsmith::json::{Kind, Node};
use jotsmith::reason::Part;
use jotsmith::text::time::Decimal;
use jotsmith::{Algorithm, NumericDate};

use crate::args::time::Times;
use crate::clock;

/// The words beside a member of header or payload; none where there is nothing to say.
pub(crate) fn words(part: Part, name: &str, node: &Node, now: NumericDate, times: Times) -> String {
    match (part, &node.kind) {
        (Part::Header, Kind::String(value)) => parameter(name, value).unwrap_or_default().into(),
        (Part::Payload, Kind::Number(value)) if matches!(name, "exp" | "iat" | "nbf") => {
            Decimal::parse(value)
                .and_then(Decimal::whole_seconds)
                .map_or_else(String::new, |at| instant(at, now, times))
        }
        _ => String::new(),
    }
}

fn parameter(name: &str, value: &str) -> Option<&'static str> {
    match name {
        "alg" => Algorithm::named(value)
            .map(|algorithm| algorithm.row().words)
            .or_else(|| KeyManagement::named(value).map(KeyManagement::words)),
        "enc" => ContentEncryption::named(value).map(ContentEncryption::words),
        _ => None,
    }
}

/// An instant and how far it is; nothing where it is shown as the number alone, or lies outside the years 0001 to 9999.
fn instant(at: NumericDate, now: NumericDate, times: Times) -> String {
    let date = match times {
        Times::Local => clock::local(at),
        Times::Utc => at.utc(),
        Times::Raw => None,
    };
    date.map_or_else(String::new, |date| format!("{date}, {}", at.relative_to(now)))
}
