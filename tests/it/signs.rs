//! What the field's opioids do at their receptors, as their cited papers say, by themselves or through what the body makes of them.

use super::literature;
use std::collections::BTreeSet;

use opiograph::{Error, MechanismQuery, Sign, curated};

/// Drug, direction at MOR, and the metabolite through which it acts where it is a prodrug.
const AT_MOR: [(&str, Sign, Option<&str>); 20] = [
    ("buprenorphine", Sign::Positive, None),
    ("butorphanol", Sign::Positive, None),
    ("codeine", Sign::Positive, Some("morphine")),
    ("dextropropoxyphene", Sign::Positive, None),
    ("dezocine", Sign::Positive, None),
    ("fentanyl", Sign::Positive, None),
    ("hydromorphone", Sign::Positive, None),
    ("levorphanol", Sign::Positive, None),
    ("loperamide", Sign::Positive, None),
    ("oxymorphone", Sign::Positive, None),
    ("sufentanil", Sign::Positive, None),
    ("nalbuphine", Sign::Positive, None),
    ("naloxone", Sign::Negative, None),
    ("naltrexone", Sign::Negative, None),
    ("pentazocine", Sign::Positive, None),
    ("meperidine", Sign::Positive, None),
    ("tapentadol", Sign::Positive, None),
    ("tramadol", Sign::Positive, Some("o-desmethyltramadol")),
    ("methadone", Sign::Positive, None),
    ("oxycodone", Sign::Positive, None),
];

#[test]
fn twenty_drugs_move_mor_as_their_papers_say() -> Result<(), Error> {
    let kg = curated();
    let mut wrong = Vec::new();
    for (drug, sign, through) in AT_MOR {
        let paths = kg.mechanisms(&MechanismQuery::new(drug, "MOR").max_steps(3).limit(20))?;
        let by_the_way = |p: &&opiograph::MechanismPath| {
            through.is_none_or(|product| p.steps().iter().any(|s| s.to().id() == product))
        };
        let Some(best) = paths.iter().find(by_the_way) else {
            wrong.push(format!("{drug}: no path to MOR"));
            continue;
        };
        if best.sign() != sign {
            wrong.push(format!("{drug}: {best}"));
        }
        for step in best.steps() {
            assert!(
                !step.evidence().is_empty(),
                "{drug}: a step without evidence"
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

const RECEPTORS: [&str; 3] = ["MOR", "KOR", "DOR"];

/// The cells of `tests/literature/signs.csv`: drug, target, action, reference, page seen, what it says, verdict.
fn rows() -> Vec<Vec<String>> {
    literature::rows("signs.csv", 7)
}

#[test]
fn every_class_at_an_opioid_receptor_has_a_line_that_says_what_its_paper_says() -> Result<(), Error>
{
    let kg = curated();
    let rows = rows();
    let listed: BTreeSet<[&str; 3]> = rows
        .iter()
        .map(|r| [r[0].as_str(), r[1].as_str(), r[2].as_str()])
        .collect();
    let mut missing = Vec::new();
    for (drug, ..) in AT_MOR {
        for target in RECEPTORS {
            for action in kg.compound(drug)?.actions(target)? {
                let class = format!("{:?}", action.action());
                if !listed.contains(&[drug, target, class.as_str()]) {
                    missing.push(format!("{drug},{target},{class}"));
                }
            }
        }
    }
    assert!(
        missing.is_empty(),
        "compare these with their papers and add lines to tests/literature/signs.csv:\n{}",
        missing.join("\n")
    );
    for row in &rows {
        let [drug, target, class, reference, page, _, verdict] = row.as_slice() else {
            unreachable!()
        };
        let claimed = kg.compound(drug)?.actions(target)?.into_iter().any(|a| {
            let evidence = a.claim().evidence();
            format!("{:?}", a.action()) == *class
                && evidence.iter().any(|e| e.reference().id() == reference)
        });
        assert!(claimed, "no such action by that reference: {row:?}");
        assert!(verdict != "shown" || page.len() > 3, "{row:?}");
    }
    let shown: BTreeSet<&str> = rows
        .iter()
        .filter(|r| r[6] == "shown" && r[1] == "MOR")
        .map(|r| r[0].as_str())
        .collect();
    assert!(shown.len() >= 12, "{shown:?}");
    Ok(())
}

#[test]
fn a_path_to_the_receptor_names_the_class_and_cites_the_paper() -> Result<(), Error> {
    let kg = curated();
    for row in rows().iter().filter(|r| r[6] == "shown") {
        let query = MechanismQuery::new(&row[0], &row[1]).max_steps(1).limit(20);
        let path = kg
            .mechanisms(&query)?
            .into_iter()
            .find(|p| {
                let action = p.steps()[0].claim().action();
                action.is_some_and(|a| format!("{a:?}") == row[2])
            })
            .unwrap_or_else(|| panic!("no step for {row:?}"));
        let (step, text) = (&path.steps()[0], path.to_string());
        let class = step.claim().action().unwrap().label();
        assert!(text.contains(class), "{class}: {text}");
        let cited = kg.reference(&row[3])?.citation();
        assert!(
            text.contains(cited.as_str()) || text.contains("more"),
            "{cited}: {text}"
        );
    }
    for (prodrug, product) in [("codeine", "morphine"), ("tramadol", "o-desmethyltramadol")] {
        let query = MechanismQuery::new(prodrug, "MOR")
            .max_steps(2)
            .through(product);
        let path = &kg.mechanisms(&query)?[0];
        assert_eq!(path.steps()[0].enzyme().unwrap().id(), "CYP2D6", "{path}");
    }
    Ok(())
}
