//! A finding for people: one line, in columns that need not know what comes later.

use jotsmith::NumericDate;
use jotsmith::reason::escape::{compared, visible};
use jotsmith::text::time::Decimal;
use jotsmith_audit::scan::{Finding, Kind, Place, Shown, State, What};

use super::paint::Paint;

/// One finding; its token in a line of its own where it is shown.
pub(crate) fn row(
    finding: &Finding,
    file: Option<&str>,
    shown: Shown,
    now: NumericDate,
    paint: Paint,
) -> String {
    let Finding { line, column, .. } = finding;
    let place = match file {
        Some(file) => format!("{}:{line}:{column}", visible(file)),
        None => format!("{line}:{column}"),
    };
    let place = paint.strong(&format!("{place:20}"));
    let stands = stands(finding);
    let fingerprint = paint.faint(&finding.fingerprint);
    let text = match &finding.what {
        What::Foreign { words, .. } => {
            format!("{place}  {}  {stands:30}  {fingerprint}", paint.warn(&format!("{words:35}")))
        }
        What::Token { kind, alg, iss, exp, state, .. } => {
            let alg = alg.as_deref().map(visible).unwrap_or_default();
            let state = words(*kind, *state, exp.as_deref(), now);
            let state = if finding.is_live() {
                paint.warn(&format!("{state:20}"))
            } else {
                paint.faint(&format!("{state:20}"))
            };
            let iss = iss.as_deref().map(|iss| format!("  iss {}", compared(iss))).unwrap_or_default();
            format!("{place}  {:6}  {alg:5}  {state}  {stands:30}  {fingerprint}{iss}", kind.as_str())
        }
    };
    match shown {
        Shown::No => text,
        Shown::Yes => format!("{text}\n  {}", visible(&finding.text)),
    }
}

/// How many there were.
pub(crate) fn sum(findings: u64, texts: u64) -> String {
    let found = match findings {
        0 => "Nothing found".to_owned(),
        1 => "1 finding".to_owned(),
        count => format!("{count} findings"),
    };
    if texts == 1 { format!("{found}.") } else { format!("{found} in {texts} files.") }
}

fn stands(finding: &Finding) -> String {
    let place = finding.place.place;
    match &finding.place.name {
        Some(_) if place == Place::Authorization => place.words().to_owned(),
        Some(name) => format!("{} {}", place.words(), visible(name)),
        None => place.words().to_owned(),
    }
}

fn words(kind: Kind, state: State, exp: Option<&str>, now: NumericDate) -> String {
    let exp = exp.and_then(Decimal::parse).and_then(Decimal::whole_seconds);
    let relative = exp.map(|exp| exp.relative_to(now)).unwrap_or_default();
    match state {
        State::Endless => "never expires".to_owned(),
        State::Expired => format!("expired {relative}"),
        State::Live => format!("expires {relative}"),
        State::NotYet => "not valid yet".to_owned(),
        State::Unknown if kind == Kind::Jwe => "encrypted".to_owned(),
        State::Unknown => "expiry unknown".to_owned(),
    }
}
