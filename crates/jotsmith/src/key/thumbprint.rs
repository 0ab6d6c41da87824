//! Thumbprints: of a JWK (RFC 7638), of a certificate (x5t, x5t#S256), of a `SubjectPublicKeyInfo`.

use core::fmt;

use super::material::PublicMaterial;
use super::{Key, KeyError, Kind, Secret};
use crate::crypto::{sha1, sha256};
use crate::text::base64url;

/// A SHA-256 thumbprint. `Display` is base64url, as `kid` and `jkt` carry it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Thumbprint([u8; 32]);

impl Thumbprint {
    /// The 32 bytes.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The thumbprint of a certificate in DER, `x5t#S256` (RFC 7515 section 4.1.8).
    pub fn of_certificate(der: &[u8]) -> Self {
        Self(sha256(der))
    }
}

impl fmt::Display for Thumbprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64url::encode(&self.0))
    }
}

/// SHA-1 of a certificate.
pub(super) fn sha1_of(der: &[u8]) -> [u8; 20] {
    sha1(der)
}

/// SHA-256 of a certificate.
pub(super) fn sha256_of(der: &[u8]) -> [u8; 32] {
    sha256(der)
}

/// The value of `x5t` for a certificate in DER (RFC 7515 section 4.1.7): SHA-1, for recognising and nothing else.
pub fn certificate_sha1(der: &[u8]) -> String {
    base64url::encode(&sha1(der))
}

impl<K: Kind> Key<K> {
    /// The SHA-256 of the public half as `SubjectPublicKeyInfo`, as pins name keys (RFC 7469 section 2.4).
    ///
    /// # Errors
    /// `key-form` for a shared secret, which has no public half.
    pub fn spki_thumbprint(&self) -> Result<Thumbprint, KeyError> {
        Ok(Thumbprint(sha256(&super::convert::spki(self.held())?)))
    }
}

/// RFC 7638 section 3: the required members alone, in the order of their names, without white space.
pub(super) fn of_public(public: &PublicMaterial) -> Thumbprint {
    let text = base64url::encode;
    let json = match public {
        PublicMaterial::Ec { curve, x, y, .. } => {
            format!(r#"{{"crv":"{curve}","kty":"EC","x":"{}","y":"{}"}}"#, text(x), text(y))
        }
        PublicMaterial::Ed25519 { x, .. } => format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{}"}}"#, text(x)),
        PublicMaterial::Ed448 { x, .. } => format!(r#"{{"crv":"Ed448","kty":"OKP","x":"{}"}}"#, text(x)),
        PublicMaterial::Xdh { curve, x } => format!(r#"{{"crv":"{curve}","kty":"OKP","x":"{}"}}"#, text(x)),
        // RFC 9964 section 6: for kty AKP, alg is a required member.
        PublicMaterial::MlDsa { set, public, .. } => {
            format!(r#"{{"alg":"{}","kty":"AKP","pub":"{}"}}"#, set.algorithm(), text(public))
        }
        PublicMaterial::Rsa { n, e, .. } => format!(r#"{{"e":"{}","kty":"RSA","n":"{}"}}"#, text(e), text(n)),
    };
    Thumbprint(sha256(json.as_bytes()))
}

/// The same of a secret.
pub(super) fn of_secret(secret: &Secret) -> Thumbprint {
    let k = zeroize::Zeroizing::new(base64url::encode(secret.bytes()));
    let json = zeroize::Zeroizing::new([r#"{"k":""#, k.as_str(), r#"","kty":"oct"}"#].concat());
    Thumbprint(sha256(json.as_bytes()))
}
