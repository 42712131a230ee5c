//! One JSON object to one article. Known fields are read, all others are kept as they came.

use crate::{
    error::Reason,
    model::{Article, Date},
    read::{date, text},
};
use serde::de::{Deserializer as _, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value, value::RawValue};
use std::{borrow::Cow, fmt};

/// All that is not the text of an article, in bytes: parsed JSON takes twenty times its size.
const BESIDE: usize = 1024 * 1024;

const TEXT: &[&str] = &["text", "body", "content", "articleBody"];
const TITLE: &[&str] = &["title", "headline"];
const URL: &[&str] = &["url", "link"];
const PUBLISHED: &[&str] = &["published", "date", "published_at", "publishedAt", "datePublished"];
const PUBLISHER: &[&str] = &["publisher", "source", "outlet"];
const AUTHORS: &[&str] = &["authors", "author", "byline"];
const LANGUAGE: &[&str] = &["language", "lang"];

/// Reads one object.
///
/// # Errors
/// When the bytes are not UTF-8, not an object, or the object is not an article.
pub(super) fn read(bytes: &[u8]) -> Result<Article, Reason> {
    let json = std::str::from_utf8(bytes).map_err(|error| {
        let (good, at) = (bytes.trim_ascii_start().starts_with(b"{"), error.valid_up_to());
        Reason::Syntax(format!("{} at byte {}", if good { "invalid UTF-8" } else { "not text" }, at + 1))
    })?;
    let json = mend(json);
    let mut deserializer = serde_json::Deserializer::from_str(&json);
    let fields = deserializer.deserialize_map(Fields).and_then(|fields| deserializer.end().map(|()| fields));
    let Split { text, mut rest } = fields.map_err(|error| Reason::Syntax(message(&error)))?;
    let array = |key: &str| rest.get(key).is_some_and(Value::is_array);
    if text.is_none() && (array("entities") && array("relations") || array("nodes") && array("links")) {
        return Err(Reason::Facts);
    }
    let mut article = Article { text: text.map(text::level).unwrap_or_default(), ..Article::default() };
    article.id = string(take(&mut rest, &["id"])).unwrap_or_default().into();
    article.title = string(take(&mut rest, TITLE)).unwrap_or_default();
    article.url = string(take(&mut rest, URL));
    article.publisher = string(take(&mut rest, PUBLISHER));
    article.language = string(take(&mut rest, LANGUAGE)).map(Into::into);
    article.authors = names(take(&mut rest, AUTHORS));
    if let Some((key, value)) = PUBLISHED.iter().find_map(|key| rest.shift_remove(*key).map(|value| (*key, value))) {
        article.published = day(&value);
        if article.published.is_none() && !value.is_null() {
            rest.insert(key.to_owned(), value);
        }
    }
    // What newsgraph wrote itself comes back as it was.
    if let Some(Value::Object(other)) = rest.shift_remove("other") {
        rest.extend(other);
    }
    article.other = rest;
    Ok(article)
}

/// The text apart from all other fields.
struct Split<'de> {
    text: Option<Cow<'de, str>>,
    rest: Map<String, Value>,
}

/// Takes an object apart without parsing the fields that would take too much memory.
struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Split<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an article (a JSON object)")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Split<'de>, A::Error> {
        use serde::de::Error as _;
        let (mut text, mut rest, mut size) = (None::<(usize, Cow<'de, str>)>, Map::new(), 0);
        while let Some(key) = fields.next_key::<Cow<'de, str>>()? {
            let raw: &RawValue = fields.next_value()?;
            let rank = TEXT.iter().position(|name| *name == key);
            if let (Some(rank), true) = (rank, raw.get().starts_with('"')) {
                let better = text.as_ref().is_none_or(|(held, _)| rank <= *held);
                if better {
                    text =
                        Some((rank, serde_json::from_str(raw.get()).map(Quoted::into_cow).map_err(A::Error::custom)?));
                    continue;
                }
            }
            size += key.len() + raw.get().len();
            if size > BESIDE {
                // The rest is checked as JSON, so that the message is about what is wrong first.
                while fields.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                return Err(A::Error::custom("more than 1 MiB beside the text"));
            }
            rest.insert(key.into_owned(), serde_json::from_str(raw.get()).map_err(A::Error::custom)?);
        }
        Ok(Split { text: text.map(|(_, text)| text), rest })
    }
}

/// A JSON string, borrowed where it has no escapes.
#[derive(serde::Deserialize)]
struct Quoted<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'a> Quoted<'a> {
    fn into_cow(self) -> Cow<'a, str> {
        self.0
    }
}

/// Replaces halves of surrogate pairs, which some programs write and no text holds, by the replacement character.
fn mend(json: &str) -> Cow<'_, str> {
    let unit = |at: usize| {
        let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    };
    let (mut mended, mut copied, mut at) = (String::new(), 0, 0);
    while let Some(found) = json[at..].find('\\') {
        at += found;
        match unit(at) {
            Some(0xd800..=0xdbff) if matches!(unit(at + 6), Some(0xdc00..=0xdfff)) => at += 12,
            Some(0xd800..=0xdfff) => {
                mended.push_str(&json[copied..at]);
                mended.push_str("\\ufffd");
                at += 6;
                copied = at;
            }
            // An escape is two characters long at least; the second can be of several bytes where the JSON is wrong.
            _ => at += 1 + json[at + 1..].chars().next().map_or(0, char::len_utf8),
        }
    }
    if copied == 0 { json.into() } else { (mended + &json[copied..]).into() }
}

/// The message of the parser with the column but without the line, which is that of the object.
fn message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text.split(" at line ").next().unwrap_or_default();
    if error.column() == 0 { text.to_owned() } else { format!("not JSON: {text} (column {})", error.column()) }
}

/// The first of the fields that is there; the others stay.
fn take(fields: &mut Map<String, Value>, names: &[&str]) -> Option<Value> {
    names.iter().find_map(|name| fields.shift_remove(*name))
}

/// A string, a number, or the name of an object.
fn string(value: Option<Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => text,
        Value::Number(number) => number.to_string(),
        Value::Object(mut object) => return string(object.shift_remove("name").filter(|name| !name.is_object())),
        _ => return None,
    };
    Some(text::line(&text)).filter(|text| !text.is_empty())
}

/// One name, names in a list, or objects with names.
fn names(value: Option<Value>) -> Vec<String> {
    match value {
        Some(Value::Array(values)) => values.into_iter().filter_map(|value| string(Some(value))).collect(),
        value => string(value).into_iter().collect(),
    }
}

fn day(value: &Value) -> Option<Date> {
    match value {
        Value::String(text) => date::date(text),
        Value::Number(number) => date::moment(number.as_f64()? as i64),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_fields_are_read_and_unknown_ones_kept() {
        let article = read(
            br#"{"id": 7, "title": "A  B", "text": "C\r\nD", "published": "2016-12-13T08:00:00Z", "source": {"id": null,
            "name": "Herald"}, "author": "Ann Lee", "score": [1, {"x": 2}], "date": null}"#,
        )
        .unwrap();
        assert_eq!((article.id.as_str(), article.title.as_str(), article.text.as_str()), ("7", "A B", "C \nD"));
        assert_eq!((article.publisher.as_deref(), article.published), (Some("Herald"), Date::day(2016, 12, 13)));
        assert_eq!(article.other["score"], serde_json::json!([1, {"x": 2}]));
    }

    #[test]
    fn what_was_written_reads_back() {
        let mut article = Article { id: "x".into(), text: "T.".into(), ..Article::default() };
        article.other.insert("desk".into(), "city".into());
        let json = serde_json::to_vec(&article).unwrap();
        assert_eq!(read(&json).unwrap(), article);
    }

    #[test]
    fn lone_surrogates_are_replaced_and_pairs_kept() {
        let article = read(br#"{"text": "a\ud800b \ud83d\ude00 \\ud800 \udc00"}"#).unwrap();
        assert_eq!(article.text, "a\u{fffd}b 😀 \\ud800 \u{fffd}");
    }

    #[test]
    fn facts_are_no_article() {
        assert!(matches!(read(br#"{"id": "a", "entities": [], "relations": []}"#), Err(Reason::Facts)));
    }

    #[test]
    fn a_mountain_of_fields_is_refused_before_it_is_parsed() {
        let json = format!(r#"{{"text": "a", "x": [{}1]}}"#, "[],".repeat(400_000));
        assert!(read(json.as_bytes()).unwrap_err().to_string().contains("1 MiB"));
    }
}
