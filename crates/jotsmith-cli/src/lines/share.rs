//! One worker's share: a chunk of lines goes in, answers go out in pieces.

use std::borrow::Cow;

use super::chunks::Chunk;
use crate::exit::Exit;
use crate::output::Taken;

/// Bytes of answers that are handed on together.
const PIECE_BYTES: usize = 256 * 1024;

/// One line of the input.
#[derive(Debug)]
pub(crate) struct Line<'l> {
    /// Its number, from 1.
    pub(crate) number: u64,
    /// What it holds.
    pub(crate) text: Text<'l>,
}

/// What a line holds.
#[derive(Debug)]
pub(crate) enum Text<'l> {
    /// So many bytes, more than a token may have; they were not kept.
    Overlong(u64),
    /// The line without its end. Bytes that are no UTF-8 are U+FFFD, which no token holds.
    Whole(&'l str),
}

/// How it went with the lines so far.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tally {
    /// Lines that were answered.
    pub(crate) lines: u64,
    /// Those of them with which all was well.
    pub(crate) fine: u64,
    /// The exit code of the worst.
    pub(crate) worst: Exit,
    /// Whether the answers were read to the last; else the lines are those up to there.
    pub(crate) taken: Taken,
}

impl Default for Tally {
    fn default() -> Self {
        Self { lines: 0, fine: 0, worst: Exit::Fine, taken: Taken::Yes }
    }
}

impl Tally {
    /// Both together.
    pub(super) fn add(&mut self, other: &Self) {
        self.lines += other.lines;
        self.fine += other.fine;
        self.worst = self.worst.graver(other.worst);
    }

    fn count(&mut self, exit: Exit) {
        self.lines += 1;
        self.fine += u64::from(exit == Exit::Fine);
        self.worst = self.worst.graver(exit);
    }
}

impl Chunk {
    /// Bytes of the input that it stands for.
    pub(super) fn bytes(&self) -> u64 {
        match self {
            Self::Lines { length, .. } => u64::try_from(*length).unwrap_or(u64::MAX),
            Self::Overlong { bytes, .. } => *bytes,
        }
    }

    /// Its buffer, to be used again.
    pub(super) fn into_buffer(self) -> Vec<u8> {
        match self {
            Self::Lines { buffer, .. } => buffer,
            Self::Overlong { .. } => Vec::new(),
        }
    }
}

/// Answers every line of the chunk into `out`, which is flushed when it is full and at the end. Stops where a flush says
/// that nobody wants more.
pub(super) fn answer(
    chunk: &Chunk,
    mut one: impl FnMut(Line<'_>, &mut Vec<u8>) -> Exit,
    out: &mut Vec<u8>,
    mut flush: impl FnMut(&mut Vec<u8>) -> bool,
) -> Tally {
    let mut tally = Tally::default();
    match chunk {
        Chunk::Overlong { line, bytes } => {
            tally.count(one(Line { number: *line, text: Text::Overlong(*bytes) }, out));
        }
        Chunk::Lines { first, buffer, length } => {
            let bytes = buffer.get(..*length).unwrap_or_default();
            let last = Some(bytes.len()).filter(|_| bytes.last() != Some(&b'\n'));
            let (mut start, mut number) = (0, *first);
            for end in memchr::memchr_iter(b'\n', bytes).chain(last) {
                let line = bytes.get(start..end).unwrap_or_default();
                let line = line.strip_suffix(b"\r").unwrap_or(line);
                let text = match std::str::from_utf8(line) {
                    Ok(text) => Cow::Borrowed(text),
                    Err(_) => String::from_utf8_lossy(line),
                };
                tally.count(one(Line { number, text: Text::Whole(&text) }, out));
                (start, number) = (end + 1, number + 1);
                if out.len() >= PIECE_BYTES && !flush(out) {
                    return tally;
                }
            }
        }
    }
    if !out.is_empty() {
        flush(out);
    }
    tally
}
