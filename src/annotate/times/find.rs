//! Where the patterns match: the longest match at each token, checked against what stands beside it.

use super::grammar::{CLASSES, Choice, Class, Element, Grammar, Value};
use super::{calendar::Unit, grammar::Feast};
use crate::model::{Date, Document, TokenId};
use compact_str::CompactString;
use std::ops::Range;

/// The values that a pattern's classes caught, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Caught {
    values: Vec<(Class, i32)>,
    pub(super) unit: Option<Unit>,
    pub(super) feast: Option<Feast>,
    pub(super) iso: Option<Date>,
}

impl Caught {
    /// The first value of a class.
    pub(super) fn get(&self, class: Class) -> Option<i32> {
        self.values.iter().find(|(caught, _)| *caught == class).map(|(_, value)| *value)
    }

    /// The last value of a class.
    pub(super) fn last(&self, class: Class) -> Option<i32> {
        self.values.iter().rev().find(|(caught, _)| *caught == class).map(|(_, value)| *value)
    }

    /// True when the last value is of that class.
    pub(super) fn ends_with(&self, class: Class) -> bool {
        self.values.last().is_some_and(|(caught, _)| *caught == class)
    }
}

/// A match: its tokens, what it caught, and how its value is computed.
#[derive(Debug, Clone)]
pub(super) struct Match {
    pub(super) tokens: Range<TokenId>,
    pub(super) caught: Caught,
    pub(super) value: Value,
}

/// The words of one sentence, folded for look-ups.
pub(super) struct Words<'a> {
    grammar: &'a Grammar,
    first: TokenId,
    folded: Vec<CompactString>,
    capital: Vec<bool>,
    /// The classes that may begin at each word, one bit each: most words are in none, and every pattern asks.
    classes: Vec<u32>,
}

impl<'a> Words<'a> {
    pub(super) fn new(grammar: &'a Grammar, document: &Document, tokens: Range<TokenId>) -> Self {
        let first = tokens.start;
        let mut words = Words { grammar, first, folded: Vec::new(), capital: Vec::new(), classes: Vec::new() };
        for token in tokens {
            let text = document.text(token);
            words.capital.push(text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase));
            words.folded.push(fold(text));
        }
        let classes = |at: usize| {
            let begins = |class| words.class(class, at, &words.folded[at], &mut Caught::default()).is_some();
            CLASSES.iter().filter(|&&(_, class)| begins(class)).map(|&(_, class)| bit(class)).sum()
        };
        words.classes = (0..words.folded.len()).map(classes).collect();
        words
    }

    pub(super) fn len(&self) -> usize {
        self.folded.len()
    }

    /// The folded word at an index of the sentence; empty outside of it.
    pub(super) fn word(&self, index: usize) -> &str {
        self.folded.get(index).map_or("", CompactString::as_str)
    }

    /// The longest match that begins at the word of that index.
    pub(super) fn best(&self, at: usize) -> Option<Match> {
        if self.classes[at] == 0 && !self.grammar.openings.contains(&self.folded[at]) {
            return None;
        }
        let mut best: Option<(usize, Match)> = None;
        for pattern in &self.grammar.patterns {
            let mut caught = Caught::default();
            let Some(end) = self.row(&pattern.elements, at, &mut caught) else { continue };
            let opened = (at..end).any(|i| self.word(i) == "(");
            let last = (at..end).rev().find(|&i| !is_mark(self.word(i)) || (opened && self.word(i) == ")"));
            let end = last.map_or(at, |last| last + 1);
            if end == at || is_mark(self.word(at)) || best.as_ref().is_some_and(|(longest, _)| *longest >= end) {
                continue;
            }
            if self.fits(at, end, pattern.value) {
                let tokens = self.first + at as TokenId..self.first + end as TokenId;
                best = Some((end, Match { tokens, caught, value: pattern.value }));
            }
        }
        best.map(|(_, found)| found)
    }

    /// Matches a row of elements from `at` on; gives the end of the longest way through that takes optional elements
    /// greedily.
    fn row(&self, elements: &[Element], at: usize, caught: &mut Caught) -> Option<usize> {
        let Some((element, rest)) = elements.split_first() else { return Some(at) };
        for choice in &element.choices {
            let before = caught.clone();
            if let Some(end) = self.choice(choice, at, caught)
                && let Some(end) = self.row(rest, end, caught)
            {
                return Some(end);
            }
            *caught = before;
        }
        if element.optional { self.row(rest, at, caught) } else { None }
    }

    fn choice(&self, choice: &Choice, at: usize, caught: &mut Caught) -> Option<usize> {
        let word = self.folded.get(at)?;
        match choice {
            Choice::Word(literal) => (word == literal).then_some(at + 1),
            Choice::Class(class) if self.classes[at] & bit(*class) == 0 => None,
            Choice::Class(class) => self.class(*class, at, word, caught),
        }
    }

    fn class(&self, class: Class, at: usize, word: &CompactString, caught: &mut Caught) -> Option<usize> {
        let g = self.grammar;
        if class == Class::Holiday {
            let (words, feast) = g.holidays.iter().find(|(words, _)| {
                self.capital[at] && words.iter().enumerate().all(|(i, part)| self.word(at + i) == part.as_str())
            })?;
            caught.feast = Some(*feast);
            return Some(at + words.len());
        }
        let value = match class {
            Class::Month if self.capital[at] => *g.months.get(word.trim_start_matches("mid-"))?,
            Class::Weekday if self.capital[at] => *g.weekdays.get(word)?,
            Class::Month | Class::Weekday | Class::Holiday => return None,
            Class::Day => day(word)?,
            Class::Year => digits(word, 4).filter(|year| (1000..2200).contains(year))?,
            Class::Short => digits(word, 2)?,
            Class::Years => return years(word, caught).map(|()| at + 1),
            Class::Decade => decade(word)?,
            Class::Nth => word.trim_end_matches(char::is_alphabetic).parse().ok().filter(|_| word.ends_with("th"))?,
            Class::Ordinal => *g.ordinals.get(word)?,
            Class::Number => self.number(word)?,
            Class::Turn => *g.turns.get(word)?,
            Class::Days => *g.days.get(word)?,
            Class::Season => *g.seasons.get(word)?,
            Class::Part => i32::from(g.words.part.contains(word).then_some(true)?),
            Class::Phase => i32::from(g.words.phase.contains(word).then_some(true)?),
            Class::Vague => i32::from(g.words.vague.contains(word).then_some(true)?),
            Class::Unit => {
                caught.unit = Some(*g.units.get(word)?);
                1
            }
            Class::Iso => {
                caught.iso = Some(word.parse().ok().filter(|_| word.len() == 10)?);
                1
            }
        };
        caught.values.push((class, value));
        Some(at + 1)
    }

    fn number(&self, word: &str) -> Option<i32> {
        let simple = |word: &str| self.grammar.numbers.get(word).copied();
        if let Some((tens, ones)) = word.split_once('-') {
            return Some(simple(tens)? + simple(ones)?);
        }
        simple(word).or_else(|| (word.len() <= 3).then(|| word.parse().ok()).flatten())
    }

    /// Whether a match may stand where it stands: single words are often no dates.
    fn fits(&self, at: usize, end: usize, value: Value) -> bool {
        let lists = &self.grammar.words;
        let before = at.checked_sub(1).map_or("", |i| self.word(i));
        let word = self.word(at);
        if end - at > 1 {
            // "Two days after the flood" is as unknown as the day of the flood; "two days after." is not.
            let next = self.word(end);
            let is_closed = next.is_empty() || is_mark(next) || lists.joining.contains(next);
            let is_steps = matches!(value, Value::Later | Value::Earlier);
            return match value {
                Value::Since => !is_closed,
                _ => is_closed || !is_steps || !lists.governing.contains(self.word(end - 1)),
            };
        }
        if value == Value::Year {
            let likely = digits(word, 4).is_some_and(|year| (1900..2060).contains(&year));
            return !lists.before_amount.contains(before)
                && !lists.after_amount.contains(self.word(end))
                && (likely || lists.before_year.contains(before));
        }
        !lists.ambiguous.contains(word) || (self.capital[at] && lists.before_month.contains(before))
    }
}

fn bit(class: Class) -> u32 {
    1 << class as u32
}

/// Small letters, straight apostrophes, no closing full stop.
fn fold(text: &str) -> CompactString {
    let folded: String = text.to_lowercase().replace('’', "'");
    if folded.len() > 1 { folded.trim_end_matches('.').into() } else { folded.into() }
}

fn is_mark(word: &str) -> bool {
    !word.chars().any(char::is_alphanumeric) || word == "of"
}

fn digits(word: &str, count: usize) -> Option<i32> {
    (word.len() == count && word.bytes().all(|b| b.is_ascii_digit())).then(|| word.parse().ok()).flatten()
}

/// "13", "13th".
fn day(word: &str) -> Option<i32> {
    let bare = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    if bare.len() > 2 || !bare.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    bare.parse().ok().filter(|day| (1..=31).contains(day))
}

/// "1990s", "'90s", "90s".
fn decade(word: &str) -> Option<i32> {
    let bare = word.trim_start_matches('\'').strip_suffix('s')?.trim_end_matches('\'');
    let year = digits(bare, 4).or_else(|| digits(bare, 2).map(|short| if short < 30 { 2000 } else { 1900 } + short))?;
    (year % 10 == 0).then_some(year)
}

/// "2016-17", "2016/17" and "2016–2017" as one word.
fn years(word: &str, caught: &mut Caught) -> Option<()> {
    let (from, to) = word.split_once(['-', '–', '—', '/'])?;
    caught.values.push((Class::Year, digits(from, 4).filter(|year| (1000..2200).contains(year))?));
    match digits(to, 4) {
        Some(year) => caught.values.push((Class::Year, year)),
        None => caught.values.push((Class::Short, digits(to, 2)?)),
    }
    Some(())
}
