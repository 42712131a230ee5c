//! What rules are too narrow for, weighed: linear models over the shape of a sentence and of the article.
//!
//! A model is a list of features with their weights, readable text in `data/en/weights`; `newsgraph-train weigh` makes it
//! from annotated articles. It adds to what the patterns find and takes nothing away. One model says which events an
//! entity or a time belongs to, one which relation two entities stand in.

mod classes;
mod features;
mod pairs;
mod relations;
mod scene;
mod story;
mod weights;

pub use features::Features;
pub use relations::{Pair, Weigher};
pub use weights::Weights;

pub(crate) use classes::Classes;
pub(crate) use pairs::form;
pub(crate) use scene::{Scene, Seen};
pub(crate) use story::part;
