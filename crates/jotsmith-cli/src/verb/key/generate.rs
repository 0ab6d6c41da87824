//! `key generate`: a fresh key for one algorithm.

use jotsmith::alg::KeyType;
use jotsmith::key::{Key, Private, Shared};
use jotsmith::{Algorithm, AnyKey, KeyError};

use crate::args::out::Out;
use crate::args::password::Encrypt;
use crate::exit::{Exit, Failure};
use crate::output::{Io, Readers};
use crate::render::key::{Shown, To, kind};

const EXAMPLES: &str = "\
Examples:
  $ jotsmith key generate --alg ES256 --kid api-2026
  $ jotsmith key generate --alg HS256 --to base64url
  $ jotsmith key generate --alg Ed25519 --to pem --out new.key.pem";

/// Make a fresh key: a secret as long as the hash, RSA of 3072 bits, or a key on the curve of the algorithm
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The algorithm that the key is for
    #[arg(long, value_name = "ALG", value_parser = crate::args::algorithm::named)]
    alg: Algorithm,

    /// Bits of an RSA key: 2048, 3072, 4096 or 8192
    #[arg(long, value_name = "NUMBER", conflicts_with = "bytes")]
    bits: Option<usize>,

    /// Bytes of a secret, up to 4096
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=4096))]
    bytes: Option<u16>,

    /// The name of the key
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    kid: Option<String>,

    /// The form to write it in
    #[arg(long, value_name = "FORM", value_enum, default_value_t)]
    to: To,

    #[command(flatten)]
    encrypt: Encrypt,

    #[command(flatten)]
    out: Out,

    /// Print what it is as JSON, with the key
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let password = args.encrypt.password()?;
    let mut key = fresh(args)?;
    if let Some(kid) = &args.kid {
        key = key.with_kid(kid);
    }
    let told = format!("Made a {}. Whoever holds it signs in your name.", kind(&key));
    let bytes = if args.json { Shown::Json } else { Shown::Alone }.written(
        key,
        args.to,
        password.as_deref().map(Vec::as_slice),
    )?;
    args.out.write(&bytes, Readers::Owner, io)?;
    io.talk(&told);
    Ok(Exit::Fine)
}

fn fresh(args: &Args) -> Result<AnyKey, Failure> {
    let misfit =
        |flag| Failure::usage(format!("{flag} says nothing about a key for {}.", args.alg), "Leave it out.");
    let key: Result<AnyKey, KeyError> = match (args.bits, args.bytes) {
        (Some(_), _) if args.alg.key_type() != KeyType::Rsa => return Err(misfit("--bits")),
        (_, Some(_)) if !args.alg.is_symmetric() => return Err(misfit("--bytes")),
        (Some(bits), _) => {
            Key::<Private>::generate_rsa(bits).and_then(|key| key.with_algorithm(args.alg)).map(AnyKey::from)
        }
        (None, Some(bytes)) => Key::<Shared>::generate_secret(args.alg, bytes.into()).map(AnyKey::from),
        (None, None) => AnyKey::generate(args.alg),
    };
    Ok(key?)
}
