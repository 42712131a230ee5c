//! CoNLL-U to documents whose words and sentences are kept as they are (<https://universaldependencies.org/format.html>).

use crate::model::{Article, Block, BlockKind, Dep, Document, Field, Sentence, Span, Token, Upos, Xpos};

/// Why a file is no CoNLL-U.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConlluError {
    /// A line has another number of columns than ten.
    #[error("line {0}: a word has ten columns, separated by tabs")]
    Columns(usize),
    /// The range of a multiword token is none.
    #[error("line {0}: the first column is neither a number nor a range of numbers")]
    Id(usize),
}

/// The documents of a file: one for each `# newdoc`, at least one where there is any sentence.
///
/// The text is put together from the forms: paragraphs (`# newpar`) by blank lines, else single spaces, none where
/// `SpaceAfter=No` stands. Lemmas, tags and trees are kept; features, enhanced dependencies and empty nodes are not.
/// Parts of a multiword token that do not spell it out share its letters in order.
///
/// # Errors
/// When a line is no word of CoNLL-U.
pub fn documents(text: &str) -> Result<Vec<Document>, ConlluError> {
    let mut documents = Vec::new();
    let mut draft = Draft::default();
    for (i, line) in text.lines().chain([""]).enumerate() {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() {
            draft.end_sentence();
        } else if let Some(comment) = line.strip_prefix('#') {
            if let Some(id) = comment.trim().strip_prefix("newdoc") {
                draft.end_sentence();
                documents.extend(std::mem::take(&mut draft).finish());
                draft.article.id =
                    id.trim_start_matches([' ', '=']).trim_start_matches("id").trim_matches([' ', '=']).into();
            }
            draft.comment(comment.trim());
        } else {
            draft.word(line, i + 1)?;
        }
    }
    documents.extend(draft.finish());
    Ok(documents)
}

/// A document while its lines are read.
#[derive(Default)]
struct Draft {
    article: Article,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    blocks: Vec<Block>,
    /// First token of the sentence.
    start: u32,
    field: Field,
    kind: BlockKind,
    paragraph: bool,
    /// True where a space follows the last word.
    space: bool,
    /// The letters of a multiword token that its parts have not taken yet, where they begin, and how many parts come.
    rest: Option<(Span, usize)>,
}

impl Draft {
    /// Reads a comment.
    fn comment(&mut self, comment: &str) {
        let (key, value) = comment.split_once('=').unwrap_or((comment, ""));
        match key.split_whitespace().next() {
            Some("newpar" | "newdoc") => self.paragraph = true,
            Some("field") if value.trim() == "title" => self.field = Field::Title,
            Some("block") => self.kind = block_kind(value.trim()),
            _ => {}
        }
    }

    /// Reads the line of a word.
    fn word(&mut self, line: &str, number: usize) -> Result<(), ConlluError> {
        let columns: [&str; 10] =
            line.split('\t').collect::<Vec<_>>().try_into().map_err(|_| ConlluError::Columns(number))?;
        let id = columns[0];
        if id.contains('.') {
            return Ok(());
        }
        if let Some((first, last)) = id.split_once('-') {
            let (Ok(first), Ok(last)) = (first.parse::<usize>(), last.parse::<usize>()) else {
                return Err(ConlluError::Id(number));
            };
            let span = self.append(columns[1]);
            self.space = !columns[9].split('|').any(|misc| misc == "SpaceAfter=No");
            self.rest = last.checked_sub(first).map(|more| (span, more + 1));
            return Ok(());
        }
        if id.parse::<u32>().is_err() {
            return Err(ConlluError::Id(number));
        }
        let span = if let Some(part) = self.part(columns[1]) {
            part
        } else {
            let span = self.append(columns[1]);
            self.space = !columns[9].split('|').any(|misc| misc == "SpaceAfter=No");
            span
        };
        self.tokens.push(self.token(span, &columns));
        Ok(())
    }

    /// The letters of the next part of a multiword token.
    fn part(&mut self, form: &str) -> Option<Span> {
        let (rest, count) = self.rest.take()?;
        let text = rest.of(self.text());
        let taken = if count == 1 {
            text.len()
        } else {
            text.char_indices().nth(form.chars().count()).map_or(text.len(), |(i, _)| i)
        };
        let middle = rest.start as usize + taken;
        if count > 1 {
            self.rest = Some((Span::new(middle, rest.end as usize), count - 1));
        }
        Some(Span::new(rest.start as usize, middle))
    }

    /// The text of the field that is being read.
    fn text(&mut self) -> &mut String {
        match self.field {
            Field::Title => &mut self.article.title,
            Field::Text => &mut self.article.text,
        }
    }

    /// Adds a form to the text, with what stands before it.
    fn append(&mut self, form: &str) -> Span {
        let paragraph =
            std::mem::take(&mut self.paragraph) || self.blocks.last().is_none_or(|block| block.field != self.field);
        let space = self.space;
        let text = self.text();
        if !text.is_empty() {
            text.push_str(if paragraph {
                "\n\n"
            } else if space {
                " "
            } else {
                ""
            });
        }
        let start = text.len();
        text.push_str(form);
        let span = Span::new(start, text.len());
        if paragraph {
            self.blocks.push(Block { field: self.field, span, kind: self.kind });
        } else if let Some(block) = self.blocks.last_mut() {
            block.span.end = span.end;
        }
        span
    }

    /// The token of a line.
    fn token(&self, span: Span, columns: &[&str; 10]) -> Token {
        let head = columns[6].parse::<u32>().ok().and_then(|head| head.checked_sub(1)).map(|head| head + self.start);
        let base = columns[7].split(':').next().unwrap_or_default();
        Token {
            span,
            lemma: if columns[2] == "_" && columns[1] != "_" { "".into() } else { columns[2].into() },
            upos: Upos::new(columns[3]).unwrap_or_default(),
            xpos: Xpos::new(columns[4]).unwrap_or_default(),
            head,
            dep: Dep::new(columns[7]).or_else(|| Dep::new(base)).unwrap_or_default(),
        }
    }

    /// Ends the sentence at a blank line.
    fn end_sentence(&mut self) {
        let end = self.tokens.len() as u32;
        self.rest = None;
        if end > self.start {
            for token in &mut self.tokens[self.start as usize..] {
                token.head = token.head.filter(|&head| head < end);
            }
            let block = self.blocks.len().saturating_sub(1) as u32;
            self.sentences.push(Sentence { field: self.field, tokens: self.start..end, block });
            self.start = end;
            self.field = Field::Text;
            self.kind = BlockKind::Body;
        }
    }

    /// The document; `None` without any sentence.
    fn finish(self) -> Option<Document> {
        if self.sentences.is_empty() {
            return None;
        }
        let mut document = Document::new(self.article);
        document.tokens = self.tokens;
        document.sentences = self.sentences;
        document.blocks = self.blocks;
        Some(document)
    }
}

/// The kind of block of a name; running text for one that is not known.
fn block_kind(name: &str) -> BlockKind {
    match name {
        "heading" => BlockKind::Heading,
        "byline" => BlockKind::Byline,
        "caption" => BlockKind::Caption,
        "post" => BlockKind::Post,
        "furniture" => BlockKind::Furniture,
        "turn" => BlockKind::Turn,
        _ => BlockKind::Body,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\
# newdoc id = d1
# sent_id = 1
# field = title
1\tHi\thi\tINTJ\tUH\t_\t0\troot\t_\tSpaceAfter=No
2\t!\t!\tPUNCT\t.\t_\t1\tpunct\t_\t_

# newpar
# sent_id = 2
1-2\tCan't\t_\t_\t_\t_\t_\t_\t_\t_
1\tCa\tcan\tAUX\tMD\t_\t3\taux\t_\t_
2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_
2.1\tx\tx\tX\tX\t_\t_\t_\t_\t_
3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\t_

1\tNo\tno\tINTJ\tUH\t_\t0\troot\t_\t_

# newdoc id = d2
1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_
";

    #[test]
    fn words_sentences_and_trees_are_kept() {
        let found = documents(FILE).unwrap();
        assert_eq!(found.iter().map(|d| d.article.id.as_str()).collect::<Vec<_>>(), ["d1", "d2"]);
        let first = &found[0];
        assert_eq!((first.article.title.as_str(), first.article.text.as_str()), ("Hi!", "Can't go No"));
        let words: Vec<&str> = (0..first.tokens.len()).map(|i| first.text(i as u32)).collect();
        assert_eq!(words, ["Hi", "!", "Ca", "n't", "go", "No"]);
        assert_eq!(first.sentences.iter().map(|s| s.tokens.clone()).collect::<Vec<_>>(), [0..2, 2..5, 5..6]);
        assert_eq!(first.tokens[2].head, Some(4));
        assert_eq!(first.tokens[3].lemma, "not");
        assert_eq!(first.blocks.len(), 2);
    }

    #[test]
    fn lines_that_are_no_words_are_refused() {
        assert_eq!(documents("1\tHi\n").err(), Some(ConlluError::Columns(1)));
        let line = "x\tHi\t_\t_\t_\t_\t_\t_\t_\t_\n";
        assert_eq!(documents(line).err(), Some(ConlluError::Id(1)));
        assert!(documents("").unwrap().is_empty());
    }

    #[test]
    fn parts_that_do_not_spell_their_token_stay_inside_it() {
        let file = "1-2\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n1\tde\t_\t_\t_\t_\t_\t_\t_\t_\n2\tle\t_\t_\t_\t_\t_\t_\t_\t_\n";
        let found = documents(file).unwrap();
        assert_eq!(found[0].tokens[1].span, Span::new(2, 2));
    }
}
