//! What a root certificate says of itself: until when it holds, and whether and how far it may vouch for others. A trust
//! anchor needs none of it (RFC 5280 section 6.1.1), but section 6.2 lets it count: who gives a root as a certificate
//! means no more by it than the certificate says.

use rustls_pki_types::{CertificateDer, TrustAnchor, UnixTime};
use webpki::{Error, VerifiedPath, anchor_from_trusted_cert};
use x509_cert::der::Decode;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage};
use x509_cert::{Certificate, Version};

/// A root that the caller trusts.
#[derive(Clone)]
pub(super) struct Root {
    pub(super) anchor: TrustAnchor<'static>,
    der: Vec<u8>,
    certificate: Certificate,
}

impl Root {
    /// The root of a certificate in DER.
    pub(super) fn read(der: &[u8]) -> Option<Self> {
        let certificate = Certificate::from_der(der).ok()?;
        let anchor = anchor_from_trusted_cert(&CertificateDer::from(der)).ok()?.to_owned();
        Some(Self { anchor, der: der.into(), certificate })
    }

    /// Whether it is this very certificate, and not that of an authority: given as a root, it vouches for its own key.
    pub(super) fn is_own(&self, der: &[u8]) -> bool {
        let constraints = self.certificate.tbs_certificate().get_extension::<BasicConstraints>();
        self.der == der && constraints.is_ok_and(|found| found.is_none_or(|(_, constraints)| !constraints.ca))
    }

    /// Whether it holds at the instant.
    pub(super) fn holds_at(&self, time: UnixTime) -> Result<(), Error> {
        let dates = self.certificate.tbs_certificate().validity();
        let [not_before, not_after] = [dates.not_before, dates.not_after]
            .map(|date| UnixTime::since_unix_epoch(date.to_unix_duration()));
        if time < not_before {
            return Err(Error::CertNotValidYet { time, not_before });
        }
        if time > not_after {
            return Err(Error::CertExpired { time, not_after });
        }
        Ok(())
    }

    /// Whether the path may end here at the instant.
    pub(super) fn may_end(&self, path: &VerifiedPath<'_>, time: UnixTime) -> Result<(), Error> {
        self.holds_at(time)?;
        let body = self.certificate.tbs_certificate();
        // Version 1 knows no extensions, and its roots are still given.
        if body.version() == Version::V1 {
            return Ok(());
        }
        let malformed = |_| Error::ExtensionValueInvalid;
        let constraints = body.get_extension::<BasicConstraints>().map_err(malformed)?;
        let usage = body.get_extension::<KeyUsage>().map_err(malformed)?;
        let Some((_, constraints)) = constraints.filter(|(_, constraints)| constraints.ca) else {
            return Err(Error::EndEntityUsedAsCa);
        };
        if usage.is_some_and(|(_, usage)| !usage.key_cert_sign()) {
            return Err(Error::EndEntityUsedAsCa);
        }
        // Certificates that an authority issues to itself are not counted (RFC 5280 section 4.2.1.9).
        let between = path.intermediate_certificates().filter(|one| one.issuer() != one.subject()).count();
        match constraints.path_len_constraint {
            Some(most) if between > usize::from(most) => Err(Error::PathLenConstraintViolated),
            Some(_) | None => Ok(()),
        }
    }
}
