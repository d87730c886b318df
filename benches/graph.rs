//! Loading, names, neighbours, questions and mechanisms, on the curated data and on dense made-up graphs.
//!
//! The largest made-up graph takes 3 GB and half a minute to load; `-- --skip 1000000` leaves it out.

use std::{
    collections::BTreeMap,
    fmt::Write,
    sync::{LazyLock, Mutex},
};

use divan::{Bencher, black_box};
use opiograph::*;

fn main() {
    divan::main();
}

mod load {
    use super::*;

    #[divan::bench(sample_count = 20)]
    fn embedded() -> KnowledgeGraph {
        curated()
            .overlay_str("nothing.ron", "[]")
            .expect("the data load")
    }

    #[divan::bench(sample_count = 20)]
    fn from_a_directory() -> KnowledgeGraph {
        KnowledgeGraph::from_dir("data").expect("the data load")
    }
}

/// The aim is below 1 µs.
#[divan::bench(args = ["ketamine", "Ketamine", "(S)-ketamine", "chembl:CHEMBL742"])]
fn compound_by_name(bencher: Bencher<'_, '_>, name: &str) {
    let kg = curated();
    bencher.bench_local(|| kg.compound(black_box(name)));
}

#[divan::bench]
fn misspelt_name(bencher: Bencher<'_, '_>) {
    let kg = curated();
    bencher.bench_local(|| kg.compound(black_box("ketamin")));
}

#[divan::bench]
fn neighbours_of_a_compound(bencher: Bencher<'_, '_>) {
    let ketamine = curated().compound("ketamine").expect("a compound");
    bencher.bench_local(|| black_box(&ketamine).targets());
}

#[divan::bench]
fn ligands_of_a_target(bencher: Bencher<'_, '_>) {
    let mor = curated().target("MOR").expect("a target");
    bencher.bench_local(|| black_box(&mor).ligands());
}

#[divan::bench]
fn affinity(bencher: Bencher<'_, '_>) {
    let morphine = curated().compound("morphine").expect("a compound");
    bencher.bench_local(|| black_box(&morphine).affinity("MOR"));
}

#[divan::bench]
fn compounds_by_pattern(bencher: Bencher<'_, '_>) {
    let kg = curated();
    let q = CompoundQuery::new()
        .acts_on("MOR", Action::PartialAgonist)
        .acts_on("KOR", Action::Antagonist)
        .affinity_below("MOR", Concentration::from_nanomolar(10.0))
        .not_cleared_by("CYP2D6");
    bencher.bench_local(|| kg.find(black_box(&q)));
}

/// Five paths of at most eight steps through the curated data.
#[divan::bench(args = ["ketamine anhedonia", "morphine ventilation", "codeine analgesia", "dextromethorphan-bupropion depressive-symptoms"])]
fn mechanisms(bencher: Bencher<'_, '_>, ends: &str) {
    let kg = curated();
    let (from, to) = ends.split_once(' ').expect("two ends");
    let q = MechanismQuery::new(from, to);
    bencher.bench_local(|| kg.mechanisms(black_box(&q)));
}

#[divan::bench(sample_count = 10)]
fn every_mechanism_of_sixteen_steps(bencher: Bencher<'_, '_>) {
    let kg = curated();
    let q = MechanismQuery::new("ketamine", "antidepressant-effect")
        .max_steps(16)
        .limit(1000);
    bencher.bench_local(|| kg.mechanisms(black_box(&q)));
}

/// Made-up processes that regulate one another at random, ten claims a process.
fn made_up(edges: u64) -> KnowledgeGraph {
    static MADE: LazyLock<Mutex<BTreeMap<u64, KnowledgeGraph>>> = LazyLock::new(Mutex::default);
    let mut made = MADE.lock().expect("no bench panicked");
    made.entry(edges).or_insert_with(|| build(edges)).clone()
}

fn build(edges: u64) -> KnowledgeGraph {
    let nodes = edges / 10;
    let mut state = 1u64;
    let mut below = |n: u64| {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (state >> 33) % n
    };
    let dir = std::env::temp_dir().join(format!("opiograph-bench-{}-{edges}", std::process::id()));
    std::fs::create_dir_all(&dir).expect("a directory for the made-up data");
    let mut files = 0;
    let mut write = |records: &str| {
        files += 1;
        let path = dir.join(format!("{files}.ron"));
        std::fs::write(path, format!("[\n{records}]\n")).expect("the made-up data fit on the disk");
    };
    let mut text = String::from("Reference(id: \"m\", title: \"Made up\", year: 2026),\n");
    for i in 0..nodes {
        let _ = writeln!(
            text,
            "Process(id: \"p-{i}\", name: \"p {i}\", level: Cellular),"
        );
    }
    write(&text);
    let designs = ["Animal", "Review", "InVitro", "CaseReport", "MetaAnalysis"];
    for chunk in 0..edges.div_ceil(10_000) {
        text.clear();
        for _ in chunk * 10_000..edges.min((chunk + 1) * 10_000) {
            let (from, to) = (below(nodes), below(nodes));
            let direction = ["Increases", "Decreases"][below(2) as usize];
            let design = designs[below(5) as usize];
            if from != to {
                let _ = writeln!(
                    text,
                    "Claim(from:\"p-{from}\",relation:Regulates,to:\"p-{to}\",direction:{direction},evidence:[(design:{design},source:\"m\")]),"
                );
            }
        }
        write(&text);
    }
    let kg = KnowledgeGraph::from_dir(&dir).expect("the made-up data load");
    let _ = std::fs::remove_dir_all(&dir);
    kg
}

mod dense {
    use super::*;

    const EDGES: &[u64] = &[10_000, 100_000, 1_000_000];

    /// Five paths of at most eight steps.
    #[divan::bench(args = EDGES, sample_count = 10)]
    fn five(bencher: Bencher<'_, '_>, edges: u64) {
        ask(bencher, edges, 8, 5);
    }

    /// A thousand paths of at most eight steps.
    #[divan::bench(args = EDGES, sample_count = 5)]
    fn thousand(bencher: Bencher<'_, '_>, edges: u64) {
        ask(bencher, edges, 8, 1000);
    }

    /// A thousand paths of at most sixteen steps.
    #[divan::bench(args = EDGES, sample_count = 3)]
    fn thousand_long(bencher: Bencher<'_, '_>, edges: u64) {
        ask(bencher, edges, 16, 1000);
    }

    fn ask(bencher: Bencher<'_, '_>, edges: u64, steps: usize, limit: usize) {
        let kg = made_up(edges);
        let q = MechanismQuery::new("p-0", "p-1")
            .max_steps(steps)
            .limit(limit);
        let found = kg.mechanisms(&q).expect("a right question");
        assert!(!found.is_empty());
        bencher.bench_local(|| kg.mechanisms(black_box(&q)));
    }
}
