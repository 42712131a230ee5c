//! From words to context vectors: embeddings, one window of three words, two bidirectional recurrences.
//!
//! The recurrence is the Simple Recurrent Unit of Lei et al. (2018): all matrix products are done for all words at once,
//! and only cheap element-wise steps run from word to word, so the context is unbounded at the speed of a convolution.
//! Cost per word with embeddings of `e` and context vectors of `d` numbers: `3·e·d + 6·d²` multiply-adds.

use super::integer::Dense;
use super::vector::{arch, dot, sigmoid};
use super::weights::{ModelError, Table, Weights};
use crate::annotate::features::{Features, KNOWN_ROWS, PIECE_ROWS, WORD_ROWS};
use pulp::NullaryFnOnce;
use std::ops::Range;

/// Added to a variance before its root is taken.
pub const EPSILON: f32 = 1e-5;

/// Adds the bias to each row.
pub fn add_bias(rows: &mut [f32], bias: &[f32]) {
    for row in rows.chunks_exact_mut(bias.len().max(1)) {
        for (x, b) in row.iter_mut().zip(bias) {
            *x += b;
        }
    }
}

/// Sets negative numbers to zero.
pub fn relu(numbers: &mut [f32]) {
    for x in numbers {
        *x = x.max(0.0);
    }
}

/// Scales each row to mean 0 and variance 1 (Ba et al. 2016), then to a learnt gain and bias. Returns 1/deviation of each row.
pub fn normalise(rows: &mut [f32], gain: &[f32], bias: &[f32]) -> Vec<f32> {
    arch().dispatch(Normalisation { rows, gain, bias })
}

struct Normalisation<'a> {
    rows: &'a mut [f32],
    gain: &'a [f32],
    bias: &'a [f32],
}

impl NullaryFnOnce for Normalisation<'_> {
    type Output = Vec<f32>;

    #[inline(always)]
    fn call(self) -> Vec<f32> {
        let width = self.gain.len();
        let ones = vec![1.0; width];
        let mut inverses = Vec::with_capacity(self.rows.len() / width.max(1));
        for row in self.rows.chunks_exact_mut(width.max(1)) {
            let mean = dot(row, &ones) / width as f32;
            for x in row.iter_mut() {
                *x -= mean;
            }
            let inverse = 1.0 / (dot(row, row) / width as f32 + EPSILON).sqrt();
            for ((x, g), b) in row.iter_mut().zip(self.gain).zip(self.bias) {
                *x = (*x * inverse).mul_add(*g, *b);
            }
            inverses.push(inverse);
        }
        inverses
    }
}

/// For each word the vectors of its left neighbour, itself and its right neighbour, zeros at the ends of sentences.
pub fn window(rows: &[f32], width: usize, sentences: &[Range<usize>]) -> Vec<f32> {
    let mut out = vec![0.0; rows.len() * 3];
    for sentence in sentences {
        for t in sentence.clone() {
            for (i, s) in [t.wrapping_sub(1), t, t + 1].into_iter().enumerate() {
                if sentence.contains(&s) {
                    let place = (3 * t + i) * width;
                    out[place..place + width].copy_from_slice(&rows[s * width..(s + 1) * width]);
                }
            }
        }
    }
    out
}

/// The element-wise half of one bidirectional SRU layer.
///
/// `products`: for each word three vectors of each direction (candidate, forget gate, reset gate); `gates`: for each
/// direction the weights of the state in both gates, `[forward forget, forward reset, backward forget, backward reset]`;
/// `biases` likewise; `input`: what the reset gate lets through. Returns states and outputs, both directions side by side.
pub fn recur(
    products: &[f32],
    input: &[f32],
    gates: &[f32],
    biases: &[f32],
    sentences: &[Range<usize>],
) -> (Vec<f32>, Vec<f32>) {
    let mut states = vec![0.0; input.len()];
    let mut outputs = vec![0.0; input.len()];
    arch().dispatch(Recurrence {
        products,
        input,
        gates,
        biases,
        sentences,
        states: &mut states,
        outputs: &mut outputs,
    });
    (states, outputs)
}

struct Recurrence<'a> {
    products: &'a [f32],
    input: &'a [f32],
    gates: &'a [f32],
    biases: &'a [f32],
    sentences: &'a [Range<usize>],
    states: &'a mut [f32],
    outputs: &'a mut [f32],
}

impl NullaryFnOnce for Recurrence<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let half = self.gates.len() / 4;
        let mut state = vec![0.0_f32; half];
        for direction in 0..2 {
            let side = direction * 2 * half..(direction + 1) * 2 * half;
            let (gate, bias) = (&self.gates[side.clone()], &self.biases[side]);
            for sentence in self.sentences {
                state.fill(0.0);
                for step in 0..sentence.len() {
                    let t = if direction == 0 { sentence.start + step } else { sentence.end - 1 - step };
                    let product = &self.products[(6 * t + 3 * direction) * half..(6 * t + 3 * direction + 3) * half];
                    let place = (2 * t + direction) * half..(2 * t + direction + 1) * half;
                    let output = &mut self.outputs[place.clone()];
                    step_word(product, &self.input[place.clone()], gate, bias, &mut state, output);
                    self.states[place].copy_from_slice(&state);
                }
            }
        }
    }
}

/// One word in one direction.
#[inline(always)]
fn step_word(product: &[f32], input: &[f32], gate: &[f32], bias: &[f32], state: &mut [f32], output: &mut [f32]) {
    let half = state.len();
    let (candidate, rest) = product.split_at(half);
    let (forgets, resets) = (&rest[..half], &rest[half..2 * half]);
    let (forget_gate, reset_gate) = (&gate[..half], &gate[half..2 * half]);
    let (forget_bias, reset_bias) = (&bias[..half], &bias[half..2 * half]);
    let (input, output) = (&input[..half], &mut output[..half]);
    for i in 0..half {
        let old = state[i];
        let keep = sigmoid(forget_gate[i].mul_add(old, forgets[i]) + forget_bias[i]);
        let show = sigmoid(reset_gate[i].mul_add(old, resets[i]) + reset_bias[i]);
        let new = keep.mul_add(old - candidate[i], candidate[i]);
        state[i] = new;
        output[i] = show.mul_add(new - input[i], input[i]);
    }
}

#[derive(Debug, Clone)]
struct Layer {
    matrix: Dense,
    gates: Vec<f32>,
    biases: Vec<f32>,
}

/// The trained encoder.
#[derive(Debug, Clone)]
pub(super) struct Encoder {
    words: Table,
    pieces: Table,
    known: Table,
    gain: Vec<f32>,
    bias: Vec<f32>,
    window: Dense,
    layers: Vec<Layer>,
}

impl Encoder {
    pub(super) fn load(weights: &Weights) -> Result<Self, ModelError> {
        let words = weights.table("words", Some(WORD_ROWS), None)?.clone();
        let width = words.columns;
        let pieces = weights.table("pieces", Some(PIECE_ROWS), Some(width))?.clone();
        let known = weights.table("known", Some(KNOWN_ROWS), Some(width))?.clone();
        for (name, table) in [("words", &words), ("pieces", &pieces), ("known", &known)] {
            if table.scales.is_empty() || width == 0 {
                return Err(ModelError::Table(name.to_owned()));
            }
        }
        let gain = weights.table("norm.gain", Some(1), Some(width))?.numbers();
        let bias = weights.table("norm.bias", Some(1), Some(width))?.numbers();
        let window = Dense::load(weights, "window", 3 * width, None)?;
        let inner = window.outputs();
        let mut layers = Vec::new();
        while weights.tables.contains_key(&format!("layer{}.w", layers.len())) {
            let name = format!("layer{}", layers.len());
            layers.push(Layer {
                matrix: Dense::with_bias(weights, &name, inner, &vec![0.0; 3 * inner])?,
                gates: weights.table(&format!("{name}.v"), Some(1), Some(2 * inner))?.numbers(),
                biases: weights.table(&format!("{name}.b"), Some(1), Some(2 * inner))?.numbers(),
            });
        }
        Ok(Encoder { words, pieces, known, gain, bias, window, layers })
    }

    /// Numbers in a context vector.
    pub(super) fn width(&self) -> usize {
        self.window.outputs()
    }

    /// One context vector for each word. The sentences partition the words.
    pub(super) fn encode(&self, words: &[Features], sentences: &[Range<usize>]) -> Vec<f32> {
        let mut rows = self.embed(words);
        normalise(&mut rows, &self.gain, &self.bias);
        let mut x = self.window.apply(&window(&rows, self.gain.len(), sentences));
        relu(&mut x);
        for layer in &self.layers {
            let products = layer.matrix.apply(&x);
            x = recur(&products, &x, &layer.gates, &layer.biases, sentences).1;
        }
        x
    }

    /// The sum of the rows of each word.
    fn embed(&self, words: &[Features]) -> Vec<f32> {
        let width = self.gain.len();
        let mut rows = vec![0.0; words.len() * width];
        arch().dispatch(Sum { words, tables: [&self.words, &self.pieces, &self.known], rows: &mut rows, width });
        rows
    }
}

/// Adds one row of a table.
#[inline(always)]
fn add_row(row: &mut [f32], table: &Table, index: u32) {
    let width = row.len();
    let place = index as usize * width;
    let scale = table.scales[index as usize];
    for (x, &byte) in row.iter_mut().zip(&table.bytes[place..place + width]) {
        *x = f32::from(byte).mul_add(scale, *x);
    }
}

/// Adds up the table rows of each word.
struct Sum<'a> {
    words: &'a [Features],
    tables: [&'a Table; 3],
    rows: &'a mut [f32],
    width: usize,
}

impl NullaryFnOnce for Sum<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let width = self.width;
        for (row, word) in self.rows.chunks_exact_mut(width).zip(self.words) {
            let [words, pieces, known] = self.tables;
            word.words.iter().for_each(|&index| add_row(row, words, index));
            word.pieces.iter().for_each(|&index| add_row(row, pieces, index));
            let mut bits = word.known;
            while bits != 0 {
                add_row(row, known, bits.trailing_zeros());
                bits &= bits - 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_end_at_sentences() {
        assert_eq!(window(&[1.0, 2.0, 3.0], 1, &[0..2, 2..3]), [0.0, 1.0, 2.0, 1.0, 2.0, 0.0, 0.0, 3.0, 0.0]);
    }

    #[test]
    fn normalised_rows_have_mean_zero_and_variance_one() {
        let mut rows = [1.0, 2.0, 3.0, 10.0];
        normalise(&mut rows, &[1.0; 4], &[0.0; 4]);
        assert!(rows.iter().sum::<f32>().abs() < 1e-5);
        assert!((rows.iter().map(|x| x * x).sum::<f32>() - 4.0).abs() < 1e-3);
    }

    #[test]
    fn the_recurrence_sees_only_its_own_sentence() {
        let run = |first: f32| {
            let mut products = vec![0.5; 3 * 6];
            products[..6].fill(first);
            recur(&products, &[0.1; 6], &[0.3; 4], &[0.0; 4], &[0..1, 1..3]).1[2..].to_vec()
        };
        assert_eq!(run(1.0), run(-5.0));
    }
}
