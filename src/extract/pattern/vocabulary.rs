//! The words of word patterns, numbered, so that a pattern and a sentence are compared by numbers; and which patterns may
//! match in a sentence at all: those whose words stand in it.

use super::{Element, WordPattern};
use crate::extract::frames::Tree;
use crate::model::TokenId;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The number of a word.
pub(crate) type WordId = u32;

/// A set of words, a bit each.
type Bits = Vec<u64>;

/// All words of all word patterns, without regard to ASCII case.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vocabulary {
    numbers: FxHashMap<String, WordId>,
    /// For each pattern, for each of its elements that must be there, the words with which it may begin.
    needs: Vec<Vec<Bits>>,
}

impl Vocabulary {
    /// The number of a word, a new one where it has none.
    pub(crate) fn number(&mut self, word: &str) -> WordId {
        let next = self.numbers.len() as WordId;
        *self.numbers.entry(fold(word)).or_insert(next)
    }

    /// Notes what each of `patterns` cannot do without; all their words have numbers.
    pub(crate) fn note(&mut self, patterns: &[WordPattern]) {
        let needs = |pattern: &WordPattern| pattern.elements.iter().filter_map(|element| self.need(element)).collect();
        self.needs = patterns.iter().map(needs).collect();
    }

    /// The words of which an element needs one; `None` for an element that may match without words.
    fn need(&self, element: &Element) -> Option<Bits> {
        let Element::Words { any, optional: false } = element else { return None };
        let mut bits = self.none();
        any.iter().filter_map(|phrase| phrase.first()).for_each(|&word| mark(&mut bits, word));
        Some(bits)
    }

    fn none(&self) -> Bits {
        vec![0; self.numbers.len().div_ceil(64)]
    }

    /// The numbers of the words of a sentence. Two look-ups a token.
    pub(crate) fn read(&self, tree: &Tree, sentence: Range<TokenId>) -> Reading {
        let number = |word: &str| self.numbers.get(&fold(word)).copied();
        let token = |token| [number(tree.lemma(token)), number(tree.document.text(token))];
        Reading { words: sentence.clone().map(token).collect(), tokens: sentence }
    }

    /// The indices of the patterns of which no word is missing, in order. A few words of bits for each element.
    pub(crate) fn possible(&self, reading: &Reading) -> impl Iterator<Item = usize> {
        let mut held = self.none();
        reading.words.iter().flatten().flatten().for_each(|&word| mark(&mut held, word));
        let meets = move |needs: &Vec<Bits>| needs.iter().all(|need| need.iter().zip(&held).any(|(a, b)| a & b != 0));
        self.needs.iter().enumerate().filter(move |(_, needs)| meets(needs)).map(|(index, _)| index)
    }
}

/// A word without ASCII capitals and with one apostrophe in front: "'s" may be written with another.
fn fold(word: &str) -> String {
    let word = word.to_ascii_lowercase();
    word.strip_prefix('’').map(|rest| format!("'{rest}")).unwrap_or(word)
}

fn mark(bits: &mut [u64], word: WordId) {
    bits[word as usize / 64] |= 1 << (word % 64);
}

/// A sentence as the numbers of its words.
pub(crate) struct Reading {
    /// The tokens of the sentence.
    pub(crate) tokens: Range<TokenId>,
    /// The lemma and the word itself of each token.
    words: Vec<[Option<WordId>; 2]>,
}

impl Reading {
    /// True where the words of `phrase` stand from token `at` on.
    pub(crate) fn has(&self, phrase: &[WordId], at: TokenId) -> bool {
        let rest = self.words.get((at - self.tokens.start) as usize..).unwrap_or_default();
        rest.len() >= phrase.len() && rest.iter().zip(phrase).all(|(token, &word)| token.contains(&Some(word)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{compile, find, starts};
    use super::*;
    use crate::extract::frames::Lore;
    use crate::extract::sketch::sketch;
    use crate::model::EntityKind::Person;
    use crate::resources::{RelationFile, Resources};

    const FILE: &str = "name = 'spouse-of'\nlabel = 'x'\nabout = 'x'\nfrom = ['person']\nto = ['person']\n
        [[pattern]]\nwords = \"{from} ’s wife|husband ,? {to}\"\n
        [[pattern]]\nwords = \"{from} ~2 {to}\"\n
        [[pattern]]\nwords = '{from} weds {to}'\n";

    #[test]
    fn only_what_may_match_in_a_sentence_is_possible_there() {
        let tree = "
            Ann Ann PROPN NNP 3 nmod:poss
            's 's PART POS 1 case
            Husband husband NOUN NN 0 root
            Bob Bob PROPN NNP 3 appos";
        let document = sketch(tree, &[(1, 1, Person, "Ann"), (4, 1, Person, "Bob")]);
        let resources = Resources::embedded().unwrap();
        let file = RelationFile::parse("x.toml", FILE).unwrap();
        let compiled = compile(&[file], resources.lexicon()).unwrap();
        let lore = Lore::new(&resources).unwrap();
        let tree = Tree::new(&document, &lore);
        let reading = compiled.vocabulary.read(&tree, 0..4);
        assert_eq!(compiled.vocabulary.possible(&reading).collect::<Vec<_>>(), [0, 1]);
        let names = starts(&tree, &(0..4));
        for (index, hits) in [(0, 1), (1, 1), (2, 0)] {
            let found = find(&tree, &compiled.sequences[index], &compiled.relations[0], &reading, &names);
            assert_eq!(found.len(), hits, "{index}");
        }
    }
}
