//! The best pairing of two sets, by the Hungarian method (Kuhn 1955, Munkres 1957).

/// The greatest sum of `weight(row, column)` over pairings in which each row and each column stands at most once.
///
/// Shortest augmenting paths with potentials, as in Jonker and Volgenant (1987): exact, O(n² m) for the n of the smaller
/// and the m of the larger side. Weights are not negative, so that a pairing of the whole smaller side is a best one.
pub(super) fn best(rows: usize, columns: usize, weight: &dyn Fn(usize, usize) -> f64) -> f64 {
    if rows > columns {
        return best(columns, rows, &|row, column| weight(column, row));
    }
    let mut pairing = Pairing::new(rows, columns);
    for row in 1..=rows {
        pairing.add(row, &|row, column| -weight(row - 1, column - 1));
    }
    (1..=columns).filter(|&column| pairing.owner[column] > 0).map(|it| weight(pairing.owner[it] - 1, it - 1)).sum()
}

/// A cheapest pairing of some rows. Rows and columns count from 1; column 0 holds the row that is being added.
struct Pairing {
    /// The row of each column, 0 for none.
    owner: Vec<usize>,
    /// The potentials: what a pair costs less them is never negative, and nothing for pairs of the pairing.
    rows: Vec<f64>,
    columns: Vec<f64>,
}

impl Pairing {
    fn new(rows: usize, columns: usize) -> Self {
        Pairing { owner: vec![0; columns + 1], rows: vec![0.0; rows + 1], columns: vec![0.0; columns + 1] }
    }

    /// Adds a row along the shortest path to a column that is free.
    fn add(&mut self, row: usize, cost: &dyn Fn(usize, usize) -> f64) {
        let count = self.owner.len();
        // For each column the least cost of a path to it, the column before it there, and whether that is settled.
        let (mut least, mut before, mut settled) = (vec![f64::INFINITY; count], vec![0; count], vec![false; count]);
        self.owner[0] = row;
        let mut at = 0;
        while self.owner[at] > 0 {
            settled[at] = true;
            let from = self.owner[at];
            let (mut step, mut next) = (f64::INFINITY, 0);
            for column in (1..count).filter(|&column| !settled[column]) {
                let reduced = cost(from, column) - self.rows[from] - self.columns[column];
                if reduced < least[column] {
                    (least[column], before[column]) = (reduced, at);
                }
                if least[column] < step {
                    (step, next) = (least[column], column);
                }
            }
            for column in 0..count {
                if settled[column] {
                    self.rows[self.owner[column]] += step;
                    self.columns[column] -= step;
                } else {
                    least[column] -= step;
                }
            }
            at = next;
        }
        while at > 0 {
            self.owner[at] = self.owner[before[at]];
            at = before[at];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(weights: &[&[f64]]) -> f64 {
        best(weights.len(), weights.first().map_or(0, |row| row.len()), &|row, column| weights[row][column])
    }

    /// All pairings, tried one by one.
    fn tried(weights: &[Vec<f64>], row: usize, taken: &mut Vec<bool>) -> f64 {
        if row == weights.len() {
            return 0.0;
        }
        let mut most = tried(weights, row + 1, taken);
        for column in 0..taken.len() {
            if !taken[column] {
                taken[column] = true;
                most = most.max(weights[row][column] + tried(weights, row + 1, taken));
                taken[column] = false;
            }
        }
        most
    }

    #[test]
    fn the_greedy_pairing_is_not_always_the_best() {
        assert!((sum(&[&[5.0, 4.0], &[4.0, 1.0]]) - 8.0).abs() < 1e-9);
        assert!((sum(&[&[1.0], &[3.0], &[2.0]]) - 3.0).abs() < 1e-9);
        assert!((sum(&[&[7.0, 5.0, 9.0], &[8.0, 2.0, 9.0]]) - 17.0).abs() < 1e-9);
        assert!(sum(&[]).abs() < 1e-9);
    }

    #[test]
    fn all_pairings_of_small_tables_are_no_better() {
        let mut random = crate::random::Random(7);
        for round in 0..60 {
            let (rows, columns) = (round % 5 + 1, round / 5 % 5 + 1);
            let mut row = || (0..columns).map(|_| f64::from(random.below(8) as u32)).collect::<Vec<f64>>();
            let weights: Vec<Vec<f64>> = (0..rows).map(|_| row()).collect();
            let found = best(rows, columns, &|row, column| weights[row][column]);
            assert!((found - tried(&weights, 0, &mut vec![false; columns])).abs() < 1e-9, "{weights:?}");
        }
    }
}
