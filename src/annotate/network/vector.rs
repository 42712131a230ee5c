//! Element-wise functions without branches, which the compiler turns into vector code and which give the same bits on
//! every machine: nothing but IEEE operations and explicit fused multiply-adds.

use pulp::{Arch, NullaryFnOnce};
use std::sync::OnceLock;

/// 1.5·2^23: added to a number it rounds it to an integer that stands in the low bits.
pub(super) const ROUND: f32 = 12_582_912.0;

/// The instruction set of this machine, asked once: the question itself costs microseconds on virtual machines.
pub fn arch() -> Arch {
    static ARCH: OnceLock<Arch> = OnceLock::new();
    *ARCH.get_or_init(Arch::new)
}

/// e^x with a relative error below 1e-6; arguments are clamped to ±80. Cody & Waite's reduction and a polynomial of degree 6.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    let x = x.clamp(-80.0, 80.0);
    let shifted = x.mul_add(std::f32::consts::LOG2_E, ROUND);
    let n = shifted - ROUND;
    let r = n.mul_add(-0.693_359_4, x);
    let r = n.mul_add(2.121_944_4e-4, r);
    let p = 1.388_888_9e-3_f32;
    let p = p.mul_add(r, 8.333_334e-3);
    let p = p.mul_add(r, 4.166_666_8e-2);
    let p = p.mul_add(r, 0.166_666_67);
    let p = p.mul_add(r, 0.5);
    let p = p.mul_add(r, 1.0);
    let p = p.mul_add(r, 1.0);
    p * f32::from_bits(shifted.to_bits().wrapping_add(127) << 23)
}

/// The logistic function.
#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// Turns scores into probabilities in place; returns the logarithm of their former sum.
pub fn softmax(scores: &mut [f32]) -> f32 {
    arch().dispatch(Softmax(scores))
}

struct Softmax<'a>(&'a mut [f32]);

impl NullaryFnOnce for Softmax<'_> {
    type Output = f32;

    #[inline(always)]
    fn call(self) -> f32 {
        let top = self.0.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        for score in self.0.iter_mut() {
            *score = exp(*score - top);
        }
        let sum: f32 = self.0.iter().sum();
        for score in self.0.iter_mut() {
            *score /= sum;
        }
        top + sum.ln()
    }
}

/// The index of the greatest number, the first of equals.
pub fn argmax(scores: &[f32]) -> usize {
    let mut best = 0;
    for (i, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = i;
        }
    }
    best
}

/// Sum of products in sixteen lanes, in an order that is always the same.
#[inline(always)]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 16];
    for (x, y) in a.chunks_exact(16).zip(b.chunks_exact(16)) {
        for i in 0..16 {
            lanes[i] = x[i].mul_add(y[i], lanes[i]);
        }
    }
    let tail = a.len() - a.len() % 16;
    let mut sum = 0.0;
    for (x, y) in a[tail..].iter().zip(&b[tail.min(b.len())..]) {
        sum = x.mul_add(*y, sum);
    }
    lanes.iter().fold(sum, |total, lane| total + lane)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close_to_the_library() {
        for i in -700..700 {
            let x = i as f32 / 10.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 2e-6, "{x}");
        }
        assert!(exp(-1000.0) > 0.0 && exp(1000.0).is_finite());
    }

    #[test]
    fn softmax_sums_to_one() {
        let mut scores = [1.0, 2.0, 3.0];
        softmax(&mut scores);
        assert!((scores.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert_eq!(argmax(&scores), 2);
    }
}
