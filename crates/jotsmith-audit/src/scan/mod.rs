//! Tokens in many texts, found in a stream of any length in bounded memory.
//!
//! In go the bytes of one text, in pieces of any size; out come events in the order of the text: what was found, the
//! bytes that stay, and the bytes that a redacted copy leaves out. A window of the text is held; what touches its end is
//! decided once more is known, so that nothing depends on where a piece was cut.
//!
//! What is left out, exactly: of a JWS its signature; of an SD-JWT its signature, disclosures and key binding; of a JWE
//! everything after the header; of another credential all of it. White space and escapes inside are left out with it.
//! Of JSON serialization the same, member by member: each `signature`; `disclosures` and `kb_jwt`; each `encrypted_key`,
//! `iv`, `ciphertext` and `tag`. The quotes stay. A token in JSON serialization that is longer than any is not found.

mod finding;
mod secret;
mod window;

pub use finding::{Finding, Kind, Place, Shown, State, What, Where};

use jotsmith::NumericDate;
use jotsmith::find::{Finder, foreign, objects};
use jotsmith::limits::TOKEN_BYTES;

use window::{Position, is_token_byte, readable, tail};

/// Bytes that are looked through at a time.
const WINDOW_BYTES: usize = 256 * 1024;

/// The most bytes that are held: a token of the greatest length, and what stands around it.
const MOST_BYTES: usize = TOKEN_BYTES + WINDOW_BYTES;

/// Bytes at the end of a window that are decided in the next one: what stands after a token says where it ends.
const HOLD_BYTES: usize = 4096;

/// Bytes before the place reached that are held, because they name what follows: the finder looks back 512.
const LEAD_BYTES: usize = 640;

/// One step through a text.
#[derive(Debug)]
#[expect(clippy::exhaustive_enums, reason = "whoever copies the text must know all there is")]
pub enum Event<'e> {
    /// Something begins here.
    Found(Box<Finding>),
    /// Bytes that a redacted copy leaves out, in one place or in several that follow each other.
    Secret(&'e [u8]),
    /// Bytes that stay.
    Text(&'e [u8]),
}

/// Looks through one text.
#[derive(Debug)]
pub struct Scanner {
    now: NumericDate,
    /// The bytes that are held; the first `lead` of them are decided.
    held: Vec<u8>,
    lead: usize,
    /// Where the first byte that is not decided stands.
    position: Position,
    /// A token longer than what can be held goes on.
    runaway: bool,
    begun: bool,
    /// How much is held before it is looked through.
    wanted: usize,
}

/// Something that was found in the window.
struct Hit {
    start: usize,
    end: usize,
    /// What a redacted copy leaves out, in the order of the text.
    secrets: Vec<(usize, usize)>,
    what: finding::Seen,
}

impl Scanner {
    /// Looks through a text; whether a token has expired is asked for this instant.
    pub const fn new(now: NumericDate) -> Self {
        Self {
            now,
            held: Vec::new(),
            lead: 0,
            position: Position::START,
            runaway: false,
            begun: false,
            wanted: WINDOW_BYTES,
        }
    }

    /// Takes the next bytes of the text.
    ///
    /// # Errors
    /// Those of `sink`.
    pub fn feed<E>(
        &mut self,
        mut piece: &[u8],
        sink: &mut impl FnMut(Event<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        while !piece.is_empty() {
            let room = self.wanted.saturating_sub(self.held.len()).max(1).min(piece.len());
            let (now, later) = piece.split_at_checked(room).unwrap_or((piece, &[]));
            self.held.extend_from_slice(now);
            piece = later;
            if self.held.len() >= self.wanted {
                self.look(Reached::Middle, sink)?;
            }
        }
        Ok(())
    }

    /// The text ends here.
    ///
    /// # Errors
    /// Those of `sink`.
    pub fn finish<E>(mut self, sink: &mut impl FnMut(Event<'_>) -> Result<(), E>) -> Result<(), E> {
        self.look(Reached::End, sink)
    }

    /// Decides what can be decided of the bytes that are held.
    fn look<E>(
        &mut self,
        reached: Reached,
        sink: &mut impl FnMut(Event<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let held = std::mem::take(&mut self.held);
        let text = readable(&held);
        if self.runaway {
            self.run_on(&held, sink)?;
        }
        let full = held.len() >= MOST_BYTES;
        let mut horizon = match reached {
            Reached::End => held.len(),
            // Nothing in it could be decided: it is let go, but for what stands at its end.
            Reached::Middle if full => held.len().saturating_sub(HOLD_BYTES).max(self.lead),
            Reached::Middle => tail(&held).min(held.len().saturating_sub(HOLD_BYTES)).max(self.lead),
        };
        let found = objects(&text, self.lead);
        let open = found.open;
        let mut hits: Vec<Hit> = found.tokens.into_iter().filter_map(secret::of_object).collect();
        let spans: Vec<(usize, usize)> = hits.iter().map(|hit| (hit.start, hit.end)).collect();
        let inner = secret::joined(&hits);
        let mut compact: Vec<Hit> = Vec::new();
        let mut finder = if self.begun { Finder::within(&text, self.lead) } else { Finder::new(&text) };
        while let Some(found) = finder.next() {
            if found.span.start >= horizon {
                break;
            }
            let unsure = reached == Reached::Middle && finder.position() + HOLD_BYTES > held.len();
            if unsure && !(full && found.span.start <= self.lead + LEAD_BYTES) {
                horizon = found.span.start;
                break;
            }
            if unsure && finder.position() >= held.len() {
                self.runaway = true;
                horizon = held.len();
            }
            // A key binding is left out with the token that it belongs to.
            if !secret::touches(&inner, found.span.start, found.span.start + 1) {
                compact.extend(secret::of_token(found));
            }
        }
        for (foreign, most) in foreign::words(&text)
            .map(|it| (it, 0))
            .chain(foreign::private_keys(&text).map(|it| (it, secret::KEY_BYTES)))
        {
            let (start, end) = (foreign.span.start, foreign.span.end);
            let within = |hit: &Hit| hit.start < end && start < hit.end;
            let known = compact.iter().any(within) || secret::touches(&inner, start, end);
            if start < self.lead || start >= horizon || known {
                continue;
            }
            if reached == Reached::Middle && start + most > held.len() && !full {
                horizon = start;
                continue;
            }
            compact.push(secret::of_foreign(foreign, &text));
        }
        if reached == Reached::Middle && !self.runaway {
            horizon = whole_objects(horizon, open, &spans);
        }
        hits.extend(compact);
        hits.retain(|hit| hit.start < horizon);
        hits.sort_by_key(|hit| hit.start);
        let mut copy =
            Copy { held: &held, at: self.lead, secrets: secret::joined(&hits).into_iter().peekable() };
        for hit in hits {
            copy.upto(hit.start, sink)?;
            let position = self.position.after(held.get(self.lead..hit.start).unwrap_or_default());
            self.position = position;
            self.lead = hit.start;
            sink(Event::Found(Box::new(hit.what.finding(position, hit.end - hit.start, self.now))))?;
        }
        copy.upto(held.len().min(horizon), sink)?;
        let horizon = horizon.max(copy.at);
        self.position = self.position.after(held.get(self.lead..horizon).unwrap_or_default());
        self.keep(held, horizon);
        Ok(())
    }

    /// Lets go of what is decided, but for the bytes that name what follows.
    fn keep(&mut self, mut held: Vec<u8>, horizon: usize) {
        let keep_from = horizon.saturating_sub(LEAD_BYTES);
        held.drain(..keep_from);
        self.lead = horizon - keep_from;
        self.begun |= horizon > 0;
        self.wanted = (held.len() + WINDOW_BYTES).min(MOST_BYTES.max(held.len() + 1));
        self.held = held;
    }

    /// Leaves out what belongs to a token that began in the window before.
    fn run_on<E>(&mut self, held: &[u8], sink: &mut impl FnMut(Event<'_>) -> Result<(), E>) -> Result<(), E> {
        let rest = held.get(self.lead..).unwrap_or_default();
        let count = rest.iter().take_while(|byte| is_token_byte(**byte)).count();
        let more = rest.get(..count).unwrap_or_default();
        sink(Event::Secret(more))?;
        self.position = self.position.after(more);
        self.lead += count;
        self.runaway = self.lead == held.len();
        Ok(())
    }
}

/// Where the window is decided upto, so that no object is decided in two: before the one that its end cuts, and before
/// each that goes on past that place. `spans` are in the order of the text.
fn whole_objects(horizon: usize, open: Option<usize>, spans: &[(usize, usize)]) -> usize {
    let horizon = open.map_or(horizon, |open| horizon.min(open));
    spans.iter().rev().fold(
        horizon,
        |horizon, (start, end)| {
            if *start < horizon && horizon < *end { *start } else { horizon }
        },
    )
}

/// Hands on the bytes that are decided, each once.
struct Copy<'h> {
    held: &'h [u8],
    at: usize,
    /// In the order of the text, and none touches the next.
    secrets: std::iter::Peekable<std::vec::IntoIter<(usize, usize)>>,
}

impl Copy<'_> {
    /// Everything before a place, and what is secret to its end.
    fn upto<E>(&mut self, place: usize, sink: &mut impl FnMut(Event<'_>) -> Result<(), E>) -> Result<(), E> {
        while let Some((from, upto)) = self.secrets.next_if(|(from, _)| *from < place) {
            sink(Event::Text(self.held.get(self.at..from).unwrap_or_default()))?;
            sink(Event::Secret(self.held.get(from..upto).unwrap_or_default()))?;
            self.at = upto;
        }
        if self.at < place {
            sink(Event::Text(self.held.get(self.at..place).unwrap_or_default()))?;
            self.at = place;
        }
        Ok(())
    }
}

/// How far the window reaches.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reached {
    /// To the end of the text.
    End,
    /// Not to its end.
    Middle,
}

#[cfg(test)]
mod tests;
