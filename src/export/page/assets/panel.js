// The details of what is picked: a person's page, the evidence of a connection, an article, a path, or what is in view.
import { button, byId, el, fill } from "./dom.js";
import { count, day, shorten, statusLabel, stretch, typeLabel } from "./words.js";
import { NOTHING_PICKED, go, link, state } from "./state.js";
import { accountCard, badge, excerpt, origin, quoteCard } from "./cards.js";
import { canEdit, judge, judgeDots } from "./edit.js";
import { sortable } from "./timeline.js";

const FEW = 8;

// A link to a dot.
export function dotLink(id, label) {
  const target = { ...state(), ...NOTHING_PICKED, pick: id };
  const follow = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    pick(id);
  };
  return el("a", { href: link(target), on: { click: follow } }, label);
}

// Picks a dot; one that is not in view is opened.
export function pick(id) {
  const now = state();
  const inView = shownIds.has(id);
  go({ ...NOTHING_PICKED, pick: id, ...(inView ? {} : { open: [...now.open, id] }) });
}

// Shows more of the connections of a dot.
export function open(id) {
  go({ ...NOTHING_PICKED, open: [...state().open, id], pick: id });
}

let shownIds = new Set();
let latest = 0;

// Draws the panel for the state; `view` is what is in view.
export async function drawPanel(source, view) {
  shownIds = new Set(view.nodes.map((node) => node.id));
  const now = state();
  const turn = ++latest;
  const panel = byId("panel");
  try {
    const content = await contentOf(source, now, view);
    if (turn !== latest) return;
    fill(panel, content);
    panel.scrollTop = 0;
    const mark = now.article && panel.querySelector("mark.here");
    if (mark) mark.scrollIntoView({ block: "center" });
  } catch (error) {
    if (turn === latest) fill(panel, el("p", { class: "problem", role: "alert" }, `This could not be shown: ${error.message}`));
  }
}

async function contentOf(source, now, view) {
  if (now.article) return articleText(await source.article(now.article), now.at);
  if (now.between.length === 2) return connection(await source.between(...now.between), now.between);
  if (now.pick) return person(source, await source.node(now.pick));
  if (now.path.length === 2) return pathSteps(view, now.path);
  return inView(view, now);
}

function closer(label) {
  return button("✕", () => go(NOTHING_PICKED), { class: "close", "aria-label": label });
}

function articleText(article, at) {
  const [field, span] = (at || "").split(":");
  const [start, end] = (span || "").split("-").map(Number);
  const points = Array.from((field === "title" ? article.title : article.text) || "");
  const inside = Number.isFinite(start) && end <= points.length && end > start;
  const marked = () => [points.slice(0, start).join(""), el("mark", { class: "here" }, points.slice(start, end).join("")), points.slice(end).join("")];
  return [
    button("← Back", () => history.back(), { class: "back" }),
    el("h2", {}, inside && field === "title" ? marked() : article.title || article.id),
    el("p", { class: "origin" }, el("strong", {}, article.publisher || "unnamed outlet"), " · ", day(article.published) || "no date of publication"),
    article.text
      ? el("div", { class: "article" }, inside && field !== "title" ? marked() : article.text)
      : el("p", { class: "hint" }, "The text of the article is not at hand: the graph was opened without it."),
  ];
}

// The name of a kind of connection with its other end, and where it leads.
function relationItem(edge, id, label) {
  const outgoing = edge.from === id;
  const other = outgoing ? edge.to : edge.from;
  const why = () => go({ ...NOTHING_PICKED, between: [id, other] });
  return el("li", {}, dotLink(other, label(other)), edge.title ? el("span", { class: "hint" }, ` ${edge.title}`) : null, " ", badge(edge.status), " ",
    button(count(edge.articles, "article"), why, { class: "as-link why", "aria-label": `Why? Evidence from ${count(edge.articles, "article")}` }));
}

function relationGroups(card, label) {
  const { id } = card.node;
  const groups = new Map();
  for (const edge of card.edges) {
    const name = typeLabel(edge.type, edge.from !== id);
    const kind = edge.class === "speech" ? 2 : edge.class === "relation" ? 0 : 1;
    if (!groups.has(name)) groups.set(name, { kind, edges: [] });
    groups.get(name).edges.push(edge);
  }
  const ordered = [...groups].sort((a, b) => a[1].kind - b[1].kind || b[1].edges.length - a[1].edges.length);
  return ordered.map(([name, { edges }]) => {
    const items = edges.map((edge) => relationItem(edge, id, label));
    return [el("h4", {}, name), el("ul", { class: "plain" }, items.slice(0, FEW)),
      items.length > FEW ? el("details", {}, el("summary", {}, `${items.length - FEW} more`), el("ul", { class: "plain" }, items.slice(FEW))) : null];
  });
}

// What has a date: events and dated relations, in order.
function dated(card, label) {
  const { id } = card.node;
  const nodes = new Map(card.nodes.map((node) => [node.id, node]));
  const items = [];
  for (const edge of card.edges) {
    const other = edge.from === id ? edge.to : edge.from;
    const event = nodes.get(other);
    if (event && event.kind === "event" && event.date) items.push([event.date, day(event.date), edge, other]);
    else {
      const say = edge.says.find((it) => it[2] || it[3]);
      if (say) items.push([say[2] || say[3], stretch({ start: say[2], end: say[3] }), edge, other]);
    }
  }
  items.sort((a, b) => (sortable(a[0]) < sortable(b[0]) ? -1 : 1));
  return items.map(([, when, edge, other]) => el("li", {}, el("time", {}, when), " ",
    edge.class === "relation" ? `${typeLabel(edge.type, edge.from !== id)} ` : "", dotLink(other, label(other)), " ", badge(edge.status)));
}

function section(title, items, open, tag = "ul", props = { class: "cards" }) {
  if (!items.length) return null;
  const more = items.slice(30);
  return el("details", { open, class: "section" }, el("summary", {}, el("h3", {}, `${title} (${items.length})`)),
    el(tag, props, items.slice(0, 30)),
    more.length ? el("details", {}, el("summary", {}, `${more.length} more`), el(tag, props, more)) : null);
}

function person(source, card) {
  const { node } = card;
  const names = new Map([node, ...card.nodes].map((it) => [it.id, it.label]));
  const label = (id) => names.get(id) || id;
  const quotes = (list) => list.map((quote) => quoteCard(quote, card.articles, dotLink));
  const times = dated(card, label);
  const total = card.total || card.edges.length;
  return [
    closer("Close details"),
    el("h2", {}, el("span", { class: `mark ${node.kind}`, "aria-hidden": "true" }), shorten(node.label, 160)),
    el("p", { class: "hint" }, [node.kind, node.note, node.date && day(node.date), node.status && node.status !== "actual" && statusLabel(node.status)].filter(Boolean).join(" · ")),
    card.aliases.length ? el("p", {}, "Also called ", card.aliases.join(", ")) : null,
    el("p", { class: "hint" }, `${count(node.articles, "article")} · ${count(node.sources, "source")} · ${count(node.degree, "connection")}`),
    el("div", { class: "buttons" },
      button("Show connections", () => open(node.id), { id: "expand" }),
      button("Only these", () => go({ ...NOTHING_PICKED, path: [], open: [node.id], pick: node.id }), { id: "only" }),
      button("Path to…", () => byId("path-dialog").dispatchEvent(new CustomEvent("ask", { detail: node })), { id: "path-from" })),
    section("Timeline", times, times.length <= 12, "ol", { class: "plain dates" }),
    el("section", { class: "section" }, el("h3", {}, "Connections"), relationGroups(card, label),
      total > card.edges.length ? el("p", { class: "hint" }, `The ${card.edges.length} with the most evidence of ${total}.`) : null),
    section("Quotes", quotes(card.by), card.by.length <= 6),
    section("Quoted about", quotes(card.about), card.by.length === 0 && card.about.length <= 4),
    identity(source, card),
    alike(card),
  ];
}

// Why the names of several articles are one dot.
function identity(source, card) {
  if (!card.sightings.length) return null;
  const { node } = card;
  const items = card.sightings.map((it, at) => el("li", { class: "card" },
    el("p", {}, el("strong", {}, it.name), it.aliases.length ? `, also ${it.aliases.join(", ")}` : "",
      it.descriptions.length ? el("span", { class: "hint" }, ` · ${it.descriptions.join(", ")}`) : null,
      el("span", { class: "hint" }, ` · ${count(it.mentions, "mention")}`)),
    it.words && it.words.text ? excerpt(it.words) : null,
    origin(card.articles[it.article], it.words),
    canEdit() && card.sightings.length > 1 ? button("Not the same", () => judge("different", node.kind,
      [card.sightings[at === 0 ? 1 : 0], it], `${it.name} in this article is now kept apart.`), { class: "judge" }) : null));
  const title = card.sightings.length > 1 ? `Why are these the same ${node.kind}?` : "How it is named";
  const several = card.sightings.length > 1;
  const weighed = el("div", { id: "weighed" });
  const weigh = (event) => several && event.target.open && explain(source, node.id, weighed);
  return el("details", { class: "section", id: "identity", on: { toggle: weigh } },
    el("summary", {}, el("h3", {}, title)),
    el("p", { class: "hint" }, several ? "So each article names it." : "Only one article names it."),
    weighed,
    canEdit() ? el("label", { class: "line" }, "Reason for a judgement ", el("input", { id: "why", placeholder: "kept with it; may be empty" })) : null,
    el("ul", { class: "cards" }, items),
    canEdit() ? sameAs(card) : null);
}

// What speaks for and against the names being one, as the program weighs it.
async function explain(source, id, weighed) {
  if (weighed.firstChild) return;
  fill(weighed, el("p", { class: "hint" }, "Weighing…"));
  try {
    const found = await source.same(id);
    const named = (name, articles) => [el("strong", {}, name), el("span", { class: "hint" }, ` (${count(articles, "article")})`)];
    const pair = (it) => el("section", {}, el("p", {}, named(it.a, it.articles[0]), " and ", named(it.b, it.articles[1]), ": ", likelihood(it.score)), signs(it.features));
    if (found && found.length) fill(weighed, found.map(pair));
    else fill(weighed, found ? null : el("p", { class: "hint" }, "The command “newsgraph why-same” weighs what speaks for and against it."));
  } catch (error) {
    fill(weighed, el("p", { class: "problem" }, error.message));
  }
}

const SAME = "They are the same";

// What a judgement on two did.
const DONE = {
  same: (a, b) => `${a} and ${b} are now one.`,
  different: (a, b) => `${a} and ${b} stay two.`,
  unsure: (a, b) => `Whether ${a} and ${b} are one is not asked again.`,
};

// Those who may be the same and were kept apart, with what speaks for and against it.
function alike(card) {
  const give = (verdict, hint, label) => button(label, () => judgeDots(verdict, card, hint.id, DONE[verdict]), { class: "judge" });
  const item = (hint) => el("li", { class: "card" }, dotLink(hint.id, hint.label), el("span", { class: "hint" }, ` ${likelihood(hint.score)}`),
    signs(hint.features),
    canEdit() ? el("div", { class: "buttons" }, give("same", hint, SAME), give("different", hint, "They are two"), give("unsure", hint, "Nobody can tell")) : null);
  return section("May be the same", card.hints.map(item), true);
}

// A score in words: decibans, of which ten make it ten times likelier.
function likelihood(score) {
  const odds = 10 ** (Math.abs(score) / 10);
  const times = odds < 10 ? odds.toFixed(1).replace(/\.0$/, "") : Math.round(odds).toLocaleString("en");
  if (Math.abs(score) < 1) return "as likely the same as not";
  return score > 0 ? `${times} to 1 that they are the same` : `${times} to 1 that they are two`;
}

// What speaks for and against two being one, what tells most first.
function signs(features) {
  const sign = (it) => el("li", { class: it.weight < 0 ? "against" : "for" },
    el("span", { class: "weight" }, `${it.weight > 0 ? "+" : it.weight < 0 ? "−" : ""}${Math.abs(it.weight)}`), " ",
    it.name.replaceAll("-", " "), it.detail ? el("span", { class: "hint" }, ` ${it.detail}`) : null);
  return el("ul", { class: "plain signs", "aria-label": "What speaks for and against it, in decibans" },
    [...features].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).map(sign));
}

function sameAs(card) {
  const choose = () => byId("path-dialog").dispatchEvent(new CustomEvent("ask", { detail: { same: card } }));
  return button("Is the same as…", choose, { id: "same-as" });
}

function connection({ nodes, edges, articles }, [a, b]) {
  const names = new Map(nodes.map((node) => [node.id, node.label]));
  const label = (id) => names.get(id) || id;
  const edgeSection = (edge) => {
    const end = (id) => dotLink(id, shorten(label(id), 60));
    const title = [end(edge.from), " ", typeLabel(edge.type), " ", end(edge.to)];
    const rest = (edge.total || edge.accounts.length) - edge.accounts.length;
    return el("section", { class: "section evidence" }, el("h3", {}, title, " ", badge(edge.status)),
      el("p", { class: "hint" }, `${count(edge.articles, "article")}, ${count(edge.sources, "source")}`),
      el("ul", { class: "cards" }, edge.accounts.map((account) => accountCard(account, articles))),
      rest > 0 ? el("p", { class: "hint" }, `and ${count(rest, "time")} more`) : null);
  };
  return [
    closer("Close evidence"),
    el("h2", {}, "How do we know?"),
    edges.length ? edges.map(edgeSection) : el("p", {}, `Nothing connects ${label(a)} and ${label(b)} directly.`),
  ];
}

function pathSteps(view, [a, b]) {
  const names = new Map(view.nodes.map((node) => [node.id, node.label]));
  const label = (id) => names.get(id) || id;
  const between = (from, to) => view.edges
    .filter((edge) => (edge.from === from && edge.to === to) || (edge.from === to && edge.to === from))
    .map((edge) => `${typeLabel(edge.type, edge.from !== from)}${edge.status === "actual" ? "" : ` (${statusLabel(edge.status)})`}`);
  const how = (from, to) => between(from, to).slice(0, 3).join(", ") || "is spoken of together with";
  const step = (from, to) => el("li", {}, dotLink(from, shorten(label(from), 60)), " ", el("em", {}, how(from, to)), " ",
    dotLink(to, shorten(label(to), 60)), " ", button("why?", () => go({ ...NOTHING_PICKED, between: [from, to] }), { class: "as-link why" }));
  const found = (view.paths || []).map((way, at) => el("section", { class: "section" },
    el("h3", {}, `${at + 1}. ${count(way.length - 1, "step")}`),
    el("ol", { class: "plain steps" }, way.slice(1).map((to, i) => step(way[i], to)))));
  return [
    button("✕", () => go({ ...NOTHING_PICKED, path: [] }), { class: "close", "aria-label": "Close path" }),
    el("h2", {}, "How are they connected?"),
    el("p", {}, dotLink(a, label(a)), " and ", dotLink(b, label(b))),
    found.length ? found : el("p", { class: "hint" }, "No connection of at most eight steps."),
  ];
}

// Everything in view as a list: what the drawing shows, for keyboard and screen reader.
function inView(view, now) {
  const kinds = ["person", "organization", "event", "place", "work"];
  const ordered = [...view.nodes].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || b.degree - a.degree);
  const item = (node) => el("li", {}, el("span", { class: `mark ${node.kind}`, "aria-hidden": "true" }), dotLink(node.id, shorten(node.label, 60)),
    el("span", { class: "hint" }, ` ${node.nameless ? node.kind : node.note || node.kind}${node.degree ? ` · ${count(node.degree, "connection")}` : ""}`));
  const alone = view.alone.slice(0, 200);
  return [
    el("h2", {}, now.open.length ? "In view" : "Start here"),
    el("p", { class: "hint" }, "Click a dot to read about it, a line to see who says so and where; double-click a dot, or press its number, for more of its connections. Search finds anybody by name."),
    el("ul", { class: "plain", id: "in-view" }, ordered.slice(0, 500).map(item)),
    alone.length ? [el("h3", { class: "apart" }, "Named, but connected to none of these"), el("ul", { class: "plain" }, alone.map(item))] : null,
  ];
}
