//! `jwks`: look into a set of keys and change it. A file per verb; here is what they share: the set as text.

mod add;
mod list;
mod remove;

use std::path::{Path, PathBuf};

use jotsmith::find::PRIVATE_MEMBERS;
use jotsmith::{AnyKey, KeySet, json};
use zeroize::Zeroizing;

use crate::exit::{Exit, Failure};
use crate::input::{self, KEY, named};
use crate::output::{Existing, Io, Readers, write_file};
use crate::render::key::{To, json as keys_json};

/// The verbs of sets.
#[derive(clap::Subcommand)]
#[command(defer = true)]
pub(crate) enum Verb {
    /// List the keys of a set, those that cannot be used among them
    List(list::Args),
    /// Add keys to a set
    Add(add::Args),
    /// Remove a key from a set
    Remove(remove::Args),
}

pub(crate) fn run(verb: &Verb, io: &mut Io) -> Result<Exit, Failure> {
    match verb {
        Verb::List(args) => list::run(args, io),
        Verb::Add(args) => add::run(args, io),
        Verb::Remove(args) => remove::run(args, io),
    }
}

/// The file of the set, and where the changed one goes.
#[derive(Clone, clap::Args)]
struct SetFile {
    /// The file that holds the set
    #[arg(long = "in", value_name = "FILE")]
    file: Option<PathBuf>,

    /// Replace the file by the changed set, in one step; without it the set goes to standard output
    #[arg(long, requires = "file")]
    in_place: bool,

    /// Print the keys of the changed set as JSON; with the set itself, unless it goes to the file
    #[arg(long)]
    json: bool,
}

impl SetFile {
    /// The text of the set; an empty one where no file was named.
    fn text(&self) -> Result<Zeroizing<String>, Failure> {
        self.file.as_deref().map_or_else(|| Ok(Zeroizing::new("{\"keys\":[]}\n".into())), text_of)
    }

    /// Writes the changed set where it goes.
    fn write(&self, text: &str, io: &mut Io) -> Result<(), Failure> {
        let set = KeySet::read(text.as_bytes())?;
        let Some(path) = self.file.as_deref().filter(|_| self.in_place) else {
            return if self.json {
                io.product_line(&keys_json(set.entries(), Some((text.as_bytes(), To::Jwk))))
            } else {
                io.foreign_product(text.as_bytes())
            };
        };
        let readers = if holds_private(text) { Readers::Owner } else { Readers::Anyone };
        write_file(path, text.as_bytes(), readers, Existing::Replace)?;
        if self.json { io.product_line(&keys_json(set.entries(), None)) } else { Ok(()) }
    }
}

fn text_of(path: &Path) -> Result<Zeroizing<String>, Failure> {
    if path == Path::new("-") {
        return Err(Failure::usage(
            "The set is read from a file, and standard input is none.",
            "Write the set to a file, and name that by --in FILE.",
        ));
    }
    let bytes = input::file(path, KEY)?;
    if !is_set(&bytes) && AnyKey::read(&bytes).is_ok() {
        return Err(Failure::new(
            Exit::Key,
            format!("The file {} holds one key, and no set of keys.", named(path)),
            "Name the file of a set. Without --in, jotsmith jwks add @FILE begins one.",
        ));
    }
    core::str::from_utf8(&bytes).map(|text| Zeroizing::new(text.to_owned())).map_err(|_| {
        Failure::new(Exit::Malformed, "The set is not UTF-8.", "Check that this is the file you mean.")
    })
}

/// The names of all entries in their order, those that cannot be used with them.
fn kids(set: &str) -> Vec<Option<String>> {
    let kid = |entry: json::Value<'_>| entry.member("kid")?.as_str().map(str::to_owned);
    let Ok(tree) = json::parse(set.as_bytes()) else { return Vec::new() };
    tree.root().member("keys").into_iter().flat_map(json::Value::elements).map(kid).collect()
}

/// Whether any entry has a private member, those that cannot be used as a key with them: what is secret stays so.
fn holds_private(set: &str) -> bool {
    let is_private = |entry: json::Value<'_>| PRIVATE_MEMBERS.iter().any(|name| entry.member(name).is_some());
    json::parse(set.as_bytes()).map_or(true, |tree| {
        tree.root().member("keys").into_iter().flat_map(json::Value::elements).any(is_private)
    })
}

/// Whether the text is a JSON object with `keys`, whatever these are.
fn is_set(text: &[u8]) -> bool {
    json::parse(text).is_ok_and(|tree| tree.root().member("keys").is_some())
}
