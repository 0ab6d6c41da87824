//! `help-markdown`, hidden: the help of every verb as one document, `docs/cli.md`. `cargo xtask docs` calls it.

use std::fmt::Write as _;

use clap::{Command, CommandFactory as _};

use crate::exit::{Exit, Failure};
use crate::output::Io;

/// Columns of the help: the same on every machine.
const COLUMNS: usize = 100;

pub(crate) fn run(io: &mut Io) -> Result<Exit, Failure> {
    let mut command = crate::Cli::command().term_width(COLUMNS);
    command.build();
    let mut text = String::from(
        "# The command line\n\nWhat `--help` says of each verb, as `jotsmith help-markdown` prints it.\n",
    );
    describe(&mut command, &mut text);
    io.product(text.as_bytes())?;
    Ok(Exit::Fine)
}

fn describe(command: &mut Command, text: &mut String) {
    let name = command.get_bin_name().unwrap_or("jotsmith").to_owned();
    let help = command.render_long_help().to_string();
    let help: Vec<&str> = help.lines().map(str::trim_end).collect();
    writeln!(text, "\n## `{name}`\n\n```text\n{}\n```", help.join("\n").trim_end()).unwrap_or_default();
    for inner in
        command.get_subcommands_mut().filter(|inner| !inner.is_hide_set() && inner.get_name() != "help")
    {
        describe(inner, text);
    }
}
