//! What the invented world is made of: `world.toml`, and the lists of names of the language data.

use crate::random::Random;
use anyhow::{Context, Result};
use newsgraph::resources::Resources;
use serde::Deserialize;

/// The lists of `world.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct World {
    pub(crate) countries: Vec<Country>,
    pub(crate) organizations: Vec<Patterns>,
    pub(crate) trades: Vec<String>,
    pub(crate) roles: Vec<Role>,
    pub(crate) vague: Vec<String>,
    pub(crate) happenings: Vec<Happening>,
    pub(crate) statements: Vec<String>,
    pub(crate) fillers: Vec<String>,
    pub(crate) nouns: Vec<String>,
    pub(crate) adjectives: Vec<String>,
    pub(crate) outlets: Vec<String>,
    pub(crate) wire: String,
}

/// A country with some of its cities.
#[derive(Debug, Deserialize)]
pub(crate) struct Country {
    pub(crate) name: String,
    pub(crate) adjective: String,
    pub(crate) cities: Vec<String>,
}

/// How the organizations of a field are called.
#[derive(Debug, Deserialize)]
pub(crate) struct Patterns {
    pub(crate) field: String,
    pub(crate) names: Vec<String>,
}

/// What people of a field are.
#[derive(Debug, Deserialize)]
pub(crate) struct Role {
    pub(crate) field: String,
    pub(crate) title: String,
    pub(crate) relation: String,
}

/// What happens to two people.
#[derive(Debug, Deserialize)]
pub(crate) struct Happening {
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) roles: [String; 2],
    pub(crate) relation: Option<String>,
    pub(crate) sentences: Vec<String>,
}

/// Names of people.
pub(crate) struct Names {
    pub(crate) female: Vec<String>,
    pub(crate) male: Vec<String>,
    pub(crate) surnames: Vec<String>,
    nicknames: Vec<Vec<String>>,
}

#[derive(Default, Deserialize)]
struct Nicknames {
    names: Vec<Vec<String>>,
}

impl World {
    pub(crate) fn load() -> Result<Self> {
        toml::from_str(include_str!("world.toml")).context("world.toml")
    }
}

impl Names {
    /// Draws the names that the world uses: few given names, many surnames.
    pub(crate) fn draw(resources: &Resources, people: usize, random: &mut Random) -> Result<Self> {
        let list = |file: &str| -> Result<Vec<String>> {
            let text = resources.text(file).with_context(|| format!("no {file}"))?;
            Ok(text.lines().filter(|line| is_plain(line)).map(capitalized).collect())
        };
        let mut drawn = |mut names: Vec<String>, count: usize| {
            random.shuffle(&mut names);
            names.truncate(count);
            names
        };
        let nicknames = resources.parse::<Nicknames>("nicknames.toml")?.names;
        let given = 300;
        // The names that have short forms are the common ones.
        let common = |list: &[String]| {
            let full = nicknames.iter().filter_map(|names| names.first()).map(|name| capitalized(name));
            full.filter(|name| list.contains(name)).collect::<Vec<_>>()
        };
        let (female, male) = (list("gazetteers/female.txt")?, list("gazetteers/male.txt")?);
        let female = [common(&female), drawn(female, given)].concat();
        let male = [common(&male), drawn(male, given)].concat();
        let surnames = drawn(list("gazetteers/surnames.txt")?, (people / 2).max(200));
        Ok(Names { female, male, surnames, nicknames })
    }

    /// A short form of a given name.
    pub(crate) fn nickname(&self, given: &str, random: &mut Random) -> Option<String> {
        let folded = given.to_lowercase();
        let names = self.nicknames.iter().find(|names| names.first() == Some(&folded))?;
        names.get(1 + random.below(names.len() - 1)).map(|name| capitalized(name))
    }
}

fn is_plain(line: &str) -> bool {
    line.len() > 2 && line.bytes().all(|b| b.is_ascii_lowercase())
}

/// The first letter in upper case.
pub(crate) fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// One of a list, the first ones far more often: the probability falls with the rank as words do (Zipf).
pub(crate) fn zipf(len: usize, random: &mut Random) -> usize {
    let top = (len as f32 + 1.0).ln();
    ((random.unit() * top).exp() as usize).saturating_sub(1).min(len.saturating_sub(1))
}

/// One of a list.
pub(crate) fn one<'l, T>(list: &'l [T], random: &mut Random) -> &'l T {
    &list[random.below(list.len())]
}
