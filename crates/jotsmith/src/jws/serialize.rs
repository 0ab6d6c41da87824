//! Signing into JSON serialization, flattened and general: RFC 7515 section 7.2.
//!
//! Each signer makes its own entry; what they share, the payload, is written once before them.

use super::payload::{Payload, signing_input};
use super::sign::{Form, SignError, Signer, base64url, first, text};
use crate::json::quoted;
use crate::limits::SIGNATURES;
use crate::reason::{Code, Part, Place, Reason};
use crate::text::base64url::encode_into;
use crate::token::{JsonJws, check_values};

impl Signer<'_> {
    /// Signs any bytes into flattened serialization (RFC 7515 section 7.2.2).
    ///
    /// # Errors
    /// As [`sign`](Self::sign); `utf8-invalid` where the payload is to stand in the token as it is and is no text.
    ///
    /// ```
    /// use jotsmith::{Algorithm, Key, Signer};
    ///
    /// let key = Key::hmac(Algorithm::Hs256, [7; 32])?;
    /// let token = Signer::new(&key).unprotected("kid", "\"mine\"").sign_flattened(b"any bytes")?;
    /// assert!(token.starts_with(r#"{"payload":"YW55IGJ5dGVz","protected":"eyJhbGciOiJIUzI1NiJ9","header":{"kid":"mine"},"#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn sign_flattened(&self, payload: &[u8]) -> Result<String, SignError> {
        self.flattened_beside(payload, None)
    }

    /// The same with one more unprotected parameter, name and JSON text.
    pub(crate) fn flattened_beside(
        &self,
        payload: &[u8],
        more: Option<(&str, &str)>,
    ) -> Result<String, SignError> {
        let entry = self.entry(payload, more)?;
        let mut token = opening(&[&entry], self.detached, payload)?;
        token.push_str(&entry.json);
        token.push('}');
        Ok(token)
    }

    /// One signature in general serialization, with one more unprotected parameter, name and JSON text.
    pub(crate) fn general_beside(
        &self,
        payload: &[u8],
        more: Option<(&str, &str)>,
    ) -> Result<String, SignError> {
        let entry = self.entry(payload, more)?;
        let token = opening(&[&entry], self.detached, payload)?;
        Ok(format!("{token}\"signatures\":[{{{}}}]}}", entry.json))
    }

    /// Signs any bytes with several signers into general serialization (RFC 7515 section 7.2.1). The payload is left
    /// out where one of the signers is [`detached`](Self::detached).
    ///
    /// # Errors
    /// As [`sign_flattened`](Self::sign_flattened), for the first signer that cannot; `signatures-empty` without any
    /// signer; `too-many-signatures` over the bound; `b64-misuse` where some sign the payload as it is, and others not.
    ///
    /// ```
    /// use jotsmith::{Algorithm, Key, Signer};
    ///
    /// let (old, new) = (Key::hmac(Algorithm::Hs256, [7; 32])?, Key::hmac(Algorithm::Hs512, [8; 64])?);
    /// let token = Signer::sign_general(&[Signer::new(&old), Signer::new(&new)], b"any bytes")?;
    /// assert!(token.starts_with(r#"{"payload":"YW55IGJ5dGVz","signatures":[{"protected":"eyJhbGciOiJIUzI1NiJ9","#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn sign_general(signers: &[Self], payload: &[u8]) -> Result<String, SignError> {
        let place = Place::part(Part::Token);
        if signers.is_empty() {
            return Err(Reason::new(Code::SignaturesEmpty).at(place).with("name", "signatures").into());
        }
        if signers.len() > SIGNATURES {
            return Err(Reason::new(Code::TooManySignatures)
                .at(place)
                .expected(SIGNATURES.to_string())
                .into());
        }
        let entries: Vec<Entry> =
            signers.iter().map(|one| one.entry(payload, None)).collect::<Result<_, _>>()?;
        let detached = signers.iter().any(|one| one.detached);
        let mut token = opening(&entries.iter().collect::<Vec<_>>(), detached, payload)?;
        token.push_str("\"signatures\":[{");
        token.push_str(&entries.iter().map(|entry| entry.json.as_str()).collect::<Vec<_>>().join("},{"));
        token.push_str("}]}");
        Ok(token)
    }

    /// One signature of a JSON serialization.
    fn entry(&self, payload: &[u8], more: Option<(&str, &str)>) -> Result<Entry, SignError> {
        let encoded = self.encode_header(Form::Json)?;
        check_values(&self.unprotected)?;
        let body = if encoded.unencoded { Payload::AsItIs(payload) } else { Payload::Encoded(payload) };
        let signature = self.raw(encoded.algorithm, &signing_input(&encoded.header, body))?;
        let mut json = format!("\"protected\":{}", quoted(&encoded.header));
        let own = self.unprotected.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let members: Vec<String> =
            own.chain(more).map(|(name, value)| format!("{}:{value}", quoted(name))).collect();
        if !members.is_empty() {
            json.extend([",\"header\":{", &members.join(","), "}"]);
        }
        json.extend([",\"signature\":", &quoted(&base64url(&signature))]);
        self.check_entry(&json)?;
        Ok(Entry { json, unencoded: encoded.unencoded })
    }

    /// The strict reading of our own verifier is the judge of the two headers.
    fn check_entry(&self, json: &str) -> Result<(), Reason> {
        if self.unprotected.is_empty() {
            return Ok(());
        }
        match JsonJws::parse(&format!("{{\"payload\":\"\",{json}}}")) {
            Ok(_) => Ok(()),
            Err(reasons) => Err(first(reasons)),
        }
    }
}

/// One signature of a JSON serialization: its members, and whether the payload is signed as it is.
struct Entry {
    json: String,
    unencoded: bool,
}

/// The beginning of a JSON serialization: the payload, unless it is detached. `b64` must be the same for all signatures
/// (RFC 7797 section 3).
fn opening(entries: &[&Entry], detached: bool, payload: &[u8]) -> Result<String, Reason> {
    let unencoded = entries.iter().any(|entry| entry.unencoded);
    if unencoded && !entries.iter().all(|entry| entry.unencoded) {
        let reason = Reason::new(Code::B64Misuse).at(Place::part(Part::Token));
        return Err(reason.found("it is not the same in all signatures"));
    }
    if detached {
        return Ok("{".into());
    }
    let shown = if unencoded {
        quoted(text(payload)?)
    } else {
        let mut shown = String::with_capacity(payload.len() * 4 / 3 + 8);
        shown.push('"');
        encode_into(payload, &mut shown);
        shown.push('"');
        shown
    };
    Ok(format!("{{\"payload\":{shown},"))
}
