//! What the policy says to the linter: profile, thresholds, what is switched off and why.
//!
//! The form is checked here. Whether a code exists is known to who owns the rules, and is checked there.

use core::ops::Range;

use toml::de::DeValue;

use super::error::Faults;
use super::read::{Table, Value, nearest};
use crate::limits::POLICY_DURATION_SECONDS;
use crate::reason::escape::compared;
use crate::reason::{Code, Reason, Severity, Span};
use crate::text::time::{NumericDate, Seconds};

/// The profiles, each with the short name that `[lint.lifetime]` uses.
pub const PROFILES: &[(&str, &str)] = &[
    ("access-token", "at"),
    ("client-assertion", "ca"),
    ("dpop-proof", "dp"),
    ("generic", "g"),
    ("id-token", "id"),
    ("logout-token", "lo"),
    ("sd-jwt", "sd"),
    ("sd-jwt-vc", "vc"),
    ("security-event", "se"),
    ("webhook", "wh"),
];

/// From which severity on a finding fails the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a severity, or never")]
pub enum FailOn {
    /// From errors on.
    #[default]
    Error,
    /// From warnings on.
    Warning,
    /// From notes on.
    Note,
    /// Never.
    Never,
}

/// What `[lint]` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lint {
    /// The profile of every token, one of [`PROFILES`].
    pub profile: Option<&'static str>,
    /// From which severity on a finding fails the run.
    pub fail_on: Option<FailOn>,
    /// The age from which a key is too old.
    pub rotation: Option<Seconds>,
    /// Codes whose severity is another here.
    pub severities: Vec<Override>,
    /// The lifetime that is warned of, by profile, one of [`PROFILES`].
    pub lifetimes: Vec<(&'static str, Seconds)>,
    /// Codes that are switched off, and why.
    pub disabled: Vec<Disabled>,
}

/// A code whose severity is another here.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Override {
    /// The code. Its form is checked; whether there is such a code is not.
    pub code: String,
    /// Its severity.
    pub severity: Severity,
    /// Where the code stands in the policy.
    pub span: Span,
}

/// A code that is switched off.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Disabled {
    /// The code. Its form is checked; whether there is such a code is not.
    pub code: String,
    /// Why.
    pub reason: String,
    /// Only for this JSON pointer.
    pub pointer: Option<String>,
    /// Only before this day, midnight UTC.
    pub until: Option<NumericDate>,
    /// Where the code stands in the policy.
    pub span: Span,
}

const MEMBERS: &[&str] = &["disable", "fail_on", "lifetime", "profile", "rotation", "severity"];

const DISABLE: &[&str] = &["code", "pointer", "reason", "until"];

/// Reads `[lint]`.
pub(super) fn read(policy: &Table<'_>, faults: &mut Faults) -> Lint {
    let mut lint = Lint::default();
    let Some(table) = policy.table("lint", "[lint]", MEMBERS, faults) else { return lint };
    lint.profile = table.get("profile").and_then(|value| profile(&value, faults));
    lint.fail_on = table.get("fail_on").and_then(|value| fail_on(&value, faults));
    lint.rotation =
        table.get("rotation").and_then(|value| value.duration(1, POLICY_DURATION_SECONDS, faults));
    if let Some(table) = table.get("severity").and_then(|value| value.open_table("[lint.severity]", faults)) {
        for (code, span, value) in table.all() {
            let known = is_code(code);
            if !known {
                let reason = Reason::new(Code::PolicyValue).with("name", "a member of [lint.severity]");
                value.fault(reason.found(compared(code)).expected(CODE), faults);
            }
            if let Some(severity) = severity(&value, faults).filter(|_| known) {
                lint.severities.push(Override { code: code.to_owned(), severity, span: of(&span) });
            }
        }
    }
    if let Some(table) = table.get("lifetime") {
        let short: Vec<&'static str> = PROFILES.iter().map(|(_, short)| *short).collect();
        if let Some(table) = table.table("[lint.lifetime]", &short, faults) {
            for (name, _, value) in table.all() {
                let known = PROFILES.iter().find(|(_, short)| *short == name);
                let duration = value.duration(1, POLICY_DURATION_SECONDS, faults);
                lint.lifetimes.extend(known.zip(duration).map(|((name, _), duration)| (*name, duration)));
            }
        }
    }
    for table in table.tables("disable", "[[lint.disable]]", DISABLE, faults) {
        lint.disabled.extend(disabled(&table, faults));
    }
    lint
}

fn disabled(table: &Table<'_>, faults: &mut Faults) -> Option<Disabled> {
    let code = table.need("code", "code = \"alg-rsa-pkcs1\"", faults);
    let reason = table.need("reason", "reason = \"…\"", faults).and_then(|value| {
        let text = value.toml.as_str().filter(|text| !text.trim().is_empty());
        if text.is_none() {
            value.refuse("a sentence that says why", faults);
        }
        text.map(str::to_owned)
    });
    let pointer = table.get("pointer").and_then(|value| {
        let text = value.toml.as_str().filter(|text| text.starts_with('/'));
        if text.is_none() {
            value.refuse("a JSON pointer such as \"/exp\"", faults);
        }
        text.map(str::to_owned)
    });
    let until = table.get("until").and_then(|value| {
        let text = match value.toml {
            DeValue::Datetime(date) => Some(date.to_string()),
            DeValue::String(text) => Some(text.to_string()),
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => None,
        };
        let day =
            text.filter(|text| text.len() == 10).and_then(|text| NumericDate::parse(&text, NumericDate(0)));
        if day.is_none() {
            value.refuse("a day such as 2027-01-31", faults);
        }
        day
    });
    let code = code?;
    let named = code.toml.as_str().filter(|name| is_code(name));
    if named.is_none() {
        code.refuse(CODE, faults);
    }
    Some(Disabled { code: named?.to_owned(), reason: reason?, pointer, until, span: of(&code.span) })
}

/// What a code looks like.
const CODE: &str = "a code such as \"alg-rsa-pkcs1\"";

/// Small letters, digits and single hyphens between them.
fn is_code(text: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    text.len() <= 64 && text.split('-').all(word)
}

fn profile(value: &Value<'_>, faults: &mut Faults) -> Option<&'static str> {
    let names: Vec<&'static str> = PROFILES.iter().map(|(name, _)| *name).collect();
    one_of(value, &names, faults)
}

fn fail_on(value: &Value<'_>, faults: &mut Faults) -> Option<FailOn> {
    match one_of(value, &["error", "warning", "note", "never"], faults)? {
        "warning" => Some(FailOn::Warning),
        "note" => Some(FailOn::Note),
        "never" => Some(FailOn::Never),
        _ => Some(FailOn::Error),
    }
}

fn severity(value: &Value<'_>, faults: &mut Faults) -> Option<Severity> {
    match one_of(value, &["error", "warning", "note"], faults)? {
        "warning" => Some(Severity::Warning),
        "note" => Some(Severity::Note),
        _ => Some(Severity::Error),
    }
}

/// One of a few words; the nearest is told.
fn one_of(value: &Value<'_>, words: &[&'static str], faults: &mut Faults) -> Option<&'static str> {
    let text = value.toml.as_str();
    let known = text.and_then(|text| words.iter().find(|word| **word == text));
    if known.is_none() {
        let near = text.and_then(|text| nearest(text, words)).map(|near| format!(" (the nearest is {near})"));
        value.refuse(format!("one of {}{}", words.join(", "), near.unwrap_or_default()), faults);
    }
    known.copied()
}

fn of(span: &Range<usize>) -> Span {
    Span::new(span.start, span.end)
}
