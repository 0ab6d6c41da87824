//! The protected header of a JWS or JWE, strictly parsed and checked: RFC 7515 section 4, RFC 7516 section 4.
//!
//! In goes the decoded JSON; out comes the header with every fault of form. A header with a fault is never used.

use super::crit;
use crate::alg::{Algorithm, ContentEncryption, KeyManagement};
use crate::json::{self, Tree, Value};
use crate::reason::escape::quoted;
use crate::reason::{Code, Part, Place, Reason, Severity};

/// What `alg` says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AlgName {
    /// A JWS algorithm.
    Jws(Algorithm),
    /// A JWE key management algorithm.
    Jwe(KeyManagement),
    /// `none` in the spelling found.
    None(String),
    /// Nothing that is known.
    Unknown(String),
    /// No `alg`, or one that is no string.
    Missing,
}

impl AlgName {
    fn named(name: &str) -> Self {
        if let Some(algorithm) = Algorithm::named(name) {
            Self::Jws(algorithm)
        } else if let Some(algorithm) = KeyManagement::named(name) {
            Self::Jwe(algorithm)
        } else if name.eq_ignore_ascii_case("none") {
            Self::None(name.into())
        } else {
            Self::Unknown(name.into())
        }
    }

    /// The name as found, for a sentence.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Jws(algorithm) => algorithm.as_str(),
            Self::Jwe(algorithm) => algorithm.as_str(),
            Self::None(name) | Self::Unknown(name) => name,
            Self::Missing => "",
        }
    }
}

/// A protected header.
#[derive(Clone, Debug)]
pub struct Header {
    tree: Tree,
    alg: AlgName,
}

/// The type a registered header parameter must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Text,
    Object,
    Bool,
    Texts,
    Any,
}

/// The registered parameters whose type is checked here. `crit` has its own checks.
const TYPES: &[(&str, Wanted)] = &[
    ("alg", Wanted::Text),
    ("enc", Wanted::Text),
    ("zip", Wanted::Text),
    ("kid", Wanted::Text),
    ("typ", Wanted::Text),
    ("cty", Wanted::Text),
    ("jku", Wanted::Text),
    ("x5u", Wanted::Text),
    ("x5t", Wanted::Text),
    ("x5t#S256", Wanted::Text),
    ("jwk", Wanted::Object),
    ("epk", Wanted::Object),
    ("x5c", Wanted::Texts),
    ("b64", Wanted::Bool),
    ("crit", Wanted::Any),
];

/// Members of a key that must not be public.
const PRIVATE_MEMBERS: &[&str] = &["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"];

impl Header {
    /// Parses and checks the decoded bytes of a protected header.
    ///
    /// # Errors
    /// Every fault of form, with JSON pointers; spans are left to the caller, who knows where the header stands.
    pub fn parse(bytes: &[u8]) -> Result<Self, Vec<Reason>> {
        let tree = json::parse(bytes)
            .map_err(|fault| vec![located(fault.reason(Part::Header, bytes), fault.span)])?;
        let root = tree.root();
        if !root.is_object() {
            return Err(vec![
                Reason::new(Code::JsonNotObject).at(Place::part(Part::Header)).found(root.kind_name()),
            ]);
        }
        let alg = root.member("alg").and_then(Value::as_str).map_or(AlgName::Missing, AlgName::named);
        let reasons = check(root, &alg);
        if reasons.is_empty() { Ok(Self { tree, alg }) } else { Err(reasons) }
    }

    /// What `alg` says.
    pub const fn alg(&self) -> &AlgName {
        &self.alg
    }

    /// The JWS algorithm, where `alg` names one.
    pub const fn algorithm(&self) -> Option<Algorithm> {
        if let AlgName::Jws(algorithm) = &self.alg { Some(*algorithm) } else { None }
    }

    /// The parameter of this name.
    pub fn parameter(&self, name: &str) -> Option<Value<'_>> {
        self.tree.root().member(name)
    }

    /// The type, `typ` (RFC 7515 section 4.1.9).
    pub fn typ(&self) -> Option<&str> {
        self.text("typ")
    }

    /// The key ID, `kid` (RFC 7515 section 4.1.4).
    pub fn kid(&self) -> Option<&str> {
        self.text("kid")
    }

    /// The content type, `cty` (RFC 7515 section 4.1.10).
    pub fn cty(&self) -> Option<&str> {
        self.text("cty")
    }

    /// Whether the payload is signed as it is, `b64` false (RFC 7797).
    pub fn is_unencoded(&self) -> bool {
        self.parameter("b64").and_then(Value::as_bool) == Some(false)
    }

    /// The parameters by which the token offers a key of its own.
    pub fn own_keys(&self) -> impl Iterator<Item = &'static str> {
        ["jwk", "x5c", "jku", "x5u"].into_iter().filter(|name| self.parameter(name).is_some())
    }

    /// The strictly parsed JSON.
    pub const fn tree(&self) -> &Tree {
        &self.tree
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.parameter(name).and_then(Value::as_str)
    }
}

/// Puts the decoded bytes of a fault into the place, to be turned into a span of the input later.
fn located(mut reason: Reason, decoded: crate::reason::Span) -> Reason {
    if let Some(place) = reason.place_mut() {
        place.decoded = Some(decoded);
    }
    reason
}

/// A reason about one parameter.
fn about(code: Code, root: Value<'_>, name: &str) -> Reason {
    let mut place = Place::header(name);
    place.decoded = root.node().members().iter().find(|m| m.name == name).map(json::Member::span);
    Reason::new(code).at(place)
}

fn check(root: Value<'_>, alg: &AlgName) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for (name, wanted) in TYPES {
        let Some(value) = root.member(name) else { continue };
        let (fits, expected) = match wanted {
            Wanted::Text => (value.as_str().is_some(), "a string"),
            Wanted::Object => (value.is_object(), "an object"),
            Wanted::Bool => (value.as_bool().is_some(), "true or false"),
            Wanted::Texts => {
                (value.is_array() && value.elements().all(|e| e.as_str().is_some()), "an array of strings")
            }
            Wanted::Any => (true, ""),
        };
        if !fits {
            reasons.push(
                about(Code::HeaderType, root, name)
                    .with("name", *name)
                    .found(value.kind_name())
                    .expected(expected),
            );
        }
    }
    match alg {
        AlgName::Missing if root.member("alg").is_none() => {
            reasons.push(Reason::new(Code::AlgMissing).at(Place::part(Part::Header)).with("name", "alg"));
        }
        AlgName::Unknown(name) => reasons.push(unknown(root, "alg", name)),
        AlgName::Missing | AlgName::None(_) | AlgName::Jws(_) | AlgName::Jwe(_) => {}
    }
    if matches!(alg, AlgName::Jwe(_)) {
        match root.member("enc").map(|enc| enc.as_str().map(|name| (name, ContentEncryption::named(name)))) {
            None => {
                reasons.push(Reason::new(Code::AlgMissing).at(Place::part(Part::Header)).with("name", "enc"));
            }
            Some(Some((name, None))) => reasons.push(unknown(root, "enc", name)),
            Some(None | Some((_, Some(_)))) => {}
        }
    }
    for name in ["jwk", "epk"] {
        let secret =
            root.member(name).and_then(|key| PRIVATE_MEMBERS.iter().find(|m| key.member(m).is_some()));
        if let Some(member) = secret {
            let mut reason = about(Code::HeaderPrivateKey, root, name);
            if let Some(place) = reason.place_mut() {
                place.pointer = Some(format!("/{name}/{member}"));
            }
            reasons.push(reason);
        }
    }
    reasons.extend(crit::check(root).into_iter().map(|(code, found)| about(code, root, "crit").found(found)));
    if root.member("b64").is_some() && !crit::names(root).any(|name| name == "b64") {
        reasons.push(about(Code::B64Misuse, root, "b64").found("it stands in the header and not in crit"));
    }
    reasons
}

fn unknown(root: Value<'_>, parameter: &str, name: &str) -> Reason {
    let reason = about(Code::AlgUnknown, root, parameter).found(quoted(name)).severe(Severity::Error);
    match Algorithm::nearly_named(name) {
        Some(near) => reason.expected(near.as_str()),
        None => reason,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(json: &str) -> Vec<Code> {
        Header::parse(json.as_bytes())
            .map_or_else(|reasons| reasons.iter().map(Reason::code).collect(), |_| Vec::new())
    }

    #[test]
    fn takes_a_header_that_keeps_the_rules() {
        let header = Header::parse(br#"{"alg":"ES256","typ":"JWT","kid":"k1","extra":[1]}"#).unwrap();
        assert_eq!(
            (header.algorithm(), header.typ(), header.kid()),
            (Some(Algorithm::Es256), Some("JWT"), Some("k1"))
        );
        assert_eq!(codes(r#"{"alg":"NoNe"}"#), []);
        assert_eq!(codes(r#"{"alg":"RSA-OAEP","enc":"A128GCM"}"#), []);
    }

    #[test]
    fn names_each_fault_of_a_header() {
        for (json, expected) in [
            (r#"["alg"]"#, vec![Code::JsonNotObject]),
            (r#"{"typ":"JWT"}"#, vec![Code::AlgMissing]),
            (r#"{"alg":1}"#, vec![Code::HeaderType]),
            (r#"{"alg":"hs256"}"#, vec![Code::AlgUnknown]),
            (r#"{"alg":"dir"}"#, vec![Code::AlgMissing]),
            (r#"{"alg":"dir","enc":"A1"}"#, vec![Code::AlgUnknown]),
            (r#"{"alg":"HS256","kid":7,"typ":null}"#, vec![Code::HeaderType, Code::HeaderType]),
            (r#"{"alg":"HS256","jwk":{"kty":"oct","k":"AA"}}"#, vec![Code::HeaderPrivateKey]),
            (r#"{"alg":"HS256","b64":false}"#, vec![Code::B64Misuse]),
            (r#"{"alg":"HS256","crit":[]}"#, vec![Code::CritMalformed]),
            (r#"{"alg":"HS256","crit":["x"],"x":1}"#, vec![Code::CritUnknown]),
            (r#"{"alg":"HS256","alg":"none"}"#, vec![Code::DuplicateMember]),
        ] {
            assert_eq!(codes(json), expected, "{json}");
        }
    }

    #[test]
    fn suggests_the_spelling_that_differs_in_case_only() {
        let reasons = Header::parse(br#"{"alg":"es256"}"#).unwrap_err();
        assert_eq!(
            reasons[0].to_string(),
            "The algorithm \"es256\" is not known; the registered spelling is ES256."
        );
    }
}
