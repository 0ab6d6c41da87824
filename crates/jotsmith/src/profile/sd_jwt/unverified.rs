//! What an SD-JWT says before anybody vouches for it, for who shows it: the claims with the disclosures put in, and the
//! digest of each disclosure. Any text enters; nothing is held against keys or expectations, and no reason leaves.

use super::super::jws::Jws;
use super::disclosure::Disclosure;
use super::parts::Parts;
use super::reveal::{Signed, hash_of, reveal};
use super::serialized::Serialized;
use crate::limits::{JSON_DEPTH, SIGNATURES, TOKEN_BYTES};
use crate::text::base64url;
use crate::token::is_object;

/// The content of an SD-JWT. Nothing vouches for it: [`SdJwtVerifier`](super::SdJwtVerifier) gives claims to rely on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unverified {
    /// The claims with the disclosures put in, as JSON text; none where they nest deeper than the bound.
    pub claims: Option<String>,
    /// The digest of each disclosure, in their order.
    pub digests: Vec<String>,
    /// What each disclosure says, in their order: the JSON text that is encoded in it, as far as it can be read.
    pub contents: Vec<String>,
}

/// What a text says as an SD-JWT in any serialization; none where it is none, or names a hash that is not fit.
pub fn unverified(text: &str) -> Option<Unverified> {
    if is_object(text) {
        let compact = Serialized::parse(text, TOKEN_BYTES, SIGNATURES).ok()?.compact(0)?;
        return said(&compact.text, &compact.parts);
    }
    said(text, &Parts::split(text, TOKEN_BYTES).ok()?)
}

fn said(text: &str, parts: &Parts) -> Option<Unverified> {
    let jws = Jws::parse(text, parts.jwt, JSON_DEPTH).ok()?;
    let reasons = &mut Vec::new();
    let segment = jws.payload_segment();
    let hash = hash_of(jws.claims.node(), &segment, reasons)?;
    let disclosures: Vec<Disclosure> = parts
        .disclosures
        .iter()
        .enumerate()
        .filter_map(|(index, span)| Disclosure::parse(text, index, *span).ok())
        .collect();
    let signed = Signed { text, payload: jws.claims.node(), segment: &segment, hash, json_depth: JSON_DEPTH };
    let revealed = reveal(signed, &disclosures, parts.disclosures.len(), reasons);
    let all = || parts.disclosures.iter().map(|span| span.of_str(text));
    let content = |one: &str| String::from_utf8_lossy(&base64url::read(one.as_bytes()).bytes).into_owned();
    let (digests, contents) = (all().map(|one| hash.digest(one)).collect(), all().map(content).collect());
    Some(Unverified { claims: revealed.json(), digests, contents })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_no_sd_jwt_says_nothing() {
        for text in ["", "eyJhbGciOiJIUzI1NiJ9.e30.c2ln", "a.b~", "~~~"] {
            assert_eq!(unverified(text), None, "{text}");
        }
    }

    #[test]
    fn claims_stand_where_their_digests_did() {
        // {"_sd":[digest of ["s","a",1]]}, unsigned for all that is looked at here.
        let disclosure = "WyJzIiwiYSIsMV0";
        let digest = hash_of_text(disclosure);
        let payload = base64url::encode(format!(r#"{{"_sd":["{digest}"],"b":2}}"#).as_bytes());
        for text in [
            format!("eyJhbGciOiJIUzI1NiJ9.{payload}.c2ln~{disclosure}~"),
            format!(
                r#" {{"payload":"{payload}","protected":"eyJhbGciOiJIUzI1NiJ9","signature":"c2ln","header":{{"disclosures":["{disclosure}"]}}}}"#
            ),
        ] {
            let said = unverified(&text).unwrap();
            assert_eq!(said.claims.as_deref(), Some(r#"{"b":2,"a":1}"#));
            assert_eq!(said.digests, [digest.as_str()]);
            assert_eq!(said.contents, [r#"["s","a",1]"#]);
        }
    }

    fn hash_of_text(text: &str) -> String {
        base64url::encode(&crate::crypto::sha256(text.as_bytes()))
    }
}
