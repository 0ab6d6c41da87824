//! What an X.509 certificate says (RFC 5280): whom it is about, who issued it, how long it holds. For showing; whether it
//! is to be trusted is answered by `chain.rs`, against roots and an instant.

use super::certificates::malformed_by;
use super::{AnyKey, KeyError, Thumbprint, certificates, der};
use crate::alg::Curve;
use crate::json::{Node, Tree, Writer};
use crate::text::time::NumericDate;

/// What one certificate says of itself. Nobody vouches for it here.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Certificate {
    /// Whom it is about, as RFC 4514 writes names; hostile, like all text of a token.
    pub subject: String,
    /// Who is said to have issued it.
    pub issuer: String,
    /// The number that the issuer gave it, in hexadecimal.
    pub serial: String,
    /// The first second that it holds.
    pub not_before: NumericDate,
    /// The last second that it holds.
    pub not_after: NumericDate,
    /// Whether it may vouch for other certificates (basic constraints).
    pub authority: bool,
    /// Its key; none of a type or size that is not known here.
    pub key: Option<AnyKey>,
    /// The SHA-256 of its DER, as `x5t#S256` has it (RFC 7515 section 4.1.8).
    pub thumbprint: Thumbprint,
}

impl Certificate {
    /// Reads a certificate in DER.
    ///
    /// # Errors
    /// `key-unreadable` for what is none; `key-unavailable` in a build without certificates.
    pub fn read(der: &[u8]) -> Result<Self, KeyError> {
        der::certificate(der)
    }

    /// What its dates say at an instant: `ends in 9 years`, `ended 3 days ago`, `begins in 2 hours`.
    pub fn standing(&self, now: NumericDate) -> String {
        if now < self.not_before {
            format!("begins {}", self.not_before.relative_to(now))
        } else if now > self.not_after {
            format!("ended {}", self.not_after.relative_to(now))
        } else {
            format!("ends {}", self.not_after.relative_to(now))
        }
    }

    /// The certificates of an `x5c`, each as far as it can be read; of an `x5c` that is none, the fault.
    pub(crate) fn of_x5c(x5c: &Node) -> Vec<Result<Self, KeyError>> {
        match certificates::chain(Tree::of(x5c.clone()).root()) {
            Ok(chain) => {
                chain.iter().map(|der| Self::read(der).map_err(|fault| malformed_by(&fault))).collect()
            }
            Err(fault) => vec![Err(malformed_by(&fault))],
        }
    }

    /// The certificate as a JSON object.
    pub fn write(&self, w: &mut Writer) {
        let key = self.key.as_ref();
        w.object(|w| {
            w.name("subject").string(&self.subject);
            w.name("issuer").string(&self.issuer);
            w.name("serial").string(&self.serial);
            w.name("not_before").number(self.not_before.0);
            w.name("not_after").number(self.not_after.0);
            w.name("authority").bool(self.authority);
            w.name("kty").optional_string(key.map(|key| key.key_type().as_str()));
            w.name("crv").optional_string(key.and_then(AnyKey::curve).map(Curve::as_str));
            w.name("x5t#S256").string(&self.thumbprint.to_string());
        });
    }
}
