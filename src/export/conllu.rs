//! Documents in CoNLL-U (<https://universaldependencies.org/format.html>): words, tags, trees, names and places.
//!
//! Beyond the format: `# field = title` marks sentences of the headline, `# block = caption` and the like a paragraph that
//! is no running text; MISC holds `NER` (B-PERSON, I-PERSON) and `TokenRange`, code points of the field.

use crate::model::{BlockKind, Document, Field, NameKind, Sentence, TokenId};
use std::io::{self, Write};
use std::ops::Range;

/// Writes a document. Linear in its tokens.
///
/// # Errors
/// Those of `out`.
pub fn write(document: &Document, out: &mut impl Write) -> io::Result<()> {
    let mut names = document.names.iter().peekable();
    for (i, sentence) in document.sentences.iter().enumerate() {
        head(document, i, sentence, out)?;
        let heads = tree(document, &sentence.tokens);
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let end = joined(document, sentence, at);
            if end > at + 1 {
                multiword(document, sentence, at..end, out)?;
            }
            for token in at..end {
                while names.next_if(|name| name.tokens.end <= token).is_some() {}
                let name = names.peek().filter(|name| name.tokens.contains(&token));
                let tag = name.map(|name| (name.kind, name.tokens.start == token));
                word(document, sentence, token, &Word { tag, heads, space: end == at + 1 }, out)?;
            }
            at = end;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// What a line of a word tells beyond its token.
struct Word {
    /// The kind of the name that it is part of, and whether it is its first word.
    tag: Option<(NameKind, bool)>,
    /// Whether the sentence has a tree.
    heads: bool,
    /// Whether the line tells if a space follows.
    space: bool,
}

/// The comments before a sentence.
fn head(document: &Document, i: usize, sentence: &Sentence, out: &mut impl Write) -> io::Result<()> {
    let id = if document.article.id.is_empty() { "text" } else { &document.article.id };
    let before = i.checked_sub(1).and_then(|i| document.sentences.get(i));
    if before.is_none() {
        writeln!(out, "# newdoc id = {}", one_line(id))?;
    }
    writeln!(out, "# sent_id = {}-{}", one_line(id), i + 1)?;
    if before.is_none_or(|before| before.block != sentence.block) {
        writeln!(out, "# newpar")?;
        if let Some(kind) = document.blocks.get(sentence.block as usize).map(|block| block.kind)
            && kind != BlockKind::Body
        {
            writeln!(out, "# block = {}", block_name(kind))?;
        }
    }
    if sentence.field == Field::Title {
        writeln!(out, "# field = title")?;
    }
    writeln!(out, "# text = {}", one_line(document.words(&sentence.tokens)))
}

/// The name of a kind of block, as its serde form has it.
fn block_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Body => "body",
        BlockKind::Heading => "heading",
        BlockKind::Byline => "byline",
        BlockKind::Credit => "credit",
        BlockKind::Caption => "caption",
        BlockKind::Post => "post",
        BlockKind::Furniture => "furniture",
        BlockKind::Turn => "turn",
    }
}

/// Words of one line: white space of any kind becomes single spaces.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// True when a sentence has a tree.
fn tree(document: &Document, tokens: &Range<TokenId>) -> bool {
    tokens.clone().any(|token| {
        let token = document.token(token);
        token.head.is_some() || token.dep == "root"
    })
}

/// One past the last part of the multiword token that begins at `at`; `at + 1` for a plain word.
fn joined(document: &Document, sentence: &Sentence, at: TokenId) -> TokenId {
    let mut end = at + 1;
    while end < sentence.tokens.end && is_part(document, end) {
        end += 1;
    }
    end
}

/// True for the later parts of "don't", "Roe's", "cannot": they touch a word and are a clitic or a word themselves.
fn is_part(document: &Document, token: TokenId) -> bool {
    let (before, part) = (document.token(token - 1), document.token(token));
    if before.span.end != part.span.start || !document.text(token - 1).ends_with(char::is_alphanumeric) {
        return false;
    }
    let words = document.text(token);
    let letters = |text: &str| text.chars().all(char::is_alphabetic);
    let mark = words.starts_with(['\'', '’', '`', '´', 'ʼ']);
    (mark && (words.chars().nth(1).is_some_and(char::is_alphabetic) || part.xpos == "POS"))
        || (words.contains(['\'', '’']) && words.ends_with(['t', 'T']) && words.chars().count() == 3)
        || (letters(words) && letters(document.text(token - 1)))
}

/// True when no space stands between a token and the next of its block.
fn touches(document: &Document, sentence: &Sentence, token: TokenId) -> bool {
    let Some(next) = document.tokens.get(token as usize + 1) else { return false };
    let same = token + 1 < sentence.tokens.end
        || document.sentences.get(document.sentence_of(token + 1)).is_some_and(|other| other.block == sentence.block);
    same && document.token(token).span.end == next.span.start
}

/// The line of a multiword token.
fn multiword(document: &Document, sentence: &Sentence, tokens: Range<TokenId>, out: &mut impl Write) -> io::Result<()> {
    let first = tokens.start - sentence.tokens.start + 1;
    let last = tokens.end - sentence.tokens.start;
    let misc = if touches(document, sentence, tokens.end - 1) { "SpaceAfter=No" } else { "_" };
    writeln!(out, "{first}-{last}\t{}\t_\t_\t_\t_\t_\t_\t_\t{misc}", document.words(&tokens))
}

/// The line of a word.
fn word(document: &Document, sentence: &Sentence, id: TokenId, word: &Word, out: &mut impl Write) -> io::Result<()> {
    let token = document.token(id);
    let form = one_line(document.text(id));
    let lemma = if token.lemma.is_empty() { "_" } else { &token.lemma };
    write!(out, "{}\t{form}\t{lemma}\t{}\t{}\t_", id - sentence.tokens.start + 1, token.upos, token.xpos)?;
    match token.head {
        Some(head) if sentence.tokens.contains(&head) => {
            write!(out, "\t{}\t{}\t_\t", head - sentence.tokens.start + 1, token.dep)?;
        }
        _ if word.heads => write!(out, "\t0\troot\t_\t")?,
        _ => write!(out, "\t_\t_\t_\t")?,
    }
    if let Some((kind, first)) = word.tag {
        write!(out, "NER={}-{}|", if first { 'B' } else { 'I' }, name_tag(kind))?;
    }
    if word.space && touches(document, sentence, id) {
        write!(out, "SpaceAfter=No|")?;
    }
    let range = document.chars(sentence.field, token.span);
    writeln!(out, "TokenRange={}:{}", range.start, range.end)
}

/// The tag of a kind of name.
fn name_tag(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Person => "PERSON",
        NameKind::Organization => "ORGANIZATION",
        NameKind::Place => "PLACE",
        NameKind::Work => "WORK",
        NameKind::Event => "EVENT",
        NameKind::Norp => "NORP",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Block, Name, Span, Token, Upos};

    /// "Roe can't – he's 5." with the spans given by hand.
    fn document() -> Document {
        let text = "Roe can't – he's\n5.";
        let mut document = Document::new(Article { id: "a".into(), text: text.into(), ..Article::default() });
        document.blocks.push(Block { field: Field::Text, span: Span::new(0, text.len()), kind: BlockKind::Caption });
        for (start, end) in [(0, 3), (4, 6), (6, 9), (10, 13), (14, 16), (16, 18), (19, 20), (20, 21)] {
            let upos = Upos::new("NOUN").unwrap();
            document.tokens.push(Token { span: Span::new(start, end), lemma: "x".into(), upos, ..Token::default() });
        }
        document.sentences.push(Sentence { field: Field::Text, tokens: 0..8, block: 0 });
        document.names.push(Name { tokens: 0..1, kind: NameKind::Person, score: 90 });
        document
    }

    fn written(document: &Document) -> String {
        let mut out = Vec::new();
        write(document, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn clitics_are_multiword_tokens_and_ranges_count_code_points() {
        let text = written(&document());
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[..4], ["# newdoc id = a", "# sent_id = a-1", "# newpar", "# block = caption"]);
        assert_eq!(lines[4], "# text = Roe can't – he's 5.");
        assert_eq!(lines[5], "1\tRoe\tx\tNOUN\t_\t_\t_\t_\t_\tNER=B-PERSON|TokenRange=0:3");
        assert_eq!(lines[6], "2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_");
        assert_eq!(lines[10], "5-6\the's\t_\t_\t_\t_\t_\t_\t_\t_");
        assert!(lines[9].ends_with("TokenRange=10:11"), "{}", lines[9]);
        assert!(lines[13].ends_with("SpaceAfter=No|TokenRange=17:18"), "{}", lines[13]);
        assert_eq!(lines.len(), 16);
    }

    #[test]
    fn a_tree_is_written_with_its_root() {
        let mut document = document();
        for i in 1..8 {
            document.tokens[i].head = Some(0);
        }
        let text = written(&document);
        assert!(text.contains("1\tRoe\tx\tNOUN\t_\t_\t0\troot\t_"));
        assert!(text.contains("8\t.\tx\tNOUN\t_\t_\t1\tdep\t_"));
    }
}
