//! Fermat's method on an RSA modulus. Numbers here are public, so nothing is computed in constant time; what the method
//! needs of arithmetic is so little that it is written out, and a build that only verifies need not carry a library's
//! square roots.

use core::cmp::Ordering;
use core::iter::repeat;

/// Steps of Fermat's method that are tried on a modulus. The weak generator of CVE-2022-26320 needs a few; two random
/// primes need more than any machine has.
const STEPS: u32 = 64;

/// Whether the two factors of the modulus lie so close together that anyone finds them, or are one and the same.
pub(crate) fn close_factors(n: &[u8]) -> bool {
    // n = a^2 - b^2 with a next to the root of n: a^2 - n is then a square.
    let (mut a, rest) = Number::new(n).root();
    if rest.is_zero() {
        return true;
    }
    // (a + 1)^2 - n = 2a + 1 - (n - a^2), and from there 2a + 1 more with every step.
    let mut square = a.odd_double();
    square.subtract(&rest);
    for _ in 0..STEPS {
        if square.is_square() {
            return true;
        }
        a.add(&Number(vec![1]));
        square.add(&a.odd_double());
    }
    false
}

/// A number of 32-bit limbs, the least first, the last of them not 0.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Number(Vec<u32>);

impl Number {
    fn new(bytes: &[u8]) -> Self {
        let limb = |bytes: &[u8]| bytes.iter().fold(0, |limb, byte| limb << 8 | u32::from(*byte));
        Self(bytes.rchunks(4).map(limb).collect()).trimmed()
    }

    fn trimmed(mut self) -> Self {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
        self
    }

    const fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// Moves the number left by one or two bits and puts these in.
    fn push(&mut self, count: u32, bits: u32) {
        let mut carry = bits;
        for limb in &mut self.0 {
            let out = *limb >> (32 - count);
            *limb = *limb << count | carry;
            carry = out;
        }
        if carry > 0 {
            self.0.push(carry);
        }
    }

    /// Twice the number, and 1.
    fn odd_double(&self) -> Self {
        let mut double = self.clone();
        double.push(1, 1);
        double
    }

    fn add(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        let mut carry = false;
        for (limb, more) in self.0.iter_mut().zip(other.0.iter().copied().chain(repeat(0))) {
            (*limb, carry) = limb.carrying_add(more, carry);
        }
        if carry {
            self.0.push(1);
        }
    }

    /// The caller knows that `other` is not greater.
    fn subtract(&mut self, other: &Self) {
        let mut borrow = false;
        for (limb, less) in self.0.iter_mut().zip(other.0.iter().copied().chain(repeat(0))) {
            (*limb, borrow) = limb.borrowing_sub(less, borrow);
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    /// The root, rounded down, and what its square lacks of the number: two bits a step, as by hand.
    fn root(&self) -> (Self, Self) {
        let (mut root, mut rest) = (Self(Vec::new()), Self(Vec::new()));
        for limb in self.0.iter().rev() {
            for shift in (0..32).step_by(2).rev() {
                rest.push(2, limb >> shift & 3);
                let mut trial = root.clone();
                trial.push(2, 1);
                let fits = trial <= rest;
                if fits {
                    rest.subtract(&trial);
                }
                root.push(1, u32::from(fits));
            }
        }
        (root, rest)
    }

    fn is_square(&self) -> bool {
        // Four in five numbers are told apart by their last six bits, without a root.
        let last = self.0.first().copied().unwrap_or_default() & 63;
        matches!(last, 0 | 1 | 4 | 9 | 16 | 17 | 25 | 33 | 36 | 41 | 49 | 57) && self.root().1.is_zero()
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn knows_factors_that_lie_close_together_and_a_square() {
        // 1000003 * 1000033, 2^16 + 1 squared.
        assert!(close_factors(&1_000_036_000_099_u64.to_be_bytes()));
        assert!(close_factors(&4_295_098_369_u64.to_be_bytes()));
        // 10007 * 1000000007.
        assert!(!close_factors(&10_007_000_070_049_u64.to_be_bytes()));
    }

    proptest! {
        #[test]
        fn the_root_is_that_of_whole_numbers(number: u128) {
            let (root, rest) = Number::new(&number.to_be_bytes()).root();
            let expected = number.isqrt();
            prop_assert_eq!(root, Number::new(&expected.to_be_bytes()));
            prop_assert_eq!(rest, Number::new(&(number - expected * expected).to_be_bytes()));
        }

        #[test]
        fn a_square_is_known_as_one(root: u64) {
            prop_assert!(Number::new(&(u128::from(root) * u128::from(root)).to_be_bytes()).is_square());
        }

        #[test]
        fn adding_and_taking_away_are_those_of_whole_numbers(a in 0..u128::MAX / 2, b in 0..u128::MAX / 2) {
            let mut sum = Number::new(&a.to_be_bytes());
            sum.add(&Number::new(&b.to_be_bytes()));
            prop_assert_eq!(&sum, &Number::new(&(a + b).to_be_bytes()));
            sum.subtract(&Number::new(&b.to_be_bytes()));
            prop_assert_eq!(sum, Number::new(&a.to_be_bytes()));
        }
    }
}
