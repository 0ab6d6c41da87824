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
    /// Edwards25519, RFC 8032: signs.
    Ed25519,
    /// Edwards448, RFC 8032: signs.
    Ed448,
    /// Curve25519, RFC 7748: agrees on keys and signs nothing.
    X25519,
    /// Curve448, RFC 7748: agrees on keys and signs nothing.
    X448,
}

impl Curve {
    /// All curves, in the order of the registry.
    pub const ALL: &[Self] = &[
        Self::P256,
        Self::P384,
        Self::P521,
        Self::Secp256k1,
        Self::Ed25519,
        Self::Ed448,
        Self::X25519,
        Self::X448,
    ];

    /// The value of `crv`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
            Self::Secp256k1 => "secp256k1",
            Self::Ed25519 => "Ed25519",
            Self::Ed448 => "Ed448",
            Self::X25519 => "X25519",
            Self::X448 => "X448",
        }
    }

    /// The curve of this `crv`. Names compare exactly.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|curve| curve.as_str() == name)
    }

    /// The type of the keys on it.
    pub const fn key_type(self) -> KeyType {
        match self {
            Self::P256 | Self::P384 | Self::P521 | Self::Secp256k1 => KeyType::Ec,
            Self::Ed25519 | Self::Ed448 | Self::X25519 | Self::X448 => KeyType::Okp,
        }
    }

    /// Bytes of one coordinate, of the private number, and of each half of a signature.
    pub const fn len_bytes(self) -> usize {
        match self {
            Self::P256 | Self::Secp256k1 | Self::Ed25519 | Self::X25519 => 32,
            Self::P384 => 48,
            Self::X448 => 56,
            Self::Ed448 => 57,
            Self::P521 => 66,
        }
    }

    /// The size that the curve is known by, in bits.
    pub const fn bits(self) -> usize {
        match self {
            Self::P256 | Self::Secp256k1 | Self::Ed25519 | Self::X25519 => 256,
            Self::P384 => 384,
            Self::Ed448 | Self::X448 => 448,
            Self::P521 => 521,
        }
    }

    /// The one signature algorithm of a key on this curve; none for a curve that only agrees on keys.
    pub const fn algorithm(self) -> Option<Algorithm> {
        match self {
            Self::P256 => Some(Algorithm::Es256),
            Self::P384 => Some(Algorithm::Es384),
            Self::P521 => Some(Algorithm::Es512),
            Self::Secp256k1 => Some(Algorithm::Es256k),
            Self::Ed25519 => Some(Algorithm::Ed25519),
            Self::Ed448 => Some(Algorithm::Ed448),
            Self::X25519 | Self::X448 => None,
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
    /// EdDSA, RFC 8037, by a key on one of these curves.
    EdDsa(&'static [Curve]),
    /// ML-DSA with the empty context, RFC 9964.
    MlDsa(ParameterSet),
}

/// The parameter set of ML-DSA, FIPS 204 section 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ParameterSet {
    /// ML-DSA-44, category 2.
    MlDsa44,
    /// ML-DSA-65, category 3.
    MlDsa65,
    /// ML-DSA-87, category 5.
    MlDsa87,
}

impl ParameterSet {
    /// The algorithm of this set.
    pub const fn algorithm(self) -> Algorithm {
        match self {
            Self::MlDsa44 => Algorithm::MlDsa44,
            Self::MlDsa65 => Algorithm::MlDsa65,
            Self::MlDsa87 => Algorithm::MlDsa87,
        }
    }

    /// Bytes of a public key (FIPS 204 table 2).
    pub const fn public_bytes(self) -> usize {
        match self {
            Self::MlDsa44 => 1312,
            Self::MlDsa65 => 1952,
            Self::MlDsa87 => 2592,
        }
    }

    /// Bytes of a signature (FIPS 204 table 2).
    pub const fn signature_bytes(self) -> usize {
        match self {
            Self::MlDsa44 => 2420,
            Self::MlDsa65 => 3309,
            Self::MlDsa87 => 4627,
        }
    }
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
    /// Algorithm key pair, whose `alg` says all, RFC 9964.
    Akp,
}

impl KeyType {
    /// The value of `kty`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Oct => "oct",
            Self::Rsa => "RSA",
            Self::Ec => "EC",
            Self::Okp => "OKP",
            Self::Akp => "AKP",
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

    /// Whether the set holds the algorithm by this very name.
    pub const fn contains(self, algorithm: Algorithm) -> bool {
        self.0 & 1 << algorithm as u32 != 0
    }

    /// Whether the set allows the algorithm to some key: `EdDSA` is `Ed25519` or `Ed448`, as the curve of the key says
    /// (RFC 9864 section 2.2), so each of the two allows it and it allows both.
    pub const fn allows(self, algorithm: Algorithm) -> bool {
        self.contains(algorithm)
            || matches!(algorithm, Algorithm::Ed25519 | Algorithm::Ed448) && self.contains(Algorithm::EdDsa)
            || matches!(algorithm, Algorithm::EdDsa)
                && (self.contains(Algorithm::Ed25519) || self.contains(Algorithm::Ed448))
    }

    /// Whether the set allows the algorithm to a key on the curve. `EdDSA` means the one algorithm of the curve, so
    /// `Ed25519` is never allowed to a key on Ed448.
    pub fn allows_on(self, algorithm: Algorithm, curve: Option<Curve>) -> bool {
        let specified = algorithm.specified(curve);
        self.contains(specified)
            || self.contains(Algorithm::EdDsa) && Algorithm::EdDsa.specified(curve) == specified
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
