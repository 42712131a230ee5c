//! The archive as a user meets it.

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

/// Runs a command that must succeed; its standard output.
fn run<S: AsRef<std::ffi::OsStr>>(args: impl IntoIterator<Item = S>) -> String {
    let output = newsgraph().args(args).assert().success();
    String::from_utf8(output.get_output().stdout.clone()).unwrap()
}

/// JSON lines of invented articles.
fn articles(dir: &Path, name: &str, articles: &[(&str, &str, &str)]) -> String {
    let line = |(id, published, text): &(&str, &str, &str)| {
        serde_json::json!({"id": id, "published": published, "title": "", "text": text}).to_string() + "\n"
    };
    let path = dir.join(name);
    fs::write(&path, articles.iter().map(line).collect::<String>()).unwrap();
    path.display().to_string()
}

const MET: &str =
    "Mayor Ruth Amadi of Port Sarn met Governor Luis Ferrer in Port Sarn on Monday. They talked for an hour.";
const SAID: &str =
    "“The harbour will open in May,” Ruth Amadi told reporters in Port Sarn. She is the mayor of Port Sarn.";
const SUED: &str = "Quillon Corp. sued the Federal Office of Rivers on Friday, its spokesman Nils Brandt said.";

#[test]
fn an_archive_gives_the_graph_of_its_articles() {
    let dir = tempfile::tempdir().unwrap();
    let archive = dir.path().join("news.db");
    let folder = example("");
    let reported = run([Path::new("add"), &archive, &folder]);
    assert!(reported.lines().count() > 3 && reported.lines().all(|line| line.starts_with("added\t")), "{reported}");
    let built = run([Path::new("build"), &folder, Path::new("--format"), Path::new("json")]);
    let exported = run([Path::new("export"), &archive, Path::new("--format"), Path::new("json")]);
    assert!(built == exported);
}

#[test]
fn adding_again_changes_nothing_and_a_changed_article_is_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let archive = dir.path().join("a.db").display().to_string();
    let first = articles(dir.path(), "1.jsonl", &[("one", "2031-01-02", MET), ("two", "2031-01-03", SAID)]);
    assert_eq!(run(["add", &archive, &first]), "added\tone\nadded\ttwo\n");
    let before = run(["export", &archive, "-f", "json"]);
    assert_eq!(run(["add", &archive, &first]), "unchanged\tone\nunchanged\ttwo\n");
    assert!(before == run(["export", &archive, "-f", "json"]));

    let second = articles(dir.path(), "2.jsonl", &[("one", "2031-01-02", SUED), ("three", "2031-01-03", MET)]);
    assert_eq!(run(["add", &archive, &second]), "replaced\tone\nadded\tthree\n");
    let after = run(["export", &archive, "-f", "json"]);
    assert!(after.contains("Quillon"));
    assert_eq!(run(["list", &archive]), "one\t2031-01-02\t\t\nthree\t2031-01-03\t\t\ntwo\t2031-01-03\t\t\n");

    run(["remove", &archive, "one", "three"]);
    run(["add", &archive, &first]);
    assert!(before == run(["export", &archive, "-f", "json"]));
}

#[test]
fn a_changed_date_alone_makes_another_article() {
    let dir = tempfile::tempdir().unwrap();
    let archive = dir.path().join("a.db").display().to_string();
    run(["add", &archive, &articles(dir.path(), "1.jsonl", &[("one", "2031-01-02", MET)])]);
    let later = articles(dir.path(), "2.jsonl", &[("one", "2031-01-05", MET)]);
    assert_eq!(run(["add", &archive, &later]), "replaced\tone\n");
}

#[test]
fn bad_articles_are_named_and_the_rest_is_stored() {
    let dir = tempfile::tempdir().unwrap();
    let archive = dir.path().join("a.db").display().to_string();
    let good = articles(dir.path(), "good.jsonl", &[("one", "2031-01-02", MET), ("empty", "", " ")]);
    newsgraph()
        .args(["add", &archive, &good, "no/such/file.txt"])
        .assert()
        .code(1)
        .stdout("added\tone\n")
        .stderr(predicate::str::contains("good.jsonl:2").and(predicate::str::contains("no/such/file.txt")));
    assert_eq!(run(["list", &archive]), "one\t2031-01-02\t\t\n");
}

#[test]
fn removing_what_is_not_there_is_said() {
    let dir = tempfile::tempdir().unwrap();
    let archive = dir.path().join("a.db").display().to_string();
    run(["add", &archive, &articles(dir.path(), "1.jsonl", &[("one", "2031-01-02", MET)])]);
    let missing = predicate::str::contains("\"two\"");
    newsgraph().args(["remove", &archive, "two"]).assert().code(2).stderr(missing.clone());
    newsgraph().args(["remove", &archive, "two", "one"]).assert().code(1).stdout("removed\tone\n").stderr(missing);
    assert_eq!(run(["list", &archive]), "");
}

#[test]
fn what_is_no_archive_is_refused_and_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let (text, missing) = (dir.path().join("a.txt"), dir.path().join("b.db"));
    fs::write(&text, MET.repeat(20)).unwrap();
    let refused = |args: &[&Path], why: &str| {
        newsgraph().args(args).assert().code(2).stderr(predicate::str::contains(why));
    };
    refused(&[Path::new("add"), &text, &example("flood.txt")], "not an archive");
    assert_eq!(fs::read_to_string(&text).unwrap(), MET.repeat(20));
    refused(&[Path::new("export"), &text], "not an archive");
    refused(&[Path::new("list"), &missing], "no such archive");
    assert!(!missing.exists());
    let other = rusqlite::Connection::open(&missing).unwrap();
    other.execute_batch("CREATE TABLE mine (a)").unwrap();
    drop(other);
    refused(&[Path::new("add"), &missing, &example("flood.txt")], "not an archive");
}

#[test]
fn an_archive_of_a_newer_program_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let archive = dir.path().join("a.db");
    run([Path::new("add"), &archive, &example("flood.txt")]);
    rusqlite::Connection::open(&archive).unwrap().pragma_update(None, "user_version", 99).unwrap();
    for command in ["add", "export", "list"] {
        let mut run = newsgraph();
        run.arg(command).arg(&archive);
        if command == "add" {
            run.arg(example("flood.txt"));
        }
        run.assert().code(2).stderr(predicate::str::contains("newer"));
    }
}

#[test]
fn other_language_data_make_facts_stale_until_they_are_found_anew() {
    let dir = tempfile::tempdir().unwrap();
    let archive = dir.path().join("a.db").display().to_string();
    let data = dir.path().join("data");
    fs::create_dir_all(data.join("relations")).unwrap();
    fs::write(
        data.join("relations/talks-with.toml"),
        "name = 'talks-with'\nlabel = 'talks with'\nabout = 'Talks.'\nfrom = ['person']\nto = ['person']\n\n\
         [[pattern]]\nwords = '{from:person} met Governor {to:person}'\n",
    )
    .unwrap();
    let overlay = data.display().to_string();
    let input = articles(dir.path(), "1.jsonl", &[("one", "2031-01-02", MET), ("two", "2031-01-03", SAID)]);
    run(["add", &archive, &input]);
    newsgraph()
        .args(["--data", &overlay, "add", &archive, &input])
        .assert()
        .success()
        .stdout("unchanged\tone\nunchanged\ttwo\n")
        .stderr(predicate::str::contains("2 articles").and(predicate::str::contains("refresh")));
    assert_eq!(run(["--data", &overlay, "refresh", &archive]), "refreshed\tone\nrefreshed\ttwo\n");
    assert_eq!(run(["--data", &overlay, "refresh", &archive]), "");
    newsgraph().args(["--data", &overlay, "add", &archive, &input]).assert().success().stderr("");
}

#[test]
fn any_tool_that_reads_sqlite_reads_an_archive() {
    let dir = tempfile::tempdir().unwrap();
    let archive = dir.path().join("a.db");
    run([Path::new("add"), &archive, &example("")]);
    let connection = rusqlite::Connection::open(&archive).unwrap();
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    for table in ["article", "facts", "name", "mention", "relation", "event", "participant", "statement"] {
        assert!(count(&format!("SELECT count(*) FROM {table}")) > 0, "{table}");
    }
    assert!(count("SELECT count(*) FROM article_search WHERE article_search MATCH 'varga'") > 0);
    assert!(count("SELECT count(*) FROM name_search WHERE name_search MATCH 'varga'") > 0);
    // Evidence stands where it is said to stand.
    let misplaced = "SELECT count(*) FROM relation JOIN article ON article.id = relation.article
        WHERE evidence <> substr(iif(field = 'title', article.title, article.text), start + 1, \"end\" - start)";
    assert_eq!(count(misplaced), 0);
    assert_eq!(count("SELECT count(*) FROM relation WHERE from_name IS NULL OR to_name IS NULL"), 0);
}
