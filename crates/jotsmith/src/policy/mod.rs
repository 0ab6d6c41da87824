//! The policy: what a team accepts, in one file, for every face. A [`Policy`] makes verifiers.
//!
//! In goes a [`PolicyFile`] and the contents that it names; out comes a verdict by the rules of the token's issuer.
//! Which issuer that is, the unverified `iss` says; then all of that issuer's rules are enforced, the `iss` again among
//! them, so a forged `iss` gains nothing. An issuer that the policy does not know is `iss-mismatch`, and one that stands in
//! a disclosure tells nothing: `iss-missing`. No file is opened here, and nothing here widens what
//! [`verify`](crate::verify) refuses.
//!
//! ```
//! use jotsmith::NumericDate;
//! use jotsmith::policy::PolicyFile;
//!
//! let text = r#"
//! version = 1
//!
//! [[issuer]]
//! issuer = "https://auth.example.com"
//! keys = "@jwks.json"
//! audiences = ["https://api.example.com"]
//! "#;
//! let jwks = r#"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"a","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#;
//! let policy = PolicyFile::read(text.as_bytes())?.with_keys(|_| Some(jwks.as_bytes().to_vec().into()))?;
//! let verdict = policy.judge("eyJhbGciOiJFZDI1NTE5Iiwia2lkIjoiYiJ9.e30.AAAA", NumericDate(1_795_442_711));
//! assert!(verdict.reasons().iter().any(|reason| reason.code().as_str() == "kid-unknown"));
//! # Ok::<(), jotsmith::policy::PolicyError>(())
//! ```

mod error;
mod file;
mod keys;
mod lint;
mod narrow;
mod read;

#[cfg(test)]
mod tests;

pub use error::PolicyError;
pub use file::PolicyFile;
pub use keys::Input;
pub use lint::{Disabled, FailOn, Lint, Override, PROFILES};
pub use narrow::Narrowing;

use std::collections::HashSet;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::check::{Expectations, Expected, Source};
use crate::json;
use crate::key::KeyError;
use crate::limits::Bounds;
use crate::text::base64url;
use crate::text::time::NumericDate;
use crate::token::{compact_parts, is_object};
use crate::verdict::Verdict;
use crate::verify::{Rejection, Scratch, Verified, Verifier};

/// What a team accepts: rules for each issuer, bounds, and what the linter is told.
#[derive(Debug)]
pub struct Policy {
    rules: Vec<Rules>,
    /// Refuses the tokens of issuers that are not known here.
    stranger: Verifier<'static>,
    lint: Lint,
    bounds: Bounds,
}

/// What is accepted of one issuer.
#[derive(Debug)]
pub struct Rules {
    issuer: String,
    verifier: Verifier<'static>,
    left_out: Vec<KeyError>,
}

impl Rules {
    /// The issuer, as `iss` must name it.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The verifier of its tokens.
    pub const fn verifier(&self) -> &Verifier<'static> {
        &self.verifier
    }

    /// Why entries of its key set cannot be used.
    pub fn left_out(&self) -> &[KeyError] {
        &self.left_out
    }
}

impl Policy {
    fn of(rules: Vec<Rules>, lint: Lint, bounds: Bounds) -> Self {
        let stranger = stranger(&rules, bounds);
        Self { rules, stranger, lint, bounds }
    }

    /// The rules, in the order of the file.
    pub fn rules(&self) -> &[Rules] {
        &self.rules
    }

    /// What the linter is told.
    pub const fn lint(&self) -> &Lint {
        &self.lint
    }

    /// How much is read, and how deep.
    pub const fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// The verifier whose rules apply to this token. The token's own word chooses it, and is then held against it. A
    /// policy of one issuer has one; so has every token of an issuer that is not known.
    pub fn verifier_for(&self, token: &str) -> &Verifier<'static> {
        match self.rules.as_slice() {
            [one] => &one.verifier,
            rules => {
                let claimed = claimed_issuer(token, self.bounds);
                let known = claimed.and_then(|iss| rules.iter().find(|rules| rules.issuer == iss));
                known.map_or(&self.stranger, |rules| &rules.verifier)
            }
        }
    }

    /// The same with a hook that knows which `jti` were called back; `jti` is then required.
    #[must_use]
    pub fn with_denied(mut self, denied: impl Fn(&str) -> bool + Clone + Send + Sync + 'static) -> Self {
        self.rules = self
            .rules
            .into_iter()
            .map(|rules| Rules { verifier: rules.verifier.with_denied(denied.clone()), ..rules })
            .collect();
        self
    }

    /// Verifies a token at an instant and gives its claims.
    ///
    /// # Errors
    /// The verdict, as [`Verifier::verify`].
    pub fn verify<C: DeserializeOwned>(
        &self,
        token: &str,
        now: NumericDate,
    ) -> Result<Verified<C>, Rejection> {
        self.verifier_for(token).verify(token, now)
    }

    /// Verifies a token and gives claims that borrow from `scratch`.
    ///
    /// # Errors
    /// The verdict, as [`Verifier::verify`].
    pub fn verify_in<'s, C: Deserialize<'s>>(
        &self,
        token: &str,
        now: NumericDate,
        scratch: &'s mut Scratch,
    ) -> Result<Verified<C>, Rejection> {
        self.verifier_for(token).verify_in(token, now, scratch)
    }

    /// The verdict on a token at an instant, whatever it is.
    pub fn judge(&self, token: &str, now: NumericDate) -> Verdict {
        self.verifier_for(token).judge(token, now)
    }
}

/// The verifier of those that nobody here knows: no key, every issuer and audience of the policy.
fn stranger(rules: &[Rules], bounds: Bounds) -> Verifier<'static> {
    let every = |of: fn(&Expectations) -> &Expected| {
        let mut seen = HashSet::new();
        let mut names = Vec::new();
        for expected in rules.iter().map(|rules| of(rules.verifier.expectations())) {
            if let Expected::OneOf(more) = expected {
                names.extend(more.iter().filter(|name| seen.insert(name.as_str())).cloned());
            }
        }
        if names.is_empty() { Expected::Unstated } else { Expected::OneOf(names) }
    };
    let expect = Expectations {
        issuer: every(|expect| &expect.issuer),
        audience: every(|expect| &expect.audience),
        source: Source::Policy,
        key_set: true,
        bounds,
        ..Expectations::default()
    };
    Verifier::expecting(Vec::new(), expect)
}

/// The `iss` that the token claims in what is signed, in whichever serialization: unverified, good for choosing whose
/// rules apply and for nothing else. None where it cannot be read, or stands in a disclosure: then nobody's rules are
/// needed to refuse it.
fn claimed_issuer(token: &str, bounds: Bounds) -> Option<String> {
    if token.len() > bounds.token_bytes {
        return None;
    }
    let payload = if is_object(token) {
        let object = json::parse(token.as_bytes()).ok()?;
        base64url::decode(object.root().member("payload")?.as_str()?.as_bytes()).ok()?
    } else {
        // What stands after the issuer's signature is none of its words.
        let signed = token.split('~').next()?;
        let payload = compact_parts(signed).nth(1)?;
        base64url::decode(payload.of_str(signed).as_bytes()).ok()?
    };
    let claims = json::parse(&payload).ok()?;
    claims.root().member("iss")?.as_str().map(str::to_owned)
}
