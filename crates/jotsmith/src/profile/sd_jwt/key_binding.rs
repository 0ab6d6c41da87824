//! The key binding JWT: that the holder of the key in `cnf` made this presentation, for this audience and nonce, a
//! short while ago (RFC 9901 sections 4.3 and 7.3).
//!
//! Every fault of it is one code, `sd-kb`, with the words of the check that found it.

use super::super::jws::Jws;
use crate::alg::{Algorithm, Algorithms};
use crate::check::claims::Denied;
use crate::check::{Content, Expectations, Expected, KeyBinding, Source, State, claims, signature};
use crate::crypto::{DisclosureHash, equal};
use crate::json::Value;
use crate::key::{AnyKey, key_of_jwk};
use crate::limits::TRIAL_KEYS;
use crate::reason::escape::compared;
use crate::reason::{Code, Part, Place, Reason, Severity, Span};
use crate::text::time::NumericDate;
use crate::token::claims::Buffers;

/// The type of a key binding JWT.
pub(super) const TYP: &str = "kb+jwt";

/// What a key binding is held against.
#[derive(Clone, Copy)]
pub(super) struct Bound<'b> {
    pub(super) text: &'b str,
    pub(super) span: Span,
    /// What `sd_hash` must be the hash of.
    pub(super) hashed: &'b str,
    pub(super) hash: DisclosureHash,
    /// The processed claims of the issuer, which name the holder's key.
    pub(super) issued: Value<'b>,
    pub(super) expect: &'b Expectations,
    pub(super) now: NumericDate,
}

/// What was found about a key binding.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) state: State,
    /// The key of the holder, where it could be read.
    pub(super) holder: Option<AnyKey>,
}

/// Checks a key binding that is there; its faults go to `reasons`.
pub(super) fn check(bound: Bound<'_>, reasons: &mut Vec<Reason>) -> Answer {
    let mut faults = Vec::new();
    let holder = holder(bound, &mut faults);
    match Jws::parse(bound.text, bound.span, bound.expect.bounds.json_depth) {
        Ok(jws) => held(bound, &jws, holder.as_ref(), &mut faults),
        Err(found) => faults.extend(found),
    }
    let before = reasons.len();
    for fault in faults {
        if fault.code() == Code::SdKb {
            reasons.push(fault);
        } else if fault.severity() == Severity::Error {
            let inner = fault.place();
            let mut place = Place::part(Part::KeyBinding);
            place.span = inner.and_then(|place| place.span).or(Some(bound.span));
            place.pointer = inner.and_then(|place| place.pointer.clone());
            reasons.push(Reason::new(Code::SdKb).at(place).found(fault.clause()));
        }
    }
    Answer { state: if reasons.len() > before { State::Fail } else { State::Pass }, holder }
}

/// The key in `cnf.jwk` of the processed claims: public and asymmetric.
fn holder(bound: Bound<'_>, faults: &mut Vec<Reason>) -> Option<AnyKey> {
    let mut fault = |found: String| faults.push(kb(bound, found));
    let jwk = match bound.issued.member("cnf") {
        None => {
            fault("the issuer bound the token to no key (cnf)".into());
            return None;
        }
        Some(cnf) => cnf.member("jwk"),
    };
    let Some(jwk) = jwk else {
        fault("cnf names the key of the holder in another way than by jwk".into());
        return None;
    };
    match key_of_jwk(jwk) {
        Ok(key @ AnyKey::Public(_)) => Some(key),
        Ok(AnyKey::Private(_) | AnyKey::Shared(_)) => {
            fault("cnf.jwk holds what must stay secret".into());
            None
        }
        Err(broken) => {
            fault(format!("cnf.jwk cannot be used: {}", broken.reason().clause()));
            None
        }
    }
}

fn held(bound: Bound<'_>, jws: &Jws, holder: Option<&AnyKey>, faults: &mut Vec<Reason>) {
    let (audience, nonce, max_age) = match &bound.expect.key_binding {
        KeyBinding::Required { audience, nonce, max_age } => {
            (Expected::OneOf(vec![audience.clone()]), Some(nonce.as_str()), Some(*max_age))
        }
        KeyBinding::Unstated | KeyBinding::Absent | KeyBinding::Ignored => (Expected::Any, None, None),
    };
    let expect = Expectations {
        issuer: Expected::Any,
        audience,
        types: vec![TYP.into()],
        leeway: bound.expect.leeway,
        max_age,
        required: ["aud", "nonce", "sd_hash"].map(String::from).to_vec(),
        allow_missing_exp: true,
        weak_keys: bound.expect.weak_keys,
        algorithms: Some(asymmetric()),
        content: Content::Claims,
        source: Source::Given,
        ..Expectations::default()
    };
    if let Some(key) = holder {
        let signed = signature::Signed {
            header: &jws.header,
            signing_input: jws.signing_input(bound.text),
            signature: &jws.signature,
            span: jws.parts[2],
            trials: TRIAL_KEYS,
        };
        signature::check(signed, std::slice::from_ref(key), &expect, faults);
    }
    let mut buffers = Buffers::default();
    let segment = jws.payload_segment();
    if let Ok(set) = buffers.parse(&jws.payload) {
        let denied: Option<&Denied<'_>> = None;
        claims::check(set, &jws.header, &segment, &expect, denied, bound.now, faults);
    }
    jws.locate_header(faults);
    let root = jws.claims.root();
    let mut fault = |name: &str, found: String| {
        let mut reason = kb(bound, found);
        if let (Some(place), Some(value)) = (reason.place_mut(), root.member(name)) {
            place.span = Some(segment.locate(value.span()));
            place.pointer = Some(format!("/{name}"));
        }
        faults.push(reason);
    };
    if root.member("iat").is_none() && max_age.is_none() {
        fault("iat", "the claim iat is required and missing".into());
    }
    if let Some(aud) = root.member("aud").filter(|aud| aud.as_str().is_none()) {
        fault("aud", format!("aud is {}, not one string", aud.kind_name()));
    }
    match root.member("nonce").map(|found| found.as_str().ok_or_else(|| found.kind_name())) {
        Some(Ok(found)) if nonce.is_some_and(|nonce| !equal(nonce.as_bytes(), found.as_bytes())) => {
            fault("nonce", "it was made for another nonce".into());
        }
        Some(Err(kind)) => fault("nonce", format!("nonce is {kind}, not a string")),
        Some(Ok(_)) | None => {}
    }
    let expected = bound.hash.digest(bound.hashed);
    match root.member("sd_hash").map(|found| found.as_str().ok_or_else(|| found.kind_name())) {
        Some(Ok(found)) if found != expected => {
            let found = format!("sd_hash is {}, and these disclosures make {expected}", compared(found));
            fault("sd_hash", found);
        }
        Some(Err(kind)) => fault("sd_hash", format!("sd_hash is {kind}, not a string")),
        Some(Ok(_)) | None => {}
    }
}

/// Every algorithm of a key pair.
pub(in super::super) fn asymmetric() -> Algorithms {
    Algorithm::ALL.iter().copied().filter(|algorithm| !algorithm.is_symmetric()).collect()
}

/// A fault of the key binding as a whole.
fn kb(bound: Bound<'_>, found: impl Into<String>) -> Reason {
    Reason::new(Code::SdKb).at(Place::part(Part::KeyBinding).span(bound.span)).found(found)
}
