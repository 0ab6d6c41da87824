//! `verify`: one token, or one a line, held against keys and expectations. The claims, or the payload, leave only when
//! all holds.

mod dpop;

use std::sync::Arc;

use clap::ValueEnum;
use jotsmith::check::{Expectations, Source};
use jotsmith::diagnose::add_hints;
use jotsmith::find::{Found, find};
use jotsmith::key::Roots;
use jotsmith::policy::Policy;
use jotsmith::profile::sd_jwt;
use jotsmith::verdict::Outcome;
use jotsmith::{Scratch, Verifier, line};

use crate::args::denylist::Denylist;
use crate::args::dpop::RequestFlags;
use crate::args::expect::{Expect, about_claims};
use crate::args::key::{Given, VerifyingKeys};
use crate::args::key_binding::KeyBindingFlags;
use crate::args::lines::Lines;
use crate::args::policy::{PolicyInput, Ruled};
use crate::args::time::At;
use crate::args::token::TokenInput;
use crate::exit::{CODES, Exit, Failure, both};
use crate::input::{KEY, Operand, PAYLOAD};
use crate::lines::{self, Line, Text};
use crate::output::Io;
use crate::render;
use crate::render::verdict::EMPTY;

const EXAMPLES: &str = "\
Examples:
  $ jotsmith verify --secret env:S --issuer https://auth.example.com \\
      --audience https://api.example.com --in token.jwt
  $ jotsmith verify --key @api.pub.pem --any-issuer --any-audience --in es256.jwt
  $ jotsmith verify --jwks @jwks.json --issuer https://auth.example.com \\
      --any-audience --json --in es256.jwt
  $ jotsmith verify --policy @policy.toml --in es256.jwt
  $ jotsmith verify --as jws --key @api.pub.pem --in hello.jws
  $ jotsmith verify --as jws --key @api.pub.pem --detached-payload @body.txt \\
      --in detached.jws
  $ jotsmith verify --as jws --key @api.pub.pem --key @ed25519.pub.pem \\
      --all-signatures --in general.json
  $ jotsmith verify --as sd-jwt --key @api.pub.pem \\
      --issuer https://auth.example.com --any-audience --in credential.sd-jwt
  $ jotsmith verify --lines --secret env:S --any-issuer --any-audience \\
      --denylist @denied.txt --in tokens.txt";

/// Verify a token, or many: exit 0 and its claims, or why not
#[derive(clap::Args)]
#[command(after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\n{CODES}"))]
pub(crate) struct Args {
    #[command(flatten)]
    token: TokenInput,

    #[command(flatten)]
    keys: VerifyingKeys,

    /// Root certificates in PEM or DER: the token's own certificate, x5c, gives the key if its chain ends in one of
    /// them, whatever the issuer of the token: give a root of your own, none of a public authority; the text itself, -,
    /// @FILE or env:NAME
    #[arg(long, value_name = "INPUT", allow_hyphen_values = true, conflicts_with_all = ["keys", "secrets", "jwks", "policy", "lines"])]
    roots: Option<Operand>,

    #[command(flatten)]
    policy: PolicyInput,

    /// What the payload is: a claims set, or any bytes
    #[arg(long = "as", value_name = "FORM", value_enum, default_value_t)]
    form: Form,

    /// The payload that came beside the token, with --as jws: the text itself, -, @FILE or env:NAME
    #[arg(long, value_name = "INPUT", allow_hyphen_values = true)]
    detached_payload: Option<Operand>,

    /// Demand every signature of a general serialization, with --as jws; one is enough unless this is said
    #[arg(long)]
    all_signatures: bool,

    #[command(flatten)]
    expect: Expect,

    #[command(flatten)]
    key_binding: KeyBindingFlags,

    #[command(flatten)]
    request: RequestFlags,

    /// The thumbprint of the key that the access token is bound to (cnf.jkt), with --as dpop
    #[arg(long, value_name = "THUMBPRINT", allow_hyphen_values = true)]
    jkt: Option<String>,

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
    /// A claims set with disclosures, printed with them put in.
    SdJwt,
    /// A DPoP proof, verified with the key in its header.
    Dpop,
}

impl Args {
    /// Refuses flags of a JWS beside a claims set.
    fn check_form(&self) -> Result<(), Failure> {
        let said = [
            ("--detached-payload", self.detached_payload.is_some()),
            ("--all-signatures", self.all_signatures),
        ];
        match said.into_iter().find(|(_, said)| *said && self.form != Form::Jws) {
            Some((flag, _)) => Err(Failure::usage(
                format!("{flag} goes with --as jws: a JWT is compact and holds its claims."),
                "Add --as jws, which checks no claims.",
            )),
            None => Ok(()),
        }
    }
}

impl Args {
    /// The verifier with the denylist.
    fn denying(&self, verifier: Verifier<'static>) -> Result<Verifier<'static>, Failure> {
        Ok(match self.denylist.read()? {
            Some(denied) => verifier.with_denied(move |jti| denied.contains(jti)),
            None => verifier,
        })
    }
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    args.check_form()?;
    if args.form != Form::SdJwt {
        args.key_binding.check_unsaid()?;
    }
    if args.form == Form::Dpop {
        return dpop::run(args, io);
    }
    args.request.check_unsaid()?;
    if args.jkt.is_some() {
        return Err(Failure::usage(
            "--jkt says by which key a DPoP proof is signed.",
            "Add --as dpop, or leave it out.",
        ));
    }
    let rules = match args.policy.read(&args.expect, &args.keys)? {
        Some(_) if args.form == Form::Jws => return Err(about_claims("--policy")),
        Some(policy) => Rules::Policy(Box::new(policy)),
        None => Rules::Flags(Box::new(expectations(args)?)),
    };
    args.denylist.check()?;
    if args.lines.are_meant() {
        return many(args, rules, io);
    }
    let at = args.at.instant()?;
    let (token, (mut judge, mut given)) = both(args.token.text(), judge(args, rules))?;
    if let (Some(roots), Judge::One(verifier)) = (&args.roots, &judge) {
        let mut expect = verifier.expectations().clone();
        expect.source = Source::Certificate;
        match Roots::read(&roots.bytes(KEY)?)?.certified(&token, at) {
            Ok(keys) => judge = Judge::One(args.denying(Verifier::expecting(keys.keys().to_vec(), expect))?),
            Err(fault) => given.fault = Some(fault),
        }
    }
    let detached = args.detached_payload.as_ref().map(|operand| operand.bytes(PAYLOAD)).transpose()?;
    let verifier = judge.of(&token);
    let judged = match (args.form, &detached) {
        (Form::SdJwt, _) => sd_jwt::judge(verifier, &args.key_binding.said(), &token, at),
        (Form::Jwt | Form::Jws | Form::Dpop, Some(payload)) => verifier.judge_detached(&token, payload, at),
        (Form::Jwt | Form::Jws | Form::Dpop, None) => verifier.judge(&token, at),
    };
    let mut verdict = given.completed(judged);
    add_hints(&mut verdict, &token, verifier.keys());
    let written = match (args.json, args.form) {
        (true, _) => io.product_line(&verdict.to_json()),
        (false, Form::Jwt | Form::SdJwt | Form::Dpop) => io.product(&render::json::claims(&verdict)),
        (false, Form::Jws) => io.foreign_product(verdict.payload().unwrap_or_default()),
    };
    io.talk(&render::verdict::talk(&verdict, args.policy.refused_flags(), io.talk_paint()));
    if verdict.outcome() == Outcome::Unreadable {
        io.talk(args.token.hint());
        io.talk(around(&token));
    }
    if detached.is_none() && render::verdict::lacks_payload(&verdict, &token) {
        let flags = if args.form == Form::Jws { "" } else { "--as jws " };
        io.talk(&format!("  {EMPTY} add {flags}--detached-payload INPUT."));
    }
    io.talk(&given.warnings.join("\n"));
    written.map(|()| Exit::from(&verdict))
}

/// What to do where a token stands in a text that is none.
fn around(text: &str) -> &'static str {
    let alone = |found: &Found| found.text == text;
    match find(text).tokens.first() {
        Some(found) if !alone(found) => {
            "  There is a token in it, and something else: verify takes the token alone; inspect takes it out."
        }
        Some(_) | None => "",
    }
}

/// Many tokens, one a line.
fn many(args: &Args, rules: Rules, io: &mut Io) -> Result<Exit, Failure> {
    if args.form == Form::Jws {
        return Err(Failure::usage(
            "--lines and --as jws do not go together: a payload of any bytes is no line of JSON.",
            "Leave one of them out.",
        ));
    }
    if args.form == Form::SdJwt {
        return Err(Failure::usage(
            "--lines and --as sd-jwt do not go together: each presentation answers a nonce of its own.",
            "Verify each SD-JWT by itself.",
        ));
    }
    let now = args.at.running()?;
    let (tokens, (judge, given)) = both(args.token.stream(), judge(args, rules))?;
    if let Some(fault) = given.fault {
        return Err(fault.into());
    }
    let bound = judge.token_bytes();
    let begin = || {
        let (mut scratch, now, judge) = (Scratch::new(), now(), &judge);
        move |line: Line<'_>, out: &mut Vec<u8>| {
            Exit::of_catalogue(match line.text {
                Text::Whole(token) => {
                    line::verify(judge.of(token), line.number, token, now, &mut scratch, out)
                }
                Text::Overlong(bytes) => line::overlong(line.number, bytes, bound, out),
            })
        }
    };
    let tally = lines::run(tokens, bound, args.lines.jobs(), &begin, io)?;
    io.talk(&render::lines::verified(&tally, io.talk_paint()));
    io.talk(&given.warnings.join("\n"));
    Ok(tally.worst)
}

/// What the command line says is accepted.
enum Rules {
    /// Expectations as flags; the keys are still to be read.
    Flags(Box<Expectations>),
    /// A policy, its keys among it.
    Policy(Box<Ruled>),
}

/// What the tokens are held against.
enum Judge {
    One(Verifier<'static>),
    Policy(Policy),
}

impl Judge {
    /// The verifier of this token.
    fn of(&self, token: &str) -> &Verifier<'static> {
        match self {
            Self::One(verifier) => verifier,
            Self::Policy(policy) => policy.verifier_for(token),
        }
    }

    /// The longest token that is read.
    const fn token_bytes(&self) -> usize {
        match self {
            Self::One(verifier) => verifier.expectations().bounds.token_bytes,
            Self::Policy(policy) => policy.bounds().token_bytes,
        }
    }
}

/// Expectations as flags: issuer and audience must be said.
fn expectations(args: &Args) -> Result<Expectations, Failure> {
    let mut expect = match args.form {
        Form::Jwt | Form::SdJwt | Form::Dpop => args.expect.said()?,
        Form::Jws if args.denylist.is_named() => return Err(about_claims("--denylist")),
        Form::Jws => args.expect.of_bytes()?,
    };
    expect.all_signatures = args.all_signatures;
    if args.keys.are_named() || args.roots.is_some() {
        return Ok(expect);
    }
    Err(Failure::usage(
        "No key was given.",
        "Add --key INPUT, --secret SECRET, --jwks INPUT, --roots INPUT or --policy INPUT.",
    ))
}

/// Reads keys and denylist.
fn judge(args: &Args, rules: Rules) -> Result<(Judge, Given), Failure> {
    match rules {
        Rules::Flags(mut expect) => {
            // The token's own certificate gives the key; what is read once is read then.
            let denied = if args.roots.is_none() { args.denylist.read() } else { Ok(None) };
            let (given, denied) = both(args.keys.read(), denied)?;
            (expect.algorithms, expect.source) = (args.keys.algorithms(), given.source);
            let verifier = Verifier::expecting(given.keys.clone(), *expect);
            let verifier = match denied {
                Some(denied) => verifier.with_denied(move |jti| denied.contains(jti)),
                None => verifier,
            };
            Ok((Judge::One(verifier), given))
        }
        Rules::Policy(file) => {
            let Ruled { policy, warnings } = *file;
            let policy = match args.denylist.read()?.map(Arc::new) {
                Some(denied) => policy.with_denied(move |jti: &str| denied.contains(jti)),
                None => policy,
            };
            Ok((Judge::Policy(policy), Given { warnings, ..Given::default() }))
        }
    }
}
