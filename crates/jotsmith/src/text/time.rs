//! NumericDate, durations and exact decimals: the arithmetic of the claims, and times as people write and read them.
//!
//! Nothing here reads a clock. A time that comes from a token is a [`Decimal`], exact as its text; an instant that
//! comes from the caller is a [`NumericDate`], whole seconds.

use core::cmp::Ordering;
use core::fmt;

use super::digits;
use crate::limits::{DECIMAL_DIGITS, DECIMAL_EXPONENT};

/// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted (RFC 7519 section 2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_structs, reason = "a number with a unit will stay one")]
pub struct NumericDate(pub i64);

/// A number of seconds: a leeway, an age, a lifetime.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_structs, reason = "a number with a unit will stay one")]
pub struct Seconds(pub u64);

/// First second of the year 0001, and the last of the year 9999: outside them no date is shown.
const DATES: core::ops::RangeInclusive<i64> = -62_135_596_800..=253_402_300_799;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
/// The mean Gregorian year, 365.2425 days.
const YEAR: u64 = 31_556_952;

impl NumericDate {
    /// The instant later by a duration, at the edge of the range where it would pass it.
    #[must_use]
    pub const fn plus(self, seconds: Seconds) -> Self {
        Self(self.0.saturating_add_unsigned(seconds.0))
    }

    /// The instant earlier by a duration, at the edge of the range where it would pass it.
    #[must_use]
    pub const fn minus(self, seconds: Seconds) -> Self {
        Self(self.0.saturating_sub_unsigned(seconds.0))
    }

    /// `2026-11-23T14:02:11Z`; none outside the years 0001 to 9999.
    pub fn rfc3339(self) -> Option<String> {
        let (date, time) = self.date_and_time()?;
        Some(format!("{date}T{time}Z"))
    }

    /// `2018-01-18 01:30:22 UTC`; none outside the years 0001 to 9999.
    pub fn utc(self) -> Option<String> {
        let (date, time) = self.date_and_time()?;
        Some(format!("{date} {time} UTC"))
    }

    /// The distance from `now` in words: `3 minutes ago`, `in 12 minutes`, `now`; the number, `at 4102444800000`, outside
    /// the years 0001 to 9999.
    pub fn relative_to(self, now: Self) -> String {
        if self.rfc3339().is_none() {
            return format!("at {}", self.0);
        }
        let distance = Seconds(self.0.abs_diff(now.0));
        match self.cmp(&now) {
            Ordering::Equal => "now".into(),
            Ordering::Less => format!("{} ago", distance.in_words()),
            Ordering::Greater => format!("in {}", distance.in_words()),
        }
    }

    /// Reads a time as an operator writes it: `now`, `+15m`, `-1h`, RFC 3339, or Unix seconds.
    ///
    /// # Errors
    /// None where the text is no time.
    pub fn parse(text: &str, now: Self) -> Option<Self> {
        if text == "now" {
            return Some(now);
        }
        if let Some(duration) = text.strip_prefix('+') {
            return Some(now.plus(Seconds::parse(duration)?));
        }
        if let Some(duration) = text.strip_prefix('-').filter(|d| d.ends_with(['s', 'm', 'h', 'd'])) {
            return Some(now.minus(Seconds::parse(duration)?));
        }
        if let Ok(seconds) = text.parse::<i64>() {
            return Some(Self(seconds));
        }
        parse_rfc3339(text)
    }

    fn date_and_time(self) -> Option<(String, String)> {
        if !DATES.contains(&self.0) {
            return None;
        }
        let (day, second) = (self.0.div_euclid(86_400), self.0.rem_euclid(86_400));
        let (year, month, day) = civil_from_days(day);
        Some((
            format!("{year:04}-{month:02}-{day:02}"),
            format!("{:02}:{:02}:{:02}", second / 3_600, second / 60 % 60, second % 60),
        ))
    }
}

impl Seconds {
    /// Reads a duration: `90`, `30s`, `15m`, `12h`, `7d`.
    ///
    /// # Errors
    /// None where the text is no duration, or one too long to count.
    pub fn parse(text: &str) -> Option<Self> {
        let (digits, unit) = match text.as_bytes().last()? {
            b's' => (text.strip_suffix('s')?, 1),
            b'm' => (text.strip_suffix('m')?, MINUTE),
            b'h' => (text.strip_suffix('h')?, HOUR),
            b'd' => (text.strip_suffix('d')?, DAY),
            _ => (text, 1),
        };
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        digits.parse::<u64>().ok()?.checked_mul(unit).map(Self)
    }

    /// The duration in its largest whole unit: `3 minutes`, `1 day`, `8 years`.
    pub fn in_words(self) -> String {
        let (count, unit) = match self.0 {
            s if s < MINUTE => (s, "second"),
            s if s < HOUR => (s / MINUTE, "minute"),
            s if s < 2 * DAY => (s / HOUR, "hour"),
            s if s < 2 * YEAR => (s / DAY, "day"),
            s => (s / YEAR, "year"),
        };
        format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
    }
}

impl fmt::Display for Seconds {
    /// The shortest exact spelling that [`Seconds::parse`] reads: `90s`, `15m`, `12h`, `7d`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            s if s != 0 && s.is_multiple_of(DAY) => write!(f, "{}d", s / DAY),
            s if s != 0 && s.is_multiple_of(HOUR) => write!(f, "{}h", s / HOUR),
            s if s != 0 && s.is_multiple_of(MINUTE) => write!(f, "{}m", s / MINUTE),
            s => write!(f, "{s}s"),
        }
    }
}

/// The number of a JSON text, exact: `mantissa * 10^exponent`, within the bounds of `limits`.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    negative: bool,
    mantissa: u128,
    exponent: i32,
}

impl Decimal {
    /// Reads the text of a JSON number (RFC 8259 section 6).
    ///
    /// # Errors
    /// None over [`DECIMAL_DIGITS`] significant digits or beyond [`DECIMAL_EXPONENT`].
    #[inline]
    pub fn parse(number: &str) -> Option<Self> {
        // As issuers write it: digits alone, and few enough that no sum can overflow.
        if let Some(whole) = digits(number.as_bytes()) {
            return Some(Self { negative: false, mantissa: whole.into(), exponent: 0 });
        }
        Self::parse_any(number)
    }

    fn parse_any(number: &str) -> Option<Self> {
        let (negative, number) = number.strip_prefix('-').map_or((false, number), |rest| (true, rest));
        let (digits, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let written: i32 = exponent.parse().ok().filter(|e: &i32| e.unsigned_abs() <= DECIMAL_EXPONENT)?;
        let significant = || whole.bytes().chain(fraction.bytes()).skip_while(|d| *d == b'0');
        let trailing_zeros = significant().fold(0_usize, |zeros, d| if d == b'0' { zeros + 1 } else { 0 });
        let count = significant().count() - trailing_zeros;
        if count > DECIMAL_DIGITS {
            return None;
        }
        let mut mantissa = 0_u128;
        for digit in significant().take(count) {
            mantissa = mantissa * 10 + u128::from(digit.checked_sub(b'0').filter(|d| *d < 10)?);
        }
        let scale = i32::try_from(trailing_zeros).ok()? - i32::try_from(fraction.len()).ok()?;
        let exponent = if mantissa == 0 { 0 } else { written.checked_add(scale)? };
        Some(Self { negative: negative && mantissa != 0, mantissa, exponent })
    }

    /// How the number compares with whole seconds, exactly.
    #[inline]
    pub fn compare(self, instant: NumericDate) -> Ordering {
        match self.plain() {
            Some(whole) => whole.cmp(&instant.0),
            None => self.compare_any(instant),
        }
    }

    /// The number, where it is as issuers write it: whole, not negative and without an exponent.
    #[inline]
    fn plain(self) -> Option<i64> {
        if self.negative || self.exponent != 0 { None } else { i64::try_from(self.mantissa).ok() }
    }

    fn compare_any(self, instant: NumericDate) -> Ordering {
        let (floor, fraction) = self.floor();
        match floor.cmp(&i128::from(instant.0)) {
            Ordering::Equal if fraction => Ordering::Greater,
            order @ (Ordering::Less | Ordering::Equal | Ordering::Greater) => order,
        }
    }

    /// The whole second that the number lies in; none beyond the range of a [`NumericDate`].
    pub fn whole_seconds(self) -> Option<NumericDate> {
        i64::try_from(self.floor().0).ok().map(NumericDate)
    }

    /// The largest whole number not above, at the edge of `i128` where it would pass it, and whether more is left.
    fn floor(self) -> (i128, bool) {
        let (whole, fraction) = match (u32::try_from(self.exponent), self.exponent.unsigned_abs()) {
            (Ok(0), _) => (self.mantissa, false),
            (Ok(power), _) => (
                10_u128.checked_pow(power).and_then(|p| p.checked_mul(self.mantissa)).unwrap_or(u128::MAX),
                false,
            ),
            (Err(_), power) => match 10_u128.checked_pow(power) {
                Some(divisor) => (self.mantissa / divisor, !self.mantissa.is_multiple_of(divisor)),
                None => (0, self.mantissa != 0),
            },
        };
        let whole = i128::try_from(whole).unwrap_or(i128::MAX);
        match (self.negative, fraction) {
            (false, fraction) => (whole, fraction),
            (true, false) => (-whole, false),
            (true, true) => (-whole - 1, true),
        }
    }
}

/// Year, month and day of a day counted from 1970-01-01, in the proleptic Gregorian calendar.
const fn civil_from_days(days: i64) -> (i64, i64, i64) {
    // Eras of 400 years that begin on 1 March, so that the leap day is the last of its year.
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

/// The day, counted from 1970-01-01, of a date in the proleptic Gregorian calendar.
const fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// RFC 3339: a date alone (midnight UTC), or date, time and offset. A fraction of a second is cut off.
fn parse_rfc3339(text: &str) -> Option<NumericDate> {
    let (date, time) = match text.split_once(['T', 't', ' ']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let [year, month, day] = numbers::<3>(date, '-', [4, 2, 2])?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    if day == 0 || day > last || year == 0 {
        return None;
    }
    let midnight = days_from_civil(year, month, day) * 86_400;
    let Some(time) = time else { return Some(NumericDate(midnight)) };
    let at = time.find(['Z', 'z', '+', '-'])?;
    let (clock, offset) = time.split_at_checked(at)?;
    let clock = match clock.split_once('.') {
        Some((clock, fraction)) if !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit()) => {
            clock
        }
        Some(_) => return None,
        None => clock,
    };
    let [hour, minute, second] = numbers::<3>(clock, ':', [2, 2, 2])?;
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let offset = if offset.eq_ignore_ascii_case("z") {
        0
    } else {
        let (sign, offset) = match offset.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, offset.strip_prefix('+')?),
        };
        let [hours, minutes] = numbers::<2>(offset, ':', [2, 2])?;
        if hours > 23 || minutes > 59 {
            return None;
        }
        sign * (hours * 3_600 + minutes * 60)
    };
    Some(NumericDate(midnight + hour * 3_600 + minute * 60 + second - offset))
}

/// `N` numbers of given widths with a separator between them, and nothing else.
fn numbers<const N: usize>(text: &str, separator: char, widths: [usize; N]) -> Option<[i64; N]> {
    let mut numbers = [0; N];
    let mut pieces = text.split(separator);
    for (number, width) in numbers.iter_mut().zip(widths) {
        let piece = pieces.next().filter(|p| p.len() == width && p.bytes().all(|b| b.is_ascii_digit()))?;
        *number = piece.parse().ok()?;
    }
    pieces.next().is_none().then_some(numbers)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn writes_dates_between_the_years_1_and_9999_and_no_others() {
        assert_eq!(NumericDate(1_516_239_022).utc().unwrap(), "2018-01-18 01:30:22 UTC");
        assert_eq!(NumericDate(0).rfc3339().unwrap(), "1970-01-01T00:00:00Z");
        assert_eq!(NumericDate(951_782_400).rfc3339().unwrap(), "2000-02-29T00:00:00Z");
        assert_eq!(NumericDate(253_402_300_799).rfc3339().unwrap(), "9999-12-31T23:59:59Z");
        assert_eq!(NumericDate(253_402_300_800).rfc3339(), None);
        assert_eq!(NumericDate(-62_135_596_800).rfc3339().unwrap(), "0001-01-01T00:00:00Z");
        assert_eq!(NumericDate(-62_135_596_801).rfc3339(), None);
    }

    #[test]
    fn reads_times_as_operators_write_them() {
        let now = NumericDate(1_000);
        for (text, seconds) in [
            ("now", 1_000),
            ("+15m", 1_900),
            ("-1h", -2_600),
            ("1516239022", 1_516_239_022),
            ("-5", -5),
            ("2018-01-18T01:30:22Z", 1_516_239_022),
            ("2018-01-18T02:30:22.75+01:00", 1_516_239_022),
            ("2027-01-01", 1_798_761_600),
        ] {
            assert_eq!(NumericDate::parse(text, now), Some(NumericDate(seconds)), "{text}");
        }
        for text in [
            "",
            "+",
            "15m",
            "2023-02-29",
            "2024-13-01",
            "2024-01-01T25:00:00Z",
            "2024-01-01T00:00:00",
            "tomorrow",
            "+15x",
            "+99999999999999999999d",
        ] {
            assert_eq!(NumericDate::parse(text, now), None, "{text}");
        }
    }

    #[test]
    fn reads_and_writes_durations() {
        for (text, seconds, shown) in [
            ("90", 90, "90s"),
            ("30s", 30, "30s"),
            ("15m", 900, "15m"),
            ("12h", 43_200, "12h"),
            ("7d", 604_800, "7d"),
            ("0", 0, "0s"),
        ] {
            assert_eq!(Seconds::parse(text), Some(Seconds(seconds)));
            assert_eq!(Seconds(seconds).to_string(), shown);
        }
        assert_eq!(Seconds::parse("-1"), None);
        assert_eq!(Seconds::parse("1.5h"), None);
    }

    #[test]
    fn says_distances_in_the_largest_whole_unit() {
        let now = NumericDate(1_000_000_000);
        for (seconds, words) in [
            (0, "now"),
            (-1, "1 second ago"),
            (-59, "59 seconds ago"),
            (-180, "3 minutes ago"),
            (720, "in 12 minutes"),
            (3_600, "in 1 hour"),
            (-90_000, "25 hours ago"),
            (-172_800, "2 days ago"),
            (-31_556_952 * 8, "8 years ago"),
        ] {
            assert_eq!(NumericDate(now.0 + seconds).relative_to(now), words);
        }
    }

    #[test]
    fn compares_decimals_exactly() {
        for (number, instant, order) in [
            ("10", 10, Ordering::Equal),
            ("10.0", 10, Ordering::Equal),
            ("1e1", 10, Ordering::Equal),
            ("10.000000000000000000000000000001", 10, Ordering::Greater),
            ("9.999999999999999999999999999999", 10, Ordering::Less),
            ("-0.5", 0, Ordering::Less),
            ("-0.5", -1, Ordering::Greater),
            ("-0", 0, Ordering::Equal),
            ("1e32", i64::MAX, Ordering::Greater),
            ("-1e32", i64::MIN, Ordering::Less),
            ("1e-32", 0, Ordering::Greater),
            ("100e-2", 1, Ordering::Equal),
        ] {
            assert_eq!(
                Decimal::parse(number).unwrap().compare(NumericDate(instant)),
                order,
                "{number} to {instant}"
            );
        }
    }

    #[test]
    fn takes_32_digits_and_an_exponent_of_32_and_no_more() {
        assert_eq!(Decimal::parse(&"9".repeat(32)).map(|_| ()), Some(()));
        assert_eq!(Decimal::parse(&"9".repeat(33)).map(|_| ()), None);
        assert_eq!(Decimal::parse(&format!("1{}", "0".repeat(40))).map(|_| ()), Some(()));
        assert_eq!(Decimal::parse("1e33").map(|_| ()), None);
        assert_eq!(Decimal::parse("1e-33").map(|_| ()), None);
        assert_eq!(Decimal::parse("1e32").map(|_| ()), Some(()));
    }

    proptest! {
        #[test]
        fn every_second_reads_back_as_it_was_written(seconds in DATES) {
            let date = NumericDate(seconds);
            prop_assert_eq!(NumericDate::parse(&date.rfc3339().unwrap(), NumericDate(0)), Some(date));
        }

        #[test]
        fn whole_numbers_compare_as_integers_do(a: i64, b: i64) {
            prop_assert_eq!(Decimal::parse(&a.to_string()).unwrap().compare(NumericDate(b)), a.cmp(&b));
        }
    }
}
