// Judgements on who is who, where the server takes them.
import { announce, button, byId, el, fill } from "./dom.js";

let source = null;
let again = () => {};
let undoable = 0;

// `after` draws the page anew once the graph has changed; it gets the identifiers of the two who were judged.
export function startEdit(from, meta, after) {
  if (!meta.editable) return;
  source = from;
  again = after;
  undoable = meta.undoable || 0;
  draw();
}

function draw(text, busy) {
  const bar = byId("edit-bar");
  bar.hidden = !undoable && !text;
  fill(bar, el("span", {}, text || ""), undoable ? button("Undo", undo, { id: "undo", disabled: busy }) : null);
  if (text) announce(text);
}

export function canEdit() {
  return Boolean(source);
}

// What a judgement remembers of somebody: a name in an article.
function reference(kind, { name, article }) {
  return { type: kind, name, article };
}

async function change(ask, text) {
  try {
    draw("Working…", true);
    const done = await ask();
    undoable = done.undoable;
    draw(text);
    await again([done.a, done.b].filter(Boolean));
  } catch (error) {
    draw(`Not done: ${error.message}`);
  }
}

// The reason that the reader gave, if any.
function why() {
  const field = byId("why");
  return field ? field.value.trim() : "";
}

// Gives a judgement on two of a kind, each as an article names it.
export function judge(verdict, kind, [a, b], text) {
  const judgement = { verdict, a: reference(kind, a), b: reference(kind, b), why: why() };
  return change(() => source.judge(judgement), text);
}

// Gives a judgement on two dots, as their first articles name them.
export async function judgeDots(verdict, card, id, text) {
  const other = await source.node(id);
  return judge(verdict, card.node.kind, [card.sightings[0], other.sightings[0]], text(card.node.label, other.node.label));
}

function undo() {
  return change(() => source.undo(), "The last judgement is taken back.");
}
