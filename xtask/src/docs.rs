//! `cargo xtask docs`: reference text that grows out of the tables. The command line prints it, this chore puts it
//! into `docs/` or, with `--check`, fails where the file there says something else. The words belong to the tables.

use crate::{house, test};
use anyhow::{Result, bail};
use std::process::Command;

/// Each document with the words that make `jotsmith` print it.
const DOCUMENTS: &[(&str, &[&str])] =
    &[("docs/cli.md", &["help-markdown"]), ("docs/reasons.md", &["explain", "--all", "--markdown"])];

/// What to do with a document that differs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Fail and name it.
    Check,
    /// Write it anew.
    Write,
}

/// Writes or checks every document.
pub(crate) fn run(manner: Manner) -> Result<()> {
    house::run(house::cargo().args(["build", "--quiet", "--locked", "--package", "jotsmith-cli"]))?;
    let mut stale = Vec::new();
    for (name, words) in DOCUMENTS {
        let fresh = house::output(house::program(&house::built("jotsmith").to_string_lossy()).args(*words))?;
        if house::bytes(&house::at(name)).is_ok_and(|found| found == fresh) {
            continue;
        }
        if manner == Manner::Check {
            stale.push(*name);
        } else {
            house::write(&house::at(name), &fresh)?;
            println!("docs: wrote {name}");
        }
    }
    if !stale.is_empty() {
        bail!("stale: {}. Run cargo xtask docs", stale.join(", "));
    }
    Ok(())
}

/// The check as a step of the test command.
pub(crate) fn check_command() -> Command {
    test::chore(&["docs", "--check"])
}
