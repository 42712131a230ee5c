//! Text to tokens, as the English treebanks of Universal Dependencies (EWT, GUM) cut it.

mod clitic;
mod link;
mod word;

use super::{Annotator, Layer};
use crate::model::{Document, Sentence, Span, Token};
use crate::resources::language::Language;
use std::sync::Arc;

/// Cuts every block in tokens, with one sentence for each block that has any. Linear in the text.
pub struct Tokens {
    language: Arc<Language>,
}

impl Tokens {
    /// With the word lists of a language.
    pub fn new(language: Arc<Language>) -> Self {
        Tokens { language }
    }
}

impl Annotator for Tokens {
    fn name(&self) -> &'static str {
        "tokens"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Blocks]
    }

    fn gives(&self) -> &'static [Layer] {
        &[Layer::Tokens]
    }

    fn annotate(&self, document: &mut Document) {
        let (mut tokens, mut sentences) = (Vec::new(), Vec::new());
        for (i, block) in document.blocks.iter().enumerate() {
            let start = tokens.len() as u32;
            let offset = block.span.start as usize;
            cut(block.span.of(document.field(block.field)), &self.language, &mut |from, to| {
                tokens.push(Token { span: Span::new(offset + from, offset + to), ..Token::default() });
            });
            let end = tokens.len() as u32;
            if start < end {
                sentences.push(Sentence { field: block.field, tokens: start..end, block: i as u32 });
            }
        }
        document.tokens = tokens;
        document.sentences = sentences;
    }
}

/// Gives the byte range of each token of `text` to `emit`, in order.
pub(crate) fn cut(text: &str, language: &Language, emit: &mut dyn FnMut(usize, usize)) {
    let skip = |at: usize| at + text[at..].find(|c| !is_space(c)).unwrap_or(text.len() - at);
    let mut at = skip(0);
    while at < text.len() {
        let end = at + text[at..].find(is_space).unwrap_or(text.len() - at);
        if text.as_bytes()[at..end].iter().all(u8::is_ascii_alphabetic) {
            clitic::cut(text, at, end, language, emit);
        } else {
            Scanner { text, start: at, end, language }.run(emit);
        }
        at = skip(end);
    }
}

/// True for what stands between tokens: white space, controls and marks without width or ink.
pub(crate) fn is_space(c: char) -> bool {
    if c.is_ascii() {
        return c <= ' ' || c == '\u{7F}';
    }
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// A stretch of text without white space.
#[derive(Clone, Copy)]
struct Scanner<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    language: &'a Language,
}

impl Scanner<'_> {
    /// Cuts the stretch from left to right: at each place the first reading that fits.
    fn run(self, emit: &mut dyn FnMut(usize, usize)) {
        if self.is_emoticon(self.start) {
            return emit(self.start, self.end);
        }
        let mut at = self.start;
        while let Some(c) = self.char(at) {
            let end = self
                .link(at)
                .or_else(|| self.handle(at, c))
                .or_else(|| self.apostrophe(at, c))
                .or_else(|| self.run_of_marks(at, c));
            if let Some(end) = end {
                emit(at, end);
                at = end;
            } else if is_word(c) || (c == '.' && at == self.start && self.is_digit(at + 1)) {
                at = self.word(at, emit);
            } else {
                let end = self.sign(at, c);
                emit(at, end);
                at = end;
            }
        }
    }

    /// The character at a byte of the stretch.
    fn char(self, at: usize) -> Option<char> {
        if at >= self.end {
            return None;
        }
        self.text[at..].chars().next()
    }

    /// The character before a byte of the stretch.
    fn before(self, at: usize) -> Option<char> {
        self.text[self.start..at].chars().next_back()
    }

    /// True where a figure stands.
    fn is_digit(self, at: usize) -> bool {
        at < self.end && self.text.as_bytes()[at].is_ascii_digit()
    }

    /// True when a face begins at a byte and ends the stretch.
    fn is_emoticon(self, at: usize) -> bool {
        self.end - at <= 4 && self.language.token.emoticons.contains(&self.text[at..self.end])
    }

    /// The end of "@name" or "#topic".
    fn handle(self, at: usize, c: char) -> Option<usize> {
        if c != '@' && c != '#' {
            return None;
        }
        let next = self.char(at + 1)?;
        if !(next.is_alphabetic() || next == '_' || (c == '@' && next.is_alphanumeric())) {
            return None;
        }
        let rest = &self.text[at + 1..self.end];
        Some(at + 1 + rest.find(|c: char| !(is_word(c) || c == '_')).unwrap_or(rest.len()))
    }

    /// The end of what begins with an apostrophe: a clitic behind a word, "'em", "'90s".
    fn apostrophe(self, at: usize, c: char) -> Option<usize> {
        if !clitic::is_apostrophe(c) {
            return None;
        }
        let from = at + c.len_utf8();
        let rest = &self.text[from..self.end];
        let letters = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let word = clitic::lower(&rest[..letters]);
        let decade = letters == 3 && word.ends_with('s') && word.as_bytes()[..2].iter().all(u8::is_ascii_digit);
        let fits = if at > self.start {
            self.language.token.clitics.contains(&word)
        } else {
            self.language.token.elided.contains(&word) || decade
        };
        (fits && letters > 0).then_some(from + letters)
    }

    /// The end of several marks that are one token: "...", "!?", "--", "***".
    fn run_of_marks(self, at: usize, c: char) -> Option<usize> {
        let same: fn(char, char) -> bool = match c {
            '!' | '?' => |_, next| matches!(next, '!' | '?'),
            '.' | '-' | '*' | '=' | '~' | '_' | '+' | '<' | '>' | '`' | '\'' | '#' | '$' | '‘' | '’' => {
                |first, next| first == next
            }
            _ => return None,
        };
        let rest = &self.text[at..self.end];
        let len = rest.find(|next| !same(c, next)).unwrap_or(rest.len());
        (len > c.len_utf8()).then_some(at + len)
    }

    /// The end of one sign with all that is drawn upon it, be it an emoji of a family.
    fn sign(self, at: usize, c: char) -> usize {
        let mut end = at + c.len_utf8();
        if c.is_ascii() && self.char(end).is_none_or(|c| c.is_ascii()) {
            return end;
        }
        let flag = |c: char| matches!(c, '\u{1F1E6}'..='\u{1F1FF}');
        if flag(c) && self.char(end).is_some_and(flag) {
            return end + 4;
        }
        while let Some(next) = self.char(end) {
            let joined = next == '\u{200D}';
            if !(joined || is_mark(next) || matches!(next, '\u{1F3FB}'..='\u{1F3FF}')) {
                break;
            }
            end += next.len_utf8();
            if let Some(other) = self.char(end).filter(|_| joined) {
                end += other.len_utf8();
            }
        }
        end
    }
}

/// True for letters, figures and what is drawn upon them.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || (!c.is_ascii() && (is_mark(c) || c == '\u{AD}'))
}

/// True for marks that combine with the character before.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}'
        | '\u{93C}' | '\u{94D}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{200C}' | '\u{200D}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tokens of a text, joined by blanks.
    fn tokens(text: &str) -> String {
        let mut words = Vec::new();
        cut(text, &Language::english(), &mut |from, to| words.push(&text[from..to]));
        words.join(" ")
    }

    /// Declares tests over pairs of a text and its tokens.
    macro_rules! cuts {
        ($($name:ident: [$($text:literal => $tokens:literal),* $(,)?])*) => {
            $(#[test] fn $name() { $(assert_eq!(tokens($text), $tokens);)* })*
        };
    }

    cuts! {
        clitics: [
            "don't DON’T can't cannot" => "do n't DO N’T ca n't can not",
            "she'll we've Roe's couldn't've" => "she 'll we 've Roe 's could n't 've",
            "gonna Wanna" => "gon na Wan na",
            "O'Brien o'clock" => "O'Brien o'clock",
            "the voters' choice" => "the voters ' choice",
            "“Trump”'s" => "“ Trump ” 's",
        ]
        stops: [
            "Mr. Roe met Sen. Poe." => "Mr. Roe met Sen. Poe .",
            "the U.S. and the U.N." => "the U.S. and the U.N.",
            "at 5 p.m. on Jan. 5." => "at 5 p.m. on Jan. 5 .",
            "No. 10 said no." => "No. 10 said no .",
            "John F. Poe and I. The end" => "John F. Poe and I . The end",
            "Roe Inc. fell... Why?!" => "Roe Inc. fell ... Why ?!",
            "went home.Then" => "went home . Then",
        ]
        hyphens: [
            "a so-called re-election" => "a so - called re-election",
            "mid-1980s anti-American" => "mid-1980s anti-American",
            "a 7-year-old" => "a 7 - year - old",
            "2012-2014, 555-1234" => "2012 - 2014 , 555-1234",
            "yes—no – or--maybe" => "yes — no – or -- maybe",
        ]
        figures: [
            "$5.2m, 1,000 and 3.5%" => "$ 5.2 m , 1,000 and 3.5 %",
            "US$20 at 6:30pm" => "US$ 20 at 6:30 pm",
            "the 1980s, the 20th, 9/11, #1" => "the 1980s , the 20th , 9/11 , # 1",
            "£3bn (€2bn)" => "£ 3 bn ( € 2 bn )",
        ]
        addresses: [
            "see https://example.com/a(b)?c=1." => "see https://example.com/a(b)?c=1 .",
            "(www.example.org)" => "( www.example.org )",
            "jane.roe@example.co.uk, @jane_roe #vote2016!" => "jane.roe@example.co.uk , @jane_roe #vote2016 !",
            "pic.twitter.com/AbC, Amazon.com" => "pic.twitter.com/AbC , Amazon.com",
        ]
        marks: [
            "“Hi,” «she» said ‘so’ 'now'" => "“ Hi , ” « she » said ‘ so ’ ' now '",
            "wow :) 👍🏽👩‍👩‍👧 🇩🇪!!!" => "wow :) 👍🏽 👩‍👩‍👧 🇩🇪 !!!",
            "AT&T and/or café" => "AT&T and / or café",
            "\u{200B}zero\u{FEFF} width" => "zero width",
        ]
    }

    #[test]
    fn tokens_stand_in_their_blocks() {
        let article = crate::model::Article { title: "A b".into(), text: "C d.\n\nE.".into(), ..Default::default() };
        let mut document = Document::new(article);
        super::super::blocks::Blocks::new(Language::english()).annotate(&mut document);
        Tokens::new(Language::english()).annotate(&mut document);
        let words: Vec<&str> = document.sentences.iter().map(|s| document.words(&s.tokens)).collect();
        assert_eq!(words, ["A b", "C d.", "E."]);
        assert_eq!(document.text(2), "C");
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(500))]

        #[test]
        fn tokens_cover_all_that_is_not_space(text in any_text()) {
            let mut at = 0;
            cut(&text, &Language::english(), &mut |from, to| {
                assert!(from < to && at <= from, "{text:?}: {from}..{to} behind {at}");
                assert!(text[at..from].chars().all(is_space), "{text:?}: {:?} is lost", &text[at..from]);
                assert!(!text[from..to].contains(is_space), "{text:?}: {:?}", &text[from..to]);
                at = to;
            });
            assert!(text[at..].chars().all(is_space), "{text:?}: {:?} is lost", &text[at..]);
        }
    }

    /// Texts of any characters, more often of those that the rules look for.
    fn any_text() -> impl proptest::strategy::Strategy<Value = String> {
        use proptest::prelude::*;
        let piece = prop_oneof![
            any::<char>().prop_map(String::from),
            "[a-zA-Z]{1,6}".prop_map(String::from),
            "[-.,:;!?'’\"“”$@#&/*()0-9 ]{1,4}".prop_map(String::from),
            proptest::sample::select(vec![
                "n't", "gonna", "U.S.", "http://", "www.", "a@b.co", "Mr.", "é", "ß", "İ", "\u{301}", "\u{200D}", "👩",
                "🇩🇪", "\u{FEFF}", "\n", "…",
            ])
            .prop_map(String::from),
        ];
        proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }
}
