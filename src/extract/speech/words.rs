//! What English knows about speech: the lists of `data/en/speech`.

use crate::resources::{DataError, Resources};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// The verbs and nouns of statements.
#[derive(Debug, Clone, Default)]
pub(crate) struct SpeechWords {
    /// By first word: the frames of the verb alone, and of the verb with a particle.
    verbs: FxHashMap<String, Vec<(Option<String>, Frames)>>,
    nouns: Lists,
}

/// What can carry the content of a verb of speech.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Frames(u8);

impl Frames {
    /// A clause: "X said (that) …".
    pub(crate) const CLAUSE: Frames = Frames(1);
    /// A quotation: "…," laughed X.
    pub(crate) const QUOTATION: Frames = Frames(2);
    /// An object: "X denied the charge".
    pub(crate) const OBJECT: Frames = Frames(4);
    /// Somebody and what is said of them: "X called Y a liar".
    pub(crate) const JUDGE: Frames = Frames(8);
    /// Somebody and what they are to do or answer: "X urged Y to leave".
    pub(crate) const ASK: Frames = Frames(16);
    /// What the speaker is to do: "X promised to leave".
    pub(crate) const PROMISE: Frames = Frames(32);
    /// The object is whom the words are for: "X told Y".
    pub(crate) const ADDRESSED: Frames = Frames(64);

    /// A clause, but only of a document: "the poll shows that …".
    pub(crate) const FINDING: Frames = Frames(128);

    /// The frames by the names of their lists.
    const NAMES: [(&'static str, Frames); 8] = [
        ("finding", Frames::FINDING),
        ("clause", Frames::CLAUSE),
        ("quotation", Frames::QUOTATION),
        ("object", Frames::OBJECT),
        ("judge", Frames::JUDGE),
        ("ask", Frames::ASK),
        ("promise", Frames::PROMISE),
        ("addressed", Frames::ADDRESSED),
    ];

    /// True when all frames of `other` are among these.
    pub(crate) fn has(self, other: Frames) -> bool {
        self.0 & other.0 == other.0
    }

    /// The frames of both.
    #[must_use]
    pub(crate) fn with(self, other: Frames) -> Frames {
        Frames(self.0 | other.0)
    }
}

/// Named lists of words, as a TOML file holds them.
type Lists = BTreeMap<String, FxHashSet<String>>;

impl SpeechWords {
    /// Reads `speech/verbs.toml` and `speech/nouns.toml`.
    ///
    /// # Errors
    /// Where a file is no TOML of lists.
    pub(crate) fn new(resources: &Resources) -> Result<Self, DataError> {
        Ok(Self::from_lists(&resources.parse("speech/verbs.toml")?, resources.parse("speech/nouns.toml")?))
    }

    fn from_lists(verbs: &Lists, nouns: Lists) -> Self {
        let mut by_word: FxHashMap<String, Vec<(Option<String>, Frames)>> = FxHashMap::default();
        for (name, frame) in Frames::NAMES {
            let mut list: Vec<&String> = verbs.get(name).into_iter().flatten().collect();
            list.sort();
            for verb in list {
                let (word, particle) = match verb.split_once(' ') {
                    Some((word, particle)) => (word, Some(particle.to_owned())),
                    None => (verb.as_str(), None),
                };
                let entries = by_word.entry(word.to_owned()).or_default();
                match entries.iter_mut().find(|entry| entry.0 == particle) {
                    Some(entry) => entry.1 = entry.1.with(frame),
                    None => entries.push((particle, frame)),
                }
            }
        }
        SpeechWords { verbs: by_word, nouns }
    }

    /// The frames of a verb by its lemma; `particle` tells whether "out" of "point out" stands with it. With the
    /// particle that was found.
    pub(crate) fn verb(&self, lemma: &str, particle: impl Fn(&str) -> bool) -> Option<(Frames, Option<&str>)> {
        let entries = self.verbs.get(lemma)?;
        let with = entries.iter().find(|(word, _)| word.as_deref().is_some_and(&particle));
        let found = with.or_else(|| entries.iter().find(|(word, _)| word.is_none()))?;
        Some((found.1, found.0.as_deref()))
    }

    fn has(&self, list: &str, word: &str) -> bool {
        self.nouns.get(list).is_some_and(|words| words.contains(word))
    }

    /// True for a noun that takes its content as a clause: "X's claim that …".
    pub(crate) fn is_statement(&self, lemma: &str) -> bool {
        self.has("statement", lemma)
    }

    /// True for a writing that speaks for whoever made it: "the ministry's report said".
    pub(crate) fn is_document(&self, lemma: &str) -> bool {
        self.has("document", lemma)
    }

    /// True for a body that its country speaks through: "the government of Chile said".
    pub(crate) fn is_government(&self, lemma: &str) -> bool {
        self.has("government", lemma)
    }

    /// True for an occasion or a writing that has an addressee: "in an interview with CNN".
    pub(crate) fn is_occasion(&self, lemma: &str) -> bool {
        self.has("occasion", lemma)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> SpeechWords {
        SpeechWords::new(&Resources::embedded().unwrap()).unwrap()
    }

    #[test]
    fn the_embedded_lists_are_read() {
        let words = words();
        assert!(words.is_statement("claim") && words.is_document("report") && !words.is_statement("banana"));
        assert!(words.is_government("government") && words.is_occasion("interview"));
    }

    #[test]
    fn a_verb_has_the_frames_of_all_its_lists() {
        let words = words();
        let (frames, particle) = words.verb("tell", |_| false).unwrap();
        assert!(frames.has(Frames::CLAUSE) && frames.has(Frames::ADDRESSED) && !frames.has(Frames::OBJECT));
        assert_eq!(particle, None);
        assert_eq!(words.verb("eat", |_| false), None);
    }

    #[test]
    fn a_particle_makes_another_verb() {
        let words = words();
        assert_eq!(words.verb("point", |_| false), None);
        let (frames, particle) = words.verb("point", |word| word == "out").unwrap();
        assert!(frames.has(Frames::CLAUSE));
        assert_eq!(particle, Some("out"));
    }
}
