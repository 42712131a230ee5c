//! Reads the patterns of relation files.

use super::vocabulary::Vocabulary;
use super::{Element, Fill, FramePattern, Phrase, Slot, Step, Target, WordPattern};
use crate::extract::frames::Part;
use crate::model::{EntityKind, RelationType, Rule, Status};
use crate::resources::{DataError, Lexicon, RelationFile};
use rustc_hash::FxHashMap;
use toml::Value;

/// All patterns of all files, indexed by their triggers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Compiled {
    /// The types, in the order of their files.
    pub(crate) relations: Vec<RelationType>,
    /// The patterns over frames.
    pub(crate) frames: Vec<FramePattern>,
    /// The patterns over words.
    pub(crate) sequences: Vec<WordPattern>,
    /// Their words.
    pub(crate) vocabulary: Vocabulary,
    /// Patterns and phrases by the head word of the trigger: of verbs, of nouns.
    pub(crate) triggers: [FxHashMap<String, Vec<(usize, usize)>>; 2],
}

/// Compiles the patterns of `files`.
///
/// # Errors
/// Where a pattern does not follow the language, with the line that it begins in.
pub(crate) fn compile(files: &[RelationFile], lexicon: &Lexicon) -> Result<Compiled, DataError> {
    let mut compiled = Compiled::default();
    for (relation, file) in files.iter().enumerate() {
        compiled.relations.push(file.relation.clone());
        for (number, (line, table)) in file.patterns.iter().enumerate() {
            let fail = |message| DataError { file: file.file.clone(), line: *line, message };
            let rule = Rule::from(format!("{}/{}", file.relation.name, rule_name(table, number)));
            pattern(&mut compiled, relation, rule, table, lexicon).map_err(fail)?;
        }
    }
    for (index, pattern) in compiled.frames.iter().enumerate() {
        for (which, phrase) in pattern.triggers.iter().enumerate() {
            let head = phrase.words[phrase.head].clone();
            compiled.triggers[usize::from(pattern.noun)].entry(head).or_default().push((index, which));
        }
    }
    compiled.vocabulary.note(&compiled.sequences);
    Ok(compiled)
}

/// A pattern's `name`, else its place in the file.
fn rule_name(table: &toml::Table, number: usize) -> String {
    table.get("name").and_then(Value::as_str).map_or_else(|| (number + 1).to_string(), str::to_owned)
}

fn pattern(
    compiled: &mut Compiled,
    relation: usize,
    rule: Rule,
    table: &toml::Table,
    lexicon: &Lexicon,
) -> Result<(), String> {
    let fallback = table.get("fallback").and_then(Value::as_bool).unwrap_or(false);
    let status = table.get("status").map(|value| status(text("status", value)?)).transpose()?;
    if let Some(value) = table.get("words") {
        if let Some(key) = table.keys().find(|key| !["words", "status", "name", "fallback"].contains(&key.as_str())) {
            return Err(format!("a word pattern has no {key:?}"));
        }
        let elements = elements(text("words", value)?, lexicon, &mut compiled.vocabulary)?;
        compiled.sequences.push(WordPattern { rule, relation, elements, status, fallback });
        return Ok(());
    }
    let (noun, trigger) = match (table.get("verb"), table.get("noun")) {
        (Some(verb), None) => (false, text("verb", verb)?),
        (None, Some(noun)) => (true, text("noun", noun)?),
        _ => return Err("a pattern has one of verb, noun and words".to_owned()),
    };
    let triggers = words(trigger, lexicon)?.iter().map(|phrase| head(phrase, noun)).collect();
    let mut frame = FramePattern {
        rule,
        relation,
        noun,
        triggers,
        slots: Vec::new(),
        with: Vec::new(),
        unless: Vec::new(),
        status,
        title: false,
        fallback,
    };
    for (key, value) in table {
        match key.as_str() {
            "verb" | "noun" | "status" | "name" | "fallback" => {}
            "with" => frame.with = words(text(key, value)?, lexicon)?,
            "unless" => frame.unless = words(text(key, value)?, lexicon)?,
            "title" => frame.title = value.as_bool().ok_or("title is true or false")?,
            _ => frame.slots.push(slot(key, text(key, value)?, lexicon)?),
        }
    }
    complete(&frame)?;
    compiled.frames.push(frame);
    Ok(())
}

/// Both ends must be bound exactly once.
fn complete(frame: &FramePattern) -> Result<(), String> {
    let count = |fill: &Fill| frame.slots.iter().filter(|slot| slot.fill == *fill).count();
    match (count(&Fill::From), count(&Fill::To), count(&Fill::Both)) {
        (1, 1, 0) | (0, 0, 1) => Ok(()),
        _ => Err("a pattern binds from and to once each, or both".to_owned()),
    }
}

fn text<'v>(key: &str, value: &'v Value) -> Result<&'v str, String> {
    value.as_str().ok_or_else(|| format!("{key:?} is a text"))
}

fn status(text: &str) -> Result<Status, String> {
    Status::ALL.into_iter().find(|s| s.as_str() == text).ok_or_else(|| format!("unknown status {text:?}"))
}

/// `word | two words | @class`, in lower case.
pub(crate) fn words(text: &str, lexicon: &Lexicon) -> Result<Vec<String>, String> {
    let mut out = Vec::new();
    for part in text.split('|').map(str::trim) {
        match part.strip_prefix('@') {
            Some(class) => out
                .extend_from_slice(lexicon.class(class).ok_or_else(|| format!("no class {class:?} in the lexicons"))?),
            None if part.is_empty() => return Err(format!("an empty alternative in {text:?}")),
            None => out.push(part.to_lowercase()),
        }
    }
    Ok(out)
}

/// The head of a phrase: of verbs the first word; of nouns the last before "of", "for" or "in".
pub(crate) fn head(phrase: &str, noun: bool) -> Phrase {
    let words: Vec<String> = phrase.split_whitespace().map(str::to_lowercase).collect();
    let link = words.iter().position(|word| ["of", "for", "in", "to", "at"].contains(&word.as_str()));
    let head = if noun { link.unwrap_or(words.len()).saturating_sub(1) } else { 0 };
    Phrase { words, head }
}

fn slot(key: &str, value: &str, lexicon: &Lexicon) -> Result<Slot, String> {
    let paths = key.split('|').map(|path| path.trim().split('.').map(step).collect()).collect::<Result<_, _>>()?;
    if let Some(reads) = value.strip_prefix('=') {
        return Ok(Slot { paths, fill: Fill::Reads(words(reads.trim(), lexicon)?), target: Target::default() });
    }
    let (fill, target) = fill(value, lexicon)?;
    Ok(Slot { paths, fill, target })
}

/// `from`, `to:place|organization`, `to:demonym`, `_=@party`.
fn fill(text: &str, lexicon: &Lexicon) -> Result<(Fill, Target), String> {
    let (text, names) = text.split_once('=').map_or((text, None), |(text, names)| (text, Some(names)));
    let (text, barred) = text.strip_suffix('!').map_or((text, false), |text| (text, true));
    let (name, kinds) = text.split_once(':').map_or((text, None), |(name, kinds)| (name, Some(kinds)));
    let fill = match name.trim() {
        "from" => Fill::From,
        "to" => Fill::To,
        "both" => Fill::Both,
        "any" | "_" => Fill::Any,
        "none" => Fill::None,
        other => return Err(format!("{other:?} is none of from, to, both, any, none")),
    };
    let mut target = Target::default();
    for kind in kinds.into_iter().flat_map(|kinds| kinds.split('|')).map(str::trim) {
        if kind == "demonym" {
            target.demonym = true;
        } else {
            let found = EntityKind::ALL.into_iter().find(|known| known.as_str() == kind);
            target.kinds.push(found.ok_or_else(|| format!("unknown kind {kind:?}"))?);
        }
    }
    if let Some(names) = names {
        let list = if barred { &mut target.others } else { &mut target.names };
        *list = words(names, lexicon)?;
    }
    Ok((fill, target))
}

pub(crate) fn step(text: &str) -> Result<Step, String> {
    let (name, preposition) = match text.trim().split_once(':') {
        Some((name, preposition)) => (name, Some(preposition.to_lowercase().replace('_', " "))),
        None => (text.trim(), None),
    };
    let part = match name {
        "subj" => Part::Subject,
        "obj" => Part::Object,
        "iobj" => Part::Receiver,
        "obl" => Part::Oblique,
        "ccomp" => Part::Clause,
        "xcomp" => Part::Complement,
        "self" => Part::Self_,
        "poss" => Part::Possessor,
        "compound" => Part::Compound,
        "nmod" => Part::Phrase,
        "home" => Part::Home,
        other => return Err(format!("unknown path {other:?}")),
    };
    Ok(Step { part, preposition })
}

fn elements(text: &str, lexicon: &Lexicon, vocabulary: &mut Vocabulary) -> Result<Vec<Element>, String> {
    let out = text.split_whitespace().map(|part| element(part, lexicon, vocabulary)).collect::<Result<Vec<_>, _>>()?;
    let count =
        |wanted: &Fill| out.iter().filter(|e| matches!(e, Element::Name { fill, .. } if fill == wanted)).count();
    if (count(&Fill::From), count(&Fill::To)) == (1, 1) {
        Ok(out)
    } else {
        Err("a word pattern has {from} and {to} once each".to_owned())
    }
}

fn element(part: &str, lexicon: &Lexicon, vocabulary: &mut Vocabulary) -> Result<Element, String> {
    if let Some(inner) = part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        let (fill, target) = fill(inner, lexicon)?;
        return Ok(Element::Name { fill, target });
    }
    if let Some(count) = part.strip_prefix(['~', '^']) {
        let most = count.parse().map_err(|_| format!("{part:?} is no gap like ~3"))?;
        return Ok(Element::Gap { most, modifiers: part.starts_with('^') });
    }
    let (body, optional) = part.strip_suffix('?').map_or((part, false), |body| (body, true));
    let any = words(body, lexicon)?;
    // "a?|b" would look for "a?" itself: what may be missing is the whole element, "a|b?".
    if let Some(word) = any.iter().find(|word| word.len() > 1 && word.ends_with('?')) {
        return Err(format!("{word:?}: ? belongs behind the last alternative"));
    }
    let mut phrase = |words: &String| words.split(' ').map(|word| vocabulary.number(word)).collect();
    Ok(Element::Words { any: any.iter().map(&mut phrase).collect(), optional })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compiled(pattern: &str) -> Result<Compiled, DataError> {
        let head = "name = 'x'\nlabel = 'x'\nabout = 'x'\nfrom = ['person']\nto = ['person']\n";
        let file = RelationFile::parse("relations/x.toml", &format!("{head}{pattern}"))?;
        compile(&[file], &Lexicon::default())
    }

    #[test]
    fn a_frame_pattern_compiles() {
        let compiled = compiled(
            "[[pattern]]\nverb = 'meet | sit down'\nsubj = 'from'\n'obj | obj.nmod:with' = 'to:person|place'\nunless = 'never'\n",
        )
        .unwrap();
        let frame = &compiled.frames[0];
        assert_eq!(frame.triggers[1], Phrase { words: vec!["sit".into(), "down".into()], head: 0 });
        let slot = frame.slots.iter().find(|slot| slot.fill == Fill::To).unwrap();
        assert_eq!((slot.paths[1].len(), slot.target.kinds.len()), (2, 2));
        assert!(compiled.triggers[0].contains_key("sit"));
    }

    #[test]
    fn nouns_are_headed_before_their_of() {
        assert_eq!(head("secretary of state", true).head, 0);
        assert_eq!(head("press secretary", true).head, 1);
    }

    #[test]
    fn errors_name_the_line_of_the_pattern() {
        for (pattern, message) in [
            ("\n[[pattern]]\nverb = 'meet'\nsubj = 'from'\n", "binds from and to"),
            ("\n[[pattern]]\nverb = 'meet'\nsubj = 'from'\nobject = 'to'\n", "unknown path \"object\""),
            ("\n[[pattern]]\nverb = '@missing'\nsubj = 'from'\nobj = 'to'\n", "no class \"missing\""),
            ("\n[[pattern]]\nsubj = 'from'\nobj = 'to'\n", "one of verb, noun and words"),
            ("\n[[pattern]]\nwords = '{from} and'\n", "{from} and {to}"),
        ] {
            let error = compiled(pattern).unwrap_err();
            assert!(error.message.contains(message), "{error}");
            assert_eq!(error.line, 7, "{error}");
        }
    }
}
