//! Choosing the key: which of those that were given may verify this token at all. design.md 4, RFC 8725 section 3.1.
//!
//! The algorithm of the token is only ever compared with what the keys and the caller allow; it chooses nothing.

use super::{Expectations, SEVERAL, Source};
use crate::alg::{Algorithm, Algorithms};
use crate::key::{AnyKey, KeyId, WeakKeys, untried};
use crate::limits::TRIAL_KEYS;
use crate::reason::escape::{compared, quoted};
use crate::reason::{Code, Part, Place, Reason, Severity};
use crate::token::Header;

/// The keys that are tried, in the order given, without allocation.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Candidates {
    indices: [usize; TRIAL_KEYS],
    count: usize,
    /// The one key that was meant, also where it may not be used.
    pub(crate) meant: Option<usize>,
}

impl Candidates {
    pub(crate) fn as_slice(&self) -> &[usize] {
        self.indices.get(..self.count).unwrap_or_default()
    }

    fn push(&mut self, index: usize) -> bool {
        match self.indices.get_mut(self.count) {
            Some(slot) => {
                *slot = index;
                self.count += 1;
                true
            }
            None => false,
        }
    }
}

/// The algorithms that a key may serve here: its own, narrowed by the caller's list. A key that names none serves
/// those of the list that its type can.
pub(crate) fn allowed(key: &AnyKey, expect: &Expectations) -> Algorithms {
    let listed = expect.algorithms;
    let own = key.algorithms();
    if own.is_empty() {
        return listed.map_or(Algorithms::NONE, |list| list.and(key.possible_algorithms()));
    }
    match listed {
        // EdDSA is the algorithm of the key's curve: what the list allows is kept under the key's own name.
        Some(list) => own.iter().filter(|a| list.allows_on(*a, key.curve())).collect(),
        None => own,
    }
}

/// The keys to try for a token of this algorithm, `trials` of them at most; what speaks against the others goes to
/// `reasons`.
pub(crate) fn choose(
    header: &Header,
    algorithm: Algorithm,
    trials: usize,
    keys: &[AnyKey],
    expect: &Expectations,
    reasons: &mut Vec<Reason>,
) -> Candidates {
    let mut candidates = Candidates::default();
    let kid = header.kid();
    if keys.is_empty() {
        let mut reason = Reason::new(Code::KeyMissing);
        if let Some(kid) = kid {
            reason = reason.found(compared(kid));
        }
        reasons.push(reason);
        return candidates;
    }
    if expect.algorithms.is_some_and(|list| !list.allows(algorithm)) {
        let list = expect.algorithms.unwrap_or_default();
        reasons.push(not_allowed(header, algorithm, list));
        candidates.meant = (keys.len() == 1).then_some(0);
        return candidates;
    }
    let by_hand = keys.len() == 1 && expect.source != Source::Jwks && !expect.key_set;
    let meant = |key: &AnyKey| by_hand || kid.is_none() || key.kid().map(KeyId::as_str) == kid;
    let fits = |key: &AnyKey| key.permits_verify() && allowed(key, expect).allows_on(algorithm, key.curve());
    let too_weak =
        |key: &AnyKey| expect.weak_keys == WeakKeys::Refuse && !key.weaknesses(algorithm).is_empty();
    let most = expect.bounds.trial_keys.min(TRIAL_KEYS);
    let mut count_meant = 0;
    let mut fitting = 0;
    let mut weak = 0;
    for (index, key) in keys.iter().enumerate().filter(|(_, key)| meant(key)) {
        count_meant += 1;
        candidates.meant = (count_meant == 1).then_some(index);
        if !fits(key) {
            continue;
        }
        if too_weak(key) {
            weak += 1;
            continue;
        }
        fitting += 1;
        if fitting > most || !candidates.push(index) {
            break;
        }
    }
    if let (Some(kid), true, Some(own)) =
        (kid, by_hand, keys.first().and_then(AnyKey::kid).map(KeyId::as_str))
        && own != kid
    {
        let reason = Reason::new(Code::KidDiffers).at(header.place_of("kid"));
        reasons.push(reason.found(compared(kid)).expected(compared(own)));
    }
    if weak != 0 {
        let severity = if fitting == 0 { Severity::Error } else { Severity::Warning };
        let left_out = keys.iter().enumerate().filter(|(_, key)| meant(key) && fits(key) && too_weak(key));
        for (index, key) in left_out.take(TRIAL_KEYS) {
            let place = Place::part(Part::Key(index));
            let weaknesses = key.weaknesses(algorithm).into_iter();
            reasons.extend(weaknesses.map(|reason| reason.at(place.clone()).severe(severity)));
        }
    }
    if fitting > most {
        candidates.count = 0;
        reasons.push(Reason::new(Code::KeyAmbiguous).expected(most.to_string()));
    } else if SEVERAL && fitting > trials {
        reasons.extend(candidates.as_slice().first().map(|first| untried(*first, most)));
        candidates.count = 0;
    } else if fitting == 0 && weak == 0 {
        why_none(header, algorithm, keys, expect, count_meant, candidates.meant, reasons);
    }
    candidates
}

/// The keys of several that can serve none of the algorithms of the token's signatures, each with why: at most as many as
/// are ever tried. For verdicts, which tell everything; accepting a token does not need them.
pub(crate) fn left_out(algorithms: &[Algorithm], keys: &[AnyKey], expect: &Expectations) -> Vec<Reason> {
    let serves = |key: &AnyKey| algorithms.iter().any(|algorithm| allowed(key, expect).allows(*algorithm));
    let cannot = |key: &AnyKey| !(key.permits_verify() && serves(key));
    let told = keys.iter().enumerate().filter(|(_, key)| keys.len() > 1 && cannot(key)).take(TRIAL_KEYS);
    told.map(|(index, key)| {
        let reason = Reason::new(Code::KeyLeftOut).at(Place::part(Part::Key(index)));
        reason.found(purpose(key, allowed(key, expect)))
    })
    .collect()
}

/// What a key is for, where it is not for this token.
fn purpose(key: &AnyKey, allowed: Algorithms) -> String {
    if let Some(alg) = key.other_algorithm() {
        format!("it is for {}", quoted(alg))
    } else if !key.permits_verify() {
        "its use or key_ops forbid verifying".into()
    } else if !allowed.is_empty() {
        format!("it is for {allowed}")
    } else if key.possible_algorithms().is_empty() {
        "it agrees on keys and signs nothing".into()
    } else if key.algorithms().is_empty() {
        format!("it can be {}", key.possible_algorithms())
    } else {
        format!("it is for {}", key.algorithms())
    }
}

/// Why no key was left, where weakness is not the reason.
fn why_none(
    header: &Header,
    algorithm: Algorithm,
    keys: &[AnyKey],
    expect: &Expectations,
    count_meant: usize,
    meant: Option<usize>,
    reasons: &mut Vec<Reason>,
) {
    if count_meant == 0 {
        let known: Vec<String> =
            keys.iter().filter_map(AnyKey::kid).take(4).map(|kid| compared(kid.as_str())).collect();
        let mut reason = Reason::new(Code::KidUnknown).at(header.place_of("kid"));
        reason = reason.found(compared(header.kid().unwrap_or_default()));
        if !known.is_empty() {
            reason = reason.expected(known.join(", "));
        }
        reasons.push(reason);
        return;
    }
    // One that could serve it, did it say so, is what was meant.
    let silent = |key: &AnyKey| {
        key.algorithms().is_empty()
            && expect.algorithms.is_none()
            && key.permits_verify()
            && key.possible_algorithms().allows_on(algorithm, key.curve())
    };
    let meant = meant.or_else(|| keys.iter().position(silent));
    let Some((index, key)) = meant.and_then(|index| Some((index, keys.get(index)?))) else {
        let union: Algorithms =
            keys.iter().flat_map(|key| allowed(key, expect).iter().collect::<Vec<_>>()).collect();
        if union.is_empty() {
            // The list allows it, and none of the keys is for anything on the list.
            let reason = Reason::new(Code::AlgKeyMismatch).at(header.place_of("alg"));
            let own: Algorithms = keys.iter().flat_map(|key| key.algorithms().iter()).collect();
            let why = if own.is_empty() {
                "none of the keys can serve it".into()
            } else {
                format!("the keys are for {own}")
            };
            reasons.push(reason.found(algorithm.as_str()).expected(why));
            return;
        }
        reasons.push(not_allowed(header, algorithm, union));
        return;
    };
    let allowed = allowed(key, expect);
    let choices = key.possible_algorithms();
    if key.permits_verify()
        && key.algorithms().is_empty()
        && expect.algorithms.is_none()
        && !choices.is_empty()
    {
        let reason = Reason::new(Code::KeyWithoutAlgorithm).at(Place::part(Part::Key(index)));
        reasons.push(reason.expected(choices.to_string()));
        return;
    }
    let purpose = purpose(key, allowed);
    let reason = Reason::new(Code::AlgKeyMismatch).at(header.place_of("alg"));
    reasons.push(reason.found(algorithm.as_str()).expected(purpose));
}

fn not_allowed(header: &Header, algorithm: Algorithm, list: Algorithms) -> Reason {
    Reason::new(Code::AlgNotAllowed)
        .at(header.place_of("alg"))
        .found(algorithm.as_str())
        .expected(list.to_string())
}
