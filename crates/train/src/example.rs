//! One sentence to learn from, with whichever layers its corpus has.

use crate::random::Random;
use newsgraph::annotate::network::{KINDS, Place, tag};
use std::ops::Range;

/// A set of name kinds: bit `i` is kind `i` of [`KINDS`].
pub(crate) type Kinds = u8;
pub(crate) const PERSON: Kinds = 1;
pub(crate) const ORGANIZATION: Kinds = 2;
pub(crate) const PLACE: Kinds = 4;
pub(crate) const WORK: Kinds = 8;
pub(crate) const EVENT: Kinds = 16;
pub(crate) const NORP: Kinds = 32;
/// A span that may also be no name at all.
pub(crate) const MAYBE: Kinds = 64;

/// Gold tree of a sentence.
#[derive(Debug, Clone, Default)]
pub(crate) struct Syntax {
    pub(crate) xpos: Vec<usize>,
    pub(crate) upos: Vec<usize>,
    /// The head of each word, `None` for the root.
    pub(crate) heads: Vec<Option<usize>>,
    pub(crate) deps: Vec<usize>,
}

/// A sentence with gold layers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Example {
    pub(crate) id: String,
    pub(crate) forms: Vec<String>,
    pub(crate) syntax: Option<Syntax>,
    /// For each word the set of tags that the corpus allows; empty without names.
    pub(crate) names: Vec<u32>,
    /// How much the names count.
    pub(crate) weight: f32,
}

/// The allowed tags of each word: of a span those of its kinds, elsewhere outside and all of `unknown`, the kinds that
/// the corpus does not mark.
pub(crate) fn allowed(count: usize, spans: &[(Range<usize>, Kinds)], unknown: Kinds) -> Vec<u32> {
    let places = |kinds: Kinds, place: Place| -> u32 {
        (0..KINDS.len()).filter(|k| kinds >> k & 1 == 1).map(|k| 1 << tag(k, place)).sum()
    };
    let all = |kinds| -> u32 {
        [Place::Begin, Place::Inside, Place::End, Place::Single].into_iter().map(|place| places(kinds, place)).sum()
    };
    let mut masks = vec![1 | all(unknown); count];
    for (span, kinds) in spans {
        for i in span.clone() {
            let place = match (i == span.start, i + 1 == span.end) {
                (true, true) => Place::Single,
                (true, false) => Place::Begin,
                (false, true) => Place::End,
                (false, false) => Place::Inside,
            };
            masks[i] = places(*kinds, place) | if kinds & MAYBE > 0 { 1 | all(*kinds) } else { 0 };
        }
    }
    masks
}

impl Example {
    /// A copy as headlines and careless writers would have it: other capitals, other quotes, no final stop.
    pub(crate) fn varied(&self, random: &mut Random) -> Example {
        let mut copy = self.clone();
        match random.below(20) {
            0 => copy.forms.iter_mut().for_each(|form| *form = form.to_lowercase()),
            1 | 2 => copy.forms.iter_mut().for_each(|form| *form = title(form)),
            3 => copy.forms.iter_mut().for_each(|form| *form = form.to_uppercase()),
            4 | 5 => copy.drop_stop(),
            _ => {}
        }
        if random.chance(0.2) {
            copy.cut(|form, _| letters(form));
        }
        if random.chance(0.3) {
            let curly = random.chance(0.5);
            let mut open = false;
            for form in &mut copy.forms {
                *form = match form.as_str() {
                    "\"" | "``" | "''" | "“" | "”" if curly => {
                        open = !open;
                        if open { "“".to_owned() } else { "”".to_owned() }
                    }
                    "``" | "''" | "“" | "”" => "\"".to_owned(),
                    _ if curly => form.replace('\'', "’"),
                    _ => form.replace('’', "'"),
                };
            }
        }
        copy
    }

    /// Cuts some words of a sentence without a tree in pieces; a name goes on through the pieces of its words.
    pub(crate) fn cut(&mut self, pieces: impl Fn(&str, u32) -> Vec<String>) {
        if self.syntax.is_some() || self.names.len() != self.forms.len() {
            return;
        }
        let (mut forms, mut names) = (Vec::with_capacity(self.forms.len()), Vec::with_capacity(self.names.len()));
        for (form, &mask) in self.forms.iter().zip(&self.names) {
            let cut = pieces(form, mask);
            let last = cut.len().saturating_sub(1);
            for (i, piece) in cut.into_iter().enumerate() {
                names.push(part(mask, i == 0, i == last));
                forms.push(piece);
            }
        }
        (self.forms, self.names) = (forms, names);
    }

    /// Leaves the full stop at the end out, when nothing depends on it.
    fn drop_stop(&mut self) {
        let last = self.forms.len().saturating_sub(1);
        if last < 2 || self.forms[last] != "." {
            return;
        }
        if let Some(syntax) = &mut self.syntax {
            if syntax.heads.contains(&Some(last)) || syntax.heads[last].is_none() {
                return;
            }
            syntax.xpos.pop();
            syntax.upos.pop();
            syntax.heads.pop();
            syntax.deps.pop();
        }
        self.forms.pop();
        self.names.truncate(last);
    }
}

/// The tags of the first, last or a middle piece of a word with these tags.
fn part(mask: u32, first: bool, last: bool) -> u32 {
    let mut tags = mask & 1;
    if mask == u32::MAX {
        return mask;
    }
    for kind in 0..KINDS.len() {
        let has = |place: Place| mask >> tag(kind, place) & 1 == 1;
        let (begins, ends) = (has(Place::Begin), has(Place::End));
        let mut add = |place: Place| tags |= 1 << tag(kind, place);
        if has(Place::Single) {
            add(match (first, last) {
                (true, true) => Place::Single,
                (true, false) => Place::Begin,
                (false, true) => Place::End,
                (false, false) => Place::Inside,
            });
        }
        if has(Place::Inside) || (begins && !first) || (ends && !last) {
            add(Place::Inside);
        }
        if begins && first {
            add(Place::Begin);
        }
        if ends && last {
            add(Place::End);
        }
    }
    tags
}

/// "U.S." as the four words that some tokenizers make of it; other words whole.
fn letters(form: &str) -> Vec<String> {
    let abbreviation = form.contains('.') && form.chars().all(|c| c == '.' || c.is_uppercase());
    if !abbreviation {
        return vec![form.to_owned()];
    }
    form.chars().map(String::from).collect()
}

/// The words between hyphens and the hyphens, as UD English has them, where all are written with letters. A word outside
/// of names that begins with a capital stays whole: its corpus may have passed over the name in "U.S.-led".
pub(crate) fn hyphenated(form: &str, mask: u32) -> Vec<String> {
    let parts: Vec<&str> = form.split('-').collect();
    let plain = parts.iter().all(|part| part.len() > 1 && part.chars().all(|c| c.is_alphabetic() || c == '.'));
    if parts.len() < 2 || !plain || (mask == 1 && form.chars().any(char::is_uppercase)) {
        return vec![form.to_owned()];
    }
    let mut pieces = Vec::new();
    for part in parts {
        if !pieces.is_empty() {
            pieces.push("-".to_owned());
        }
        pieces.push(part.to_owned());
    }
    pieces
}

/// Title Case, small words left as they are.
fn title(form: &str) -> String {
    let mut characters = form.chars();
    match characters.next() {
        Some(first) if form.len() > 3 => first.to_uppercase().chain(characters).collect(),
        _ => form.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_goes_on_through_the_pieces_of_its_words() {
        let names = allowed(4, &[(0..1, PLACE), (1..3, ORGANIZATION)], 0);
        let forms = ["U.S.", "Al-Qaida", "Group", "U.N.-led"].map(str::to_owned).to_vec();
        let mut example = Example { forms, names, ..Example::default() };
        example.cut(hyphenated);
        example.cut(|form, _| letters(form));
        assert_eq!(example.forms, ["U", ".", "S", ".", "Al", "-", "Qaida", "Group", "U.N.-led"]);
        assert_eq!(example.names, allowed(9, &[(0..4, PLACE), (4..8, ORGANIZATION)], 0));
    }
}
