//! Scores on the development files, with the network as the program runs it.

use crate::corpus::{Tagged, columns, conllu, marked, spans};
use crate::example::{Example, ORGANIZATION, PERSON, PLACE};
use crate::words;
use anyhow::Result;
use newsgraph::annotate::network::{KINDS, Network};
use newsgraph::model::NameKind;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::time::Instant;

/// Scores of a model by file and measure, in percent.
pub(crate) type Scores = Vec<(String, String)>;

/// Scores of all development files below `shared`.
pub(crate) fn all(network: &Network, shared: &Path) -> Result<Scores> {
    let data = shared.join("data");
    let mut scores = Vec::new();
    for name in ["ewt", "gum"] {
        let gold = conllu(&data.join(format!("ud/{name}/dev.conllu")))?;
        scores.push((format!("ud/{name}/dev"), trees(network, &gold)));
    }
    let worldwide = columns(&data.join("ner/worldwide.dev.tsv"), 0, None)?;
    scores.push(("ner/worldwide.dev".into(), tagged_names(network, &worldwide)));
    let uner = columns(&data.join("ner/uner-ewt.dev.iob2"), 1, Some(2))?;
    scores.push(("ner/uner-ewt.dev".into(), tagged_names(network, &uner)));
    scores.push(("ner/news-names.dev".into(), marked_names(network, &data.join("ner/news-names.dev.jsonl"))?));
    Ok(scores)
}

fn strs(forms: &[String]) -> Vec<&str> {
    forms.iter().map(String::as_str).collect()
}

/// XPOS, UPOS, UAS and LAS with gold tokens.
fn trees(network: &Network, gold: &[Example]) -> String {
    let words: Vec<_> = gold.iter().map(|e| network.features(&strs(&e.forms))).collect();
    let mut right = [0_usize; 4];
    let mut count = 0;
    for (example, found) in gold.iter().zip(network.read(&words)) {
        let Some(syntax) = &example.syntax else { continue };
        for i in 0..example.forms.len() {
            let head = found.heads[i] == syntax.heads[i];
            let checks = [
                found.xpos[i].index() == syntax.xpos[i],
                found.upos[i].index() == syntax.upos[i],
                head,
                head && found.deps[i].index() == syntax.deps[i],
            ];
            checks.iter().zip(&mut right).for_each(|(ok, sum)| *sum += usize::from(*ok));
            count += 1;
        }
    }
    let [xpos, upos, uas, las] = right.map(|n| 100.0 * n as f64 / f64::from(count));
    format!("XPOS {xpos:.2} UPOS {upos:.2} UAS {uas:.2} LAS {las:.2}")
}

/// Words per second of one thread, features included, on the larger treebank file.
pub(crate) fn speed(network: &Network, shared: &Path) -> Result<f64> {
    let gold = conllu(&shared.join("data/ud/gum/dev.conllu"))?;
    let start = Instant::now();
    let mut count = 0;
    for document in gold.chunks(40) {
        let words: Vec<_> = document.iter().map(|e| network.features(&strs(&e.forms))).collect();
        count += network.read(&words).iter().map(|analysis| analysis.heads.len()).sum::<usize>();
    }
    Ok(count as f64 / start.elapsed().as_secs_f64())
}

/// Right, found and gold spans of each kind.
#[derive(Default)]
struct Counts(BTreeMap<NameKind, [usize; 3]>);

impl Counts {
    fn add<T: PartialEq>(&mut self, gold: &[(T, NameKind)], found: &[(T, NameKind)]) {
        for (place, names) in [(1, found), (2, gold)] {
            for (_, kind) in names {
                self.0.entry(*kind).or_default()[place] += 1;
            }
        }
        for name in found.iter().filter(|name| gold.contains(name)) {
            self.0.entry(name.1).or_default()[0] += 1;
        }
    }

    fn show(&self, kinds: &[NameKind]) -> String {
        let f1 = |[right, found, gold]: [usize; 3]| 200.0 * right as f64 / (found + gold).max(1) as f64;
        let of = |kind: &NameKind| self.0.get(kind).copied().unwrap_or_default();
        let sum = kinds.iter().map(of).fold([0; 3], |a, b| [a[0] + b[0], a[1] + b[1], a[2] + b[2]]);
        let (precision, recall) =
            (100.0 * sum[0] as f64 / sum[1].max(1) as f64, 100.0 * sum[0] as f64 / sum[2].max(1) as f64);
        let mut text = format!("all {:.2} (P {precision:.1} R {recall:.1})", f1(sum));
        for kind in kinds {
            let _ = write!(text, " {kind:?} {:.1}", f1(of(kind)));
        }
        text
    }
}

/// Span F1 of people, organizations and places in a column file, document after document.
fn tagged_names(network: &Network, gold: &[Tagged]) -> String {
    let three = [NameKind::Person, NameKind::Organization, NameKind::Place];
    let mut counts = Counts::default();
    let mut start = 0;
    for end in 1..=gold.len() {
        if end < gold.len() && !gold[end].opens {
            continue;
        }
        let document = &gold[start..end];
        start = end;
        let words: Vec<_> = document.iter().map(|s| network.features(&strs(&s.forms))).collect();
        for (sentence, analysis) in document.iter().zip(network.read(&words)) {
            let kind = |label: &str| match label {
                "PER" | "Person" => Some(NameKind::Person),
                "ORG" | "Organization" => Some(NameKind::Organization),
                "LOC" | "Location" | "Facility" => Some(NameKind::Place),
                _ => None,
            };
            let gold = spans(&sentence.tags).into_iter().filter_map(|(span, label)| Some((span, kind(&label)?)));
            let found = analysis.names.into_iter().filter(|name| three.contains(&name.kind)).map(|n| (n.words, n.kind));
            counts.add(&gold.collect::<Vec<_>>(), &found.collect::<Vec<_>>());
        }
    }
    counts.show(&three)
}

/// Span F1 of all kinds in raw texts, bounds in code points.
fn marked_names(network: &Network, path: &Path) -> Result<String> {
    let mut counts = Counts::default();
    for text in marked(path)? {
        let sentences = words::sentences(&text.text);
        let words: Vec<_> = sentences
            .iter()
            .map(|s| network.features(&s.iter().map(|t| &text.text[t.clone()]).collect::<Vec<_>>()))
            .collect();
        let point = |byte: usize| text.text[..byte].chars().count();
        let mut found = Vec::new();
        for (tokens, analysis) in sentences.iter().zip(network.read(&words)) {
            found.extend(analysis.names.iter().map(|name| {
                let (first, last) = (&tokens[name.words.start], &tokens[name.words.end - 1]);
                ((point(first.start), point(last.end)), name.kind)
            }));
        }
        let gold = text.spans.iter().map(|&(start, end, kinds)| ((start, end), KINDS[kinds.trailing_zeros() as usize]));
        counts.add(&gold.collect::<Vec<_>>(), &found);
    }
    let four = [NameKind::Person, NameKind::Organization, NameKind::Place, NameKind::Work];
    let six = counts.show(&KINDS);
    debug_assert_eq!(PERSON | ORGANIZATION | PLACE, 7);
    Ok(format!("{} | six kinds: {six}", counts.show(&four)))
}
