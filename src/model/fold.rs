//! Names without case, accents and punctuation: how names are compared, searched and made into identifiers.

use deunicode::deunicode;

/// A name in lower-case ASCII words, separated by single spaces, without a leading "the".
///
/// Full stops and apostrophes vanish ("U.S." is "us"), other punctuation separates, "&" is "and". A name that has no
/// letter or digit in any script folds to itself.
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in deunicode(&name.replace('&', " and ")).chars() {
        if c.is_ascii_alphanumeric() {
            folded.push(c.to_ascii_lowercase());
        } else if !matches!(c, '.' | '\'') && !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    let words = folded.trim_end();
    match words.strip_prefix("the ").unwrap_or(words) {
        "" => name.trim().to_lowercase(),
        rest => rest.to_owned(),
    }
}

/// The longest slug, in bytes.
const SLUG: usize = 60;

/// A name as a part of an identifier: lower-case ASCII letters, digits and hyphens, at most 60 of them, never empty.
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for word in fold(name).split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !slug.is_empty() {
            if slug.len() + word.len() >= SLUG {
                break;
            }
            slug.push('-');
        }
        slug.push_str(&word[..word.len().min(SLUG)]);
    }
    if slug.is_empty() { "unnamed".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_punctuation_do_not_count() {
        assert_eq!(fold("The  Café Zoë"), "cafe zoe");
        assert_eq!(fold("U.S."), "us");
        assert_eq!(fold("Marks & Spencer"), "marks and spencer");
        assert_eq!(fold("Lee Sung-min"), "lee sung min");
        assert_eq!(fold("O’Neill"), "oneill");
        assert_eq!(fold("!!!"), "!!!");
    }

    #[test]
    fn slugs_are_short_and_never_empty() {
        assert_eq!(slug("Zoë O’Neill, Jr."), "zoe-oneill-jr");
        assert_eq!(slug("«…»"), "unnamed");
        assert!(slug(&"word ".repeat(50)).len() <= SLUG && slug(&"x".repeat(500)).len() == SLUG);
    }
}
