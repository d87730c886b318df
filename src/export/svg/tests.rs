use super::{
    layout::{Layout, Piece, Rect, layout},
    *,
};

fn node(shape: Shape, label: &str) -> SpecNode {
    SpecNode {
        shape,
        lead: None,
        label: label.into(),
        hover: label.into(),
        emphasis: false,
    }
}

fn edge(from: usize, to: usize, label: &str) -> SpecEdge {
    SpecEdge {
        from,
        to,
        label: (!label.is_empty()).then(|| label.into()),
        end: if (from + to).is_multiple_of(3) {
            End::Decreases
        } else {
            End::Increases
        },
        line: Line::Supported,
        confidence: 0.5,
        hover: String::new(),
    }
}

/// A graph of `n` nodes with edges drawn by a fixed generator, long Greek names included.
fn sample(n: usize, edges: usize, seed: u64) -> Spec {
    const NAMES: [&str; 6] = [
        "κ-opioid receptor",
        "GABA release in the periaqueductal grey and rostral ventromedial medulla",
        "(2R,6R)-Hydroxynorketamine",
        "5′-Ακεταμιδινοαιθυλοναλτρινδόλη υπερβολικά μακρύ όνομα",
        "pain",
        "opioid-dependent part of the response to NMDA block",
    ];
    let mut state = seed;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let nodes = (0..n)
        .map(|i| node(Shape::ALL[i % Shape::ALL.len()], NAMES[next(NAMES.len())]))
        .collect();
    let labels = [
        "",
        "channel blocker",
        "Ki 3.7 nM",
        "mechanism-based inhibitor, Ki 12 nM",
    ];
    let edges = (0..edges)
        .map(|_| edge(next(n), next(n), labels[next(labels.len())]))
        .collect();
    Spec {
        title: "A sample".into(),
        description: String::new(),
        nodes,
        edges,
        note: None,
    }
}

fn meet(a: Rect, b: Rect) -> bool {
    const TOUCH: f64 = 0.01;
    a.x + a.w > b.x + TOUCH
        && b.x + b.w > a.x + TOUCH
        && a.y + a.h > b.y + TOUCH
        && b.y + b.h > a.y + TOUCH
}

/// A curve of which nothing leaves the rectangle between its ends.
fn bounds(piece: &Piece) -> Rect {
    let (x0, y0, x1, y1) = match *piece {
        Piece::Level { x0, x1, y } => (x0, y, x1, y),
        Piece::Bend { x0, y0, x1, y1 } => (x0, y0, x1, y1),
    };
    Rect {
        x: x0.min(x1),
        y: y0.min(y1),
        w: (x1 - x0).abs(),
        h: (y1 - y0).abs(),
    }
}

/// Points along a piece of an edge.
fn points(piece: &Piece) -> Vec<(f64, f64)> {
    const STEPS: usize = 100;
    (0..=STEPS)
        .map(|i| {
            let t = i as f64 / STEPS as f64;
            match *piece {
                Piece::Level { x0, x1, y } => (x0 + (x1 - x0) * t, y),
                Piece::Bend { x0, y0, x1, y1 } => {
                    let m = (x0 + x1) / 2.0;
                    let u = 1.0 - t;
                    let mix = |a: f64, b: f64, c: f64, d: f64| {
                        u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d
                    };
                    (mix(x0, m, m, x1), mix(y0, y0, y1, y1))
                }
            }
        })
        .collect()
}

/// How far an edge is drawn from its middle line: half of the thickest line.
const HALF_LINE: f64 = 2.0;

fn runs_through(piece: &Piece, b: Rect) -> bool {
    let near = Rect {
        y: b.y - HALF_LINE,
        h: b.h + 2.0 * HALF_LINE,
        ..b
    };
    let area = bounds(piece);
    let apart = area.x >= near.x + near.w
        || area.x + area.w <= near.x
        || area.y >= near.y + near.h
        || area.y + area.h <= near.y;
    !apart
        && points(piece).into_iter().any(|(x, y)| {
            x > near.x + 0.01
                && x < near.x + near.w - 0.01
                && y > near.y + 0.01
                && y < near.y + near.h - 0.01
        })
}

fn label_boxes(l: &Layout) -> Vec<Rect> {
    let mut all: Vec<Rect> = vec![l.title.place];
    all.extend(l.headings.iter().map(|h| h.place));
    all.extend(l.nodes.iter().map(|b| b.label.place));
    all.extend(
        l.routes
            .iter()
            .filter_map(|r| Some(r.label.as_ref()?.place)),
    );
    all
}

fn check(spec: &Spec, name: &str) {
    let l = layout(spec);
    let boxes = label_boxes(&l);
    for (i, a) in boxes.iter().enumerate() {
        assert!(
            a.x >= 0.0 && a.y >= 0.0 && a.x + a.w <= l.width && a.y + a.h <= l.height,
            "{name}: a label leaves the picture: {a:?}"
        );
        for b in &boxes[i + 1..] {
            assert!(!meet(*a, *b), "{name}: labels meet: {a:?} {b:?}");
        }
    }
    let frames: Vec<Rect> = l.nodes.iter().map(|b| b.frame).collect();
    for (i, a) in frames.iter().enumerate() {
        for b in &frames[i + 1..] {
            assert!(!meet(*a, *b), "{name}: nodes meet: {a:?} {b:?}");
        }
    }
    for route in &l.routes {
        for piece in &route.pieces {
            for b in boxes.iter().chain(&frames) {
                assert!(
                    !runs_through(piece, *b),
                    "{name}: edge {} runs through {b:?}",
                    route.edge
                );
            }
        }
        let ends = |piece: &Piece| match *piece {
            Piece::Level { x0, x1, y } => ((x0, y), (x1, y)),
            Piece::Bend { x0, y0, x1, y1 } => ((x0, y0), (x1, y1)),
        };
        assert!(
            route
                .pieces
                .windows(2)
                .all(|w| ends(&w[0]).1 == ends(&w[1]).0),
            "{name}: edge {} is broken",
            route.edge
        );
    }
    // Two edges that end at one node keep apart by more than a T-bar's length.
    for (i, a) in l.routes.iter().enumerate() {
        for b in &l.routes[i + 1..] {
            let apart = (a.tip.0 - b.tip.0).abs() > 1.0 || (a.tip.1 - b.tip.1).abs() > 9.6;
            assert!(apart, "{name}: endings meet at {:?}", a.tip);
        }
    }
}

#[test]
fn no_label_meets_a_label_or_an_edge() {
    for n in [1usize, 2, 3, 7, 15, 30, 60] {
        for seed in 0..6 {
            for density in [1, 2, 3] {
                let spec = sample(n, n * density / 2, seed * 31 + n as u64);
                check(&spec, &format!("{n} nodes, seed {seed}, density {density}"));
            }
        }
    }
}

#[test]
fn a_star_and_a_chain_keep_their_labels_apart() {
    let mut star = Spec {
        title: "Ketamine".into(),
        nodes: vec![node(Shape::Compound, "Ketamine")],
        ..Spec::default()
    };
    for i in 1..60 {
        star.nodes
            .push(node(Shape::Target, "nicotinic acetylcholine receptor α4β2"));
        star.edges.push(edge(0, i, "channel blocker, Ki 3.7 nM"));
    }
    check(&star, "star");
    let mut chain = Spec::default();
    for i in 0..20 {
        chain.nodes.push(node(Shape::Process, "process"));
        if i > 0 {
            chain.edges.push(edge(i - 1, i, "in the prefrontal cortex"));
        }
    }
    chain.edges.push(edge(19, 0, "feedback"));
    check(&chain, "chain");
}

#[test]
fn nothing_at_all_is_still_a_picture() {
    let svg = draw(&Spec::default());
    assert!(svg.starts_with("<svg") && svg.ends_with("</svg>"));
    check(&Spec::default(), "empty");
}

#[test]
fn names_stay_text() {
    let mut spec = sample(2, 0, 1);
    spec.nodes[0].label = "<script>alert('1')</script>".into();
    spec.nodes[1].hover = "\u{202e}\"x\"&y".into();
    spec.title = "</title><script>".into();
    let svg = draw(&spec);
    assert!(!svg.contains("<script") && !svg.contains('\u{202e}') && svg.contains("&amp;y"));
}

#[test]
fn real_neighbourhoods_keep_their_labels_apart() {
    let kg = crate::curated();
    for name in ["MOR", "ketamine", "NMDA", "antidepressant-effect", "CYP2D6"] {
        check(&kg.neighbourhood(name).unwrap().picture().spec(), name);
    }
    let paths = kg
        .mechanisms(&crate::MechanismQuery::new("ketamine", "anhedonia").limit(20))
        .unwrap();
    check(&kg.picture_of(&paths).spec(), "twenty mechanisms");
    check(
        &crate::export::picture::mechanisms(&kg).spec(),
        "all mechanisms",
    );
}
