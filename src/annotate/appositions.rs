//! Appositions that names tell apart: in "the director of the Tolstoy Museum, Ann Roe," the person is the director, though
//! a parser, which knows no kinds, may hang her on the museum. And in "met with Minister Ann Roe" it may hang both the
//! minister and Ann Roe on the verb.

use super::{Annotator, Layer};
use crate::model::{Dep, Document, Name, NameKind, TokenId};
use crate::resources::titles::{Titles, Use};
use std::sync::Arc;

/// How many heads up the description may stand.
const STEPS: usize = 4;
/// How many words a description before a name has.
const REACH: TokenId = 5;

/// Hangs people who explain a body or place on the description of a person above it. Linear in the names.
pub struct Appositions {
    titles: Arc<Titles>,
}

impl Appositions {
    /// With the nouns that describe people.
    pub fn new(titles: Arc<Titles>) -> Self {
        Appositions { titles }
    }

    /// The word that a name's head should hang on instead.
    fn better(&self, document: &Document, name: &Name) -> Option<(TokenId, TokenId)> {
        let outside = |&t: &TokenId| document.token(t).head.is_some_and(|head| !name.tokens.contains(&head));
        let person = name.tokens.clone().find(outside).filter(|&t| document.token(t).dep == "appos")?;
        let mark = name.tokens.start.checked_sub(1).is_some_and(|t| document.text(t) == ",");
        let mut at = document.token(person).head?;
        let index = document.names.partition_point(|other| other.tokens.end <= at);
        let other = document.names.get(index).filter(|other| other.tokens.contains(&at))?;
        if !mark || matches!(other.kind, NameKind::Person | NameKind::Norp) {
            return None;
        }
        for _ in 0..STEPS {
            at = document.token(at).head?;
            let token = document.token(at);
            let described = token.upos == "NOUN" && self.titles.get(&token.lemma).is(Use::PERSON);
            if described && at < name.tokens.start {
                return Some((person, at));
            }
            if token.upos == "VERB" {
                return None;
            }
        }
        None
    }

    /// A noun before a name that hangs on the same word by the same relation, with the head of the name: one phrase in two.
    fn twin(&self, document: &Document, index: usize) -> Option<(TokenId, TokenId)> {
        let name = document.names.get(index).filter(|name| name.kind.entity().is_some())?;
        let outside = |&t: &TokenId| document.token(t).head.is_none_or(|head| !name.tokens.contains(&head));
        let head = name.tokens.clone().find(outside)?;
        let this = document.token(head);
        let title = || {
            let before = name.tokens.start.checked_sub(1);
            before.is_some_and(|t| {
                self.titles.get(&document.token(t).lemma.to_lowercase()).is(Use::TITLE.or(Use::PERSON))
            })
        };
        match this.dep.base() {
            "nsubj" | "obj" | "obl" => {}
            // Not so in "the head of government Ann Roe".
            "nmod" if this.dep != "nmod:poss" && title() => {}
            _ => return None,
        }
        let first = document
            .sentences
            .get(document.sentence_of(head))?
            .tokens
            .start
            .max(name.tokens.start.saturating_sub(REACH));
        let named =
            index.checked_sub(1).and_then(|before| document.names.get(before)).map_or(first, |name| name.tokens.end);
        let nominal = |&t: &TokenId| matches!(document.token(t).upos.as_str(), "NOUN" | "PROPN" | "ADJ");
        let twins = |&t: &TokenId| document.token(t).head == this.head && document.token(t).dep == this.dep;
        let noun = (first.max(named)..name.tokens.start).rev().take_while(nominal).find(twins)?;
        // "With daughter Ann Roe" says whose by what is done, so the daughter stays below the verb.
        let kin = self.titles.get(&document.token(noun).lemma).is(Use::KIN);
        (this.head.is_some() && document.token(noun).upos != "ADJ" && !kin).then_some((noun, head))
    }
}

/// Hangs the noun on the head of the name that it describes, and its preposition with it.
fn subject_to(document: &mut Document, noun: TokenId, name: TokenId) {
    for token in noun.saturating_sub(REACH * 2)..noun {
        let token = &mut document.tokens[token as usize];
        if token.head == Some(noun) && token.dep == "case" {
            token.head = Some(name);
        }
    }
    let token = &mut document.tokens[noun as usize];
    (token.head, token.dep) = (Some(name), Dep::new("nmod:desc").unwrap_or_default());
}

impl Annotator for Appositions {
    fn name(&self) -> &'static str {
        "appositions"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Tree, Layer::Names, Layer::Lemmas]
    }

    fn gives(&self) -> &'static [Layer] {
        &[]
    }

    fn annotate(&self, document: &mut Document) {
        let people = document.names.iter().filter(|name| name.kind == NameKind::Person);
        let better: Vec<_> = people.filter_map(|name| self.better(document, name)).collect();
        for (person, head) in better {
            document.tokens[person as usize].head = Some(head);
        }
        for index in 0..document.names.len() {
            if let Some((noun, name)) = self.twin(document, index) {
                subject_to(document, noun, name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Article;
    use crate::pipeline::Pipeline;
    use crate::resources::Resources;

    #[test]
    fn a_noun_and_its_name_are_one_phrase() {
        let pipeline = Pipeline::new(Resources::embedded().unwrap()).unwrap();
        let text = "Bob Poe sat down with Economy Minister Lars Brandt in Rome.";
        let document = pipeline.document(Article { text: text.to_owned(), ..Article::default() });
        let find = |word: &str| (0..document.tokens.len() as u32).find(|&t| document.text(t) == word).unwrap();
        let (with, name) = (document.token(find("with")), find("Lars"));
        assert_eq!((with.head, with.dep.as_str()), (Some(name), "case"));
    }
}
