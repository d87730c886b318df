//! Our own layered picture of a mechanism graph, as SVG.
//!
//! Columns come from the kinds of the nodes and the direction of the edges; labels stand in columns of their own.
//! Edges bend only between columns and run level through them, each at a height of its own: so no label meets an edge or another label.

mod draw;
mod layout;
mod measure;
mod order;
mod place;
mod rank;

pub(crate) use draw::draw;

/// What is to be drawn.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spec {
    pub title: String,
    /// What a screen reader says of the whole picture.
    pub description: String,
    pub nodes: Vec<SpecNode>,
    pub edges: Vec<SpecEdge>,
    /// A line below the picture, such as what was left out.
    pub note: Option<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct SpecNode {
    pub shape: Shape,
    /// A short first line in bold, such as a receptor's abbreviation.
    pub lead: Option<String>,
    pub label: String,
    /// What appears when the node is pointed at.
    pub hover: String,
    /// Whether the picture is about this node.
    pub emphasis: bool,
}

/// What a node stands for: decides its column, shape and colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shape {
    Compound,
    Target,
    Process,
    Region,
    Effect,
    Condition,
    Instrument,
}

impl Shape {
    const ALL: [Shape; 7] = [
        Shape::Compound,
        Shape::Target,
        Shape::Process,
        Shape::Region,
        Shape::Effect,
        Shape::Condition,
        Shape::Instrument,
    ];

    fn band(self) -> u8 {
        match self {
            Shape::Compound => 0,
            Shape::Target | Shape::Process | Shape::Region => 1,
            Shape::Effect => 2,
            Shape::Condition | Shape::Instrument => 3,
        }
    }

    fn label(self) -> &'static str {
        match self {
            Shape::Compound => "compound",
            Shape::Target => "target",
            Shape::Process => "process",
            Shape::Region => "region",
            Shape::Effect => "effect",
            Shape::Condition => "condition",
            Shape::Instrument => "instrument",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Shape::Compound => "og-c",
            Shape::Target => "og-t",
            Shape::Process => "og-p",
            Shape::Region | Shape::Instrument => "og-r",
            Shape::Effect => "og-e",
            Shape::Condition => "og-d",
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct SpecEdge {
    pub from: usize,
    pub to: usize,
    pub label: Option<String>,
    pub end: End,
    pub line: Line,
    /// 0 to 1: decides how thick the line is.
    pub confidence: f64,
    pub hover: String,
}

/// How an edge ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum End {
    /// An arrow: more of the object.
    Increases,
    /// A T-bar: less of the object.
    Decreases,
    /// A dot: the object is changed, the direction was not said.
    Changes,
    /// A diamond at the subject: it needs the object. Laid out from the object to the subject.
    Needs,
    /// No ending: the two belong together.
    Plain,
}

impl End {
    const ALL: [End; 5] = [
        End::Increases,
        End::Decreases,
        End::Changes,
        End::Needs,
        End::Plain,
    ];

    fn label(self) -> &'static str {
        match self {
            End::Increases => "increases or activates",
            End::Decreases => "decreases or blocks",
            End::Changes => "changes, direction not stated",
            End::Needs => "is needed by",
            End::Plain => "belongs to, binds or becomes",
        }
    }

    fn class(self) -> &'static str {
        match self {
            End::Increases => "og-up",
            End::Decreases => "og-down",
            End::Changes => "og-any",
            End::Needs => "og-gate",
            End::Plain => "og-plain",
        }
    }
}

/// How an edge is stroked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Line {
    Supported,
    Disputed,
    Hypothesis,
    Refuted,
}

impl Line {
    const ALL: [Line; 4] = [
        Line::Supported,
        Line::Disputed,
        Line::Hypothesis,
        Line::Refuted,
    ];

    fn label(self) -> &'static str {
        match self {
            Line::Supported => "supported",
            Line::Disputed => "disputed",
            Line::Hypothesis => "only proposed",
            Line::Refuted => "refuted",
        }
    }

    fn dashes(self) -> Option<&'static str> {
        match self {
            Line::Supported => None,
            Line::Disputed => Some("7 4"),
            Line::Hypothesis => Some("1.5 4"),
            Line::Refuted => Some("9 3 1.5 3"),
        }
    }
}

#[cfg(test)]
mod tests;
