//! Findings for people: one line each, in columns.
//!
//! The rows of a text are held until their columns are known: to its end, or until there are many. What comes later may
//! be wider; no column gets narrower.

use jotsmith::NumericDate;
use jotsmith::reason::escape::{compared, visible};
use jotsmith::text::time::Decimal;
use jotsmith_audit::scan::{Finding, Kind, Place, Shown, State, What};

use super::paint::Paint;

/// Characters of the column of algorithms, at least.
const ALGORITHM_LEAST: usize = 5;

/// Characters of the column of algorithms, at most: PBES2-HS512+A256KW is the longest that is registered.
const ALGORITHM_MOST: usize = 18;

/// Characters of the columns of a token beside its algorithm, in which another credential is named.
const OTHER_COLUMNS: usize = 30;

/// Bytes of rows that are held.
const HELD_BYTES: usize = 64 * 1024;

/// Rows that are not written yet.
pub(crate) struct Table {
    rows: Vec<Row>,
    held_bytes: usize,
    /// Characters of the column of algorithms.
    width: usize,
}

struct Row {
    before: String,
    column: Column,
    after: String,
}

/// What has a column of its own width.
enum Column {
    Algorithm(String),
    Credential(String),
}

impl Table {
    pub(crate) const fn new() -> Self {
        Self { rows: Vec::new(), held_bytes: 0, width: ALGORITHM_LEAST }
    }

    /// Takes one finding; its token in a line of its own where it is shown. Says whether the rows should be written now.
    pub(crate) fn take(
        &mut self,
        finding: &Finding,
        file: Option<&str>,
        shown: Shown,
        now: NumericDate,
        paint: Paint,
    ) -> Held {
        let row = Row::of(finding, file, shown, now, paint);
        if let Column::Algorithm(alg) = &row.column {
            self.width = self.width.max(alg.chars().count().min(ALGORITHM_MOST));
        }
        self.held_bytes += row.before.len() + row.after.len();
        self.rows.push(row);
        if self.held_bytes < HELD_BYTES { Held::Few } else { Held::Many }
    }

    /// The rows that were not written yet.
    pub(crate) fn lines(&mut self, paint: Paint) -> String {
        self.held_bytes = 0;
        let width = self.width;
        let line = |Row { before, column, after }: Row| match column {
            Column::Algorithm(alg) => format!("{before}{alg:width$}{after}\n"),
            Column::Credential(words) => {
                let words = format!("{words:wide$}", wide = OTHER_COLUMNS + width);
                format!("{before}{}{after}\n", paint.warn(&words))
            }
        };
        self.rows.drain(..).map(line).collect()
    }
}

/// How many rows are held.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    Few,
    Many,
}

impl Row {
    fn of(finding: &Finding, file: Option<&str>, shown: Shown, now: NumericDate, paint: Paint) -> Self {
        let Finding { line, column, .. } = finding;
        let place = match file {
            Some(file) => format!("{}:{line}:{column}", visible(file)),
            None => format!("{line}:{column}"),
        };
        let place = paint.strong(&format!("{place:20}"));
        let stands = stands(finding);
        let fingerprint = paint.faint(&finding.fingerprint);
        let token = match shown {
            Shown::No => String::new(),
            Shown::Yes => format!("\n  {}", visible(&finding.text)),
        };
        match &finding.what {
            What::Foreign { words, .. } => Self {
                before: format!("{place}  "),
                column: Column::Credential(words.clone()),
                after: format!("  {stands:30}  {fingerprint}{token}"),
            },
            What::Token { kind, alg, iss, exp, state, .. } => {
                let alg = alg.as_deref().map(visible).unwrap_or_default();
                let state = format!("{:20}", words(*kind, *state, exp.as_deref(), now));
                let state = if finding.is_live() { paint.warn(&state) } else { paint.faint(&state) };
                let iss = iss.as_deref().map(|iss| format!("  iss {}", compared(iss))).unwrap_or_default();
                Self {
                    before: format!("{place}  {:6}  ", kind.as_str()),
                    column: Column::Algorithm(alg),
                    after: format!("  {state}  {stands:30}  {fingerprint}{iss}{token}"),
                }
            }
        }
    }
}

/// How many there were, and how many of them a redacted copy keeps.
pub(crate) fn sum(findings: u64, redacted: u64, texts: u64) -> String {
    let found = match findings {
        0 => "Nothing found".to_owned(),
        1 => "1 finding".to_owned(),
        count => format!("{count} findings"),
    };
    let found = if redacted == 0 { found } else { format!("{found}, {redacted} redacted") };
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
        State::Redacted => "redacted".to_owned(),
        State::Unknown if kind == Kind::Jwe => "encrypted".to_owned(),
        State::Unknown => "expiry unknown".to_owned(),
    }
}
