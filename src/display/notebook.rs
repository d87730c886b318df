//! Rich output in an evcxr notebook: HTML with inline pictures, and plain text, in one call.

use std::fmt::Display;

use super::html;
use crate::error::Error;

/// A result that a notebook shows.
pub trait Show: Display {
    /// The result as an HTML fragment: escaped text, inline SVG, no script, nothing from outside.
    fn html(&self) -> String {
        html::block(html::outline(&self.to_string()))
    }
}

/// Prints both forms of a result in the way that evcxr reads.
pub(crate) fn show(result: &impl Show) {
    emit(&result.html(), &result.to_string());
}

fn emit(html: &str, text: &str) {
    println!(
        "EVCXR_BEGIN_CONTENT text/html\n{html}\nEVCXR_END_CONTENT\nEVCXR_BEGIN_CONTENT text/plain\n{text}\nEVCXR_END_CONTENT"
    );
}

/// Lists of results in a notebook: what `kg.mechanisms(…)?` or `kg.disputes()` gives shows itself, one result below the other.
///
/// The trait comes with `use opiograph::*`; evcxr then finds it for any list, and for a result that may be absent.
pub trait ShowAll {
    /// Shows the results in an evcxr notebook, as HTML and as plain text.
    fn evcxr_display(&self);
}

/// A list longer than this is cut in a notebook, and says so; the value holds all of it.
const MOST: usize = 100;

impl<T: Show> ShowAll for [T] {
    fn evcxr_display(&self) {
        let shown = &self[..self.len().min(MOST)];
        let more = match self.len() - shown.len() {
            0 if self.is_empty() => "none".to_owned(),
            0 => String::new(),
            n => format!("and {n} more"),
        };
        let fragments: Vec<String> = shown.iter().map(Show::html).collect();
        let mut text: Vec<String> = shown.iter().map(ToString::to_string).collect();
        if !more.is_empty() {
            text.push(more.clone());
        }
        let apart = if text.iter().any(|t| t.contains('\n')) {
            "\n\n"
        } else {
            "\n"
        };
        emit(&html::several(&fragments, &more), &text.join(apart));
    }
}

impl<T: Show> ShowAll for Option<T> {
    fn evcxr_display(&self) {
        self.as_slice().evcxr_display();
    }
}

impl<T: Show> ShowAll for Result<T, Error> {
    fn evcxr_display(&self) {
        match self {
            Ok(value) => show(value),
            Err(error) => show(error),
        }
    }
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
