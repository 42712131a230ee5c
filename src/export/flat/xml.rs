//! Texts as XML 1.0 takes them.

/// A text for an element or a quoted attribute. Characters that XML forbids become U+FFFD; line breaks and tabs stay
/// what they are, also in attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            '\t' => escaped.push_str("&#9;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn nothing_is_markup_and_nothing_forbidden() {
        assert_eq!(
            escape("<a b='c' d=\"e\">&\u{0}\r\n\t]]>"),
            "&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;\u{fffd}&#13;&#10;&#9;]]&gt;"
        );
        assert_eq!(escape("Zoë 😀"), "Zoë 😀");
    }
}
