use super::vocabulary::vocabulary;

vocabulary! {
    /// What sort of thing a node of the graph is.
    pub enum Kind {
        Compound = "compound",
        Target = "target",
        Process = "process",
        Region = "region",
        Effect = "effect",
        Condition = "condition",
        Instrument = "instrument",
        Study = "study",
        Reference = "reference",
    }
}

vocabulary! {
    /// What sort of substance a compound is.
    #[non_exhaustive]
    pub enum CompoundKind {
        Drug = "drug",
        Metabolite = "metabolite",
        Endogenous = "endogenous ligand",
        ToolCompound = "tool compound",
        Product = "combination product",
    }
}

vocabulary! {
    /// How a compound's stereochemistry is defined.
    pub enum Stereo {
        Achiral = "achiral",
        Enantiomer = "single stereoisomer",
        Racemate = "racemate",
        Unstated = "stereochemistry not stated",
    }
}

vocabulary! {
    /// What sort of protein or complex a target is.
    #[non_exhaustive]
    pub enum TargetKind {
        Receptor = "G protein-coupled receptor",
        IonChannel = "ion channel",
        Transporter = "transporter",
        Enzyme = "enzyme",
        CatalyticReceptor = "catalytic receptor",
        GrowthFactor = "growth factor",
        Chaperone = "chaperone",
        Adaptor = "adaptor protein",
        Complex = "protein complex",
        Subunit = "subunit",
    }
}

vocabulary! {
    /// The scale on which a process runs.
    pub enum Level {
        Molecular = "molecular",
        Cellular = "cellular",
        Circuit = "circuit",
        Organ = "organ",
    }
}

vocabulary! {
    /// Whether more of an effect is welcome.
    pub enum Valence {
        Good = "good",
        Bad = "bad",
        Neutral = "neutral",
    }
}

vocabulary! {
    /// Where in the body something happens, as far as a drug's access to it is concerned.
    #[non_exhaustive]
    pub enum Site {
        Systemic = "systemic",
        Central = "central",
        Spinal = "spinal",
        Peripheral = "peripheral",
    }
}
