//! Compression around any format: gzip and Zstandard, told by their first bytes, unpacked as a stream within bounds.

use super::Source;
use crate::error::Reason;
use std::{
    io::{self, BufReader, Read},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// Unpacked bytes per packed byte above which data are refused; prose reaches 5, repetitive JSON 50.
const RATIO: u64 = 250;
/// Unpacked bytes below which the ratio is not looked at.
const FREE: u64 = 16 * 1024 * 1024;
/// Compressions inside each other that are unpacked.
const DEPTH: usize = 2;
/// The largest window of a Zstandard frame, in bytes: what it may make us allocate.
const WINDOW: u64 = 64 * 1024 * 1024;

/// Unpacks an input as far as it is packed.
///
/// # Errors
/// When its beginning cannot be read or unpacked.
pub(in crate::read) fn open(name: &str, bytes: Box<dyn Read + Send>) -> Result<Source, Reason> {
    let mut inner = name;
    let mut source = Source::new(name, inner, bytes)?;
    for _ in 0..DEPTH {
        let Some(packing) = Packing::of(source.head()) else { break };
        inner = packing.strip(inner);
        let unpacked = packing.unpack(source.into_bytes());
        source = Source::new(name, inner, unpacked)?;
    }
    Ok(source)
}

#[derive(Clone, Copy)]
enum Packing {
    Gzip,
    Zstd,
}

impl Packing {
    fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1f, 0x8b, 8, ..] => Some(Packing::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Packing::Zstd),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Packing::Gzip => "gzip",
            Packing::Zstd => "zstd",
        }
    }

    /// The name without the extension of this packing.
    fn strip(self, name: &str) -> &str {
        let extensions: &[&str] = match self {
            Packing::Gzip => &[".gz", ".gzip"],
            Packing::Zstd => &[".zst", ".zstd"],
        };
        extensions.iter().find_map(|extension| name.strip_suffix(extension)).unwrap_or(name)
    }

    fn unpack(self, packed: impl io::BufRead + Send + 'static) -> Box<dyn Read + Send> {
        let taken = Arc::new(AtomicU64::new(0));
        let packed = Counted { bytes: packed, taken: Arc::clone(&taken) };
        let bytes: Box<dyn Read + Send> = match self {
            Packing::Gzip => Box::new(flate2::read::MultiGzDecoder::new(packed)),
            Packing::Zstd => Box::new(Frames { packed: Some(BufReader::new(packed)), frame: None }),
        };
        Box::new(Bounded { packing: self, bytes, given: 0, taken })
    }
}

/// Counts the packed bytes that were taken.
struct Counted<R> {
    bytes: R,
    taken: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.bytes.read(buffer)?;
        self.taken.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Refuses what unpacks out of all proportion, and names the failures of unpacking.
struct Bounded {
    packing: Packing,
    bytes: Box<dyn Read + Send>,
    given: u64,
    taken: Arc<AtomicU64>,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let name = self.packing.name();
        let count = self.bytes.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            io::ErrorKind::UnexpectedEof => io::Error::other(Reason::Truncated(name)),
            _ if error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<Reason>) => error,
            _ => io::Error::other(Reason::Damaged(name)),
        })?;
        self.given += count as u64;
        if self.given > FREE && self.given / RATIO > self.taken.load(Ordering::Relaxed) {
            return Err(io::Error::other(Reason::Bomb(name, RATIO)));
        }
        Ok(count)
    }
}

type Frame<R> = ruzstd::decoding::StreamingDecoder<BufReader<R>, ruzstd::decoding::FrameDecoder>;

/// The frames of a Zstandard file, one after the other: the decoder itself stops after the first.
struct Frames<R: Read> {
    packed: Option<BufReader<R>>,
    frame: Option<Box<Frame<R>>>,
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        use std::io::BufRead as _;
        loop {
            if let Some(frame) = &mut self.frame {
                let count = frame.read(buffer).map_err(unpacking)?;
                if count > 0 || buffer.is_empty() {
                    return Ok(count);
                }
                self.packed = self.frame.take().map(|frame| frame.into_inner());
            }
            let Some(mut packed) = self.packed.take() else { return Ok(0) };
            if packed.fill_buf()?.is_empty() {
                return Ok(0);
            }
            let frame = Frame::new_with_max_window_size(packed, WINDOW).map_err(io::Error::other)?;
            self.frame = Some(Box::new(frame));
        }
    }
}

/// The decoder wraps the end of its input as it wraps every other failure; looks for it among the causes.
fn unpacking(error: io::Error) -> io::Error {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = error.get_ref().map(|inner| inner as _);
    while let Some(inner) = cause {
        if inner.downcast_ref::<io::Error>().is_some_and(|inner| inner.kind() == io::ErrorKind::UnexpectedEof) {
            return io::ErrorKind::UnexpectedEof.into();
        }
        cause = inner.source();
    }
    error
}
