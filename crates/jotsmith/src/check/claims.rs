//! The question `claims`: do they allow it, here and now? RFC 7519 section 4.1, RFC 8725 sections 3.8 to 3.11.

use core::cmp::Ordering;

use super::{Content, Expectations, Expected, State, UsualTypes};
use crate::reason::escape::compared;
use crate::reason::{Code, Part, Place, Question, Reason, Severity};
use crate::text::time::{Decimal, NumericDate};
use crate::token::claims::{Claim, Claims};
use crate::token::{Header, Segment, media_type};

/// A time from here on is likely milliseconds: in seconds, 10^11 is the year 5138.
const MILLISECONDS_FROM: NumericDate = NumericDate(100_000_000_000);

/// A hook that knows which `jti` were called back.
pub(crate) type Denied<'d> = dyn Fn(&str) -> bool + Send + Sync + 'd;

/// What was checked and what was waived, for the verdict.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Answer {
    pub(crate) state: State,
    pub(crate) checked: Names,
    pub(crate) waived: Names,
    pub(crate) exp: Option<NumericDate>,
}

impl Answer {
    /// Nothing was asked yet.
    pub(crate) const UNASKED: Self =
        Self { state: State::NotChecked, checked: Names::EMPTY, waived: Names::EMPTY, exp: None };
}

/// The names of what is checked or waived.
const NAMES: [&str; 15] = [
    "exp", "nbf", "iat", "iss", "aud", "sub", "jti", "typ", "kb", "ath", "htm", "htu", "jkt", "nonce",
    "replay",
];

/// The index in [`NAMES`]; of a name in the source, the compiler knows it.
#[inline]
const fn index(name: &str) -> Option<u8> {
    Some(match name.as_bytes() {
        b"exp" => 0,
        b"nbf" => 1,
        b"iat" => 2,
        b"iss" => 3,
        b"aud" => 4,
        b"sub" => 5,
        b"jti" => 6,
        b"typ" => 7,
        b"kb" => 8,
        b"ath" => 9,
        b"htm" => 10,
        b"htu" => 11,
        b"jkt" => 12,
        b"nonce" => 13,
        b"replay" => 14,
        _ => return None,
    })
}

/// A few of [`NAMES`] in the order in which they came, small enough to be handed about: 12 bytes and a count.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Names {
    indices: [u8; 12],
    count: u8,
}

impl Names {
    pub(crate) const EMPTY: Self = Self { indices: [0; 12], count: 0 };

    // Inlined, the index of a name in the source is a constant; on the page, small code is worth more.
    #[cfg_attr(feature = "native", expect(clippy::inline_always, reason = "measured"))]
    #[cfg_attr(feature = "native", inline(always))]
    pub(crate) fn push(&mut self, name: &'static str) {
        let index = index(name);
        debug_assert!(index.is_some(), "{name} is missing in NAMES");
        if let (Some(index), Some(slot)) = (index, self.indices.get_mut(usize::from(self.count))) {
            *slot = index;
            self.count += 1;
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static str> {
        let indices = self.indices.iter().take(usize::from(self.count));
        indices.filter_map(|index| NAMES.get(usize::from(*index)).copied())
    }
}

/// Checks every claim that can be, and lists each reason.
pub(crate) fn check(
    claims: Claims<'_>,
    header: &Header,
    segment: &Segment,
    expect: &Expectations,
    denied: Option<&Denied<'_>>,
    now: NumericDate,
    reasons: &mut Vec<Reason>,
) -> Answer {
    let mut check = Check { claims, segment, expect, now, reasons, answer: Answer::UNASKED };
    check.times();
    check.issuer();
    check.audience();
    check.subject();
    check.identifier(denied);
    check.required();
    check_type(header, expect, check.reasons, &mut check.answer.checked);
    let mut answer = check.answer;
    let state = if is_unstated(expect) { State::NotChecked } else { State::Pass };
    answer.state = state.after(Question::Claims, reasons);
    answer
}

/// Whether nothing was said about the issuer, or about the audience.
fn is_unstated(expect: &Expectations) -> bool {
    [&expect.issuer, &expect.audience].into_iter().any(|said| *said == Expected::Unstated)
}

/// What there is to check where the payload is no claims set: the type, and that nobody expects claims.
pub(crate) fn check_content(
    header: &Header,
    expect: &Expectations,
    denied: Option<&Denied<'_>>,
    reasons: &mut Vec<Reason>,
) -> Answer {
    // Where any bytes are asked for, claims may be among them that nobody looks at: that must have been said.
    let unsaid = expect.content == Content::Bytes && is_unstated(expect);
    let state = if unsaid { State::NotChecked } else { State::NotApplicable };
    let mut answer = Answer { state, ..Answer::UNASKED };
    check_type(header, expect, reasons, &mut answer.checked);
    let place = || Place::part(Part::Payload);
    if let Expected::OneOf(wanted) = &expect.issuer {
        reasons.push(Reason::new(Code::IssMissing).at(place()).expected(list(wanted)));
    }
    if let Expected::OneOf(wanted) = &expect.audience {
        reasons.push(Reason::new(Code::AudMissing).at(place()).expected(list(wanted)));
    }
    let own = expect.subject.iter().map(|_| "sub").chain(expect.max_age.map(|_| "iat"));
    let own = own.chain(denied.map(|_| "jti"));
    for name in own.chain(expect.required.iter().map(String::as_str)) {
        reasons.push(Reason::new(Code::ClaimMissing).at(place()).with("name", compared(name)));
    }
    answer.state = answer.state.after(Question::Claims, reasons);
    answer
}

fn check_type(header: &Header, expect: &Expectations, reasons: &mut Vec<Reason>, checked: &mut Names) {
    let typ = header.typ();
    let place = || {
        let mut place = Place::header("typ");
        place.decoded =
            header.tree().node().members().iter().find(|m| m.name == "typ").map(crate::json::Member::span);
        place
    };
    if (expect.types.is_empty() || expect.usual_types == UsualTypes::Kept)
        && expect.content != Content::Bytes
        && let Some(typ) = typ.filter(|typ| !is_usual_type(typ))
    {
        let reason = Reason::new(Code::TypMismatch).at(place()).found(compared(typ));
        reasons.push(reason.expected("JWT or at+jwt"));
        return;
    }
    if expect.types.is_empty() {
        return;
    }
    checked.push("typ");
    if !typ.is_some_and(|typ| expect.types.iter().any(|wanted| same_type(typ, wanted))) {
        let found = typ.map_or_else(|| "absent".into(), compared);
        reasons.push(Reason::new(Code::TypMismatch).at(place()).found(found).expected(list(&expect.types)));
    }
}

/// Whether a type is one that JWTs usually have.
pub(crate) fn is_usual_type(typ: &str) -> bool {
    ["JWT", "at+jwt"].iter().any(|usual| same_type(typ, usual))
}

/// Explicit types of SD-JWTs end in `+sd-jwt` (RFC 9901 section 9.11).
#[cfg(any(feature = "policy", feature = "profiles"))]
pub(crate) fn is_usual_of_sd_jwt(typ: &str) -> bool {
    same_type(typ, "JWT")
        || typ.as_bytes().last_chunk::<7>().is_some_and(|tail| tail.eq_ignore_ascii_case(b"+sd-jwt"))
}

/// Media types compare without ASCII case, and `application/` is implied (RFC 7515 section 4.1.9).
pub(crate) fn same_type(found: &str, wanted: &str) -> bool {
    media_type(found).eq_ignore_ascii_case(media_type(wanted))
}

struct Check<'c> {
    claims: Claims<'c>,
    segment: &'c Segment,
    expect: &'c Expectations,
    now: NumericDate,
    reasons: &'c mut Vec<Reason>,
    answer: Answer,
}

impl<'c> Check<'c> {
    fn times(&mut self) {
        let leeway = self.expect.leeway;
        let (early, late) = (self.now.minus(leeway), self.now.plus(leeway));
        match self.time("exp") {
            Some((claim, exp)) => {
                self.answer.checked.push("exp");
                self.answer.exp = exp.whole_seconds();
                if exp.compare(early) != Ordering::Greater {
                    let reason = self.time_reason(Code::TokenExpired, "exp", claim, exp, "ago");
                    self.reasons.push(reason.expected(format!("later than {}", early.0)));
                }
            }
            None if self.claims.get("exp").is_some() => {}
            None if self.expect.allow_missing_exp => self.answer.waived.push("exp"),
            None => {
                self.answer.checked.push("exp");
                self.reasons.push(Reason::new(Code::ExpMissing).at(Place::part(Part::Payload)));
            }
        }
        if let Some((claim, nbf)) = self.time("nbf") {
            self.answer.checked.push("nbf");
            if nbf.compare(late) == Ordering::Greater {
                let reason = self.time_reason(Code::TokenNotYetValid, "nbf", claim, nbf, "until");
                self.reasons.push(reason.expected(format!("at most {}", late.0)));
            }
        }
        let iat = self.time("iat");
        if let Some((claim, iat)) = iat {
            self.answer.checked.push("iat");
            if iat.compare(late) == Ordering::Greater {
                let reason = self.time_reason(Code::IatFuture, "iat", claim, iat, "until");
                self.reasons.push(reason.expected(format!("at most {}", late.0)));
            }
        }
        if let Some(max_age) = self.expect.max_age {
            match iat {
                Some((claim, iat)) if iat.compare(early.minus(max_age)) == Ordering::Less => {
                    let reason = self.time_reason(Code::TokenTooOld, "iat", claim, iat, "ago");
                    self.reasons.push(reason.expected(max_age.in_words()));
                }
                None if self.claims.get("iat").is_none() => self.missing("iat"),
                Some(_) | None => {}
            }
        }
    }

    /// A time, where the claim is one; a claim that is there and no time gets its reason.
    fn time(&mut self, name: &'static str) -> Option<(Claim<'c>, Decimal)> {
        let claim = self.claims.get(name)?;
        let Some(number) = claim.number() else {
            let code = if claim.is_string() { Code::NumericdateString } else { Code::ClaimType };
            self.typed(code, name, claim, claim.kind_name(), "a number of seconds");
            return None;
        };
        let decimal = Decimal::parse(number);
        if decimal.is_none() {
            self.typed(
                Code::ClaimType,
                name,
                claim,
                "a number too long to compare",
                "at most 32 digits and an exponent within 32",
            );
        }
        let decimal = decimal?;
        if decimal.compare(MILLISECONDS_FROM) != Ordering::Less {
            let meant = decimal.whole_seconds().and_then(|ms| NumericDate(ms.0 / 1_000).utc());
            let reason = Reason::new(Code::NumericdateMilliseconds)
                .at(self.place(name, Some(claim)))
                .with("name", name);
            self.reasons
                .push(reason.found(meant.unwrap_or_else(|| "beyond the year 9999 all the same".into())));
        }
        Some((claim, decimal))
    }

    fn time_reason(
        &self,
        code: Code,
        name: &str,
        claim: Claim<'c>,
        time: Decimal,
        word: &'static str,
    ) -> Reason {
        let mut reason =
            Reason::new(code).at(self.place(name, Some(claim))).found(claim.number().unwrap_or_default());
        let shown = time.whole_seconds().and_then(|whole| Some((whole, whole.rfc3339()?)));
        if let Some((whole, instant)) = shown {
            reason = reason.with(word, whole.relative_to(self.now)).with("instant", instant);
        }
        reason
    }

    fn issuer(&mut self) {
        let iss = self.string("iss");
        match &self.expect.issuer {
            Expected::Unstated => self.reasons.push(Reason::new(Code::IssUnstated)),
            Expected::Any => self.answer.waived.push("iss"),
            Expected::OneOf(wanted) => {
                self.answer.checked.push("iss");
                match iss {
                    Text::Missing => {
                        let reason = Reason::new(Code::IssMissing).at(Place::part(Part::Payload));
                        self.reasons.push(reason.expected(list(wanted)));
                    }
                    Text::Is(claim) if !wanted.iter().any(|w| claim.equals(w)) => {
                        let found = claim.string().unwrap_or_default();
                        let mut reason = Reason::new(Code::IssMismatch)
                            .at(self.place("iss", Some(claim)))
                            .found(compared(&found))
                            .expected(list(wanted));
                        if let Some(nearly) = nearly(&found, wanted) {
                            reason = reason.with("nearly", nearly);
                        }
                        self.reasons.push(reason);
                    }
                    Text::Is(_) | Text::Other => {}
                }
            }
        }
    }

    fn audience(&mut self) {
        let aud = self.claims.get("aud");
        let fits = aud.is_none_or(|aud| {
            aud.is_string() || aud.elements().all(Claim::is_string) && aud.kind_name() == "an array"
        });
        if let Some(aud) = aud.filter(|_| !fits) {
            self.typed(Code::ClaimType, "aud", aud, aud.kind_name(), "a string or an array of strings");
        }
        match &self.expect.audience {
            Expected::Unstated => self.reasons.push(Reason::new(Code::AudUnstated)),
            Expected::Any => self.answer.waived.push("aud"),
            Expected::OneOf(wanted) => {
                self.answer.checked.push("aud");
                let Some(aud) = aud.filter(|aud| !aud.is_empty()) else {
                    let reason = Reason::new(Code::AudMissing).at(Place::part(Part::Payload));
                    self.reasons.push(reason.expected(list(wanted)));
                    return;
                };
                if fits && !names_one_of(aud, wanted) {
                    let own = aud.string().into_iter().chain(aud.elements().filter_map(Claim::string));
                    let found = own.take(4).map(|text| compared(&text)).collect::<Vec<_>>().join(", ");
                    let reason = Reason::new(Code::AudMismatch).at(self.place("aud", Some(aud)));
                    self.reasons.push(reason.found(found).expected(list(wanted)));
                }
            }
        }
    }

    fn subject(&mut self) {
        let sub = self.string("sub");
        let Some(wanted) = &self.expect.subject else { return };
        self.answer.checked.push("sub");
        match sub {
            Text::Missing => self.missing("sub"),
            Text::Is(claim) if !claim.equals(wanted) => {
                let found = compared(&claim.string().unwrap_or_default());
                let reason = Reason::new(Code::SubMismatch).at(self.place("sub", Some(claim)));
                self.reasons.push(reason.found(found).expected(compared(wanted)));
            }
            Text::Is(_) | Text::Other => {}
        }
    }

    fn identifier(&mut self, denied: Option<&Denied<'_>>) {
        let jti = self.string("jti");
        let Some(denied) = denied else { return };
        self.answer.checked.push("jti");
        match jti {
            Text::Missing => self.missing("jti"),
            Text::Is(claim) if claim.string().is_some_and(|jti| denied(&jti)) => {
                self.reasons.push(Reason::new(Code::TokenDenied).at(self.place("jti", Some(claim))));
            }
            Text::Is(_) | Text::Other => {}
        }
    }

    fn required(&mut self) {
        for name in &self.expect.required {
            if self.claims.get(name).is_none_or(Claim::says_nothing) {
                self.missing(name);
            }
        }
    }

    /// A claim that must be a string where it is there.
    fn string(&mut self, name: &'static str) -> Text<'c> {
        match self.claims.get(name) {
            None => Text::Missing,
            Some(claim) if claim.is_string() && claim.is_empty() => Text::Missing,
            Some(claim) if claim.is_string() => Text::Is(claim),
            Some(claim) => {
                self.typed(Code::ClaimType, name, claim, claim.kind_name(), "a string");
                Text::Other
            }
        }
    }

    fn missing(&mut self, name: &str) {
        let reason = Reason::new(Code::ClaimMissing).at(Place::part(Part::Payload).span(self.segment.span()));
        self.reasons.push(reason.with("name", compared(name)));
    }

    fn typed(
        &mut self,
        code: Code,
        name: &'static str,
        claim: Claim<'_>,
        found: &str,
        expected: &'static str,
    ) {
        let reason = Reason::new(code).at(self.place(name, Some(claim)));
        self.reasons.push(reason.with("name", name).found(found).expected(expected).severe(Severity::Error));
    }

    fn place(&self, name: &str, claim: Option<Claim<'_>>) -> Place {
        let place = Place::claim(name);
        match claim {
            Some(claim) => place.span(self.segment.locate(claim.span())),
            None => place,
        }
    }
}

/// A claim that should be a string.
#[derive(Clone, Copy)]
enum Text<'p> {
    Missing,
    Is(Claim<'p>),
    Other,
}

/// What the caller wants, for a sentence.
fn list(wanted: &[String]) -> String {
    wanted.iter().take(4).map(|w| compared(w)).collect::<Vec<_>>().join(" or ")
}

/// How an issuer differs from one of those that are wanted, where a person takes them for the same.
fn nearly(found: &str, wanted: &[String]) -> Option<&'static str> {
    let (slashless, bare) = (found.trim_end_matches('/'), found.trim());
    wanted.iter().find_map(|wanted| {
        if slashless == wanted.trim_end_matches('/') {
            Some("they differ in a final slash")
        } else if found.eq_ignore_ascii_case(wanted) {
            Some("they differ in case")
        } else if bare == wanted.trim() {
            Some("they differ in white space")
        } else {
            None
        }
    })
}

/// Whether an audience is one of those that are wanted, or holds one.
fn names_one_of(aud: Claim<'_>, wanted: &[String]) -> bool {
    // Of a long token and a long list, each is gone through once. Lists are long where a policy has many issuers.
    #[cfg(feature = "policy")]
    if wanted.len() > crate::limits::PAIRWISE_AUDIENCES {
        let wanted: std::collections::HashSet<&str> = wanted.iter().map(String::as_str).collect();
        let mut own = aud.string().into_iter().chain(aud.elements().filter_map(Claim::string));
        return own.any(|text| wanted.contains(&*text));
    }
    wanted.iter().any(|w| aud.equals(w) || aud.elements().any(|one| one.equals(w)))
}

#[cfg(test)]
mod tests {
    use super::{NAMES, Names, index};

    #[test]
    fn every_name_is_found_again() {
        for (place, name) in NAMES.iter().enumerate() {
            assert_eq!(index(name).map(usize::from), Some(place), "{name}");
            let mut names = Names::EMPTY;
            names.push(name);
            assert_eq!(names.iter().collect::<Vec<_>>(), [*name]);
        }
    }
}
