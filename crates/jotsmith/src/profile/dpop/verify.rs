//! Checking a DPoP proof: the twelve checks of RFC 9449 section 4.3, less the last word on replay, which needs memory.
//!
//! The key that verifies it stands in its own header, by definition; what makes it mean something is the thumbprint that
//! the access token is bound to.

use core::cmp::Ordering;

use super::super::jws::Jws;
use super::super::sd_jwt::key_binding::asymmetric;
use super::target::Target;
use super::{TYP, is_method};
use crate::alg::Algorithm;
use crate::check::{AccessToken, Content, Expectations, Expected, Source, State, claims, signature};
use crate::crypto::equal;
use crate::json::Value;
use crate::key::{AnyKey, Thumbprint, WeakKeys, key_of_jwk};
use crate::limits::{PROOF_SECONDS, TRIAL_KEYS};
use crate::reason::escape::{compared, quoted};
use crate::reason::{Code, Part, Place, Question, Reason, Severity, Span};
use crate::text::base64url;
use crate::text::time::{Decimal, NumericDate, Seconds};
use crate::token::claims::Buffers;
use crate::token::{Shape, check_length, shape, wrong_part_count};
use crate::verdict::{Kind, Verdict};
use crate::verify::assess::{Assessment, Job, Scratch};
use crate::verify::{Rejection, Verifier};

/// A check of DPoP proofs for which it was not said yet which key they must be by.
///
/// It checks nothing: [`key`](Self::key) or [`any_key`](Self::any_key) makes one that does.
#[derive(Clone, Debug)]
#[must_use]
pub struct Undecided(DpopVerifier);

impl Undecided {
    /// The SHA-256 thumbprint, in base64url, of the key that the access token is bound to: `cnf.jkt` of the verified
    /// token, or what introspection says.
    pub fn key(mut self, jkt: &str) -> DpopVerifier {
        self.0.jkt = Some(jkt.into());
        self.0
    }

    /// Any key, as where a token is asked for: the token will be bound to that of the proof.
    pub fn any_key(self) -> DpopVerifier {
        self.0
    }
}

/// Checks DPoP proofs for one request (RFC 9449 section 4.3). It exists once it was said which key they must be by.
///
/// Whether a proof was used before is for the caller to remember, by [`jti`](VerifiedProof::jti).
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use jotsmith::profile::dpop::{DpopProof, DpopVerifier};
/// use jotsmith::{AnyKey, NumericDate};
///
/// # let jwk = r#"{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
/// let AnyKey::Private(key) = AnyKey::read(jwk.as_bytes())? else { panic!("a private key") };
/// let now = NumericDate(1_795_442_711);
/// let jkt = key.thumbprint().map(|jkt| jkt.to_string()).unwrap_or_default();
/// let proof = DpopProof::new(&key, "GET", "https://api.example.com/me").access_token("at").sign(now)?;
///
/// let request = DpopVerifier::new("GET", "https://api.example.com/me?fields=name").key(&jkt).access_token("at");
/// assert!(!request.verify(&proof, now)?.jti().is_empty());
/// let later = NumericDate(now.0 + 301);
/// let rejection = request.verify(&proof, later).err().unwrap();
/// assert_eq!(rejection.to_string(), "Do not accept: the DPoP proof is older than 5 minutes.");
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct DpopVerifier {
    method: String,
    url: String,
    jkt: Option<String>,
    access_token: Option<AccessToken>,
    nonce: Option<String>,
    max_age: Seconds,
    leeway: Seconds,
    weak_keys: WeakKeys,
}

impl DpopVerifier {
    /// Begins a check of proofs for a request of this method to this URL, whose query and fragment do not count.
    #[expect(clippy::new_ret_no_self, reason = "it exists once the key was decided")]
    pub fn new(method: &str, url: &str) -> Undecided {
        Undecided(Self {
            method: method.into(),
            url: url.into(),
            jkt: None,
            access_token: None,
            nonce: None,
            max_age: Seconds(PROOF_SECONDS),
            leeway: Seconds(0),
            weak_keys: WeakKeys::Refuse,
        })
    }

    /// The access token that came with the request: `ath` must be its hash.
    #[must_use]
    pub fn access_token(mut self, token: &str) -> Self {
        self.access_token = Some(AccessToken::new(token));
        self
    }

    /// The nonce that was given to the client.
    #[must_use]
    pub fn nonce(mut self, nonce: &str) -> Self {
        self.nonce = Some(nonce.into());
        self
    }

    /// The greatest age by `iat`; five minutes unless said.
    #[must_use]
    pub const fn max_age(mut self, age: Seconds) -> Self {
        self.max_age = age;
        self
    }

    /// Seconds that the clocks may differ; 0 unless said.
    #[must_use]
    pub const fn leeway(mut self, leeway: Seconds) -> Self {
        self.leeway = leeway;
        self
    }

    /// What is done with keys too weak for their algorithm; refused unless said.
    #[must_use]
    pub const fn weak_keys(mut self, setting: WeakKeys) -> Self {
        self.weak_keys = setting;
        self
    }

    /// Checks a proof at an instant.
    ///
    /// # Errors
    /// The verdict, where the proof is not accepted.
    pub fn verify(&self, proof: &str, now: NumericDate) -> Result<VerifiedProof, Rejection> {
        let verdict = self.judge(proof, now);
        let claims = verdict.payload.as_deref().and_then(|payload| crate::json::parse(payload).ok());
        let jti = claims.as_ref().and_then(|claims| claims.root().member("jti")?.as_str().map(String::from));
        match (jti, verdict.key.as_ref().and_then(|key| key.thumbprint.clone())) {
            (Some(jti), Some(thumbprint)) => Ok(VerifiedProof { jti, thumbprint }),
            _ => Err(Rejection::new(verdict)),
        }
    }

    /// The verdict on a proof at an instant, whatever it is.
    pub fn judge(&self, proof: &str, now: NumericDate) -> Verdict {
        let expect =
            Expectations { leeway: self.leeway, weak_keys: self.weak_keys, ..Expectations::default() };
        let mut trials = TRIAL_KEYS;
        judged(proof, Some(self), &expect, now, &mut trials)
    }
}

/// A proof that was accepted. Whether it was used before is still to be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct VerifiedProof {
    jti: String,
    thumbprint: String,
}

impl VerifiedProof {
    /// The identifier of the proof: refuse one that was seen before, within the time that proofs are fresh.
    pub fn jti(&self) -> &str {
        &self.jti
    }

    /// The thumbprint of its key: what a token is bound to by `cnf.jkt`.
    pub fn thumbprint(&self) -> &str {
        &self.thumbprint
    }
}

/// The verdict on what calls itself a DPoP proof, for the request that was stated, if one was; none for any other text.
/// No key is tried where none is left, and one that is, is taken off.
pub(in super::super) fn opened(
    verifier: &Verifier<'_>,
    text: &str,
    now: NumericDate,
    trials: &mut usize,
) -> Option<Verdict> {
    let head = text.split('.').next()?;
    let json = base64url::decode(head.as_bytes()).ok()?;
    let tree = crate::json::parse(&json).ok()?;
    let typ = tree.root().member("typ").and_then(Value::as_str)?;
    let asked = verifier.expectations();
    let request = asked.proof.as_deref().map(|proof| DpopVerifier {
        method: proof.method.clone(),
        url: proof.url.clone(),
        jkt: Some(proof.jkt.clone()),
        access_token: proof.access_token.clone(),
        nonce: proof.nonce.clone(),
        max_age: Seconds(PROOF_SECONDS),
        leeway: asked.leeway,
        weak_keys: asked.weak_keys,
    });
    (claims::same_type(typ, TYP) && asked.types.is_empty())
        .then(|| judged(text, request.as_ref(), asked, now, trials))
}

fn judged(
    text: &str,
    request: Option<&DpopVerifier>,
    asked: &Expectations,
    now: NumericDate,
    trials: &mut usize,
) -> Verdict {
    let expect = Expectations {
        issuer: Expected::Any,
        audience: Expected::Any,
        types: vec![TYP.into()],
        leeway: asked.leeway,
        required: ["jti", "htm", "htu", "iat"].map(String::from).to_vec(),
        allow_missing_exp: true,
        weak_keys: asked.weak_keys,
        algorithms: Some(asymmetric()),
        content: Content::Claims,
        source: Source::Token,
        bounds: asked.bounds,
        ..Expectations::default()
    };
    let mut scratch = Scratch::new();
    let left = *trials;
    let job = |keys| Job {
        expect: &expect,
        keys,
        numbers: &[],
        faults: &[],
        denied: None,
        now,
        detached: None,
        trials: left,
    };
    let unread = |reasons| {
        let mut assessment = Assessment::unread(Kind::Jws, State::Fail);
        assessment.reasons = reasons;
        assessment.into_verdict(job(&[]), &Scratch::new())
    };
    if let Err(reason) = check_length(text, expect.bounds.token_bytes) {
        return unread(vec![reason]);
    }
    if shape(text) != Shape::Jws {
        return unread(vec![wrong_part_count(text)]);
    }
    let jws = match Jws::parse(text, Span::new(0, text.len()), expect.bounds.json_depth) {
        Ok(jws) => jws,
        Err(reasons) => return unread(reasons),
    };
    let mut reasons = Vec::new();
    let key = own_key(&jws, &mut reasons);
    let keys: Vec<AnyKey> = key.into_iter().collect();
    let signed = signature::Signed {
        header: &jws.header,
        signing_input: jws.signing_input(text),
        signature: &jws.signature,
        span: jws.parts[2],
        trials: left,
    };
    let mut found = Vec::new();
    let mut answer = signature::check(signed, &keys, &expect, &mut found);
    *trials = trials.saturating_sub(answer.tried);
    // Its own key is the one to be used here, and that one is missing was said already.
    found.retain(|reason| !matches!(reason.code(), Code::KeyFromToken | Code::KeyMissing));
    if answer.key.is_some() {
        let bound = request.map_or(State::NotChecked, |_| State::Pass);
        answer.trust = bound.after(Question::Trust, &found);
    }
    reasons.append(&mut found);
    let mut assessment = Assessment::unread(Kind::Jws, State::Pass);
    assessment.signature = answer;
    let print = keys.first().and_then(AnyKey::thumbprint);
    assessment.claims = check_claims(&jws, print, request, job(&[]), &mut reasons);
    jws.locate_header(&mut reasons);
    let claims = assessment.claims.state.after(Question::Claims, &reasons);
    assessment.claims.state = claims;
    assessment.form = State::Pass.after(Question::Form, &reasons);
    assessment.reasons = reasons;
    scratch.payload = jws.payload;
    let mut verdict = assessment.into_verdict(job(&keys), &scratch);
    verdict.profile = Some("DPoP proof");
    verdict
}

/// The public key in the header.
fn own_key(jws: &Jws, reasons: &mut Vec<Reason>) -> Option<AnyKey> {
    let fault =
        |name: &str, found: String| Reason::new(Code::DpopKey).at(jws.header.place_of(name)).found(found);
    if jws.header.algorithm().is_none_or(Algorithm::is_symmetric) {
        let alg = quoted(jws.header.alg().as_str());
        reasons.push(fault("alg", format!("alg is {alg}, which is none of a key pair")));
    }
    let Some(jwk) = jws.header.parameter("jwk") else {
        reasons.push(fault("jwk", "there is no jwk in the header".into()));
        return None;
    };
    match key_of_jwk(jwk) {
        Ok(key @ AnyKey::Public(_)) => Some(key),
        Ok(AnyKey::Private(_) | AnyKey::Shared(_)) => {
            reasons.push(fault("jwk", "jwk holds what must stay secret".into()));
            None
        }
        Err(broken) => {
            reasons.push(fault("jwk", format!("jwk cannot be used: {}", broken.reason().clause())));
            None
        }
    }
}

fn check_claims(
    jws: &Jws,
    print: Option<Thumbprint>,
    request: Option<&DpopVerifier>,
    job: Job<'_>,
    reasons: &mut Vec<Reason>,
) -> claims::Answer {
    let segment = jws.payload_segment();
    let mut buffers = Buffers::default();
    let Ok(set) = buffers.parse(&jws.payload) else { return claims::Answer::UNASKED };
    let general = claims::check(set, &jws.header, &segment, job.expect, None, job.now, reasons);
    let mut answer = claims::Answer { state: State::Pass, exp: general.exp, ..claims::Answer::UNASKED };
    let mut checks = Checks { jws, reasons };
    for name in ["typ", "iat"] {
        answer.checked.push(name);
    }
    let method = checks.method();
    let target = checks.target();
    let Some(request) = request else {
        let target = target.map_or_else(|| "an unknown URL".into(), |target| compared(&target.normal));
        let found =
            format!("{} {target}", method.map_or_else(|| "an unknown method to".into(), |m| quoted(&m)));
        let reason = Reason::new(Code::DpopUnstated).at(Place::part(Part::Payload).span(segment.span()));
        reasons.push(reason.found(found));
        answer.state = State::NotChecked;
        return answer;
    };
    checks.age(request, job.now);
    checks.request(request, method.as_deref(), target.as_ref());
    for name in ["htm", "htu"] {
        answer.checked.push(name);
    }
    match &request.jkt {
        Some(jkt) => {
            answer.checked.push("jkt");
            checks.key(jkt, print);
        }
        None => answer.waived.push("jkt"),
    }
    // What the proof carries and nobody stated is not checked, and the verdict says so.
    match &request.access_token {
        Some(token) => {
            answer.checked.push("ath");
            let (what, other) = ("ath, the hash of the access token,", "it is for another access token");
            checks.bound("ath", &token.hash(), what, other);
        }
        None if checks.text("ath").is_some() => answer.waived.push("ath"),
        None => {}
    }
    match &request.nonce {
        Some(nonce) => {
            answer.checked.push("nonce");
            checks.bound("nonce", nonce, "the nonce", "it carries another nonce");
        }
        None if checks.text("nonce").is_some() => answer.waived.push("nonce"),
        None => {}
    }
    answer.waived.push("replay");
    answer
}

struct Checks<'c> {
    jws: &'c Jws,
    reasons: &'c mut Vec<Reason>,
}

impl Checks<'_> {
    fn text(&self, name: &str) -> Option<&str> {
        self.jws.claims.root().member(name).and_then(Value::as_str)
    }

    fn push(&mut self, reason: Reason, name: &str) {
        let mut place = Place::claim(name);
        let segment = self.jws.payload_segment();
        let value = self.jws.claims.root().member(name);
        place.span = Some(value.map_or(segment.span(), |value| segment.locate(value.span())));
        self.reasons.push(reason.at(place));
    }

    /// The method, where it is one; a claim that is missing was said already.
    fn method(&mut self) -> Option<String> {
        let htm = self.jws.claims.root().member("htm")?;
        match htm.as_str() {
            Some(method) if is_method(method) => Some(method.into()),
            Some(method) => {
                let reason = Reason::new(Code::DpopTarget).expected("a method such as POST");
                self.push(reason.found(format!("the method {}", quoted(method))), "htm");
                None
            }
            None => {
                self.typed("htm", htm.kind_name());
                None
            }
        }
    }

    /// The URL, where it is one without query and fragment.
    fn target(&mut self) -> Option<Target> {
        let htu = self.jws.claims.root().member("htu")?;
        let Some(url) = htu.as_str() else {
            self.typed("htu", htu.kind_name());
            return None;
        };
        let (why, target) = match Target::parse(url) {
            Ok(target) if target.is_cut => ("it has a query or a fragment", None),
            Ok(target) => ("", Some(target)),
            Err(why) => (why, None),
        };
        if target.is_none() {
            let reason = Reason::new(Code::DpopTarget).expected("the URL of a request");
            self.push(reason.found(format!("{}: {why}", compared(url))), "htu");
        }
        target
    }

    fn typed(&mut self, name: &'static str, kind: &'static str) {
        let reason = Reason::new(Code::ClaimType).with("name", name).found(kind).expected("a string");
        self.push(reason.severe(Severity::Error), name);
    }

    fn age(&mut self, request: &DpopVerifier, now: NumericDate) {
        let iat = self.jws.claims.root().member("iat").and_then(Value::number).and_then(Decimal::parse);
        let oldest = now.minus(request.leeway).minus(request.max_age);
        if let Some(iat) = iat.filter(|iat| iat.compare(oldest) == Ordering::Less) {
            let mut reason = Reason::new(Code::DpopStale).expected(request.max_age.in_words());
            if let Some(made) = iat.whole_seconds() {
                reason = reason.with("ago", made.relative_to(now));
            }
            self.push(reason, "iat");
        }
    }

    fn request(&mut self, request: &DpopVerifier, method: Option<&str>, target: Option<&Target>) {
        if let Some(method) = method.filter(|method| *method != request.method) {
            let reason = Reason::new(Code::DpopTarget).expected(quoted(&request.method));
            self.push(reason.found(quoted(method)), "htm");
        }
        let wanted = Target::parse(&request.url);
        if let Some(target) =
            target.filter(|target| wanted.as_ref().map(|wanted| &wanted.normal) != Ok(&target.normal))
        {
            let expected = wanted.map_or_else(|_| compared(&request.url), |wanted| compared(&wanted.normal));
            let reason = Reason::new(Code::DpopTarget).expected(expected);
            self.push(reason.found(compared(&target.normal)), "htu");
        }
    }

    fn key(&mut self, jkt: &str, print: Option<Thumbprint>) {
        let Some(print) = print.map(|print| print.to_string()) else { return };
        if !equal(print.as_bytes(), jkt.as_bytes()) {
            let reason = Reason::new(Code::DpopBinding).at(self.jws.header.place_of("jwk"));
            let found = format!(
                "its key is {}, and the access token is bound to {}",
                compared(&print),
                compared(jkt)
            );
            self.reasons.push(reason.found(found));
        }
    }

    fn bound(&mut self, name: &'static str, expected: &str, what: &str, other: &str) {
        let found = match self.text(name) {
            Some(found) if equal(found.as_bytes(), expected.as_bytes()) => return,
            Some(_) => other.to_owned(),
            None => format!("{what} is missing"),
        };
        self.push(Reason::new(Code::DpopBinding).found(found), name);
    }
}
