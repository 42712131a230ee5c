//! Rows gathered by the request that writes them, so that one request carries many rows.

use serde_json::Value;
use std::collections::BTreeMap;

/// Rows of one request.
const ROWS: usize = 1000;
/// Bytes of one request, about.
const BYTES: usize = 1 << 20;
/// Bytes of all rows that wait, about.
const WAITING: usize = 8 << 20;

/// Rows by the text of their request.
#[derive(Debug)]
struct Batches<R> {
    waiting: BTreeMap<String, (Vec<R>, usize)>,
    bytes: usize,
}

impl<R> Default for Batches<R> {
    fn default() -> Self {
        Batches { waiting: BTreeMap::new(), bytes: 0 }
    }
}

impl<R> Batches<R> {
    /// Adds a row of about `bytes`; gives back a request that is full.
    fn add(&mut self, request: String, row: R, bytes: usize) -> Option<(String, Vec<R>)> {
        let (rows, weight) = self.waiting.entry(request.clone()).or_default();
        rows.push(row);
        *weight += bytes;
        self.bytes += bytes;
        let full = rows.len() >= ROWS || *weight >= BYTES;
        let heaviest =
            || self.waiting.iter().max_by_key(|(_, (_, weight))| *weight).map(|(request, _)| request.clone());
        let sent = if full { request } else { (self.bytes >= WAITING).then(heaviest)?? };
        let (rows, weight) = self.waiting.remove(&sent)?;
        self.bytes -= weight;
        Some((sent, rows))
    }

    /// What is left.
    fn rest(self) -> impl Iterator<Item = (String, Vec<R>)> {
        self.waiting.into_iter().map(|(request, (rows, _))| (request, rows))
    }
}

/// Gathers rows by request, in the order in which requests are full. Holds [`WAITING`] bytes of them at most.
pub(super) fn batched(mut rows: impl Iterator<Item = (String, Value)>) -> impl Iterator<Item = (String, Vec<Value>)> {
    let mut batches = Some(Batches::default());
    let mut rest = None;
    std::iter::from_fn(move || {
        if let Some(waiting) = &mut batches {
            for (request, row) in rows.by_ref() {
                let bytes = weight(&row);
                if let Some(full) = waiting.add(request, row, bytes) {
                    return Some(full);
                }
            }
            rest = batches.take().map(Batches::rest);
        }
        rest.as_mut()?.next()
    })
}

/// About how many bytes a value takes.
fn weight(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len() + 4,
        Value::Array(list) => list.iter().map(weight).sum::<usize>() + 4,
        Value::Object(map) => map.iter().map(|(key, value)| key.len() + weight(value)).sum::<usize>() + 4,
        Value::Null | Value::Bool(_) | Value::Number(_) => 8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_sent_once_and_little_waits() {
        let mut batches = Batches::default();
        let mut sent = Vec::new();
        for row in 0..10_000_usize {
            // Many rare requests of heavy rows, one frequent request of light ones.
            let (request, bytes) = if row % 2 == 0 { (row % 200, 40_000) } else { (1, 10) };
            sent.extend(batches.add(request.to_string(), row, bytes));
            assert!(batches.bytes < WAITING);
        }
        assert!(sent.iter().all(|(_, rows)| rows.len() <= ROWS));
        sent.extend(batches.rest());
        let mut rows: Vec<usize> = sent.into_iter().flat_map(|(_, rows)| rows).collect();
        rows.sort_unstable();
        assert_eq!(rows, (0..10_000).collect::<Vec<_>>());
    }
}
