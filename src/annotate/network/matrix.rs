//! Products of dense matrices, the same to the last bit on every machine.
//!
//! Each output number is one chain of fused multiply-adds over the inner dimension, from first to last, so neither the
//! width of the vectors nor the size of the tiles changes a result. The tiling is that of Goto & van de Geijn (2008),
//! "Anatomy of high-performance matrix multiplication", without the outer blocking: our matrices fit the second cache.
//! Cost: `m·n·k` multiply-adds.

use super::vector::arch;
use pulp::{Simd, WithSimd};

/// Columns of one panel of a [`Packed`] matrix.
const PANEL: usize = 32;

/// A right-hand matrix of `k` rows and `n` columns, stored in panels of 32 columns, zeros after the last.
#[derive(Debug, Clone, Default)]
pub struct Packed {
    k: usize,
    n: usize,
    panels: Vec<f32>,
}

impl Packed {
    /// Packs the matrix whose number in row `i` and column `j` is `at(i, j)`.
    pub fn new(k: usize, n: usize, at: impl Fn(usize, usize) -> f32) -> Self {
        let mut panels = Vec::with_capacity(k * n.next_multiple_of(PANEL));
        for first in (0..n).step_by(PANEL) {
            for i in 0..k {
                panels.extend((first..first + PANEL).map(|j| if j < n { at(i, j) } else { 0.0 }));
            }
        }
        Packed { k, n, panels }
    }

    /// Packs a matrix that is stored row after row.
    pub fn from_rows(data: &[f32], k: usize, n: usize) -> Self {
        let mut panels = Vec::with_capacity(k * n.next_multiple_of(PANEL));
        for first in (0..n).step_by(PANEL) {
            let width = PANEL.min(n - first);
            for row in data.chunks_exact(n.max(1)) {
                panels.extend_from_slice(&row[first..first + width]);
                panels.extend(std::iter::repeat_n(0.0, PANEL - width));
            }
        }
        Packed { k, n, panels }
    }

    /// Number of rows: the inner dimension of a product.
    pub fn rows(&self) -> usize {
        self.k
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.n
    }
}

/// A left-hand matrix: `rows` rows, the number in row `i` and column `p` at `i * row_step + p * column_step`.
#[derive(Debug, Clone, Copy)]
pub struct Left<'a> {
    /// The numbers.
    pub data: &'a [f32],
    /// Number of rows.
    pub rows: usize,
    /// Distance of two rows.
    pub row_step: usize,
    /// Distance of two columns.
    pub column_step: usize,
}

impl<'a> Left<'a> {
    /// A matrix stored row after row.
    pub fn rows(data: &'a [f32], rows: usize, columns: usize) -> Self {
        Left { data, rows, row_step: columns, column_step: 1 }
    }

    /// The transpose of a matrix of `rows` rows and `columns` columns stored row after row.
    pub fn transposed(data: &'a [f32], columns: usize) -> Self {
        Left { data, rows: columns, row_step: 1, column_step: columns }
    }
}

/// `out = a · b`, or `out += a · b` with `add`; `out` is stored row after row, `b.columns()` wide.
/// Numbers beyond the end of `a` count as zero.
pub fn multiply(a: Left, b: &Packed, out: &mut [f32], add: bool) {
    arch().dispatch(Product { a, b, out, add });
}

struct Product<'a> {
    a: Left<'a>,
    b: &'a Packed,
    out: &'a mut [f32],
    add: bool,
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        // Two vectors a tile row; as many tile rows as fill the registers of the instruction set.
        if S::F32_LANES == 16 { tiles::<S, 8>(simd, self) } else { tiles::<S, 4>(simd, self) }
    }
}

#[inline(always)]
fn tiles<S: Simd, const ROWS: usize>(simd: S, product: Product) {
    let Product { a, b, out, add } = product;
    let (k, n) = (b.k, b.n);
    if k == 0 || n == 0 {
        return;
    }
    // Rows of the output that no row of `a` answers stay as they are.
    let filled = out.len().min(a.rows * n);
    let out = &mut out[..filled];
    let mut block = Vec::new();
    for (first, rows) in out.chunks_mut(n * ROWS).enumerate().map(|(i, rows)| (i * ROWS, rows)) {
        if let Some(left) = side_by_side::<ROWS>(a, first, k) {
            block_row::<S, ROWS>(simd, &left, b, rows, add);
        } else {
            block.resize(k * ROWS, 0.0);
            pack_left::<ROWS>(a, first, &mut block);
            block_row::<S, ROWS>(simd, &Block(&block), b, rows, add);
        }
    }
}

/// The output of one block of rows.
#[inline(always)]
fn block_row<S: Simd, const ROWS: usize>(simd: S, left: &impl Numbers, b: &Packed, out: &mut [f32], add: bool) {
    for (panel, columns) in b.panels.chunks_exact(b.k * PANEL).enumerate() {
        tile_panel::<S, ROWS>(simd, left, columns, out, (b.n, panel * PANEL), add);
    }
}

/// The numbers of one block of rows.
trait Numbers {
    /// The number in column `p` of row `r`.
    fn at<const ROWS: usize>(&self, p: usize, r: usize) -> f32;
}

/// Rows as they stand.
struct Rows<'a, const ROWS: usize>([&'a [f32]; ROWS]);

impl<const OWN: usize> Numbers for Rows<'_, OWN> {
    #[inline(always)]
    fn at<const ROWS: usize>(&self, p: usize, r: usize) -> f32 {
        self.0[r][p]
    }
}

/// Rows copied together, one column after the other.
struct Block<'a>(&'a [f32]);

impl Numbers for Block<'_> {
    #[inline(always)]
    fn at<const ROWS: usize>(&self, p: usize, r: usize) -> f32 {
        self.0[p * ROWS + r]
    }
}

/// The rows of a block where each is whole and in one piece; what is missing behind the last row is never read out.
#[inline(always)]
fn side_by_side<const ROWS: usize>(a: Left<'_>, first: usize, k: usize) -> Option<Rows<'_, ROWS>> {
    if a.column_step != 1 {
        return None;
    }
    let row = |r: usize| a.data.get(r * a.row_step..r * a.row_step + k);
    let mut rows = [row(first)?; ROWS];
    for (r, place) in rows.iter_mut().enumerate().skip(1) {
        if first + r < a.rows {
            *place = row(first + r)?;
        }
    }
    Some(Rows(rows))
}

/// Copies `ROWS` rows from row `first`, one column after the other.
#[inline(always)]
fn pack_left<const ROWS: usize>(a: Left, first: usize, block: &mut [f32]) {
    for r in 0..ROWS {
        let start = (first + r) * a.row_step;
        if first + r >= a.rows || start >= a.data.len() {
            for column in block.chunks_exact_mut(ROWS) {
                column[r] = 0.0;
            }
            continue;
        }
        let mut source = a.data[start..].iter().step_by(a.column_step.max(1));
        for column in block.chunks_exact_mut(ROWS) {
            column[r] = source.next().copied().unwrap_or(0.0);
        }
    }
}

/// One panel of the output of one block of rows; `place` is the width of the output and the first column.
#[inline(always)]
fn tile_panel<S: Simd, const ROWS: usize>(
    simd: S,
    left: &impl Numbers,
    panel: &[f32],
    out: &mut [f32],
    (n, first): (usize, usize),
    add: bool,
) {
    let lanes = S::F32_LANES;
    for part in (0..PANEL).step_by(2 * lanes) {
        let column = first + part;
        if column >= n {
            break;
        }
        let sums = tile::<S, ROWS>(simd, left, panel, part);
        let width = (2 * lanes).min(n - column);
        for (sum, row) in sums.iter().zip(out.chunks_exact_mut(n)) {
            let mut line = [0.0_f32; 2 * 16];
            let (vectors, _) = S::as_mut_simd_f32s(&mut line);
            vectors[0] = sum[0];
            vectors[1] = sum[1];
            let target = &mut row[column..column + width];
            if add {
                for (t, s) in target.iter_mut().zip(&line) {
                    *t += s;
                }
            } else {
                target.copy_from_slice(&line[..width]);
            }
        }
    }
}

/// The sums of one tile: all rows of a block, two vectors of columns from column `part` of a panel.
///
/// Loops count by hand: an iterator that the compiler does not inline here would cost more than the products, for a call
/// spills all sums.
#[inline(always)]
fn tile<S: Simd, const ROWS: usize>(simd: S, left: &impl Numbers, panel: &[f32], part: usize) -> [[S::f32s; 2]; ROWS] {
    let (vectors, _) = S::as_simd_f32s(panel);
    let (step, first) = (PANEL / S::F32_LANES, part / S::F32_LANES);
    let depth = vectors.len() / step;
    let mut sums = [[simd.splat_f32s(0.0); 2]; ROWS];
    let mut p = 0;
    while p < depth {
        let (low, high) = (vectors[p * step + first], vectors[p * step + first + 1]);
        let mut r = 0;
        while r < ROWS {
            let scalar = simd.splat_f32s(left.at::<ROWS>(p, r));
            sums[r][0] = simd.mul_add_f32s(scalar, low, sums[r][0]);
            sums[r][1] = simd.mul_add_f32s(scalar, high, sums[r][1]);
            r += 1;
        }
        p += 1;
    }
    sums
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// So many numbers between -1 and 1, the same for the same seed.
    pub(in crate::annotate::network) fn numbers(count: usize, seed: u32) -> Vec<f32> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 23) as f32 - 1.0
        };
        (0..count).map(|_| next()).collect()
    }

    #[test]
    fn equals_the_naive_product_to_the_last_bit() {
        for (m, k, n) in [(1, 1, 1), (7, 5, 33), (9, 64, 96), (17, 31, 70), (3, 128, 32)] {
            let (a, b) = (numbers(m * k, 1), numbers(k * n, 2));
            let mut out = vec![0.0; m * n];
            multiply(Left::rows(&a, m, k), &Packed::from_rows(&b, k, n), &mut out, false);
            for i in 0..m {
                for j in 0..n {
                    let want = (0..k).fold(0.0_f32, |sum, p| a[i * k + p].mul_add(b[p * n + j], sum));
                    assert_eq!(out[i * n + j].to_bits(), want.to_bits(), "{m} {k} {n} at {i} {j}");
                }
            }
        }
    }

    #[test]
    fn transposes_and_adds() {
        let (a, b) = (numbers(6 * 4, 3), numbers(6 * 5, 4));
        let mut out = vec![1.0; 4 * 5];
        multiply(Left::transposed(&a, 4), &Packed::new(6, 5, |i, j| b[i * 5 + j]), &mut out, true);
        let want: f32 = (0..6).map(|p| a[p * 4 + 2] * b[p * 5 + 3]).sum();
        assert!((out[2 * 5 + 3] - 1.0 - want).abs() < 1e-5);
    }
}
