//! A stream cut into chunks of whole lines.
//!
//! In goes anything that can be read, out come chunks that end where a line ends, each with the number of its first
//! line. A line longer than a token may be is skipped without being held, whatever its length: what is kept of the
//! stream is never more than one chunk.

use std::io::{self, ErrorKind, Read};

/// Bytes that are asked for at a time: long enough that handing over costs nothing.
pub(super) const CHUNK_BYTES: usize = 256 * 1024;

/// Some whole lines, or one that was too long to be kept.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Chunk {
    /// Lines that stand in the first `length` bytes.
    Lines {
        /// The number of the first of them, from 1.
        first: u64,
        /// A buffer whose first `length` bytes count.
        buffer: Vec<u8>,
        /// Bytes that count.
        length: usize,
    },
    /// A line that was skipped.
    Overlong {
        /// Its number, from 1.
        line: u64,
        /// Its bytes, the end of the line aside.
        bytes: u64,
    },
}

/// The chunks of a stream.
#[derive(Debug)]
pub(super) struct Chunks<R> {
    reader: R,
    /// The longest line that is kept, its end with it.
    keep: usize,
    /// What was read and not handed out: the first `filled` bytes, of which the first `searched` hold no end of a line.
    buffer: Vec<u8>,
    filled: usize,
    searched: usize,
    /// Bytes of a line that is being skipped.
    skipped: Option<u64>,
    next_line: u64,
    ended: bool,
}

impl<R: Read> Chunks<R> {
    /// The chunks of `reader`, of whose lines none is kept that is longer than `bound` bytes.
    pub(super) fn new(reader: R, bound: usize) -> Self {
        Self {
            reader,
            keep: bound.saturating_add(2),
            buffer: vec![0; CHUNK_BYTES],
            filled: 0,
            searched: 0,
            skipped: None,
            next_line: 1,
            ended: false,
        }
    }

    /// The next chunk, none at the end. What is handed out is as much as one reading gave, so that an answer does not
    /// wait for a question that is not yet asked. `spare` becomes the buffer that is read into next.
    pub(super) fn next(&mut self, spare: Vec<u8>) -> io::Result<Option<Chunk>> {
        loop {
            if let Some(chunk) = self.skip() {
                return Ok(Some(chunk));
            }
            let unsearched = self.buffer.get(self.searched..self.filled).unwrap_or_default();
            if self.skipped.is_none()
                && let Some(at) = memchr::memrchr(b'\n', unsearched)
            {
                let end = self.searched + at + 1;
                return Ok(Some(self.hand_out(end, spare)));
            }
            self.searched = self.filled;
            if self.ended {
                let rest = self.filled;
                return Ok((rest > 0).then(|| self.hand_out(rest, spare)));
            }
            if self.skipped.is_none() && self.filled > self.keep {
                self.skipped = Some(0);
                continue;
            }
            self.read()?;
        }
    }

    /// Goes on skipping a line that is too long; gives it once its end was found.
    fn skip(&mut self) -> Option<Chunk> {
        let skipped = self.skipped?;
        let held = self.buffer.get(..self.filled).unwrap_or_default();
        let end = memchr::memchr(b'\n', held);
        let more = held.get(..end.unwrap_or(held.len())).unwrap_or_default();
        let bytes = skipped.saturating_add(u64::try_from(more.len()).unwrap_or(u64::MAX));
        if end.is_none() && !self.ended {
            // The end of the line may be two bytes: the first is kept until the second is seen.
            let kept = usize::from(more.last() == Some(&b'\r'));
            self.skipped = Some(bytes.saturating_sub(u64::try_from(kept).unwrap_or_default()));
            self.drop_front(self.filled - kept);
            return None;
        }
        let return_byte = u64::from(more.last() == Some(&b'\r'));
        self.drop_front(end.map_or(self.filled, |end| end + 1));
        self.skipped = None;
        self.next_line += 1;
        Some(Chunk::Overlong { line: self.next_line - 1, bytes: bytes.saturating_sub(return_byte) })
    }

    fn drop_front(&mut self, count: usize) {
        self.buffer.copy_within(count..self.filled, 0);
        self.filled -= count;
        self.searched = 0;
    }

    fn hand_out(&mut self, end: usize, mut spare: Vec<u8>) -> Chunk {
        let rest = self.buffer.get(end..self.filled).unwrap_or_default();
        if spare.len() < rest.len().max(CHUNK_BYTES) {
            spare.resize(rest.len().max(CHUNK_BYTES), 0);
        }
        if let Some(front) = spare.get_mut(..rest.len()) {
            front.copy_from_slice(rest);
        }
        (self.filled, self.searched) = (rest.len(), 0);
        let buffer = std::mem::replace(&mut self.buffer, spare);
        let first = self.next_line;
        let lines = memchr::memchr_iter(b'\n', buffer.get(..end).unwrap_or_default()).count();
        self.next_line += u64::try_from(lines).unwrap_or_default();
        Chunk::Lines { first, buffer, length: end }
    }

    fn read(&mut self) -> io::Result<()> {
        if self.filled == self.buffer.len() {
            self.buffer.resize(self.filled + CHUNK_BYTES, 0);
        }
        let free = self.buffer.get_mut(self.filled..).unwrap_or_default();
        match self.reader.read(free) {
            Ok(0) => self.ended = true,
            Ok(count) => self.filled += count,
            Err(fault) if fault.kind() == ErrorKind::Interrupted => {}
            Err(fault) => return Err(fault),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a text in pieces of so many bytes.
    struct Slowly<'t>(&'t [u8], usize);

    impl Read for Slowly<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(buffer.len()).min(self.0.len());
            let (now, later) = self.0.split_at(count);
            buffer[..count].copy_from_slice(now);
            self.0 = later;
            Ok(count)
        }
    }

    /// Every line with its number; one that was skipped as its number of bytes.
    fn lines(text: &[u8], piece: usize, bound: usize) -> Vec<(u64, String)> {
        let mut chunks = Chunks::new(Slowly(text, piece), bound);
        let mut all = Vec::new();
        let mut spare = Vec::new();
        while let Some(chunk) = chunks.next(std::mem::take(&mut spare)).unwrap() {
            match chunk {
                Chunk::Lines { first, buffer, length } => {
                    let text = std::str::from_utf8(&buffer[..length]).unwrap();
                    all.extend((first..).zip(text.lines().map(str::to_owned)));
                    spare = buffer;
                }
                Chunk::Overlong { line, bytes } => all.push((line, format!("skipped {bytes}"))),
            }
        }
        all
    }

    #[test]
    fn lines_keep_their_numbers_however_the_stream_comes() {
        for piece in 1..=20 {
            let found = lines(b"one\ntwo\r\n\nfour\nfive", piece, 8);
            let wanted = ["one", "two", "", "four", "five"];
            assert_eq!(found, (1..).zip(wanted.map(str::to_owned)).collect::<Vec<_>>(), "{piece}");
        }
        assert_eq!(lines(b"", 3, 8), []);
        assert_eq!(lines(b"\n", 3, 8), [(1, String::new())]);
    }

    #[test]
    fn a_line_over_the_bound_is_counted_and_not_kept() {
        let long = "x".repeat(3 * CHUNK_BYTES);
        for (text, piece) in [
            (format!("a\n{long}\nb\n"), 1000),
            (format!("a\n{long}\r\nb"), 1),
            (format!("a\n{long}\r\nb\n"), usize::MAX),
        ] {
            let found = lines(text.as_bytes(), piece, 20);
            assert_eq!(found, [(1, "a".into()), (2, format!("skipped {}", long.len())), (3, "b".into())]);
        }
        for end in ["", "\n", "\r\n"] {
            assert_eq!(
                lines(format!("{long}{end}").as_bytes(), 777, 20),
                [(1, format!("skipped {}", long.len()))]
            );
        }
    }

    #[test]
    fn what_is_kept_of_an_endless_line_is_one_chunk() {
        let mut chunks = Chunks::new(io::repeat(b'a').take(1 << 28), 1000);
        assert_eq!(chunks.next(Vec::new()).unwrap(), Some(Chunk::Overlong { line: 1, bytes: 1 << 28 }));
        assert!(chunks.buffer.len() <= 2 * CHUNK_BYTES, "{}", chunks.buffer.len());
        assert_eq!(chunks.next(Vec::new()).unwrap(), None);
    }

    #[test]
    fn a_line_as_long_as_the_bound_is_kept() {
        let text = "x".repeat(2 * CHUNK_BYTES);
        assert_eq!(lines(format!("{text}\r\n").as_bytes(), 999, text.len()), [(1, text)]);
    }
}
