//! Short forms in brackets: "the European Central Bank (ECB), Ann Roe, said". The tree is read without them, since between
//! a name and what follows they lead it astray, and they are hung on the name afterwards.

use super::Analysis;
use crate::model::Dep;

/// The words that are left out: each bracketed short form with its brackets, by the index of the opening one.
pub(super) fn find(forms: &[&str]) -> Vec<usize> {
    let short = |form: &str| {
        let letters = form.chars().filter(|c| c.is_alphabetic());
        letters.clone().count() > 1 && form.len() < 10 && letters.clone().all(char::is_uppercase)
    };
    let named = |form: &str| form.chars().next().is_some_and(char::is_uppercase);
    let opens = |&at: &usize| forms[at] == "(" && forms[at + 2] == ")" && short(forms[at + 1]) && named(forms[at - 1]);
    (1..forms.len().saturating_sub(2)).filter(opens).collect()
}

/// The words that are left, by their indices.
pub(super) fn rest(count: usize, asides: &[usize]) -> Vec<usize> {
    (0..count).filter(|at| !asides.iter().any(|&open| (open..open + 3).contains(at))).collect()
}

/// Takes tags and tree of the other words from the reading without asides, and hangs these on the word before.
pub(super) fn insert(whole: &mut Analysis, rest: &[usize], reading: &Analysis, asides: &[usize]) {
    for (at, &word) in rest.iter().enumerate() {
        whole.upos[word] = reading.upos[at];
        whole.xpos[word] = reading.xpos[at];
        whole.heads[word] = reading.heads[at].map(|head| rest[head]);
        whole.deps[word] = reading.deps[at];
    }
    let dep = |name| Dep::new(name).unwrap_or_default();
    for &open in asides {
        // From the last word of "Ann Roe" to its first.
        let mut name = open - 1;
        while let Some(head) = whole.heads[name].filter(|&head| head < name && whole.deps[name].base() == "flat") {
            name = head;
        }
        (whole.heads[open + 1], whole.deps[open + 1]) = (Some(name), dep("appos"));
        for bracket in [open, open + 2] {
            (whole.heads[bracket], whole.deps[bracket]) = (Some(open + 1), dep("punct"));
        }
    }
}
