use super::vocabulary::vocabulary;

vocabulary! {
    /// The species that a protein, a tissue or a subject belongs to.
    #[non_exhaustive]
    pub enum Species {
        Human = "human",
        RhesusMonkey = "rhesus monkey",
        Monkey = "monkey",
        Rat = "rat",
        Mouse = "mouse",
        GuineaPig = "guinea pig",
        Hamster = "hamster",
        Rabbit = "rabbit",
        Cat = "cat",
        Dog = "dog",
        Pig = "pig",
        Cow = "cow",
        Chick = "chick",
        Bird = "bird",
        Zebrafish = "zebrafish",
        Mixed = "several species together",
        NotStated = "species not stated",
    }
}

vocabulary! {
    /// The sex of the subjects, where it decides.
    pub enum Sex {
        Female = "female",
        Male = "male",
    }
}

/// Whether a claim that holds in some species counts in this one.
///
/// Primates stand for one another, and rodents for one another; where no species is named, rodents are meant, in which most of the published experiments were done.
pub(crate) fn lives_in(only_in: &[Species], species: Option<Species>) -> bool {
    if only_in.is_empty() {
        return true;
    }
    let group = |s: Species| match s {
        Species::Human | Species::RhesusMonkey | Species::Monkey => 0,
        Species::Rat | Species::Mouse | Species::GuineaPig | Species::Hamster => 1,
        other => 2 + other as u8,
    };
    let asked = species
        .filter(|s| !matches!(s, Species::Mixed | Species::NotStated))
        .unwrap_or(Species::Mouse);
    only_in.contains(&asked) || only_in.iter().any(|s| group(*s) == group(asked))
}
