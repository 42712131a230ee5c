//! What the articles tell of their entities that helps to know them again: what they are, whom they belong to, where
//! they come from, who is named beside them.

use crate::model::{Date, Entity, EntityId, EntityKind, Event, Facts, Gender, Relation, fold};
use crate::resolve::names::NameForm;
use crate::resources::identity::IdentityWords;
use rustc_hash::FxHashMap;

/// One entity of one article: indices into the articles and their entities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Item {
    pub(crate) article: usize,
    pub(crate) entity: usize,
}

/// An index into the clues of [`Evidence`].
pub(crate) type Clue = u32;

/// The sorts of clues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Sort {
    /// The words of an office or trade.
    Role,
    /// What the role belongs to: politics, sport.
    Field,
    /// The organization or place that the role is of, the maker of a work.
    Tie,
    /// Where somebody is a citizen, or something is based.
    Country,
    /// Who or what else the article names.
    Company,
}

impl Sort {
    /// All sorts, in their order.
    pub(crate) const ALL: [Sort; 5] = [Sort::Role, Sort::Field, Sort::Tie, Sort::Country, Sort::Company];
}

/// What one article tells of one entity.
#[derive(Debug, Clone, Default)]
pub(crate) struct Clues {
    /// Sorted; without the company, which all entities of an article share.
    pub(crate) own: Vec<(Sort, Clue)>,
    pub(crate) gender: Option<Gender>,
    /// The year of publication.
    pub(crate) year: Option<i16>,
    /// The year of birth.
    pub(crate) born: Option<i16>,
    /// The clue that the entity itself is to others.
    pub(crate) itself: Option<Clue>,
}

/// What is known of a clue.
#[derive(Debug, Clone)]
struct Known {
    sort: Sort,
    text: String,
    /// The number of items (for company: of articles) that have it.
    count: u32,
}

/// The evidence of all articles.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    known: Vec<Known>,
    /// The number of items that have any clue of a sort; of articles for the last.
    totals: [u32; 5],
    company: Vec<Vec<Clue>>,
    clues: Vec<Vec<Clues>>,
}

impl Evidence {
    /// Gathers the clues: O(n log n) in the number of facts.
    pub(crate) fn gather(articles: &[Facts], forms: &Forms, words: &IdentityWords) -> Self {
        let mut evidence = Evidence::default();
        let mut index = FxHashMap::default();
        for (at, facts) in articles.iter().enumerate() {
            let mut reader = Reader { facts, words, evidence: &mut evidence, index: &mut index };
            let clues = reader.clues(forms, at);
            evidence.clues.push(clues);
        }
        evidence
    }

    /// The clues of an item.
    pub(crate) fn of(&self, item: Item) -> Option<&Clues> {
        self.clues.get(item.article)?.get(item.entity)
    }

    /// All clues of an item in the order of their sorts, each once; its company is who else the article names.
    pub(crate) fn clues(&self, item: Item) -> impl Iterator<Item = (Sort, Clue)> {
        let own = self.of(item);
        let itself = own.and_then(|clues| clues.itself);
        let company = self.company(item.article).iter().filter(move |&&clue| Some(clue) != itself);
        own.into_iter().flat_map(|clues| clues.own.iter().copied()).chain(company.map(|&clue| (Sort::Company, clue)))
    }

    /// True where an item has a clue.
    pub(crate) fn has(&self, item: Item, sort: Sort, clue: Clue) -> bool {
        let own = self.of(item);
        match sort {
            Sort::Company => {
                own.and_then(|clues| clues.itself) != Some(clue)
                    && self.company(item.article).binary_search(&clue).is_ok()
            }
            _ => own.is_some_and(|clues| clues.own.binary_search(&(sort, clue)).is_ok()),
        }
    }

    fn company(&self, article: usize) -> &[Clue] {
        self.company.get(article).map_or(&[], Vec::as_slice)
    }

    /// What a clue tells of.
    pub(crate) fn sort(&self, clue: Clue) -> Sort {
        self.known.get(clue as usize).map_or(Sort::Company, |known| known.sort)
    }

    /// The share of items that have a clue, among those that have any of its sort; above 0.
    pub(crate) fn share(&self, sort: Sort, clue: Clue) -> f32 {
        let count = self.known.get(clue as usize).map_or(1, |known| known.count);
        // Small collections make everything look frequent: as if there were some more that lack it.
        (count as f32 + 0.5) / (self.totals[sort as usize] as f32 + COMMON)
    }

    /// The words of a clue.
    pub(crate) fn text(&self, clue: Clue) -> &str {
        self.known.get(clue as usize).map_or("", |known| known.text.as_str())
    }
}

/// Items that are thought to lack a clue besides those that do.
const COMMON: f32 = 20.0;

/// The forms of all names, each made once.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    forms: Vec<NameForm>,
    of: Vec<Vec<u32>>,
}

impl Forms {
    /// Takes the names of all entities apart.
    pub(crate) fn new(articles: &[Facts], words: &IdentityWords) -> Self {
        let mut index: FxHashMap<(EntityKind, &str), u32> = FxHashMap::default();
        let mut forms = Vec::new();
        let of = articles
            .iter()
            .map(|facts| {
                let form = |entity: &'_ Entity| NameForm::new(entity.kind, &entity.name, words);
                facts
                    .entities
                    .iter()
                    .map(|entity| {
                        *index.entry((entity.kind, entity.name.as_str())).or_insert_with(|| {
                            forms.push(form(entity));
                            forms.len() as u32 - 1
                        })
                    })
                    .collect()
            })
            .collect();
        Forms { forms, of }
    }

    /// The form of an item's name.
    pub(crate) fn of(&self, item: Item) -> &NameForm {
        &self.forms[self.of[item.article][item.entity] as usize]
    }
}

struct Reader<'r> {
    facts: &'r Facts,
    words: &'r IdentityWords,
    evidence: &'r mut Evidence,
    index: &'r mut FxHashMap<(Sort, String), Clue>,
}

impl Reader<'_> {
    fn clue(&mut self, sort: Sort, text: String) -> Clue {
        if let Some(&clue) = self.index.get(&(sort, text.clone())) {
            return clue;
        }
        let clue = self.evidence.known.len() as Clue;
        self.evidence.known.push(Known { sort, text: text.clone(), count: 0 });
        self.index.insert((sort, text), clue);
        clue
    }

    fn clues(&mut self, forms: &Forms, article: usize) -> Vec<Clues> {
        let year = self.facts.published.map(|date| date.parts().0);
        let mut places: FxHashMap<&EntityId, usize> = FxHashMap::default();
        let mut all: Vec<Clues> = Vec::with_capacity(self.facts.entities.len());
        let mut company = Vec::new();
        for (entity, it) in self.facts.entities.iter().enumerate() {
            places.insert(&it.id, entity);
            let form = forms.of(Item { article, entity });
            let itself =
                form.is_full.then(|| self.clue(Sort::Company, format!("{} {}", it.kind.as_str(), form.identity)));
            company.extend(itself);
            let mut clues = Clues { gender: it.gender, year, itself, ..Clues::default() };
            if it.kind == EntityKind::Person {
                it.descriptions.iter().for_each(|word| self.role(word, &mut clues));
            }
            all.push(clues);
        }
        let facts = self.facts;
        for relation in &facts.relations {
            self.relation(relation, &places, &mut all);
        }
        for event in &facts.events {
            born(event, &places, &mut all);
        }
        company.sort_unstable();
        company.dedup();
        for &clue in &company {
            self.evidence.known[clue as usize].count += 1;
        }
        self.evidence.totals[Sort::Company as usize] += 1;
        self.evidence.company.push(company);
        for clues in &mut all {
            clues.own.sort_unstable();
            clues.own.dedup();
            for sort in Sort::ALL {
                let of_sort = || clues.own.iter().filter(|(it, _)| *it == sort);
                of_sort().for_each(|(_, clue)| self.evidence.known[*clue as usize].count += 1);
                self.evidence.totals[sort as usize] += u32::from(of_sort().next().is_some());
            }
        }
        all
    }

    fn role(&mut self, words: &str, clues: &mut Clues) {
        let role = fold(words);
        if let Some(field) = self.words.field(&role) {
            let field = self.clue(Sort::Field, field.to_owned());
            clues.own.push((Sort::Field, field));
        }
        let role = self.clue(Sort::Role, role);
        clues.own.push((Sort::Role, role));
    }

    /// What a relation tells of its ends, where the text says that it is so or was so.
    fn relation(&mut self, relation: &Relation<EntityId>, places: &FxHashMap<&EntityId, usize>, all: &mut [Clues]) {
        let (Some(&from), Some(&to)) = (places.get(&relation.from), places.get(&relation.to)) else { return };
        if !relation.status.is_asserted() {
            return;
        }
        let facts = self.facts;
        let (one, other) = (&facts.entities[from], &facts.entities[to]);
        let name = fold(&other.name);
        if let Some(title) = relation.title.as_ref().filter(|_| one.kind == EntityKind::Person) {
            self.role(title, &mut all[from]);
        }
        let is_country = other.kind == EntityKind::Place && self.words.is_country(&name);
        if is_country && self.words.is_home(&relation.kind) {
            let clue = self.clue(Sort::Country, name.clone());
            all[from].own.push((Sort::Country, clue));
        }
        if self.words.is_tie(&relation.kind) && other.kind != EntityKind::Work {
            let clue = self.clue(Sort::Tie, name);
            all[from].own.push((Sort::Tie, clue));
        }
        if relation.kind == "created" && one.name.contains(' ') {
            let clue = self.clue(Sort::Tie, fold(&one.name));
            all[to].own.push((Sort::Tie, clue));
        }
    }
}

/// The year of birth, where an event of the article is the birth of one person.
fn born(event: &Event<EntityId>, places: &FxHashMap<&EntityId, usize>, all: &mut [Clues]) {
    if let ("birth", Some(date), [only]) = (event.kind.as_str(), event.date, event.participants.as_slice())
        && let Some(&at) = places.get(&only.id)
    {
        all[at].born = Some(Date::parts(date).0);
    }
}
