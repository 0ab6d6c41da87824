//! base64url without padding, RFC 7515 section 2 and RFC 4648 section 5.
//!
//! One decoder, two strictnesses. [`decode_into`] is strict: it stops at the first fault. [`read`] is tolerant: it
//! skips what does not belong, takes the standard alphabet and padding, and lists each fault with its offset.

use super::swift;
use crate::limits::DEFECTS;

/// What is wrong with a text that should be base64url, and where: a byte offset in the text, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// A byte outside the alphabet.
    Alphabet {
        /// Offset of the byte.
        at: usize,
        /// The byte itself.
        byte: u8,
    },
    /// The length is 1 modulo 4: the last character stands for 6 bits of a byte that is not there.
    Length {
        /// Characters in all.
        characters: usize,
    },
    /// An equals sign.
    Padding {
        /// Offset of the first.
        at: usize,
    },
    /// Bits of the last character that no byte uses are not 0.
    UnusedBits {
        /// Offset of the last character.
        at: usize,
    },
}

impl Fault {
    /// Offset in the text, from 0.
    pub const fn at(self) -> usize {
        match self {
            Self::Alphabet { at, .. } | Self::Padding { at } | Self::UnusedBits { at } => at,
            Self::Length { characters } => characters.saturating_sub(1),
        }
    }
}

/// What a tolerant reading gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reading {
    /// The bytes that could be decoded.
    pub bytes: Vec<u8>,
    /// Offset in the text of the character that each group of 4 begins with would be exact only without skips, so
    /// here is the offset of every character that was used.
    pub used: Option<Vec<usize>>,
    /// The faults in the order of the text, at most [`DEFECTS`].
    pub faults: Vec<Fault>,
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const FOREIGN: u8 = 0xff;
const VALUES: [u8; 256] = values();

#[expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "evaluated by the compiler; both indices are in range"
)]
const fn values() -> [u8; 256] {
    let mut values = [FOREIGN; 256];
    let mut index = 0;
    while index < 64 {
        values[ALPHABET[index] as usize] = index as u8;
        index += 1;
    }
    values
}

#[expect(clippy::indexing_slicing, reason = "a byte is always below 256; the bound check is compiled away")]
const fn value(byte: u8) -> u8 {
    VALUES[byte as usize]
}

#[expect(clippy::indexing_slicing, reason = "six bits are always below 64; the bound check is compiled away")]
const fn character(six_bits: u32) -> u8 {
    ALPHABET[(six_bits & 63) as usize]
}

/// The bits of up to four digits, the last digit lowest.
fn packed(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |bits, digit| bits << 6 | u32::from(*digit))
}

/// Characters that encode `bytes` bytes.
pub const fn encoded_len(bytes: usize) -> usize {
    bytes / 3 * 4
        + match bytes % 3 {
            0 => 0,
            1 => 2,
            _ => 3,
        }
}

/// Bytes that `characters` characters stand for.
pub const fn decoded_len(characters: usize) -> usize {
    characters / 4 * 3
        + match characters % 4 {
            2 => 1,
            3 => 2,
            _ => 0,
        }
}

/// The bytes as base64url.
pub fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(encoded_len(bytes.len()));
    encode_into(bytes, &mut out);
    out
}

/// Appends the bytes as base64url.
pub fn encode_into(bytes: &[u8], out: &mut String) {
    if !swift::encode_into(bytes, out) {
        append_encoded(bytes, out);
    }
}

fn append_encoded(bytes: &[u8], out: &mut String) {
    let (groups, rest) = bytes.as_chunks::<3>();
    for [a, b, c] in groups {
        let bits = u32::from_be_bytes([0, *a, *b, *c]);
        for shift in [18, 12, 6, 0] {
            out.push(char::from(character(bits >> shift)));
        }
    }
    match rest {
        [a] => {
            let bits = u32::from_be_bytes([0, *a, 0, 0]);
            out.extend([18, 12].map(|shift| char::from(character(bits >> shift))));
        }
        [a, b] => {
            let bits = u32::from_be_bytes([0, *a, *b, 0]);
            out.extend([18, 12, 6].map(|shift| char::from(character(bits >> shift))));
        }
        _ => {}
    }
}

/// Decodes strictly.
///
/// # Errors
/// The first fault with its offset.
pub fn decode(text: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::with_capacity(decoded_len(text.len()));
    decode_into(text, &mut out)?;
    Ok(out)
}

/// Decodes strictly and appends to `out`, which keeps its capacity: a reused buffer allocates nothing.
///
/// # Errors
/// The first fault with its offset; `out` is then as it was.
pub fn decode_into(text: &[u8], out: &mut Vec<u8>) -> Result<(), Fault> {
    if swift::decode_into(text, out) {
        return Ok(());
    }
    let before = out.len();
    let decoded = append_decoded(text, out);
    if decoded.is_err() {
        out.truncate(before);
    }
    decoded
}

fn append_decoded(text: &[u8], out: &mut Vec<u8>) -> Result<(), Fault> {
    let (groups, rest) = text.as_chunks::<4>();
    out.reserve(decoded_len(text.len()));
    for group in groups {
        let [one, two, three, four] = group.map(value);
        if (one | two | three | four) > 63 {
            return Err(first_foreign(text));
        }
        out.extend_from_slice(&packed(&[one, two, three, four]).to_be_bytes()[1..]);
    }
    if rest.iter().any(|byte| value(*byte) > 63) {
        return Err(first_foreign(text));
    }
    match rest {
        [] => Ok(()),
        [a, b] => {
            let bits = packed(&[value(*a), value(*b)]);
            if bits & 0xf != 0 {
                return Err(Fault::UnusedBits { at: text.len() - 1 });
            }
            out.push((bits >> 4).to_be_bytes()[3]);
            Ok(())
        }
        [a, b, c] => {
            let bits = packed(&[value(*a), value(*b), value(*c)]);
            if bits & 0x3 != 0 {
                return Err(Fault::UnusedBits { at: text.len() - 1 });
            }
            out.extend_from_slice(&(bits >> 2).to_be_bytes()[2..]);
            Ok(())
        }
        _ => Err(Fault::Length { characters: text.len() }),
    }
}

/// The first byte that is not of the alphabet, told apart as padding or foreign.
fn first_foreign(text: &[u8]) -> Fault {
    match text.iter().position(|byte| value(*byte) > 63) {
        Some(at) => match text.get(at) {
            Some(b'=') => Fault::Padding { at },
            byte => Fault::Alphabet { at, byte: byte.copied().unwrap_or_default() },
        },
        None => Fault::Length { characters: text.len() },
    }
}

/// Decodes tolerantly: takes `+` and `/` for `-` and `_`, skips what does not belong, and lists each fault.
pub fn read(text: &[u8]) -> Reading {
    if let Ok(bytes) = decode(text) {
        return Reading { bytes, used: None, faults: Vec::new() };
    }
    let mut reading = Reading::default();
    let mut used = Vec::with_capacity(text.len());
    let mut digits = Vec::with_capacity(text.len());
    for (at, byte) in text.iter().copied().enumerate() {
        let (digit, fault) = match byte {
            b'+' => (Some(62), Some(Fault::Alphabet { at, byte })),
            b'/' => (Some(63), Some(Fault::Alphabet { at, byte })),
            b'=' => (None, Some(Fault::Padding { at })),
            byte => match value(byte) {
                FOREIGN => (None, Some(Fault::Alphabet { at, byte })),
                digit => (Some(digit), None),
            },
        };
        if let Some(digit) = digit {
            used.push(at);
            digits.push(digit);
        }
        // One fault for a run of padding, and one for a character of several bytes.
        let again = byte == b'=' && matches!(reading.faults.last(), Some(Fault::Padding { .. }))
            || (0x80..0xc0).contains(&byte);
        if let Some(fault) = fault.filter(|_| !again && reading.faults.len() < DEFECTS) {
            reading.faults.push(fault);
        }
    }
    for group in digits.chunks(4) {
        let bits = packed(group);
        match group.len() {
            4 => reading.bytes.extend_from_slice(&bits.to_be_bytes()[1..]),
            3 => reading.bytes.extend_from_slice(&(bits >> 2).to_be_bytes()[2..]),
            2 => reading.bytes.push((bits >> 4).to_be_bytes()[3]),
            _ => {}
        }
        let left_over = match group.len() {
            3 => bits & 3,
            2 => bits & 15,
            _ => 0,
        };
        if left_over != 0 && reading.faults.len() < DEFECTS {
            reading.faults.push(Fault::UnusedBits { at: used.last().copied().unwrap_or_default() });
        }
    }
    if digits.len() % 4 == 1 && reading.faults.len() < DEFECTS {
        reading.faults.push(Fault::Length { characters: digits.len() });
    }
    reading.used = Some(used);
    reading
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn knows_the_vectors_of_rfc_4648() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg"),
            ("fo", "Zm8"),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg"),
            ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encode(bytes.as_bytes()), text);
            assert_eq!(decode(text.as_bytes()).unwrap(), bytes.as_bytes());
        }
        assert_eq!(encode(&[0xfb, 0xff]), "-_8");
    }

    #[test]
    fn refuses_padding_and_names_the_byte() {
        assert_eq!(decode(b"Zg=="), Err(Fault::Padding { at: 2 }));
    }

    #[test]
    fn refuses_the_standard_alphabet_white_space_and_anything_foreign() {
        assert_eq!(decode(b"-/8"), Err(Fault::Alphabet { at: 1, byte: b'/' }));
        assert_eq!(decode(b"Zm9v\nYg"), Err(Fault::Alphabet { at: 4, byte: b'\n' }));
        assert_eq!(decode(b"Zm9vYm*y"), Err(Fault::Alphabet { at: 6, byte: b'*' }));
        // Two foreign characters do not hide one another.
        for text in [b"**AA", b"A**A", b"AA**", b"*A*A", b"A*A*", b"*AA*"] {
            let at = text.iter().position(|byte| *byte == b'*').unwrap();
            assert_eq!(append_decoded(text, &mut Vec::new()), Err(Fault::Alphabet { at, byte: b'*' }));
        }
    }

    #[test]
    fn refuses_unused_bits_and_impossible_lengths() {
        assert_eq!(decode(b"Zh"), Err(Fault::UnusedBits { at: 1 }));
        assert_eq!(decode(b"Zm9"), Err(Fault::UnusedBits { at: 2 }));
        assert_eq!(decode(b"Zm9vY"), Err(Fault::Length { characters: 5 }));
    }

    #[test]
    fn every_ending_is_judged_alike() {
        for head in ["", "AAAA", &"Ab-_".repeat(12)] {
            for a in 0..=255_u8 {
                for b in 0..=255_u8 {
                    for tail in [&[a, b][..], &[b'Q', a, b][..], &[b'Q', a, b'Q', b][..]] {
                        let text = [head.as_bytes(), tail].concat();
                        let mut judged = Vec::new();
                        let verdict = append_decoded(&text, &mut judged).map(|()| judged);
                        assert_eq!(decode(&text), verdict, "{text:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn reads_on_past_a_fault_and_lists_it() {
        let reading = read(b"Zm*9v");
        assert_eq!(reading.bytes, b"foo");
        assert_eq!(reading.faults, [Fault::Alphabet { at: 2, byte: b'*' }]);
        assert_eq!(reading.used, Some(vec![0, 1, 3, 4]));
        assert_eq!(read(b"+/8=").bytes, [0xfb, 0xff]);
        assert_eq!(read(b"+/8=").faults.len(), 3);
        assert_eq!(read(b"Zg==").faults, [Fault::Padding { at: 2 }]);
    }

    #[test]
    fn the_length_of_what_is_decoded_is_known_before() {
        for bytes in 0..=12 {
            assert_eq!(decoded_len(encoded_len(bytes)), bytes);
        }
        assert_eq!(decoded_len(5), 3, "a character too many stands for no byte");
    }

    #[test]
    fn lists_as_many_faults_as_the_bound_and_no_more() {
        for (count, listed) in [(DEFECTS - 1, DEFECTS - 1), (DEFECTS, DEFECTS), (DEFECTS + 1, DEFECTS)] {
            assert_eq!(read("*".repeat(count).as_bytes()).faults.len(), listed);
        }
        let foreign = "*".repeat(DEFECTS - 1);
        for tail in ["Zh", "Zm9", "Z"] {
            assert_eq!(read(format!("{foreign}{tail}").as_bytes()).faults.len(), DEFECTS, "{tail}");
            assert_eq!(read(format!("*{foreign}{tail}").as_bytes()).faults.len(), DEFECTS, "{tail}");
        }
    }

    proptest! {
        #[test]
        fn what_is_encoded_decodes_and_no_other_text_means_the_same(bytes: Vec<u8>, flip in any::<prop::sample::Index>()) {
            let text = encode(&bytes);
            prop_assert_eq!(text.len(), encoded_len(bytes.len()));
            let decoded = decode(text.as_bytes());
            prop_assert_eq!(decoded.as_ref(), Ok(&bytes));
            if !text.is_empty() {
                let mut other = text.into_bytes();
                let at = flip.index(other.len());
                other[at] = if other[at] == b'A' { b'B' } else { b'A' };
                prop_assert_ne!(decode(&other), Ok(bytes));
            }
        }

        #[test]
        fn the_swift_way_and_the_judge_say_the_same(text in "[A-Za-z0-9_-]{0,120}[+/=*A-Za-z0-9_é-]{0,6}[A-Za-z0-9_-]{0,60}", before: Vec<u8>) {
            let mut judged = before.clone();
            let verdict = append_decoded(text.as_bytes(), &mut judged);
            let mut swift = before.clone();
            let done = decode_into(text.as_bytes(), &mut swift);
            prop_assert_eq!(done, verdict);
            prop_assert_eq!(swift, if verdict.is_ok() { judged } else { before });
        }

        #[test]
        fn both_ways_encode_alike(bytes: Vec<u8>) {
            let (mut one, mut other) = (String::from("x."), String::from("x."));
            encode_into(&bytes, &mut one);
            append_encoded(&bytes, &mut other);
            prop_assert_eq!(one, other);
        }

        #[test]
        fn a_strict_reading_and_a_tolerant_one_agree(text in "[A-Za-z0-9_+/=*-]{0,40}") {
            let reading = read(text.as_bytes());
            match decode(text.as_bytes()) {
                Ok(bytes) => { prop_assert_eq!(reading.bytes, bytes); prop_assert!(reading.faults.is_empty()); }
                Err(_) => prop_assert!(!reading.faults.is_empty()),
            }
        }
    }
}
