//! Products of rows of numbers with a matrix of bytes, in whole numbers.
//!
//! The rows of a model's table have a scale each, so `Σ x·(scale·byte)` is `Σ (x·scale)·byte`: the scales go into the row
//! on the left, which is then rounded to whole steps, 32,767 of them to its largest number if no sum can overflow. What
//! Jacob et al. (2018), "Quantization and training of neural networks for efficient integer-arithmetic-only inference", do
//! with 8 bits on either side is done here with 16 on the left, so that nothing of the model's accuracy is lost. Whole
//! numbers add up to the same in any order, on every machine.
//!
//! Machines multiply 16 bits by 16 and add neighbouring products in one instruction. The two halves of a row are such
//! neighbours: number `p` of the first stands beside number `p` of the second, on the left and in the matrix.
//! Cost: `m·n·k` multiply-adds, half as long as in floating point.

use super::lanes::{Lanes, PANEL, Portable};
use super::vector::{ROUND, arch};
use super::weights::{ModelError, Table, Weights};
use pulp::{Arch, NullaryFnOnce};

/// The largest size of a byte.
const BYTE: i32 = 128;

/// A layer of a network: a matrix of bytes, and a bias for each of its columns.
///
/// Panels hold 32 columns, row after row; both numbers of a pair of rows stand in one, the first in the low bits. They and the
/// bias are filled with zeros after the last column.
#[derive(Debug, Clone)]
pub(super) struct Dense {
    columns: usize,
    scales: Vec<f32>,
    panels: Vec<i32>,
    bias: Vec<f32>,
}

impl Dense {
    /// The layer of the tables `name.w`, of so many rows and columns (`None`: as many as there are), and `name.b`.
    pub(super) fn load(weights: &Weights, name: &str, rows: usize, columns: Option<usize>) -> Result<Self, ModelError> {
        let bias = weights.table(&format!("{name}.b"), Some(1), columns)?;
        Self::with_bias(weights, name, rows, &bias.numbers())
    }

    /// The layer of the table `name.w`, of so many rows and as many columns as the bias has numbers.
    pub(super) fn with_bias(weights: &Weights, name: &str, rows: usize, bias: &[f32]) -> Result<Self, ModelError> {
        let name = format!("{name}.w");
        let table = weights.table(&name, Some(rows), Some(bias.len()))?;
        Self::new(table, bias).ok_or(ModelError::Table(name))
    }

    /// The layer of a table; `None` if it has no bytes or an odd number of rows.
    fn new(table: &Table, bias: &[f32]) -> Option<Self> {
        let (rows, columns) = (table.rows, table.columns);
        if rows == 0 || columns == 0 || rows % 2 != 0 || table.scales.len() != rows {
            return None;
        }
        let byte = |row: usize, column: usize| i32::from(table.bytes[row * columns + column]);
        let mut panels = Vec::with_capacity(rows / 2 * columns.next_multiple_of(PANEL));
        for first in (0..columns).step_by(PANEL) {
            for row in 0..rows / 2 {
                let pair = |column| byte(row, column) & 0xffff | byte(row + rows / 2, column) << 16;
                panels.extend((first..first + PANEL).map(|column| if column < columns { pair(column) } else { 0 }));
            }
        }
        let mut bias = bias.to_vec();
        bias.resize(columns.next_multiple_of(PANEL), 0.0);
        Some(Dense { columns, scales: table.scales.clone(), panels, bias })
    }

    /// Numbers in an input row.
    pub(super) fn inputs(&self) -> usize {
        self.scales.len()
    }

    /// Numbers in an output row.
    pub(super) fn outputs(&self) -> usize {
        self.columns
    }

    /// One output row for each row of [`Dense::inputs`] numbers.
    pub(super) fn apply(&self, input: &[f32]) -> Vec<f32> {
        self.apply_part(input, self.inputs(), 0)
    }

    /// One output row for each row of `width` numbers, of which those from `first` on are the input.
    pub(super) fn apply_part(&self, input: &[f32], width: usize, first: usize) -> Vec<f32> {
        let rounded = self.round(input, width, first);
        let mut out = vec![0.0; rounded.steps.len() * self.columns];
        let product = Product { rounded, layer: self, out: &mut out };
        match arch() {
            #[cfg(target_arch = "x86_64")]
            Arch::V4(simd) => simd.vectorize(On::<_, 8>(simd, product)),
            #[cfg(target_arch = "x86_64")]
            Arch::V3(simd) => simd.vectorize(On::<_, 6>(simd, product)),
            other => other.dispatch(On::<_, 4>(Portable, product)),
        }
        out
    }

    fn round(&self, input: &[f32], width: usize, first: usize) -> Rounded {
        let count = input.len() / width;
        let mut rounded = Rounded { pairs: vec![0; count * self.inputs() / 2], steps: vec![0.0; count] };
        // The largest number of steps with which a sum of all products still fits.
        let most = (i32::MAX / (BYTE * self.inputs() as i32)).min(i32::from(i16::MAX)) as f32;
        arch().dispatch(Rounding { input, width, first, scales: &self.scales, most, rounded: &mut rounded });
        rounded
    }
}

/// Rows in whole numbers, two in one, the first of them in the low bits; and what a step of each row stands for.
struct Rounded {
    pairs: Vec<i32>,
    steps: Vec<f32>,
}

struct Rounding<'a> {
    input: &'a [f32],
    width: usize,
    first: usize,
    scales: &'a [f32],
    most: f32,
    rounded: &'a mut Rounded,
}

impl NullaryFnOnce for Rounding<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let (inputs, half) = (self.scales.len(), self.scales.len() / 2);
        let (first_scales, second_scales) = self.scales.split_at(half);
        let Rounded { pairs, steps } = self.rounded;
        let rows = self.input.chunks_exact(self.width).map(|row| &row[self.first..self.first + inputs]);
        for ((row, pairs), step) in rows.zip(pairs.chunks_exact_mut(half)).zip(steps) {
            let top = largest(row, self.scales);
            let per_unit = if top > 0.0 { self.most / top } else { 0.0 };
            *step = top / self.most;
            let (first, second) = row.split_at(half);
            for p in 0..half {
                let low = (first[p] * first_scales[p]).mul_add(per_unit, ROUND).to_bits();
                let high = (second[p] * second_scales[p]).mul_add(per_unit, ROUND).to_bits();
                pairs[p] = (low & 0xffff | high << 16) as i32;
            }
        }
    }
}

/// The largest product of a number and its scale, without its sign. In lanes, for a maximum knows no order.
#[inline(always)]
fn largest(row: &[f32], scales: &[f32]) -> f32 {
    let larger = |top: f32, size: f32| if size > top { size } else { top };
    let (numbers, rest) = row.as_chunks::<16>();
    let (factors, other) = scales.as_chunks::<16>();
    let mut lanes = [0.0_f32; 16];
    for (numbers, factors) in numbers.iter().zip(factors) {
        for i in 0..16 {
            lanes[i] = larger(lanes[i], (numbers[i] * factors[i]).abs());
        }
    }
    let rest = rest.iter().zip(other).map(|(x, scale)| (x * scale).abs());
    lanes.into_iter().chain(rest).fold(0.0, larger)
}

struct Product<'a> {
    rounded: Rounded,
    layer: &'a Dense,
    out: &'a mut [f32],
}

/// A product on one kind of machine, `ROWS` rows at a time: as many as its registers hold.
///
/// Loops count by hand: an iterator that the compiler does not inline here would cost more than the products, for a call
/// spills all sums.
struct On<'a, L, const ROWS: usize>(L, Product<'a>);

impl<L: Lanes, const ROWS: usize> NullaryFnOnce for On<'_, L, ROWS> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let On(lanes, Product { rounded, layer, out }) = self;
        let half = layer.inputs() / 2;
        let panels = layer.panels.as_chunks::<PANEL>().0;
        // A panel stays in the first cache while all rows pass by.
        let mut column = 0;
        while column < layer.columns {
            let panel = &panels[column / PANEL * half..][..half];
            let width = PANEL.min(layer.columns - column);
            let mut row = 0;
            while row < rounded.steps.len() {
                let mut part = 0;
                while part < width {
                    let sums = tile::<L, ROWS>(lanes, &rounded.pairs[row * half..], panel, part);
                    let mut r = 0;
                    while r < ROWS && row + r < rounded.steps.len() {
                        let start = (row + r) * layer.columns + column + part;
                        let to = &mut out[start..start + (width - part).min(2 * L::COUNT)];
                        store(lanes, sums[r], rounded.steps[row + r], &layer.bias[column + part..], to);
                        r += 1;
                    }
                    part += 2 * L::COUNT;
                }
                row += ROWS;
            }
            column += PANEL;
        }
    }
}

/// Writes one row of a tile, as far as `to` reaches.
#[inline(always)]
fn store<L: Lanes>(lanes: L, sums: [L::Vector; 2], step: f32, bias: &[f32], to: &mut [f32]) {
    let mut line = [0.0; PANEL];
    let whole = to.len() == 2 * L::COUNT;
    let target = if whole { &mut *to } else { &mut line[..] };
    let (left, right) = target.split_at_mut(L::COUNT);
    lanes.store(sums[0], step, bias, left);
    lanes.store(sums[1], step, &bias[L::COUNT..], right);
    if !whole {
        to.copy_from_slice(&line[..to.len()]);
    }
}

/// The sums of one tile: a block of rows, two vectors of columns from column `part` of a panel. Where the last block lacks
/// rows, its last one stands in for them, and nobody asks for those sums.
#[inline(always)]
fn tile<L: Lanes, const ROWS: usize>(
    lanes: L,
    pairs: &[i32],
    panel: &[[i32; PANEL]],
    part: usize,
) -> [[L::Vector; 2]; ROWS] {
    let half = panel.len();
    let mut rows = [&pairs[..half]; ROWS];
    let mut r = 1;
    while r < ROWS {
        rows[r] = if pairs.len() < (r + 1) * half { rows[r - 1] } else { &pairs[r * half..][..half] };
        r += 1;
    }
    let mut sums = [[lanes.zero(); 2]; ROWS];
    let mut p = 0;
    while p < half {
        let (left, right) = (lanes.load(&panel[p], part), lanes.load(&panel[p], part + L::COUNT));
        let mut r = 0;
        while r < ROWS {
            sums[r][0] = lanes.add(sums[r][0], rows[r][p], left);
            sums[r][1] = lanes.add(sums[r][1], rows[r][p], right);
            r += 1;
        }
        p += 1;
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::network::matrix::tests::numbers;

    const SIZES: [(usize, usize, usize); 6] =
        [(1, 2, 1), (7, 6, 33), (9, 64, 96), (17, 32, 70), (3, 128, 32), (4, 768, 25)];

    #[test]
    fn differs_from_the_exact_product_by_less_than_a_step_for_each_number() {
        for (m, k, n) in SIZES {
            let (input, table) = (numbers(m * k, 1), Table::quantised(k, n, &numbers(k * n, 2)));
            let (bias, right) = (numbers(n, 3), table.numbers());
            let out = Dense::new(&table, &bias).unwrap().apply(&input);
            for (i, row) in out.chunks_exact(n).enumerate() {
                for (j, &got) in row.iter().enumerate() {
                    let want: f32 = (0..k).map(|p| input[i * k + p] * right[p * n + j]).sum::<f32>() + bias[j];
                    assert!((got - want).abs() < 1e-4 * k as f32, "{m} {k} {n} at {i} {j}: {got} for {want}");
                }
            }
        }
    }

    #[test]
    fn every_machine_gives_the_same_bits() {
        for (m, k, n) in SIZES {
            let (input, table) = (numbers(m * k, 4), Table::quantised(k, n, &numbers(k * n, 5)));
            let layer = Dense::new(&table, &numbers(n, 6)).unwrap();
            let rounded = || layer.round(&input, k, 0);
            let mut plain = vec![0.0; m * n];
            On::<_, 3>(Portable, Product { rounded: rounded(), layer: &layer, out: &mut plain }).call();
            assert_eq!(layer.apply(&input), plain);
            // Those that this machine has, even where it would choose another.
            #[cfg(target_arch = "x86_64")]
            if let Some(simd) = pulp::x86::V3::try_new() {
                let mut out = vec![0.0; m * n];
                simd.vectorize(On::<_, 6>(simd, Product { rounded: rounded(), layer: &layer, out: &mut out }));
                assert_eq!(out, plain);
            }
        }
    }

    #[test]
    fn a_part_of_each_row_is_multiplied_as_if_it_stood_alone() {
        let layer = Dense::new(&Table::quantised(4, 3, &numbers(12, 7)), &[0.5; 3]).unwrap();
        let rows = numbers(5 * 9, 8);
        let part: Vec<f32> = rows.chunks_exact(9).flat_map(|row| &row[2..6]).copied().collect();
        assert_eq!(layer.apply_part(&rows, 9, 2), layer.apply(&part));
    }

    #[test]
    fn the_largest_numbers_do_not_overflow() {
        let k = 2048;
        let table = Table { rows: k, columns: 1, scales: vec![1.0; k], bytes: vec![-127; k], exact: Vec::new() };
        let out = Dense::new(&table, &[0.0]).unwrap().apply(&vec![3.0; k]);
        assert!((out[0] / (-127.0 * 3.0 * k as f32) - 1.0).abs() < 1e-5, "{}", out[0]);
    }

    #[test]
    fn an_odd_or_exact_table_is_refused() {
        assert!(Dense::new(&Table::quantised(3, 2, &[1.0; 6]), &[0.0; 2]).is_none());
        assert!(Dense::new(&Table::exact(2, 2, vec![1.0; 4]), &[0.0; 2]).is_none());
    }
}
