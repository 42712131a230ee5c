//! Appositions that names tell apart: in "the director of the Tolstoy Museum, Ann Roe," the person is the director, though
//! a parser, which knows no kinds, may hang her on the museum.

use super::{Annotator, Layer};
use crate::model::{Document, Name, NameKind, TokenId};
use crate::resources::titles::{Titles, Use};
use std::sync::Arc;

/// How many heads up the description may stand.
const STEPS: usize = 4;

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
    }
}
