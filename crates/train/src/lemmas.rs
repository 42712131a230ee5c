//! Distils the dictionary of lemmas and the rules of endings from treebanks and word lists.
//!
//! Endings are a decision list: the longest ending that is known decides. An ending enters the list when it corrects at
//! least [`GAIN`] words more than the shorter endings do. Words that the list gets wrong become the dictionary.

use anyhow::{Context, Result};
use newsgraph::model::Xpos;
use newsgraph::resources::lemmas::{LONGEST, Lemmas, is_inflected};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Words that an ending must win.
const GAIN: i64 = 2;

/// Times that a word must be seen before it enters the dictionary with a lemma that its tag does not lead to expect.
const SEEN: usize = 2;

/// Forms with a tag, and how often each lemma was seen.
type Seen = BTreeMap<(&'static str, String), BTreeMap<String, usize>>;

/// Reads the corpora under `data` and writes `words.tsv` and `endings.tsv` to the folder `out`, which holds
/// `irregular.txt`.
pub(crate) fn run(data: &Path, out: &Path) -> Result<()> {
    let mut seen = Seen::new();
    for corpus in ["ewt", "gum"] {
        count(&data.join(format!("data/ud/{corpus}/train.conllu")), &mut seen)?;
    }
    let known = best(&seen);
    let mut types: BTreeMap<&str, BTreeSet<(String, String)>> = BTreeMap::new();
    for ((tag, form), (lemma, _)) in known.iter().filter(|((tag, _), _)| inflected(tag)) {
        types.entry(ending_tag(tag)).or_default().insert((form.clone(), lemma.clone()));
    }
    for (tag, form, lemma) in regular(&data.join("data/wordnet"))? {
        types.entry(tag).or_default().insert((form, lemma));
    }
    let mut endings = String::new();
    for (tag, words) in &types {
        for (ending, (cut, add)) in list(words) {
            writeln!(endings, "{tag}\t{ending}\t{cut}\t{add}")?;
        }
    }
    let irregular = irregular(&out.join("irregular.txt"))?;
    let words = dictionary(&known, &irregular, &Lemmas::parse("", &endings))?;
    fs::write(out.join("endings.tsv"), endings)?;
    fs::write(out.join("words.tsv"), words)?;
    Ok(())
}

/// The tag that an ending is listed under: names in the plural end as other nouns do.
fn ending_tag(tag: &'static str) -> &'static str {
    if tag == "NNPS" { "NNS" } else { tag }
}

/// True for tags with rules of endings.
fn inflected(tag: &str) -> bool {
    Xpos::new(tag).is_some_and(is_inflected)
}

/// Counts the lemmas of a treebank's words, all in lower case.
fn count(path: &Path, seen: &mut Seen) -> Result<()> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    for line in text.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let plain =
            columns.len() == 10 && columns[0].bytes().all(|b| b.is_ascii_digit()) && !columns[9].contains("Typo");
        let typo = columns.get(5).is_some_and(|features| features.contains("Typo=Yes"));
        let Some(tag) = columns.get(4).and_then(|tag| Xpos::new(tag)).filter(|_| plain && !typo) else { continue };
        let (form, lemma) = (columns[1].to_lowercase().replace('’', "'"), columns[2].to_lowercase());
        *seen.entry((tag.as_str(), form)).or_default().entry(lemma).or_default() += 1;
    }
    Ok(())
}

/// The lemma that was seen most often of each form, with how often.
fn best(seen: &Seen) -> BTreeMap<(&'static str, String), (String, usize)> {
    let mut known = BTreeMap::new();
    for (key, lemmas) in seen {
        if let Some((lemma, &n)) = lemmas.iter().max_by_key(|&(lemma, &n)| (n, std::cmp::Reverse(lemma))) {
            known.insert(key.clone(), (lemma.clone(), n));
        }
    }
    known
}

/// What to cut from the end of a form and to add for its lemma; `None` where they share no beginning.
fn edit(form: &str, lemma: &str) -> Option<(usize, String)> {
    let same: usize = form.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    (same > 0).then(|| (form.len() - same, lemma[same..].to_owned()))
}

/// The decision list of endings of one tag.
fn list(words: &BTreeSet<(String, String)>) -> BTreeMap<String, (usize, String)> {
    let mut rules: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for len in 0..=LONGEST {
        let mut votes: BTreeMap<&str, BTreeMap<(usize, String), i64>> = BTreeMap::new();
        for (form, lemma) in words {
            let ending = form.len().checked_sub(len).filter(|&at| at > 0).and_then(|at| form.get(at..));
            if let (Some(ending), Some(edit)) = (ending, edit(form, lemma)) {
                *votes.entry(ending).or_default().entry(edit).or_default() += 1;
            }
        }
        for (ending, edits) in votes {
            let inherited = (1..=ending.len()).find_map(|at| ending.get(at..).and_then(|short| rules.get(short)));
            let old = inherited.and_then(|edit| edits.get(edit)).copied().unwrap_or(0);
            if let Some((edit, &n)) = edits.iter().max_by_key(|&(_, &n)| n)
                && n - old >= GAIN
                && edit.0 <= len + 1
            {
                rules.insert(ending.to_owned(), edit.clone());
            }
        }
    }
    rules
}

/// The list made by hand: irregular verbs (three columns), plurals (two), and verbs that endings do not give away (one,
/// with an exclamation mark where the last letter is doubled): tag, form and lemma.
fn irregular(path: &Path) -> Result<Vec<(&'static str, String, String)>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut words = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split_whitespace().collect();
        match columns[..] {
            [verb] => words.extend(inflections(verb.trim_end_matches('!'), verb.ends_with('!'))),
            [singular, plural] => words.push(("NNS", plural.to_owned(), singular.to_owned())),
            [verb, past, participle] => {
                for (tag, forms) in [("VBD", past), ("VBN", participle)] {
                    words.extend(forms.split('/').map(|form| (tag, form.to_owned(), verb.to_owned())));
                }
            }
            _ => {}
        }
    }
    Ok(words)
}

/// The regular forms of a verb in -ing and -ed.
fn inflections(verb: &str, doubled: bool) -> Vec<(&'static str, String, String)> {
    let stem = match verb.chars().next_back() {
        Some(last) if doubled => format!("{verb}{last}"),
        _ => verb.to_owned(),
    };
    let forms = [("VBG", progressive(&stem)), ("VBD", past(&stem)), ("VBN", past(&stem))];
    forms.map(|(tag, form)| (tag, form, verb.to_owned())).into()
}

/// The words that the endings get wrong: tag, form and lemma, a line each.
fn dictionary(
    known: &BTreeMap<(&'static str, String), (String, usize)>,
    irregular: &[(&'static str, String, String)],
    endings: &Lemmas,
) -> Result<String> {
    let mut words: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    let wrong = |tag: &str, form: &str, lemma: &str| Xpos::new(tag).is_some_and(|tag| endings.of(form, tag) != lemma);
    for (tag, form, lemma) in irregular {
        if wrong(tag, form, lemma) {
            words.insert((tag, form), lemma);
        }
    }
    for ((tag, form), (lemma, n)) in known {
        let name = tag.starts_with("NNP") && *tag != "NNPS";
        let number = *tag == "CD" && form.contains(',');
        // The list made by hand knows better than a slip in a treebank.
        let settled = irregular.iter().any(|(other, word, _)| other == tag && word == form);
        if settled || name || number || lemma == "_" || form.contains(['@', '/']) {
            continue;
        }
        if wrong(tag, form, lemma) && (inflected(tag) || *n >= SEEN) {
            words.insert((tag, form), lemma);
        } else if !wrong(tag, form, lemma) {
            words.remove(&(*tag, form.as_str()));
        }
    }
    let mut table = String::new();
    for ((tag, form), lemma) in words {
        writeln!(table, "{tag}\t{form}\t{lemma}")?;
    }
    Ok(table)
}

/// Regular inflections of the verbs and nouns of WordNet: tag, form and lemma. Longer words that may double their last
/// letter are left out.
fn regular(folder: &Path) -> Result<Vec<(&'static str, String, String)>> {
    let mut forms = Vec::new();
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?.iter().map(fs::DirEntry::path).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path)?;
        for word in text.lines().filter_map(|line| line.strip_prefix("  - ")).filter(|word| is_plain(word)) {
            if name.starts_with("verb.") {
                forms.push(("VBZ", plural(word), word.to_owned()));
                if !doubles(word) || syllables(word) == 1 {
                    forms.extend(inflections(word, doubles(word)));
                }
            } else if name.starts_with("noun.") && !word.ends_with("man") && !word.ends_with('s') {
                forms.push(("NNS", plural(word), word.to_owned()));
            }
        }
    }
    Ok(forms)
}

/// True for a word of lower-case letters.
fn is_plain(word: &str) -> bool {
    word.len() > 3 && word.bytes().all(|b| b.is_ascii_lowercase())
}

/// True for a vowel letter.
fn vowel(b: u8) -> bool {
    b"aeiou".contains(&b)
}

/// True for words that may double their last letter: one consonant behind one vowel.
fn doubles(word: &str) -> bool {
    match word.as_bytes() {
        [.., a, b, c] => !vowel(*a) && vowel(*b) && !vowel(*c) && !b"wxy".contains(c),
        _ => false,
    }
}

/// The number of groups of vowels.
fn syllables(word: &str) -> usize {
    word.as_bytes().chunk_by(|&a, &b| vowel(a) == vowel(b)).filter(|group| vowel(group[0])).count()
}

/// True for words in consonant and y.
fn in_y(word: &str) -> bool {
    matches!(word.as_bytes(), [.., a, b'y'] if !vowel(*a))
}

fn plural(word: &str) -> String {
    if in_y(word) {
        format!("{}ies", &word[..word.len() - 1])
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end)) {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}

fn progressive(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ie") {
        format!("{stem}ying")
    } else if word.ends_with('e') && !["ee", "oe", "ye"].iter().any(|end| word.ends_with(end)) {
        format!("{}ing", &word[..word.len() - 1])
    } else {
        format!("{word}ing")
    }
}

fn past(word: &str) -> String {
    if in_y(word) {
        format!("{}ied", &word[..word.len() - 1])
    } else if word.ends_with('e') {
        format!("{word}d")
    } else {
        format!("{word}ed")
    }
}
