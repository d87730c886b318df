use crate::{
    display::{
        html::{self, Html},
        notebook::Show,
    },
    graph::{
        affinity::ActionClaim,
        claim::{Claim, Evidence},
        confidence::Confidence,
    },
};

impl Show for Claim {
    fn html(&self) -> String {
        html::block(parts(self))
    }
}

fn parts(claim: &Claim) -> Vec<Html> {
    let confidence = claim.confidence();
    let head = Html::strong(claim.sentence())
        .and(" ")
        .and(html::status(claim.status()));
    let mut parts = vec![html::paragraph(head)];
    if !claim.measurements().is_empty() {
        parts.push(super::number::table(&claim.measurements()));
    }
    parts.push(html::evidence(claim));
    for note in claim.notes() {
        parts.push(html::paragraph(Html::muted(note)));
    }
    if let Some(words) = claim.reconciled_by() {
        parts.push(html::paragraph(Html::muted(format!(
            "may be reconciled: {words}"
        ))));
    }
    parts.push(html::details(
        format!("confidence {:.2}", confidence.value()),
        html::list(confidence.derivation().iter().map(Html::text)),
    ));
    parts
}

impl Show for ActionClaim {
    fn html(&self) -> String {
        html::block(parts(self.claim()))
    }
}

impl Show for Confidence {
    fn html(&self) -> String {
        html::block([
            html::paragraph(Html::strong(format!("confidence {:.2}", self.value()))),
            html::list(self.derivation().iter().map(Html::text)),
        ])
    }
}

impl Show for Evidence {
    fn html(&self) -> String {
        html::block([html::paragraph(html::piece(self))])
    }
}
