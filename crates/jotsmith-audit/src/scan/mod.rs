//! Tokens in many texts, found in a stream of any length in bounded memory.
//!
//! In go the bytes of one text, in pieces of any size; out come events in the order of the text: what was found, the
//! bytes that stay, and the bytes that a redacted copy leaves out. A window of the text is held; what touches its end is
//! decided once more is known, so that nothing depends on where a piece was cut.
//!
//! What is left out, exactly: of a JWS its signature; of an SD-JWT its signature, disclosures and key binding; of a JWE
//! everything after the header; of another credential all of it. White space and escapes inside are left out with it.
//! Of JSON serialization the same, member by member: each `signature`; `disclosures` and `kb_jwt`; each `encrypted_key`,
//! `iv`, `ciphertext` and `tag`; of a private JSON Web Key each private member. The quotes stay. An object that is longer
//! than any token is not found.

mod finding;
mod look;
mod secret;
mod window;

pub use finding::{Finding, Kind, Place, Shown, State, What, Where};

use jotsmith::NumericDate;

use look::{Begins, Decided, Look, Reached};
use window::{Position, is_token_byte, readable};

/// Stands in a redacted copy for what is secret.
pub const REDACTED: &str = "REDACTED";

/// Bytes that are looked through at a time.
const WINDOW_BYTES: usize = 256 * 1024;

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
    begins: Begins,
    /// How much is held before it is looked through.
    wanted: usize,
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
            begins: Begins::AsText,
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
        if self.runaway {
            self.run_on(&held, sink)?;
        }
        let text = readable(&held);
        let Decided { hits, upto, runaway } =
            Look { text: &text, lead: self.lead, begins: self.begins, reached }.decide();
        self.runaway |= runaway;
        let mut copy =
            Copy { held: &held, at: self.lead, secrets: secret::joined(&hits).into_iter().peekable() };
        for hit in hits {
            copy.upto(hit.start, sink)?;
            let position = self.position.after(held.get(self.lead..hit.start).unwrap_or_default());
            self.position = position;
            self.lead = hit.start;
            sink(Event::Found(Box::new(hit.what.finding(position, hit.end - hit.start, self.now))))?;
        }
        copy.upto(upto, sink)?;
        let upto = upto.max(copy.at);
        self.position = self.position.after(held.get(self.lead..upto).unwrap_or_default());
        self.keep(held, upto);
        Ok(())
    }

    /// Lets go of what is decided, but for the bytes that name what follows.
    fn keep(&mut self, mut held: Vec<u8>, decided: usize) {
        let keep_from = decided.saturating_sub(LEAD_BYTES);
        held.drain(..keep_from);
        self.lead = decided - keep_from;
        if decided > 0 {
            self.begins = Begins::Inside;
        }
        // However little was let go, a look costs a bounded number of passes over what is new.
        self.wanted = held.len() + WINDOW_BYTES;
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

#[cfg(test)]
mod tests;
