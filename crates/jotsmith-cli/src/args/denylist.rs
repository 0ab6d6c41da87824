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
    /// Refuse these jti values, one a line; every token then needs a jti
    #[arg(long = "denylist", value_name = "INPUT")]
    list: Option<Operand>,
}

impl Denylist {
    /// Whether a list was given.
    pub(crate) const fn is_named(&self) -> bool {
        self.list.is_some()
    }

    /// The values, where a list was given. Empty lines count for nothing, white space in a line counts.
    pub(crate) fn read(&self) -> Result<Option<HashSet<String>>, Failure> {
        let Some(operand) = &self.list else { return Ok(None) };
        let bytes = operand.bytes(DENYLIST)?;
        match std::str::from_utf8(&bytes) {
            Ok(text) => Ok(Some(text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect())),
            Err(_) => Err(Failure::new(
                Exit::Malformed,
                "The denylist is not UTF-8.",
                "Write one jti a line, as UTF-8.",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let list = Denylist { list: Some(Operand::Literal(zeroize::Zeroizing::new(text.into()))) };
        let mut values: Vec<_> = list.read().unwrap().unwrap().into_iter().collect();
        values.sort_unstable();
        values
    }

    #[test]
    fn one_value_stands_on_a_line_and_white_space_counts() {
        assert_eq!(read("a\r\nb c\n\n d\n"), [" d", "a", "b c"]);
        assert_eq!(read(""), Vec::<String>::new());
    }
}
