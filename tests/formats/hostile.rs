//! Names and words that want out: whatever they are, a format has the structure that it has for harmless ones, and readers
//! find them as they were.

use super::super::{Story, facts, folded, quads, written};
use super::{drawn, files, rdf_agrees};
use newsgraph::export::json;
use newsgraph::graph::Graph;
use proptest::prelude::*;
use quick_xml::events::Event;
use serde_json::{Value, json as value};
use std::collections::BTreeSet;

/// Names that break careless writers.
fn hostile() -> Vec<String> {
    let mut names: Vec<String> = [
        "quote \" and \\\" and ' and \\' more",
        "back\\slash \\N \\u0027 \\",
        "line\nbreak\r\nand\rreturn\ttab\u{2028}",
        "</script><script>alert(1)</script><!-- ]]>",
        "<b>&amp;</b> & <i> &#34;",
        "=cmd()|' /C calc'!A0",
        "@SUM(1+1)*cmd",
        "}) DETACH DELETE n; //",
        "'}] AS row MATCH (n) DETACH DELETE n;",
        "\"} . } ; DROP ALL ; INSERT DATA { <a> <b> \"",
        "> <urn:x> <urn:y> .",
        "$name ${name} $$ $(id) `id` %n %s",
        "a;b,c|d\u{1f}e\u{0}f",
        "\u{202e}live\u{202c} \u{2066}x\u{2069} \u{200f}",
        "\u{1}\u{1b}[31m\u{7f}\u{85}\u{fffe}\u{feff}",
        "😀👩‍👩‍👧 שלום عربي 漢字 ́",
        "-> n1; } graph { %% :::class",
        "[x](javascript:alert(1)) #quot; **b** `c`",
        " ",
    ]
    .map(str::to_owned)
    .into();
    names.push("x\"'<\\".repeat(2000));
    names
}

/// The text that a name replaces.
const MARK: &str = "MARK";

/// A graph in which a name stands wherever words of strangers can, also in identifiers.
fn graph(name: &str) -> Graph {
    let (a, b, words) = (format!("Ada {MARK}"), format!("Bank {MARK}"), format!("Words {MARK}"));
    let story = Story::new(&words, "2031-03-05", &words)
        .set("title", words.as_str())
        .set("publisher", words.as_str())
        .set("url", format!("https://example.org/{words}"))
        .entity_with("person", &a, &["Alias"], value!({"descriptions": [words]}))
        .entity("organization", &b, &[])
        .relation_with("leads", &a, &b, &words, value!({"title": words}))
        .event_with(
            "meeting",
            &[(&a, "agent"), (&b, "patient")],
            None,
            Some("2031-03-05"),
            &words,
            value!({"name": words}),
        )
        .says(&a, &[], &[&b], &words);
    let mut graph: Value = serde_json::from_slice(&written("json", &folded(facts(&[story.json()])))).unwrap();
    replace(&mut graph, name);
    json::read(serde_json::to_vec(&graph).unwrap().as_slice()).unwrap()
}

/// Puts a name into all strings of some JSON that have the mark, in whichever case.
fn replace(json: &mut Value, name: &str) {
    match json {
        Value::String(text) => *text = text.replace(MARK, name).replace(&MARK.to_lowercase(), name),
        Value::Array(list) => list.iter_mut().for_each(|it| replace(it, name)),
        Value::Object(map) => map.values_mut().for_each(|it| replace(it, name)),
        _ => {}
    }
}

/// The elements of some XML in order, and its texts and attribute values.
fn elements(bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let mut reader = quick_xml::Reader::from_reader(bytes);
    let (mut names, mut texts, mut text) = (Vec::new(), Vec::new(), String::new());
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).unwrap() {
            Event::Start(tag) | Event::Empty(tag) => {
                text.clear();
                names.push(tag.name().as_ref().to_owned());
                for attribute in tag.attributes() {
                    let value = attribute.unwrap().value.into_owned();
                    texts.push(quick_xml::escape::unescape(&value).unwrap().into_owned());
                }
            }
            Event::Text(part) => text.push_str(&part),
            Event::GeneralRef(part) => text.extend(["&", &part, ";"]),
            Event::End(_) => texts.push(quick_xml::escape::unescape(&std::mem::take(&mut text)).unwrap().into_owned()),
            Event::Eof => return (names, texts),
            Event::Decl(_) => {}
            other => panic!("{other:?}"),
        }
        buffer.clear();
    }
}

/// What XML keeps of a text.
fn in_xml(text: &str) -> String {
    let illegal = |c: char| (c < ' ' && !"\n\r\t".contains(c)) || c == '\u{fffe}';
    text.replace(illegal, "\u{fffd}")
}

/// A script without its string literals; fails where one does not end.
fn without_literals(script: &str, quote: char, escape: Option<char>) -> String {
    let mut rest = String::new();
    let mut chars = script.chars();
    let mut open = false;
    while let Some(c) = chars.next() {
        match c {
            c if open && Some(c) == escape => assert!(chars.next().is_some()),
            c if c == quote => {
                open = !open;
                rest.push(quote);
            }
            c if !open => rest.push(c),
            c => assert!(!c.is_control(), "{c:?} in a literal"),
        }
    }
    assert!(!open, "a literal does not end");
    rest
}

fn check(name: &str) {
    let (plain, odd) = (graph("x"), graph(name));
    let label = format!("Ada {name}");
    let text = |format: &str, graph: &Graph| String::from_utf8(written(format, graph)).unwrap();
    assert!(odd.nodes().any(|node| node.label() == label));
    for format in ["json", "jsonld", "schema-org"] {
        let json: Value = serde_json::from_str(&text(format, &odd)).unwrap();
        assert!(strings(&json).contains(&label.as_str()), "{format} {name:?}");
    }
    for (format, label) in [("facts", label.clone()), ("ftm", on_one_line(&label))] {
        let (lines, odd) = (text(format, &plain), text(format, &odd));
        assert_eq!(lines.lines().count(), odd.split_terminator('\n').count(), "{format} {name:?}");
        let odd: Vec<Value> = odd.split_terminator('\n').map(|line| serde_json::from_str(line).unwrap()).collect();
        assert!(odd.iter().any(|line| strings(line).contains(&label.as_str())), "{format} {name:?}");
    }
    rdf_agrees(&odd);
    let terms = |graph: &Graph| -> BTreeSet<String> {
        let terms = quads(graph).into_iter().map(|quad| quad.predicate.into_string());
        // Words that a name made longer than their position are not in one piece, and have no quote.
        terms.filter(|term| !term.ends_with("oa#exact")).collect()
    };
    assert_eq!(terms(&plain), terms(&odd), "{name:?}");
    for format in ["graphml", "gexf"] {
        let ((names, _), (odd, texts)) = (elements(&written(format, &plain)), elements(&written(format, &odd)));
        assert_eq!(names, odd, "{format} {name:?}");
        assert!(texts.contains(&in_xml(&label)), "{format} {name:?}");
    }
    let allowed = ["svg", "g", "a", "title", "text", "rect", "path", "ellipse", "polygon", "polyline"];
    let (elements, _) = elements(&drawn(&odd));
    assert!(elements.iter().all(|it| allowed.contains(&it.as_str())), "{elements:?}");
    assert_eq!(elements.iter().filter(|it| *it == "ellipse").count(), 1);
    let (script, other) = (text("cypher", &plain), text("cypher", &odd));
    let skeleton = |script: &str| without_literals(script, '\'', Some('\\'));
    assert_eq!(skeleton(&script), skeleton(&other), "{name:?}");
    let (picture, other) = (text("mermaid", &plain), text("mermaid", &odd));
    assert_eq!(without_literals(&picture, '"', None), without_literals(&other, '"', None), "{name:?}");
    let (picture, other) = (text("dot", &plain), text("dot", &odd));
    assert_eq!(without_literals(&picture, '"', Some('\\')), without_literals(&other, '"', Some('\\')), "{name:?}");
    page(&text("html", &plain), &text("html", &odd), &label);
    tables(&plain, &odd, &label);
}

/// A page without its records has nothing of the graph in it, and no tag is in the records.
fn page(plain: &str, odd: &str, label: &str) {
    let mark = "<script type=\"application/json\" id=\"graph\">";
    let taken = |page: &str| {
        let (before, rest) = page.split_once(mark).unwrap();
        let (records, after) = rest.split_once("</script>").unwrap();
        (format!("{before}{after}"), serde_json::from_str::<Value>(records).unwrap())
    };
    let ((plain, _), (odd, records)) = (taken(plain), taken(odd));
    assert!(plain == odd, "{label:?} outside of the records");
    assert!(strings(&records).contains(&label), "{label:?}");
}

/// What FollowTheMoney keeps of a text.
fn on_one_line(text: &str) -> String {
    if text.contains(char::is_control) {
        let words = text.split(|c: char| c.is_control() || c == ' ').filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" ")
    } else {
        text.trim().to_owned()
    }
}

/// All strings in some JSON.
fn strings(json: &Value) -> Vec<&str> {
    match json {
        Value::String(text) => vec![text],
        Value::Array(list) => list.iter().flat_map(strings).collect(),
        Value::Object(map) => map.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

fn tables(plain: &Graph, odd: &Graph, label: &str) {
    let records = |bytes: &[u8]| -> Vec<Vec<String>> {
        let reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes).into_records();
        reader.map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
    };
    for format in ["csv", "neo4j"] {
        for ((file, plain), (_, odd)) in files(format, plain).into_iter().zip(files(format, odd)) {
            let (plain, odd) = (records(&plain), records(&odd));
            let shape = |records: &[Vec<String>]| records.iter().map(Vec::len).collect::<Vec<_>>();
            assert_eq!(shape(&plain), shape(&odd), "{file} {label:?}");
            let cells = || odd.iter().flatten();
            if format == "csv" {
                assert!(!cells().any(|cell| cell.trim_start().starts_with(['=', '+', '-', '@'])), "{file} {label:?}");
                assert!(!cells().any(|cell| cell.contains(char::is_control)), "{file} {label:?}");
            } else if file.contains("nodes") {
                assert!(cells().any(|cell| cell == label), "{file} {label:?}");
            }
        }
    }
    #[cfg(feature = "parquet")]
    parquet_keeps(odd, label);
}

#[cfg(feature = "parquet")]
fn parquet_keeps(graph: &Graph, label: &str) {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let files = files("parquet", graph);
    let (_, entities) = files.into_iter().find(|(name, _)| name.contains("entities")).unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), entities).unwrap();
    let reader = SerializedFileReader::new(std::fs::File::open(file.path()).unwrap()).unwrap();
    let names: Vec<String> = reader
        .get_row_iter(None)
        .unwrap()
        .map(|row| row.unwrap().get_column_iter().find(|(name, _)| *name == "name").unwrap().1.clone())
        .map(|field| if let parquet::record::Field::Str(name) = field { name } else { String::new() })
        .collect();
    assert!(names.len() == 2 && names.iter().any(|name| name == label), "{names:?}");
}

#[test]
fn no_name_breaks_out_of_any_format() {
    for name in hostile() {
        check(&name);
    }
}

#[test]
fn formulas_are_texts_in_spreadsheets() {
    let story = Story::new("s", "2031-03-05", "met")
        .entity("person", "=cmd()", &["@alias", "+1"])
        .entity("person", "-x", &[])
        .relation("met-with", "=cmd()", "-x", "met");
    let files = files("csv", &folded(facts(&[story.json()])));
    let nodes = String::from_utf8(files[0].1.clone()).unwrap();
    assert!(nodes.contains(",'=cmd(),") && nodes.contains(",'-x,") && !nodes.contains(",=cmd()"), "{nodes}");
}

#[test]
fn formulas_are_texts_in_the_csv_of_answers() {
    let formula = "=cmd()|' /C calc'!A0";
    let story = Story::new("s", "2031-03-05", formula)
        .set("title", formula)
        .set("publisher", "+Paper")
        .entity("person", formula, &["@alias"])
        .entity("organization", "-Bank", &[])
        .relation_with("leads", formula, "-Bank", formula, value!({"title": "=head"}))
        .event("meeting", &[(formula, "agent")], None, Some("2031-03-05"), formula)
        .says(formula, &[], &["-Bank"], formula);
    let graph = folded(facts(&[story.json()]));
    let file = tempfile::NamedTempFile::with_suffix(".json").unwrap();
    std::fs::write(file.path(), written("json", &graph)).unwrap();
    let names: Vec<String> = graph.nodes().map(|node| node.id().to_owned()).collect();
    let [person, organization] = ["person/", "organization/"].map(|kind| names.iter().find(|id| id.starts_with(kind)));
    let (person, organization) = (person.unwrap().as_str(), organization.unwrap().as_str());
    for question in [
        vec!["search", "cmd"],
        vec!["show", person],
        vec!["path", person, organization],
        vec!["why", person, organization],
        vec!["neighbours", person],
        vec!["timeline", person],
        vec!["quotes"],
        vec!["top"],
        vec!["communities"],
    ] {
        let mut command = assert_cmd::Command::cargo_bin("newsgraph").unwrap();
        command.arg(question[0]).arg(file.path()).args(&question[1..]).args(["--format", "csv"]);
        let output = command.output().unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(output.stdout.as_slice());
        let cells: Vec<String> =
            reader.records().flat_map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect();
        let wrong = cells.iter().find(|cell| cell.trim_start().starts_with(['=', '+', '-', '@']));
        assert!(cells.len() > 2 && wrong.is_none(), "{question:?}: {wrong:?} of {cells:?}");
        if question[0] == "quotes" {
            assert!(cells.iter().any(|cell| cell.contains(formula)), "{cells:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_at_all_breaks_out(name in any::<String>()) {
        check(&name);
    }
}
