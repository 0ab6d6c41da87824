//! The clock of the machine, and its time zone. Everything else takes the instant as an argument.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use jotsmith::NumericDate;

/// This very second.
pub(crate) fn now() -> NumericDate {
    NumericDate(Timestamp::now().as_second())
}

/// An instant in the time zone of the machine, with its offset; none outside the years 0001 to 9999.
pub(crate) fn local(instant: NumericDate) -> Option<String> {
    instant.rfc3339()?;
    let zoned = Timestamp::from_second(instant.0).ok()?.to_zoned_datetime(TimeZone::system());
    Some(zoned.strftime("%Y-%m-%d %H:%M:%S %:z").to_string())
}
