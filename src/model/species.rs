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
