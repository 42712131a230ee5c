//! Why two profiles are the same, or are not: a sum of named features, and vetoes that no sum outweighs.

use super::names::acronym_of;
use super::profile::Profile;
use crate::resources::identity::IdentityWords;

/// Something that speaks for two names being one entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Feature {
    /// First and last name are equal and the middle names agree.
    SameName,
    /// An article uses the name of the one for the other.
    KnownAlias,
    /// The name of the one is the acronym of the other, and of no other organization.
    Acronym,
    /// The name of the other has what is left out in this one: "Ida M. Holt", "Ida Holt".
    MiddleLeftOut,
}

impl Feature {
    /// What it adds to the score.
    pub fn weight(self) -> i32 {
        match self {
            Feature::SameName | Feature::KnownAlias => 100,
            Feature::Acronym => 80,
            Feature::MiddleLeftOut => -10,
        }
    }
}

/// Something that forbids two names to be one entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Veto {
    /// The one is a person, the other is not, or the like.
    Kind,
    /// She and he.
    Gender,
    /// "F." and "W.".
    MiddleName,
    /// "Jr." and none.
    Generation,
    /// An article tells them apart.
    SharedArticle,
}

/// The least score at which two profiles join.
pub(crate) const ENOUGH: usize = 75;

/// A comparison that can be told to people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Score {
    /// What speaks for it.
    pub features: Vec<Feature>,
    /// What forbids it.
    pub veto: Option<Veto>,
}

impl Score {
    /// The sum of the weights, not below 0: 75 and more is enough.
    pub fn total(&self) -> usize {
        usize::try_from(self.features.iter().map(|feature| feature.weight()).sum::<i32>()).unwrap_or_default()
    }
}

/// Compares two profiles.
pub(crate) fn score(a: &Profile, b: &Profile, words: &IdentityWords) -> Score {
    let mut features = Vec::new();
    if a.form.ends.is_some() && a.form.ends == b.form.ends {
        features.push(Feature::SameName);
        if a.form.middle.len() != b.form.middle.len() {
            features.push(Feature::MiddleLeftOut);
        }
    }
    if a.aliases.contains_key(&b.form.identity) || b.aliases.contains_key(&a.form.identity) {
        features.push(Feature::KnownAlias);
    }
    let spells = |short: &Profile, long: &Profile| {
        short.form.is_acronym && acronym_of(&long.form.identity, words).is_some_and(|it| it == short.form.identity)
    };
    if spells(a, b) || spells(b, a) {
        features.push(Feature::Acronym);
    }
    Score { features, veto: veto(a, b) }
}

/// What forbids two profiles, and so any two clusters that hold them, to be one.
pub(crate) fn veto(a: &Profile, b: &Profile) -> Option<Veto> {
    let same_ends = a.form.ends.is_some() && a.form.ends == b.form.ends;
    if a.kind != b.kind {
        Some(Veto::Kind)
    } else if a.gender.is_some() && b.gender.is_some() && a.gender != b.gender {
        Some(Veto::Gender)
    } else if same_ends && a.form.generation != b.form.generation {
        Some(Veto::Generation)
    } else if same_ends && !a.form.middles_agree(&b.form) {
        Some(Veto::MiddleName)
    } else if a.share_article(b) {
        Some(Veto::SharedArticle)
    } else {
        None
    }
}
