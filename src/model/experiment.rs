use super::vocabulary::vocabulary;

vocabulary! {
    /// What becomes of an agent's effect when a receptor is blocked or lost.
    pub enum BlockadeResult {
        Abolished = "abolished",
        Attenuated = "attenuated",
        Unchanged = "unchanged",
        Potentiated = "potentiated",
    }
}

vocabulary! {
    /// How a published experiment stands to the mechanisms whose predictions it tests.
    pub enum ExperimentSet {
        /// Known while they were curated.
        Reference = "reference",
        /// Collected without sight of them, then looked at to find their gaps.
        Development = "development",
        /// Collected without sight of them and not looked at while they were curated.
        HeldOut = "held out",
    }
}

vocabulary! {
    /// Whether a cell of a published table can be read.
    pub enum CellState {
        Printed = "printed",
        Derived = "derived",
        Damaged = "damaged",
        Lost = "lost",
    }
}

vocabulary! {
    /// How much endogenous ligand acts at a receptor. In a file, no tone at all is written `Absent`, as `None` would leave the field out.
    pub enum Tone {
        #[serde(rename = "Absent")] None = "none",
        Low = "low",
        High = "high",
    }
}

vocabulary! {
    /// The CYP2D6 function that an allele codes for, in the terms of CPIC.
    pub enum AlleleFunction {
        No = "no function",
        Decreased = "decreased function",
        Normal = "normal function",
        Increased = "increased function",
        Uncertain = "uncertain function",
        Unknown = "unknown function",
    }
}

vocabulary! {
    /// The CYP2D6 metaboliser phenotype, in the terms of CPIC.
    pub enum Phenotype {
        Poor = "poor metaboliser",
        Intermediate = "intermediate metaboliser",
        Normal = "normal metaboliser",
        Ultrarapid = "ultrarapid metaboliser",
        Indeterminate = "indeterminate",
    }
}
