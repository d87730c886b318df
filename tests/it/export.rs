//! What the files hold that other programs read.

use std::{collections::BTreeSet, fs, path::PathBuf};

use opiograph::{Format, KnowledgeGraph, curated};
use serde_json::Value;

/// A folder that is gone when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("opiograph-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn written(&self, kg: &KnowledgeGraph, format: Format) -> String {
        let path = self.0.join(format!("x.{}", format.extension()));
        kg.export(format, &path).unwrap();
        fs::read_to_string(path).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn hostile() -> KnowledgeGraph {
    curated()
        .overlay_str(
            "hostile.ron",
            include_str!("../fixtures/hostile/overlay.ron"),
        )
        .unwrap()
}

fn json(folder: &Folder, kg: &KnowledgeGraph) -> Value {
    serde_json::from_str(&folder.written(kg, Format::Json)).unwrap()
}

#[test]
fn json_holds_every_claim_with_its_evidence_and_numbers() {
    let kg = curated();
    let folder = Folder::new("json");
    let document = json(&folder, &kg);
    let claims = document["claims"].as_array().unwrap();
    assert_eq!(claims.len(), kg.claims().count());
    for (written, claim) in claims.iter().zip(kg.claims()) {
        assert_eq!(written["id"], claim.id());
        assert_eq!(written["subject"], claim.subject().id());
        assert_eq!(written["object"], claim.object().id());
        assert_eq!(
            written["evidence"].as_array().unwrap().len(),
            claim.evidence().len()
        );
        for (w, m) in written["measurements"]
            .as_array()
            .unwrap()
            .iter()
            .zip(claim.measurements())
        {
            assert_eq!(w["value"].as_f64(), Some(m.value()), "{m}");
            assert_eq!(w["reference"], m.reference().id());
        }
    }
    let ids: BTreeSet<&str> = [
        "compounds",
        "targets",
        "processes",
        "regions",
        "effects",
        "conditions",
        "instruments",
        "studies",
        "references",
    ]
    .iter()
    .flat_map(|kind| document[*kind].as_array().unwrap())
    .map(|row| row["id"].as_str().unwrap())
    .collect();
    assert_eq!(ids.len(), kg.petgraph().node_count());
    for claim in claims {
        for end in ["subject", "object"] {
            assert!(ids.contains(claim[end].as_str().unwrap()), "{claim}");
        }
        for e in claim["evidence"].as_array().unwrap() {
            assert!(ids.contains(e["reference"].as_str().unwrap()), "{e}");
        }
    }
}

#[test]
fn the_same_data_give_the_same_bytes() {
    let folder = Folder::new("same");
    let again = KnowledgeGraph::from_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/data")).unwrap();
    for &format in Format::ALL.iter().filter(|f| !f.is_folder()) {
        let first = folder.written(&curated(), format);
        assert_eq!(first, folder.written(&again, format), "{format}");
        assert!(!first.is_empty(), "{format}");
    }
}

#[test]
fn tables_join_on_ids_and_count_alike() {
    let kg = curated();
    let folder = Folder::new("csv");
    kg.export(Format::Csv, folder.0.join("tables")).unwrap();
    let read = |name: &str| -> Vec<csv::StringRecord> {
        let path = folder.0.join("tables").join(format!("{name}.csv"));
        let mut reader = csv::Reader::from_path(path).unwrap();
        reader.records().collect::<Result<_, _>>().unwrap()
    };
    let claims = read("claims");
    assert_eq!(claims.len(), kg.claims().count());
    let ids: BTreeSet<String> = claims.iter().map(|r| r[0].to_owned()).collect();
    assert_eq!(ids.len(), claims.len(), "claim ids are unique");
    for name in ["evidence", "measurements"] {
        assert!(read(name).iter().all(|r| ids.contains(&r[0])), "{name}");
    }
    let numbers: usize = kg.claims().map(|c| c.measurements().len()).sum();
    assert_eq!(read("measurements").len(), numbers);
    assert_eq!(read("references").len(), kg.references().count());
    assert_eq!(read("compounds").len(), kg.compounds().count());
    assert_eq!(read("experiments").len(), kg.blockade_experiments().count());
}

#[test]
fn hostile_names_stay_text_in_every_format() {
    let kg = hostile();
    let folder = Folder::new("hostile");
    for format in [Format::Svg, Format::Html] {
        let text = folder.written(&kg, format);
        assert!(!text.contains("<script>alert"), "{format}");
        assert!(!text.contains("<img src=x"), "{format}");
    }
    let markdown = folder.written(&kg, Format::Markdown);
    let unescaped = markdown.replace("\\]", "");
    assert!(!unescaped.contains("](javascript:") && !markdown.contains("\n<script>"));
    assert!(markdown.contains("\\<script\\>"));
    let document = json(&folder, &kg);
    let names: Vec<&str> = document["compounds"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|c| c["name"].as_str())
        .collect();
    assert!(
        names.contains(&"<script>alert(\"x\")</script>"),
        "JSON keeps the name as it is"
    );
    let dot = folder.written(&kg, Format::Dot);
    assert!(dot.contains("label=\"<script>alert(\\\"x\\\")</script>\""));
}

#[test]
fn a_path_that_cannot_be_written_is_named() {
    let path = "/nowhere/at/all/kg.json";
    let e = curated().export(Format::Json, path).unwrap_err();
    assert!(e.is_io() && e.to_string().contains(path), "{e}");
}

#[test]
fn the_schema_lists_the_vocabularies_as_they_are() {
    let schema: Value = serde_json::from_str(Format::json_schema()).unwrap();
    macro_rules! same {
        ($($name:ident),+ $(,)?) => { $({
            let listed = &schema["$defs"][stringify!($name)]["enum"];
            let words = serde_json::to_value(opiograph::$name::ALL).unwrap();
            assert_eq!(listed, &words, "`schema/opiograph.schema.json` lists other words for {} than `src/model`: write them anew there", stringify!($name));
        })+ };
    }
    same!(
        Action,
        AlleleFunction,
        BlockadeResult,
        Bound,
        CellState,
        CompoundKind,
        Design,
        Direction,
        KineticParameter,
        Level,
        Method,
        Parameter,
        Phenotype,
        Relation,
        Route,
        Sex,
        Sign,
        Site,
        Species,
        Stance,
        Status,
        Stereo,
        Strength,
        TargetKind,
        Tier,
        Tone,
        Unit,
        Valence,
    );
}
