use crate::{
    display::{
        html::{self, Html, Table},
        notebook::Show,
    },
    graph::{
        claim::Claim,
        handles::{Compound, Condition, Effect, Instrument, Node, Process, Region, Target},
        reference::Reference,
    },
};

fn named(list: &[&str]) -> Option<String> {
    (!list.is_empty()).then(|| list.join(", "))
}

/// The picture of what stands next to a thing, which opens when it is pressed.
fn picture(kg: &crate::graph::KnowledgeGraph, id: &str) -> Html {
    match kg.neighbourhood(id) {
        Ok(next) if !next.claims().is_empty() => {
            html::details("what stands next to it", Html::svg(&next.svg()))
        }
        _ => Html::default(),
    }
}

fn claims(title: &str, list: Vec<Claim>) -> Html {
    match list.len() {
        0 => Html::default(),
        n => html::details(
            format!("{title} ({n})"),
            html::list(list.iter().map(html::claim)),
        ),
    }
}

impl Show for Compound {
    fn html(&self) -> String {
        html::block([
            html::heading(self),
            html::facts(&[
                ("also", named(&self.synonyms())),
                ("sold as", named(&self.brands())),
                ("stereochemistry", self.stereo().map(|s| s.to_string())),
                (
                    "molar mass",
                    self.molar_mass().map(|m| format!("{m} g/mol")),
                ),
                ("elsewhere", named(&self.xrefs())),
                ("remark", self.note().map(str::to_owned)),
            ]),
            crate::query::profile::target_table(self),
            picture(&self.kg, self.id()),
        ])
    }
}

impl Show for Target {
    fn html(&self) -> String {
        html::block([
            html::heading(self),
            html::facts(&[
                ("also", named(&self.synonyms())),
                ("genes", named(&self.genes())),
                ("works through", self.couples_to().map(str::to_owned)),
                ("elsewhere", named(&self.xrefs())),
                ("remark", self.note().map(str::to_owned)),
            ]),
            html::details("ligands", crate::query::profile::ligand_table(self)),
            picture(&self.kg, self.id()),
        ])
    }
}

macro_rules! plain_things {
    ($($name:ident: $kind:literal),+ $(,)?) => {
        $(impl Show for $name {
            fn html(&self) -> String {
                html::block([
                    html::heading(self.name()),
                    html::facts(&[
                        ("kind", Some($kind.to_owned())),
                        ("also", named(&self.synonyms())),
                        ("remark", self.note().map(str::to_owned)),
                    ]),
                    claims("claims", self.claims()),
                    picture(&self.kg, self.id()),
                ])
            }
        })+
    };
}
plain_things!(
    Process: "process",
    Region: "region",
    Effect: "effect",
    Condition: "condition",
    Instrument: "instrument",
);

impl Show for Node {
    fn html(&self) -> String {
        html::block([
            html::heading(self.name()),
            html::facts(&[
                ("kind", Some(self.kind().to_string())),
                ("also", named(&self.synonyms())),
            ]),
            claims("claims", self.claims()),
            picture(&self.kg, self.id()),
        ])
    }
}

impl Show for Reference {
    fn html(&self) -> String {
        let title = self.title().unwrap_or_else(|| self.id());
        let head = match self.url() {
            Some(url) => Html::link(&url, title),
            None => Html::text(title),
        };
        let identifiers = Table::new(&["", ""]).rows(
            [
                ("PMID", self.pmid().map(|p| p.to_string())),
                ("DOI", self.doi().map(str::to_owned)),
                ("PMC", self.pmcid().map(str::to_owned)),
            ]
            .into_iter()
            .filter_map(|(name, value)| Some(vec![Html::muted(name), Html::text(value?)])),
        );
        let place = [
            named(&self.authors()),
            self.year().map(|y| y.to_string()),
            self.journal().map(str::to_owned),
        ];
        let place: Vec<String> = place.into_iter().flatten().collect();
        html::block([
            html::paragraph(head),
            html::paragraph(Html::muted(place.join(". "))),
            if identifiers.is_empty() {
                Html::default()
            } else {
                identifiers.into()
            },
            html::details("BibTeX", Html::lines(self.bibtex())),
        ])
    }
}
