//! What a token is held against: issuer, audience, times, types. `verify` wants issuer and audience said; `inspect`
//! checks what was stated and no more.

use jotsmith::Seconds;
use jotsmith::check::{Content, Expectations, Expected};
use jotsmith::key::WeakKeys;
use jotsmith::policy::Narrowing;

use super::time::duration;
use crate::exit::Failure;

/// The flags that no policy lets stand beside it: they would accept more than it does.
pub(crate) const WIDENING: &[&str] =
    &["--any-issuer", "--any-audience", "--allow-missing-exp", "--allow-weak-key"];

/// Expectations as flags.
#[derive(Clone, Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct Expect {
    /// The issuer that is expected; say it again for another
    #[arg(long, value_name = "TEXT", conflicts_with = "any_issuer")]
    issuer: Vec<String>,

    /// Take a token of any issuer
    #[arg(long)]
    any_issuer: bool,

    /// The audience that is expected; say it again for another, one of them is enough
    #[arg(long, value_name = "TEXT", conflicts_with = "any_audience")]
    audience: Vec<String>,

    /// Take a token for any audience
    #[arg(long)]
    any_audience: bool,

    /// The subject that is expected
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    subject: Option<String>,

    /// The type that is expected instead of none, JWT or at+jwt; say it again for another
    #[arg(long, value_name = "TYPE")]
    typ: Vec<String>,

    /// A claim that must be there and not empty; say it again for another
    #[arg(long, value_name = "CLAIM")]
    require: Vec<String>,

    /// The greatest age by iat, which is then required: 30s, 15m, 12h, 7d
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    max_age: Option<Seconds>,

    /// How far the clocks may differ; 0 unless said
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    leeway: Option<Seconds>,

    /// Take a token without exp; one that is there always counts
    #[arg(long)]
    allow_missing_exp: bool,

    /// Use a secret or an RSA key that is too short, and say so
    #[arg(long)]
    allow_weak_key: bool,
}

impl Expect {
    /// Whether weak keys were allowed.
    pub(crate) const fn allows_weak_key(&self) -> bool {
        self.allow_weak_key
    }

    /// Expectations of a claims set whose issuer and audience were said.
    pub(crate) fn said(&self) -> Result<Expectations, Failure> {
        let missing = |flag: &str, any: &str, what: &str| {
            Failure::usage(
                format!("The {what} that is expected was not said."),
                format!("Add {flag} TEXT, or {any} to take any."),
            )
        };
        if self.issuer.is_empty() && !self.any_issuer {
            return Err(missing("--issuer", "--any-issuer", "issuer"));
        }
        if self.audience.is_empty() && !self.any_audience {
            return Err(missing("--audience", "--any-audience", "audience"));
        }
        Ok(self.stated())
    }

    /// Expectations of any payload: nothing about claims may be said, for nothing about them would be checked.
    pub(crate) fn of_bytes(&self) -> Result<Expectations, Failure> {
        let said = [
            ("--issuer", !self.issuer.is_empty()),
            ("--audience", !self.audience.is_empty()),
            ("--subject", self.subject.is_some()),
            ("--require", !self.require.is_empty()),
            ("--max-age", self.max_age.is_some()),
        ];
        if let Some((flag, _)) = said.into_iter().find(|(_, said)| *said) {
            return Err(about_claims(flag));
        }
        let mut expect = self.stated();
        // Whoever asks for any bytes says by that that claims among them are not looked at.
        (expect.issuer, expect.audience, expect.content) = (Expected::Any, Expected::Any, Content::Bytes);
        Ok(expect)
    }

    /// What is asked beside a policy, which it may only narrow.
    pub(crate) fn narrowing(&self) -> Result<Narrowing, Failure> {
        let said = [self.any_issuer, self.any_audience, self.allow_missing_exp, self.allow_weak_key];
        if let Some((flag, _)) = WIDENING.iter().zip(said).find(|(_, said)| *said) {
            return Err(Failure::usage(
                format!("{flag} would widen the policy."),
                "A flag may only narrow a policy. Change the file if it is meant.",
            ));
        }
        Ok(Narrowing {
            issuers: self.issuer.clone(),
            audiences: self.audience.clone(),
            types: self.typ.clone(),
            required: self.require.clone(),
            subject: self.subject.clone(),
            max_age: self.max_age,
            leeway: self.leeway,
            ..Narrowing::default()
        })
    }

    /// What was stated; the rest stays unstated.
    #[expect(
        clippy::field_reassign_with_default,
        reason = "the struct grows, so it has no literal outside the engine"
    )]
    pub(crate) fn stated(&self) -> Expectations {
        let expected = |names: &[String], any: bool| match (names, any) {
            ([], true) => Expected::Any,
            ([], false) => Expected::Unstated,
            (names, _) => Expected::OneOf(names.to_vec()),
        };
        let mut expect = Expectations::default();
        expect.issuer = expected(&self.issuer, self.any_issuer);
        expect.audience = expected(&self.audience, self.any_audience);
        expect.subject.clone_from(&self.subject);
        expect.types.clone_from(&self.typ);
        expect.required.clone_from(&self.require);
        expect.max_age = self.max_age;
        expect.leeway = self.leeway.unwrap_or_default();
        expect.allow_missing_exp = self.allow_missing_exp;
        expect.weak_keys = if self.allow_weak_key { WeakKeys::Allow } else { WeakKeys::Refuse };
        expect
    }
}

/// A flag about claims stands where none is checked.
pub(crate) fn about_claims(flag: &str) -> Failure {
    Failure::usage(
        format!("{flag} says something about claims, and --as jws checks none."),
        "Leave it out, or verify --as jwt.",
    )
}
