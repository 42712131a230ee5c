//! Questions on the command line, as people and programs ask them.

#![allow(clippy::unwrap_used)] // a test fails by panicking

use assert_cmd::Command;
use predicates::prelude::*;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

fn newsgraph() -> Command {
    let mut command = Command::cargo_bin("newsgraph").unwrap();
    command.env_remove("NO_COLOR").env_remove("COLUMNS");
    command
}

/// The graph of all example articles, built once.
static GRAPH: LazyLock<PathBuf> = LazyLock::new(|| {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("questions.json");
    let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles");
    newsgraph().arg("build").arg(articles).arg("-o").arg(&path).assert().success();
    path
});

fn ask(command: &str, rest: &[&str]) -> Command {
    let mut asked = newsgraph();
    asked.arg(command).arg(&*GRAPH).args(rest);
    asked
}

fn text(command: &str, rest: &[&str]) -> String {
    let output = ask(command, rest).assert().success();
    String::from_utf8(output.get_output().stdout.clone()).unwrap()
}

fn json(command: &str, rest: &[&str]) -> Value {
    serde_json::from_str(&text(command, &[rest, &["--format", "json"]].concat())).unwrap()
}

/// The header and the rows of CSV.
fn csv(command: &str, rest: &[&str]) -> (Vec<String>, Vec<Vec<String>>) {
    let text = text(command, &[rest, &["--format", "csv"]].concat());
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
    let head = cells(reader.headers().unwrap());
    (head, reader.records().map(|record| cells(&record.unwrap())).collect())
}

#[test]
fn show_is_the_page_of_a_person() {
    let page = text("show", &["elena varga"]);
    for part in ["Elena Varga", "person/elena-varga", "Relations", "Nils Lindqvist", "Says"] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert_eq!(json("show", &["elena varga"])["id"], "person/elena-varga");
}

#[test]
fn a_name_that_may_be_several_is_listed_and_not_guessed() {
    let husband_and_wife = predicate::str::contains("Elena Varga").and(predicate::str::contains("Daniel Varga"));
    ask("show", &["varga"]).assert().code(2).stdout("").stderr(husband_and_wife);
    assert_eq!(json("search", &["varga"]).as_array().unwrap().len(), 2);
    ask("search", &["xyzzyx", "--format", "json"]).assert().code(2).stdout("[]\n");
    let two = tempfile::tempdir().unwrap();
    let article = two.path().join("a.txt");
    std::fs::write(&article, "Anna Keller met Boris Tann on Monday.\n\nOtto Keller works for Brill Corp.").unwrap();
    let complains = predicate::str::contains("Anna Keller").and(predicate::str::contains("Otto Keller"));
    newsgraph().arg("show").arg(&article).arg("keller").assert().code(2).stdout("").stderr(complains);
    newsgraph().arg("show").arg(&article).arg("otto").assert().success();
    newsgraph().arg("show").arg(&article).arg("person/otto-keller").assert().success();
}

/// What follows once somebody at a terminal has said which of several people is meant.
#[cfg(unix)]
fn asked_at_a_terminal(chosen: &str) -> String {
    let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin("newsgraph"));
    command.arg("show").arg(&*GRAPH).arg("varga");
    let mut terminal = rexpect::session::spawn_command(command, Some(60_000)).unwrap();
    let listed = terminal.exp_string("which one? ").unwrap();
    assert!(listed.contains("1  Elena Varga") && listed.contains("2  Daniel Varga"), "{listed}");
    terminal.send_line(chosen).unwrap();
    terminal.exp_eof().unwrap()
}

#[cfg(unix)]
#[test]
fn a_name_that_may_be_several_is_asked_for_at_a_terminal() {
    assert!(asked_at_a_terminal("1").contains("person/elena-varga"));
    assert!(asked_at_a_terminal("2").contains("person/daniel-varga"));
    assert!(asked_at_a_terminal("7").contains("\"7\" is none of them"));
    assert!(asked_at_a_terminal("").contains("is none of them"));
}

#[test]
fn an_unknown_name_and_a_misspelt_one_are_told_apart() {
    ask("show", &["Xyzzyx"]).assert().code(2).stderr(predicate::str::contains("Xyzzyx"));
    let told = predicate::str::contains("taking").and(predicate::str::contains("Elena Varga"));
    ask("show", &["elena vagra"]).assert().success().stderr(told);
}

#[test]
fn a_path_is_the_same_for_people_and_programs() {
    let (head, rows) = csv("path", &["Jonas Petrik", "Nils Lindqvist"]);
    assert_eq!(&head[..5], ["path", "step", "from", "type", "to"]);
    let paths = json("path", &["Jonas Petrik", "Nils Lindqvist"]);
    let steps: usize = paths["paths"].as_array().unwrap().iter().map(|it| it["steps"].as_array().unwrap().len()).sum();
    assert_eq!(rows.len(), steps);
    assert!(text("path", &["Jonas Petrik", "Nils Lindqvist"]).contains("Jonas Petrik → "));
    ask("path", &["Jonas Petrik", "Nils Lindqvist", "--longest", "1"]).assert().code(2);
    ask("path", &["elena vagra", "elena varga"])
        .assert()
        .code(2)
        .stdout(predicate::str::contains("both are Elena Varga"));
}

#[test]
fn filters_are_the_same_for_every_command() {
    let all = json("timeline", &["elena varga"])["timeline"].as_array().unwrap().len();
    let few = json("timeline", &["elena varga", "--relations", "met-with"])["timeline"].as_array().unwrap().len();
    assert!(0 < few && few < all);
    let met = json("neighbours", &["elena varga", "--relations", "met-with", "--only", "person"]);
    assert!(met["neighbours"].as_array().unwrap().iter().all(|it| it["node"]["kind"] == "person"));
    ask("timeline", &["elena varga", "--since", "2030"]).assert().code(2);
    ask("timeline", &["elena varga", "--between", "2026", "2026-12"]).assert().success();
    ask("show", &["elena varga", "--since", "tomorrow"])
        .assert()
        .code(2)
        .stderr(predicate::str::contains("2016-12-13"));
}

#[test]
fn quotes_are_by_about_and_to() {
    let by = json("quotes", &["--by", "elena varga"]);
    let by = by.as_array().unwrap();
    assert!(!by.is_empty());
    for quote in by {
        assert!(quote["by"].as_array().unwrap().iter().any(|it| it["id"] == "person/elena-varga"));
    }
    let all = json("quotes", &["--limit", "0"]).as_array().unwrap().len();
    assert!(by.len() < all);
    let cut = text("quotes", &["--limit", "1"]);
    assert!(cut.contains(&format!("… and {} more", all - 1)), "{cut}");
}

#[test]
fn why_gives_every_sentence_with_its_origin() {
    let shown = text("why", &["Elena Varga", "Nils Lindqvist"]);
    for part in ["met with", "The Meridian Courier, 2026-03-11", "actual", "rule met-with/", "confidence"] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    // The number that `show` gives an edge leads to its evidence.
    let (head, rows) = csv("show", &["elena varga"]);
    let edge = rows[0][head.iter().position(|name| name == "edge").unwrap()].clone();
    assert!(!json("why", &[&edge]).as_array().unwrap().is_empty());
    ask("why", &["e999999"]).assert().code(2).stderr(predicate::str::contains("e999999"));
}

#[test]
fn from_articles_the_evidence_stands_in_its_sentence() {
    let article = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles/harbour-talks.txt");
    let output =
        newsgraph().arg("why").arg(&article).args(["elena varga", "lindqvist", "--format", "json"]).assert().success();
    let shown: Value = serde_json::from_slice(&output.get_output().stdout).unwrap();
    for it in shown.as_array().unwrap() {
        assert_eq!(it["passage"][1], it["text"]);
    }
}

#[test]
fn rankings_and_communities_say_of_how_many() {
    for by in ["degree", "betweenness", "pagerank", "articles", "sources"] {
        let top = text("top", &["--by", by, "-n", "3"]);
        assert!(top.contains("entities") && !top.contains("estimated"), "{top}");
    }
    let top = json("top", &["--by", "pagerank", "--limit", "0"]);
    let sum: f64 = top["ranks"].as_array().unwrap().iter().map(|it| it["value"].as_f64().unwrap()).sum();
    assert!((sum - 1.0).abs() < 1e-6);
    let (head, rows) = csv("communities", &["--limit", "0"]);
    assert_eq!(head, ["community", "id", "name", "kind", "articles"]);
    let ids: std::collections::BTreeSet<&String> = rows.iter().map(|row| &row[1]).collect();
    assert_eq!(ids.len(), rows.len());
    ask("communities", &["--resolution", "0"]).assert().code(2);
}

#[test]
fn no_colours_and_no_steering_reach_a_pipe() {
    let two = tempfile::tempdir().unwrap();
    let article = two.path().join("a.jsonl");
    let story = serde_json::json!({
        "id": "s", "text": "Anna Keller met Boris Tann on Monday. “Watch \u{1b}[2J out, it is all going wrong here,” Anna Keller said.",
    });
    std::fs::write(&article, story.to_string() + "\n").unwrap();
    for command in ["show", "timeline", "neighbours"] {
        let output = newsgraph().arg(command).arg(&article).arg("anna").assert().success();
        assert!(!output.get_output().stdout.contains(&0x1b), "{command}");
    }
    let output = newsgraph().env("CLICOLOR_FORCE", "1").arg("quotes").arg(&article).assert().success();
    assert!(!String::from_utf8_lossy(&output.get_output().stdout).contains("\u{1b}[2J"));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("newsgraph"))
        .args(["top", "--limit", "0"])
        .arg(&*GRAPH)
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
}
