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
    let no_claim = "a proof has no such claim to check";
    let said = [
        ("--issuer or --any-issuer", expect.issuer != Expected::Unstated, no_claim),
        ("--audience or --any-audience", expect.audience != Expected::Unstated, no_claim),
        ("--subject", expect.subject.is_some(), no_claim),
        ("--typ", !expect.types.is_empty(), no_claim),
        ("--require", !expect.required.is_empty(), no_claim),
        ("--denylist", args.denylist.is_named(), no_claim),
        ("--allow-missing-exp", expect.allow_missing_exp, no_claim),
        ("--alg", args.keys.algorithms().is_some(), "the key in its header says which algorithm"),
        ("--roots", args.roots.is_some(), "a proof is verified with the key in its own header"),
        ("--policy", args.policy.is_named(), "a policy says nothing about requests"),
    ];
    if args.lines.are_meant() {
        return Err(Failure::usage(
            "--lines and --as dpop do not go together: each proof is for one request of its own.",
            "Verify each proof by itself, with the method and address of its request.",
        ));
    }
    match said.into_iter().find(|(_, said, _)| *said) {
        Some((flag, _, why)) => {
            Err(Failure::usage(format!("{flag} and --as dpop do not go together: {why}."), "Leave it out."))
        }
        None => Ok(()),
    }
}
