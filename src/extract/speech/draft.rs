//! A statement while it is being put together: several speakers, words still counted in bytes.

use super::source::Source;
use crate::model::{
    Confidence, Content, Document, Evidence, Field, MentionId, Quote, Span, Speech, Statement, TokenId,
};
use compact_str::CompactString;
use std::ops::Range;

/// One thing said, by one or several speakers.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// Who says it; one statement for each.
    pub sources: Vec<Source>,
    /// The cue.
    pub cue: Option<Range<TokenId>>,
    /// The field of its words.
    pub field: Field,
    /// Its words, in order.
    pub pieces: Vec<Span>,
    /// How it is rendered.
    pub kind: Speech,
    /// To whom.
    pub to: Vec<MentionId>,
    /// What found it.
    pub rule: &'static str,
    /// How sure it is, 0..=1.
    pub confidence: f32,
}

impl Draft {
    /// Adds a piece, in order.
    pub(super) fn add(&mut self, piece: Span) {
        if piece.is_empty() || self.pieces.iter().any(|own| own.overlaps(piece)) {
            return;
        }
        let at = self.pieces.partition_point(|own| own.start < piece.start);
        self.pieces.insert(at, piece);
    }

    /// The statements: one for each named speaker, or one without a speaker.
    pub(super) fn statements(&self, document: &Document, about: &[MentionId]) -> Vec<Statement<MentionId>> {
        let mut statements = Vec::new();
        for source in &self.sources {
            for &mention in &source.mentions {
                statements.extend(self.statement(document, about, Some(mention), Some(source)));
            }
        }
        if statements.is_empty() {
            statements.extend(self.statement(document, about, None, self.sources.first()));
        }
        statements
    }

    fn statement(
        &self,
        document: &Document,
        about: &[MentionId],
        speaker: Option<MentionId>,
        source: Option<&Source>,
    ) -> Option<Statement<MentionId>> {
        let words: Vec<&str> = self.pieces.iter().map(|piece| piece.of(document.field(self.field))).collect();
        if words.iter().all(|words| !words.contains(char::is_alphanumeric)) {
            return None;
        }
        let cue =
            self.cue.as_ref().and_then(|cue| Evidence::new(document, document.field_of(cue.start), document.span(cue)));
        Some(Statement {
            speaker,
            speaker_span: source.filter(|source| !source.tokens.is_empty()).map(|source| {
                let field = document.field_of(source.tokens.start);
                Content { span: document.chars(field, document.span(&source.tokens)), field }
            }),
            to: self.to.iter().copied().filter(|&to| Some(to) != speaker).collect(),
            about: about.to_vec(),
            cue,
            content: self
                .pieces
                .iter()
                .map(|&piece| Content { span: document.chars(self.field, piece), field: self.field })
                .collect(),
            kind: self.kind,
            text: words.join(" … "),
            rule: CompactString::const_new(self.rule),
            confidence: Confidence::new(self.confidence),
        })
    }
}

/// Stretches of told speech with the quotations inside them: widened to whole quotations, without outer marks, and how
/// they are rendered. `cue` is where their cue stands in the same field.
pub(super) fn render(quotes: &[Quote], field: Field, pieces: Vec<Span>, cue: Option<Span>) -> (Vec<Span>, Speech) {
    let (mut marked, mut plain) = (false, false);
    let mut widened = pieces;
    for piece in &mut widened {
        let mut bare = false;
        // What is told inside of somebody's quotation has no marks of its own.
        let around =
            |quote: &Quote| quote.content.contains(*piece) && cue.is_none_or(|cue| quote.content.contains(cue));
        let own = |quote: &&Quote| quote.field == field && !around(quote);
        for quote in quotes.iter().filter(own).collect::<Vec<_>>() {
            if quote.span.overlaps(*piece) {
                marked = true;
                *piece = piece.join(quote.span);
                if quote.span == *piece {
                    (*piece, bare) = (quote.content, true);
                    break;
                }
            }
        }
        plain |= !bare;
    }
    let kind = match (marked, plain) {
        (true, false) => Speech::Direct,
        (true, true) => Speech::Mixed,
        _ => Speech::Indirect,
    };
    (widened, kind)
}
