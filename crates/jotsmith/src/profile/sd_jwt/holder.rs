//! Presenting an SD-JWT: the holder chooses what is disclosed, and proves that the key in `cnf` is theirs (RFC 9901
//! sections 4.3 and 7.2).

use super::super::jws::Jws;
use super::disclosure::Disclosure;
use super::issue::not_selective;
use super::key_binding::TYP;
use super::parts::Parts;
use super::reveal::{Signed, hash_of, reveal};
use super::serialized::{Serialized, presented};
use crate::crypto::DisclosureHash;
use crate::json::{Node, Writer};
use crate::jws::{SignError, Signer};
use crate::key::{Key, Private, key_of_jwk};
use crate::limits::{JSON_DEPTH, SIGNATURES, TOKEN_BYTES};
use crate::reason::escape::visible;
use crate::reason::{Code, Part, Place, Reason, Severity, Span};
use crate::text::time::NumericDate;
use crate::token::is_object;

/// An SD-JWT in the hands of its holder. Nothing of it is verified: the holder trusts who issued it.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use jotsmith::profile::sd_jwt::{SdJwtHolder, SdJwtIssuer};
/// use jotsmith::{Algorithm, Key};
///
/// let key = Key::hmac(Algorithm::Hs256, [7; 32])?;
/// let issued = SdJwtIssuer::new(&key).disclose("/a").disclose("/b").issue(br#"{"a":1,"b":2}"#)?;
/// let holder = SdJwtHolder::parse(&issued).unwrap();
/// assert_eq!(holder.selectable().collect::<Vec<_>>(), ["/a", "/b"]);
/// let presented = holder.disclose("/b")?.present();
/// assert_eq!(presented.matches('~').count(), 2);
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct SdJwtHolder {
    /// The compact form, whatever the serialization.
    text: String,
    /// The object that it came as; none where it came in compact form.
    object: Option<Node>,
    parts: Parts,
    jws_claims: Vec<u8>,
    pointers: Vec<String>,
    chosen: Vec<bool>,
    hash: DisclosureHash,
}

impl SdJwtHolder {
    /// Takes an SD-JWT as it was issued.
    ///
    /// # Errors
    /// Every fault of form and of the disclosures; `sd-kb` for one that has a key binding already, which an issuer never
    /// makes (RFC 9901 section 7.2).
    pub fn parse(text: &str) -> Result<Self, Vec<Reason>> {
        if is_object(text) {
            let read = Serialized::parse(text, TOKEN_BYTES, SIGNATURES)?;
            let compact = read.compact(0).ok_or_else(|| vec![Reason::new(Code::SdForm)])?;
            let holder = Self::of_parts(&compact.text, compact.parts.clone());
            let mut holder = holder.map_err(|mut reasons| {
                compact.place(&mut reasons, Span::new(0, text.len()));
                reasons
            })?;
            holder.object = Some(read.object().clone());
            return Ok(holder);
        }
        let parts = Parts::split(text, TOKEN_BYTES).map_err(|reason| vec![reason])?;
        Self::of_parts(text, parts)
    }

    fn of_parts(text: &str, parts: Parts) -> Result<Self, Vec<Reason>> {
        if let Some(span) = parts.key_binding {
            let reason = Reason::new(Code::SdKb).at(Place::part(Part::KeyBinding).span(span));
            return Err(vec![reason.found("it was presented already; take the token as it was issued")]);
        }
        let jws = Jws::parse(text, parts.jwt, JSON_DEPTH)?;
        let mut reasons = Vec::new();
        let mut disclosures = Vec::new();
        for (index, span) in parts.disclosures.iter().enumerate() {
            match Disclosure::parse(text, index, *span) {
                Ok(disclosure) => disclosures.push(disclosure),
                Err(reason) => reasons.push(reason),
            }
        }
        let (root, segment) = (jws.claims.node(), jws.payload_segment());
        let Some(hash) = hash_of(root, &segment, &mut reasons) else { return Err(reasons) };
        let count = parts.disclosures.len();
        let signed = Signed { text, payload: root, segment: &segment, hash, json_depth: JSON_DEPTH };
        let revealed = reveal(signed, &disclosures, count, &mut reasons);
        if reasons.iter().any(|reason| reason.severity() == Severity::Error) {
            return Err(reasons);
        }
        let json = revealed.json().unwrap_or_default();
        let pointers = revealed.pointers.into_iter().map(Option::unwrap_or_default).collect();
        Ok(Self {
            text: text.into(),
            object: None,
            parts,
            jws_claims: json.into_bytes(),
            pointers,
            chosen: vec![false; count],
            hash,
        })
    }

    /// The JSON pointers of all that can be disclosed, in the order of the disclosures.
    pub fn selectable(&self) -> impl Iterator<Item = &str> {
        self.pointers.iter().map(String::as_str)
    }

    /// Discloses a claim or an array element, and what it stands in. What is inside of it and can be chosen by itself
    /// stays kept back.
    ///
    /// # Errors
    /// `sd-not-selective` where the pointer names nothing that can be disclosed by itself.
    pub fn disclose(mut self, pointer: &str) -> Result<Self, SignError> {
        let inside = |outer: &str| {
            !outer.is_empty() && pointer.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'))
        };
        if !self.pointers.iter().any(|known| known == pointer) {
            let whole = self.pointers.iter().filter(|outer| inside(outer)).max_by_key(|outer| outer.len());
            let found = whole.map_or_else(
                || "nothing by that name can be disclosed, or it is in plain sight".to_owned(),
                |outer| format!("it is disclosed with the whole of {}", visible(outer)),
            );
            return Err(not_selective(pointer, &found).into());
        }
        let needed = self.pointers.iter().map(|known| known == pointer || inside(known));
        let chosen = self.chosen.iter().zip(needed).map(|(was, is)| *was || is).collect();
        self.chosen = chosen;
        Ok(self)
    }

    /// Discloses everything.
    pub fn disclose_all(mut self) -> Self {
        self.chosen.fill(true);
        self
    }

    /// The presentation without a key binding, in the serialization in which the token was issued.
    pub fn present(&self) -> String {
        self.written(self.compact(), None)
    }

    /// The presentation in the serialization in which the token came; `compact` is that of the compact form.
    fn written(&self, mut compact: String, key_binding: Option<&str>) -> String {
        let Some(object) = &self.object else {
            compact.push_str(key_binding.unwrap_or_default());
            return compact;
        };
        let chosen = self.parts.disclosures.iter().zip(&self.chosen).filter(|(_, chosen)| **chosen);
        let disclosures: Vec<&str> = chosen.map(|(span, _)| span.of_str(&self.text)).collect();
        presented(object, &disclosures, key_binding)
    }

    fn compact(&self) -> String {
        let mut out = self.parts.jwt.of_str(&self.text).to_owned();
        out.push('~');
        for (span, _) in self.parts.disclosures.iter().zip(&self.chosen).filter(|(_, chosen)| **chosen) {
            out.push_str(span.of_str(&self.text));
            out.push('~');
        }
        out
    }

    /// The presentation with a key binding for this audience and nonce, made at `now` by the key that the token is bound
    /// to.
    ///
    /// # Errors
    /// `sd-kb` where `cnf` names no key or another one; then as [`Signer::sign_json`].
    pub fn present_bound(
        &self,
        key: &Key<Private>,
        audience: &str,
        nonce: &str,
        now: NumericDate,
    ) -> Result<String, SignError> {
        self.present_signed(key, Signer::new(key), audience, nonce, now)
    }

    /// The same by a signer of the key, for one that names no algorithm or is weak. Its `typ` and `kid` do not count.
    ///
    /// # Errors
    /// As [`present_bound`](Self::present_bound).
    pub fn present_signed(
        &self,
        key: &Key<Private>,
        signer: Signer<'_>,
        audience: &str,
        nonce: &str,
        now: NumericDate,
    ) -> Result<String, SignError> {
        self.check_holder(key)?;
        // It covers the compact form, also where the token is JSON (RFC 9901 section 8.1).
        let out = self.compact();
        let sd_hash = self.hash.digest(&out);
        let mut w = Writer::new();
        w.object(|w| {
            w.name("nonce").string(nonce);
            w.name("aud").string(audience);
            w.name("iat").number(now.0);
            w.name("sd_hash").string(&sd_hash);
        });
        let key_binding = signer.typ(TYP).kid(None).sign_bytes(w.into_text().as_bytes())?;
        Ok(self.written(out, Some(&key_binding)))
    }

    fn check_holder(&self, key: &Key<Private>) -> Result<(), Reason> {
        let fault = |found: &str| Reason::new(Code::SdKb).at(Place::part(Part::KeyBinding)).found(found);
        let tree = crate::json::parse(&self.jws_claims).map_err(|_| fault("the claims cannot be read"))?;
        let jwk = tree.root().member("cnf").and_then(|cnf| cnf.member("jwk"));
        let Some(jwk) = jwk else { return Err(fault("the issuer bound the token to no key (cnf.jwk)")) };
        let bound = key_of_jwk(jwk).ok().and_then(|bound| bound.thumbprint());
        if bound.is_some() && bound == key.thumbprint() {
            return Ok(());
        }
        Err(fault("the token is bound to another key (cnf.jwk)"))
    }
}
