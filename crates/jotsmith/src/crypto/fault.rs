//! What can be wrong with a key or a signature, as the seam sees it. The words for people live in the catalogue.

use crate::alg::{Algorithm, Curve};

/// Why a signature or a MAC does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SignatureFault {
    /// It is not as long as the algorithm and the key make it.
    Length {
        /// Bytes it has.
        found: usize,
        /// Bytes it should have.
        expected: usize,
    },
    /// It does not match key and message.
    Mismatch,
    /// A part of an ECDSA signature is 0, or not below the order of the curve.
    OutOfRange {
        /// `r` or `s`.
        which: &'static str,
    },
}

/// Why no key comes of the numbers that were given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyFault {
    /// A number that is no key: what is wrong, as the end of the sentence "the key is broken: …".
    Broken(&'static str),
    /// The system gave no random bytes.
    Chance,
    /// An RSA modulus below the floor: it is never computed with.
    RsaShort {
        /// Bits of the modulus.
        bits: usize,
    },
    /// This build leaves the curve out.
    Unavailable(Curve),
    /// This build leaves keys of the algorithm out.
    #[cfg_attr(
        any(feature = "native", all(feature = "portable", feature = "ml-dsa")),
        expect(dead_code, reason = "a build that has them never says so")
    )]
    UnavailableAlgorithm(Algorithm),
    /// This build leaves RSA keys out.
    #[cfg_attr(feature = "public-keys", expect(dead_code, reason = "a build that has them never says so"))]
    UnavailableRsa,
}

/// Why nothing was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SigningFault {
    /// The provider failed: the system gave no random bytes, or the modulus is too small for hash and salt.
    #[cfg_attr(not(feature = "public-keys"), expect(dead_code, reason = "HMAC does not fail"))]
    Failed,
    /// The key does not make signatures of this algorithm.
    Unfit,
}

/// Nothing was encrypted, or what was encrypted does not open. One answer for tag, padding, length of the key and all
/// else, so that nobody learns which it was (RFC 7516 section 11.5).
#[cfg(feature = "jwe")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SealFault;
