//! Pages made to exhaust a parser, told before and after parsing.

use crate::error::Reason;
use dom_query::Document;

/// Elements that the tree may have, by estimate: ten times what the largest news pages have.
const ELEMENTS: usize = 400_000;
/// Elements inside each other; browsers stop at 512.
const DEPTH: usize = 400;
/// Elements that the parser opens again in every paragraph until they are closed, so that n of them before m
/// paragraphs make n times m.
const REOPENED: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Estimates how many elements the parser would make. One pass over the text.
pub(super) fn source(html: &str) -> Result<(), Reason> {
    let mut open = [0usize; REOPENED.len()];
    let (mut total, mut elements) = (0usize, 0usize);
    for piece in html.split('<').skip(1) {
        let (closing, piece) = piece.strip_prefix('/').map_or((false, piece), |piece| (true, piece));
        let end = piece.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(piece.len());
        let name = &piece[..end];
        let kept = REOPENED.iter().position(|reopened| name.eq_ignore_ascii_case(reopened));
        match (kept, closing) {
            (Some(at), true) if open[at] > 0 => {
                open[at] -= 1;
                total -= 1;
            }
            (Some(at), false) => {
                open[at] += 1;
                total += 1;
                elements += 1;
            }
            _ => elements += 1 + total,
        }
        if elements > ELEMENTS {
            return Err(Reason::TooComplex("the page has more elements than any news page"));
        }
    }
    Ok(())
}

/// Measures the depth of the tree, without recursion.
pub(super) fn tree(document: &Document) -> Result<(), Reason> {
    let mut level = vec![document.root()];
    for _ in 0..DEPTH {
        level = level.iter().flat_map(|node| node.children_it(false)).collect();
        if level.is_empty() {
            return Ok(());
        }
    }
    Err(Reason::TooComplex("the page's elements are nested deeper than in any news page"))
}
