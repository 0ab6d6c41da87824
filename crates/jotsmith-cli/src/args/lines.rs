//! `--lines` and `--jobs`: many tokens instead of one.

use std::num::NonZeroUsize;
use std::thread;

use super::number::number;

/// The most threads that may be asked for.
const MOST_JOBS: u16 = 256;

/// Whether there are many tokens, and how many threads work on them.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Lines {
    /// Take one token a line, and answer each by one line of JSON, in order
    #[arg(long)]
    lines: bool,

    /// How many threads work on the lines; one for each core unless said
    #[arg(long, value_name = "NUMBER", requires = "lines", value_parser = |text: &str| number(text, 1..=MOST_JOBS))]
    jobs: Option<u16>,
}

impl Lines {
    /// Whether there are many.
    pub(crate) const fn are_meant(&self) -> bool {
        self.lines
    }

    /// How many threads work.
    pub(crate) fn jobs(&self) -> NonZeroUsize {
        let said = self.jobs.and_then(|jobs| NonZeroUsize::new(usize::from(jobs)));
        said.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
    }
}
