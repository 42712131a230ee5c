//! Pronouns and descriptions from left to right: each looks back for what it can stand for, the nearest and most
//! salient first.

use super::Scene;
use super::cluster::Clusters;
use super::salience::{Pair, Salience};
use super::several;
use crate::annotate::mentions::{Article, Candidate};
use crate::model::{EntityKind, MentionKind};
use crate::resources::pronouns::Case;
use crate::resources::titles::Use;

/// Sentences that a pronoun looks back.
const NEAR: usize = 4;

/// Candidates that are looked at for one.
const LOOKS: usize = 60;

/// Joins pronouns and descriptions to what they stand for.
pub(super) fn join(scene: Scene<'_>, salience: &Salience, clusters: &mut Clusters) {
    let search = Search { scene, salience, quoted: quoted(scene) };
    for i in 0..scene.candidates.len() {
        let candidate = &scene.candidates[i];
        // What grammar has joined to it behind it, "he is the chairman", does not say yet whom it stands for.
        let set = clusters.get(i);
        let first = !set.named && set.members.iter().all(|&member| member >= i);
        let found = match (candidate.kind, candidate.pronoun) {
            // Whom a relative clause is about, grammar says, or nobody.
            (MentionKind::Pronoun, Some(pronoun)) if !pronoun.speaker && first && pronoun.case != Case::Relative => {
                search.pronoun(clusters, i, pronoun.case)
            }
            (MentionKind::Nominal, _) if first && !search.holds_name(i) => search.nominal(clusters, i),
            _ => None,
        };
        match found {
            Some(found) => clusters.join(found, i),
            None if clusters.get(i).members.len() == 1 => clusters.several[i] = several::referents(scene, clusters, i),
            None => {}
        }
    }
}

struct Search<'a> {
    scene: Scene<'a>,
    salience: &'a Salience,
    /// For each candidate the quote that it stands in, from 1; 0 outside.
    quoted: Vec<u32>,
}

fn quoted(scene: Scene<'_>) -> Vec<u32> {
    let mut quotes = (1u32..).zip(&scene.document.quotes).filter(|(_, quote)| quote.speech).peekable();
    let inside = |c: &Candidate| {
        while quotes.next_if(|(_, quote)| quote.tokens.end <= c.tokens.start).is_some() {}
        quotes.peek().filter(|(_, quote)| quote.tokens.start <= c.tokens.start).map_or(0, |&(n, _)| n)
    };
    scene.candidates.iter().map(inside).collect()
}

impl Search<'_> {
    fn pronoun(&self, clusters: &Clusters, i: usize, case: Case) -> Option<usize> {
        let this = &self.scene.candidates[i];
        let mut best: Option<(i32, usize)> = None;
        let mut nearer: Vec<usize> = Vec::new();
        for j in (i.saturating_sub(LOOKS)..i).rev() {
            let other = &self.scene.candidates[j];
            if this.sentence - other.sentence > NEAR {
                break;
            }
            if !self.can_be(clusters, i, j, case) {
                continue;
            }
            let root = clusters.root(j);
            let rank = nearer.iter().position(|&near| near == root).unwrap_or(nearer.len());
            if rank == nearer.len() {
                nearer.push(root);
            }
            let quotes = (self.quoted[i], self.quoted[j]);
            let score = self.salience.score(&Pair { scene: self.scene, clusters, this, other: j, quotes, rank });
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, j));
            }
        }
        let least = self.salience.least(this.pronoun?);
        best.filter(|&(score, _)| score > least).map(|(_, j)| j)
    }

    fn can_be(&self, clusters: &Clusters, i: usize, j: usize, case: Case) -> bool {
        let (this, other) = (&self.scene.candidates[i], &self.scene.candidates[j]);
        let set = clusters.get(j);
        let person = set.kinds.has(EntityKind::Person);
        let plural =
            this.plural == (set.plural || other.plural) || (this.plural && set.kinds.has(EntityKind::Organization));
        let speaker = other.pronoun.is_some_and(|p| p.speaker);
        plural
            && !speaker
            && !(this.plural && person && !set.plural)
            && clusters.agree(i, j)
            && other.tokens.end <= this.tokens.start
            && !self.is_spoken_of(clusters, i, j)
            && self.binds(clusters, i, j, case)
    }

    /// True where a quotation beside the pronoun names the other: in "I voted for Trump," he said, Trump is not he.
    fn is_spoken_of(&self, clusters: &Clusters, i: usize, j: usize) -> bool {
        let spoken = |&m: &usize| {
            let member = &self.scene.candidates[m];
            let beside = member.sentence == self.scene.candidates[i].sentence && self.quoted[m] > 0;
            beside && member.kind == MentionKind::Name
        };
        self.quoted[i] == 0 && clusters.get(j).members.iter().any(spoken)
    }

    /// Principles A and B: a reflexive has its antecedent in its clause, another pronoun has it not, by whatever name: in
    /// "Trump called on her", she is not the Trump of the sentence before either.
    fn binds(&self, clusters: &Clusters, i: usize, j: usize, case: Case) -> bool {
        let this = &self.scene.candidates[i];
        let token = |c: &Candidate| self.scene.document.token(c.head);
        let sister = |&member: &usize| {
            let other = &self.scene.candidates[member];
            // "According to Roe, he won": by another name, only who does it or whom it is done to is another.
            let core = member == j || matches!(token(other).dep.base(), "nsubj" | "obj" | "iobj");
            let beside = token(this).head.is_some() && token(this).head == token(other).head;
            core && member < i && other.sentence == this.sentence && beside
        };
        match case {
            Case::Reflexive => self.scene.candidates[j].sentence == this.sentence,
            Case::Possessive => true,
            _ => !clusters.get(j).members.iter().any(sister),
        }
    }

    /// What a definite description stands for: what was called so before; else the one thing of its kind nearby, or of the
    /// people nearby the one of whom the text speaks most.
    fn nominal(&self, clusters: &Clusters, i: usize) -> Option<usize> {
        let this = &self.scene.candidates[i];
        if this.article != Article::Definite || this.plural {
            return None;
        }
        let noun = this.noun.as_deref()?;
        let called = |&j: &usize| {
            let other = &self.scene.candidates[j];
            let same = other.noun.as_deref() == Some(noun) || other.titles.iter().any(|title| title == noun);
            (same || self.is_named(other, noun)) && !other.plural && clusters.agree(i, j)
        };
        let before = (i.saturating_sub(LOOKS * 2)..i).rev().find(called);
        before.or_else(|| match this.kinds.has(EntityKind::Person) {
            true => self.star(clusters, i, noun),
            false if self.is_qualified(i) => None,
            false => self.only_one(clusters, i),
        })
    }

    /// "The rapper": of the people named in the last sentences the one with most mentions, if he has as many as the others
    /// together.
    fn star(&self, clusters: &Clusters, i: usize, noun: &str) -> Option<usize> {
        let this = &self.scene.candidates[i];
        if !self.scene.known.titles.get(noun).is(Use::STAR) {
            return None;
        }
        let near = |j: &usize| this.sentence - self.scene.candidates[*j].sentence <= NEAR;
        let person = |&j: &usize| {
            let other = &self.scene.candidates[j];
            other.kind == MentionKind::Name && other.kinds == this.kinds && clusters.agree(i, j)
        };
        let mut people: Vec<usize> = (0..i).rev().take_while(near).filter(person).take(LOOKS).collect();
        people.sort_by_key(|&j| clusters.root(j));
        people.dedup_by_key(|j| clusters.root(*j));
        let size = |j: usize| clusters.get(j).members.iter().filter(|&&member| member < i).count();
        let all: usize = people.iter().map(|&j| size(j)).sum();
        people.into_iter().find(|&j| 2 * size(j) >= all && size(j) > 1)
    }

    /// True for "the Kaufland chain", which says itself what it is and is nothing else that was named before.
    fn holds_name(&self, i: usize) -> bool {
        let this = &self.scene.candidates[i];
        let near = |other: &&Candidate| other.tokens.start < this.head;
        self.scene.candidates[i + 1..].iter().take_while(near).any(|other| {
            let token = self.scene.document.token(other.head);
            let inside = token.head == Some(this.head) && matches!(token.dep.as_str(), "compound" | "nmod:desc");
            inside && other.kind == MentionKind::Name && !this.kinds.both(other.kinds).is_empty()
        })
    }

    /// True for "the Sudanese military", which says whose it is.
    fn is_qualified(&self, i: usize) -> bool {
        let this = &self.scene.candidates[i];
        (this.tokens.start + 1..this.head).any(|token| self.scene.words.is_capital(token))
    }

    /// True for "the consortium" and the Eurasian Rail Consortium.
    fn is_named(&self, other: &Candidate, noun: &str) -> bool {
        let person = other.kinds.has(EntityKind::Person);
        let last = other.tokens.end.saturating_sub(1);
        other.kind == MentionKind::Name && !person && other.tokens.len() > 1 && self.scene.words.get(last) == noun
    }

    /// The named thing of the description's kind, where the last two sentences name exactly one.
    fn only_one(&self, clusters: &Clusters, i: usize) -> Option<usize> {
        let this = &self.scene.candidates[i];
        let near = |j: &usize| this.sentence - self.scene.candidates[*j].sentence <= 1;
        let fits = |&j: &usize| {
            let other = &self.scene.candidates[j];
            other.kind == MentionKind::Name && other.tokens.end <= this.tokens.start && clusters.agree(i, j)
        };
        let mut found = (0..i).rev().take_while(near).filter(fits);
        let first = found.next()?;
        found.all(|j| clusters.root(j) == clusters.root(first)).then_some(first)
    }
}
