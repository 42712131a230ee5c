//! How wide a text is, without a font: the widths of Helvetica, which Arial and Liberation Sans share.

/// The widths of the printable characters of ASCII, in thousandths of the size (Adobe Font Metrics of Helvetica).
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];

/// The width of a text of a size, in the unit of the size.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).map(f64::from).sum::<f64>() * size / 1000.0
}

fn advance(c: char) -> u16 {
    let ascii = |c: char| (c as usize).checked_sub(32).and_then(|at| WIDTHS.get(at)).copied();
    match c {
        '\u{300}'..='\u{36f}' => 0,
        '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{1f000}'..='\u{1faff}' => 1000,
        c => ascii(c).or_else(|| deunicode::deunicode_char(c)?.chars().next().and_then(ascii)).unwrap_or(600),
    }
}

#[cfg(test)]
mod tests {
    use super::width;

    #[test]
    fn wide_letters_are_wider() {
        assert!((width("W", 1000.0) - 944.0).abs() < 1e-9 && (width("i~", 1000.0) - 806.0).abs() < 1e-9);
        assert!((width("é", 1.0) - width("e", 1.0)).abs() < 1e-9);
        assert!(width("漢", 10.0) > width("M", 10.0));
    }
}
