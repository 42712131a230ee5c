//! The words that name events, with the parts that their arguments play, read from `data/en/events/*.toml`.
//!
//! A trigger is one table of TOML, in the paths of the relations' pattern language:
//! ```toml
//! [[trigger]]
//! verb = "meet | sit down"
//! subj = "attendee"                    # a role; all that the path leads to plays it
//! "obj | obl:with" = "attendee:person|organization!"   # these kinds only; "!": without one there is no event, "!!": without two
//!
//! [[trigger]]
//! noun = "meeting | talks"
//! "poss | nmod:between | nmod:with" = "attendee"
//! hold = "attendee"                    # the subject of "held a meeting"
//! attend = "attendee"                  # the subject of "attended the meeting", "said at the meeting"
//! ```
//! Values: agent, patient, attendee, other; `place`; `any`, `none`, `= word | word`, `!= word | word`. `with` and `unless` ask for or forbid
//! words that hang on the trigger; `status` overrides the status; `weak = true` names an event only where another trigger
//! of its type has told it; `sure = true`: these words name an event whoever takes part, so that without an argument that
//! is named the people of its clause take part.

use crate::extract::pattern::{self, Phrase, Step};
use crate::model::{EntityKind, Kind, Role, Rule, Status};
use crate::resources::{DataError, Lexicon, Resources};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use toml::{Spanned, Table, Value};

/// What a path must lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fill {
    Role(Role),
    Place,
    Reads(Vec<String>),
    Lacks(Vec<String>),
    Any,
    None,
}

/// A way from the trigger to an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Path {
    Frame(Vec<Step>),
    Hold,
    Attend,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) paths: Vec<Path>,
    pub(super) fill: Fill,
    pub(super) kinds: Vec<EntityKind>,
    /// How many it must lead to.
    pub(super) least: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trigger {
    pub(super) kind: usize,
    pub(super) rule: Rule,
    pub(super) noun: bool,
    pub(super) phrases: Vec<Phrase>,
    pub(super) slots: Vec<Slot>,
    pub(super) with: Vec<String>,
    pub(super) unless: Vec<String>,
    pub(super) status: Option<Status>,
    pub(super) weak: bool,
    pub(super) sure: bool,
}

/// A type of event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Type {
    pub(super) name: Kind,
    /// The part that the place plays where nobody else takes part: "an earthquake in Chile".
    pub(super) place_as: Option<Role>,
    /// The nouns that proper names of such events end in or begin with: "war", "cup".
    pub(super) names: FxHashSet<String>,
}

/// How English hangs people, places and times on events.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct Happening {
    pub(super) locative: FxHashSet<String>,
    pub(super) hold: FxHashSet<String>,
    pub(super) attend: FxHashSet<String>,
    pub(super) attend_at: FxHashSet<String>,
    pub(super) go: FxHashSet<String>,
    pub(super) go_to: FxHashSet<String>,
    pub(super) happen: FxHashSet<String>,
    pub(super) definite: FxHashSet<String>,
    pub(super) ordinal: FxHashSet<String>,
    pub(super) members: FxHashSet<String>,
    pub(super) tellers: FxHashSet<String>,
}

/// A text with the events that must and must not be found in it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Test {
    pub(super) text: String,
    #[serde(default)]
    pub(super) published: Option<crate::model::Date>,
    #[serde(default)]
    pub(super) expect: Vec<String>,
    #[serde(default)]
    pub(super) reject: Vec<String>,
}

/// All triggers of all types, indexed by their head words.
#[derive(Debug, Clone, Default)]
pub(super) struct Triggers {
    pub(super) types: Vec<Type>,
    pub(super) rules: Vec<Trigger>,
    /// Triggers and phrases by head word: of verbs, of nouns.
    pub(super) index: [FxHashMap<String, Vec<(usize, usize)>>; 2],
    pub(super) happening: Happening,
    pub(super) tests: Vec<(Kind, Test)>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct File {
    name: Kind,
    #[serde(default)]
    place_as: Option<Role>,
    #[serde(default)]
    names: FxHashSet<String>,
    #[serde(default)]
    trigger: Vec<Spanned<Table>>,
    #[serde(default)]
    test: Vec<Test>,
}

impl Triggers {
    /// The one part that the triggers of a type give, where they give no other.
    pub(super) fn only_role(&self, kind: usize) -> Option<Role> {
        let slots = self.rules.iter().filter(|rule| rule.kind == kind).flat_map(|rule| &rule.slots);
        let mut roles = slots.filter_map(|slot| match slot.fill {
            Fill::Role(role) => Some(role),
            _ => None,
        });
        let first = roles.next()?;
        roles.all(|role| role == first).then_some(first)
    }

    /// Reads the event files of `resources`.
    pub(super) fn new(resources: &Resources) -> Result<Self, DataError> {
        let mut all = Triggers { happening: resources.parse("happening.toml")?, ..Triggers::default() };
        for (name, text) in resources.folder("events") {
            all.add(name, text, resources.lexicon())?;
        }
        for (index, trigger) in all.rules.iter().enumerate() {
            for (which, phrase) in trigger.phrases.iter().enumerate() {
                let word = phrase.words[phrase.head].clone();
                all.index[usize::from(trigger.noun)].entry(word).or_default().push((index, which));
            }
        }
        Ok(all)
    }

    fn add(&mut self, name: &str, text: &str, lexicon: &Lexicon) -> Result<(), DataError> {
        let file: File = crate::resources::parse(name, text)?;
        let kind = self.types.len();
        for (number, table) in file.trigger.iter().enumerate() {
            let rule = Rule::from(format!("{}/{}", file.name, number + 1));
            let at = |message| DataError::at(name, text, table.span().start, message);
            self.rules.push(trigger(kind, rule, table.get_ref(), lexicon).map_err(at)?);
        }
        self.tests.extend(file.test.into_iter().map(|test| (file.name.clone(), test)));
        self.types.push(Type { name: file.name, place_as: file.place_as, names: file.names });
        Ok(())
    }
}

fn trigger(kind: usize, rule: Rule, table: &Table, lexicon: &Lexicon) -> Result<Trigger, String> {
    let (noun, words) = match (table.get("verb"), table.get("noun")) {
        (Some(verb), None) => (false, text("verb", verb)?),
        (None, Some(noun)) => (true, text("noun", noun)?),
        _ => return Err("a trigger has one of verb and noun".to_owned()),
    };
    let phrases = pattern::words(words, lexicon)?.iter().map(|phrase| pattern::head(phrase, noun)).collect();
    let mut trigger = Trigger {
        kind,
        rule,
        noun,
        phrases,
        slots: Vec::new(),
        with: Vec::new(),
        unless: Vec::new(),
        status: None,
        weak: false,
        sure: false,
    };
    for (key, value) in table {
        match key.as_str() {
            "verb" | "noun" => {}
            "with" => trigger.with = pattern::words(text(key, value)?, lexicon)?,
            "unless" => trigger.unless = pattern::words(text(key, value)?, lexicon)?,
            "sure" => trigger.sure = value.as_bool().ok_or("sure is true or false")?,
            "weak" => trigger.weak = value.as_bool().ok_or("weak is true or false")?,
            "status" => {
                let name = text(key, value)?;
                let status = Status::ALL.into_iter().find(|s| s.as_str() == name);
                trigger.status = Some(status.ok_or_else(|| format!("unknown status {name:?}"))?);
            }
            _ => trigger.slots.push(slot(key, text(key, value)?, lexicon)?),
        }
    }
    Ok(trigger)
}

fn text<'v>(key: &str, value: &'v Value) -> Result<&'v str, String> {
    value.as_str().ok_or_else(|| format!("{key:?} is a text"))
}

fn slot(key: &str, value: &str, lexicon: &Lexicon) -> Result<Slot, String> {
    let path = |path: &str| match path.trim() {
        "hold" => Ok(Path::Hold),
        "attend" => Ok(Path::Attend),
        path => path.split('.').map(pattern::step).collect::<Result<_, _>>().map(Path::Frame),
    };
    let paths = key.split('|').map(path).collect::<Result<_, _>>()?;
    if let Some(reads) = value.strip_prefix('=') {
        let fill = Fill::Reads(pattern::words(reads.trim(), lexicon)?);
        return Ok(Slot { paths, fill, kinds: Vec::new(), least: 1 });
    }
    if let Some(lacks) = value.strip_prefix("!=") {
        let fill = Fill::Lacks(pattern::words(lacks.trim(), lexicon)?);
        return Ok(Slot { paths, fill, kinds: Vec::new(), least: 1 });
    }
    let least = value.len() - value.trim_end_matches('!').len();
    let value = value.trim_end_matches('!');
    let (name, kinds) = value.split_once(':').map_or((value, None), |(name, kinds)| (name, Some(kinds)));
    let fill = match name.trim() {
        "agent" => Fill::Role(Role::Agent),
        "patient" => Fill::Role(Role::Patient),
        "attendee" => Fill::Role(Role::Attendee),
        "other" => Fill::Role(Role::Other),
        "place" => Fill::Place,
        "any" => Fill::Any,
        "none" => Fill::None,
        other => return Err(format!("{other:?} is none of agent, patient, attendee, other, place, any, none")),
    };
    let kind = |text: &str| {
        let found = EntityKind::ALL.into_iter().find(|kind| kind.as_str() == text.trim());
        found.ok_or_else(|| format!("unknown kind {text:?}"))
    };
    let kinds = kinds.map_or_else(|| Ok(Vec::new()), |list| list.split('|').map(kind).collect())?;
    Ok(Slot { paths, fill, kinds, least })
}
