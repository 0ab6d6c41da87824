//! What is said about a key beside its numbers: its name, its algorithms, what it may be used for, where it stood.

use core::fmt;
use std::sync::Arc;

use super::KeyError;
use crate::alg::{Algorithm, Algorithms, Curve};
use crate::reason::escape::quoted;

/// The name of a key, compared code point for code point (RFC 7515 section 4.1.4).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(String);

impl KeyId {
    /// The key of this name.
    pub fn new(kid: impl Into<String>) -> Self {
        Self(kid.into())
    }

    /// The name as it is. It is foreign text: escape it before it is shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyId {
    /// The name in quotes, escaped and cut as errors quote foreign text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&quoted(&self.0))
    }
}

/// The form a key was read from, or is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Form {
    /// The public key of an X.509 certificate, RFC 5280.
    Certificate,
    /// Private key of PKCS#8 encrypted with a password, RFC 5958 section 3.
    EncryptedPkcs8,
    /// Made here.
    Generated,
    /// JSON Web Key, RFC 7517.
    Jwk,
    /// OpenSSH: a public line, or a private block.
    OpenSsh,
    /// RSA key of PKCS#1, RFC 8017 appendix A.1.
    Pkcs1,
    /// Private key of PKCS#8, RFC 5958.
    Pkcs8,
    /// EC private key of SEC 1, RFC 5915.
    Sec1,
    /// Raw bytes of a secret.
    Secret,
    /// Public key of X.509, `SubjectPublicKeyInfo`, RFC 5280 section 4.1.2.7.
    Spki,
}

impl Form {
    /// The form as a sentence names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Certificate => "X.509 certificate",
            Self::EncryptedPkcs8 => "encrypted PKCS#8",
            Self::Generated => "generated key",
            Self::Jwk => "JWK",
            Self::OpenSsh => "OpenSSH",
            Self::Pkcs1 => "PKCS#1",
            Self::Pkcs8 => "PKCS#8",
            Self::Sec1 => "SEC 1",
            Self::Secret => "raw secret",
            Self::Spki => "SPKI",
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Which algorithms the key is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Binding {
    /// It does not say, and its type has several.
    Unstated,
    /// It does not say; its curve has this one signature algorithm.
    OfCurve(Algorithms),
    /// It is for these.
    To(Algorithms),
    /// Its `alg` names one that signs nothing here.
    Foreign(String),
}

/// What a JWK lets its key be used for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Usage {
    /// `use`, RFC 7517 section 4.2.
    pub(super) public_use: Option<String>,
    /// `key_ops`, RFC 7517 section 4.3.
    pub(super) operations: Option<Vec<String>>,
}

impl Usage {
    /// Whether both members, where they are there, allow the operation of signatures called `operation`.
    pub(super) fn permits(&self, operation: &str) -> bool {
        self.public_use.as_deref().is_none_or(|name| name == "sig")
            && self.operations.as_ref().is_none_or(|names| names.iter().any(|name| name == operation))
    }

    /// Whether both members, where they are there, allow the use and one of the operations.
    #[cfg(feature = "jwe")]
    pub(super) fn permits_any(&self, public_use: &str, operations: &[&str]) -> bool {
        self.public_use.as_deref().is_none_or(|name| name == public_use)
            && self
                .operations
                .as_ref()
                .is_none_or(|names| names.iter().any(|name| operations.contains(&name.as_str())))
    }

    /// Whether `key_ops` is there and names nothing, and `use` speaks of no signatures.
    #[cfg(feature = "jwe")]
    pub(super) fn has_no_operation(&self) -> bool {
        self.public_use.as_deref().is_none_or(|name| name == "enc")
            && self.operations.as_ref().is_some_and(Vec::is_empty)
    }

    /// What the public half may be used for when the private half has this: who may sign may be verified.
    pub(super) fn of_public_half(&self) -> Self {
        let operations = self.operations.as_ref().map(|names| {
            let public = |name: &String| match name.as_str() {
                "sign" => Some("verify".to_owned()),
                "decrypt" => Some("encrypt".to_owned()),
                "unwrapKey" => Some("wrapKey".to_owned()),
                // Both halves agree on a key.
                "deriveKey" | "deriveBits" => Some(name.clone()),
                _ => None,
            };
            let mut public: Vec<_> = names.iter().filter_map(public).collect();
            public.dedup();
            public
        });
        Self { public_use: self.public_use.clone(), operations }
    }
}

/// All that is said about a key beside its numbers.
#[derive(Clone, Debug)]
pub(super) struct About {
    pub(super) kid: Option<KeyId>,
    pub(super) binding: Binding,
    pub(super) usage: Usage,
    pub(super) form: Form,
    /// Certificates in DER that name the key: the first is its own, each further one vouches for the one before.
    pub(super) certificates: Arc<[Vec<u8>]>,
}

impl About {
    /// `alg` of the JWK where it names no algorithm that signs here.
    pub(super) const fn other_algorithm(&self) -> Option<&str> {
        match &self.binding {
            Binding::Foreign(alg) => Some(alg.as_str()),
            Binding::Unstated | Binding::OfCurve(_) | Binding::To(_) => None,
        }
    }

    /// The binding cut down to those of `wanted` that it and the key allow.
    pub(super) fn narrow(
        &mut self,
        wanted: Algorithms,
        possible: Algorithms,
        curve: Option<Curve>,
    ) -> Result<(), KeyError> {
        let allowed = match &self.binding {
            Binding::Unstated => possible,
            Binding::OfCurve(algorithms) | Binding::To(algorithms) => *algorithms,
            Binding::Foreign(_) => Algorithms::NONE,
        };
        let left: Algorithms = wanted
            .iter()
            .filter(|algorithm: &Algorithm| {
                allowed.allows_on(*algorithm, curve) && possible.allows_on(*algorithm, curve)
            })
            .collect();
        if left.is_empty() {
            let says = match &self.binding {
                Binding::Foreign(alg) => format!("it says that it is for {}", quoted(alg)),
                Binding::Unstated | Binding::OfCurve(_) | Binding::To(_) if allowed.is_empty() => {
                    "it signs nothing".to_owned()
                }
                Binding::Unstated | Binding::OfCurve(_) | Binding::To(_) => format!("it is for {allowed}"),
            };
            return Err(KeyError::mismatch(wanted, says));
        }
        self.binding = Binding::To(left);
        Ok(())
    }
}
