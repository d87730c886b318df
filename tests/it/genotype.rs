//! From a laboratory's report to a phenotype.

use opiograph::{AlleleTable, Diplotype, Error, Phenotype};

fn read(text: &str) -> Diplotype {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn check(text: &str, score: &str, phenotype: Phenotype) {
    let d = read(text);
    let found = d
        .activity_score()
        .map_or("none".to_owned(), |s| s.to_string());
    assert_eq!(
        (found.as_str(), d.phenotype()),
        (score, phenotype),
        "{text}"
    );
}

fn refused(text: &str) -> Error {
    text.parse::<Diplotype>().expect_err(text)
}

#[test]
fn scores_and_phenotypes_follow_the_consensus() {
    use Phenotype::*;
    check("*1/*1", "2", Normal);
    check("*1/*4", "1", Intermediate);
    check("*4/*4", "0", Poor);
    check("*1/*10", "1.25", Normal);
    check("*10/*10", "0.5", Intermediate);
    check("*4/*10", "0.25", Intermediate);
    check("*1x2/*10", "2.25", Normal);
    check("*1x2/*17", "2.5", Ultrarapid);
    check("*1x2/*1", "3", Ultrarapid);
    check("*36/*10", "0.25", Intermediate);
    check("*4x2/*1", "1", Intermediate);
    check("*17/*29", "1", Intermediate);
    check("*5/*5", "0", Poor);
    check("*13/*1", "1", Intermediate);
}

#[test]
fn tandems_count_every_gene() {
    check("*36+*10/*1", "1.25", Phenotype::Normal);
    check("*36+*10x2/*36+*10", "0.75", Phenotype::Intermediate);
    check("*68+*4/*1", "1", Phenotype::Intermediate);
    check("*36x2+*10/*41", "0.5", Phenotype::Intermediate);
}

#[test]
fn an_open_count_leaves_the_score_open() {
    check("*1x≥3/*1", "≥4", Phenotype::Ultrarapid);
    check("*1x>=3/*41x3", "≥3.75", Phenotype::Ultrarapid);
    check("*1xN/*4", "≥2", Phenotype::Indeterminate);
    check("*4xN/*1", "1", Phenotype::Intermediate);
    let d = read("*10xN/*4");
    assert_eq!(d.activity_score().and_then(|s| s.high()), None);
    assert_eq!(
        d.phenotypes(),
        [
            Phenotype::Intermediate,
            Phenotype::Normal,
            Phenotype::Ultrarapid
        ]
    );
    assert_eq!(d.phenotype(), Phenotype::Indeterminate);
}

#[test]
fn a_duplication_of_an_unnamed_allele_is_a_range() {
    let d = read("(*1/*4)x2");
    assert_eq!(d.to_string(), "(*1/*4)x2");
    assert_eq!(d.activity_score().unwrap().to_string(), "1–2");
    assert_eq!(d.phenotypes(), [Phenotype::Intermediate, Phenotype::Normal]);
    assert_eq!(
        read("(*1/*2)xN").activity_score().unwrap().to_string(),
        "≥3"
    );
    assert_eq!(read("(*4/*5)xN").activity_score().unwrap().to_string(), "0");
    assert!(refused("(*1/*4)x3").is_invalid_input());
}

#[test]
fn an_allele_of_unknown_function_leaves_no_score() {
    check("*1/*22", "none", Phenotype::Indeterminate);
    check("*4/*163", "none", Phenotype::Indeterminate);
    assert_eq!(read("*1x2/*22").phenotypes(), [Phenotype::Indeterminate]);
}

#[test]
fn notation_does_not_matter() {
    let d = read("*1/*4");
    for text in [
        "*4/*1",
        " * 1 / * 4 ",
        "CYP2D6*1/*4",
        "cyp2d6 *4/CYP2D6*1",
        "CYP2D6:*1/*4",
        "*1x1/*4",
        "∗1/＊4",
    ] {
        assert_eq!(read(text), d, "{text}");
    }
    assert_eq!(read("*1X2/*4"), read("*1×2/*4"));
    assert_eq!(read("*4.001/*1").to_string(), "*1/*4.001");
    assert_eq!(read("*4.001/*1").phenotype(), Phenotype::Intermediate);
    for text in ["*1/*4", "*1x≥3/*36+*10", "*1xN/*4.001x2", "(*1/*4)xN"] {
        assert_eq!(read(&read(text).to_string()), read(text), "{text}");
    }
}

#[test]
fn the_table_decides_by_its_date() {
    let d = read("*1x2/*41");
    assert_eq!(
        (d.activity_score().unwrap().value(), d.phenotype()),
        (2.25, Phenotype::Normal)
    );
    let then = d.as_of("2021-06-30").unwrap();
    assert_eq!(
        (then.activity_score().unwrap().value(), then.phenotype()),
        (2.5, Phenotype::Ultrarapid)
    );
    assert_ne!(d, then);
    assert_eq!(d.table().effective(), "2023-03-20");
    assert_eq!(d.as_of("2023-03-20").unwrap(), d);
    assert_eq!(then.table().effective(), "2019-10-24");

    assert!(
        d.as_of("2001-01-01")
            .unwrap_err()
            .to_string()
            .contains("2019-10-24")
    );
    assert!(d.as_of("yesterday").unwrap_err().is_invalid_input());
    assert!(d.as_of("2021-13-01").unwrap_err().is_invalid_input());
    assert!(
        read("*1/*32")
            .as_of("2021-06-30")
            .unwrap_err()
            .is_not_found()
    );
}

#[test]
fn what_is_no_diplotype_is_refused_with_a_reason() {
    let message = |text: &str| {
        let e = refused(text);
        assert!(e.is_invalid_input(), "{text}: {e}");
        e.to_string()
    };
    assert!(message("").contains("empty"));
    assert!(message("   ").contains("empty"));
    assert!(message("*1").contains("1 haplotype where"));
    assert!(message("*1/*4/*5").contains("joined by `+`"));
    assert!(message("*1/*").contains("a star is followed by a number"));
    assert!(message("1/4").contains("did you mean `*1`?"));
    assert!(message("*1/*4A").contains("old nomenclature"));
    assert!(message("*1x0/*4").contains("number of copies"));
    assert!(message("*1x-2/*4").contains("number of copies"));
    assert!(message("*1x/*4").contains("number of copies"));
    assert!(message("*1x300/*4").contains("number of copies"));
    assert!(message("*1+/*4").contains("not a star allele"));
    assert!(message("(*1/*4").contains("not a star allele"));
    assert!(message("normal/normal").contains("not a star allele"));
    assert!(message("*99999999999/*1").contains("not a star allele"));

    let long = message(&"*1/".repeat(3500));
    assert!(
        long.contains("10500 and begins") && long.len() < 200,
        "{long}"
    );
}

#[test]
fn an_unknown_allele_is_answered_with_the_nearest_known_one() {
    let e = refused("*999/*1");
    assert!(e.is_not_found());
    assert_eq!(e.suggestions().first().map(String::as_str), Some("*99"));
    assert!(
        e.to_string().contains("`*999`") && e.to_string().contains("did you mean `*99`?"),
        "{e}"
    );
    assert!(refused("*0/*1").is_not_found());
}

#[test]
fn a_phenotype_alone_stands_for_a_set_of_scores() {
    let written = |p: Phenotype| {
        p.activity_scores()
            .iter()
            .map(|s| s.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(written(Phenotype::Poor), ["0"]);
    assert_eq!(
        written(Phenotype::Intermediate),
        ["0.25", "0.5", "0.75", "1"]
    );
    assert_eq!(written(Phenotype::Ultrarapid), ["2.5", "2.75", "≥3"]);
    assert!(Phenotype::Indeterminate.activity_scores().is_empty());
    for p in [
        Phenotype::Poor,
        Phenotype::Intermediate,
        Phenotype::Normal,
        Phenotype::Ultrarapid,
    ] {
        assert!(
            p.activity_scores().iter().all(|s| s.phenotype() == p),
            "{p}"
        );
    }
}

#[test]
fn every_allele_of_every_table_reads_and_no_score_is_negative() {
    for table in AlleleTable::all() {
        for allele in table.alleles() {
            let d = read(&format!("{}/*1", allele.name))
                .as_of(table.effective())
                .unwrap();
            match (allele.activity, d.activity_score()) {
                (Some(activity), Some(score)) => {
                    assert!(activity >= 0.0);
                    assert_eq!(score.value(), activity + 1.0, "{}", allele.name);
                }
                (None, None) => assert_eq!(d.phenotype(), Phenotype::Indeterminate),
                other => panic!("{}: {other:?}", allele.name),
            }
        }
    }
}

#[test]
fn the_long_form_says_how_the_score_came_about() {
    let text = format!("{:#}", read("*1x2/*41"));
    assert_eq!(
        text,
        "*1x2/*41
  *1x2       normal function, activity value 1
  *41        decreased function, activity value 0.25 (0.5 before; CPIC's texts followed on 2023-08-03)
  activity score 2.25: normal metaboliser
  table of 2023-03-20 [page-pharmcat-cyp2d6-cpic]"
    );
}
