//! Readers of the corpora.

use crate::example::{
    EVENT, Example, Kinds, MAYBE, NORP, ORGANIZATION, PERSON, PLACE, Syntax, WORK, allowed, hyphenated,
};
use crate::words;
use anyhow::{Context, Result};
use newsgraph::model::{Dep, Upos, Xpos};
use std::fs;
use std::ops::Range;
use std::path::Path;

/// One sentence of a column file: its words and tags.
pub(crate) struct Tagged {
    pub(crate) id: String,
    pub(crate) forms: Vec<String>,
    pub(crate) tags: Vec<String>,
    /// True for the first sentence of a document.
    pub(crate) opens: bool,
}

/// The sentences of a CoNLL-U file; multiword and empty lines are left out.
pub(crate) fn conllu(path: &Path) -> Result<Vec<Example>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut examples = Vec::new();
    for block in text.split("\n\n") {
        let mut example = Example { weight: 1.0, ..Example::default() };
        let mut syntax = Syntax::default();
        for line in block.lines() {
            if let Some(id) = line.strip_prefix("# sent_id = ") {
                id.clone_into(&mut example.id);
            }
            let fields: Vec<&str> = line.split('\t').collect();
            if fields.len() < 8 || fields[0].contains(['-', '.']) {
                continue;
            }
            example.forms.push(fields[1].to_owned());
            syntax.upos.push(Upos::new(fields[3]).unwrap_or_default().index());
            syntax.xpos.push(Xpos::new(fields[4]).unwrap_or_default().index());
            syntax.heads.push(fields[6].parse::<usize>().unwrap_or(0).checked_sub(1));
            let base = fields[7].split(':').next().unwrap_or_default();
            syntax.deps.push(Dep::new(fields[7]).or_else(|| Dep::new(base)).unwrap_or_default().index());
        }
        if !example.forms.is_empty() {
            example.syntax = Some(syntax);
            examples.push(example);
        }
    }
    Ok(examples)
}

/// The sentences of a file of columns, words in `form`, tags in the last or in `tag`.
pub(crate) fn columns(path: &Path, form: usize, tag: Option<usize>) -> Result<Vec<Tagged>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let empty = || Tagged { id: String::new(), forms: Vec::new(), tags: Vec::new(), opens: false };
    let mut sentences = Vec::new();
    let mut sentence = empty();
    for line in text.lines().chain([""]) {
        if let Some(id) = line.strip_prefix("# sent_id = ") {
            id.clone_into(&mut sentence.id);
        } else if line.starts_with("# doc") || line.starts_with("# newdoc") {
            sentence.opens = true;
        }
        if line.trim().is_empty() {
            if !sentence.forms.is_empty() {
                sentences.push(std::mem::replace(&mut sentence, empty()));
            }
            continue;
        }
        let fields: Vec<&str> = line.split(['\t', ' ']).filter(|field| !field.is_empty()).collect();
        if line.starts_with("# ") || fields.len() <= form {
            continue;
        }
        sentence.forms.push(fields[form].to_owned());
        sentence.tags.push(fields.get(tag.unwrap_or(fields.len() - 1)).map_or("O", |tag| tag).to_owned());
    }
    Ok(sentences)
}

/// The spans of BIO or IO tags, with their types.
pub(crate) fn spans(tags: &[String]) -> Vec<(Range<usize>, String)> {
    let mut spans: Vec<(Range<usize>, String)> = Vec::new();
    for (i, tag) in tags.iter().enumerate() {
        let Some((place, kind)) = tag.split_once('-') else { continue };
        match spans.last_mut() {
            Some((span, last)) if place == "I" && span.end == i && last == kind => span.end = i + 1,
            _ => spans.push((i..i + 1, kind.to_owned())),
        }
    }
    spans
}

/// What the types of the column corpora mean in ours; 0 for no name.
fn kinds(label: &str) -> Kinds {
    match label {
        "PER" | "person" | "politician" | "PERSON" => PERSON,
        "ORG" | "organisation" | "politicalparty" | "ORGANIZATION" => ORGANIZATION,
        "LOC" | "country" | "location" | "PLACE" => PLACE,
        "WORK" => WORK,
        "EVENT" | "election" | "event" => EVENT,
        "NORP" => NORP,
        "MISC" | "misc" | "OTH" => WORK | EVENT | NORP | MAYBE,
        _ => 0,
    }
}

/// The names of a column sentence as allowed tags.
pub(crate) fn name_masks(tagged: &Tagged, unknown: Kinds) -> Vec<u32> {
    let spans =
        spans(&tagged.tags).into_iter().map(|(span, label)| (span, kinds(&label))).filter(|(_, kinds)| *kinds > 0);
    allowed(tagged.forms.len(), &spans.collect::<Vec<_>>(), unknown)
}

/// The sentences of a column corpus of names.
pub(crate) fn names(path: &Path, unknown: Kinds, weight: f32) -> Result<Vec<Example>> {
    let sentences = columns(path, 0, None)?.into_iter();
    Ok(sentences
        .map(|tagged| {
            let names = name_masks(&tagged, unknown);
            let mut example = Example { id: tagged.id, forms: tagged.forms, syntax: None, names, weight };
            example.cut(hyphenated);
            example
        })
        .collect())
}

/// A raw text whose names are marked by code points.
pub(crate) struct Marked {
    pub(crate) text: String,
    /// Start and end in code points and the kinds.
    pub(crate) spans: Vec<(usize, usize, Kinds)>,
}

/// The texts of a `news-names` file.
pub(crate) fn marked(path: &Path) -> Result<Vec<Marked>> {
    let lines = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut texts = Vec::new();
    for line in lines.lines() {
        let value: serde_json::Value = serde_json::from_str(line)?;
        let number = |value: &serde_json::Value| value.as_u64().unwrap_or(0) as usize;
        let spans = value["spans"].as_array().into_iter().flatten();
        texts.push(Marked {
            text: value["text"].as_str().unwrap_or_default().to_owned(),
            spans: spans
                .map(|span| (number(&span[0]), number(&span[1]), kinds(span[2].as_str().unwrap_or_default())))
                .collect(),
        });
    }
    Ok(texts)
}

/// A marked text as sentences; `unsure` words with a capital may be names that nobody marked.
pub(crate) fn marked_examples(marked: &Marked, unsure: bool) -> Vec<Example> {
    let points: Vec<usize> = marked.text.char_indices().map(|(byte, _)| byte).chain([marked.text.len()]).collect();
    let byte = |point: usize| points.get(point).copied().unwrap_or(marked.text.len());
    let bytes: Vec<_> = marked.spans.iter().map(|&(start, end, kinds)| (byte(start), byte(end), kinds)).collect();
    let mut examples = Vec::new();
    for tokens in words::sentences(&marked.text) {
        let mut spans: Vec<(Range<usize>, Kinds)> = Vec::new();
        for &(start, end, kinds) in &bytes {
            let first = tokens.iter().position(|t| t.end > start);
            let last = tokens.iter().rposition(|t| t.start < end);
            if let (Some(first), Some(last)) = (first, last)
                && first <= last
                && spans.last().is_none_or(|(span, _)| span.end <= first)
            {
                spans.push((first..last + 1, kinds));
            }
        }
        let forms: Vec<String> = tokens.iter().map(|t| marked.text[t.clone()].to_owned()).collect();
        let mut names = allowed(forms.len(), &spans, 0);
        if unsure {
            for (mask, form) in names.iter_mut().zip(&forms) {
                if *mask == 1 && form.chars().next().is_some_and(char::is_uppercase) {
                    *mask = u32::MAX;
                }
            }
        }
        examples.push(Example { id: String::new(), forms, syntax: None, names, weight: 1.0 });
    }
    examples
}

/// The articles with gold graphs, the names of their entities found again in the text.
pub(crate) fn graphs(directory: &Path) -> Result<Vec<Marked>> {
    let lines = fs::read_to_string(directory.join("articles.jsonl"))?;
    let mut texts = Vec::new();
    for line in lines.lines() {
        let article: serde_json::Value = serde_json::from_str(line)?;
        let id = article["id"].as_str().unwrap_or_default();
        let Ok(gold) = fs::read_to_string(directory.join("gold").join(format!("{id}.json"))) else { continue };
        let gold: serde_json::Value = serde_json::from_str(&gold)?;
        let mut names: Vec<(String, Kinds)> = Vec::new();
        for entity in gold["entities"].as_array().into_iter().flatten() {
            let kind = kinds(&entity["type"].as_str().unwrap_or_default().to_uppercase());
            let aliases = entity["aliases"].as_array().into_iter().flatten().filter_map(|alias| alias.as_str());
            for name in entity["name"].as_str().into_iter().chain(aliases) {
                if name.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric()) && kind > 0 {
                    names.push((name.to_owned(), kind));
                }
            }
        }
        names.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        for field in ["title", "text"] {
            let text = article[field].as_str().unwrap_or_default().to_owned();
            texts.push(project(text, &names));
        }
    }
    Ok(texts)
}

/// Marks every occurrence of the names, the longer first.
fn project(text: String, names: &[(String, Kinds)]) -> Marked {
    let mut taken = vec![false; text.len()];
    let mut spans = Vec::new();
    for (name, kinds) in names {
        for (start, _) in text.match_indices(name.as_str()) {
            let end = start + name.len();
            let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            if word(text[..start].chars().next_back())
                || word(text[end..].chars().next())
                || taken[start..end].contains(&true)
            {
                continue;
            }
            taken[start..end].fill(true);
            spans.push((text[..start].chars().count(), text[..end].chars().count(), *kinds));
        }
    }
    spans.sort_unstable();
    Marked { text, spans }
}
