//! Short forms in brackets right behind the full name: "the U.S. Department of Agriculture (USDA)".

use super::Scene;
use super::cluster::Clusters;
use crate::annotate::mentions::Candidate;
use crate::model::{EntityKind, MentionKind};

/// Joins them, if the letters of the short form stand in the full one in their order (Schwartz & Hearst 2003). Linear.
pub(super) fn join(scene: Scene<'_>, clusters: &mut Clusters) {
    for (i, full) in scene.candidates.iter().enumerate().filter(|(_, full)| is_thing(full)) {
        let at = full.tokens.end + 1;
        let near = scene.candidates[i + 1..].iter().take_while(|other| other.tokens.start <= at);
        let Some(ahead) = near.enumerate().find_map(|(n, other)| (other.tokens.start == at).then_some(n)) else {
            continue;
        };
        let short = &scene.candidates[i + 1 + ahead];
        let brackets = scene.words.get(at - 1) == "(" && scene.words.get(short.tokens.end) == ")";
        if brackets && is_thing(short) && short.kinds == full.kinds && is_short(scene, full, short) {
            clusters.join(i, i + 1 + ahead);
        }
    }
}

/// True for the name of anything but a person.
fn is_thing(candidate: &Candidate) -> bool {
    candidate.kind == MentionKind::Name && !candidate.kinds.has(EntityKind::Person)
}

fn is_short(scene: Scene<'_>, full: &Candidate, short: &Candidate) -> bool {
    let letters = |candidate: &Candidate| -> Vec<char> {
        scene.words.join(&candidate.tokens).chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let (long, brief) = (letters(full), letters(short));
    let starts = full.tokens.clone().any(|t| scene.words.get(t).chars().next() == brief.first().copied());
    let mut rest = long.iter();
    starts
        && brief.len() > 1
        && brief.len() < long.len()
        && brief.iter().all(|letter| rest.any(|other| other == letter))
}
