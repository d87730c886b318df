//! How long a prediction of a blockade takes: the aim is below 200 µs.

use divan::{Bencher, black_box};
use opiograph::curated;

fn main() {
    divan::main();
}

/// Agent, blocker and effect.
const QUESTIONS: &[(&str, &str, &str)] = &[
    ("ketamine", "naltrexone", "antidepressant-effect"),
    ("morphine", "naloxone", "analgesia"),
    ("tramadol", "yohimbine", "analgesia"),
];

#[divan::bench(args = QUESTIONS)]
fn prediction(bencher: Bencher<'_, '_>, question: &(&str, &str, &str)) {
    let kg = curated();
    let &(agent, blocker, effect) = question;
    bencher.bench_local(|| {
        kg.blockade(black_box(agent))
            .by(blocker)
            .on(effect)
            .predict()
    });
}

#[divan::bench]
fn loss_of_a_receptor(bencher: Bencher<'_, '_>) {
    let kg = curated();
    bencher.bench_local(|| {
        kg.blockade(black_box("tianeptine"))
            .by_loss_of("MOR")
            .on("antidepressant-effect")
            .predict()
    });
}
