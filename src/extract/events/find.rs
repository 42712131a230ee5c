//! Where a document names an event: each trigger word with its people, place, time and status.

use super::setting::Setting;
use super::trigger::{Fill, Happening, Path, Slot, Trigger, Triggers};
use crate::extract::frames::{Arg, Part, Tree, arguments};
use crate::extract::{pattern, status::Modality};
use crate::model::{Date, EntityKind, MentionId, Role, Rule, Status, TokenId};
use std::ops::Range;

/// One naming of an event.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// The index of its type.
    pub(super) kind: usize,
    pub(super) rule: Rule,
    pub(super) token: TokenId,
    pub(super) tokens: Range<TokenId>,
    pub(super) participants: Vec<(MentionId, Role)>,
    pub(super) place: Option<MentionId>,
    pub(super) date: Option<Date>,
    pub(super) status: Status,
    /// The words of its proper name.
    pub(super) name: Option<String>,
    /// True for "the meeting", which points back.
    pub(super) definite: bool,
    /// "second" of "the second debate".
    pub(super) ordinal: Option<String>,
    pub(super) weak: bool,
    /// True where nothing named fills a part that the trigger asks for.
    pub(super) bare: bool,
}

/// What a trigger can reach: its own arguments, and those of the verb that it hangs on.
struct Reach {
    args: Vec<Arg>,
    hold: Vec<TokenId>,
    attend: Vec<TokenId>,
    /// The verb that a noun hangs on, where that verb holds it or tells that it happens.
    governor: Option<TokenId>,
}

/// Finds the namings of events in one document.
pub(super) struct Finder<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) triggers: &'a Triggers,
    pub(super) modality: &'a Modality,
    pub(super) setting: &'a Setting<'a>,
}

impl Finder<'_> {
    /// The event that a token names; the trigger with most participants wins, then the first.
    pub(super) fn at(&self, token: TokenId) -> Option<Candidate> {
        let tree = self.tree;
        let noun = tree.tagged(token, &["NOUN", "PROPN"]);
        if !(noun || tree.tagged(token, &["VERB", "ADJ"])) || tree.name(token).is_some() || self.setting.is_time(token)
        {
            return None;
        }
        if noun && tree.is(token, &["compound", "flat", "nmod:desc"]) && self.setting.name_of(token).is_none() {
            return None;
        }
        let hits = self.hits(token, noun);
        if hits.is_empty() {
            return None;
        }
        let reach = reach(tree, token, noun, &self.triggers.happening);
        let mut best: Option<Candidate> = None;
        for (index, length) in hits {
            let trigger = &self.triggers.rules[index];
            let Some(found) = self.candidate(trigger, token, length, &reach) else { continue };
            let worth = |candidate: &Candidate| (!candidate.bare, candidate.participants.len());
            if best.as_ref().is_none_or(|best| worth(&found) > worth(best)) {
                best = Some(found);
            }
        }
        best
    }

    /// The triggers that stand at a token, with their length in words; only the longest phrases count.
    fn hits(&self, token: TokenId, noun: bool) -> Vec<(usize, usize)> {
        let index = &self.triggers.index[usize::from(noun)];
        let lemma = self.tree.lemma(token).to_lowercase();
        let text = self.tree.document.text(token).to_lowercase();
        let mut hits: Vec<(usize, usize)> = Vec::new();
        for word in [Some(&lemma), (text != lemma).then_some(&text)].into_iter().flatten() {
            for &(trigger, which) in index.get(word).map(Vec::as_slice).unwrap_or_default() {
                let phrase = &self.triggers.rules[trigger].phrases[which];
                if pattern::reads(self.tree, phrase, token, noun) {
                    hits.push((trigger, phrase.words.len()));
                }
            }
        }
        let longest = hits.iter().map(|&(_, length)| length).max().unwrap_or(0);
        hits.retain(|&(_, length)| length == longest);
        hits.sort_unstable();
        hits.dedup();
        hits
    }

    fn candidate(&self, trigger: &Trigger, token: TokenId, length: usize, reach: &Reach) -> Option<Candidate> {
        let tree = self.tree;
        let near = |words: &[String]| words.iter().any(|word| depends(tree, token, word));
        if !trigger.with.is_empty() && !near(&trigger.with) || near(&trigger.unless) {
            return None;
        }
        let mut participants: Vec<(MentionId, Role)> = Vec::new();
        let mut place = None;
        let mut bare = false;
        for slot in &trigger.slots {
            let tokens = leading(tree, slot, reach);
            match &slot.fill {
                Fill::Reads(words) if !tokens.iter().any(|&t| words.iter().any(|word| tree.reads(t, word))) => {
                    return None;
                }
                Fill::Lacks(words) if tokens.iter().any(|&t| words.iter().any(|word| tree.reads(t, word))) => {
                    return None;
                }
                Fill::Any if tokens.is_empty() => return None,
                Fill::None if !tokens.is_empty() => return None,
                Fill::Reads(_) | Fill::Lacks(_) | Fill::Any | Fill::None => {}
                Fill::Place => {
                    place = place.or(self.bound(slot, &tokens).first().copied());
                    bare |= slot.least > 0 && place.is_none() && !trigger.sure;
                }
                Fill::Role(role) => {
                    let found = self.bound(slot, &tokens);
                    let count: usize = found.iter().map(|&m| tree.document.mention(m).chains.len()).sum();
                    bare |= count < slot.least;
                    for mention in found {
                        if !participants.iter().any(|&(other, _)| same_referent(tree, other, mention)) {
                            participants.push((mention, *role));
                        }
                    }
                }
            }
        }
        if participants.is_empty() && trigger.sure && !bare {
            participants = self.bystanders(trigger, token);
        }
        let status = trigger.status.unwrap_or_else(|| self.modality.status_of(tree.document, token));
        let place = place.or_else(|| self.setting.place(token, &reach.args, reach.governor));
        let date = self.setting.date(token, &reach.args, reach.governor);
        Some(Candidate {
            kind: trigger.kind,
            rule: trigger.rule.clone(),
            token,
            tokens: words_of(tree, token, trigger.noun, length),
            participants,
            place,
            date,
            status,
            name: self.setting.name_of(token),
            definite: trigger.noun && self.points_back(token),
            ordinal: self.ordinal(token),
            weak: trigger.weak,
            bare,
        })
    }

    /// The named things of the right kinds that tokens stand for.
    fn bound(&self, slot: &Slot, tokens: &[TokenId]) -> Vec<MentionId> {
        let mut found: Vec<MentionId> = Vec::new();
        for mention in tokens.iter().flat_map(|&token| self.referents(token)) {
            let fits = self.tree.kinds(mention).any(|kind| slot.kinds.is_empty() || slot.kinds.contains(&kind));
            if fits && !found.iter().any(|&other| same_referent(self.tree, other, mention)) {
                found.push(mention);
            }
        }
        found
    }

    /// True for "the meeting", "that attack".
    fn points_back(&self, token: TokenId) -> bool {
        let definite = &self.triggers.happening.definite;
        let mut determiners = self.tree.among(token, &["det", "nmod:poss"]);
        determiners.any(|d| definite.contains(&self.tree.document.text(d).to_lowercase()))
    }

    /// Which of several events a naming counts to: "second" of "the second debate".
    fn ordinal(&self, token: TokenId) -> Option<String> {
        let words = self.tree.among(token, &["amod"]).map(|word| self.tree.document.text(word).to_lowercase());
        words.into_iter().find(|word| self.triggers.happening.ordinal.contains(word))
    }

    /// The people and bodies named beside a trigger that has no named argument: at most two in its clause, else the one
    /// that a single verb parts from it. Whoever tells of the event does not count.
    fn bystanders(&self, trigger: &Trigger, token: TokenId) -> Vec<(MentionId, Role)> {
        let tree = self.tree;
        let roles = trigger.slots.iter().filter_map(|slot| match slot.fill {
            Fill::Role(role) => Some((role, &slot.kinds)),
            _ => None,
        });
        let roles: Vec<_> = roles.collect();
        let role_of = |kind: EntityKind| {
            let plain = matches!(kind, EntityKind::Person | EntityKind::Organization);
            roles.iter().find(|(_, kinds)| kinds.contains(&kind) || kinds.is_empty() && plain).map(|(role, _)| *role)
        };
        let Some(sentence) = tree.document.sentences.get(tree.document.sentence_of(token)) else { return Vec::new() };
        let mut near: Vec<(usize, TokenId, MentionId, Role)> = Vec::new();
        for at in sentence.tokens.clone().filter(|&at| at != token && !self.tells(at)) {
            let Some(mention) = tree.mention(at).filter(|&m| tree.document.mention(m).head == at) else { continue };
            let Some(role) = tree.kinds(mention).find_map(role_of) else { continue };
            let (low, high) = (at.min(token), at.max(token));
            let verbs = (low + 1..high).filter(|&t| tree.tagged(t, &["VERB"])).count();
            if verbs < 2 && !near.iter().any(|&(_, _, other, _)| same_referent(tree, other, mention)) {
                near.push((verbs, high - low, mention, role));
            }
        }
        near.sort_unstable();
        let most = if near.first().is_some_and(|&(verbs, ..)| verbs == 0) { 2 } else { 1 };
        let parted = near.first().map_or(0, |&(verbs, ..)| verbs);
        near.into_iter().take(most).filter(|&(verbs, ..)| verbs == parted).map(|(_, _, m, role)| (m, role)).collect()
    }

    /// True for whoever tells of the event: "Reuters reported that", "according to Reuters".
    fn tells(&self, token: TokenId) -> bool {
        let tree = self.tree;
        let mut at = token;
        while tree.is(at, &["appos", "flat", "compound", "nmod:desc", "conj"]) {
            let Some(head) = tree.head(at) else { break };
            at = head;
        }
        if tree.preposition(at).starts_with("according")
            || tree.children(at).iter().any(|&c| tree.reads(c, "according"))
        {
            return true;
        }
        let subject = tree.is(at, &["nsubj", "obl:agent"]);
        subject && tree.head(at).is_some_and(|verb| self.triggers.happening.tellers.contains(tree.lemma(verb)))
    }

    /// What a token stands for: its mention; the name that it is a title or description of ("President of Turkey Recep
    /// Tayyip Erdogan"); for members of a body that are not named, the body ("police in Multan", "Labour officials").
    fn referents(&self, token: TokenId) -> Vec<MentionId> {
        let tree = self.tree;
        if let Some(mention) = tree.mention(token) {
            return vec![mention];
        }
        if !tree.tagged(token, &["NOUN", "PROPN"]) {
            return Vec::new();
        }
        let args = arguments(tree, token, true);
        let part =
            |part: Part| args.iter().filter(move |arg| arg.part == part).filter_map(|arg| tree.mention(arg.token));
        let named: Vec<MentionId> = part(Part::Self_).collect();
        if !named.is_empty() || !self.triggers.happening.members.contains(tree.lemma(token)) {
            return named;
        }
        let bodies = part(Part::Compound).chain(part(Part::Possessor));
        let from = args
            .iter()
            .filter(|arg| arg.part == Part::Phrase && (arg.preposition == "of" || arg.preposition == "from"));
        bodies.chain(from.filter_map(|arg| tree.mention(arg.token))).take(1).collect()
    }
}

/// True where two mentions stand for the same things.
pub(super) fn same_referent(tree: &Tree, one: MentionId, two: MentionId) -> bool {
    one == two || tree.document.mention(one).chains == tree.document.mention(two).chains
}

/// The tokens of a trigger: the head with what reads on after a verb, or stands before a noun.
fn words_of(tree: &Tree, token: TokenId, noun: bool, length: usize) -> Range<TokenId> {
    let more = length.saturating_sub(1) as TokenId;
    let sentence = &tree.document.sentences[tree.document.sentence_of(token)].tokens;
    if noun {
        return token.saturating_sub(more).max(sentence.start)..token + 1;
    }
    let particle = tree.among(token, &["compound:prt"]).find(|&p| p == token + 1);
    let end = if more > 0 { particle.map_or(token + 1, |p| p + 1) } else { token + 1 };
    token..end.min(sentence.end)
}

/// True where a word hangs on the trigger or stands right before it.
fn depends(tree: &Tree, token: TokenId, word: &str) -> bool {
    tree.children(token).iter().any(|&child| tree.reads(child, word))
        || token.checked_sub(1).is_some_and(|before| tree.reads(before, word))
        || tree.head(token).is_some_and(|head| tree.dep(token) == "compound" && tree.reads(head, word))
}

fn leading(tree: &Tree, slot: &Slot, reach: &Reach) -> Vec<TokenId> {
    slot.paths
        .iter()
        .flat_map(|path| match path {
            Path::Frame(steps) => pattern::follow(tree, steps, &reach.args),
            Path::Hold => reach.hold.clone(),
            Path::Attend => reach.attend.clone(),
        })
        .collect()
}

/// What a trigger can reach.
fn reach(tree: &Tree, token: TokenId, noun: bool, english: &Happening) -> Reach {
    let args = arguments(tree, token, noun);
    let mut reach = Reach { args, hold: Vec::new(), attend: Vec::new(), governor: None };
    if noun {
        govern(tree, token, english, &mut reach);
    }
    reach
}

/// Adds what the verb that a noun hangs on contributes.
fn govern(tree: &Tree, noun: TokenId, english: &Happening, reach: &mut Reach) {
    let mut at = noun;
    while tree.dep(at) == "conj" {
        let Some(head) = tree.head(at) else { break };
        at = head;
    }
    let Some(verb) = tree.head(at).filter(|&verb| tree.tagged(verb, &["VERB", "AUX"])) else { return };
    let lemma = tree.lemma(verb);
    let preposition = tree.preposition(at);
    let args = arguments(tree, verb, false);
    let subjects = || args.iter().filter(|arg| arg.part == Part::Subject && arg.token != at).map(|arg| arg.token);
    let everybody = || {
        args.iter()
            .filter(|arg| matches!(arg.part, Part::Subject | Part::Object) && arg.token != at)
            .map(|arg| arg.token)
    };
    let near = match tree.dep(at) {
        "obj" | "nsubj:pass" => {
            if english.hold.contains(lemma) {
                reach.hold.extend(subjects());
            }
            if english.attend.contains(lemma) {
                reach.attend.extend(subjects());
            }
            english.hold.contains(lemma)
        }
        "nsubj" => english.happen.contains(lemma),
        "obl" => {
            if english.attend_at.contains(&preposition) {
                reach.attend.extend(everybody());
            } else if english.go.contains(lemma) && english.go_to.contains(&preposition) {
                reach.attend.extend(subjects());
            }
            false
        }
        _ => false,
    };
    if near {
        reach.args.extend(args.iter().filter(|arg| arg.part == Part::Oblique && arg.token != at).map(|arg| Arg {
            part: Part::Phrase,
            preposition: arg.preposition.clone(),
            token: arg.token,
        }));
    }
    reach.governor = Some(verb);
}
