//! Near misses: why a signature does not hold, when the reason is one of the usual ones.
//!
//! In goes a token with the keys that did not verify it, out come hints. A hint accepts nothing: verification never
//! comes here. At most [`DIAGNOSIS_TRIALS`] operations are tried, and no token over [`DIAGNOSIS_BYTES`].

mod confusion;
mod ecdsa;
mod reserialised;
mod rsa;
mod secret;
mod truncated;

use crate::alg::{Algorithm, Scheme};
use crate::check::State;
use crate::crypto::Mac;
use crate::key::{AnyKey, KeyId};
use crate::limits::{DIAGNOSIS_BYTES, DIAGNOSIS_TRIALS};
use crate::reason::{Code, Part, Place, Question, Reason, Severity};
use crate::token::Token;
use crate::verdict::Verdict;

/// One usual cause.
struct Attempt {
    /// The codes that it may give.
    codes: &'static [Code],
    run: fn(&mut Case<'_>),
}

/// The causes, the cheap and the frequent first.
const ATTEMPTS: &[Attempt] = &[
    Attempt { codes: &[Code::HintTruncated], run: truncated::signature },
    Attempt { codes: &[Code::EcdsaDer], run: ecdsa::der },
    Attempt { codes: &[Code::HintOtherKey], run: confusion::other_key },
    Attempt {
        codes: &[Code::HintSecretBase64, Code::HintSecretBase64url, Code::HintSecretHex],
        run: secret::encoded,
    },
    Attempt { codes: &[Code::HintSecretText], run: secret::undecoded },
    Attempt { codes: &[Code::HintSecretNewline], run: secret::newline },
    Attempt { codes: &[Code::HintPssPkcs1], run: rsa::padding },
    Attempt { codes: &[Code::HintPssSalt, Code::HintPssPkcs1], run: rsa::salt },
    Attempt { codes: &[Code::HmacPublicKey], run: confusion::public_key },
    Attempt { codes: &[Code::HintCertificate], run: confusion::certificate },
    Attempt { codes: &[Code::HintPadded], run: reserialised::padded },
    Attempt { codes: &[Code::HintReserialised], run: reserialised::json },
];

/// Says why the signature holds under none of the keys, where that can be told.
///
/// None for a token whose signature does hold under the key that is meant for it, and for one that is unsigned.
///
/// ```
/// use jotsmith::key::Secret;
/// use jotsmith::{Algorithm, Key, Signer, Token, diagnose};
///
/// // The signer decodes its secret, and the verifier takes it as text.
/// let signer = Key::hmac(Algorithm::Hs256, [7; 32])?;
/// let token = Token::parse(&Signer::new(&signer).sign_json(b"{}")?).unwrap();
/// let text = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";
/// let hints = diagnose(&token, &[Key::of_secret(Secret::new(text.as_bytes()))?.into()]);
/// assert_eq!(hints[0].to_string(), "The signature holds if the secret is read as base64.");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn diagnose(token: &Token, keys: &[AnyKey]) -> Vec<Reason> {
    let Some(algorithm) = token.header().algorithm() else { return Vec::new() };
    if token.signature().is_empty() || token.text().len() > DIAGNOSIS_BYTES {
        return Vec::new();
    }
    let mut case = Case { token, algorithm, keys, trials: DIAGNOSIS_TRIALS, hints: Vec::new() };
    let as_sent = token.signing_input();
    if keys.iter().any(|key| case.is_meant(key) && case.holds(key, algorithm, as_sent, token.signature())) {
        return Vec::new();
    }
    for attempt in ATTEMPTS {
        let before = case.hints.len();
        (attempt.run)(&mut case);
        debug_assert!(
            case.hints.iter().skip(before).all(|hint| attempt.codes.contains(&hint.code())),
            "an attempt gave a code that its row does not list"
        );
    }
    case.hints
}

/// Adds the hints to a verdict on this text whose signature failed, and nothing to any other. Of an SD-JWT the
/// issuer-signed JWT is diagnosed.
pub fn add_hints(verdict: &mut Verdict, text: &str, keys: &[AnyKey]) {
    if verdict.state(Question::Signature) == State::Fail
        && let Ok(token) = Token::parse(text.split('~').next().unwrap_or_default())
    {
        verdict.add_hints(diagnose(&token, keys));
    }
}

/// One token with its keys, and what is left of the bound.
struct Case<'c> {
    token: &'c Token,
    algorithm: Algorithm,
    keys: &'c [AnyKey],
    trials: usize,
    hints: Vec<Reason>,
}

impl Case<'_> {
    /// Takes one operation from the bound; false when none is left.
    const fn may_try(&mut self) -> bool {
        match self.trials.checked_sub(1) {
            Some(left) => {
                self.trials = left;
                true
            }
            None => false,
        }
    }

    /// Whether the signature holds over these bytes under the key.
    fn holds(&mut self, key: &AnyKey, algorithm: Algorithm, input: &[u8], signature: &[u8]) -> bool {
        key.possible_algorithms().allows_on(algorithm, key.curve())
            && self.may_try()
            && key.held().verify_raw(algorithm, input, signature).is_ok()
    }

    /// Whether the MAC holds over the token as it was sent under this secret; never where the token has no MAC.
    fn mac_holds(&mut self, secret: &[u8]) -> bool {
        let Scheme::Hmac(hash) = self.algorithm.scheme() else { return false };
        !secret.is_empty()
            && self.may_try()
            && Mac::new(hash, secret).verify(self.token.signing_input(), self.token.signature()).is_ok()
    }

    /// Whether the token or the caller means this key: by its `kid`, or because there is no other.
    fn is_meant(&self, key: &AnyKey) -> bool {
        let kid = self.token.header().kid();
        let named = kid.is_none() || key.kid().map(KeyId::as_str) == kid || self.keys.len() == 1;
        named && self.is_for(key)
    }

    /// Whether the key may serve the algorithm of the token.
    fn is_for(&self, key: &AnyKey) -> bool {
        key.algorithms().is_empty() || key.algorithms().allows_on(self.algorithm, key.curve())
    }

    fn hint(&mut self, reason: Reason) {
        let [.., signature] = self.token.parts();
        let reason = reason.severe(Severity::Note).at(Place::part(Part::Signature).span(signature));
        if !self.hints.contains(&reason) {
            self.hints.push(reason);
        }
    }
}

#[cfg(test)]
mod tests;
