//! At which height each item stands.

/// An item of a column: how far it reaches above and below its line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    pub above: f64,
    pub below: f64,
    /// How strongly it is drawn to its neighbours: long edges want to be straight.
    pub weight: f64,
}

/// A join of two items in neighbouring columns, with the offsets of its ends from their lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Join {
    pub from: usize,
    pub from_offset: f64,
    pub to: usize,
    pub to_offset: f64,
}

/// Heights that keep the order of the columns, leave `gap` between items, and bring joined items close.
pub(super) fn heights(
    columns: &[Vec<usize>],
    extents: &[Extent],
    joins: &[Join],
    gap: f64,
) -> Vec<f64> {
    let mut y = vec![0.0; extents.len()];
    for column in columns {
        let mut at = 0.0;
        for &v in column {
            at += extents[v].above;
            y[v] = at;
            at += extents[v].below + gap;
        }
        let middle = (at - gap) / 2.0;
        for &v in column {
            y[v] -= middle;
        }
    }
    let mut pulls: Vec<Vec<(usize, f64)>> = vec![Vec::new(); extents.len()];
    for j in joins {
        pulls[j.from].push((j.to, j.to_offset - j.from_offset));
        pulls[j.to].push((j.from, j.from_offset - j.to_offset));
    }
    const SWEEPS: usize = 30;
    let count = columns.len();
    for sweep in 0..SWEEPS {
        for step in 0..count {
            let c = if sweep % 2 == 0 {
                step
            } else {
                count - 1 - step
            };
            settle(&columns[c], extents, &pulls, gap, &mut y);
        }
    }
    y
}

/// Places one column at the least squared distance from where its neighbours want it: pooling of adjacent violators.
fn settle(
    column: &[usize],
    extents: &[Extent],
    pulls: &[Vec<(usize, f64)>],
    gap: f64,
    y: &mut [f64],
) {
    struct Block {
        wanted: f64,
        weight: f64,
        items: usize,
    }
    let mut offset = 0.0;
    let mut offsets = Vec::with_capacity(column.len());
    let mut blocks: Vec<Block> = Vec::new();
    for (i, &v) in column.iter().enumerate() {
        if i > 0 {
            offset += extents[column[i - 1]].below + gap + extents[v].above;
        }
        offsets.push(offset);
        let (mut sum, mut weight) = (0.0, 0.0);
        for &(w, shift) in &pulls[v] {
            let pull = extents[v].weight * extents[w].weight;
            sum += pull * (y[w] + shift);
            weight += pull;
        }
        if weight == 0.0 {
            (sum, weight) = (y[v] * 0.01, 0.01);
        }
        blocks.push(Block {
            wanted: sum / weight - offset,
            weight,
            items: 1,
        });
        while let [.., above, below] = blocks.as_mut_slice()
            && above.wanted > below.wanted
        {
            let weight = above.weight + below.weight;
            above.wanted = (above.wanted * above.weight + below.wanted * below.weight) / weight;
            above.weight = weight;
            above.items += below.items;
            blocks.pop();
        }
    }
    let mut placed = column.iter().zip(&offsets);
    for block in &blocks {
        for (&v, o) in placed.by_ref().take(block.items) {
            y[v] = block.wanted + o;
        }
    }
}
