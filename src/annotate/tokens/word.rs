//! Where a word ends: marks that belong to it (U.S., 1,000, AT&T, re-election) and marks that cut it.

use super::clitic::{self, is_apostrophe, lower};
use super::{Scanner, is_space, is_word};

impl Scanner<'_> {
    /// Cuts the word that begins at a byte; gives the byte behind it.
    pub(super) fn word(self, at: usize, emit: &mut dyn FnMut(usize, usize)) -> usize {
        let mut end = self.extent(at);
        if let Some(cut) = self.missing_space(at, end) {
            end = cut;
        }
        if let Some(cut) = self.unit(at, end) {
            emit(at, cut);
            let stop = self.stop(cut, end);
            emit(cut, stop);
            return stop;
        }
        let stop = self.stop(at, end);
        if stop > end {
            emit(at, stop);
            return stop;
        }
        if self.char(end) == Some('$') && self.language.token.dollars.contains(&lower(&self.text[at..end])) {
            emit(at, end + 1);
            return end + 1;
        }
        if self.char(end) == Some('!')
            && self.language.token.bang.contains(&lower(&self.text[at..end]))
            && end + 1 < self.end
        {
            emit(at, end + 1);
            return end + 1;
        }
        clitic::cut(self.text, at, end, self.language, emit);
        end
    }

    /// The end of the letters, figures and inner marks from a byte on.
    fn extent(self, at: usize) -> usize {
        if let Some(end) = self.whole(at) {
            return end;
        }
        let mut end = at;
        while let Some(c) = self.char(end) {
            let after = end + c.len_utf8();
            if is_word(c) {
                end = after;
            } else if end > at || c == '.' {
                match self.inner(at, end, c) {
                    Some(next) => end = next,
                    None => break,
                }
            } else {
                break;
            }
        }
        end.max(at + self.char(at).map_or(1, char::len_utf8))
    }

    /// The end of the rest of the stretch where the language keeps it whole.
    fn whole(self, at: usize) -> Option<usize> {
        let word = self.text[at..self.end].trim_end_matches(|c: char| !c.is_alphanumeric());
        let cut = word.contains(['/', '-', '\'', '’']);
        (cut && word.len() < 16 && self.language.token.whole.contains(&lower(word).replace('’', "'")[..]))
            .then_some(at + word.len())
    }

    /// The byte behind a mark at `end` that does not cut the word begun at `at`.
    fn inner(self, at: usize, end: usize, c: char) -> Option<usize> {
        let after = end + c.len_utf8();
        let next = self.char(after)?;
        let digits = self.text[at..end].ends_with(|c: char| c.is_ascii_digit()) && next.is_ascii_digit();
        let keep = match c {
            ',' | ':' | '/' => digits,
            '.' | '&' => next.is_alphanumeric(),
            '_' => true,
            '*' => return self.masked(after),
            '-' | '\u{2010}' | '\u{2011}' => next.is_alphanumeric() && self.hyphen(at, end, after),
            _ if is_apostrophe(c) => next.is_alphabetic(),
            _ => false,
        };
        keep.then_some(after)
    }

    /// The byte behind the asterisks of "f***ing", where a letter follows.
    fn masked(self, after: usize) -> Option<usize> {
        let rest = &self.text[after..self.end];
        let stars = rest.find(|c| c != '*').filter(|&len| rest[len..].starts_with(char::is_alphabetic))?;
        Some(after + stars)
    }

    /// True when a hyphen at `end` joins: behind a prefix, before a suffix and in telephone numbers.
    fn hyphen(self, at: usize, end: usize, after: usize) -> bool {
        let (left, rest) = (&self.text[at..end], &self.text[after..self.end]);
        let len = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
        let right = &rest[..len];
        if all_digits(left.rsplit('-').next().unwrap_or(left)) && all_digits(right) {
            let more = rest[len..].strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            let joined = left.contains('-');
            return more || joined || (matches!(left.len(), 3 | 5) && right.len() == 4);
        }
        self.language.token.prefixes.contains(&lower(left)) || self.language.token.suffixes.contains(&lower(right))
    }

    /// Where a full stop in a word ends a sentence without a space behind it: "home.Then".
    fn missing_space(self, at: usize, end: usize) -> Option<usize> {
        let word = &self.text[at..end];
        let dot = word.find('.').filter(|&dot| dot > 0)?;
        let (left, right) = (&word[..dot], &word[dot + 1..]);
        let sentence = left.len() > 1 && left.ends_with(char::is_lowercase) && right.starts_with(char::is_uppercase);
        if sentence && !right.contains('.') && !(left.len() < 3 && right.len() < 3) {
            return Some(at + dot);
        }
        None
    }

    /// Where the unit behind a figure begins: "5.2m", "7pm".
    fn unit(self, at: usize, end: usize) -> Option<usize> {
        let word = &self.text[at..end];
        if !word.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            return None;
        }
        let cut = word.find(|c: char| !(c.is_ascii_digit() || ".,:".contains(c)))?;
        self.language.token.units.contains(&lower(&word[cut..])).then_some(at + cut)
    }

    /// The end of a word with its stop, where the stop belongs to it.
    fn stop(self, at: usize, end: usize) -> usize {
        if self.char(end) != Some('.') || self.char(end + 1) == Some('.') {
            return end;
        }
        if self.keeps_stop(&self.text[at..end], end + 1) { end + 1 } else { end }
    }

    /// True when the stop behind `word` is part of it.
    fn keeps_stop(self, word: &str, after: usize) -> bool {
        let stop = &self.language.stop;
        let next = self.text[after..].trim_start_matches(is_space);
        let last = next.is_empty() || self.text[after..].starts_with(['\n', '\r']);
        let capital = word.starts_with(char::is_uppercase);
        let low = lower(word);
        if word.chars().nth(1).is_none() {
            return self.initial(word, next)
                || (stop.numbered.contains(&low) && next.starts_with(|c: char| c.is_ascii_digit()));
        }
        if word.contains('.')
            && word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
        {
            return true;
        }
        if stop.titles.contains(&low) && !last {
            return capital && !next.starts_with(char::is_lowercase);
        }
        if stop.calendar.contains(&low) {
            return capital;
        }
        if stop.numbered.contains(&low) && next.starts_with(|c: char| c.is_ascii_digit()) {
            return true;
        }
        stop.others.contains(&low) && (capital || !stop.capital.contains(&low))
    }

    /// True for the initial of a name: a capital before another name.
    fn initial(self, word: &str, next: &str) -> bool {
        if !word.starts_with(char::is_uppercase) || !next.starts_with(char::is_uppercase) {
            return false;
        }
        let len = next.find(|c: char| !is_word(c)).unwrap_or(next.len());
        len == 1 || !self.language.stop.starters.contains(&lower(&next[..len]))
    }
}

/// True for figures only.
fn all_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}
