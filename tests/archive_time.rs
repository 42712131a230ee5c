//! Archives in time, in any order, and under attack.

#![allow(clippy::unwrap_used)] // a test fails by panicking

mod sample;

use assert_cmd::cargo::cargo_bin;
use newsgraph::archive::{Archive, Entry};
use newsgraph::export::by_name;
use newsgraph::graph::Graph;
use newsgraph::model::{Article, Facts};
use newsgraph::pipeline::Pipeline;
use newsgraph::resources::Resources;
use proptest::prelude::*;
use sample::Story;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;
use std::time::Duration;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::new(Resources::embedded().unwrap()).unwrap());
const WAIT: Duration = Duration::from_secs(30);

fn newsgraph(args: &[&str]) -> Output {
    Command::new(cargo_bin("newsgraph")).args(args).output().unwrap()
}

/// The standard output of a command that must succeed.
fn run(args: &[&str]) -> String {
    let output = newsgraph(args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn bytes(graph: &Graph) -> Vec<u8> {
    let mut bytes = Vec::new();
    by_name("json").unwrap().export(graph, &mut bytes).unwrap();
    bytes
}

// In any order

fn entries() -> Vec<Entry> {
    let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles");
    let inputs = newsgraph::read::Inputs::new([articles], newsgraph::read::Options::default());
    PIPELINE.entries(inputs.map(Result::unwrap).collect())
}

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(entries);

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_split_and_removals_give_the_same_bytes(
        order in Just((0..ENTRIES.len()).collect::<Vec<_>>()).prop_shuffle(),
        split in 1..8_usize,
        removed in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
        kept in any::<bool>(),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let mut archive = Archive::create(&dir.path().join("a.db"), None).unwrap();
        for (at, part) in order.chunks(split).enumerate() {
            let part: Vec<Entry> = part.iter().map(|&at| ENTRIES[at].clone()).collect();
            archive.add(&part, WAIT, || ()).unwrap();
            if let Some(removed) = removed.get(at) {
                archive.remove(&[ENTRIES[removed.index(ENTRIES.len())].article.id.as_str()], WAIT, || ()).unwrap();
            }
            if kept {
                PIPELINE.archived(&archive).unwrap();
            }
        }
        archive.add(&ENTRIES, WAIT, || ()).unwrap();
        let scratch = PIPELINE.graph(ENTRIES.iter().map(|entry| entry.facts.clone()).collect());
        prop_assert!(bytes(&PIPELINE.archived(&archive).unwrap()) == bytes(&scratch));
        prop_assert!(bytes(&PIPELINE.archived(&archive).unwrap()) == bytes(&scratch), "the graph that was kept");
        sound(&archive_tables(&dir.path().join("a.db")));
    }
}

// In time

const AMADI: &str = "Ruth Amadi, the mayor of Port Sarn, spoke.";
const FERRER: &str = "Luis Ferrer, the mayor of Port Sarn, spoke.";
const NEITHER: &str = "Ruth Amadi was the mayor of Port Sarn until 2032. Luis Ferrer denied it.";

fn mayor(id: &str, published: &str, text: &str, name: &str, more: &Value) -> (Value, Value) {
    let mut relation = json!({"title": "mayor"});
    relation.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let facts = Story::new(id, published, text)
        .entity("person", name, &[])
        .entity("place", "Port Sarn", &[])
        .relation_with("leads", name, "Port Sarn", text.split(',').next().unwrap(), relation)
        .json();
    (json!({"id": id, "published": published, "title": "", "text": text}), facts)
}

/// Adds articles with given facts.
fn add(archive: &Path, stories: &[(Value, Value)]) -> String {
    let lines = |all: Vec<&Value>| all.iter().fold(String::new(), |lines, value| lines + &value.to_string() + "\n");
    let dir = tempfile::tempdir().unwrap();
    let [articles, facts] = ["a.jsonl", "f.jsonl"].map(|name| dir.path().join(name).display().to_string());
    fs::write(&articles, lines(stories.iter().map(|story| &story.0).collect())).unwrap();
    fs::write(&facts, lines(stories.iter().map(|story| &story.1).collect())).unwrap();
    run(&["add", &archive.display().to_string(), "--facts", &facts, &articles])
}

/// The archive of two mayors, of whom the first is said to be former in the third year.
fn mayors(dir: &Path) -> PathBuf {
    let archive = dir.join("mayors.db");
    let stories = [
        mayor("a", "2031-01-02", AMADI, "Ruth Amadi", &json!({})),
        mayor("b", "2033-05-01", FERRER, "Luis Ferrer", &json!({})),
        mayor("c", "2033-06", NEITHER, "Ruth Amadi", &json!({"status": "former", "when": {"end": "2032"}})),
    ];
    assert_eq!(add(&archive, &stories), "added\ta\nadded\tb\nadded\tc\n");
    archive
}

/// Who leads Port Sarn, as an exported graph tells.
fn leaders(args: &[&str]) -> Vec<String> {
    let graph: Value = serde_json::from_str(&run(args)).unwrap();
    let links = graph["links"].as_array().unwrap().iter().filter(|link| link["type"] == "leads");
    links.map(|link| link["source"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_graph_as_of_a_day_knows_no_later_article() {
    let dir = tempfile::tempdir().unwrap();
    let archive = mayors(dir.path()).display().to_string();
    let as_of = |date: &str| leaders(&["export", &archive, "-f", "json", "--as-of", date]);
    assert_eq!(as_of("2030"), [] as [&str; 0]);
    assert_eq!(as_of("2031-01-02"), ["person/ruth-amadi"]);
    assert_eq!(as_of("2031-01-01"), [] as [&str; 0]);
    assert_eq!(as_of("2033-05"), ["person/luis-ferrer", "person/ruth-amadi"]);
}

#[test]
fn the_graph_valid_at_a_day_holds_what_held() {
    let dir = tempfile::tempdir().unwrap();
    let archive = mayors(dir.path()).display().to_string();
    let valid_at = |date: &str| leaders(&["export", &archive, "-f", "json", "--valid-at", date]);
    assert_eq!(valid_at("2030"), ["person/ruth-amadi"], "until 2032, the beginning is not known");
    assert_eq!(valid_at("2032-12-31"), ["person/ruth-amadi"]);
    assert_eq!(valid_at("2033-02"), [] as [&str; 0], "nobody has said yet who follows");
    assert_eq!(valid_at("2034"), ["person/luis-ferrer"]);
    let early = leaders(&["export", &archive, "-f", "json", "--as-of", "2031", "--valid-at", "2034"]);
    assert_eq!(early, ["person/ruth-amadi"], "in 2031 nobody knew that it would end");
}

#[test]
fn differences_tell_who_is_new_and_what_has_ended() {
    let dir = tempfile::tempdir().unwrap();
    let archive = mayors(dir.path()).display().to_string();
    let table = run(&["diff", &archive, "--from", "2031", "--to", "2033"]);
    for words in ["new person", "Luis Ferrer leads Port Sarn as mayor", "ended relation", "until 2032-12-31"] {
        assert!(table.contains(words), "{words}: {table}");
    }
    let lines = run(&["diff", &archive, "--from", "2031", "--to", "2033", "--json"]);
    let changes: BTreeSet<String> = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["change"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(changes.into_iter().collect::<Vec<_>>(), ["ended-relation", "new-entity", "new-relation"]);
    assert_eq!(run(&["diff", &archive, &archive]), "");
}

#[test]
fn merged_and_split_entities_are_recognised_whatever_they_are_called() {
    let story = |id: &str, name: &str| {
        let facts = Story::new(id, "2031-01-02", AMADI).entity("person", name, &[]);
        let facts = facts
            .json()
            .to_string()
            .replace("\"mentions\":[]", "\"mentions\":[{\"start\":0,\"end\":10,\"kind\":\"name\"}]");
        serde_json::from_str::<Facts>(&facts).unwrap()
    };
    let graph = |facts: &[(&str, &str)]| PIPELINE.graph(facts.iter().map(|(id, name)| story(id, name)).collect());
    let one = graph(&[("a", "Ruth Amadi"), ("b", "Ruth Amadi")]);
    let two = graph(&[("a", "Ruth Amadi"), ("b", "Nils Brandt")]);
    let schema = PIPELINE.resources().schema();
    let name = |changes: Vec<newsgraph::graph::Change>| serde_json::to_value(&changes[0]).unwrap()["change"].clone();
    assert_eq!(name(newsgraph::graph::difference(&one, &two, schema)), "split");
    assert_eq!(name(newsgraph::graph::difference(&two, &one, schema)), "merged");
}

#[test]
fn contradictions_are_shown_with_both_sides() {
    let dir = tempfile::tempdir().unwrap();
    let archive = dir.path().join("a.db");
    let stories = [
        mayor("a", "2031-01-02", AMADI, "Ruth Amadi", &json!({"when": {"start": "2029"}})),
        mayor("b", "2030-05-01", FERRER, "Luis Ferrer", &json!({})),
        mayor("c", "2033-06-01", NEITHER, "Luis Ferrer", &json!({"status": "negated"})),
        mayor(
            "d",
            "2033-06-02",
            AMADI,
            "Ruth Amadi",
            &json!({"status": "former", "when": {"start": "2032", "end": "2031"}}),
        ),
    ];
    add(&archive, &stories);
    let archive = archive.display().to_string();
    let table = run(&["conflicts", &archive]);
    for words in ["two-at-once", "end-before-start", "said-and-denied", "Ruth Amadi", "Luis Ferrer", "2030-05-01"] {
        assert!(table.contains(words), "{words}: {table}");
    }
    let lines = run(&["conflicts", &archive, "--json"]);
    assert_eq!(lines.lines().count(), 3, "{lines}");
    let sound = mayors(dir.path()).display().to_string();
    assert_eq!(run(&["conflicts", &sound]), "", "one after the other is no conflict");
}

// Under attack

/// Articles with facts of their own, and more words than a page of the file holds.
fn many(dir: &Path, count: usize) -> [String; 2] {
    let (mut articles, mut facts) = (String::new(), String::new());
    for number in 0..count {
        let text = format!("Mayor Ruth Amadi met Governor Luis Ferrer {number} times. {}", "They talked. ".repeat(200));
        let of_article = Story::new(&format!("article-{number}"), "2031-01-02", &text)
            .entity("person", "Ruth Amadi", &["Amadi"])
            .entity("person", "Luis Ferrer", &[])
            .relation("met-with", "Ruth Amadi", "Luis Ferrer", "Ruth Amadi met Governor Luis Ferrer")
            .json();
        articles += &json!({"id": format!("article-{number}"), "text": text}).to_string();
        articles += "\n";
        facts += &of_article.to_string();
        facts += "\n";
    }
    let paths = ["articles.jsonl", "facts.jsonl"].map(|name| dir.join(name));
    fs::write(&paths[0], articles).unwrap();
    fs::write(&paths[1], facts).unwrap();
    paths.map(|path| path.display().to_string())
}

fn archive_tables(path: &Path) -> rusqlite::Connection {
    let connection = rusqlite::Connection::open(path).unwrap();
    connection.busy_timeout(WAIT).unwrap();
    connection
}

/// Nothing is half there; the identifiers of the articles.
fn sound(connection: &rusqlite::Connection) -> BTreeSet<String> {
    let check: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(check, "ok");
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    let articles = count("SELECT count(*) FROM article");
    assert_eq!(count("SELECT count(*) FROM facts JOIN article ON number = facts.article"), articles);
    assert_eq!(count("SELECT count(*) FROM facts"), articles);
    let names = "SELECT sum(1 + json_array_length(entity.value, '$.aliases')) FROM facts, json_each(facts.json, '$.entities') AS entity";
    assert_eq!(count("SELECT count(*) FROM name"), count(&format!("SELECT coalesce(({names}), 0)")));
    for index in ["article_search", "name_search"] {
        connection.execute(&format!("INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"), []).unwrap();
    }
    let mut ids = connection.prepare("SELECT id FROM article").unwrap();
    ids.query_map([], |row| row.get(0)).unwrap().collect::<rusqlite::Result<_>>().unwrap()
}

fn reported(output: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(output);
    // A line that was cut off reports nothing.
    let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
    whole.lines().filter_map(|line| line.split_once('\t')).map(|(_, id)| id.to_owned()).collect()
}

/// Kills `add` so many times; says how many of the kills met it at work.
fn kill(kills: u64, articles: usize, journal: &str) -> u64 {
    let dir = tempfile::tempdir().unwrap();
    let [articles, facts] = many(dir.path(), articles);
    let path = dir.path().join("a.db");
    let mut at_work = 0;
    // The time that a whole run takes, from start to end.
    let start = std::time::Instant::now();
    run(&["add", &path.display().to_string(), "--journal", journal, "--facts", &facts, &articles]);
    let whole = start.elapsed();
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    for round in 0..kills {
        // Every other run goes on where the one before was killed.
        if round % 2 == 0 {
            for end in ["", "-wal", "-shm", "-journal"] {
                let _ = fs::remove_file(dir.path().join(format!("a.db{end}")));
            }
        }
        let args = ["add", &path.display().to_string(), "--journal", journal, "--facts", &facts, &articles];
        let mut child = Command::new(cargo_bin("newsgraph"))
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut out = child.stdout.take().unwrap();
        let reader = std::thread::spawn(move || {
            let mut all = Vec::new();
            out.read_to_end(&mut all).unwrap();
            all
        });
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = (random >> 33) as f64 / f64::from(u32::MAX >> 1);
        std::thread::sleep(whole.mul_f64(share));
        at_work += u64::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        let told = reported(&reader.join().unwrap());
        if path.exists() {
            // As a user would, with the program itself first.
            let listed = newsgraph(&["list", &path.display().to_string()]);
            let empty = String::from_utf8_lossy(&listed.stderr).contains("not an archive");
            assert!(listed.status.success() || (empty && told.is_empty()), "{listed:?}");
            if listed.status.success() {
                let held = sound(&archive_tables(&path));
                assert!(told.iter().all(|id| held.contains(id)), "kill {round}: an article that was reported is lost");
            }
        } else {
            assert!(told.is_empty());
        }
    }
    at_work
}

#[test]
fn what_was_reported_survives_kills() {
    assert!(kill(6, 1000, "rollback") > 0);
    assert!(kill(6, 1000, "wal") > 0);
}

#[test]
#[ignore = "needs minutes"]
fn what_was_reported_survives_two_hundred_kills() {
    let met = kill(100, 2000, "rollback") + kill(100, 2000, "wal");
    assert!(met > 100, "only {met} of 200 kills met the program at work");
}

#[test]
#[ignore = "needs root, to make a small disk"]
fn what_was_reported_survives_a_full_disk() {
    let dir = tempfile::tempdir().unwrap();
    let [articles, facts] = many(dir.path(), 2000);
    let disk = dir.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"]).arg(&disk).status().unwrap();
    assert!(mounted.success());
    let path = disk.join("a.db");
    for journal in ["rollback", "wal"] {
        let output =
            newsgraph(&["add", &path.display().to_string(), "--journal", journal, "--facts", &facts, &articles]);
        let told = reported(&output.stdout);
        let listed = newsgraph(&["list", &path.display().to_string()]);
        let copy = dir.path().join("copy.db");
        for end in ["", "-wal", "-journal"] {
            let _ = fs::copy(disk.join(format!("a.db{end}")), dir.path().join(format!("copy.db{end}")));
        }
        let held = sound(&archive_tables(&copy));
        for end in ["", "-wal", "-shm", "-journal"] {
            let _ = fs::remove_file(disk.join(format!("a.db{end}")));
            let _ = fs::remove_file(dir.path().join(format!("copy.db{end}")));
        }
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("disk is full"), "{output:?}");
        assert!(!told.is_empty() && told.iter().all(|id| held.contains(id)), "{journal}");
        assert!(listed.status.success(), "{journal}: {listed:?}");
    }
    assert!(Command::new("umount").arg(&disk).status().unwrap().success());
}

#[test]
fn two_writers_wait_for_each_other() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.db").display().to_string();
    let inputs = ["x", "y"].map(|name| {
        let folder = dir.path().join(name);
        fs::create_dir(&folder).unwrap();
        let paths = many(&folder, 600);
        for path in &paths {
            let text = fs::read_to_string(path).unwrap().replace("article-", &format!("{name}-"));
            fs::write(path, text).unwrap();
        }
        paths
    });
    let start = |[articles, facts]: &[String; 2]| {
        let args = ["add", &path, "--facts", facts, articles];
        Command::new(cargo_bin("newsgraph")).args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let writers = inputs.each_ref().map(start);
    for writer in writers {
        let output = writer.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(reported(&output.stdout).len(), 600);
    }
    assert_eq!(sound(&archive_tables(Path::new(&path))).len(), 1200);
}

#[test]
fn a_writer_that_waits_in_vain_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.db");
    let entry = |id: &str| {
        let article = Article { id: id.into(), text: AMADI.to_owned(), ..Article::default() };
        Entry::given(article.clone(), PIPELINE.facts(article))
    };
    Archive::create(&path, None).unwrap().add(&[entry("one")], WAIT, || ()).unwrap();
    let other = archive_tables(&path);
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let output = newsgraph(&["remove", "--wait", "1", &path.display().to_string(), "one"]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("waiting") && told.contains("nothing was changed"), "{told}");
    other.execute_batch("COMMIT").unwrap();
    assert_eq!(run(&["list", &path.display().to_string()]), "one\t\t\t\n");
}
