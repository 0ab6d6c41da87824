//! One look at a window of the text: what stands in it, and upto where that is decided.
//!
//! In goes the window, out come the hits in the order of the text. What can still change with what follows is not
//! decided, and waits for the next look; what has waited for longer than any token is taken as it is.
//!
//! The cost is linear but for sorting: every finder passes over the window once, and what is secret is searched by
//! bisection.

use jotsmith::find::{Finder, Found, Objects, foreign, objects};
use jotsmith::limits::{PRIVATE_KEY_BYTES, TOKEN_BYTES};

use super::finding::Seen;
use super::secret;

/// Bytes at the end of a window that are decided in the next one: what stands after a token says where it ends.
pub(super) const HOLD_BYTES: usize = 4096;

/// Bytes that may wait: a token of the greatest length, and what is not decided inside it and after it.
pub(super) const WAITING_BYTES: usize = TOKEN_BYTES + PRIVATE_KEY_BYTES + HOLD_BYTES;

/// A window of the text.
pub(super) struct Look<'t> {
    pub(super) text: &'t str,
    /// Bytes at its beginning that were decided before.
    pub(super) lead: usize,
    /// How the window begins.
    pub(super) begins: Begins,
    /// How far it reaches.
    pub(super) reached: Reached,
}

/// How the window begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begins {
    /// As the text does.
    AsText,
    /// In the middle of the text.
    Inside,
}

/// How far the window reaches.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reached {
    /// To the end of the text.
    End,
    /// Not to its end.
    Middle,
}

/// What was decided.
pub(super) struct Decided {
    /// In the order of the text; all of them begin before `upto`.
    pub(super) hits: Vec<Hit>,
    pub(super) upto: usize,
    /// The last hit is longer than any token, and goes on.
    pub(super) runaway: bool,
}

/// Something that was found in the window.
pub(super) struct Hit {
    pub(super) start: usize,
    pub(super) end: usize,
    /// What a redacted copy leaves out, in the order of the text.
    pub(super) secrets: Vec<(usize, usize)>,
    pub(super) what: Seen,
}

impl Look<'_> {
    /// Decides what can be decided.
    pub(super) fn decide(&self) -> Decided {
        let all = self.text.len();
        let mut decided = Decided { hits: Vec::new(), upto: all, runaway: false };
        if self.reached == Reached::Middle {
            decided.upto = all.saturating_sub(HOLD_BYTES).max(self.lead);
        }
        self.objects(&mut decided);
        self.compact(&mut decided);
        self.private_keys(&mut decided);
        self.words(&mut decided);
        decided.hits.sort_by_key(|hit| hit.start);
        if self.reached == Reached::Middle && !decided.runaway {
            decided.upto = whole(decided.upto, &decided.hits).max(self.floor());
        }
        let upto = decided.upto;
        decided.hits.retain(|hit| hit.start < upto);
        decided
    }

    /// What begins before this place has waited for long enough.
    fn floor(&self) -> usize {
        self.text.len().saturating_sub(WAITING_BYTES).max(self.lead)
    }

    fn objects(&self, decided: &mut Decided) {
        let Objects { tokens, private_keys, open, .. } = objects(self.text, self.lead);
        if self.reached == Reached::Middle {
            decided.upto = open.map_or(decided.upto, |open| decided.upto.min(open));
        }
        let upto = decided.upto;
        let is_decided = |found: &Found| found.span.start < upto;
        decided.hits.extend(tokens.into_iter().filter(is_decided).filter_map(secret::of_object));
        let private_keys = private_keys.into_iter().filter(|key| is_decided(&key.found));
        decided.hits.extend(private_keys.filter_map(secret::of_private_key));
    }

    fn compact(&self, decided: &mut Decided) {
        let inside = secret::joined(&decided.hits);
        let finder = match self.begins {
            Begins::AsText => Finder::new(self.text),
            Begins::Inside => Finder::within(self.text, self.lead),
        };
        let mut finder = finder.holding(if self.reached == Reached::Middle { HOLD_BYTES } else { 0 });
        self.tokens(&mut finder, &inside, decided);
        // A header that is cut has no dot yet.
        if let Some(start) = finder.held().filter(|start| *start >= self.floor()) {
            decided.upto = decided.upto.min(start);
        }
    }

    fn tokens(&self, finder: &mut Finder<'_>, inside: &[(usize, usize)], decided: &mut Decided) {
        while let Some(found) = finder.next() {
            let (start, end) = (found.span.start, found.span.end);
            if start >= decided.upto {
                return;
            }
            if self.reached == Reached::Middle && finder.next_from() + HOLD_BYTES > self.text.len() {
                if start >= self.floor() {
                    decided.upto = start;
                    return;
                }
                if finder.next_from() >= self.text.len() {
                    decided.run_away(self.text.len());
                }
            }
            // A key binding is left out with the token that it belongs to.
            if !secret::covers(inside, start, end) {
                decided.hits.extend(secret::of_token(found));
            }
        }
    }

    fn private_keys(&self, decided: &mut Decided) {
        for key in foreign::private_keys(self.text) {
            let start = key.span.start;
            if start >= decided.upto {
                return;
            }
            if start < self.lead {
                continue;
            }
            if self.reached == Reached::Middle && start + PRIVATE_KEY_BYTES > self.text.len() {
                decided.upto = start;
                return;
            }
            decided.hits.push(secret::of_foreign(key, self.text));
        }
    }

    /// Credentials that are known by the way they begin. One inside what is left out anyway is part of that; one that
    /// reaches out of it, or stands in a part that stays, is found and left out by itself.
    fn words(&self, decided: &mut Decided) {
        let inside = secret::joined(&decided.hits);
        for word in foreign::words(self.text) {
            let (start, end) = (word.span.start, word.span.end);
            if start >= decided.upto {
                return;
            }
            if start < self.lead || secret::covers(&inside, start, end) {
                continue;
            }
            if self.reached == Reached::Middle && end == self.text.len() {
                if start >= self.floor() {
                    decided.upto = start;
                    return;
                }
                decided.run_away(end);
            }
            decided.hits.push(secret::of_foreign(word, self.text));
        }
    }
}

impl Decided {
    fn run_away(&mut self, end: usize) {
        self.runaway = true;
        self.upto = end;
    }
}

/// Where the window is decided upto, so that nothing is decided in two: before each hit that goes on past that place. The
/// hits are in the order of the text.
fn whole(upto: usize, hits: &[Hit]) -> usize {
    hits.iter()
        .rev()
        .fold(upto, |upto, hit| if hit.start < upto && upto < hit.end { hit.start } else { upto })
}
