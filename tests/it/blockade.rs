//! What becomes of an effect when a receptor is blocked or lost.

use opiograph::*;

#[test]
fn the_receptor_that_carries_an_effect_takes_it_away() {
    let kg = curated();
    let p = kg
        .blockade("tianeptine")
        .by_loss_of("MOR")
        .on("antidepressant-effect")
        .predict()
        .unwrap();
    assert!(p.remaining() < 0.85, "{p}");
    let p = kg
        .blockade("morphine")
        .by_loss_of("MOR")
        .on("analgesia")
        .predict()
        .unwrap();
    assert!(matches!(
        p.result(),
        BlockadeResult::Abolished | BlockadeResult::Attenuated
    ));
    assert!(!p.carried().is_empty() && !p.blocked().is_empty() && !p.assumptions().is_empty());
    assert!((0.0..=1.0).contains(&p.confidence().value()));
}

#[test]
fn a_target_on_no_route_changes_nothing() {
    let kg = curated();
    for target in ["H1", "NOS", "HERG"] {
        let p = kg
            .blockade("morphine")
            .by_loss_of(target)
            .on("analgesia")
            .predict()
            .unwrap();
        assert_eq!(p.result(), BlockadeResult::Unchanged, "{p}");
        assert_eq!(p.remaining(), 1.0);
    }
}

#[test]
fn a_peripheral_antagonist_spares_the_brain() {
    let kg = curated();
    let p = kg
        .blockade("fentanyl")
        .by("methylnaltrexone")
        .on("reward")
        .predict()
        .unwrap();
    assert_eq!(p.result(), BlockadeResult::Unchanged, "{p}");
}

#[test]
fn ketamine_after_naltrexone_is_disputed_and_dissociation_stays() {
    let kg = curated();
    let q = kg.blockade("ketamine").by("naltrexone");
    let mood = q.clone().on("antidepressant-effect").predict().unwrap();
    assert!(mood.is_disputed());
    assert!(!mood.agreeing().is_empty() && !mood.disagreeing().is_empty());
    assert!(!mood.gates().is_empty());
    let dissociation = q.on("dissociation").predict().unwrap();
    assert_eq!(dissociation.result(), BlockadeResult::Unchanged);
}

#[test]
fn bad_questions_name_what_is_wrong() {
    let kg = curated();
    let e = kg
        .blockade("ketamine")
        .by("Ketalar")
        .on("analgesia")
        .predict()
        .unwrap_err();
    assert!(e.is_invalid_input(), "{e}");
    assert!(
        kg.blockade("ketamine")
            .on("analgesia")
            .predict()
            .unwrap_err()
            .is_invalid_input()
    );
    assert!(
        kg.blockade("ketamine")
            .by("naltrexone")
            .predict()
            .unwrap_err()
            .is_invalid_input()
    );
    assert!(
        kg.blockade("ketamin")
            .by("naltrexone")
            .on("analgesia")
            .predict()
            .unwrap_err()
            .is_not_found()
    );
    let e = kg
        .blockade("ondansetron")
        .by("naltrexone")
        .on("withdrawal")
        .predict()
        .unwrap_err();
    assert!(e.is_invalid_input(), "{e}");
    let q = kg.blockade("morphine").by("naloxone").on("analgesia");
    assert!(
        q.clone()
            .given(Dose::milligrams(-1.0))
            .predict()
            .unwrap_err()
            .is_invalid_input()
    );
    assert!(
        q.blocker_given(Dose::milligrams(f64::NAN))
            .predict()
            .unwrap_err()
            .is_invalid_input()
    );
}
