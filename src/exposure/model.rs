//! The static model over the routes of a drug and of what is made of it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    GENE, assumptions as assume,
    graph::{self, Conversion, EnzymeEffect, Routes},
    input::{Aside, ExposureInput},
    person::Person,
};
use crate::{
    display::text::and,
    error::Error,
    graph::{KnowledgeGraph, record::NodeId},
    model::{kind::Kind, measurement::Route},
    pharmacology::{
        Clearance, EliminationRoute, Modifier, product_auc_ratio, remaining_activity,
        systemic_auc_ratio,
    },
    quantity::{Estimate, QuantityError, Scale, figures},
};

/// What is asked, with names resolved.
pub(super) struct Question<'a> {
    pub kg: &'a KnowledgeGraph,
    pub drug: NodeId,
    pub product: Option<NodeId>,
    pub perpetrators: Vec<(NodeId, Option<f64>)>,
    pub person: &'a Person,
    /// Whose exposure without co-medication is the denominator.
    pub against: &'a Person,
    pub route: Route,
    pub aside: &'a Aside,
}

/// A place in the list of inputs.
type Slot = usize;

/// A compound's routes, with the slots of their shares.
struct Eliminated {
    routes: Vec<(NodeId, Slot)>,
}

struct Made {
    name: String,
    /// Each enzyme with the slot of its share of the making.
    by: Vec<(Option<NodeId>, Option<Slot>)>,
    eliminated: Eliminated,
}

enum Change {
    Inhibition(NodeId, Slot),
    Induction(NodeId, Slot),
}

/// The ratio as a function of its inputs.
pub(super) struct Model {
    inputs: Vec<ExposureInput>,
    notes: Vec<String>,
    drug: String,
    parent: Eliminated,
    made: Vec<Made>,
    changes: Vec<Change>,
    names: BTreeMap<NodeId, String>,
    gene: Option<NodeId>,
    person: Option<Slot>,
    against: Option<Slot>,
    extraction: Option<Slot>,
}

/// Whose enzymes are looked at.
#[derive(Clone, Copy)]
struct State {
    person: Option<Slot>,
    with_co_medication: bool,
}

impl Model {
    pub fn build(q: &Question<'_>) -> Result<Model, Error> {
        let kg = q.kg;
        let mut model = Model {
            inputs: Vec::new(),
            notes: Vec::new(),
            drug: kg.name_of(q.drug).to_owned(),
            parent: Eliminated { routes: Vec::new() },
            made: Vec::new(),
            changes: Vec::new(),
            names: BTreeMap::new(),
            gene: kg.resolve(GENE, &[Kind::Target], "target").ok(),
            person: None,
            against: None,
            extraction: None,
        };
        let parent = graph::routes(kg, q.drug, q.aside);
        let steps = model.steps(q)?;
        let products: Vec<Routes> = steps
            .iter()
            .map(|s| graph::routes(kg, s.to, q.aside))
            .collect();

        // Proposed routes are looked at so that they can be named, and never counted.
        let mut enzymes: BTreeSet<NodeId> = parent.enzymes();
        enzymes.extend(parent.unproven.iter().map(|(e, _)| *e));
        enzymes.extend(steps.iter().flat_map(|s| &s.makers).filter_map(|(e, _)| *e));
        enzymes.extend(products.iter().flat_map(Routes::enzymes));
        model.names = enzymes
            .iter()
            .map(|&e| (e, kg.id_of(e).to_owned()))
            .collect();
        let effects = model.effects(q, &enzymes)?;

        let genotype_counts = !q.person.is_normal() || !q.against.is_normal();
        let mut touched: BTreeSet<NodeId> = effects.keys().copied().collect();
        if genotype_counts && let Some(gene) = model.gene {
            touched.insert(gene);
        }
        model.check_parent(q, &parent, &touched)?;
        let made_by: BTreeSet<NodeId> = steps
            .iter()
            .flat_map(|s| &s.makers)
            .filter_map(|(e, _)| *e)
            .collect();
        let shared: BTreeSet<NodeId> = parent
            .known
            .iter()
            .chain(products.iter().flat_map(|p| &p.known))
            .map(|(e, _)| *e)
            .chain(made_by)
            .collect();

        model.parent = model.eliminated(&parent, &touched);
        model.notes.extend(parent.notes);
        for (step, routes) in steps.into_iter().zip(products) {
            let eliminated = model.eliminated(&routes, &touched);
            model.notes.extend(routes.notes);
            model.left_out(kg, step.to, &routes.unknown, &touched);
            let by = step
                .makers
                .into_iter()
                .map(|(enzyme, share)| {
                    let counts = enzyme.is_some_and(|e| touched.contains(&e));
                    (enzyme, share.filter(|_| counts).map(|s| model.slot(s)))
                })
                .collect();
            model.made.push(Made {
                name: kg.name_of(step.to).to_owned(),
                by,
                eliminated,
            });
        }
        model.apply(kg, effects, &shared)?;
        let gene_shared = model.gene.is_some_and(|g| shared.contains(&g));
        if genotype_counts && gene_shared {
            if !q.person.is_normal() {
                let activity = q.person.activity(kg)?;
                model.person = Some(model.slot(activity));
            }
            model.against = match (q.against.is_normal(), same(q.person, q.against)) {
                (true, _) => None,
                (false, true) => model.person,
                (false, false) => {
                    let activity = q.against.activity(kg)?;
                    Some(model.slot(activity))
                }
            };
        } else if genotype_counts {
            model.notes.push(format!(
                "no part of {GENE} in the clearance of {} is curated, so the genotype changes nothing here",
                model.drug
            ));
        }
        model.set_route(q);
        Ok(model)
    }

    fn slot(&mut self, input: ExposureInput) -> Slot {
        self.inputs.push(input);
        self.inputs.len() - 1
    }

    fn steps(&mut self, q: &Question<'_>) -> Result<Vec<Conversion>, Error> {
        let Some(product) = q.product.filter(|p| *p != q.drug) else {
            return Ok(Vec::new());
        };
        let kg = q.kg;
        let steps = graph::conversions(kg, q.drug, product, q.aside).ok_or_else(|| {
            let made: BTreeSet<String> = kg
                .human_claims(q.drug, crate::Relation::ConvertedTo)
                .iter()
                .map(|c| c.object().id().to_owned())
                .collect();
            Error::invalid_with(
                "product",
                kg.id_of(product),
                &format!("no conversion of {} to it is curated", kg.id_of(q.drug)),
                "a product of its own or of one of its products",
                made.into_iter().collect(),
            )
        })?;
        if steps.len() > 1 {
            let way: Vec<&str> = std::iter::once(q.drug)
                .chain(steps.iter().map(|s| s.to))
                .map(|n| kg.name_of(n))
                .collect();
            self.notes
                .push(format!("made in steps: {}", way.join(" → ")));
        }
        for step in &steps {
            let named: Vec<String> = step
                .makers
                .iter()
                .filter_map(|(e, _)| e.map(|e| kg.id_of(e).to_owned()))
                .collect();
            if named.len() > 1 {
                self.notes.push(format!(
                    "{} is made by {}; each is taken for an equal part",
                    kg.name_of(step.to),
                    and(&named)
                ));
            }
            for (enzyme, share) in &step.makers {
                if let (Some(enzyme), None) = (enzyme, share) {
                    self.notes.push(format!(
                        "{} is taken to make all of its part of {}; what other enzymes form is not curated",
                        kg.id_of(*enzyme),
                        kg.name_of(step.to)
                    ));
                }
            }
        }
        Ok(steps)
    }

    fn effects(
        &mut self,
        q: &Question<'_>,
        enzymes: &BTreeSet<NodeId>,
    ) -> Result<BTreeMap<NodeId, Vec<(NodeId, EnzymeEffect)>>, Error> {
        let kg = q.kg;
        let mut out: BTreeMap<NodeId, Vec<(NodeId, EnzymeEffect)>> = BTreeMap::new();
        for &(perpetrator, dose) in &q.perpetrators {
            let name = kg.name_of(perpetrator);
            if perpetrator == q.drug {
                self.notes.push(own_metabolism(q, enzymes));
                continue;
            }
            if !kg.knows_enzymes_of(perpetrator) {
                return Err(Error::missing(
                    kg.id_of(perpetrator),
                    "what it does to the enzymes that clear drugs",
                    &format!("the exposure to {} with it", self.drug),
                    "add an `acts` record at an enzyme, also where none was seen",
                ));
            }
            let mut any = false;
            for &enzyme in enzymes {
                let mut effect = graph::effect_on(kg, enzyme, perpetrator, dose, q.aside);
                self.notes.append(&mut effect.notes);
                if !effect.is_none() {
                    any = true;
                    out.entry(enzyme).or_default().push((perpetrator, effect));
                }
            }
            if !any {
                self.notes.push(format!(
                    "{name} has no curated action at an enzyme that handles {}, so it changes nothing here",
                    self.drug
                ));
            }
        }
        Ok(out)
    }

    /// Whether the routes of the drug itself are known well enough.
    fn check_parent(
        &mut self,
        q: &Question<'_>,
        parent: &Routes,
        touched: &BTreeSet<NodeId>,
    ) -> Result<(), Error> {
        let kg = q.kg;
        let unproven: Vec<String> = parent
            .unproven
            .iter()
            .filter(|(e, _)| touched.contains(e))
            .map(|(_, c)| graph::cited(c))
            .collect();
        let counted = parent.known.iter().any(|(e, _)| touched.contains(e));
        let missing: Vec<String> = parent
            .unknown
            .iter()
            .filter(|(e, _)| touched.contains(e))
            .map(|(e, _)| kg.id_of(*e).to_owned())
            .collect();
        let wanted = format!(
            "its exposure{}",
            if q.perpetrators.is_empty() {
                " by genotype"
            } else {
                " with co-medication"
            }
        );
        if !counted && (!missing.is_empty() || !unproven.is_empty()) {
            let mut remedy = "add an `in_vivo` share with its source".to_owned();
            if !unproven.is_empty() {
                remedy = format!("no more than this is curated: {}", unproven.join("; "));
            }
            let enzymes: Vec<String> = if missing.is_empty() {
                parent
                    .unproven
                    .iter()
                    .filter(|(e, _)| touched.contains(e))
                    .map(|(e, _)| kg.id_of(*e).to_owned())
                    .collect()
            } else {
                missing
            };
            return Err(Error::missing(
                kg.id_of(q.drug),
                &format!("the share of its clearance by {}", and(&enzymes)),
                &wanted,
                &remedy,
            ));
        }
        self.left_out(kg, q.drug, &parent.unknown, touched);
        self.notes
            .extend(unproven.into_iter().map(|c| format!("not counted: {c}")));
        if parent.is_empty() {
            if q.product.is_none() {
                return Err(Error::missing(
                    kg.id_of(q.drug),
                    "which enzymes clear it",
                    &wanted,
                    "add `cleared_by` records with an `in_vivo` share",
                ));
            }
            self.notes.push(format!(
                "which enzymes clear {} is not curated; its own exposure is taken as unchanged",
                self.drug
            ));
        }
        Ok(())
    }

    fn left_out(
        &mut self,
        kg: &KnowledgeGraph,
        drug: NodeId,
        unknown: &[(NodeId, crate::Claim)],
        touched: &BTreeSet<NodeId>,
    ) {
        let names: Vec<String> = unknown
            .iter()
            .filter(|(e, _)| touched.contains(e))
            .map(|(e, _)| kg.id_of(*e).to_owned())
            .collect();
        if !names.is_empty() {
            self.notes.push(format!(
                "{} also clears {}, by a share that is not curated: left out",
                and(&names),
                kg.name_of(drug)
            ));
        }
    }

    /// Slots for the shares that something changes.
    fn eliminated(&mut self, routes: &Routes, touched: &BTreeSet<NodeId>) -> Eliminated {
        let routes = routes
            .known
            .iter()
            .filter(|(e, _)| touched.contains(e))
            .map(|(e, share)| (*e, self.slot(share.clone())))
            .collect();
        Eliminated { routes }
    }

    fn apply(
        &mut self,
        kg: &KnowledgeGraph,
        effects: BTreeMap<NodeId, Vec<(NodeId, EnzymeEffect)>>,
        shared: &BTreeSet<NodeId>,
    ) -> Result<(), Error> {
        let counted: BTreeSet<NodeId> = effects
            .iter()
            .filter(|(enzyme, _)| shared.contains(enzyme))
            .flat_map(|(_, by)| by)
            .filter(|(_, effect)| effect.unknown.is_none())
            .map(|(perpetrator, _)| *perpetrator)
            .collect();
        for (enzyme, by) in effects {
            if !shared.contains(&enzyme) {
                continue;
            }
            for (perpetrator, effect) in by {
                if let Some(claim) = &effect.unknown {
                    if !counted.contains(&perpetrator) {
                        return Err(Error::missing(
                            kg.id_of(perpetrator),
                            &format!("how strongly it acts at {}", kg.id_of(enzyme)),
                            &format!("the exposure to {} with it", self.drug),
                            &format!(
                                "add a class or an `in_vivo` estimate to: {}",
                                graph::cited(claim)
                            ),
                        ));
                    }
                    self.notes.push(format!(
                        "how strongly is not curated, left out: {}",
                        graph::cited(claim)
                    ));
                }
                if let Some(input) = effect.inhibits {
                    let slot = self.slot(input);
                    self.changes.push(Change::Inhibition(enzyme, slot));
                }
                if let Some(input) = effect.induces {
                    let slot = self.slot(input);
                    self.changes.push(Change::Induction(enzyme, slot));
                }
            }
        }
        Ok(())
    }

    fn set_route(&mut self, q: &Question<'_>) {
        let changed = !self.parent.routes.is_empty();
        if matches!(q.route, Route::Oral) || !self.made.is_empty() || !changed {
            return;
        }
        match graph::extraction(q.kg, q.drug, q.aside) {
            Some(e) => self.extraction = Some(self.slot(e)),
            None => self.notes.push(format!(
                "how much of {} the liver takes at one pass is not curated; the change is that after a swallowed dose",
                self.drug
            )),
        }
    }

    pub fn into_parts(self) -> (Vec<ExposureInput>, Vec<String>) {
        (self.inputs, self.notes)
    }

    /// The ratio with its range.
    pub fn estimate(&self) -> Result<Estimate, Error> {
        let inputs: Vec<_> = self.inputs.iter().map(ExposureInput::as_input).collect();
        Ok(Estimate::propagate(Scale::Fold, &inputs, |x| self.at(x))?)
    }

    fn numerator(&self) -> State {
        State {
            person: self.person,
            with_co_medication: true,
        }
    }

    fn denominator(&self) -> State {
        State {
            person: self.against,
            with_co_medication: false,
        }
    }

    fn at(&self, x: &[f64]) -> Result<f64, QuantityError> {
        let (over, under) = (self.numerator(), self.denominator());
        let change = |e: &Eliminated| -> Result<f64, QuantityError> {
            Ok(self.oral(e, over, x)? / self.oral(e, under, x)?)
        };
        if self.made.is_empty() {
            return match self.extraction {
                None => change(&self.parent),
                Some(slot) => {
                    let systemic = |s: State| -> Result<f64, QuantityError> {
                        systemic_auc_ratio(x[slot], 1.0 / self.oral(&self.parent, s, x)?)
                    };
                    Ok(systemic(over)? / systemic(under)?)
                }
            };
        }
        let mut ratio = change(&self.parent)?;
        for step in &self.made {
            let (with, without) = (
                self.formation(step, over, x)?,
                self.formation(step, under, x)?,
            );
            let formed = if without > 0.0 {
                with / without
            } else if with > 0.0 {
                return Err(QuantityError::Zero {
                    quantity: format!("formation of {} in those who are compared with", step.name),
                    value: "0".into(),
                    accepted: "a phenotype that forms some, as the ratio would be without limit"
                        .into(),
                });
            } else {
                1.0
            };
            ratio = product_auc_ratio(formed, ratio, change(&step.eliminated)?)?;
        }
        Ok(ratio)
    }

    /// Exposure after a swallowed dose in a state, against a normal metaboliser without co-medication.
    fn oral(&self, e: &Eliminated, state: State, x: &[f64]) -> Result<f64, QuantityError> {
        let sum: f64 = e.routes.iter().map(|&(_, slot)| x[slot]).sum();
        let scale = if sum > assume::MOST_OF_CLEARANCE {
            assume::MOST_OF_CLEARANCE / sum
        } else {
            1.0
        };
        let mut clearance = Clearance::new();
        for &(enzyme, slot) in &e.routes {
            let name = self.names.get(&enzyme).map_or(GENE, String::as_str);
            let mut route = EliminationRoute::new(name, x[slot] * scale)
                .with_activity(self.activity(enzyme, state, x));
            for modifier in self.modifiers(enzyme, state, x) {
                route = route.with(modifier);
            }
            clearance = clearance.by(route);
        }
        clearance.against_normal()
    }

    fn activity(&self, enzyme: NodeId, state: State, x: &[f64]) -> f64 {
        match state.person {
            Some(slot) if Some(enzyme) == self.gene => x[slot],
            _ => 1.0,
        }
    }

    fn modifiers(&self, enzyme: NodeId, state: State, x: &[f64]) -> Vec<Modifier> {
        if !state.with_co_medication {
            return Vec::new();
        }
        self.changes
            .iter()
            .filter_map(|change| match *change {
                Change::Inhibition(e, slot) if e == enzyme => Some(Modifier::Observed {
                    inhibition_ratio: x[slot],
                }),
                Change::Induction(e, slot) if e == enzyme => {
                    Some(Modifier::ObservedInduction { increase: x[slot] })
                }
                _ => None,
            })
            .collect()
    }

    /// What an enzyme does in a state, as a multiple of normal.
    fn left(&self, enzyme: NodeId, state: State, x: &[f64]) -> Result<f64, QuantityError> {
        Ok(
            self.activity(enzyme, state, x)
                * remaining_activity(&self.modifiers(enzyme, state, x))?,
        )
    }

    fn formation(&self, made: &Made, state: State, x: &[f64]) -> Result<f64, QuantityError> {
        let mut sum = 0.0;
        for (enzyme, share) in &made.by {
            sum += match enzyme {
                Some(enzyme) => {
                    let s = share.map_or(1.0, |slot| x[slot]);
                    1.0 - s + s * self.left(*enzyme, state, x)?
                }
                None => 1.0,
            };
        }
        Ok(sum / made.by.len().max(1) as f64)
    }

    /// The equations with their numbers, one a line.
    pub fn formula(&self) -> Result<Vec<String>, Error> {
        let x: Vec<f64> = self.inputs.iter().map(ExposureInput::value).collect();
        let (over, under) = (self.numerator(), self.denominator());
        let mut lines = Vec::new();
        let terms =
            |e: &Eliminated, s: State| -> Result<String, QuantityError> { self.terms(e, s, &x) };
        let ratio = |e: &Eliminated| -> Result<(String, f64), QuantityError> {
            let value = self.oral(e, over, &x)? / self.oral(e, under, &x)?;
            let words = format!("({}) / ({})", terms(e, under)?, terms(e, over)?);
            Ok((words.replace("(1)", "1"), value))
        };
        let (words, parent) = ratio(&self.parent)?;
        let mut current = parent;
        if self.parent.routes.is_empty() {
            lines.push(format!("{}: unchanged", self.drug));
        } else if let Some(slot) = self.extraction {
            let (a, b) = (
                self.oral(&self.parent, over, &x)?,
                self.oral(&self.parent, under, &x)?,
            );
            lines.push(format!(
                "{} swallowed: {words} = {}",
                self.drug,
                figures(parent)
            ));
            lines.push(format!(
                "{} past the liver: (1 − E + E·x)/x with E = {} and x = {}{} = {}",
                self.drug,
                figures(x[slot]),
                figures(1.0 / a),
                if (b - 1.0).abs() > 1e-9 {
                    format!(" against {}", figures(1.0 / b))
                } else {
                    String::new()
                },
                figures(self.at(&x)?)
            ));
        } else {
            lines.push(format!("{}: {words} = {}", self.drug, figures(parent)));
        }
        for step in &self.made {
            let (with, without) = (
                self.formation(step, over, &x)?,
                self.formation(step, under, &x)?,
            );
            let (own, own_change) = ratio(&step.eliminated)?;
            let formed = if without > 0.0 { with / without } else { 1.0 };
            let next = product_auc_ratio(formed, current, own_change)?;
            let mut line = format!("{}: formation {}", step.name, figures(formed));
            if without == 0.0 {
                line.push_str(" (none is formed either way)");
            } else if (without - 1.0).abs() > 1e-9 {
                line.push_str(&format!(" = {} / {}", figures(with), figures(without)));
            }
            line.push_str(&format!(" · {}", figures(current)));
            if !step.eliminated.routes.is_empty() {
                line.push_str(&format!(" · its own clearance {own}"));
            }
            lines.push(format!("{line} = {}", figures(next)));
            current = next;
        }
        Ok(lines)
    }

    /// `0.94·0.03 + 0.06`
    fn terms(&self, e: &Eliminated, state: State, x: &[f64]) -> Result<String, QuantityError> {
        let sum: f64 = e.routes.iter().map(|&(_, slot)| x[slot]).sum();
        let scale = if sum > assume::MOST_OF_CLEARANCE {
            assume::MOST_OF_CLEARANCE / sum
        } else {
            1.0
        };
        let mut words = Vec::new();
        let mut plain = true;
        for &(enzyme, slot) in &e.routes {
            let left = self.left(enzyme, state, x)?;
            let share = figures(x[slot] * scale);
            if left == 1.0 {
                words.push(share);
            } else {
                plain = false;
                words.push(format!("{share}·{}", figures(left)));
            }
        }
        if plain {
            return Ok("1".into());
        }
        let rest = 1.0 - sum * scale;
        if rest > 1e-9 {
            words.push(figures(rest));
        }
        Ok(words.join(" + "))
    }
}

fn same(a: &Person, b: &Person) -> bool {
    match (a, b) {
        (Person::Genotype(a), Person::Genotype(b)) => a == b,
        (Person::Phenotype(a), Person::Phenotype(b)) => a == b,
        (Person::Unsaid, Person::Unsaid) => true,
        _ => false,
    }
}

/// What to say where a drug is named as its own co-medication.
fn own_metabolism(q: &Question<'_>, enzymes: &BTreeSet<NodeId>) -> String {
    let kg = q.kg;
    let own: Vec<String> = enzymes
        .iter()
        .filter(|&&e| !graph::effect_on(kg, e, q.drug, None, q.aside).is_none())
        .map(|&e| kg.id_of(e).to_owned())
        .collect();
    let name = kg.name_of(q.drug);
    if own.is_empty() {
        format!("{name} is the drug that is asked about and no co-medication to itself")
    } else {
        format!(
            "{name} acts at {}, which also clears it: exposures measured during treatment contain that, and it is not counted again",
            and(&own)
        )
    }
}
