//! Which corpora a model is trained on.

use crate::corpus::{columns, conllu, graphs, marked, marked_examples, name_masks, names};
use crate::example::{Example, WORK};
use anyhow::Result;
use std::collections::BTreeMap;
use std::path::Path;

/// The sentences to learn from: some are seen in every epoch, some in turn.
#[derive(Debug, Default)]
pub(crate) struct Data {
    /// Trees, and the names of those that have any.
    pub(crate) trees: Vec<Example>,
    /// Names marked by people.
    pub(crate) names: Vec<Example>,
    /// Names marked by machines.
    pub(crate) silver: Vec<Example>,
}

/// Reads all training corpora below `shared`.
pub(crate) fn read(shared: &Path) -> Result<Data> {
    let data = shared.join("data");
    let mut trees = conllu(&data.join("ud/ewt/train.conllu"))?;
    let uner: BTreeMap<String, _> = columns(&data.join("ner/uner-ewt.train.iob2"), 1, Some(2))?
        .into_iter()
        .map(|tagged| (tagged.id.clone(), tagged))
        .collect();
    for example in &mut trees {
        if let Some(tagged) = uner.get(&example.id).filter(|tagged| tagged.forms == example.forms) {
            example.names = name_masks(tagged, WORK);
        }
    }
    trees.extend(conllu(&data.join("ud/gum/train.conllu"))?);
    let mut gold = names(&data.join("ner/wikigold.conll"), 0, 1.0)?;
    gold.extend(names(&data.join("ner/crossner-politics.train.txt"), 0, 1.0)?);
    gold.extend(names(&data.join("ner/crossner-politics.dev.txt"), 0, 1.0)?);
    for text in marked(&data.join("ner/news-names.train.jsonl"))? {
        // The very kinds and the very style that the program is for: they count double.
        gold.extend(marked_examples(&text, false).into_iter().map(|example| Example { weight: 2.0, ..example }));
    }
    for text in graphs(&shared.join("eval/train"))? {
        gold.extend(marked_examples(&text, true));
    }
    let silver = names(&data.join("ner/gmb.train.iob2"), WORK, 0.3)?;
    Ok(Data { trees, names: gold, silver })
}
