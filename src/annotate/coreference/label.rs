//! Names joined to names: equal ones, short forms, initials, acronyms, handles, nicknames.

use super::cluster::Clusters;
use super::{Aliases, Scene};
use crate::annotate::names::Known;
use crate::model::{EntityKind, Gender, MentionKind};
use crate::resources::gazetteers::Known as Class;
use crate::resources::titles::Use;
use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// A match as weak as this counts where no other name matches as well.
const ALONE: u8 = 2;

/// All mentions with one name, as it is compared with others.
#[derive(Debug)]
struct Label {
    kind: EntityKind,
    /// Folded words without stops, hyphens and suffix.
    words: Vec<CompactString>,
    /// "jr", "iii".
    suffix: Option<CompactString>,
    /// True for a word of capitals, which may be an acronym.
    upper: bool,
    /// What the titles before a person tell: "Mr Roe" and "Mrs Roe" are two.
    gender: Option<Gender>,
    members: Vec<usize>,
}

/// Joins all candidates that are names of one thing.
pub(super) fn join(scene: Scene<'_>, aliases: &Aliases, clusters: &mut Clusters) {
    let labels = labels(scene);
    for label in &labels {
        for &member in &label.members {
            clusters.join(label.members[0], member);
        }
        if label.kind == EntityKind::Person {
            expect_gender(scene.known, label, clusters);
        }
    }
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(labels[i].words.len()), i));
    let mut heads: Vec<usize> = Vec::new();
    for i in order {
        let label = &labels[i];
        let best = best(scene, aliases, clusters, &labels, &heads, label);
        match best {
            Some(full) => join_short(clusters, &labels[full], label),
            None => heads.push(i),
        }
        heads.sort_unstable();
    }
}

/// Joins the mentions of a short name to a full one, as far as their genders agree.
fn join_short(clusters: &mut Clusters, full: &Label, short: &Label) {
    if agree(clusters, full, short) {
        for &member in &short.members {
            clusters.join(full.members[0], member);
        }
    }
}

/// True unless titles tell of two genders, or one of another than the given name lets expect; what "Ashley" lets expect does
/// not part "Mr Ashley Roe" from Ashley Roe.
fn agree(clusters: &Clusters, full: &Label, short: &Label) -> bool {
    let set = clusters.get(full.members[0]);
    let whole = full.words.len() > 1 && full.words == short.words;
    let gender = if whole { set.gender } else { set.gender() };
    short.gender.is_none() || gender.is_none() || gender == short.gender
}

/// The full name that a label is short for: the surest match, then the earliest.
fn best(
    scene: Scene<'_>,
    aliases: &Aliases,
    clusters: &Clusters,
    labels: &[Label],
    heads: &[usize],
    label: &Label,
) -> Option<usize> {
    let fits = |&full: &usize| {
        let sure = match label.kind {
            EntityKind::Person => person(scene.known, &labels[full], label),
            _ => thing(scene.known, aliases, &labels[full], label),
        };
        sure.map(|sure| (sure, full))
    };
    let same = heads.iter().filter(|&&full| labels[full].kind == label.kind);
    let found: Vec<(u8, usize)> =
        same.filter(|&&full| agree(clusters, &labels[full], label)).filter_map(fits).collect();
    let &(sure, full) = found.iter().max_by_key(|&&(sure, full)| (sure, std::cmp::Reverse(full)))?;
    let unclear = sure <= ALONE && found.iter().filter(|&&(other, _)| other == sure).count() > 1;
    (!unclear).then_some(full)
}

fn labels(scene: Scene<'_>) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    let mut seen: FxHashMap<(EntityKind, Option<Gender>, CompactString), usize> = FxHashMap::default();
    for (i, candidate) in scene.candidates.iter().enumerate() {
        if candidate.kind != MentionKind::Name {
            continue;
        }
        let Some(kind) = EntityKind::ALL.into_iter().find(|&kind| candidate.kinds.has(kind)) else { continue };
        let key = scene.words.join(&candidate.tokens).replace('.', "");
        let next = labels.len();
        let at = *seen.entry((kind, candidate.gender, key.into())).or_insert(next);
        if at == next {
            labels.push(label(scene, i, kind));
        }
        labels[at].members.push(i);
    }
    labels
}

fn label(scene: Scene<'_>, candidate: usize, kind: EntityKind) -> Label {
    let tokens = scene.candidates[candidate].tokens.clone();
    let upper = tokens.len() == 1 && scene.words.shape(tokens.start) == crate::annotate::names::Shape::Upper;
    let mut words: Vec<CompactString> =
        tokens.map(|t| CompactString::from(scene.words.get(t).replace('.', ""))).collect();
    words.retain(|word| word.chars().any(char::is_alphanumeric));
    let suffix = words.last().filter(|last| words.len() > 1 && scene.known.titles.get(last).is(Use::SUFFIX)).cloned();
    if suffix.is_some() {
        words.pop();
    }
    Label { kind, words, suffix, upper, gender: scene.candidates[candidate].gender, members: Vec::new() }
}

/// What the given name of a full name lets expect.
fn expect_gender(known: &Known, label: &Label, clusters: &mut Clusters) {
    let first = label.words.iter().find(|word| word.len() > 1);
    let class = first.map(|first| known.lists.get(first)).unwrap_or_default();
    let likely = match (class.is(Class::FEMALE), class.is(Class::MALE)) {
        (true, false) => Some(Gender::Female),
        (false, true) => Some(Gender::Male),
        _ => None,
    };
    let given = label.words.len() > 1 || !class.is(Class::SURNAME);
    if given {
        for &member in &label.members {
            clusters.get_mut(member).likely = likely;
        }
    }
}

/// How surely a person's name is short for another (higher is surer).
fn person(known: &Known, full: &Label, short: &Label) -> Option<u8> {
    // A father and his son: one who is called Jr. is that, and a full name without it is somebody else's.
    let whole = short.words.len() > 1 && full.suffix.is_some();
    if full.suffix != short.suffix && (short.suffix.is_some() || whole) {
        return None;
    }
    let (long, brief) = (&full.words, &short.words);
    if let [only] = brief.as_slice()
        && let Some(handle) = only.strip_prefix('@')
    {
        return handle_of(long, handle).then_some(9);
    }
    if long.iter().any(|word| word.starts_with('@')) {
        return None;
    }
    if long == brief {
        // Who is called "Roe" is rather Jane Roe than another whom only a title tells of: "Mr Roe".
        return Some(if full.gender == short.gender || long.len() > 1 { 8 } else { 6 });
    }
    if brief.len() >= long.len() {
        return (brief.len() == long.len()).then(|| same_length(known, long, brief)).flatten();
    }
    if long.ends_with(brief) {
        return Some(7);
    }
    if long.starts_with(brief) {
        return Some(if brief.len() > 1 { 7 } else { 5 });
    }
    if brief.len() > 1 && subsequence(known, long, brief) {
        return Some(6);
    }
    (brief.len() == 1 && long.len() > 2 && long.contains(&brief[0])).then_some(3)
}

/// Equal family names with given names that are initials or short forms of each other.
fn same_length(known: &Known, long: &[CompactString], brief: &[CompactString]) -> Option<u8> {
    let (first, rest) = long.split_first()?;
    let (given, others) = brief.split_first()?;
    let given = known.titles.same_given(first, given) || is_initial(first, given);
    (rest == others && given && !rest.is_empty()).then_some(6)
}

fn is_initial(one: &str, other: &str) -> bool {
    (other.len() == 1 && one.starts_with(other)) || (one.len() == 1 && other.starts_with(one))
}

/// True when the words of `brief` occur in `long` in order, the last of both being equal.
fn subsequence(known: &Known, long: &[CompactString], brief: &[CompactString]) -> bool {
    if long.last() != brief.last() {
        return false;
    }
    let mut words = long.iter();
    brief
        .iter()
        .all(|word| words.any(|other| other == word || is_initial(other, word) || known.titles.same_given(other, word)))
}

/// "@KanyeWest" and "@kwest" of "Kanye West".
fn handle_of(words: &[CompactString], handle: &str) -> bool {
    let handle: String = handle.chars().filter(|c| c.is_alphanumeric()).collect();
    let whole: String = words.iter().flat_map(|word| word.chars()).filter(|c| c.is_alphanumeric()).collect();
    let full = handle.contains(&whole) || (whole.starts_with(&handle) && handle.len() > 4);
    let initial = words.split_first().is_some_and(|(first, rest)| {
        !rest.is_empty() && handle == format!("{}{}", first.chars().next().unwrap_or_default(), rest.concat())
    });
    full || initial
}

/// How surely the name of an organization, place or work is short for another.
fn thing(known: &Known, aliases: &Aliases, full: &Label, short: &Label) -> Option<u8> {
    let (long, brief) = (&full.words, &short.words);
    if long == brief {
        return Some(9);
    }
    let set = |label: &Label| aliases.set(label.kind, &label.words.join(" "));
    if let (Some(a), Some(b)) = (set(full), set(short)) {
        return (a == b).then_some(9);
    }
    if short.upper && full.kind != EntityKind::Work && brief.len() == 1 && is_acronym(known, long, &brief[0]) {
        return Some(8);
    }
    match full.kind {
        EntityKind::Organization => organization(known, full, short),
        EntityKind::Place => is_state(known, long, brief).then_some(8),
        EntityKind::Work => (long.len() > brief.len() && brief.len() > 1 && long.starts_with(brief)).then_some(5),
        EntityKind::Person => None,
    }
}

/// "The Islamic Republic of Iran" is Iran; which of two the Republic of Korea is, a list of aliases tells.
fn is_state(known: &Known, long: &[CompactString], brief: &[CompactString]) -> bool {
    let Some(of) = long.iter().position(|word| word == "of") else { return false };
    let (sort, name) = (&long[..of], &long[of + 1..]);
    let name = name.strip_prefix(&[CompactString::from("the")]).unwrap_or(name);
    let divided = name.iter().any(|word| known.titles.get(word).is(Use::DIVIDED));
    !sort.is_empty() && sort.iter().all(|word| known.titles.get(word).is(Use::STATE)) && name == brief && !divided
}

fn organization(known: &Known, full: &Label, short: &Label) -> Option<u8> {
    let (long, brief) = (&full.words, &short.words);
    if brief.len() >= long.len() {
        return None;
    }
    let place = |word: &CompactString| {
        let class = known.lists.get(word);
        class.is(Class::PLACE.or(Class::DEMONYM))
            || matches!(word.as_str(), "us" | "uk" | "un" | "eu" | "national" | "federal")
    };
    if long.ends_with(brief) {
        let rest = &long[..long.len() - brief.len()];
        let paper = known.lists.get(&long.join(" ")).is(Class::OUTLET);
        if rest.iter().all(place) || paper {
            return Some(6);
        }
        // "the Rovers" of Harrowgate Rovers, "the Consortium" of the Eurasian Rail Consortium.
        return (brief.len() == 1 && !place(&brief[0])).then_some(ALONE);
    }
    let marker = |word: &CompactString| known.titles.get(word).is(Use::NAMES_ORGANIZATION);
    if long.starts_with(brief) {
        let rest = &long[brief.len()..];
        let alone = brief.len() > 1 || !(place(&brief[0]) || marker(&brief[0]));
        let form = rest.iter().all(|word| marker(word) || matches!(word.as_str(), "and" | "&"));
        return (alone && (form || rest.len() == 1)).then_some(if form { 7 } else { 4 });
    }
    None
}

/// True when a word is made of the first letters of the others, small words apart.
fn is_acronym(known: &Known, words: &[CompactString], acronym: &str) -> bool {
    let large = |word: &&CompactString| !known.titles.get(word).is(Use::SMALL);
    let of = |words: &mut dyn Iterator<Item = &CompactString>| -> String {
        words.filter_map(|w| w.chars().next()).collect()
    };
    let (all, large) = (of(&mut words.iter()), of(&mut words.iter().filter(large)));
    acronym.len() > 1 && words.len() > 1 && (all == acronym || large == acronym)
}
