use super::vocabulary::vocabulary;

vocabulary! {
    /// Which quantity was measured.
    #[non_exhaustive]
    pub enum Parameter {
        Ki = "Ki",
        Kd = "Kd",
        #[serde(rename = "IC50")] Ic50 = "IC50",
        #[serde(rename = "EC50")] Ec50 = "EC50",
        Kb = "Kb",
        Km = "Km",
        #[serde(rename = "ED50")] Ed50 = "ED50",
        #[serde(rename = "pKi")] PKi = "pKi",
        #[serde(rename = "pKd")] PKd = "pKd",
        #[serde(rename = "pIC50")] PIc50 = "pIC50",
        #[serde(rename = "pEC50")] PEc50 = "pEC50",
        #[serde(rename = "pKB")] PKb = "pKB",
        #[serde(rename = "pA2")] PA2 = "pA2",
        Emax = "Emax",
        Inhibition = "inhibition",
    }
}

impl Parameter {
    /// The concentration parameter that a negative logarithm stands for: `pKi` stands for `Ki`. Others stand for themselves.
    pub fn linear(self) -> Parameter {
        match self {
            Parameter::PKi => Parameter::Ki,
            Parameter::PKd => Parameter::Kd,
            Parameter::PIc50 => Parameter::Ic50,
            Parameter::PEc50 => Parameter::Ec50,
            Parameter::PKb | Parameter::PA2 => Parameter::Kb,
            other => other,
        }
    }

    /// Whether the value is printed as −log₁₀ of a molar concentration.
    pub fn is_logarithmic(self) -> bool {
        self.linear() != self
    }

    /// Whether the value is a share of a maximum rather than a concentration.
    pub fn is_share(self) -> bool {
        matches!(self, Parameter::Emax | Parameter::Inhibition)
    }

    /// Whether the value, as printed, can carry this unit.
    pub fn fits(self, unit: Unit) -> bool {
        if self.is_logarithmic() {
            unit == Unit::NegLogMolar
        } else if self.is_share() {
            matches!(unit, Unit::Percent | Unit::Fraction)
        } else {
            unit.nanomolar().is_some() || unit.nanograms_per_millilitre().is_some()
        }
    }
}

vocabulary! {
    /// How a printed value relates to the true one.
    pub enum Bound {
        Equal = "=",
        Approximately = "≈",
        Below = "<",
        AtMost = "≤",
        Above = ">",
        AtLeast = "≥",
        Unstated = "?",
    }
}

impl Bound {
    /// Whether the value is only a limit.
    pub fn is_censored(self) -> bool {
        matches!(
            self,
            Bound::Below | Bound::AtMost | Bound::Above | Bound::AtLeast
        )
    }
}

vocabulary! {
    /// The unit in which a value was printed.
    #[non_exhaustive]
    pub enum Unit {
        #[serde(rename = "pM")] PicoMolar = "pM",
        #[serde(rename = "nM")] NanoMolar = "nM",
        #[serde(rename = "uM")] MicroMolar = "µM",
        #[serde(rename = "mM")] MilliMolar = "mM",
        NegLogMolar = "−log10 M",
        #[serde(rename = "pg_per_mL")] PicogramsPerMillilitre = "pg/mL",
        #[serde(rename = "ng_per_mL")] NanogramsPerMillilitre = "ng/mL",
        #[serde(rename = "ug_per_mL")] MicrogramsPerMillilitre = "µg/mL",
        #[serde(rename = "ug_per_L")] MicrogramsPerLitre = "µg/L",
        #[serde(rename = "mg_per_L")] MilligramsPerLitre = "mg/L",
        #[serde(rename = "h")] Hours = "h",
        #[serde(rename = "min")] Minutes = "min",
        #[serde(rename = "d")] Days = "d",
        #[serde(rename = "L")] Litres = "L",
        #[serde(rename = "L_per_kg")] LitresPerKilogram = "L/kg",
        #[serde(rename = "L_per_h")] LitresPerHour = "L/h",
        #[serde(rename = "mL_per_min")] MillilitresPerMinute = "mL/min",
        #[serde(rename = "L_per_h_per_kg")] LitresPerHourPerKilogram = "L/h/kg",
        #[serde(rename = "mL_per_min_per_kg")] MillilitresPerMinutePerKilogram = "mL/min/kg",
        Percent = "%",
        Fraction = "fraction",
        Ratio = "ratio",
        #[serde(rename = "mg")] Milligrams = "mg",
        #[serde(rename = "ug")] Micrograms = "µg",
        #[serde(rename = "mg_per_kg")] MilligramsPerKilogram = "mg/kg",
        #[serde(rename = "ug_per_kg")] MicrogramsPerKilogram = "µg/kg",
        #[serde(rename = "nmol")] Nanomoles = "nmol",
        #[serde(rename = "umol_per_kg")] MicromolesPerKilogram = "µmol/kg",
        #[serde(rename = "nmol_per_kg")] NanomolesPerKilogram = "nmol/kg",
        NegLogMolePerKilogram = "−log10 mol/kg",
        #[serde(rename = "ug_per_h")] MicrogramsPerHour = "µg/h",
        #[serde(rename = "per_min")] PerMinute = "1/min",
        #[serde(rename = "per_h")] PerHour = "1/h",
    }
}

impl Unit {
    /// How many nM one of this unit is, for molar units.
    pub fn nanomolar(self) -> Option<f64> {
        match self {
            Unit::PicoMolar => Some(1e-3),
            Unit::NanoMolar => Some(1.0),
            Unit::MicroMolar => Some(1e3),
            Unit::MilliMolar => Some(1e6),
            _ => None,
        }
    }

    /// How many ng/mL one of this unit is, for mass concentrations.
    pub fn nanograms_per_millilitre(self) -> Option<f64> {
        match self {
            Unit::PicogramsPerMillilitre => Some(1e-3),
            Unit::NanogramsPerMillilitre | Unit::MicrogramsPerLitre => Some(1.0),
            Unit::MicrogramsPerMillilitre | Unit::MilligramsPerLitre => Some(1e3),
            _ => None,
        }
    }
}

vocabulary! {
    /// What kind of experiment a value comes from.
    pub enum Method {
        Binding = "radioligand binding",
        Functional = "functional assay",
        Uptake = "uptake inhibition",
        Enzyme = "enzyme assay",
        Electrophysiology = "electrophysiology",
        InVivo = "in vivo",
        Unstated = "assay not stated",
    }
}

vocabulary! {
    /// Whether a value is a measurement or a database's summary of several.
    pub enum Tier {
        Primary = "measurement",
        Summary = "database summary",
    }
}

vocabulary! {
    /// A constant that describes what the body does with a compound, or how much of it a body needs.
    #[non_exhaustive]
    pub enum KineticParameter {
        HalfLife = "half-life",
        FractionUnbound = "unbound fraction in plasma",
        VolumeOfDistribution = "volume of distribution",
        Clearance = "clearance",
        Bioavailability = "bioavailability",
        HepaticExtraction = "hepatic extraction ratio",
        BrainToPlasma = "brain-to-plasma ratio",
        UnboundBrainToPlasma = "unbound brain-to-plasma ratio",
        ReceptorHalfTime = "receptor clearance half-time",
        EnzymeRecoveryHalfLife = "enzyme recovery half-life",
        #[serde(rename = "AD50")] AntagonistDose50 = "AD50 in vivo",
        #[serde(rename = "pA2")] ApparentPA2 = "apparent pA2 in vivo",
        #[serde(rename = "occupancy_ED50")] OccupyingDose50 = "dose that occupies half",
    }
}

impl KineticParameter {
    /// Whether it is a dose, or the logarithm of one, that halves an effect or holds half of a target in a living body.
    pub fn halves(self) -> bool {
        matches!(
            self,
            KineticParameter::AntagonistDose50
                | KineticParameter::ApparentPA2
                | KineticParameter::OccupyingDose50
        )
    }
}

vocabulary! {
    /// How a compound is given.
    #[non_exhaustive]
    pub enum Route {
        Intravenous = "intravenous",
        Oral = "oral",
        Sublingual = "sublingual",
        Buccal = "buccal",
        Intranasal = "intranasal",
        Intramuscular = "intramuscular",
        Subcutaneous = "subcutaneous",
        Transdermal = "transdermal",
        Rectal = "rectal",
        Intrathecal = "intrathecal",
        Intracerebroventricular = "intracerebroventricular",
        Intracisternal = "intracisternal",
        IntraCerebral = "intracerebral",
        Epidural = "epidural",
        Intraplantar = "intraplantar",
        Intraperitoneal = "intraperitoneal",
        Inhaled = "inhaled",
    }
}
