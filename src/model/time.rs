//! Dates as news states them: often only a month or a year, always civil, never an instant.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A partial ISO 8601 date: `2016`, `2016-12` or `2016-12-13`. Orders by time, the vaguer first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: i16,
    month: Option<u8>,
    day: Option<u8>,
}

/// A text that is no partial ISO 8601 date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a date of the form 2016, 2016-12 or 2016-12-13: {0:?}")]
pub struct DateError(String);

impl Date {
    /// A whole year.
    pub fn year(year: i16) -> Self {
        Date { year, month: None, day: None }
    }

    /// A month of a year; `None` where the month is not 1..=12.
    pub fn month(year: i16, month: u8) -> Option<Self> {
        (1..=12).contains(&month).then_some(Date { year, month: Some(month), day: None })
    }

    /// A day; `None` where the calendar has no such day.
    pub fn day(year: i16, month: u8, day: u8) -> Option<Self> {
        (1..=days_in_month(year, month)?).contains(&day).then_some(Date { year, month: Some(month), day: Some(day) })
    }

    /// Year, month 1..=12 and day 1..=31 as far as they are known.
    pub fn parts(self) -> (i16, Option<u8>, Option<u8>) {
        (self.year, self.month, self.day)
    }

    /// The first day of the year or month; a day itself.
    #[must_use]
    pub fn first_day(self) -> Self {
        Date { month: self.month.or(Some(1)), day: self.day.or(Some(1)), ..self }
    }

    /// The last day of the year or month; a day itself.
    #[must_use]
    pub fn last_day(self) -> Self {
        let month = self.month.unwrap_or(12);
        Date { month: Some(month), day: self.day.or_else(|| days_in_month(self.year, month)), ..self }
    }

    /// True when the two can be the same time: one is a prefix of the other.
    pub fn agrees(self, other: Date) -> bool {
        let same = |a: Option<u8>, b: Option<u8>| a.is_none() || b.is_none() || a == b;
        self.year == other.year && same(self.month, other.month) && same(self.day, other.day)
    }
}

/// The number of days of a month of the proleptic Gregorian calendar; `None` for a month outside 1..=12.
fn days_in_month(year: i16, month: u8) -> Option<u8> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    Some(match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u8::from(leap),
        _ => return None,
    })
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl FromStr for Date {
    type Err = DateError;

    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; a time of day after `T` or a space is left out.
    fn from_str(text: &str) -> Result<Self, DateError> {
        let fail = || DateError(text.chars().take(40).collect());
        let day = text.split(['T', ' ']).next().unwrap_or_default();
        let mut parts = day.split('-').map(|part| {
            if part.bytes().all(|b| b.is_ascii_digit()) { part.parse::<i16>().ok() } else { None }.ok_or_else(fail)
        });
        let year = parts.next().ok_or_else(fail)??;
        let month = parts.next().transpose()?;
        let date = match (month, parts.next().transpose()?) {
            (None, _) => Some(Date::year(year)),
            (Some(month), None) => u8::try_from(month).ok().and_then(|month| Date::month(year, month)),
            (Some(month), Some(day)) => u8::try_from(month)
                .ok()
                .zip(u8::try_from(day).ok())
                .and_then(|(month, day)| Date::day(year, month, day)),
        };
        if parts.next().is_some() || day.split('-').next().is_none_or(|y| y.len() != 4) {
            return Err(fail());
        }
        date.ok_or_else(fail)
    }
}

impl TryFrom<String> for Date {
    type Error = DateError;
    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> String {
        date.to_string()
    }
}

/// A stretch of time stated by a text; an open end is `None`. A single date has both ends equal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Interval {
    /// The first date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Date>,
    /// The last date, included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Date>,
}

impl From<Date> for Interval {
    fn from(date: Date) -> Self {
        Interval { start: Some(date), end: Some(date) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partial_dates_read_and_print() {
        for text in ["2016", "2016-12", "2016-12-13", "2024-02-29"] {
            assert_eq!(text.parse::<Date>().map(|d| d.to_string()).as_deref(), Ok(text));
        }
        assert_eq!("2016-12-13T08:00:00Z".parse::<Date>().ok(), Date::day(2016, 12, 13));
    }

    #[test]
    fn impossible_dates_are_refused() {
        for text in ["", "16", "2016-13", "2023-02-29", "2016-12-13-1", "yesterday", "2016-+1", "99999"] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }

    #[test]
    fn years_and_months_have_a_first_and_a_last_day() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!((day("2024").first_day(), day("2024").last_day()), (day("2024-01-01"), day("2024-12-31")));
        assert_eq!((day("2024-02").first_day(), day("2024-02").last_day()), (day("2024-02-01"), day("2024-02-29")));
        assert_eq!(
            (day("2024-02-03").first_day(), day("2024-02-03").last_day()),
            (day("2024-02-03"), day("2024-02-03"))
        );
    }

    #[test]
    fn vaguer_dates_agree_with_exact_ones() {
        let day = Date::day(2016, 12, 13).unwrap();
        assert!(Date::year(2016).agrees(day) && day.agrees(Date::month(2016, 12).unwrap()));
        assert!(!Date::year(2017).agrees(day));
    }
}
