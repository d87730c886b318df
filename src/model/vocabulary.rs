/// Declares a closed vocabulary: an enum whose variants each carry the words a colleague would write.
///
/// A variant may name the spelling it has in a RON file with `#[serde(rename = "…")]`.
macro_rules! vocabulary {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $label:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[doc = concat!("In words: ", $label, ".")] $variant,)+ }

        impl $name {
            /// Every value, in the order in which the vocabulary lists them.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The words for it in a sentence.
            pub const fn label(self) -> &'static str {
                match self { $($name::$variant => $label,)+ }
            }
        }

        impl crate::display::notebook::Show for $name {}
        crate::display::notebook::shown!($name);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.label())
            }
        }
    };
}
pub(crate) use vocabulary;
