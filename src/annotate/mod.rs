//! Articles to documents: tokens, sentences, tags, trees, names, times, quotes, coreference. Total: no text can make it fail.

pub mod appositions;
pub mod blocks;
pub mod coreference;
pub mod features;
pub mod lemmas;
pub mod mentions;
pub mod names;
pub mod network;
pub mod quotes;
pub mod sentences;
pub mod times;
pub mod tokens;

use crate::model::Document;

/// What an annotator fills in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// [`Document::blocks`](crate::model::Document::blocks).
    Blocks,
    /// [`Document::tokens`](crate::model::Document::tokens), with one sentence for each block.
    Tokens,
    /// [`Document::sentences`](crate::model::Document::sentences).
    Sentences,
    /// Parts of speech of the tokens.
    Tags,
    /// Dictionary forms of the tokens.
    Lemmas,
    /// Heads and relations of the tokens.
    Tree,
    /// [`Document::names`](crate::model::Document::names).
    Names,
    /// [`Document::times`](crate::model::Document::times).
    Times,
    /// [`Document::quotes`](crate::model::Document::quotes).
    Quotes,
    /// [`Document::mentions`](crate::model::Document::mentions) and chains.
    Mentions,
}

/// One step of annotation. Total: it never fails, whatever the text.
pub trait Annotator: Send + Sync {
    /// Its name in listings and measurements.
    fn name(&self) -> &'static str;

    /// The layers that must be there before it runs.
    fn needs(&self) -> &'static [Layer];

    /// The layers that it fills in.
    fn gives(&self) -> &'static [Layer];

    /// Fills in its layers.
    fn annotate(&self, document: &mut Document);
}

/// The first annotator of an order, with the layer that nobody before it gives; `None` for a sound order.
pub fn unmet(order: &[Box<dyn Annotator>]) -> Option<(&'static str, Layer)> {
    let mut given: Vec<Layer> = Vec::new();
    for annotator in order {
        if let Some(&layer) = annotator.needs().iter().find(|layer| !given.contains(layer)) {
            return Some((annotator.name(), layer));
        }
        given.extend(annotator.gives());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::language::Language;

    #[test]
    fn an_order_that_lacks_a_layer_is_found_out() {
        let language = Language::english();
        let order: Vec<Box<dyn Annotator>> =
            vec![Box::new(blocks::Blocks::new(language.clone())), Box::new(sentences::Sentences::new(language))];
        assert_eq!(unmet(&order), Some(("sentences", Layer::Tokens)));
        assert_eq!(unmet(&order[..1]), None);
    }
}
