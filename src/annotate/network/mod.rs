//! One small network for tags, tree and names: a shared encoder and four heads on it.
//!
//! Per word and with context vectors of `d` numbers it costs about `10·d²` multiply-adds, one pass over the text.
//! The tree is scored by the biaffine product of Dozat & Manning (2017).

// What is inlined into the vector code of an instruction set must be inlined whole: only so is it compiled for that set.
#![allow(clippy::inline_always)]

mod asides;
mod encoder;
mod evidence;
mod integer;
mod lanes;
mod matrix;
mod names;
mod tree;
mod vector;
mod weights;

pub use encoder::{EPSILON, add_bias, normalise, recur, relu, window};
pub use matrix::{Left, Packed, multiply};
pub use names::{Found, KINDS, Place, TAGS, tag};
pub use vector::{arch, argmax, dot, exp, sigmoid, softmax};
pub use weights::{ModelError, Table, Weights};

use super::features::{self, Features};
use super::{Annotator, Layer};
use crate::model::{Dep, Document, Name, Sentence, TokenId, Upos, Xpos};
use crate::resources::Resources;
use crate::resources::gazetteers::Gazetteers;
use encoder::Encoder;
use integer::Dense;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// Distances of head and word that have a score of their own: -10..=10, then the root.
pub const DISTANCES: usize = 22;
/// Words that go through the encoder at once.
const BATCH: usize = 128;
/// Longer sentences are read in pieces of this many words.
const LONGEST: usize = 160;

/// The model file of the language data.
pub const MODEL: &str = "models/english.bin";

/// What the network says about one sentence; indices count its words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Analysis {
    /// The universal part of speech of each word.
    pub upos: Vec<Upos>,
    /// The Penn Treebank part of speech of each word.
    pub xpos: Vec<Xpos>,
    /// The head of each word, `None` for the one root.
    pub heads: Vec<Option<usize>>,
    /// The relation of each word to its head.
    pub deps: Vec<Dep>,
    /// The names, in order.
    pub names: Vec<Found>,
}

/// The index of the score of a distance; `head` is `None` for the root.
pub fn distance(word: usize, head: Option<usize>) -> usize {
    head.map_or(DISTANCES - 1, |head| (head + 10).saturating_sub(word).min(20))
}

/// The trained network.
#[derive(Debug, Clone)]
pub struct Network {
    lists: Arc<Gazetteers>,
    encoder: Encoder,
    hidden: Dense,
    tags: Dense,
    names: Dense,
    arcs: Dense,
    root: Vec<f32>,
    distance: Vec<f32>,
    labels: Dense,
    label_root: Vec<f32>,
}

impl Network {
    /// Reads a model file; `lists` are the known names that the network is told of. About 10 ms.
    ///
    /// # Errors
    /// When the bytes are damaged, of another version or trained with other features.
    pub fn load(bytes: &[u8], lists: Arc<Gazetteers>) -> Result<Self, ModelError> {
        Self::new(&Weights::read(bytes)?, lists)
    }

    /// Builds the network of some weights.
    ///
    /// # Errors
    /// When a table is missing or of a wrong size.
    pub fn new(weights: &Weights, lists: Arc<Gazetteers>) -> Result<Self, ModelError> {
        let encoder = Encoder::load(weights)?;
        let arc = weights.table("root", Some(1), None)?;
        let arcs = Dense::load(weights, "arcs", arc.columns, Some(arc.columns))?;
        let label_root = weights.table("label_root", Some(1), None)?.numbers();
        let labels = Dense::load(weights, "labels", label_root.len(), Some(Dep::ALL.len()))?;
        let hidden = Dense::load(weights, "hidden", encoder.width(), None)?;
        let spare = hidden.outputs().checked_sub(2 * arc.columns + 2 * label_root.len());
        let Some(spare) = spare.filter(|spare| *spare > 0 && spare % 2 == 0) else {
            return Err(ModelError::Table("hidden.w".to_owned()));
        };
        Ok(Network {
            lists,
            tags: Dense::load(weights, "tags", spare / 2, Some(Xpos::ALL.len() + Upos::ALL.len()))?,
            names: Dense::load(weights, "names", spare / 2, Some(TAGS))?,
            root: arc.numbers(),
            distance: weights.table("distance", Some(1), Some(DISTANCES))?.numbers(),
            encoder,
            hidden,
            arcs,
            labels,
            label_root,
        })
    }

    /// The embedded English model; `None` if it does not fit this program, which a test rules out.
    pub fn english() -> Option<&'static Network> {
        static NETWORK: OnceLock<Option<Network>> = OnceLock::new();
        let load = || {
            let resources = Resources::embedded().ok()?;
            Network::load(resources.bytes(MODEL)?, Arc::new(Gazetteers::load(&resources).ok()?)).ok()
        };
        NETWORK.get_or_init(load).as_ref()
    }

    /// What the network sees of the words of a sentence.
    pub fn features(&self, forms: &[&str]) -> Vec<Features> {
        features::sentence(&self.lists, forms)
    }

    /// Fills tags, tree and names of all sentences. Linear in the text.
    pub fn annotate(&self, document: &mut Document) {
        let forms = |sentence: &Sentence| -> Vec<&str> {
            let text = document.field(sentence.field);
            let tokens = document.tokens.get(sentence.tokens.start as usize..sentence.tokens.end as usize);
            tokens.unwrap_or_default().iter().map(|token| token.span.of(text)).collect()
        };
        let forms: Vec<Vec<&str>> = document.sentences.iter().map(forms).collect();
        let words: Vec<Vec<Features>> = forms.iter().map(|forms| self.features(forms)).collect();
        let mut analyses = self.read(&words);
        self.read_without_asides(&forms, &mut analyses);
        document.names.clear();
        for (sentence, analysis) in document.sentences.iter().zip(analyses) {
            let first = sentence.tokens.start;
            for (i, token) in document.tokens.iter_mut().skip(first as usize).take(analysis.heads.len()).enumerate() {
                token.upos = analysis.upos[i];
                token.xpos = analysis.xpos[i];
                token.head = analysis.heads[i].map(|head| first + head as TokenId);
                token.dep = analysis.deps[i];
            }
            document.names.extend(analysis.names.into_iter().map(|found| Name {
                tokens: first + found.words.start as TokenId..first + found.words.end as TokenId,
                kind: found.kind,
                score: found.score,
            }));
        }
    }

    /// Reads sentences that hold short forms in brackets anew, for their trees.
    fn read_without_asides(&self, forms: &[Vec<&str>], analyses: &mut [Analysis]) {
        let asides: Vec<Vec<usize>> = forms.iter().map(|forms| asides::find(forms)).collect();
        let with: Vec<usize> = (0..forms.len()).filter(|&at| !asides[at].is_empty()).collect();
        let rests: Vec<Vec<usize>> = with.iter().map(|&at| asides::rest(forms[at].len(), &asides[at])).collect();
        let features = |(&at, rest): (&usize, &Vec<usize>)| {
            self.features(&rest.iter().map(|&word| forms[at][word]).collect::<Vec<_>>())
        };
        let words: Vec<Vec<Features>> = with.iter().zip(&rests).map(features).collect();
        for ((&at, rest), reading) in with.iter().zip(&rests).zip(self.read(&words)) {
            asides::insert(&mut analyses[at], rest, &reading, &asides[at]);
        }
    }

    /// Reads the sentences of one document.
    pub fn read(&self, sentences: &[Vec<Features>]) -> Vec<Analysis> {
        let mut analyses = Vec::with_capacity(sentences.len());
        let mut name_scores = Vec::with_capacity(sentences.len());
        let mut batch = Batch::default();
        for sentence in sentences {
            if batch.words.len() + sentence.len() > BATCH {
                self.read_batch(&batch, &mut analyses, &mut name_scores);
                batch = Batch::default();
            }
            batch.push(sentence);
        }
        self.read_batch(&batch, &mut analyses, &mut name_scores);
        evidence::share(sentences, &mut name_scores);
        for (analysis, scores) in analyses.iter_mut().zip(&name_scores) {
            analysis.names = names::names(scores);
        }
        analyses
    }

    fn read_batch(&self, batch: &Batch, analyses: &mut Vec<Analysis>, name_scores: &mut Vec<Vec<f32>>) {
        let context = self.encoder.encode(&batch.words, &batch.pieces);
        let mut hidden = self.hidden.apply(&context);
        let (tag, arc, label) = (self.tags.inputs(), self.root.len(), self.label_root.len());
        let (width, plain) = (self.hidden.outputs(), 2 * (tag + arc));
        // The halves of a label add up before what is negative is dropped.
        hidden.chunks_exact_mut(width).for_each(|row| relu(&mut row[..plain]));
        let speech = self.tags.apply_part(&hidden, width, 0);
        let mut names = self.names.apply_part(&hidden, width, tag);
        for row in names.chunks_exact_mut(TAGS) {
            let sum = softmax(&mut row.to_vec());
            for score in row {
                *score -= sum;
            }
        }
        let words = self.arcs.apply_part(&hidden, width, 2 * tag);
        let tree = self.heads(&words, &part(&hidden, width, 2 * tag + arc, arc), &batch.pieces);
        let dep_words = part(&hidden, width, plain, label);
        let dep_heads = part(&hidden, width, plain + label, label);
        let deps = self.deps(dep_words, &dep_heads, &tree);
        for sentence in &batch.sentences {
            let mut analysis = Analysis::default();
            let width = self.tags.outputs();
            for row in speech[sentence.start * width..sentence.end * width].chunks_exact(width) {
                let (xpos, upos) = row.split_at(Xpos::ALL.len());
                analysis.xpos.push(Xpos::from_index(argmax(xpos)).unwrap_or_default());
                analysis.upos.push(Upos::from_index(argmax(upos)).unwrap_or_default());
            }
            analysis.heads = tree[sentence.clone()].iter().map(|h| h.map(|h| h - sentence.start)).collect();
            analysis.deps = deps[sentence.clone()].to_vec();
            join_pieces(&mut analysis);
            analyses.push(analysis);
            name_scores.push(names[sentence.start * TAGS..sentence.end * TAGS].to_vec());
        }
    }

    /// The head of each word as an index into the batch.
    fn heads(&self, words: &[f32], heads: &[f32], pieces: &[Range<usize>]) -> Vec<Option<usize>> {
        let arc = self.root.len();
        let mut found = Vec::with_capacity(words.len() / arc);
        for piece in pieces {
            let n = piece.len();
            let (left, right) =
                (&words[piece.start * arc..piece.end * arc], &heads[piece.start * arc..piece.end * arc]);
            let mut products = vec![0.0; n * n];
            multiply(Left::rows(left, n, arc), &Packed::new(arc, n, |i, j| right[j * arc + i]), &mut products, false);
            let mut scores = Vec::with_capacity(n * (n + 1));
            for i in 0..n {
                scores.push(dot(&left[i * arc..(i + 1) * arc], &self.root) + self.distance[distance(i, None)]);
                let row = &products[i * n..(i + 1) * n];
                scores.extend(row.iter().enumerate().map(|(j, x)| x + self.distance[distance(i, Some(j))]));
            }
            found.extend(tree::heads(&scores, n).into_iter().map(|head| head.map(|head| head + piece.start)));
        }
        found
    }

    /// The relation of each word to its head.
    fn deps(&self, mut words: Vec<f32>, heads: &[f32], tree: &[Option<usize>]) -> Vec<Dep> {
        let label = self.label_root.len();
        for (row, head) in words.chunks_exact_mut(label).zip(tree) {
            let other = head.map_or(self.label_root.as_slice(), |head| &heads[head * label..(head + 1) * label]);
            for (x, y) in row.iter_mut().zip(other) {
                *x = (*x + y).max(0.0);
            }
        }
        let scores = self.labels.apply(&words);
        let root = Dep::new("root").unwrap_or_default();
        let label = |(row, head): (&[f32], &Option<usize>)| match head {
            None => root,
            // The relation of index 0 is the root's alone.
            Some(_) => Dep::from_index(1 + argmax(&row[1..])).unwrap_or_default(),
        };
        scores.chunks_exact(Dep::ALL.len()).zip(tree).map(label).collect()
    }
}

impl Annotator for Network {
    fn name(&self) -> &'static str {
        "network"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Tokens, Layer::Sentences]
    }

    fn gives(&self) -> &'static [Layer] {
        &[Layer::Tags, Layer::Tree, Layer::Names]
    }

    fn annotate(&self, document: &mut Document) {
        Network::annotate(self, document);
    }
}

/// Some columns of rows of `width` numbers.
fn part(rows: &[f32], width: usize, first: usize, count: usize) -> Vec<f32> {
    let mut part = Vec::with_capacity(rows.len() / width * count);
    for row in rows.chunks_exact(width) {
        part.extend_from_slice(&row[first..first + count]);
    }
    part
}

/// A sentence that was read in pieces has a root in each: all but the first become parts of the first.
fn join_pieces(analysis: &mut Analysis) {
    let Some(first) = analysis.heads.iter().position(Option::is_none) else { return };
    for i in first + 1..analysis.heads.len() {
        if analysis.heads[i].is_none() {
            analysis.heads[i] = Some(first);
            analysis.deps[i] = Dep::new("parataxis").unwrap_or_default();
        }
    }
}

/// Sentences that go through the encoder together.
#[derive(Debug, Default)]
struct Batch {
    words: Vec<Features>,
    sentences: Vec<Range<usize>>,
    pieces: Vec<Range<usize>>,
}

impl Batch {
    fn push(&mut self, sentence: &[Features]) {
        let start = self.words.len();
        self.words.extend_from_slice(sentence);
        self.sentences.push(start..self.words.len());
        for piece in (start..self.words.len()).step_by(LONGEST) {
            self.pieces.push(piece..(piece + LONGEST).min(self.words.len()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Field, Sentence, Span, Token};

    fn document(text: &str) -> Document {
        let mut document = Document::new(Article { text: text.to_owned(), ..Article::default() });
        let mut place = 0;
        for word in text.split(' ') {
            document.tokens.push(Token { span: Span::new(place, place + word.len()), ..Token::default() });
            place += word.len() + 1;
        }
        document.sentences.push(Sentence { field: Field::Text, tokens: 0..document.tokens.len() as u32, block: 0 });
        document
    }

    #[test]
    fn the_embedded_model_fits_the_program() {
        assert!(Network::english().is_some());
    }

    #[test]
    fn reads_a_plain_sentence() {
        let mut document = document("Angela Merkel visited Paris on Monday .");
        Network::english().unwrap().annotate(&mut document);
        assert_eq!(document.tokens[2].upos, "VERB");
        assert_eq!(document.tokens[2].head, None);
        assert_eq!((document.tokens[3].head, document.tokens[3].dep.as_str()), (Some(2), "obj"));
        let names: Vec<_> = document.names.iter().map(|name| (name.tokens.clone(), name.kind)).collect();
        assert!(names.contains(&(0..2, crate::model::NameKind::Person)));
        assert!(names.contains(&(3..4, crate::model::NameKind::Place)));
    }

    #[test]
    fn a_short_form_in_brackets_does_not_hide_who_is_meant() {
        let mut document = document("The head of the European Central Bank ( ECB ) , Ann Roe , said no .");
        Network::english().unwrap().annotate(&mut document);
        let (bank, short, ann) = (&document.tokens[6], &document.tokens[8], &document.tokens[11]);
        assert_eq!((short.head, short.dep.as_str()), (Some(6), "appos"));
        assert_eq!((bank.head, ann.head, ann.dep.as_str()), (Some(1), Some(1), "appos"));
    }

    #[test]
    fn very_long_sentences_still_have_one_root() {
        let mut document = document(&"the man saw the dog and ".repeat(200));
        Network::english().unwrap().annotate(&mut document);
        assert_eq!(document.tokens.iter().filter(|token| token.head.is_none()).count(), 1);
    }

    #[test]
    fn an_empty_document_stays_empty() {
        let mut document = Document::default();
        Network::english().unwrap().annotate(&mut document);
        assert!(document.names.is_empty());
    }
}
