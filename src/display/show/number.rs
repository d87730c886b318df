use crate::{
    display::{
        html::{self, Html, Table},
        notebook::Show,
        number::printed,
    },
    graph::{
        affinity::Affinity,
        exposure::{Exposure, KineticConstant},
        measurement::Measurement,
        tests::{Experiment, Interaction, MeasuredOccupancy},
    },
    model::measurement::{Bound, Tier, Unit},
};

/// Numbers as printed, one a row.
pub(super) fn table(measurements: &[Measurement]) -> Html {
    Table::new(&["", "", "species", "assay", "source", "remark"])
        .numeric(1)
        .rows(measurements.iter().map(row))
        .into()
}

fn row(m: &Measurement) -> Vec<Html> {
    let bound = match m.relation() {
        Bound::Equal => String::new(),
        other => format!("{other} "),
    };
    let unit = if m.unit() == Unit::NegLogMolar {
        String::new()
    } else {
        format!(" {}", m.unit())
    };
    let spread = m
        .sem()
        .or(m.sd())
        .map_or_else(String::new, |s| format!(" ± {}", printed(s)));
    let mut remarks: Vec<String> = Vec::new();
    if m.tier() == Tier::Summary {
        remarks.push("database summary, not counted".into());
    }
    if let Some(reason) = m.set_aside() {
        remarks.push(format!("not counted: {reason}"));
    }
    remarks.extend(m.note().map(str::to_owned));
    vec![
        Html::text(m.parameter()),
        Html::text(format!("{bound}{}{spread}{unit}", printed(m.value()))),
        Html::text(m.species()),
        Html::text(m.assay().unwrap_or(m.method().label())),
        html::reference(&m.reference()),
        Html::muted(remarks.join("; ")),
    ]
}

impl Show for Measurement {
    fn html(&self) -> String {
        let what = format!("{} at {}", self.compound().name(), self.target().name());
        html::block([
            html::paragraph(Html::strong(what)),
            table(std::slice::from_ref(self)),
        ])
    }
}

impl Show for Affinity {
    fn html(&self) -> String {
        let rows = self.by_paper().iter().map(|(id, nanomolar)| {
            vec![
                Html::text(id),
                Html::text(crate::display::number::short(*nanomolar)),
            ]
        });
        let papers = Table::new(&["paper", "nM"]).numeric(1).rows(rows);
        html::block([
            html::paragraph(Html::strong(self)),
            html::details("papers", papers),
        ])
    }
}

macro_rules! sourced {
    ($($name:ty),+ $(,)?) => {
        $(impl Show for $name {
            fn html(&self) -> String {
                html::block([html::paragraph(html::sourced(self, &self.reference()))])
            }
        })+
    };
}
sourced!(
    Experiment,
    Exposure,
    Interaction,
    KineticConstant,
    MeasuredOccupancy,
);
