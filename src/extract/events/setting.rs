//! Where and when an event takes place, as its clause tells it.

use super::trigger::Happening;
use crate::extract::frames::{Arg, Part, Tree, arguments};
use crate::model::{Date, EntityKind, Interval, MentionId, NameKind, TokenId};
use rustc_hash::FxHashMap;

/// Prepositions that say where even when they hang on another noun.
const NEARBY: &[&str] = &["in", "at", "near", "outside", "inside"];

/// The times, places and event names of one document, by the words that they hang on.
pub(super) struct Setting<'a> {
    tree: &'a Tree<'a>,
    english: &'a Happening,
    /// The dates that hang on a token, in order.
    dates: FxHashMap<TokenId, Vec<Date>>,
    /// What each token of an expression of time hangs on.
    roots: FxHashMap<TokenId, TokenId>,
    /// The proper name of an event that a token is part of: an index into the document's names.
    names: FxHashMap<TokenId, usize>,
}

impl<'a> Setting<'a> {
    /// Cost: O(times + names).
    pub(super) fn new(tree: &'a Tree<'a>, english: &'a Happening) -> Self {
        let mut setting = Setting {
            tree,
            english,
            dates: FxHashMap::default(),
            roots: FxHashMap::default(),
            names: FxHashMap::default(),
        };
        for time in &tree.document.times {
            let outside = |&t: &TokenId| tree.head(t).is_none_or(|head| !time.tokens.contains(&head));
            // "Three weeks since he fell" is when he fell.
            let opens = |&t: &TokenId| outside(&t) && tree.is(t, &["mark", "case"]);
            let root = time.tokens.clone().next_back().filter(opens).or_else(|| time.tokens.clone().find(outside));
            let head = root.and_then(|root| tree.head(root));
            if let Some((head, date)) = head.zip(day_of(time.value)) {
                setting.dates.entry(head).or_default().push(date);
            }
            if let Some(head) = head {
                setting.roots.extend(time.tokens.clone().map(|token| (token, head)));
            }
            // A year inside the name of an event: "the 2016 Summer Olympics".
            for token in time.tokens.clone() {
                if let Some(date) = day_of(time.value) {
                    setting.dates.entry(token).or_default().push(date);
                }
            }
        }
        for (index, name) in tree.document.names.iter().enumerate().filter(|(_, name)| name.kind == NameKind::Event) {
            for token in name.tokens.clone() {
                setting.names.insert(token, index);
            }
        }
        setting
    }

    /// True inside an expression of time: "March".
    pub(super) fn is_time(&self, token: TokenId) -> bool {
        let times = &self.tree.document.times;
        let index = times.partition_point(|time| time.tokens.end <= token);
        times.get(index).is_some_and(|time| time.tokens.contains(&token))
    }

    /// The proper name of an event that a token is part of.
    pub(super) fn name_of(&self, token: TokenId) -> Option<String> {
        let name = self.tree.document.names.get(*self.names.get(&token)?)?;
        Some(self.tree.document.words(&name.tokens).to_owned())
    }

    /// The date that hangs on a trigger, on one of its arguments, on the verb that holds it, or on the clause that it
    /// shares its subject with.
    pub(super) fn date(&self, token: TokenId, args: &[Arg], governor: Option<TokenId>) -> Option<Date> {
        self.on(token)
            .or_else(|| self.inside_name(token))
            .or_else(|| governor.and_then(|verb| self.on(verb)))
            .or_else(|| {
                let near = |arg: &&Arg| matches!(arg.part, Part::Object | Part::Oblique | Part::Complement);
                args.iter().filter(near).find_map(|arg| self.on(arg.token))
            })
            .or_else(|| self.shared(governor.unwrap_or(token)))
            .or_else(|| self.relative(token))
            .or_else(|| self.beside(token, governor))
            .or_else(|| self.opening(token))
    }

    /// A time in the relative clause that tells how the event goes: "a crash that took place on Friday".
    fn relative(&self, token: TokenId) -> Option<Date> {
        let clauses = self.tree.among(token, &["acl:relcl"]);
        clauses.filter(|&verb| self.english.happen.contains(self.tree.lemma(verb))).find_map(|verb| self.on(verb))
    }

    /// A time that opens the sentence, where the event is told in its main clause.
    fn opening(&self, token: TokenId) -> Option<Date> {
        let mut at = token;
        while let Some(head) = self.tree.head(at) {
            if self.tree.is(at, &["ccomp", "acl:relcl", "advcl", "parataxis"]) {
                return None;
            }
            at = head;
        }
        let first = self.tree.document.sentences.get(self.tree.document.sentence_of(token))?.tokens.start;
        (first..first + 3).find(|&at| self.is_time(at)).and_then(|at| self.on(at))
    }

    /// A time in the same clause that the tree hangs on another noun: no verb stands between.
    fn beside(&self, token: TokenId, governor: Option<TokenId>) -> Option<Date> {
        let verb = |head: TokenId| self.tree.tagged(head, &["VERB"]) && head != token && Some(head) != governor;
        let dated = |&at: &TokenId| {
            self.dates.contains_key(&at)
                && self.roots.get(&at).is_some_and(|&head| !verb(head) && !self.names.contains_key(&at))
        };
        self.near(token, dated).and_then(|at| self.on(at))
    }

    /// The nearest token that fits in the clause of `token`: after it up to the next verb, else before it up to the one
    /// before.
    fn near(&self, token: TokenId, fits: impl Fn(&TokenId) -> bool) -> Option<TokenId> {
        let sentence = self.tree.document.sentences.get(self.tree.document.sentence_of(token))?.tokens.clone();
        let bound = |at: &TokenId| !self.tree.tagged(*at, &["VERB"]) && self.tree.document.text(*at) != ";";
        let after = (token + 1..sentence.end).take_while(bound).find(&fits);
        after.or_else(|| (sentence.start..token).rev().take_while(bound).find(fits))
    }

    fn on(&self, token: TokenId) -> Option<Date> {
        self.dates.get(&token).and_then(|dates| dates.iter().copied().max_by_key(|&date| precision(date)))
    }

    fn inside_name(&self, token: TokenId) -> Option<Date> {
        let name = self.tree.document.names.get(*self.names.get(&token)?)?;
        name.tokens.clone().find_map(|token| self.on(token))
    }

    /// A time at the first of coordinated verbs, or at the verb that a participle or infinitive goes with, is theirs too.
    fn shared(&self, verb: TokenId) -> Option<Date> {
        let mut at = verb;
        for _ in 0..3 {
            let head = self.tree.head(at)?;
            let own_subject = self.tree.among(at, &["nsubj"]).next().is_some();
            let linked = match self.tree.dep(at) {
                "conj" => true,
                "xcomp" | "advcl" | "acl" => !own_subject && self.tree.document.token(at).xpos != "VB",
                _ => false,
            };
            if !linked || !self.tree.tagged(head, &["VERB"]) {
                return None;
            }
            if let Some(date) = self.on(head) {
                return Some(date);
            }
            at = head;
        }
        None
    }

    /// The nearest place that a locative phrase of the trigger names, else one of its clause.
    pub(super) fn place(&self, token: TokenId, args: &[Arg], governor: Option<TokenId>) -> Option<MentionId> {
        let own = self.located(args).or_else(|| self.qualifier(args));
        own.or_else(|| {
            let verb = governor.or_else(|| self.clause(token))?;
            self.located(&arguments(self.tree, verb, false))
        })
        .or_else(|| {
            // In the same clause, but hung on another noun: "met the president of Turkey in Sochi".
            let said =
                |&at: &TokenId| self.place_at(at).is_some() && NEARBY.contains(&self.tree.preposition(at).as_str());
            self.near(token, said).and_then(|at| self.place_at(at))
        })
    }

    /// The first place among phrases that say where.
    fn located(&self, args: &[Arg]) -> Option<MentionId> {
        let locative = |arg: &&Arg| {
            matches!(arg.part, Part::Oblique | Part::Phrase) && self.english.locative.contains(&arg.preposition)
        };
        args.iter().filter(locative).find_map(|arg| self.place_at(arg.token))
    }

    /// "the Paris attacks".
    fn qualifier(&self, args: &[Arg]) -> Option<MentionId> {
        args.iter().filter(|arg| arg.part == Part::Compound).find_map(|arg| self.place_at(arg.token))
    }

    fn place_at(&self, token: TokenId) -> Option<MentionId> {
        let mention = self.tree.mention(token)?;
        self.tree.kinds(mention).any(|kind| kind == EntityKind::Place).then_some(mention)
    }

    /// The verb of the clause that a participle, infinitive or coordinated verb goes with.
    fn clause(&self, token: TokenId) -> Option<TokenId> {
        let linked = self.tree.is(token, &["conj", "xcomp", "obl", "obj"]) && self.tree.dep(token) != "acl:relcl";
        self.tree.head(token).filter(|&head| linked && self.tree.tagged(head, &["VERB"]))
    }
}

/// The single date that an interval comes to: what its ends share, the month of a week, else the beginning of what began
/// on a day or in a month.
pub(super) fn day_of(value: Interval) -> Option<Date> {
    let start = value.start?;
    let Some(end) = value.end else { return Some(start) };
    let ((year, month, day), (last_year, last_month, last_day)) = (start.parts(), end.parts());
    if year != last_year {
        return Some(start).filter(|date| precision(*date) > 1);
    }
    match (month, day) {
        (Some(month), Some(day)) if Some(month) == last_month && Some(day) == last_day => Date::day(year, month, day),
        (Some(month), day) if Some(month) == last_month || day.is_some() => Date::month(year, month),
        _ => Some(Date::year(year)),
    }
}

/// How exact a date is: 1 for a year to 3 for a day.
pub(super) fn precision(date: Date) -> u8 {
    let (_, month, day) = date.parts();
    1 + u8::from(month.is_some()) + u8::from(day.is_some())
}
