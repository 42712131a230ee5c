//! The grammar of expressions of time: words and patterns, read from `data/en/times.toml`.

use super::calendar::Unit;
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A class of words that carries a value into the computation of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Month,
    Weekday,
    /// A day of the month, "13" or "13th".
    Day,
    /// Four digits.
    Year,
    /// The last two digits of a year: the "17" of "2016-17".
    Short,
    /// "2016-17" and "2016-2017" as one word.
    Years,
    /// "1990s", "'90s".
    Decade,
    /// "19th".
    Nth,
    Ordinal,
    Number,
    Unit,
    Turn,
    /// "yesterday".
    Days,
    Season,
    Holiday,
    /// "2016-12-13".
    Iso,
    Part,
    Phase,
    Vague,
}

/// All classes with the names that patterns call them by.
pub(super) const CLASSES: [(&str, Class); 19] = [
    ("MONTH", Class::Month),
    ("WEEKDAY", Class::Weekday),
    ("DAY", Class::Day),
    ("YEAR", Class::Year),
    ("SHORT", Class::Short),
    ("YEARS", Class::Years),
    ("DECADE", Class::Decade),
    ("NTH", Class::Nth),
    ("ORDINAL", Class::Ordinal),
    ("NUMBER", Class::Number),
    ("UNIT", Class::Unit),
    ("TURN", Class::Turn),
    ("DAYS", Class::Days),
    ("SEASON", Class::Season),
    ("HOLIDAY", Class::Holiday),
    ("ISO", Class::Iso),
    ("PART", Class::Part),
    ("PHASE", Class::Phase),
    ("VAGUE", Class::Vague),
];

impl Class {
    fn new(name: &str) -> Option<Class> {
        CLASSES.iter().find(|(known, _)| *known == name).map(|&(_, class)| class)
    }
}

/// One alternative of a pattern's element.
#[derive(Debug, Clone)]
pub(super) enum Choice {
    Class(Class),
    Word(CompactString),
}

/// One element of a pattern.
#[derive(Debug, Clone)]
pub(super) struct Element {
    pub(super) choices: Vec<Choice>,
    pub(super) optional: bool,
}

/// The computation that makes a date of what a pattern caught.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Value {
    Iso,
    Day,
    Days,
    Month,
    MonthSame,
    Months,
    Weekday,
    WeekdayLater,
    Year,
    Years,
    Decade,
    Century,
    Quarter,
    Season,
    Holiday,
    Near,
    Today,
    Yesterday,
    TwoDaysAgo,
    Turn,
    Weekend,
    ThisYear,
    Span,
    Ago,
    Since,
    Ahead,
    Vague,
    Later,
    Earlier,
    UnitLater,
    UnitEarlier,
    Same,
}

/// A pattern.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    pub(super) elements: Vec<Element>,
    pub(super) value: Value,
}

/// The lists of words that steer what a date may stand beside.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Words {
    pub(super) part: FxHashSet<CompactString>,
    pub(super) phase: FxHashSet<CompactString>,
    pub(super) vague: FxHashSet<CompactString>,
    pub(super) ambiguous: FxHashSet<CompactString>,
    pub(super) before_month: FxHashSet<CompactString>,
    pub(super) before_amount: FxHashSet<CompactString>,
    pub(super) after_amount: FxHashSet<CompactString>,
    pub(super) before_year: FxHashSet<CompactString>,
    pub(super) governing: FxHashSet<CompactString>,
    pub(super) joining: FxHashSet<CompactString>,
    pub(super) future: FxHashSet<CompactString>,
    pub(super) intent: FxHashSet<CompactString>,
    pub(super) since: FxHashSet<CompactString>,
    pub(super) until: FxHashSet<CompactString>,
    pub(super) from: FxHashSet<CompactString>,
    pub(super) to: FxHashSet<CompactString>,
}

/// A fixed or movable feast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Feast {
    /// Month and day.
    Fixed(u8, u8),
    /// Month, which one (-1: the last), weekday.
    Movable(u8, i32, i32),
}

/// What the file holds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    months: FxHashMap<CompactString, i32>,
    weekdays: FxHashMap<CompactString, i32>,
    numbers: FxHashMap<CompactString, i32>,
    ordinals: FxHashMap<CompactString, i32>,
    units: FxHashMap<CompactString, Unit>,
    turns: FxHashMap<CompactString, i32>,
    days: FxHashMap<CompactString, i32>,
    seasons: FxHashMap<CompactString, i32>,
    holidays: BTreeMap<String, String>,
    words: Words,
    pattern: Vec<PatternFile>,
    #[serde(default)]
    test: Vec<Test>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternFile {
    #[serde(rename = "match")]
    elements: String,
    value: Value,
}

/// A text, and what must be found in it: "words = value".
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Test {
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the tests only"))]
    #[serde(default)]
    pub(super) published: Option<crate::model::Date>,
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the tests only"))]
    pub(super) text: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the tests only"))]
    pub(super) found: Vec<String>,
}

/// Words and patterns.
#[derive(Debug, Clone)]
pub(super) struct Grammar {
    pub(super) months: FxHashMap<CompactString, i32>,
    pub(super) weekdays: FxHashMap<CompactString, i32>,
    pub(super) numbers: FxHashMap<CompactString, i32>,
    pub(super) ordinals: FxHashMap<CompactString, i32>,
    pub(super) units: FxHashMap<CompactString, Unit>,
    pub(super) turns: FxHashMap<CompactString, i32>,
    pub(super) days: FxHashMap<CompactString, i32>,
    pub(super) seasons: FxHashMap<CompactString, i32>,
    /// The words of each feast, the longer first.
    pub(super) holidays: Vec<(Vec<CompactString>, Feast)>,
    pub(super) words: Words,
    pub(super) patterns: Vec<Pattern>,
    /// The words that a pattern may begin with, beside those of its classes.
    pub(super) openings: FxHashSet<CompactString>,
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the tests only"))]
    pub(super) tests: Vec<Test>,
}

/// Why a grammar cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TimesError {
    /// The file is not TOML of the expected shape.
    #[error("expressions of time: {0}")]
    Toml(#[from] toml::de::Error),
    /// A class of words that does not exist.
    #[error("expressions of time: unknown class {0:?}")]
    Class(String),
    /// A feast that is neither "month-day" nor "month-n-weekday".
    #[error("expressions of time: not a feast {0:?}")]
    Feast(String),
}

impl Grammar {
    /// Reads the grammar from the text of a `times.toml`.
    pub(super) fn parse(text: &str) -> Result<Grammar, TimesError> {
        let file: File = toml::from_str(text)?;
        let mut holidays = Vec::with_capacity(file.holidays.len());
        for (words, day) in &file.holidays {
            let feast = parse_feast(day).ok_or_else(|| TimesError::Feast(day.clone()))?;
            holidays.push((words.split(' ').map(CompactString::from).collect::<Vec<_>>(), feast));
        }
        holidays.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        let patterns = file.pattern.iter().map(parse_pattern).collect::<Result<Vec<_>, _>>()?;
        Ok(Grammar {
            months: file.months,
            weekdays: file.weekdays,
            numbers: file.numbers,
            ordinals: file.ordinals,
            units: file.units,
            turns: file.turns,
            days: file.days,
            seasons: file.seasons,
            holidays,
            words: file.words,
            openings: patterns.iter().flat_map(openings).collect(),
            patterns,
            tests: file.test,
        })
    }
}

fn parse_pattern(file: &PatternFile) -> Result<Pattern, TimesError> {
    let element = |word: &str| {
        let (body, optional) = match word.strip_suffix('?') {
            Some(body) if !body.is_empty() => (body, true),
            _ => (word, false),
        };
        let choice = |part: &str| {
            if part.chars().any(|c| c.is_ascii_uppercase()) {
                return Class::new(part).map(Choice::Class).ok_or_else(|| TimesError::Class(part.to_owned()));
            }
            Ok(Choice::Word(part.into()))
        };
        Ok(Element { choices: body.split('|').map(choice).collect::<Result<_, TimesError>>()?, optional })
    };
    let elements = file.elements.split(' ').map(element).collect::<Result<_, TimesError>>()?;
    Ok(Pattern { elements, value: file.value })
}

/// The literal words among the elements of a pattern up to the first that must be there.
fn openings(pattern: &Pattern) -> Vec<CompactString> {
    let optional = pattern.elements.iter().take_while(|element| element.optional).count();
    let choices = pattern.elements.iter().take(optional + 1).flat_map(|element| &element.choices);
    let word = |choice: &Choice| match choice {
        Choice::Word(word) => Some(word.clone()),
        Choice::Class(_) => None,
    };
    choices.filter_map(word).collect()
}

fn parse_feast(text: &str) -> Option<Feast> {
    let (month, rest) = text.split_once('-')?;
    let month: u8 = month.parse().ok()?;
    match rest.rsplit_once('-') {
        Some((which, weekday)) if !which.is_empty() => {
            Some(Feast::Movable(month, which.parse().ok()?, weekday.parse().ok()?))
        }
        _ => Some(Feast::Fixed(month, rest.parse().ok()?)),
    }
}
