//! Logistic regression of several labels over sparse features: FTRL-proximal (McMahan et al. 2013), which keeps few
//! weights. Deterministic: the cases are seen in one shuffled order.

use super::cases::Case;
use crate::random::Random;
use clap::Args;

/// How to fit.
#[derive(Debug, Clone, Args)]
pub(crate) struct Fit {
    /// The step.
    #[arg(long, default_value_t = 0.1)]
    rate: f32,
    /// The pull towards no weight at all.
    #[arg(long, default_value_t = 6.0)]
    sparse: f32,
    /// The pull towards small weights.
    #[arg(long, default_value_t = 10.0)]
    small: f32,
    /// Times that all cases are seen.
    #[arg(long, default_value_t = 6)]
    epochs: usize,
}

/// The weights of all labels; the last row is the bias.
pub(crate) struct Model {
    labels: usize,
    fit: Fit,
    sums: Vec<f32>,
    squares: Vec<f32>,
}

impl Model {
    /// Fits cases whose features are below `features` and labels below `labels`.
    pub(crate) fn fit(cases: &[Case], features: usize, labels: usize, fit: &Fit) -> Self {
        let size = (features + 1) * labels;
        let mut model = Model { labels, fit: fit.clone(), sums: vec![0.0; size], squares: vec![0.0; size] };
        let mut order: Vec<usize> = (0..cases.len()).collect();
        let mut random = Random(1);
        for _ in 0..fit.epochs {
            random.shuffle(&mut order);
            for &index in &order {
                model.learn(&cases[index], features);
            }
        }
        model
    }

    fn learn(&mut self, case: &Case, features: usize) {
        for &label in &case.allowed {
            let wanted = f32::from(u8::from(case.gold.contains(&label)));
            let error = self.probability(case, label) - wanted;
            if error.abs() < 1e-4 {
                continue;
            }
            for feature in case.features.iter().map(|&f| f as usize).chain([features]) {
                let at = feature * self.labels + label;
                let weight = self.at(at, feature == features);
                let square = self.squares[at] + error * error;
                let step = (square.sqrt() - self.squares[at].sqrt()) / self.fit.rate;
                self.sums[at] += error - step * weight;
                self.squares[at] = square;
            }
        }
    }

    fn at(&self, at: usize, bias: bool) -> f32 {
        let sum = self.sums[at];
        let (sparse, small) = if bias { (0.0, 0.0) } else { (self.fit.sparse, self.fit.small) };
        if sum.abs() <= sparse {
            return 0.0;
        }
        -(sum - sum.signum() * sparse) / ((1.0 + self.squares[at].sqrt()) / self.fit.rate + small)
    }

    /// The probability of a label.
    pub(crate) fn probability(&self, case: &Case, label: usize) -> f32 {
        let sum: f32 = case.features.iter().map(|&feature| self.weight(feature as usize, label)).sum();
        1.0 / (1.0 + (-(sum + self.bias(label))).exp())
    }

    /// The weight of a feature.
    pub(crate) fn weight(&self, feature: usize, label: usize) -> f32 {
        self.at(feature * self.labels + label, false)
    }

    /// The bias of a label.
    pub(crate) fn bias(&self, label: usize) -> f32 {
        self.at(self.sums.len() - self.labels + label, true)
    }
}
