//! Opening a JWE with whatever keys are given: which recipient, which key, and the one answer where it does not open
//! (RFC 7516 section 5.2).
//!
//! All that can be judged without a key is judged first, and what all attempts together may cost is known before the
//! first is made.

use zeroize::Zeroizing;

use super::budget::Budget;
use super::chance::Chance;
use super::key_management::{Failure, Mode, Task, mode, unwrap};
use super::{content, fit, header};
use crate::alg::{Algorithm, ContentEncryption, KeyManagement, KeyType};
use crate::crypto::RSA1_5;
use crate::key::{AnyKey, Held, KeyId, WeakKeys, untried};
use crate::limits::{QUOTED_CHARACTERS, TRIAL_KEYS};
use crate::reason::escape::{compared, quoted};
use crate::reason::{Code, Part, Place, Question, Reason, Severity};
use crate::token::EncryptedToken;

/// What the caller allows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Allowed {
    /// Key management algorithms; none: those of the keys alone.
    pub(crate) algorithms: Option<Vec<KeyManagement>>,
    /// Content encryptions; none: all.
    pub(crate) contents: Option<Vec<ContentEncryption>>,
    /// Whether keys that name no algorithm serve every one that they can.
    pub(crate) unnamed: bool,
    /// Whether RSA1_5 is switched on.
    pub(crate) rsa1_5: bool,
    /// What is done with weak keys.
    pub(crate) weak_keys: WeakKeys,
    /// Whether the keys are a set: then a kid chooses among them even where there is one.
    pub(crate) set: bool,
}

/// What came of it.
#[derive(Debug)]
pub(crate) struct Opened {
    /// The algorithm of the recipient that was opened; else of the one that there is.
    pub(crate) algorithm: Option<KeyManagement>,
    pub(crate) encryption: Option<ContentEncryption>,
    /// The key under which it opened; else the one that was meant.
    pub(crate) key: Option<usize>,
    /// The recipient that was opened.
    pub(crate) recipient: usize,
    pub(crate) plaintext: Option<Zeroizing<Vec<u8>>>,
    pub(crate) reasons: Vec<Reason>,
}

/// One way to try.
#[derive(Clone, Copy, Debug)]
struct Attempt {
    recipient: usize,
    algorithm: KeyManagement,
    key: usize,
}

/// Opens the token with the first key that fits a recipient and holds.
pub(crate) fn open(
    token: &EncryptedToken,
    keys: &[AnyKey],
    allowed: &Allowed,
    budget: &mut Budget,
) -> Opened {
    let mut opened = Opened {
        algorithm: (token.recipients() == 1)
            .then(|| token.text(0, "alg").and_then(KeyManagement::named))
            .flatten(),
        encryption: token.protected_text("enc").and_then(ContentEncryption::named),
        key: None,
        recipient: 0,
        plaintext: None,
        reasons: Vec::new(),
    };
    let Some(enc) = opened.encryption else {
        let name = token.protected_text("enc").unwrap_or_default();
        opened.reasons.push(Reason::new(Code::AlgUnknown).at(token.place_of(0, "enc")).found(quoted(name)));
        return opened;
    };
    if allowed.contents.as_ref().is_some_and(|list| !list.contains(&enc)) {
        let list = allowed.contents.iter().flatten().map(|enc| enc.as_str()).collect::<Vec<_>>().join(", ");
        let reason = Reason::new(Code::AlgNotAllowed).at(token.place_of(0, "enc"));
        opened.reasons.push(reason.found(enc.as_str()).expected(list));
        return opened;
    }
    opened.reasons = header::check_content(token, enc);
    if !opened.reasons.is_empty() {
        return opened;
    }
    let attempts = Plan { token, keys, allowed, enc }.attempts(&mut opened);
    if let Err(reason) = afford(token, &attempts, budget) {
        opened.reasons.push(reason);
        return opened;
    }
    attempt(token, keys, enc, &attempts, budget, &mut opened);
    opened
}

/// Takes the cost of all attempts from the budget, before any is made.
fn afford(token: &EncryptedToken, attempts: &[Attempt], budget: &mut Budget) -> Result<(), Reason> {
    // One key counts once, however many recipients it is tried for: those have their own bound.
    let one_key =
        attempts.iter().all(|attempt| attempts.first().is_some_and(|first| first.key == attempt.key));
    let trials = if one_key { attempts.len().min(1) } else { attempts.len() };
    let most = budget.bounds.trial_keys.min(TRIAL_KEYS);
    budget.trials = match (budget.trials.checked_sub(trials), attempts.first()) {
        (Some(left), _) => left,
        (None, Some(first)) if trials <= most => return Err(untried(first.key, most)),
        (None, _) => return Err(Reason::new(Code::KeyAmbiguous).expected(most.to_string())),
    };
    let cost = |attempt: &&Attempt| matches!(mode(attempt.algorithm), Mode::Password { .. });
    let mut asked: u64 = 0;
    for attempt in attempts.iter().filter(cost) {
        asked = asked.saturating_add(header::iterations(token, attempt.recipient).into());
        if asked > budget.iterations.into() {
            let reason = Reason::new(Code::JwePbes2Costly).at(token.place_of(attempt.recipient, "p2c"));
            let stated = token.parameter(attempt.recipient, "p2c").and_then(|(_, value)| value.number());
            let found = match stated {
                Some(number) if attempts.len() == 1 => shortened(number),
                Some(_) | None => asked.to_string(),
            };
            let all = budget.bounds.pbes2_iterations;
            return Err(reason.found(found).expected(Budget::words(budget.iterations, all, all.to_string())));
        }
    }
    budget.iterations -= u32::try_from(asked).unwrap_or(budget.iterations);
    Ok(())
}

/// A number as a sentence quotes it: its first digits where there are many.
fn shortened(number: &str) -> String {
    match number.get(..QUOTED_CHARACTERS) {
        Some(first) if first.len() < number.len() => format!("{first}…"),
        Some(_) | None => number.to_owned(),
    }
}

fn attempt(
    token: &EncryptedToken,
    keys: &[AnyKey],
    enc: ContentEncryption,
    attempts: &[Attempt],
    budget: &mut Budget,
    opened: &mut Opened,
) {
    let mut failed = false;
    for attempt in attempts {
        let Some(key) = keys.get(attempt.key) else { continue };
        // A key that does not unwrap, or has the wrong length, is replaced by a random one, so that all that fails fails
        // at the tag (RFC 7516 section 11.5). It is drawn before anything is known.
        let Ok(substitute) = Chance::default().bytes(enc.key_bytes()) else { continue };
        let task = Task { key: key.held(), algorithm: attempt.algorithm, enc };
        let cek = match unwrap(token, attempt.recipient, task) {
            Ok(cek) if cek.len() == enc.key_bytes() => cek,
            Ok(_) | Err(Failure::Failed) => substitute,
            Err(Failure::Seen(reason)) => {
                opened.reasons.push(reason);
                continue;
            }
        };
        let Some(content) = content::decrypted(token, enc, &cek) else {
            failed = true;
            continue;
        };
        opened.algorithm = Some(attempt.algorithm);
        opened.key = Some(attempt.key);
        opened.recipient = attempt.recipient;
        // What speaks against others, or against attempts that failed, does not count; the weakness of this key does.
        let own = Part::Key(attempt.key);
        let of_this_key = |reason: &Reason| reason.place().is_some_and(|place| place.part == own);
        opened.reasons.retain(|reason| reason.severity() != Severity::Error || of_this_key(reason));
        match content::unpacked(token, content, budget) {
            Ok(plaintext) => {
                opened.reasons.extend(content::replicated(token, &plaintext));
                opened.plaintext = Some(plaintext);
            }
            Err(reason) => opened.reasons.push(reason),
        }
        return;
    }
    if failed {
        opened.reasons.insert(0, Reason::new(Code::DecryptionFailed).at(Place::part(Part::Token)));
    }
}

/// Who may be tried with what.
struct Plan<'p> {
    token: &'p EncryptedToken,
    keys: &'p [AnyKey],
    allowed: &'p Allowed,
    enc: ContentEncryption,
}

impl Plan<'_> {
    /// The attempts, in the order of recipients, then of keys; what speaks against all else goes to the reasons.
    fn attempts(&self, opened: &mut Opened) -> Vec<Attempt> {
        let mut attempts = Vec::new();
        let mut faults = Vec::new();
        let mut usable = Vec::new();
        for recipient in self.recipients() {
            match self.usable(recipient) {
                Ok(algorithm) => usable.push((recipient, algorithm)),
                Err(found) => faults.extend(found),
            }
        }
        if self.keys.is_empty() {
            opened.reasons.extend(faults);
            let mut reason = Reason::new(Code::KeyMissing);
            if let Some(kid) = self.token.text(0, "kid") {
                reason = reason.found(compared(kid));
            }
            opened.reasons.push(reason);
            return attempts;
        }
        for (recipient, algorithm) in usable {
            let found = self.for_recipient(recipient, algorithm, opened, &mut faults);
            attempts.extend(found.into_iter().map(|key| Attempt { recipient, algorithm, key }));
        }
        if attempts.is_empty() {
            opened.reasons.extend(faults);
        }
        attempts
    }

    /// The recipients that come into question: where the one key has a kid that some of them name, those alone.
    fn recipients(&self) -> Vec<usize> {
        let all = 0..self.token.recipients();
        if let ([key], false) = (self.keys, self.allowed.set)
            && let Some(kid) = key.kid().map(KeyId::as_str)
        {
            let named: Vec<usize> =
                all.clone().filter(|one| self.token.text(*one, "kid") == Some(kid)).collect();
            if !named.is_empty() {
                return named;
            }
        }
        all.collect()
    }

    /// The algorithm of a recipient, if it is allowed and what stands in the token fits it.
    fn usable(&self, recipient: usize) -> Result<KeyManagement, Vec<Reason>> {
        let name = self.token.text(recipient, "alg").unwrap_or_default();
        let at = |code| Reason::new(code).at(self.token.place_of(recipient, "alg"));
        let Some(algorithm) = KeyManagement::named(name) else {
            return Err(vec![if name.eq_ignore_ascii_case("none") {
                at(Code::AlgNone).found(quoted(name))
            } else if Algorithm::named(name).is_some() {
                at(Code::AlgNotAllowed).found(format!("{name}, which signs and encrypts nothing,"))
            } else {
                at(Code::AlgUnknown).found(quoted(name))
            }]);
        };
        if self.allowed.algorithms.as_ref().is_some_and(|list| !list.contains(&algorithm)) {
            let list = fit::names(self.allowed.algorithms.iter().flatten().copied());
            return Err(vec![at(Code::AlgNotAllowed).found(name).expected(list)]);
        }
        if algorithm == KeyManagement::Rsa15 && !(self.allowed.rsa1_5 && RSA1_5) {
            return Err(vec![at(Code::AlgDisabled).found(name)]);
        }
        let faults = header::check_recipient(self.token, recipient, algorithm);
        if faults.is_empty() { Ok(algorithm) } else { Err(faults) }
    }

    /// The keys to try for one recipient.
    fn for_recipient(
        &self,
        recipient: usize,
        algorithm: KeyManagement,
        opened: &mut Opened,
        faults: &mut Vec<Reason>,
    ) -> Vec<usize> {
        let kid = self.token.text(recipient, "kid");
        let by_hand = self.keys.len() == 1 && !self.allowed.set;
        let meant = |key: &AnyKey| by_hand || kid.is_none() || key.kid().map(KeyId::as_str) == kid;
        let meant: Vec<(usize, &AnyKey)> =
            self.keys.iter().enumerate().filter(|(_, key)| meant(key)).collect();
        if let [(index, _)] = meant.as_slice() {
            opened.key = opened.key.or(Some(*index));
        }
        let mut found = Vec::new();
        for (index, key) in &meant {
            if !self.serves(key.held(), algorithm) {
                continue;
            }
            let weak = weaknesses(key.held(), *index);
            if self.allowed.weak_keys == WeakKeys::Refuse && !weak.is_empty() {
                faults.extend(weak);
                continue;
            }
            opened.reasons.extend(weak.into_iter().map(|reason| self.weighed(reason)));
            found.push(*index);
        }
        if found.is_empty() && faults.iter().all(|fault| fault.question() != Question::Trust) {
            faults.push(self.why_none(recipient, algorithm, &meant));
        }
        if let (true, Some(kid), Some(own)) =
            (by_hand, kid, self.keys.first().and_then(AnyKey::kid).map(KeyId::as_str))
            && own != kid
            && opened.reasons.iter().all(|reason| reason.code() != Code::KidDiffers)
        {
            let reason = Reason::new(Code::KidDiffers).at(self.token.place_of(recipient, "kid"));
            opened.reasons.push(reason.found(compared(kid)).expected(compared(own)));
        }
        found
    }

    /// Whether the key may serve the algorithm here.
    fn serves(&self, key: &Held, algorithm: KeyManagement) -> bool {
        let named = fit::is_named(key) || self.allowed.unnamed || self.allowed.algorithms.is_some();
        named
            && key.permits_decryption(fit::operations(algorithm))
            && fit::is_for(key, algorithm, Some(self.enc))
    }

    /// A weakness of a key that is used all the same.
    fn weighed(&self, reason: Reason) -> Reason {
        let lenient = reason.code() == Code::RsaKeyShort && self.allowed.weak_keys == WeakKeys::Allow;
        if lenient { reason.severe(Severity::Warning) } else { reason }
    }

    /// Why no key was left, where weakness is not the reason.
    fn why_none(&self, recipient: usize, algorithm: KeyManagement, meant: &[(usize, &AnyKey)]) -> Reason {
        if meant.is_empty() {
            let kids = self.keys.iter().filter_map(AnyKey::kid).take(4);
            let known: Vec<String> = kids.map(|kid| compared(kid.as_str())).collect();
            let reason = Reason::new(Code::KidUnknown).at(self.token.place_of(recipient, "kid"));
            let reason = reason.found(compared(self.token.text(recipient, "kid").unwrap_or_default()));
            return if known.is_empty() { reason } else { reason.expected(known.join(", ")) };
        }
        let reason = Reason::new(Code::AlgKeyMismatch).at(self.token.place_of(recipient, "alg"));
        let reason = reason.found(algorithm.as_str());
        let [(index, key)] = meant else {
            return reason.expected("none of the keys serves it");
        };
        let held = key.held();
        let permitted = held.permits_decryption(fit::operations(algorithm));
        if permitted && fit::is_for(held, algorithm, Some(self.enc)) {
            let reason = Reason::new(Code::KeyWithoutAlgorithm).at(Place::part(Part::Key(*index)));
            return reason.expected(fit::names(fit::algorithms(held)));
        }
        reason.expected(if !fit::is_for(held, algorithm, Some(self.enc)) {
            fit::why(held, algorithm, Some(self.enc))
        } else if key.is_secret() {
            "its use or key_ops forbid decrypting".into()
        } else {
            "it is a public key, which encrypts only".into()
        })
    }
}

/// What makes a key too weak to decrypt with. A shared key has the length of its algorithm, or does not fit.
pub(super) fn weaknesses(key: &Held, index: usize) -> Vec<Reason> {
    if key.key_type() != KeyType::Rsa {
        return Vec::new();
    }
    let place = Place::part(Part::Key(index));
    key.weaknesses(Algorithm::Rs256).into_iter().map(|reason| reason.at(place.clone())).collect()
}
