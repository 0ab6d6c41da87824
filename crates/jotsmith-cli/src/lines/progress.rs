//! The bar that shows how far a long run has come: on a terminal only, and only where it does not stand in the way of the
//! answers.

use crate::output::Io;

/// Columns of the bar.
const COLUMNS: u64 = 24;

/// Bytes between two showings of a stream whose length nobody knows.
const STEP_BYTES: u64 = 4 * 1024 * 1024;

/// How far it has come.
#[derive(Debug)]
pub(super) struct Progress {
    total: Option<u64>,
    done: u64,
    /// The percentage, or the number of steps, that was shown last.
    shown: u64,
}

impl Progress {
    /// A bar over so many bytes, where that is known.
    pub(super) const fn new(total: Option<u64>) -> Self {
        Self { total, done: 0, shown: 0 }
    }

    /// So many bytes more are done, and so many lines in all.
    pub(super) fn step(&mut self, bytes: u64, lines: u64, io: &mut Io) {
        self.done = self.done.saturating_add(bytes);
        let now = self.position();
        if now != self.shown && io.shows_progress() {
            self.shown = now;
            io.talk_over(&self.bar(lines));
        }
    }

    /// Takes the bar away.
    pub(super) fn clear(&self, io: &mut Io) {
        if self.shown > 0 && io.shows_progress() {
            io.talk_over("");
        }
    }

    fn position(&self) -> u64 {
        match self.total {
            Some(total) if total > 0 => {
                (u128::from(self.done) * 100 / u128::from(total)).min(100).try_into().unwrap_or(100)
            }
            Some(_) | None => self.done / STEP_BYTES,
        }
    }

    fn bar(&self, lines: u64) -> String {
        if self.total.is_none() {
            return format!("{lines} lines");
        }
        let percent = self.position();
        let filled = usize::try_from(percent * COLUMNS / 100).unwrap_or_default();
        let empty = usize::try_from(COLUMNS).unwrap_or_default().saturating_sub(filled);
        format!("[{}{}] {percent:3} %  {lines} lines", "#".repeat(filled), " ".repeat(empty))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_fills_with_the_bytes_of_the_file() {
        let mut progress = Progress::new(Some(200));
        progress.done = 50;
        assert_eq!(progress.bar(7), "[######                  ]  25 %  7 lines");
        progress.done = 200;
        assert_eq!(progress.bar(9), "[########################] 100 %  9 lines");
        assert_eq!(Progress::new(None).bar(7), "7 lines");
    }
}
