//! Everything that is worked out once for a graph, so that each answer takes milliseconds.

use crate::export::page::record::{Meta, NoTexts, Texts};
use crate::export::page::recorder::{Known, Recorder, communities, known, outlets};
use crate::export::page::scene::{Scene, View};
use crate::graph::{Graph, Node};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The dots of the first view.
pub(super) const FIRST: usize = 60;

/// A graph, its scene, and what belongs to its parts.
pub(super) struct Desk {
    pub(super) scene: Scene<Arc<Graph>>,
    /// What the page asks first, as JSON.
    pub(super) meta: String,
    /// The first view, as JSON: its dots are those with most evidence, so that it takes longest.
    pub(super) first: String,
    outlets: BTreeMap<String, u32>,
    communities: Vec<Option<u32>>,
    known: Vec<Known>,
}

impl Desk {
    /// `undoable`: how many judgements can be taken back, where any can be given.
    pub(super) fn new(graph: Graph, undoable: Option<usize>) -> Self {
        let scene = Scene::new(Arc::new(graph));
        let mut meta = Meta::new(&scene);
        meta.editable = undoable.is_some();
        meta.undoable = undoable.unwrap_or_default();
        let meta = serde_json::to_string(&meta).unwrap_or_default();
        let outlets = outlets(scene.graph());
        // The first search makes the index of names.
        scene.graph().search("a", 1);
        let communities = communities(&scene);
        let known = known(scene.graph());
        let mut desk = Desk { meta, first: String::new(), outlets, communities, known, scene };
        let shown = desk.scene.show(&View { limit: FIRST, ..View::default() });
        desk.first = serde_json::to_string(&desk.recorder(&NoTexts).view(&shown)).unwrap_or_default();
        desk
    }

    /// Dots by name, the best fit first.
    pub(super) fn search(&self, words: &str, limit: usize) -> Vec<u32> {
        let is_dot = |at: &u32| !matches!(self.scene.node(*at), Node::Statement(_));
        self.scene.graph().search_places(words, limit).into_iter().filter(is_dot).collect()
    }

    /// What makes records of the scene.
    pub(super) fn recorder<'d>(&'d self, texts: &'d dyn Texts) -> Recorder<'d, Arc<Graph>> {
        Recorder {
            scene: &self.scene,
            texts,
            outlets: &self.outlets,
            communities: &self.communities,
            known: &self.known,
        }
    }
}
