//! `zip` `DEF` (RFC 7516 section 4.1.3): DEFLATE without a header, within a bound. Length tells of content, so nothing is
//! compressed unless it is asked for (RFC 8725 section 3.6).

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_slice_iter_to_slice};
use zeroize::Zeroizing;

use super::budget::Budget;
use crate::limits::INFLATED_BYTES;
use crate::reason::{Code, Part, Place, Reason};

/// The effort of zlib's default.
const LEVEL: u8 = 6;

/// Bytes that one byte of DEFLATE can stand for at the most: a match of 258 bytes takes two bits.
const MOST_INFLATED: usize = 1032;

/// Compresses the plaintext. One that no reader with our bound would inflate is not made.
pub(super) fn deflate(plaintext: &[u8]) -> Result<Zeroizing<Vec<u8>>, Reason> {
    if plaintext.len() > INFLATED_BYTES {
        return Err(bomb(INFLATED_BYTES, INFLATED_BYTES));
    }
    Ok(Zeroizing::new(compress_to_vec(plaintext, LEVEL)))
}

/// Inflates decrypted content in memory that grows no further than what is left of the bound.
pub(super) fn inflate(compressed: &[u8], budget: &mut Budget) -> Result<Zeroizing<Vec<u8>>, Reason> {
    // One more than is allowed tells that there is more. A buffer that does not grow leaves no copy behind.
    let room = compressed.len().saturating_mul(MOST_INFLATED).saturating_add(1);
    let mut bytes = Zeroizing::new(vec![0; room.min(budget.inflated.saturating_add(1))]);
    match decompress_slice_iter_to_slice(&mut bytes, core::iter::once(compressed), false, true) {
        Ok(length) if length <= budget.inflated => {
            budget.inflated -= length;
            bytes.truncate(length);
            Ok(bytes)
        }
        Ok(_) | Err(TINFLStatus::HasMoreOutput) => {
            // All that was left was spent on it: the next one does not begin with as much.
            let left = core::mem::take(&mut budget.inflated);
            Err(bomb(left, budget.bounds.inflated_bytes))
        }
        Err(_) => Err(Reason::new(Code::JweZip)
            .at(Place::part(Part::Ciphertext))
            .found("the content is no DEFLATE")),
    }
}

fn bomb(left: usize, most: usize) -> Reason {
    let all = if most == INFLATED_BYTES { "250,000".into() } else { most.to_string() };
    Reason::new(Code::JweZipBomb).at(Place::part(Part::Ciphertext)).expected(Budget::words(left, most, all))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Bounds;

    fn inflated(compressed: &[u8]) -> Result<usize, Code> {
        inflate(compressed, &mut Budget::of(Bounds::default()))
            .map(|bytes| bytes.len())
            .map_err(|reason| reason.code())
    }

    #[test]
    fn inflates_up_to_the_bound_and_not_a_byte_more() {
        for (count, expected) in [
            (249_999, Ok(249_999)),
            (250_000, Ok(250_000)),
            (250_001, Err(Code::JweZipBomb)),
            (50_000_000, Err(Code::JweZipBomb)),
        ] {
            assert_eq!(inflated(&compress_to_vec(&vec![0; count], LEVEL)), expected, "{count}");
        }
    }

    #[test]
    fn the_bound_is_that_of_all_layers_together() {
        let mut budget = Budget::of(Bounds::default());
        let half = compress_to_vec(&vec![7; 150_000], LEVEL);
        assert_eq!(inflate(&half, &mut budget).unwrap().len(), 150_000);
        assert_eq!(
            inflate(&half, &mut budget).unwrap_err().to_string(),
            "The content inflates past the 100000 that are left of 250,000 bytes."
        );
    }

    #[test]
    fn what_inflates_past_the_bound_leaves_nothing_for_the_next() {
        let mut budget = Budget::of(Bounds::default());
        let bomb = compress_to_vec(&vec![7; 250_001], LEVEL);
        assert_eq!(inflate(&bomb, &mut budget).unwrap_err().code(), Code::JweZipBomb);
        assert_eq!(budget.inflated, 0);
        let small = compress_to_vec(b"x", LEVEL);
        assert_eq!(inflate(&small, &mut budget).unwrap_err().code(), Code::JweZipBomb);
    }

    #[test]
    fn says_that_bytes_are_no_deflate() {
        assert_eq!(inflated(b"not deflate"), Err(Code::JweZip));
        assert_eq!(inflated(b""), Err(Code::JweZip));
        let whole = compress_to_vec(b"the whole content of it", LEVEL);
        assert_eq!(inflated(&whole[..whole.len() - 3]), Err(Code::JweZip));
    }

    #[test]
    fn compresses_what_it_can_inflate_and_nothing_larger() {
        assert_eq!(inflated(&deflate(&vec![1; 250_000]).unwrap()), Ok(250_000));
        assert_eq!(deflate(&vec![1; 250_001]).unwrap_err().code(), Code::JweZipBomb);
        assert_eq!(inflated(&deflate(b"").unwrap()), Ok(0));
    }
}
