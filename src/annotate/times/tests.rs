use super::*;
use crate::model::{Article, Field, Sentence, Span, Token};

const TOML: &str = include_str!("../../../data/en/times.toml");

/// A document whose tokens are words, numbers, "'s" and marks, in sentences that end with ". " before a capital.
fn document(published: Option<Date>, text: &str) -> Document {
    let mut document = Document::new(Article { published, text: text.into(), ..Article::default() });
    let pattern = regex::Regex::new(r"\d{4}-\d{2}|(?:Dec|Oct|Sept)\.|['’]s\b|[\w]+(?:['’]s\b)??|\S").unwrap();
    let mut start = 0;
    for found in pattern.find_iter(text) {
        document.tokens.push(Token { span: Span::new(found.start(), found.end()), ..Token::default() });
        if found.as_str() == "." {
            let end = document.tokens.len() as TokenId;
            document.sentences.push(Sentence { field: Field::Text, tokens: start..end, block: 0 });
            start = end;
        }
    }
    let end = document.tokens.len() as TokenId;
    if start < end {
        document.sentences.push(Sentence { field: Field::Text, tokens: start..end, block: 0 });
    }
    document
}

fn print(value: Interval) -> String {
    let end = |date: Option<Date>| date.map_or("..".to_owned(), |date| date.to_string());
    match value {
        Interval { start: None, end: None } => "?".into(),
        Interval { start, end: last } if start == last => end(start),
        Interval { start, end: last } => format!("{}/{}", end(start), end(last)),
    }
}

#[test]
fn the_grammar_keeps_its_own_tests() {
    let times = Times::new(TOML).unwrap();
    let mut wrong = Vec::new();
    for test in &times.grammar.tests {
        let mut document = document(test.published, &test.text);
        times.annotate(&mut document);
        let found: Vec<String> = document
            .times
            .iter()
            .map(|time| format!("{} = {}", document.words(&time.tokens), print(time.value)))
            .collect();
        if found != test.found {
            wrong.push(format!("{}\n  expected {:?}\n  found    {found:?}", test.text, test.found));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_empty_document_has_no_times() {
    let times = Times::new(TOML).unwrap();
    let mut document = document(None, "");
    times.annotate(&mut document);
    assert!(document.times.is_empty());
}

#[test]
fn a_grammar_with_an_unknown_class_is_refused() {
    let broken = TOML.replace("match = \"ISO\"", "match = \"FORTNIGHTLY\"");
    assert!(matches!(Times::new(&broken), Err(TimesError::Class(class)) if class == "FORTNIGHTLY"));
}
