//! `key public`: the half of a pair that may be given away.

use super::KeyInput;
use crate::args::out::Out;
use crate::exit::{Exit, Failure};
use crate::output::{Io, Readers};
use crate::render::key::{Shown, To};

const EXAMPLES: &str = "\
Examples:
  $ jotsmith key public @api.key.pem
  $ jotsmith key public --to pem @api.key.pem";

/// Write the public half of a key
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    input: KeyInput,

    /// The form to write it in
    #[arg(long, value_name = "FORM", value_enum, default_value_t)]
    to: To,

    #[command(flatten)]
    out: Out,

    /// Print what it is as JSON, with the key
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let key = args.input.one(io)?.public().ok_or_else(no_public_half)?;
    let bytes = if args.json { Shown::Json } else { Shown::Alone }.written(key.into(), args.to, None)?;
    args.out.write(&bytes, Readers::Anyone, io)?;
    Ok(Exit::Fine)
}

fn no_public_half() -> Failure {
    Failure::new(
        Exit::Key,
        "A shared secret has no public half: whoever verifies with it can sign.",
        "Make a pair: jotsmith key generate --alg ES256.",
    )
}
