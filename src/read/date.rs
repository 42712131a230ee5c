//! The day of publication in the ways that files, pages and feeds write it. The day is taken as written: the hour and
//! its zone are not looked at, since a news day is local.

use crate::model::Date;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// Seconds of the years 1990 to 2100: numbers outside them are no dates of news.
const SECONDS: std::ops::Range<i64> = 631_152_000..4_102_444_800;

/// Reads ISO 8601, `20161213`, `Tue, 13 Dec 2016 08:00:00 GMT`, `Dec. 13, 2016`, `13 December 2016`, a year, or seconds or
/// milliseconds since 1970.
pub(super) fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    if !text.is_ascii() || text.len() > 80 {
        return None;
    }
    text.parse().ok().or_else(|| digits(text)).or_else(|| words(text))
}

/// The day that contains a moment given as seconds or milliseconds since 1970, in UTC.
pub(super) fn moment(number: i64) -> Option<Date> {
    let seconds = [number, number / 1000].into_iter().find(|seconds| SECONDS.contains(seconds))?;
    let mut days = seconds / 86_400;
    let mut year = 1970;
    // News is young: a loop over years is simpler than the closed formula, and short.
    let length = |year: i16| if Date::day(year, 2, 29).is_some() { 366 } else { 365 };
    while days >= length(year) {
        days -= length(year);
        year += 1;
    }
    (1..=12).find_map(|month| {
        let last = (28..=31).rev().find(|day| Date::day(year, month, *day).is_some())?;
        let day = days + 1;
        days -= i64::from(last);
        if days < 0 { Date::day(year, month, u8::try_from(day).ok()?) } else { None }
    })
}

/// `20161213` with whatever time after it, or a moment.
fn digits(text: &str) -> Option<Date> {
    let run = text.split(|c: char| !c.is_ascii_digit()).next().filter(|run| !run.is_empty())?;
    let rest = &text[run.len()..];
    if run.len() == 8 && !rest.starts_with('.') {
        return Date::day(run[..4].parse().ok()?, run[4..6].parse().ok()?, run[6..].parse().ok()?);
    }
    if rest.is_empty() || rest.starts_with('.') { moment(run.parse().ok()?) } else { None }
}

/// A month by its name, with the day and the year on either side.
fn words(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let (at, month) = words.iter().enumerate().find_map(|(at, word)| {
        let start = word.get(..3)?.to_ascii_lowercase();
        let month = MONTHS.iter().position(|month| *month == start)?;
        word.bytes().all(|b| b.is_ascii_alphabetic()).then_some((at, u8::try_from(month + 1).ok()?))
    })?;
    let number = |at: Option<usize>| -> Option<i16> {
        let word = words.get(at?)?;
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        digits.parse().ok()
    };
    let year = |at| number(at).filter(|year| (1000..=9999).contains(year));
    let day = |at| number(at).and_then(|day| u8::try_from(day).ok());
    let before = at.checked_sub(1);
    if let (Some(day), Some(year)) = (day(before), year(Some(at + 1))) {
        return Date::day(year, month, day);
    }
    match (day(Some(at + 1)), year(Some(at + 2)), year(Some(at + 1))) {
        (Some(day), Some(year), _) => Date::day(year, month, day),
        (_, _, Some(year)) => Date::month(year, month),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_day_in_many_writings() {
        for text in [
            "2016-12-13",
            "2016-12-13T23:00:00-05:00",
            "2016-12-13 08:00",
            "20161213",
            "20161213T080000Z",
            "Tue, 13 Dec 2016 23:00:00 -0500",
            "Dec. 13, 2016",
            "Tuesday, December 13th, 2016, 4:10 p.m.",
            "13 December 2016",
            "1481587200",
            "1481673599999",
        ] {
            assert_eq!(date(text), Date::day(2016, 12, 13), "{text}");
        }
        assert_eq!(date("May 2016"), Date::month(2016, 5));
        assert_eq!(moment(1_709_164_800), Date::day(2024, 2, 29));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "yesterday", "31 Feb 2016", "12", "99999999", "December", "٢٠١٦", "1e9"] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
