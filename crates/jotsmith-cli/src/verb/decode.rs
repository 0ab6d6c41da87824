//! `decode`: what a token says, without a key and without belief.

use jotsmith::check::Expectations;

use crate::args::time::{At, Times};
use crate::args::token::{TokenInput, Which};
use crate::exit::{Exit, Failure};
use crate::output::Io;
use crate::render;

const EXAMPLES: &str = "\
Examples:
  $ jotsmith decode --in token.jwt
  $ jotsmith decode --times local --in token.jwt
  $ jotsmith decode --json -- \\
      eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1XzQyIn0.c2lnbmF0dXJl";

/// Decode a token without verifying it
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    token: TokenInput,

    #[command(flatten)]
    which: Which,

    #[command(flatten)]
    at: At,

    /// How times are shown
    #[arg(long, value_name = "ZONE", value_enum, default_value_t)]
    times: Times,

    /// Print it as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let now = args.at.instant()?;
    let text = args.token.text()?;
    let inspection = jotsmith::inspect(&text, args.which.index(), &[], &Expectations::default(), now);
    args.which.check(&inspection)?;
    for layer in &inspection.layers {
        let product = if args.json {
            format!("{}\n", layer.decode_json())
        } else {
            render::token::whole(layer, now, args.times, io.product_paint())
        };
        io.product(product.as_bytes())?;
        io.talk(&render::defect::talk(layer, &text, io.talk_paint()));
        io.talk(&render::token::taken(&inspection));
        io.talk(&render::token::not_verified(&product, io.talk_paint()));
    }
    Ok(render::token::exit_of(&inspection))
}
