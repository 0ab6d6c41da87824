//! `--denylist`: the `jti` values that were called back.
//!
//! In goes a text with one value a line, out comes the set of them. Whether a token needs a `jti` is the engine's to
//! say: where a list was given, it does. The text is never typed: the name of a file without its `@` would be a list of
//! one value that no token has, and every token would pass.

use std::collections::HashSet;

use crate::exit::{Exit, Failure};
use crate::input::{DENYLIST, Operand};

/// The list of those that were called back.
#[derive(Clone, clap::Args)]
pub(crate) struct Denylist {
    /// Refuse these jti values, one a line: @FILE, - or env:NAME; every token then needs a jti. Those of expired tokens
    /// need no line
    #[arg(long = "denylist", value_name = "INPUT")]
    list: Option<Operand>,
}

impl Denylist {
    /// Whether a list was given.
    pub(crate) const fn is_named(&self) -> bool {
        self.list.is_some()
    }

    /// Refuses a list that was typed, before anything is read.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        if self.list.as_ref().is_some_and(Operand::is_literal) {
            return Err(Failure::usage(
                "--denylist was given a text, and it takes a file, a variable or standard input.",
                "Write @ before the name of the file: --denylist @FILE; or - for standard input, or env:NAME.",
            ));
        }
        Ok(())
    }

    /// The values, where a list was given.
    pub(crate) fn read(&self) -> Result<Option<HashSet<String>>, Failure> {
        self.check()?;
        self.list.as_ref().map(|operand| values(&operand.bytes(DENYLIST)?)).transpose()
    }
}

/// The values of a list. Empty lines count for nothing. What would make a line equal to no `jti` is refused, because the
/// token would pass.
fn values(bytes: &[u8]) -> Result<HashSet<String>, Failure> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(refused("The denylist is not UTF-8.", "Write one jti a line, as UTF-8."));
    };
    if text.starts_with('\u{feff}') {
        return Err(refused(
            "The denylist begins with a byte order mark, which no jti does.",
            "Save it as UTF-8 without one.",
        ));
    }
    if let Some(number) = text.lines().position(|line| line.trim() != line) {
        return Err(refused(
            format!("Line {} of the denylist begins or ends with white space.", number + 1),
            "Take it away: a jti is compared code point for code point.",
        ));
    }
    Ok(text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

fn refused(message: impl Into<String>, remedy: &str) -> Failure {
    Failure::new(Exit::Malformed, message, remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<String>, String> {
        let mut values: Vec<_> =
            values(text.as_bytes()).map_err(|failure| failure.message)?.into_iter().collect();
        values.sort_unstable();
        Ok(values)
    }

    #[test]
    fn one_value_stands_on_a_line_and_empty_lines_count_for_nothing() {
        assert_eq!(read("a\r\nb c\n\nd\n"), Ok(vec!["a".into(), "b c".into(), "d".into()]));
        assert_eq!(read(""), Ok(vec![]));
    }

    #[test]
    fn a_list_that_was_typed_is_refused() {
        for (list, refused) in [("deny.txt", true), ("", true), ("@deny.txt", false), ("-", false)] {
            assert_eq!(Denylist { list: Some(list.parse().unwrap()) }.check().is_err(), refused, "{list}");
        }
    }

    #[test]
    fn what_would_let_a_denied_token_pass_is_refused() {
        for (text, message) in [
            ("a\nb \n", "Line 2 of the denylist begins or ends with white space."),
            ("\ta", "Line 1 of the denylist begins or ends with white space."),
            ("\u{feff}a", "The denylist begins with a byte order mark, which no jti does."),
        ] {
            assert_eq!(read(text), Err(message.into()));
        }
    }
}
