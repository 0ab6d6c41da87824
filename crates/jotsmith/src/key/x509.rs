//! X.509 certificates in DER: the public key, and what else they say. The certificate itself is not judged here: neither
//! its dates nor its signature say anything about whether the caller meant this key.

use core::fmt::Write;
use std::sync::Arc;

use der::{Decode, Encode};
use x509_cert::Certificate as Der;
use x509_cert::ext::pkix::BasicConstraints;
use x509_cert::time::Time;

use super::{AnyKey, Certificate, Form, KeyError, Thumbprint, der as keys};
use crate::text::time::NumericDate;

/// The key that a certificate in DER is about.
pub(super) fn certificate_key(bytes: &[u8]) -> Result<AnyKey, KeyError> {
    let certificate = Der::from_der(bytes).map_err(malformed)?;
    let spki = certificate.tbs_certificate().subject_public_key_info().to_der().map_err(malformed)?;
    let key = keys::spki(&spki)?;
    let mut held = key.held().clone();
    held.about.form = Form::Certificate;
    held.about.certificates = Arc::new([bytes.to_vec()]);
    Ok(AnyKey::of(held))
}

/// What a certificate in DER says.
pub(super) fn certificate(bytes: &[u8]) -> Result<Certificate, KeyError> {
    let certificate = Der::from_der(bytes).map_err(malformed)?;
    let body = certificate.tbs_certificate();
    let second = |time: Time| {
        // DER has no year before 1970 and none after 9999.
        NumericDate(i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX))
    };
    let constraints = body.get_extension::<BasicConstraints>().map_err(malformed)?;
    Ok(Certificate {
        subject: body.subject().to_string(),
        issuer: body.issuer().to_string(),
        serial: body.serial_number().as_bytes().iter().fold(String::new(), |mut serial, byte| {
            // Writing to a string cannot fail.
            write!(serial, "{byte:02x}").unwrap_or_default();
            serial
        }),
        not_before: second(body.validity().not_before),
        not_after: second(body.validity().not_after),
        authority: constraints.is_some_and(|(_, constraints)| constraints.ca),
        key: certificate_key(bytes).ok(),
        thumbprint: Thumbprint::of_certificate(bytes),
    })
}

fn malformed<E>(_: E) -> KeyError {
    KeyError::unreadable("DER of the shape of a certificate that is none")
}
