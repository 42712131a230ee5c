//! Texts as the DOT language takes them: dot-writer writes them as they are.

/// A text for a quoted attribute in which backslashes have no meaning left.
///
/// Line breaks become `\n`, characters that XML forbids become spaces (Graphviz would write them into the SVG), and
/// `&` becomes an entity, because Graphviz reads entities in labels.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut last = ' ';
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("\\\\"),
            '"' => escaped.push_str("\\\""),
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\n' if last == '\r' => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => escaped.push_str("\\n"),
            '\u{fffe}' | '\u{ffff}' => escaped.push(' '),
            c if c.is_control() || is_invisible(c) => escaped.push(' '),
            c => escaped.push(c),
        }
        last = c;
    }
    escaped
}

/// True for characters that reorder or hide the text around them: a label must not look like another.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{61c}' | '\u{feff}')
}

/// A label in lines of about `width` characters, broken between words; escaped.
pub(super) fn wrap(text: &str, width: usize) -> String {
    lines(text, width).iter().map(|line| escape(line)).collect::<Vec<_>>().join("\\n")
}

/// A text in lines of about `width` characters, broken between words.
pub(super) fn lines(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A text of at most `longest` characters, cut between words, with "…" where something is left out.
pub(super) fn cut(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let head: String = text.chars().take(longest).collect();
    let end = head.rfind(char::is_whitespace).filter(|&end| end > longest / 2).unwrap_or(head.len());
    format!("{}…", head[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_ends_the_string_or_means_something() {
        assert_eq!(escape("a\\N \"b\" & <c>\r\nd\u{0}"), "a\\\\N \\\"b\\\" &amp; &lt;c&gt;\\nd ");
        assert_eq!(escape("😀 שלום"), "😀 שלום");
    }

    #[test]
    fn labels_break_between_words() {
        assert_eq!(wrap("Society for the Lock\nKeepers of Harl", 20), "Society for the Lock\\nKeepers of Harl");
        assert_eq!(cut("one two three four", 12), "one two…");
        assert_eq!(cut("short", 12), "short");
    }
}
