//! Laws of the whole way from bytes to graph, on whatever bytes come.

#![allow(clippy::unwrap_used)] // a test fails by panicking

use newsgraph::export::EXPORTERS;
use newsgraph::model::{Article, CharSpan, Facts, Field};
use newsgraph::pipeline::Pipeline;
use newsgraph::read::read_bytes;
use newsgraph::resources::Resources;
use proptest::prelude::*;
use std::sync::LazyLock;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::new(Resources::embedded().unwrap()).unwrap());

/// Pieces of news, of punctuation and of everything else, in any order: closer to breaking things than random letters.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "Prime Minister Elena Varga",
        "Varga",
        "Mr. Petrik",
        "Quillon Corp.",
        "the company",
        "he",
        "her husband",
        "who",
        "said",
        "told CNN",
        "met",
        "was named chief executive of",
        "according to",
        "denied",
        "on Tuesday",
        "in 2016",
        "Dec. 13",
        ",",
        ".",
        "?",
        ":",
        "—",
        "-",
        "(",
        ")",
        "\"",
        "“",
        "”",
        "'",
        "’s",
        "«",
        "»",
        "n't",
        "\n",
        "\n\n",
        "WATCH:",
        "@KanyeWest",
        "#tag",
        "R-Texas",
        "San Jose, Calif.",
        "$1.2 billion",
        "London",
        "and",
        "of",
        "\u{202e}",
        "مرحبا",
        "北京",
        "e\u{301}",
        "😀",
        "\u{0}",
        "...",
        "U.S.",
        "“Famous”",
        "https://a.example/b?c=d",
        "\t",
        "\u{a0}",
    ]);
    let piece = prop_oneof![8 => pieces.prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.join(" "))
}

fn article(id: &str, title: String, text: String) -> Article {
    Article { id: id.into(), title, text, published: "2016-12-13".parse().ok(), ..Article::default() }
}

/// The words at some code points of a text.
fn words(text: &str, span: CharSpan) -> String {
    text.chars().skip(span.start as usize).take((span.end - span.start) as usize).collect()
}

/// Every fact shows its words where it says they are, and names only entities that are there.
fn sound(article: &Article, facts: &Facts) -> Result<(), TestCaseError> {
    let field = |field: Field| if field == Field::Title { &article.title } else { &article.text };
    let known = |id: &newsgraph::model::EntityId| facts.entities.iter().any(|entity| entity.id == *id);
    for relation in &facts.relations {
        let evidence = &relation.evidence;
        prop_assert_eq!(words(field(evidence.field()), evidence.span()), evidence.text());
        prop_assert!(known(&relation.from) && known(&relation.to) && relation.from != relation.to);
    }
    for event in &facts.events {
        prop_assert_eq!(words(field(event.trigger.field()), event.trigger.span()), event.trigger.text());
        prop_assert!(event.participants.iter().all(|participant| known(&participant.id)));
    }
    for statement in &facts.statements {
        prop_assert!(!statement.content.is_empty() && statement.speaker.iter().all(known));
    }
    for mention in facts.entities.iter().flat_map(|entity| &entity.mentions) {
        prop_assert!(mention.span.start < mention.span.end);
        prop_assert!(mention.span.end as usize <= field(mention.field).chars().count());
    }
    Ok(())
}

/// One root for each sentence, and every head inside it, without circles.
fn trees(article: &Article) -> Result<(), TestCaseError> {
    let document = PIPELINE.document(article.clone());
    for sentence in &document.sentences {
        let roots = sentence.tokens.clone().filter(|&token| document.token(token).head.is_none()).count();
        prop_assert_eq!(roots, usize::from(!sentence.tokens.is_empty()));
        for token in sentence.tokens.clone() {
            let up = std::iter::successors(Some(token), |&t| document.token(t).head);
            prop_assert!(up.take(sentence.tokens.len() + 1).count() <= sentence.tokens.len());
            prop_assert!(document.token(token).head.is_none_or(|head| sentence.tokens.contains(&head)));
        }
    }
    Ok(())
}

fn exports(facts: Vec<Facts>) -> Vec<Vec<u8>> {
    let graph = PIPELINE.graph(facts);
    let export = |exporter: &&'static dyn newsgraph::export::Exporter| {
        let mut bytes = Vec::new();
        exporter.export(&graph, &mut bytes).unwrap();
        bytes
    };
    EXPORTERS.iter().map(export).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_sound_facts(title in text(), body in text()) {
        let article = article("a", title, body);
        trees(&article)?;
        sound(&article, &PIPELINE.facts(article.clone()))?;
    }

    #[test]
    fn any_bytes_go_through_the_whole_way(
        bytes in prop_oneof![prop::collection::vec(any::<u8>(), 0..400), text().prop_map(String::into_bytes)],
        name in prop::sample::select(vec!["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.xml", "a.gz", "a.zst", "a"]),
    ) {
        let articles = read_bytes(name, bytes).filter_map(Result::ok).collect::<Vec<_>>();
        exports(articles.into_iter().map(|article| PIPELINE.facts(article)).collect());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_articles_changes_no_byte(texts in prop::collection::vec(text(), 2..5)) {
        let one = |(i, text): (usize, String)| PIPELINE.facts(article(&format!("a{i}"), String::new(), text));
        let facts = texts.into_iter().enumerate().map(one).collect::<Vec<_>>();
        let reversed = facts.iter().rev().cloned().collect();
        prop_assert!(exports(facts) == exports(reversed));
    }
}
