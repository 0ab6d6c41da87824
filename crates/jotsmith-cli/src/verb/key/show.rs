//! `key show`: what a key is, without what is secret in it.

use super::{KEYS, KeyInput};
use crate::exit::{Exit, Failure};
use crate::output::Io;
use crate::render::key::{json, left_out, shown};

const EXAMPLES: &str = "\
Examples:
  $ jotsmith key show @api.pub.pem
  $ jotsmith key show --json @jwks.json
  $ jotsmith key show --secret env:S";

/// Show what a key is: type, size, algorithm, thumbprint, weakness; nothing that is secret
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
    let keys = args.input.set(io)?;
    if args.json {
        io.product_line(&json(keys.entries(), None))?;
        return Ok(Exit::Fine);
    }
    if let (1, Some(fault)) = (keys.len(), keys.left_out().next()) {
        return Err(Failure::from(fault.clone()));
    }
    let paint = io.product_paint();
    for (index, entry) in keys.entries().iter().enumerate() {
        let text = match entry {
            Ok(key) => shown(key, paint),
            Err(fault) => left_out(index, fault, paint),
        };
        io.product(text.as_bytes())?;
    }
    Ok(Exit::Fine)
}
