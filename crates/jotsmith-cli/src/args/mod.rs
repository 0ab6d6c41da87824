//! The groups of flags that verbs share, and what holds for all of them: one grammar of inputs, one standard input,
//! errors that name the nearest right flag.

pub(crate) mod algorithm;
pub(crate) mod denylist;
pub(crate) mod encryption;
pub(crate) mod disclose;
pub(crate) mod dpop;
pub(crate) mod expect;
pub(crate) mod forgotten;
pub(crate) mod key;
pub(crate) mod key_binding;
pub(crate) mod lines;
pub(crate) mod member;
pub(crate) mod number;
pub(crate) mod out;
pub(crate) mod password;
pub(crate) mod policy;
pub(crate) mod secret;
pub(crate) mod time;
pub(crate) mod token;
pub(crate) mod usage;

use std::ffi::OsStr;

use clap::{Arg, ArgMatches, Command};

use crate::exit::Failure;

/// The names of values that `-` makes read standard input.
const INPUTS: &[&str] = &["CLAIMS", "INPUT", "PLAINTEXT", "SECRET", "TOKEN"];

/// A value that was given as an input, as it was typed.
struct Typed<'a> {
    arg: &'a Arg,
    /// What the help calls such a value.
    name: &'a str,
    value: &'a OsStr,
}

impl Typed<'_> {
    /// The flag, or the name of a positional value.
    fn shown(&self) -> String {
        self.arg.get_long().map_or_else(|| self.name.to_owned(), |long| format!("--{long}"))
    }
}

/// Refuses a command line on which two inputs read standard input: neither would get what it should.
pub(crate) fn check_one_stdin(command: &Command, matches: &ArgMatches) -> Result<(), Failure> {
    let mut typed = Vec::new();
    collect(command, matches, &mut typed);
    typed.retain(|input| input.value == "-");
    match typed.as_slice() {
        [] | [_] => Ok(()),
        [first, second, ..] => Err(Failure::usage(
            format!("{} and {} would both read standard input.", first.shown(), second.shown()),
            "Give one of them as a file or a variable.",
        )),
    }
}

/// All inputs of the verb that was called.
fn collect<'a>(command: &'a Command, matches: &'a ArgMatches, typed: &mut Vec<Typed<'a>>) {
    for arg in command.get_arguments() {
        let mut names = arg.get_value_names().into_iter().flatten();
        let Some(name) = names.find(|name| INPUTS.contains(&name.as_str())) else { continue };
        let values = matches.try_get_raw(arg.get_id().as_str()).ok().flatten().into_iter().flatten();
        typed.extend(values.map(|value| Typed { arg, name, value }));
    }
    if let Some((name, inner)) = matches.subcommand()
        && let Some(command) = command.find_subcommand(name)
    {
        collect(command, inner, typed);
    }
}

/// Whether the text of a PEM block stands on the command line. It begins with hyphens, and the parser lets a positional
/// value begin so always or never. So it may where there is such a text; elsewhere a mistyped flag is told from a key.
pub(crate) fn pem_is_typed() -> bool {
    std::env::args_os().any(|word| word.as_encoded_bytes().starts_with(b"-----BEGIN "))
}
