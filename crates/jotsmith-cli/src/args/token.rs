//! The token of a verb: a literal or `-`, or a file by `--in`. It never names a file or a variable, so hostile text
//! that begins with `@` or `env:` stays text.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use jotsmith::inspect::Inspection;
use jotsmith::limits::FOUND_TOKENS;

use super::number::ordinal;
use crate::exit::Failure;
use crate::input::{self, Stream, TOKEN, without_final_newline};
use crate::render::counted;
use crate::render::token::MANY;

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
    /// Many tokens, to be read as they come.
    pub(crate) fn stream(&self) -> Result<Stream, Failure> {
        match (&self.token, &self.file) {
            (_, Some(path)) => Stream::file(path),
            (Some(token), None) if token != "-" => Ok(Stream::literal(token)),
            (Some(_), None) => Ok(Stream::stdin()),
            (None, None) => Err(Self::missing()),
        }
    }

    fn missing() -> Failure {
        Failure::usage(
            "No token was given.",
            "Give it as the last word, as - for standard input, or as --in FILE.",
        )
    }

    /// What to try where the text is no token: it may be the name of a file, which no token is taken from.
    pub(crate) fn hint(&self) -> &'static str {
        match &self.token {
            Some(token) if looks_like_file(token) => FILE_HINT,
            Some(_) | None => "",
        }
    }

    /// The text, whatever it is, less one final newline. Bytes that are no UTF-8 become U+FFFD, which no token holds.
    pub(crate) fn text(&self) -> Result<String, Failure> {
        let bytes = match (&self.token, &self.file) {
            (_, Some(path)) => input::file(path, TOKEN)?,
            (Some(token), None) if token != "-" => return Ok(text_of(token.as_bytes())),
            (Some(_), None) => input::stdin(TOKEN)?,
            (None, None) => return Err(Self::missing()),
        };
        Ok(text_of(&bytes))
    }
}

/// Said beside a text in which nothing was found, and which is likely the name of a file.
pub(crate) const FILE_HINT: &str = "  If this is the name of a file, write --in before it.";

/// Said of a text that was taken as it stands.
pub(crate) const NAME_OF_FILE: &str = "If it is the name of a file, write --in before it.";

/// Endings of the files that tokens, claims and keys are kept in, or found in.
const ENDINGS: &[&str] =
    &[".har", ".jwe", ".jwk", ".jws", ".jwt", ".json", ".key", ".log", ".pem", ".pub", ".token", ".txt"];

/// Bytes of the longest name that file systems take.
const NAME_BYTES: usize = 255;

/// Whether a text that was typed where a literal stands is likely the name of a file, or of a variable.
pub(crate) fn looks_like_file(text: &str) -> bool {
    let is_name = |c: char| !c.is_whitespace() && !matches!(c, '{' | '}' | '"' | '=');
    text.len() <= NAME_BYTES
        && text.chars().all(is_name)
        && !text.starts_with("eyJ")
        && (text.starts_with(['@', '/', '.', '~'])
            || text.starts_with("env:")
            || ENDINGS.iter().any(|ending| text.ends_with(ending)))
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(without_final_newline(bytes)).into_owned()
}

/// Which token of a text that holds several.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Which {
    /// Which token of a text that holds several, from 1
    #[arg(long, value_name = "NUMBER", default_value = "1", value_parser = ordinal)]
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
        if count >= FOUND_TOKENS {
            let message =
                format!("The first {count} tokens of a text are told apart, and no number {}.", self.which);
            return Err(Failure::usage(message, MANY));
        }
        Err(Failure::usage(
            format!("The text holds {}, and no number {}.", counted(count, "token"), self.which),
            "Choose another one.",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_a_file_is_told_from_a_token() {
        for name in ["token.jwt", "@token", "env:TOKEN", "./a", "/tmp/x", "~/t", "claims.json"] {
            assert!(looks_like_file(name), "{name}");
        }
        for text in ["eyJhbGciOiJIUzI1NiJ9.e30.jwt", "nonsense", "", "{\"a\":1}", "a token.txt", "a.b.c"] {
            assert!(!looks_like_file(text), "{text}");
        }
    }
}
