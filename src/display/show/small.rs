//! Small results and parts of larger ones, which show themselves as they are written.

use crate::{
    AdverseEvent, AffinityPolicy, BindingConstant, Caveat, Cell, Change, Concentration,
    ConstantBasis, Copies, Diagnostic, Difference, Dose, Error, Estimate, EvidenceRule,
    ExposureBasis, ExposureInput, ExposureRule, FdaClass, FoldScore, Format, GeneUnit, GivenDose,
    Haplotype, InVivoFactor, Interval, MolarMass, OccupancyRule, Severity, SharedTarget, Statistic,
    Terminal, ThingChange, Verdict,
    display::{
        html::{self, Html},
        notebook::{Show, shown},
    },
};

macro_rules! as_written {
    ($($name:ty),+ $(,)?) => {
        $(impl Show for $name {})+
        shown!($($name),+);
    };
}
as_written!(
    AdverseEvent,
    AffinityPolicy,
    BindingConstant,
    Caveat,
    Cell,
    Change,
    Concentration,
    ConstantBasis,
    Copies,
    Difference,
    Dose,
    Estimate,
    EvidenceRule,
    ExposureBasis,
    ExposureInput,
    ExposureRule,
    FdaClass,
    FoldScore,
    Format,
    GeneUnit,
    GivenDose,
    Haplotype,
    InVivoFactor,
    Interval,
    MolarMass,
    OccupancyRule,
    Severity,
    SharedTarget,
    Statistic,
    Terminal,
    ThingChange,
    Verdict,
);

/// The caret below a line of source needs letters of one width.
macro_rules! as_source {
    ($($name:ty),+ $(,)?) => {
        $(impl Show for $name {
            fn html(&self) -> String {
                html::block([Html::lines(self)])
            }
        })+
        shown!($($name),+);
    };
}
as_source!(Diagnostic, Error);
