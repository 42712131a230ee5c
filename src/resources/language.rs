//! What the first steps of annotation know about a language: `data/<language>/lang.toml`.

use crate::model::BlockKind;
use compact_str::{CompactString, ToCompactString};
use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::sync::{Arc, LazyLock};

/// The embedded English.
static ENGLISH: LazyLock<Arc<Language>> =
    LazyLock::new(|| Arc::new(Language::parse(super::embedded_text("lang.toml")).unwrap_or_default()));

/// A set of words, for look-ups only.
pub type WordSet = FxHashSet<CompactString>;

/// Lists and patterns of one language.
#[derive(Debug, Default)]
pub struct Language {
    /// How words are cut.
    pub token: TokenRules,
    /// Which words keep their stop, and what that tells about the end of a sentence.
    pub stop: StopRules,
    /// Where a word is cut inside: byte lengths of its parts, by the word.
    splits: FxHashMap<CompactString, Vec<usize>>,
    /// What lines are told by, in the order in which they are tried. One by one they fail at the first letters; as one set
    /// they would be matched to the end.
    block_rules: Vec<(Regex, BlockKind)>,
}

/// How words are cut.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenRules {
    /// First parts that a hyphen does not cut off.
    pub prefixes: WordSet,
    /// Last parts that a hyphen does not cut off.
    pub suffixes: WordSet,
    /// Words that stay whole.
    pub whole: WordSet,
    splits: Vec<CompactString>,
    /// What an apostrophe introduces as a clitic.
    pub clitics: WordSet,
    /// Words that begin with an apostrophe, without it.
    pub elided: WordSet,
    /// Letters behind a figure that are a word of their own.
    pub units: WordSet,
    /// Letters before a dollar sign that belong to it.
    pub dollars: WordSet,
    /// Names that end in an exclamation mark.
    pub bang: WordSet,
    /// Last parts of addresses and file names.
    pub domains: WordSet,
    /// Faces, as they are written.
    pub emoticons: WordSet,
}

/// Words that keep their stop.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StopRules {
    /// Titles before a name.
    pub titles: WordSet,
    /// Months and days.
    pub calendar: WordSet,
    /// Abbreviations before a figure.
    pub numbered: WordSet,
    /// Others, which may end a sentence too.
    pub others: WordSet,
    /// Those of `others` that are abbreviations only with a capital.
    pub capital: WordSet,
    /// Words inside names that begin in lower case.
    pub particles: WordSet,
    /// Verbs of speaking, behind the name of who speaks.
    pub says: WordSet,
    /// Words that begin sentences.
    pub starters: WordSet,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    token: TokenRules,
    stop: StopRules,
    block: Vec<BlockRule>,
}

/// A pattern over a line, with lines that show what it is for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BlockRule {
    kind: BlockKind,
    pattern: String,
    examples: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
}

/// Why language data cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LanguageError {
    /// The file does not have the form of `lang.toml`.
    #[error("language data: {0}")]
    Form(#[from] toml::de::Error),
    /// A pattern is no regular expression.
    #[error("language data: {0}")]
    Pattern(#[from] regex::Error),
    /// A line that a rule gives as its example is judged otherwise.
    #[error("language data: {line:?} is judged {found:?}, and the rule {pattern} says otherwise")]
    Example {
        /// The line.
        line: String,
        /// The kind that the rules give it.
        found: BlockKind,
        /// The pattern of the rule.
        pattern: String,
    },
}

impl Language {
    /// The embedded English; empty lists could only come from a broken build, which a test of this module refuses.
    pub fn english() -> Arc<Language> {
        Arc::clone(&ENGLISH)
    }

    /// Reads `lang.toml`.
    ///
    /// # Errors
    /// When the text is not of that form or a pattern does not compile.
    pub fn parse(toml: &str) -> Result<Language, LanguageError> {
        let source: Source = toml::from_str(toml)?;
        let rule = |rule: &BlockRule| Ok::<_, regex::Error>((Regex::new(&rule.pattern)?, rule.kind));
        let block_rules = source.block.iter().map(rule).collect::<Result<_, _>>()?;
        let splits = source.token.splits.iter().map(|word| parts(word)).collect();
        Ok(Language { token: source.token, stop: source.stop, splits, block_rules })
    }

    /// Judges the examples of all block rules of a `lang.toml`.
    ///
    /// # Errors
    /// At the first example that the rules judge otherwise, and where [`Language::parse`] fails.
    pub fn check(toml: &str) -> Result<(), LanguageError> {
        let language = Language::parse(toml)?;
        for rule in toml::from_str::<Source>(toml)?.block {
            let own = Regex::new(&rule.pattern)?;
            let good = rule.examples.iter().filter(|line| language.line(line) != Some(rule.kind));
            let bad = rule.not.iter().filter(|line| own.is_match(line) && language.line(line) == Some(rule.kind));
            if let Some(line) = good.chain(bad).next() {
                let found = language.line(line).unwrap_or_default();
                return Err(LanguageError::Example { line: line.clone(), found, pattern: rule.pattern });
            }
        }
        Ok(())
    }

    /// What a line is for, where a pattern tells.
    pub fn line(&self, line: &str) -> Option<BlockKind> {
        self.block_rules.iter().find(|(rule, _)| rule.is_match(line)).map(|&(_, kind)| kind)
    }

    /// The byte lengths of the parts of a lower-case word that the corpora cut inside.
    pub fn split(&self, lower: &str) -> Option<&[usize]> {
        self.splits.get(lower).map(Vec::as_slice)
    }
}

/// "gon|na" to the word and the lengths of its parts.
fn parts(word: &str) -> (CompactString, Vec<usize>) {
    (word.replace('|', "").to_compact_string(), word.split('|').map(str::len).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_language_reads_and_its_examples_hold() {
        assert_eq!(Language::check(super::super::embedded_text("lang.toml")).map_err(|e| e.to_string()), Ok(()));
        assert!(Language::english().token.prefixes.contains("anti"));
    }

    #[test]
    fn words_are_cut_at_the_bars() {
        assert_eq!(Language::english().split("gonna"), Some(&[3, 2][..]));
        assert_eq!(Language::english().split("gone"), None);
    }
}
