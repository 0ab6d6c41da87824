//! `key`: make, show and convert keys. A file per verb; here is what they share: one key as it is given.

mod convert;
mod generate;
mod matches;
mod public;
mod show;
mod thumbprint;

use std::path::PathBuf;

use jotsmith::{AnyKey, KeySet};
use zeroize::Zeroizing;

use crate::args::key::{holds_secret, in_history};
use crate::args::password::KeyPassword;
use crate::args::pem_is_typed;
use crate::args::secret::SecretInput;
use crate::exit::{Exit, Failure};
use crate::input::{self, KEY, Operand};
use crate::output::Io;

/// The verbs of keys.
#[derive(clap::Subcommand)]
#[command(defer = true)]
pub(crate) enum Verb {
    /// Make a fresh key to sign or to encrypt: a secret as long as the algorithm wants it, RSA of 3072 bits, or a key
    /// on its curve
    Generate(generate::Args),
    /// Show what a key is: type, size, algorithm, thumbprint, weakness; nothing that is secret
    Show(show::Args),
    /// Write a key in another form
    Convert(convert::Args),
    /// Write the public half of a key
    Public(public::Args),
    /// Print the thumbprint of a key by SHA-256 (RFC 7638)
    Thumbprint(thumbprint::Args),
    /// Say which keys belong together, or which of many signed a token; exit 1 if none
    Match(matches::Args),
}

pub(crate) fn run(verb: &Verb, io: &mut Io) -> Result<Exit, Failure> {
    match verb {
        Verb::Generate(args) => generate::run(args, io),
        Verb::Show(args) => show::run(args, io),
        Verb::Convert(args) => convert::run(args, io),
        Verb::Public(args) => public::run(args, io),
        Verb::Thumbprint(args) => thumbprint::run(args, io),
        Verb::Match(args) => matches::run(args, io),
    }
}

/// What the help of a verb says that takes several keys.
pub(super) const KEYS: &str =
    "The keys as JWK, JWKS, PEM, DER or OpenSSH: the text itself, -, @FILE or env:NAME";

/// One key, or a set, as it is given to a verb of keys.
#[derive(Clone, clap::Args)]
pub(super) struct KeyInput {
    /// The key as JWK, PEM, DER or OpenSSH: the text itself, -, @FILE or env:NAME
    #[arg(value_name = "INPUT", allow_hyphen_values = pem_is_typed())]
    key: Option<Operand>,

    /// The file that holds the key
    #[arg(long = "in", value_name = "FILE", conflicts_with_all = ["key", "secret"])]
    file: Option<PathBuf>,

    /// A shared secret: utf8:TEXT, base64:, base64url: or hex:VALUE, or @FILE, env:NAME, - for raw bytes
    #[arg(long, value_name = "SECRET", conflicts_with = "key", allow_hyphen_values = true)]
    secret: Option<SecretInput>,

    #[command(flatten)]
    password: KeyPassword,
}

impl KeyInput {
    /// The one key that was given.
    fn one(&self, io: &mut Io) -> Result<AnyKey, Failure> {
        if let Some(secret) = &self.secret {
            let given = secret.read()?;
            io.talk(&given.warnings.join("\n"));
            return Ok(given.key?.into());
        }
        let key = self.password.key(&self.bytes()?)?.map_err(|fault| self.password.failure(fault))?;
        self.warn(key.is_secret(), io);
        Ok(key)
    }

    /// All keys that were given.
    pub(super) fn set(&self, io: &mut Io) -> Result<KeySet, Failure> {
        if self.secret.is_some() {
            return Ok(KeySet::from_iter([self.one(io)?]));
        }
        let set = self.password.set(&self.bytes()?)?.map_err(|fault| self.password.failure(fault))?;
        self.warn(holds_secret(&set), io);
        Ok(set)
    }

    /// Says what is worth saying about the way the keys were given.
    fn warn(&self, secret: bool, io: &mut Io) {
        let typed = self.key.as_ref().and_then(|operand| in_history(operand, "", secret));
        let warnings: Vec<String> = typed.into_iter().chain(self.password.warning()).collect();
        io.talk(&warnings.join("\n"));
    }

    /// The text that holds one key or several.
    fn bytes(&self) -> Result<Zeroizing<Vec<u8>>, Failure> {
        match (&self.key, &self.file) {
            (_, Some(path)) => input::file(path, KEY),
            (Some(operand), None) => operand.bytes(KEY),
            (None, None) => Err(Failure::usage(
                "No key was given.",
                "Give it as the last word: the text itself, -, @FILE or env:NAME; or as --in FILE or --secret SECRET.",
            )),
        }
    }
}
