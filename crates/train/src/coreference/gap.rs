//! GAP (Webster et al. 2018): for an ambiguous pronoun and two names beside it, whether each is what it stands for.

use anyhow::{Context, Result, ensure};
use newsgraph::Pipeline;
use newsgraph::model::{Article, Document, Field, MentionKind, Span};
use std::fmt;
use std::path::Path;

/// The columns, in the order of the file.
const COLUMNS: [&str; 11] =
    ["ID", "Text", "Pronoun", "Pronoun-offset", "A", "A-offset", "A-coref", "B", "B-offset", "B-coref", "URL"];

/// A text with its question.
#[derive(Debug, PartialEq, Eq)]
struct Case {
    id: String,
    text: String,
    /// True for "she", "her", "hers".
    feminine: bool,
    pronoun: Span,
    /// The two names, each with whether the pronoun stands for it.
    names: [(Span, bool); 2],
}

/// Yes and no, as decided and in truth.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    right: usize,
    found: usize,
    gold: usize,
}

impl Counts {
    fn add(&mut self, found: bool, gold: bool) {
        self.right += usize::from(found && gold);
        self.found += usize::from(found);
        self.gold += usize::from(gold);
    }

    /// The F1 of yes, in percent.
    fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.found + self.gold).max(1) as f64
    }
}

/// The scores of GAP: the F1 of yes over both names of all texts, of masculine and of feminine pronouns, and the ratio of
/// feminine to masculine as bias.
#[derive(Debug, Default)]
pub(super) struct Scores {
    texts: usize,
    all: Counts,
    masculine: Counts,
    feminine: Counts,
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (masculine, feminine) = (self.masculine.f1(), self.feminine.f1());
        let share = |right: usize, of: usize| 100.0 * right as f64 / of.max(1) as f64;
        write!(
            f,
            "{} texts: F1 {:.1} (P {:.1} R {:.1}), masculine {masculine:.1}, feminine {feminine:.1}, bias {:.2}",
            self.texts,
            self.all.f1(),
            share(self.all.right, self.all.found),
            share(self.all.right, self.all.gold),
            if masculine > 0.0 { feminine / masculine } else { 0.0 }
        )
    }
}

/// Scores the chains of all texts of a file.
///
/// # Errors
/// When it cannot be read or is no GAP.
pub(super) fn score(pipeline: &Pipeline, path: &Path) -> Result<Scores> {
    let mut scores = Scores::default();
    for case in read(path)? {
        let article = Article { id: case.id.as_str().into(), text: case.text, ..Article::default() };
        let document = pipeline.document(article);
        scores.texts += 1;
        for (name, gold) in case.names {
            let found = are_one(&document, case.pronoun, name);
            scores.all.add(found, gold);
            if case.feminine { &mut scores.feminine } else { &mut scores.masculine }.add(found, gold);
        }
    }
    Ok(scores)
}

/// True where the chain of a pronoun has a mention that is a name.
///
/// A mention that is a name itself is it where one contains the other: "Roe" in "Ann Roe". Another mention only where it
/// lies in the name, for "Ann's friend" contains Ann and is somebody else.
fn are_one(document: &Document, pronoun: Span, name: Span) -> bool {
    let span = |mention: &newsgraph::model::Mention| document.span(&mention.tokens);
    let in_text = |mention: &newsgraph::model::Mention| document.field_of(mention.head) == Field::Text;
    let pronouns = document.mentions.iter().filter(|it| it.kind == MentionKind::Pronoun && in_text(it));
    let chains = pronouns.filter(|it| span(it).overlaps(pronoun)).flat_map(|it| &it.chains);
    let mentions = chains.flat_map(|&chain| &document.chain(chain).mentions).map(|&it| document.mention(it));
    let mut others = mentions.filter(|it| in_text(it) && it.kind != MentionKind::Pronoun);
    others.any(|it| name.contains(span(it)) || it.kind == MentionKind::Name && span(it).contains(name))
}

fn read(path: &Path) -> Result<Vec<Case>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut lines = text.lines();
    let header = lines.next().unwrap_or_default();
    ensure!(header.split('\t').eq(COLUMNS), "{}, line 1: the columns are not those of GAP", path.display());
    (2..)
        .zip(lines)
        .map(|(number, line)| case(line).with_context(|| format!("{}, line {number}", path.display())))
        .collect()
}

fn case(line: &str) -> Result<Case> {
    let columns: Vec<&str> = line.split('\t').collect();
    let &[id, text, pronoun, pronoun_at, a, a_at, a_gold, b, b_at, b_gold, _] = columns.as_slice() else {
        anyhow::bail!("{} columns instead of {}", columns.len(), COLUMNS.len());
    };
    let feminine = match pronoun.to_lowercase().as_str() {
        "she" | "her" | "hers" => true,
        "he" | "him" | "his" => false,
        _ => anyhow::bail!("{pronoun:?} is neither masculine nor feminine"),
    };
    Ok(Case {
        id: id.to_owned(),
        text: text.to_owned(),
        feminine,
        pronoun: span(text, pronoun, pronoun_at)?,
        names: [(span(text, a, a_at)?, truth(a_gold)?), (span(text, b, b_at)?, truth(b_gold)?)],
    })
}

/// Some words of a text by their offset, which counts code points.
fn span(text: &str, words: &str, offset: &str) -> Result<Span> {
    let offset: usize = offset.parse().with_context(|| format!("{offset:?} is no offset"))?;
    let start = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).nth(offset);
    let start = start.filter(|&start| text[start..].starts_with(words));
    let start = start.with_context(|| format!("{words:?} does not stand at {offset}"))?;
    Ok(Span::new(start, start + words.len()))
}

fn truth(word: &str) -> Result<bool> {
    match word {
        "TRUE" => Ok(true),
        "FALSE" => Ok(false),
        _ => anyhow::bail!("{word:?} is neither TRUE nor FALSE"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_code_points() {
        let found = case("x-1\tÉva met Ann. She left.\tShe\t13\tÉva\t0\tTRUE\tAnn\t8\tFALSE\thttp://x").unwrap();
        assert!(found.feminine);
        assert_eq!(found.pronoun, Span::new(14, 17));
        assert_eq!(found.names, [(Span::new(0, 4), true), (Span::new(9, 12), false)]);
    }

    #[test]
    fn lines_of_another_form_are_refused() {
        let error = |line: &str| format!("{:#}", case(line).unwrap_err());
        assert_eq!(error("x\ty"), "2 columns instead of 11");
        assert_eq!(error("x\tAnn, she\tshe\t5\tAnn\t1\tTRUE\tAnn\t0\tFALSE\tu"), "\"Ann\" does not stand at 1");
        assert_eq!(error("x\tAnn, she\tshe\t5\tAnn\t0\tyes\tAnn\t0\tFALSE\tu"), "\"yes\" is neither TRUE nor FALSE");
    }

    /// Two texts: of one pronoun the first name is found rightly, of the other the wrong name.
    #[test]
    fn f1_is_that_of_yes() {
        let mut scores = Scores { texts: 2, ..Scores::default() };
        for (found, gold) in [(true, true), (false, false)] {
            scores.all.add(found, gold);
            scores.feminine.add(found, gold);
        }
        for (found, gold) in [(true, false), (false, true)] {
            scores.all.add(found, gold);
            scores.masculine.add(found, gold);
        }
        assert!((scores.all.f1() - 50.0).abs() < 1e-9);
        let text = scores.to_string();
        assert_eq!(text, "2 texts: F1 50.0 (P 50.0 R 50.0), masculine 0.0, feminine 100.0, bias 0.00");
    }

    #[test]
    fn the_chain_of_a_pronoun_holds_its_name() {
        let pipeline = Pipeline::new(newsgraph::Resources::embedded().unwrap()).unwrap();
        let text = "Ann Roe is a lawyer in Ohio. She met Bob Poe on Monday.";
        let document = pipeline.document(Article { text: text.into(), ..Article::default() });
        let at = |words: &str| text.find(words).map(|start| Span::new(start, start + words.len())).unwrap();
        assert!(are_one(&document, at("She"), at("Ann Roe")));
        assert!(are_one(&document, at("She"), at("Roe")));
        assert!(!are_one(&document, at("She"), at("Bob Poe")));
    }
}
