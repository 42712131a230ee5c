//! Pronouns and descriptions from left to right: each looks back for what it can stand for, the nearest and most
//! salient first.

use super::Scene;
use super::cluster::Clusters;
use crate::annotate::mentions::{Article, Candidate};
use crate::model::{EntityKind, MentionKind};
use crate::resources::pronouns::Case;

/// Sentences that a pronoun looks back.
const NEAR: usize = 4;

/// Candidates that are looked at for one.
const LOOKS: usize = 60;

/// Joins pronouns and descriptions to what they stand for.
pub(super) fn join(scene: Scene<'_>, clusters: &mut Clusters) {
    let search = Search { scene, quoted: quoted(scene) };
    for i in 0..scene.candidates.len() {
        let candidate = &scene.candidates[i];
        let found = match (candidate.kind, candidate.pronoun) {
            (MentionKind::Pronoun, Some(pronoun)) if !pronoun.speaker && clusters.get(i).members.len() == 1 => {
                search.pronoun(clusters, i, pronoun.case)
            }
            (MentionKind::Nominal, _) if clusters.get(i).members.len() == 1 => search.nominal(clusters, i),
            _ => None,
        };
        if let Some(found) = found {
            clusters.join(found, i);
        }
    }
}

struct Search<'a> {
    scene: Scene<'a>,
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
        for j in (i.saturating_sub(LOOKS)..i).rev() {
            let other = &self.scene.candidates[j];
            let distance = this.sentence - other.sentence;
            if distance > NEAR {
                break;
            }
            if !self.can_be(clusters, i, j, case) {
                continue;
            }
            let score = self.score(clusters, i, j);
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, j));
            }
        }
        best.filter(|&(score, _)| score > 0).map(|(_, j)| j)
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
            && self.binds(i, j, case)
    }

    /// Principles A and B: a reflexive has its antecedent in its clause, another pronoun has not.
    fn binds(&self, i: usize, j: usize, case: Case) -> bool {
        let (this, other) = (&self.scene.candidates[i], &self.scene.candidates[j]);
        if this.sentence != other.sentence {
            return case != Case::Reflexive;
        }
        let head = |c: &Candidate| self.scene.document.token(c.head).head;
        let sisters = head(this).is_some() && head(this) == head(other);
        case == Case::Possessive || case == Case::Reflexive || !sisters
    }

    fn score(&self, clusters: &Clusters, i: usize, j: usize) -> i32 {
        let (this, other) = (&self.scene.candidates[i], &self.scene.candidates[j]);
        let set = clusters.get(j);
        let distance = (this.sentence - other.sentence) as i32;
        let dep = self.scene.document.token(other.head).dep;
        let mut score = 100 - 25 * distance - (i - j).min(20) as i32;
        score += match dep.base() {
            "nsubj" => 25,
            "obj" | "root" => 8,
            "nmod" | "compound" => -10,
            _ => 0,
        };
        score += match other.kind {
            MentionKind::Name => 12,
            MentionKind::Pronoun => 10,
            MentionKind::Nominal => 0,
        };
        score += 3 * set.members.len().min(6) as i32;
        if set.gender().is_some() && set.gender() == this.gender {
            score += 20;
        }
        if self.quoted[i] != self.quoted[j] {
            score -= if self.quoted[i] == 0 { 25 } else { 10 };
        }
        if this.pronoun.is_some_and(|p| p.thing) && !set.named {
            score += 10;
        }
        score
    }

    fn nominal(&self, clusters: &Clusters, i: usize) -> Option<usize> {
        let this = &self.scene.candidates[i];
        if this.article != Article::Definite || this.plural {
            return None;
        }
        let noun = this.noun.as_deref()?;
        let mut seen = 0;
        for j in (0..i).rev() {
            seen += 1;
            if seen > LOOKS * 2 {
                break;
            }
            let other = &self.scene.candidates[j];
            let described = other.noun.as_deref() == Some(noun) || other.titles.iter().any(|title| title == noun);
            if described && !other.plural && clusters.agree(i, j) {
                return Some(j);
            }
        }
        None
    }
}
