//! The groups of flags that verbs share, and what holds for all of them: one grammar of inputs, one standard input,
//! errors that name the nearest right flag.

pub(crate) mod algorithm;
pub(crate) mod denylist;
pub(crate) mod encryption;
pub(crate) mod disclose;
pub(crate) mod dpop;
pub(crate) mod expect;
pub(crate) mod key;
pub(crate) mod key_binding;
pub(crate) mod lines;
pub(crate) mod member;
pub(crate) mod out;
pub(crate) mod password;
pub(crate) mod policy;
pub(crate) mod secret;
pub(crate) mod time;
pub(crate) mod token;
pub(crate) mod usage;

use clap::{ArgMatches, Command};

use crate::exit::Failure;

/// The names of values that `-` makes read standard input.
const INPUTS: &[&str] = &["CLAIMS", "INPUT", "PLAINTEXT", "SECRET", "TOKEN"];

/// Refuses a command line on which two inputs read standard input: neither would get what it should.
pub(crate) fn check_one_stdin(command: &Command, matches: &ArgMatches) -> Result<(), Failure> {
    let mut readers = Vec::new();
    collect_readers(command, matches, &mut readers);
    match readers.as_slice() {
        [] | [_] => Ok(()),
        [first, second, ..] => Err(Failure::usage(
            format!("{first} and {second} would both read standard input."),
            "Give one of them as a file or a variable.",
        )),
    }
}

fn collect_readers(command: &Command, matches: &ArgMatches, readers: &mut Vec<String>) {
    for arg in command.get_arguments() {
        let Some(name) =
            arg.get_value_names().into_iter().flatten().find(|name| INPUTS.contains(&name.as_str()))
        else {
            continue;
        };
        let values = matches.try_get_raw(arg.get_id().as_str()).ok().flatten().into_iter().flatten();
        let shown = arg.get_long().map_or_else(|| name.to_string(), |long| format!("--{long}"));
        readers.extend(values.filter(|value| *value == "-").map(|_| shown.clone()));
    }
    if let Some((name, inner)) = matches.subcommand()
        && let Some(command) = command.find_subcommand(name)
    {
        collect_readers(command, inner, readers);
    }
}
