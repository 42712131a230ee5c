//! The article with everything that annotation found in it.

pub(super) mod mention;
pub(super) mod quote;
pub(super) mod token;

use super::{
    Article, Block, Chain, ChainId, CharIndex, CharSpan, Field, Mention, MentionId, Name, Quote, Sentence, Span,
    TimeMention, Token, TokenId,
};
use std::ops::Range;

/// One article with flat layers over its text; the indices of the layers are identifiers.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The article.
    pub article: Article,
    /// Paragraphs and lines, in order, the title first.
    pub blocks: Vec<Block>,
    /// Sentences, in order; they partition the tokens.
    pub sentences: Vec<Sentence>,
    /// Tokens, in order.
    pub tokens: Vec<Token>,
    /// Names, in order, never overlapping.
    pub names: Vec<Name>,
    /// Expressions of time, in order.
    pub times: Vec<TimeMention>,
    /// Stretches of quoted text, in order.
    pub quotes: Vec<Quote>,
    /// Mentions, in order of their first token, the longer first.
    pub mentions: Vec<Mention>,
    /// Coreference chains, in order of their first mention.
    pub chains: Vec<Chain>,
    chars: [CharIndex; 2],
}

impl Document {
    /// A document without any layer yet.
    pub fn new(article: Article) -> Self {
        let chars = [CharIndex::new(&article.title), CharIndex::new(&article.text)];
        Document { article, chars, ..Document::default() }
    }

    /// The text of a field.
    pub fn field(&self, field: Field) -> &str {
        match field {
            Field::Title => &self.article.title,
            Field::Text => &self.article.text,
        }
    }

    /// The code points of a byte span.
    pub fn chars(&self, field: Field, span: Span) -> CharSpan {
        self.chars[field as usize].span(self.field(field), span)
    }

    /// The index of the sentence of a token: O(log n).
    pub fn sentence_of(&self, token: TokenId) -> usize {
        self.sentences.partition_point(|sentence| sentence.tokens.end <= token)
    }

    /// The field that a token stands in.
    pub fn field_of(&self, token: TokenId) -> Field {
        // The title comes first: this is asked for every word that is read.
        let title = self.sentences.iter().take_while(|sentence| sentence.field == Field::Title).last();
        if title.is_some_and(|last| token < last.tokens.end) { Field::Title } else { Field::Text }
    }

    /// The token of an index.
    pub fn token(&self, token: TokenId) -> &Token {
        &self.tokens[token as usize]
    }

    /// The words of a token as they stand in the text.
    pub fn text(&self, token: TokenId) -> &str {
        self.token(token).span.of(self.field(self.field_of(token)))
    }

    /// The bytes from the first to the last of some tokens of one field; empty for an empty range.
    pub fn span(&self, tokens: &Range<TokenId>) -> Span {
        match self.tokens.get(tokens.start as usize..tokens.end as usize) {
            Some([first, .., last]) => first.span.join(last.span),
            Some([only]) => only.span,
            _ => Span::default(),
        }
    }

    /// The text from the first to the last of some tokens of one sentence.
    pub fn words(&self, tokens: &Range<TokenId>) -> &str {
        if tokens.is_empty() {
            return "";
        }
        self.span(tokens).of(self.field(self.field_of(tokens.start)))
    }

    /// The mention of an index.
    pub fn mention(&self, mention: MentionId) -> &Mention {
        &self.mentions[mention.0 as usize]
    }

    /// The chain of an index.
    pub fn chain(&self, chain: ChainId) -> &Chain {
        &self.chains[chain.0 as usize]
    }
}
