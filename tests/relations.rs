//! The relation files keep their own tests: each sentence gives what it says, over the whole pipeline.

#![allow(clippy::unwrap_used)] // a test fails by panicking

use newsgraph::pipeline::Pipeline;
use newsgraph::resources::Resources;
use std::fs;
use std::path::Path;

#[test]
fn the_relation_files_keep_their_own_tests() {
    let pipeline = Pipeline::new(Resources::embedded().unwrap()).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/en/relations");
    let mut files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    files.sort();
    let (mut tests, mut failures) = (0, Vec::new());
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let report = pipeline.check_relation(&name, &fs::read_to_string(&file).unwrap()).unwrap();
        tests += report.tests;
        failures.extend(report.failures.iter().map(|failure| format!("{name}: {failure}")));
    }
    assert!(tests >= 48, "only {tests} tests in the relation files");
    assert!(failures.is_empty(), "{} of {tests} failed\n{}", failures.len(), failures.join("\n"));
}
