//! `key thumbprint`: the name that a key has by its own numbers (RFC 7638).

use jotsmith::AnyKey;
use jotsmith::json::Writer;
use jotsmith::key::{Thumbprint, certificate_sha1};

use super::KeyInput;
use crate::exit::{Exit, Failure};
use crate::output::Io;
use crate::render::key::weaknesses;

const EXAMPLES: &str = "\
Examples:
  $ jotsmith key thumbprint @api.pub.pem
  $ jotsmith key thumbprint --uri @api.key.pem
  $ jotsmith key thumbprint --spki @api.pub.pem";

/// Print the thumbprint of a key by SHA-256 (RFC 7638)
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct Args {
    #[command(flatten)]
    input: KeyInput,

    /// Print it as a URI (RFC 9278)
    #[arg(long, conflicts_with = "spki")]
    uri: bool,

    /// Print that of the public half as SPKI, as pins name keys (RFC 7469)
    #[arg(long)]
    spki: bool,

    /// Print x5t of its certificate, by SHA-1 (RFC 7515 section 4.1.7)
    #[arg(long, conflicts_with_all = ["uri", "spki", "x5t_s256"])]
    x5t: bool,

    /// Print x5t#S256 of its certificate (RFC 7515 section 4.1.8)
    #[arg(long = "x5t-s256", conflicts_with_all = ["uri", "spki"])]
    x5t_s256: bool,

    /// Print it as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let key = args.input.one(io)?;
    let print = if args.spki {
        spki(&key)?.to_string()
    } else if args.x5t {
        certificate_sha1(certificate(&key)?)
    } else if args.x5t_s256 {
        Thumbprint::of_certificate(certificate(&key)?).to_string()
    } else {
        jwk(&key)?.to_string()
    };
    let of = match (args.spki, args.x5t, args.x5t_s256) {
        (true, _, _) => "spki",
        (_, true, _) => "x5t",
        (_, _, true) => "x5t#S256",
        (_, _, _) => "jwk",
    };
    let uri = if args.uri { "urn:ietf:params:oauth:jwk-thumbprint:sha-256:" } else { "" };
    let mut line = format!("{uri}{print}");
    if args.json {
        let mut w = Writer::new();
        w.object(|w| {
            w.name("schema").string("jotsmith.thumbprint/1");
            w.name("of").string(of);
            w.name("thumbprint").string(&line);
        });
        line = w.into_text();
    }
    io.product_line(&line)?;
    Ok(Exit::Fine)
}

/// The hash of a secret that can be guessed helps to guess it, so none is shown of a weak one.
fn jwk(key: &AnyKey) -> Result<Thumbprint, Failure> {
    match (key.thumbprint(), key, weaknesses(key).first()) {
        (Some(print), _, _) => Ok(print),
        (None, _, Some(weakness)) => Err(Failure::of_reason(Exit::Key, weakness)),
        (None, AnyKey::Shared(secret), None) => Ok(secret.secret_thumbprint()),
        (None, _, None) => Err(none()),
    }
}

fn spki(key: &AnyKey) -> Result<Thumbprint, Failure> {
    let public = key.public().ok_or_else(none)?;
    Ok(public.spki_thumbprint()?)
}

fn certificate(key: &AnyKey) -> Result<&[u8], Failure> {
    key.certificate().ok_or_else(|| {
        Failure::new(
            Exit::Key,
            "No certificate comes with this key.",
            "Give the certificate as PEM or DER, or a JWK with x5c.",
        )
    })
}

fn none() -> Failure {
    Failure::new(Exit::Key, "A shared secret has no public half that could be hashed.", "Leave --spki out.")
}
