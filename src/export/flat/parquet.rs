//! Six tables in Parquet (<https://parquet.apache.org>), for `DuckDB`, Polars and Spark. Lists are lists of strings; dates
//! are as exact as the texts and therefore strings.

use super::table::{self, Table};
use super::{Cell, Column, Type};
use crate::export::{Bundle, ExportError, Part};
use crate::graph::Graph;
use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// The tables.
pub const PARQUET: Bundle = Bundle {
    name: "parquet",
    extension: "parquet",
    media_type: "application/vnd.apache.parquet",
    parts: &[
        Part { name: "articles", write: |graph, out| write(graph, &table::ARTICLES, out) },
        Part { name: "entities", write: |graph, out| write(graph, &table::ENTITIES, out) },
        Part { name: "relations", write: |graph, out| write(graph, &table::RELATIONS, out) },
        Part { name: "events", write: |graph, out| write(graph, &table::EVENTS, out) },
        Part { name: "statements", write: |graph, out| write(graph, &table::STATEMENTS, out) },
        Part { name: "mentions", write: |graph, out| write(graph, &table::MENTIONS, out) },
    ],
};

/// Rows of a row group: what is held in memory at a time.
const GROUP: usize = 50_000;

fn write(graph: &Graph, table: &Table, out: &mut dyn Write) -> Result<(), ExportError> {
    let schema = Arc::new(parse_message_type(&schema(table.columns())).map_err(failed)?);
    let level = ZstdLevel::try_new(3).map_err(failed)?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(level))
        .set_created_by("newsgraph".to_owned())
        .build();
    let bytes = Bytes::default();
    let mut writer = SerializedFileWriter::new(bytes.clone(), schema, Arc::new(properties)).map_err(failed)?;
    let mut group: Vec<Chunk> = table.columns().map(Chunk::new).collect();
    let mut rows = 0;
    (table.rows)(graph, &mut |cells| {
        group.iter_mut().zip(cells).for_each(|(chunk, cell)| chunk.push(cell));
        rows += 1;
        if rows % GROUP == 0 {
            flush(&mut writer, &mut group)?;
            bytes.drain(out)?;
        }
        Ok(())
    })?;
    if rows % GROUP != 0 || rows == 0 {
        flush(&mut writer, &mut group)?;
    }
    writer.close().map_err(failed)?;
    Ok(bytes.drain(out)?)
}

fn failed(error: ParquetError) -> io::Error {
    io::Error::other(error)
}

/// The schema in the words of the format.
fn schema(columns: impl Iterator<Item = Column>) -> String {
    let list = |name: &str, element: &str| {
        format!("required group {name} (LIST) {{ repeated group list {{ required {element}; }} }}\n")
    };
    let field = |(name, kind): Column| match kind {
        Type::Text => format!("optional binary {name} (STRING);\n"),
        Type::Texts => list(name, "binary element (STRING)"),
        Type::Whole => format!("optional int64 {name};\n"),
        Type::Wholes => list(name, "int64 element"),
        Type::Share => format!("optional double {name};\n"),
        Type::Shares => list(name, "double element"),
        Type::Flag => format!("optional boolean {name};\n"),
    };
    let fields: String = columns.map(field).collect();
    format!("message newsgraph {{\n{fields}}}")
}

/// Bytes on their way out: the writer of the format wants to own where it writes.
#[derive(Clone, Default)]
struct Bytes(Arc<Mutex<Vec<u8>>>);

impl Bytes {
    fn drain(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        out.write_all(&bytes)?;
        bytes.clear();
        Ok(())
    }
}

impl Write for Bytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The values of one column in a row group.
struct Chunk {
    values: Values,
    /// 1 for each value that is there, 0 for each that is not.
    there: Vec<i16>,
    /// 0 for the first member of a list, 1 for the others.
    again: Vec<i16>,
}

enum Values {
    Texts(Vec<ByteArray>),
    Wholes(Vec<i64>),
    Shares(Vec<f64>),
    Flags(Vec<bool>),
}

impl Chunk {
    fn new((_, kind): Column) -> Self {
        let values = match kind {
            Type::Text | Type::Texts => Values::Texts(Vec::new()),
            Type::Whole | Type::Wholes => Values::Wholes(Vec::new()),
            Type::Share | Type::Shares => Values::Shares(Vec::new()),
            Type::Flag => Values::Flags(Vec::new()),
        };
        Chunk { values, there: Vec::new(), again: Vec::new() }
    }

    fn push(&mut self, cell: &Cell) {
        let text = |text: &str| ByteArray::from(text.as_bytes().to_vec());
        let before = self.len();
        match (&mut self.values, cell) {
            (Values::Texts(values), Cell::Text(value)) => values.push(text(value)),
            (Values::Texts(values), Cell::Texts(list)) => values.extend(list.iter().map(|value| text(value))),
            (Values::Wholes(values), &Cell::Whole(value)) => values.push(value.cast_signed()),
            (Values::Wholes(values), Cell::Wholes(list)) => values.extend(list.iter().map(|it| it.cast_signed())),
            (Values::Shares(values), &Cell::Share(value)) => values.push(value),
            (Values::Shares(values), Cell::Shares(list)) => values.extend(list),
            (Values::Flags(values), &Cell::Flag(value)) => values.push(value),
            _ => {}
        }
        let added = self.len() - before;
        if added == 0 {
            self.there.push(0);
            self.again.push(0);
        }
        for at in 0..added {
            self.there.push(1);
            self.again.push(i16::from(at > 0));
        }
    }

    fn len(&self) -> usize {
        match &self.values {
            Values::Texts(values) => values.len(),
            Values::Wholes(values) => values.len(),
            Values::Shares(values) => values.len(),
            Values::Flags(values) => values.len(),
        }
    }

    fn write(&self, column: &mut SerializedColumnWriter<'_>) -> Result<usize, ParquetError> {
        let (there, again) = (Some(self.there.as_slice()), Some(self.again.as_slice()));
        match &self.values {
            Values::Texts(values) => column.typed::<ByteArrayType>().write_batch(values, there, again),
            Values::Wholes(values) => column.typed::<Int64Type>().write_batch(values, there, again),
            Values::Shares(values) => column.typed::<DoubleType>().write_batch(values, there, again),
            Values::Flags(values) => column.typed::<BoolType>().write_batch(values, there, again),
        }
    }

    fn clear(&mut self) {
        match &mut self.values {
            Values::Texts(values) => values.clear(),
            Values::Wholes(values) => values.clear(),
            Values::Shares(values) => values.clear(),
            Values::Flags(values) => values.clear(),
        }
        self.there.clear();
        self.again.clear();
    }
}

/// Writes a row group.
fn flush(writer: &mut SerializedFileWriter<Bytes>, chunks: &mut [Chunk]) -> Result<(), ExportError> {
    let mut group = writer.next_row_group().map_err(failed)?;
    for chunk in chunks {
        if let Some(mut column) = group.next_column().map_err(failed)? {
            chunk.write(&mut column).map_err(failed)?;
            column.close().map_err(failed)?;
        }
        chunk.clear();
    }
    group.close().map_err(failed)?;
    Ok(writer.flush()?)
}
