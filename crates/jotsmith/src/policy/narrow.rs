//! Flags beside a policy: they may narrow what it accepts, never widen it.

use super::{Policy, PolicyError, Rules, stranger};
use crate::alg::Algorithms;
use crate::check::claims::{is_usual_of_sd_jwt, is_usual_type, same_type};
use crate::check::key_choice::allowed;
use crate::check::{Expectations, Expected, UsualTypes};
use crate::key::AnyKey;
use crate::reason::escape::compared;
use crate::reason::{Code, Reason};
use crate::text::time::Seconds;

/// What is asked beside a policy. What is left empty stays as the policy says.
#[derive(Clone, Debug, Default)]
#[expect(clippy::exhaustive_structs, reason = "callers fill it by name, with the default for the rest")]
pub struct Narrowing {
    /// These issuers alone.
    pub issuers: Vec<String>,
    /// These audiences alone.
    pub audiences: Vec<String>,
    /// These types alone.
    pub types: Vec<String>,
    /// These algorithms alone.
    pub algorithms: Option<Algorithms>,
    /// These claims too.
    pub required: Vec<String>,
    /// This subject.
    pub subject: Option<String>,
    /// No greater age than this.
    pub max_age: Option<Seconds>,
    /// No more leeway than this.
    pub leeway: Option<Seconds>,
}

impl Policy {
    /// The same policy, narrowed. Issuers of which nothing is left are no longer known.
    ///
    /// # Errors
    /// `policy-widened` where something would be accepted that the policy refuses, or nothing would be left.
    pub fn narrowed(mut self, by: &Narrowing) -> Result<Self, PolicyError> {
        let before = self.rules.len();
        let every = || self.rules.iter().map(|rule| rule.verifier.expectations());
        widest(by.leeway, every().map(|expect| expect.leeway).max(), "the leeway")?;
        let oldest = every().map(|expect| expect.max_age).collect::<Option<Vec<_>>>();
        widest(by.max_age, oldest.and_then(|ages| ages.into_iter().max()), "the greatest age")?;
        let mut refused: Option<Reason> = None;
        let mut rules = Vec::with_capacity(before);
        for rule in self.rules {
            match narrow(&rule, by) {
                Ok(expect) => {
                    // A key that served nothing must not serve what is now listed.
                    let before = rule.verifier.expectations();
                    let widened =
                        |key: &&AnyKey| allowed(key, before).is_empty() && !allowed(key, &expect).is_empty();
                    let keys = rule.verifier.keys().iter().filter(|key| !widened(key)).cloned().collect();
                    rules.push(Rules { verifier: rule.verifier.narrowed(keys, expect), ..rule });
                }
                Err(reason) => refused = refused.or(Some(reason)),
            }
        }
        if let Some(reason) = refused.filter(|_| rules.is_empty()) {
            return Err(reason.into());
        }
        if rules.len() < before {
            self.stranger = stranger(&rules, self.bounds);
        }
        self.rules = rules;
        Ok(self)
    }
}

/// Refuses a duration that is longer than every issuer grants. Where one grants less, its own stays.
fn widest(asked: Option<Seconds>, granted: Option<Seconds>, name: &'static str) -> Result<(), PolicyError> {
    match (asked, granted) {
        (Some(asked), Some(granted)) if asked > granted => {
            Err(widened(name, &asked.to_string(), &granted.to_string()).into())
        }
        (_, _) => Ok(()),
    }
}

/// What an issuer is held to, or why it is another than is asked for.
fn narrow(rule: &Rules, by: &Narrowing) -> Result<Expectations, Reason> {
    let mut expect = rule.verifier.expectations().clone();
    expect.issuer = among(&expect.issuer, &by.issuers, "the issuer")?;
    expect.audience = among(&expect.audience, &by.audiences, "the audience")?;
    if !by.types.is_empty() {
        // Without a list the usual types are meant, which are others for each kind of token: they count on.
        if expect.types.is_empty() {
            expect.usual_types = UsualTypes::Kept;
        }
        let known = core::mem::take(&mut expect.types);
        let fits = |typ: &&String| {
            if known.is_empty() { is_usual(typ) } else { known.iter().any(|known| same_type(typ, known)) }
        };
        expect.types = by.types.iter().filter(fits).cloned().collect();
        if expect.types.is_empty() {
            let known = if known.is_empty() { USUAL.to_owned() } else { list(&known) };
            return Err(widened("the type", &list(&by.types), &known));
        }
    }
    if let Some(asked) = by.algorithms {
        let granted: Algorithms = rule
            .verifier
            .keys()
            .iter()
            .flat_map(|key| allowed(key, &expect).iter().collect::<Vec<_>>())
            .collect();
        let both: Algorithms = asked.iter().filter(|algorithm| granted.allows(*algorithm)).collect();
        if both.is_empty() {
            return Err(widened("the algorithm", &asked.to_string(), &granted.to_string()));
        }
        expect.algorithms = Some(both);
    }
    for claim in
        by.required.iter().filter(|claim| !expect.required.contains(claim)).cloned().collect::<Vec<_>>()
    {
        expect.required.push(claim);
    }
    expect.subject.clone_from(&by.subject);
    expect.max_age = [expect.max_age, by.max_age].into_iter().flatten().min();
    expect.leeway = by.leeway.map_or(expect.leeway, |asked| asked.min(expect.leeway));
    Ok(expect)
}

/// What [`is_usual`] takes, in words.
const USUAL: &str = "\"JWT\", \"at+jwt\" or, of an SD-JWT, what ends in +sd-jwt";

/// Whether a type is usual for one kind of token or another.
fn is_usual(typ: &str) -> bool {
    is_usual_type(typ) || is_usual_of_sd_jwt(typ)
}

/// What is granted and asked for; all that is granted where nothing is asked.
fn among(granted: &Expected, asked: &[String], what: &'static str) -> Result<Expected, Reason> {
    let Expected::OneOf(names) = granted else { return Ok(granted.clone()) };
    if asked.is_empty() {
        return Ok(granted.clone());
    }
    let both: Vec<String> = asked.iter().filter(|name| names.contains(name)).cloned().collect();
    if both.is_empty() {
        return Err(widened(what, &list(asked), &list(names)));
    }
    Ok(Expected::OneOf(both))
}

fn widened(name: &'static str, found: &str, expected: &str) -> Reason {
    Reason::new(Code::PolicyWidened).with("name", name).found(found).expected(expected)
}

fn list(names: &[String]) -> String {
    names.iter().take(4).map(|name| compared(name)).collect::<Vec<_>>().join(" or ")
}
