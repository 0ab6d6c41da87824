//! THE table of goals: what is held against what, and how it must come out. Measurements come in, a row for each goal
//! that was measured comes out. What each case does stands with its sides.

use crate::floor::{FLOOR, RAW};
use crate::harness::Measured;
use crate::ours::{BORROWED, OWNED, PLAIN, SIGN, SIGN_INTO};
use crate::peer::JSONWEBTOKEN;
use crate::process;
use serde::{Deserialize, Serialize};

/// The other side of a ratio.
#[derive(Clone, Copy)]
pub enum Against {
    /// The fastest of the peers.
    BestPeer,
    /// The fastest side whose name begins so.
    Named(&'static str),
    /// Nobody: a number of our own.
    Nobody,
}

/// How it must come out.
#[derive(Clone, Copy)]
pub enum Bound {
    /// At least so many times as fast as the other.
    Faster(f64),
    /// At most so many times the other's time.
    Within(f64),
    /// At most so many nanoseconds more than the other.
    Over(f64),
    /// At most so many allocations.
    Allocations(f64),
    /// At most so many MiB of memory at its peak.
    PeakMib(f64),
    /// Told, and held to nothing.
    Told,
}

/// One goal.
pub struct Goal {
    number: &'static str,
    case: &'static str,
    ours: &'static str,
    against: Against,
    bound: Bound,
}

/// One line of the table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Row {
    pub goal: String,
    pub case: String,
    pub ours: String,
    pub ours_minimum: f64,
    pub ours_median: f64,
    pub other: String,
    pub other_minimum: f64,
    pub other_median: f64,
    /// Always so that less than 1 of it is missing the goal, and more is more than was asked for.
    pub reached: f64,
    pub result: String,
    pub wanted: String,
    /// None where nothing is asked.
    pub met: Option<bool>,
}

const fn goal(
    number: &'static str,
    case: &'static str,
    ours: &'static str,
    against: Against,
    bound: Bound,
) -> Goal {
    Goal { number, case, ours, against, bound }
}

use Against::{BestPeer, Named, Nobody};
use Bound::{Allocations, Faster, Over, PeakMib, Told, Within};

/// The goals, in the order of their numbers.
#[rustfmt::skip]
pub const GOALS: &[Goal] = &[
    goal("P1", "HS256 verify", BORROWED, BestPeer, Faster(3.0)),
    goal("P1", "HS256 verify", BORROWED, Named(FLOOR), Within(1.20)),
    goal("P1", "HS256 verify", BORROWED, Nobody, Allocations(0.0)),
    goal("P1", "HS256 verify, 32 members", BORROWED, Nobody, Allocations(0.0)),
    goal("P2", "HS256 verify", OWNED, BestPeer, Faster(2.3)),
    goal("P2", "HS256 verify", OWNED, Nobody, Allocations(7.0)),
    goal("P2", "HS256 verify", PLAIN, BestPeer, Faster(2.3)),
    goal("P2", "HS256 verify", PLAIN, Nobody, Allocations(7.0)),
    goal("P2", "HS256 verify classic", OWNED, BestPeer, Faster(2.3)),
    goal("P2", "HS256 verify classic", PLAIN, BestPeer, Told),
    goal("P3", "HS256 sign", SIGN, BestPeer, Faster(1.45)),
    goal("P3", "HS256 sign", SIGN, Named(FLOOR), Within(1.15)),
    goal("P3", "HS256 sign", SIGN, Nobody, Allocations(1.0)),
    goal("P3", "HS256 sign", SIGN_INTO, Nobody, Allocations(0.0)),
    goal("P4", "RS256 verify", OWNED, Named(RAW), Over(700.0)),
    goal("P4", "RS256 verify", OWNED, Named(JSONWEBTOKEN), Faster(1.25)),
    goal("P4", "RS256 sign", SIGN, Named(RAW), Within(1.05)),
    goal("P4", "RS256 sign", SIGN, Named(JSONWEBTOKEN), Faster(2.2)),
    goal("P4", "ES256 verify", OWNED, Named(RAW), Over(700.0)),
    goal("P4", "ES256 sign", SIGN, Named(RAW), Within(1.05)),
    goal("P4", "ES256 sign", SIGN, Named(JSONWEBTOKEN), Faster(1.5)),
    goal("P4", "ES384 verify", OWNED, Named(RAW), Over(700.0)),
    goal("P4", "ES384 sign", SIGN, Named(RAW), Within(1.05)),
    goal("P4", "ES384 sign", SIGN, Named(JSONWEBTOKEN), Faster(1.55)),
    goal("P4", "EdDSA verify", OWNED, Named(RAW), Over(700.0)),
    goal("P4", "EdDSA sign", SIGN, Named(RAW), Within(1.05)),
    goal("P4", "EdDSA sign", SIGN, Named(JSONWEBTOKEN), Faster(1.6)),
    goal("P5", process::LINES, process::TWO_CORES, Named(process::ONE_CORE), Faster(1.9)),
    goal("P5", process::LINES, process::ONE_CORE, Named(process::LIBRARY), Within(1.25)),
    goal("P8", process::LINES, process::ONE_CORE, Named(process::FAST_JWT), Faster(7.0)),
    goal("P8", process::LINES, process::ONE_CORE, Named(process::PYJWT), Faster(45.0)),
    goal("P8", process::LINES, process::ONE_CORE, Named(process::JOSE), Told),
    goal("P8", process::LINES, process::ONE_CORE, Nobody, PeakMib(16.0)),
    goal("P9", process::ONE_TOKEN, process::JOTSMITH, Named(process::JWT_CLI), Within(1.0)),
    goal("P9", process::ONE_TOKEN, process::JOTSMITH, Nobody, PeakMib(6.0)),
];

/// The rows of all goals whose sides were measured.
pub fn rows(measured: &[Measured]) -> Vec<Row> {
    GOALS.iter().filter_map(|goal| goal.row(measured)).collect()
}

impl Goal {
    fn row(&self, measured: &[Measured]) -> Option<Row> {
        let sides = || measured.iter().filter(|side| side.case == self.case);
        let ours = sides().find(|side| side.side == self.ours)?;
        let fastest = |fits: &dyn Fn(&Measured) -> bool| {
            sides().filter(|side| fits(side)).min_by(|a, b| a.minimum.total_cmp(&b.minimum))
        };
        let is_peer =
            |side: &Measured| !["jotsmith", FLOOR, RAW].iter().any(|own| side.side.starts_with(own));
        let other = match self.against {
            BestPeer => Some(fastest(&is_peer)?),
            Named(name) => Some(fastest(&|side| side.side.starts_with(name) && side.side != self.ours)?),
            Nobody => None,
        };
        // JSON has no NaN, so nobody's time is 0.
        let minimum = other.map_or(0.0, |other| other.minimum);
        let (faster, slower) = (minimum / ours.minimum, ours.minimum / minimum);
        let (reached, result, wanted) = match self.bound {
            Faster(times) => (faster / times, format!("{faster:.2}x"), format!(">= {times:.2}x")),
            Within(times) => (times / slower, format!("{slower:.2}x"), format!("<= {times:.2}x")),
            Over(most) => {
                let over = ours.minimum - minimum;
                (most / over.max(1.0), format!("+{over:.0} ns"), format!("<= +{most:.0} ns"))
            }
            Allocations(most) => {
                let found = ours.allocations;
                let reached = if found <= most { 1.0 } else { most / found };
                (reached, format!("{found:.1} allocations"), format!("<= {most:.0}"))
            }
            PeakMib(most) => {
                let found = ours.peak_kib / 1024.0;
                (most / found, format!("{found:.1} MiB"), format!("<= {most:.0} MiB"))
            }
            Told => (f64::NAN, format!("{faster:.2}x"), String::new()),
        };
        Some(Row {
            goal: self.number.to_owned(),
            case: self.case.to_owned(),
            ours: ours.side.clone(),
            ours_minimum: ours.minimum,
            ours_median: ours.median,
            other: other.map(|other| other.side.clone()).unwrap_or_default(),
            other_minimum: minimum,
            other_median: other.map_or(0.0, |other| other.median),
            reached: if reached.is_nan() { 1.0 } else { reached },
            result,
            wanted,
            met: (!matches!(self.bound, Told)).then_some(reached >= 1.0),
        })
    }
}

/// The rows of two programs, each with peers that the other lacks: of each goal the row that is further from it.
pub fn merged(ours: Vec<Row>, theirs: &[Row]) -> Vec<Row> {
    let same =
        |a: &Row, b: &Row| (&a.goal, &a.case, &a.ours, &a.wanted) == (&b.goal, &b.case, &b.ours, &b.wanted);
    let worse = |row: Row| {
        let other = theirs.iter().find(|other| same(other, &row) && other.reached < row.reached);
        other.cloned().unwrap_or(row)
    };
    ours.into_iter().map(worse).collect()
}
