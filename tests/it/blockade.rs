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

#[test]
fn an_agonist_given_as_blocker_works_against_an_effect() {
    let p = curated()
        .blockade("morphine")
        .by("ro-65-6570")
        .on("reward")
        .predict()
        .unwrap();
    assert!(p.remaining() < 0.85, "{p}");
    let own: f64 = p.opposing().iter().map(EffectRoute::strength_left).sum();
    assert!(own < 0.0, "{p}");
    assert!(
        p.to_string()
            .contains("opposed by what the blocker does itself")
    );
    let antagonist = curated()
        .blockade("morphine")
        .by("naloxone")
        .on("analgesia")
        .predict()
        .unwrap();
    assert!(antagonist.opposing().is_empty(), "{antagonist}");
}

#[test]
fn a_side_finding_of_a_screen_produces_no_effect() {
    let error = curated()
        .blockade("terbinafine")
        .by("yohimbine")
        .on("analgesia")
        .predict()
        .unwrap_err();
    assert!(error.to_string().contains("analgesia"), "{error}");
}

#[test]
fn what_spares_a_transmitter_acts_through_its_receptors() {
    let p = curated()
        .blockade("opiorphin")
        .by("naloxone")
        .on("analgesia")
        .predict()
        .unwrap();
    assert!(p.remaining() < 0.85, "{p}");
}
