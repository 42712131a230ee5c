//! The model file: named tables of numbers.
//!
//! Little-endian: the magic `NGNET001`, the feature fingerprint (u64), the number of tables (u32); each table: length of
//! its name (u8), name, rows (u32), columns (u32), kind (u8). Kind 0: f32 numbers row after row. Kind 1: one f32 scale a
//! row, then one i8 a number, which the scale multiplies.

use crate::annotate::features;
use std::collections::BTreeMap;

const MAGIC: &[u8; 8] = b"NGNET001";

/// Why a model file cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ModelError {
    /// The bytes are no model file of this version.
    #[error("not a newsgraph model of version 1")]
    Magic,
    /// The model was trained with other features than this program has.
    #[error("the model was trained with other features: train it again")]
    Features,
    /// The file ends too early or holds an impossible number.
    #[error("the model file is damaged")]
    Damaged,
    /// A table is missing or has another size than its neighbours ask for.
    #[error("the model's table {0} is missing or of a wrong size")]
    Table(String),
}

/// One table: numbers as bytes with a scale a row, or as they are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub columns: usize,
    /// One scale a row; empty when `exact` is used.
    pub scales: Vec<f32>,
    /// The numbers over their scale.
    pub bytes: Vec<i8>,
    /// The numbers themselves.
    pub exact: Vec<f32>,
}

impl Table {
    /// A table of plain numbers.
    pub fn exact(rows: usize, columns: usize, exact: Vec<f32>) -> Self {
        Table { rows, columns, exact, ..Table::default() }
    }

    /// A table whose rows are rounded to 255 steps each.
    pub fn quantised(rows: usize, columns: usize, numbers: &[f32]) -> Self {
        let mut table = Table { rows, columns, ..Table::default() };
        for row in numbers.chunks_exact(columns.max(1)) {
            let top = row.iter().fold(0.0_f32, |top, x| top.max(x.abs()));
            let scale = if top > 0.0 { top / 127.0 } else { 1.0 };
            table.scales.push(scale);
            table.bytes.extend(row.iter().map(|x| (x / scale).round() as i8));
        }
        table
    }

    /// All numbers, row after row.
    pub fn numbers(&self) -> Vec<f32> {
        if self.scales.is_empty() {
            return self.exact.clone();
        }
        let rows = self.bytes.chunks_exact(self.columns.max(1)).zip(&self.scales);
        rows.flat_map(|(row, scale)| row.iter().map(move |&x| f32::from(x) * scale)).collect()
    }
}

/// All tables of a model by name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Weights {
    /// The tables.
    pub tables: BTreeMap<String, Table>,
}

impl Weights {
    /// Reads a model file. Linear in its length.
    ///
    /// # Errors
    /// When the bytes are no whole model file of this version, or the features differ from [`features`].
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader(bytes);
        if reader.take(MAGIC.len()).ok() != Some(MAGIC.as_slice()) {
            return Err(ModelError::Magic);
        }
        if reader.take(8)? != features::fingerprint().to_le_bytes() {
            return Err(ModelError::Features);
        }
        let mut tables = BTreeMap::new();
        for _ in 0..reader.count()? {
            let length = reader.take(1)?[0];
            let name =
                String::from_utf8(reader.take(usize::from(length))?.to_vec()).map_err(|_| ModelError::Damaged)?;
            tables.insert(name, reader.table()?);
        }
        if reader.0.is_empty() { Ok(Weights { tables }) } else { Err(ModelError::Damaged) }
    }

    /// Writes a model file.
    pub fn write(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend(features::fingerprint().to_le_bytes());
        out.extend((self.tables.len() as u32).to_le_bytes());
        for (name, table) in &self.tables {
            out.push(name.len() as u8);
            out.extend(name.as_bytes());
            out.extend((table.rows as u32).to_le_bytes());
            out.extend((table.columns as u32).to_le_bytes());
            out.push(u8::from(!table.scales.is_empty()));
            out.extend(table.scales.iter().chain(&table.exact).flat_map(|x| x.to_le_bytes()));
            out.extend(table.bytes.iter().flat_map(|x| x.to_le_bytes()));
        }
        out
    }

    /// The table of that name, if it has that size; `None` as a size means any.
    ///
    /// # Errors
    /// When it is missing or of another size.
    pub fn table(&self, name: &str, rows: Option<usize>, columns: Option<usize>) -> Result<&Table, ModelError> {
        let fits = |table: &&Table| {
            rows.is_none_or(|rows| rows == table.rows) && columns.is_none_or(|columns| columns == table.columns)
        };
        self.tables.get(name).filter(fits).ok_or_else(|| ModelError::Table(name.to_owned()))
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], ModelError> {
        let (head, rest) = self.0.split_at_checked(count).ok_or(ModelError::Damaged)?;
        self.0 = rest;
        Ok(head)
    }

    fn count(&mut self) -> Result<usize, ModelError> {
        let bytes: [u8; 4] = self.take(4)?.try_into().map_err(|_| ModelError::Damaged)?;
        Ok(u32::from_le_bytes(bytes) as usize)
    }

    fn floats(&mut self, count: usize) -> Result<Vec<f32>, ModelError> {
        let bytes = self.take(count.checked_mul(4).ok_or(ModelError::Damaged)?)?;
        let numbers = bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        let numbers: Vec<f32> = numbers.collect();
        if numbers.iter().all(|x| x.is_finite()) { Ok(numbers) } else { Err(ModelError::Damaged) }
    }

    fn table(&mut self) -> Result<Table, ModelError> {
        let (rows, columns) = (self.count()?, self.count()?);
        let size = rows.checked_mul(columns).ok_or(ModelError::Damaged)?;
        match self.take(1)?[0] {
            0 => Ok(Table::exact(rows, columns, self.floats(size)?)),
            1 => {
                let scales = self.floats(rows)?;
                let bytes = self.take(size)?.iter().map(|&x| i8::from_le_bytes([x])).collect();
                Ok(Table { rows, columns, scales, bytes, exact: Vec::new() })
            }
            _ => Err(ModelError::Damaged),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Weights {
        let mut weights = Weights::default();
        weights.tables.insert("a".into(), Table::exact(1, 2, vec![0.5, -1.5]));
        weights.tables.insert("b".into(), Table::quantised(2, 2, &[1.0, -0.5, 0.0, 0.0]));
        weights
    }

    #[test]
    fn reads_what_it_wrote_and_refuses_every_truncation() {
        let bytes = example().write();
        assert_eq!(Weights::read(&bytes), Ok(example()));
        for end in 0..bytes.len() {
            assert!(Weights::read(&bytes[..end]).is_err(), "{end}");
        }
    }

    #[test]
    fn refuses_other_features() {
        let mut bytes = example().write();
        bytes[9] ^= 1;
        assert_eq!(Weights::read(&bytes), Err(ModelError::Features));
    }

    #[test]
    fn rounding_keeps_three_digits() {
        let table = Table::quantised(1, 3, &[1.0, 0.3, -0.7]);
        for (a, b) in table.numbers().iter().zip([1.0, 0.3, -0.7]) {
            assert!((a - b).abs() < 0.005);
        }
    }
}
