//! Pages made to exhaust a parser, told before and after parsing.

use crate::error::Reason;
use dom_query::Document;
use rustc_hash::FxHashMap;

/// Elements that the tree may have, by estimate: ten times what the largest news pages have.
const ELEMENTS: usize = 200_000;
/// Elements inside each other; browsers stop at 512.
const DEPTH: usize = 400;
/// Elements that the parser opens again in every paragraph until they are closed, so that n of them before m
/// paragraphs make n times m.
const REOPENED: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Elements without a closing tag, or with one that is left out as a rule.
const UNCLOSED: [&str; 33] = [
    "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html", "img", "input", "li",
    "link", "meta", "optgroup", "option", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead",
    "tr", "track", "wbr", "frame",
];
/// Elements whose content is no markup.
const RAW: [&str; 5] = ["script", "style", "textarea", "title", "iframe"];

/// Estimates how many elements the parser would make and how deep. One pass over the text.
///
/// # Errors
/// When they are more or deeper than in any news page.
pub(super) fn source(html: &str) -> Result<(), Reason> {
    let mut count = Count::default();
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        at += found + 1;
        let rest = &html[at..];
        if rest.starts_with("!--") {
            // The dashes that open a comment may be those that close it.
            let ends = ["-->", "--!>"].map(|end| rest[1..].find(end));
            let Some(end) = ends.into_iter().flatten().min() else { break };
            at += 1 + end;
            continue;
        }
        let tag = Tag::of(rest);
        count.tag(&tag)?;
        if !tag.closing && count.foreign == 0 && RAW.contains(&tag.name.as_str()) {
            at += rest
                .match_indices("</")
                .map(|(end, _)| end)
                .find(|end| Tag::of(&rest[end + 1..]).name == tag.name)
                .unwrap_or(0);
        }
    }
    Ok(())
}

/// What is open at one place of a page.
#[derive(Default)]
struct Count {
    elements: usize,
    open: FxHashMap<String, usize>,
    depth: usize,
    reopened: usize,
    /// Open pictures and formulas, in which a tag may close itself.
    foreign: usize,
}

impl Count {
    fn tag(&mut self, tag: &Tag) -> Result<(), Reason> {
        let reopened = REOPENED.contains(&tag.name.as_str());
        let foreign = matches!(tag.name.as_str(), "svg" | "math");
        self.elements += 1 + if reopened { 0 } else { self.reopened };
        let closes_itself = tag.selfclosing && (foreign || self.foreign > 0);
        if closes_itself || tag.name.is_empty() || UNCLOSED.contains(&tag.name.as_str()) {
            // Never open.
        } else if !tag.closing {
            *self.open.entry(tag.name.clone()).or_default() += 1;
            self.depth += 1;
            self.reopened += usize::from(reopened);
            self.foreign += usize::from(foreign);
        } else if let Some(open) = self.open.get_mut(&tag.name).filter(|open| **open > 0) {
            *open -= 1;
            self.depth -= 1;
            self.reopened -= usize::from(reopened);
            self.foreign -= usize::from(foreign);
        }
        if self.depth > DEPTH || self.elements > ELEMENTS { Err(too_complex()) } else { Ok(()) }
    }
}

/// A tag as its first characters tell it.
struct Tag {
    name: String,
    closing: bool,
    selfclosing: bool,
}

impl Tag {
    /// Reads what follows a `<`.
    fn of(text: &str) -> Self {
        let (closing, text) = text.strip_prefix('/').map_or((false, text), |text| (true, text));
        let name = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next().unwrap_or_default();
        let name =
            if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name.to_ascii_lowercase() } else { String::new() };
        let selfclosing = text.split(['>', '<']).next().is_some_and(|tag| tag.ends_with('/'));
        Tag { name, closing, selfclosing }
    }
}

/// Measures the depth of the tree, without recursion.
///
/// # Errors
/// When it is deeper than that of any news page.
pub(super) fn tree(document: &Document) -> Result<(), Reason> {
    let mut level = vec![document.root()];
    for _ in 0..DEPTH {
        level = level.iter().flat_map(|node| node.children_it(false)).collect();
        if level.is_empty() {
            return Ok(());
        }
    }
    Err(too_complex())
}

fn too_complex() -> Reason {
    Reason::TooComplex("the page has more elements, or deeper ones, than any news page")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_and_pictures_do_not_count() {
        let script = format!("<script>{}</script>", "if (i<a) { x('<div>') }".repeat(2000));
        let picture = format!("<svg>{}</svg>", "<path d='M0 0'/>".repeat(2000));
        let lists = "<ul><li>One<li>Two<p>Three</ul>".repeat(2000);
        assert!(source(&format!("<html>{script}{picture}{lists}")).is_ok());
    }

    #[test]
    fn comments_end_where_the_parser_ends_them() {
        assert!(source("<!--]]>“|--><p>“").is_ok() && source(&format!("<!--{}", "<div>".repeat(1000))).is_ok());
        for comment in ["<!-->", "<!--->", "<!---->", "<!-- --!>"] {
            assert!(source(&(comment.to_owned() + &"<div>".repeat(1000))).is_err(), "{comment}");
        }
    }

    #[test]
    fn what_grows_is_seen_before_it_is_parsed() {
        for page in ["<div>".repeat(1000), "<div></x>".repeat(1000), "<div/>".repeat(1000), "<B class=a>".repeat(1000)]
        {
            assert!(source(&page).is_err(), "{}", &page[..20]);
        }
    }
}
