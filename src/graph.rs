//! The immutable graph: built once from checked records, asked ever after.

use std::{
    path::Path,
    sync::{Arc, OnceLock},
};

use petgraph::graph::{DiGraph, NodeIndex};

use self::{
    claims::ClaimTable,
    names::{Found, NameIndex},
    record::*,
};
use crate::{
    error::Error,
    model::{evidence::Status, kind::Kind, relation::Relation, sign::Sign},
    source::{
        bundled,
        read::{self, SourceFile, Text as FileText},
    },
};

pub(crate) mod affinity;
mod build;
pub(crate) mod claim;
mod claims;
pub(crate) mod confidence;
mod context;
mod convert;
pub(crate) mod exposure;
pub(crate) mod guideline;
pub(crate) mod handles;
mod measure;
pub(crate) mod measurement;
mod names;
pub(crate) mod record;
pub(crate) mod reference;
pub(crate) mod study;
mod summary;
pub(crate) mod tests;

pub use summary::Summary;

/// A node of [`KnowledgeGraph::petgraph`]: an id and what kind of thing it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct GraphNode {
    /// The id, as every method that takes a name accepts it.
    pub id: Box<str>,
    /// The kind of thing.
    pub kind: Kind,
}

/// An edge of [`KnowledgeGraph::petgraph`]: one claim.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct GraphEdge {
    /// The relation that the claim states.
    pub relation: Relation,
    /// Which way it moves its object, where it says so.
    pub sign: Option<Sign>,
    /// The id of the claim, for [`KnowledgeGraph::claim`].
    pub claim: Box<str>,
}

/// Records that are no nodes and no edges.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    pub experiments: Vec<ExperimentRecord>,
    pub interactions: Vec<InteractionRecord>,
    pub occupancies: Vec<OccupancyRecord>,
    pub allele_tables: Vec<AlleleTableRecord>,
    pub guidelines: Vec<GuidelineRecord>,
    pub sought: Vec<SoughtRecord>,
    pub screened: Vec<ScreenedRecord>,
    pub retired: Vec<RetiredRecord>,
}

/// A claim in a few words of memory.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Brief {
    pub subject: NodeId,
    pub object: NodeId,
    pub relation: Relation,
    pub sign: Option<Sign>,
    pub status: Status,
    pub confidence: f64,
    /// How much of the effect this route carries.
    pub share: f64,
    /// Whether a species, a sex or a phase confines it.
    pub is_confined: bool,
}

#[derive(Debug)]
pub(crate) struct Inner {
    files: Vec<SourceFile>,
    pub nodes: Vec<Node>,
    pub claims: Vec<ClaimRecord>,
    pub tables: Tables,
    names: NameIndex,
    graph: DiGraph<GraphNode, GraphEdge>,
    /// Claims by the node they start from, in table order.
    outgoing: Vec<Vec<ClaimId>>,
    /// Claims by the node they lead to, in table order.
    incoming: Vec<Vec<ClaimId>>,
    /// What walks need of each claim, reckoned when the first question asks.
    briefs: OnceLock<Box<[Brief]>>,
    /// What questions about blockade walk; made at the first one.
    pub network: OnceLock<crate::whatif::network::Network>,
    /// What occupancies measured in people say of a drug's hold on a target; made at the first question that needs it.
    pub lessons: OnceLock<crate::whatif::binding::Lessons>,
}

impl Inner {
    fn freeze(
        files: Vec<SourceFile>,
        nodes: Vec<Node>,
        claims: ClaimTable,
        mut tables: Tables,
    ) -> Inner {
        let (names, claims) = std::thread::scope(|scope| {
            let names = scope.spawn(|| NameIndex::build(&nodes));
            let claims = claims.into_sorted(&|n: NodeId| nodes[n.index()].id.clone());
            let names = names.join().unwrap_or_else(|_| NameIndex::build(&nodes));
            (names, claims)
        });
        tables.experiments.sort_by(|a, b| a.id.cmp(&b.id));
        tables.interactions.sort_by(|a, b| a.id.cmp(&b.id));
        tables.occupancies.sort_by(|a, b| a.id.cmp(&b.id));
        tables.guidelines.sort_by(|a, b| a.id.cmp(&b.id));
        tables
            .allele_tables
            .sort_by(|a, b| (&a.effective, &a.id).cmp(&(&b.effective, &b.id)));
        tables.screened.sort_by(|a, b| a.id.cmp(&b.id));
        tables.retired.sort_by(|a, b| a.id.cmp(&b.id));
        tables
            .sought
            .sort_by_key(|s| (s.subject, s.relation, s.object));
        let mut graph = DiGraph::with_capacity(nodes.len(), claims.len());
        for node in &nodes {
            graph.add_node(GraphNode {
                id: node.id.clone(),
                kind: node.kind,
            });
        }
        let mut outgoing = vec![Vec::new(); nodes.len()];
        let mut incoming = vec![Vec::new(); nodes.len()];
        for (i, claim) in claims.iter().enumerate() {
            let weight = GraphEdge {
                relation: claim.relation,
                sign: claim.sign(),
                claim: claim.id.clone(),
            };
            graph.add_edge(
                NodeIndex::new(claim.subject.index()),
                NodeIndex::new(claim.object.index()),
                weight,
            );
            outgoing[claim.subject.index()].push(ClaimId(i as u32));
            incoming[claim.object.index()].push(ClaimId(i as u32));
        }
        Inner {
            files,
            nodes,
            claims,
            tables,
            names,
            graph,
            outgoing,
            incoming,
            briefs: OnceLock::new(),
            network: OnceLock::new(),
            lessons: OnceLock::new(),
        }
    }

    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    pub fn claim(&self, id: ClaimId) -> &ClaimRecord {
        &self.claims[id.index()]
    }

    pub fn from(&self, node: NodeId) -> &[ClaimId] {
        &self.outgoing[node.index()]
    }

    pub fn to(&self, node: NodeId) -> &[ClaimId] {
        &self.incoming[node.index()]
    }

    /// The text of the file in which a record stands.
    pub fn file_at(&self, place: &Place) -> Option<&SourceFile> {
        let same = |f: &&SourceFile| std::sync::Arc::ptr_eq(&f.name, &place.file);
        let named = |f: &&SourceFile| f.name == place.file;
        self.files
            .iter()
            .find(same)
            .or_else(|| self.files.iter().find(named))
    }

    /// What a walk needs to know of a claim, without touching its record.
    pub fn brief(&self, id: ClaimId) -> &Brief {
        let all = self.briefs.get_or_init(|| {
            let brief = |c: &ClaimRecord| Brief {
                subject: c.subject,
                object: c.object,
                relation: c.relation,
                sign: c.sign(),
                status: confidence::status(c),
                confidence: confidence::value_without(self, c, &[]),
                share: c.payload.share(),
                is_confined: !c.context.only_in.is_empty()
                    || c.context.only_sex.is_some()
                    || c.context.phase.is_some(),
            };
            self.claims.iter().map(brief).collect()
        });
        &all[id.index()]
    }

    /// Nodes of one kind, in the order of their ids.
    pub fn of_kind(&self, kind: Kind) -> std::ops::Range<u32> {
        let start = self.nodes.partition_point(|n| n.kind < kind);
        let end = self.nodes.partition_point(|n| n.kind <= kind);
        start as u32..end as u32
    }
}

impl ClaimRecord {
    /// Which way the claim moves its object.
    pub fn sign(&self) -> Option<Sign> {
        match self.relation {
            Relation::Acts => self.payload.action.and_then(|a| a.sign()),
            Relation::ConvertedTo | Relation::Contains | Relation::LigandOf => Some(Sign::Positive),
            _ => self.payload.direction.and_then(|d| d.sign()),
        }
    }
}

/// A checked graph of pharmacology: everything that the data say, with evidence.
///
/// It is immutable and cheap to clone; an overlay yields a new one. Every question is a method.
#[derive(Clone)]
pub struct KnowledgeGraph(pub(crate) Arc<Inner>);

impl KnowledgeGraph {
    /// The data that come with the crate. Parsed at the first call, shared ever after.
    pub(crate) fn curated() -> KnowledgeGraph {
        static CURATED: std::sync::LazyLock<Result<KnowledgeGraph, Error>> =
            std::sync::LazyLock::new(|| KnowledgeGraph::from_files(bundled::files(), Vec::new()));
        match &*CURATED {
            Ok(kg) => kg.clone(),
            // The bundled files are checked by this crate's own tests, so this arm is for a broken working copy.
            Err(e) => panic!("the bundled data are broken: {e}"),
        }
    }

    fn from_files(
        files: Vec<SourceFile>,
        problems: Vec<crate::source::diagnostic::Diagnostic>,
    ) -> Result<KnowledgeGraph, Error> {
        build::build(files, problems)
            .map(|inner| KnowledgeGraph(Arc::new(inner)))
            .map_err(Error::data)
    }

    /// Loads every `.ron` file below a directory.
    ///
    /// # Errors
    /// Every problem that could be reached, as [`Error::diagnostics`].
    pub fn from_dir(dir: impl AsRef<Path>) -> Result<KnowledgeGraph, Error> {
        let (files, problems) = read::read_dir(dir.as_ref());
        KnowledgeGraph::from_files(files, problems)
    }

    /// These data and those of a directory, as a new graph. This one is unchanged.
    ///
    /// # Errors
    /// Every problem that could be reached; a repeated id is one.
    pub fn overlay_dir(&self, dir: impl AsRef<Path>) -> Result<KnowledgeGraph, Error> {
        let (added, problems) = read::read_dir(dir.as_ref());
        self.overlay(added, problems)
    }

    /// These data and those of a text, as a new graph; `name` is what messages call the text.
    ///
    /// # Errors
    /// Every problem that could be reached; a repeated id is one.
    pub fn overlay_str(
        &self,
        name: impl AsRef<str>,
        text: impl AsRef<str>,
    ) -> Result<KnowledgeGraph, Error> {
        let file = SourceFile {
            name: name.as_ref().into(),
            text: FileText::Read(text.as_ref().into()),
        };
        self.overlay(vec![file], Vec::new())
    }

    fn overlay(
        &self,
        added: Vec<SourceFile>,
        problems: Vec<crate::source::diagnostic::Diagnostic>,
    ) -> Result<KnowledgeGraph, Error> {
        let mut files = self.0.files.clone();
        files.extend(added);
        KnowledgeGraph::from_files(files, problems)
    }

    /// The petgraph value beneath: nodes are ids with their kind, edges are claims. For its algorithms.
    pub fn petgraph(&self) -> &DiGraph<GraphNode, GraphEdge> {
        &self.0.graph
    }

    /// The one thing of the wanted kinds that a name stands for.
    pub(crate) fn resolve(&self, name: &str, kinds: &[Kind], what: &str) -> Result<NodeId, Error> {
        let inner = &*self.0;
        let fits = |n: NodeId| kinds.is_empty() || kinds.contains(&inner.node(n).kind);
        match inner.names.find(name, fits) {
            Found::One(id) => Ok(id),
            Found::Several(ids) => {
                let ids = ids
                    .into_iter()
                    .map(|n| inner.node(n).id.to_string())
                    .collect();
                Err(Error::ambiguous(what, name, ids))
            }
            Found::None => {
                if let Some(retired) = inner.tables.retired.iter().find(|r| &*r.id == name)
                    && let Some(successor) = &retired.successor
                {
                    return Err(Error::not_found(what, name, vec![successor.to_string()]));
                }
                Err(Error::not_found(
                    what,
                    name,
                    inner.names.suggestions(&inner.nodes, name, fits),
                ))
            }
        }
    }
}

impl std::fmt::Debug for KnowledgeGraph {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "KnowledgeGraph({} nodes, {} claims)",
            self.0.nodes.len(),
            self.0.claims.len()
        )
    }
}
