use std::{fmt, ops::Range};

use serde::{Deserialize, Deserializer, de};

/// A string that remembers where in the file's text it was read.
///
/// The reader hands out slices of the text, so a slice's address is its position; it is compared and never followed.
/// A string with escapes has no position.
#[derive(Clone, Default)]
pub(crate) struct Sp {
    pub value: String,
    address: usize,
}

impl Sp {
    /// Where the string stands in `text`, in bytes.
    pub fn span(&self, text: &str) -> Option<Range<usize>> {
        let start = self.address.checked_sub(text.as_ptr().addr())?;
        let end = start.checked_add(self.value.len())?;
        (end <= text.len()).then_some(start..end)
    }

    pub fn as_str(&self) -> &str {
        &self.value
    }
}

impl fmt::Debug for Sp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl std::ops::Deref for Sp {
    type Target = str;

    fn deref(&self) -> &str {
        &self.value
    }
}

impl<'de> Deserialize<'de> for Sp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Sp;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E>(self, s: &'de str) -> Result<Sp, E> {
                Ok(Sp {
                    address: s.as_ptr().addr(),
                    value: s.to_owned(),
                })
            }

            fn visit_str<E>(self, s: &str) -> Result<Sp, E> {
                Ok(Sp {
                    address: 0,
                    value: s.to_owned(),
                })
            }
        }

        deserializer.deserialize_str(Visitor)
    }
}
