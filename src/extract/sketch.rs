//! Documents for tests, sketched as trees with mentions, so that extraction is tested apart from annotation.

use crate::model::{
    Article, Block, Chain, ChainId, Dep, Document, EntityKind, Field, Mention, MentionId, MentionKind, Sentence, Span,
    Token, TokenId, Upos, Xpos,
};

/// A one-sentence document. `tree` has one line a token: `form lemma UPOS XPOS head dep`, heads from 1, 0 the root.
/// `mentions` are `(first token, tokens, kind of entity, name)`; equal names make one chain; "A+B" is of both.
pub(crate) fn sketch(tree: &str, mentions: &[(TokenId, u32, EntityKind, &str)]) -> Document {
    let mut text = String::new();
    let mut tokens = Vec::new();
    for line in tree.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let column: Vec<&str> = line.split_whitespace().collect();
        let start = text.len();
        text.push_str(column[0]);
        let head: TokenId = column[4].parse().unwrap();
        tokens.push(Token {
            span: Span::new(start, text.len()),
            lemma: column[1].into(),
            upos: Upos::new(column[2]).unwrap(),
            xpos: Xpos::new(column[3]).unwrap(),
            head: head.checked_sub(1),
            dep: Dep::new(column[5]).unwrap(),
        });
        text.push(' ');
    }
    let article = Article { id: "sketch".into(), text, ..Article::default() };
    let mut document = Document::new(article);
    let end = tokens.len() as TokenId;
    document.tokens = tokens;
    document.sentences = vec![Sentence { field: Field::Text, tokens: 0..end, block: 0 }];
    document.blocks = vec![Block::default()];
    for &(first, count, kind, name) in mentions {
        add(&mut document, first - 1..first - 1 + count, kind, name);
    }
    document
}

fn add(document: &mut Document, tokens: std::ops::Range<TokenId>, kind: EntityKind, name: &str) {
    let id = MentionId(document.mentions.len() as u32);
    let mut chains = Vec::new();
    for name in name.split('+') {
        let at = document.chains.iter().position(|chain| chain.name == name).unwrap_or_else(|| {
            document.chains.push(Chain {
                kind: Some(kind),
                name: name.to_owned(),
                aliases: Vec::new(),
                mentions: Vec::new(),
                gender: None,
                plural: false,
                descriptions: Vec::new(),
            });
            document.chains.len() - 1
        });
        document.chains[at].mentions.push(id);
        chains.push(ChainId(at as u32));
    }
    let outside = |&t: &TokenId| document.token(t).head.is_none_or(|head| !tokens.contains(&head));
    let head = tokens.clone().find(outside).unwrap_or(tokens.start);
    let named = document.words(&tokens).chars().any(char::is_uppercase);
    let kind = if named { MentionKind::Name } else { MentionKind::Pronoun };
    document.mentions.push(Mention { tokens, head, kind, chains });
}
