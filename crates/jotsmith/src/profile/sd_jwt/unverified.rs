//! What an SD-JWT says before anybody vouches for it, for who shows it: the claims with the disclosures put in, and the
//! digest of each disclosure. Any text enters; nothing is held against keys or expectations, and no reason leaves.

use super::super::jws::Jws;
use super::disclosure::Disclosure;
use super::parts::Parts;
use super::reveal::{Signed, hash_of, reveal};
use crate::limits::{JSON_DEPTH, TOKEN_BYTES};

/// The content of an SD-JWT. Nothing vouches for it: [`SdJwtVerifier`](super::SdJwtVerifier) gives claims to rely on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unverified {
    /// The claims with the disclosures put in, as JSON text; none where they nest deeper than the bound.
    pub claims: Option<String>,
    /// The digest of each disclosure, in their order.
    pub digests: Vec<String>,
}

/// What a text says as an SD-JWT; none where it is none, or names a hash that is not fit.
pub fn unverified(text: &str) -> Option<Unverified> {
    let parts = Parts::split(text, TOKEN_BYTES).ok()?;
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
    let digests = parts.disclosures.iter().map(|span| hash.digest(span.of_str(text))).collect();
    Some(Unverified { claims: revealed.json(), digests })
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
        let payload = crate::text::base64url::encode(format!(r#"{{"_sd":["{digest}"],"b":2}}"#).as_bytes());
        let said = unverified(&format!("eyJhbGciOiJIUzI1NiJ9.{payload}.c2ln~{disclosure}~")).unwrap();
        assert_eq!(said.claims.as_deref(), Some(r#"{"b":2,"a":1}"#));
        assert_eq!(said.digests, [digest]);
    }

    fn hash_of_text(text: &str) -> String {
        crate::text::base64url::encode(&crate::crypto::sha256(text.as_bytes()))
    }
}
