//! `jwks remove`: a key less in a set. Everything else in the text stays as it is.

use std::num::NonZeroUsize;

use jotsmith::key::without_entry;
use jotsmith::reason::escape::quoted;
use jotsmith::{AnyKey, KeyError, KeySet};

use super::{SetFile, kids};
use crate::args::number::ordinal;
use crate::exit::{Exit, Failure};
use crate::output::Io;
use crate::render::counted;

const EXAMPLES: &str = "\
Examples:
  $ jotsmith jwks remove --in named.json api-2026
  $ jotsmith jwks remove --in jwks.json --entry 1";

/// Remove a key from a set
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    set: SetFile,

    /// The name of the key, its kid, or its thumbprint
    #[arg(value_name = "NAME", required_unless_present = "entry")]
    name: Option<String>,

    /// The number of the entry, from 1, as jwks list counts
    #[arg(long, value_name = "NUMBER", conflicts_with = "name", value_parser = ordinal)]
    entry: Option<NonZeroUsize>,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    if args.set.file.is_none() {
        return Err(Failure::usage("No set was given.", "Name its file with --in FILE."));
    }
    let text = args.set.text()?;
    let set = KeySet::read(text.as_bytes())?;
    let index = match (&args.name, args.entry) {
        (Some(name), _) => entry_of(&set, &text, name)?,
        (None, Some(number)) if number.get() <= set.len() => number.get() - 1,
        (None, Some(number)) => {
            return Err(Failure::usage(
                format!("The set holds {}, and no number {number}.", counted(set.len(), "key")),
                "jotsmith jwks list counts them, those that cannot be used among them.",
            ));
        }
        (None, None) => return Err(Failure::usage("No key was named.", "Give its kid or its thumbprint.")),
    };
    args.set.write(&without_entry(&text, index)?, io)?;
    Ok(Exit::Fine)
}

/// The number of the one key that has the name, one that cannot be used among them.
fn entry_of(set: &KeySet, text: &str, name: &str) -> Result<usize, Failure> {
    let kids = kids(text);
    let has = |(index, entry): &(usize, &Result<AnyKey, KeyError>)| {
        let print = entry.as_ref().ok().and_then(AnyKey::thumbprint);
        kids.get(*index).is_some_and(|kid| kid.as_deref() == Some(name))
            || print.is_some_and(|print| print.to_string() == name)
    };
    let mut named = set.entries().iter().enumerate().filter(has);
    match (named.next(), named.next()) {
        (Some((index, _)), None) => Ok(index),
        (Some(_), Some(_)) => Err(Failure::usage(
            format!("Several keys of the set have the name {}.", quoted(name)),
            "Say which with --entry NUMBER; jotsmith jwks list counts them.",
        )),
        (None, _) => Err(Failure::usage(
            format!("No key of the set has the name {}.", quoted(name)),
            "See jotsmith jwks list.",
        )),
    }
}
