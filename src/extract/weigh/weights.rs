//! A linear model, read from text.
//!
//! ```text
//! # comment
//! label<TAB>visited<TAB>-2.41<TAB>0.25          its bias, and the least probability that counts
//! path|nsubj|obl<TAB>visited=0.83<TAB>met-with=-0.2
//! ```

use super::features::{Features, of_name};
use crate::resources::{DataError, Resources};
use rustc_hash::FxHashMap;

/// A logistic model of each of several labels.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    labels: Vec<Label>,
    /// Where the weights of a feature stand in `cells`.
    table: FxHashMap<u64, (u32, u32)>,
    cells: Vec<(u16, f32)>,
}

/// What a model decides.
#[derive(Debug, Clone, PartialEq)]
struct Label {
    name: String,
    bias: f32,
    least: f32,
}

impl Weights {
    /// Reads a file of `resources`; an empty model, which finds nothing, where there is none of that name.
    ///
    /// # Errors
    /// Where a line is not of the form, with its number.
    pub fn load(resources: &Resources, name: &str) -> Result<Self, DataError> {
        Self::parse(name, resources.text(name).unwrap_or_default())
    }

    /// Reads the text of a file.
    pub(in crate::extract) fn parse(name: &str, text: &str) -> Result<Self, DataError> {
        let mut weights = Weights::default();
        for (number, line) in (1..).zip(text.lines()) {
            if !line.is_empty() && !line.starts_with('#') {
                let fail = |message: String| DataError { file: name.to_owned(), line: number, message };
                weights.line(line).ok_or_else(|| fail(format!("{line:?} is no label and no feature")))?;
            }
        }
        Ok(weights)
    }

    fn line(&mut self, line: &str) -> Option<()> {
        let mut parts = line.split('\t');
        let first = parts.next()?;
        if first == "label" {
            let (name, bias, least) = (parts.next()?, parts.next()?, parts.next()?);
            let (bias, least) = (bias.parse().ok()?, least.parse().ok()?);
            self.labels.push(Label { name: name.to_owned(), bias, least });
            return Some(());
        }
        let start = self.cells.len() as u32;
        for part in parts {
            let (name, weight) = part.split_once('=')?;
            self.cells.push((self.label(name)? as u16, weight.parse().ok()?));
        }
        self.table.insert(of_name(first), (start, self.cells.len() as u32));
        Some(())
    }

    /// The index of a label.
    pub(crate) fn label(&self, name: &str) -> Option<usize> {
        self.labels.iter().position(|label| label.name == name)
    }

    /// True for a model that knows no label.
    pub(crate) fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// The probability of each label, in their order. O(features).
    pub(crate) fn probabilities(&self, features: &Features) -> Vec<f32> {
        let mut sums: Vec<f32> = self.labels.iter().map(|label| label.bias).collect();
        for hash in features.hashes() {
            let Some(&(start, end)) = self.table.get(&hash) else { continue };
            for &(label, weight) in &self.cells[start as usize..end as usize] {
                sums[label as usize] += weight;
            }
        }
        sums.into_iter().map(|sum| 1.0 / (1.0 + (-sum).exp())).collect()
    }

    /// The least probability at which a label counts.
    pub(crate) fn least(&self, label: usize) -> f32 {
        self.labels.get(label).map_or(1.0, |label| label.least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_become_probabilities() {
        let weights = Weights::parse("x.txt", "label\tvisited\t-1\t0.3\n# so\npath|obj\tvisited=1.0\n").unwrap();
        let mut features = Features::default();
        features.add(&["path", "obj"]);
        assert!((weights.probabilities(&features)[0] - 0.5).abs() < 1e-6);
        assert_eq!(Weights::parse("x.txt", "\npath|obj\tunknown=1.0").unwrap_err().line, 2);
    }
}
