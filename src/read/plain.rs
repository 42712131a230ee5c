//! Plain text: optional front matter, a headline where the first line looks like one, and the body.

use super::{Findings, Reader, Source, date, one, text};
use crate::{error::Reason, model::Article};

/// The largest file, in MiB.
pub(super) const LIMIT: u64 = 16;
/// The longest headline, in characters.
const HEADLINE: usize = 220;

/// The reader of `.txt` files and of everything that nobody else recognises.
pub(crate) struct Plain;

impl Reader for Plain {
    fn name(&self) -> &'static str {
        "text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn recognises(&self, head: &[u8]) -> bool {
        head.starts_with(b"---\n") || head.starts_with(b"---\r\n")
    }

    fn read(&self, source: Source) -> Findings {
        one(read(source))
    }
}

fn read(source: Source) -> Result<Article, Reason> {
    let text = text::tidy(&text::decode(source.whole(LIMIT)?, None)?);
    if text.trim().is_empty() {
        return Err(Reason::Empty);
    }
    let (mut article, body) = front_matter(&text);
    let body = body.trim();
    article.text = match headline(body) {
        Some((title, rest)) if article.title.is_empty() || text::line(title) == text::line(&article.title) => {
            title.clone_into(&mut article.title);
            rest.to_owned()
        }
        _ => body.to_owned(),
    };
    Ok(article)
}

/// Splits off `---`, lines of `key: value`, `---`. Without a closing line there is no front matter.
pub(super) fn front_matter(text: &str) -> (Article, &str) {
    let mut article = Article::default();
    let matter = text.strip_prefix("---\n").and_then(|text| {
        let end = text.find("\n---\n").or_else(|| text.strip_suffix("\n---").map(str::len))?;
        Some((&text[..end], text.get(end + 5..).unwrap_or_default()))
    });
    let Some((matter, body)) = matter else { return (article, text) };
    let mut last = "";
    for line in matter.lines() {
        let (key, value) = match (line.trim_start().strip_prefix("- "), line.split_once(':')) {
            (Some(item), _) => (last, item),
            (None, Some((key, value))) => (key.trim(), value),
            (None, None) => continue,
        };
        last = key;
        let value = text::line(value.trim().trim_matches(['"', '\'']));
        if !value.is_empty() {
            set(&mut article, key, value);
        }
    }
    (article, body)
}

/// Puts one field of the front matter where it belongs; unknown ones are kept.
fn set(article: &mut Article, key: &str, value: String) {
    match key.to_ascii_lowercase().as_str() {
        "id" => article.id = value.into(),
        "title" | "headline" => article.title = value,
        "url" | "link" => article.url = Some(value),
        "publisher" | "source" | "outlet" => article.publisher = Some(value),
        "language" | "lang" => article.language = Some(value.into()),
        "author" | "authors" | "byline" => {
            let names = value.trim_start_matches('[').trim_end_matches(']').split(',');
            let names = names.map(|name| name.trim().trim_matches(['"', '\'']).to_owned());
            article.authors.extend(names.filter(|name| !name.is_empty()));
        }
        "published" | "date" if date::date(&value).is_some() => article.published = date::date(&value),
        _ => drop(article.other.insert(key.to_owned(), value.into())),
    }
}

/// The first line and the rest, where the first line stands alone, is short, and does not end as a sentence does.
fn headline(text: &str) -> Option<(&str, &str)> {
    let (first, rest) = text.split_once('\n')?;
    let (first, body) = (first.trim(), rest.trim());
    let next = rest.lines().next().unwrap_or_default().trim();
    // A first line of hard-wrapped prose is about as long as its neighbour; a headline is much shorter than a paragraph.
    let apart = next.is_empty() || next.chars().count() > 120.max(first.chars().count() * 3 / 2);
    let closed = first.trim_end_matches(['"', '\'', '”', '’', ')']).ends_with(['.', ',', ';', ':', '…']);
    let starts = first.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_uppercase() || c.is_numeric());
    let headline = apart && !closed && starts && first.chars().count() <= HEADLINE && !body.is_empty();
    headline.then_some((first, body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_stands_alone_and_has_no_full_stop() {
        let found = |text| headline(text).map(|(title, _)| title);
        assert_eq!(found("Mayor Opens Bridge\n\nThe mayor opened it."), Some("Mayor Opens Bridge"));
        assert_eq!(found("Will It Rain?\n\nIt may."), Some("Will It Rain?"));
        assert_eq!(found("The mayor opened it.\n\nIt is long."), None);
        assert_eq!(found("The mayor opened the bridge on\nMonday after a long wait."), None);
        assert_eq!(found("Mayor Opens Bridge"), None);
    }

    #[test]
    fn front_matter_is_read_and_unknown_fields_are_kept() {
        let text =
            "---\ntitle: \"A: B\"\npublished: 2016-12-13\nauthors:\n- Ann Lee\n- Bo Chen\ndesk: city\n---\nBody.";
        let (article, body) = front_matter(text);
        assert_eq!((article.title.as_str(), body), ("A: B", "Body."));
        assert_eq!(article.authors, ["Ann Lee", "Bo Chen"]);
        assert_eq!(
            (article.published.map(|d| d.to_string()).as_deref(), &article.other["desk"]),
            (Some("2016-12-13"), &"city".into())
        );
    }
}
