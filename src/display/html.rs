//! HTML fragments for notebooks: escaped text, tables, links to sources; no script, nothing from outside.
//!
//! A result writes itself as `html::block([html::heading("…"), Table::new(&["receptor", "share"]).numeric(1).rows(rows).into(), …])`.

mod outline;
mod table;

use std::fmt::Display;

pub(crate) use outline::outline;
pub(crate) use table::Table;

use super::notebook::escape;
use crate::{
    graph::{
        claim::{Claim, Evidence},
        reference::Reference,
    },
    model::evidence::{Stance, Status},
};

/// A piece of HTML whose text is escaped: but for [`Html::svg`] and [`Html::section`], making one escapes what is given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Html(String);

impl Html {
    /// Plain text.
    pub fn text(text: impl Display) -> Html {
        Html(escape(&text.to_string()))
    }

    /// Text of several lines, kept as it stands.
    pub fn lines(text: impl Display) -> Html {
        Html(format!("<pre>{}</pre>", escape(&text.to_string())))
    }

    /// A picture that this crate wrote.
    pub fn svg(svg: &str) -> Html {
        Html(format!("<div class=\"picture\">{svg}</div>"))
    }

    /// Markup that its writer escaped.
    pub fn section(markup: &str) -> Html {
        Html(markup.to_owned())
    }

    /// Strong text.
    pub fn strong(text: impl Display) -> Html {
        Html::text(text).within("strong", "")
    }

    /// Text that steps back: units, sources, remarks.
    pub fn muted(text: impl Display) -> Html {
        Html::text(text).within("span", "m")
    }

    /// A word in a frame, such as a status.
    pub fn badge(text: impl Display) -> Html {
        Html::text(text).within("span", "b")
    }

    /// A word in a frame that calls for attention, such as `disputed`.
    pub fn warning(text: impl Display) -> Html {
        Html::text(text).within("span", "b w")
    }

    /// A link. Addresses other than http(s) are shown as text.
    pub fn link(address: &str, text: impl Display) -> Html {
        if !(address.starts_with("https://") || address.starts_with("http://")) {
            return Html::text(text);
        }
        Html(format!(
            "<a href=\"{}\" rel=\"noreferrer noopener\" target=\"_blank\">{}</a>",
            escape(address),
            escape(&text.to_string())
        ))
    }

    /// This and what follows it.
    pub fn and(mut self, next: impl Into<Html>) -> Html {
        self.0.push_str(&next.into().0);
        self
    }

    /// Pieces with a separator between them.
    pub fn join(pieces: impl IntoIterator<Item = Html>, separator: &str) -> Html {
        let pieces: Vec<String> = pieces.into_iter().map(|p| p.0).collect();
        Html(pieces.join(&escape(separator)))
    }

    /// Whether nothing would be seen.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn within(self, tag: &str, class: &str) -> Html {
        if class.is_empty() {
            Html(format!("<{tag}>{}</{tag}>", self.0))
        } else {
            Html(format!("<{tag} class=\"{class}\">{}</{tag}>", self.0))
        }
    }
}

impl From<&str> for Html {
    fn from(text: &str) -> Html {
        Html::text(text)
    }
}

impl From<String> for Html {
    fn from(text: String) -> Html {
        Html::text(text)
    }
}

/// A heading.
pub(crate) fn heading(text: impl Display) -> Html {
    Html::text(text).within("h4", "")
}

/// A paragraph.
pub(crate) fn paragraph(inside: impl Into<Html>) -> Html {
    inside.into().within("p", "")
}

/// A list, one item a line.
pub(crate) fn list(items: impl IntoIterator<Item = Html>) -> Html {
    let items: Vec<String> = items.into_iter().map(|i| i.within("li", "").0).collect();
    if items.is_empty() {
        Html::default()
    } else {
        Html(items.concat()).within("ul", "")
    }
}

/// Something that opens when its summary is pressed.
pub(crate) fn details(summary: impl Into<Html>, inside: impl Into<Html>) -> Html {
    Html(format!(
        "<details><summary>{}</summary>{}</details>",
        summary.into().0,
        inside.into().0
    ))
}

/// A source as it is cited, linked to where it can be read.
pub(crate) fn reference(reference: &Reference) -> Html {
    match reference.url() {
        Some(url) => Html::link(&url, reference.citation()),
        None => Html::text(reference.citation()),
    }
}

/// A status, marked where it is no plain support.
pub(crate) fn status(status: Status) -> Html {
    match status {
        Status::Supported => Html::badge(status),
        _ => Html::warning(status),
    }
}

/// The evidence of a claim as a list, each piece with a link to its source.
pub(crate) fn evidence(claim: &Claim) -> Html {
    list(claim.evidence().iter().map(piece))
}

/// One piece of evidence: its side, its source as a link, what was studied.
pub(crate) fn piece(e: &Evidence) -> Html {
    let stance = match e.stance() {
        Stance::Supports => Html::badge(e.stance()),
        _ => Html::warning(e.stance()),
    };
    let words = e.to_string();
    let head = format!("{} {}: ", e.reference().citation(), e.stance());
    let rest = words.strip_prefix(&head).unwrap_or(&words);
    stance
        .and(" ")
        .and(reference(&e.reference()))
        .and(Html::muted(format!(" {rest}")))
}

/// A sentence that ends with its citation in brackets, the citation as a link.
pub(crate) fn sourced(words: impl Display, source: &Reference) -> Html {
    let words = words.to_string();
    let citation = format!(" [{}]", source.citation());
    match words.strip_suffix(&citation) {
        Some(head) => Html::text(head).and(" ").and(reference(source)),
        None => Html::text(words).and(" ").and(reference(source)),
    }
}

/// Facts as name and value; those that are not known are left out.
pub(crate) fn facts(facts: &[(&str, Option<String>)]) -> Html {
    let known = facts
        .iter()
        .filter_map(|(name, value)| Some((name, value.as_ref()?)));
    let rows: Vec<String> = known
        .map(|(name, value)| {
            let name = Html::muted(name).within("td", "");
            format!(
                "<tr>{}{}</tr>",
                name.0,
                Html::text(value).within("td", "").0
            )
        })
        .collect();
    if rows.is_empty() {
        return Html::default();
    }
    Html(rows.concat()).within("tbody", "").within("table", "")
}

/// Parts side by side, as far as the width allows.
pub(crate) fn beside(parts: impl IntoIterator<Item = Html>) -> Html {
    let parts: Vec<String> = parts.into_iter().map(|p| p.within("div", "").0).collect();
    Html(parts.concat()).within("div", "row")
}

/// A claim as a sentence with its status; the evidence opens when it is pressed.
pub(crate) fn claim(claim: &Claim) -> Html {
    let inside = if claim.measurements().is_empty() {
        evidence(claim)
    } else {
        list(
            claim
                .measurements()
                .iter()
                .map(|m| sourced(m, &m.reference())),
        )
        .and(evidence(claim))
    };
    details(
        Html::text(claim.sentence())
            .and(" ")
            .and(status(claim.status()))
            .and(Html::muted(format!(
                " confidence {:.2}",
                claim.confidence().value()
            ))),
        inside,
    )
}

/// The whole output of a result: its parts one below the other, with the style that they need.
///
/// Colours come from the surroundings, so that the block reads on light and dark pages alike.
pub(crate) fn block(parts: impl IntoIterator<Item = Html>) -> String {
    let parts: Vec<String> = parts.into_iter().map(|p| p.0).collect();
    format!(
        "<div class=\"opiograph\"><style>{STYLE}</style>{}</div>",
        parts.concat()
    )
}

/// Several blocks one below the other, with their style once.
pub(crate) fn several(blocks: &[String], more: &str) -> String {
    let style = format!("<style>{STYLE}</style>");
    let inside: Vec<String> = blocks
        .iter()
        .map(|b| format!("<li>{}</li>", b.replacen(&style, "", 1)))
        .collect();
    let more = if more.is_empty() {
        String::new()
    } else {
        paragraph(Html::muted(more)).0
    };
    format!(
        "<div class=\"opiograph\">{style}<ol class=\"all\">{}</ol>{more}</div>",
        inside.concat()
    )
}

const STYLE: &str = include_str!("html/notebook.css");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_data_stays_text() {
        let rows = vec![vec![
            Html::text("<script>alert(1)</script>"),
            "a & \"b\"".into(),
        ]];
        let html = block([
            heading("<b>"),
            Table::new(&["x<y", "z"]).numeric(1).rows(rows).into(),
            details("<i>", Html::muted("'")),
            Html::link("javascript:alert(1)", "link"),
            Html::link("https://doi.org/10.1/a\"b", "paper"),
        ]);
        for bad in ["<script", "<b>", "<i>", "javascript:", "a\"b"] {
            assert!(!html.contains(bad), "{bad} in {html}");
        }
        assert!(html.contains("<td class=\"n\">a &amp; &quot;b&quot;</td>"));
    }
}
