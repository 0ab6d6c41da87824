//! The protected header of a JWS or JWE, strictly parsed and checked: RFC 7515 section 4, RFC 7516 section 4.
//!
//! In goes the decoded JSON; out comes the header with every fault of form. A header with a fault is never used.

use super::crit;
use crate::alg::{Algorithm, ContentEncryption, KeyManagement};
use crate::find::PRIVATE_MEMBERS;
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

/// Refuses a further parameter whose value is not exactly one JSON value: it could bring parameters of its own.
pub(crate) fn check_values(parameters: &[(String, String)]) -> Result<(), Reason> {
    for (name, value) in parameters {
        let fault = |fault: json::Fault| fault.reason(Part::Header, value.as_bytes()).at(Place::header(name));
        json::parse(value.as_bytes()).map_err(fault)?;
    }
    Ok(())
}

/// A media type without the `application/` that a writer may leave out (RFC 7515 sections 4.1.9 and 4.1.10). Media types
/// compare without regard to ASCII case (RFC 2045 section 5.1).
pub(crate) fn media_type(name: &str) -> &str {
    let start = "application/";
    match name.split_at_checked(start.len()) {
        Some((before, rest)) if before.eq_ignore_ascii_case(start) => rest,
        Some(_) | None => name,
    }
}

/// Whether a content type says that a token is inside (RFC 7519 section 5.2; RFC 7515 section 4.1.10).
pub(crate) fn names_token(cty: &str) -> bool {
    ["JWT", "JOSE", "JOSE+JSON"].iter().any(|name| name.eq_ignore_ascii_case(media_type(cty)))
}

/// Whether a `typ` promises a claims set: `JWT`, or a media type that ends in `+jwt`. ASCII case does not count. Where
/// `cty` says that a token is inside, that one has the claims, and this one is a `JWT` as well (RFC 7519 section 5.2).
pub(crate) fn promises_claims(typ: Option<&str>, cty: Option<&str>) -> bool {
    let of_claims = |typ: &str| {
        media_type(typ).eq_ignore_ascii_case("jwt")
            || typ.as_bytes().last_chunk::<4>().is_some_and(|tail| tail.eq_ignore_ascii_case(b"+jwt"))
    };
    typ.is_some_and(of_claims) && !cty.is_some_and(names_token)
}

/// A protected header, and what stands beside it unprotected in JSON serialization.
#[derive(Clone, Debug)]
pub struct Header {
    tree: Tree,
    alg: AlgName,
    unprotected: Vec<Tree>,
    known: Known,
}

/// What every verification asks of a header, looked up once. Places are indices of members.
#[derive(Clone, Copy, Debug)]
struct Known {
    typ: Option<usize>,
    kid: Option<usize>,
    unencoded: bool,
    own_keys: bool,
}

impl Known {
    fn of(root: Value<'_>, unprotected: &[Tree]) -> Self {
        let all = || core::iter::once(root).chain(unprotected.iter().map(Tree::root));
        let place = |name: &str| root.members().position(|(known, _)| known == name);
        Self {
            typ: place("typ"),
            kid: place("kid"),
            unencoded: root.member("b64").and_then(Value::as_bool) == Some(false),
            own_keys: OWN_KEYS.iter().any(|name| all().any(|root| root.member(name).is_some())),
        }
    }
}

/// The parameters by which a token offers a key of its own.
const OWN_KEYS: &[&str] = &["jwk", "x5c", "jku", "x5u"];

/// The type a registered header parameter must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Text,
    Object,
    Bool,
    Texts,
    Count,
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
    ("apu", Wanted::Text),
    ("apv", Wanted::Text),
    ("iv", Wanted::Text),
    ("tag", Wanted::Text),
    ("p2s", Wanted::Text),
    ("p2c", Wanted::Count),
    ("jwk", Wanted::Object),
    ("epk", Wanted::Object),
    ("x5c", Wanted::Texts),
    ("b64", Wanted::Bool),
    ("crit", Wanted::Any),
];

impl Header {
    /// Parses and checks the decoded bytes of a protected header.
    ///
    /// # Errors
    /// Every fault of form, with JSON pointers; spans are left to the caller, who knows where the header stands.
    pub fn parse(bytes: &[u8]) -> Result<Self, Vec<Reason>> {
        Self::parse_beside(bytes, Vec::new())
    }

    /// The same with unprotected headers beside it (RFC 7515 section 7.2.1, RFC 7516 section 7.2.1). They are parsed
    /// already, and their own rules are checked elsewhere: of them a `kid` may choose a key, and nothing else counts.
    pub(crate) fn parse_beside(bytes: &[u8], unprotected: Vec<Tree>) -> Result<Self, Vec<Reason>> {
        let tree = json::parse(bytes)
            .map_err(|fault| vec![located(fault.reason(Part::Header, bytes), fault.span)])?;
        let root = tree.root();
        if !root.is_object() {
            return Err(vec![
                Reason::new(Code::JsonNotObject).at(Place::part(Part::Header)).found(root.kind_name()),
            ]);
        }
        let alg = root.member("alg").and_then(Value::as_str).map_or(AlgName::Missing, AlgName::named);
        let reasons = check(root, &alg, &unprotected);
        if !reasons.is_empty() {
            return Err(reasons);
        }
        let known = Known::of(root, &unprotected);
        Ok(Self { tree, alg, unprotected, known })
    }

    /// The header of a tree that is an object and was checked by who knows what else it must hold.
    #[cfg(feature = "jwe")]
    pub(super) fn of(tree: Tree) -> Self {
        let alg = tree.root().member("alg").and_then(Value::as_str).map_or(AlgName::Missing, AlgName::named);
        let known = Known::of(tree.root(), &[]);
        Self { tree, alg, unprotected: Vec::new(), known }
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
        self.text_at(self.known.typ)
    }

    /// The key ID, `kid` (RFC 7515 section 4.1.4). It needs no protection: it chooses a key and proves nothing.
    pub fn kid(&self) -> Option<&str> {
        self.text_at(self.known.kid).or_else(|| self.unprotected("kid").and_then(Value::as_str))
    }

    /// The content type, `cty` (RFC 7515 section 4.1.10).
    pub fn cty(&self) -> Option<&str> {
        self.text("cty")
    }

    /// Whether it promises that the payload is a claims set.
    pub(crate) fn promises_claims(&self) -> bool {
        promises_claims(self.typ(), self.cty())
    }

    /// Whether the payload is signed as it is, `b64` false (RFC 7797).
    pub fn is_unencoded(&self) -> bool {
        self.known.unencoded
    }

    /// The parameters by which the token offers a key of its own.
    pub fn own_keys(&self) -> impl Iterator<Item = &'static str> {
        let has = |name: &str| self.parameter(name).or_else(|| self.unprotected(name)).is_some();
        let names = if self.known.own_keys { OWN_KEYS } else { &[] };
        names.iter().copied().filter(move |name| has(name))
    }

    /// The unprotected parameter of this name. Anybody may have changed it.
    pub fn unprotected(&self, name: &str) -> Option<Value<'_>> {
        self.unprotected.iter().find_map(|tree| tree.root().member(name))
    }

    /// Where a parameter stands: its decoded bytes where it is protected, its bytes in the text where it is not.
    pub(crate) fn place_of(&self, name: &str) -> Place {
        let trees = core::iter::once((Part::Header, &self.tree));
        let mut trees = trees.chain(self.unprotected.iter().map(|tree| (Part::Unprotected, tree)));
        let found = trees.find(|(_, tree)| tree.root().member(name).is_some());
        found.map_or_else(|| Place::header(name), |(part, tree)| place(part, tree.root(), name))
    }

    /// The strictly parsed JSON.
    pub const fn tree(&self) -> &Tree {
        &self.tree
    }

    fn text_at(&self, place: Option<usize>) -> Option<&str> {
        let member = self.tree.node().members().get(place?)?;
        if let json::Kind::String(text) = &member.value.kind { Some(text) } else { None }
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

/// Where a parameter stands. A protected one knows its decoded bytes; an unprotected one stands in the text itself.
fn place(part: Part, root: Value<'_>, name: &str) -> Place {
    let mut place = Place::part(part).member(name);
    let bytes = root.node().members().iter().find(|m| m.name == name).map(json::Member::span);
    if part == Part::Header {
        place.decoded = bytes;
    } else {
        place.span = bytes;
    }
    place
}

/// A reason about one parameter of the protected header.
fn about(code: Code, root: Value<'_>, name: &str) -> Reason {
    Reason::new(code).at(place(Part::Header, root, name))
}

/// The rules of a header wherever it stands: registered parameters have their types, and no key in it is private.
pub(super) fn check_parameters(part: Part, root: Value<'_>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let about = |code: Code, name: &str| Reason::new(code).at(place(part, root, name));
    for (name, wanted) in TYPES {
        let Some(value) = root.member(name) else { continue };
        let (fits, expected) = match wanted {
            Wanted::Text => (value.as_str().is_some(), "a string"),
            Wanted::Object => (value.is_object(), "an object"),
            Wanted::Bool => (value.as_bool().is_some(), "true or false"),
            Wanted::Texts => {
                (value.is_array() && value.elements().all(|e| e.as_str().is_some()), "an array of strings")
            }
            Wanted::Count => (value.number().is_some_and(is_count), "a positive whole number"),
            Wanted::Any => (true, ""),
        };
        if !fits {
            let reason = about(Code::HeaderType, name).with("name", *name);
            reasons.push(reason.found(value.kind_name()).expected(expected));
        }
    }
    for name in ["jwk", "epk"] {
        let secret =
            root.member(name).and_then(|key| PRIVATE_MEMBERS.iter().find(|m| key.member(m).is_some()));
        if let Some(member) = secret {
            let mut reason = about(Code::HeaderPrivateKey, name);
            if let Some(place) = reason.place_mut() {
                place.pointer = Some(format!("/{name}/{member}"));
            }
            reasons.push(reason);
        }
    }
    reasons
}

/// The faults of `crit` in the protected header of a JWE.
#[cfg(feature = "jwe")]
pub(super) fn check_crit(root: Value<'_>) -> Vec<Reason> {
    crit_faults(root, &[])
}

fn crit_faults(root: Value<'_>, extensions: &[&str]) -> Vec<Reason> {
    crit::check(root, extensions)
        .into_iter()
        .map(|(code, found)| about(code, root, "crit").found(found))
        .collect()
}

/// Whether the number is a whole one above 0, written with digits alone.
fn is_count(number: &str) -> bool {
    number.bytes().all(|b| b.is_ascii_digit()) && number != "0"
}

fn check(root: Value<'_>, alg: &AlgName, unprotected: &[Tree]) -> Vec<Reason> {
    let mut reasons = check_parameters(Part::Header, root);
    let beside = |name: &str| {
        let found = unprotected.iter().find(|tree| tree.root().member(name).is_some())?;
        Some(Reason::new(Code::AlgUnprotected).at(place(Part::Unprotected, found.root(), name)))
    };
    let missing = |name: &'static str| {
        beside(name)
            .unwrap_or_else(|| Reason::new(Code::AlgMissing).at(Place::part(Part::Header)).with("name", name))
    };
    match alg {
        AlgName::Missing if root.member("alg").is_none() => reasons.push(missing("alg")),
        AlgName::Unknown(name) => reasons.push(unknown(root, "alg", name)),
        AlgName::Missing | AlgName::None(_) | AlgName::Jws(_) | AlgName::Jwe(_) => {}
    }
    if matches!(alg, AlgName::Jwe(_)) {
        match root.member("enc").map(|enc| enc.as_str().map(|name| (name, ContentEncryption::named(name)))) {
            None => reasons.push(missing("enc")),
            Some(Some((name, None))) => reasons.push(unknown(root, "enc", name)),
            Some(None | Some((_, Some(_)))) => {}
        }
    }
    let extensions = if matches!(alg, AlgName::Jwe(_)) { &[] } else { crit::OF_JWS };
    reasons.extend(crit_faults(root, extensions));
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
        for name in ["HS256", "NoNe", "dir"] {
            let header = Header::parse(format!(r#"{{"alg":"{name}","enc":"A128GCM"}}"#).as_bytes()).unwrap();
            assert_eq!(header.alg().as_str(), name);
        }
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
            (r#"{"alg":"dir","enc":"A128GCM","crit":["b64"],"b64":false}"#, vec![Code::CritUnknown]),
            (r#"{"alg":"HS256","alg":"none"}"#, vec![Code::DuplicateMember]),
        ] {
            assert_eq!(codes(json), expected, "{json}");
        }
    }

    #[test]
    fn media_types_compare_without_case_and_with_or_without_application() {
        for cty in
            ["JWT", "jwt", "application/JWT", "Application/jwt", "APPLICATION/JOSE", "Application/Jose+JSON"]
        {
            assert!(names_token(cty), "{cty}");
            assert!(!promises_claims(Some("JWT"), Some(cty)), "{cty}");
        }
        for cty in [
            "",
            "application/",
            "applicationJWT",
            "text/JWT",
            "application/application/JWT",
            "äpplication/JWT",
        ] {
            assert!(!names_token(cty), "{cty}");
        }
        for typ in ["JWT", "Application/JWT", "aPPLICATION/at+jwt"] {
            assert!(promises_claims(Some(typ), None), "{typ}");
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
