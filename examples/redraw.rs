//! Joins facts and writes their graph: `cargo run --example redraw dot < facts.jsonl > graph.dot`.

use newsgraph::resources::Resources;
use newsgraph::resources::identity::IdentityWords;
use newsgraph::{export, graph, resolve};
use std::io::{self, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let format = std::env::args().nth(1).unwrap_or_else(|| "dot".to_owned());
    let exporter = export::by_name(&format).ok_or_else(|| format!("no format {format:?}"))?;
    let facts = io::stdin()
        .lines()
        .map(|line| Ok(serde_json::from_str(&line?)?))
        .collect::<Result<Vec<_>, Box<dyn std::error::Error>>>()?;
    let resources = Resources::embedded()?;
    let resolved =
        resolve::resolve(facts, resources.schema(), &IdentityWords::load(&resources)?, &resolve::Given::default());
    let mut out = io::stdout().lock();
    exporter.export(&graph::fold(&resolved, resources.schema()), &mut out)?;
    out.flush()?;
    Ok(())
}
