//! Names: what the network found, mended by lists and by what the whole document shows; without a network, by shape.

mod agree;
mod beside;
mod bodies;
mod bounds;
mod dateline;
mod initials;
mod kind;
mod shape;
mod titled;
mod unmarked;
mod words;

pub(crate) use words::{Shape, Words};

use super::{Annotator, Layer};
use crate::model::{Document, Name, NameKind};
use crate::resources::gazetteers::Gazetteers;
use crate::resources::titles::Titles;
use crate::resources::{DataError, Resources};
use std::sync::Arc;

/// What is known about names.
#[derive(Debug, Clone)]
pub struct Known {
    /// Lists of names.
    pub lists: Arc<Gazetteers>,
    /// Titles and describing nouns.
    pub titles: Arc<Titles>,
}

impl Known {
    /// Reads the lists.
    ///
    /// # Errors
    /// When a file has another form.
    pub fn load(resources: &Resources) -> Result<Self, DataError> {
        Ok(Known { lists: Arc::new(Gazetteers::load(resources)?), titles: Arc::new(Titles::load(resources)?) })
    }
}

/// Finds or mends the names of a document. Linear in its tokens.
pub struct Names {
    known: Known,
}

impl Names {
    /// With the lists of a language.
    pub fn new(known: Known) -> Self {
        Names { known }
    }
}

impl Annotator for Names {
    fn name(&self) -> &'static str {
        "names"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Tokens, Layer::Sentences, Layer::Quotes]
    }

    fn gives(&self) -> &'static [Layer] {
        &[Layer::Names]
    }

    fn annotate(&self, document: &mut Document) {
        let words = Words::new(document);
        let found =
            if document.names.is_empty() { shape::find(document, &words, &self.known) } else { document.names.clone() };
        let mut mended = bounds::mend(document, &words, &self.known, found);
        beside::tell(document, &words, &self.known, &mut mended);
        dateline::tell(document, &words, &mut mended);
        bodies::add(document, &words, &self.known, &mut mended);
        initials::tell(document, &words, &self.known, &mut mended);
        let mut names = agree::agree(document, &words, &self.known, mended);
        unmarked::add(document, &words, &self.known, &mut names);
        titled::add(document, &words, &self.known, &mut names);
        names.retain(|name| name.kind == NameKind::Work || is_written_as_name(document.words(&name.tokens)));
        document.names = ordered(names);
    }
}

/// False for words all in lower case: "frank" is no Frank. Scripts without case, and handles, are names as they stand.
fn is_written_as_name(words: &str) -> bool {
    let has_case = words.chars().any(char::is_lowercase);
    !has_case || words.contains(|c: char| c.is_uppercase() || c == '@')
}

/// Names in order; of overlapping ones the longer, then the earlier is kept.
fn ordered(mut names: Vec<Name>) -> Vec<Name> {
    names.retain(|name| name.tokens.start < name.tokens.end);
    names.sort_by_key(|name| (name.tokens.start, std::cmp::Reverse(name.tokens.end)));
    let mut kept: Vec<Name> = Vec::with_capacity(names.len());
    for name in names {
        match kept.last_mut() {
            Some(last) if name.tokens.start < last.tokens.end => {
                if name.tokens.len() > last.tokens.len() {
                    *last = name;
                }
            }
            _ => kept.push(name),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use crate::model::{Article, NameKind};
    use crate::pipeline::Pipeline;
    use crate::resources::Resources;

    /// The words of all names of a kind in a text, as the whole program finds them.
    pub(super) fn named(text: &str, kind: NameKind) -> Vec<String> {
        let pipeline = Pipeline::new(Resources::embedded().unwrap()).unwrap();
        let document = pipeline.document(Article { text: text.to_owned(), ..Article::default() });
        let names = document.names.iter().filter(|name| name.kind == kind);
        names.map(|name| document.words(&name.tokens).to_owned()).collect()
    }
}
