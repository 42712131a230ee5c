//! Lists of known names: `gazetteers/*.txt`, one name a line, folded (lower case, without accents).

use super::{DataError, Resources};
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a name is known as: a set of [`Gazetteers`]' classes, one bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known(u16);

/// The files below `gazetteers/` with the class that each gives.
const FILES: [(&str, Known); 13] = [
    ("female", Known::FEMALE),
    ("male", Known::MALE),
    ("surnames", Known::SURNAME),
    ("countries", Known::COUNTRY),
    ("regions", Known::REGION),
    ("cities", Known::CITY),
    ("companies", Known::COMPANY),
    ("universities", Known::UNIVERSITY),
    ("outlets", Known::OUTLET),
    ("teams", Known::TEAM),
    ("bodies", Known::BODY),
    ("works", Known::WORK),
    ("common", Known::COMMON),
];

impl Known {
    /// A given name of women.
    pub const FEMALE: Known = Known(1);
    /// A given name of men.
    pub const MALE: Known = Known(1 << 1);
    /// A family name.
    pub const SURNAME: Known = Known(1 << 2);
    /// A country.
    pub const COUNTRY: Known = Known(1 << 3);
    /// A state, province, continent or other region.
    pub const REGION: Known = Known(1 << 4);
    /// A city.
    pub const CITY: Known = Known(1 << 5);
    /// A company.
    pub const COMPANY: Known = Known(1 << 6);
    /// A university.
    pub const UNIVERSITY: Known = Known(1 << 7);
    /// A newspaper, agency or station.
    pub const OUTLET: Known = Known(1 << 8);
    /// A sports team.
    pub const TEAM: Known = Known(1 << 9);
    /// An agency, committee, party or international body.
    pub const BODY: Known = Known(1 << 10);
    /// A service, product or other work.
    pub const WORK: Known = Known(1 << 11);
    /// A word that is mostly written in lower case.
    pub const COMMON: Known = Known(1 << 12);
    /// A nationality as an adjective.
    pub const DEMONYM: Known = Known(1 << 13);

    /// A given name of either.
    pub const GIVEN: Known = Known::FEMALE.or(Known::MALE);
    /// Any place.
    pub const PLACE: Known = Known::COUNTRY.or(Known::REGION).or(Known::CITY);
    /// Any organization.
    pub const ORGANIZATION: Known =
        Known::COMPANY.or(Known::UNIVERSITY).or(Known::OUTLET).or(Known::TEAM).or(Known::BODY);

    /// The classes of both.
    #[must_use]
    pub const fn or(self, other: Known) -> Known {
        Known(self.0 | other.0)
    }

    /// The classes that both have.
    #[must_use]
    pub const fn and(self, other: Known) -> Known {
        Known(self.0 & other.0)
    }

    /// One bit for each class, fourteen in all.
    pub const fn bits(self) -> u16 {
        self.0
    }

    /// True when at least one class is shared.
    pub const fn is(self, other: Known) -> bool {
        self.0 & other.0 != 0
    }
}

/// The file `known.toml`: what the lists lack.
#[derive(Default, Deserialize)]
struct More {
    demonyms: BTreeMap<String, String>,
    #[serde(flatten)]
    names: BTreeMap<String, Vec<String>>,
}

/// The lists, for look-ups.
#[derive(Debug, Default)]
pub struct Gazetteers {
    known: FxHashMap<CompactString, Known>,
    /// The most words of a name that begins with this word.
    longest: FxHashMap<CompactString, usize>,
    /// The country of an adjective.
    countries: FxHashMap<CompactString, CompactString>,
}

impl Gazetteers {
    /// Reads the files below `gazetteers/`; a missing one is an empty list. About 10 ms.
    ///
    /// # Errors
    /// When `known.toml` has another form.
    pub fn load(resources: &Resources) -> Result<Self, DataError> {
        let mut lists = Gazetteers::default();
        for (file, class) in FILES {
            for line in lines(resources, file) {
                lists.add(line, class);
            }
        }
        for line in lines(resources, "demonyms") {
            if let Some((adjective, country)) = line.split_once('\t') {
                lists.add(adjective, Known::DEMONYM);
                lists.countries.insert(adjective.into(), country.into());
            }
        }
        let more: More = resources.parse("gazetteers/known.toml")?;
        for (file, class) in FILES {
            for name in more.names.get(file).into_iter().flatten() {
                lists.add(name, class);
            }
        }
        for (adjective, country) in more.demonyms {
            lists.add(&adjective, Known::DEMONYM);
            lists.countries.insert(adjective.into(), country.into());
        }
        Ok(lists)
    }

    fn add(&mut self, name: &str, class: Known) {
        let entry = self.known.entry(name.into()).or_default();
        *entry = entry.or(class);
        if let Some((first, _)) = name.split_once(' ') {
            let words = name.split(' ').count();
            let longest = self.longest.entry(first.into()).or_default();
            *longest = words.max(*longest);
        }
    }

    /// What a name, already folded by [`fold`], is known as.
    pub fn get(&self, folded: &str) -> Known {
        self.known.get(folded).copied().unwrap_or_default()
    }

    /// The most words of a known name that begins with a folded word; 1 where none is longer.
    pub fn longest(&self, first: &str) -> usize {
        self.longest.get(first).copied().unwrap_or(1)
    }

    /// The folded name of the country whose adjective this is: "france" of "french".
    pub fn country(&self, adjective: &str) -> Option<&str> {
        self.countries.get(adjective).map(CompactString::as_str)
    }
}

fn lines<'r>(resources: &'r Resources, file: &str) -> impl Iterator<Item = &'r str> {
    let text = resources.text(&format!("gazetteers/{file}.txt")).unwrap_or_default();
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// A name in lower case, its Latin letters without accents, its apostrophes straight.
pub fn fold(name: &str) -> CompactString {
    if name.is_ascii() {
        let mut folded = CompactString::from(name);
        folded.make_ascii_lowercase();
        return folded;
    }
    let mut folded = CompactString::default();
    for c in name.chars().flat_map(char::to_lowercase) {
        match plain(c) {
            Some(letters) => folded.push_str(letters),
            None if matches!(c, '\u{300}'..='\u{36F}') => {}
            None => folded.push(c),
        }
    }
    folded
}

/// The letters that a lower-case accented letter is written with where no accents are at hand.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ'..='ặ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' | 'ḍ' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' | 'ḥ' | 'ḩ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ỉ' | 'ị' => "i",
        'ķ' | 'ḳ' => "k",
        'ł' | 'ľ' | 'ļ' | 'ĺ' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ọ'..='ợ' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ṣ' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ț' | 'ṭ' => "t",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ'..='ự' => "u",
        'ý' | 'ÿ' | 'ŷ' | 'ỳ'..='ỹ' => "y",
        'ź' | 'ż' | 'ž' | 'ẕ' => "z",
        'þ' => "th",
        '’' | '‘' | 'ʼ' | 'ʻ' | '`' => "'",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_all_their_classes() {
        let lists = Gazetteers::load(&Resources::embedded().unwrap()).unwrap();
        assert!(lists.get("mary").is(Known::FEMALE) && !lists.get("mary").is(Known::MALE));
        assert!(lists.get("lincoln").is(Known::SURNAME) && lists.get("lincoln").is(Known::CITY));
        assert!(lists.get("new york times").is(Known::OUTLET));
        assert!(lists.get("reading").is(Known::COMMON));
        assert_eq!(lists.get("xyzzy"), Known::default());
        assert_eq!(lists.country("french"), Some("france"));
        assert!(lists.longest("new") >= 3);
    }

    #[test]
    fn folding_leaves_no_accents() {
        assert_eq!(fold("São Tomé’s Łódź"), "sao tome's lodz");
        assert_eq!(fold("O'Brien"), "o'brien");
    }
}
