//! What RSA is asked for, whoever performs it: the padding, and the numbers of a private key.

use core::fmt;

use zeroize::Zeroizing;

use super::rules;

/// How the hash is padded to the length of the modulus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Padding {
    /// RSASSA-PKCS1-v1_5, RFC 8017 section 8.2.
    Pkcs1,
    /// RSASSA-PSS with MGF1 of the same hash and a salt as long as the hash, RFC 8017 section 8.1.
    Pss,
}

/// The numbers of a private key, big-endian, named as in a JWK (RFC 7518 section 6.3). Wiped on drop.
#[derive(Clone, Default)]
pub(crate) struct RsaParts {
    /// Modulus.
    pub(crate) n: Vec<u8>,
    /// Public exponent.
    pub(crate) e: Vec<u8>,
    /// Private exponent.
    pub(crate) d: Zeroizing<Vec<u8>>,
    /// First prime.
    pub(crate) p: Zeroizing<Vec<u8>>,
    /// Second prime.
    pub(crate) q: Zeroizing<Vec<u8>>,
    /// d modulo p - 1.
    pub(crate) dp: Zeroizing<Vec<u8>>,
    /// d modulo q - 1.
    pub(crate) dq: Zeroizing<Vec<u8>>,
    /// The inverse of q modulo p.
    pub(crate) qi: Zeroizing<Vec<u8>>,
}

impl fmt::Debug for RsaParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RsaParts({} bits)", rules::bits(&self.n))
    }
}

/// The hash of RSA-OAEP and of its mask. SHA-1 serves here only: RFC 7518 section 4.3 makes it the default.
#[cfg(feature = "jwe")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OaepHash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

/// What was encrypted, and the tag that authenticates it.
#[cfg(feature = "jwe")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sealed {
    pub(crate) ciphertext: Vec<u8>,
    pub(crate) tag: Vec<u8>,
}
