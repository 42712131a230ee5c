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
use desk::Desk;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// What may be changed from the page: judgements on who is who.
///
/// Each change gives the graph as it is afterwards, or says in words why it was not made.
pub trait Editor: Send {
    /// Takes a judgement.
    ///
    /// # Errors
    /// In words for the user: what cannot be judged, or not be kept.
    fn judge(&mut self, judgement: &Judgement) -> Result<Graph, String>;

    /// Takes the last judgement back.
    ///
    /// # Errors
    /// In words for the user: where there is none, or it cannot be taken back.
    fn undo(&mut self) -> Result<Graph, String>;
}

/// Whether two names, each in an article, mean the same.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    /// What is judged.
    pub verdict: Verdict,
    /// The one name.
    pub a: Named,
    /// The other one.
    pub b: Named,
}

/// The two ways to judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Both mean the same.
    Same,
    /// They mean two.
    Different,
}

/// A name as an article uses it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// The identifier of the article.
    pub article: String,
    /// The fullest name that it uses.
    pub name: String,
}

/// A graph to be explored, with what the server needs to answer fast.
pub struct Explorer {
    desk: RwLock<Arc<Desk>>,
    texts: Box<dyn Texts>,
    editor: Option<Mutex<Box<dyn Editor>>>,
}

impl Explorer {
    /// Prepares a graph: O(n log n). With an editor the page takes judgements.
    pub fn new(graph: Graph, texts: Box<dyn Texts>, editor: Option<Box<dyn Editor>>) -> Self {
        let desk = RwLock::new(Arc::new(Desk::new(graph, editor.is_some())));
        Explorer { desk, texts, editor: editor.map(Mutex::new) }
    }

    /// The graph as it is now.
    fn desk(&self) -> Arc<Desk> {
        self.desk.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lets the editor change the graph, if there is one.
    fn edit(&self, change: impl FnOnce(&mut dyn Editor) -> Result<Graph, String>) -> Option<Result<(), String>> {
        let editor = self.editor.as_ref()?;
        let mut editor = editor.lock().unwrap_or_else(PoisonError::into_inner);
        Some(change(editor.as_mut()).map(|graph| {
            let desk = Arc::new(Desk::new(graph, true));
            *self.desk.write().unwrap_or_else(PoisonError::into_inner) = desk;
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
