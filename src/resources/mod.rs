//! What is embedded or loaded: language data, gazetteers, model files. `--data DIR` overlays them.

pub mod language;
pub mod speech;
