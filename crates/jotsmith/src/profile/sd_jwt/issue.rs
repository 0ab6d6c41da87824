//! Issuing an SD-JWT: claims in, digests signed, a disclosure beside them for each claim that was chosen (RFC 9901
//! sections 4.2 and 7, with the recommendations of section 9).

use std::collections::BTreeSet;

use super::disclosure::{ELEMENT, SD, SD_ALG, written};
use super::reveal::DEFAULT_HASH;
use super::serialized::DISCLOSURES_NAME;
use crate::crypto::{DisclosureHash, random};
use crate::json::{self, Kind, Member, Node, quoted};
use crate::jws::{SignError, Signer};
use crate::key::{Key, Public, Signs, bare_public_jwk};
use crate::limits::DISCLOSURES;
use crate::reason::escape;
use crate::reason::{Code, Part, Place, Reason, Span, push_pointer};
use crate::text::base64url;

/// Claims at the top that decide whether a token is valid, or for whom: they stay in plain sight (RFC 9901 section
/// 9.7). Single entries of `aud` may be disclosed selectively.
const PLAIN: [&str; 5] = ["iss", "aud", "exp", "nbf", "cnf"];

/// Issues SD-JWTs (RFC 9901).
///
/// Claims are chosen by JSON pointer: a member, an array element, and what is inside of one that is chosen too, which
/// makes its disclosure recursive. Digests are sorted, so that their order tells nothing.
///
/// ```
/// use jotsmith::profile::sd_jwt::SdJwtIssuer;
/// use jotsmith::{Algorithm, Key};
///
/// let key = Key::hmac(Algorithm::Hs256, [7; 32])?;
/// let issued = SdJwtIssuer::new(&key)
///     .disclose("/nationalities/0")
///     .disclose("/address")
///     .disclose("/address/street")
///     .issue(br#"{"iss":"https://a.example","nationalities":["DE"],"address":{"street":"Hauptstr. 1"}}"#)?;
/// assert_eq!(issued.matches('~').count(), 4);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
#[must_use]
pub struct SdJwtIssuer<'k> {
    signer: Signer<'k>,
    pointers: Vec<String>,
    decoys: usize,
    hash: String,
    holder: Option<String>,
}

impl<'k> SdJwtIssuer<'k> {
    /// An issuer with this key, and without `typ`: where a kind of credential has a type, it ends in `+sd-jwt` (RFC 9901
    /// section 9.11).
    pub fn new<K: Signs>(key: &'k Key<K>) -> Self {
        Self::with(Signer::new(key).no_typ())
    }

    /// An issuer that signs as this signer does.
    pub fn with(signer: Signer<'k>) -> Self {
        Self { signer, pointers: Vec::new(), decoys: 0, hash: DEFAULT_HASH.into(), holder: None }
    }

    /// Chooses a claim or an array element by its JSON pointer (RFC 6901).
    pub fn disclose(mut self, pointer: &str) -> Self {
        self.pointers.push(pointer.into());
        self
    }

    /// So many decoy digests beside the others, in each object that has any and at the top: nobody but the holder can
    /// tell how many claims there are (RFC 9901 section 4.2.5).
    pub const fn decoys(mut self, count: usize) -> Self {
        self.decoys = count;
        self
    }

    /// The hash by its registered name; `sha-256` unless said.
    pub fn hash(mut self, name: &str) -> Self {
        self.hash = name.into();
        self
    }

    /// Binds the token to the key of its holder, in `cnf.jwk` (RFC 7800 section 3.2).
    pub fn holder(mut self, key: &Key<Public>) -> Self {
        self.holder = Some(bare_public_jwk(key.held()));
        self
    }

    /// Issues an SD-JWT with every disclosure. The claims are a JSON object; their order and number text are kept.
    ///
    /// # Errors
    /// `sd-not-selective` for a pointer that names nothing, or a claim that must stay in plain sight;
    /// `sd-digest-invalid` for claims that use the names `_sd` or `...`; `sd-hash`; `too-long` over 1,024 disclosures;
    /// then as [`Signer::sign_json`].
    pub fn issue(&self, claims: &[u8]) -> Result<String, SignError> {
        let mut salts = |_: &str| random_salt();
        self.issue_with(claims, &mut salts, Style::Minified)
    }

    /// Issues it in flattened JSON serialization, the disclosures in the unprotected header (RFC 9901 section 8.2).
    ///
    /// # Errors
    /// As [`issue`](Self::issue).
    pub fn issue_flattened(&self, claims: &[u8]) -> Result<String, SignError> {
        let (payload, disclosures) = self.payload(claims, &mut |_: &str| random_salt(), Style::Minified)?;
        let more = (DISCLOSURES_NAME, disclosures_json(&disclosures));
        self.signer.flattened_beside(payload.as_bytes(), Some((more.0, &more.1)))
    }

    /// Issues it in general JSON serialization, with one signature (RFC 9901 section 8.3).
    ///
    /// # Errors
    /// As [`issue`](Self::issue).
    pub fn issue_general(&self, claims: &[u8]) -> Result<String, SignError> {
        let (payload, disclosures) = self.payload(claims, &mut |_: &str| random_salt(), Style::Minified)?;
        let more = (DISCLOSURES_NAME, disclosures_json(&disclosures));
        self.signer.general_beside(payload.as_bytes(), Some((more.0, &more.1)))
    }

    /// The same with salts by pointer, and in the style of another writer: examples are reproduced with it.
    pub(super) fn issue_with(
        &self,
        claims: &[u8],
        salts: &mut dyn FnMut(&str) -> Result<String, Reason>,
        style: Style,
    ) -> Result<String, SignError> {
        let (payload, disclosures) = self.payload(claims, salts, style)?;
        let mut token = self.signer.sign_bytes(payload.as_bytes())?;
        token.push('~');
        for disclosure in disclosures {
            token.push_str(&disclosure);
            token.push('~');
        }
        Ok(token)
    }

    /// The payload to be signed, and the disclosures in the order in which they were made.
    pub(super) fn payload(
        &self,
        claims: &[u8],
        salts: &mut dyn FnMut(&str) -> Result<String, Reason>,
        style: Style,
    ) -> Result<(String, Vec<String>), SignError> {
        let tree = json::parse(claims).map_err(|fault| fault.reason(Part::Payload, claims))?;
        if !tree.root().is_object() {
            let reason = Reason::new(Code::JsonNotObject).at(Place::part(Part::Payload));
            return Err(reason.found(tree.root().kind_name()).into());
        }
        let Some(hash) = DisclosureHash::named(&self.hash) else {
            let reason = Reason::new(Code::SdHash).found(escape::quoted(&self.hash));
            return Err(reason.expected(DisclosureHash::names()).into());
        };
        if let Some(pointer) = self.pointers.iter().find(|pointer| is_plain(pointer)) {
            return Err(not_selective(pointer, "it decides whether the token is valid, or for whom").into());
        }
        let chosen: BTreeSet<&str> = self.pointers.iter().map(String::as_str).collect();
        let used = BTreeSet::new();
        let mut hide =
            Hide { claims, chosen, used, decoys: self.decoys, hash, salts, style, made: Vec::new() };
        let mut members = hide.object(tree.node().members(), &mut String::new(), true)?;
        let Hide { chosen, used, made, .. } = hide;
        if let Some(pointer) = chosen.iter().find(|pointer| !used.contains(**pointer)) {
            return Err(not_selective(pointer, "there is no such claim").into());
        }
        members.push((quoted(SD_ALG), quoted(hash.name)));
        if let Some(holder) = &self.holder {
            if tree.root().member("cnf").is_some() {
                return Err(not_selective("/cnf", "the claims have cnf already").into());
            }
            members.push((quoted("cnf"), style.object(&[(quoted("jwk"), spaced(holder, style))])));
        }
        Ok((style.object(&members), made))
    }
}

/// The disclosures as a JSON array.
fn disclosures_json(disclosures: &[String]) -> String {
    let disclosures: Vec<String> = disclosures.iter().map(|one| quoted(one)).collect();
    Style::Minified.array(&disclosures)
}

/// 128 random bits as text (RFC 9901 section 9.3).
fn random_salt() -> Result<String, Reason> {
    let mut bytes = [0; 16];
    random(&mut bytes).map_err(|_| Reason::new(Code::ChanceFailed))?;
    Ok(base64url::encode(&bytes))
}

fn is_plain(pointer: &str) -> bool {
    let mut names = pointer.split('/').skip(1);
    let (top, inside) = (names.next(), names.next());
    top.is_some_and(|top| PLAIN.contains(&top) && !(top == "aud" && inside.is_some()))
}

pub(super) fn not_selective(pointer: &str, found: &str) -> Reason {
    let mut place = Place::part(Part::Payload);
    place.pointer = Some(escape::visible(pointer));
    Reason::new(Code::SdNotSelective).at(place).found(found)
}

/// How JSON is written: for wires, or as the examples of the RFC are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Minified,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples of the RFC are written so"))]
    Spaced,
}

impl Style {
    const fn comma(self) -> &'static str {
        match self {
            Self::Minified => ",",
            Self::Spaced => ", ",
        }
    }

    const fn colon(self) -> &'static str {
        match self {
            Self::Minified => ":",
            Self::Spaced => ": ",
        }
    }

    /// An object of members: name and value of each as JSON texts.
    fn object(self, members: &[(String, String)]) -> String {
        let members: Vec<_> =
            members.iter().map(|(name, value)| format!("{name}{}{value}", self.colon())).collect();
        format!("{{{}}}", members.join(self.comma()))
    }

    fn array(self, elements: &[String]) -> String {
        format!("[{}]", elements.join(self.comma()))
    }
}

/// A JWK of ours, whose texts hold neither comma nor colon, in the style.
fn spaced(jwk: &str, style: Style) -> String {
    jwk.replace(',', style.comma()).replace(':', style.colon())
}

/// Hides what was chosen, from the inside out.
struct Hide<'h> {
    /// The claims as they were written: strings keep their escapes, as they do in every token.
    claims: &'h [u8],
    chosen: BTreeSet<&'h str>,
    used: BTreeSet<String>,
    decoys: usize,
    hash: DisclosureHash,
    salts: &'h mut dyn FnMut(&str) -> Result<String, Reason>,
    style: Style,
    made: Vec<String>,
}

impl Hide<'_> {
    fn value(&mut self, node: &Node, pointer: &mut String) -> Result<String, Reason> {
        Ok(match &node.kind {
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => self.as_written(node.span),
            Kind::Array(elements) => {
                let elements = self.array(elements, pointer)?;
                self.style.array(&elements)
            }
            Kind::Object(members) => {
                let members = self.object(members, pointer, false)?;
                self.style.object(&members)
            }
        })
    }

    fn as_written(&self, span: Span) -> String {
        String::from_utf8_lossy(span.of(self.claims)).into_owned()
    }

    /// The members of an object that stay in sight, after the digests of the others.
    fn object(
        &mut self,
        members: &[Member],
        pointer: &mut String,
        at_top: bool,
    ) -> Result<Vec<(String, String)>, Reason> {
        let mut out = Vec::with_capacity(members.len() + 1);
        let mut digests = Vec::new();
        for member in members {
            let length = pointer.len();
            push_pointer(pointer, &member.name);
            if [SD, ELEMENT, SD_ALG].contains(&member.name.as_str()) {
                let mut place = Place::part(Part::Payload);
                place.pointer = Some(escape::visible(pointer));
                let found = format!("has a member {}, which digests alone may have", member.name);
                return Err(Reason::new(Code::SdDigestInvalid).at(place).found(found));
            }
            let name = self.as_written(member.name_span);
            let value = self.value(&member.value, pointer)?;
            if self.is_chosen(pointer) {
                digests.push(self.disclose(pointer, Some(&name), &value)?);
            } else {
                out.push((name, value));
            }
            pointer.truncate(length);
        }
        if !digests.is_empty() || at_top && self.decoys > 0 {
            for _ in 0..self.decoys {
                let salt = (self.salts)("")?;
                digests.push(self.hash.digest(&salt));
            }
            digests.sort_unstable();
            let digests: Vec<_> = digests.iter().map(|digest| quoted(digest)).collect();
            out.insert(0, (quoted(SD), self.style.array(&digests)));
        }
        Ok(out)
    }

    fn array(&mut self, elements: &[Node], pointer: &mut String) -> Result<Vec<String>, Reason> {
        let mut out = Vec::with_capacity(elements.len());
        for (index, element) in elements.iter().enumerate() {
            let length = pointer.len();
            push_pointer(pointer, &index.to_string());
            let value = self.value(element, pointer)?;
            out.push(if self.is_chosen(pointer) {
                let digest = self.disclose(pointer, None, &value)?;
                self.style.object(&[(quoted(ELEMENT), quoted(&digest))])
            } else {
                value
            });
            pointer.truncate(length);
        }
        Ok(out)
    }

    fn is_chosen(&mut self, pointer: &str) -> bool {
        let chosen = self.chosen.contains(pointer);
        if chosen {
            self.used.insert(pointer.into());
        }
        chosen
    }

    /// Makes a disclosure, and gives its digest.
    fn disclose(&mut self, pointer: &str, name: Option<&str>, value: &str) -> Result<String, Reason> {
        if self.made.len() == DISCLOSURES {
            let reason = Reason::new(Code::TooLong).at(Place::part(Part::Payload));
            return Err(reason.expected(format!("{DISCLOSURES} disclosures")));
        }
        let salt = (self.salts)(pointer)?;
        let disclosure = written(&salt, name, value, self.style.comma());
        let digest = self.hash.digest(&disclosure);
        self.made.push(disclosure);
        Ok(digest)
    }
}
