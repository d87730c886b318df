use super::vocabulary::vocabulary;

vocabulary! {
    /// Which side of a claim a piece of evidence takes.
    pub enum Stance {
        Supports = "supports",
        Disputes = "disputes",
        Hypothesis = "proposes",
    }
}

vocabulary! {
    /// The kind of study that a piece of evidence comes from.
    pub enum Design {
        MetaAnalysis = "meta-analysis",
        RandomisedTrial = "randomised trial",
        OpenTrial = "open trial",
        HumanPharmacology = "human pharmacology",
        HumanImaging = "human imaging",
        Observational = "observational study",
        CaseReport = "case report",
        Animal = "animal study",
        ExVivo = "ex vivo",
        InVitro = "in vitro",
        InSilico = "computation",
        Guideline = "guideline",
        Label = "product label",
        Registry = "trial registry",
        Database = "database record",
        Review = "review",
        News = "news report",
        Opinion = "opinion",
        Hypothesis = "hypothesis",
    }
}

vocabulary! {
    /// What the evidence on a claim adds up to.
    pub enum Status {
        Supported = "supported",
        Disputed = "disputed",
        Refuted = "refuted",
        Hypothesis = "hypothesis",
    }
}
