//! What a match means: the computation of its date from what it caught, the day of publication and the story so far.

use super::calendar::{self, Unit, number, shift};
use super::find::Caught;
use super::grammar::{Class, Feast, Value};
use crate::model::{Date, Interval};

/// Whether the sentence speaks of what was or of what is to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
}

/// What a date without a year, or a step without a start, is counted from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchor {
    /// The day of publication.
    pub(super) published: Option<Date>,
    /// The last time that the story named.
    pub(super) narrative: Option<Date>,
    /// The tense at the expression.
    pub(super) tense: Tense,
}

/// The time that a match states; both ends open where it cannot be worked out.
pub(super) fn of(value: Value, caught: &Caught, anchor: &Anchor) -> Interval {
    absolute(value, caught, anchor)
        .or_else(|| relative(value, caught, anchor))
        .or_else(|| narrative(value, caught, anchor))
        .unwrap_or_default()
}

/// Values that name their months and years.
fn absolute(value: Value, caught: &Caught, anchor: &Anchor) -> Option<Interval> {
    let year = caught.get(Class::Year);
    let single = |date: Date| Some(Interval::from(date));
    match value {
        Value::Iso => single(caught.iso?),
        Value::Day => {
            single(day(caught.get(Class::Month)?, caught.get(Class::Day)?, stated_year(caught, anchor), anchor)?)
        }
        Value::Days => {
            let month = caught.get(Class::Month)?;
            let start = day(month, caught.get(Class::Day)?, year, anchor)?;
            let end = day(month, caught.last(Class::Day)?, year.or(Some(i32::from(start.parts().0))), anchor)?;
            Some(Interval { start: Some(start), end: Some(end) })
        }
        Value::Month => single(month(caught.get(Class::Month)?, stated_year(caught, anchor), anchor)?),
        Value::Months => {
            let of = |month| Date::month(i16::try_from(year?).ok()?, u8::try_from(month).ok()?);
            Some(Interval { start: Some(of(caught.get(Class::Month)?)?), end: Some(of(caught.last(Class::Month)?)?) })
        }
        Value::Year => single(calendar::year(year?)?),
        Value::Years => {
            let to = caught
                .get(Class::Short)
                .map_or(caught.last(Class::Year)?, |short| year.unwrap_or(0) / 100 * 100 + short);
            calendar::years(year?, to)
        }
        Value::Decade => caught.get(Class::Decade).and_then(|first| calendar::years(first, first + 9)),
        Value::Century => caught.get(Class::Nth).and_then(|nth| calendar::years((nth - 1) * 100, nth * 100 - 1)),
        Value::Quarter => {
            let first = u8::try_from(caught.get(Class::Ordinal)? * 3 - 2).ok()?;
            three_months(Date::month(i16::try_from(stated_year(caught, anchor)?).ok()?, first)?)
        }
        _ => None,
    }
}

/// Values counted from the day of publication.
fn relative(value: Value, caught: &Caught, anchor: &Anchor) -> Option<Interval> {
    let today = number(anchor.published?);
    let on = |steps: i32| calendar::date(today? + steps).map(Interval::from);
    let from_now = |steps, unit| shift(anchor.published?, steps, unit);
    match value {
        Value::Weekday => Some(weekday(caught, today?, anchor.tense)?.into()),
        Value::Season => season(caught, anchor),
        Value::Holiday => Some(feast(caught, anchor)?.into()),
        Value::Near => on(caught.get(Class::Days)?),
        Value::Today => on(0),
        Value::Yesterday => on(-1),
        Value::TwoDaysAgo => on(-2),
        Value::ThisYear => from_now(0, Unit::Year),
        Value::Weekend => {
            let saturday = today? - calendar::weekday(today?) + 6;
            let back = caught.get(Class::Turn) != Some(1) && (saturday > today? && anchor.tense == Tense::Past);
            let first = saturday - if back { 7 } else { 0 };
            calendar::days(first, first + 1)
        }
        Value::Turn => from_now(caught.get(Class::Turn)?, caught.unit?),
        Value::Span => {
            let start = from_now(caught.get(Class::Turn)? * caught.get(Class::Number)?, caught.unit?)?.start;
            let mut ends = [start, anchor.published];
            ends.sort_unstable();
            Some(Interval { start: ends[0], end: ends[1] })
        }
        Value::Ago | Value::Since | Value::Ahead if caught.get(Class::Vague).is_none() => {
            let steps = caught.get(Class::Number)?;
            from_now(if value == Value::Ahead { steps } else { -steps }, caught.unit?)
        }
        _ => None,
    }
}

/// Values counted from the time that the story has reached.
fn narrative(value: Value, caught: &Caught, anchor: &Anchor) -> Option<Interval> {
    let from = anchor.narrative?;
    match value {
        Value::Later | Value::Earlier if caught.get(Class::Vague).is_none() => {
            let steps = caught.get(Class::Number)?;
            shift(from, if value == Value::Later { steps } else { -steps }, caught.unit?)
        }
        Value::UnitLater => shift(from, 1, caught.unit?),
        Value::UnitEarlier => shift(from, -1, caught.unit?),
        Value::Same => shift(from, 0, caught.unit.unwrap_or(Unit::Day)),
        Value::MonthSame => Some(Date::month(from.parts().0, u8::try_from(caught.get(Class::Month)?).ok()?)?.into()),
        Value::WeekdayLater => {
            let day = number(from)?;
            let steps = (caught.get(Class::Weekday)? - calendar::weekday(day) - 1).rem_euclid(7) + 1;
            calendar::date(day + steps).map(Interval::from)
        }
        _ => None,
    }
}

/// The year that the words give: written, or by "last year", or alone elsewhere in the sentence.
fn stated_year(caught: &Caught, anchor: &Anchor) -> Option<i32> {
    if let Some(year) = caught.get(Class::Year) {
        return Some(year);
    }
    let (year, month, _) = anchor.published?.parts();
    if let Some(turn) = caught.get(Class::Turn) {
        // "last March" is the latest one before this month; "March last year" is last year's.
        return match (caught.get(Class::Month), month) {
            (Some(named), Some(month)) if caught.ends_with(Class::Month) => {
                let this_year = match turn {
                    ..=-1 => named < i32::from(month),
                    0 => true,
                    1.. => named > i32::from(month),
                };
                Some(i32::from(year) + if this_year { 0 } else { turn })
            }
            _ => Some(i32::from(year) + turn),
        };
    }
    None
}

/// A day of a month, in the year that the tense asks for where none is stated.
fn day(month: i32, day: i32, year: Option<i32>, anchor: &Anchor) -> Option<Date> {
    let of = |year: i32| Date::day(i16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    match year {
        Some(year) => of(year),
        None => nearest(anchor, of),
    }
}

/// A month, likewise.
fn month(month: i32, year: Option<i32>, anchor: &Anchor) -> Option<Date> {
    let of = |year: i32| Date::month(i16::try_from(year).ok()?, u8::try_from(month).ok()?);
    match year {
        Some(year) => of(year),
        None => nearest(anchor, of),
    }
}

/// The date of the year before, of or after publication that the tense asks for: the latest one gone by, or the first one
/// to come; this month and today count as both.
fn nearest(anchor: &Anchor, of: impl Fn(i32) -> Option<Date>) -> Option<Date> {
    let published = anchor.published?;
    let year = i32::from(published.parts().0);
    let mut dates = [of(year - 1), of(year), of(year + 1)].into_iter().flatten();
    match anchor.tense {
        Tense::Past => dates.rfind(|&date| date <= published || date.agrees(published)),
        Tense::Future => dates.find(|&date| date >= published || date.agrees(published)),
    }
}

fn weekday(caught: &Caught, today: calendar::Day, tense: Tense) -> Option<Date> {
    let ahead = (caught.get(Class::Weekday)? - calendar::weekday(today)).rem_euclid(7);
    let steps = match (caught.get(Class::Turn), caught.unit) {
        // "Tuesday last week".
        (Some(turn), Some(_)) => caught.get(Class::Weekday)? - calendar::weekday(today) + 7 * turn,
        (Some(1), None) if ahead == 0 => 7,
        (Some(-1), None) if ahead == 0 => -7,
        (Some(1), None) => ahead,
        (Some(-1), None) => ahead - 7,
        _ if ahead == 0 => 0,
        _ if tense == Tense::Future => ahead,
        _ => ahead - 7,
    };
    calendar::date(today + steps)
}

fn season(caught: &Caught, anchor: &Anchor) -> Option<Interval> {
    let first = u8::try_from(caught.get(Class::Season)?).ok()?;
    let (year, month, _) = anchor.published?.parts();
    let year = match (caught.get(Class::Year), caught.get(Class::Turn)) {
        (Some(year), _) => year,
        // A season that is not over is not "last"; one that has begun is not "next".
        (None, Some(turn)) if turn < 0 => i32::from(year) - i32::from(month.is_none_or(|month| month < first + 3)),
        (None, Some(turn)) if turn > 0 => i32::from(year) + i32::from(month.is_some_and(|month| month >= first)),
        _ => i32::from(year),
    };
    three_months(Date::month(i16::try_from(year).ok()?, first)?)
}

fn three_months(first: Date) -> Option<Interval> {
    let (year, month, _) = first.parts();
    Some(Interval { start: Some(first), end: calendar::month(year, month?, 2) })
}

fn feast(caught: &Caught, anchor: &Anchor) -> Option<Date> {
    let feast = caught.feast?;
    let of = |year: i32| {
        let year = i16::try_from(year).ok()?;
        match feast {
            Feast::Fixed(month, day) => Date::day(year, month, day),
            Feast::Movable(month, which, weekday) => {
                let first = number(Date::day(year, month, 1)?)?;
                let offset = (weekday - calendar::weekday(first)).rem_euclid(7);
                let days = (0..5).map(|week| first + offset + 7 * week);
                let mut days = days.filter_map(calendar::date).filter(|date| date.parts().1 == Some(month));
                if which < 0 { days.next_back() } else { days.nth(usize::try_from(which - 1).ok()?) }
            }
        }
    };
    match (caught.get(Class::Year), caught.get(Class::Turn)) {
        (Some(year), _) => of(year),
        (None, Some(turn)) => {
            let tense = if turn < 0 { Tense::Past } else { Tense::Future };
            nearest(&Anchor { tense, ..*anchor }, of)
        }
        // A feast without more is the nearest one: of this year.
        (None, None) => of(i32::from(anchor.published?.parts().0)),
    }
}
