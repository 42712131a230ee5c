//! Whom and what the articles are about.

use super::{CharSpan, Field};
use compact_str::CompactString;
use deunicode::deunicode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The kinds of nodes that stand for named things. A closed set: the program branches on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A named individual, real or fictional.
    Person,
    /// A company, agency, party, team, band, outlet, court, legislature, named group.
    Organization,
    /// A country, state, city, region, named building or site, body of water.
    Place,
    /// A named song, film, book, show, product, law, document, ship.
    Work,
}

impl EntityKind {
    /// All kinds, in the order in which the program lists them.
    pub const ALL: [EntityKind; 4] =
        [EntityKind::Person, EntityKind::Organization, EntityKind::Place, EntityKind::Work];

    /// The name as the formats and rule files write it.
    pub fn as_str(self) -> &'static str {
        match self {
            EntityKind::Person => "person",
            EntityKind::Organization => "organization",
            EntityKind::Place => "place",
            EntityKind::Work => "work",
        }
    }
}

/// How a mention refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionKind {
    /// By a name: "Kanye West", "@KanyeWest".
    Name,
    /// By a description: "the rapper".
    Nominal,
    /// By a pronoun: "he", "his", "who".
    Pronoun,
}

/// The identifier of an entity: local to one article ("p1") before resolve, shared by all of them after it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntityId(pub CompactString);

impl std::fmt::Display for EntityId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// One place of one article where an entity is referred to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Appearance {
    /// Its code points.
    #[serde(flatten)]
    pub span: CharSpan,
    /// How it refers.
    pub kind: MentionKind,
    /// The field that the code points count in.
    #[serde(default, skip_serializing_if = "Field::is_text")]
    pub field: Field,
}

/// A named person, organization, place or work, as one article (or, after resolve, all of them) knows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// Its identifier.
    pub id: EntityId,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: EntityKind,
    /// The fullest name used, without titles.
    pub name: String,
    /// The other names used, sorted.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Where it is referred to, in the order of the article.
    #[serde(default)]
    pub mentions: Vec<Appearance>,
    /// What it is called besides its names: "president", "rapper"; lower case, sorted. Evidence for identity.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub descriptions: Vec<String>,
    /// "female" or "male", where pronouns, titles or kinship words show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// What others call it, by authority: "wikidata" → "Q42". From a user's list of known entities.
    #[serde(default, skip_serializing_if = "ExternalIds::is_empty")]
    pub external_ids: ExternalIds,
}

/// Identifiers in other collections, by authority: "wikidata" → "Q42".
pub type ExternalIds = BTreeMap<CompactString, CompactString>;

/// Grammatical gender of a person, as the text shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// "she", "Mrs", "his wife".
    Female,
    /// "he", "Mr", "her husband".
    Male,
}

/// A name in lower-case ASCII words, separated by single spaces, without a leading "the".
///
/// Full stops and apostrophes vanish ("U.S." is "us"), other punctuation separates, "&" is "and". A name that has no
/// letter or digit in any script folds to itself.
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in deunicode(&name.replace('&', " and ")).chars() {
        if c.is_ascii_alphanumeric() {
            folded.push(c.to_ascii_lowercase());
        } else if !matches!(c, '.' | '\'') && !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    let words = folded.trim_end();
    match words.strip_prefix("the ").unwrap_or(words) {
        "" => name.trim().to_lowercase(),
        rest => rest.to_owned(),
    }
}

/// The longest slug, in bytes.
const SLUG: usize = 60;

/// A name as a part of an identifier: lower-case ASCII letters, digits and hyphens, at most 60 of them, never empty.
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for word in fold(name).split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !slug.is_empty() {
            if slug.len() + word.len() >= SLUG {
                break;
            }
            slug.push('-');
        }
        slug.push_str(&word[..word.len().min(SLUG)]);
    }
    if slug.is_empty() { "unnamed".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_punctuation_do_not_count() {
        assert_eq!(fold("The  Café Zoë"), "cafe zoe");
        assert_eq!(fold("U.S."), "us");
        assert_eq!(fold("Marks & Spencer"), "marks and spencer");
        assert_eq!(fold("Lee Sung-min"), "lee sung min");
        assert_eq!(fold("O’Neill"), "oneill");
        assert_eq!(fold("!!!"), "!!!");
    }

    #[test]
    fn slugs_are_short_and_never_empty() {
        assert_eq!(slug("Zoë O’Neill, Jr."), "zoe-oneill-jr");
        assert_eq!(slug("«…»"), "unnamed");
        assert!(slug(&"word ".repeat(50)).len() <= SLUG && slug(&"x".repeat(500)).len() == SLUG);
    }
}
