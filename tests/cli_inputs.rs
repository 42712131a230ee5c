//! A folder of good and bad inputs through the program: the good ones come through, each bad one is named.

#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
};

const STORY: &str = "Harbour Bridge Opens Late\n\nThe mayor of Port Ellis, Dana Whitlock, opened the new harbour bridge on \
    Tuesday. \"It was worth the wait,\" Whitlock said.\n";
const FRENCH: &str = "Le président de la République a rencontré mardi à Paris les dirigeants des principaux syndicats, qui \
    lui ont demandé de retirer la réforme des retraites. Il leur a répondu que le gouvernement ne reviendrait pas sur sa \
    décision, mais que des discussions pourraient s'ouvrir à l'automne avec les représentants des salariés.";

fn extract(input: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_newsgraph")).arg("extract").arg(input).output().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// The file and the reason of each bad input.
const BAD: [(&str, &str); 8] = [
    ("empty.txt", ": empty (skipped)"),
    ("fr.txt", ": the article is in French, not in English (skipped)"),
    ("front.html", ": no article found on this page (skipped)"),
    ("invalid.txt", ": not valid UTF-8 (first at byte 21), nor plausible in another encoding (skipped)"),
    ("long.txt", ": the file is longer than 16 MiB (skipped)"),
    ("noise.bin", ": not text (skipped)"),
    ("truncated.txt.gz", ": truncated gzip data (skipped)"),
    ("wire.jsonl", ":2: not JSON: "),
];

fn fill(folder: &Path) {
    let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).unwrap();
    let packed = gzip(STORY.as_bytes());
    let noise: Vec<u8> = (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 11) as u8).collect();
    write("good.txt", STORY.as_bytes());
    write("empty.txt", b"");
    write("long.txt", "word ".repeat(10 << 20).as_bytes());
    write("noise.bin", &noise);
    write("truncated.txt.gz", &packed[..packed.len() - 12]);
    write("invalid.txt", b"The caf\xc3\xa9 was opened \xff\xfe\xc3\x28 at noon.");
    write("front.html", &fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/inputs/front.html")).unwrap());
    write("fr.txt", FRENCH.as_bytes());
    write(
        "wire.jsonl",
        b"{\"id\": \"w1\", \"text\": \"One.\"}\n{\"id\": \"w2\", \"text\": \n{\"id\": \"w3\", \"text\": \"Three.\"}\n",
    );
}

#[test]
fn the_good_come_through_and_the_bad_are_named() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let output = extract(folder.path());
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!(output.status.code(), Some(1), "{err}");
    assert_eq!(out.lines().count(), 3, "{out}");
    assert!(out.contains("Harbour Bridge Opens Late") && out.contains("\"w1\"") && out.contains("\"w3\""));
    let lines: Vec<_> = err.lines().filter(|line| line.ends_with("(skipped)")).collect();
    assert_eq!(lines.len(), BAD.len(), "{err}");
    for (line, (name, reason)) in lines.iter().zip(BAD) {
        let named = format!("newsgraph: {}{reason}", folder.path().join(name).display());
        assert!(line.starts_with(&named), "{line}\n{named}");
    }
    assert!(!err.contains("panicked"), "{err}");
}

#[test]
fn nothing_read_is_exit_code_2_and_all_read_0() {
    assert_eq!(extract(Path::new("/no/such/file.txt")).status.code(), Some(2));
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("good.txt"), STORY).unwrap();
    assert_eq!(extract(folder.path()).status.code(), Some(0));
}

#[test]
fn a_dash_is_the_standard_input() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_newsgraph"))
        .args(["extract", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&gzip(STORY.as_bytes())).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stdout).unwrap().contains("Harbour Bridge Opens Late"));
}
