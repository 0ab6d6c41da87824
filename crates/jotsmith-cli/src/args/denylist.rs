//! `--denylist`: the `jti` values that were called back.
//!
//! In goes a text with one value a line, out comes the set of them. Whether a token needs a `jti` is the engine's to
//! say: where a list was given, it does.

use std::collections::HashSet;

use crate::exit::{Exit, Failure};
use crate::input::{DENYLIST, Operand};

/// The list of those that were called back.
#[derive(Clone, clap::Args)]
pub(crate) struct Denylist {
    /// Refuse these jti values, one a line: @FILE; every token then needs a jti. Those of expired tokens need no line
    #[arg(long = "denylist", value_name = "INPUT")]
    list: Option<Operand>,
}

impl Denylist {
    /// Whether a list was given.
    pub(crate) const fn is_named(&self) -> bool {
        self.list.is_some()
    }

    /// The values, where a list was given. Empty lines count for nothing. What would make a line equal to no `jti` is
    /// refused, because the token would pass.
    pub(crate) fn read(&self) -> Result<Option<HashSet<String>>, Failure> {
        let Some(operand) = &self.list else { return Ok(None) };
        let bytes = operand.bytes(DENYLIST)?;
        let Ok(text) = std::str::from_utf8(&bytes) else {
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
        Ok(Some(text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()))
    }
}

fn refused(message: impl Into<String>, remedy: &str) -> Failure {
    Failure::new(Exit::Malformed, message, remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<String>, String> {
        let list = Denylist { list: Some(Operand::Literal(zeroize::Zeroizing::new(text.into()))) };
        let mut values: Vec<_> =
            list.read().map_err(|failure| failure.message)?.unwrap().into_iter().collect();
        values.sort_unstable();
        Ok(values)
    }

    #[test]
    fn one_value_stands_on_a_line_and_empty_lines_count_for_nothing() {
        assert_eq!(read("a\r\nb c\n\nd\n"), Ok(vec!["a".into(), "b c".into(), "d".into()]));
        assert_eq!(read(""), Ok(vec![]));
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
