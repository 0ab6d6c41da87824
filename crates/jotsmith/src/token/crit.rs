//! The critical header parameter, RFC 7515 section 4.1.11.

use crate::json::Value;
use crate::limits::CRIT_FAULTS;
use crate::reason::Code;
use crate::reason::escape::quoted;

/// The extensions of a JWS that are understood here: those of RFC 7797. Of a JWE there is none.
pub(super) const OF_JWS: &[&str] = &["b64"];

/// The parameters of RFC 7515, 7516 and 7518, which must not stand in `crit`.
const REGISTERED: &[&str] = &[
    "alg", "jku", "jwk", "kid", "x5u", "x5c", "x5t", "x5t#S256", "typ", "cty", "crit", "enc", "zip", "epk",
    "apu", "apv", "iv", "tag", "p2s", "p2c",
];

/// The names that `crit` lists.
pub(super) fn names(header: Value<'_>) -> impl Iterator<Item = &str> {
    header.member("crit").into_iter().flat_map(Value::elements).filter_map(Value::as_str)
}

/// The faults of `crit` where these extensions are known, each with what was found.
pub(super) fn check(header: Value<'_>, extensions: &[&str]) -> Vec<(Code, String)> {
    let Some(crit) = header.member("crit") else { return Vec::new() };
    if !crit.is_array() || crit.elements().any(|e| e.as_str().is_none()) {
        return vec![(Code::CritMalformed, "it is no array of strings".into())];
    }
    if crit.elements().next().is_none() {
        return vec![(Code::CritMalformed, "it is empty".into())];
    }
    let mut seen = Vec::new();
    let mut faults = Vec::new();
    for name in names(header) {
        if seen.contains(&name) {
            faults.push((Code::CritMalformed, format!("it names {} twice", quoted(name))));
        } else if REGISTERED.contains(&name) {
            faults.push((
                Code::CritMalformed,
                format!("it names {}, which every reader must know", quoted(name)),
            ));
        } else if header.member(name).is_none() {
            faults.push((
                Code::CritMalformed,
                format!("it names {}, which is not in the header", quoted(name)),
            ));
        } else if !extensions.contains(&name) {
            faults.push((Code::CritUnknown, quoted(name)));
        }
        seen.push(name);
        if faults.len() == CRIT_FAULTS {
            break;
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn as_many_faults_are_listed_as_the_bound_and_no_more() {
        for (names, listed) in
            [(CRIT_FAULTS - 1, CRIT_FAULTS - 1), (CRIT_FAULTS, CRIT_FAULTS), (40, CRIT_FAULTS)]
        {
            let names: Vec<String> = (0..names).map(|n| format!("\"x{n}\"")).collect();
            let header = json::parse(format!(r#"{{"crit":[{}]}}"#, names.join(",")).as_bytes()).unwrap();
            assert_eq!(check(header.root(), &[]).len(), listed);
        }
    }
}
