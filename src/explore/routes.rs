//! What can be asked of the server.

use super::card::{Connection, NodeCard, Reading, Weighed};
use super::desk::{Desk, FIRST};
use super::guard::{Guard, guard};
use super::{Changed, Explorer};
use crate::export::page::bundle;
use crate::export::page::scene::View;
use crate::graph::Node;
use crate::resolve::Judgement;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router, middleware};
use serde::Serialize;
use std::sync::Arc;

/// The longest body of a request, in bytes.
const BODY: usize = 64 << 10;
/// The most dots that a view begins with.
const MOST: usize = 5000;
/// The articles up to which it is said why the names of an entity are one: all of them are weighed for that.
const EXPLAINED: usize = 20_000;
/// The suggestions of a search.
const SUGGESTIONS: usize = 12;

type App = State<Arc<Explorer>>;
type Pairs = Query<Vec<(String, String)>>;

/// All routes behind the guard.
pub(super) fn router(explorer: Arc<Explorer>, guarding: Arc<Guard>) -> Router {
    let head = "<link rel=\"stylesheet\" href=\"/page.css\">\n<link rel=\"icon\" href=\"data:,\">";
    let page = bundle::html(head, "<script src=\"/page.js\"></script>");
    let script = bundle::script();
    Router::new()
        .route("/", get(async move || typed("text/html; charset=utf-8", page)))
        .route("/page.js", get(async move || typed("text/javascript; charset=utf-8", script)))
        .route("/page.css", get(async || typed("text/css; charset=utf-8", bundle::STYLE.to_owned())))
        .route("/api/meta", get(meta))
        .route("/api/view", get(view))
        .route("/api/search", get(search))
        .route("/api/node", get(node))
        .route("/api/between", get(between))
        .route("/api/article", get(article))
        .route("/api/same", get(same))
        .route("/api/judge", post(judge))
        .route("/api/undo", post(undo))
        .fallback(async || missing("there is no such page"))
        .layer(DefaultBodyLimit::max(BODY))
        .layer(middleware::from_fn_with_state(guarding, guard))
        .with_state(explorer)
}

fn typed(media: &'static str, body: String) -> Response {
    ([(CONTENT_TYPE, media)], body).into_response()
}

fn missing(what: &'static str) -> Response {
    (StatusCode::NOT_FOUND, what).into_response()
}

/// Works out an answer on this thread, which the server meanwhile does without.
fn answer<T: Serialize>(make: impl FnOnce() -> Option<T>) -> Response {
    let json = tokio::task::block_in_place(|| make().map(|made| serde_json::to_string(&made)));
    match json {
        Some(Ok(json)) => typed("application/json", json),
        Some(Err(error)) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
        None => missing("nobody and nothing here has this identifier"),
    }
}

fn one<'p>(pairs: &'p Pairs, name: &str) -> &'p str {
    pairs.iter().find(|pair| pair.0 == name).map_or("", |pair| &pair.1)
}

async fn meta(app: App) -> Response {
    typed("application/json", app.desk().meta.clone())
}

async fn view(app: App, pairs: Pairs) -> Response {
    let open = pairs.iter().filter(|pair| pair.0 == "open").map(|pair| pair.1.clone()).collect();
    let (a, b) = (one(&pairs, "a"), one(&pairs, "b"));
    let path = (!a.is_empty() && !b.is_empty()).then(|| (a.to_owned(), b.to_owned()));
    let limit = one(&pairs, "limit").parse().unwrap_or(FIRST).min(MOST);
    let desk = app.desk();
    let asked = View { open, path, limit };
    if asked == (View { limit: FIRST, ..View::default() }) {
        return typed("application/json", desk.first.clone());
    }
    answer(|| {
        let shown = desk.scene.show(&asked);
        Some(desk.recorder(app.texts.as_ref()).view(&shown))
    })
}

async fn search(app: App, pairs: Pairs) -> Response {
    let desk = app.desk();
    answer(|| {
        let recorder = desk.recorder(app.texts.as_ref());
        let found = desk.search(one(&pairs, "q"), SUGGESTIONS);
        Some(found.into_iter().map(|at| recorder.dot(at)).collect::<Vec<_>>())
    })
}

async fn node(app: App, pairs: Pairs) -> Response {
    let desk = app.desk();
    answer(|| Some(NodeCard::new(&desk, app.texts.as_ref(), desk.scene.dot(one(&pairs, "id"))?)))
}

async fn between(app: App, pairs: Pairs) -> Response {
    let desk = app.desk();
    let end = |desk: &Desk, name| desk.scene.dot(one(&pairs, name));
    answer(|| Some(Connection::new(&desk, app.texts.as_ref(), end(&desk, "a")?, end(&desk, "b")?)))
}

async fn article(app: App, pairs: Pairs) -> Response {
    let desk = app.desk();
    answer(|| Reading::new(&desk, app.texts.as_ref(), one(&pairs, "id")))
}

async fn same(app: App, pairs: Pairs) -> Response {
    let desk = app.desk();
    answer(|| {
        let graph = desk.scene.graph();
        let Node::Entity(entity) = desk.scene.node(desk.scene.dot(one(&pairs, "id"))?) else { return None };
        let explain = app.explain.as_ref().filter(|_| graph.sources().len() <= EXPLAINED);
        Some(explain.map(|explain| explain(graph, &entity.id).into_iter().map(Weighed::from).collect::<Vec<_>>()))
    })
}

async fn judge(app: App, Json(judgement): Json<Judgement>) -> Response {
    changed(tokio::task::block_in_place(|| {
        app.edit(|editor| editor.judge(&judgement).map(|graph| (judgement.clone(), graph)))
    }))
}

async fn undo(app: App) -> Response {
    changed(tokio::task::block_in_place(|| app.edit(|editor| editor.undo())))
}

fn changed(outcome: Option<Result<Changed, String>>) -> Response {
    match outcome {
        Some(Ok(changed)) => answer(|| Some(changed)),
        Some(Err(why)) => (StatusCode::CONFLICT, why).into_response(),
        None => (StatusCode::FORBIDDEN, "the page was opened for reading only").into_response(),
    }
}
