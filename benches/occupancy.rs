//! How long an occupancy takes: the aim is below 20 µs.

use divan::{Bencher, black_box};
use opiograph::{Dose, Route, curated};

fn main() {
    divan::main();
}

const TARGETS: &[&str] = &["MOR", "KOR", "DOR"];

fn naltrexone() -> Dose {
    Dose::milligrams(50.0).route(Route::Oral)
}

#[divan::bench(args = TARGETS)]
fn occupancy(bencher: Bencher<'_, '_>, target: &str) {
    let seen = curated()
        .engagement("naltrexone", naltrexone())
        .expect("an exposure is curated");
    bencher.bench_local(|| seen.occupancy(black_box(target)));
}

#[divan::bench]
fn occupancy_that_lingers(bencher: Bencher<'_, '_>) {
    let dose = naltrexone().every_hours(24.0).after_hours(20.0);
    let seen = curated()
        .engagement("naltrexone", dose)
        .expect("an exposure is curated");
    bencher.bench_local(|| seen.occupancy(black_box("MOR")));
}

#[divan::bench]
fn engagement(bencher: Bencher<'_, '_>) {
    let kg = curated();
    bencher.bench_local(|| kg.engagement(black_box("naltrexone"), naltrexone()));
}

#[divan::bench]
fn activation_with_two_drugs(bencher: Bencher<'_, '_>) {
    let ketamine = Dose::milligrams_per_kg(0.5).route(Route::Intravenous);
    let both = curated()
        .scenario()
        .give("naltrexone", naltrexone())
        .and_then(|s| s.give("ketamine", ketamine))
        .expect("exposures are curated");
    bencher.bench_local(|| both.activation(black_box("MOR")));
}
