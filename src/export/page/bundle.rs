//! The files of the page, put together: one script and one style sheet, for the server and for the exported file alike.
//!
//! The page's own code is ES modules in `assets/`, readable as they stand. A module imports only from those before it in
//! [`MODULES`], by name, and exports only functions, constants and classes; so each becomes a function that returns what
//! it exports, and no bundler is needed.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The bundled library: d3-force with what it builds on, as its authors minified it.
const LIBRARY: [&str; 4] = [
    include_str!("assets/vendor/d3-dispatch.min.js"),
    include_str!("assets/vendor/d3-quadtree.min.js"),
    include_str!("assets/vendor/d3-timer.min.js"),
    include_str!("assets/vendor/d3-force.min.js"),
];

macro_rules! modules {
    ($($name:literal),* $(,)?) => { [$(($name, include_str!(concat!("assets/", $name, ".js")))),*] };
}

/// The modules of the page: each imports only from those before it.
const MODULES: [(&str, &str); 19] = modules![
    "dom", "words", "theme", "state", "remote", "ways", "local", "filter", "layout", "pen", "canvas", "search",
    "sidebar", "timeline", "cards", "edit", "panel", "save", "main",
];

const HTML: &str = include_str!("assets/page.html");

/// The style sheet.
pub const STYLE: &str = include_str!("assets/page.css");

/// The whole script.
pub fn script() -> String {
    let mut script = LIBRARY.join("\n");
    script.push_str("\n(() => {\n\"use strict\";\n");
    for (name, text) in MODULES {
        module(name, text, &mut script);
    }
    script.push_str("})();\n");
    script
}

/// Appends a module as a function that returns its exports.
fn module(name: &str, text: &str, script: &mut String) {
    let mut exports = Vec::new();
    let mut body = String::with_capacity(text.len());
    for line in text.lines() {
        if let Some((names, from)) = line.strip_prefix("import ").and_then(|rest| rest.split_once(" from \"./")) {
            let from = from.trim_end_matches("\";").trim_end_matches(".js");
            let _ = writeln!(body, "const {names} = ${from};");
        } else if let Some(rest) = line.strip_prefix("export ") {
            let words = rest.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|it| !it.is_empty());
            exports.extend(words.skip_while(|it| matches!(*it, "async" | "function" | "const" | "class")).take(1));
            body.push_str(rest);
            body.push('\n');
        } else {
            body.push_str(line);
            body.push('\n');
        }
    }
    let _ = writeln!(script, "const ${name} = (() => {{\n{body}return {{ {} }};\n}})();", exports.join(", "));
}

/// The page as a document. `head` is put at the end of the head, `tail` at the end of the body.
pub fn html(head: &str, tail: &str) -> String {
    HTML.replace("<!-- head -->", head).replace("<!-- tail -->", tail)
}

/// The source expression of a Content Security Policy that allows exactly these inline words.
pub fn hash(inline: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(inline)))
}

/// Base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, at| bits << 8 | u32::from(chunk.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * at) & 63) as usize] as char;
            text.push(if at <= chunk.len() { digit } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_pads() {
        let encoded = ["", "f", "fo", "foo", "foob"].map(|text| base64(text.as_bytes()));
        assert_eq!(encoded, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]);
    }

    #[test]
    fn a_module_becomes_a_function_of_its_exports() {
        let mut script = String::new();
        module(
            "b",
            "import { a, c } from \"./a.js\";\nexport async function go() {}\nexport const X = 1;",
            &mut script,
        );
        assert_eq!(
            script,
            "const $b = (() => {\nconst { a, c } = $a;\nasync function go() {}\nconst X = 1;\nreturn { go, X };\n})();\n"
        );
    }

    #[test]
    fn modules_import_only_what_stands_before_them_and_exists() {
        for (at, (name, text)) in MODULES.iter().enumerate() {
            for line in text.lines().filter(|line| line.starts_with("import ")) {
                let (names, from) = line.split_once(" from \"./").unwrap();
                let from = from.trim_end_matches(".js\";");
                let (_, source) = MODULES[..at].iter().find(|it| it.0 == from).unwrap_or_else(|| {
                    panic!("{name} imports {from}, which does not stand before it");
                });
                let names = names.trim_start_matches("import ").trim_matches(['{', '}', ' ']);
                for import in names.split(", ") {
                    let exported = ["function", "async function", "const", "class"].iter().any(|word| {
                        let start = format!("export {word} {import}");
                        source.lines().any(|it| {
                            it.strip_prefix(&start).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
                        })
                    });
                    assert!(exported, "{name} imports {import}, which {from} does not export");
                }
            }
        }
    }

    #[test]
    fn no_module_parses_markup_or_text_as_code() {
        for (name, text) in MODULES {
            for bad in
                ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "srcdoc"]
            {
                assert!(!text.contains(bad), "{name} uses {bad}");
            }
        }
    }
}
