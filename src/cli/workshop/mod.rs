//! Commands for those who work on the language data: what each stage saw, what each type of relation finds, how well all
//! of it does.

mod eval;
mod inspect;
mod relations;
mod schema;

pub(crate) use eval::Eval;
pub(crate) use inspect::Inspect;
pub(crate) use relations::Relations;
pub(crate) use schema::Schema;
