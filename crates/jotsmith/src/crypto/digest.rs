//! Hashes and the comparison that takes as long for unequal bytes as for equal ones. Both providers use these.

use core::hint::black_box;

use sha1::Sha1;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// SHA-256 of the bytes.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// SHA-1 of the bytes, for the thumbprint `x5t` alone (RFC 7515 section 4.1.7): no signature rests on it.
pub(crate) fn sha1(bytes: &[u8]) -> [u8; 20] {
    Sha1::digest(bytes).into()
}

/// Whether both are the same bytes, in a time that tells nothing but the lengths.
///
/// Differences are gathered a word at a time and judged once. The compiler is kept from looking into the gathering,
/// so that it cannot stop at the first.
pub(crate) fn equal(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let ((words, rest), (others, other_rest)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    let mut difference = 0_u64;
    for (word, other) in words.iter().zip(others) {
        difference = black_box(difference | (u64::from_le_bytes(*word) ^ u64::from_le_bytes(*other)));
    }
    for (byte, other) in rest.iter().zip(other_rest) {
        difference = black_box(difference | u64::from(byte ^ other));
    }
    difference.ct_eq(&0).into()
}

#[cfg(test)]
mod tests {
    use super::equal;

    #[test]
    fn every_bit_of_every_length_counts() {
        for length in 0..70 {
            let bytes = vec![0xa5; length];
            assert!(equal(&bytes, &bytes.clone()));
            assert!(!equal(&bytes, &vec![0xa5; length + 1]));
            for at in 0..length * 8 {
                let mut other = bytes.clone();
                other[at / 8] ^= 1 << (at % 8);
                assert!(!equal(&bytes, &other), "bit {at} of {length} bytes");
            }
        }
    }
}
