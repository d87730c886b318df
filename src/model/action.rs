use super::{sign::Sign, vocabulary::vocabulary};

vocabulary! {
    /// What a compound does at a target once it is there, in the classes of the IUPHAR/BPS Guide to Pharmacology.
    #[non_exhaustive]
    pub enum Action {
        FullAgonist = "full agonist",
        Agonist = "agonist",
        PartialAgonist = "partial agonist",
        BiasedAgonist = "biased agonist",
        InverseAgonist = "inverse agonist",
        Antagonist = "antagonist",
        PositiveModulator = "positive allosteric modulator",
        NegativeModulator = "negative allosteric modulator",
        ChannelBlocker = "channel blocker",
        ReuptakeInhibitor = "reuptake inhibitor",
        Releaser = "releaser",
        Inhibitor = "inhibitor",
        MechanismBasedInhibitor = "mechanism-based inhibitor",
        Inducer = "inducer",
        Substrate = "substrate",
        Modulator = "modulator of unstated direction",
    }
}

impl Action {
    /// Whether a question about `asked` is answered by this action.
    ///
    /// `Agonist` also finds full, partial and biased agonists; `Inhibitor` also finds mechanism-based ones; every other action finds itself.
    pub fn is_a(self, asked: Action) -> bool {
        self == asked
            || match asked {
                Action::Agonist => {
                    matches!(
                        self,
                        Action::FullAgonist | Action::PartialAgonist | Action::BiasedAgonist
                    )
                }
                Action::Inhibitor => self == Action::MechanismBasedInhibitor,
                _ => false,
            }
    }

    /// Whether a compound cannot well be both at one target.
    ///
    /// Classes that push opposite ways contradict one another; so do full and partial agonist, antagonist and inverse agonist,
    /// reuptake inhibitor and releaser. Bias is an axis of its own, and block of a channel is a way to antagonise.
    pub fn contradicts(self, other: Action) -> bool {
        use Action::*;
        let opposite = matches!((self.sign(), other.sign()), (Some(a), Some(b)) if a != b);
        opposite
            || [
                (FullAgonist, PartialAgonist),
                (Antagonist, InverseAgonist),
                (ReuptakeInhibitor, Releaser),
            ]
            .iter()
            .any(|&pair| pair == (self, other) || pair == (other, self))
    }

    /// Which way the target's activity moves when the compound acts alone.
    ///
    /// `None` where the class says nothing about direction (substrate, unstated modulator).
    pub fn sign(self) -> Option<Sign> {
        match self {
            Action::FullAgonist
            | Action::Agonist
            | Action::PartialAgonist
            | Action::BiasedAgonist
            | Action::PositiveModulator
            | Action::Inducer => Some(Sign::Positive),
            Action::InverseAgonist
            | Action::Antagonist
            | Action::NegativeModulator
            | Action::ChannelBlocker
            | Action::ReuptakeInhibitor
            | Action::Releaser
            | Action::Inhibitor
            | Action::MechanismBasedInhibitor => Some(Sign::Negative),
            Action::Substrate | Action::Modulator => None,
        }
    }
}

vocabulary! {
    /// How strongly an enzyme inhibitor raises the exposure of a sensitive substrate, in the classes of the FDA.
    pub enum Strength {
        Weak = "weak",
        Moderate = "moderate",
        Strong = "strong",
    }
}
