//! The rules that make both providers agree, checked by each before it computes.
//!
//! Where a standard leaves a choice, or a crate is laxer or stricter than the other, the engine decides here. Numbers
//! are big-endian bytes. Comparisons with secret numbers take the same time for every value.

use super::{KeyFault, SignatureFault};
use crate::alg::Curve;
#[cfg(any(feature = "native", feature = "ml-dsa"))]
use crate::alg::ParameterSet;
use crate::limits::{RSA_CEILING_BITS, RSA_EXPONENT_BELOW, RSA_FLOOR_BITS};

/// The order of the base point, which r, s and private scalars must stay below. FIPS 186-5 and SEC 2.
const fn order(curve: Curve) -> &'static [u8] {
    match curve {
        Curve::P256 => &P256,
        Curve::P384 => &P384,
        Curve::P521 => &P521,
        Curve::Secp256k1 => &SECP256K1,
        Curve::Ed25519 => &ED25519,
        // What is compared on Ed448 stands in `rules448.rs`. A private number of the other two is any bytes, of which
        // some bits are set (RFC 7748 section 5).
        Curve::Ed448 | Curve::X25519 | Curve::X448 => &[],
    }
}

const P256: [u8; 32] = hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
const P384: [u8; 48] =
    hex("ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973");
const P521: [u8; 66] = hex(
    "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409",
);
const SECP256K1: [u8; 32] = hex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
/// L of RFC 8032 section 5.1.
const ED25519: [u8; 32] = hex("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed");
/// The prime of Curve25519, 2^255 - 19.
const FIELD_25519: [u8; 32] = hex("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed");

#[expect(
    clippy::indexing_slicing,
    reason = "evaluated by the compiler, which stops at an index out of range"
)]
pub(super) const fn hex<const N: usize>(text: &str) -> [u8; N] {
    let digits = text.as_bytes();
    let mut bytes = [0; N];
    let mut at = 0;
    while at < N {
        bytes[at] = nibble(digits[2 * at]) << 4 | nibble(digits[2 * at + 1]);
        at += 1;
    }
    bytes
}

const fn nibble(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        _ => digit - b'a' + 10,
    }
}

/// Whether `a < b`, both of the same length, without a branch on any byte.
pub(super) fn below(a: &[u8], b: &[u8]) -> bool {
    let borrow = a.iter().rev().zip(b.iter().rev()).fold(0_u16, |borrow, (a, b)| {
        // 0xff.. above the byte when the subtraction wraps: the lowest of those bits is the borrow.
        (u16::from(*a).wrapping_sub(u16::from(*b)).wrapping_sub(borrow) >> 8) & 1
    });
    borrow == 1
}

pub(super) fn zero(number: &[u8]) -> bool {
    number.iter().fold(0, |all, byte| all | byte) == 0
}

/// Whether the bytes are a private scalar: as long as the curve's numbers, not 0, below the order.
pub(crate) fn scalar(curve: Curve, number: &[u8]) -> bool {
    number.len() == order(curve).len() && below(number, order(curve)) & !zero(number)
}

/// Length and range of an ECDSA signature (RFC 7518 section 3.4): r and s side by side, each between 1 and the order.
/// Both halves of the range are valid: a high s is one of the two that hold, on every curve.
pub(crate) fn ecdsa(curve: Curve, signature: &[u8]) -> Result<(), SignatureFault> {
    let expected = 2 * curve.len_bytes();
    let (r, s) = match signature.split_at_checked(curve.len_bytes()) {
        Some(halves) if signature.len() == expected => halves,
        Some(_) | None => return Err(SignatureFault::Length { found: signature.len(), expected }),
    };
    for (which, number) in [("r", r), ("s", s)] {
        if !scalar(curve, number) {
            return Err(SignatureFault::OutOfRange { which });
        }
    }
    Ok(())
}

/// A point as both providers take it: `04`, x, y, each coordinate as long as the field.
pub(crate) fn uncompressed(curve: Curve, x: &[u8], y: &[u8]) -> Result<Vec<u8>, KeyFault> {
    if x.len() != curve.len_bytes() || y.len() != curve.len_bytes() {
        return Err(KeyFault::Broken("a coordinate has not the length of the curve"));
    }
    Ok([&[4], x, y].concat())
}

/// Encodings of the points of order 1, 2, 4 and 8: a signature under one of them holds for almost any message.
/// The sign bit of the last byte is left out; it is compared apart from the rest.
const SMALL_ORDER: [[u8; 32]; 5] = [
    hex("0000000000000000000000000000000000000000000000000000000000000000"),
    hex("0100000000000000000000000000000000000000000000000000000000000000"),
    hex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    hex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    hex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
];

/// Whether the 32 bytes are a canonical point encoding (y below the field's prime) and not of small order. The only
/// points with x = 0, whose sign bit would have a second spelling, are of small order, so they need no rule apart.
fn ed25519_encoding(bytes: &[u8; 32]) -> Result<(), KeyFault> {
    let mut y = *bytes;
    if let Some(last) = y.last_mut() {
        *last &= 0x7f;
    }
    if SMALL_ORDER.contains(&y) {
        return Err(KeyFault::Broken("x is a point of small order, under which almost any signature holds"));
    }
    y.reverse();
    if below(&y, &FIELD_25519) {
        Ok(())
    } else {
        Err(KeyFault::Broken("x is not canonical: it is not below the prime of the curve"))
    }
}

/// An Ed25519 public key: 32 bytes, canonical, on the curve, not of small order.
#[cfg(feature = "public-keys")]
pub(crate) fn ed25519_public(x: &[u8]) -> Result<[u8; 32], KeyFault> {
    let bytes: [u8; 32] = x.try_into().map_err(|_| KeyFault::Broken("x is not 32 bytes long"))?;
    ed25519_encoding(&bytes)?;
    // Only a square root tells whether y has an x; aws-lc-rs does not ask before it verifies.
    match ed25519_dalek::VerifyingKey::from_bytes(&bytes) {
        Ok(_) => Ok(bytes),
        Err(_) => Err(KeyFault::Broken("x is not a point on Ed25519")),
    }
}

/// An Ed25519 signature: 64 bytes, R canonical and not of small order, S below L (RFC 8032 section 5.1.7).
pub(crate) fn ed25519_signature(signature: &[u8]) -> Result<[u8; 64], SignatureFault> {
    let bytes: [u8; 64] =
        signature.try_into().map_err(|_| SignatureFault::Length { found: signature.len(), expected: 64 })?;
    let (r, s) = bytes.split_at(32);
    let r: &[u8; 32] = r.try_into().map_err(|_| SignatureFault::Mismatch)?;
    let mut s: [u8; 32] = s.try_into().map_err(|_| SignatureFault::Mismatch)?;
    s.reverse();
    if ed25519_encoding(r).is_ok() && below(&s, &ED25519) { Ok(bytes) } else { Err(SignatureFault::Mismatch) }
}

/// What is wrong with an ML-DSA public key that is not as long as its parameter set has it (FIPS 204 table 2).
#[cfg(any(feature = "native", feature = "ml-dsa"))]
pub(crate) const fn ml_dsa_length(set: ParameterSet) -> KeyFault {
    KeyFault::Broken(match set {
        ParameterSet::MlDsa44 => "pub is not 1312 bytes long",
        ParameterSet::MlDsa65 => "pub is not 1952 bytes long",
        ParameterSet::MlDsa87 => "pub is not 2592 bytes long",
    })
}

/// What is wrong with an ML-DSA private key that is not the seed (RFC 9964 section 3).
#[cfg(any(feature = "native", feature = "ml-dsa"))]
pub(crate) const ML_DSA_SEED: KeyFault = KeyFault::Broken("priv is not 32 bytes long");

/// An ML-DSA signature is as long as its parameter set has it (FIPS 204 table 2).
#[cfg(any(feature = "native", feature = "ml-dsa"))]
pub(crate) const fn ml_dsa_signature(set: ParameterSet, signature: &[u8]) -> Result<(), SignatureFault> {
    let expected = set.signature_bytes();
    if signature.len() == expected {
        Ok(())
    } else {
        Err(SignatureFault::Length { found: signature.len(), expected })
    }
}

/// Significant bits of a number.
pub(crate) fn bits(number: &[u8]) -> usize {
    let number = significant(number);
    match number.first() {
        Some(first) => number.len() * 8 - first.leading_zeros() as usize,
        None => 0,
    }
}

/// The number without leading zero bytes.
pub(crate) fn significant(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.get(zeros..).unwrap_or_default()
}

/// An RSA public key that is computed with: 1024 to 8192 bits, odd, its exponent odd, at least 3 and below 2^33.
/// Answers the bits of the modulus.
pub(crate) fn rsa_public(n: &[u8], e: &[u8]) -> Result<usize, KeyFault> {
    let size = bits(n);
    if size > RSA_CEILING_BITS {
        return Err(KeyFault::Broken("the modulus n has more than 8192 bits"));
    }
    if n.last().is_none_or(|last| last % 2 == 0) {
        return Err(KeyFault::Broken("the modulus n is even"));
    }
    let e = significant(e);
    let exponent = e.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    if e.len() > 8 || exponent >= RSA_EXPONENT_BELOW {
        return Err(KeyFault::Broken("the exponent e is not below 2^33"));
    }
    if exponent % 2 == 0 {
        return Err(KeyFault::Broken("the exponent e is even"));
    }
    if exponent < 3 {
        return Err(KeyFault::Broken("the exponent e is below 3"));
    }
    if size < RSA_FLOOR_BITS {
        return Err(KeyFault::RsaShort { bits: size });
    }
    if SMALL_PRIMES.iter().any(|prime| remainder(n, *prime) == 0) {
        return Err(KeyFault::Broken("the modulus n has a small factor"));
    }
    Ok(size)
}

/// Both primes of a private key are at most half as long as the modulus: what RustCrypto asks for, and any sound
/// generator makes.
pub(crate) fn rsa_primes(n: &[u8], p: &[u8], q: &[u8]) -> Result<(), KeyFault> {
    let half = bits(n).div_ceil(2);
    if bits(p) > half || bits(q) > half {
        return Err(KeyFault::Broken("a prime is longer than half of the modulus"));
    }
    Ok(())
}

/// An RSA signature is as long as the modulus (RFC 8017 sections 8.1.2 and 8.2.2).
pub(crate) const fn rsa_signature(modulus_bits: usize, signature: &[u8]) -> Result<(), SignatureFault> {
    let expected = modulus_bits.div_ceil(8);
    if signature.len() == expected {
        Ok(())
    } else {
        Err(SignatureFault::Length { found: signature.len(), expected })
    }
}

/// The odd primes up to 251.
const SMALL_PRIMES: [u32; 53] = [
    3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103,
    107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173, 179, 181, 191, 193, 197, 199, 211, 223,
    227, 229, 233, 239, 241, 251,
];

fn remainder(number: &[u8], by: u32) -> u32 {
    number.iter().fold(0, |rest, byte| (rest << 8 | u32::from(*byte)) % by)
}

/// The primes by which a modulus of the broken generator shows itself (CVE-2017-15361).
const ROCA_PRIMES: [u32; 17] = [11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157];

/// Whether the modulus has the ROCA fingerprint: modulo each of the primes it is a power of 65537. A random modulus
/// has it with a chance of 2^-27.8.
pub(crate) fn roca(n: &[u8]) -> bool {
    ROCA_PRIMES.iter().all(|prime| {
        let rest = remainder(n, *prime);
        let mut power = 1;
        (0..*prime).any(|_| {
            power = power * 65537 % prime;
            power == rest
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scalar_lies_between_1_and_the_order() {
        for curve in [Curve::P256, Curve::P384, Curve::P521, Curve::Secp256k1] {
            let mut number = order(curve).to_vec();
            assert!(!scalar(curve, &number), "{curve}");
            *number.last_mut().unwrap() -= 1;
            assert!(scalar(curve, &number), "{curve}");
            assert!(!scalar(curve, &vec![0; number.len()]), "{curve}");
            assert!(!scalar(curve, &number[1..]), "{curve}");
        }
    }

    #[test]
    fn an_ecdsa_signature_out_of_range_names_the_number() {
        let mut signature = [1; 64];
        assert_eq!(ecdsa(Curve::P256, &signature), Ok(()));
        signature[32..].fill(0);
        assert_eq!(ecdsa(Curve::P256, &signature), Err(SignatureFault::OutOfRange { which: "s" }));
        signature[..32].copy_from_slice(&P256);
        assert_eq!(ecdsa(Curve::P256, &signature), Err(SignatureFault::OutOfRange { which: "r" }));
        assert_eq!(ecdsa(Curve::P384, &[1; 64]), Err(SignatureFault::Length { found: 64, expected: 96 }));
    }

    #[test]
    fn ed25519_refuses_small_order_and_non_canonical_points_whatever_their_sign() {
        let broken = |x: [u8; 32]| ed25519_public(&x).unwrap_err();
        for mut x in SMALL_ORDER {
            let why = KeyFault::Broken("x is a point of small order, under which almost any signature holds");
            assert_eq!(broken(x), why);
            x[31] |= 0x80;
            assert_eq!(broken(x), why);
        }
        let mut x = [0xff; 32];
        for first in 0xed..=0xff {
            x[0] = first;
            for last in [0x7f, 0xff] {
                x[31] = last;
                assert_eq!(
                    broken(x),
                    KeyFault::Broken("x is not canonical: it is not below the prime of the curve")
                );
            }
        }
        let mut off = [0; 32];
        off[0] = 2;
        assert_eq!(broken(off), KeyFault::Broken("x is not a point on Ed25519"));
    }

    #[test]
    fn an_ed25519_s_at_or_above_l_is_refused() {
        let mut signature = [0; 64];
        signature[..32].fill(0x55);
        assert_eq!(ed25519_signature(&signature), Ok(signature));
        let mut l = ED25519;
        l.reverse();
        signature[32..].copy_from_slice(&l);
        assert_eq!(ed25519_signature(&signature), Err(SignatureFault::Mismatch));
        signature[32] -= 1;
        assert_eq!(ed25519_signature(&signature), Ok(signature));
    }

    #[test]
    fn rsa_numbers_keep_their_bounds() {
        let mut n = vec![0xff; 128];
        // 2^1024 - 1 has many small factors: 2^1024 - 105 has none below 252.
        n[127] = 0x97;
        let broken = |n: &[u8], e: &[u8]| rsa_public(n, e).unwrap_err();
        assert_eq!(rsa_public(&n, &[1, 0, 1]), Ok(1024));
        assert_eq!(rsa_public(&n, &[3]), Ok(1024));
        assert_eq!(broken(&n, &[1]), KeyFault::Broken("the exponent e is below 3"));
        assert_eq!(broken(&n, &[4]), KeyFault::Broken("the exponent e is even"));
        assert_eq!(broken(&n, &[2, 0, 0, 0, 1]), KeyFault::Broken("the exponent e is not below 2^33"));
        assert_eq!(rsa_public(&n, &[1, 0xff, 0xff, 0xff, 0xff]), Ok(1024));
        assert_eq!(broken(&n[1..], &[3]), KeyFault::RsaShort { bits: 1016 });
        assert_eq!(broken(&[0xff; 128], &[3]), KeyFault::Broken("the modulus n has a small factor"));
        assert_eq!(broken(&[0xff; 1025], &[3]), KeyFault::Broken("the modulus n has more than 8192 bits"));
        n[127] = 0;
        assert_eq!(broken(&n, &[3]), KeyFault::Broken("the modulus n is even"));
    }

    #[test]
    fn roca_is_seen_in_a_power_of_65537_and_not_in_its_neighbour() {
        // 65537^n mod the product of the primes is what the broken generator is built on; 65537 itself has the mark.
        assert!(roca(&[1, 0, 1]));
        assert!(!roca(&[1, 0, 3]));
    }
}
