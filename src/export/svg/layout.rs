//! Where everything stands.

use super::{
    End, Spec,
    measure::{width, wrap},
    order::Columns,
    place::{Extent, Join, heights},
    rank::ranks,
};

/// The type sizes of a picture.
pub(super) const LABEL: f64 = 13.0;
pub(super) const SMALL: f64 = 11.0;
/// The height of a line of type, as a share of its size.
pub(super) const LEADING: f64 = 1.25;

const MARGIN: f64 = 16.0;
const PAD_X: f64 = 9.0;
const PAD_Y: f64 = 5.0;
/// The level run of an edge beside a node, which holds its arrowhead.
const LEAD: f64 = 15.0;
/// The distance of two edges on the side of a node; a T-bar is shorter.
const PORT: f64 = 11.0;
const GAP: f64 = 7.0;
const LABEL_LIMIT: f64 = 150.0;
const LABEL_LINES: usize = 4;
const EDGE_LABEL_LIMIT: f64 = 130.0;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub x: f64,
    pub y: f64,
    pub w: f64,
    pub h: f64,
}

/// Lines of type, set from the top of a box that they fill.
#[derive(Debug, Clone)]
pub(super) struct Label {
    pub lines: Vec<String>,
    pub size: f64,
    pub bold_first: bool,
    pub centred: bool,
    pub place: Rect,
}

impl Label {
    fn new(lines: Vec<String>, size: f64, bold_first: bool) -> Label {
        let w = lines
            .iter()
            .enumerate()
            .map(|(i, l)| width(l, size) * if i == 0 && bold_first { 1.1 } else { 1.0 })
            .fold(0.0, f64::max);
        let h = lines.len() as f64 * size * LEADING;
        Label {
            lines,
            size,
            bold_first,
            centred: true,
            place: Rect {
                x: 0.0,
                y: 0.0,
                w,
                h,
            },
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct NodeBox {
    pub frame: Rect,
    pub label: Label,
    /// The loop of an edge from the node to itself, above its box.
    pub looped: bool,
}

/// A level piece of an edge, or a bend between two columns.
#[derive(Debug, Clone, Copy)]
pub(super) enum Piece {
    Level { x0: f64, x1: f64, y: f64 },
    Bend { x0: f64, y0: f64, x1: f64, y1: f64 },
}

#[derive(Debug, Clone)]
pub(super) struct Route {
    pub edge: usize,
    /// From the left to the right.
    pub pieces: Vec<Piece>,
    /// Where the ending sits, and whether it points to the right.
    pub tip: (f64, f64),
    pub rightward: bool,
    pub label: Option<Label>,
}

#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub width: f64,
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "the tests hold everything to the page")
    )]
    pub height: f64,
    pub nodes: Vec<NodeBox>,
    pub routes: Vec<Route>,
    /// The title, and the names of the bands above their columns.
    pub title: Label,
    pub headings: Vec<Label>,
    /// Where the legend begins.
    pub foot: f64,
}

/// An item of a column: a node, or an edge that passes.
enum Item {
    Node(usize),
    Pass { label: Option<Label> },
}

pub(super) fn layout(spec: &Spec) -> Layout {
    let n = spec.nodes.len();
    let drawn: Vec<usize> = (0..spec.edges.len())
        .filter(|&e| spec.edges[e].from != spec.edges[e].to)
        .collect();
    let ends: Vec<(usize, usize)> = drawn
        .iter()
        .map(|&e| {
            let edge = &spec.edges[e];
            if edge.end == End::Needs {
                (edge.to, edge.from)
            } else {
                (edge.from, edge.to)
            }
        })
        .collect();
    let bands: Vec<u8> = spec.nodes.iter().map(|v| v.shape.band()).collect();
    let ranked = ranks(&bands, &ends);
    let last = ranked.rank.iter().copied().max().unwrap_or(0);

    // Even columns hold nodes, odd ones the labels of edges; both hold edges that pass.
    let mut items: Vec<Item> = (0..n).map(Item::Node).collect();
    let mut columns: Vec<Vec<usize>> = vec![Vec::new(); 2 * last + 1];
    for v in 0..n {
        columns[2 * ranked.rank[v]].push(v);
    }
    let mut chains: Vec<Vec<usize>> = Vec::with_capacity(drawn.len());
    for (i, &e) in drawn.iter().enumerate() {
        let (a, b) = if ranked.reversed[i] {
            (ends[i].1, ends[i].0)
        } else {
            ends[i]
        };
        let (from, to) = (2 * ranked.rank[a], 2 * ranked.rank[b]);
        let middle = {
            let m = (from + to) / 2;
            if m % 2 == 1 { m } else { m.saturating_sub(1) }
        };
        let mut chain = vec![a];
        let labelled = middle.max(from + 1);
        for (c, column) in columns.iter_mut().enumerate().take(to).skip(from + 1) {
            let label = (c == labelled)
                .then(|| spec.edges[e].label.as_deref())
                .flatten()
                .map(|text| Label::new(wrap(text, SMALL, EDGE_LABEL_LIMIT, 3), SMALL, false));
            chain.push(items.len());
            column.push(items.len());
            items.push(Item::Pass { label });
        }
        chain.push(b);
        chains.push(chain);
    }
    let mut before = vec![Vec::new(); items.len()];
    let mut behind = vec![Vec::new(); items.len()];
    for chain in &chains {
        for pair in chain.windows(2) {
            behind[pair[0]].push(pair[1]);
            before[pair[1]].push(pair[0]);
        }
    }
    let mut ordered = Columns {
        columns,
        before,
        behind,
    };
    ordered.untangle();
    let columns = ordered.columns;

    let mut boxes: Vec<NodeBox> = (0..n)
        .map(|v| {
            let node = &spec.nodes[v];
            let mut lines = Vec::new();
            lines.extend(node.lead.clone());
            lines.extend(wrap(&node.label, LABEL, LABEL_LIMIT, LABEL_LINES));
            let bold = node.lead.is_some() || node.emphasis;
            let label = Label::new(lines, LABEL, bold);
            let ports = ordered.before[v].len().max(ordered.behind[v].len());
            let h = (label.place.h + 2.0 * PAD_Y).max(ports.saturating_sub(1) as f64 * PORT + 14.0);
            NodeBox {
                frame: Rect {
                    x: 0.0,
                    y: 0.0,
                    w: label.place.w + 2.0 * PAD_X,
                    h,
                },
                label,
                looped: spec.edges.iter().any(|e| e.from == v && e.to == v),
            }
        })
        .collect();
    const LOOP: f64 = 16.0;
    let extents: Vec<Extent> = items
        .iter()
        .map(|item| match item {
            Item::Node(v) => Extent {
                above: boxes[*v].frame.h / 2.0 + if boxes[*v].looped { LOOP } else { 0.0 },
                below: boxes[*v].frame.h / 2.0,
                weight: 1.0,
            },
            Item::Pass { label } => Extent {
                above: label.as_ref().map_or(1.0, |l| l.place.h + 2.5),
                below: 3.0,
                weight: 4.0,
            },
        })
        .collect();

    let joins = joins(&chains, &columns, &ordered.before, &ordered.behind, n);
    let y = heights(&columns, &extents, &joins.all, GAP);

    let headings = headings(spec, &bands, &ranked.rank);
    let mut widths: Vec<f64> = columns
        .iter()
        .map(|column| {
            column
                .iter()
                .map(|&v| match &items[v] {
                    Item::Node(v) => boxes[*v].frame.w,
                    Item::Pass { label } => label.as_ref().map_or(0.0, |l| l.place.w + 6.0),
                })
                .fold(0.0, f64::max)
        })
        .collect();
    for (rank, label) in &headings {
        widths[2 * rank] = widths[2 * rank].max(label.place.w);
    }
    let is_node_column = |c: usize| c.is_multiple_of(2);
    // A bend is given room in proportion to how far it climbs.
    let mut climb = vec![0.0f64; columns.len()];
    for (chain, offsets) in chains.iter().zip(&joins.by_chain) {
        let first = columns_of(&chain[0], &ranked.rank, n);
        for (k, pair) in chain.windows(2).enumerate() {
            let (o0, o1) = offsets[k];
            let rise = (y[pair[1]] + o1 - y[pair[0]] - o0).abs();
            climb[first + k] = climb[first + k].max(rise);
        }
    }
    let mut x = vec![0.0; columns.len()];
    let mut at = MARGIN;
    for c in 0..columns.len() {
        if is_node_column(c) && c > 0 {
            at += LEAD;
        }
        x[c] = at;
        at += widths[c];
        if is_node_column(c) && c + 1 < columns.len() {
            at += LEAD;
        }
        if c + 1 < columns.len() {
            at += (10.0 + 0.16 * climb[c]).clamp(12.0, 90.0);
        }
    }
    let body_width = at + MARGIN;

    let title = Label::new(
        wrap(
            &spec.title,
            LABEL + 2.0,
            (body_width - 2.0 * MARGIN).max(388.0),
            3,
        ),
        LABEL + 2.0,
        true,
    );
    let width = body_width.max(420.0).max(title.place.w + 2.0 * MARGIN);
    let mut title = title;
    title.centred = false;
    title.place.x = MARGIN;
    title.place.y = MARGIN;
    let heads_at = MARGIN + title.place.h + 6.0;
    let body_at = heads_at
        + if headings.is_empty() {
            0.0
        } else {
            SMALL * LEADING + 10.0
        };
    let top = (0..items.len())
        .map(|v| y[v] - extents[v].above)
        .fold(f64::INFINITY, f64::min);
    let bottom = (0..items.len())
        .map(|v| y[v] + extents[v].below)
        .fold(f64::NEG_INFINITY, f64::max);
    let (shift, depth) = if items.is_empty() {
        (0.0, 0.0)
    } else {
        (body_at - top, bottom - top)
    };

    for (v, b) in boxes.iter_mut().enumerate() {
        let c = 2 * ranked.rank[v];
        b.frame.x = x[c];
        b.frame.w = widths[c];
        b.frame.y = y[v] + shift - b.frame.h / 2.0;
        b.label.place.x = b.frame.x + (b.frame.w - b.label.place.w) / 2.0;
        b.label.place.y = b.frame.y + (b.frame.h - b.label.place.h) / 2.0;
    }
    let mut routes = Vec::with_capacity(chains.len());
    for (i, chain) in chains.iter().enumerate() {
        let offsets = &joins.by_chain[i];
        let first = columns_of(&chain[0], &ranked.rank, n);
        let mut pieces = Vec::new();
        let mut label = None;
        let mut tips = ((0.0, 0.0), (0.0, 0.0));
        for (k, pair) in chain.windows(2).enumerate() {
            let (o0, o1) = offsets[k];
            let (y0, y1) = (y[pair[0]] + o0 + shift, y[pair[1]] + o1 + shift);
            let (c0, c1) = (first + k, first + k + 1);
            let lead = |c: usize| if is_node_column(c) { LEAD } else { 0.0 };
            let (x0, x1) = (x[c0] + widths[c0], x[c1]);
            if k == 0 {
                tips.0 = (x0, y0);
            }
            if k + 2 == chain.len() {
                tips.1 = (x1, y1);
            }
            pieces.push(Piece::Level {
                x0: if k == 0 { x0 } else { x[c0] - lead(c0) },
                x1: x0 + lead(c0),
                y: y0,
            });
            pieces.push(Piece::Bend {
                x0: x0 + lead(c0),
                y0,
                x1: x1 - lead(c1),
                y1,
            });
            if k + 2 == chain.len() {
                pieces.push(Piece::Level {
                    x0: x1 - lead(c1),
                    x1,
                    y: y1,
                });
            }
            if let Item::Pass {
                label: Some(passed),
            } = &items[pair[1]]
            {
                let mut placed = passed.clone();
                placed.place.x = x[c1] + (widths[c1] - placed.place.w) / 2.0;
                placed.place.y = y1 - 2.5 - placed.place.h;
                label = Some(placed);
            }
        }
        let rightward = !ranked.reversed[i];
        routes.push(Route {
            edge: drawn[i],
            pieces,
            tip: if rightward { tips.1 } else { tips.0 },
            rightward,
            label,
        });
    }
    let headings = headings
        .into_iter()
        .map(|(rank, mut label)| {
            label.centred = false;
            label.place.x = x[2 * rank];
            label.place.y = heads_at;
            label
        })
        .collect();
    Layout {
        width,
        height: body_at + depth + MARGIN,
        nodes: boxes,
        routes,
        title,
        headings,
        foot: body_at + depth + MARGIN,
    }
}

fn columns_of(item: &usize, rank: &[usize], nodes: usize) -> usize {
    // A chain starts at a node.
    debug_assert!(*item < nodes);
    2 * rank[*item]
}

struct Joins {
    all: Vec<Join>,
    /// For each chain and each of its steps, the offsets at its two ends.
    by_chain: Vec<Vec<(f64, f64)>>,
}

/// Gives every edge its own place on the sides of the nodes, in the order of what it leads to.
fn joins(
    chains: &[Vec<usize>],
    columns: &[Vec<usize>],
    before: &[Vec<usize>],
    behind: &[Vec<usize>],
    nodes: usize,
) -> Joins {
    let mut position = vec![0; before.len()];
    for column in columns {
        for (i, &v) in column.iter().enumerate() {
            position[v] = i;
        }
    }
    // Which place among its fellows an edge takes at a node; passing edges stand alone.
    let offset = |at: usize, other: usize, side: &[Vec<usize>]| {
        if at >= nodes {
            return 0.0;
        }
        let mut fellows: Vec<usize> = side[at].clone();
        fellows.sort_by_key(|&w| position[w]);
        let place = fellows.iter().position(|&w| w == other).unwrap_or(0);
        (place as f64 - (fellows.len() as f64 - 1.0) / 2.0) * PORT
    };
    let mut all = Vec::new();
    let mut by_chain = Vec::with_capacity(chains.len());
    for chain in chains {
        let mut steps = Vec::with_capacity(chain.len() - 1);
        for pair in chain.windows(2) {
            let from_offset = offset(pair[0], pair[1], behind);
            let to_offset = offset(pair[1], pair[0], before);
            all.push(Join {
                from: pair[0],
                from_offset,
                to: pair[1],
                to_offset,
            });
            steps.push((from_offset, to_offset));
        }
        by_chain.push(steps);
    }
    Joins { all, by_chain }
}

/// The names of the bands that occur, over the first column of each.
fn headings(spec: &Spec, bands: &[u8], rank: &[usize]) -> Vec<(usize, Label)> {
    let mut out = Vec::new();
    for band in 0..4u8 {
        let members: Vec<usize> = (0..bands.len()).filter(|&v| bands[v] == band).collect();
        let Some(first) = members.iter().map(|&v| rank[v]).min() else {
            continue;
        };
        let mut kinds: Vec<_> = members.iter().map(|&v| spec.nodes[v].shape).collect();
        kinds.sort();
        kinds.dedup();
        let words: Vec<String> = kinds
            .iter()
            .map(|k| {
                let one = members
                    .iter()
                    .filter(|&&v| spec.nodes[v].shape == *k)
                    .count()
                    == 1;
                plural(k.label(), one)
            })
            .collect();
        let text = crate::display::text::and(&words).to_uppercase();
        // Set narrower than its column may be: a heading never wraps.
        out.push((first, Label::new(vec![text], SMALL - 1.5, false)));
    }
    out
}

fn plural(word: &str, one: bool) -> String {
    if one {
        return word.to_owned();
    }
    match word.strip_suffix("ss") {
        Some(_) => format!("{word}es"),
        None => format!("{word}s"),
    }
}
