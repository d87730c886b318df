use super::{kind::Kind, vocabulary::vocabulary};

vocabulary! {
    /// How two things are related. The relation decides which kinds may stand at its ends: see [`Relation::allows`].
    pub enum Relation {
        Binds = "binds",
        Acts = "acts at",
        ClearedBy = "is cleared by",
        ConvertedTo = "is converted to",
        StereoisomerOf = "is a stereoisomer of",
        Contains = "contains",
        LigandOf = "is an endogenous ligand of",
        Regulates = "regulates",
        Requires = "requires",
        ExpressedIn = "is expressed in",
        MemberOf = "is a member of",
        Crosstalk = "has crosstalk with",
        Affects = "affects",
        SymptomOf = "is a symptom of",
        MeasuredBy = "is measured by",
        AssociatedWith = "is associated with",
    }
}

/// One row of the signature table: a relation, what may stand before it, what may stand behind it.
pub type Signature = (Relation, &'static [Kind], &'static [Kind]);

use Kind::{Compound, Condition, Effect, Instrument, Process, Region, Target};

/// Which kinds of thing each relation may join. What this table does not list cannot be loaded.
pub const SIGNATURES: &[Signature] = &[
    (Relation::Binds, &[Compound], &[Target]),
    (Relation::Acts, &[Compound], &[Target]),
    (Relation::ClearedBy, &[Compound], &[Target]),
    (Relation::ConvertedTo, &[Compound], &[Compound]),
    (Relation::StereoisomerOf, &[Compound], &[Compound]),
    (Relation::Contains, &[Compound], &[Compound]),
    (Relation::LigandOf, &[Compound], &[Target]),
    (
        Relation::Regulates,
        &[Target, Process, Effect],
        &[Target, Process, Effect, Condition],
    ),
    (Relation::Requires, &[Process, Effect], &[Target, Process]),
    (
        Relation::ExpressedIn,
        &[Target, Process, Compound],
        &[Region],
    ),
    (Relation::MemberOf, &[Target, Region], &[Target, Region]),
    (Relation::Crosstalk, &[Target], &[Target]),
    (
        Relation::Affects,
        &[Compound],
        &[Effect, Condition, Process],
    ),
    (Relation::SymptomOf, &[Effect], &[Condition, Effect]),
    (Relation::MeasuredBy, &[Effect, Condition], &[Instrument]),
    (
        Relation::AssociatedWith,
        &[Compound, Target, Process, Region, Effect, Condition],
        &[Process, Effect, Condition, Region],
    ),
];

impl Relation {
    /// The row of [`SIGNATURES`] that belongs to this relation.
    pub fn signature(self) -> Signature {
        SIGNATURES[self as usize]
    }

    /// Whether the relation may join a thing of kind `from` to one of kind `to`.
    pub fn allows(self, from: Kind, to: Kind) -> bool {
        let (_, before, behind) = self.signature();
        before.contains(&from) && behind.contains(&to) && (self != Relation::MemberOf || from == to)
    }
}
