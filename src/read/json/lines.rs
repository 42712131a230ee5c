//! JSON lines: one article a line. A bad line costs only itself.

use super::{LIMIT, object};
use crate::{
    error::{Place, Reason},
    read::{Findings, Found, Reader, Source, text},
};
use std::io::BufRead;

/// The reader of `.jsonl` and `.ndjson`.
pub(crate) struct Lines;

impl Reader for Lines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson", "json"]
    }

    /// The first line is a whole object, or goes on beyond what is seen of it.
    fn recognises(&self, head: &[u8]) -> bool {
        let head = head.trim_ascii_start();
        let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default().trim_ascii();
        let whole = line.len() < head.len() && line.ends_with(b"}");
        line.starts_with(b"{\"") && (whole || head.len() >= 8 * 1024 && line.len() == head.len())
    }

    fn read(&self, source: Source) -> Findings {
        let wide = source.head().starts_with(b"\xff\xfe") || source.head().starts_with(b"\xfe\xff");
        if !wide {
            return Box::new(Walk { bytes: Box::new(source.into_bytes()), line: 0, over: false });
        }
        match source.whole(LIMIT).and_then(|bytes| text::decode(bytes, None)) {
            Ok(text) => Box::new(Walk { bytes: Box::new(std::io::Cursor::new(text)), line: 0, over: false }),
            Err(reason) => crate::read::one(Err(reason)),
        }
    }
}

/// Goes through the lines.
struct Walk {
    bytes: Box<dyn BufRead + Send>,
    line: u64,
    over: bool,
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        while !self.over {
            self.line += 1;
            let place = Place::Line(self.line);
            match bounded(&mut self.bytes) {
                Ok(None) => self.over = true,
                Ok(Some(line)) => {
                    let line = if self.line == 1 { text::without_mark(&line) } else { &line };
                    if !line.trim_ascii().is_empty() {
                        return Some(Found { place, article: object::read(line) });
                    }
                }
                Err(reason) => {
                    // A line that is too long has been passed over; all other failures end the source.
                    self.over = !matches!(reason, Reason::TooLong(..));
                    return Some(Found { place, article: Err(reason) });
                }
            }
        }
        None
    }
}

/// The next line without its end; `None` after the last. Passes over the rest of a line that is too long.
fn bounded(bytes: &mut impl BufRead) -> Result<Option<Vec<u8>>, Reason> {
    let (mut line, mut length) = (Vec::new(), 0u64);
    loop {
        let seen = bytes.fill_buf()?;
        if seen.is_empty() {
            break;
        }
        let end = seen.iter().position(|byte| *byte == b'\n');
        let part = &seen[..end.unwrap_or(seen.len())];
        length += part.len() as u64 + u64::from(end.is_some());
        if length <= LIMIT << 20 {
            line.extend_from_slice(part);
        } else {
            line = Vec::new();
        }
        let used = part.len() + usize::from(end.is_some());
        bytes.consume(used);
        if end.is_some() {
            break;
        }
    }
    match length {
        0 => Ok(None),
        _ if length > LIMIT << 20 => Err(Reason::TooLong("the line", LIMIT)),
        _ => Ok(Some(line)),
    }
}
