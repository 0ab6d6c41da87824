//! `verify --as dpop`: a DPoP proof, held against one request and the key that the access token is bound to.

use jotsmith::check::{Expectations, Expected};
use jotsmith::profile::dpop::DpopVerifier;

use super::Args;
use crate::exit::{Exit, Failure};
use crate::output::Io;
use crate::render;

pub(super) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let expect = args.expect.stated();
    check(args, &expect)?;
    let Some(jkt) = &args.jkt else {
        return Err(Failure::usage(
            "It was not said which key the access token is bound to.",
            "Add --jkt THUMBPRINT: cnf.jkt of the verified access token, or what introspection says.",
        ));
    };
    let request = args.request.said()?;
    let at = args.at.instant()?;
    let proof = args.token.text()?;
    let mut verifier = DpopVerifier::new(request.method, request.url).key(jkt);
    verifier = verifier.leeway(expect.leeway).weak_keys(expect.weak_keys);
    if let Some(token) = &request.access_token {
        verifier = verifier.access_token(token);
    }
    if let Some(nonce) = request.nonce {
        verifier = verifier.nonce(nonce);
    }
    if let Some(age) = expect.max_age {
        verifier = verifier.max_age(age);
    }
    let verdict = verifier.judge(&proof, at);
    let written = if args.json {
        io.product_line(&verdict.to_json())
    } else {
        io.product(&render::json::claims(&verdict))
    };
    io.talk(&render::verdict::talk(&verdict, &[], io.talk_paint()));
    written.map(|()| Exit::from(&verdict))
}

/// Refuses what would not be looked at.
fn check(args: &Args, expect: &Expectations) -> Result<(), Failure> {
    if args.keys.are_named() {
        return Err(Failure::usage(
            "A DPoP proof is verified with the key in its own header.",
            "Leave the keys out; --jkt says which key it must be.",
        ));
    }
    let said = [
        ("--issuer or --any-issuer", expect.issuer != Expected::Unstated),
        ("--audience or --any-audience", expect.audience != Expected::Unstated),
        ("--subject", expect.subject.is_some()),
        ("--typ", !expect.types.is_empty()),
        ("--require", !expect.required.is_empty()),
        ("--denylist", args.denylist.is_named()),
    ];
    if args.lines.are_meant() {
        return Err(Failure::usage(
            "--lines and --as dpop do not go together: each proof is for one request of its own.",
            "Verify each proof by itself, with the method and address of its request.",
        ));
    }
    match said.into_iter().find(|(_, said)| *said) {
        Some((flag, _)) => Err(Failure::usage(
            format!("{flag} and --as dpop do not go together: a proof has no such claim to check."),
            "Leave it out.",
        )),
        None => Ok(()),
    }
}
