//! The invented people: who they are, whom they know, and how newspapers write their names.

use super::lexicon::{Names, World, one, zipf};
use crate::random::Random;
use std::collections::BTreeSet;

/// Somebody invented.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) given: String,
    pub(crate) middle: Option<String>,
    pub(crate) surname: String,
    pub(crate) nickname: Option<String>,
    /// How some newspapers spell the surname.
    pub(crate) spelling: Option<String>,
    pub(crate) female: bool,
    pub(crate) born: i16,
    pub(crate) country: usize,
    pub(crate) city: usize,
    /// From the first year on, in the order of time; never empty.
    pub(crate) career: Vec<Office>,
    /// Indices of people.
    pub(crate) acquaintances: Vec<usize>,
}

/// What somebody is for some years.
#[derive(Debug, Clone)]
pub(crate) struct Office {
    pub(crate) from: i16,
    pub(crate) role: usize,
    pub(crate) organization: usize,
}

/// An invented organization.
#[derive(Debug, Clone)]
pub(crate) struct Organization {
    pub(crate) name: String,
    pub(crate) field: String,
    pub(crate) country: usize,
}

/// The first and the last year in the news.
pub(crate) const YEARS: (i16, i16) = (2004, 2023);

impl Person {
    /// "Ida Holt".
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.given, self.surname)
    }

    /// The office held in a year.
    pub(crate) fn office(&self, year: i16) -> &Office {
        self.career.iter().rev().find(|office| office.from <= year).unwrap_or(&self.career[0])
    }
}

/// Invents the organizations of every city.
pub(crate) fn organizations(world: &World, names: &Names, random: &mut Random) -> Vec<Organization> {
    let mut organizations = Vec::new();
    let mut taken = BTreeSet::new();
    for (country, land) in world.countries.iter().enumerate() {
        for city in 0..land.cities.len() {
            for patterns in &world.organizations {
                for pattern in &patterns.names {
                    let mut name = pattern.clone();
                    for (slot, value) in [
                        ("{city}", &land.cities[city]),
                        ("{country}", &land.name),
                        ("{adjective}", &land.adjective),
                        ("{trade}", one(&world.trades, random)),
                        ("{surname}", one(&names.surnames, random)),
                    ] {
                        name = name.replacen(slot, value, 1);
                    }
                    let name = name.replace("{surname}", one(&names.surnames, random).as_str());
                    if taken.insert(name.clone()) {
                        organizations.push(Organization { name, field: patterns.field.clone(), country });
                    }
                }
            }
        }
    }
    organizations
}

/// Invents people, of whom `namesakes` (0..1) share their name with another.
pub(crate) fn people(
    count: usize,
    namesakes: f32,
    world: &World,
    names: &Names,
    organizations: &[Organization],
    random: &mut Random,
) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::with_capacity(count);
    let mut taken = BTreeSet::new();
    // Two share one name, so that half as many names are given twice.
    let doubles = (count as f32 * namesakes / 2.0) as usize;
    while people.len() < count {
        let mut person = invent(world, names, organizations, random);
        if people.len() + doubles >= count {
            let other = &people[count - people.len() - 1];
            (person.given, person.surname) = (other.given.clone(), other.surname.clone());
            (person.nickname, person.spelling) = (other.nickname.clone(), other.spelling.clone());
            person.female = other.female;
        } else if !taken.insert(person.name()) {
            continue;
        }
        people.push(person);
    }
    random.shuffle(&mut people);
    acquaint(&mut people, organizations, random);
    people
}

fn invent(world: &World, names: &Names, organizations: &[Organization], random: &mut Random) -> Person {
    let female = random.chance(0.4);
    let given = if female { &names.female } else { &names.male };
    let name = given[zipf(given.len(), random)].clone();
    let surname = names.surnames[zipf(names.surnames.len(), random)].clone();
    let country = random.below(world.countries.len());
    let city = random.below(world.countries[country].cities.len());
    let born = YEARS.0 - 60 + random.below(40) as i16;
    let mut career = Vec::new();
    let mut from = YEARS.0;
    let mut role = random.below(world.roles.len());
    for _ in 0..=random.below(3) {
        let field = &world.roles[role].field;
        let home = |organization: &&(usize, &Organization)| organization.1.country == country;
        let of_field: Vec<(usize, &Organization)> =
            organizations.iter().enumerate().filter(|(_, organization)| organization.field == *field).collect();
        let near: Vec<_> = of_field.iter().filter(home).collect();
        let organization =
            if near.is_empty() || random.chance(0.1) { one(&of_field, random).0 } else { one(&near, random).0 };
        career.push(Office { from, role, organization });
        from += 3 + random.below(12) as i16;
        // A new office is mostly of the old field, and sometimes another trade altogether.
        let roles: Vec<usize> =
            (0..world.roles.len()).filter(|&it| world.roles[it].field == *field || random.chance(0.02)).collect();
        role = *one(&roles, random);
    }
    Person {
        nickname: names.nickname(&name, random).filter(|_| random.chance(0.4)),
        spelling: respell(&surname).filter(|_| random.chance(0.1)),
        middle: random.chance(0.3).then(|| one(given, random).clone()),
        given: name,
        surname,
        female,
        born,
        country,
        city,
        career,
        acquaintances: Vec::new(),
    }
}

/// Everybody knows some people of the same organization, of the same country and some of anywhere.
fn acquaint(people: &mut [Person], organizations: &[Organization], random: &mut Random) {
    let mut by_field: std::collections::BTreeMap<(usize, String), Vec<usize>> = std::collections::BTreeMap::new();
    for (at, person) in people.iter().enumerate() {
        let field = organizations[person.career[0].organization].field.clone();
        by_field.entry((person.country, field)).or_default().push(at);
    }
    for at in 0..people.len() {
        let field = organizations[people[at].career[0].organization].field.clone();
        let near = &by_field[&(people[at].country, field)];
        for _ in 0..3 + random.below(8) {
            let other = if random.chance(0.75) { *one(near, random) } else { random.below(people.len()) };
            if other != at && people[other].surname != people[at].surname {
                people[at].acquaintances.push(other);
                people[other].acquaintances.push(at);
            }
        }
    }
}

/// Another spelling of a name, as transliteration or carelessness makes it.
fn respell(name: &str) -> Option<String> {
    let pairs = [
        ("sch", "sh"),
        ("ck", "k"),
        ("ll", "l"),
        ("tt", "t"),
        ("ss", "s"),
        ("ff", "f"),
        ("nn", "n"),
        ("ph", "f"),
        ("y", "i"),
        ("oe", "o"),
        ("kh", "h"),
        ("j", "y"),
    ];
    pairs.iter().find(|(from, _)| name.get(1..).is_some_and(|rest| rest.contains(from))).map(|(from, to)| {
        let (first, rest) = name.split_at(1);
        format!("{first}{}", rest.replacen(from, to, 1))
    })
}
