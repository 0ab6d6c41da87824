//! `verify`: one token, or one a line, held against keys and expectations. The claims, or the payload, leave only when
//! all holds.

use std::collections::HashSet;

use clap::ValueEnum;
use jotsmith::check::Expectations;
use jotsmith::diagnose::add_hints;
use jotsmith::{Scratch, Verifier, line};

use crate::args::denylist::Denylist;
use crate::args::expect::{Expect, about_claims};
use crate::args::key::{Given, VerifyingKeys};
use crate::args::lines::Lines;
use crate::args::time::At;
use crate::args::token::TokenInput;
use crate::exit::{Exit, Failure, both};
use crate::lines::{self, Line, Text};
use crate::output::Io;
use crate::render;

const EXAMPLES: &str = "\
Examples:
  $ jotsmith verify --secret env:S --issuer https://auth.example.com \\
      --audience https://api.example.com --in token.jwt
  $ jotsmith verify --key @api.pub.pem --any-issuer --any-audience --in es256.jwt
  $ jotsmith verify --jwks @jwks.json --issuer https://auth.example.com \\
      --any-audience --json --in es256.jwt
  $ jotsmith verify --as jws --key @api.pub.pem --in hello.jws
  $ jotsmith verify --lines --secret env:S --any-issuer --any-audience \\
      --denylist @denied.txt --in tokens.txt";

/// Verify a token, or many: exit 0 and its claims, or why not
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

    #[command(flatten)]
    lines: Lines,

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
    let expect = match args.form {
        Form::Jwt => args.expect.said()?,
        Form::Jws if args.denylist.is_named() => return Err(about_claims("--denylist")),
        Form::Jws => args.expect.of_bytes()?,
    };
    if !args.keys.are_named() {
        return Err(Failure::usage("No key was given.", "Add --key INPUT, --secret SECRET or --jwks INPUT."));
    }
    if args.lines.are_meant() {
        return many(args, expect, io);
    }
    let at = args.at.instant()?;
    let ((token, given), denied) = both(both(args.token.text(), args.keys.read()), args.denylist.read())?;
    let verifier = verifier(args, expect, &given, denied);
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

/// Many tokens, one a line.
fn many(args: &Args, expect: Expectations, io: &mut Io) -> Result<Exit, Failure> {
    if args.form == Form::Jws {
        return Err(Failure::usage(
            "--lines and --as jws do not go together: a payload of any bytes is no line of JSON.",
            "Leave one of them out.",
        ));
    }
    let now = args.at.running()?;
    let ((tokens, given), denied) = both(both(args.token.stream(), args.keys.read()), args.denylist.read())?;
    if let Some(fault) = given.fault {
        return Err(fault.into());
    }
    let verifier = verifier(args, expect, &given, denied);
    let bound = verifier.expectations().bounds.token_bytes;
    let begin = || {
        let (mut scratch, now, verifier) = (Scratch::new(), now(), &verifier);
        move |line: Line<'_>, out: &mut Vec<u8>| {
            Exit::of_catalogue(match line.text {
                Text::Whole(token) => line::verify(verifier, line.number, token, now, &mut scratch, out),
                Text::Overlong(bytes) => line::overlong(line.number, bytes, bound, out),
            })
        }
    };
    let tally = lines::run(tokens, bound, args.lines.jobs(), &begin, io)?;
    io.talk(&render::lines::verified(&tally, io.talk_paint()));
    io.talk(&given.warnings.join("\n"));
    Ok(tally.worst)
}

fn verifier(
    args: &Args,
    mut expect: Expectations,
    given: &Given,
    denied: Option<HashSet<String>>,
) -> Verifier<'static> {
    (expect.algorithms, expect.source) = (args.keys.algorithms(), given.source);
    let verifier = Verifier::expecting(given.keys.clone(), expect);
    match denied {
        Some(denied) => verifier.with_denied(move |jti| denied.contains(jti)),
        None => verifier,
    }
}
