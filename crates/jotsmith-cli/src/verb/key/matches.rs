//! `key match`: whether two keys belong together: the halves of one pair, or one secret twice.

use jotsmith::AnyKey;
use jotsmith::json::Writer;
use jotsmith::key::Thumbprint;

use crate::exit::{Exit, Failure, both};
use crate::input::{KEY, Operand};
use crate::output::Io;

const EXAMPLES: &str = "\
Examples:
  $ jotsmith key match @api.key.pem @api.pub.pem";

/// Say whether two keys belong together; exit 1 if not
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A key as JWK, PEM or DER: the text itself, -, @FILE or env:NAME
    #[arg(value_name = "INPUT", allow_hyphen_values = true)]
    one: Operand,

    /// The other key
    #[arg(value_name = "INPUT", allow_hyphen_values = true)]
    other: Operand,

    /// Print it as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let (one, other) = both(args.one.bytes(KEY), args.other.bytes(KEY))?;
    let (one, other) = (print(&AnyKey::read(&one)?), print(&AnyKey::read(&other)?));
    let matches = one.is_some() && one == other;
    if args.json {
        let mut w = Writer::new();
        w.object(|w| {
            w.name("schema").string("jotsmith.match/1");
            w.name("match").bool(matches);
        });
        io.product_line(&w.into_text())?;
    } else {
        io.product_line(if matches {
            "The keys belong together."
        } else {
            "The keys do not belong together."
        })?;
    }
    Ok(if matches { Exit::Fine } else { Exit::Rejected })
}

fn print(key: &AnyKey) -> Option<Thumbprint> {
    if let AnyKey::Shared(secret) = key { Some(secret.secret_thumbprint()) } else { key.thumbprint() }
}
