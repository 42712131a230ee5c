//! JSON that is not one object a line: a list of articles, one article over many lines, or several of them.

use super::{LIMIT, object};
use crate::{
    error::{Place, Reason},
    read::{Findings, Found, Reader, Source, text},
};
use std::io::Read;

/// The reader of `.json`.
pub(crate) struct Array;

impl Reader for Array {
    fn name(&self) -> &'static str {
        "json"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn recognises(&self, head: &[u8]) -> bool {
        let mut marks = head.iter().filter(|byte| !byte.is_ascii_whitespace());
        matches!((marks.next(), marks.next()), (Some(b'['), Some(b'{' | b']')) | (Some(b'{'), Some(b'"' | b'}')))
    }

    fn read(&self, source: Source) -> Findings {
        let wide = source.head().starts_with(b"\xff\xfe") || source.head().starts_with(b"\xfe\xff");
        let walk = |bytes| Walk { bytes, item: 0, inside: false, over: false };
        if !wide {
            return Box::new(walk(Box::new(source.into_bytes())));
        }
        match source.whole(LIMIT).and_then(|bytes| text::decode(bytes, None)) {
            Ok(text) => Box::new(walk(Box::new(std::io::Cursor::new(text)))),
            Err(reason) => crate::read::one(Err(reason)),
        }
    }
}

/// Goes through the objects, holding one at a time.
struct Walk {
    bytes: Box<dyn Read + Send>,
    item: u64,
    /// Whether a list was opened.
    inside: bool,
    over: bool,
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        if self.over {
            return None;
        }
        self.item += 1;
        let article = match self.object() {
            Ok(None) => {
                self.over = true;
                return None;
            }
            Ok(Some(object)) => object::read(&object),
            Err(reason) => {
                self.over = true;
                Err(reason)
            }
        };
        // A source with a single object is a single article: its place needs no number.
        Some(Found { place: if self.inside { Place::Item(self.item) } else { Place::Whole }, article })
    }
}

impl Walk {
    fn byte(&mut self) -> Result<Option<u8>, Reason> {
        let mut byte = [0];
        loop {
            match self.bytes.read(&mut byte) {
                Ok(0) => return Ok(None),
                Ok(_) => return Ok(Some(byte[0])),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// The bytes of the next object, found by counting braces outside strings; `None` after the last.
    fn object(&mut self) -> Result<Option<Vec<u8>>, Reason> {
        let mut object = Vec::new();
        let (mut depth, mut string, mut escaped) = (0u64, false, false);
        while let Some(byte) = self.byte()? {
            if depth == 0 {
                match byte {
                    b'{' => depth = 1,
                    b'[' => {
                        self.inside = true;
                        continue;
                    }
                    b']' | b',' | b'\xef' | b'\xbb' | b'\xbf' => continue,
                    _ if byte.is_ascii_whitespace() => continue,
                    _ => return Err(Reason::Syntax("not JSON: expected an object".to_owned())),
                }
                object.push(byte);
                continue;
            }
            object.push(byte);
            if object.len() as u64 > LIMIT << 20 {
                return Err(Reason::TooLong("the object", LIMIT));
            }
            match byte {
                _ if escaped => escaped = false,
                b'\\' if string => escaped = true,
                b'"' => string = !string,
                b'{' | b'[' if !string => depth += 1,
                b'}' | b']' if !string => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Ok(Some(object));
            }
        }
        if object.is_empty() { Ok(None) } else { Err(Reason::Syntax("not JSON: an object is not closed".to_owned())) }
    }
}
