//! From bytes of UTF-8, in which the engine counts, to the UTF-16 code units in which JavaScript does.
//!
//! A text goes in once; every question after that costs one search among its characters beyond ASCII, and nothing in
//! a text that has none.

use jotsmith::reason::Span;

/// The characters beyond ASCII of one text.
#[derive(Debug)]
pub(crate) struct Offsets {
    wide: Vec<Wide>,
    bytes: usize,
}

/// One character of several bytes.
#[derive(Debug)]
struct Wide {
    start: usize,
    end: usize,
    /// By how much bytes are ahead of code units before it and after it.
    before: usize,
    after: usize,
}

impl Offsets {
    pub(crate) fn new(text: &str) -> Self {
        let mut wide = Vec::new();
        let mut before = 0;
        if !text.is_ascii() {
            for (start, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
                let after = before + c.len_utf8() - c.len_utf16();
                wide.push(Wide { start, end: start + c.len_utf8(), before, after });
                before = after;
            }
        }
        Self { wide, bytes: text.len() }
    }

    /// The span in code units. A character that the span cuts is inside.
    pub(crate) fn units(&self, span: Span) -> (usize, usize) {
        let start = self.at(span.start, |wide| wide.start - wide.before);
        let end = if span.is_empty() { start } else { self.at(span.end, |wide| wide.end - wide.after) };
        (start, end)
    }

    /// The code unit that begins at this byte; `cut` says where the byte is counted that stands inside a character.
    fn at(&self, byte: usize, cut: impl FnOnce(&Wide) -> usize) -> usize {
        let byte = byte.min(self.bytes);
        let index = self.wide.partition_point(|wide| wide.start < byte);
        match index.checked_sub(1).and_then(|index| self.wide.get(index)) {
            None => byte,
            Some(wide) if byte < wide.end => cut(wide),
            Some(wide) => byte - wide.after,
        }
    }
}

/// The UTF-16 code units of a text.
pub(crate) fn units(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().map(char::len_utf16).sum() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn counts_a_character_beyond_the_basic_plane_as_two() {
        let text = "a🔑é日b";
        let offsets = Offsets::new(text);
        assert_eq!(offsets.units(Span::new(0, 1)), (0, 1));
        assert_eq!(offsets.units(Span::new(1, 5)), (1, 3));
        assert_eq!(offsets.units(Span::new(5, 7)), (3, 4));
        assert_eq!(offsets.units(Span::new(7, 10)), (4, 5));
        assert_eq!(offsets.units(Span::new(10, 11)), (5, 6));
        assert_eq!(offsets.units(Span::new(11, 11)), (6, 6));
    }

    #[test]
    fn takes_in_the_whole_of_a_character_that_is_cut() {
        let offsets = Offsets::new("a🔑b");
        assert_eq!(offsets.units(Span::new(2, 3)), (1, 3));
        assert_eq!(offsets.units(Span::new(3, 3)), (1, 1));
    }

    #[test]
    fn never_leads_outside_the_text() {
        assert_eq!(Offsets::new("é").units(Span::new(9, 12)), (1, 1));
    }

    proptest! {
        #[test]
        fn agrees_with_counting_from_the_start(text in ".{0,40}") {
            let offsets = Offsets::new(&text);
            for (at, _) in text.char_indices() {
                let counted = text.split_at(at).0.encode_utf16().count();
                prop_assert_eq!(offsets.units(Span::new(at, at)), (counted, counted));
                prop_assert_eq!(offsets.units(Span::new(0, text.len())).1, units(&text));
            }
        }
    }
}
