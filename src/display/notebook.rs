//! Rich output in an evcxr notebook: HTML with inline pictures, and plain text, in one call.

use std::fmt::Display;

/// A result that a notebook shows.
pub(crate) trait Show: Display {
    /// The result as an HTML fragment: escaped text, inline SVG, no script, nothing from outside.
    fn html(&self) -> String {
        format!(
            "<pre class=\"opiograph\">{}</pre>",
            escape(&self.to_string())
        )
    }
}

/// Prints both forms of a result in the way that evcxr reads.
pub(crate) fn show(result: &impl Show) {
    println!(
        "EVCXR_BEGIN_CONTENT text/html\n{}\nEVCXR_END_CONTENT\nEVCXR_BEGIN_CONTENT text/plain\n{result}\nEVCXR_END_CONTENT",
        result.html()
    );
}

/// Escapes text for HTML and SVG, in content and in quoted attributes.
///
/// Signs that reverse the writing direction become visible, so that a name cannot disguise itself.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                out.push('\u{fffd}')
            }
            c if c.is_control() && c != '\n' && c != '\t' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Gives types the method that evcxr calls.
macro_rules! shown {
    ($($name:ty),+ $(,)?) => {
        $(impl $name {
            /// Shows the value in an evcxr notebook, as HTML and as plain text.
            pub fn evcxr_display(&self) {
                crate::display::notebook::show(self);
            }
        })+
    };
}
pub(crate) use shown;
