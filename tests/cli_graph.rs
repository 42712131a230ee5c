//! Commands that ask a graph take it from wherever it is kept.

#![allow(clippy::unwrap_used)] // a test fails by panicking

use assert_cmd::Command;
use predicates::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

fn newsgraph() -> Command {
    Command::cargo_bin("newsgraph").unwrap()
}

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles").join(name)
}

/// What `search` says of an input.
fn search(input: &Path) -> String {
    let output = newsgraph().arg("search").arg(input).arg("varga").assert().success();
    String::from_utf8(output.get_output().stdout.clone()).unwrap()
}

#[test]
fn articles_their_facts_and_their_graph_answer_alike() {
    let folder = tempfile::tempdir().unwrap();
    let article = example("harbour-talks.txt");
    let [json, facts] = ["graph.json", "facts.jsonl"].map(|name| folder.path().join(name));
    newsgraph().arg("build").arg(&article).arg("-o").arg(&json).arg("-o").arg(&facts).assert().success();
    let packed = folder.path().join("graph.json.gz");
    let mut gzip = flate2::write::GzEncoder::new(fs::File::create(&packed).unwrap(), flate2::Compression::fast());
    std::io::copy(&mut fs::File::open(&json).unwrap(), &mut gzip).unwrap();
    gzip.finish().unwrap();
    let answer = search(&article);
    assert!(answer.contains("Elena Varga"));
    for input in [&facts, &json, &packed] {
        assert_eq!(search(input), answer, "{}", input.display());
    }
    let piped = newsgraph().args(["search", "-", "varga"]).write_stdin(fs::read(json).unwrap()).assert().success();
    assert_eq!(String::from_utf8(piped.get_output().stdout.clone()).unwrap(), answer);
}

#[test]
fn inputs_of_several_kinds_are_joined() {
    let folder = tempfile::tempdir().unwrap();
    let json = folder.path().join("graph.json");
    newsgraph().arg("build").arg(example("acquisition.txt")).arg("-o").arg(&json).assert().success();
    let both = || {
        let mut command = newsgraph();
        command.arg("search").arg(&json).arg("--with").arg(example("harbour-talks.txt"));
        command
    };
    both().arg("varga").assert().success().stdout(predicate::str::contains("Elena Varga"));
    both().arg("quillon").assert().success().stdout(predicate::str::contains("Quillon"));
}

#[test]
fn what_is_wrong_with_a_graph_or_facts_is_said_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let fails = |name: &str, content: &str, complaint: &str| {
        let path = folder.path().join(name);
        fs::write(&path, content).unwrap();
        let complains = predicate::str::contains(name).and(predicate::str::contains(complaint));
        newsgraph().arg("search").arg(&path).arg("x").assert().code(2).stderr(complains);
    };
    let head = r#"{"directed": true, "multigraph": true, "graph": {"articles": [], "terms": {}}, "#;
    fails("cut.json", &format!("{head}\n\"nodes\": ["), "line 2");
    let link = r#"{"source": "a", "target": "b", "class": "said", "type": "said", "evidence": []}"#;
    fails("ends.json", &format!("{head}\"nodes\": [], \"links\": [{link}]}}"), "link 1: there is no node \"a\"");
    let good = r#"{"id": "a", "entities": [], "events": [], "relations": [], "statements": []}"#;
    fails("facts.jsonl", &format!("{good}\n{{\"id\": 3}}\n"), "facts.jsonl:2: not facts");
    newsgraph().args(["search", "no/such.json", "x"]).assert().code(2).stderr(predicate::str::contains("no/such.json"));
}
