//! Development only: the loader of the vectors and the fixed keys that the tests share.

pub mod keys;
pub mod vector;

/// The bytes of a text in hexadecimal, as RFCs print them; white space is skipped.
pub fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<_> = text.chars().filter_map(|c| c.to_digit(16)).collect();
    digits
        .chunks(2)
        .map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | u8::try_from(*digit).unwrap_or(0)))
        .collect()
}
