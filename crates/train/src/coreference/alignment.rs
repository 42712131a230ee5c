//! Which found mention is which gold mention: by their heads, as in the scorer of `CorefUD` (Žabokrtský et al. 2023).

use newsgraph::model::{Document, TokenId};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A mention's tokens, in their order, and its head among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Extent {
    pub(super) tokens: Vec<TokenId>,
    pub(super) head: TokenId,
}

impl Extent {
    /// With the head that the tree of a document gives: of the tokens whose own head lies outside, the one nearest to
    /// the root, then the first.
    pub(super) fn new(document: &Document, tokens: Vec<TokenId>) -> Self {
        let above = |token: TokenId| document.tokens.get(token as usize).and_then(|it| it.head);
        // No tree is deeper than the document is long, not even one with a circle in it.
        let depth = |token: TokenId| std::iter::successors(Some(token), |&at| above(at)).take(document.tokens.len());
        let tops = tokens.iter().copied().filter(|&token| above(token).is_none_or(|head| !tokens.contains(&head)));
        let head = tops.min_by_key(|&token| depth(token).count()).or(tokens.first().copied()).unwrap_or_default();
        Extent { tokens, head }
    }

    /// Tokens that two have in common.
    fn overlap(&self, other: &Extent) -> usize {
        self.tokens.iter().filter(|token| other.tokens.contains(token)).count()
    }
}

/// The gold mention that each found one is. Two are one where they have the same head; where several have it, such as
/// "Ann" and "Ann and Bob", the pairs with most tokens in common (Dice) go together first.
///
/// Linear in the mentions, for few of them share a head.
pub(super) fn align(gold: &[Extent], found: &[Extent]) -> Vec<Option<usize>> {
    let mut heads: BTreeMap<TokenId, Vec<usize>> = BTreeMap::new();
    for (at, extent) in gold.iter().enumerate() {
        heads.entry(extent.head).or_default().push(at);
    }
    let mut pairs = Vec::new();
    for (at, extent) in found.iter().enumerate() {
        for &other in heads.get(&extent.head).into_iter().flatten() {
            let both = extent.overlap(&gold[other]);
            // Thousandths: whole numbers have one order.
            let dice = 2000 * both / (extent.tokens.len() + gold[other].tokens.len()).max(1);
            pairs.push((Reverse(dice), other, at));
        }
    }
    pairs.sort_unstable();
    let mut taken = vec![false; gold.len()];
    let mut aligned = vec![None; found.len()];
    for (_, one, other) in pairs {
        if !taken[one] && aligned[other].is_none() {
            taken[one] = true;
            aligned[other] = Some(one);
        }
    }
    aligned
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsgraph::read::conllu;

    fn extent(head: TokenId, tokens: &[TokenId]) -> Extent {
        Extent { tokens: tokens.to_vec(), head }
    }

    #[test]
    fn a_head_is_shared_by_the_most_alike() {
        // "Ann and Bob" is not found, "Ann" and "Bob" are.
        let gold = [extent(0, &[0, 1, 2]), extent(0, &[0]), extent(2, &[2])];
        assert_eq!(align(&gold, &[extent(0, &[0]), extent(2, &[2])]), [Some(1), Some(2)]);
        // A description is found without what follows it; a second mention of the same head is none.
        let gold = [extent(1, &[0, 1, 2, 3, 4])];
        assert_eq!(align(&gold, &[extent(1, &[1]), extent(1, &[0, 1]), extent(4, &[4])]), [None, Some(0), None]);
    }

    #[test]
    fn the_head_is_the_token_that_hangs_outside() {
        let rows = [("the", 3), ("old", 3), ("man", 6), ("of", 5), ("Rome", 3), ("left", 0)];
        let row =
            |(at, (form, head)): (usize, &(&str, u8))| format!("{}\t{form}\t_\tX\tX\t_\t{head}\tdep\t_\t_\n", at + 1);
        let text: String = rows.iter().enumerate().map(row).collect();
        let document = conllu::documents(&text).unwrap().remove(0);
        assert_eq!(Extent::new(&document, (0..5).collect()).head, 2);
        assert_eq!(Extent::new(&document, vec![3, 4]).head, 4);
        // "the" and "man of Rome" without "old": the one nearest to the root.
        assert_eq!(Extent::new(&document, vec![1, 4]).head, 1);
        assert_eq!(Extent::new(&document, vec![1, 2]).head, 2);
    }
}
