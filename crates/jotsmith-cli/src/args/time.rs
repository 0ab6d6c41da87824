//! Times and durations as operators write them, and how instants are shown.

use clap::ValueEnum;
use jotsmith::reason::escape::quoted;
use jotsmith::{NumericDate, Seconds};

use super::usage::Unfit;
use crate::clock;
use crate::exit::Failure;

/// How an instant is written down.
pub(crate) const FORMS: &str = "Write now, +15m, -1h, a date as in RFC 3339 or Unix seconds.";

/// The instant of a run.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct At {
    /// The instant to judge at instead of now: -1h, 2026-11-24T08:00:00Z, Unix seconds
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    at: Option<String>,
}

impl At {
    /// The instant: what was said, else the clock of the machine.
    pub(crate) fn instant(&self) -> Result<NumericDate, Failure> {
        let now = clock::now();
        self.at.as_deref().map_or(Ok(now), |text| time(text, now))
    }
}

impl At {
    /// The instant of each moment of a long run: what was said, else the clock of the machine each time it is asked,
    /// so that a token which expires while the run lasts is not taken.
    pub(crate) fn running(&self) -> Result<impl Fn() -> NumericDate + Sync + use<>, Failure> {
        let said = self.at.as_deref().map(|text| time(text, clock::now())).transpose()?;
        Ok(move || said.unwrap_or_else(clock::now))
    }
}

/// How instants are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Times {
    /// In the time zone of this machine.
    Local,
    /// In UTC.
    #[default]
    Utc,
    /// As the number alone.
    Raw,
}

impl Times {
    /// The instant as it is to be shown; none where the number says it all.
    pub(crate) fn shown(self, at: NumericDate) -> Option<String> {
        match self {
            Self::Local => clock::local(at),
            Self::Utc => at.utc(),
            Self::Raw => None,
        }
    }
}

/// Reads an instant.
pub(crate) fn time(text: &str, now: NumericDate) -> Result<NumericDate, Failure> {
    NumericDate::parse(text, now)
        .ok_or_else(|| Failure::usage(format!("{} is no time.", quoted(text)), FORMS))
}

/// Reads a duration.
pub(crate) fn duration(text: &str) -> Result<Seconds, Unfit> {
    Seconds::parse(text)
        .ok_or_else(|| Unfit::new("the value is no duration", "Write it as 90, 30s, 15m, 12h or 7d."))
}
