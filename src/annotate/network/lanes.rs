//! The innermost step of products in whole numbers, in the vectors of each kind of machine.
//!
//! A pair is two numbers of 16 bits in one of 32, the first in the low bits; x86 multiplies pairs and adds both products in
//! one instruction (`pmaddwd`).

/// Columns of one panel of a matrix.
pub(super) const PANEL: usize = 32;

/// What a machine does with a vector of pairs.
pub(super) trait Lanes: Copy {
    /// Sums, or pairs, of [`Lanes::COUNT`] columns.
    type Vector: Copy;
    /// Columns of a vector.
    const COUNT: usize;

    fn zero(self) -> Self::Vector;

    /// The pairs from that column of a panel on.
    fn load(self, pairs: &[i32; PANEL], column: usize) -> Self::Vector;

    /// Adds to each sum both products of the pair on the left with its own pair.
    fn add(self, sums: Self::Vector, left: i32, pairs: Self::Vector) -> Self::Vector;

    /// Writes the sums, times `step` and with the bias, to the start of a slice.
    fn store(self, sums: Self::Vector, step: f32, bias: &[f32], to: &mut [f32]);
}

/// Any machine; the compiler may find vectors in it.
#[derive(Clone, Copy)]
pub(super) struct Portable;

impl Lanes for Portable {
    type Vector = [i32; 8];
    const COUNT: usize = 8;

    #[inline(always)]
    fn zero(self) -> Self::Vector {
        [0; 8]
    }

    #[inline(always)]
    fn load(self, pairs: &[i32; PANEL], column: usize) -> Self::Vector {
        std::array::from_fn(|i| pairs[column + i])
    }

    #[inline(always)]
    fn add(self, sums: Self::Vector, left: i32, pairs: Self::Vector) -> Self::Vector {
        let low = |pair: i32| i32::from(pair as i16);
        std::array::from_fn(|i| sums[i] + low(left) * low(pairs[i]) + (left >> 16) * (pairs[i] >> 16))
    }

    #[inline(always)]
    fn store(self, sums: Self::Vector, step: f32, bias: &[f32], to: &mut [f32]) {
        for i in 0..8 {
            to[i] = (sums[i] as f32).mul_add(step, bias[i]);
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{Lanes, PANEL};
    use pulp::x86::{V3, V4};
    use pulp::{Simd, cast};
    use std::arch::x86_64::{__m256i, __m512i};

    /// AVX2.
    impl Lanes for V3 {
        type Vector = __m256i;
        const COUNT: usize = 8;

        #[inline(always)]
        fn zero(self) -> Self::Vector {
            self.avx._mm256_setzero_si256()
        }

        #[inline(always)]
        fn load(self, pairs: &[i32; PANEL], column: usize) -> Self::Vector {
            cast(Self::as_simd_i32s(pairs).0[column / Self::COUNT])
        }

        #[inline(always)]
        fn add(self, sums: Self::Vector, left: i32, pairs: Self::Vector) -> Self::Vector {
            let left = self.avx._mm256_set1_epi32(left);
            self.avx2._mm256_add_epi32(sums, self.avx2._mm256_madd_epi16(left, pairs))
        }

        #[inline(always)]
        fn store(self, sums: Self::Vector, step: f32, bias: &[f32], to: &mut [f32]) {
            let ([bias, ..], [to, ..]) = (Self::as_simd_f32s(bias).0, Self::as_mut_simd_f32s(to).0) else { return };
            let sums = self.avx._mm256_cvtepi32_ps(sums);
            *to = self.mul_add_f32s(cast(sums), self.splat_f32s(step), *bias);
        }
    }

    /// AVX-512.
    impl Lanes for V4 {
        type Vector = __m512i;
        const COUNT: usize = 16;

        #[inline(always)]
        fn zero(self) -> Self::Vector {
            self.avx512f._mm512_setzero_si512()
        }

        #[inline(always)]
        fn load(self, pairs: &[i32; PANEL], column: usize) -> Self::Vector {
            cast(Self::as_simd_i32s(pairs).0[column / Self::COUNT])
        }

        #[inline(always)]
        fn add(self, sums: Self::Vector, left: i32, pairs: Self::Vector) -> Self::Vector {
            let left = self.avx512f._mm512_set1_epi32(left);
            self.avx512f._mm512_add_epi32(sums, self.avx512bw._mm512_madd_epi16(left, pairs))
        }

        #[inline(always)]
        fn store(self, sums: Self::Vector, step: f32, bias: &[f32], to: &mut [f32]) {
            let ([bias, ..], [to, ..]) = (Self::as_simd_f32s(bias).0, Self::as_mut_simd_f32s(to).0) else { return };
            let sums = self.avx512f._mm512_cvtepi32_ps(sums);
            *to = self.mul_add_f32s(cast(sums), self.splat_f32s(step), *bias);
        }
    }
}
