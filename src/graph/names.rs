//! Every spelling under which a thing can be asked for.

use std::collections::{BTreeMap, HashMap};

use super::{
    context::Checker,
    record::{Node, NodeData, NodeId},
};
use crate::{
    model::{curie, kind::Kind, name::fold},
    source::{span::Sp, suggest, syntax::RecordText},
};

#[derive(Debug, Default)]
pub(crate) struct NameIndex {
    ids: HashMap<Box<str>, NodeId>,
    names: HashMap<Box<str>, Vec<NodeId>>,
}

/// The answer to a name.
pub(crate) enum Found {
    One(NodeId),
    Several(Vec<NodeId>),
    None,
}

impl NameIndex {
    pub fn build(nodes: &[Node]) -> NameIndex {
        let mut index = NameIndex::default();
        for (i, node) in nodes.iter().enumerate() {
            let id = NodeId(i as u32);
            index.ids.insert(node.id.clone(), id);
            index.add(fold(&node.id), id);
            if node.kind == Kind::Reference {
                if let NodeData::Reference(r) = &node.data {
                    let curies = [
                        r.pmid.map(|p| format!("pmid:{p}")),
                        r.doi.as_ref().map(|d| format!("doi:{d}")),
                        r.pmcid.as_ref().map(|p| format!("pmcid:{p}")),
                    ];
                    for curie in curies.into_iter().flatten() {
                        index.add(curie.to_lowercase(), id);
                    }
                }
                continue;
            }
            index.add(fold(&node.name), id);
            for name in node.synonyms.iter().chain(&node.brands) {
                index.add(fold(name), id);
            }
            for xref in &node.xrefs {
                index.add(xref.to_lowercase(), id);
            }
        }
        index.add_genes(nodes);
        index
    }

    /// A gene names the target that is its one product; failing that, the complex that it is part of.
    fn add_genes(&mut self, nodes: &[Node]) {
        let mut owners: BTreeMap<String, (Vec<NodeId>, Vec<NodeId>)> = BTreeMap::new();
        for (i, node) in nodes.iter().enumerate() {
            let NodeData::Target(target) = &node.data else {
                continue;
            };
            for gene in &target.genes {
                let (single, complex) = owners.entry(fold(gene)).or_default();
                if target.genes.len() == 1 {
                    single
                } else {
                    complex
                }
                .push(NodeId(i as u32));
            }
        }
        for (gene, (single, complex)) in owners {
            if self
                .names
                .get(gene.as_str())
                .is_some_and(|known| known.iter().any(|n| nodes[n.index()].kind == Kind::Target))
            {
                continue;
            }
            for id in if single.is_empty() { complex } else { single } {
                self.add(gene.clone(), id);
            }
        }
    }

    fn add(&mut self, key: String, id: NodeId) {
        if key.is_empty() {
            return;
        }
        let list = self.names.entry(key.into()).or_default();
        if !list.contains(&id) {
            list.push(id);
        }
    }

    /// The node with exactly this id.
    pub fn id(&self, id: &str) -> Option<NodeId> {
        self.ids.get(id).copied()
    }

    /// What a name stands for among the things that `fits` lets through.
    pub fn find(&self, name: &str, fits: impl Fn(NodeId) -> bool) -> Found {
        if let Some(id) = self.id(name)
            && fits(id)
        {
            return Found::One(id);
        }
        /// No name is longer; folding a file's worth of text would only cost time.
        const LONGEST: usize = 400;
        if name.len() > LONGEST {
            return Found::None;
        }
        let folded = fold(name);
        let list = self
            .names
            .get(folded.as_str())
            .or_else(|| self.names.get(name.trim().to_lowercase().as_str()));
        let mut hits: Vec<NodeId> = list
            .into_iter()
            .flatten()
            .copied()
            .filter(|&n| fits(n))
            .collect();
        match hits.len() {
            0 => Found::None,
            1 => Found::One(hits[0]),
            _ => {
                hits.sort();
                Found::Several(hits)
            }
        }
    }

    /// The ids of the things whose id, name, synonym or brand comes closest.
    pub fn suggestions(
        &self,
        nodes: &[Node],
        name: &str,
        fits: impl Fn(NodeId) -> bool,
    ) -> Vec<String> {
        const MOST: usize = 5;
        let mut owner: BTreeMap<&str, NodeId> = BTreeMap::new();
        for (i, node) in nodes.iter().enumerate() {
            let id = NodeId(i as u32);
            if !fits(id) {
                continue;
            }
            for text in std::iter::once(&node.id)
                .chain([&node.name])
                .chain(&node.synonyms)
                .chain(&node.brands)
            {
                owner.entry(text).or_insert(id);
            }
        }
        let mut out: Vec<String> = Vec::new();
        for near in suggest::nearest(name, owner.keys().copied(), MOST * 4) {
            let id = &nodes[owner[near.as_str()].index()].id;
            if out.iter().all(|o| **o != **id) {
                out.push(id.to_string());
            }
            if out.len() == MOST {
                break;
            }
        }
        out
    }
}

/// Reports names and cross-references that would stand for two things of one kind.
pub(crate) fn check_collisions<'a>(parsed: &'a [(usize, Vec<RecordText>)], c: &mut Checker<'a>) {
    let mut owners: HashMap<(Kind, String), (&'a str, usize, &'a Sp)> = HashMap::new();
    for (file, records) in parsed {
        c.file = *file;
        for record in records {
            let Some((kind, id, names, xrefs)) = names_of(record) else {
                continue;
            };
            for (is_xref, sp) in names
                .into_iter()
                .map(|n| (false, n))
                .chain(xrefs.iter().map(|x| (true, x)))
            {
                if is_xref && curie::may_be_shared(sp) {
                    continue;
                }
                let key = if is_xref { sp.to_lowercase() } else { fold(sp) };
                if key.is_empty() {
                    continue;
                }
                match owners.get(&(kind, key.clone())) {
                    Some(&(other, _, _)) if other == id => {}
                    Some(&(other, at_file, at)) => {
                        let place = c.place_of(at_file, at);
                        let (code, what) = if is_xref {
                            ("S028", "cross-reference")
                        } else {
                            ("S022", "name")
                        };
                        c.problem(
                            code,
                            sp,
                            format!(
                                "the {what} `{}` would stand for both `{id}` and `{other}`",
                                sp.as_str()
                            ),
                            format!(
                                "it stands for `{other}` at {place}; remove it from one of them"
                            ),
                        );
                    }
                    None => {
                        owners.insert((kind, key), (id, *file, sp));
                    }
                }
            }
        }
    }
}

type Named<'a> = (Kind, &'a str, Vec<&'a Sp>, &'a [Sp]);

fn names_of(record: &RecordText) -> Option<Named<'_>> {
    fn list<'a>(id: &'a Sp, name: &'a Sp, synonyms: &'a [Sp], brands: &'a [Sp]) -> Vec<&'a Sp> {
        [id, name]
            .into_iter()
            .chain(synonyms)
            .chain(brands)
            .collect()
    }
    Some(match record {
        RecordText::Compound(r) => (
            Kind::Compound,
            r.id.as_str(),
            list(&r.id, &r.name, &r.synonyms, &r.brands),
            &r.xrefs,
        ),
        RecordText::Extend(r) => (
            Kind::Compound,
            r.compound.as_str(),
            r.synonyms.iter().chain(&r.brands).collect(),
            &r.xrefs,
        ),
        RecordText::Target(r) => (
            Kind::Target,
            r.id.as_str(),
            list(&r.id, &r.name, &r.synonyms, &[]),
            &r.xrefs,
        ),
        RecordText::Process(r) => (
            Kind::Process,
            r.id.as_str(),
            list(&r.id, &r.name, &r.synonyms, &[]),
            &r.xrefs,
        ),
        RecordText::Region(r) => (
            Kind::Region,
            r.id.as_str(),
            list(&r.id, &r.name, &r.synonyms, &[]),
            &r.xrefs,
        ),
        RecordText::Effect(r) => (
            Kind::Effect,
            r.id.as_str(),
            list(&r.id, &r.name, &r.synonyms, &[]),
            &r.xrefs,
        ),
        RecordText::Condition(r) => (
            Kind::Condition,
            r.id.as_str(),
            list(&r.id, &r.name, &r.synonyms, &[]),
            &r.xrefs,
        ),
        RecordText::Instrument(r) => (
            Kind::Instrument,
            r.id.as_str(),
            list(&r.id, &r.name, &r.synonyms, &[]),
            &[],
        ),
        _ => return None,
    })
}
