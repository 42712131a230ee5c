//! When an event was, where its own clause does not say so: every date that the article names is weighed.
//!
//! What is told without a date mostly belongs to the time that the story has reached, or to the day that the news is of;
//! the features say which date that is, what else happened then, and how the event is told.

use super::merge::Merged;
use super::setting::{day_of, precision};
use super::weigh::{Belonging, Beside, Weighing, gap};
use crate::extract::frames::Tree;
use crate::extract::weigh::Features;
use crate::model::{ChainId, Date, Field, TimeMention, TokenId};
use std::collections::BTreeMap;

/// One naming of a date.
#[derive(Debug, Clone, Copy)]
struct Named {
    /// The index of its expression in the document.
    time: usize,
    /// The word of the expression that hangs on another.
    head: TokenId,
}

impl Weighing<'_> {
    /// All dates of the article with what speaks for and against them. O(times × namings + dates × events).
    pub(super) fn dates(&self, event: &Merged, kind: &str, blank: &Features) -> Vec<Belonging> {
        let mut named: BTreeMap<Date, Vec<Named>> = BTreeMap::new();
        for (index, time) in self.scene.tree.document.times.iter().enumerate() {
            if let Some((date, head)) = day_of(time.value).zip(head(self.scene.tree, time)) {
                named.entry(date).or_default().push(Named { time: index, head });
            }
        }
        named.into_iter().filter_map(|(date, named)| self.date(event, kind, date, &named, blank)).collect()
    }

    /// A date, by that of its expressions which stands nearest to the event.
    fn date(&self, event: &Merged, kind: &str, date: Date, named: &[Named], blank: &Features) -> Option<Belonging> {
        let pairs = named.iter().flat_map(|named| event.namings.iter().map(move |naming| (named, naming)));
        let (named, naming) = pairs.min_by_key(|(named, naming)| {
            let distance = self.distance(naming.token, self.sentence(named.head), named.head);
            (distance, naming.token.abs_diff(named.head))
        })?;
        let gap = gap(self.sentence(naming.token), self.sentence(named.head));
        let beside = Beside { event, naming, kind, gap, head: named.head };
        let mut features = blank.fresh();
        self.dated(&beside, date, &mut features);
        self.reached(&beside, date, named.time, &mut features);
        self.company(&beside, date, &mut features);
        if gap == "0" {
            self.clause(&beside, "time", &mut features);
        }
        Some(Belonging { chain: None, date: Some(date), mention: None, features })
    }

    /// The date itself, and what the patterns say.
    fn dated(&self, beside: &Beside, date: Date, features: &mut Features) {
        let Beside { event, naming, kind, gap, head } = *beside;
        let tree = self.scene.tree;
        let rule = rule(event, date);
        let exact = precision(date).to_string();
        let tag = tree.document.token(naming.token).xpos.as_str();
        let age = age(tree.document.article.published, date);
        let on = tree.head(head).map_or("-", |verb| tree.lemma(verb));
        features.add(&["t", "rule", rule]);
        features.add(&["t", "rule", rule, gap]);
        features.add(&["t", "rule", rule, gap, &exact]);
        features.add(&["t", "rule", rule, kind]);
        features.add(&["t", "rule", rule, age]);
        features.add(&["t", "gap", gap, tag]);
        features.add(&["t", "gap", gap, tag, age]);
        features.add(&["t", "gap", gap, kind]);
        features.add(&["t", "age", age, &exact]);
        features.add(&["t", "age", age, kind, tag]);
        features.add(&["t", "on", on, gap]);
        features.add(&["t", "on", on, gap, rule]);
        features.add(&["t", "trigger", tree.lemma(naming.token), gap, rule]);
        features.add(&["t", "bare", if event.is_bare() { "bare" } else { "told" }, gap, rule]);
        features.add(&["t", "status", naming.status.as_str(), age, rule]);
    }

    /// Where the date stands in the story: the first that is named, the last before the event, one of how many.
    fn reached(&self, beside: &Beside, date: Date, time: usize, features: &mut Features) {
        let Beside { event, naming, kind, gap, .. } = *beside;
        let tree = self.scene.tree;
        let times = &tree.document.times;
        let rule = rule(event, date);
        let field = tree.document.field_of(naming.token);
        let order = time.min(2).to_string();
        let told = aspect(tree, naming.token);
        let is = |index: usize| times.get(index).and_then(|time| day_of(time.value)) == Some(date);
        let after = times.partition_point(|time| time.tokens.start < naming.token);
        let last = if after > 0 && is(after - 1) { "last" } else { "-" };
        let lead = times.iter().position(|time| tree.document.field_of(time.tokens.start) == Field::Text);
        let lead = if lead.is_some_and(is) { "lead" } else { "-" };
        let sentence = self.sentence(naming.token);
        let here = times.iter().filter(|time| self.sentence(time.tokens.start) == sentence).count().min(2).to_string();
        let title = if field.is_text() { "text" } else { "title" };
        let age = age(tree.document.article.published, date);
        features.add(&["t", title, gap, &order, rule]);
        features.add(&["t", title, lead, rule, told]);
        features.add(&["t", lead, last, rule, gap]);
        features.add(&["t", lead, rule, told, age]);
        features.add(&["t", lead, rule, kind]);
        features.add(&["t", last, gap, rule, told]);
        features.add(&["t", last, &here, rule, gap]);
        features.add(&["t", "here", &here, gap, rule, told]);
        features.add(&["t", "told", told, age, rule, gap]);
    }

    /// The other events of that date, and whether they share somebody with this one.
    fn company(&self, beside: &Beside, date: Date, features: &mut Features) {
        let Beside { event, gap, .. } = *beside;
        let rule = rule(event, date);
        let own = self.chains(event);
        let others = || self.events.iter().filter(|other| !std::ptr::eq(*other, event) && other.date == Some(date));
        let count = others().count().min(4).to_string();
        let shares = |other: &Merged| self.chains(other).iter().any(|chain| own.contains(chain));
        let shared = if others().any(shares) { "shared" } else { "-" };
        let alike = if others().any(|other| other.kind == event.kind) { "alike" } else { "-" };
        let dated = self.events.iter().filter(|other| !std::ptr::eq(*other, event) && other.date.is_some()).count();
        let most = if 2 * others().count() > dated { "most" } else { "-" };
        features.add(&["t", "others", &count, rule, gap]);
        features.add(&["t", "others", &count, rule, shared]);
        features.add(&["t", "others", most, rule, shared]);
        features.add(&["t", alike, shared, rule, gap]);
    }

    /// Who takes part, as far as the patterns say.
    fn chains(&self, event: &Merged) -> Vec<ChainId> {
        let people = event.participants.iter().map(|&(mention, _)| self.scene.tree.document.mention(mention));
        people.flat_map(|mention| mention.chains.iter().copied()).collect()
    }
}

/// The word of an expression that hangs on another.
fn head(tree: &Tree, time: &TimeMention) -> Option<TokenId> {
    time.tokens.clone().find(|&token| tree.head(token).is_none_or(|head| !time.tokens.contains(&head)))
}

/// How a date stands to that which the patterns give.
fn rule(event: &Merged, date: Date) -> &'static str {
    match event.date {
        Some(own) if own == date => "same",
        Some(own) if own.agrees(date) => "agrees",
        Some(_) => "other",
        None => "none",
    }
}

/// How a naming tells of its event: the tag of a verb, the helper before a participle, or a noun.
fn aspect(tree: &Tree, token: TokenId) -> &'static str {
    let helpers = || tree.among(token, &["aux", "aux:pass", "cop"]);
    let helper = |words: &[&str]| helpers().any(|helper| words.contains(&tree.document.text(helper)));
    match tree.document.token(token).xpos.as_str() {
        _ if helper(&["had"]) => "had",
        _ if helper(&["has", "have"]) => "has",
        _ if helper(&["will", "would", "shall", "may", "might", "could", "can"]) => "will",
        "VBN" | "VBG" if helper(&["was", "were"]) => "was",
        "VBN" | "VBG" if helper(&["is", "are"]) => "is",
        tag if tag.starts_with("NN") => "noun",
        tag => tag,
    }
}

/// How long before the article a date was, in steps.
fn age(published: Option<Date>, date: Date) -> &'static str {
    let Some(published) = published else { return "unknown" };
    let days = |date: Date| {
        let (year, month, day) = date.parts();
        i32::from(year) * 372 + i32::from(month.unwrap_or(1)) * 31 + i32::from(day.unwrap_or(1))
    };
    if date.agrees(published) {
        return "now";
    }
    match days(published) - days(date) {
        ..0 => "later",
        0..=1 => "1",
        2..=8 => "week",
        9..=70 => "months",
        71..=400 => "year",
        _ => "long",
    }
}
