//! `jwks list`: what stands in a set.

use jotsmith::json::quoted;

use super::super::key::{KEYS, KeyInput};
use crate::exit::{Exit, Failure};
use crate::output::Io;
use crate::render::key::{json, kind};

const EXAMPLES: &str = "\
Examples:
  $ jotsmith jwks list @jwks.json
  $ jotsmith jwks list --json --in jwks.json";

/// List the keys of a set, those that cannot be used among them
#[derive(clap::Args)]
#[command(after_help = EXAMPLES, mut_arg("key", |arg| arg.help(KEYS)))]
pub(crate) struct Args {
    #[command(flatten)]
    input: KeyInput,

    /// Print it as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let set = args.input.set(io)?;
    if args.json {
        io.product_line(&json(set.entries(), None))?;
        return Ok(Exit::Fine);
    }
    for (index, entry) in set.entries().iter().enumerate() {
        let number = index + 1;
        let line = match entry {
            Ok(key) => {
                let kid = key.kid().map_or_else(|| "no kid".into(), |kid| quoted(kid.as_str()));
                let algorithms = key.algorithms();
                let algorithms = if algorithms.is_empty() { "no alg".into() } else { algorithms.to_string() };
                format!("{number}  {kid}  {}  {algorithms}", kind(key))
            }
            Err(fault) => format!("{number}  left out  {fault}"),
        };
        io.product_line(&line)?;
    }
    Ok(Exit::Fine)
}
