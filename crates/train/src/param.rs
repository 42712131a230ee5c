//! Tables that are learnt, and Adam (Kingma & Ba 2015), which moves them.

use crate::random::Random;
use newsgraph::annotate::network::{Left, Packed, add_bias, arch, multiply};
use pulp::NullaryFnOnce;

/// One learnt table with its gradient and Adam's two averages.
#[derive(Debug, Clone)]
pub(crate) struct Param {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    pub(crate) value: Vec<f32>,
    pub(crate) gradient: Vec<f32>,
    mean: Vec<f32>,
    square: Vec<f32>,
    /// For tables of which a batch uses few rows: those rows.
    touched: Option<Vec<u32>>,
}

/// What one step of Adam needs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    pub(crate) rate: f32,
    pub(crate) number: i32,
    pub(crate) scale: f32,
}

impl Param {
    pub(crate) fn new(rows: usize, columns: usize, bound: f32, random: &mut Random) -> Self {
        let value = (0..rows * columns).map(|_| (random.unit() * 2.0 - 1.0) * bound).collect::<Vec<_>>();
        let zeros = vec![0.0; value.len()];
        Param { rows, columns, value, gradient: zeros.clone(), mean: zeros.clone(), square: zeros, touched: None }
    }

    pub(crate) fn filled(columns: usize, value: f32) -> Self {
        let mut param = Param::new(1, columns, 0.0, &mut Random(0));
        param.value.fill(value);
        param
    }

    /// Marks the table as one of which a batch uses few rows.
    pub(crate) fn sparse(mut self) -> Self {
        self.touched = Some(Vec::new());
        self
    }

    pub(crate) fn row(&self, row: u32) -> &[f32] {
        &self.value[row as usize * self.columns..(row as usize + 1) * self.columns]
    }

    /// Adds to the gradient of a row.
    pub(crate) fn add(&mut self, row: u32, gradient: &[f32]) {
        let place = row as usize * self.columns;
        for (x, y) in self.gradient[place..place + self.columns].iter_mut().zip(gradient) {
            *x += y;
        }
        if let Some(touched) = &mut self.touched {
            touched.push(row);
        }
    }

    fn settle(&mut self) {
        if let Some(touched) = &mut self.touched {
            touched.sort_unstable();
            touched.dedup();
        }
    }

    /// The sum of squares of the gradient.
    pub(crate) fn norm(&mut self) -> f64 {
        self.settle();
        let square = |numbers: &[f32]| numbers.iter().map(|x| f64::from(*x) * f64::from(*x)).sum::<f64>();
        match &self.touched {
            None => square(&self.gradient),
            Some(rows) => rows
                .iter()
                .map(|&r| square(&self.gradient[r as usize * self.columns..(r as usize + 1) * self.columns]))
                .sum(),
        }
    }

    /// Moves the value and clears the gradient.
    pub(crate) fn step(&mut self, step: Step) {
        self.settle();
        match self.touched.take() {
            None => self.step_range(0..self.value.len(), step),
            Some(mut rows) => {
                for &row in &rows {
                    self.step_range(row as usize * self.columns..(row as usize + 1) * self.columns, step);
                }
                rows.clear();
                self.touched = Some(rows);
            }
        }
    }

    fn step_range(&mut self, range: std::ops::Range<usize>, step: Step) {
        let (c1, c2) = (1.0 / (1.0 - B1.powi(step.number)), 1.0 / (1.0 - B2.powi(step.number)));
        let value = &mut self.value[range.clone()];
        let gradient = &mut self.gradient[range.clone()];
        let (mean, square) = (&mut self.mean[range.clone()], &mut self.square[range]);
        arch().dispatch(Adam { value, gradient, mean, square, step, c1, c2 });
    }
}

const B1: f32 = 0.9;
const B2: f32 = 0.98;

struct Adam<'a> {
    value: &'a mut [f32],
    gradient: &'a mut [f32],
    mean: &'a mut [f32],
    square: &'a mut [f32],
    step: Step,
    c1: f32,
    c2: f32,
}

impl NullaryFnOnce for Adam<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let n = self.value.len();
        let (gradient, mean, square) = (&mut self.gradient[..n], &mut self.mean[..n], &mut self.square[..n]);
        for i in 0..n {
            let g = gradient[i] * self.step.scale;
            mean[i] = B1.mul_add(mean[i] - g, g);
            square[i] = B2.mul_add(square[i] - g * g, g * g);
            self.value[i] -= self.step.rate * mean[i] * self.c1 / ((square[i] * self.c2).sqrt() + 1e-8);
            gradient[i] = 0.0;
        }
    }
}

/// A matrix and a bias.
#[derive(Debug, Clone)]
pub(crate) struct Linear {
    pub(crate) weight: Param,
    pub(crate) bias: Param,
}

impl Linear {
    pub(crate) fn new(inputs: usize, outputs: usize, random: &mut Random) -> Self {
        let bound = (6.0 / (inputs + outputs.min(inputs * 2)) as f32).sqrt();
        Linear { weight: Param::new(inputs, outputs, bound, random), bias: Param::filled(outputs, 0.0) }
    }

    pub(crate) fn forward(&self, input: &[f32]) -> Vec<f32> {
        let mut out = product(input, &self.weight);
        add_bias(&mut out, &self.bias.value);
        out
    }

    /// Adds to the gradients; returns the gradient of the input.
    pub(crate) fn backward(&mut self, input: &[f32], gradient: &[f32]) -> Vec<f32> {
        for row in gradient.chunks_exact(self.bias.columns) {
            self.bias.add(0, row);
        }
        product_backward(input, &mut self.weight, gradient)
    }
}

/// `input · weight`.
pub(crate) fn product(input: &[f32], weight: &Param) -> Vec<f32> {
    let count = input.len() / weight.rows;
    let mut out = vec![0.0; count * weight.columns];
    let packed = Packed::from_rows(&weight.value, weight.rows, weight.columns);
    multiply(Left::rows(input, count, weight.rows), &packed, &mut out, false);
    out
}

/// Adds to the gradient of `weight`; returns the gradient of the input.
pub(crate) fn product_backward(input: &[f32], weight: &mut Param, gradient: &[f32]) -> Vec<f32> {
    let (rows, columns) = (weight.rows, weight.columns);
    let count = input.len() / rows;
    let packed = Packed::from_rows(gradient, count, columns);
    multiply(Left::transposed(input, rows), &packed, &mut weight.gradient, true);
    let mut back = vec![0.0; input.len()];
    let turned = Packed::new(columns, rows, |i, j| weight.value[j * columns + i]);
    multiply(Left::rows(gradient, count, columns), &turned, &mut back, false);
    back
}
