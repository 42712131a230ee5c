//! Quoted text: which stretches of a paragraph stand between quotation marks, and which of them are speech.

mod likeness;
mod marks;

use super::{Annotator, Layer};
use crate::model::{Block, BlockKind, Document, Field, Quote, Span, TokenId};
use crate::resources::speech::QuoteWords;
use marks::{Family, Pair};

/// Finds quotations in every style of marks, nested ones after the one that they stand in. Total and deterministic; O(n) in
/// the length of the text, but for a binary search per mark.
#[derive(Debug, Clone)]
pub struct Quotes {
    words: QuoteWords,
}

impl Quotes {
    /// The finder that tells titles and scare quotes from speech by these words.
    pub fn new(words: QuoteWords) -> Self {
        Quotes { words }
    }
}

impl Annotator for Quotes {
    fn name(&self) -> &'static str {
        "quotes"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Blocks, Layer::Tokens]
    }

    fn gives(&self) -> &'static [Layer] {
        &[Layer::Quotes]
    }

    fn annotate(&self, document: &mut Document) {
        annotate(document, &self.words);
    }
}

/// Fills [`Document::quotes`] from the blocks and tokens.
fn annotate(document: &mut Document, words: &QuoteWords) {
    let found: Vec<(Block, Vec<Pair>)> = document
        .blocks
        .iter()
        .map(|&block| (block, marks::pairs(document.field(block.field), block.span, words)))
        .collect();
    let linked = linked(document, &found);
    let places = Places::new(document);
    let mut quotes: Vec<Quote> = Vec::new();
    let mut before: Option<u32> = None;
    for ((block, pairs), goes_on) in found.iter().zip(linked) {
        let text = document.field(block.field);
        let from = before.take();
        let mut last = None;
        for (i, pair) in pairs.iter().enumerate() {
            let continues = from.filter(|_| i == 0);
            let tail = i + 1 == pairs.len();
            // A single mark alone is an apostrophe, unless its neighbour paragraph shows that it opens a quotation.
            if pair.family == Family::Single && !pair.closed && continues.is_none() && !(tail && goes_on) {
                continue;
            }
            let speech = continues.is_some() || (tail && goes_on) || likeness::is_speech(text, *block, pair, words);
            last = Some(quotes.len() as u32);
            quotes.push(Quote {
                field: block.field,
                span: pair.span,
                content: pair.content,
                tokens: places.tokens(block.field, pair.span),
                continues,
                speech,
            });
        }
        before = last.filter(|_| goes_on);
        // Captions and furniture between two paragraphs do not break a quotation off.
        if is_aside(block.kind) {
            before = from;
        }
    }
    document.quotes = quotes;
}

/// True for what stands between the paragraphs of the story without belonging to it.
fn is_aside(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Caption | BlockKind::Furniture)
}

/// For each block, whether its last quotation goes on in the next: it has no closing mark, and the next paragraph opens
/// with a mark again, or closes one that it never opened.
fn linked(document: &Document, found: &[(Block, Vec<Pair>)]) -> Vec<bool> {
    let mut linked = vec![false; found.len()];
    let mut open: Option<usize> = None;
    for (i, (block, pairs)) in found.iter().enumerate() {
        if is_aside(block.kind) {
            continue;
        }
        let text = document.field(block.field);
        if let (Some(from), Some(first)) = (open, pairs.first())
            && found[from].0.field == block.field
            && first.starts(text, block.span)
            && found[from].1.last().is_some_and(|last| last.family == first.family)
        {
            linked[from] = true;
        }
        open = pairs.last().filter(|last| last.opened && !last.closed && last.ends(text, block.span)).map(|_| i);
    }
    linked
}

/// Finds the tokens of a stretch of bytes.
struct Places<'a> {
    document: &'a Document,
    /// The first token of the body; those before it belong to the title.
    body: usize,
}

impl<'a> Places<'a> {
    fn new(document: &'a Document) -> Self {
        let body = document.sentences.iter().find(|sentence| sentence.field == Field::Text);
        Places { document, body: body.map_or(document.tokens.len(), |sentence| sentence.tokens.start as usize) }
    }

    /// The tokens of a field that share a byte with `span`.
    fn tokens(&self, field: Field, span: Span) -> std::ops::Range<TokenId> {
        let (first, tokens) = match field {
            Field::Title => (0, &self.document.tokens[..self.body]),
            Field::Text => (self.body, &self.document.tokens[self.body..]),
        };
        let start = first + tokens.partition_point(|token| token.span.end <= span.start);
        let end = first + tokens.partition_point(|token| token.span.start < span.end);
        start as TokenId..end.max(start) as TokenId
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Sentence, Token};

    /// A document of the lines of `text` as paragraphs, with the words and the other signs as tokens.
    fn document(text: &str) -> Document {
        let mut document = Document::new(Article { text: text.to_owned(), ..Article::default() });
        let mut start = 0;
        for line in text.split('\n') {
            let span = Span::new(start, start + line.len());
            start += line.len() + 1;
            if line.trim().is_empty() {
                continue;
            }
            let first = document.tokens.len() as TokenId;
            let mut word: Option<usize> = None;
            for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
                if c.is_alphanumeric() {
                    word.get_or_insert(at);
                    continue;
                }
                let base = span.start as usize;
                if let Some(begin) = word.take() {
                    document.tokens.push(Token { span: Span::new(base + begin, base + at), ..Token::default() });
                }
                if !c.is_whitespace() {
                    let span = Span::new(base + at, base + at + c.len_utf8());
                    document.tokens.push(Token { span, ..Token::default() });
                }
            }
            let block = document.blocks.len() as u32;
            document.blocks.push(Block { span, ..Block::default() });
            let tokens = first..document.tokens.len() as TokenId;
            document.sentences.push(Sentence { field: Field::Text, tokens, block });
        }
        document
    }

    /// The words of the quotations of `text`; those that are no speech in brackets, those that go on with a plus.
    fn found(text: &str) -> Vec<String> {
        let mut document = document(text);
        annotate(&mut document, &QuoteWords::embedded());
        let show = |quote: &Quote| {
            let words = quote.content.of(text);
            let shown = if quote.speech { words.to_owned() } else { format!("[{words}]") };
            if quote.continues.is_some() { format!("+{shown}") } else { shown }
        };
        document.quotes.iter().map(show).collect()
    }

    #[test]
    fn marks_of_every_style_pair() {
        for text in [
            r#"He said "we have won" and left."#,
            "He said “we have won” and left.",
            "He said “we have won\" and left.",
            "He said \"we have won” and left.",
            "He said ”we have won” and left.",
            "He said „we have won“ and left.",
            "He said „we have won” and left.",
            "He said «we have won» and left.",
            "He said »we have won« and left.",
            "He said ‹we have won› and left.",
            "He said 「we have won」 and left.",
            "He said ``we have won'' and left.",
            "He said 'we have won' and left.",
            "He said ‘we have won’ and left.",
            "He said ‚we have won‘ and left.",
        ] {
            assert_eq!(found(text), ["we have won"], "{text}");
        }
    }

    #[test]
    fn spans_hold_the_marks_and_tokens() {
        let mut document = document("So “we have won,” he said.");
        annotate(&mut document, &QuoteWords::embedded());
        let quote = &document.quotes[0];
        assert_eq!(quote.span.of(&document.article.text), "“we have won,”");
        assert_eq!(quote.tokens, 1..7);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        for text in [
            "The Democrats' plan wasn't Mr Jones's, it's the boys' own.",
            "Rock 'n' roll of the '90s made 'em dance in the summer of '69.",
            "The Smiths’ house isn’t James’ house.",
            "A 6'2\" guard and a 5' 11\" centre.",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn single_marks_quote_around_apostrophes() {
        let text = "'I don't like the Smiths' house at all,' he said. The mayor's 'dirty little tricks' annoy us.";
        assert_eq!(found(text), ["I don't like the Smiths' house at all,", "dirty little tricks"]);
        let text = "‘We’re the boys’ friends and we’ll stay,’ she said. ‘That’s it.’";
        assert_eq!(found(text), ["We’re the boys’ friends and we’ll stay,", "That’s it."]);
    }

    #[test]
    fn quotations_nest() {
        let text = "“I said, ‘Is that an apology?’ and he laughed,” said Ann.";
        assert_eq!(found(text), ["I said, ‘Is that an apology?’ and he laughed,", "Is that an apology?"]);
        let text = "\"He told me \"never do that again\" and left,\" she said.";
        assert_eq!(found(text), ["He told me \"never do that again\" and left,", "never do that again"]);
    }

    #[test]
    fn an_unclosed_quotation_goes_on_in_the_next_paragraph() {
        let text = "She said: “We will go on.\n\n“We have to.\n\n“We will win.” Then she left.";
        assert_eq!(found(text), ["We will go on.", "+We have to.", "+We will win."]);
        let text = "'We will go on,' she said. 'We have to.\n\n'It was never easy.'";
        assert_eq!(found(text), ["We will go on,", "We have to.", "+It was never easy."]);
    }

    #[test]
    fn a_closed_quotation_does_not_go_on() {
        assert_eq!(
            found("She said: “We will go on.”\n\n“We have to win,” he said."),
            ["We will go on.", "We have to win,"]
        );
    }

    #[test]
    fn missing_marks_end_at_the_paragraph() {
        assert_eq!(found("He said: “We will go on.\n\nThe day was cold."), ["We will go on."]);
        assert_eq!(found("We will go on,” he said.\n\nThe day was cold."), ["We will go on,"]);
        assert_eq!(found("\"We go on, he said. \"It is late.\""), ["We go on, he said.", "It is late."]);
        assert_eq!(found("\"We go on,\" he said. It is too late,\" she said."), ["We go on,", "It is too late,"]);
    }

    #[test]
    fn titles_and_scare_quotes_are_no_speech() {
        assert_eq!(
            found("His song \"Famous\" and the film “The Long Way Home” sold well."),
            ["[Famous]", "[The Long Way Home]"]
        );
        assert_eq!(found("The so-called \"experts\" of Robert \"Bob\" Smith met."), ["[experts]", "[Bob]"]);
        assert_eq!(found("\"Yes,\" he said. He called it \"a big mistake\" twice."), ["Yes,", "a big mistake"]);
        assert_eq!(found("\"No!\" he cried. It read: \"Keep Off The Grass.\""), ["No!", "Keep Off The Grass."]);
    }

    #[test]
    fn odd_text_is_survived() {
        for text in ["\"", "“”", "''''''", "» « » “ ‘ ’ ” \"\n\"", "”\n“\n‘", "‘‘‘ “ “ “ ” \" ' „", ""]
        {
            let mut document = document(text);
            annotate(&mut document, &QuoteWords::embedded());
            for quote in &document.quotes {
                assert!(text.get(quote.span.range()).is_some() && quote.span.contains(quote.content), "{text}");
            }
        }
    }
}
