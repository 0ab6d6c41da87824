//! Tokens in JSON serialization among other text (RFC 7515 section 7.2, RFC 7516 section 7.2): in logs on one line or
//! over several, in recordings, in JSON strings with their escapes, in URLs and forms with theirs, and in the logs of
//! servers that write a quote as `\x22`.
//!
//! In goes a text, out come the objects in it that have the members of a token, or of a private key (RFC 7517 section 4).
//! THE parser reads each object where it begins; whether its header is one of a token is not looked at here.
//!
//! The cost is linear. An object that was read as part of another one is not read again: it would end at the same byte.
//! What stands in the strings of an object that does not end is read once more, with the quotes the other way round, and
//! there is no third way. Objects in the lower half of the depth that the parser takes are read a second time. What is
//! escaped is read once more for each level of escapes.

mod opening;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

pub use self::walk::PRIVATE_MEMBERS;

use self::opening::{Opening, brace, next_escaped, opening};
use self::walk::{KeySpan, Seen, Walk};
use super::escaped::View;
use super::wrapper::{self, Whole};
use super::{Cleaning, Found, Shape, outer_white_space};
use crate::json::Names;
use crate::json::parse::run_within;
use crate::limits::{ESCAPE_DEPTH, TOKEN_BYTES};
use crate::reason::Span;

/// The tokens in JSON serialization and the private JSON Web Keys of a text.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Objects {
    /// They, in the order of the text. One may stand inside another.
    pub tokens: Vec<Found>,
    /// The objects with `kty` and one of [`PRIVATE_MEMBERS`], in the order of the text.
    pub private_keys: Vec<PrivateKey>,
    /// Where the first object begins that the end of the text cuts and that can still become one of these.
    pub open: Option<usize>,
    /// Bytes that were read as JSON: what the search cost.
    pub walked: usize,
}

/// A private JSON Web Key.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PrivateKey {
    /// The object, as far as it goes: whoever wrote the text may have cut it.
    pub found: Found,
    /// Where in the object a private value goes on to its end because it was cut, from the colon on.
    pub cut: Option<usize>,
}

/// Finds the objects of a text, from the byte `from` on, that have the members of a token in flattened or general
/// serialization, or of a private key. What stands before `from` is looked at for names. Objects longer than
/// [`TOKEN_BYTES`] are none.
pub fn objects(text: &str, from: usize) -> Objects {
    let mut search = Search {
        given: text,
        whole: Whole::piece(text),
        tokens: BTreeMap::new(),
        private_keys: BTreeMap::new(),
        open: None,
        walked: 0,
    };
    search.look(&View::of(text), from, ESCAPE_DEPTH);
    Objects {
        tokens: search.tokens.into_values().collect(),
        private_keys: search.private_keys.into_values().collect(),
        open: search.open,
        walked: search.walked,
    }
}

/// Bytes before the end of a text in which it may be the end that reading stopped at: a literal or an escape is cut.
const CUT: usize = 8;

struct Search<'t> {
    given: &'t str,
    whole: Whole,
    /// By the place where each begins.
    tokens: BTreeMap<usize, Found>,
    private_keys: BTreeMap<usize, PrivateKey>,
    open: Option<usize>,
    walked: usize,
}

impl Search<'_> {
    fn look(&mut self, view: &View<'_>, from: usize, levels: usize) {
        self.read(view, from);
        if levels == 0 {
            return;
        }
        let bytes = view.text.as_bytes();
        let mut at = from;
        while let Some(begin) = next_escaped(bytes, at) {
            let (inside, end) = view.unescaped(begin.start, begin.escapes);
            self.look(&inside, 0, levels - 1);
            // A brace at its end may begin what is escaped in another way.
            let again =
                end.saturating_sub(usize::from(bytes.get(..end).is_some_and(|it| it.ends_with(b"{"))));
            at = again.max(begin.after);
        }
    }

    /// The objects whose quotes stand there as they are.
    fn read(&mut self, view: &View<'_>, from: usize) {
        let bytes = view.text.as_bytes();
        let mut names = Names::default();
        let mut seen = BTreeSet::new();
        let mut at = from;
        while let Some(start) = brace(bytes, at) {
            at = start + 1;
            match opening(bytes, at) {
                Opening::Cut => self.may_go_on(view, start),
                Opening::Plain if !seen.contains(&start) => {
                    let mut walk = Walk::new(&view.text, &mut seen);
                    let within = run_within(&view.text, start, &mut names, &mut walk);
                    let Seen { tokens, private_keys, unfinished } = walk.end();
                    self.walked += within.end - start;
                    for span in tokens {
                        if let Some(found) = self.found(view, span) {
                            self.tokens.insert(found.span.start, found);
                        }
                    }
                    for KeySpan { span, cut } in private_keys {
                        if let Some(found) = self.found(view, span) {
                            let cut = cut.map(|cut| cut - span.start);
                            self.private_keys.insert(found.span.start, PrivateKey { found, cut });
                        }
                    }
                    if within.complete {
                        at = within.end;
                    } else if within.end + CUT > bytes.len() {
                        for start in unfinished {
                            self.may_go_on(view, start);
                        }
                    }
                }
                Opening::Plain | Opening::Escaped(_) | Opening::None => {}
            }
        }
    }

    /// An object that the end of the text cuts.
    fn may_go_on(&mut self, view: &View<'_>, start: usize) {
        let start = view.given(Span::byte(start)).start;
        if view.cut && self.given.len() - start <= TOKEN_BYTES {
            self.open = Some(self.open.map_or(start, |open| open.min(start)));
        }
    }

    /// An object of a view; none where it is too long.
    fn found(&self, view: &View<'_>, span: Span) -> Option<Found> {
        let given = Some(view.given(span)).filter(|given| given.len() <= TOKEN_BYTES)?;
        let wrapper = wrapper::around(self.given, &self.whole, given.start);
        let mut cleanings = wrapper.cleanings;
        if let Some(escapes) = view.escapes {
            let (what, words) = escapes.cleaning();
            cleanings.push(Cleaning::new(what, given, words));
        }
        if cleanings.is_empty() {
            cleanings.extend(outer_white_space(self.given, self.whole.inner, given));
        }
        Some(Found {
            text: span.of_str(&view.text).to_owned(),
            shape: Shape::Json,
            label: wrapper.label.map(str::to_owned),
            span: given,
            cleanings,
            runs: view.runs(span),
        })
    }
}

#[cfg(test)]
mod tests;
