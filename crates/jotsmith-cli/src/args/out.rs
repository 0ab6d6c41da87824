//! `--out` and `--force`: a file instead of standard output.

use std::path::PathBuf;

use crate::exit::Failure;
use crate::input::named;
use crate::output::{Existing, Io, Readers, write_file};

/// Where a product goes.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Out {
    /// Write to this file instead of standard output; what is secret is readable by its owner only
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// Replace the file if it is there already
    #[arg(long, requires = "out")]
    force: bool,
}

impl Out {
    /// Writes the product to the file, or to standard output where none was named.
    pub(crate) fn write(&self, bytes: &[u8], readers: Readers, io: &mut Io) -> Result<(), Failure> {
        let Some(path) = &self.out else {
            return io.foreign_product(bytes);
        };
        let existing = if self.force { Existing::Replace } else { Existing::Keep };
        write_file(path, bytes, readers, existing)?;
        let whose = if readers == Readers::Owner { ", readable by its owner only" } else { "" };
        io.talk(&format!("Written to {}{whose}.", named(path)));
        Ok(())
    }
}
