//! Civil dates as day numbers, for counting days and weeks; months and years are counted on the partial date itself.
//!
//! The two conversions are Howard Hinnant's `days_from_civil` and `civil_from_days` ("chrono-Compatible Low-Level Date
//! Algorithms", 2014): a few integer operations each.

use crate::model::{Date, Interval};
use serde::Deserialize;

/// The number of days from 1970-01-01, negative before.
pub(super) type Day = i32;

/// A unit of time to count in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Unit {
    Day,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// The day number of a date that has a day.
pub(super) fn number(date: Date) -> Option<Day> {
    let (year, Some(month), Some(day)) = date.parts() else { return None };
    let (month, day) = (i32::from(month), i32::from(day));
    let year = i32::from(year) - i32::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// The date of a day number.
pub(super) fn date(day: Day) -> Option<Date> {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i32::from(month <= 2);
    Date::day(i16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// The weekday of a day number, Monday = 1 to Sunday = 7.
pub(super) fn weekday(day: Day) -> i32 {
    (day + 3).rem_euclid(7) + 1
}

/// The days from `from` to `to`, both included.
pub(super) fn days(from: Day, to: Day) -> Option<Interval> {
    Some(Interval { start: Some(date(from)?), end: Some(date(to)?) })
}

/// The week, Monday to Sunday, of a day.
pub(super) fn week(day: Day) -> Option<Interval> {
    let monday = day - weekday(day) + 1;
    days(monday, monday + 6)
}

/// The years from `from` to `to`, both included.
pub(super) fn years(from: i32, to: i32) -> Option<Interval> {
    Some(Interval { start: Some(year(from)?), end: Some(year(to)?) })
}

/// A year as a date.
pub(super) fn year(year: i32) -> Option<Date> {
    (0..=9999).contains(&year).then(|| i16::try_from(year).ok().map(Date::year)).flatten()
}

/// The month that lies `steps` months after a month.
pub(super) fn month(year: i16, month: u8, steps: i32) -> Option<Date> {
    let months = i32::from(year) * 12 + i32::from(month) - 1 + steps;
    Date::month(i16::try_from(months.div_euclid(12)).ok()?, u8::try_from(months.rem_euclid(12) + 1).ok()?)
}

/// The stretch of time that lies `steps` units after a date: no finer than the unit, and no finer than the date.
pub(super) fn shift(from: Date, steps: i32, unit: Unit) -> Option<Interval> {
    let (y, m, _) = from.parts();
    let day = number(from);
    let coarse = |date: Date| Some(Interval::from(date));
    match (unit, m) {
        (Unit::Day, _) => match day {
            Some(day) => coarse(date(day + steps)?),
            None => coarse(from),
        },
        (Unit::Week | Unit::Fortnight, _) => match day {
            Some(day) => week(day + steps * if unit == Unit::Week { 7 } else { 14 }),
            None => coarse(from),
        },
        (Unit::Month, Some(m)) => coarse(month(y, m, steps)?),
        (Unit::Quarter, Some(m)) => {
            let first = month(y, (m - 1) / 3 * 3 + 1, 3 * steps)?;
            let (y, m, _) = first.parts();
            Some(Interval { start: Some(first), end: month(y, m?, 2) })
        }
        (Unit::Month | Unit::Quarter, None) => coarse(from),
        (Unit::Year, _) => coarse(year(i32::from(y) + steps)?),
        (Unit::Decade, _) => {
            let first = (i32::from(y) + 10 * steps).div_euclid(10) * 10;
            years(first, first + 9)
        }
        (Unit::Century, _) => {
            let first = (i32::from(y) + 100 * steps).div_euclid(100) * 100;
            years(first, first + 99)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_numbers_go_there_and_back() {
        for (text, number_of, weekday_of) in
            [("1970-01-01", 0, 4), ("2000-02-29", 11_016, 2), ("2016-12-13", 17_148, 2), ("1969-12-31", -1, 3)]
        {
            let day: Date = text.parse().unwrap();
            assert_eq!(number(day), Some(number_of), "{text}");
            assert_eq!(date(number_of), Some(day));
            assert_eq!(weekday(number_of), weekday_of, "{text}");
        }
    }

    #[test]
    fn shifts_are_no_finer_than_what_they_start_from() {
        let shifted =
            |from: &str, steps, unit| shift(from.parse().unwrap(), steps, unit).unwrap().start.unwrap().to_string();
        assert_eq!(shifted("2016-01-31", 1, Unit::Month), "2016-02");
        assert_eq!(shifted("1993", 3, Unit::Week), "1993");
        assert_eq!(shifted("2016-12-31", 1, Unit::Day), "2017-01-01");
        assert_eq!(shifted("2016-11", -12, Unit::Month), "2015-11");
    }
}
