//! How the text stands to what a word tells: is it so, was it so, is it to be, is it denied, doubted or alleged?
//!
//! Read off the tree, upwards: the words that hang on the predicate ("not", "may", "former"), then what it is the
//! complement, object or subject of ("refused to", "plans to", "the meeting was cancelled"), as far as one clause's truth
//! hangs on the next. Factuality after Saurí and Pustejovsky (2009), reduced to six answers. Without a tree, the
//! words before the predicate in its clause are read the same way. What stands in somebody's statement is attributed, which
//! is no status.

mod words;

use crate::model::{Document, Status, TokenId};
use std::ops::Range;
use words::Words;

/// How many heads up the truth of a predicate may hang.
const DEPTH: usize = 6;
/// How many words before a predicate are read, where there is no tree.
const REACH: usize = 7;

/// Finds the status of predicates.
#[derive(Debug, Clone)]
pub struct Modality {
    words: Words,
}

impl Modality {
    /// The finder of the lists in the text of a `status.toml`.
    ///
    /// # Errors
    /// When the text is not such a file.
    pub fn new(toml: &str) -> Result<Self, toml::de::Error> {
        Ok(Modality { words: toml::from_str(toml)? })
    }

    /// True where a word that hangs on the predicate itself denies it: "not to vote for her".
    pub(crate) fn is_denied(&self, document: &Document, token: TokenId) -> bool {
        let sentence = document.sentences.get(document.sentence_of(token)).map(|s| s.tokens.clone());
        let here = |sentence| Clause { document, words: &self.words, sentence }.here(token);
        sentence.is_some_and(|sentence| here(sentence) == Status::Negated)
    }

    /// The status of what the predicate at `token` tells: a verb, a noun of action or of office, an adjective.
    ///
    /// Cost: O(words of the sentence) for each head climbed, at most six.
    pub fn status_of(&self, document: &Document, token: TokenId) -> Status {
        let sentence =
            document.sentences.get(document.sentence_of(token)).map(|s| s.tokens.clone()).unwrap_or_default();
        if !sentence.contains(&token) {
            return Status::Actual;
        }
        let clause = Clause { document, words: &self.words, sentence };
        let parsed = clause.sentence.clone().any(|t| document.token(t).head.is_some());
        let found = if parsed { clause.climb(token) } else { clause.window(token) };
        if found == Status::Actual && clause.asks(token) { Status::Hypothetical } else { found }
    }
}

/// The sentence of a predicate.
struct Clause<'a> {
    document: &'a Document,
    words: &'a Words,
    sentence: Range<TokenId>,
}

/// Which of two statuses counts: what is denied is so whatever else, what is doubted is not even planned.
fn stronger(one: Status, two: Status) -> Status {
    let rank = |status| match status {
        Status::Actual => 0,
        Status::Former => 1,
        Status::Planned => 2,
        Status::Alleged => 3,
        Status::Hypothetical => 4,
        Status::Negated => 5,
    };
    if rank(two) > rank(one) { two } else { one }
}

impl Clause<'_> {
    fn text(&self, token: TokenId) -> String {
        self.document.text(token).to_lowercase()
    }

    fn lemma(&self, token: TokenId) -> &str {
        &self.document.token(token).lemma
    }

    fn dep(&self, token: TokenId) -> &'static str {
        self.document.token(token).dep.as_str()
    }

    fn children(&self, token: TokenId) -> impl Iterator<Item = TokenId> + '_ {
        self.sentence.clone().filter(move |&child| self.document.token(child).head == Some(token))
    }

    fn is_nominal(&self, token: TokenId) -> bool {
        let upos = self.document.token(token).upos;
        upos == "NOUN" || upos == "PROPN"
    }

    /// The strongest status on the way up from a predicate.
    fn climb(&self, predicate: TokenId) -> Status {
        let mut found = self.here(predicate);
        let mut token = predicate;
        for _ in 0..DEPTH {
            let Some(head) = self.document.token(token).head else { break };
            let Some(above) = self.above(token, head) else { break };
            found = stronger(found, above);
            token = head;
        }
        found
    }

    /// What the words say that hang on a token.
    fn here(&self, token: TokenId) -> Status {
        let lists = &self.words.here;
        let mut found = Status::Actual;
        let mut doubted = false;
        let text = self.text(token);
        if lists.former_prefix.iter().any(|prefix| text.starts_with(prefix.as_str())) {
            found = Status::Former;
        }
        for child in self.children(token) {
            let word = self.text(child);
            let word = word.as_str();
            let marks = match self.dep(child) {
                "advmod" | "aux" | "mark" | "det" | "amod" | "case" | "cc:preconj" | "aux:pass" => true,
                "compound" => child + 1 == token || word == "ex",
                "nsubj" | "nsubj:pass" | "obj" => self.denies(child),
                _ => false,
            };
            if !marks || child > token && self.is_nominal(token) {
                continue;
            }
            let status = self.mark(word, token, child);
            doubted |= status == Status::Hypothetical && lists.doubt.contains(word);
            found = stronger(found, status);
        }
        let infinitive = self.children(token).any(|c| self.document.token(c).xpos == "TO" && self.dep(c) == "mark");
        let be = |c: TokenId| (self.dep(c).starts_with("aux") || self.dep(c) == "cop") && self.lemma(c) == "be";
        let bound = self.children(token).any(be);
        if infinitive && bound && self.document.token(token).head.is_none() {
            found = stronger(found, Status::Planned);
        }
        if doubted && found == Status::Negated { Status::Hypothetical } else { found }
    }

    /// "nobody", "no charges", "neither Ann nor Bob": a subject or object that denies its clause.
    fn denies(&self, token: TokenId) -> bool {
        let negated = &self.words.here.negated;
        negated.contains(self.text(token).as_str())
            || self
                .children(token)
                .any(|c| matches!(self.dep(c), "det" | "cc:preconj" | "cc") && negated.contains(self.text(c).as_str()))
    }

    /// What one word that hangs on a predicate says of it.
    fn mark(&self, word: &str, token: TokenId, child: TokenId) -> Status {
        let lists = &self.words.here;
        let nominal = self.is_nominal(token);
        if matches!(self.dep(child), "nsubj" | "nsubj:pass" | "obj") {
            return Status::Negated;
        }
        if lists.would.contains(word) {
            return if self.is_conditional(token) { Status::Hypothetical } else { Status::Planned };
        }
        if self.dep(child) == "det" && !nominal {
            return Status::Actual;
        }
        if lists.negated.contains(word) {
            // "Not only did she come".
            let next = Some(child + 1).filter(|next| self.sentence.contains(next)).map(|next| self.text(next));
            let only = next.is_some_and(|next| lists.only.contains(next.as_str()));
            if only { Status::Actual } else { Status::Negated }
        } else if lists.hypothetical.contains(word) {
            // "She met whoever she could": an auxiliary or conjunction, or an adjective of a noun.
            Status::Hypothetical
        } else if lists.alleged.contains(word) {
            Status::Alleged
        } else if lists.planned.contains(word) && (nominal || matches!(self.dep(child), "aux" | "case")) {
            Status::Planned
        } else if lists.former.contains(word) && nominal {
            Status::Former
        } else {
            Status::Actual
        }
    }

    /// "would" that hangs on an "if", or on nothing that was said: not the future of the past.
    fn is_conditional(&self, token: TokenId) -> bool {
        let iffy = |clause: TokenId| {
            self.dep(clause) == "advcl"
                && self.children(clause).any(|c| self.words.here.doubt.contains(self.text(c).as_str()))
        };
        let perfect = self.children(token).any(|c| self.dep(c) == "aux" && self.lemma(c) == "have");
        perfect || self.children(token).any(iffy)
    }

    /// What the head says of what hangs below it; `None` where the truth of the one does not hang on the other.
    fn above(&self, token: TokenId, head: TokenId) -> Option<Status> {
        match self.dep(token) {
            "xcomp" => Some(stronger(self.complement(token, head), self.here(head))),
            "ccomp" | "csubj" => Some(self.complement(token, head)),
            "acl" => {
                let marked = self.children(token).any(|c| self.dep(c) == "mark");
                Some(self.complement(token, head)).filter(|found| marked || *found != Status::Actual)
            }
            // "Allegations that he lied": a parser may take "that" for a relative pronoun.
            "acl:relcl"
                if self.children(token).any(|c| self.text(c) == "that" && !self.dep(c).starts_with("nsubj")) =>
            {
                Some(self.complement(token, head)).filter(|found| *found == Status::Alleged)
            }
            "advcl" => Some(self.adverbial(token, head)),
            "conj" => Some(if self.stands_alone(token) { Status::Actual } else { self.here(head) })
                .filter(|s| *s != Status::Actual),
            "obj" | "nsubj" | "nsubj:pass" | "obl" | "nmod" if self.is_nominal(token) => self.governed(token, head),
            "cop" | "aux" | "aux:pass" | "fixed" | "flat" | "compound" | "nmod:desc" | "appos" => Some(Status::Actual),
            _ => None,
        }
    }

    /// What a verb, adjective or noun says of the clause that completes it.
    fn complement(&self, token: TokenId, head: TokenId) -> Status {
        let lists = &self.words.above;
        let lemma = self.lemma(head).to_lowercase();
        let lemma = lemma.as_str();
        let infinitive = self
            .children(token)
            .any(|c| self.document.token(c).xpos == "TO" || self.dep(c) == "mark" && self.text(c) == "to");
        let planning =
            lists.planned.contains(lemma) || lemma == "go" && self.document.token(head).xpos == "VBG" && infinitive;
        if lists.negated.contains(lemma) {
            Status::Negated
        } else if lists.alleged.contains(lemma) || infinitive && lists.raised.contains(lemma) {
            Status::Alleged
        } else if lemma == "use" && infinitive {
            Status::Former
        } else if lists.hypothetical.contains(lemma) && !planning {
            Status::Hypothetical
        } else if planning || infinitive && !lists.transparent.contains(lemma) {
            Status::Planned
        } else {
            Status::Actual
        }
    }

    /// A clause beside the main one: "accused of stealing", "without meeting", "to meet".
    fn adverbial(&self, token: TokenId, head: TokenId) -> Status {
        let mark = self.children(token).find(|&c| matches!(self.dep(c), "mark" | "case")).map(|c| self.text(c));
        let lemma = self.lemma(head);
        match mark.as_deref() {
            Some("of" | "for" | "with" | "from" | "to") => self.complement(token, head),
            Some("against") if self.words.above.against.contains(lemma) => Status::Negated,
            None if self.words.above.with.contains_key(lemma) => self.complement(token, head),
            _ => Status::Actual,
        }
    }

    /// True for a coordinated predicate with a subject or an auxiliary of its own.
    fn stands_alone(&self, token: TokenId) -> bool {
        self.document.token(token).xpos != "VB" && self.document.token(token).xpos != "_" && !self.is_nominal(token)
            || self.children(token).any(|c| matches!(self.document.token(c).dep.base(), "nsubj" | "aux" | "cop"))
    }

    /// What a verb or noun says of the noun that it governs.
    fn governed(&self, token: TokenId, head: TokenId) -> Option<Status> {
        let lists = &self.words.above;
        let lemma = self.lemma(head).to_lowercase();
        let lemma = lemma.as_str();
        let case = self.children(token).find(|&c| self.dep(c) == "case").map_or(String::new(), |c| self.text(c));
        let subject = self.dep(token) == "nsubj";
        let passive = self.dep(token) == "nsubj:pass";
        let particle =
            self.children(head).find(|&c| self.dep(c) == "compound:prt").map_or(String::new(), |c| self.text(c));
        let fits = lists
            .with
            .get(lemma)
            .is_none_or(|with| with.iter().any(|w| *w == case || !particle.is_empty() && *w == particle));
        let listed = !subject && fits && (case.is_empty() || lists.with.contains_key(lemma));
        let own = if !listed {
            Status::Actual
        } else if lists.undone.contains(lemma) && (lemma != "call" || particle == "off") {
            Status::Negated
        } else if lists.planned.contains(lemma) {
            Status::Planned
        } else if lists.hypothetical.contains(lemma) {
            Status::Hypothetical
        } else if lists.alleged.contains(lemma) {
            Status::Alleged
        } else {
            Status::Actual
        };
        if self.dep(token) == "nmod" {
            return Some(own).filter(|s| *s != Status::Actual);
        }
        let carried = self.here(head);
        let hands_on =
            (lists.carriers.contains(lemma) && (case.is_empty() || subject || passive)) || carried == Status::Planned;
        Some(stronger(own, if hands_on { carried } else { Status::Actual }))
    }

    /// True for a question, which asserts nothing.
    fn asks(&self, token: TokenId) -> bool {
        let clause_end = (token..self.sentence.end).find(|&t| matches!(self.document.text(t), "?" | "." | "!" | ";"));
        clause_end.is_some_and(|end| self.document.text(end) == "?")
    }

    /// Without a tree: the words before the predicate up to the next mark.
    fn window(&self, token: TokenId) -> Status {
        let (here, above) = (&self.words.here, &self.words.above);
        let first = token.saturating_sub(REACH as TokenId).max(self.sentence.start);
        let mut found = Status::Actual;
        let mut doubted = false;
        for before in (first..token).rev() {
            let word = self.text(before);
            let word = word.as_str();
            let near = token - before <= 3;
            if matches!(
                word,
                "," | ";" | ":" | "." | "that" | "who" | "which" | "and" | "but" | "\"" | "“" | "”" | "said" | "says"
            ) {
                break;
            }
            doubted |= here.doubt.contains(word);
            let stem = stem(word);
            let listed = |set: &rustc_hash::FxHashSet<compact_str::CompactString>| {
                stem.iter().any(|form| set.contains(form.as_str()))
            };
            let status = if here.negated.contains(word) || near && listed(&above.negated) {
                Status::Negated
            } else if here.alleged.contains(word) || near && listed(&above.alleged) {
                Status::Alleged
            } else if here.planned.contains(word) || near && listed(&above.planned) || here.would.contains(word) {
                Status::Planned
            } else if here.hypothetical.contains(word) || near && listed(&above.hypothetical) {
                Status::Hypothetical
            } else if here.former.contains(word) && token - before <= 2 {
                Status::Former
            } else {
                Status::Actual
            };
            found = stronger(found, status);
        }
        if doubted && found == Status::Negated { Status::Hypothetical } else { found }
    }
}

/// The forms that a word may be the inflection of: a rough stand-in for a lemma.
fn stem(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    for (ending, replacement) in
        [("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ies", "y"), ("ing", ""), ("ing", "e")]
    {
        if let Some(bare) = word.strip_suffix(ending).filter(|bare| bare.len() > 2) {
            forms.push(format!("{bare}{replacement}"));
        }
    }
    forms
}

#[cfg(test)]
mod tests;
