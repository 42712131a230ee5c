//! The whole network while it learns: heads, losses and their derivatives.

use crate::encoder::{Encoder, drop, relu_backward, scale};
use crate::example::Syntax;
use crate::param::{Linear, Param, Step};
use crate::random::Random;
use newsgraph::annotate::features::Features;
use newsgraph::annotate::network::{
    DISTANCES, Left, Packed, TAGS, Table, Weights, distance, dot, multiply, relu, softmax,
};
use newsgraph::model::{Dep, Upos, Xpos};
use std::ops::Range;

/// Sizes of the network.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sizes {
    pub(crate) embedding: usize,
    pub(crate) width: usize,
    pub(crate) layers: usize,
    pub(crate) tag: usize,
    pub(crate) arc: usize,
    pub(crate) label: usize,
}

/// Gold layers of a sentence in a batch.
pub(crate) struct Gold<'a> {
    pub(crate) words: Range<usize>,
    pub(crate) syntax: Option<&'a Syntax>,
    pub(crate) names: &'a [u32],
    pub(crate) weight: f32,
}

/// Sums of losses of a batch, for the log.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Loss {
    pub(crate) tags: f32,
    pub(crate) arcs: f32,
    pub(crate) labels: f32,
    pub(crate) names: f32,
}

/// The network.
#[derive(Debug, Clone)]
pub(crate) struct Learner {
    pub(crate) sizes: Sizes,
    pub(crate) encoder: Encoder,
    hidden: Linear,
    tags: Linear,
    names: Linear,
    arcs: Linear,
    root: Param,
    distance: Param,
    labels: Linear,
    label_root: Param,
    steps: i32,
}

impl Learner {
    pub(crate) fn new(sizes: Sizes, random: &mut Random) -> Self {
        let Sizes { embedding, width, layers, tag, arc, label } = sizes;
        Learner {
            sizes,
            encoder: Encoder::new(embedding, width, layers, random),
            hidden: Linear::new(width, 2 * (tag + arc + label), random),
            tags: Linear::new(tag, Xpos::ALL.len() + Upos::ALL.len(), random),
            names: Linear::new(tag, TAGS, random),
            arcs: Linear::new(arc, arc, random),
            root: Param::new(1, arc, 0.1, random),
            distance: Param::filled(DISTANCES, 0.0),
            labels: Linear::new(label, Dep::ALL.len(), random),
            label_root: Param::new(1, label, 0.1, random),
            steps: 0,
        }
    }

    fn params(&mut self) -> Vec<&mut Param> {
        let mut all = self.encoder.params();
        for linear in [&mut self.hidden, &mut self.tags, &mut self.names, &mut self.arcs, &mut self.labels] {
            all.extend([&mut linear.weight, &mut linear.bias]);
        }
        all.extend([&mut self.root, &mut self.distance, &mut self.label_root]);
        all
    }

    /// The tables as the program reads them.
    pub(crate) fn weights(&self) -> Weights {
        let mut weights = Weights::default();
        let mut put = |name: &str, param: &Param| {
            let whole = param.rows > 1;
            let table = if whole { Table::quantised } else { |r, c, n: &[f32]| Table::exact(r, c, n.to_vec()) };
            weights.tables.insert(name.to_owned(), table(param.rows, param.columns, &param.value));
        };
        put("words", &self.encoder.words);
        put("pieces", &self.encoder.pieces);
        put("known", &self.encoder.known);
        put("norm.gain", &self.encoder.gain);
        put("norm.bias", &self.encoder.bias);
        for (i, layer) in self.encoder.layers.iter().enumerate() {
            put(&format!("layer{i}.w"), &layer.weight);
            put(&format!("layer{i}.v"), &layer.gates);
            put(&format!("layer{i}.b"), &layer.biases);
        }
        let linears = [&self.encoder.window, &self.hidden, &self.tags, &self.names, &self.arcs, &self.labels];
        for (name, linear) in ["window", "hidden", "tags", "names", "arcs", "labels"].into_iter().zip(linears) {
            put(&format!("{name}.w"), &linear.weight);
            put(&format!("{name}.b"), &linear.bias);
        }
        put("root", &self.root);
        put("distance", &self.distance);
        put("label_root", &self.label_root);
        weights
    }

    /// Learns from one batch at a learning rate.
    pub(crate) fn learn(
        &mut self,
        features: Vec<Features>,
        gold: &[Gold],
        rate: f32,
        p: f32,
        random: &mut Random,
    ) -> Loss {
        let loss = self.losses(features, gold, p, random);
        self.step(rate);
        loss
    }

    /// The losses of one batch; adds to the gradients.
    fn losses(&mut self, features: Vec<Features>, gold: &[Gold], p: f32, random: &mut Random) -> Loss {
        let sentences: Vec<_> = gold.iter().map(|gold| gold.words.clone()).collect();
        let (context, trace) = self.encoder.forward(features, sentences, p, random);
        let mut hidden = self.hidden.forward(&context);
        let Sizes { tag, arc, label, .. } = self.sizes;
        let columns = self.hidden.bias.columns;
        let plain = 2 * (tag + arc);
        for row in hidden.chunks_exact_mut(columns) {
            relu(&mut row[..plain]);
        }
        let mask = drop(&mut hidden, p, random);
        let mut back = vec![0.0; hidden.len()];
        let mut loss = Loss::default();
        let unit = 1.0 / features_count(gold) as f32;
        loss.tags = self.tag_loss(&hidden, &mut back, gold, unit);
        loss.names = self.name_loss(&hidden, &mut back, gold, unit);
        loss.arcs = self.arc_loss(&hidden, &mut back, gold, unit);
        loss.labels = self.label_loss(&hidden, &mut back, gold, unit);
        debug_assert_eq!(columns, plain + 2 * label);
        scale(&mut back, &mask);
        for (g, y) in back.chunks_exact_mut(columns).zip(hidden.chunks_exact(columns)) {
            relu_backward(&mut g[..plain], &y[..plain]);
        }
        let gradient = self.hidden.backward(&context, &back);
        self.encoder.backward(&trace, gradient);
        loss
    }

    /// One step of Adam on all tables, the gradient cut to a norm of 1.
    pub(crate) fn step(&mut self, rate: f32) {
        self.steps += 1;
        let number = self.steps;
        let norm = self.params().into_iter().map(Param::norm).sum::<f64>().sqrt() as f32;
        let scale = if norm > 1.0 { 1.0 / norm } else { 1.0 };
        for param in self.params() {
            param.step(Step { rate, number, scale });
        }
    }

    fn tag_loss(&mut self, hidden: &[f32], back: &mut [f32], gold: &[Gold], unit: f32) -> f32 {
        let (width, tag) = (self.hidden.bias.columns, self.sizes.tag);
        let mut total = 0.0;
        for (gold, syntax) in gold.iter().filter_map(|gold| gold.syntax.map(|syntax| (gold, syntax))) {
            let input = columns(hidden, width, &gold.words, 0, tag);
            let mut scores = self.tags.forward(&input);
            for (i, row) in scores.chunks_exact_mut(self.tags.bias.columns).enumerate() {
                let (xpos, upos) = row.split_at_mut(Xpos::ALL.len());
                total +=
                    cross_entropy(xpos, syntax.xpos[i], unit) + 0.5 * cross_entropy(upos, syntax.upos[i], 0.5 * unit);
            }
            let gradient = self.tags.backward(&input, &scores);
            add_columns(back, width, &gold.words, 0, tag, &gradient);
        }
        total
    }

    /// The loss of all allowed tags together: minus the logarithm of their summed probability.
    fn name_loss(&mut self, hidden: &[f32], back: &mut [f32], gold: &[Gold], unit: f32) -> f32 {
        let (width, tag) = (self.hidden.bias.columns, self.sizes.tag);
        let mut total = 0.0;
        for gold in gold.iter().filter(|gold| !gold.names.is_empty()) {
            let input = columns(hidden, width, &gold.words, tag, tag);
            let mut scores = self.names.forward(&input);
            for (row, &mask) in scores.chunks_exact_mut(TAGS).zip(gold.names) {
                softmax(row);
                let sum: f32 = row.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1).map(|(_, p)| *p).sum();
                let sum = sum.max(1e-8);
                total -= sum.ln() * gold.weight;
                for (i, p) in row.iter_mut().enumerate() {
                    let want = if mask >> i & 1 == 1 { *p / sum } else { 0.0 };
                    *p = (*p - want) * unit * gold.weight;
                }
            }
            let gradient = self.names.backward(&input, &scores);
            add_columns(back, width, &gold.words, tag, tag, &gradient);
        }
        total
    }

    fn arc_loss(&mut self, hidden: &[f32], back: &mut [f32], gold: &[Gold], unit: f32) -> f32 {
        let (width, arc, first) = (self.hidden.bias.columns, self.sizes.arc, 2 * self.sizes.tag);
        let mut total = 0.0;
        for (gold, syntax) in gold.iter().filter_map(|gold| gold.syntax.map(|syntax| (gold, syntax))) {
            let n = gold.words.len();
            let input = columns(hidden, width, &gold.words, first, arc);
            let heads = columns(hidden, width, &gold.words, first + arc, arc);
            let words = self.arcs.forward(&input);
            let mut products = vec![0.0; n * n];
            multiply(Left::rows(&words, n, arc), &Packed::new(arc, n, |i, j| heads[j * arc + i]), &mut products, false);
            let mut roots = vec![0.0; n];
            for i in 0..n {
                let mut row =
                    vec![dot(&words[i * arc..(i + 1) * arc], &self.root.value) + self.distance.value[DISTANCES - 1]];
                let scores = products[i * n..(i + 1) * n].iter().enumerate();
                row.extend(scores.map(|(j, x)| x + self.distance.value[distance(i, Some(j))]));
                row[i + 1] = -1e9;
                total += cross_entropy(&mut row, syntax.heads[i].map_or(0, |head| head + 1), unit);
                roots[i] = row[0];
                self.distance.gradient[DISTANCES - 1] += row[0];
                for j in 0..n {
                    self.distance.gradient[distance(i, Some(j))] += row[j + 1];
                }
                products[i * n..(i + 1) * n].copy_from_slice(&row[1..]);
            }
            let mut words_back = vec![0.0; n * arc];
            multiply(Left::rows(&products, n, n), &Packed::from_rows(&heads, n, arc), &mut words_back, false);
            for i in 0..n {
                for k in 0..arc {
                    words_back[i * arc + k] += roots[i] * self.root.value[k];
                    self.root.gradient[k] += roots[i] * words[i * arc + k];
                }
            }
            let mut heads_back = vec![0.0; n * arc];
            multiply(Left::transposed(&products, n), &Packed::from_rows(&words, n, arc), &mut heads_back, false);
            let input_back = self.arcs.backward(&input, &words_back);
            add_columns(back, width, &gold.words, first, arc, &input_back);
            add_columns(back, width, &gold.words, first + arc, arc, &heads_back);
        }
        total
    }

    fn label_loss(&mut self, hidden: &[f32], back: &mut [f32], gold: &[Gold], unit: f32) -> f32 {
        let (width, label, first) = (self.hidden.bias.columns, self.sizes.label, 2 * (self.sizes.tag + self.sizes.arc));
        let mut total = 0.0;
        for (gold, syntax) in gold.iter().filter_map(|gold| gold.syntax.map(|syntax| (gold, syntax))) {
            let mut input = columns(hidden, width, &gold.words, first, label);
            let heads = columns(hidden, width, &gold.words, first + label, label);
            for (row, head) in input.chunks_exact_mut(label).zip(&syntax.heads) {
                let other =
                    head.map_or(self.label_root.value.as_slice(), |head| &heads[head * label..(head + 1) * label]);
                row.iter_mut().zip(other).for_each(|(x, y)| *x = (*x + y).max(0.0));
            }
            let mut scores = self.labels.forward(&input);
            for (row, &dep) in scores.chunks_exact_mut(Dep::ALL.len()).zip(&syntax.deps) {
                total += cross_entropy(row, dep, unit);
            }
            let mut gradient = self.labels.backward(&input, &scores);
            relu_backward(&mut gradient, &input);
            add_columns(back, width, &gold.words, first, label, &gradient);
            for (row, head) in gradient.chunks_exact(label).zip(&syntax.heads) {
                match head {
                    None => self.label_root.add(0, row),
                    Some(head) => {
                        let place = (gold.words.start + head) * width + first + label;
                        back[place..place + label].iter_mut().zip(row).for_each(|(x, y)| *x += y);
                    }
                }
            }
        }
        total
    }
}

fn features_count(gold: &[Gold]) -> usize {
    gold.iter().map(|gold| gold.words.len()).sum::<usize>().max(1)
}

/// Turns scores into the gradient of minus the logarithm of the gold's probability, times `unit`; returns that loss.
pub(crate) fn cross_entropy(scores: &mut [f32], gold: usize, unit: f32) -> f32 {
    softmax(scores);
    let loss = -scores[gold].max(1e-12).ln();
    scores[gold] -= 1.0;
    for score in scores.iter_mut() {
        *score *= unit;
    }
    loss
}

/// Some columns of some rows as a matrix of its own.
fn columns(rows: &[f32], width: usize, range: &Range<usize>, first: usize, count: usize) -> Vec<f32> {
    let rows = rows[range.start * width..range.end * width].chunks_exact(width);
    rows.flat_map(|row| &row[first..first + count]).copied().collect()
}

fn add_columns(rows: &mut [f32], width: usize, range: &Range<usize>, first: usize, count: usize, add: &[f32]) {
    let rows = rows[range.start * width..range.end * width].chunks_exact_mut(width);
    for (row, add) in rows.zip(add.chunks_exact(count)) {
        row[first..first + count].iter_mut().zip(add).for_each(|(x, y)| *x += y);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::{PERSON, allowed};
    use newsgraph::annotate::features::features;

    /// Picks one table of a learner.
    type Pick = fn(&mut Learner) -> &mut Param;

    fn total(learner: &mut Learner) -> f32 {
        let words: Vec<_> = ["Anna", "saw", "it", ".", "Go"].map(features).to_vec();
        let tree = |heads: Vec<Option<usize>>| Syntax {
            xpos: vec![1; heads.len()],
            upos: vec![2; heads.len()],
            deps: vec![3; heads.len()],
            heads,
        };
        let syntax = [tree(vec![Some(1), None, Some(1), Some(1)]), tree(vec![None])];
        let names = allowed(4, &[(0..1, PERSON)], 0);
        let gold = [
            Gold { words: 0..4, syntax: Some(&syntax[0]), names: &names, weight: 1.0 },
            Gold { words: 4..5, syntax: Some(&syntax[1]), names: &[], weight: 1.0 },
        ];
        let Loss { tags, arcs, labels, names } = learner.losses(words, &gold, 0.0, &mut Random(1));
        (tags + arcs + labels + names) / 5.0
    }

    #[test]
    fn gradients_agree_with_differences() {
        let sizes = Sizes { embedding: 8, width: 12, layers: 2, tag: 6, arc: 6, label: 6 };
        let mut learner = Learner::new(sizes, &mut Random(3));
        total(&mut learner);
        let picks: [(&str, Pick); 8] = [
            ("gain", |l| &mut l.encoder.gain),
            ("window", |l| &mut l.encoder.window.weight),
            ("layer", |l| &mut l.encoder.layers[0].weight),
            ("gates", |l| &mut l.encoder.layers[0].gates),
            ("biases", |l| &mut l.encoder.layers[1].biases),
            ("hidden", |l| &mut l.hidden.weight),
            ("arcs", |l| &mut l.arcs.weight),
            ("root", |l| &mut l.root),
        ];
        for (name, pick) in picks {
            let gradient = pick(&mut learner).gradient.clone();
            let place = (0..gradient.len()).max_by(|&a, &b| gradient[a].abs().total_cmp(&gradient[b].abs())).unwrap();
            let shifted = |change: f32| {
                let mut copy = learner.clone();
                pick(&mut copy).value[place] += change;
                total(&mut copy)
            };
            let slope = (shifted(0.01) - shifted(-0.01)) / 0.02;
            assert!((slope - gradient[place]).abs() < 0.02 * slope.abs() + 1e-4, "{name}: {slope} {}", gradient[place]);
        }
    }
}
