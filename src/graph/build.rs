//! One pass over the parsed records that ends in a checked graph, or in every problem that it could reach.

use std::collections::HashMap;

use super::{
    Inner,
    claims::ClaimTable,
    context::Checker,
    record::{Node, NodeId},
};
use crate::{
    model::kind::Kind,
    source::{
        diagnostic::Diagnostic,
        read::{self, SourceFile},
        span::Sp,
        syntax::RecordText,
    },
};

/// Builds the graph from files, or reports what is wrong with them together with what was wrong earlier.
pub(crate) fn build(
    files: Vec<SourceFile>,
    earlier: Vec<Diagnostic>,
) -> Result<Inner, Vec<Diagnostic>> {
    let mut problems = earlier;
    let mut parsed: Vec<(usize, Vec<RecordText>)> = Vec::with_capacity(files.len());
    let mut unavailable: Vec<&str> = Vec::new();
    for (i, result) in parse_all(&files).into_iter().enumerate() {
        match result {
            Ok(records) => parsed.push((i, records)),
            Err(problem) => {
                problems.push(*problem);
                unavailable.extend(read::declared_ids(files[i].text()));
            }
        }
    }
    let mut checker = Checker::new(&files, problems, unavailable);
    let mut declared = declare(&parsed, &mut checker);
    declared.sort_by(|a, b| (a.kind, a.id).cmp(&(b.kind, b.id)));
    checker.nodes = declared
        .iter()
        .enumerate()
        .map(|(i, d)| (d.id, (NodeId(i as u32), d.kind)))
        .collect::<HashMap<_, _>>();
    checker.kinds = declared.iter().map(|d| d.kind).collect();
    checker.note_other_names(&parsed);
    super::names::check_collisions(&parsed, &mut checker);

    let count = declared.len();
    let mut nodes: Vec<Option<Node>> = (0..count).map(|_| None).collect();
    let mut claims = ClaimTable::default();
    let mut tables = super::Tables::default();
    for (file, records) in &parsed {
        checker.file = *file;
        for record in records {
            super::convert::record(record, &mut checker, &mut nodes, &mut claims, &mut tables);
        }
    }
    super::convert::extensions(&parsed, &mut checker, &mut nodes, &mut claims);
    let finished: Vec<Node> = nodes.into_iter().flatten().collect();
    if finished.len() == count {
        let problems = checker.finish();
        if problems.is_empty() {
            return Ok(Inner::freeze(files, finished, claims, tables));
        }
        return Err(problems);
    }
    Err(checker.finish())
}

/// Parses the files on as many threads as help; the results keep the order of the files.
fn parse_all(files: &[SourceFile]) -> Vec<Result<Vec<RecordText>, Box<Diagnostic>>> {
    /// Text that one thread reads in about the time that starting a thread takes, in bytes.
    const WORTH_A_THREAD: usize = 64 << 10;
    let total: usize = files.iter().map(|f| f.text().len()).sum();
    let cores = std::thread::available_parallelism().map_or(1, |n| n.get());
    let threads = cores.min(4).min(total / WORTH_A_THREAD + 1);
    if threads == 1 {
        return files.iter().map(read::parse).collect();
    }
    let mut parts: Vec<&[SourceFile]> = Vec::new();
    let (mut start, mut size) = (0, 0);
    for (i, file) in files.iter().enumerate() {
        size += file.text().len();
        if size >= total / threads {
            parts.push(&files[start..=i]);
            (start, size) = (i + 1, 0);
        }
    }
    parts.push(&files[start..]);
    std::thread::scope(|scope| {
        let running: Vec<_> = parts
            .iter()
            .map(|part| scope.spawn(|| part.iter().map(read::parse).collect::<Vec<_>>()))
            .collect();
        // A thread that cannot finish leaves its files to this one, where the cause shows itself.
        let finished = running.into_iter().zip(&parts);
        finished
            .flat_map(|(t, part)| {
                t.join()
                    .unwrap_or_else(|_| part.iter().map(read::parse).collect())
            })
            .collect()
    })
}

struct Declared<'a> {
    kind: Kind,
    id: &'a str,
}

/// Collects the ids of all things, and reports those that stand twice or have no proper form.
fn declare<'a>(
    parsed: &'a [(usize, Vec<RecordText>)],
    checker: &mut Checker<'a>,
) -> Vec<Declared<'a>> {
    let mut first: HashMap<&'a str, (usize, &'a Sp)> = HashMap::new();
    let mut declared = Vec::new();
    for (file, records) in parsed {
        checker.file = *file;
        for record in records {
            let Some((sp, kind)) = identity(record) else {
                continue;
            };
            checker.check_id(sp, kind);
            if let Some(&(other, at)) = first.get(sp.as_str()) {
                let place = checker.place_of(other, at);
                checker.problem(
                    "S021",
                    sp,
                    format!("the id `{}` is already used", sp.as_str()),
                    format!("it stands at {place}; ids are unique over all kinds: choose another, or add to that record with `Extend`"),
                );
                continue;
            }
            first.insert(sp.as_str(), (*file, sp));
            if let Some(kind) = kind {
                declared.push(Declared {
                    kind,
                    id: sp.as_str(),
                });
            }
        }
    }
    for (file, records) in parsed {
        checker.file = *file;
        for record in records {
            if let RecordText::Retired(r) = record
                && let Some(&(other, at)) = first.get(r.id.as_str())
            {
                let place = checker.place_of(other, at);
                checker.problem(
                    "S026",
                    &r.id,
                    format!("the retired id `{}` is used again", r.id.as_str()),
                    format!("it stands at {place}; ids are never reused: choose another there"),
                );
            }
        }
    }
    declared
}

/// The id that a record declares, and its kind where it is a node of the graph.
fn identity(record: &RecordText) -> Option<(&Sp, Option<Kind>)> {
    Some(match record {
        RecordText::Reference(r) => (&r.id, Some(Kind::Reference)),
        RecordText::Compound(r) => (&r.id, Some(Kind::Compound)),
        RecordText::Target(r) => (&r.id, Some(Kind::Target)),
        RecordText::Process(r) => (&r.id, Some(Kind::Process)),
        RecordText::Region(r) => (&r.id, Some(Kind::Region)),
        RecordText::Effect(r) => (&r.id, Some(Kind::Effect)),
        RecordText::Condition(r) => (&r.id, Some(Kind::Condition)),
        RecordText::Instrument(r) => (&r.id, Some(Kind::Instrument)),
        RecordText::Study(r) => (&r.id, Some(Kind::Study)),
        RecordText::Experiment(r) => (&r.id, None),
        RecordText::Interaction(r) => (&r.id, None),
        RecordText::Occupancy(r) => (&r.id, None),
        RecordText::AlleleTable(r) => (&r.id, None),
        RecordText::Guideline(r) => (&r.id, None),
        RecordText::Claim(_)
        | RecordText::Extend(_)
        | RecordText::Sought(_)
        | RecordText::Screened(_)
        | RecordText::Retired(_) => return None,
    })
}
