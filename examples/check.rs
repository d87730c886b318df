//! Checks the RON files of a directory: `cargo run --example check -- data`.
fn walk(dir: &std::path::Path, out: &mut Vec<std::path::PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for e in entries {
        if e.is_dir() { walk(&e, out) } else if e.extension().is_some_and(|x| x == "ron") { out.push(e) }
    }
}
fn main() {
    let dir = std::env::args().nth(1).unwrap_or_else(|| "data".into());
    let (mut files, mut bad, mut records) = (vec![], 0, 0);
    walk(dir.as_ref(), &mut files);
    for f in &files {
        match opiograph::source::parse_only(&std::fs::read_to_string(f).unwrap()) {
            Ok(n) => records += n,
            Err(e) => { bad += 1; println!("{}:{e}", f.display()) }
        }
    }
    println!("{} files, {records} records, {bad} files with errors", files.len());
    std::process::exit(i32::from(bad > 0));
}
