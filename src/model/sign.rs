use std::ops::Mul;

use super::vocabulary::vocabulary;

vocabulary! {
    /// Which way one thing moves another.
    pub enum Sign {
        Positive = "increases",
        Negative = "decreases",
    }
}

impl Mul for Sign {
    type Output = Sign;

    fn mul(self, other: Sign) -> Sign {
        if self == other {
            Sign::Positive
        } else {
            Sign::Negative
        }
    }
}

vocabulary! {
    /// The direction that a claim states.
    pub enum Direction {
        Increases = "increases",
        Decreases = "decreases",
        Modulates = "modulates, direction not stated",
        Unchanged = "does not change",
    }
}

impl Direction {
    /// The sign of the direction, where it has one.
    pub fn sign(self) -> Option<Sign> {
        match self {
            Direction::Increases => Some(Sign::Positive),
            Direction::Decreases => Some(Sign::Negative),
            Direction::Modulates | Direction::Unchanged => None,
        }
    }
}
