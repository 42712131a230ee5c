//! How likely a mention is what a pronoun stands for: a sum of weights of what is true of the two.
//!
//! The weights are fitted on GAP (Webster et al. 2018) as a log-linear ranking of the candidates of each pronoun.

use super::Scene;
use super::cluster::Clusters;
use crate::annotate::mentions::Candidate;
use crate::model::{Field, MentionKind, TokenId};
use crate::resources::pronouns::{Case, Pronoun};
use crate::resources::{DataError, Resources};
use std::collections::BTreeMap;

/// What can be true of a pronoun and a mention before it, as `salience.toml` names it.
const FEATURES: [&str; 37] = [
    "sentence-0",
    "sentence-1",
    "sentence-2",
    "sentence-3",
    "rank-0",
    "rank-1",
    "rank-2",
    "rank-3",
    "rank-4",
    "nsubj",
    "obj",
    "obl",
    "nmod",
    "poss",
    "appos",
    "conj",
    "compound",
    "root",
    "other",
    "parallel",
    "name",
    "pronoun",
    "nominal",
    "size-1",
    "size-2",
    "size-3",
    "size-4",
    "gender",
    "quote-before",
    "quote-behind",
    "quote-same",
    "first",
    "same-clause",
    "above",
    "title",
    "poss-nsubj",
    "nsubj-nsubj",
];

/// The weights of [`FEATURES`], in hundredths, and how much is enough.
#[derive(Debug)]
pub(super) struct Salience {
    weights: [i32; FEATURES.len()],
    /// The sum above which "he", "she", "who" stand for a mention.
    least_person: i32,
    /// The sum above which "it" and "they" do.
    least_thing: i32,
}

impl Salience {
    /// Reads `salience.toml`; what it does not name weighs nothing.
    ///
    /// # Errors
    /// When it has another form or names what there is not.
    pub(super) fn load(resources: &Resources) -> Result<Self, DataError> {
        let file: BTreeMap<String, i32> = resources.parse("salience.toml")?;
        let mut salience = Salience { weights: [0; FEATURES.len()], least_person: 0, least_thing: 0 };
        for (name, weight) in file {
            match name.as_str() {
                "least-person" => salience.least_person = weight,
                "least-thing" => salience.least_thing = weight,
                _ => salience.weights[Self::feature(&name)?] = weight,
            }
        }
        Ok(salience)
    }

    fn feature(name: &str) -> Result<usize, DataError> {
        let at = FEATURES.iter().position(|&feature| feature == name);
        at.ok_or_else(|| DataError::whole("salience.toml", format!("unknown feature {name:?}")))
    }

    /// The sum above which a pronoun stands for the best of its candidates, else for nobody.
    pub(super) fn least(&self, pronoun: Pronoun) -> i32 {
        if pronoun.thing || pronoun.plural { self.least_thing } else { self.least_person }
    }

    /// The sum for a pronoun `i`, a mention `j` and the number of other clusters that stand nearer.
    pub(super) fn score(&self, pair: &Pair<'_>) -> i32 {
        let mut sum = 0;
        pair.features(&mut |name| {
            sum += FEATURES.iter().position(|&feature| feature == name).map_or(0, |at| self.weights[at]);
        });
        sum
    }
}

/// A pronoun with a mention before it.
pub(super) struct Pair<'a> {
    pub(super) scene: Scene<'a>,
    pub(super) clusters: &'a Clusters,
    /// The pronoun.
    pub(super) this: &'a Candidate,
    /// The mention, by its index.
    pub(super) other: usize,
    /// The quotes that the two stand in, 0 for none.
    pub(super) quotes: (u32, u32),
    /// Other clusters that stand nearer.
    pub(super) rank: usize,
}

impl Pair<'_> {
    /// Names all that is true.
    pub(super) fn features(&self, add: &mut dyn FnMut(&'static str)) {
        let (this, other) = (self.this, &self.scene.candidates[self.other]);
        let set = self.clusters.get(self.other);
        add(["sentence-0", "sentence-1", "sentence-2", "sentence-3"][(this.sentence - other.sentence).min(3)]);
        add(["rank-0", "rank-1", "rank-2", "rank-3", "rank-4"][self.rank.min(4)]);
        add(["size-1", "size-2", "size-3", "size-4"][set.members.len().clamp(1, 4) - 1]);
        add(match other.kind {
            MentionKind::Name => "name",
            MentionKind::Pronoun => "pronoun",
            MentionKind::Nominal => "nominal",
        });
        if set.gender().is_some() && set.gender() == this.gender {
            add("gender");
        }
        match self.quotes {
            (0, 0) => {}
            (own, theirs) if own == theirs => add("quote-same"),
            (0, _) => add("quote-before"),
            _ => add("quote-behind"),
        }
        if self.other == 0 || self.scene.candidates[self.other - 1].sentence != other.sentence {
            add("first");
        }
        if self.scene.document.sentences.get(other.sentence).is_some_and(|s| s.field == Field::Title) {
            add("title");
        }
        self.syntax(add);
    }

    fn syntax(&self, add: &mut dyn FnMut(&'static str)) {
        let (this, other) = (self.this, &self.scene.candidates[self.other]);
        let token = |at: TokenId| self.scene.document.token(at);
        let (own, theirs) = (token(this.head).dep, token(other.head).dep);
        let subject = theirs.base() == "nsubj";
        add(match theirs.as_str() {
            "nmod:poss" => "poss",
            _ => match theirs.base() {
                "nsubj" => "nsubj",
                "obj" | "iobj" => "obj",
                "obl" => "obl",
                "nmod" => "nmod",
                "appos" => "appos",
                "conj" => "conj",
                "compound" | "flat" => "compound",
                "root" => "root",
                _ => "other",
            },
        });
        if own.base() == theirs.base() {
            add("parallel");
        }
        let possessive = this.pronoun.is_some_and(|p| p.case == Case::Possessive) || own == "nmod:poss";
        if subject && possessive {
            add("poss-nsubj");
        }
        if subject && own.base() == "nsubj" {
            add("nsubj-nsubj");
        }
        if this.sentence == other.sentence {
            let (ours, verb) = (self.governor(this.head), self.governor(other.head));
            if ours == verb {
                add("same-clause");
            } else if crate::annotate::mentions::nominal::depends(self.scene.document, ours, verb) {
                add("above");
            }
        }
    }

    /// The verb or other predicate that a token hangs below.
    fn governor(&self, token: TokenId) -> TokenId {
        let mut at = token;
        for _ in 0..6 {
            let this = self.scene.document.token(at);
            let Some(head) = this.head else { return at };
            at = head;
            if matches!(self.scene.document.token(at).upos.as_str(), "VERB" | "AUX") {
                return at;
            }
        }
        at
    }
}
