//! The card of a model: what it was made from, how, and how good it is.

use crate::eval::Scores;
use newsgraph::annotate::features;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Corpora: name, licence, use.
const CORPORA: [(&str, &str, &str); 10] = [
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
];

/// The card in TOML.
pub(crate) fn write(model: &[u8], scores: &Scores, commands: &[String]) -> String {
    let mut card = String::from("# What english.bin is. Written by `newsgraph-train eval --card`.\n");
    let hash = Sha256::digest(model).iter().fold(String::new(), |hash, byte| hash + &format!("{byte:02x}"));
    let _ = writeln!(card, "sha256 = \"{hash}\"\nbytes = {}", model.len());
    let _ = writeln!(card, "features = \"{:016x}\"", features::fingerprint());
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
    card
}
