//! The token of a verb: a literal or `-`, or a file by `--in`. It never names a file or a variable, so hostile text
//! that begins with `@` or `env:` stays text.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use jotsmith::inspect::Inspection;

use crate::exit::Failure;
use crate::input::{self, TOKEN, without_final_newline};

/// Where the token comes from.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct TokenInput {
    /// The token itself, or - for standard input
    #[arg(value_name = "TOKEN")]
    token: Option<String>,

    /// The file that holds the token
    #[arg(long = "in", value_name = "FILE", conflicts_with = "token")]
    file: Option<PathBuf>,
}

impl TokenInput {
    /// The text, whatever it is, less one final newline. Bytes that are no UTF-8 become U+FFFD, which no token holds.
    pub(crate) fn text(&self) -> Result<String, Failure> {
        let bytes = match (&self.token, &self.file) {
            (_, Some(path)) => input::file(path, TOKEN)?,
            (Some(token), None) if token != "-" => return Ok(text_of(token.as_bytes())),
            (Some(_), None) => input::stdin(TOKEN)?,
            (None, None) => {
                return Err(Failure::usage(
                    "No token was given.",
                    "Give it as the last word, as - for standard input, or as --in FILE.",
                ));
            }
        };
        Ok(text_of(&bytes))
    }
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(without_final_newline(bytes)).into_owned()
}

/// Which token of a text that holds several.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Which {
    /// Which token of a text that holds several, from 1
    #[arg(long, value_name = "NUMBER", default_value = "1")]
    which: NonZeroUsize,
}

impl Which {
    /// Its index, from 0.
    pub(crate) const fn index(self) -> usize {
        self.which.get() - 1
    }

    /// Refuses a number above those that there are.
    pub(crate) fn check(self, inspection: &Inspection) -> Result<(), Failure> {
        let count = inspection.tokens.len().max(1);
        if self.index() < count {
            return Ok(());
        }
        let tokens = if count == 1 { "1 token" } else { &format!("{count} tokens") };
        Err(Failure::usage(
            format!("The text holds {tokens}, and no number {}.", self.which),
            "Choose another one.",
        ))
    }
}
