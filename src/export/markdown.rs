//! Markdown: a text to read, thing by thing.

use std::fmt::{Display, Write};

use crate::{
    graph::{
        KnowledgeGraph,
        claim::Claim,
        handles::{Compound, Target},
        measurement::Measurement,
        reference::Reference,
    },
    model::{
        evidence::{Stance, Status},
        kind::Kind,
    },
};

/// Escapes what Markdown would read as markup, and makes signs visible that reverse the writing direction.
fn plain(text: impl Display) -> String {
    let text = text.to_string();
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '~' | '!' | '$' => {
                out.push('\\');
                out.push(c);
            }
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                out.push('\u{fffd}');
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn cited(reference: &Reference) -> String {
    match reference.url() {
        Some(url) if url.starts_with("https://") || url.starts_with("http://") => {
            // Characters that would end the address are written as URLs write them.
            let url: String = url
                .chars()
                .map(|c| match c {
                    '(' => "%28".to_owned(),
                    ')' => "%29".to_owned(),
                    '<' => "%3C".to_owned(),
                    '>' => "%3E".to_owned(),
                    '\\' => "%5C".to_owned(),
                    c if c.is_whitespace() || c.is_control() => "%20".to_owned(),
                    c => c.to_string(),
                })
                .collect();
            format!("[{}]({url})", plain(reference.citation()))
        }
        _ => plain(reference.citation()),
    }
}

pub(super) fn text(kg: &KnowledgeGraph) -> String {
    let mut out = String::from("# opiograph\n\n");
    for line in kg.summary().to_string().lines() {
        let _ = writeln!(out, "- {}", plain(line));
    }
    out.push_str("\n## Compounds\n");
    for c in kg.compounds() {
        compound(&mut out, &c);
    }
    out.push_str("\n## Targets\n");
    for t in kg.targets() {
        target(&mut out, &t);
    }
    out.push_str("\n## Mechanisms\n\n");
    for claim in kg.claims() {
        let about_biology = claim.subject().kind() != Kind::Compound;
        if about_biology {
            claim_line(&mut out, &claim);
        }
    }
    out.push_str("\n## Disputed claims\n\n");
    for claim in kg.claims().filter(|c| c.status() == Status::Disputed) {
        claim_line(&mut out, &claim);
    }
    out.push_str("\n## Blockade experiments\n\n");
    for e in kg.blockade_experiments() {
        let words = e.to_string();
        let head = words.rsplit_once(" [").map_or(words.as_str(), |(h, _)| h);
        let _ = writeln!(out, "- {} {}", plain(head), cited(&e.reference()));
    }
    out.push_str("\n## Studies\n");
    for s in kg.studies() {
        study(&mut out, &s);
    }
    out.push_str("\n## References\n\n");
    for r in kg.references() {
        let title = r.title().unwrap_or_default();
        let journal = r.journal().unwrap_or_default();
        let _ = writeln!(
            out,
            "- {} {}",
            cited(&r),
            plain(format!("{title} {journal}").trim())
        );
    }
    out
}

fn heading(out: &mut String, name: &str, id: &str, facts: &[Option<String>]) {
    let _ = write!(out, "\n### {} ({})\n\n", plain(name), plain(id));
    let facts: Vec<&str> = facts.iter().flatten().map(String::as_str).collect();
    if !facts.is_empty() {
        let _ = write!(out, "{}\n\n", facts.join("; "));
    }
}

fn named(word: &str, list: &[&str]) -> Option<String> {
    (!list.is_empty()).then(|| format!("{word}: {}", plain(list.join(", "))))
}

fn compound(out: &mut String, c: &Compound) {
    heading(
        out,
        c.name(),
        c.id(),
        &[
            Some(plain(c.kind())),
            c.family().map(plain),
            named("also", &c.synonyms()),
            named("sold as", &c.brands()),
            named("elsewhere", &c.xrefs()),
        ],
    );
    let numbers: Vec<Measurement> = c
        .targets()
        .iter()
        .filter_map(|t| c.measurements(t.id()).ok())
        .flatten()
        .collect();
    if !numbers.is_empty() {
        out.push_str("| target | number | species | assay | source |\n|---|---|---|---|---|\n");
        for m in &numbers {
            let _ = writeln!(
                out,
                "| {} | {} {} {} {} | {} | {} | {} |",
                plain(m.target().id()),
                m.parameter(),
                plain(m.relation()),
                m.value(),
                m.unit(),
                m.species(),
                plain(m.assay().unwrap_or(m.method().label())),
                cited(&m.reference())
            );
        }
        out.push('\n');
    }
    for claim in c.claims() {
        if claim.subject().id() == c.id() && claim.measurements().is_empty() {
            claim_line(out, &claim);
        }
    }
}

fn target(out: &mut String, t: &Target) {
    heading(
        out,
        t.name(),
        t.id(),
        &[
            Some(plain(t.kind())),
            named("genes", &t.genes()),
            t.couples_to()
                .map(|c| format!("works through {}", plain(c))),
            named("also", &t.synonyms()),
        ],
    );
    let ligands: Vec<String> = t.ligands().iter().map(|l| plain(l.name())).collect();
    if !ligands.is_empty() {
        let _ = write!(out, "Ligands: {}\n\n", ligands.join(", "));
    }
}

fn claim_line(out: &mut String, claim: &Claim) {
    let _ = write!(
        out,
        "- {} ({}, confidence {:.2})",
        plain(claim.sentence()),
        claim.status(),
        claim.confidence().value()
    );
    for (stance, word) in [
        (Stance::Supports, "for"),
        (Stance::Disputes, "against"),
        (Stance::Hypothesis, "proposed by"),
    ] {
        let mut sources: Vec<String> = Vec::new();
        for e in claim.evidence().iter().filter(|e| e.stance() == stance) {
            let source = cited(&e.reference());
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        if !sources.is_empty() {
            let _ = write!(out, "; {word} {}", sources.join(", "));
        }
    }
    out.push('\n');
}

fn study(out: &mut String, s: &crate::graph::study::Study) {
    let count = |word: &str, n: Option<u32>| n.map(|n| format!("{n} {word}"));
    heading(
        out,
        s.name(),
        s.id(),
        &[
            Some(plain(s.design())),
            count("randomised", s.randomised()),
            count("analysed", s.analysed()),
            s.population().map(plain),
            Some(cited(&s.reference())),
        ],
    );
    for o in s.outcomes() {
        let arms: Vec<_> = s
            .arms()
            .into_iter()
            .filter(|a| o.values.iter().any(|v| v.arm == a.id))
            .collect();
        let _ = write!(out, "{}\n\n| time |", plain(&o.name));
        for a in &arms {
            let _ = write!(out, " {} |", plain(&a.name));
        }
        let _ = writeln!(out, "\n|---|{}", "---|".repeat(arms.len()));
        let mut times: Vec<&str> = Vec::new();
        for v in &o.values {
            if !times.contains(&v.time.as_str()) {
                times.push(&v.time);
            }
        }
        for time in times {
            let _ = write!(out, "| {} |", plain(time));
            for a in &arms {
                let cell = o.values.iter().find(|v| v.arm == a.id && v.time == time);
                let words = cell.map_or_else(|| "–".to_owned(), plain);
                let _ = write!(out, " {words} |");
            }
            out.push('\n');
        }
        out.push('\n');
    }
    for c in s.caveats() {
        let _ = writeln!(out, "- Caveat: {}", plain(&c.text));
    }
}
