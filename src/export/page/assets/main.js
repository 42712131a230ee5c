// Brings the parts together: the state asks a source, the answer is filtered, drawn and listed.
import { announce, byId, el, fill } from "./dom.js";
import { count, learn, plural } from "./words.js";
import { startTheme } from "./theme.js";
import { NOTHING_PICKED, adjust, go, onChange, startState, state } from "./state.js";
import { remote } from "./remote.js";
import { local } from "./local.js";
import { filtered } from "./filter.js";
import { Canvas } from "./canvas.js";
import { suggest } from "./search.js";
import { drawFilters } from "./sidebar.js";
import { drawTimeline } from "./timeline.js";
import { judgeDots, startEdit } from "./edit.js";
import { drawPanel, open, pick } from "./panel.js";
import { startSave } from "./save.js";

const source = local() || remote();
const OVERVIEW = 60;
let meta = null;
let whole = { nodes: [], edges: [], paths: [] };
let view = whole;
let canvas = null;
let asked = 0;

const QUERY = ["open", "path", "show"];
const SHAPE = [...QUERY, "hide", "types", "status", "outlet", "from", "to", "clock", "min"];

function differs(a, b, names) {
  return names.some((name) => String(a[name]) !== String(b[name]));
}

// What the state asks for, from the source.
async function load(now, before) {
  const turn = ++asked;
  const { open: opened, path, show } = now;
  const answer = await source.view({ open: opened, path: path.length === 2 ? path : [], show: show || OVERVIEW });
  if (turn !== asked) return;
  whole = answer;
  const kept = before && before.open.length && before.open.every((id) => now.open.includes(id));
  draw(now, !kept);
}

function marks(now) {
  const lit = now.path.length === 2 ? view.paths : [];
  return { picked: now.pick, between: now.between, path: lit, colourBy: now.colour };
}

function draw(now, refit) {
  view = filtered(whole, now, meta);
  canvas.show(view, { ...marks(now), refit });
  drawFilters(meta, whole);
  drawTimeline(whole, meta);
  drawPanel(source, view);
  title(now);
  const seen = `${count(view.nodes.length, "dot")} and ${count(view.edges.length, "connection")} in view`;
  byId("seen").textContent = seen;
  byId("canvas").setAttribute("aria-label", `Graph: ${seen}. Arrow keys move between dots, Enter shows more connections.`);
  byId("more").value = now.show;
  byId("more").disabled = now.open.length > 0 || now.path.length > 0;
  byId("empty").hidden = view.nodes.length > 0;
  announce(seen);
}

function title(now) {
  const names = new Map(whole.nodes.map((node) => [node.id, node.label]));
  const named = now.path.length === 2 ? now.path : [now.pick || now.open[0]].filter(Boolean);
  const words = named.map((id) => names.get(id)).filter(Boolean).join(" – ");
  document.title = words ? `${words} · newsgraph` : "newsgraph";
}

function changed(now, before) {
  if (differs(now, before, QUERY)) load(now, before).catch(problem);
  else if (differs(now, before, SHAPE)) draw(now, false);
  else {
    canvas.mark(marks(now));
    if (now.colour !== before.colour) drawFilters(meta, whole);
    drawPanel(source, view);
    title(now);
  }
}

function problem(error) {
  fill(byId("panel"), el("p", { class: "problem", role: "alert" }, `This could not be shown: ${error.message}`));
}

// The dialog that asks for the ends of a path, or for whom somebody is the same as.
function startDialog() {
  const dialog = byId("path-dialog");
  const fields = { a: byId("path-a"), b: byId("path-b") };
  const chosen = { a: null, b: null };
  let same = null;
  const show = () => {
    for (const name of ["a", "b"]) byId(`path-${name}-name`).textContent = chosen[name] ? chosen[name].label : "";
    byId("path-go").disabled = !(chosen.a && chosen.b);
  };
  // Only two of a kind can be the same.
  const candidates = { search: async (words) => (await source.search(words)).filter((it) => !same || (it.kind === same.node.kind && it.id !== same.node.id)) };
  for (const name of ["a", "b"]) {
    suggest(fields[name], candidates, (node) => {
      chosen[name] = node;
      show();
      (name === "a" && !chosen.b ? fields.b : byId("path-go")).focus();
    });
  }
  const ask = (from, card) => {
    same = card || null;
    chosen.a = card ? card.node : from;
    chosen.b = null;
    fields.a.hidden = Boolean(card);
    byId("path-title").textContent = card ? "Who is the same?" : "How are two connected?";
    byId("path-go").textContent = card ? "They are the same" : "Show the path";
    show();
    dialog.showModal();
    (chosen.a ? fields.b : fields.a).focus();
  };
  dialog.addEventListener("ask", (event) => (event.detail.same ? ask(null, event.detail.same) : ask(event.detail)));
  byId("path-open").addEventListener("click", () => ask(null));
  byId("path-cancel").addEventListener("click", () => dialog.close());
  byId("path-go").addEventListener("click", async () => {
    dialog.close();
    if (!same) return go({ ...NOTHING_PICKED, open: [], path: [chosen.a.id, chosen.b.id] });
    return judgeDots("same", same, chosen.b.id, (a, b) => `${a} and ${b} are now one.`);
  });
}

function startButtons() {
  byId("overview").addEventListener("click", () => go({ ...NOTHING_PICKED, open: [], path: [], show: "" }));
  byId("zoom-in").addEventListener("click", () => canvas.zoom(1.3));
  byId("zoom-out").addEventListener("click", () => canvas.zoom(1 / 1.3));
  byId("zoom-fit").addEventListener("click", () => canvas.refit());
  byId("filters-toggle").addEventListener("click", () => {
    const shown = document.body.classList.toggle("with-filters");
    byId("filters-toggle").setAttribute("aria-expanded", String(shown));
  });
  byId("more").addEventListener("change", (event) => adjust({ show: event.target.value }));
  addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      byId("search").focus();
    }
  });
}

function summarise() {
  const kinds = Object.entries(meta.kinds).sort((a, b) => b[1] - a[1]).map(([kind, n]) => count(n, kind, plural(kind)));
  byId("summary").textContent = [count(meta.articles, "article"), ...kinds, count(meta.statements, "quote")].join(" · ");
}

// After a judgement the graph is another: shows those whom it was about, under the identifiers that they have now.
async function rejoin(ids) {
  meta = await source.meta();
  learn(meta);
  summarise();
  const open = [...new Set([...ids, ...state().open])];
  adjust({ ...NOTHING_PICKED, path: [], open, pick: ids[0] || "" });
  await load(state(), null);
}

async function start() {
  meta = await source.meta();
  learn(meta);
  canvas = new Canvas({
    dot: pick, open,
    line: (a, b) => go({ ...NOTHING_PICKED, between: [a, b] }),
    nothing: () => go(NOTHING_PICKED),
  });
  // How two are connected, for whoever drives the page from outside.
  byId("canvas").pathsOf = async (a, b) => (await source.view({ open: [], path: [a, b] })).paths;
  summarise();
  startTheme(() => canvas.recolour());
  startState();
  startButtons();
  startDialog();
  suggest(byId("search"), source, (node) => go({ ...NOTHING_PICKED, path: [], open: [node.id], pick: node.id }));
  startSave(canvas, () => view);
  startEdit(source, meta, rejoin);
  onChange(changed);
  await load(state(), null);
  document.body.dataset.ready = "yes";
}

start().catch(problem);
