//! The change of a drug's exposure by genotype and co-medication.

use std::{collections::BTreeSet, fmt};

use serde::Serialize;

use super::{
    input::{Aside, ExposureInput},
    model::{Model, Question},
    person::Person,
};
use crate::{
    display::{
        html::{self, Html},
        notebook::{Show, shown},
        text::and,
    },
    error::Error,
    genotype::Diplotype,
    graph::{KnowledgeGraph, record::NodeId, tests::Interaction},
    model::{experiment::Phenotype, measurement::Route},
    pharmacology::FdaClass,
    quantity::{Estimate, non_negative},
};

/// The question how exposure to a drug changes, put together step by step and answered by [`AucRatio::predict`].
///
/// The person is a normal metaboliser unless [`AucRatio::genotype`] or [`AucRatio::phenotype`] says otherwise.
/// With co-medication the ratio is that person with it against without it; without any, that person against a normal metaboliser.
/// [`AucRatio::relative_to`] changes the denominator.
///
/// ```
/// use opiograph::{Phenotype, curated};
///
/// let kg = curated();
/// let alone = kg.auc_ratio("dextromethorphan").phenotype(Phenotype::Poor).predict()?;
/// assert!(alone.value() > 5.0);
/// let morphine = kg.auc_ratio("codeine").of("morphine").with("paroxetine").predict()?;
/// assert!(morphine.high() < 0.5);
/// # Ok::<(), opiograph::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct AucRatio {
    kg: KnowledgeGraph,
    drug: String,
    product: Option<String>,
    perpetrators: Vec<(String, Option<f64>)>,
    person: Person,
    relative_to: Option<Phenotype>,
    route: Route,
    aside: Aside,
}

impl KnowledgeGraph {
    /// Asks how the exposure to a drug (its AUC) changes with a person's CYP2D6 and with co-medication.
    pub fn auc_ratio(&self, drug: impl AsRef<str>) -> AucRatio {
        AucRatio {
            kg: self.clone(),
            drug: drug.as_ref().to_owned(),
            product: None,
            perpetrators: Vec::new(),
            person: Person::Unsaid,
            relative_to: None,
            route: Route::Oral,
            aside: Aside::default(),
        }
    }
}

impl AucRatio {
    /// With this co-medication at its usual dose. May be called several times.
    pub fn with(mut self, co_medication: impl AsRef<str>) -> Self {
        self.perpetrators
            .push((co_medication.as_ref().to_owned(), None));
        self
    }

    /// With this co-medication at this many milligrams a day.
    ///
    /// The potency that was found with the nearest dose is taken, its odds scaled by the dose.
    pub fn with_dose(mut self, co_medication: impl AsRef<str>, milligrams_per_day: f64) -> Self {
        self.perpetrators
            .push((co_medication.as_ref().to_owned(), Some(milligrams_per_day)));
        self
    }

    /// In a person with this genotype.
    pub fn genotype(mut self, diplotype: &Diplotype) -> Self {
        self.person = Person::Genotype(diplotype.clone());
        self
    }

    /// In a person of this phenotype.
    pub fn phenotype(mut self, phenotype: Phenotype) -> Self {
        self.person = Person::Phenotype(phenotype);
        self
    }

    /// Of a product that the body makes of the drug, rather than of the drug itself.
    pub fn of(mut self, product: impl AsRef<str>) -> Self {
        self.product = Some(product.as_ref().to_owned());
        self
    }

    /// Against a person of this phenotype without co-medication.
    pub fn relative_to(mut self, phenotype: Phenotype) -> Self {
        self.relative_to = Some(phenotype);
        self
    }

    /// By this route of the drug; swallowed where it is not said.
    ///
    /// A dose that does not pass the liver first is changed less, the more the liver takes at one pass.
    pub fn route(mut self, route: Route) -> Self {
        self.route = route;
        self
    }

    /// Resting on no estimate from these papers.
    pub(crate) fn leaving_aside(mut self, papers: BTreeSet<NodeId>) -> Self {
        self.aside = Aside(papers);
        self
    }

    /// Computes the ratio.
    ///
    /// # Model
    /// AUC ratio = (Σ fmᵢ·gᵢ + 1 − Σ fmᵢ) / (Σ fmᵢ·g′ᵢ·aᵢ + 1 − Σ fmᵢ) over the enzymes that clear the drug: fm is an enzyme's share
    /// of the clearance in a normal metaboliser, g the person's activity as activity score over 2, a what co-medication leaves of it:
    /// 1 − IR for an inhibitor, 1 + IC for an inducer, both as seen in people; several inhibitors of one enzyme add as
    /// Σ IR/(1 − IR). A product's ratio is the change of its formation, 1 − s + s·g·a with s the enzyme's share in making it, times
    /// the parent's ratio, times the change of its own clearance. After a dose that does not pass the liver first, the drug's ratio is
    /// that of the well-stirred liver ([`systemic_auc_ratio`](crate::pharmacology::systemic_auc_ratio)); a product's stays as it is,
    /// since the whole dose is cleared in the end.
    ///
    /// # Units
    /// A ratio of areas under the curve. The range holds nine in ten as far as the inputs' ranges do.
    ///
    /// # Assumptions
    /// Steady state of co-medication, linear kinetics, the shares found in trials of normal metabolisers. Estimates from several trials
    /// are averaged; their range reaches from the lowest limit to the highest. Where only a class of inhibitor is known, the class's
    /// limits are the range. Shares that sum to more than 0.99 are scaled to it. Transporters, the gut wall apart from the liver, and
    /// enzymes whose share is not curated are left out; what is left out is said in the notes.
    ///
    /// # Reference
    /// As [`Clearance`](crate::pharmacology::Clearance) and [`auc_ratio_in_vivo`](crate::pharmacology::auc_ratio_in_vivo) cite.
    ///
    /// # Errors
    /// A name that is not known; a share or potency that the answer needs and the graph lacks; an allele of unknown function; a dose
    /// that is not above zero.
    pub fn predict(&self) -> Result<ExposureRatio, Error> {
        let kg = &self.kg;
        let drug = kg.compound_node(&self.drug)?;
        let product = match &self.product {
            Some(name) => Some(kg.compound_node(name)?),
            None => None,
        };
        let mut perpetrators: Vec<(NodeId, Option<f64>)> = Vec::new();
        for (name, dose) in &self.perpetrators {
            if let Some(mg) = dose {
                non_negative("daily dose", *mg, "mg", 1e6)?;
                if *mg == 0.0 {
                    continue;
                }
            }
            for part in kg.parts_at_enzymes(kg.compound_node(name)?) {
                if !perpetrators.iter().any(|(p, _)| *p == part) {
                    perpetrators.push((part, *dose));
                }
            }
        }
        let normal = Person::Unsaid;
        let reference = self.relative_to.map(Person::Phenotype);
        let against = match &reference {
            Some(person) => person,
            None if perpetrators.is_empty() => &normal,
            None => &self.person,
        };
        let question = Question {
            kg,
            drug,
            product,
            perpetrators,
            person: &self.person,
            against,
            route: self.route,
            aside: &self.aside,
        };
        let model = Model::build(&question)?;
        let estimate = model.estimate()?;
        let formula = model.formula()?;
        let with: Vec<String> = question
            .perpetrators
            .iter()
            .map(|&(p, dose)| {
                let dose = dose.map_or(String::new(), |mg| {
                    format!(" {} mg daily", crate::display::number::short(mg))
                });
                format!("{}{dose}", kg.name_of(p))
            })
            .collect();
        let (inputs, notes) = model.into_parts();
        let published = kg
            .measured_interactions()
            .filter(|i| self.is_asked_by(&question, i))
            .collect();
        Ok(ExposureRatio {
            drug: kg.id_of(drug).to_owned(),
            measured: kg.id_of(product.unwrap_or(drug)).to_owned(),
            question: self.words(&question, &with),
            estimate,
            formula,
            inputs,
            notes,
            published,
        })
    }

    /// Whether a published ratio is of the same people, drugs and route.
    fn is_asked_by(&self, q: &Question<'_>, i: &Interaction) -> bool {
        let row = i.record();
        let with: BTreeSet<NodeId> = q.perpetrators.iter().map(|(p, _)| *p).collect();
        let row_with: BTreeSet<NodeId> = row.perpetrators.iter().copied().collect();
        let person = q.person.phenotype();
        let people = if with.is_empty() {
            row.phenotype == Some(person)
                && row.relative_to.unwrap_or(Phenotype::Normal) == q.against.phenotype()
        } else {
            row.phenotype.unwrap_or(Phenotype::Normal) == person
                && (self.relative_to.is_none() || q.against.phenotype() == person)
        };
        row.victim == q.drug
            && row.measured == q.product.unwrap_or(q.drug)
            && with == row_with
            && people
            && row
                .victim_dose
                .as_ref()
                .is_none_or(|d| d.route == self.route)
    }

    fn words(&self, q: &Question<'_>, with: &[String]) -> String {
        let kg = q.kg;
        let mut out = match q.product.filter(|p| *p != q.drug) {
            Some(product) => format!(
                "AUC of {} after {}",
                kg.name_of(product),
                kg.name_of(q.drug)
            ),
            None => format!("AUC of {}", kg.name_of(q.drug)),
        };
        if self.route != Route::Oral {
            out.push_str(&format!(", {}", self.route));
        }
        if with.is_empty() {
            out.push_str(&format!(", {} against {}", q.person, q.against));
        } else if self.relative_to.is_some() {
            out.push_str(&format!(
                ", {} with {} against {} without",
                q.person,
                and(with),
                q.against
            ));
        } else {
            out.push_str(&format!(
                ", with {} against without, {}",
                and(with),
                q.person
            ));
        }
        out
    }
}

/// How many times as high an exposure is, with its range, its formula and the numbers behind it.
///
/// `{}` prints all of them; `{:#}` only the question and the answer.
#[derive(Debug, Clone, Serialize)]
pub struct ExposureRatio {
    drug: String,
    measured: String,
    question: String,
    estimate: Estimate,
    formula: Vec<String>,
    inputs: Vec<ExposureInput>,
    notes: Vec<String>,
    published: Vec<Interaction>,
}

impl ExposureRatio {
    /// The ratio.
    pub fn value(&self) -> f64 {
        self.estimate.value()
    }

    /// The lower limit of its range.
    pub fn low(&self) -> f64 {
        self.estimate.low()
    }

    /// The upper limit of its range.
    pub fn high(&self) -> f64 {
        self.estimate.high()
    }

    /// The ratio as an estimate.
    pub fn estimate(&self) -> &Estimate {
        &self.estimate
    }

    /// The class that the FDA gives a rise of this size.
    pub fn fda_class(&self) -> FdaClass {
        FdaClass::of_ratio(self.value())
    }

    /// The id of the drug that was given.
    pub fn drug(&self) -> &str {
        &self.drug
    }

    /// The id of the compound whose exposure it is: the drug, or a product of it.
    pub fn measured(&self) -> &str {
        &self.measured
    }

    /// What was asked.
    pub fn question(&self) -> &str {
        &self.question
    }

    /// The equations with their numbers.
    pub fn formula(&self) -> &[String] {
        &self.formula
    }

    /// The numbers that it was computed from.
    pub fn inputs(&self) -> &[ExposureInput] {
        &self.inputs
    }

    /// What was assumed and what was left out.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Published ratios that answer the same question. They are for comparison and enter no prediction.
    pub fn published(&self) -> &[Interaction] {
        &self.published
    }

    fn comparison(&self) -> Vec<String> {
        if self.published.is_empty() {
            return vec![
                "no published ratio of this is curated, so nothing is claimed of the accuracy"
                    .into(),
            ];
        }
        let mut out: Vec<String> = self
            .published
            .iter()
            .map(|i| format!("published: {i}"))
            .collect();
        out.dedup();
        out
    }

    fn head(&self) -> String {
        let class = match self.fda_class() {
            FdaClass::None => String::new(),
            class => format!(", a {class} rise"),
        };
        format!("{}: {}{class}", self.question, self.estimate)
    }
}

impl fmt::Display for ExposureRatio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.head())?;
        if f.alternate() {
            return Ok(());
        }
        for line in &self.formula {
            write!(f, "\n  {line}")?;
        }
        for input in &self.inputs {
            write!(f, "\n  {input}")?;
        }
        for note in self.notes.iter().chain(self.estimate.notes()) {
            write!(f, "\n  note: {note}")?;
        }
        for line in self.comparison() {
            write!(f, "\n  {line}")?;
        }
        Ok(())
    }
}

impl Show for ExposureRatio {
    fn html(&self) -> String {
        let notes = self.notes.iter().chain(self.estimate.notes());
        html::block([
            html::paragraph(Html::strong(self.head())),
            html::list(self.formula.iter().map(Html::text)),
            html::list(self.inputs.iter().map(ExposureInput::html)),
            html::list(notes.map(Html::muted)),
            html::list(self.comparison().iter().map(Html::text)),
        ])
    }
}
shown!(ExposureRatio);
