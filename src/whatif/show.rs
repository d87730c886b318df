//! How predictions show themselves in a notebook.

use super::prediction::{BlockadePrediction, ClosedGate, EffectRoute};
use crate::{
    display::{
        html::{self, Html, Table},
        notebook::Show,
    },
    export::GraphPicture,
    graph::{claim::Claim, tests::Experiment},
    model::experiment::BlockadeResult,
};

/// More routes than these are only counted.
const LISTED: usize = 12;
/// Routes that the picture shows.
const DRAWN: usize = 4;

impl Show for BlockadePrediction {
    fn html(&self) -> String {
        let carried = self.carried();
        let confidence = self.confidence();
        html::block([
            self.verdict(),
            html::details(
                format!("confidence {:.2}", confidence.value()),
                html::list(confidence.derivation().iter().map(Html::text)),
            ),
            self.picture(&carried),
            routes(&carried),
            titled(
                "Opposed by what the blocker does itself",
                ways(&self.opposing()),
            ),
            titled("Set free by the blockade", ways(&self.set_free())),
            titled("Gates", self.gates().iter().map(gate).collect()),
            titled(
                "Turns on disputed claims",
                self.disputed_claims().iter().map(html::claim).collect(),
            ),
            titled("Published, agreeing", experiments(self.agreeing())),
            titled("Published, disagreeing", experiments(self.disagreeing())),
            html::details(
                "what is assumed",
                html::list(self.assumptions().iter().map(Html::text)),
            ),
        ])
    }
}

impl BlockadePrediction {
    fn verdict(&self) -> Html {
        let result = match self.result() {
            BlockadeResult::Unchanged => Html::badge(self.result()),
            _ => Html::warning(self.result()),
        };
        let mut line = Html::strong(format!("{} {}: {}", self.agent, self.blocked, self.effect))
            .and(" ")
            .and(result)
            .and(format!(" {:.0} % left", 100.0 * self.remaining()));
        if self.is_disputed() {
            line = line.and(" ").and(Html::warning("disputed"));
        }
        if self.is_decrease() {
            line = line.and(Html::muted(
                " The agent moves it downwards; the answer is about that decrease.",
            ));
        }
        html::paragraph(line)
    }

    /// The strongest routes and the gates, as far as one looks through them.
    fn picture(&self, carried: &[EffectRoute]) -> Html {
        let steps = carried.iter().take(DRAWN).flat_map(|r| r.steps().to_vec());
        let gates = self.gates().iter().map(|g| g.claim().clone());
        let claims: Vec<Claim> = steps.chain(gates).collect();
        if claims.is_empty() {
            return Html::default();
        }
        let title = format!("By which way: {} on {}", self.agent, self.effect);
        let mut picture = GraphPicture::new(title, claims);
        if carried.len() > DRAWN {
            picture = picture.note(format!("The {DRAWN} strongest of {} ways.", carried.len()));
        }
        Html::svg(&picture.svg())
    }
}

fn routes(carried: &[EffectRoute]) -> Html {
    if carried.is_empty() {
        return html::paragraph(Html::muted("No route is curated."));
    }
    let rows = carried.iter().take(LISTED).map(|r| {
        vec![
            Html::text(format!("{:+.2}", r.strength())),
            Html::text(format!("{:+.2}", r.strength_left())),
            html::details(r.way(), html::list(r.steps().iter().map(html::claim))),
            Html::text(r.blocked_at().join(", ")),
            Html::text(format!("{:.2}", r.confidence())),
        ]
    });
    let table = Table::new(&["without", "with", "carried by", "blocked at", "confidence"])
        .numeric(0)
        .numeric(1)
        .numeric(4)
        .rows(rows);
    match carried.len().checked_sub(LISTED) {
        Some(more) if more > 0 => Html::from(table).and(html::paragraph(Html::muted(format!(
            "and {more} weaker ones"
        )))),
        _ => table.into(),
    }
}

fn ways(routes: &[EffectRoute]) -> Vec<Html> {
    routes
        .iter()
        .take(LISTED)
        .map(|r| Html::text(r.to_string()))
        .collect()
}

fn gate(gate: &ClosedGate) -> Html {
    Html::text(format!("{:.0} % open: ", 100.0 * gate.open())).and(html::claim(gate.claim()))
}

fn experiments(list: &[Experiment]) -> Vec<Html> {
    list.iter()
        .map(|e| html::sourced(e, &e.reference()))
        .collect()
}

fn titled(title: &str, items: Vec<Html>) -> Html {
    if items.is_empty() {
        return Html::default();
    }
    html::heading(title).and(html::list(items))
}

impl Show for EffectRoute {
    fn html(&self) -> String {
        html::block([
            html::paragraph(Html::strong(self.way())),
            html::facts(&[
                ("carries", Some(format!("{:+.2}", self.strength()))),
                (
                    "with the blockade",
                    Some(format!("{:+.2}", self.strength_left())),
                ),
                (
                    "blocked at",
                    (!self.blocked_at().is_empty()).then(|| self.blocked_at().join(", ")),
                ),
                ("confidence", Some(format!("{:.2}", self.confidence()))),
            ]),
            html::list(self.steps().iter().map(html::claim)),
        ])
    }
}

impl Show for ClosedGate {
    fn html(&self) -> String {
        html::block([html::paragraph(gate(self))])
    }
}
