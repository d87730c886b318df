use super::{
    bundled_files::FILES,
    read::{SourceFile, Text},
};

/// The files of the embedded data set.
pub(crate) fn files() -> Vec<SourceFile> {
    FILES
        .iter()
        .map(|&(name, text)| SourceFile {
            name: name.into(),
            text: Text::Bundled(text),
        })
        .collect()
}
