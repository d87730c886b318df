use super::*;
use crate::{
    curated,
    display::text::{self, width},
};

fn fits(text: &str, most: usize) {
    for line in text.lines() {
        assert!(width(line) <= most, "{} columns: {line}", width(line));
    }
}

fn long_table() -> String {
    let rows = [
        [
            "MOR",
            "μ-υποδοχέας των οπιοειδών, με πολύ μακρύ ελληνικό όνομα",
            "0.82 nM (0.492–2 nM)",
            "antagonist (disputed)",
        ],
        [
            "NMDA",
            "谷氨酸受体通道阻断剂在外侧缰核中的作用与抗抑郁效应",
            "524.25 nM (417–659 nM)",
            "channel blocker",
        ],
        [
            "κ",
            "(2R,6R)-hydroxynorketamine-and-another-very-long-word",
            "3.7 ± 0.7 nM",
            "",
        ],
    ];
    let rows: Vec<Vec<String>> = rows.iter().map(|r| r.map(String::from).to_vec()).collect();
    text::table(&["target", "name", "affinity", "action"], &rows)
}

#[test]
fn without_a_width_nothing_changes() {
    let kg = curated();
    let results: Vec<String> = [
        kg.compound("buprenorphine").unwrap().profile().to_string(),
        kg.compare(&["dezocine", "buprenorphine", "ketamine"])
            .unwrap()
            .to_string(),
        long_table(),
        "a\nb\n".into(),
        String::new(),
    ]
    .into();
    for text in results {
        assert_eq!(Terminal::new().render(&text), text);
    }
}

#[test]
fn tables_and_sentences_fit() {
    let kg = curated();
    let mut results = vec![long_table()];
    for compound in kg.compounds() {
        results.push(compound.profile().to_string());
    }
    results.extend(kg.disputes().iter().take(20).map(ToString::to_string));
    let names = [
        "dezocine",
        "buprenorphine",
        "ketamine",
        "naltrexone",
        "morphine",
    ];
    results.push(kg.compare(&names).unwrap().to_string());
    for most in [40, 60, 80, 120] {
        for text in &results {
            let shown = Terminal::new().width(most).render(text);
            fits(&shown, most);
            let digits = |s: &str| s.chars().filter(char::is_ascii_digit).count();
            assert!(
                digits(&shown) >= digits(text),
                "{most} columns lose numbers of\n{text}"
            );
        }
    }
}

#[test]
fn numbers_stay_whole_and_beside_their_units() {
    for most in [40, 60, 80] {
        let shown = Terminal::new().width(most).render(&long_table());
        for number in ["0.82 nM", "524.25 nM", "3.7 ± 0.7 nM"] {
            assert!(shown.contains(number), "{most} columns:\n{shown}");
        }
    }
}

#[test]
fn a_table_wraps_or_becomes_a_list() {
    let shown = Terminal::new().width(80).render(&long_table());
    assert!(
        shown.lines().nth(1).unwrap().starts_with("──────  ─"),
        "{shown}"
    );
    assert!(shown.lines().count() > 5, "{shown}");
    let narrow = Terminal::new().width(30).render(&long_table());
    assert!(
        !narrow.contains('─') && narrow.contains("affinity: "),
        "{narrow}"
    );
    fits(&narrow, 30);
}

#[test]
fn colour_changes_no_letter() {
    let kg = curated();
    let text = kg.compound("buprenorphine").unwrap().profile().to_string();
    let coloured = Terminal::new().colour(true).render(&text);
    assert!(coloured.contains("\x1b[35mdisputed\x1b[0m"));
    let mut plain = String::new();
    let mut parts = coloured.split('\x1b');
    plain.push_str(parts.next().unwrap());
    for part in parts {
        plain.push_str(part.split_once('m').unwrap().1);
    }
    assert_eq!(plain, text);
    assert!(!Terminal::new().render(&text).contains('\x1b'));
}

#[test]
fn a_name_cannot_command_the_terminal() {
    let shown = Terminal::new().render("\x1b[2Jevil\u{202e}\u{7}");
    assert_eq!(shown, "\u{fffd}[2Jevil\u{fffd}\u{fffd}");
}
