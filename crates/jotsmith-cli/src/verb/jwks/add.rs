//! `jwks add`: a key more in a set. Everything else in the text stays as it is.

use jotsmith::key::{KeyId, with_key};
use jotsmith::{AnyKey, KeySet};

use super::{SetFile, kids};
use crate::args::key::read_key;
use crate::args::password::KeyPassword;
use crate::exit::{Exit, Failure};
use crate::input::Operand;
use crate::output::Io;

const EXAMPLES: &str = "\
A key without a name gets its thumbprint as kid. A private key is refused unless --private says otherwise.

Examples:
  $ jotsmith jwks add --kid api-2027 @api.pub.pem
  $ jotsmith jwks add --in jwks.json @new.pub.pem";

/// Add keys to a set
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    set: SetFile,

    /// A key as JWK, PEM, DER or OpenSSH: the text itself, -, @FILE or env:NAME
    #[arg(value_name = "INPUT", required = true)]
    keys: Vec<Operand>,

    /// The name of the key, where one key is added
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    kid: Option<String>,

    /// Let private keys and secrets in
    #[arg(long)]
    private: bool,

    #[command(flatten)]
    password: KeyPassword,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    if args.kid.is_some() && args.keys.len() > 1 {
        return Err(Failure::usage("--kid names one key, and several were given.", "Add them one by one."));
    }
    let (mut text, mut warnings) = (args.set.text()?, Vec::new());
    for operand in &args.keys {
        let key = read_key(operand, "", &args.password, &mut warnings)?;
        let key = args.named(key.map_err(|fault| args.password.failure(fault))?)?;
        let (set, kid) = (KeySet::read(text.as_bytes())?, key.kid().map(KeyId::as_str));
        for (index, (entry, other)) in set.entries().iter().zip(kids(&text)).enumerate() {
            let same_kid = other.is_some() && other.as_deref() == kid;
            let print = entry.as_ref().ok().and_then(AnyKey::thumbprint);
            if same_kid || print.is_some() && key.thumbprint() == print {
                let what = if same_kid { "has the name of this one" } else { "is this one" };
                return Err(Failure::new(
                    Exit::Key,
                    format!("Key {} of the set {what} already.", index + 1),
                    "Remove it first, or give the new key another --kid.",
                ));
            }
        }
        text = with_key(&text, &key)?;
    }
    args.set.write(&text, io)?;
    warnings.extend(args.password.warning());
    io.talk(&warnings.join("\n"));
    Ok(Exit::Fine)
}

impl Args {
    /// The key under its name, if it may go into a set.
    fn named(&self, key: AnyKey) -> Result<AnyKey, Failure> {
        if key.is_secret() && !self.private {
            return Err(Failure::new(
                Exit::Key,
                "The key is private, and sets are given to everybody.",
                "Add its public half, as jotsmith key public writes it, or say --private.",
            ));
        }
        if let Some(kid) = &self.kid {
            return Ok(key.with_kid(kid));
        }
        if key.kid().is_some() {
            return Ok(key);
        }
        match key.thumbprint() {
            Some(print) => Ok(key.with_kid(print.to_string())),
            None => Err(Failure::usage(
                "The secret has no name, and its thumbprint would help to guess it.",
                "Name it with --kid.",
            )),
        }
    }
}
