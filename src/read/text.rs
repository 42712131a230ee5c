//! Bytes to clean text: what is no text at all, which encoding, and the characters that no article needs.

use crate::error::{Kind, Reason};
use encoding_rs::Encoding;
use std::borrow::Cow;

/// First bytes of the usual files that are no text.
const MAGIC: [(&[u8], &str); 14] = [
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x7fELF", "a program"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3", "a database"),
    (b"ID3", "an MP3 file"),
    (b"OggS", "an Ogg file"),
];

/// What the bytes are, when they are no text: known first bytes, or many control characters.
/// Two-byte encodings are text although every second byte may be zero.
pub(super) fn binary(head: &[u8]) -> Option<Kind> {
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(Kind(Some(kind)));
    }
    if wide(head).is_some() {
        return None;
    }
    let control = head.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127)).count();
    (control > 4 && control * 20 > head.len()).then_some(Kind(None))
}

/// UTF-16, by its mark or by zeros in every second place.
fn wide(head: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return (encoding != encoding_rs::UTF_8).then_some(encoding);
    }
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    match pairs {
        0..=3 => None,
        _ if odd * 10 > pairs * 7 && even * 10 < pairs => Some(encoding_rs::UTF_16LE),
        _ if even * 10 > pairs * 7 && odd * 10 < pairs => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

/// The bytes after the mark of UTF-8.
pub(super) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// The text in any encoding: by mark, as UTF-8, as the document itself declares, else as the bytes suggest.
///
/// # Errors
/// When no encoding makes sense of the bytes.
pub(super) fn decode(bytes: Vec<u8>, declared: Option<&'static Encoding>) -> Result<String, Reason> {
    if let Some(encoding) = wide(&bytes[..bytes.len().min(4096)]) {
        return Ok(encoding.decode(&bytes).0.into_owned());
    }
    let bytes = if bytes.starts_with(b"\xef\xbb\xbf") { bytes[3..].to_vec() } else { bytes };
    let (bytes, at) = match String::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => {
            let at = error.utf8_error().valid_up_to() as u64;
            (error.into_bytes(), at)
        }
    };
    if let Some(encoding) = declared {
        let (text, _, _) = encoding.decode(&bytes);
        let broken = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
        // Real pages mix in a wrong byte here and there; more than one in a hundred is another encoding.
        if broken * 100 < text.len() {
            return Ok(text.into_owned());
        }
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    let (text, _, broken) = encoding.decode(&bytes);
    if broken || mixed(&bytes) || !plausible(&text) { Err(Reason::Encoding(at)) } else { Ok(text.into_owned()) }
}

/// True when broken UTF-8 has whole UTF-8 characters too: then it is UTF-8 that was damaged.
fn mixed(bytes: &[u8]) -> bool {
    bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii())
}

/// True when what an old encoding yields can be writing: marks are those of typesetters, and accented Latin letters
/// stand in words with plain ones, or the whole is in another script.
fn plausible(text: &str) -> bool {
    const MARKS: &str = "‘’“”‚„–—…•«»£€¥¢§©®°·¿¡½¼¾™\u{a0}\u{ad}";
    let plain = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let other_script = text.chars().filter(|c| *c > '\u{24f}' && c.is_alphabetic()).count() > plain;
    let (mut foreign, mut strange) = (0usize, 0usize);
    for word in text.split(|c: char| c.is_ascii() && !c.is_ascii_alphabetic()).filter(|word| !word.is_ascii()) {
        let plain = word.contains(|c: char| c.is_ascii_alphabetic());
        let odd = |c: char| {
            let accented = c.is_alphabetic() && (other_script || plain && c <= '\u{24f}');
            !c.is_ascii() && !accented && !MARKS.contains(c)
        };
        foreign += word.chars().filter(|c| !c.is_ascii()).count();
        strange += word.chars().filter(|c| odd(*c)).count();
    }
    strange * 4 <= foreign
}

/// Makes any text safe to work on and leaves nothing that is not writing: line ends become `\n`, control characters,
/// marks of byte order and soft hyphens go.
pub(super) fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => tidied.push('\n'),
            '\n' | '\t' => tidied.push(c),
            '\u{feff}' | '\u{ad}' | '\u{fffe}' | '\u{ffff}' => {}
            _ if c.is_control() => {}
            _ => tidied.push(c),
        }
    }
    tidied
}

/// The same for a text whose code points somebody may count: every character keeps its place, what is no writing
/// becomes a space.
pub(super) fn level(text: Cow<'_, str>) -> String {
    let writing = |c: char| !c.is_control() || matches!(c, '\n' | '\t');
    if text.chars().all(writing) {
        return text.into_owned();
    }
    text.chars().map(|c| if writing(c) { c } else { ' ' }).collect()
}

/// One line: white space collapsed, ends trimmed.
pub(super) fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        let word = "The café’s owner said “no”.";
        let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let old = encoding_rs::WINDOWS_1252.encode(word).0.into_owned();
        for bytes in [word.as_bytes().to_vec(), [b"\xef\xbb\xbf", word.as_bytes()].concat(), wide, old] {
            assert_eq!(decode(bytes, None).unwrap(), word);
        }
    }

    #[test]
    fn damaged_bytes_are_refused_with_their_place() {
        let damaged = b"The caf\xc3\xa9 opened \xff\xfe\xc3\x28 at noon.".to_vec();
        assert!(matches!(decode(damaged, None), Err(Reason::Encoding(17))));
        assert!(decode(b"The minister \xff\xfe\xfa said.".to_vec(), None).is_err());
    }

    #[test]
    fn programs_and_noise_are_no_text() {
        assert_eq!(binary(b"\x7fELF\x02\x01"), Some(Kind(Some("a program"))));
        let noise: Vec<u8> = (0..1000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(binary(&noise), Some(Kind(None)));
        assert_eq!(binary("Prime Minister Orbán".as_bytes()), None);
    }

    #[test]
    fn tidying_drops_and_levelling_keeps_places() {
        assert_eq!(tidy("a\r\nb\rc\0\u{ad}d\u{feff}"), "a\nb\ncd");
        assert_eq!(level("a\r\nb\0c".into()), "a \nb c");
    }
}
