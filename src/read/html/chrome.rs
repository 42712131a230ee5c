//! What stands on an article's page and is not the article: navigation, captions, bylines, related links, newsletter
//! boxes, sharing, comments, advertisements.

use dom_query::{Document, NodeRef};

/// Elements that never hold article text.
const ELEMENTS: &str = "script, style, noscript, template, iframe, object, embed, video, audio, canvas, svg, figure, \
    figcaption, picture, nav, aside, form, button, input, select, textarea, footer, dialog, menu, \
    [hidden], [aria-hidden=true], [role=navigation], [role=complementary], [role=dialog], [role=search], \
    [role=contentinfo], [itemprop=caption], [itemprop=author], [rel=author]";

/// Words of class names and identifiers by which page designers name such parts. A name is split at hyphens, underscores
/// and capitals; two words that stand side by side are also looked up as one.
const NAMES: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "advertising",
    "adslot",
    "authorbio",
    "authorbox",
    "bio",
    "biography",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "bylines",
    "caption",
    "captions",
    "comment",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "correctionlink",
    "credit",
    "credits",
    "dateline-share",
    "disqus",
    "donate",
    "donation",
    "editorspicks",
    "footer",
    "furtherreading",
    "gallery",
    "inread",
    "jumplink",
    "keepreading",
    "login",
    "masthead",
    "modal",
    "moreon",
    "morestories",
    "mostpopular",
    "mostread",
    "mostviewed",
    "navbar",
    "navigation",
    "newsletter",
    "newsletters",
    "onward",
    "outbrain",
    "pagination",
    "partner",
    "paywall",
    "photocredit",
    "playlist",
    "popup",
    "premium-offer",
    "print",
    "promo",
    "promobox",
    "promotion",
    "pullquote",
    "readmore",
    "readnext",
    "recirc",
    "recirculation",
    "recommendation",
    "recommendations",
    "recommended",
    "related",
    "relatedarticles",
    "relatedlinks",
    "relatedstories",
    "seealso",
    "share",
    "sharebar",
    "sharing",
    "sidebar",
    "signin",
    "signup",
    "skiplink",
    "slideshow",
    "social",
    "socials",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "tagcloud",
    "taglist",
    "tags",
    "taboola",
    "teaser",
    "teasers",
    "timestamp",
    "toolbar",
    "topics",
    "trending",
    "upnext",
    "whattoread",
    "widget",
];

/// The share of the page's text (one part in this many) that a part named so may hold: a container of the article
/// that bears such a name by accident stays.
const SHARE: usize = 3;

/// Removes the parts around the article.
pub(super) fn remove(document: &Document) {
    document.select(ELEMENTS).remove();
    let all = letters(&document.root());
    let mut waiting: Vec<NodeRef<'_>> = document.root().children();
    waiting.reverse();
    while let Some(node) = waiting.pop() {
        if node.is_element() && named_so(&node) && letters(&node) * SHARE < all.max(1) {
            node.remove_from_parent();
            continue;
        }
        let mut children = node.children();
        children.reverse();
        waiting.append(&mut children);
    }
}

fn letters(node: &NodeRef<'_>) -> usize {
    node.text().chars().filter(|c| c.is_alphanumeric()).count()
}

/// True where the class or the identifier says that this is no article text.
fn named_so(node: &NodeRef<'_>) -> bool {
    if ["html", "body", "article", "main", "p", "h1"].iter().any(|name| node.has_name(name)) {
        return node.has_name("p") && node.class().is_some_and(|class| is_name(&class));
    }
    [node.class(), node.id_attr()].into_iter().flatten().any(|name| is_name(&name))
}

fn is_name(names: &str) -> bool {
    names.split_whitespace().any(|name| {
        let words = words(name);
        let pairs = words.windows(2).map(<[String]>::concat);
        words.iter().cloned().chain(pairs).any(|word| NAMES.contains(&word.as_str()))
    })
}

/// The words of one name, in lower case.
fn words(name: &str) -> Vec<String> {
    let (mut words, mut word, mut small) = (Vec::new(), String::new(), false);
    for c in name.chars() {
        if !c.is_ascii_alphanumeric() || c.is_ascii_uppercase() && small {
            words.push(std::mem::take(&mut word));
        }
        small = c.is_ascii_lowercase();
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_understood_by_their_words() {
        for name in ["article__related", "newsletterSignup", "c-caption--wide", "most-read", "story-social-bar"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["article-body", "headline", "shareholder-report", "loading", "gradient"] {
            assert!(!is_name(name), "{name}");
        }
    }
}
