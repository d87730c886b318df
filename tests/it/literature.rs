//! The tables of `tests/literature` and the questions whose answers were read against their sources.

/// What is asked of a path: from a drug to an effect.
pub const QUESTIONS: [(&str, &str); 7] = [
    ("ketamine", "anhedonia"),
    ("dezocine", "anhedonia"),
    ("dextromethorphan-bupropion", "depressive-symptoms"),
    ("buprenorphine", "craving"),
    ("morphine", "ventilation"),
    ("aticaprant", "anhedonia"),
    ("codeine", "analgesia"),
];

/// The cells of a table, line by line, its heading left out.
pub fn rows(file: &str, columns: usize) -> Vec<Vec<String>> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/literature")
        .join(file);
    let text = std::fs::read_to_string(path).unwrap();
    text.lines()
        .enumerate()
        .skip(1)
        .map(|(i, line)| {
            let cells: Vec<String> = line.split(',').map(str::to_owned).collect();
            assert_eq!(
                cells.len(),
                columns,
                "{file}:{}: {columns} columns, no commas in them: {line}",
                i + 1
            );
            cells
        })
        .collect()
}
