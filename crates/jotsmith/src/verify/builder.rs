//! Building a verifier. What must be decided are states: `build` does not exist before issuer and audience were said.

use core::marker::PhantomData;

use super::{Given, Verifier, VerifyingKeys};
use crate::alg::Algorithms;
use crate::check::claims::Denied;
use crate::check::{Content, Expectations, Expected};
use crate::key::WeakKeys;
use crate::limits::Bounds;
use crate::text::time::Seconds;

/// It was said: named, or waived in so many words.
#[derive(Debug)]
#[expect(clippy::exhaustive_structs, reason = "a marker")]
pub struct Said;

/// It was not said yet.
#[derive(Debug)]
#[expect(clippy::exhaustive_structs, reason = "a marker")]
pub struct Unsaid;

/// A verifier that is being built. `Issuer` and `Audience` are [`Said`] or [`Unsaid`].
#[must_use]
pub struct Builder<'d, Issuer, Audience> {
    given: Given,
    expect: Expectations,
    denied: Option<Box<Denied<'d>>>,
    states: PhantomData<(Issuer, Audience)>,
}

impl<I, A> core::fmt::Debug for Builder<'_, I, A> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Builder")
            .field("keys", &self.given.keys.len())
            .field("expect", &self.expect)
            .finish_non_exhaustive()
    }
}

impl Builder<'_, Unsaid, Unsaid> {
    pub(super) fn new(keys: &impl VerifyingKeys) -> Self {
        let given = keys.verifying_keys();
        let expect = Expectations { source: given.source, ..Expectations::default() };
        Self { given, expect, denied: None, states: PhantomData }
    }
}

impl<'d, I, A> Builder<'d, I, A> {
    /// Names an issuer that is expected, code point for code point (RFC 8725 section 3.8). Say it again for another.
    pub fn issuer(mut self, issuer: &str) -> Builder<'d, Said, A> {
        self.expect.issuer = named(self.expect.issuer, issuer);
        self.in_state()
    }

    /// Takes a token of any issuer.
    pub fn any_issuer(mut self) -> Builder<'d, Said, A> {
        self.expect.issuer = Expected::Any;
        self.in_state()
    }

    /// Names an audience that is expected (RFC 8725 section 3.9). One of several is enough.
    pub fn audience(mut self, audience: &str) -> Builder<'d, I, Said> {
        self.expect.audience = named(self.expect.audience, audience);
        self.in_state()
    }

    /// Takes a token for any audience, or none.
    pub fn any_audience(mut self) -> Builder<'d, I, Said> {
        self.expect.audience = Expected::Any;
        self.in_state()
    }

    /// Seconds that the clocks may differ; 0 unless said.
    pub const fn leeway(mut self, leeway: Seconds) -> Self {
        self.expect.leeway = leeway;
        self
    }

    /// Takes a token without `exp`. One that is there always counts.
    pub const fn allow_missing_exp(mut self) -> Self {
        self.expect.allow_missing_exp = true;
        self
    }

    /// The types that pass, compared without ASCII case and with `application/` implied. Unless said: none, `JWT`,
    /// `at+jwt`.
    pub fn types<'t>(mut self, types: impl IntoIterator<Item = &'t str>) -> Self {
        self.expect.types = types.into_iter().map(String::from).collect();
        self
    }

    /// The longest token that is read, in bytes; [`TOKEN_BYTES`](crate::limits::TOKEN_BYTES) unless said.
    pub const fn token_bytes(mut self, bytes: usize) -> Self {
        self.expect.bounds.token_bytes = bytes;
        self
    }

    /// How much is read, and how deep.
    pub const fn bounds(mut self, bounds: Bounds) -> Self {
        self.expect.bounds = bounds;
        self
    }

    /// The greatest age by `iat`, which is then required.
    pub const fn max_age(mut self, age: Seconds) -> Self {
        self.expect.max_age = Some(age);
        self
    }

    /// A claim that must be there and not empty.
    pub fn require(mut self, claim: &str) -> Self {
        self.expect.required.push(claim.into());
        self
    }

    /// The subject that is expected.
    pub fn subject(mut self, subject: &str) -> Self {
        self.expect.subject = Some(subject.into());
        self
    }

    /// Narrows the algorithms to this list. A key that names its own algorithm serves no other.
    pub const fn algorithms(mut self, algorithms: Algorithms) -> Self {
        self.expect.algorithms = Some(algorithms);
        self
    }

    /// What is done with keys too weak for their algorithm; refused unless said.
    pub const fn weak_keys(mut self, setting: WeakKeys) -> Self {
        self.expect.weak_keys = setting;
        self
    }

    /// What the payload is meant to be; a claims set unless said.
    pub const fn content(mut self, content: Content) -> Self {
        self.expect.content = content;
        self
    }

    /// Demands that every signature of a general serialization holds; one is enough unless this is said.
    pub const fn all_signatures(mut self) -> Self {
        self.expect.all_signatures = true;
        self
    }

    /// Asks for each `jti` whether it was called back; `jti` is then required. Expired entries need no listing.
    pub fn denied(mut self, denied: impl Fn(&str) -> bool + Send + Sync + 'd) -> Self {
        self.denied = Some(Box::new(denied));
        self
    }

    fn in_state<J, B>(self) -> Builder<'d, J, B> {
        Builder { given: self.given, expect: self.expect, denied: self.denied, states: PhantomData }
    }
}

impl<'d> Builder<'d, Said, Said> {
    /// The verifier.
    pub fn build(self) -> Verifier<'d> {
        Verifier {
            given: self.given,
            expect: self.expect,
            denied: self.denied,
            scratch: std::sync::Mutex::default(),
        }
    }
}

fn named(before: Expected, name: &str) -> Expected {
    match before {
        Expected::OneOf(mut names) => {
            names.push(name.into());
            Expected::OneOf(names)
        }
        Expected::Unstated | Expected::Any => Expected::OneOf(vec![name.into()]),
    }
}
