//! `decode`: what a token says, without a key and without belief.

use jotsmith::check::Expectations;
use jotsmith::limits::TOKEN_BYTES;
use jotsmith::line;

use crate::args::lines::Lines;
use crate::args::time::{At, Times};
use crate::args::token::{TokenInput, Which};
use crate::exit::{Exit, Failure};
use crate::lines::{self, Line, Text};
use crate::output::Io;
use crate::render;

const EXAMPLES: &str = "\
Examples:
  $ jotsmith decode --in token.jwt
  $ jotsmith decode --times local --in token.jwt
  $ jotsmith decode --lines --in tokens.txt
  $ jotsmith decode --json -- \\
      eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1XzQyIn0.c2lnbmF0dXJl";

/// Decode a token, or many, without verifying
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    token: TokenInput,

    #[command(flatten)]
    which: Which,

    #[command(flatten)]
    at: At,

    #[command(flatten)]
    lines: Lines,

    /// How times are shown
    #[arg(long, value_name = "ZONE", value_enum, default_value_t, conflicts_with = "lines")]
    times: Times,

    /// Print it as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    if args.lines.are_meant() {
        return many(args, io);
    }
    let now = args.at.instant()?;
    let text = args.token.text()?;
    let inspection = jotsmith::inspect(&text, args.which.index(), &[], &Expectations::default(), now);
    args.which.check(&inspection)?;
    let mut shown = false;
    for layer in &inspection.layers {
        let product = if args.json {
            format!("{}\n", layer.decode_json())
        } else {
            let whole = render::token::whole(layer, now, args.times, io.product_paint());
            format!("{}{whole}", render::token::standing(layer))
        };
        io.product(product.as_bytes())?;
        io.talk(&render::defect::talk(layer, &text, io.talk_paint()));
        if !layer.is_well_formed() {
            io.talk(args.token.hint());
        }
        shown |= !product.is_empty();
    }
    io.talk(&render::token::taken(&inspection));
    if shown {
        io.talk(&render::token::not_verified(io.talk_paint()));
    }
    Ok(render::token::exit_of(&inspection))
}

/// Many tokens, one a line.
fn many(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    if args.which.index() > 0 {
        return Err(Failure::usage(
            "--which and --lines do not go together: a line holds one token.",
            "Leave one of them out.",
        ));
    }
    let now = args.at.running()?;
    let begin = || {
        let now = now();
        move |line: Line<'_>, out: &mut Vec<u8>| {
            Exit::of_catalogue(match line.text {
                Text::Whole(text) => line::decode(line.number, text, now, out),
                Text::Overlong(bytes) => line::overlong(line.number, bytes, TOKEN_BYTES, out),
            })
        }
    };
    let tally = lines::run(args.token.stream()?, TOKEN_BYTES, args.lines.jobs(), &begin, io)?;
    io.talk(&render::lines::decoded(&tally));
    io.talk(&render::token::not_verified(io.talk_paint()));
    Ok(tally.worst)
}
