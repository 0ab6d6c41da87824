//! THE DOOR: the one way to verified claims.
//!
//! A [`Verifier`] holds keys and expectations. [`verify`](Verifier::verify) gives claims or a [`Rejection`];
//! [`judge`](Verifier::judge) gives the verdict whatever it is. Time is an argument; nothing here reads a clock.

pub(crate) mod assess;
mod builder;
#[cfg(feature = "jwe")]
mod encrypted;
#[cfg(not(feature = "jwe"))]
#[path = "encrypted_absent.rs"]
mod encrypted;
mod rejection;
#[cfg(feature = "serializations")]
mod serialized;
#[cfg(not(feature = "serializations"))]
#[path = "serialized_absent.rs"]
mod serialized;
#[cfg(feature = "serializations")]
pub(crate) mod signatures;
mod verified;

pub use assess::Scratch;
pub use builder::{Builder, Said, Unsaid};
pub use rejection::Rejection;
pub use verified::Verified;

pub(crate) use encrypted::{Purse, purse};

use assess::{Job, assess};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::sync::Mutex;

use crate::check::claims::Denied;
use crate::check::{Expectations, SEVERAL, Source, State};
use crate::json::de;
use crate::key::{AnyKey, CertifiedKeys, Key, KeyError, KeySet, Verifies};
use crate::limits::TRIAL_KEYS;
use crate::reason::{Code, Part, Place, Reason};
use crate::text::time::NumericDate;
use crate::verdict::Verdict;

/// What a verifier takes as its keys: one key, a set, or what a token's own certificates gave.
pub trait VerifyingKeys: sealed::Sealed {
    /// The keys, and where they came from.
    #[doc(hidden)]
    fn verifying_keys(&self) -> Given;
}

/// Keys as they were given to a verifier.
#[doc(hidden)]
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Those that can be used.
    keys: Vec<AnyKey>,
    /// The number of each among all that were given, where some cannot be used.
    numbers: Vec<usize>,
    /// Those that cannot be used whatever the token.
    faults: Vec<KeyError>,
    /// Where they came from.
    source: Source,
}

impl Given {
    const fn all(keys: Vec<AnyKey>, source: Source) -> Self {
        Self { keys, numbers: Vec::new(), faults: Vec::new(), source }
    }
}

mod sealed {
    /// Only the engine says what a key is.
    #[expect(unnameable_types, reason = "that nobody can name it is the point")]
    pub trait Sealed {}
    impl<K: super::Verifies> Sealed for super::Key<K> {}
    impl Sealed for super::KeySet {}
    impl Sealed for super::CertifiedKeys {}
}

impl<K: Verifies> VerifyingKeys for Key<K> {
    fn verifying_keys(&self) -> Given {
        Given::all(vec![self.to_any()], Source::Given)
    }
}

impl VerifyingKeys for KeySet {
    fn verifying_keys(&self) -> Given {
        let mut given = Given::all(Vec::new(), Source::Jwks);
        for (number, entry) in self.entries().iter().enumerate() {
            match entry {
                Ok(key) => {
                    given.keys.push(key.clone());
                    given.numbers.push(number);
                }
                Err(fault) => given.faults.push(fault.clone()),
            }
        }
        given
    }
}

impl VerifyingKeys for CertifiedKeys {
    fn verifying_keys(&self) -> Given {
        Given::all(self.keys().to_vec(), Source::Certificate)
    }
}

/// Verifies JWTs, and any JWS, against keys and expectations.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use jotsmith::{Algorithm, Key, NumericDate, Signer, Verifier};
///
/// #[derive(serde::Serialize, serde::Deserialize)]
/// struct Claims { iss: String, aud: String, sub: String, exp: i64 }
///
/// let key = Key::hmac(Algorithm::Hs256, b"0123456789abcdef0123456789abcdef")?;
/// let now = NumericDate(1_795_442_000);
/// let claims = Claims { iss: "https://a.example".into(), aud: "api".into(), sub: "u_42".into(), exp: now.0 + 900 };
/// let token = Signer::new(&key).sign(&claims)?;
///
/// let verifier = Verifier::new(&key).issuer("https://a.example").audience("api").build();
/// assert_eq!(verifier.verify::<Claims>(&token, now)?.claims().sub, "u_42");
///
/// let late = NumericDate(now.0 + 1_080);
/// let rejection = verifier.verify::<Claims>(&token, late).err().unwrap();
/// assert_eq!(rejection.to_string(), "Do not accept: the token expired 3 minutes ago.");
/// # Ok(()) }
/// ```
pub struct Verifier<'d> {
    given: Given,
    expect: Expectations,
    denied: Option<Box<Denied<'d>>>,
    /// Buffers for calls that bring none.
    scratch: Mutex<Option<Box<Scratch>>>,
}

impl core::fmt::Debug for Verifier<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Verifier")
            .field("keys", &self.given.keys.len())
            .field("expect", &self.expect)
            .finish_non_exhaustive()
    }
}

impl Verifier<'static> {
    /// Begins a verifier with one key, or a set of them. It must still be said whose tokens are expected, and for whom.
    #[expect(clippy::new_ret_no_self, reason = "a verifier exists once issuer and audience were said")]
    pub fn new(keys: &impl VerifyingKeys) -> Builder<'static, Unsaid, Unsaid> {
        Builder::new(keys)
    }
}

impl<'d> Verifier<'d> {
    /// A verifier from keys and expectations that come from flags or a file. Under expectations that leave issuer or
    /// audience unstated nothing is ever accepted, whatever its content is meant to be; only
    /// [`Content::Either`](crate::check::Content::Either) takes a payload that is no claims set.
    pub fn expecting(keys: Vec<AnyKey>, expect: Expectations) -> Self {
        let given = Given::all(keys, expect.source);
        Self { given, expect, denied: None, scratch: Mutex::default() }
    }

    /// The same with a hook that knows which `jti` were called back; `jti` is then required.
    #[must_use]
    pub fn with_denied(mut self, denied: impl Fn(&str) -> bool + Send + Sync + 'd) -> Self {
        self.denied = Some(Box::new(denied));
        self
    }

    /// The same, held against less: what was called back stays so.
    #[cfg(feature = "policy")]
    pub(crate) fn narrowed(self, keys: Vec<AnyKey>, expect: Expectations) -> Self {
        Self { given: Given::all(keys, expect.source), expect, ..self }
    }

    /// What tokens are held against.
    pub const fn expectations(&self) -> &Expectations {
        &self.expect
    }

    /// The keys that can be used.
    pub fn keys(&self) -> &[AnyKey] {
        &self.given.keys
    }

    /// Verifies a token at an instant and gives its claims.
    ///
    /// # Errors
    /// The verdict, where the token is not accepted, or its claims do not fit `C` (`claims-unfit`). A verifier for
    /// [`Content::Bytes`](crate::check::Content::Bytes) checks no claims, and gives none.
    pub fn verify<C: DeserializeOwned>(
        &self,
        token: &str,
        now: NumericDate,
    ) -> Result<Verified<C>, Rejection> {
        // The buffers of the last call serve again, unless another thread has them just now.
        let kept = self.scratch.try_lock().ok().and_then(|mut kept| kept.take());
        let mut scratch = kept.unwrap_or_default();
        let verified = self.verify_in(token, now, &mut scratch);
        if scratch.is_small()
            && let Ok(mut kept) = self.scratch.try_lock()
        {
            *kept = Some(scratch);
        }
        verified
    }

    /// Verifies any JWS at an instant, in whichever serialization, and gives its payload: the bytes that were signed.
    /// Unless the verifier was built for [`Content::Bytes`](crate::check::Content::Bytes) they must be a claims set.
    ///
    /// # Errors
    /// The verdict, where the token is not accepted.
    ///
    /// ```
    /// use jotsmith::check::Content;
    /// use jotsmith::{Algorithm, Key, NumericDate, Signer, Verifier};
    ///
    /// let key = Key::hmac(Algorithm::Hs256, [7; 32])?;
    /// let token = Signer::new(&key).no_typ().sign_flattened(b"any bytes")?;
    /// let verifier = Verifier::new(&key).any_issuer().any_audience().content(Content::Bytes).build();
    /// assert_eq!(verifier.verify_bytes(&token, NumericDate(0))?.claims(), b"any bytes");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn verify_bytes(&self, token: &str, now: NumericDate) -> Result<Verified<Vec<u8>>, Rejection> {
        let mut scratch = Scratch::new();
        accepted(token, self.job(now), &mut scratch).map(|accepted| accepted.with(scratch.payload))
    }

    /// Verifies a JWS whose payload came beside it (RFC 7515 appendix F), and gives that payload back, verified.
    ///
    /// # Errors
    /// The verdict, where the token is not accepted; `payload-attached` where it holds a payload of its own.
    ///
    /// ```
    /// use jotsmith::check::Content;
    /// use jotsmith::{Algorithm, Key, NumericDate, Signer, Verifier};
    ///
    /// let key = Key::hmac(Algorithm::Hs256, [7; 32])?;
    /// let token = Signer::new(&key).no_typ().unencoded().detached().sign_bytes(b"the body of a request")?;
    /// let verifier = Verifier::new(&key).any_issuer().any_audience().content(Content::Bytes).build();
    /// let body = b"the body of a request";
    /// assert_eq!(verifier.verify_detached(&token, body, NumericDate(0))?.claims(), body);
    /// assert!(verifier.verify_detached(&token, b"another body", NumericDate(0)).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn verify_detached<'p>(
        &self,
        token: &str,
        payload: &'p [u8],
        now: NumericDate,
    ) -> Result<Verified<&'p [u8]>, Rejection> {
        let job = Job { detached: Some(payload), ..self.job(now) };
        accepted(token, job, &mut Scratch::new()).map(|accepted| accepted.with(payload))
    }

    /// Verifies a token and gives claims that borrow from `scratch`; reused, it allocates nothing to accept one.
    ///
    /// # Errors
    /// As [`verify`](Self::verify).
    pub fn verify_in<'s, C: Deserialize<'s>>(
        &self,
        token: &str,
        now: NumericDate,
        scratch: &'s mut Scratch,
    ) -> Result<Verified<C>, Rejection> {
        let job = self.job(now);
        let assessment = assess(token, job, scratch);
        if !assessment.accept() {
            return Err(Rejection::new(assessment.into_verdict(job, scratch)));
        }
        let Scratch { payload, buffers, .. } = scratch;
        let claims = if assessment.claims.state != State::Pass {
            // Whatever the bytes say, nobody held it against anything.
            Err(de::Unfit("no claims were checked, and the payload is given as bytes alone".into()))
        } else if buffers.is_plain() {
            buffers.deserialize(payload)
        } else {
            de::from_checked(payload)
        };
        match claims {
            Ok(claims) => Ok(assessment.verified(claims, job)),
            Err(unfit) => {
                let mut again = Scratch::new();
                let mut verdict = assess(token, job, &mut again).into_verdict(job, &again);
                verdict.claims = State::Fail;
                verdict.payload = None;
                let reason = Reason::new(Code::ClaimsUnfit).at(Place::part(Part::Payload));
                verdict.reasons.push(reason.found(crate::reason::escape::compared(&unfit.0)));
                verdict.sort();
                Err(Rejection::new(verdict))
            }
        }
    }

    /// Verifies a token and gives its payload as the bytes that were signed, in `scratch`: a claims set that was read
    /// strictly, unless other content was asked for. Reused, `scratch` makes it free of allocation.
    ///
    /// # Errors
    /// The verdict, where the token is not accepted.
    pub fn verify_bytes_in<'s>(
        &self,
        token: &str,
        now: NumericDate,
        scratch: &'s mut Scratch,
    ) -> Result<Verified<&'s [u8]>, Rejection> {
        let job = self.job(now);
        let assessment = assess(token, job, scratch);
        if !assessment.accept() {
            return Err(Rejection::new(assessment.into_verdict(job, scratch)));
        }
        Ok(assessment.verified(&scratch.payload, job))
    }

    /// The verdict on a token at an instant, whatever it is.
    pub fn judge(&self, token: &str, now: NumericDate) -> Verdict {
        let mut trials = TRIAL_KEYS;
        self.judge_within(token, now, &mut trials)
    }

    /// The verdict on one of several tokens: no more keys are tried than are left, and those that are, are taken off.
    pub(crate) fn judge_within(&self, token: &str, now: NumericDate, trials: &mut usize) -> Verdict {
        let mut scratch = Scratch::new();
        let mut job = self.job(now);
        if SEVERAL {
            job.trials = *trials;
        }
        let assessment = assess(token, job, &mut scratch);
        if SEVERAL {
            *trials = trials.saturating_sub(assessment.tried());
        }
        assessment.into_verdict(job, &scratch)
    }

    /// The verdict on a token whose payload came beside it, whatever it is.
    pub fn judge_detached(&self, token: &str, payload: &[u8], now: NumericDate) -> Verdict {
        let mut scratch = Scratch::new();
        let job = Job { detached: Some(payload), ..self.job(now) };
        assess(token, job, &mut scratch).into_verdict(job, &scratch)
    }

    pub(crate) fn job(&self, now: NumericDate) -> Job<'_> {
        let Given { keys, numbers, faults, .. } = &self.given;
        Job {
            expect: &self.expect,
            keys,
            numbers,
            faults,
            denied: self.denied.as_deref(),
            now,
            detached: None,
            trials: TRIAL_KEYS,
        }
    }
}

/// What was accepted, less its claims.
fn accepted(token: &str, job: Job<'_>, scratch: &mut Scratch) -> Result<Verified<()>, Rejection> {
    let assessment = assess(token, job, scratch);
    if !assessment.accept() {
        return Err(Rejection::new(assessment.into_verdict(job, scratch)));
    }
    Ok(assessment.verified((), job))
}
