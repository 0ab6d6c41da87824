//! `verify`: one token, held against keys and expectations. The claims, or the payload, leave only when all holds.

use clap::ValueEnum;
use jotsmith::Verifier;
use jotsmith::diagnose::add_hints;

use crate::args::denylist::Denylist;
use crate::args::expect::{Expect, about_claims};
use crate::args::key::VerifyingKeys;
use crate::args::time::At;
use crate::args::token::TokenInput;
use crate::exit::{Exit, Failure, both};
use crate::output::Io;
use crate::render;

const EXAMPLES: &str = "\
Examples:
  $ jotsmith verify --secret env:S --issuer https://auth.example.com \\
      --audience https://api.example.com --in token.jwt
  $ jotsmith verify --key @api.pub.pem --any-issuer --any-audience --in es256.jwt
  $ jotsmith verify --jwks @jwks.json --issuer https://auth.example.com \\
      --any-audience --json --in es256.jwt
  $ jotsmith verify --as jws --key @api.pub.pem --in hello.jws";

/// Verify one token: exit 0 and its claims, or why not
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    token: TokenInput,

    #[command(flatten)]
    keys: VerifyingKeys,

    /// What the payload is: a claims set, or any bytes
    #[arg(long = "as", value_name = "FORM", value_enum, default_value_t)]
    form: Form,

    #[command(flatten)]
    expect: Expect,

    #[command(flatten)]
    denylist: Denylist,

    #[command(flatten)]
    at: At,

    /// Print the verdict as JSON instead of the claims
    #[arg(long)]
    json: bool,
}

/// What the payload is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A claims set.
    #[default]
    Jwt,
    /// Any bytes, printed as they are.
    Jws,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let mut expect = match args.form {
        Form::Jwt => args.expect.said()?,
        Form::Jws if args.denylist.is_named() => return Err(about_claims("--denylist")),
        Form::Jws => args.expect.of_bytes()?,
    };
    if !args.keys.are_named() {
        return Err(Failure::usage("No key was given.", "Add --key INPUT, --secret SECRET or --jwks INPUT."));
    }
    let at = args.at.instant()?;
    let ((token, given), denied) = both(both(args.token.text(), args.keys.read()), args.denylist.read())?;
    (expect.algorithms, expect.source) = (args.keys.algorithms(), given.source);
    let mut verifier = Verifier::expecting(given.keys.clone(), expect);
    if let Some(denied) = denied {
        verifier = verifier.with_denied(move |jti| denied.contains(jti));
    }
    let mut verdict = given.completed(verifier.judge(&token, at));
    add_hints(&mut verdict, &token, &given.keys);
    let written = match (args.json, args.form) {
        (true, _) => io.product_line(&verdict.to_json()),
        (false, Form::Jwt) => io.product(&render::json::claims(&verdict)),
        (false, Form::Jws) => io.foreign_product(verdict.payload().unwrap_or_default()),
    };
    io.talk(&render::verdict::talk(&verdict, io.talk_paint()));
    io.talk(&given.warnings.join("\n"));
    written.map(|()| Exit::from(&verdict))
}
