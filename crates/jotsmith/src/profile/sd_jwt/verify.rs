//! Verifying an SD-JWT: the signature of the issuer, the disclosures, the claims that they make, the key binding
//! (RFC 9901 sections 7.1 and 7.3).

use serde::de::DeserializeOwned;

use super::super::jws::Jws;
use super::disclosure::Disclosure;
use super::key_binding::{self, Bound};
use super::parts::Parts;
use super::reveal::{Revealed, Signed, hash_of, reveal};
use super::serialized::Compact;
use super::signatures;
use crate::check::{
    Content, Expectations, Expected, KeyBinding, Source, State, UsualTypes, claims, signature,
};
use crate::crypto::DisclosureHash;
use crate::json::{self, Tree, de};
use crate::key::AnyKey;
use crate::limits::{DEFECTS, TRIAL_KEYS};
use crate::reason::escape::compared;
use crate::reason::{Code, Part, Place, Question, Reason, Span};
use crate::text::time::{NumericDate, Seconds};
use crate::token::claims::Buffers;
use crate::token::{Header, Segment, is_object, wrong_part_count};
use crate::verdict::{Disclosed, Disclosures, KeyFace, Kind, Verdict};
use crate::verify::assess::{Assessment, Job, Scratch};
use crate::verify::{Rejection, Verified, Verifier};

/// A verifier of SD-JWTs for which it was not decided yet what is done about key binding.
///
/// It verifies nothing: [`key_binding`](Self::key_binding), [`no_key_binding`](Self::no_key_binding) or
/// [`ignore_key_binding`](Self::ignore_key_binding) makes one that does.
#[derive(Debug)]
#[must_use]
pub struct Undecided<'d>(Verifier<'d>);

impl<'d> Undecided<'d> {
    /// Requires a key binding that was made for this audience and nonce, within the last five minutes.
    pub fn key_binding(self, audience: &str, nonce: &str) -> SdJwtVerifier<'d> {
        self.decided(KeyBinding::required(audience, nonce))
    }

    /// Requires a key binding that was made for this audience and nonce, and not longer ago than `max_age`.
    pub fn key_binding_within(self, audience: &str, nonce: &str, max_age: Seconds) -> SdJwtVerifier<'d> {
        let (audience, nonce) = (audience.into(), nonce.into());
        self.decided(KeyBinding::Required { audience, nonce, max_age })
    }

    /// Expects no key binding, and refuses one that is there: it was made for somebody.
    pub fn no_key_binding(self) -> SdJwtVerifier<'d> {
        self.decided(KeyBinding::Absent)
    }

    /// Takes tokens with a key binding and without, and checks none: whoever copied the token can present it.
    pub fn ignore_key_binding(self) -> SdJwtVerifier<'d> {
        self.decided(KeyBinding::Ignored)
    }

    fn decided(self, key_binding: KeyBinding) -> SdJwtVerifier<'d> {
        SdJwtVerifier { verifier: self.0, key_binding }
    }
}

/// Verifies SD-JWTs (RFC 9901). It exists once issuer and audience were said, and what is done about key binding.
///
/// Claims are checked as they are with the disclosures put in: `exp` is required there, unless that was waived, wherever
/// the issuer wrote it (RFC 9901 section 9.7).
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use jotsmith::profile::sd_jwt::{SdJwtHolder, SdJwtIssuer, SdJwtVerifier};
/// use jotsmith::{Algorithm, Key, NumericDate, Verifier};
/// # let text = r#"{"kty":"EC","crv":"P-256","x":"b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ","y":"Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8"}"#;
///
/// #[derive(serde::Deserialize)]
/// struct Claims { given_name: String, family_name: Option<String> }
///
/// let issuer = Key::hmac(Algorithm::Hs256, [7; 32])?;
/// let issued = SdJwtIssuer::new(&issuer)
///     .disclose("/given_name")
///     .disclose("/family_name")
///     .issue(br#"{"iss":"https://a.example","exp":1795443431,"given_name":"Ada","family_name":"Lovelace"}"#)?;
/// let presented = SdJwtHolder::parse(&issued).unwrap().disclose("/given_name")?.present();
///
/// let verifier = Verifier::new(&issuer).issuer("https://a.example").any_audience().build();
/// let verifier = SdJwtVerifier::new(verifier).no_key_binding();
/// let verified = verifier.verify::<Claims>(&presented, NumericDate(1_795_442_711))?;
/// assert_eq!(verified.claims().given_name, "Ada");
/// assert_eq!(verified.claims().family_name, None);
/// assert_eq!(verified.disclosed().collect::<Vec<_>>(), ["/given_name"]);
/// # Ok(()) }
/// ```
#[derive(Debug)]
pub struct SdJwtVerifier<'d> {
    verifier: Verifier<'d>,
    key_binding: KeyBinding,
}

impl<'d> SdJwtVerifier<'d> {
    /// Begins with a verifier for which issuer and audience were decided. It must still be said what is done about key
    /// binding.
    #[expect(clippy::new_ret_no_self, reason = "it exists once key binding was decided")]
    pub const fn new(verifier: Verifier<'d>) -> Undecided<'d> {
        Undecided(verifier)
    }

    /// Verifies an SD-JWT at an instant and gives its claims with the disclosures put in.
    ///
    /// # Errors
    /// The verdict, where the token is not accepted, or its claims do not fit `C` (`claims-unfit`).
    pub fn verify<C: DeserializeOwned>(
        &self,
        text: &str,
        now: NumericDate,
    ) -> Result<VerifiedSdJwt<C>, Rejection> {
        let Judged { mut verdict, holder, key, .. } =
            judged(&self.verifier, &self.key_binding, text, now, TRIAL_KEYS);
        let Some(mut payload) = verdict.payload.clone().filter(|_| verdict.accept()) else {
            return Err(Rejection::new(verdict));
        };
        match de::from_checked(&mut payload) {
            Ok(claims) => Ok(VerifiedSdJwt {
                verified: Verified::new(claims, verdict.algorithm, key, verdict.reasons),
                disclosed: verdict.disclosures.map(|all| all.disclosed).unwrap_or_default(),
                holder,
            }),
            Err(unfit) => {
                verdict.claims = State::Fail;
                verdict.payload = None;
                let reason = Reason::new(Code::ClaimsUnfit).at(Place::part(Part::Payload));
                verdict.reasons.push(reason.found(compared(&unfit.0)));
                verdict.sort();
                Err(Rejection::new(verdict))
            }
        }
    }

    /// The verdict on an SD-JWT at an instant, whatever it is.
    pub fn judge(&self, text: &str, now: NumericDate) -> Verdict {
        judge(&self.verifier, &self.key_binding, text, now)
    }
}

/// Claims of an SD-JWT that was accepted. There is no other way to get one than an [`SdJwtVerifier`].
#[derive(Clone, Debug)]
pub struct VerifiedSdJwt<C> {
    verified: Verified<C>,
    disclosed: Vec<Disclosed>,
    holder: Option<AnyKey>,
}

impl<C> VerifiedSdJwt<C> {
    /// The claims, disclosures put in.
    pub const fn claims(&self) -> &C {
        self.verified.claims()
    }

    /// The claims, taken out.
    pub fn into_claims(self) -> C {
        self.verified.into_claims()
    }

    /// The claims with algorithm, key and warnings.
    pub const fn verified(&self) -> &Verified<C> {
        &self.verified
    }

    /// The JSON pointers of the claims that were disclosed, in the order of the disclosures.
    pub fn disclosed(&self) -> impl Iterator<Item = &str> {
        self.disclosed.iter().map(|disclosed| disclosed.pointer.as_str())
    }

    /// The key of the holder, where a key binding was required and held.
    pub const fn holder(&self) -> Option<&AnyKey> {
        self.holder.as_ref()
    }
}

/// The verdict on an SD-JWT, held against what a verifier expects and what is expected of the key binding. Where that is
/// unstated, a token that has one is never accepted.
pub fn judge(verifier: &Verifier<'_>, key_binding: &KeyBinding, text: &str, now: NumericDate) -> Verdict {
    judged(verifier, key_binding, text, now, TRIAL_KEYS).verdict
}

/// The verdict on one of several tokens, held against what the verifier expects of the key binding as well. No more keys
/// are tried than are left, and those that are, are taken off.
pub(in crate::profile) fn judge_within(
    verifier: &Verifier<'_>,
    text: &str,
    now: NumericDate,
    trials: &mut usize,
) -> Verdict {
    let judged = judged(verifier, &verifier.expectations().key_binding, text, now, *trials);
    *trials = trials.saturating_sub(judged.tried);
    judged.verdict
}

pub(super) struct Judged {
    pub(super) verdict: Verdict,
    holder: Option<AnyKey>,
    key: Option<usize>,
    /// How many keys were tried.
    pub(super) tried: usize,
}

impl Judged {
    /// What was judged no further than its signatures.
    pub(super) fn early(assessment: Assessment, job: Job<'_>) -> Self {
        let tried = assessment.tried();
        Self { verdict: assessment.into_verdict(job, &Scratch::new()), holder: None, key: None, tried }
    }
}

fn judged(
    verifier: &Verifier<'_>,
    key_binding: &KeyBinding,
    text: &str,
    now: NumericDate,
    trials: usize,
) -> Judged {
    let expect = Expectations { key_binding: key_binding.clone(), ..verifier.expectations().clone() };
    let job = Job { expect: &expect, trials, ..verifier.job(now) };
    if is_object(text) {
        return signatures::judged(text, job);
    }
    let parts = match Parts::split(text, job.expect.bounds.token_bytes) {
        Ok(parts) => parts,
        Err(reason) => return unread(Kind::Unknown, vec![reason], job),
    };
    if crate::token::shape(text) != crate::token::Shape::SdJwt {
        return unread(Kind::Unknown, vec![wrong_part_count(parts.jwt.of_str(text))], job);
    }
    let jws = match Jws::parse(text, parts.jwt, job.expect.bounds.json_depth) {
        Ok(jws) => jws,
        Err(reasons) => return unread(Kind::SdJwt, reasons, job),
    };
    let mut reasons = Vec::new();
    let signed = signature::Signed {
        header: &jws.header,
        signing_input: jws.signing_input(text),
        signature: &jws.signature,
        span: jws.parts[2],
        trials: job.trials,
    };
    let signature = signature::check(signed, job.keys, job.expect, &mut reasons);
    jws.locate_header(&mut reasons);
    let hashed = parts.hashed.of_str(text);
    assessed(Presented { text, jws, parts, hashed, signature, object: None }, reasons, job)
}

/// What was presented, in compact form.
pub(super) struct Presented<'p> {
    pub(super) text: &'p str,
    pub(super) jws: Jws,
    pub(super) parts: Parts,
    /// What `sd_hash` must be the hash of.
    pub(super) hashed: &'p str,
    pub(super) signature: signature::Answer,
    /// The object that it came as, and the way from the compact form to it.
    pub(super) object: Option<(&'p Compact, Span)>,
}

/// Holds disclosures, claims and key binding of what was presented against what is expected. What was found of the
/// signature is located already.
pub(super) fn assessed(presented: Presented<'_>, of_signature: Vec<Reason>, job: Job<'_>) -> Judged {
    let Presented { text, jws, parts, hashed, signature, object } = presented;
    let mut reasons = Vec::new();
    let mut scratch = Scratch::new();
    let mut assessment = Assessment::unread(Kind::SdJwt, State::Pass);
    assessment.signature = signature;
    let (revealed, hash) = with_disclosures(text, &jws, &parts, job, &mut reasons);
    let json = revealed.as_ref().and_then(Revealed::json);
    let tree = json.as_deref().and_then(|json| json::parse(json.as_bytes()).ok());
    let mut binding = key_binding::Answer { state: State::NotApplicable, holder: None };
    if let (Some(json), Some(tree), Some(revealed)) = (json, &tree, &revealed) {
        scratch.payload = json.into_bytes();
        let buffers = &mut Buffers::default();
        let found = &mut Vec::new();
        assessment.claims = check_claims(&scratch.payload, buffers, &jws.header, job, found);
        placed(found, revealed, &jws);
        reasons.append(found);
        reasons.extend(hidden_issuer(revealed, job));
        let presented = (text, parts.key_binding, hashed);
        binding = check_binding(presented, tree, hash, job, &mut reasons);
    }
    if job.expect.key_binding == KeyBinding::Ignored {
        assessment.claims.waived.push("kb");
    } else if binding.state == State::Pass && job.expect.key_binding != KeyBinding::Unstated {
        assessment.claims.checked.push("kb");
    }
    jws.locate_header(&mut reasons);
    if let Some((compact, span)) = object {
        compact.place(&mut reasons, span);
    }
    reasons.splice(..0, of_signature);
    assessment.form = State::Pass.after(Question::Form, &reasons);
    let claims = assessment.claims.state.after(Question::Claims, &reasons);
    let unsaid = reasons.iter().any(|reason| reason.code() == Code::SdKbUnstated);
    assessment.claims.state = if unsaid && claims == State::Pass { State::NotChecked } else { claims };
    assessment.reasons = reasons;
    let (key, tried) = (assessment.signature.key.map(|key| job.number(key)), assessment.tried());
    let mut verdict = assessment.into_verdict(job, &scratch);
    verdict.disclosures = revealed.map(|revealed| facts(&revealed, &binding));
    let holder = binding.holder.filter(|_| binding.state == State::Pass);
    Judged { verdict, holder, key, tried }
}

pub(super) fn unread(kind: Kind, reasons: Vec<Reason>, job: Job<'_>) -> Judged {
    let mut assessment = Assessment::unread(kind, State::Fail);
    assessment.reasons = reasons;
    Judged::early(assessment, job)
}

/// The claims with the disclosures put in, and the hash; neither where the hash is none that is fit.
fn with_disclosures(
    text: &str,
    jws: &Jws,
    parts: &Parts,
    job: Job<'_>,
    reasons: &mut Vec<Reason>,
) -> (Option<Revealed>, Option<DisclosureHash>) {
    let mut disclosures = Vec::with_capacity(parts.disclosures.len());
    for (index, span) in parts.disclosures.iter().enumerate() {
        match Disclosure::parse(text, index, *span) {
            Ok(disclosure) => disclosures.push(disclosure),
            Err(reason) if reasons.len() < DEFECTS => reasons.push(reason),
            Err(_) => {}
        }
    }
    let segment = jws.payload_segment();
    let root = jws.claims.node();
    let Some(hash) = hash_of(root, &segment, reasons) else { return (None, None) };
    let json_depth = job.expect.bounds.json_depth;
    let signed = Signed { text, payload: root, segment: &segment, hash, json_depth };
    let revealed = reveal(signed, &disclosures, parts.disclosures.len(), reasons);
    (Some(revealed), Some(hash))
}

/// The claims as they are processed, held against what is expected.
fn check_claims(
    payload: &[u8],
    buffers: &mut Buffers,
    header: &Header,
    job: Job<'_>,
    reasons: &mut Vec<Reason>,
) -> claims::Answer {
    let own = job.expect.types.is_empty();
    let usual = own || job.expect.usual_types == UsualTypes::Kept;
    let expect = Expectations {
        // The usual types of a JWT are not those of an SD-JWT.
        content: if own { Content::Bytes } else { Content::Claims },
        usual_types: UsualTypes::Replaced,
        ..job.expect.clone()
    };
    if let Some(typ) = header.typ().filter(|typ| usual && !claims::is_usual_of_sd_jwt(typ)) {
        let reason = Reason::new(Code::TypMismatch).at(header.place_of("typ"));
        reasons.push(reason.found(compared(typ)).expected("JWT or a type that ends in +sd-jwt"));
    }
    // Its places are mended by `placed`, which knows where each claim was written.
    match buffers.parse(payload) {
        Ok(set) => claims::check(set, header, &Segment::default(), &expect, job.denied, job.now, reasons),
        Err(_) => claims::Answer::UNASKED,
    }
}

/// Whose rules of a policy apply is told by what is signed in plain sight: an issuer that stands in a disclosure chooses
/// none, however well it is known.
fn hidden_issuer(revealed: &Revealed, job: Job<'_>) -> Option<Reason> {
    let several = matches!(&job.expect.issuer, Expected::OneOf(known) if known.len() > 1);
    let chosen = !job.keys.is_empty() || job.expect.source != Source::Policy || !several;
    let (part, span) = revealed.origins.get("iss").filter(|(part, _)| *part != Part::Payload && !chosen)?;
    let place = Place::part(*part).span(*span);
    Some(Reason::new(Code::IssMissing).at(place).expected("an iss in plain sight, and not in a disclosure,"))
}

/// Leads places in the processed claims to where the claim was written: in the payload, or in a disclosure.
fn placed(reasons: &mut [Reason], revealed: &Revealed, jws: &Jws) {
    let body = jws.payload_segment().span();
    for place in reasons.iter_mut().filter_map(Reason::place_mut) {
        if place.part != Part::Payload {
            continue;
        }
        let name = place.pointer.as_deref().and_then(|pointer| pointer.strip_prefix('/'));
        let origin = name.and_then(|name| revealed.origins.get(name));
        let (part, span) = origin.copied().unwrap_or((Part::Payload, body));
        (place.part, place.span, place.decoded) = (part, Some(span), None);
        if part != Part::Payload {
            place.pointer = None;
        }
    }
}

fn check_binding(
    (text, key_binding, hashed): (&str, Option<Span>, &str),
    issued: &Tree,
    hash: Option<DisclosureHash>,
    job: Job<'_>,
    reasons: &mut Vec<Reason>,
) -> key_binding::Answer {
    let none = |state| key_binding::Answer { state, holder: None };
    let fault = |span: Option<Span>, found: &str| {
        let mut place = Place::part(Part::KeyBinding);
        place.span = span.or(Some(Span::new(text.len(), text.len())));
        Reason::new(Code::SdKb).at(place).found(found)
    };
    let expect = &job.expect.key_binding;
    match (key_binding, hash) {
        (_, None) => none(State::NotChecked),
        (None, Some(_)) if matches!(expect, KeyBinding::Required { .. }) => {
            reasons.push(fault(None, "it is missing"));
            none(State::Fail)
        }
        (None, Some(_)) => none(State::NotApplicable),
        (Some(_), Some(_)) if *expect == KeyBinding::Ignored => none(State::NotChecked),
        (Some(span), Some(_)) if *expect == KeyBinding::Absent => {
            reasons
                .push(fault(Some(span), "it was made for somebody, and nobody said for whom it should be"));
            none(State::Fail)
        }
        (Some(span), Some(hash)) => {
            if *expect == KeyBinding::Unstated {
                reasons.push(Reason::new(Code::SdKbUnstated).at(Place::part(Part::KeyBinding).span(span)));
            }
            let (expect, now) = (job.expect, job.now);
            let bound = Bound { text, span, hashed, hash, issued: issued.root(), expect, now };
            key_binding::check(bound, reasons)
        }
    }
}

/// What the verdict says of disclosures and key binding.
fn facts(revealed: &Revealed, binding: &key_binding::Answer) -> Disclosures {
    let placed = revealed.pointers.iter().enumerate();
    let placed = placed.filter_map(|(index, pointer)| {
        let pointer = pointer.clone().filter(|pointer| !pointer.is_empty())?;
        Some(Disclosed { index, pointer })
    });
    Disclosures {
        hash: revealed.hash,
        disclosed: placed.collect(),
        undisclosed: revealed.undisclosed,
        key_binding: binding.state,
        holder: binding.holder.as_ref().map(KeyFace::of),
    }
}
