//! From scores of head words to one tree.
//!
//! First each word takes its best head; that is nearly always a tree with one root already. Where it is not, the maximum
//! spanning arborescence is found by the contraction of cycles (Chu & Liu 1965, Edmonds 1967), with every root arc made
//! dearer than any sum of others, so that the best tree has one root (Stanojević & Cohen 2021, "A root of a problem").
//! Cost: O(n²) for the greedy case, O(n³) at worst.

use super::vector::argmax;

/// The head of each word, as an index into the words; `None` for the one root.
/// `scores` holds a row of `n + 1` numbers for each of `n` words: the score of being the root, then of each head.
pub(super) fn heads(scores: &[f32], n: usize) -> Vec<Option<usize>> {
    let width = n + 1;
    let greedy: Vec<usize> = (0..n)
        .map(|i| {
            let mut row = scores[i * width..(i + 1) * width].to_vec();
            row[i + 1] = f32::NEG_INFINITY;
            argmax(&row)
        })
        .collect();
    let single = greedy.iter().filter(|&&head| head == 0).count() == 1;
    if single && cycle(&std::iter::once(0).chain(greedy.iter().copied()).collect::<Vec<_>>()).is_none() {
        return greedy.into_iter().map(|head| head.checked_sub(1)).collect();
    }
    let mut graph = Graph { size: width, arcs: vec![f64::NEG_INFINITY; width * width] };
    let clean = |x: f32| if x.is_finite() { f64::from(x.clamp(-1e6, 1e6)) } else { -1e6 };
    for (i, row) in scores.chunks_exact(width).enumerate() {
        let arcs = &mut graph.arcs[(i + 1) * width..(i + 2) * width];
        for (arc, &score) in arcs.iter_mut().zip(row) {
            *arc = clean(score);
        }
        arcs[0] -= 1e7 * width as f64;
        arcs[i + 1] = f64::NEG_INFINITY;
    }
    arborescence(&graph)[1..].iter().map(|&head| head.checked_sub(1)).collect()
}

/// Scores of arcs: a row of heads for each node; node 0 is the root.
struct Graph {
    size: usize,
    arcs: Vec<f64>,
}

impl Graph {
    fn row(&self, node: usize) -> &[f64] {
        &self.arcs[node * self.size..(node + 1) * self.size]
    }
}

/// The best head of each node but node 0.
fn arborescence(graph: &Graph) -> Vec<usize> {
    let n = graph.size;
    let mut heads = vec![0; n];
    for (node, head) in heads.iter_mut().enumerate().skip(1) {
        let row = graph.row(node);
        for (i, score) in row.iter().enumerate() {
            if i != node && *score > row[*head] {
                *head = i;
            }
        }
    }
    let Some(ring) = cycle(&heads) else { return heads };
    let (smaller, outside, doors) = contract(graph, &heads, &ring);
    let solved = arborescence(&smaller);
    let last = outside.len();
    for (i, &node) in outside.iter().enumerate().skip(1) {
        heads[node] = if solved[i] == last { doors[i].leaving } else { outside[solved[i]] };
    }
    let into = solved[last];
    heads[doors[into].entering] = outside[into];
    heads
}

/// The best arcs between a node and a ring: the member that it would hang from, the member that would hang from it.
#[derive(Clone, Copy)]
struct Door {
    leaving: usize,
    entering: usize,
}

/// The graph with a ring made one node, its last; the other nodes in order; the doors of each of them.
fn contract(graph: &Graph, heads: &[usize], ring: &[usize]) -> (Graph, Vec<usize>, Vec<Door>) {
    let mut in_ring = vec![false; graph.size];
    for &member in ring {
        in_ring[member] = true;
    }
    let outside: Vec<usize> = (0..graph.size).filter(|&node| !in_ring[node]).collect();
    let last = outside.len();
    let size = last + 1;
    let mut doors = vec![Door { leaving: ring[0], entering: ring[0] }; last];
    let mut arcs = vec![f64::NEG_INFINITY; size * size];
    for (i, &node) in outside.iter().enumerate() {
        let row = graph.row(node);
        for (j, &head) in outside.iter().enumerate() {
            arcs[i * size + j] = row[head];
        }
        for &member in ring {
            if row[member] > arcs[i * size + last] {
                (arcs[i * size + last], doors[i].leaving) = (row[member], member);
            }
        }
    }
    for &member in ring {
        let row = graph.row(member);
        for (i, &node) in outside.iter().enumerate() {
            let gain = row[node] - row[heads[member]];
            if gain > arcs[last * size + i] {
                (arcs[last * size + i], doors[i].entering) = (gain, member);
            }
        }
    }
    (Graph { size, arcs }, outside, doors)
}

/// The nodes of some cycle that following heads from a node runs into; node 0 has no head.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut node = start;
        while node != 0 && seen[node] == 0 {
            seen[node] = start;
            node = heads[node];
        }
        if node != 0 && seen[node] == start {
            let mut ring = vec![node];
            let mut next = heads[node];
            while next != node {
                ring.push(next);
                next = heads[next];
            }
            return Some(ring);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn random(count: usize, seed: u64) -> Vec<f32> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f32 / (1 << 23) as f32 - 1.0
        };
        (0..count).map(|_| next()).collect()
    }

    fn is_tree(heads: &[Option<usize>]) -> bool {
        let roots = heads.iter().filter(|head| head.is_none()).count();
        let ends = |mut node: usize| {
            for _ in 0..=heads.len() {
                match heads[node] {
                    Some(head) => node = head,
                    None => return true,
                }
            }
            false
        };
        roots == 1 && (0..heads.len()).all(ends)
    }

    #[test]
    fn any_scores_give_one_root_and_no_cycle() {
        for n in 1..40 {
            for seed in 0..20 {
                assert!(is_tree(&heads(&random(n * (n + 1), seed * 100 + n as u64), n)), "{n} {seed}");
            }
        }
        assert!(is_tree(&heads(&[f32::NAN; 12], 3)));
        assert!(heads(&[], 0).is_empty());
    }

    #[test]
    fn small_trees_are_the_best_by_brute_force() {
        for seed in 0..200 {
            let n = 4;
            let scores = random(n * (n + 1), seed);
            let total = |heads: &[Option<usize>]| -> f32 {
                heads.iter().enumerate().map(|(i, h)| scores[i * (n + 1) + h.map_or(0, |h| h + 1)]).sum()
            };
            let mut best = f32::NEG_INFINITY;
            for code in 0..(n + 1).pow(n as u32) {
                let tree: Vec<_> = (0..n).map(|i| (code / (n + 1).pow(i as u32) % (n + 1)).checked_sub(1)).collect();
                if is_tree(&tree) && tree.iter().enumerate().all(|(i, h)| *h != Some(i)) {
                    best = best.max(total(&tree));
                }
            }
            assert!((total(&heads(&scores, n)) - best).abs() < 1e-4, "{seed}");
        }
    }
}
