//! Paragraphs and lines, and what each is for.

use super::{Annotator, Layer};
use crate::model::{Block, BlockKind, Document, Field, Span};
use crate::resources::language::Language;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A line this long without a final stop was wrapped, not ended, where the next begins in lower case.
const WRAPPED: usize = 40;

/// A heading has at most this many words.
const HEADING_WORDS: usize = 10;

/// Cuts title and text in blocks. Linear in the text.
pub struct Blocks {
    language: Arc<Language>,
}

impl Blocks {
    /// With the line patterns of a language.
    pub fn new(language: Arc<Language>) -> Self {
        Blocks { language }
    }
}

impl Annotator for Blocks {
    fn name(&self) -> &'static str {
        "blocks"
    }

    fn needs(&self) -> &'static [Layer] {
        &[]
    }

    fn gives(&self) -> &'static [Layer] {
        &[Layer::Blocks]
    }

    fn annotate(&self, document: &mut Document) {
        document.blocks.clear();
        for span in lines(&document.article.title) {
            document.blocks.push(Block { field: Field::Title, span, kind: BlockKind::Heading });
        }
        let mut blocks = Vec::new();
        let mut open = Vec::new();
        for span in lines(&document.article.text) {
            let found = self.language.line(span.of(&document.article.text));
            blocks.push(Block { field: Field::Text, span, kind: found.unwrap_or_default() });
            open.push(matches!(found, None | Some(BlockKind::Turn)));
        }
        mark_turns(&mut blocks, &open, &document.article.text);
        mark_posts(&mut blocks, &document.article.text);
        mark_headings(&mut blocks, &document.article);
        document.blocks.append(&mut blocks);
    }
}

/// The lines of a text without the blanks around them; hard-wrapped lines are joined.
fn lines(text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut blank = true;
    let mut start = 0;
    for line in text.split_inclusive(is_break) {
        let from = start + (line.len() - line.trim_start().len());
        let to = start + line.trim_end().len();
        start += line.len();
        if from >= to {
            blank = true;
            continue;
        }
        match spans.last_mut() {
            Some(last) if !blank && wraps(last.of(text), &text[from..to]) => last.end = to as u32,
            _ => spans.push(Span::new(from, to)),
        }
        blank = false;
    }
    spans
}

/// True for the characters that end a line.
fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// True when `next` goes on with the sentence that `line` was wrapped in.
fn wraps(line: &str, next: &str) -> bool {
    line.len() >= WRAPPED
        && line.ends_with(|c: char| c.is_alphanumeric() || c == ',')
        && next.starts_with(|c: char| c.is_lowercase())
}

/// One line in the form of a turn is none; lines that begin with a label that comes again are turns ("Jane Roe: …").
fn mark_turns(blocks: &mut [Block], open: &[bool], text: &str) {
    let mut labels: BTreeMap<&str, usize> = BTreeMap::new();
    let label_of = |block: &Block| label(block.span.of(text));
    for (block, _) in blocks.iter().zip(open).filter(|&(_, &open)| open) {
        if let Some(label) = label_of(block) {
            *labels.entry(label).or_default() += 1;
        }
    }
    let turns = blocks.iter().filter(|block| block.kind == BlockKind::Turn).count();
    for (block, _) in blocks.iter_mut().zip(open).filter(|&(_, &open)| open) {
        let again = label_of(block).is_some_and(|label| labels.get(label).is_some_and(|&n| n > 1));
        let turn = again || (block.kind == BlockKind::Turn && turns > 1);
        block.kind = if turn { BlockKind::Turn } else { BlockKind::Body };
    }
}

/// The words before the colon at the start of a line, where they may be a speaker: one to four with capitals.
fn label(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(['"', '“']);
    let (label, rest) = line.split_once(':')?;
    let name = label.len() <= 40
        && label.split(' ').count() <= 4
        && label.split(' ').all(|word| word.starts_with(char::is_uppercase));
    (name && rest.starts_with(' ')).then_some(label)
}

/// The line before the author line of a post is the post.
fn mark_posts(blocks: &mut [Block], text: &str) {
    for i in 1..blocks.len() {
        let author = blocks[i].kind == BlockKind::Post && is_dash(blocks[i].span.of(text).chars().next());
        if author && matches!(blocks[i - 1].kind, BlockKind::Body | BlockKind::Furniture) {
            blocks[i - 1].kind = BlockKind::Post;
        }
    }
}

/// True for the dash that opens an author line.
fn is_dash(c: Option<char>) -> bool {
    matches!(c, Some('-' | '\u{2010}'..='\u{2015}'))
}

/// Marks the headline where the text repeats it, and short lines without a stop between others.
fn mark_headings(blocks: &mut [Block], article: &crate::model::Article) {
    let title = letters(&article.title);
    let mut first = true;
    for i in 0..blocks.len() {
        if blocks[i].kind != BlockKind::Body {
            continue;
        }
        let line = blocks[i].span.of(&article.text);
        let repeated = first && !title.is_empty() && letters(line) == title;
        let follows =
            blocks.get(i + 1).is_some_and(|next| next.kind == BlockKind::Body && next.span.len() > line.len());
        if repeated || (follows && is_heading(line)) {
            blocks[i].kind = BlockKind::Heading;
        }
        first = first && repeated;
    }
}

/// The letters and figures of a line in lower case: headlines are repeated with other marks and capitals.
fn letters(line: &str) -> String {
    line.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// True for a short line that begins with a capital and ends without a stop.
fn is_heading(line: &str) -> bool {
    line.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        && line.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '?' | '\'' | '’'))
        && line.split_whitespace().take(HEADING_WORDS + 1).count() <= HEADING_WORDS
}
#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Article;

    fn kinds(title: &str, text: &str) -> Vec<(String, BlockKind)> {
        let article = Article { title: title.into(), text: text.into(), ..Article::default() };
        let mut document = Document::new(article);
        Blocks::new(Language::english()).annotate(&mut document);
        document.blocks.iter().map(|b| (b.span.of(document.field(b.field)).to_owned(), b.kind)).collect()
    }

    #[test]
    fn a_repeated_headline_is_a_heading() {
        let found = kinds("Mayor quits", "MAYOR QUITS.\n\nBy Jane Roe\n\nThe mayor quit on Monday.");
        let expected = [BlockKind::Heading, BlockKind::Heading, BlockKind::Byline, BlockKind::Body];
        assert_eq!(found.iter().map(|f| f.1).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_post_and_its_author_line_belong_together() {
        let found = kinds(
            "",
            "The club cheered.\n\nWhat a night for all of us\n\n— The Club (@theclub) May 4, 2019\n\nIt won.",
        );
        let expected = [BlockKind::Body, BlockKind::Post, BlockKind::Post, BlockKind::Body];
        assert_eq!(found.iter().map(|f| f.1).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn hard_wrapped_lines_are_one_paragraph() {
        let found =
            kinds("", "The mayor, who had promised to stay in office until\nthe spring, quit.\nShe left at once.");
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn cross_headings_stand_before_longer_lines() {
        let found = kinds("", "A reaction\nThe town was surprised by the news on Monday.\nThe end");
        assert_eq!(found[0].1, BlockKind::Heading);
        assert_eq!(found[2].1, BlockKind::Body);
    }

    #[test]
    fn turns_come_in_numbers() {
        let text =
            "Jane Roe: Why did you leave?\nThe minister: No comment.\nJane Roe: And now?\nEnd of the talk today.";
        let found: Vec<BlockKind> = kinds("", text).iter().map(|f| f.1).collect();
        assert_eq!(found, [BlockKind::Turn, BlockKind::Body, BlockKind::Turn, BlockKind::Body]);
        assert_eq!(kinds("", "MUMBAI: The court refused the appeal.\nIt gave no reasons.")[0].1, BlockKind::Body);
    }

    #[test]
    fn blank_text_has_no_blocks() {
        assert!(kinds("", " \n\r\n\t\u{2028}").is_empty());
    }
}
