//! What the value of a member means, in the engine's words.

use jotsmith::alg::{ContentEncryption, KeyManagement};
use jotsmith::json::{Kind, Node};
use jotsmith::reason::Part;
use jotsmith::text::time::Decimal;
use jotsmith::{Algorithm, NumericDate};

use crate::answer::RowView;

/// Seconds that are taken for an instant whatever the claim is called: the years 2001 to 2096. A counter or an
/// identifier of ten digits may be among them, so the words only stand beside the number.
const LIKELY: core::ops::RangeInclusive<i64> = 1_000_000_000..=4_000_000_000;

/// Puts the words into the row of a member.
pub(super) fn explain(row: &mut RowView, part: Part, name: &str, value: &Node, now: NumericDate) {
    if let Kind::String(text) = &value.kind
        && part == Part::Header
        && row.depth == 0
    {
        row.words = parameter(name, text).map(Into::into);
    } else if let Kind::Number(number) = &value.kind
        && let Some(at) = instant(number, part == Part::Payload && row.depth == 0 && is_time(name))
    {
        row.words = Some(at.relative_to(now));
        row.instant = Some(at.0);
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

/// Whether the claim is a NumericDate by its registration (RFC 7519 section 4.1, OpenID Connect Core section 5.1).
fn is_time(name: &str) -> bool {
    matches!(name, "auth_time" | "exp" | "iat" | "nbf" | "updated_at")
}

/// The instant that a number stands for, within the years that are shown as dates.
fn instant(number: &str, is_time: bool) -> Option<NumericDate> {
    let at = if is_time {
        Decimal::parse(number)?.whole_seconds()?
    } else {
        number.parse().ok().filter(|seconds| LIKELY.contains(seconds)).map(NumericDate)?
    };
    at.utc().is_some().then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_that_is_a_time_is_one_whatever_its_number_and_others_where_it_is_likely() {
        assert_eq!(instant("0", true), Some(NumericDate(0)));
        assert_eq!(instant("1795442531.9", true), Some(NumericDate(1_795_442_531)));
        assert_eq!(instant("1795442531", false), Some(NumericDate(1_795_442_531)));
        assert_eq!(instant("17", false), None);
        assert_eq!(instant("1795442531000", false), None);
        assert_eq!(instant("1e300", true), None);
    }
}
