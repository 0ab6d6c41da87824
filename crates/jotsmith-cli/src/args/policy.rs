//! `--policy`: the file of what a team accepts, instead of keys and expectations as flags.
//!
//! In go the file and the flags beside it, which may only narrow it; out comes the policy with its keys. Files that it
//! names stand beside it; variables are those of the environment. What a policy may say is the engine's.

use std::path::{Path, PathBuf};

use jotsmith::policy::{Input, Narrowing, Policy, PolicyError, PolicyFile};
use jotsmith::reason::escape::compared;
use zeroize::Zeroizing;

use super::expect::{Expect, WIDENING};
use super::key::VerifyingKeys;
use crate::exit::{Exit, Failure};
use crate::input::{self, KEY, Operand, POLICY};

/// The policy of a run.
#[derive(Clone, clap::Args)]
pub(crate) struct PolicyInput {
    /// What is accepted, as a policy file: keys, issuers, audiences; other flags may only narrow it
    #[arg(long, value_name = "INPUT", allow_hyphen_values = true)]
    policy: Option<Operand>,
}

/// A policy that was read, and what is to be said about it.
#[derive(Debug)]
pub(crate) struct Ruled {
    /// The policy, narrowed by the flags.
    pub(crate) policy: Policy,
    /// Keys that were left out.
    pub(crate) warnings: Vec<String>,
}

impl PolicyInput {
    /// Whether a policy was named.
    pub(crate) const fn is_named(&self) -> bool {
        self.policy.is_some()
    }

    /// The flags that do not go with what was said here, so that no remedy may name them.
    pub(crate) const fn refused_flags(&self) -> &'static [&'static str] {
        if self.is_named() { WIDENING } else { &[] }
    }

    /// Reads the policy, where one was named, and narrows it by the flags beside it.
    pub(crate) fn read(&self, expect: &Expect, keys: &VerifyingKeys) -> Result<Option<Ruled>, Failure> {
        let Some(operand) = &self.policy else { return Ok(None) };
        if keys.are_named() {
            return Err(Failure::usage(
                "The keys of a policy are those that it names: --key, --secret and --jwks would add others.",
                "Leave them out, or name them in the policy.",
            ));
        }
        let narrowing = Narrowing { algorithms: keys.algorithms(), ..expect.narrowing()? };
        let bytes = operand.bytes(POLICY)?;
        let file = PolicyFile::read(&bytes).map_err(|fault| refused(&fault))?;
        let contents = file.inputs().map(|input| brought(input, operand)).collect::<Result<Vec<_>, _>>()?;
        let mut contents = contents.into_iter();
        let policy = file.with_keys(|_| contents.next()).map_err(|fault| refused(&fault))?;
        if policy.rules().is_empty() {
            return Err(Failure::usage(
                "The policy names no issuer, so it accepts nothing.",
                "Add an [[issuer]] with issuer, keys and audiences.",
            ));
        }
        let warnings = left_out(&policy);
        let policy = policy.narrowed(&narrowing).map_err(|fault| refused(&fault))?;
        Ok(Some(Ruled { policy, warnings }))
    }
}

/// What the policy names: a file beside it, or a variable.
fn brought(input: &Input, policy: &Operand) -> Result<Zeroizing<Vec<u8>>, Failure> {
    match input {
        Input::File(name) => {
            let folder: PathBuf = match policy {
                Operand::File(path) => path.parent().map(Path::to_path_buf).unwrap_or_default(),
                Operand::Literal(_) | Operand::Stdin | Operand::Variable(_) => PathBuf::new(),
            };
            input::file(&folder.join(name), KEY)
        }
        Input::Variable(name) => input::variable(name).map(|value| Zeroizing::new(value.as_bytes().to_vec())),
    }
}

fn left_out(policy: &Policy) -> Vec<String> {
    let of = |rules: &jotsmith::policy::Rules| {
        let issuer = compared(rules.issuer());
        let said = |fault: &jotsmith::KeyError| format!("A key of {issuer} is left out. {fault}");
        rules.left_out().iter().map(said).collect::<Vec<_>>()
    };
    policy.rules().iter().flat_map(of).collect()
}

/// Every fault of the policy, each with its remedy; the code is that of the first.
fn refused(fault: &PolicyError) -> Failure {
    let exit = Exit::of_catalogue(fault.code().row().exit);
    let Some((last, others)) = fault.reasons().split_last() else {
        return Failure::new(exit, fault.to_string(), fault.remedy());
    };
    let mut lines: Vec<String> =
        others.iter().flat_map(|reason| [reason.to_string(), format!("  {}", reason.remedy())]).collect();
    lines.push(last.to_string());
    Failure::new(exit, lines.join("\n"), last.remedy())
}
