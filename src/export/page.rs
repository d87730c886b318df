//! The page: one self-contained HTML file to search and explore.

mod content;

use crate::{error::Error, graph::KnowledgeGraph};

const TEMPLATE: &str = include_str!("page/page.html");
const STYLE: &str = include_str!("page/page.css");
/// The parts of the script in the order in which they are read.
const SCRIPT: &[&str] = &[
    include_str!("page/script/data.js"),
    include_str!("page/script/fold.js"),
    include_str!("page/script/dom.js"),
    include_str!("page/script/search.js"),
    include_str!("page/script/paths.js"),
    include_str!("page/script/layout.js"),
    include_str!("page/script/picture.js"),
    include_str!("page/script/claims.js"),
    include_str!("page/script/things.js"),
    include_str!("page/script/studies.js"),
    include_str!("page/script/views.js"),
    include_str!("page/script/main.js"),
];

pub(super) fn page(kg: &KnowledgeGraph) -> Result<String, Error> {
    let data = content::json(kg)?;
    let mut out = String::with_capacity(data.len() + 100_000);
    let mut rest = TEMPLATE;
    // Filled from the left, so that a name that looks like a blank of the template stays a name.
    while let Some((before, behind)) = rest.split_once("{{") {
        out.push_str(before);
        let (blank, behind) = behind.split_once("}}").unwrap_or((behind, ""));
        match blank {
            "style" => out.push_str(STYLE),
            "data" => out.push_str(&data),
            _ => out.push_str(&SCRIPT.concat()),
        }
        rest = behind;
    }
    out.push_str(rest);
    Ok(out)
}
