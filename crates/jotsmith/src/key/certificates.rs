//! The certificates of a JWK: `x5c`, `x5t` and `x5t#S256` (RFC 7517 sections 4.7 to 4.9). They must be about the key that
//! they stand in; who vouches for them is not judged here.

use std::sync::Arc;

use super::material::Held;
use super::{AnyKey, Form, KeyError, base64, der, jwk, thumbprint};
use crate::alg::KeyType;
use crate::json::Value;
use crate::limits::CERTIFICATES;
use crate::reason::{Code, Place, Reason};

/// The certificates of the JWK.
///
/// # Errors
/// `key-invalid` for a chain that cannot be read, for the certificate of another key, and for a thumbprint that is not
/// that of the first certificate.
pub(super) fn read(jwk: Value<'_>, held: &Held) -> Result<Arc<[Vec<u8>]>, KeyError> {
    let Some(value) = jwk.member("x5c") else {
        stated(jwk)?;
        return Ok(Arc::default());
    };
    let chain = chain(value)?;
    let Some(first) = chain.first() else { return Ok(Arc::default()) };
    if held.key_type() == KeyType::Oct {
        return Err(KeyError::invalid("it is a secret, which no certificate is about").member("x5c"));
    }
    let certified = der::read(first, None).map_err(|fault| {
        let why = fault.code().as_str();
        KeyError::invalid(format!("the key of its first certificate cannot be used: {why}")).member("x5c")
    })?;
    if certified.form() != Form::Certificate {
        return Err(KeyError::invalid("the first text of x5c is no certificate").member("x5c"));
    }
    if certified.thumbprint() != held.thumbprint() {
        return Err(KeyError::invalid("its first certificate is about another key").member("x5c"));
    }
    prints(jwk, first)?;
    Ok(chain.into())
}

/// The thumbprints of a certificate that the object states, `x5t` and `x5t#S256`.
fn stated(object: Value<'_>) -> Result<Vec<(&'static str, Vec<u8>)>, KeyError> {
    let mut stated = Vec::new();
    for (name, length) in [("x5t", 20), ("x5t#S256", 32)] {
        if let Some(print) = jwk::bytes(object, name)? {
            if print.len() != length {
                let found = format!("{name} is {} bytes long, not {length}", print.len());
                return Err(KeyError::invalid(found).member(name));
            }
            stated.push((name, print.to_vec()));
        }
    }
    Ok(stated)
}

/// Whether the thumbprints that the object states are those of the certificate.
pub(super) fn prints(object: Value<'_>, certificate: &[u8]) -> Result<(), KeyError> {
    for (name, print) in stated(object)? {
        let own = if name == "x5t" {
            thumbprint::sha1_of(certificate).to_vec()
        } else {
            thumbprint::sha256_of(certificate).to_vec()
        };
        if own != print {
            return Err(
                KeyError::invalid(format!("{name} is not that of its first certificate")).member(name)
            );
        }
    }
    Ok(())
}

/// The DER of the certificates: standard base64, not that for URLs (RFC 7515 section 4.1.6).
pub(super) fn chain(value: Value<'_>) -> Result<Vec<Vec<u8>>, KeyError> {
    let wrong = |found: String| KeyError::invalid(found).member("x5c");
    if !value.is_array() || value.elements().next().is_none() {
        return Err(wrong("x5c is no array of certificates".into()));
    }
    let mut chain = Vec::new();
    for (index, element) in value.elements().enumerate() {
        if index == CERTIFICATES {
            return Err(wrong(format!("x5c has more than {CERTIFICATES} certificates")));
        }
        let text = element
            .as_str()
            .ok_or_else(|| wrong(format!("certificate {} of x5c is no string", index + 1)))?;
        let der = base64::decode(text.as_bytes())
            .map_err(|fault| wrong(format!("in certificate {} of x5c, {fault}", index + 1)))?;
        chain.push(der);
    }
    Ok(chain)
}

/// The fault of the `x5c` of a token.
pub(super) fn malformed(found: impl Into<String>) -> KeyError {
    Reason::new(Code::X5cMalformed).at(Place::header("x5c")).found(found).into()
}

/// The same of the fault that its certificates would be for a key.
pub(super) fn malformed_by(fault: &KeyError) -> KeyError {
    malformed(fault.reason().found_text().unwrap_or_default())
}

impl AnyKey {
    /// The certificate that the key was read from, in DER: that of a certificate file, the first of `x5c` of a JWK.
    pub fn certificate(&self) -> Option<&[u8]> {
        self.held().about.certificates.first().map(Vec::as_slice)
    }
}
