//! Titles before names and nouns that describe: `titles.toml`.

use super::{DataError, Resources};
use crate::model::Gender;
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// What a word does in and around names: a set of uses, one bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Use(u64);

impl Use {
    /// Stands before a name: "Dr".
    pub const TITLE: Use = Use(1);
    /// Stands in a title of several words: "vice".
    pub const FILLER: Use = Use(1 << 1);
    /// Belongs to a name, behind it: "Jr".
    pub const SUFFIX: Use = Use(1 << 2);
    /// An honour behind a name: "MBE".
    pub const HONOR: Use = Use(1 << 3);
    /// Joins the parts of a name: "van".
    pub const PARTICLE: Use = Use(1 << 4);
    /// Describes a person: "rapper".
    pub const PERSON: Use = Use(1 << 5);
    /// Describes two people: "pair".
    pub const PAIR: Use = Use(1 << 6);
    /// Describes somebody's relative or other: "wife".
    pub const KIN: Use = Use(1 << 7);
    /// Describes an organization: "company".
    pub const ORGANIZATION: Use = Use(1 << 8);
    /// Describes a place: "city".
    pub const PLACE: Use = Use(1 << 9);
    /// Describes a work: "album".
    pub const WORK: Use = Use(1 << 10);
    /// A word in names of organizations: "Inc".
    pub const NAMES_ORGANIZATION: Use = Use(1 << 11);
    /// A word in names of places: "River".
    pub const NAMES_PLACE: Use = Use(1 << 12);
    /// A word in names of works: "Treaty".
    pub const NAMES_WORK: Use = Use(1 << 13);
    /// A word in names of events: "Olympics".
    pub const NAMES_EVENT: Use = Use(1 << 14);
    /// A people or faith: "Muslim".
    pub const GROUP: Use = Use(1 << 15);
    /// A capitalised word that names nothing: "Monday".
    pub const BLANK: Use = Use(1 << 16);
    /// Tells of a woman.
    pub const FEMALE: Use = Use(1 << 17);
    /// Tells of a man.
    pub const MALE: Use = Use(1 << 18);
    /// Describes a person or a body: "rival".
    pub const EITHER: Use = Use(1 << 19);
    /// Somebody who is so of a body: "executive".
    pub const HEADS: Use = Use(1 << 20);
    /// Somebody who plays or trains in a body: "striker".
    pub const PLAYS: Use = Use(1 << 21);
    /// Before words in quotation marks that are no title: "nicknamed".
    pub const CALLS: Use = Use(1 << 22);
    /// Written small inside names, and often left out of their initials: "of".
    pub const SMALL: Use = Use(1 << 23);
    /// Joins capitalised words to one name of a body: "of".
    pub const JOINS: Use = Use(1 << 24);
    /// Before the one who is spoken to: "told".
    pub const TELLS: Use = Use(1 << 25);
    /// Before what belongs to somebody: "her".
    pub const OWNER: Use = Use(1 << 26);
    /// Ends names of bodies and of nothing else: "Ltd".
    pub const ENDS_BODY: Use = Use(1 << 27);
    /// Begins names of bodies, never those of people: "Banco".
    pub const BEGINS_BODY: Use = Use(1 << 28);
    /// Before "of" and a country in its full name: "republic".
    pub const STATE: Use = Use(1 << 29);
    /// A country of which there are several by full name: "Korea".
    pub const DIVIDED: Use = Use(1 << 30);
    /// Somebody who sits for a place: "MP".
    pub const SEAT: Use = Use(1 << 31);
    /// Behind the name of a body: "gang".
    pub const NAMED_BODY: Use = Use(1 << 32);
    /// Whom the public knows, as it calls him once he has been named: "the rapper".
    pub const STAR: Use = Use(1 << 33);

    /// The uses of both.
    #[must_use]
    pub const fn or(self, other: Use) -> Use {
        Use(self.0 | other.0)
    }

    /// True when at least one use is shared.
    pub const fn is(self, other: Use) -> bool {
        self.0 & other.0 != 0
    }

    /// The gender that the word tells.
    pub fn gender(self) -> Option<Gender> {
        match (self.is(Use::FEMALE), self.is(Use::MALE)) {
            (true, false) => Some(Gender::Female),
            (false, true) => Some(Gender::Male),
            _ => None,
        }
    }
}

/// The file: sections of lists of words.
type File = std::collections::BTreeMap<String, std::collections::BTreeMap<String, Vec<CompactString>>>;

/// The use of the words of each list.
const LISTS: [(&str, &str, Use); 35] = [
    ("title", "neutral", Use::TITLE),
    ("title", "male", Use::TITLE.or(Use::MALE)),
    ("title", "female", Use::TITLE.or(Use::FEMALE)),
    ("title", "filler", Use::FILLER),
    ("suffix", "name", Use::SUFFIX),
    ("suffix", "honor", Use::HONOR),
    ("particle", "words", Use::PARTICLE),
    ("person", "neutral", Use::PERSON),
    ("person", "male", Use::PERSON.or(Use::MALE)),
    ("person", "female", Use::PERSON.or(Use::FEMALE)),
    ("person", "pair", Use::PAIR),
    ("person", "kin", Use::KIN),
    ("person", "either", Use::EITHER),
    ("person", "heads", Use::HEADS),
    ("person", "plays", Use::PLAYS),
    ("person", "seat", Use::SEAT),
    ("person", "star", Use::STAR),
    ("organization", "words", Use::ORGANIZATION),
    ("organization", "named", Use::NAMED_BODY),
    ("place", "words", Use::PLACE),
    ("work", "words", Use::WORK),
    ("marker", "organization", Use::NAMES_ORGANIZATION),
    ("marker", "body-end", Use::ENDS_BODY),
    ("marker", "body-begin", Use::BEGINS_BODY),
    ("marker", "place", Use::NAMES_PLACE),
    ("marker", "work", Use::NAMES_WORK),
    ("marker", "event", Use::NAMES_EVENT),
    ("state", "words", Use::STATE),
    ("state", "divided", Use::DIVIDED),
    ("group", "words", Use::GROUP),
    ("calls", "words", Use::CALLS),
    ("small", "words", Use::SMALL),
    ("small", "joins", Use::JOINS),
    ("tells", "words", Use::TELLS),
    ("owner", "words", Use::OWNER),
];

/// Pairs of a given name and its short forms.
#[derive(Debug, Default, Deserialize)]
struct Nicknames {
    #[serde(default)]
    names: Vec<Vec<CompactString>>,
}

/// The words, for look-ups.
#[derive(Debug, Default)]
pub struct Titles {
    uses: FxHashMap<CompactString, Use>,
    /// What titles are short for: "gov", "governor".
    full: FxHashMap<CompactString, CompactString>,
    /// Sets of given names that the same people bear, by the numbers of the sets.
    nicknames: FxHashMap<CompactString, Vec<u16>>,
}

impl Titles {
    /// Reads `titles.toml` and `nicknames.toml`.
    ///
    /// # Errors
    /// When a file has another form.
    pub fn load(resources: &Resources) -> Result<Self, DataError> {
        let file: File = resources.parse("titles.toml")?;
        let mut titles = Titles::default();
        let blank = ("blank", "words", Use::BLANK);
        for (section, list, what) in LISTS.into_iter().chain([blank]) {
            for word in file.get(section).and_then(|lists| lists.get(list)).into_iter().flatten() {
                let entry = titles.uses.entry(word.clone()).or_default();
                *entry = entry.or(what);
            }
        }
        for (full, short) in file.get("short").into_iter().flatten() {
            titles.full.extend(short.iter().map(|short| (short.clone(), full.into())));
        }
        let nicknames: Nicknames = resources.parse("nicknames.toml")?;
        for (number, set) in (0u16..).zip(nicknames.names) {
            for name in set {
                titles.nicknames.entry(name).or_default().push(number);
            }
        }
        Ok(titles)
    }

    /// What a folded word does; its last stop may stay away.
    pub fn get(&self, word: &str) -> Use {
        let found = |word: &str| self.uses.get(word).copied().unwrap_or_default();
        let whole = found(word);
        if whole == Use::default() { found(word.trim_end_matches('.')) } else { whole }
    }

    /// The title that a folded one is short for, its last stop left out: "governor" for "gov."; else itself.
    pub fn full<'a>(&'a self, title: &'a str) -> &'a str {
        self.full.get(title.trim_end_matches('.')).map_or(title, CompactString::as_str)
    }

    /// True when two folded given names can be of the same person: "bill" and "william".
    pub fn same_given(&self, one: &str, other: &str) -> bool {
        let sets = |name| self.nicknames.get(name).map(Vec::as_slice).unwrap_or_default();
        one == other || sets(one).iter().any(|set| sets(other).contains(set))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_all_their_uses() {
        let titles = Titles::load(&Resources::embedded().unwrap()).unwrap();
        assert_eq!(titles.get("mrs.").gender(), Some(Gender::Female));
        assert!(titles.get("president").is(Use::TITLE) && titles.get("president").is(Use::PERSON));
        assert!(titles.get("wife").is(Use::KIN) && titles.get("monday").is(Use::BLANK));
        assert_eq!(titles.get("table"), Use::default());
        assert_eq!((titles.full("gov."), titles.full("mayor")), ("governor", "mayor"));
    }

    #[test]
    fn short_forms_are_of_the_same_name() {
        let titles = Titles::load(&Resources::embedded().unwrap()).unwrap();
        assert!(titles.same_given("bill", "william") && titles.same_given("liz", "betty"));
        assert!(!titles.same_given("bill", "robert"));
    }
}
