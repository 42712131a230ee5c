//! The event files keep their own tests: each finds what its examples say, over the whole pipeline.

use newsgraph::extract::{Events, check_events};
use newsgraph::model::Article;
use newsgraph::pipeline::Pipeline;
use newsgraph::resources::Resources;

#[test]
fn the_event_files_keep_their_own_tests() {
    let resources = Resources::embedded().unwrap();
    let events = Events::new(&resources).unwrap();
    let pipeline = Pipeline::new(resources).unwrap();
    let annotate =
        |text: &str, published| pipeline.document(Article { text: text.to_owned(), published, ..Article::default() });
    let failures = check_events(&events, pipeline.resources(), annotate);
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}
