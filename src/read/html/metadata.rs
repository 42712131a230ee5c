//! What a page says about its article: JSON-LD first, then OpenGraph, then older `meta` elements, then the page itself.

use crate::{
    model::Date,
    read::{date, text},
};
use dom_query::Document;
use serde_json::Value;

/// Types of schema.org that are articles, besides all whose name ends in `Article`.
const TYPES: [&str; 5] = ["BlogPosting", "LiveBlogPosting", "Report", "Review", "OpinionNewsArticle"];
/// JSON-LD above this size, in bytes, is no metadata.
const LARGEST: usize = 1024 * 1024;
const PUBLISHED: &str = "meta[property='article:published_time'], meta[property='og:article:published_time'], \
    meta[itemprop=datePublished], meta[name=date], meta[name=pubdate], meta[name=publishdate], \
    meta[name='publish-date'], meta[name='dc.date'], meta[name='DC.date.issued'], meta[name='dcterms.created'], \
    meta[name='parsely-pub-date'], meta[name='sailthru.date'], meta[name='article.published']";

/// What is known of an article besides its text.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) title: String,
    pub(super) url: Option<String>,
    pub(super) published: Option<Date>,
    pub(super) publisher: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) language: Option<String>,
    /// The text, where JSON-LD states it.
    pub(super) body: Option<String>,
    /// Whether the page says of itself that it is an article.
    pub(super) is_article: bool,
}

impl Metadata {
    /// Reads the metadata of a page that is still whole.
    pub(super) fn of(page: &Document) -> Self {
        let linked = linked(page).unwrap_or_default();
        let meta = |selector: &str| content(page, selector);
        let publisher = name(&linked["publisher"])
            .or_else(|| meta("meta[property='og:site_name']"))
            .or_else(|| meta("meta[name='application-name']"));
        let title = words(&linked["headline"])
            .or_else(|| meta("meta[property='og:title']"))
            .or_else(|| inner(page, "h1"))
            .or_else(|| inner(page, "title"))
            .map(|title| without_site(&title, publisher.as_deref()))
            .unwrap_or_default();
        Metadata {
            title,
            url: url(page, &linked),
            published: published(page, &linked),
            authors: authors(page, &linked),
            language: page
                .select_single("html")
                .attr("lang")
                .map(|tag| tag.trim().to_owned())
                .filter(|tag| !tag.is_empty()),
            body: linked["articleBody"].as_str().map(plain),
            is_article: linked.is_object() || meta("meta[property='og:type']").as_deref() == Some("article"),
            publisher,
        }
    }
}

/// The article among the JSON-LD of a page.
fn linked(page: &Document) -> Option<Value> {
    page.select("script[type='application/ld+json']").iter().find_map(|script| {
        let json = script.text();
        if json.len() > LARGEST {
            return None;
        }
        article(serde_json::from_str(json.trim().trim_end_matches(';')).ok()?)
    })
}

/// Looks into lists and graphs for an object whose type is an article.
fn article(value: Value) -> Option<Value> {
    match value {
        Value::Array(values) => values.into_iter().find_map(article),
        Value::Object(mut object) => {
            let kinds = match object.get("@type") {
                Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
                Some(Value::String(kind)) => vec![kind.as_str()],
                _ => Vec::new(),
            };
            if kinds.iter().any(|kind| kind.ends_with("Article") || TYPES.contains(kind)) {
                return Some(Value::Object(object));
            }
            let inner = ["@graph", "mainEntity"].into_iter().find_map(|key| object.remove(key))?;
            article(inner)
        }
        _ => None,
    }
}

fn published(page: &Document, linked: &Value) -> Option<Date> {
    let stated = linked["datePublished"].as_str().and_then(date::date);
    let meta = || page.select(PUBLISHED).iter().find_map(|meta| date::date(&meta.attr("content")?));
    let time = || {
        let times = page.select("time[itemprop=datePublished], time[pubdate], article time, header time, time");
        times.iter().find_map(|time| date::date(&time.attr("datetime")?))
    };
    stated.or_else(meta).or_else(time)
}

fn url(page: &Document, linked: &Value) -> Option<String> {
    let canonical = page.select_single("link[rel=canonical]").attr("href").map(|href| href.to_string());
    let stated = || match &linked["mainEntityOfPage"] {
        Value::Object(object) => object.get("@id").and_then(Value::as_str).map(str::to_owned),
        value => value.as_str().map(str::to_owned),
    };
    let candidates = [canonical, content(page, "meta[property='og:url']"), words(&linked["url"]), stated()];
    let absolute = |url: &String| url.starts_with("https://") || url.starts_with("http://");
    candidates.into_iter().flatten().map(|url| url.trim().to_owned()).find(absolute)
}

fn authors(page: &Document, linked: &Value) -> Vec<String> {
    let stated = match &linked["author"] {
        Value::Array(values) => values.iter().filter_map(name).collect(),
        value => name(value).into_iter().collect::<Vec<_>>(),
    };
    let bylines = if stated.is_empty() {
        let meta = content(page, "meta[name=author], meta[property='article:author'], meta[name='parsely-author']");
        let shown = || inner(page, "[rel=author], [itemprop=author], .byline, .author");
        meta.filter(|name| !name.contains("://")).or_else(shown).into_iter().collect()
    } else {
        stated
    };
    let mut names = Vec::new();
    for byline in bylines {
        for name in split(&byline) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// "By Ann Lee, Bo Chen and Cy Dole" to three names.
fn split(byline: &str) -> Vec<String> {
    let byline = byline.trim();
    let names = ["By ", "by ", "BY "].iter().find_map(|by| byline.strip_prefix(by)).unwrap_or(byline);
    let names = names.replace(" and ", ",").replace(" & ", ",").replace(';', ",");
    let short = |name: &&str| !name.is_empty() && name.split_whitespace().count() <= 5;
    names.split(',').map(str::trim).filter(short).map(str::to_owned).collect()
}

/// The headline without the name of the site that stands after a bar or a dash.
fn without_site(title: &str, publisher: Option<&str>) -> String {
    let same = |part: &str| publisher.is_some_and(|publisher| part.trim().eq_ignore_ascii_case(publisher));
    for mark in [" | ", " - ", " – ", " — ", " :: "] {
        if let Some((title, site)) = title.rsplit_once(mark)
            && (same(site) || mark == " | " && site.split_whitespace().count() <= 4)
        {
            return text::line(title);
        }
    }
    text::line(title)
}

fn content(page: &Document, selector: &str) -> Option<String> {
    let found =
        page.select(selector).iter().find_map(|meta| meta.attr("content").filter(|text| !text.trim().is_empty()));
    found.map(|text| text::line(&text))
}

fn inner(page: &Document, selector: &str) -> Option<String> {
    page.select(selector).iter().map(|node| text::line(&node.text())).find(|text| !text.is_empty())
}

/// A string of JSON-LD, whose entities some sites leave encoded.
fn words(value: &Value) -> Option<String> {
    value.as_str().map(|value| text::line(&plain(value))).filter(|text| !text.is_empty())
}

fn plain(text: &str) -> String {
    let encoded = text.contains('&') && text.contains(';') && !text.contains("</");
    if encoded { Document::fragment(text).text().to_string() } else { text.to_owned() }
}

/// A name, given as a string or as an object with one.
fn name(value: &Value) -> Option<String> {
    match value {
        Value::Array(values) => values.iter().find_map(name),
        Value::Object(object) => words(object.get("name")?),
        value => words(value),
    }
}
