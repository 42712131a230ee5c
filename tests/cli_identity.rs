//! Who is who, as a user judges it and takes it back.

#![allow(clippy::unwrap_used)] // a test fails by panicking

use assert_cmd::Command;
use predicates::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

/// Two senators who are one, and a goalkeeper of their name.
const ARTICLES: [(&str, &str); 3] = [
    (
        "one",
        "Senator Ida Holt met Governor Luis Ferrer in Port Sarn on Monday. Holt, a member of the Harbour Party, said the \
         harbour would open in May.",
    ),
    ("two", "Goalkeeper Ida Holt saved two shots for Harlow Rovers on Tuesday. Coach Nils Brandt praised Holt."),
    ("three", "Senator Ida Holt of the Harbour Party arrived in Port Sarn on Saturday with Luis Ferrer."),
];

/// A folder with the articles and what the tests write beside them.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Desk(tempfile::tempdir().unwrap());
        let line = |(id, text): (&str, &str)| {
            serde_json::json!({"id": id, "published": "2031-01-02", "title": "", "text": text}).to_string() + "\n"
        };
        desk.write("articles.jsonl", &ARTICLES.map(line).concat());
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// A command in the folder.
    fn newsgraph(&self, args: &[&str]) -> Command {
        let mut command = Command::cargo_bin("newsgraph").unwrap();
        command.current_dir(self.0.path()).args(args);
        command
    }

    /// Standard output of a command that must succeed.
    fn run(&self, args: &[&str]) -> String {
        let output = self.newsgraph(args).assert().success();
        String::from_utf8(output.get_output().stdout.clone()).unwrap()
    }

    /// How many people are called Ida Holt.
    fn holts(&self, more: &[&str]) -> usize {
        let found = self.run(&[&["search", "articles.jsonl", "Ida Holt", "--format", "csv"], more].concat());
        found.lines().filter(|line| line.contains("person/ida-holt")).count()
    }
}

/// A judgement on the Ida Holt of two articles, as the file has it.
fn judgement(verdict: &str, a: &str, b: &str) -> String {
    let end = |article: &str| format!("{{ type = \"person\", name = \"Ida Holt\", article = \"{article}\" }}");
    format!("[[judgement]]\nverdict = \"{verdict}\"\na = {}\nb = {}\n\n", end(a), end(b))
}

#[test]
fn a_question_is_asked_once_and_its_answer_written_down() {
    let desk = Desk::new();
    let listed = desk.run(&["judge", "articles.jsonl", "--list"]);
    for part in ["goalkeeper", "senator", "same-name", "other-field  sport / politics", "1 open questions"] {
        assert!(listed.contains(part), "{part} in {listed}");
    }
    let args = ["judge", "articles.jsonl", "--judgements", "who.toml", "--by", "ana", "--on", "2031-02-01"];
    desk.newsgraph(&args).write_stdin("d one keeps goal\n").assert().success();
    let written = desk.read("who.toml");
    for line in ["verdict = \"different\"", "by = \"ana\"", "on = \"2031-02-01\"", "why = \"one keeps goal\""] {
        assert!(written.contains(line), "{line} in {written}");
    }
    let again = desk.run(&["judge", "articles.jsonl", "--judgements", "who.toml", "--list"]);
    assert!(again.contains("0 open questions"), "{again}");
}

#[test]
fn answers_need_a_place_and_a_meaning() {
    let desk = Desk::new();
    desk.newsgraph(&["judge", "articles.jsonl"]).assert().code(2).stderr(predicate::str::contains("--judgements FILE"));
    let asked =
        desk.newsgraph(&["judge", "articles.jsonl", "--judgements", "who.toml"]).write_stdin("perhaps\n").assert();
    asked.code(2).stderr(predicate::str::contains("\"perhaps\" is none of s, d, u, q"));
    assert!(!desk.path("who.toml").exists());
}

#[test]
fn judgements_join_and_part_and_are_taken_back() {
    let desk = Desk::new();
    assert_eq!(desk.holts(&[]), 2);
    desk.write("who.toml", &judgement("same", "one", "two"));
    assert_eq!(desk.holts(&["--judgements", "who.toml"]), 1);
    desk.write("who.toml", "");
    assert_eq!(desk.holts(&["--judgements", "who.toml"]), 2, "merging has lost nothing");
    desk.write("who.toml", &judgement("different", "one", "three"));
    assert_eq!(desk.holts(&["--judgements", "who.toml"]), 3);
}

#[test]
fn contradictions_are_shown_and_not_guessed_over() {
    let desk = Desk::new();
    let all = [("same", "one", "two"), ("same", "two", "three"), ("different", "one", "three")];
    desk.write("who.toml", &all.map(|(verdict, a, b)| judgement(verdict, a, b)).concat());
    let told = desk.newsgraph(&["judge", "articles.jsonl", "--judgements", "who.toml", "--list"]).assert().code(1);
    let told = String::from_utf8(told.get_output().stdout.clone()).unwrap();
    assert!(told.contains("contradiction: these are judged different, and the same by what follows"), "{told}");
    assert_eq!(told.matches("verdict = ").count(), 3, "{told}");
    assert_eq!(desk.holts(&["--judgements", "who.toml"]), 3, "what is judged different stays so");
}

#[test]
fn what_is_wrong_with_a_file_is_said_with_its_line() {
    let desk = Desk::new();
    desk.write("who.toml", "[[judgement]]\nverdict = \"perhaps\"\n");
    let told = desk.newsgraph(&["search", "articles.jsonl", "Holt", "--judgements", "who.toml"]).assert().code(2);
    told.stderr(predicate::str::contains("who.toml: line 2"));
    desk.write("known.csv", "id,type,name\n7,person,Ida Holt\n8,ghost,Lia Moor\n");
    let told = desk.newsgraph(&["search", "articles.jsonl", "Holt", "--known", "known.csv"]).assert().code(2);
    told.stderr(predicate::str::contains("known.csv: line 3"));
    let told = desk.newsgraph(&["search", "articles.jsonl", "Holt", "--known", "nowhere.csv"]).assert().code(2);
    told.stderr(predicate::str::contains("nowhere.csv"));
}

#[test]
fn a_merge_and_a_parting_are_explained() {
    let desk = Desk::new();
    let ids = desk.run(&["search", "articles.jsonl", "Ida Holt", "--format", "csv"]);
    let ids: Vec<&str> =
        ids.lines().flat_map(|line| line.split(',')).filter(|cell| cell.starts_with("person/ida-holt")).collect();
    let two = desk.run(&["why-same", ids[0], ids[1], "articles.jsonl"]);
    assert!(two.contains("other-field") && two.contains("same-name"), "{two}");
    desk.write("who.toml", &judgement("same", "one", "two"));
    let one = desk.run(&["why-same", "Ida Holt", "Ida Holt", "articles.jsonl", "--judgements", "who.toml"]);
    assert!(one.contains("Ida Holt") && !one.contains("other-field"), "{one}");
}

#[test]
fn known_entities_give_their_identifiers_to_every_export() {
    let desk = Desk::new();
    desk.write(
        "known.csv",
        "id,type,name,aliases,never-aliases,wikidata\n7,person,Ida Maria Holt,Ida Holt,Ida Holt Jr.,Q7\n",
    );
    desk.write(
        "known.jsonl",
        "{\"id\": \"7\", \"type\": \"person\", \"name\": \"Ida Maria Holt\", \"aliases\": [\"Ida Holt\"], \
         \"never_aliases\": [\"Ida Holt Jr.\"], \"external_ids\": {\"wikidata\": \"Q7\"}}\n",
    );
    for list in ["known.csv", "known.jsonl"] {
        for format in ["json", "jsonld", "turtle", "ftm", "cypher", "graphml"] {
            let written = desk.run(&["build", "articles.jsonl", "--known", list, "--format", format]);
            assert!(written.contains("Q7"), "{list} in {format}");
        }
        desk.run(&["build", "articles.jsonl", "--known", list, "-o", "graph.csv"]);
        assert!(desk.read("graph-nodes.csv").contains("Q7"), "{list} in CSV");
    }
}

#[test]
fn what_several_articles_tell_is_one_event_with_all_of_them_as_evidence() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles");
    let desk = Desk::new();
    let talks =
        ["harbour-talks.txt", "harbour-talks-wire.txt", "harbour-talks-reaction.md"].map(|name| folder.join(name));
    let talks: Vec<&str> = talks.iter().map(|path| path.to_str().unwrap()).collect();
    desk.run(&[&["build", "-o", "graph.json"], &talks[..]].concat());
    let graph: serde_json::Value = serde_json::from_str(&desk.read("graph.json")).unwrap();
    let between = |event: &&serde_json::Value| {
        let id = event["id"].as_str().unwrap_or_default();
        id.starts_with("event/meeting/") && id.ends_with("/elena-varga+nils-lindqvist")
    };
    let meetings: Vec<&serde_json::Value> = graph["nodes"].as_array().unwrap().iter().filter(between).collect();
    assert_eq!(meetings.len(), 1, "{meetings:?}");
    let tellings = meetings[0]["tellings"].as_array().unwrap();
    let articles: std::collections::BTreeSet<&str> =
        tellings.iter().map(|it| it["article"].as_str().unwrap()).collect();
    assert_eq!(articles.len(), 3, "all three articles tell it");
}
