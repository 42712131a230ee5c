//! Tokens and sentences, with the tags of Universal Dependencies.

use crate::model::{Field, Span};
use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Declares a closed tag set as a one-byte index into a table of its names.
macro_rules! tag_set {
    ($(#[$doc:meta])* $name:ident, $default:literal, [$($tag:literal),* $(,)?]) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(u8);

        impl $name {
            /// All tags, in the order of their indices.
            pub const ALL: &[&str] = &[$($tag),*];

            /// The tag of that name.
            pub fn new(name: &str) -> Option<Self> {
                Self::ALL.iter().position(|&tag| tag == name).map(|i| $name(i as u8))
            }

            /// The tag of that index in [`Self::ALL`].
            pub fn from_index(index: usize) -> Option<Self> {
                (index < Self::ALL.len()).then_some($name(index as u8))
            }

            /// The index in [`Self::ALL`].
            pub fn index(self) -> usize {
                usize::from(self.0)
            }

            /// The name, as CoNLL-U writes it.
            pub fn as_str(self) -> &'static str {
                Self::ALL[usize::from(self.0)]
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new($default).unwrap_or($name(0))
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;
            fn try_from(name: String) -> Result<Self, String> {
                Self::new(&name).ok_or_else(|| format!(concat!("unknown ", stringify!($name), " {:?}"), name))
            }
        }

        impl From<$name> for String {
            fn from(tag: $name) -> String {
                tag.as_str().to_owned()
            }
        }
    };
}

tag_set! {
    /// A universal part of speech (<https://universaldependencies.org/u/pos/>).
    Upos, "X", [
        "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
        "SYM", "VERB", "X",
    ]
}

tag_set! {
    /// An English part of speech of the Penn Treebank, as EWT and GUM extend it. Number and tense are read off it.
    Xpos, "_", [
        "_", "NN", "IN", "DT", "NNP", "PRP", "JJ", "RB", ".", "VB", "NNS", ",", "CC", "VBD", "VBP", "VBZ", "CD", "VBN",
        "VBG", "MD", "TO", "PRP$", "-RRB-", "-LRB-", "WDT", ":", "WRB", "``", "''", "WP", "RP", "UH", "POS", "HYPH",
        "NNPS", "JJR", "JJS", "EX", "NFP", "RBR", "ADD", "GW", "$", "SYM", "PDT", "LS", "FW", "RBS", "AFX", "WP$",
    ]
}

tag_set! {
    /// A relation of Universal Dependencies, with the English subtypes of EWT and GUM.
    Dep, "dep", [
        "root", "punct", "case", "det", "nsubj", "advmod", "amod", "obj", "obl", "conj", "nmod", "compound", "cc", "mark",
        "aux", "cop", "nmod:poss", "advcl", "xcomp", "flat", "acl:relcl", "ccomp", "acl", "parataxis", "aux:pass",
        "appos", "nummod", "nsubj:pass", "discourse", "obl:unmarked", "nmod:unmarked", "compound:prt", "expl", "fixed",
        "iobj", "list", "obl:agent", "dep", "reparandum", "nmod:desc", "csubj", "nsubj:outer", "det:predet",
        "advcl:relcl", "vocative", "cc:preconj", "goeswith", "orphan", "dislocated", "csubj:pass", "csubj:outer",
    ]
}

impl Dep {
    /// The relation without its subtype: `nmod` of `nmod:poss`.
    pub fn base(self) -> &'static str {
        self.as_str().split(':').next().unwrap_or_default()
    }
}

/// The index of a token in [`Document::tokens`](crate::model::Document::tokens).
pub type TokenId = u32;

/// One syntactic word of UD. Parts of a multiword token ("do" + "n't") are tokens of their own that touch.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Token {
    /// The bytes of the field of its sentence.
    pub span: Span,
    /// The dictionary form, lower case but for names.
    pub lemma: CompactString,
    /// The universal part of speech.
    pub upos: Upos,
    /// The Penn Treebank part of speech.
    pub xpos: Xpos,
    /// The syntactic head in the same sentence; `None` for the root.
    pub head: Option<TokenId>,
    /// The relation to the head; `root` without one.
    pub dep: Dep,
}

/// What a paragraph or line is for: only some of an article is its story.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// Running text.
    #[default]
    Body,
    /// The headline, or a cross-heading.
    Heading,
    /// "By Jane Roe, Staff Writer".
    Byline,
    /// The agencies and editors behind an article: "jr/mb (AP, dpa)".
    Credit,
    /// A picture's caption or credit.
    Caption,
    /// A pasted post of a social network, its author line included.
    Post,
    /// Page furniture: "WATCH: …", "Read more", links, advertisements, sharing buttons.
    Furniture,
    /// A turn of a transcript: "Q: …", "SMITH: …".
    Turn,
}

/// A paragraph (or line) of a field, with what it is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// The field that it stands in.
    pub field: Field,
    /// Its bytes.
    pub span: Span,
    /// What it is for.
    pub kind: BlockKind,
}

/// A sentence: a range of tokens. The sentences of a document partition its tokens.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// The field that its tokens stand in.
    pub field: Field,
    /// Its tokens.
    pub tokens: Range<TokenId>,
    /// The block that it belongs to: an index into [`Document::blocks`](crate::model::Document::blocks).
    pub block: u32,
}
