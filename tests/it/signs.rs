//! Which way the field's opioids move MOR, as their cited papers say, by themselves or through what the body makes of them.

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
