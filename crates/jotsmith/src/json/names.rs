//! Duplicate member names, found without allocation for ordinary objects and never in quadratic time.

use core::cmp::Ordering;

use super::string::{Piece, Pieces};
use crate::limits::PAIRWISE_MEMBERS;
use crate::reason::Span;

/// A member name: the bytes between its quotes, and whether it holds an escape.
#[derive(Clone, Copy, Debug)]
struct Name {
    inside: Span,
    escaped: bool,
}

/// The names of the objects that are open now, innermost last. Kept between uses, it allocates nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names(Vec<Name>);

impl Names {
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// Where the frame of an object that begins now will start.
    pub(crate) fn open(&self) -> usize {
        self.0.len()
    }

    /// Takes a name; says whether the frame holds it already. Past [`PAIRWISE_MEMBERS`] the answer waits for `close`.
    pub(crate) fn add(&mut self, frame: usize, text: &str, inside: Span, escaped: bool) -> bool {
        let name = Name { inside, escaped };
        let known = self.0.get(frame..).unwrap_or_default();
        let twice = known.len() < PAIRWISE_MEMBERS
            && known.iter().any(|other| compare(text, *other, name) == Ordering::Equal);
        self.0.push(name);
        twice
    }

    /// Ends a frame; gives the insides of the duplicates that `add` could not see, in the order of the text.
    pub(crate) fn close(&mut self, frame: usize, text: &str) -> Vec<Span> {
        let mut twice = Vec::new();
        let names = self.0.get_mut(frame..).unwrap_or_default();
        if names.len() > PAIRWISE_MEMBERS {
            let seen_by_add = names.get(PAIRWISE_MEMBERS - 1).map_or(0, |n| n.inside.start);
            names.sort_unstable_by(|a, b| compare(text, *a, *b).then(a.inside.start.cmp(&b.inside.start)));
            for pair in names.windows(2) {
                if let [a, b] = pair
                    && compare(text, *a, *b) == Ordering::Equal
                    && b.inside.start > seen_by_add
                {
                    twice.push(b.inside);
                }
            }
            twice.sort_unstable();
        }
        self.0.truncate(frame);
        twice
    }
}

/// Compares two names after unescaping. A lone surrogate counts as U+FFFD, so that two of them are the same.
fn compare(text: &str, a: Name, b: Name) -> Ordering {
    let (left, right) = (a.inside.of_str(text), b.inside.of_str(text));
    if !a.escaped && !b.escaped {
        return left.as_bytes().cmp(right.as_bytes());
    }
    let chars = |inside| {
        Pieces::new(inside).map(|piece| match piece {
            Piece::Char(c) => c,
            Piece::LoneSurrogate => char::REPLACEMENT_CHARACTER,
        })
    };
    chars(left).cmp(chars(right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_a_text_that_broke_off_are_not_kept() {
        let mut names = Names::default();
        let frame = names.open();
        assert!(!names.add(frame, r#"{"a"#, Span::new(2, 3), false));
        names.clear();
        assert_eq!(names.open(), frame);
    }
}
