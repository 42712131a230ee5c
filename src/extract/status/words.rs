//! The words that deny, plan, doubt, allege or end what a text tells, read from `data/en/status.toml`.

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

type Set = FxHashSet<CompactString>;

/// Words that hang on a predicate itself.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Here {
    pub(super) negated: Set,
    pub(super) hypothetical: Set,
    pub(super) alleged: Set,
    pub(super) planned: Set,
    pub(super) former: Set,
    pub(super) former_prefix: Vec<CompactString>,
    pub(super) doubt: Set,
    pub(super) would: Set,
    pub(super) only: Set,
}

/// Words that a predicate hangs below.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Above {
    pub(super) negated: Set,
    pub(super) undone: Set,
    pub(super) hypothetical: Set,
    pub(super) planned: Set,
    pub(super) alleged: Set,
    pub(super) raised: Set,
    pub(super) transparent: Set,
    pub(super) carriers: Set,
    pub(super) against: Set,
    pub(super) with: FxHashMap<CompactString, Vec<CompactString>>,
}

/// A sentence, and the status of the word that it marks by "*".
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), expect(dead_code, reason = "read by the tests only"))]
pub(super) struct Test {
    #[serde(default)]
    pub(super) text: Option<String>,
    #[serde(default)]
    pub(super) tree: Option<String>,
    pub(super) status: crate::model::Status,
}

/// All of it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) here: Here,
    pub(super) above: Above,
    #[serde(default, rename = "test")]
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the tests only"))]
    pub(super) tests: Vec<Test>,
}
