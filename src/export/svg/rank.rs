//! Which column each node stands in.

use std::collections::BTreeSet;

/// The columns of a picture and the edges that run against the reading direction.
pub(super) struct Ranks {
    /// The column of each node, from 0, without gaps.
    pub rank: Vec<usize>,
    /// Whether an edge is laid out from its end to its start.
    pub reversed: Vec<bool>,
}

/// Ranks nodes so that edges run to higher columns.
///
/// A band (compounds, then targets and processes, then effects, then conditions) lies wholly before the next one.
/// Within a band the longest path decides, after cycles were broken by the greedy heuristic of Eades, Lin and Smyth.
pub(super) fn ranks(bands: &[u8], edges: &[(usize, usize)]) -> Ranks {
    let n = bands.len();
    let mut reversed = vec![false; edges.len()];
    let mut rank = vec![0usize; n];
    let levels: BTreeSet<u8> = bands.iter().copied().collect();
    let mut base = 0;
    for level in levels {
        let members: Vec<usize> = (0..n).filter(|&v| bands[v] == level).collect();
        let inside: Vec<usize> = (0..edges.len())
            .filter(|&e| {
                let (a, b) = edges[e];
                a != b && bands[a] == level && bands[b] == level
            })
            .collect();
        let position = sequence(n, &members, &inside, edges);
        for &e in &inside {
            let (a, b) = edges[e];
            reversed[e] = position[a] > position[b];
        }
        let mut order = members.clone();
        order.sort_by_key(|&v| position[v]);
        for &v in &order {
            rank[v] = base;
        }
        for &v in &order {
            for &e in &inside {
                let (a, b) = laid(edges[e], reversed[e]);
                if a == v {
                    rank[b] = rank[b].max(rank[v] + 1);
                }
            }
        }
        let last = members.iter().map(|&v| rank[v]).max().unwrap_or(base);
        shorten(&mut rank, &order, bands, base..=last, edges, &reversed);
        base = last + 1;
    }
    for (e, &(a, b)) in edges.iter().enumerate() {
        if bands[a] != bands[b] {
            reversed[e] = bands[a] > bands[b];
        }
    }
    // Shortening can empty a column.
    let used: BTreeSet<usize> = rank.iter().copied().collect();
    let dense: Vec<usize> = used.into_iter().collect();
    for r in &mut rank {
        *r = dense.partition_point(|d| *d < *r);
    }
    Ranks { rank, reversed }
}

fn laid((a, b): (usize, usize), reversed: bool) -> (usize, usize) {
    if reversed { (b, a) } else { (a, b) }
}

/// An order of the members against which few edges run.
fn sequence(n: usize, members: &[usize], inside: &[usize], edges: &[(usize, usize)]) -> Vec<usize> {
    let mut left: BTreeSet<usize> = members.iter().copied().collect();
    let (mut front, mut back) = (Vec::new(), Vec::new());
    while !left.is_empty() {
        let degree = |v: usize| {
            let mut out = 0i64;
            let mut into = 0i64;
            for &e in inside {
                let (a, b) = edges[e];
                if left.contains(&a) && left.contains(&b) {
                    out += i64::from(a == v);
                    into += i64::from(b == v);
                }
            }
            (out, into)
        };
        let degrees: Vec<(usize, (i64, i64))> = left.iter().map(|&v| (v, degree(v))).collect();
        let sink = degrees
            .iter()
            .find(|(_, (out, into))| *out == 0 && *into > 0);
        let pick = sink
            .or_else(|| degrees.iter().find(|(_, (_, into))| *into == 0))
            .or_else(|| {
                degrees
                    .iter()
                    .max_by_key(|(v, (out, into))| (out - into, std::cmp::Reverse(*v)))
            });
        let Some(&(v, (out, into))) = pick else { break };
        left.remove(&v);
        if out == 0 && into > 0 {
            back.push(v);
        } else {
            front.push(v);
        }
    }
    let mut position = vec![0; n];
    for (i, v) in front.into_iter().chain(back.into_iter().rev()).enumerate() {
        position[v] = i;
    }
    position
}

/// Moves nodes with slack towards the side on which they have more edges.
fn shorten(
    rank: &mut [usize],
    order: &[usize],
    bands: &[u8],
    span: std::ops::RangeInclusive<usize>,
    edges: &[(usize, usize)],
    reversed: &[bool],
) {
    for _ in 0..4 {
        for &v in order.iter().rev() {
            let (mut low, mut high) = (*span.start(), *span.end());
            let (mut before, mut behind) = (0usize, 0usize);
            for (e, &edge) in edges.iter().enumerate() {
                if edge.0 == edge.1 || (edge.0 != v && edge.1 != v) {
                    continue;
                }
                let (a, b) = laid(edge, reversed[e]);
                let other = if a == v { b } else { a };
                if bands[other] != bands[v] {
                    if bands[other] < bands[v] {
                        before += 1;
                    } else {
                        behind += 1;
                    }
                } else if a == v {
                    behind += 1;
                    high = high.min(rank[b].saturating_sub(1));
                } else {
                    before += 1;
                    low = low.max(rank[a] + 1);
                }
            }
            if low <= high {
                rank[v] = if behind > before { high } else { low };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ranks;

    #[test]
    fn edges_run_forward_unless_they_close_a_cycle() {
        // compound → target → process → target → process → effect, and back from the last process to the first target
        let bands = [0, 1, 1, 1, 1, 2];
        let edges = [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (4, 1)];
        let r = ranks(&bands, &edges);
        assert_eq!(r.rank, [0, 1, 2, 3, 4, 5]);
        assert_eq!(r.reversed, [false, false, false, false, false, true]);
    }

    #[test]
    fn bands_never_mix() {
        let bands = [0, 1, 1, 2, 0];
        let edges = [(0, 4), (4, 1), (3, 2), (1, 1)];
        let r = ranks(&bands, &edges);
        assert!(r.rank[0] < r.rank[4] && r.rank[4] < r.rank[1]);
        assert!(r.rank[2] < r.rank[3] && r.reversed[2]);
    }
}
