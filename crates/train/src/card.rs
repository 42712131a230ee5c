//! The card of a model: what it was made from, how, and how good it is.

use crate::eval::Scores;
use newsgraph::annotate::features;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::{fs, io, path::Path};

/// Corpora: name, licence, use.
const CORPORA: [(&str, &str, &str); 12] = [
    ("UD English EWT, train", "CC BY-SA 4.0", "tags, tree"),
    ("UD English GUM, open genres, train", "CC BY 4.0, CC BY-SA 4.0 by genre", "tags, tree"),
    ("Universal NER over EWT, train", "CC BY-SA 4.0", "names"),
    ("WikiGold", "CC BY 4.0", "names"),
    ("CrossNER politics", "MIT", "names"),
    (
        "news-names, train: Wikinews, Voice of America, press releases, Wikipedia current events",
        "CC BY 2.5, public domain, CC BY-SA 4.0 by source; marks ours",
        "names",
    ),
    (
        "news articles with gold graphs, train",
        "CC BY 2.5, CC BY 4.0, public domain by source; annotations ours",
        "names",
    ),
    ("Groningen Meaning Bank, Voice of America part", "public domain", "names, at weight 0.3"),
    (
        "open text: US Congress press releases, en.kremlin.ru, Australian prime ministers",
        "public domain, CC BY 4.0, CC BY 4.0",
        "pretraining",
    ),
    ("open news", "public domain, CC BY, CC BY-SA", "pretraining"),
    ("Wikinews, Wikipedia current events", "CC BY 2.5, CC BY-SA 4.0", "pretraining"),
    ("the lists of known names in data/en/gazetteers, credited in NOTICE", "see NOTICE", "features of words"),
];

/// The card in TOML.
pub(crate) fn write(model: &[u8], scores: &Scores, commands: &[String]) -> io::Result<String> {
    let mut card = String::from("# What english.bin is. Written by `newsgraph-train eval --card`.\n");
    let _ = writeln!(card, "sha256 = \"{}\"\nbytes = {}", hexadecimal(&Sha256::digest(model)), model.len());
    let _ = writeln!(card, "features = \"{:016x}\"", features::fingerprint());
    let _ = writeln!(
        card,
        "# SHA-256 of the lists that the words were looked up in: with other lists the commands make another model."
    );
    let _ = writeln!(card, "lists = \"{}\"", lists()?);
    let _ = writeln!(card, "commands = [");
    for command in commands {
        let _ = writeln!(card, "    {command:?},");
    }
    let _ = writeln!(
        card,
        "]\nrepeatable = \"bit for bit on the same kind of machine: one thread, seeded, every sum in a fixed order\""
    );
    let _ = writeln!(card, "\n# Gold tokens and sentences; names as span F1.\n[scores]");
    for (file, score) in scores {
        let _ = writeln!(card, "{file:?} = {score:?}");
    }
    for (name, licence, used) in CORPORA {
        let _ = writeln!(card, "\n[[corpus]]\nname = {name:?}\nlicence = {licence:?}\nfor = {used:?}");
    }
    Ok(card)
}

/// The hash of all files of known names, in the order of their names.
fn lists() -> io::Result<String> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/en/gazetteers"));
    let mut files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        hash.update(fs::read(file)?);
    }
    Ok(hexadecimal(&hash.finalize()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}
