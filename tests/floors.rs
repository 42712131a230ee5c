//! The house stands on its floors: who may import whom, and how large files and folders may grow.

#![allow(clippy::unwrap_used)] // a test fails by panicking

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What each module may import of ours, besides itself. The binary's `cli` and `main` import the library by name.
const FLOORS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("error", &["model"]),
    ("resources", &["model", "error"]),
    ("read", &["model", "error", "resources"]),
    ("annotate", &["model", "resources"]),
    ("extract", &["model", "resources"]),
    ("resolve", &["model", "resources"]),
    ("graph", &["model", "error"]),
    ("archive", &["model", "error", "graph"]),
    ("export", &["model", "graph"]),
    ("push", &["model", "graph", "export"]),
    ("sparql", &["model", "graph", "export"]),
    ("eval", &["model"]),
    ("pipeline", &["model", "error", "resources", "read", "annotate", "extract", "resolve", "graph", "archive"]),
];

/// The longest file, in lines of code without tests, comments and blank lines.
const LINES: usize = 400;

/// The most modules of one folder.
const MODULES: usize = 12;

fn sources() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The lines of code of a file; none of a file of tests.
fn code(path: &Path) -> Vec<String> {
    if path.file_stem().is_some_and(|stem| stem == "tests") {
        return Vec::new();
    }
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default().to_owned();
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).map(str::to_owned).collect()
}

/// The modules of ours that some code names as `crate::module`, also in `use crate::{a, b}`.
fn imports(code: &str) -> BTreeSet<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut start = true;
            for (at, c) in list.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => start = true,
                    c if start && c.is_alphabetic() => {
                        found.insert(word(&list[at..]));
                        start = false;
                    }
                    _ => {}
                }
            }
        } else {
            found.insert(word(rest));
        }
    }
    found
}

#[test]
fn modules_import_only_what_lies_below_them() {
    let mut wrong = Vec::new();
    for path in sources() {
        let below = path.strip_prefix(root()).unwrap().with_extension("");
        let module = below.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
        if ["lib", "main", "cli", "explore"].contains(&module.as_str()) {
            continue;
        }
        let Some((_, allowed)) = FLOORS.iter().find(|(name, _)| *name == module) else {
            panic!("{module} has no floor yet: add it to the table, and to ARCHITECTURE.md");
        };
        for import in imports(&code(&path).join("\n")) {
            if import != module && !allowed.contains(&import.as_str()) {
                wrong.push(format!("{} imports {import}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn files_are_short() {
    let long: Vec<String> = sources()
        .iter()
        .map(|path| (path, code(path).len()))
        .filter(|(_, lines)| *lines > LINES)
        .map(|(path, lines)| format!("{}: {lines} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn folders_are_small() {
    let mut folders: std::collections::BTreeMap<PathBuf, BTreeSet<String>> = std::collections::BTreeMap::new();
    for path in sources() {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let folder = path.parent().unwrap().to_owned();
        if stem != "tests" && folder != root() {
            folders.entry(folder).or_default().insert(stem);
        }
    }
    for (folder, mut modules) in folders {
        modules.remove("mod");
        assert!(modules.len() <= MODULES, "{} has {} modules", folder.display(), modules.len());
    }
}

#[test]
fn imports_are_seen_in_every_form() {
    let seen = imports("use crate::{model::{A, b::C}, graph::Graph};\nuse crate::export;\nlet x = crate::read::y();");
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["export", "graph", "model", "read"]);
}
