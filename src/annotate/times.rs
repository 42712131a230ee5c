//! Expressions of time: "on Tuesday morning (Dec. 13)", "two days later", "since 2010", and the dates that they mean.
//!
//! A small grammar in the manner of TIMEX3 (Pustejovsky et al. 2003), reduced to civil dates and read from
//! `data/en/times.toml`. Linear in the words: each token starts at most one expression, whose length is bounded.

mod calendar;
mod find;
mod grammar;
mod tense;
mod value;

pub use grammar::TimesError;

use super::{Annotator, Layer};
use crate::model::{Date, Document, Interval, TimeMention, TokenId};
use find::{Match, Words};
use grammar::Grammar;
use std::ops::Range;
use value::{Anchor, Tense};

/// Tokens in which a full date can be the dateline of an article that has no date of its own.
const DATELINE: TokenId = 60;

/// Finds expressions of time.
#[derive(Debug, Clone)]
pub struct Times {
    grammar: Grammar,
}

impl Annotator for Times {
    fn name(&self) -> &'static str {
        "times"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Tokens, Layer::Sentences, Layer::Tree, Layer::Names]
    }

    fn gives(&self) -> &'static [Layer] {
        &[Layer::Times]
    }

    fn annotate(&self, document: &mut Document) {
        let mut times = Vec::new();
        let mut story = Story { published: document.article.published, narrative: None };
        for index in 0..document.sentences.len() {
            let sentence = document.sentences[index].tokens.clone();
            self.sentence(document, &sentence, &mut story, &mut times);
        }
        document.times = times;
    }
}

impl Times {
    /// The finder of the grammar in the text of a `times.toml`.
    ///
    /// # Errors
    /// When the text is not such a grammar.
    pub fn new(toml: &str) -> Result<Self, TimesError> {
        Ok(Times { grammar: Grammar::parse(toml)? })
    }

    fn sentence(
        &self,
        document: &Document,
        sentence: &Range<TokenId>,
        story: &mut Story,
        times: &mut Vec<TimeMention>,
    ) {
        let words = Words::new(&self.grammar, document, sentence.clone());
        let first = times.len();
        let mut at = 0;
        while at < words.len() {
            let Some(found) = words.best(at).filter(|found| !is_named(document, found)) else {
                at += 1;
                continue;
            };
            at = (found.tokens.end - sentence.start) as usize;
            let tense = tense::at(document, &self.grammar, &words, sentence, &found.tokens);
            let value = value::of(found.value, &found.caught, &story.anchor(tense));
            story.advance(found.tokens.start, value);
            let value = self.bounded(&words, (found.tokens.start - sentence.start) as usize, value);
            times.push(TimeMention { tokens: found.tokens, value });
        }
        self.join(&words, sentence.start, first, times);
    }

    /// "since 2010" has no end, "until June" no start.
    fn bounded(&self, words: &Words<'_>, at: usize, value: Interval) -> Interval {
        let before = at.checked_sub(1).map_or("", |i| words.word(i));
        if self.grammar.words.since.contains(before) {
            return Interval { start: value.start, end: None };
        }
        if self.grammar.words.until.contains(before) && !(at > 1 && self.follows_a_date(words, at - 1)) {
            return Interval { start: None, end: value.end };
        }
        value
    }

    fn follows_a_date(&self, words: &Words<'_>, at: usize) -> bool {
        (at.saturating_sub(6)..at).any(|i| self.grammar.words.from.contains(words.word(i)))
    }

    /// Makes one mention of "from 2012 to 2016", "between May and June" and "June 8 - July 3".
    fn join(&self, words: &Words<'_>, start: TokenId, first: usize, times: &mut Vec<TimeMention>) {
        let lists = &self.grammar.words;
        let mut index = first;
        while index + 1 < times.len() {
            let (one, two) = (times[index].clone(), times[index + 1].clone());
            let at = (one.tokens.start - start) as usize;
            let between = words.word((one.tokens.end - start) as usize);
            let opened = at > 0 && lists.from.contains(words.word(at - 1));
            let adjacent = two.tokens.start == one.tokens.end + 1 && lists.to.contains(between);
            let joined = (one.value.start).zip(two.value.end).filter(|_| adjacent && (opened || is_dash(between)));
            if let Some((from, to)) = joined {
                let from = if from > to { in_year(from, to.parts().0).unwrap_or(from) } else { from };
                let value = Interval { start: Some(from), end: Some(to) };
                times[index] = TimeMention { tokens: one.tokens.start..two.tokens.end, value };
                times.remove(index + 1);
            }
            index += 1;
        }
    }
}

/// What the article has told so far about when it plays.
struct Story {
    published: Option<Date>,
    narrative: Option<Date>,
}

impl Story {
    fn anchor(&self, tense: Tense) -> Anchor {
        Anchor { published: self.published, narrative: self.narrative.or(self.published), tense }
    }

    /// Moves on to a time; a full date at the head of an undated article is its dateline.
    fn advance(&mut self, at: TokenId, value: Interval) {
        let Some(start) = value.start else { return };
        self.narrative = Some(start);
        if self.published.is_none() && at < DATELINE && start.parts().2.is_some() && value.end == Some(start) {
            self.published = Some(start);
        }
    }
}

/// True where the words are part of a longer name, or a person's: "Friday Night Lights", "Theresa May".
fn is_named(document: &Document, found: &Match) -> bool {
    use crate::model::NameKind;
    let index = document.names.partition_point(|name| name.tokens.end <= found.tokens.start);
    document.names.get(index).is_some_and(|name| {
        let covers = name.tokens.start <= found.tokens.start && found.tokens.end <= name.tokens.end;
        covers && name.kind != NameKind::Event
    })
}

fn is_dash(word: &str) -> bool {
    matches!(word, "-" | "–" | "—")
}

/// The same day or month in another year.
fn in_year(date: Date, year: i16) -> Option<Date> {
    match date.parts() {
        (_, Some(month), Some(day)) => Date::day(year, month, day),
        (_, Some(month), None) => Date::month(year, month),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
