//! The paragraphs of an article, one after the other, with an empty line between them.

use super::chrome;
use crate::read::text;
use dom_query::{Document, NodeRef};
use dom_smoothie::Readability;

/// Elements that begin and end a paragraph.
const BLOCKS: [&str; 30] = [
    "address",
    "article",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "td",
    "tr",
    "ul",
];
/// Words outside links that a paragraph of links may have: "Read more:", "Related:".
const LOOSE_WORDS: usize = 3;

/// The article's text by readability scoring, without what surrounds it.
pub(super) fn article(document: Document, title: &str) -> String {
    chrome::remove(&document);
    let Ok(mut readability) = Readability::with_document(document, None, None) else { return String::new() };
    match readability.parse() {
        Ok(article) => paragraphs(&Document::fragment(article.content), title),
        Err(_) => String::new(),
    }
}

/// Text that came as one string: paragraphs at its line breaks, or of its HTML.
pub(super) fn loose(text: &str) -> String {
    if text.contains("</") {
        return paragraphs(&Document::fragment(text), "");
    }
    let text = text::tidy(text);
    let lines = text.lines().map(text::line).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n\n")
}

/// The paragraphs of a tree that is no deeper than the guard allows. Leaves out the headline and paragraphs of links.
pub(super) fn paragraphs(document: &Document, title: &str) -> String {
    let mut walk = Walk::default();
    for node in document.root().children_it(false) {
        walk.node(&node, false);
    }
    walk.close();
    walk.done.retain(|paragraph| paragraph != title);
    walk.done.join("\n\n")
}

#[derive(Default)]
struct Walk {
    done: Vec<String>,
    open: String,
    /// Letters of the open paragraph that are in links, and the words that are not.
    linked: usize,
    loose: usize,
}

impl Walk {
    fn node(&mut self, node: &NodeRef<'_>, linked: bool) {
        if node.is_text() {
            let text = node.text();
            self.open.push_str(&text);
            if linked {
                self.linked += text.chars().filter(|c| c.is_alphanumeric()).count();
            } else {
                self.loose += text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
            }
            return;
        }
        if node.has_name("br") {
            self.open.push('\n');
            return;
        }
        let block = BLOCKS.iter().any(|name| node.has_name(name));
        if block {
            self.close();
        }
        let linked = linked || node.has_name("a");
        for child in node.children_it(false) {
            self.node(&child, linked);
        }
        if block {
            self.close();
        }
    }

    /// Ends the open paragraph.
    fn close(&mut self) {
        let open = text::tidy(&std::mem::take(&mut self.open));
        let (linked, loose) = (std::mem::take(&mut self.linked), std::mem::take(&mut self.loose));
        let only_links = linked > 0 && loose <= LOOSE_WORDS;
        let paragraph = text::line(&open);
        if !only_links && paragraph.contains(char::is_alphanumeric) {
            self.done.push(paragraph);
        }
    }
}
