//! What users see, tested from outside the crate.

mod it {
    mod bundled;
    mod contract;
    mod data;
    mod diagnostics;
    mod genotype;
    mod loading;
    mod names;
    mod seeds;
}
