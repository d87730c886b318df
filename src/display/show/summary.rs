use crate::{
    display::{
        html::{self, Html, Table},
        notebook::Show,
    },
    graph::{KnowledgeGraph, Summary},
};

impl Show for Summary {
    fn html(&self) -> String {
        fn counts(title: &str, rows: impl Iterator<Item = (String, usize)>) -> Html {
            let rows = rows
                .filter(|(_, n)| *n > 0)
                .map(|(word, n)| vec![Html::text(word), Html::text(n)]);
            Table::new(&[title, ""]).numeric(1).rows(rows).into()
        }
        let tables = [
            counts(
                "things",
                self.kinds.iter().map(|(k, n)| (k.to_string(), *n)),
            ),
            counts(
                "claims",
                self.relations.iter().map(|(r, n)| (r.to_string(), *n)),
            ),
            counts(
                "their status",
                self.statuses.iter().map(|(s, n)| (s.to_string(), *n)),
            ),
            counts(
                "numbers and tests",
                [
                    ("measured numbers", self.measurements),
                    ("database summaries", self.summaries),
                    ("pieces of evidence", self.evidence),
                    ("blockade experiments", self.experiments),
                    ("exposure ratios", self.interactions),
                    ("measured occupancies", self.occupancies),
                ]
                .into_iter()
                .map(|(word, n)| (word.to_owned(), n)),
            ),
        ];
        html::block([
            html::paragraph(
                Html::strong(format!("opiograph data {}", self.version))
                    .and(Html::muted(format!(" of {}, {}", self.date, self.licence))),
            ),
            html::beside(tables),
        ])
    }
}

impl Show for KnowledgeGraph {
    fn html(&self) -> String {
        self.summary().html()
    }
}
