//! `inspect`: any text in, everything about the token in it out, with whatever keys are given. Never a gate.

use crate::args::expect::Expect;
use crate::args::key::VerifyingKeys;
use crate::args::time::{At, Times};
use crate::args::token::{TokenInput, Which};
use crate::exit::{Exit, Failure, both};
use crate::output::Io;
use crate::render;

const EXAMPLES: &str = "\
Examples:
  $ jotsmith inspect --in token.jwt
  $ jotsmith inspect --key @api.pub.pem --issuer https://auth.example.com \\
      --in es256.jwt
  $ jotsmith inspect --secret env:S --json --in token.jwt";

/// Inspect a token: what it is, whether to accept it, and why
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    token: TokenInput,

    #[command(flatten)]
    which: Which,

    #[command(flatten)]
    keys: VerifyingKeys,

    #[command(flatten)]
    expect: Expect,

    #[command(flatten)]
    at: At,

    /// How times are shown
    #[arg(long, value_name = "ZONE", value_enum, default_value_t)]
    times: Times,

    /// Print the inspection as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let mut expect = args.expect.stated();
    let now = args.at.instant()?;
    let (text, given) = both(args.token.text(), args.keys.read_any())?;
    (expect.algorithms, expect.source) = (args.keys.algorithms(), given.source);
    let mut inspection = jotsmith::inspect(&text, args.which.index(), &given.keys, &expect, now);
    args.which.check(&inspection)?;
    for layer in &mut inspection.layers {
        layer.verdict = given.completed(layer.verdict.clone());
        layer.verdict.add_hints(layer.diagnose(&given.keys));
    }
    if args.json {
        io.product_line(&inspection.to_json())?;
    } else {
        for layer in &inspection.layers {
            io.product_line(&render::verdict::whole(&layer.verdict, io.product_paint()))?;
            io.product(render::token::whole(layer, now, args.times, io.product_paint()).as_bytes())?;
        }
    }
    for layer in &inspection.layers {
        io.talk(&render::defect::beside_verdict(layer, &text, io.talk_paint()));
    }
    io.talk(&render::token::taken(&inspection));
    if args.expect.allows_weak_key() {
        io.talk("Weak keys are always reported here; --allow-weak-key counts with verify only.");
    }
    io.talk(&given.warnings.join("\n"));
    Ok(render::token::exit_of(&inspection))
}
