use super::*;

/// A linear congruential generator: the same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) % n
    }
}

fn random(dice: &mut Dice, nodes: u64, edges: u64, factors: &[f64]) -> Net {
    let mut list: Vec<Edge> = (0..edges)
        .map(|_| Edge {
            from: dice.below(nodes) as u32,
            to: dice.below(nodes) as u32,
            cost: Cost::of_factor(factors[dice.below(factors.len() as u64) as usize]),
        })
        .collect();
    list.sort_by_key(|e| e.from);
    Net::new(nodes as usize, list)
}

/// Every simple path, in the order that is promised.
fn all(net: &Net, start: u32, goal: u32, steps: usize) -> Vec<(Cost, Vec<u32>)> {
    fn walk(
        net: &Net,
        goal: u32,
        steps: usize,
        seen: &mut Vec<u32>,
        path: &mut Vec<u32>,
        out: &mut Vec<(Cost, Vec<u32>)>,
    ) {
        let here = seen[seen.len() - 1];
        if here == goal {
            let cost = path
                .iter()
                .fold(Cost::NOTHING, |c, &e| c.plus(net.edge(e).cost));
            out.push((cost, path.clone()));
            return;
        }
        if path.len() == steps {
            return;
        }
        for e in net.out(here) {
            let to = net.edge(e).to;
            if !seen.contains(&to) {
                seen.push(to);
                path.push(e);
                walk(net, goal, steps, seen, path, out);
                path.pop();
                seen.pop();
            }
        }
    }
    let mut out = Vec::new();
    if start != goal {
        walk(
            net,
            goal,
            steps,
            &mut vec![start],
            &mut Vec::new(),
            &mut out,
        );
    }
    out.sort();
    out
}

#[test]
fn the_k_best_are_those_of_an_exhaustive_search() {
    let mut dice = Dice(7);
    // Few different factors, so that ties are the rule; then many.
    let coarse = [0.5, 0.25, 1.0];
    let fine: Vec<f64> = (1..200).map(|i| f64::from(i) / 200.0).collect();
    let mut found = 0;
    for round in 0..1500 {
        let factors = if round % 2 == 0 { &coarse[..] } else { &fine };
        let nodes = 3 + dice.below(6);
        let edges = dice.below(5 * nodes);
        let net = random(&mut dice, nodes, edges, factors);
        let steps = 1 + dice.below(8) as usize;
        let expected = all(&net, 0, 1, steps);
        let got: Vec<_> = Paths::new(net, 0, 1, steps).collect();
        assert_eq!(got, expected, "round {round}");
        found += got.len();
    }
    assert!(
        found > 2000,
        "the graphs were too thin to test anything: {found}"
    );
}

#[test]
fn ties_cost_no_more_than_the_bound() {
    // Complete layers joined by equal edges: 30^6 equal paths.
    let (width, layers) = (30u32, 7u32);
    let mut edges = Vec::new();
    let cost = Cost::of_factor(0.5);
    let node = |layer: u32, i: u32| 2 + layer * width + i;
    for i in 0..width {
        edges.push(Edge {
            from: 0,
            to: node(0, i),
            cost,
        });
        edges.push(Edge {
            from: node(layers - 1, i),
            to: 1,
            cost,
        });
        for layer in 1..layers {
            for j in 0..width {
                edges.push(Edge {
                    from: node(layer - 1, i),
                    to: node(layer, j),
                    cost,
                });
            }
        }
    }
    edges.sort_by_key(|e| e.from);
    let net = Net::new((2 + width * layers) as usize, edges);
    let found: Vec<_> = Paths::new(net, 0, 1, 8).take(200).collect();
    assert_eq!(found.len(), 200);
    assert!(found.is_sorted());
}

#[test]
fn cycles_that_lure_do_not_trap() {
    // Two-way edges of factor 1 around a start whose only way out is dear.
    let mut edges = Vec::new();
    let free = Cost::of_factor(1.0);
    for i in 2..40u32 {
        for j in 2..40u32 {
            if i != j {
                edges.push(Edge {
                    from: i,
                    to: j,
                    cost: free,
                });
            }
        }
        edges.push(Edge {
            from: 0,
            to: i,
            cost: free,
        });
    }
    edges.push(Edge {
        from: 39,
        to: 1,
        cost: Cost::of_factor(0.01),
    });
    edges.sort_by_key(|e| e.from);
    let found: Vec<_> = Paths::new(Net::new(40, edges), 0, 1, 16)
        .take(100)
        .collect();
    assert_eq!(found.len(), 100);
    assert_eq!(found[0].1.len(), 2);
}

#[test]
fn equal_products_are_equal_whatever_their_order() {
    let product = |factors: &[f64]| {
        factors
            .iter()
            .fold(Cost::NOTHING, |c, &f| c.plus(Cost::of_factor(f)))
    };
    assert_eq!(product(&[0.3, 0.7, 0.11]), product(&[0.11, 0.3, 0.7]));
    assert!((product(&[0.3, 0.7, 0.11]).factor() - 0.3 * 0.7 * 0.11).abs() < 1e-9);
}
