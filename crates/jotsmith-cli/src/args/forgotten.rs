//! The forgotten `@`: the name of a file where the text itself was expected, told after a run that did not end well.
//!
//! In go the words of the command line, out comes what to try. Every input that takes `@FILE` is looked at here, so no
//! verb has to; nothing of a file is read.

use clap::{ArgMatches, Command};

use super::collect;
use super::token::looks_like_file;
use crate::input::stands;

/// What to try where the text of an input is the name of a file, or likely one; a line for each input.
pub(crate) fn hint(command: &Command, matches: &ArgMatches) -> String {
    let mut typed = Vec::new();
    collect(command, matches, &mut typed);
    let is_name = |text: &str| {
        let is_text = text != "-" && !text.starts_with('@') && !text.starts_with("env:");
        is_text && (looks_like_file(text) || stands(text).is_some())
    };
    let forgotten =
        typed.iter().filter(|input| input.name == "INPUT" && input.value.to_str().is_some_and(is_name));
    let mut lines: Vec<String> = forgotten
        .map(|input| {
            let flag = input.arg.get_long().map(|long| format!("--{long} ")).unwrap_or_default();
            format!("  If this is the name of a file, write @ before it: {flag}@FILE.")
        })
        .collect();
    lines.dedup();
    lines.join("\n")
}
