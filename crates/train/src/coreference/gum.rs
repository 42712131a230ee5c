//! The gold mentions of GUM (Zeldes 2017), in the brackets of `CorefUD`: in MISC `Entity=(12-person-…` opens a mention of
//! entity 12 at a word and `12)` closes it, `(12-person-…)` is one of a single word, `12[1/2]` is the first of two parts
//! (<https://ufal.mff.cuni.cz/corefud>).

use super::alignment::Extent;
use anyhow::{Context, Result, bail, ensure};
use newsgraph::model::{Document, TokenId};
use newsgraph::read::conllu;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::Path;

/// A document with its gold mentions.
#[derive(Debug)]
pub(super) struct Annotated {
    /// Its gold tokens, sentences, tags and trees.
    pub(super) document: Document,
    /// The mentions of all types in the order of the text, the longer first.
    pub(super) mentions: Vec<Mention>,
}

impl Annotated {
    /// The genre, as its identifier `GUM_genre_name` says it.
    pub(super) fn genre(&self) -> &str {
        self.document.article.id.split('_').nth(1).unwrap_or_default()
    }
}

/// A gold mention.
#[derive(Debug)]
pub(super) struct Mention {
    /// The entity, by its number in the document.
    pub(super) entity: String,
    /// The type: "person", "abstract", …
    pub(super) kind: String,
    pub(super) extent: Extent,
    /// True where the head is a proper noun.
    pub(super) name: bool,
    /// True for "I", "our", "you": pronouns of the first and second person.
    pub(super) speech: bool,
}

/// The documents of a file.
///
/// # Errors
/// When it cannot be read, is no CoNLL-U or its brackets do not match.
pub(super) fn read(path: &Path) -> Result<Vec<Annotated>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    parse(&text).with_context(|| path.display().to_string())
}

/// The documents of a text.
pub(super) fn parse(text: &str) -> Result<Vec<Annotated>> {
    let documents = conllu::documents(text)?;
    let drafts = drafts(text)?;
    let same = documents.len() == drafts.len();
    ensure!(
        same && documents.iter().zip(&drafts).all(|(it, draft)| it.tokens.len() == draft.speech.len()),
        "the trees and the brackets have different words"
    );
    Ok(documents.into_iter().zip(drafts).map(|(document, draft)| draft.finish(document)).collect())
}

/// What the lines of one document mark.
#[derive(Debug, Default)]
struct Draft {
    /// For each word whether it is a pronoun of the first or second person.
    speech: Vec<bool>,
    open: Vec<Open>,
    /// The words of the parts so far of mentions in several parts, by their entity.
    parts: BTreeMap<String, Vec<TokenId>>,
    /// Entity, type and words of each mention.
    closed: Vec<(String, String, Vec<TokenId>)>,
}

/// A mention, or a part of one, that is not closed yet.
#[derive(Debug)]
struct Open {
    /// Entity, and which part of how many where it is one.
    id: String,
    kind: String,
    start: TokenId,
    line: usize,
}

fn drafts(text: &str) -> Result<Vec<Draft>> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut draft = Draft::default();
    for (number, line) in (1..).zip(text.lines()) {
        if line.starts_with("# newdoc") {
            drafts.extend(std::mem::take(&mut draft).whole()?);
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, _, _, _, _, features, _, _, _, misc] = columns.as_slice() else { continue };
        if id.contains(['-', '.']) {
            continue;
        }
        let word = draft.speech.len() as TokenId;
        draft.speech.push(features.split('|').any(|it| matches!(it, "Person=1" | "Person=2")));
        for brackets in misc.split('|').filter_map(|it| it.strip_prefix("Entity=")) {
            draft.brackets(brackets, word, number).with_context(|| format!("line {number}: {brackets}"))?;
        }
    }
    drafts.extend(draft.whole()?);
    Ok(drafts)
}

impl Draft {
    /// Reads the brackets of a word.
    fn brackets(&mut self, mut rest: &str, word: TokenId, line: usize) -> Result<()> {
        while !rest.is_empty() {
            let Some(opening) = rest.strip_prefix('(') else {
                let (id, after) = rest.split_once(')').context("a mention neither opens nor closes")?;
                self.close(id, word)?;
                rest = after;
                continue;
            };
            let end = opening.find(['(', ')']).unwrap_or(opening.len());
            let mut fields = opening[..end].split('-');
            let (id, kind) = fields.next().zip(fields.next()).context("a mention has an entity and a type")?;
            self.open.push(Open { id: id.to_owned(), kind: kind.to_owned(), start: word, line });
            rest = &opening[end..];
            if let Some(after) = rest.strip_prefix(')') {
                self.close(id, word)?;
                rest = after;
            }
        }
        Ok(())
    }

    /// Closes the mention of an entity that was opened last.
    fn close(&mut self, id: &str, word: TokenId) -> Result<()> {
        let Some(at) = self.open.iter().rposition(|open| open.id == id) else {
            bail!("a mention of {id} closes that is not open");
        };
        let open = self.open.remove(at);
        let mut words: Vec<TokenId> = (open.start..=word).collect();
        let (entity, part) = id.split_once('[').unwrap_or((id, ""));
        if let Some((this, count)) = part.trim_end_matches(']').split_once('/') {
            let mut before = self.parts.remove(entity).unwrap_or_default();
            before.append(&mut words);
            if this != count {
                self.parts.insert(entity.to_owned(), before);
                return Ok(());
            }
            words = before;
        }
        self.closed.push((entity.to_owned(), open.kind, words));
        Ok(())
    }

    /// This where it has any words.
    fn whole(self) -> Result<Option<Self>> {
        if let Some(open) = self.open.first() {
            bail!("line {}: the mention of {} is never closed", open.line, open.id);
        }
        if let Some(entity) = self.parts.keys().next() {
            bail!("the last part of a mention of {entity} is missing");
        }
        Ok((!self.speech.is_empty()).then_some(self))
    }

    fn finish(self, document: Document) -> Annotated {
        let speech = self.speech;
        let mention = |(entity, kind, words)| {
            let extent = Extent::new(&document, words);
            let upos = document.token(extent.head).upos;
            let speech = upos == "PRON" && speech.get(extent.head as usize) == Some(&true);
            Mention { entity, kind, name: upos == "PROPN", speech, extent }
        };
        let mut mentions: Vec<Mention> = self.closed.into_iter().map(mention).collect();
        mentions.sort_by_key(|it| (it.extent.tokens.first().copied(), Reverse(it.extent.tokens.len())));
        Annotated { document, mentions }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of a word with its head, its features and its brackets.
    fn word(id: &str, form: &str, upos: &str, head: u8, features: &str, brackets: &str) -> String {
        let entity = if brackets.is_empty() { "_".to_owned() } else { format!("Entity={brackets}|SpaceAfter=No") };
        format!("{id}\t{form}\t_\t{upos}\t_\t{features}\t{head}\tdep\t_\t{entity}\n")
    }

    fn words(mention: &Mention) -> (&str, &str, &[TokenId]) {
        (&mention.entity, &mention.kind, &mention.extent.tokens)
    }

    #[test]
    fn brackets_nest_and_stand_side_by_side() {
        let text = [
            "# newdoc id = GUM_news_one\n".to_owned(),
            word("1", "Ann", "PROPN", 4, "_", "(1-person-new-nnnnn-cf1-1-coref-Ann(9-person-new)"),
            "2-3\thas\t_\t_\t_\t_\t_\t_\t_\t_\n".to_owned(),
            word("2", "Roe", "PROPN", 1, "_", "1)(2-place-new-nnnnn-cf2-1-sgl"),
            word("3", "'s", "PART", 1, "_", "2)"),
            "3.1\tx\t_\t_\t_\t_\t_\t_\t_\t_\n".to_owned(),
            word("4", "told", "VERB", 0, "_", ""),
            word("5", "me", "PRON", 4, "Case=Acc|Person=1", "(1-person-giv:act-nnnnn-cf1-1-ana)"),
            "\n# newdoc id = GUM_voyage_two\n".to_owned(),
            word("1", "Rome", "PROPN", 0, "_", "(1-place-new-nnnnn-cf1-1-sgl)"),
        ]
        .concat();
        let found = parse(&text).unwrap();
        assert_eq!(found.iter().map(Annotated::genre).collect::<Vec<_>>(), ["news", "voyage"]);
        let first = &found[0].mentions;
        assert_eq!(
            first.iter().map(words).collect::<Vec<_>>(),
            [("1", "person", &[0, 1][..]), ("9", "person", &[0]), ("2", "place", &[1, 2]), ("1", "person", &[4])]
        );
        assert_eq!(
            first.iter().map(|it| (it.name, it.speech)).collect::<Vec<_>>()[2..],
            [(true, false), (false, true)]
        );
        assert_eq!(words(&found[1].mentions[0]), ("1", "place", &[0][..]));
    }

    #[test]
    fn parts_make_one_mention() {
        let text = [
            word("1", "old", "ADJ", 3, "_", "(7[1/2]-person-new-nnnnn-cf1-1-sgl)"),
            word("2", "and", "CCONJ", 3, "_", ""),
            word("3", "tired", "ADJ", 0, "_", ""),
            word("4", "men", "NOUN", 3, "_", "(7[2/2]-person-new-nnnnn-cf1-1-sgl"),
            word("5", "here", "ADV", 4, "_", "7[2/2])"),
        ]
        .concat();
        let found = parse(&text).unwrap();
        assert_eq!(found[0].mentions.iter().map(words).collect::<Vec<_>>(), [("7", "person", &[0, 3, 4][..])]);
    }

    #[test]
    fn brackets_that_do_not_match_are_refused_with_their_line() {
        let error = |brackets: &str| {
            let text = [word("1", "a", "X", 0, "_", ""), word("2", "b", "X", 1, "_", brackets)].concat();
            format!("{:#}", parse(&text).unwrap_err())
        };
        assert_eq!(error("3)"), "line 2: 3): a mention of 3 closes that is not open");
        assert_eq!(error("(3-person-new"), "line 2: the mention of 3 is never closed");
        assert_eq!(error("(3)"), "line 2: (3): a mention has an entity and a type");
        assert_eq!(error("3"), "line 2: 3: a mention neither opens nor closes");
        assert_eq!(error("(3[1/2]-person-new)"), "the last part of a mention of 3 is missing");
    }
}
