// Judgements on who is who, where the server takes them.
import { announce, button, byId, el, fill } from "./dom.js";

let source = null;
let again = () => {};
let undoable = 0;

// `after` draws the page anew once the graph has changed.
export function startEdit(from, meta, after) {
  if (!meta.editable) return;
  source = from;
  again = after;
  draw();
}

function draw(text) {
  const bar = byId("edit-bar");
  bar.hidden = !undoable && !text;
  fill(bar, el("span", {}, text || ""), undoable ? button("Undo", undo, { id: "undo" }) : null);
  if (text) announce(text);
}

export function canEdit() {
  return Boolean(source);
}

// Gives a judgement: two names in their articles are the same, or are different.
export async function judge(judgement, text) {
  try {
    draw("Working…");
    await source.judge(judgement);
    undoable += 1;
    draw(text);
    await again();
  } catch (error) {
    draw(`Not done: ${error.message}`);
  }
}

async function undo() {
  try {
    draw("Working…");
    await source.undo();
    undoable -= 1;
    draw("The last judgement is taken back.");
    await again();
  } catch (error) {
    draw(`Not done: ${error.message}`);
  }
}
