//! Papers, labels, registries, databases and pages.

use std::fmt;

use super::{
    Inner, KnowledgeGraph,
    record::{NodeData, NodeId, ReferenceData},
};
use crate::graph::handles::handle;

handle! {
    /// Something that somebody read: a paper, a label, a database release.
    Reference
}

impl Reference {
    fn data(&self) -> Option<&ReferenceData> {
        match &self.node().data {
            NodeData::Reference(data) => Some(data),
            _ => None,
        }
    }

    /// The title, where it was seen.
    pub fn title(&self) -> Option<&str> {
        self.data().filter(|d| d.titled).map(|_| self.name())
    }

    /// The authors as they were seen; often only the first.
    pub fn authors(&self) -> Vec<&str> {
        self.data()
            .map_or_else(Vec::new, |d| d.authors.iter().map(|a| &**a).collect())
    }

    /// The year of publication.
    pub fn year(&self) -> Option<u16> {
        self.data()?.year
    }

    /// The journal.
    pub fn journal(&self) -> Option<&str> {
        self.data()?.journal.as_deref()
    }

    /// The PubMed id.
    pub fn pmid(&self) -> Option<u64> {
        self.data()?.pmid
    }

    /// The digital object identifier, without `https://doi.org/`.
    pub fn doi(&self) -> Option<&str> {
        self.data()?.doi.as_deref()
    }

    /// The PubMed Central id, with `PMC`.
    pub fn pmcid(&self) -> Option<&str> {
        self.data()?.pmcid.as_deref()
    }

    /// Where it can be read: the DOI, PubMed or PubMed Central page, or the page that was seen.
    pub fn url(&self) -> Option<String> {
        let d = self.data()?;
        d.doi
            .as_ref()
            .map(|doi| format!("https://doi.org/{doi}"))
            .or_else(|| {
                d.pmid
                    .map(|p| format!("https://pubmed.ncbi.nlm.nih.gov/{p}/"))
            })
            .or_else(|| {
                d.pmcid
                    .as_ref()
                    .map(|p| format!("https://pmc.ncbi.nlm.nih.gov/articles/{p}/"))
            })
            .or_else(|| d.url.as_ref().map(|u| u.to_string()))
    }

    /// Whether the source itself reports observations, where that was noted.
    pub fn is_primary(&self) -> Option<bool> {
        self.data()?.primary
    }

    /// References that this one is known to rest on.
    pub fn cites(&self) -> Vec<Reference> {
        self.data().map_or_else(Vec::new, |d| {
            d.cites
                .iter()
                .map(|&n| Reference::new(&self.kg, n))
                .collect()
        })
    }

    /// Whether another record stands for the same paper: the same id, DOI, PMID, PMCID or title.
    pub(crate) fn is_same_paper(&self, other: &Reference) -> bool {
        let both = |a: Option<String>, b: Option<String>| a.is_some() && a == b;
        let lower = |s: Option<&str>| s.map(str::to_lowercase);
        self.id() == other.id()
            || (self.pmid().is_some() && self.pmid() == other.pmid())
            || both(lower(self.doi()), lower(other.doi()))
            || both(lower(self.pmcid()), lower(other.pmcid()))
            || both(lower(self.title()), lower(other.title()))
    }

    /// How it is named in a sentence: `Liu 2014`, or its title or id where no author was seen.
    pub fn citation(&self) -> String {
        short_citation(&self.kg.0, self.node)
    }

    /// The reference as a BibTeX entry. Fields that were not seen are left out.
    pub fn bibtex(&self) -> String {
        let mut fields: Vec<(&str, String)> = Vec::new();
        let mut kind = "misc";
        if let Some(d) = self.data() {
            if !d.authors.is_empty() {
                let authors: Vec<&str> = d.authors.iter().map(|a| &**a).collect();
                fields.push(("author", authors.join(" and ")));
            }
            if let Some(title) = self.title() {
                fields.push(("title", format!("{{{}}}", bibtex_text(title))));
            }
            if let Some(journal) = &d.journal {
                kind = "article";
                fields.push(("journal", bibtex_text(journal)));
            }
            for (name, value) in [("volume", &d.volume), ("pages", &d.pages)] {
                if let Some(value) = value {
                    fields.push((name, bibtex_text(value)));
                }
            }
            if let Some(year) = d.year {
                fields.push(("year", year.to_string()));
            }
            if let Some(doi) = &d.doi {
                fields.push(("doi", doi.to_string()));
            }
            if let Some(pmid) = d.pmid {
                fields.push(("pmid", pmid.to_string()));
            }
            if let Some(pmcid) = &d.pmcid {
                fields.push(("pmcid", pmcid.to_string()));
            }
            if let Some(url) = self.url() {
                fields.push(("url", url));
            }
        }
        let mut out = format!("@{kind}{{{},\n", self.id());
        for (name, value) in fields {
            // The title carries its own braces, which keep its capitals.
            let value = if name == "title" {
                value
            } else {
                value.to_string()
            };
            out.push_str(&format!("  {name} = {{{value}}},\n"));
        }
        out + "}"
    }
}

fn bibtex_text(text: &str) -> String {
    text.chars()
        .flat_map(|c| match c {
            '&' | '%' | '$' | '#' | '_' => vec!['\\', c],
            '{' | '}' => vec![],
            c => vec![c],
        })
        .collect()
}

pub(crate) fn short_citation(inner: &Inner, reference: NodeId) -> String {
    let node = inner.node(reference);
    let NodeData::Reference(d) = &node.data else {
        return node.id.to_string();
    };
    let year = d.year.map(|y| format!(" {y}")).unwrap_or_default();
    if let Some(first) = d.authors.first() {
        return format!("{}{year}", surname(first));
    }
    if let Some(pmid) = d.pmid {
        return format!("PMID {pmid}");
    }
    if let Some(doi) = &d.doi {
        return format!("doi:{doi}");
    }
    if let Some(pmcid) = &d.pmcid {
        return pmcid.to_string();
    }
    if node.id.starts_with("page-") {
        if d.titled {
            return format!("“{}”{year}", clipped(&node.name));
        }
        if let Some(host) = d.url.as_deref().and_then(host) {
            return format!("page at {host}{year}");
        }
    }
    node.id.to_string()
}

/// The beginning of a title, as far as it helps to recognise it.
fn clipped(title: &str) -> String {
    const LENGTH: usize = 48;
    if title.chars().count() <= LENGTH {
        return title.to_owned();
    }
    let head: String = title.chars().take(LENGTH).collect();
    let whole = head
        .rsplit_once(' ')
        .map_or(head.as_str(), |(words, _)| words);
    format!("{}…", whole.trim_end_matches([',', ':', ';']))
}

/// The site in `https://www.site.org/page`.
fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split('/').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

/// The surname in `Liu R`, `Liu, Renyu` or `Renyu Liu`.
fn surname(author: &str) -> &str {
    if let Some((surname, _)) = author.split_once(',') {
        return surname.trim();
    }
    let last = author.rsplit(' ').next().unwrap_or(author);
    let initials = last.chars().count() <= 3 && last.chars().all(|c| c.is_uppercase() || c == '.');
    if initials {
        author[..author.len() - last.len()].trim()
    } else if author.split(' ').count() > 3 {
        // A person's name is shorter; this is an institution.
        author
    } else {
        last
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.citation())?;
        if let Some(title) = self.title() {
            write!(f, ": {title}")?;
        }
        if let Some(journal) = self.journal() {
            write!(f, ". {journal}")?;
        }
        if let Some(pmid) = self.pmid() {
            write!(f, ". PMID {pmid}")?;
        }
        if let Some(doi) = self.doi() {
            write!(f, ". doi:{doi}")?;
        }
        Ok(())
    }
}

impl KnowledgeGraph {
    /// The reference of an id, PMID (`pmid:24263237`) or DOI (`doi:10.…`).
    ///
    /// # Errors
    /// Where no reference has it.
    pub fn reference(&self, name: impl AsRef<str>) -> Result<Reference, crate::Error> {
        self.resolve(
            name.as_ref(),
            &[crate::model::kind::Kind::Reference],
            "reference",
        )
        .map(|n| Reference::new(self, n))
    }
}
