//! `key convert`: the same key in another form.

use super::KeyInput;
use crate::args::algorithm::{Purpose, purpose};
use crate::args::out::Out;
use crate::args::password::Encrypt;
use crate::exit::{Exit, Failure};
use crate::output::{Io, Readers};
use crate::render::key::{Shown, To};

const EXAMPLES: &str = "\
Examples:
  $ jotsmith key convert --to jwk @api.pub.pem
  $ jotsmith key convert --to jwk --alg PS256 --kid rsa-1 @rsa.pub.pem
  $ jotsmith key convert --to pkcs8 --encrypt --new-password env:S @api.key.pem
  $ jotsmith key convert --to openssh @api.pub.pem
  $ jotsmith key convert --to hex --secret base64url:3q2-7w";

/// Write a key in another form
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    input: KeyInput,

    /// The form to write it in
    #[arg(long, value_name = "FORM", value_enum)]
    to: To,

    /// The algorithm that the key is for from now on
    #[arg(long, value_name = "ALG", value_parser = purpose)]
    alg: Option<Purpose>,

    /// The name of the key
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    kid: Option<String>,

    #[command(flatten)]
    encrypt: Encrypt,

    #[command(flatten)]
    out: Out,

    /// Print what it is as JSON, with the key
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let mut key = args.input.one(io)?;
    if let Some(purpose) = args.alg {
        key = purpose.of(key)?;
    }
    if let Some(kid) = &args.kid {
        key = key.with_kid(kid);
    }
    let readers = if key.is_secret() { Readers::Owner } else { Readers::Anyone };
    let bytes = if args.json { Shown::Json } else { Shown::Alone }.written(
        key,
        args.to,
        args.encrypt.password(io)?.as_deref().map(Vec::as_slice),
    )?;
    args.out.write(&bytes, readers, io)?;
    Ok(Exit::Fine)
}
