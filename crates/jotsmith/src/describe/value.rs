//! What the value of a member means: times as dates, algorithms, types and methods by name.
//!
//! In goes the member with its JSON value, out come words. A value that says nothing by itself has none.

use super::{WHOLE, member};
use crate::alg::{Algorithm, ContentEncryption, KeyManagement};
use crate::json::Kind;
use crate::reason::Part;
use crate::text::time::{Decimal, NumericDate};
use crate::token::media_type;

/// Numbers from here on are milliseconds where a time is wanted: as seconds this is the year 5138.
const MILLISECONDS: i64 = 100_000_000_000;

/// Whole numbers in this range may be a time in seconds: 2001-09-09 to 2096-10-02.
const SECONDS: core::ops::RangeInclusive<i64> = 1_000_000_000..=4_000_000_000;

/// A value that is a time, or looks like one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Instant {
    /// The instant, read as seconds, or as milliseconds where it looks like them.
    pub at: NumericDate,
    /// Whether the member is a time by its definition; else it only looks like one.
    pub is_time: bool,
    /// Whether it was read as milliseconds. RFC 7519 section 2 wants seconds.
    pub milliseconds: bool,
}

impl Instant {
    /// The instant in words: a date as the face writes it, and how far it is from `now`.
    pub fn in_words(self, date: &str, now: NumericDate) -> String {
        let distance = self.at.relative_to(now);
        match (self.milliseconds, self.is_time) {
            (false, true) => format!("{date}, {distance}"),
            (false, false) => format!("as a time: {date}, {distance}"),
            (true, _) => format!("milliseconds? read so: {date}, {distance}"),
        }
    }

    /// How far the instant is from `now`, for a face that shows the date itself.
    pub fn distance(self, now: NumericDate) -> String {
        let distance = self.at.relative_to(now);
        if self.milliseconds { format!("milliseconds? read so: {distance}") } else { distance }
    }
}

/// The instant that a value is, or looks like.
pub fn instant(part: Part, name: &str, value: &Kind) -> Option<Instant> {
    let Kind::Number(number) = value else { return None };
    let at = Decimal::parse(number).and_then(Decimal::whole_seconds)?;
    let is_time = member(part, name).is_time();
    let whole = number.bytes().all(|byte| byte.is_ascii_digit());
    if at.0 >= MILLISECONDS && (is_time || (whole && SECONDS.contains(&(at.0 / 1000)))) {
        return Some(Instant { at: NumericDate(at.0 / 1000), is_time, milliseconds: true });
    }
    (is_time || (whole && SECONDS.contains(&at.0))).then_some(Instant { at, is_time, milliseconds: false })
}

/// What a value means, dates in UTC; none where it speaks for itself.
pub fn value(part: Part, name: &str, value: &Kind, now: NumericDate) -> Option<String> {
    match instant(part, name, value) {
        Some(instant) => Some(instant.in_words(&instant.at.utc()?, now)),
        None => named(part, name, value),
    }
}

/// What stands beside a member in a list: what its value means, else what the member is.
///
/// `date` writes an instant as the reader wants it, or leaves it out.
pub fn line(
    part: Part,
    name: &str,
    value: &Kind,
    now: NumericDate,
    date: impl FnOnce(NumericDate) -> Option<String>,
) -> String {
    let description = member(part, name);
    if let Some(instant) = instant(part, name, value) {
        return match date(instant.at) {
            Some(date) if instant.is_time => {
                format!("{}: {}", description.short(), instant.in_words(&date, now))
            }
            Some(date) => format!("{description}; {}", instant.in_words(&date, now)),
            None => description.to_string(),
        };
    }
    match named(part, name, value) {
        Some(words) if part.is_header() => words,
        Some(words) => format!("{description}: {words}"),
        None => description.to_string(),
    }
}

/// The words of a value that stands in a table.
fn named(part: Part, name: &str, value: &Kind) -> Option<String> {
    let header = part.is_header();
    match (header, name, value) {
        (true, "alg", Kind::String(name)) => algorithm(name).map(str::to_owned),
        (true, "enc", Kind::String(name)) => ContentEncryption::named(name).map(|enc| enc.words().to_owned()),
        (true, "cty", Kind::String(name)) if media_type(name).eq_ignore_ascii_case("jwt") => {
            Some("a token within the token".to_owned())
        }
        (true, "typ" | "cty", Kind::String(name)) => type_in_words(name),
        (true, "zip", Kind::String(name)) => (name == "DEF").then(|| "compressed with DEFLATE".to_owned()),
        (true, "b64", Kind::Bool(false)) => Some("the payload stands as it is, not in base64url".to_owned()),
        (false, "amr", Kind::Array(methods)) => methods_in_words(methods.iter().map(|method| &method.kind)),
        (false, "cnf", Kind::Object(members)) => {
            members.iter().find_map(|confirmation| found(CONFIRMATIONS, &confirmation.name))
        }
        (false, "attest", Kind::String(level)) => found(ATTESTATIONS, level),
        _ => None,
    }
}

fn algorithm(name: &str) -> Option<&'static str> {
    Algorithm::named(name)
        .map(|algorithm| algorithm.row().words)
        .or_else(|| KeyManagement::named(name).map(KeyManagement::words))
        .or_else(|| name.eq_ignore_ascii_case("none").then_some("unsigned: anyone can write this"))
}

fn methods_in_words<'m>(methods: impl Iterator<Item = &'m Kind>) -> Option<String> {
    let words: Vec<String> = methods
        .map(|method| match method {
            Kind::String(name) => found(METHODS, name),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Array(_) | Kind::Object(_) => None,
        })
        .collect::<Option<_>>()?;
    (!words.is_empty()).then(|| words.join(", "))
}

/// Media types compare without regard to case (RFC 2045 section 5.1); the tables have them in small letters.
fn type_in_words(name: &str) -> Option<String> {
    let kind = media_type(name).to_ascii_lowercase();
    let common = found(TYPES, &kind);
    if WHOLE { common.or_else(|| found(OTHER_TYPES, &kind)) } else { common }
}

/// The words of a name that compares exactly, as all of JSON does (RFC 7519 section 7.3).
fn found(table: &[(&str, &str)], name: &str) -> Option<String> {
    table.iter().find(|(known, _)| *known == name).map(|(_, words)| (*words).to_owned())
}

/// Media types, the values of `typ` and `cty`: those that the page's first module carries.
const TYPES: &[(&str, &str)] = &[
    ("jwt", "a JSON Web Token"),
    ("at+jwt", "an OAuth access token (RFC 9068)"),
    ("client-authentication+jwt", "a client assertion"),
    ("dc+sd-jwt", "a verifiable credential (SD-JWT VC)"),
    ("dpop+jwt", "a DPoP proof (RFC 9449)"),
    ("eat+jwt", "an entity attestation (RFC 9711)"),
    ("entity-statement+jwt", "an entity statement (OpenID Federation)"),
    ("jose", "a JWS or JWE in compact serialization"),
    ("jose+json", "a JWS or JWE in JSON serialization"),
    ("kb+jwt", "a key binding of an SD-JWT (RFC 9901)"),
    ("logout+jwt", "a logout token (OpenID Connect)"),
    ("oauth-authz-req+jwt", "an authorization request (RFC 9101)"),
    ("openid4vci-proof+jwt", "a proof of possession (OpenID4VCI)"),
    ("passport", "a PASSporT (RFC 8225)"),
    ("sd-jwt", "an SD-JWT (RFC 9901)"),
    ("secevent+jwt", "a security event token (RFC 8417)"),
    ("statuslist+jwt", "a status list"),
    ("token-introspection+jwt", "an introspection response (RFC 9701)"),
    ("vc+sd-jwt", "a verifiable credential (SD-JWT VC, the older name)"),
];

/// Media types that are seldom met, which only a build with the whole dictionary knows.
const OTHER_TYPES: &[(&str, &str)] = &[
    ("gnap-binding-jws", "a signed request (GNAP, RFC 9635)"),
    ("gnap-binding-jwsd", "the detached signature of a request (GNAP, RFC 9635)"),
    ("gnap-binding-rotation-jws", "a signed change of keys (GNAP, RFC 9635)"),
    ("gnap-binding-rotation-jwsd", "the detached signature of a change of keys (GNAP, RFC 9635)"),
    ("jwk-set+jwt", "a signed key set (OpenID Federation)"),
    ("key-attestation+jwt", "a key attestation (OpenID4VCI)"),
    ("oauth-client-attestation+jwt", "a client attestation (OAuth)"),
    ("oauth-client-attestation-pop+jwt", "a proof of possession for a client attestation (OAuth)"),
    ("resolve-response+jwt", "a resolved trust chain (OpenID Federation)"),
    ("trust-mark+jwt", "a trust mark (OpenID Federation)"),
    ("trust-mark-delegation+jwt", "a delegation of a trust mark (OpenID Federation)"),
    ("trust-mark-status-response+jwt", "the status of a trust mark (OpenID Federation)"),
    ("txntoken+jwt", "a transaction token (OAuth)"),
    ("vc+jwt", "a verifiable credential (W3C)"),
    ("verifier-attestation+jwt", "a verifier attestation (OpenID4VP)"),
    ("vp+jwt", "a verifiable presentation (W3C)"),
];

/// Authentication methods, RFC 8176 section 2.
const METHODS: &[(&str, &str)] = &[
    ("face", "face"),
    ("fpt", "fingerprint"),
    ("geo", "place"),
    ("hwk", "key in hardware"),
    ("iris", "iris"),
    ("kba", "questions"),
    ("mca", "several channels"),
    ("mfa", "several factors"),
    ("otp", "one-time password"),
    ("pin", "PIN"),
    ("pwd", "password"),
    ("rba", "by risk"),
    ("retina", "retina"),
    ("sc", "smart card"),
    ("sms", "text message"),
    ("swk", "key in software"),
    ("tel", "telephone call"),
    ("user", "presence"),
    ("vbm", "voice"),
    ("wia", "Windows login"),
];

/// Confirmation methods, the members of `cnf`.
const CONFIRMATIONS: &[(&str, &str)] = &[
    ("jkt", "bound to a key, by its thumbprint (RFC 9449 section 6.1)"),
    ("jku", "bound to a key of a set elsewhere (RFC 7800 section 3.5)"),
    ("jwe", "bound to a key that is encrypted (RFC 7800 section 3.3)"),
    ("jwk", "bound to a key (RFC 7800 section 3.2)"),
    ("kid", "bound to a key, by its id (RFC 7800 section 3.4)"),
    ("x5t#S256", "bound to a client certificate (RFC 8705 section 3.1)"),
];

/// Attestation levels of SHAKEN, RFC 8588 section 4.
const ATTESTATIONS: &[(&str, &str)] =
    &[("A", "full attestation"), ("B", "partial attestation"), ("C", "gateway attestation")];
