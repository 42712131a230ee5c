//! Words of several syntactic words: "do" + "n't", "she" + "'ll", "gon" + "na".

use crate::resources::language::Language;
use compact_str::CompactString;

/// True for the marks that serve as apostrophes.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '`' | '´' | '＇')
}

/// The word in lower case, without allocation up to 24 bytes.
pub(super) fn lower(word: &str) -> CompactString {
    let mut low = CompactString::with_capacity(word.len());
    if word.is_ascii() {
        low.push_str(word);
        low.as_mut_str().make_ascii_lowercase();
    } else {
        low.extend(word.chars().flat_map(char::to_lowercase));
    }
    low
}

/// Gives the parts of the word at `from..to` to `emit`.
pub(super) fn cut(text: &str, from: usize, to: usize, language: &Language, emit: &mut dyn FnMut(usize, usize)) {
    let word = &text[from..to];
    let whole = word.len() > MAX_SPLIT && word.is_ascii() && !word.contains('\'');
    if whole || to - from < 2 {
        return emit(from, to);
    }
    let low = lower(word);
    if let Some(parts) = language.split(&low).filter(|_| low.len() == word.len()) {
        let mut at = from;
        for len in parts {
            emit(at, at + len);
            at += len;
        }
        return;
    }
    match tail(word, &low, language) {
        Some(at) if at > 0 => {
            cut(text, from, from + at, language, emit);
            emit(from + at, to);
        }
        _ => emit(from, to),
    }
}

/// No word that is cut without an apostrophe is longer.
const MAX_SPLIT: usize = 8;

/// Where the last clitic of a word begins.
fn tail(word: &str, low: &str, language: &Language) -> Option<usize> {
    let (at, mark) = word.char_indices().rev().find(|&(_, c)| is_apostrophe(c))?;
    let after = &word[at + mark.len_utf8()..];
    if matches!(after, "t" | "T") && word[..at].ends_with(['n', 'N']) {
        return (at > 1).then_some(at - 1);
    }
    if language.token.whole.contains(low) || !language.token.clitics.contains(&lower(after)) {
        return None;
    }
    Some(at)
}
