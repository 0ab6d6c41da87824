//! The text as given: from the bytes of the cleaned token to the places of the text on which they stand.

use jotsmith::find::Found;
use jotsmith::reason::Span;

use crate::limits::PIECES;
use crate::offsets::Offsets;

/// A text with the token that was taken from it.
#[derive(Debug)]
pub(crate) struct Given<'t> {
    pub(crate) text: &'t str,
    found: &'t Found,
    offsets: Offsets,
}

impl<'t> Given<'t> {
    pub(crate) fn new(text: &'t str, found: &'t Found) -> Self {
        Self { text, found, offsets: Offsets::new(text) }
    }

    /// A span of the text in code units.
    pub(crate) fn units(&self, span: Span) -> (usize, usize) {
        self.offsets.units(span)
    }

    /// The pieces of the text, in code units, that carry a span of the token: one unless line ends or other things
    /// that were cleaned away stand between. Over the bound, one from the first to the last.
    pub(crate) fn pieces(&self, span: Span) -> Vec<(usize, usize)> {
        if span.is_empty() {
            return vec![self.units(self.found.given(span))];
        }
        let runs = &self.found.runs;
        let first = runs.partition_point(|run| run.cleaned <= span.start).saturating_sub(1);
        let mut pieces: Vec<Span> = Vec::new();
        for (index, run) in runs.iter().enumerate().skip(first) {
            if run.cleaned >= span.end {
                break;
            }
            let next = runs.get(index + 1).map_or(usize::MAX, |next| next.cleaned);
            let (from, upto) = (span.start.max(run.cleaned), span.end.min(next));
            let place = |at: usize| run.given + (at - run.cleaned) * run.width;
            match pieces.last_mut() {
                Some(last) if last.end == place(from) => last.end = place(upto),
                Some(_) | None => pieces.push(Span::new(place(from), place(upto))),
            }
            if pieces.len() > PIECES {
                return vec![self.units(self.found.given(span))];
            }
        }
        pieces.into_iter().map(|piece| self.units(piece)).collect()
    }
}

#[cfg(test)]
mod tests {
    use jotsmith::find::clean_one;

    use super::*;

    const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";

    /// The characters of the text that the pieces cover.
    fn covered(text: &str, pieces: &[(usize, usize)]) -> String {
        let units: Vec<u16> = text.encode_utf16().collect();
        pieces.iter().map(|(start, end)| String::from_utf16(&units[*start..*end]).unwrap()).collect()
    }

    #[test]
    fn a_token_that_stands_as_it_is_has_one_piece_a_span() {
        let found = clean_one(TOKEN);
        let given = Given::new(TOKEN, &found);
        assert_eq!(given.pieces(Span::new(0, 20)), [(0, 20)]);
        assert_eq!(given.pieces(Span::new(20, 20)), [(20, 20)]);
    }

    #[test]
    fn line_ends_inside_a_token_are_in_no_piece_and_characters_before_it_count_as_javascript_counts() {
        let text = "🔑 Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJz\n  dWIiOiIxIn0.c2ln\n  bmF0dXJl";
        let found = clean_one(text);
        assert_eq!(found.text, TOKEN);
        let given = Given::new(text, &found);
        let pieces = given.pieces(Span::new(0, TOKEN.len()));
        assert_eq!(pieces.len(), 3);
        assert_eq!(covered(text, &pieces), TOKEN);
        assert_eq!(covered(text, &given.pieces(Span::new(21, 36))), "eyJzdWIiOiIxIn0");
    }
}
