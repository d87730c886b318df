//! What users see, tested from outside the crate.

mod it {
    mod blockade;
    mod bundled;
    mod contract;
    mod coverage;
    mod data;
    mod diagnostics;
    mod disputes;
    mod engagement;
    mod export;
    mod exposure;
    mod find;
    mod genotype;
    mod guide;
    mod lint;
    mod literature;
    mod loading;
    mod names;
    mod paths;
    mod pictures;
    #[cfg(feature = "plots")]
    mod plots;
    mod read_paths;
    mod seeds;
    mod shown;
    mod side_by_side;
    mod signs;
    mod verified;
}
