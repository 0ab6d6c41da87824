//! Numbers as operators write them: those of a range, and those that count things.

use core::num::NonZeroUsize;
use core::ops::RangeInclusive;

use super::usage::Unfit;

/// Reads a whole number of the range.
pub(crate) fn number(text: &str, range: RangeInclusive<u16>) -> Result<u16, Unfit> {
    text.parse().ok().filter(|number| range.contains(number)).ok_or_else(|| {
        let (least, most) = (range.start(), range.end());
        Unfit::new("it takes a whole number", format!("Write a number from {least} to {most}."))
    })
}

/// Reads the number of one of several, which are counted from 1.
pub(crate) fn ordinal(text: &str) -> Result<NonZeroUsize, Unfit> {
    text.parse().map_err(|_| Unfit::new("it counts from 1", "Write 1 for the first, 2 for the second."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_out_of_the_range_is_refused_with_the_range() {
        assert_eq!((number("0", 0..=100), number("100", 0..=100)), (Ok(0), Ok(100)));
        for text in ["101", "-1", "x", "", "70000"] {
            assert_eq!(number(text, 0..=100).unwrap_err().remedy, "Write a number from 0 to 100.", "{text}");
        }
    }

    #[test]
    fn what_is_counted_begins_with_1() {
        assert_eq!(ordinal("1"), Ok(NonZeroUsize::MIN));
        for text in ["0", "-1", "x", ""] {
            assert_eq!(ordinal(text).unwrap_err().what, "it counts from 1", "{text}");
        }
    }
}
