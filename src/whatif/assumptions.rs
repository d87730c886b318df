//! The numbers that stand in where data are silent: one list, the same for all drugs and all targets.
//!
//! Each is a range, not a correction: it widens a result and moves none, and the result names it where it matters.

/// How far apart papers on one affinity usually lie: a factor up or down, for nine in ten.
pub(crate) const AFFINITY_FOLD: f64 = 3.0;

/// How far the affinity in the living brain may lie from that in membranes: temperature, ions, endogenous ligand,
/// the state of the receptor, the share of it that a radioligand sees.
pub(crate) const LIVING_BRAIN_FOLD: f64 = 6.0;

/// The same for a half-maximal concentration that was measured in living people: only other people and another time.
pub(crate) const IN_VIVO_FOLD: f64 = 2.5;

/// How far a measured occupancy lies from the true one, as a share: the standard deviation of small groups.
pub(crate) const MEASURED_OCCUPANCY_SD: f64 = 0.08;

/// Where an occupancy curve has flattened out, a measured share says little of the concentration; this little at least.
pub(crate) const FLATTEST_SLOPE: f64 = 0.03;

/// The greatest share of a target that fitted occupancy curves reach: 0.85 to 1.
///
/// Curated curves end at 0.85 (dasotraline, DAT), 0.88 and 0.90 (risperidone and olanzapine, D2) and 0.93 (aticaprant, KOR); after
/// naloxone and naltrexone 0.95 to 1 of MOR was seen held.
pub(crate) const GREATEST_SHARE: (f64, f64) = (0.85, 1.0);

/// A measured share nearer to 0 or to 1 than this is read as this.
pub(crate) const NEAREST_TO_ALL_OR_NONE: f64 = 0.02;

/// The largest correction that a measured occupancy can teach, as a logarithm: a factor of 150.
pub(crate) const LARGEST_SHIFT: f64 = 5.0;

/// How much further off an affinity from another species, another parameter or a database's summary may be.
pub(crate) const FALL_BACK_FOLD: f64 = 2.0;

/// How far the mean peak of one group lies from that of another.
pub(crate) const PEAK_FOLD: f64 = 1.6;

/// The same for a peak that was computed from a volume rather than measured.
pub(crate) const VOLUME_FOLD: f64 = 1.8;

/// How far a bolus and an infusion of one drug depart from one compartment.
pub(crate) const CONVERSION_FOLD: f64 = 1.5;

/// How far apart papers on one unbound fraction, half-life or bioavailability usually lie.
pub(crate) const UNBOUND_FOLD: f64 = 1.4;
pub(crate) const HALF_LIFE_FOLD: f64 = 1.4;
pub(crate) const BIOAVAILABILITY_FOLD: f64 = 1.4;

/// How far the free concentration in brain may lie from that in plasma where nobody measured the ratio.
pub(crate) const BRAIN_FOLD: f64 = 2.0;
/// How far apart papers on a measured ratio lie.
pub(crate) const MEASURED_BRAIN_FOLD: f64 = 1.6;

/// The unbound fraction of a drug whose binding nobody measured: least, middle of the logarithms, most.
pub(crate) const UNKNOWN_UNBOUND: (f64, f64, f64) = (0.01, 0.1, 1.0);

/// The plasma of 70 kg, in litres, and the largest volume of distribution that is thought of, for the same weight.
pub(crate) const PLASMA_LITRES: f64 = 3.0;
pub(crate) const LARGEST_VOLUME_LITRES: f64 = 3_000.0;

/// When a dose peaks if its source does not say, in hours.
pub(crate) const USUAL_PEAK_HOURS: &[(crate::Route, f64)] = &[
    (crate::Route::Oral, 1.5),
    (crate::Route::Sublingual, 1.5),
    (crate::Route::Buccal, 1.5),
    (crate::Route::Intranasal, 0.5),
    (crate::Route::Intramuscular, 0.5),
    (crate::Route::Subcutaneous, 0.5),
    (crate::Route::Inhaled, 0.2),
    (crate::Route::Rectal, 2.0),
    (crate::Route::Transdermal, 24.0),
];

/// A dose is scaled at most this far from the nearest one that was studied.
pub(crate) const FARTHEST_DOSE: f64 = 1_000.0;

/// The most of any drug that plasma is thought to hold, in nM: a dose that gives more is no dose.
pub(crate) const MOST_IN_PLASMA: f64 = 1e6;

/// The transducer ratio τ that a class of action has where no maximum was measured: least, middle, most.
///
/// With slope 1 the middle gives 91, 83, 75, 33 and 0 % of what the tissue can do.
pub(crate) const TAU_OF_CLASS: &[(crate::Action, (f64, f64, f64))] = &[
    (crate::Action::FullAgonist, (5.0, 10.0, 30.0)),
    (crate::Action::Agonist, (1.0, 5.0, 15.0)),
    (crate::Action::BiasedAgonist, (0.5, 3.0, 10.0)),
    (crate::Action::PartialAgonist, (0.15, 0.5, 2.0)),
    (crate::Action::Antagonist, (0.0, 0.0, 0.0)),
    (crate::Action::InverseAgonist, (0.0, 0.0, 0.0)),
];

/// τ of a ligand whose action nobody curated.
pub(crate) const TAU_UNKNOWN: (f64, f64, f64) = (0.0, 1.0, 10.0);

/// τ of endogenous ligands, which are full agonists.
pub(crate) const TAU_ENDOGENOUS: f64 = 10.0;

/// How far apart papers on one maximum put τ.
pub(crate) const TAU_FOLD: f64 = 2.5;

/// A measured maximum counts at most as this share of what the tissue can do.
pub(crate) const FULL_MAXIMUM: f64 = 0.95;

/// Concentration over affinity of the endogenous ligands, where the data call their tone low or high.
///
/// With [`TAU_ENDOGENOUS`] the middle activates the receptor by 9 and by 48 %.
pub(crate) const TONE_LOW: (f64, f64, f64) = (0.003, 0.01, 0.03);
pub(crate) const TONE_HIGH: (f64, f64, f64) = (0.03, 0.1, 0.3);
