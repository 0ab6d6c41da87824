//! `--out` and `--force`: a file instead of standard output.

use std::path::{Path, PathBuf};

use clap::builder::{PathBufValueParser, TypedValueParser};

use super::usage::Unfit;
use crate::exit::Failure;
use crate::input::named;
use crate::output::{Existing, Io, Readers, write_file};

/// Where a product goes.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Out {
    /// Write to this file instead of standard output; what is secret is readable by its owner only
    #[arg(long, value_name = "FILE", value_parser = out_path())]
    out: Option<PathBuf>,

    /// Replace the file if it is there already
    #[arg(long, requires = "out")]
    force: bool,
}

/// Reads the name of what is written. Elsewhere - is standard input or output, so it names no file here.
pub(crate) fn out_path() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().try_map(|path| {
        if path == Path::new("-") {
            return Err(Unfit::new(
                "- is no name of a file",
                "Leave --out out: the product then goes to standard output.",
            ));
        }
        Ok(path)
    })
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
