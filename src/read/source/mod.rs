//! A named stream of bytes with its beginning looked at.

mod layer;

pub(super) use layer::open;

use crate::error::Reason;
use std::io::{BufRead, BufReader, Chain, Cursor, Read};

/// Bytes looked at before a format is chosen.
const HEAD: u64 = 16 * 1024;
const MIB: u64 = 1024 * 1024;

/// The bytes that were looked at, then the others.
type Again = Chain<Cursor<Vec<u8>>, Box<dyn Read + Send>>;

/// An unpacked input: a name for messages, the extension that tells the format, and the bytes.
pub struct Source {
    name: String,
    extension: String,
    head: Vec<u8>,
    bytes: BufReader<Again>,
}

impl Source {
    /// Reads the beginning of the bytes. `inner` is the name without `.gz` or `.zst`.
    fn new(name: &str, inner: &str, mut bytes: Box<dyn Read + Send>) -> Result<Self, Reason> {
        let mut head = Vec::new();
        bytes.by_ref().take(HEAD).read_to_end(&mut head)?;
        let bytes = BufReader::new(Cursor::new(head.clone()).chain(bytes));
        Ok(Source { name: name.to_owned(), extension: extension(inner), head, bytes })
    }

    /// The input as the user named it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The extension in lower case, without the dot and without that of a compression; empty where there is none.
    pub fn extension(&self) -> &str {
        &self.extension
    }

    /// At most the first 16 KiB.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// All bytes, from the first.
    pub fn into_bytes(self) -> impl BufRead + Send + use<> {
        self.bytes
    }

    /// The whole source in memory.
    ///
    /// # Errors
    /// When it is longer than `limit` MiB or its bytes cannot be read.
    pub fn whole(self, limit: u64) -> Result<Vec<u8>, Reason> {
        let mut all = Vec::new();
        self.bytes.take(limit * MIB + 1).read_to_end(&mut all)?;
        if all.len() as u64 > limit * MIB { Err(Reason::TooLong("the file", limit)) } else { Ok(all) }
    }
}

/// What follows the last dot of the last part of a path.
fn extension(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
    file.rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase())
}
