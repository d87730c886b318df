//! From RON text to checked records, or to diagnostics that say what to mend.

mod span;
mod syntax;

/// Reads one file's text; the error is rendered as `line:column: message`.
#[doc(hidden)]
pub fn parse_only(text: &str) -> Result<usize, String> {
    use ron::extensions::Extensions;
    let options = ron::Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME)
        .with_default_extension(Extensions::UNWRAP_VARIANT_NEWTYPES);
    let first = text
        .lines()
        .map(str::trim)
        .find(|l| !l.is_empty() && !l.starts_with("//"))
        .unwrap_or("");
    if first.starts_with('[') {
        options.from_str::<Vec<syntax::RecordText>>(text).map(|v| v.len()).map_err(|e| e.to_string())
    } else {
        options.from_str::<syntax::RecordText>(text).map(|_| 1).map_err(|e| e.to_string())
    }
}
