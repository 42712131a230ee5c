//! No bytes make a reader panic, and what is read is always fit to work on.

use newsgraph::read::{formats, read_bytes};
use proptest::prelude::*;

/// Reads to the end; every article has words, an identifier, and no control characters.
fn reads(name: &str, bytes: Vec<u8>) -> Result<(), TestCaseError> {
    for article in read_bytes(name, bytes).flatten() {
        prop_assert!(!article.text.trim().is_empty() && !article.id.is_empty());
        prop_assert!(!article.text.contains(|c: char| c.is_control() && c != '\n' && c != '\t'));
    }
    Ok(())
}

fn name() -> impl Strategy<Value = String> {
    let extensions = ["txt", "md", "html", "jsonl", "json", "rss", "xml", "atom", "txt.gz", "jsonl.zst", ""];
    prop::sample::select(extensions.to_vec()).prop_map(|extension| format!("x.{extension}"))
}

/// Pieces of which the formats are made, so that chance finds its way into the readers.
const PIECES: &[&str] = &[
    "<html>",
    "<body>",
    "<article>",
    "<p>",
    "</p>",
    "<b>",
    "<a href='x'>",
    "</a>",
    "<table>",
    "<tr>",
    "<td>",
    "<br>",
    "<script type='application/ld+json'>",
    "</script>",
    "{\"@type\":\"NewsArticle\",\"headline\":\"x\"}",
    "<title>",
    "<h1>",
    "<div class='related'>",
    "</div>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&amp;",
    "&#0;",
    "&#xd800;",
    "<svg>",
    "<math>",
    "<template>",
    "<select>",
    "<noscript>",
    "<rss version=\"2.0\">",
    "<channel>",
    "<item>",
    "</item>",
    "<feed>",
    "<entry>",
    "<content type=\"xhtml\">",
    "<description>",
    "</description>",
    "<pubDate>",
    "<?xml version=\"1.0\"?>",
    "{",
    "}",
    "[",
    "]",
    "\"text\":",
    "\"id\":",
    "\"published\":",
    "\"",
    "\\ud800",
    "\\u",
    "\\",
    ",",
    ":",
    "null",
    "1e999",
    "-1",
    "---\n",
    "title: x\n",
    "# ",
    "> ",
    "- ",
    "```\n",
    "![",
    "](",
    "|",
    "\n",
    "\n\n",
    "\r\n",
    "\0",
    "\u{feff}",
    "\u{2028}",
    "é",
    "“",
    "The mayor said on Tuesday that ",
    "the bridge would be opened. ",
    "2024-05-14",
    "14 May 2024",
];

fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        12 => prop::sample::select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..8),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

    #[test]
    fn any_bytes_are_read_or_refused(name in name(), bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        reads(&name, bytes)?;
    }

    #[test]
    fn any_pieces_are_read_or_refused(name in name(), bytes in pieces()) {
        reads(&name, bytes)?;
    }

    #[test]
    fn damaged_packings_are_read_or_refused(bytes in pieces(), at in any::<prop::sample::Index>(), byte in any::<u8>(), gzip in any::<bool>()) {
        let mut packed = if gzip {
            use std::io::Write as _;
            let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            packed.write_all(&bytes).and_then(|()| packed.finish()).expect("memory takes all bytes")
        } else {
            ruzstd::encoding::compress_to_vec(&bytes[..], ruzstd::encoding::CompressionLevel::Fastest)
        };
        let at = at.index(packed.len());
        packed[at] = byte;
        reads("x.jsonl.gz", packed)?;
    }
}

#[test]
fn every_format_has_a_name_of_its_own() {
    let names: std::collections::BTreeSet<_> = formats().collect();
    assert_eq!(names.len(), formats().count());
}
