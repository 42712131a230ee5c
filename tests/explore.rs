//! The explorer as a browser meets it: over HTTP, and in a headless Chromium.
#![cfg(feature = "explore")]
#![allow(clippy::unwrap_used)] // a test fails by panicking

use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running server, ended when it is dropped.
struct Server {
    child: Child,
    url: String,
}

impl Server {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_newsgraph"))
            .args(["explore", "--port", "0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
        assert!(url.starts_with("http://127.0.0.1:"), "{url:?}");
        Server { child, url: url.trim().to_owned() }
    }

    fn host(&self) -> &str {
        self.url.trim_start_matches("http://").split('/').next().unwrap()
    }

    /// The whole answer to a request with these header lines, Host among them.
    fn ask(&self, line: &str, headers: &[&str], body: &str) -> String {
        let mut stream = TcpStream::connect(self.host()).unwrap();
        let headers = headers.iter().fold(String::new(), |all, header| all + header + "\r\n");
        let length = body.len();
        write!(stream, "{line} HTTP/1.1\r\n{headers}Connection: close\r\nContent-Length: {length}\r\n\r\n{body}")
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn get(&self, path: &str) -> String {
        self.ask(&format!("GET {path}"), &[&format!("Host: {}", self.host())], "")
    }

    fn json(&self, path: &str) -> Value {
        let answer = self.get(path);
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200"), "{path}: {answer}");
        serde_json::from_str(body).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect()
}

#[test]
fn the_server_answers_neighbourhoods_with_their_evidence() {
    let server = Server::start(&["graphs/all.json"]);
    assert_eq!(server.json("/api/view?limit=5")["nodes"].as_array().unwrap().len(), 5);

    let found = server.json("/api/search?q=elena+va");
    assert_eq!(ids(&found), ["person/elena-varga"]);
    assert_eq!(
        ids(&server.json("/api/search?q=arg"))[0],
        "person/elena-varga",
        "inside of a word where none begins so"
    );

    let view = server.json("/api/view?open=person/elena-varga");
    let nodes = ids(&view["nodes"]);
    assert!(nodes.contains(&"person/daniel-varga") && !nodes.contains(&"person/adaeze-obi"), "{nodes:?}");
    for edge in view["edges"].as_array().unwrap() {
        let ends = [edge["from"].as_str().unwrap(), edge["to"].as_str().unwrap()];
        assert!(ends.iter().all(|end| nodes.contains(end)), "{edge}");
    }

    let path = server.json("/api/view?a=person/daniel-varga&b=person/jonas-petrik");
    assert_eq!(path["paths"][0], json!(["person/daniel-varga", "person/elena-varga", "person/jonas-petrik"]));

    let why = server.json("/api/between?a=person/daniel-varga&b=person/elena-varga");
    let account = &why["edges"][0]["accounts"][0];
    assert!(account["text"].as_str().unwrap().contains("Daniel Varga"), "{account}");
    assert_eq!(why["articles"][account["article"].as_str().unwrap()]["publisher"], "The Meridian Courier");

    let card = server.json("/api/node?id=person/nils-lindqvist");
    assert!(!card["by"].as_array().unwrap().is_empty() && card["sightings"].as_array().unwrap().len() > 1);
    assert!(server.get("/api/node?id=nobody").starts_with("HTTP/1.1 404"));
}

#[test]
fn strangers_are_refused_and_nothing_can_be_changed() {
    let server = Server::start(&["graphs/harbour-talks.json"]);
    let host = format!("Host: {}", server.host());
    assert!(server.get("/").contains("content-security-policy: default-src 'none'; script-src 'self'"));
    for (headers, status) in [
        (vec!["Host: evil.example"], "421"),
        (vec![&*host, "Origin: http://evil.example"], "403"),
        (vec![&*host, "Sec-Fetch-Site: cross-site"], "403"),
    ] {
        let answer = server.ask("GET /api/meta", &headers, "");
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{headers:?}: {answer}");
    }
    let judgement =
        r#"{"verdict": "same", "a": {"type": "person", "name": "A"}, "b": {"type": "person", "name": "B"}}"#;
    for (path, body) in [("/api/judge", judgement), ("/api/undo", "{}")] {
        let answer = server.ask(&format!("POST {path}"), &[&host, "Content-Type: application/json"], body);
        assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
    }
}

/// A running server that takes judgements, with what a reader does there.
struct Judging(Server);

impl Judging {
    fn start(arguments: &[&str]) -> Self {
        Judging(Server::start(&[arguments, &["--edit", "--by", "Ada"]].concat()))
    }

    /// How the first article names an entity, as a judgement remembers it.
    fn reference(&self, id: &str) -> Value {
        let card = self.0.json(&format!("/api/node?id={id}"));
        let first = &card["sightings"][0];
        json!({"type": card["node"]["kind"], "name": first["name"], "article": first["article"]})
    }

    fn post(&self, path: &str, body: &Value, headers: &[&str]) -> (String, String) {
        let host = format!("Host: {}", self.0.host());
        let headers = [&[&*host, "Content-Type: application/json"], headers].concat();
        let answer = self.0.ask(&format!("POST {path}"), &headers, &body.to_string());
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().to_owned(), body.to_owned())
    }

    fn changed(&self, path: &str, body: &Value) -> Value {
        let own = format!("Origin: http://{}", self.0.host());
        let (status, body) = self.post(path, body, &[&own]);
        assert_eq!(status, "200", "{body}");
        serde_json::from_str(&body).unwrap()
    }

    fn vargas(&self) -> usize {
        ids(&self.0.json("/api/search?q=varga")).len()
    }
}

#[test]
fn judgements_are_written_down_followed_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("who.toml");
    fs::write(&file, "# ours\n").unwrap();
    let server = Judging::start(&["graphs/all.json", "--judgements", file.to_str().unwrap()]);
    assert_eq!(server.0.json("/api/meta")["editable"], true);
    assert_eq!(server.vargas(), 2);
    let [elena, daniel] = ["person/elena-varga", "person/daniel-varga"].map(|id| server.reference(id));
    let same = json!({"verdict": "same", "a": elena, "b": daniel, "why": "a nickname"});

    for strange in ["Origin: http://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site"] {
        assert_eq!(server.post("/api/judge", &same, &[strange]).0, "403", "{strange}");
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "# ours\n");

    let done = server.changed("/api/judge", &same);
    assert_eq!((&done["a"], &done["undoable"]), (&done["b"], &json!(1)));
    assert_eq!(server.vargas(), 1);
    let kept = fs::read_to_string(&file).unwrap();
    for part in ["# ours", "verdict = \"same\"", "Daniel Varga", "by = \"Ada\"", "on = \"20", "why = \"a nickname\""] {
        assert!(kept.contains(part), "{part} in {kept}");
    }

    // What stands against other judgements or means nobody is refused in words, and not kept.
    let different = json!({"verdict": "different", "a": daniel, "b": elena});
    server.changed("/api/undo", &json!({}));
    server.changed("/api/judge", &different);
    let kept = fs::read_to_string(&file).unwrap();
    let (status, why) = server.post("/api/judge", &same, &[]);
    assert!(status == "409" && why.contains("keep the two apart"), "{status} {why}");
    let nobody = json!({"type": "person", "name": "Nobody At All", "article": elena["article"]});
    let (status, why) = server.post("/api/judge", &json!({"verdict": "same", "a": elena, "b": nobody}), &[]);
    assert!(status == "409" && why.contains("Nobody At All"), "{status} {why}");
    assert_eq!((server.vargas(), fs::read_to_string(&file).unwrap()), (2, kept));

    let undone = server.changed("/api/undo", &json!({}));
    assert_ne!(undone["a"], undone["b"]);
    assert_eq!((server.vargas(), fs::read_to_string(&file).unwrap()), (2, "# ours\n".to_owned()));
    assert_eq!(server.post("/api/undo", &json!({}), &[]).0, "409");
}

#[test]
fn judgements_on_an_archive_are_kept_in_it_and_followed_by_every_command() {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("news.db");
    let archive = archive.to_str().unwrap();
    let newsgraph = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_newsgraph")).args(arguments).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(newsgraph(&["add", archive, "examples/articles/harbour-talks.txt"]).0, Some(0));
    let server = Judging::start(&[archive]);
    let [elena, daniel] = ["person/elena-varga", "person/daniel-varga"].map(|id| server.reference(id));
    server.changed("/api/judge", &json!({"verdict": "same", "a": elena, "b": daniel}));
    assert_eq!(server.vargas(), 1);
    drop(server);
    let (code, page) = newsgraph(&["show", archive, "daniel varga"]);
    assert!(code == Some(0) && page.contains("Elena Varga"), "{page}");
    // The program that begins anew takes back only what it was told itself.
    let server = Judging::start(&[archive]);
    assert_eq!(server.post("/api/undo", &json!({}), &[]).0, "409");
}

#[test]
fn judgements_need_a_place_to_be_kept() {
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_newsgraph")).arg("explore").args(arguments).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, error) = run(&["graphs/harbour-talks.json", "--edit"]);
    assert!(code == Some(2) && error.contains("--judgements FILE"), "{error}");
    let (code, error) = run(&["graphs/harbour-talks.json", "--edit", "--judgements", "no/such/folder/who.toml"]);
    assert!(code == Some(2) && error.contains("cannot write no/such/folder/who.toml"), "{error}");
}

#[test]
fn a_token_is_asked_for_where_one_was_set() {
    let server = Server::start(&["graphs/harbour-talks.json", "--token", "0123456789-abcdef"]);
    let host = format!("Host: {}", server.host());
    assert!(server.url.ends_with("/?token=0123456789-abcdef"));
    assert!(server.get("/api/meta").starts_with("HTTP/1.1 401"));
    let welcome = server.get("/?token=0123456789-abcdef");
    assert!(welcome.starts_with("HTTP/1.1 303") && welcome.contains("HttpOnly; SameSite=Strict"), "{welcome}");
    let cookie = server.ask("GET /api/meta", &[&host, "Cookie: newsgraph-token=0123456789-abcdef"], "");
    assert!(cookie.starts_with("HTTP/1.1 200"), "{cookie}");
}

#[test]
fn other_addresses_need_a_token() {
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_newsgraph"))
            .args(["explore", "graphs/harbour-talks.json"])
            .args(arguments)
            .output()
            .unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, error) = run(&["--listen", "0.0.0.0:0"]);
    assert_eq!(code, Some(2));
    assert!(error.contains("--token is needed"), "{error}");
    let (code, error) = run(&["--listen", "0.0.0.0:0", "--token", "short"]);
    assert_eq!(code, Some(2));
    assert!(error.contains("at least 16"), "{error}");
}

/// Script and markup in every way that a careless page would run.
fn hostile(place: &str) -> String {
    format!(
        "{place} </script><script>hacked=true;alert('{place}')</script><img src=x onerror=\"hacked=true;alert(1)\"> \
         <b onclick=alert(2)>'\" --><!-- &lt;i&gt; ]]> \u{202e}"
    )
}

/// The facts of an article, every one of whose fields holds script and markup.
fn hostile_facts(article: &str) -> Value {
    let words = |place: &str| json!({"start": 0, "end": 10, "text": hostile(place)});
    let entity = |id: &str, kind: &str| {
        json!({
            "id": id, "type": kind, "name": hostile(&format!("{kind} {id}")), "aliases": [hostile("alias")],
            "mentions": [{"start": 0, "end": 10, "kind": "name"}], "descriptions": [hostile("description")],
        })
    };
    json!({
        "id": hostile(article), "title": hostile("title"), "published": "2026-03-01", "publisher": hostile("publisher"),
        "url": format!("javascript:hacked=true//{article}"),
        "entities": [entity("p1", "person"), entity("p2", "person"), entity("o1", "organization"), entity("l1", "place")],
        "events": [{
            "id": "e1", "type": "meeting", "name": hostile("event"), "trigger": words("trigger"),
            "participants": [{"id": "p1", "role": "attendee"}, {"id": "p2", "role": "attendee"}], "place": "l1",
            "date": "2026-02", "status": "actual", "rule": hostile("rule"), "confidence": 0.9
        }],
        "relations": [{
            "type": "works-for", "from": "p1", "to": "o1", "status": "alleged", "title": hostile("office"),
            "when": {"start": "2020"}, "attributed_to": "p2", "evidence": words("evidence"), "rule": hostile("rule"),
            "confidence": 0.8
        }],
        "statements": [{
            "speaker": "p1", "speaker_span": null, "to": ["p2"], "about": ["o1"], "cue": words("cue"),
            "content": [{"start": 0, "end": 10}], "kind": "direct", "text": hostile("statement"), "rule": hostile("rule"),
            "confidence": 0.9
        }],
    })
}

/// Runs parts of the browser's suite; each is a name and an address.
fn suite(parts: &[(&str, &str)]) {
    let output = Command::new("node")
        .arg("tests/browser/suite.mjs")
        .args(parts.iter().map(|(part, url)| format!("{part}={url}")))
        .output()
        .expect("node runs");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
}

/// Writes the page of some inputs into a file and gives its address.
fn exported(folder: &Path, input: &str) -> String {
    let file = folder.join("graph.html");
    let status =
        Command::new(env!("CARGO_BIN_EXE_newsgraph")).args(["build", input, "-o"]).arg(&file).status().unwrap();
    assert!(status.success());
    format!("file://{}", file.display())
}

#[test]
#[ignore = "needs Chromium and Node.js with playwright-core (tests/install.sh)"]
fn a_reader_explores_the_examples_in_a_browser() {
    let server = Server::start(&["examples/articles"]);
    let folder = tempfile::tempdir().unwrap();
    suite(&[("examples", &server.url), ("examples", &exported(folder.path(), "examples/articles"))]);
}

#[test]
#[ignore = "needs Chromium and Node.js with playwright-core (tests/install.sh)"]
fn articles_full_of_script_stay_text_in_a_browser() {
    let folder = tempfile::tempdir().unwrap();
    let facts = folder.path().join("hostile.jsonl");
    fs::write(&facts, format!("{}\n{}\n", hostile_facts("one"), hostile_facts("two"))).unwrap();
    let server = Server::start(&[facts.to_str().unwrap()]);
    suite(&[("hostile", &server.url)]);
}

#[test]
#[ignore = "needs Chromium and Node.js with playwright-core (tests/install.sh)"]
fn the_file_finds_the_same_connections_as_the_server() {
    let server = Server::start(&["examples/articles"]);
    let folder = tempfile::tempdir().unwrap();
    let both = format!("{} {}", server.url, exported(folder.path(), "examples/articles"));
    suite(&[("alike", &both)]);
}

#[test]
#[ignore = "needs Chromium and Node.js with playwright-core (tests/install.sh)"]
fn a_reader_judges_who_is_who_in_a_browser() {
    let folder = tempfile::tempdir().unwrap();
    let (file, articles) = (folder.path().join("who.toml"), folder.path().join("two.jsonl"));
    // Two of one name, whose offices do not agree: a question that is open.
    let article = |id: &str, text: &str| json!({"id": id, "published": "2026-03-01", "text": text}).to_string() + "\n";
    let mayor = article("k1", "Martin Keller, the mayor of Ostrava Bay, met Elena Varga on Monday.");
    let player = article("k2", "Striker Martin Keller scored twice for Harlow United. Keller works for Harlow United.");
    fs::write(&articles, mayor + &player).unwrap();
    let arguments = ["examples/articles", articles.to_str().unwrap(), "--edit", "--judgements", file.to_str().unwrap()];
    let server = Server::start(&arguments);
    suite(&[("judging", &server.url)]);
}
