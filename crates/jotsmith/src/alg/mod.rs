//! The algorithms: one row for each in `table.rs`, and the small enums that the rows are made of.

mod table;

pub use table::{Algorithm, ContentEncryption, KeyManagement, Row};

use core::fmt;

/// The hash an algorithm uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Hash {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl Hash {
    /// Bytes of output.
    pub const fn len_bytes(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    /// The registered name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }
}

/// The curve of an EC or OKP key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Curve {
    /// NIST P-256.
    P256,
    /// NIST P-384.
    P384,
    /// NIST P-521.
    P521,
    /// secp256k1, RFC 8812.
    Secp256k1,
    /// Edwards25519, RFC 8032.
    Ed25519,
}

impl Curve {
    /// All curves, in the order of the registry.
    pub const ALL: &[Self] = &[Self::P256, Self::P384, Self::P521, Self::Secp256k1, Self::Ed25519];

    /// The value of `crv`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
            Self::Secp256k1 => "secp256k1",
            Self::Ed25519 => "Ed25519",
        }
    }

    /// The curve of this `crv`. Names compare exactly.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|curve| curve.as_str() == name)
    }

    /// Bytes of one coordinate, of the private scalar, and of each of r and s.
    pub const fn len_bytes(self) -> usize {
        match self {
            Self::P256 | Self::Secp256k1 | Self::Ed25519 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
        }
    }

    /// The one algorithm of a key on this curve.
    pub const fn algorithm(self) -> Algorithm {
        match self {
            Self::P256 => Algorithm::Es256,
            Self::P384 => Algorithm::Es384,
            Self::P521 => Algorithm::Es512,
            Self::Secp256k1 => Algorithm::Es256k,
            Self::Ed25519 => Algorithm::Ed25519,
        }
    }
}

impl fmt::Display for Curve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How an algorithm makes its signature or MAC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Scheme {
    /// HMAC, RFC 7518 section 3.2.
    Hmac(Hash),
    /// RSASSA-PKCS1-v1_5, RFC 7518 section 3.3.
    RsaPkcs1(Hash),
    /// RSASSA-PSS with MGF1 and a salt as long as the hash, RFC 7518 section 3.5.
    RsaPss(Hash),
    /// ECDSA, r and s side by side, RFC 7518 section 3.4.
    Ecdsa(Curve, Hash),
    /// EdDSA, RFC 8037.
    EdDsa,
}

/// The type of a key, `kty`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum KeyType {
    /// Symmetric.
    Oct,
    /// RSA.
    Rsa,
    /// Elliptic curve.
    Ec,
    /// Octet key pair, RFC 8037.
    Okp,
}

impl KeyType {
    /// The value of `kty`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Oct => "oct",
            Self::Rsa => "RSA",
            Self::Ec => "EC",
            Self::Okp => "OKP",
        }
    }
}

/// A set of algorithms: what a key or a caller allows. Order is that of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Algorithms(u32);

impl Algorithms {
    /// The empty set.
    pub const NONE: Self = Self(0);

    /// The set of one.
    pub const fn only(algorithm: Algorithm) -> Self {
        Self(1 << algorithm as u32)
    }

    /// The set with one more.
    #[must_use]
    pub const fn with(self, algorithm: Algorithm) -> Self {
        Self(self.0 | 1 << algorithm as u32)
    }

    /// What both sets hold.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether the set allows the algorithm. `EdDSA` and `Ed25519` are one and the same (RFC 9864).
    pub const fn allows(self, algorithm: Algorithm) -> bool {
        let same = if matches!(algorithm, Algorithm::EdDsa) {
            Algorithm::Ed25519
        } else if matches!(algorithm, Algorithm::Ed25519) {
            Algorithm::EdDsa
        } else {
            algorithm
        };
        self.0 & (1 << algorithm as u32 | 1 << same as u32) != 0
    }

    /// Whether nothing is in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The algorithms, in the order of the table.
    pub fn iter(self) -> impl Iterator<Item = Algorithm> {
        Algorithm::ALL.iter().copied().filter(move |a| self.0 & (1 << *a as u32) != 0)
    }
}

impl FromIterator<Algorithm> for Algorithms {
    fn from_iter<T: IntoIterator<Item = Algorithm>>(algorithms: T) -> Self {
        algorithms.into_iter().fold(Self::NONE, Self::with)
    }
}

impl fmt::Display for Algorithms {
    /// The names with commas: `RS256, PS256`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, algorithm) in self.iter().enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            f.write_str(algorithm.as_str())?;
        }
        Ok(())
    }
}
