//! RSS, Atom and JSON feeds: one article an item.

use super::{Findings, Found, Reader, Source, date, html, one, text};
use crate::{
    error::{Place, Reason},
    model::{Article, Date},
};
use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use feed_rs::model::{Entry, Feed as Parsed};

/// The largest feed, in MiB, and the most items: a feed is held in memory as a whole.
const LIMIT: u64 = 32;
const ITEMS: usize = 20_000;

/// The reader of `.rss`, `.atom` and of XML and JSON that hold a feed.
pub(crate) struct Feed;

impl Reader for Feed {
    fn name(&self) -> &'static str {
        "feed"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["rss", "atom", "rdf", "xml", "json"]
    }

    fn recognises(&self, head: &[u8]) -> bool {
        let head = String::from_utf8_lossy(head.get(..2048).unwrap_or(head));
        let head = head.trim_start();
        let root = ["<rss", "<feed", "<rdf:RDF"].iter().any(|root| head.contains(root));
        head.starts_with('<') && root && !head.contains("<html")
            || head.starts_with('{') && head.contains("jsonfeed.org/version")
    }

    fn read(&self, source: Source) -> Findings {
        match source.whole(LIMIT).and_then(|bytes| parse(&bytes)) {
            Ok(feed) => items(feed),
            Err(reason) => one(Err(reason)),
        }
    }
}

fn parse(bytes: &[u8]) -> Result<Parsed, Reason> {
    let starts = bytes.split(|byte| *byte == b'<').skip(1);
    if starts.filter(|tag| tag.starts_with(b"item") || tag.starts_with(b"entry")).count() > ITEMS {
        return Err(Reason::TooComplex("the feed has more items than any news feed"));
    }
    // The day is taken as the feed writes it, as everywhere; and an identifier that is not given stays empty.
    let parser = feed_rs::parser::Builder::new().timestamp_parser(stamp).id_generator(|_, _, _| String::new()).build();
    parser.parse(bytes).map_err(|error| Reason::Syntax(error.to_string()))
}

/// Midnight of the day that a feed states: the only form in which the parser hands on a date.
fn stamp(text: &str) -> Option<DateTime<Utc>> {
    let (year, month, day) = date::date(text)?.parts();
    Some(NaiveDate::from_ymd_opt(year.into(), month?.into(), day?.into())?.and_hms_opt(0, 0, 0)?.and_utc())
}

fn items(feed: Parsed) -> Findings {
    let publisher = feed.title.map(|title| text::line(&title.content)).filter(|title| !title.is_empty());
    let language = feed.language;
    Box::new(feed.entries.into_iter().zip(1..).map(move |(entry, item)| {
        let article = article(entry).map(|mut article| {
            article.publisher.clone_from(&publisher);
            article.language = article.language.take().or_else(|| language.as_deref().map(Into::into));
            article
        });
        Found { place: Place::Item(item), article }
    }))
}

fn article(entry: Entry) -> Result<Article, Reason> {
    let day = entry.published.or(entry.updated).and_then(|time| {
        Date::day(i16::try_from(time.year()).ok()?, u8::try_from(time.month()).ok()?, u8::try_from(time.day()).ok()?)
    });
    let whole =
        entry.content.and_then(|content| content.body).map_or(Ok(String::new()), |body| html::fragment(&body))?;
    let short = entry.summary.map_or(Ok(String::new()), |summary| html::fragment(&summary.content))?;
    let link = entry.links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    let url = link.map(|link| link.href.trim().to_owned()).filter(|url| !url.is_empty());
    let mut article = Article {
        title: entry.title.map(|title| html::fragment(&title.content)).transpose()?.unwrap_or_default(),
        text: without_tail(if whole.len() < short.len() { short } else { whole }),
        published: day,
        authors: entry
            .authors
            .iter()
            .filter_map(|author| author.name.as_deref())
            .map(person)
            .filter(|name| !name.is_empty())
            .collect(),
        language: entry.language.map(Into::into),
        ..Article::default()
    };
    // The address says what the article is, also where the same article is read as a page; else the feed's own word.
    if url.is_none() {
        article.id = entry.id.into();
    }
    article.url = url;
    Ok(article)
}

/// `desk@example.org (Ann Lee)`, as RSS wants it, to the name.
fn person(author: &str) -> String {
    let inner = author.split_once('(').and_then(|(_, rest)| rest.rsplit_once(')')).map(|(name, _)| name);
    let name = text::line(inner.unwrap_or(author));
    if name.contains('@') { String::new() } else { name }
}

/// Leaves out the line with which blogs end an item: "The post … appeared first on …".
fn without_tail(text: String) -> String {
    match text.rsplit_once("\n\n") {
        Some((text, tail)) if tail.starts_with("The post ") && tail.contains(" first on ") => text.to_owned(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_of_rss_are_names() {
        assert_eq!(person("desk@example.org (Ann Lee)"), "Ann Lee");
        assert_eq!((person("Bo Chen").as_str(), person("desk@example.org").as_str()), ("Bo Chen", ""));
    }
}
