use super::*;
use crate::model::{Article, Dep, Field, Sentence, Span, Token, Upos, Xpos};

const TOML: &str = include_str!("../../../data/en/status.toml");

/// A document of one sentence out of "word" or "word:lemma:UPOS:relation:head" items; gives the token marked by "*" too.
fn sentence(items: &str) -> (Document, TokenId) {
    let mut text = String::new();
    let mut tokens = Vec::new();
    let mut marked = 0;
    for (index, item) in items.split(' ').enumerate() {
        let item = item.strip_prefix('*').inspect(|_| marked = index as TokenId).unwrap_or(item);
        // "nsubj:pass" holds a colon of its own.
        let parts: Vec<&str> = item.split(':').collect();
        let word = if parts.len() > 1 { parts[0] } else { item };
        let mut token = Token { span: Span::new(text.len(), text.len() + word.len()), ..Token::default() };
        if let [_, lemma, upos, dep @ .., head] = parts.as_slice() {
            token.lemma = (*lemma).into();
            token.upos = Upos::new(upos).unwrap();
            token.dep = Dep::new(&dep.join(":")).unwrap();
            token.head = head.parse::<TokenId>().unwrap().checked_sub(1);
            token.xpos = Xpos::new(if word == "to" { "TO" } else { "_" }).unwrap();
        }
        tokens.push(token);
        text.push_str(word);
        text.push(' ');
    }
    let mut document = Document::new(Article { text, ..Article::default() });
    document.sentences.push(Sentence { field: Field::Text, tokens: 0..tokens.len() as TokenId, block: 0 });
    document.tokens = tokens;
    (document, marked)
}

#[test]
fn the_lists_keep_their_own_tests() {
    let modality = Modality::new(TOML).unwrap();
    let mut wrong = Vec::new();
    for test in &modality.words.tests {
        let items = test.tree.as_ref().or(test.text.as_ref()).unwrap();
        let (document, token) = sentence(items);
        let found = modality.status_of(&document, token);
        if found != test.status {
            wrong.push(format!("{items}: expected {:?}, found {found:?}", test.status));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_token_that_does_not_exist_is_no_reason_to_fail() {
    let modality = Modality::new(TOML).unwrap();
    assert_eq!(modality.status_of(&Document::default(), 7), Status::Actual);
}
