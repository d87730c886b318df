use crate::{
    display::{
        html::{self, Html, Table},
        notebook::Show,
    },
    graph::study::{Arm, Caveat, Cell, Outcome, Study},
    model::experiment::CellState,
};

impl Show for Study {
    fn html(&self) -> String {
        let arms = self.arms();
        let mut parts = vec![
            html::heading(self.name()),
            html::paragraph(
                Html::text(self.design())
                    .and(", ")
                    .and(html::reference(&self.reference())),
            ),
            html::facts(&[
                ("participants", self.population().map(str::to_owned)),
                ("randomised", self.randomised().map(|n| n.to_string())),
                ("analysed", self.analysed().map(|n| n.to_string())),
                ("blinding", self.blinding().map(str::to_owned)),
                ("duration", self.duration().map(str::to_owned)),
                ("registered", self.registration().map(str::to_owned)),
            ]),
            html::list(arms.iter().map(arm)),
        ];
        parts.extend(self.outcomes().iter().map(|o| outcome(o, &arms)));
        let has_unreadable = self
            .outcomes()
            .iter()
            .flat_map(|o| &o.values)
            .any(is_unreadable);
        if has_unreadable {
            parts.push(html::paragraph(Html::muted(
                "A dashed frame marks a cell that cannot be read in the source.",
            )));
        }
        let statistics = self.statistics();
        if !statistics.is_empty() {
            parts.push(html::details(
                counted(statistics.len(), "test as printed", "tests as printed"),
                html::list(statistics.iter().map(Html::text)),
            ));
        }
        let events = self.adverse_events();
        if !events.is_empty() {
            parts.push(html::details(
                counted(events.len(), "adverse event", "adverse events"),
                html::list(events.iter().map(Html::text)),
            ));
        }
        for (title, list) in [
            ("Caveats", self.caveats()),
            ("Limits that it states", self.limitations()),
            ("Further facts", self.facts()),
        ] {
            if !list.is_empty() {
                parts.push(html::details(title, html::list(list.iter().map(caveat))));
            }
        }
        html::block(parts)
    }
}

fn arm(arm: &Arm) -> Html {
    let given: Vec<String> = arm
        .given
        .iter()
        .map(|g| {
            let dose = g.dose.map(|d| d.to_string());
            [Some(g.compound.name().to_owned()), dose, g.regimen.clone()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    let n = arm.n.map_or_else(String::new, |n| format!(", n = {n}"));
    Html::strong(&arm.name)
        .and(n)
        .and(if given.is_empty() { "" } else { ": " })
        .and(given.join("; "))
}

fn is_unreadable(cell: &Cell) -> bool {
    matches!(cell.state, CellState::Damaged | CellState::Lost)
}

fn outcome(outcome: &Outcome, arms: &[Arm]) -> Html {
    let used: Vec<&Arm> = arms
        .iter()
        .filter(|a| outcome.values.iter().any(|v| v.arm == a.id))
        .collect();
    let mut head = vec!["time"];
    head.extend(used.iter().map(|a| a.name.as_str()));
    let mut times: Vec<&str> = Vec::new();
    for cell in &outcome.values {
        if !times.contains(&cell.time.as_str()) {
            times.push(&cell.time);
        }
    }
    let mut table = Table::new(&head).caption(
        Html::strong(&outcome.name).and(
            outcome
                .note
                .as_ref()
                .map_or(Html::default(), |n| Html::muted(format!(" {n}"))),
        ),
    );
    for column in 1..head.len() {
        table = table.numeric(column);
    }
    for time in times {
        let cells = used.iter().map(|arm| {
            let cell = outcome
                .values
                .iter()
                .find(|v| v.arm == arm.id && v.time == time);
            match cell {
                None => Html::text("–"),
                Some(cell) if is_unreadable(cell) => Html::warning(cell),
                Some(cell) => Html::text(cell),
            }
        });
        table = table.row(std::iter::once(Html::text(time)).chain(cells));
    }
    table.into()
}

fn caveat(caveat: &Caveat) -> Html {
    let text = Html::text(&caveat.text);
    match &caveat.source {
        Some(source) => text.and(" ").and(html::reference(source)),
        None => text,
    }
}

fn counted(n: usize, one: &str, more: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { more })
}
