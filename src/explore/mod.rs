//! A graph in the browser: a small server for one machine.
//!
//! It answers neighbourhoods, never the whole graph, so that a large archive opens as fast as a small one. It listens on
//! the loopback address unless told otherwise, answers only requests that name it by its own address and come from its
//! own page, and changes nothing unless judgements are allowed.

mod card;
mod desk;
mod guard;
mod routes;

pub use crate::export::page::record::{NoTexts, Texts};
pub use guard::Access;

use crate::graph::Graph;
use crate::model::EntityId;
use crate::resolve::{Explanation, Judgement};
use desk::Desk;
use serde::Serialize;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// What may be changed from the page: judgements on who is who.
///
/// Each change gives the graph as it is afterwards, or says in words why it was not made.
pub trait Editor: Send {
    /// Takes a judgement. Who gave it and when is for the editor to know.
    ///
    /// # Errors
    /// In words for the user: what cannot be judged so, or not be kept.
    fn judge(&mut self, judgement: &Judgement) -> Result<Graph, String>;

    /// Takes the last judgement back, and gives it beside the graph.
    ///
    /// # Errors
    /// In words for the user: where there is none, or it cannot be taken back.
    fn undo(&mut self) -> Result<(Judgement, Graph), String>;

    /// How many judgements can be taken back.
    fn undoable(&self) -> usize;
}

/// What became of a change: where those are now whom it was about.
#[derive(Debug, Serialize)]
struct Changed {
    /// The identifiers of the one and the other; `None` for what the graph does not know.
    a: Option<EntityId>,
    b: Option<EntityId>,
    undoable: usize,
}

/// Says what speaks for and against the names of an entity meaning one.
pub type Explain = Box<dyn Fn(&Graph, &EntityId) -> Vec<Explanation> + Send + Sync>;

/// A graph to be explored, with what the server needs to answer fast.
pub struct Explorer {
    explain: Option<Explain>,
    desk: RwLock<Arc<Desk>>,
    texts: Box<dyn Texts>,
    editor: Option<Mutex<Box<dyn Editor>>>,
}

impl Explorer {
    /// Prepares a graph: O(n log n). With an editor the page takes judgements.
    pub fn new(graph: Graph, texts: Box<dyn Texts>, editor: Option<Box<dyn Editor>>) -> Self {
        let desk = Desk::new(graph, editor.as_ref().map(|editor| editor.undoable()));
        Explorer { desk: RwLock::new(Arc::new(desk)), texts, editor: editor.map(Mutex::new), explain: None }
    }

    /// The explorer that also says why the names of an entity mean one.
    #[must_use]
    pub fn explaining(self, explain: Explain) -> Self {
        Explorer { explain: Some(explain), ..self }
    }

    /// The graph as it is now.
    fn desk(&self) -> Arc<Desk> {
        self.desk.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lets the editor change the graph, if there is one; it gives the judgement that is meant beside the graph.
    fn edit(
        &self,
        change: impl FnOnce(&mut dyn Editor) -> Result<(Judgement, Graph), String>,
    ) -> Option<Result<Changed, String>> {
        let editor = self.editor.as_ref()?;
        let mut editor = editor.lock().unwrap_or_else(PoisonError::into_inner);
        Some(change(editor.as_mut()).map(|(judgement, graph)| {
            let undoable = editor.undoable();
            let desk = Arc::new(Desk::new(graph, Some(undoable)));
            let [a, b] = [&judgement.a, &judgement.b].map(|it| {
                let article = it.article.as_deref()?;
                Some(desk.scene.graph().meant(article, it.kind, &it.name)?.id.clone())
            });
            *self.desk.write().unwrap_or_else(PoisonError::into_inner) = desk;
            Changed { a, b, undoable }
        }))
    }
}

/// Serves an explorer until the program is interrupted. `listening` is told the address, with the port that the
/// system chose where `address` leaves it open.
///
/// # Errors
/// When the address cannot be listened on.
pub fn serve(
    explorer: Explorer,
    address: SocketAddr,
    access: Access,
    listening: impl FnOnce(SocketAddr) -> io::Result<()>,
) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        listening(address)?;
        let router = routes::router(Arc::new(explorer), access.at(address));
        axum::serve(listener, router)
            .with_graceful_shutdown(async {
                // Without a signal handler the default of the system still ends the program.
                if tokio::signal::ctrl_c().await.is_err() {
                    std::future::pending::<()>().await;
                }
            })
            .await
    })
}
