//! The command line as a user meets it.

#![allow(clippy::unwrap_used)] // a test fails by panicking

use assert_cmd::Command;
use predicates::prelude::*;
use std::fs;
use std::path::Path;

fn newsgraph() -> Command {
    Command::cargo_bin("newsgraph").unwrap()
}

fn example(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles").join(name).display().to_string()
}

#[test]
fn help_tells_what_the_program_does_and_its_exit_codes() {
    newsgraph()
        .arg("--help")
        .assert()
        .success()
        .stdout(predicate::str::contains("knowledge graph").and(predicate::str::contains("Exit codes")));
}

#[test]
fn build_without_an_output_prints_a_summary() {
    let summary = predicate::str::contains("Elena Varga").and(predicate::str::contains("Miriam Okafor"));
    newsgraph().args(["build", &example("harbour-talks.txt")]).assert().success().stdout(summary);
}

#[test]
fn build_writes_each_output_in_the_format_of_its_extension() {
    let dir = tempfile::tempdir().unwrap();
    let [dot, json, jsonld] = ["g.dot", "g.json", "g.jsonld"].map(|name| dir.path().join(name));
    let mut command = newsgraph();
    command.args(["build", &example("acquisition.txt")]);
    for path in [&dot, &json, &jsonld] {
        command.arg("-o").arg(path);
    }
    command.assert().success().stdout("");
    assert!(fs::read_to_string(dot).unwrap().starts_with("digraph"));
    for path in [json, jsonld] {
        serde_json::from_slice::<serde_json::Value>(&fs::read(path).unwrap()).unwrap();
    }
}

#[test]
fn an_unknown_format_is_refused_before_any_work() {
    newsgraph()
        .args(["build", &example("flood.txt"), "-o", "graph.xyz"])
        .assert()
        .code(2)
        .stderr(predicate::str::contains("graph.xyz").and(predicate::str::contains("jsonld")));
}

#[test]
fn extract_writes_one_line_per_article_and_each_article_once() {
    let path = example("flood.txt");
    let output = newsgraph().args(["extract", &path, &path, &example("obituary.txt")]).assert().success();
    let lines = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    assert_eq!(lines.lines().count(), 2);
    for line in lines.lines() {
        let facts: newsgraph::model::Facts = serde_json::from_str(line).unwrap();
        assert!(!facts.entities.is_empty(), "{}", facts.title);
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let run = |threads: &str| {
        let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles");
        let output = newsgraph().args(["--threads", threads, "build", "--format", "json"]).arg(articles).assert();
        output.success().get_output().stdout.clone()
    };
    assert!(run("1") == run("2"));
}

#[test]
fn a_missing_input_is_named_and_nothing_is_done() {
    newsgraph()
        .args(["build", "no/such/file.txt"])
        .assert()
        .code(2)
        .stderr(predicate::str::contains("no/such/file.txt"));
}

#[test]
fn the_catalogue_names_every_relation_with_its_ends() {
    newsgraph()
        .arg("relations")
        .assert()
        .success()
        .stdout(predicate::str::contains("spokesperson-for").and(predicate::str::contains("met-with")));
}

#[test]
fn completions_and_manual_pages_are_made() {
    newsgraph().args(["completions", "bash"]).assert().success().stdout(predicate::str::contains("newsgraph"));
    newsgraph().args(["man", "build"]).assert().success().stdout(predicate::str::contains(".TH"));
}

#[test]
fn standard_input_is_an_article_too() {
    newsgraph()
        .args(["extract", "-"])
        .write_stdin("Mayor Ruth Amadi of Port Sarn met Governor Luis Ferrer on Monday.\n\nThey talked for an hour.")
        .assert()
        .success()
        .stdout(predicate::str::contains("Ruth Amadi"));
}

#[test]
fn a_format_of_several_files_writes_them_beside_each_other_or_into_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let article = example("harbour-talks.txt");
    newsgraph().args(["build", &article, "-o", &at("g.csv"), "-o", &at("tables/"), "-f", "neo4j"]).assert().success();
    for name in ["g-nodes.neo4j.csv", "g-edges.neo4j.csv", "tables/nodes.neo4j.csv", "tables/mentions.neo4j.csv"] {
        assert!(fs::read_to_string(at(name)).unwrap().lines().count() > 5, "{name}");
    }
    newsgraph()
        .args(["build", &article, "-f", "csv"])
        .assert()
        .code(2)
        .stderr(predicate::str::contains("csv is several files"));
}

#[test]
fn a_part_of_the_graph_is_chosen_and_a_wrong_focus_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let article = example("harbour-talks.txt");
    let people = ["build", &article, "--only", "person", "--focus", "Varga", "-o", &at("g.ftm.json")];
    newsgraph().args(people).assert().success();
    let lines = fs::read_to_string(at("g.ftm.json")).unwrap();
    assert!(lines.contains("Elena Varga"));
    assert!(!lines.contains("\"Organization\"") && !lines.contains("\"Event\""));
    newsgraph()
        .args(["build", &article, "--focus", "Nobody", "-f", "dot"])
        .assert()
        .code(2)
        .stderr(predicate::str::contains("\"Nobody\""));
}

#[test]
fn pictures_do_not_need_graphviz() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    newsgraph()
        .args(["build", &example("harbour-talks.txt"), "-o", &at("g.svg"), "-o", &at("g.png")])
        .env("PATH", folder.path())
        .assert()
        .success();
    assert!(fs::read_to_string(at("g.svg")).unwrap().contains("Elena Varga"));
    assert!(fs::read(at("g.png")).unwrap().starts_with(b"\x89PNG"));
}
