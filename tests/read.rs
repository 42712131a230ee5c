//! Reading seen from outside: formats, and inputs that are broken, hostile or not what their names say.

#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use newsgraph::{
    error::{Place, ReadError, Reason},
    model::Article,
    read::{Inputs, Options, read_bytes},
};
use std::{fs, io::Write as _, path::Path};

const STORY: &str = "The mayor of Port Ellis opened the new harbour bridge on Tuesday, eleven months later than planned.\n\n\
    \"We are proud of what this town has built,\" Dana Whitlock told a crowd of several hundred people.\n\n\
    The council said that the bridge had cost forty million dollars, a third more than it had expected.";

fn all(name: &str, bytes: impl Into<Vec<u8>>) -> Vec<Result<Article, ReadError>> {
    read_bytes(name, bytes.into()).collect()
}

fn article(name: &str, bytes: impl Into<Vec<u8>>) -> Article {
    let mut found = all(name, bytes);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0).unwrap()
}

fn message(name: &str, bytes: impl Into<Vec<u8>>) -> String {
    let mut found = all(name, bytes);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0).unwrap_err().to_string()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn tell(found: impl Iterator<Item = Result<Article, ReadError>>) -> (Vec<String>, Vec<String>) {
    let (mut titles, mut errors) = (Vec::new(), Vec::new());
    for found in found {
        match found {
            Ok(article) => titles.push(article.title),
            Err(error) => errors.push(error.to_string()),
        }
    }
    (titles, errors)
}

fn folder(inputs: &[&Path]) -> (Vec<String>, Vec<String>) {
    tell(Inputs::new(inputs.iter().copied(), Options::default()))
}

#[test]
fn plain_text_has_its_headline_apart() {
    let story =
        article("bridge.txt", format!("\u{feff}Harbour Bridge Opens Late\r\n\r\n{}", STORY.replace('\n', "\r\n")));
    assert_eq!((story.title.as_str(), story.text.as_str()), ("Harbour Bridge Opens Late", STORY));
    assert_eq!(story.id.len(), 16);
    assert_eq!(article("bridge", STORY).title, "");
}

#[test]
fn packed_files_read_as_their_contents() {
    let plain = article("bridge.txt", STORY);
    let twice = gzip(&gzip(STORY.as_bytes()));
    for bytes in [gzip(STORY.as_bytes()), zstd(STORY.as_bytes()), twice] {
        assert_eq!(article("bridge.txt.gz", bytes), plain);
    }
    let members = [gzip(b"{\"text\": \"One.\"}\n"), gzip(b"{\"text\": \"Two.\"}\n")].concat();
    assert_eq!(all("lines.jsonl.gz", members).len(), 2);
    let frames = [zstd(b"{\"text\": \"One.\"}\n"), zstd(b"{\"text\": \"Two.\"}\n")].concat();
    assert_eq!(all("lines.jsonl.zst", frames).len(), 2);
}

#[test]
fn truncated_packed_files_are_named_so() {
    for (packed, name) in [(gzip(STORY.as_bytes()), "gzip"), (zstd(STORY.as_bytes()), "zstd")] {
        let message = message("bridge.txt.x", &packed[..packed.len() - 20]);
        assert_eq!(message, format!("bridge.txt.x: truncated {name} data"));
    }
}

#[test]
fn the_lines_before_a_truncation_come_through() {
    let lines: String = (0..5000)
        .fold(String::new(), |lines, i| lines + &format!("{{\"id\": \"{i}\", \"text\": \"Number {}.\"}}\n", i * 7919));
    let packed = gzip(lines.as_bytes());
    let found = all("lines.jsonl.gz", &packed[..packed.len() / 2]);
    let good = found.iter().filter(|found| found.is_ok()).count();
    assert!(good > 1000 && good == found.len() - 1, "{good} of {}", found.len());
    assert!(matches!(found.last(), Some(Err(ReadError { reason: Reason::Truncated("gzip"), .. }))));
}

#[test]
fn bombs_are_refused() {
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    bomb.write_all(&vec![b' '; 40 << 20]).unwrap();
    let bomb = bomb.finish().unwrap();
    assert!(matches!(all("bomb.jsonl.gz", bomb)[..], [Err(ReadError { reason: Reason::Bomb(..), .. })]));
}

#[test]
fn a_broken_line_costs_only_itself() {
    let lines = "{\"id\": \"a\", \"text\": \"One.\", \"published\": null}\n{\"id\": \"b\", \"text\": \"Tw\n\n\
                 {\"id\": \"c\", \"title\": \"No text\"}\n[1]\n{\"id\": \"d\", \"text\": \"Four.\", \"extra\": {\"k\": [1]}}";
    let found = all("wire.jsonl", lines);
    let places: Vec<_> = found.iter().filter_map(|found| found.as_ref().err().map(|error| error.place)).collect();
    assert_eq!(places, [Place::Line(2), Place::Line(4), Place::Line(5)]);
    let good: Vec<_> = found.iter().filter_map(|found| found.as_ref().ok()).collect();
    assert_eq!(good.iter().map(|article| article.id.as_str()).collect::<Vec<_>>(), ["a", "d"]);
    assert_eq!(good[1].other["extra"]["k"][0], 1);
}

#[test]
fn invalid_utf8_in_a_line_is_placed() {
    let found = all("wire.jsonl", &b"{\"text\": \"caf\xff\"}\n{\"text\": \"Good.\"}\n"[..]);
    assert_eq!(found[0].as_ref().unwrap_err().to_string(), "wire.jsonl:1: invalid UTF-8 at byte 14");
    assert!(found[1].is_ok());
}

#[test]
fn lists_and_single_objects_are_read() {
    let list = format!(
        "[\n  {{\"text\": {0:?}}},\n  {{\"text\": 5}},\n  {{\"headline\": \"B [\", \"body\": \"}} {{\"}}\n]",
        "One."
    );
    let found = all("list.json", list);
    assert_eq!(found.len(), 3);
    assert_eq!(found[1].as_ref().unwrap_err().to_string(), "list.json: item 2: no text");
    assert_eq!(found[2].as_ref().unwrap().text, "} {");
    assert_eq!(article("one.json", "{\n \"title\": \"T\",\n \"text\": \"One.\"\n}").title, "T");
}

#[test]
fn a_long_line_is_refused_in_bounded_memory_and_the_next_one_read() {
    let mut lines = b"{\"text\": \"".to_vec();
    lines.resize(65 << 20, b'x');
    lines.extend(b"\"}\n{\"text\": \"Good.\"}");
    let found = all("long.jsonl", lines);
    assert_eq!(found[0].as_ref().unwrap_err().to_string(), "long.jsonl:1: the line is longer than 64 MiB");
    assert!(found[1].is_ok());
    let mut line = "word ".repeat(10 << 20).into_bytes();
    assert_eq!(message("long.txt", line.clone()), "long.txt: the file is longer than 16 MiB");
    line.splice(0..0, *b"{\"text\": \"");
    line.extend(b"\"}");
    assert_eq!(message("long.jsonl", line), "long.jsonl:1: the text is longer than 8 MiB");
}

#[test]
fn noise_and_emptiness_are_named() {
    let noise: Vec<u8> = (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 11) as u8).collect();
    assert_eq!(message("noise.bin", noise), "noise.bin: not text");
    assert_eq!(message("paper.txt", "%PDF-1.7 ..."), "paper.txt: not text (a PDF document)");
    assert_eq!(message("empty.txt", ""), "empty.txt: empty");
    assert_eq!(message("blank.txt", " \n\t\n"), "blank.txt: empty");
    assert_eq!(
        message("facts.jsonl", "{\"id\": \"a\", \"entities\": [], \"relations\": []}"),
        "facts.jsonl:1: facts or a graph, not an article"
    );
}

#[test]
fn control_characters_do_not_reach_the_text() {
    let story = article("a.txt", "One\0 two\u{7}.\u{85}Three.");
    assert_eq!(story.text, "One two.\nThree.");
}

#[test]
fn the_same_words_have_the_same_identifier_and_come_once() {
    let directory = tempfile::tempdir().unwrap();
    let path = |name: &str| directory.path().join(name);
    fs::write(path("a.txt"), STORY).unwrap();
    fs::write(path("b.txt.gz"), gzip(STORY.as_bytes())).unwrap();
    fs::write(path("c.jsonl"), "{\"id\": \"x\", \"text\": \"One.\"}\n{\"id\": \"x\", \"text\": \"Two.\"}\n").unwrap();
    let mut inputs = Inputs::new([directory.path()], Options::default());
    let (titles, errors) = tell(inputs.by_ref());
    assert_eq!((titles.len(), inputs.repeated()), (2, 1));
    assert!(errors.len() == 1 && errors[0].contains("\"x\""), "{errors:?}");
}

#[test]
fn folders_are_read_in_order_and_loops_are_not() {
    let directory = tempfile::tempdir().unwrap();
    let path = |name: &str| directory.path().join(name);
    fs::create_dir(path("sub")).unwrap();
    for (name, title) in
        [("z.txt", "Zebra Found"), ("a.txt", "Apple Found"), ("sub/m.txt", "Mango Found"), (".x.txt", "No")]
    {
        fs::write(path(name), format!("{title}\n\nIt was found in the market on Monday.")).unwrap();
    }
    std::os::unix::fs::symlink(directory.path(), path("sub/loop")).unwrap();
    fs::write(path("table.xls9"), "a;b;c").unwrap();
    let (titles, errors) = folder(&[directory.path()]);
    assert_eq!(titles, ["Apple Found", "Mango Found", "Zebra Found"]);
    assert_eq!(errors.len(), 2, "{errors:?}");
    assert!(errors[0].ends_with("loop: a symbolic link back to a folder that is being read"));
    assert!(errors[1].contains("unknown format"));
    let pattern = path("*.txt");
    assert_eq!(folder(&[&pattern]).0, ["Apple Found", "Zebra Found"]);
}

#[test]
fn paths_that_cannot_be_read_are_named_and_the_rest_goes_on() {
    let directory = tempfile::tempdir().unwrap();
    let good = directory.path().join("good.txt");
    fs::write(&good, STORY).unwrap();
    let (titles, errors) = folder(&[Path::new("/no/such.txt"), Path::new("/no/*.txt"), &good]);
    assert_eq!(titles.len(), 1);
    assert_eq!(errors, ["/no/such.txt: no such file or folder", "/no/*.txt: no file matches this pattern"]);
}

#[test]
fn other_languages_are_named() {
    let french = "Le président de la République a rencontré mardi à Paris les dirigeants des principaux syndicats, qui lui \
        ont demandé de retirer la réforme des retraites. Il leur a répondu que le gouvernement ne reviendrait pas sur \
        sa décision, mais que des discussions pourraient s'ouvrir à l'automne avec les représentants des salariés.";
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("fr.txt");
    fs::write(&path, french).unwrap();
    let (_, errors) = folder(&[&path]);
    assert!(errors.len() == 1 && errors[0].ends_with("the article is in French, not in English"), "{errors:?}");
    assert_eq!(Inputs::new([&path], Options::any_language()).flatten().count(), 1);
}

fn input(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/inputs").join(name)).unwrap()
}

#[test]
fn a_page_gives_its_article_and_nothing_else() {
    let page = article("bridge.html", input("bridge.html"));
    assert_eq!(page.title, "Harbour bridge opens eleven months late & over budget");
    assert_eq!(page.authors, ["Ann Lee", "Bo Chen"]);
    assert_eq!(page.published.map(|day| day.to_string()).as_deref(), Some("2024-05-14"));
    assert_eq!(page.publisher.as_deref(), Some("Port Ellis Herald"));
    assert_eq!(page.url.as_deref(), Some("https://herald.example/2024/05/harbour-bridge"));
    assert_eq!(page.text, String::from_utf8(input("bridge.txt")).unwrap().trim_end());
}

#[test]
fn a_page_without_metadata_is_read_from_what_it_shows() {
    let html = String::from_utf8(input("bridge.html")).unwrap();
    let (before, rest) = html.split_once("<link").unwrap();
    let bare = before.to_owned() + &rest[rest.find("<style").unwrap()..];
    let page = article("bridge", bare);
    assert_eq!(page.title, "Harbour bridge opens eleven months late & over budget");
    assert_eq!(page.authors, ["Ann Lee", "Bo Chen"]);
    assert_eq!(page.published.map(|day| day.to_string()).as_deref(), Some("2024-05-15"));
    assert_eq!(page.text, String::from_utf8(input("bridge.txt")).unwrap().trim_end());
}

#[test]
fn pages_without_an_article_are_named_so() {
    assert_eq!(message("front.html", input("front.html")), "front.html: no article found on this page");
    assert_eq!(message("a.html", "<html><body></body></html>"), "a.html: no article found on this page");
}

#[test]
fn a_page_in_an_old_encoding_is_read_as_it_declares() {
    let paragraph =
        "<p>The café’s owner said that she would not sell it, whatever the town might offer her for the house.</p>";
    let html = format!(
        "<html><head><meta charset=windows-1252></head><body><article>{}</article></body></html>",
        paragraph.repeat(4)
    );
    let bytes = encoding_rs::WINDOWS_1252.encode(&html).0.into_owned();
    assert!(article("cafe.html", bytes).text.starts_with("The café’s owner"));
}

#[test]
fn pages_built_to_exhaust_are_refused() {
    let deep = "<div>".repeat(100_000);
    let many = "<p>x".repeat(500_000);
    let formatted: String =
        (0..5000).fold(String::new(), |html, i| html + &format!("<b id=x{i}>")) + &"<p>y".repeat(5000);
    for page in [deep, many, formatted] {
        assert!(message("page.html", format!("<html><body>{page}")).contains("refused"));
    }
}

#[test]
fn feeds_give_an_article_an_item() {
    let found = all("feed.rss", input("feed.rss"));
    let first = found[0].as_ref().unwrap();
    assert_eq!(first.title, "Bridge opens & closes");
    assert_eq!(first.text, "The mayor opened the bridge on Tuesday.\n\nIt closed again on Wednesday.");
    assert_eq!(
        (first.url.as_deref(), first.publisher.as_deref()),
        (Some("https://herald.example/bridge"), Some("Port Ellis Herald"))
    );
    assert_eq!(
        (first.published.map(|day| day.to_string()).as_deref(), &first.authors[..]),
        (Some("2024-05-14"), &["Ann Lee".to_owned()][..])
    );
    assert_eq!(found[1].as_ref().unwrap().text, "The coast is clear again, the weather office said.");
    assert_eq!(found[2].as_ref().unwrap_err().to_string(), "feed.rss: item 3: no text");
    let atom = article("atom.xml", input("feed.atom"));
    assert_eq!((atom.text.as_str(), atom.authors.len()), ("The café by the harbour reopened.", 1));
    assert_eq!(atom.published.map(|day| day.to_string()).as_deref(), Some("2024-05-14"));
}

#[test]
fn entities_of_a_feed_are_not_expanded() {
    let mut bomb = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY e0 \"ha\">".to_owned();
    for i in 1..30 {
        let entity = format!("<!ENTITY e{i} \"&e{0};&e{0};&e{0};&e{0};\">", i - 1);
        bomb += &entity;
    }
    bomb += "]><rss version=\"2.0\"><channel><title>&e29;</title><item><title>t</title><description>&e29;</description></item></channel></rss>";
    let found = all("bomb.rss", bomb);
    assert!(found.iter().flatten().all(|article| article.text.len() < 1000), "{found:?}");
}

#[test]
fn markdown_loses_its_markup() {
    let text = "---\npublished: 2024-05-14\n---\n# Bridge *opens*\n\nThe **mayor** of [Port Ellis](http://x.example) opened\nit.\n\n\
                ![The bridge](b.jpg)\n\n- One\n- Two\n\n```\ncode\n```\n\n> Nobody knew.\n";
    let story = article("bridge.md", text);
    assert_eq!(
        (story.title.as_str(), story.text.as_str()),
        ("Bridge opens", "The mayor of Port Ellis opened it.\n\nOne\n\nTwo\n\nNobody knew.")
    );
    assert!(story.published.is_some());
}
