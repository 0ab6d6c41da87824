//! The public key of an X.509 certificate. The certificate itself is not judged here: neither its dates nor its
//! signature say anything about whether the caller meant this key.

use std::sync::Arc;

use der::{Decode, Encode};
use x509_cert::Certificate;

use super::{AnyKey, Form, KeyError, der as keys};

/// The key that a certificate in DER is about.
pub(super) fn certificate_key(bytes: &[u8]) -> Result<AnyKey, KeyError> {
    let malformed = |_| KeyError::unreadable("DER of the shape of a certificate that is none");
    let certificate = Certificate::from_der(bytes).map_err(malformed)?;
    let spki = certificate.tbs_certificate().subject_public_key_info().to_der().map_err(malformed)?;
    let key = keys::spki(&spki)?;
    let mut held = key.held().clone();
    held.about.form = Form::Certificate;
    held.about.certificates = Arc::new([bytes.to_vec()]);
    Ok(AnyKey::of(held))
}
