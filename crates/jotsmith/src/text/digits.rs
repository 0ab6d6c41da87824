//! Numbers as issuers write them: digits alone, and few of them.

/// The number that the digits are, where there are 1 to 18 of them and nothing else. Eight are taken together: pairs
/// are added up to numbers below 100, those to numbers below 10 000, those to the whole.
#[inline]
pub(crate) fn digits(text: &[u8]) -> Option<u64> {
    if !(1..=18).contains(&text.len()) {
        return None;
    }
    let (groups, rest) = text.as_chunks::<8>();
    let mut number = 0;
    for group in groups {
        number = number * 100_000_000 + eight(u64::from_le_bytes(*group))?;
    }
    for byte in rest {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number * 10 + u64::from(digit);
    }
    Some(number)
}

const ZEROS: u64 = u64::from_le_bytes([b'0'; 8]);
const HIGH_HALVES: u64 = u64::from_le_bytes([0xf0; 8]);
const SIXES: u64 = u64::from_le_bytes([6; 8]);

/// The values of eight digits, and bits where there is none: a byte from 0 to 9 keeps its high half also when 6 is
/// added. What a sum carries goes upwards, so the lowest such bit is a true one.
#[inline]
const fn values(text: u64) -> (u64, u64) {
    let values = text ^ ZEROS;
    (values, (values | values.wrapping_add(SIXES)) & HIGH_HALVES)
}

/// How many of the bytes are digits before the first that is none.
#[cfg_attr(
    not(feature = "native"),
    cfg_attr(not(test), expect(dead_code, reason = "the quick parser of the native build asks"))
)]
#[inline]
pub(crate) const fn leading_digits(bytes: [u8; 8]) -> usize {
    values(u64::from_le_bytes(bytes)).1.trailing_zeros() as usize / 8
}

/// Eight digits, the first in the lowest byte.
#[inline]
const fn eight(text: u64) -> Option<u64> {
    let (values, others) = values(text);
    if others != 0 {
        return None;
    }
    // No sum of these passes its lane.
    let pairs = (values * 10 + (values >> 8)) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs * 100 + (pairs >> 16)) & 0x0000_ffff_0000_ffff;
    Some((fours * 10_000 + (fours >> 32)) & 0xffff_ffff)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{digits, leading_digits};

    #[test]
    fn takes_1_to_18_digits_and_nothing_else() {
        assert_eq!(digits(b"0"), Some(0));
        assert_eq!(digits(b"4102444800"), Some(4_102_444_800));
        assert_eq!(digits(b"999999999999999999"), Some(999_999_999_999_999_999));
        for text in ["", "1234567890123456789", "-1", "1.5", "1e3", "12345678:", "1234567/", "12345\u{fa}7"] {
            assert_eq!(digits(text.as_bytes()), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn counts_the_digits_that_lead(bytes: [u8; 8], digits in 0..9_usize) {
            let mut bytes = bytes;
            bytes.iter_mut().take(digits).for_each(|byte| *byte = b'0' + *byte % 10);
            let count = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
            prop_assert_eq!(leading_digits(bytes), count);
        }

        #[test]
        fn reads_what_the_standard_library_reads(text in "[0-9]{1,18}") {
            prop_assert_eq!(digits(text.as_bytes()), text.parse().ok());
        }

        #[test]
        fn one_foreign_byte_anywhere_is_seen(text in "[0-9]{1,18}", at: prop::sample::Index, other: u8) {
            let mut bytes = text.into_bytes();
            let at = at.index(bytes.len());
            bytes[at] = other;
            prop_assert_eq!(digits(&bytes).is_some(), other.is_ascii_digit());
        }
    }
}
