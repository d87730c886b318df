//! In which order the items of each column stand, so that few edges cross.

/// Columns of items with edges between neighbouring columns only.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    /// The items of each column from top to bottom.
    pub columns: Vec<Vec<usize>>,
    /// For each item, the items that it is joined to in the column before.
    pub before: Vec<Vec<usize>>,
    /// For each item, the items that it is joined to in the column behind.
    pub behind: Vec<Vec<usize>>,
}

impl Columns {
    fn positions(&self) -> Vec<usize> {
        let mut position = vec![0; self.before.len()];
        for column in &self.columns {
            for (i, &v) in column.iter().enumerate() {
                position[v] = i;
            }
        }
        position
    }

    /// How many pairs of edges cross.
    pub fn crossings(&self) -> usize {
        let position = self.positions();
        self.columns
            .iter()
            .map(|column| {
                let mut ends: Vec<usize> = Vec::new();
                let mut count = 0;
                for &v in column {
                    let mut here: Vec<usize> =
                        self.behind[v].iter().map(|&w| position[w]).collect();
                    here.sort_unstable();
                    for &p in &here {
                        count += ends.len() - ends.partition_point(|&q| q <= p);
                    }
                    for p in here {
                        ends.insert(ends.partition_point(|&q| q <= p), p);
                    }
                }
                count
            })
            .sum()
    }

    /// Sweeps to and fro over the columns, and keeps the best order found.
    pub fn untangle(&mut self) {
        const SWEEPS: usize = 24;
        let mut best = self.columns.clone();
        let mut fewest = self.crossings();
        for sweep in 0..SWEEPS {
            if fewest == 0 {
                break;
            }
            let count = self.columns.len();
            let down = sweep % 2 == 0;
            let by_median = (sweep / 2) % 2 == 0;
            for step in 1..count {
                let c = if down { step } else { count - 1 - step };
                self.sort_column(c, down, by_median);
            }
            self.transpose();
            let now = self.crossings();
            if now < fewest {
                fewest = now;
                best.clone_from(&self.columns);
            }
        }
        self.columns = best;
    }

    fn sort_column(&mut self, c: usize, down: bool, by_median: bool) {
        let position = self.positions();
        let neighbours = if down { &self.before } else { &self.behind };
        let mut keyed: Vec<(f64, usize, usize)> = self.columns[c]
            .iter()
            .enumerate()
            .map(|(i, &v)| {
                let mut at: Vec<usize> = neighbours[v].iter().map(|&w| position[w]).collect();
                at.sort_unstable();
                let key = match at.len() {
                    // Without a neighbour an item stays where it is.
                    0 => i as f64,
                    n if by_median && n % 2 == 1 => at[n / 2] as f64,
                    n if by_median => (at[n / 2 - 1] + at[n / 2]) as f64 / 2.0,
                    n => at.iter().sum::<usize>() as f64 / n as f64,
                };
                (key, i, v)
            })
            .collect();
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        self.columns[c] = keyed.into_iter().map(|(_, _, v)| v).collect();
    }

    /// Swaps neighbours as long as that saves a crossing.
    fn transpose(&mut self) {
        const ROUNDS: usize = 8;
        let mut position = self.positions();
        for _ in 0..ROUNDS {
            let mut better = false;
            for c in 0..self.columns.len() {
                for i in 1..self.columns[c].len() {
                    let (v, w) = (self.columns[c][i - 1], self.columns[c][i]);
                    let cost = |a: usize, b: usize| {
                        crossings_of_pair(&self.before[a], &self.before[b], &position)
                            + crossings_of_pair(&self.behind[a], &self.behind[b], &position)
                    };
                    if cost(w, v) < cost(v, w) {
                        self.columns[c].swap(i - 1, i);
                        position.swap(v, w);
                        better = true;
                    }
                }
            }
            if !better {
                break;
            }
        }
    }
}

/// How many edges of the upper item cross edges of the lower one.
fn crossings_of_pair(upper: &[usize], lower: &[usize], position: &[usize]) -> usize {
    upper
        .iter()
        .map(|&a| lower.iter().filter(|&&b| position[b] < position[a]).count())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::Columns;

    #[test]
    fn crossed_pairs_are_undone() {
        let mut c = Columns {
            columns: vec![vec![0, 1, 2], vec![3, 4, 5]],
            before: vec![vec![], vec![], vec![], vec![2], vec![1], vec![0]],
            behind: vec![vec![5], vec![4], vec![3], vec![], vec![], vec![]],
        };
        assert_eq!(c.crossings(), 3);
        c.untangle();
        assert_eq!(c.crossings(), 0);
    }
}
