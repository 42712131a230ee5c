//! The encoder of the network with its derivatives, by hand: the forward half is the library's.

use crate::param::{Linear, Param, product, product_backward};
use crate::random::Random;
use newsgraph::annotate::features::{Features, KNOWN_ROWS, PIECE_ROWS, WORD_ROWS};
use newsgraph::annotate::network::{arch, normalise, recur, relu, sigmoid, window};
use pulp::NullaryFnOnce;
use std::ops::Range;

/// One bidirectional recurrence.
#[derive(Debug, Clone)]
pub(crate) struct Layer {
    pub(crate) weight: Param,
    pub(crate) gates: Param,
    pub(crate) biases: Param,
}

/// All that is learnt of the encoder.
#[derive(Debug, Clone)]
pub(crate) struct Encoder {
    pub(crate) words: Param,
    pub(crate) pieces: Param,
    pub(crate) known: Param,
    pub(crate) gain: Param,
    pub(crate) bias: Param,
    pub(crate) window: Linear,
    pub(crate) layers: Vec<Layer>,
}

/// What the backward half needs of the forward half.
pub(crate) struct Trace {
    features: Vec<Features>,
    sentences: Vec<Range<usize>>,
    normal: Vec<f32>,
    inverse: Vec<f32>,
    embed_mask: Vec<f32>,
    columns: Vec<f32>,
    window: Vec<f32>,
    window_mask: Vec<f32>,
    layers: Vec<LayerTrace>,
}

struct LayerTrace {
    input: Vec<f32>,
    products: Vec<f32>,
    states: Vec<f32>,
    mask: Vec<f32>,
}

/// The places of the bits of a set.
fn bits(set: u32) -> impl Iterator<Item = u32> {
    (0..u32::BITS).filter(move |bit| set >> bit & 1 == 1)
}

/// Multiplies by a mask of zeros and 1/(1-p); returns the mask.
pub(crate) fn drop(numbers: &mut [f32], p: f32, random: &mut Random) -> Vec<f32> {
    let keep = 1.0 / (1.0 - p);
    let limit = (f64::from(p) * 65536.0) as u64;
    let mut mask = Vec::with_capacity(numbers.len());
    if p > 0.0 {
        while mask.len() < numbers.len() {
            let bits = random.next();
            mask.extend((0..4).map(|i| if bits >> (16 * i) & 0xffff < limit { 0.0 } else { keep }));
        }
        mask.truncate(numbers.len());
        scale(numbers, &mask);
    }
    mask
}

/// Multiplies by a mask; an empty one is all ones.
pub(crate) fn scale(numbers: &mut [f32], mask: &[f32]) {
    for (x, m) in numbers.iter_mut().zip(mask) {
        *x *= m;
    }
}

/// Sets the gradient to zero where relu's output was zero.
pub(crate) fn relu_backward(gradient: &mut [f32], output: &[f32]) {
    for (g, y) in gradient.iter_mut().zip(output) {
        *g = if *y > 0.0 { *g } else { 0.0 };
    }
}

impl Encoder {
    pub(crate) fn new(embedding: usize, width: usize, layers: usize, random: &mut Random) -> Self {
        let bound = (3.0 / width as f32).sqrt();
        // Layers beyond the second start by letting most of their input through: they may be added to a pretrained encoder.
        let biases = |layer: usize| {
            let mut biases = Param::filled(2 * width, 0.0);
            let half = width / 2;
            let closed = if layer < 2 { 0.0 } else { -1.0 };
            biases.value[half..2 * half].fill(closed);
            biases.value[3 * half..].fill(closed);
            biases
        };
        Encoder {
            words: Param::new(WORD_ROWS, embedding, 0.1, random).sparse(),
            pieces: Param::new(PIECE_ROWS, embedding, 0.1, random).sparse(),
            known: Param::new(KNOWN_ROWS, embedding, 0.1, random).sparse(),
            gain: Param::filled(embedding, 1.0),
            bias: Param::filled(embedding, 0.0),
            window: Linear::new(3 * embedding, width, random),
            layers: (0..layers)
                .map(|layer| Layer {
                    weight: Param::new(width, 3 * width, bound, random),
                    gates: Param::new(1, 2 * width, 0.5, random),
                    biases: biases(layer),
                })
                .collect(),
        }
    }

    pub(crate) fn params(&mut self) -> Vec<&mut Param> {
        let mut all = vec![&mut self.words, &mut self.pieces, &mut self.known, &mut self.gain, &mut self.bias];
        all.extend([&mut self.window.weight, &mut self.window.bias]);
        all.extend(self.layers.iter_mut().flat_map(|l| [&mut l.weight, &mut l.gates, &mut l.biases]));
        all
    }

    /// Context vectors; dropout with probability `p`.
    pub(crate) fn forward(
        &self,
        features: Vec<Features>,
        sentences: Vec<Range<usize>>,
        p: f32,
        random: &mut Random,
    ) -> (Vec<f32>, Trace) {
        let width = self.gain.columns;
        let mut rows = vec![0.0; features.len() * width];
        for (row, word) in rows.chunks_exact_mut(width).zip(&features) {
            let words = word.words.iter().map(|&r| self.words.row(r));
            let known = bits(word.known).map(|r| self.known.row(r));
            for source in words.chain(word.pieces.iter().map(|&r| self.pieces.row(r))).chain(known) {
                row.iter_mut().zip(source).for_each(|(x, y)| *x += y);
            }
        }
        let inverse = normalise(&mut rows, &vec![1.0; width], &vec![0.0; width]);
        let normal = rows.clone();
        for row in rows.chunks_exact_mut(width) {
            for ((x, g), b) in row.iter_mut().zip(&self.gain.value).zip(&self.bias.value) {
                *x = x.mul_add(*g, *b);
            }
        }
        let embed_mask = drop(&mut rows, p * 0.7, random);
        let columns = window(&rows, width, &sentences);
        let mut x = self.window.forward(&columns);
        relu(&mut x);
        let window_mask = drop(&mut x, p * 0.7, random);
        let (window, mut layers) = (x.clone(), Vec::new());
        for layer in &self.layers {
            let products = product(&x, &layer.weight);
            let (states, mut out) = recur(&products, &x, &layer.gates.value, &layer.biases.value, &sentences);
            let mask = drop(&mut out, p, random);
            layers.push(LayerTrace { input: std::mem::replace(&mut x, out), products, states, mask });
        }
        (x, Trace { features, sentences, normal, inverse, embed_mask, columns, window, window_mask, layers })
    }

    /// Adds to the gradients of all tables, given that of the context vectors.
    pub(crate) fn backward(&mut self, trace: &Trace, mut gradient: Vec<f32>) {
        for (layer, kept) in self.layers.iter_mut().zip(&trace.layers).rev() {
            scale(&mut gradient, &kept.mask);
            let (products, mut direct) = recur_backward(layer, kept, &gradient, &trace.sentences);
            let through = product_backward(&kept.input, &mut layer.weight, &products);
            direct.iter_mut().zip(&through).for_each(|(x, y)| *x += y);
            gradient = direct;
        }
        scale(&mut gradient, &trace.window_mask);
        relu_backward(&mut gradient, &trace.window);
        let columns = self.window.backward(&trace.columns, &gradient);
        let width = self.gain.columns;
        let mut rows = vec![0.0; trace.features.len() * width];
        for sentence in &trace.sentences {
            for t in sentence.clone() {
                for (i, s) in [t.wrapping_sub(1), t, t + 1].into_iter().enumerate() {
                    if sentence.contains(&s) {
                        let source = &columns[(3 * t + i) * width..(3 * t + i + 1) * width];
                        rows[s * width..(s + 1) * width].iter_mut().zip(source).for_each(|(x, y)| *x += y);
                    }
                }
            }
        }
        scale(&mut rows, &trace.embed_mask);
        self.embed_backward(trace, rows);
    }

    fn embed_backward(&mut self, trace: &Trace, mut rows: Vec<f32>) {
        let width = self.gain.columns;
        let normals = trace.normal.chunks_exact(width).zip(&trace.inverse);
        for ((row, (normal, inverse)), word) in rows.chunks_exact_mut(width).zip(normals).zip(&trace.features) {
            self.bias.add(0, row);
            let (mut mean, mut along) = (0.0, 0.0);
            for i in 0..width {
                self.gain.gradient[i] += row[i] * normal[i];
                row[i] *= self.gain.value[i];
                mean += row[i];
                along += row[i] * normal[i];
            }
            (mean, along) = (mean / width as f32, along / width as f32);
            for i in 0..width {
                row[i] = inverse * (row[i] - mean - normal[i] * along);
            }
            word.words.iter().for_each(|&r| self.words.add(r, row));
            word.pieces.iter().for_each(|&r| self.pieces.add(r, row));
            bits(word.known).for_each(|r| self.known.add(r, row));
        }
    }
}

/// The gradients of the products and of the input that bypasses them.
fn recur_backward(
    layer: &mut Layer,
    kept: &LayerTrace,
    gradient: &[f32],
    sentences: &[Range<usize>],
) -> (Vec<f32>, Vec<f32>) {
    let mut products = vec![0.0; kept.products.len()];
    let mut direct = vec![0.0; gradient.len()];
    arch().dispatch(Backward { layer, kept, gradient, sentences, products: &mut products, direct: &mut direct });
    (products, direct)
}

struct Backward<'a> {
    layer: &'a mut Layer,
    kept: &'a LayerTrace,
    gradient: &'a [f32],
    sentences: &'a [Range<usize>],
    products: &'a mut [f32],
    direct: &'a mut [f32],
}

impl NullaryFnOnce for Backward<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Backward { layer, kept, gradient, sentences, products, direct } = self;
        let half = layer.gates.columns / 4;
        let zeros = vec![0.0; half];
        for direction in 0..2 {
            let side = direction * 2 * half..(direction + 1) * 2 * half;
            let mut word = Word {
                gates: &layer.gates.value[side.clone()],
                biases: &layer.biases.value[side.clone()],
                gates_gradient: &mut layer.gates.gradient[side.clone()],
                biases_gradient: &mut layer.biases.gradient[side],
            };
            for sentence in sentences {
                let mut carry = vec![0.0_f32; half];
                for step in (0..sentence.len()).rev() {
                    let t = if direction == 0 { sentence.start + step } else { sentence.end - 1 - step };
                    let before = if direction == 0 { t.wrapping_sub(1) } else { t + 1 };
                    let place = |t: usize| (2 * t + direction) * half..(2 * t + direction + 1) * half;
                    let old = if step == 0 { &zeros[..] } else { &kept.states[place(before)] };
                    let three = (6 * t + 3 * direction) * half..(6 * t + 3 * direction + 3) * half;
                    word.backward(
                        (&kept.products[three.clone()], &kept.input[place(t)], old, &kept.states[place(t)]),
                        &gradient[place(t)],
                        &mut carry,
                        (&mut products[three], &mut direct[place(t)]),
                    );
                }
            }
        }
    }
}

struct Word<'a> {
    gates: &'a [f32],
    biases: &'a [f32],
    gates_gradient: &'a mut [f32],
    biases_gradient: &'a mut [f32],
}

impl Word<'_> {
    #[inline(always)]
    fn backward(
        &mut self,
        (product, input, old, new): (&[f32], &[f32], &[f32], &[f32]),
        gradient: &[f32],
        carry: &mut [f32],
        (products, direct): (&mut [f32], &mut [f32]),
    ) {
        let half = carry.len();
        let (candidate, forgets, resets) = thirds(product, half);
        let (candidate_back, rest) = products.split_at_mut(half);
        let (forget_back, reset_back) = rest.split_at_mut(half);
        let reset_back = &mut reset_back[..half];
        let (forget_gate, reset_gate) = (&self.gates[..half], &self.gates[half..2 * half]);
        let (forget_bias, reset_bias) = (&self.biases[..half], &self.biases[half..2 * half]);
        let (gates_low, gates_high) = self.gates_gradient.split_at_mut(half);
        let (biases_low, biases_high) = self.biases_gradient.split_at_mut(half);
        let (gates_high, biases_high) = (&mut gates_high[..half], &mut biases_high[..half]);
        let (input, old, new) = (&input[..half], &old[..half], &new[..half]);
        let (gradient, direct) = (&gradient[..half], &mut direct[..half]);
        for i in 0..half {
            let f = sigmoid(forget_gate[i].mul_add(old[i], forgets[i]) + forget_bias[i]);
            let r = sigmoid(reset_gate[i].mul_add(old[i], resets[i]) + reset_bias[i]);
            let g = gradient[i];
            let d_new = g * r + carry[i];
            direct[i] = g * (1.0 - r);
            let reset_g = g * (new[i] - input[i]) * r * (1.0 - r);
            let forget_g = d_new * (old[i] - candidate[i]) * f * (1.0 - f);
            candidate_back[i] = d_new * (1.0 - f);
            forget_back[i] = forget_g;
            reset_back[i] = reset_g;
            carry[i] = d_new * f + forget_g * forget_gate[i] + reset_g * reset_gate[i];
            gates_low[i] += forget_g * old[i];
            gates_high[i] += reset_g * old[i];
            biases_low[i] += forget_g;
            biases_high[i] += reset_g;
        }
    }
}

/// The three vectors of a product.
#[inline(always)]
fn thirds(product: &[f32], half: usize) -> (&[f32], &[f32], &[f32]) {
    (&product[..half], &product[half..2 * half], &product[2 * half..3 * half])
}
