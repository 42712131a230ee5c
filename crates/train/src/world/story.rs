//! What happens in the invented world, and how newspapers write about it.

use super::draft::{Claim, Draft, Local, Sentence};
use super::lexicon::{World, capitalized, one, zipf};
use super::person::{Organization, Person, YEARS};
use crate::random::Random;

/// The probability that a fact of a text is not found.
const MISSED: f32 = 0.12;
/// The probability that a gender is found wrong.
const WRONG_GENDER: f32 = 0.005;

/// Something that happens.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) happening: usize,
    pub(crate) who: [usize; 2],
    pub(crate) others: Vec<usize>,
    pub(crate) place: (usize, usize),
    pub(crate) year: i16,
    pub(crate) month: u8,
    pub(crate) day: u8,
    pub(crate) quote: String,
}

/// Everything that stories draw from.
pub(crate) struct Scene<'w> {
    pub(crate) world: &'w World,
    pub(crate) people: &'w [Person],
    pub(crate) organizations: &'w [Organization],
}

impl Scene<'_> {
    /// Lets something happen, to those in the news far more often than to others.
    pub(crate) fn event(&self, random: &mut Random) -> Event {
        // Half of the news are of those who are always in the news.
        let somebody = |random: &mut Random| {
            if random.chance(0.5) { zipf(self.people.len(), random) } else { random.below(self.people.len()) }
        };
        let first = somebody(random);
        let companion = |random: &mut Random| {
            let known = &self.people[first].acquaintances;
            if known.is_empty() || random.chance(0.3) { somebody(random) } else { *one(known, random) }
        };
        let mut who = vec![first];
        let wanted = 2 + random.below(4);
        for _ in 0..40 {
            let next = companion(random);
            let surname = &self.people[next].surname;
            if who.iter().all(|&at| self.people[at].surname != *surname) {
                who.push(next);
            }
            if who.len() == wanted {
                break;
            }
        }
        if who.len() < 2 {
            return self.event(random);
        }
        let host = &self.people[who[random.below(2)]];
        let place = if random.chance(0.6) {
            (host.country, host.city)
        } else {
            let country = random.below(self.world.countries.len());
            (country, random.below(self.world.countries[country].cities.len()))
        };
        Event {
            happening: random.below(self.world.happenings.len()),
            who: [who[0], who[1]],
            others: who.split_off(2),
            place,
            year: YEARS.0 + random.below((YEARS.1 - YEARS.0 + 1) as usize) as i16,
            month: 1 + random.below(12) as u8,
            day: 1 + random.below(27) as u8,
            quote: self.fill(one(&self.world.statements, random).as_str(), random),
        }
    }

    /// One newspaper's article about an event.
    pub(crate) fn article(&self, event: &Event, random: &mut Random) -> Draft {
        let mut draft = Draft {
            publisher: one(&self.world.outlets, random).clone(),
            published: format!("{:04}-{:02}-{:02}", event.year, event.month, event.day + random.below(2) as u8),
            ..Draft::default()
        };
        let mut telling = Telling { scene: self, event, draft: &mut draft, random, shorts: Vec::new() };
        telling.tell();
        draft.title = format!(
            "{} and {}: {} in {}",
            self.people[event.who[0]].surname,
            self.people[event.who[1]].surname,
            self.world.happenings[event.happening].kind,
            self.city(event.place)
        );
        draft
    }

    /// A copy of an article in another paper: with another dateline, cut from the end, and a few words changed.
    pub(crate) fn copy(&self, draft: &Draft, random: &mut Random) -> Draft {
        let mut copy = draft.clone();
        copy.publisher.clone_from(one(&self.world.outlets, random));
        let least = copy.sentences.len() * 45 / 100;
        copy.sentences.truncate(least.max(1) + random.below(copy.sentences.len() - least.max(1) + 1));
        for sentence in &mut copy.sentences {
            for part in sentence.parts.iter_mut().filter(|part| part.mention.is_none()) {
                if sentence.claims.is_empty() && random.chance(0.08) {
                    let word = one(&self.world.adjectives, random);
                    part.text = part.text.replacen(one(&self.world.adjectives, random).as_str(), word, 1);
                }
            }
        }
        let mut line = Sentence::default();
        line.say(&format!("By {} staff.", if random.chance(0.5) { &self.world.wire } else { &copy.publisher }));
        copy.sentences.insert(if random.chance(0.5) { 0 } else { copy.sentences.len() }, line);
        copy
    }

    fn city(&self, (country, city): (usize, usize)) -> &str {
        &self.world.countries[country].cities[city]
    }

    /// A sentence of the lists with its slots filled.
    fn fill(&self, pattern: &str, random: &mut Random) -> String {
        let mut text = pattern.to_owned();
        while let Some(at) = text.find('{') {
            let value = match text.get(at + 1..at + 2) {
                Some("n") => one(&self.world.nouns, random).clone(),
                Some("a") => one(&self.world.adjectives, random).clone(),
                _ => (2 + random.below(400)).to_string(),
            };
            text.replace_range(at..at + 3, &value);
        }
        text
    }
}

/// The writing of one article.
struct Telling<'s, 'w> {
    scene: &'s Scene<'w>,
    event: &'s Event,
    draft: &'s mut Draft,
    random: &'s mut Random,
    /// How those who were introduced are called from then on.
    shorts: Vec<(usize, usize, String)>,
}

impl Telling<'_, '_> {
    fn tell(&mut self) {
        self.lead();
        let fillers = 4 + self.random.below(6);
        let mut rest: Vec<Sentence> = (0..fillers).map(|_| self.filler()).collect();
        for person in self.event.who {
            rest.extend(self.background(person));
        }
        let speaker = self.event.who[self.random.below(2)];
        rest.extend(self.statement(speaker));
        for at in 0..self.event.others.len() {
            if self.random.chance(0.8) {
                rest.push(self.bystander(self.event.others[at]));
            }
        }
        self.random.shuffle(&mut rest);
        self.draft.sentences.extend(rest);
    }

    /// The index of an entity, which is added where it is new.
    fn local(&mut self, kind: &'static str, name: &str) -> usize {
        let found = self.draft.locals.iter().position(|it| it.kind == kind && it.name == name);
        found.unwrap_or_else(|| {
            self.draft.locals.push(Local { kind, name: name.to_owned(), person: None });
            self.draft.locals.len() - 1
        })
    }

    fn lead(&mut self) {
        let scene = self.scene;
        let happening = &scene.world.happenings[self.event.happening];
        let pattern = one(&happening.sentences, self.random).clone();
        let mut sentence = Sentence::default();
        let mut trigger = 0;
        let place = self.local("place", scene.city(self.event.place));
        let mut ends = [0; 2];
        for (at, piece) in pattern.split(['{', '}', '*']).enumerate().filter(|(_, piece)| !piece.is_empty()) {
            match piece {
                "A" => ends[0] = self.introduce(self.event.who[0], &mut sentence),
                "B" => ends[1] = self.introduce(self.event.who[1], &mut sentence),
                "P" => sentence.name(place, scene.city(self.event.place), "name"),
                "D" => sentence.say(&format!("on {} {}", self.event.day, MONTHS[usize::from(self.event.month) - 1])),
                text => {
                    if pattern.contains(&format!("*{text}*")) && at > 0 {
                        trigger = sentence.parts.len();
                    }
                    sentence.say(text);
                }
            }
        }
        if !self.random.chance(MISSED) {
            let date = format!("{:04}-{:02}-{:02}", self.event.year, self.event.month, self.event.day);
            sentence.claims.push(Claim::Event {
                kind: happening.kind.clone(),
                roles: happening.roles.clone(),
                who: ends,
                place,
                date: self.random.chance(0.8).then_some(date),
                trigger,
            });
        }
        if let Some(kind) = &happening.relation {
            self.relate(&mut sentence, kind, ends[0], ends[1], None);
        }
        self.draft.sentences.push(sentence);
    }

    fn relate(&mut self, sentence: &mut Sentence, kind: &str, from: usize, to: usize, title: Option<&str>) {
        if !self.random.chance(MISSED) {
            let title = title.map(str::to_owned);
            sentence.claims.push(Claim::Relation { kind: kind.to_owned(), from, to, title });
        }
    }

    /// Names somebody for the first time, with or without what they are.
    fn introduce(&mut self, at: usize, sentence: &mut Sentence) -> usize {
        let scene = self.scene;
        let person = &scene.people[at];
        let name = self.name_of(person);
        let entity = self.draft.locals.len();
        self.draft.locals.push(Local { kind: "person", name: name.clone(), person: Some(at) });
        let short = name.rsplit(' ').next().unwrap_or(&name).to_owned();
        self.shorts.push((at, entity, short));
        let office = person.office(self.event.year);
        let role = &scene.world.roles[office.role];
        let is_bare = !name.contains(' ');
        if is_bare || self.random.chance(0.25) {
            sentence.say(&format!("{} ", capitalized(&role.title)));
            sentence.name(entity, &name, "name");
            self.describe(sentence, entity, &role.title);
        } else if self.random.chance(0.6) {
            sentence.name(entity, &name, "name");
            sentence.say(&format!(", {} of ", role.title));
            let organization = &scene.organizations[office.organization].name;
            let at = self.local("organization", organization);
            sentence.name(at, organization, "name");
            sentence.say(",");
            self.describe(sentence, entity, &role.title);
            self.relate(sentence, &role.relation, entity, at, Some(&role.title));
        } else {
            sentence.name(entity, &name, "name");
        }
        entity
    }

    fn describe(&mut self, sentence: &mut Sentence, of: usize, title: &str) {
        if !self.random.chance(MISSED) {
            sentence.claims.push(Claim::Description { of, word: title.to_owned() });
        }
        if self.random.chance(0.05) {
            sentence.claims.push(Claim::Description { of, word: one(&self.scene.world.vague, self.random).clone() });
        }
    }

    /// A name as this newspaper writes it.
    fn name_of(&mut self, person: &Person) -> String {
        let (given, surname) = (&person.given, &person.surname);
        let initial = |name: &str| name.chars().take(1).collect::<String>();
        let form = self.random.unit();
        match (&person.middle, &person.nickname, &person.spelling) {
            (Some(middle), ..) if form < 0.10 => format!("{given} {}. {surname}", initial(middle)),
            (Some(middle), ..) if form < 0.13 => format!("{given} {middle} {surname}"),
            (_, Some(nickname), _) if (0.13..0.30).contains(&form) => format!("{nickname} {surname}"),
            (.., Some(spelling)) if (0.30..0.45).contains(&form) => format!("{given} {spelling}"),
            _ if form > 0.985 => format!("{}. {surname}", initial(given)),
            _ if form > 0.965 => surname.clone(),
            _ => person.name(),
        }
    }

    /// Sentences about somebody who was introduced.
    fn background(&mut self, at: usize) -> Vec<Sentence> {
        let scene = self.scene;
        let person = &scene.people[at];
        let Some((_, entity, short)) = self.shorts.iter().find(|it| it.0 == at).cloned() else { return Vec::new() };
        let (he, female) = (if person.female { "She" } else { "He" }, person.female);
        let mut sentences = Vec::new();
        let land = &scene.world.countries[person.country];
        if self.random.chance(0.25) {
            let mut sentence = Sentence::default();
            sentence.name(entity, &short, "name");
            sentence.say(", who comes from ");
            let place = self.local("place", scene.city((person.country, person.city)));
            sentence.name(place, scene.city((person.country, person.city)), "name");
            sentence.say(" in ");
            let country = self.local("place", &land.name);
            sentence.name(country, &land.name, "name");
            sentence.say(&format!(", did not look {}.", one(&scene.world.adjectives, self.random)));
            self.relate(&mut sentence, "citizen-of", entity, country, None);
            sentences.push(sentence);
        }
        if self.random.chance(0.5) {
            let mut sentence = Sentence::default();
            sentence.name(entity, he, "pronoun");
            sentence.say(&format!(
                " had asked for a {} {} before.",
                one(&scene.world.adjectives, self.random),
                one(&scene.world.nouns, self.random)
            ));
            let wrong = self.random.chance(WRONG_GENDER);
            if !self.random.chance(MISSED) {
                sentence.claims.push(Claim::Gender { of: entity, female: female != wrong });
            }
            sentences.push(sentence);
        }
        if self.random.chance(0.04) {
            let mut sentence = Sentence::default();
            sentence.name(entity, &short, "name");
            sentence.say(&format!(" was born in {}.", person.born));
            sentences.push(sentence);
        }
        sentences
    }

    fn statement(&mut self, at: usize) -> Vec<Sentence> {
        let Some((_, entity, short)) = self.shorts.iter().find(|it| it.0 == at).cloned() else { return Vec::new() };
        // The event's own statement is quoted by most papers, often cut short; others have a quote of their own.
        let quote = if self.random.chance(0.6) {
            self.event.quote.clone()
        } else {
            self.scene.fill(one(&self.scene.world.statements, self.random).as_str(), self.random)
        };
        let mut sentence = Sentence::default();
        sentence.say("“");
        sentence.say(&quote);
        sentence.say(",” ");
        sentence.name(entity, &short, "name");
        sentence.say(" said.");
        if !self.random.chance(MISSED) {
            sentence.claims.push(Claim::Statement { speaker: entity, quote: 1 });
        }
        vec![sentence]
    }

    fn bystander(&mut self, at: usize) -> Sentence {
        let mut sentence = Sentence::default();
        self.introduce(at, &mut sentence);
        let noun = one(&self.scene.world.nouns, self.random);
        sentence.say(&match self.random.below(3) {
            0 => format!(" would not speak about the {noun}."),
            1 => format!(" had been seen near the {noun}."),
            _ => format!(" was asked about the {noun} too."),
        });
        sentence
    }

    fn filler(&mut self) -> Sentence {
        let mut sentence = Sentence::default();
        sentence.say(&self.scene.fill(one(&self.scene.world.fillers, self.random).as_str(), self.random));
        sentence
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
