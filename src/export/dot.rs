//! DOT, the language of Graphviz.

use std::fmt::Write;

use super::picture::GraphPicture;
use crate::{
    graph::KnowledgeGraph,
    model::{evidence::Status, kind::Kind, relation::Relation, sign::Sign},
};

/// A text in DOT's double quotes. Backslashes are doubled, because Graphviz reads `\N` and its like in labels.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' | '\r' | '\t' => out.push(' '),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn colour(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Compound => ("#e69f00", "ellipse"),
        Kind::Target => ("#56b4e9", "box"),
        Kind::Process => ("#009e73", "box"),
        Kind::Effect => ("#b8a800", "octagon"),
        Kind::Condition => ("#cc79a7", "octagon"),
        Kind::Region | Kind::Instrument | Kind::Study | Kind::Reference => ("#888888", "box"),
    }
}

fn node(out: &mut String, id: &str, name: &str, kind: Kind) {
    let (colour, shape) = colour(kind);
    let _ = writeln!(
        out,
        "  {} [label={}, shape={shape}, color=\"{colour}\", tooltip={}];",
        quoted(id),
        quoted(name),
        quoted(kind.label())
    );
}

struct Edge<'a> {
    from: &'a str,
    to: &'a str,
    relation: Relation,
    label: &'a str,
    sign: Option<Sign>,
    status: Status,
    confidence: f64,
    tooltip: &'a str,
}

fn edge(out: &mut String, e: &Edge<'_>) {
    let (colour, head) = match (e.relation, e.sign) {
        (Relation::Requires, _) => ("#a1467c", "odiamond"),
        (_, Some(Sign::Positive)) => ("#0072b2", "normal"),
        (_, Some(Sign::Negative)) => ("#d55e00", "tee"),
        (_, None) => ("#666666", "vee"),
    };
    let style = match e.status {
        Status::Supported => "solid",
        Status::Disputed | Status::Refuted => "dashed",
        Status::Hypothesis => "dotted",
    };
    let _ = writeln!(
        out,
        "  {} -> {} [label={}, color=\"{colour}\", arrowhead={head}, style={style}, penwidth={:.1}, tooltip={}];",
        quoted(e.from),
        quoted(e.to),
        quoted(e.label),
        1.0 + 2.5 * e.confidence,
        quoted(e.tooltip)
    );
}

fn begin(title: &str) -> String {
    format!(
        "digraph {} {{\n  graph [rankdir=LR, fontname=\"Helvetica\", label={}];\n  node [fontname=\"Helvetica\", fontsize=11];\n  edge [fontname=\"Helvetica\", fontsize=9];\n",
        quoted("opiograph"),
        quoted(title)
    )
}

/// One picture.
pub(super) fn picture(p: &GraphPicture) -> String {
    let mut out = begin(p.title());
    for n in p.nodes() {
        node(&mut out, &n.id, &n.name, n.kind);
    }
    for e in p.edges() {
        edge(
            &mut out,
            &Edge {
                from: &e.from,
                to: &e.to,
                relation: e.relation,
                label: e.label.as_deref().unwrap_or(""),
                sign: e.sign,
                status: e.status,
                confidence: e.confidence,
                tooltip: &e.sentence,
            },
        );
    }
    out.push_str("}\n");
    out
}

/// The whole graph: every thing that a claim names, and every claim.
pub(super) fn graph(kg: &KnowledgeGraph) -> String {
    let mut out = begin(&format!("opiograph {}", kg.summary().version));
    let inner = &kg.0;
    for (i, n) in inner.nodes.iter().enumerate() {
        let id = crate::graph::record::NodeId(i as u32);
        if !inner.from(id).is_empty() || !inner.to(id).is_empty() {
            node(&mut out, &n.id, &n.name, n.kind);
        }
    }
    for claim in kg.claims() {
        let label = match claim.action() {
            Some(action) => action.label(),
            None => claim.relation().label(),
        };
        edge(
            &mut out,
            &Edge {
                from: claim.subject().id(),
                to: claim.object().id(),
                relation: claim.relation(),
                label,
                sign: claim.sign(),
                status: claim.status(),
                confidence: claim.confidence().value(),
                tooltip: &claim.to_string(),
            },
        );
    }
    out.push_str("}\n");
    out
}
