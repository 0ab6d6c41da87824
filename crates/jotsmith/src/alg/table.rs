//! THE table of algorithms. One row holds all that is known of one; code is handed the row.

use core::fmt;

use super::{Curve, Hash, KeyType, ParameterSet, Scheme};
use Hash::{Sha256, Sha384, Sha512};

/// What the table knows of one signature algorithm.
#[derive(Debug)]
#[non_exhaustive]
pub struct Row {
    /// The algorithm itself.
    pub algorithm: Algorithm,
    /// The registered name, the value of `alg`.
    pub name: &'static str,
    /// How the signature is made.
    pub scheme: Scheme,
    /// The type of key it takes.
    pub key_type: KeyType,
    /// What it is, in words.
    pub words: &'static str,
    /// Document and section.
    pub source: &'static str,
}

macro_rules! algorithms {
    ($($variant:ident $name:literal $scheme:expr, $key_type:ident, $words:literal, $source:literal;)*) => {
        /// A JWS algorithm that signs and verifies. `none` is not one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Algorithm {
            $(#[doc = $words] $variant,)*
        }

        impl Algorithm {
            /// All of them, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The row of this algorithm.
            pub const fn row(self) -> &'static Row {
                match self { $(Self::$variant => {
                    const ROW: &Row = &Row {
                        algorithm: Algorithm::$variant, name: $name, scheme: $scheme,
                        key_type: KeyType::$key_type, words: $words, source: $source,
                    };
                    ROW
                })* }
            }
        }
    };
}

algorithms! {
    Hs256 "HS256" Scheme::Hmac(Sha256), Oct, "HMAC with SHA-256", "RFC 7518 section 3.2";
    Hs384 "HS384" Scheme::Hmac(Sha384), Oct, "HMAC with SHA-384", "RFC 7518 section 3.2";
    Hs512 "HS512" Scheme::Hmac(Sha512), Oct, "HMAC with SHA-512", "RFC 7518 section 3.2";
    Rs256 "RS256" Scheme::RsaPkcs1(Sha256), Rsa, "RSA PKCS#1 v1.5 with SHA-256", "RFC 7518 section 3.3";
    Rs384 "RS384" Scheme::RsaPkcs1(Sha384), Rsa, "RSA PKCS#1 v1.5 with SHA-384", "RFC 7518 section 3.3";
    Rs512 "RS512" Scheme::RsaPkcs1(Sha512), Rsa, "RSA PKCS#1 v1.5 with SHA-512", "RFC 7518 section 3.3";
    Ps256 "PS256" Scheme::RsaPss(Sha256), Rsa, "RSA PSS with SHA-256", "RFC 7518 section 3.5";
    Ps384 "PS384" Scheme::RsaPss(Sha384), Rsa, "RSA PSS with SHA-384", "RFC 7518 section 3.5";
    Ps512 "PS512" Scheme::RsaPss(Sha512), Rsa, "RSA PSS with SHA-512", "RFC 7518 section 3.5";
    Es256 "ES256" Scheme::Ecdsa(Curve::P256, Sha256), Ec, "ECDSA on P-256 with SHA-256", "RFC 7518 section 3.4";
    Es384 "ES384" Scheme::Ecdsa(Curve::P384, Sha384), Ec, "ECDSA on P-384 with SHA-384", "RFC 7518 section 3.4";
    Es512 "ES512" Scheme::Ecdsa(Curve::P521, Sha512), Ec, "ECDSA on P-521 with SHA-512", "RFC 7518 section 3.4";
    Es256k "ES256K" Scheme::Ecdsa(Curve::Secp256k1, Sha256), Ec, "ECDSA on secp256k1 with SHA-256", "RFC 8812 section 3.2";
    EdDsa "EdDSA" Scheme::EdDsa(&[Curve::Ed25519, Curve::Ed448]), Okp, "EdDSA, the curve told by the key", "RFC 8037 section 3.1";
    Ed25519 "Ed25519" Scheme::EdDsa(&[Curve::Ed25519]), Okp, "EdDSA on Ed25519", "RFC 9864 section 2.2";
    Ed448 "Ed448" Scheme::EdDsa(&[Curve::Ed448]), Okp, "EdDSA on Ed448", "RFC 9864 section 2.2";
    MlDsa44 "ML-DSA-44" Scheme::MlDsa(ParameterSet::MlDsa44), Akp, "ML-DSA-44, which withstands quantum computers", "RFC 9964 section 4";
    MlDsa65 "ML-DSA-65" Scheme::MlDsa(ParameterSet::MlDsa65), Akp, "ML-DSA-65, which withstands quantum computers", "RFC 9964 section 4";
    MlDsa87 "ML-DSA-87" Scheme::MlDsa(ParameterSet::MlDsa87), Akp, "ML-DSA-87, which withstands quantum computers", "RFC 9964 section 4";
}

impl Algorithm {
    /// The registered name, the value of `alg`.
    pub const fn as_str(self) -> &'static str {
        self.row().name
    }

    /// The algorithm of this `alg`. Names compare exactly (RFC 7515 section 4.1.1).
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|a| a.as_str() == name)
    }

    /// The algorithm whose name differs from this one in case only, to be suggested and never to be used.
    pub fn nearly_named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|a| a.as_str().eq_ignore_ascii_case(name))
    }

    /// The type of key it takes.
    pub const fn key_type(self) -> KeyType {
        self.row().key_type
    }

    /// How the signature is made.
    pub const fn scheme(self) -> Scheme {
        self.row().scheme
    }

    /// The curve, where the algorithm names one: `EdDSA` names none.
    pub const fn curve(self) -> Option<Curve> {
        match self.scheme() {
            Scheme::Ecdsa(curve, _) | Scheme::EdDsa(&[curve]) => Some(curve),
            Scheme::EdDsa(_)
            | Scheme::Hmac(_)
            | Scheme::RsaPkcs1(_)
            | Scheme::RsaPss(_)
            | Scheme::MlDsa(_) => None,
        }
    }

    /// Whether it takes keys on this curve; none stands for a type of key that has no curves.
    pub fn takes_curve(self, curve: Option<Curve>) -> bool {
        match self.scheme() {
            Scheme::Ecdsa(own, _) => curve == Some(own),
            Scheme::EdDsa(curves) => curve.is_some_and(|curve| curves.contains(&curve)),
            Scheme::Hmac(_) | Scheme::RsaPkcs1(_) | Scheme::RsaPss(_) | Scheme::MlDsa(_) => curve.is_none(),
        }
    }

    /// The algorithm by its fully specified name, where the curve of the key is known: `EdDSA` is `Ed25519` or `Ed448`
    /// (RFC 9864 section 2.2).
    #[must_use]
    pub const fn specified(self, curve: Option<Curve>) -> Self {
        match (self, curve) {
            (Self::EdDsa, Some(Curve::Ed25519)) => Self::Ed25519,
            (Self::EdDsa, Some(Curve::Ed448)) => Self::Ed448,
            (_, _) => self,
        }
    }

    /// The least bytes of an HMAC key (RFC 7518 section 3.2).
    pub const fn hmac_key_bytes(self) -> Option<usize> {
        match self.scheme() {
            Scheme::Hmac(hash) => Some(hash.len_bytes()),
            Scheme::RsaPkcs1(_)
            | Scheme::RsaPss(_)
            | Scheme::Ecdsa(..)
            | Scheme::EdDsa(_)
            | Scheme::MlDsa(_) => None,
        }
    }

    /// Bytes of every signature; none where the key tells: for RSA, whose signatures are as long as the modulus, and for
    /// `EdDSA`, which is [`specified`](Self::specified) by the curve.
    pub const fn signature_bytes(self) -> Option<usize> {
        match self.scheme() {
            Scheme::Hmac(hash) => Some(hash.len_bytes()),
            Scheme::Ecdsa(curve, _) | Scheme::EdDsa(&[curve]) => Some(2 * curve.len_bytes()),
            Scheme::MlDsa(set) => Some(set.signature_bytes()),
            Scheme::EdDsa(_) | Scheme::RsaPkcs1(_) | Scheme::RsaPss(_) => None,
        }
    }

    /// Whether signer and verifier share one secret.
    pub const fn is_symmetric(self) -> bool {
        matches!(self.scheme(), Scheme::Hmac(_))
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A JWE algorithm or content encryption as it is named and explained.
macro_rules! named {
    ($(#[$doc:meta])* $type:ident { $($variant:ident $name:literal, $words:literal, $source:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $type {
            $(#[doc = $words] $variant,)*
        }

        impl $type {
            /// All of them, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The registered name.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What it is, in words.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$variant => $words,)* }
            }

            /// Document and section.
            pub const fn source(self) -> &'static str {
                match self { $(Self::$variant => $source,)* }
            }

            /// The one of this name. Names compare exactly.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|a| a.as_str() == name)
            }
        }
    };
}

named! {
    /// A JWE key management algorithm, the `alg` of a JWE.
    KeyManagement {
        Dir "dir", "the shared key encrypts the content itself", "RFC 7518 section 4.5";
        A128Kw "A128KW", "AES-128 key wrap", "RFC 7518 section 4.4";
        A192Kw "A192KW", "AES-192 key wrap", "RFC 7518 section 4.4";
        A256Kw "A256KW", "AES-256 key wrap", "RFC 7518 section 4.4";
        A128GcmKw "A128GCMKW", "key wrap with AES-128-GCM", "RFC 7518 section 4.7";
        A192GcmKw "A192GCMKW", "key wrap with AES-192-GCM", "RFC 7518 section 4.7";
        A256GcmKw "A256GCMKW", "key wrap with AES-256-GCM", "RFC 7518 section 4.7";
        RsaOaep "RSA-OAEP", "RSA OAEP with SHA-1", "RFC 7518 section 4.3";
        RsaOaep256 "RSA-OAEP-256", "RSA OAEP with SHA-256", "RFC 7518 section 4.3";
        RsaOaep384 "RSA-OAEP-384", "RSA OAEP with SHA-384", "IANA JOSE registry";
        RsaOaep512 "RSA-OAEP-512", "RSA OAEP with SHA-512", "IANA JOSE registry";
        Rsa15 "RSA1_5", "RSA PKCS#1 v1.5, whose padding can be attacked", "RFC 7518 section 4.2";
        EcdhEs "ECDH-ES", "a key agreed on by elliptic curve Diffie-Hellman", "RFC 7518 section 4.6";
        EcdhEsA128Kw "ECDH-ES+A128KW", "ECDH-ES, then AES-128 key wrap", "RFC 7518 section 4.6";
        EcdhEsA192Kw "ECDH-ES+A192KW", "ECDH-ES, then AES-192 key wrap", "RFC 7518 section 4.6";
        EcdhEsA256Kw "ECDH-ES+A256KW", "ECDH-ES, then AES-256 key wrap", "RFC 7518 section 4.6";
        Pbes2Hs256A128Kw "PBES2-HS256+A128KW", "a password, stretched with HMAC SHA-256", "RFC 7518 section 4.8";
        Pbes2Hs384A192Kw "PBES2-HS384+A192KW", "a password, stretched with HMAC SHA-384", "RFC 7518 section 4.8";
        Pbes2Hs512A256Kw "PBES2-HS512+A256KW", "a password, stretched with HMAC SHA-512", "RFC 7518 section 4.8";
    }
}

named! {
    /// A JWE content encryption algorithm, the value of `enc`.
    ContentEncryption {
        A128CbcHs256 "A128CBC-HS256", "AES-128-CBC with HMAC SHA-256", "RFC 7518 section 5.2.3";
        A192CbcHs384 "A192CBC-HS384", "AES-192-CBC with HMAC SHA-384", "RFC 7518 section 5.2.4";
        A256CbcHs512 "A256CBC-HS512", "AES-256-CBC with HMAC SHA-512", "RFC 7518 section 5.2.5";
        A128Gcm "A128GCM", "AES-128-GCM", "RFC 7518 section 5.3";
        A192Gcm "A192GCM", "AES-192-GCM", "RFC 7518 section 5.3";
        A256Gcm "A256GCM", "AES-256-GCM", "RFC 7518 section 5.3";
    }
}

impl ContentEncryption {
    /// Bytes of the content encryption key. AES-CBC with HMAC has two keys in it (RFC 7518 section 5.2.2).
    pub const fn key_bytes(self) -> usize {
        match self {
            Self::A128Gcm => 16,
            Self::A192Gcm => 24,
            Self::A128CbcHs256 | Self::A256Gcm => 32,
            Self::A192CbcHs384 => 48,
            Self::A256CbcHs512 => 64,
        }
    }

    /// Bytes of the initialization vector.
    pub const fn iv_bytes(self) -> usize {
        match self {
            Self::A128Gcm | Self::A192Gcm | Self::A256Gcm => 12,
            Self::A128CbcHs256 | Self::A192CbcHs384 | Self::A256CbcHs512 => 16,
        }
    }

    /// Bytes of the authentication tag.
    pub const fn tag_bytes(self) -> usize {
        match self {
            Self::A128CbcHs256 | Self::A128Gcm | Self::A192Gcm | Self::A256Gcm => 16,
            Self::A192CbcHs384 => 24,
            Self::A256CbcHs512 => 32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Algorithms;
    use super::*;

    #[test]
    fn a_name_is_found_exactly_and_never_by_case() {
        for algorithm in Algorithm::ALL {
            assert_eq!(Algorithm::named(algorithm.as_str()), Some(*algorithm));
            assert_eq!(algorithm.row().algorithm, *algorithm);
        }
        assert_eq!(Algorithm::named("hs256"), None);
        assert_eq!(Algorithm::nearly_named("hs256"), Some(Algorithm::Hs256));
        assert_eq!(Algorithm::named("none"), None);
    }

    #[test]
    fn eddsa_and_ed25519_allow_each_other() {
        assert!(Algorithms::only(Algorithm::Ed25519).allows(Algorithm::EdDsa));
        assert!(Algorithms::only(Algorithm::EdDsa).allows(Algorithm::Ed25519));
        assert!(!Algorithms::only(Algorithm::Es256).allows(Algorithm::Es384));
        assert!(!Algorithms::only(Algorithm::Ed25519).allows(Algorithm::Ed448));
        assert_eq!(Algorithms::only(Algorithm::Ps256).with(Algorithm::Rs256).to_string(), "RS256, PS256");
    }

    #[test]
    fn eddsa_is_the_algorithm_of_the_curve_and_ed25519_never_fits_ed448() {
        let on = |set: Algorithm, algorithm, curve| Algorithms::only(set).allows_on(algorithm, Some(curve));
        assert!(on(Algorithm::EdDsa, Algorithm::Ed448, Curve::Ed448));
        assert!(on(Algorithm::Ed448, Algorithm::EdDsa, Curve::Ed448));
        assert!(on(Algorithm::EdDsa, Algorithm::Ed25519, Curve::Ed25519));
        assert!(!on(Algorithm::EdDsa, Algorithm::Ed25519, Curve::Ed448));
        assert!(!on(Algorithm::Ed25519, Algorithm::EdDsa, Curve::Ed448));
        assert!(!on(Algorithm::EdDsa, Algorithm::Ed448, Curve::Ed25519));
        assert!(!Algorithm::EdDsa.takes_curve(Some(Curve::X25519)));
        assert_eq!(Algorithm::Ed448.signature_bytes(), Some(114));
        assert_eq!(Algorithm::EdDsa.signature_bytes(), None);
    }
}
