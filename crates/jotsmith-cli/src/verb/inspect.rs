//! `inspect`: any text in, everything about the token in it out, with whatever keys are given. Never a gate.

use crate::args::expect::Expect;
use crate::args::key::{Given, VerifyingKeys};
use crate::args::key_binding::KeyBindingFlags;
use crate::args::policy::PolicyInput;
use crate::args::time::{At, Times};
use crate::args::token::{TokenInput, Which};
use crate::exit::{Exit, Failure, both};
use crate::output::Io;
use crate::render;
use crate::render::verdict::EMPTY;

const EXAMPLES: &str = "\
Examples:
  $ jotsmith inspect --in token.jwt
  $ jotsmith inspect --key @api.pub.pem --issuer https://auth.example.com \\
      --in es256.jwt
  $ jotsmith inspect --policy @policy.toml --in es256.jwt
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
    policy: PolicyInput,

    #[command(flatten)]
    expect: Expect,

    #[command(flatten)]
    key_binding: KeyBindingFlags,

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
    let now = args.at.instant()?;
    let (text, given, mut expect) = if let Some(ruled) = args.policy.read(&args.expect, &args.keys)? {
        let text = args.token.text()?;
        // Whose rules apply is told by the token that is opened, not by the text around it.
        let verifier = ruled.policy.verifier_for(&jotsmith::inspect::chosen(&text, args.which.index()).text);
        let given =
            Given { keys: verifier.keys().to_vec(), warnings: ruled.warnings.clone(), ..Given::default() };
        (text, given, verifier.expectations().clone())
    } else {
        let (text, given) = both(args.token.text(), args.keys.read_any())?;
        let mut expect = args.expect.stated();
        (expect.algorithms, expect.source) = (args.keys.algorithms(), given.source);
        (text, given, expect)
    };
    expect.key_binding = args.key_binding.stated();
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
            io.product(render::token::standing(layer).as_bytes())?;
            let refused = args.policy.refused_flags();
            io.product_line(&render::verdict::whole(&layer.verdict, refused, io.product_paint()))?;
            io.product(render::token::whole(layer, now, args.times, io.product_paint()).as_bytes())?;
        }
    }
    for layer in &inspection.layers {
        // A token that was encrypted stands nowhere in the text that was given.
        let around = if layer.depth > 0 { &layer.found.text } else { &text };
        io.talk(&render::defect::beside_verdict(layer, around, io.talk_paint()));
        if !layer.is_well_formed() {
            io.talk(args.token.hint());
        }
        if render::verdict::lacks_payload(&layer.verdict, &layer.found.text) {
            io.talk(&format!("  {EMPTY} verify it: jotsmith verify --as jws --detached-payload INPUT."));
        }
    }
    io.talk(&render::token::taken(&inspection));
    if args.expect.allows_weak_key() {
        io.talk("Weak keys are always reported here; --allow-weak-key counts with verify only.");
    }
    io.talk(&given.warnings.join("\n"));
    Ok(render::token::exit_of(&inspection))
}
