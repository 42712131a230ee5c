//! A rough splitter of raw text for corpora that come without tokens: near enough to UD English for names and pretraining.

use std::ops::Range;

const CLITICS: [&str; 7] = ["'s", "'re", "'ve", "'ll", "'d", "'m", "n't"];
const ABBREVIATIONS: [&str; 36] = [
    "mr", "mrs", "ms", "dr", "sen", "rep", "gov", "gen", "col", "sgt", "lt", "st", "jr", "sr", "inc", "co", "corp",
    "ltd", "jan", "feb", "aug", "sept", "oct", "nov", "dec", "no", "vs", "prof", "rev", "hon", "capt", "cmdr", "maj",
    "pres", "fla", "calif",
];

/// The tokens of each sentence of a text, as byte ranges.
pub(crate) fn sentences(text: &str) -> Vec<Vec<Range<usize>>> {
    let mut all = Vec::new();
    let mut place = 0;
    for line in text.split_inclusive('\n') {
        let mut sentence = Vec::new();
        for token in tokens(line) {
            let ends =
                sentence.last().is_some_and(|last: &Range<usize>| ends_sentence(text, last, place + token.start));
            if ends {
                all.push(std::mem::take(&mut sentence));
            }
            sentence.push(place + token.start..place + token.end);
        }
        if !sentence.is_empty() {
            all.push(sentence);
        }
        place += line.len();
    }
    all
}

/// True when a sentence ends with the token `last` and a new one starts at byte `next`.
fn ends_sentence(text: &str, last: &Range<usize>, next: usize) -> bool {
    if last.end == next {
        return false;
    }
    let mut before = text[..last.end].chars().rev();
    let stop = before.find(|c| !"\"'”’)]".contains(*c)).is_some_and(|c| ".?!".contains(c));
    let starts =
        text[next..].chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric() || "\"“‘'(".contains(c));
    stop && starts && &text[last.clone()] != "'s" && !is_abbreviation(&text[last.clone()])
}

fn is_abbreviation(token: &str) -> bool {
    let Some(stem) = token.strip_suffix('.') else { return false };
    stem.chars().count() == 1 || ABBREVIATIONS.contains(&stem.to_lowercase().as_str())
}

/// The tokens of a line.
fn tokens(line: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut place = 0;
    for chunk in line.split_inclusive(char::is_whitespace) {
        let word = chunk.trim_end();
        split(word, place, &mut all);
        place += chunk.len();
    }
    all
}

/// Splits a stretch without spaces.
fn split(word: &str, start: usize, all: &mut Vec<Range<usize>>) {
    if word.contains("://") || word.starts_with("www.") || (word.contains('@') && word.contains('.')) {
        all.push(start..start + word.len());
        return;
    }
    let characters: Vec<(usize, char)> = word.char_indices().collect();
    let mut i = 0;
    while i < characters.len() {
        let (from, character) = characters[i];
        let mut j = i + 1;
        if character.is_alphanumeric() {
            while j < characters.len() && inside(&characters, j) {
                j += 1;
            }
        } else {
            while j < characters.len() && characters[j].1 == character && ".-".contains(character) {
                j += 1;
            }
        }
        let mut to = characters.get(j).map_or(word.len(), |c| c.0);
        let token = &word[from..to];
        if j < characters.len() && characters[j].1 == '.' && (token.contains('.') || is_abbreviation(&word[from..=to]))
        {
            to += 1;
            j += 1;
        }
        let token = &word[from..to];
        let plain = token.to_lowercase().replace('’', "'");
        let clitic = CLITICS.iter().find(|c| plain.ends_with(*c) && plain.len() > c.len());
        match clitic.and_then(|c| token.char_indices().rev().nth(c.len() - 1)).map(|(place, _)| place) {
            Some(cut) if token.is_char_boundary(cut) && cut > 0 => {
                all.push(start + from..start + from + cut);
                all.push(start + from + cut..start + to);
            }
            _ => all.push(start + from..start + to),
        }
        i = j;
    }
}

/// True when character `j` belongs to the token of letters or digits that precedes it.
fn inside(characters: &[(usize, char)], j: usize) -> bool {
    let next = characters.get(j + 1).map(|c| c.1);
    match characters[j].1 {
        c if c.is_alphanumeric() => true,
        '\'' | '’' | '&' => next.is_some_and(char::is_alphanumeric),
        '.' | ',' | ':' => {
            let digits = characters[j - 1].1.is_numeric() && next.is_some_and(char::is_numeric);
            let initials = characters[j].1 == '.'
                && next.is_some_and(char::is_alphabetic)
                && (j < 2 || !characters[j - 2].1.is_alphanumeric());
            digits || initials
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Vec<&str>> {
        sentences(text).into_iter().map(|s| s.into_iter().map(|t| &text[t]).collect()).collect()
    }

    #[test]
    fn splits_clitics_hyphens_and_stops() {
        assert_eq!(
            words("Mr. Smith didn't buy U.S.-made cars for $1,000.50 each. \"It’s fine.\""),
            [
                vec![
                    "Mr.", "Smith", "did", "n't", "buy", "U.S.", "-", "made", "cars", "for", "$", "1,000.50", "each",
                    "."
                ],
                vec!["\"", "It", "’s", "fine", ".", "\""],
            ]
        );
    }
}
