// The filters: kinds of dots, types of lines, outlets, status, number of sources.
import { byId, button, el, fill } from "./dom.js";
import { ALL_KINDS, ALL_STATUSES, plural, statusLabel, typeLabel } from "./words.js";
import { adjust, state } from "./state.js";

function toggled(list, value) {
  return list.includes(value) ? list.filter((it) => it !== value) : [...list, value];
}

// A box that is ticked where `value` is not in the list of what is hidden.
function box(name, value, label, number, mark) {
  const checked = !state()[name].includes(value);
  const change = () => adjust({ [name]: toggled(state()[name], value) });
  return el("label", { class: "choice" },
    el("input", { type: "checkbox", checked, "data-filter": `${name}:${value}`, on: { change } }),
    mark && el("span", { class: `mark ${mark}`, "aria-hidden": "true" }),
    el("span", { class: "name" }, label),
    number !== undefined && el("span", { class: "hint" }, number.toLocaleString("en")));
}

function group(title, open, ...children) {
  return el("details", { open, class: "group" }, el("summary", {}, title), ...children);
}

function outletChoice(meta) {
  const chosen = state().outlet;
  const change = (event) => adjust({ outlet: [...event.target.selectedOptions].map((it) => it.value) });
  const size = Math.min(meta.outlets.length, 7);
  return el("select", { id: "outlets", multiple: true, size, "aria-label": "Outlets", on: { change } },
    meta.outlets.map((name) => el("option", { value: name, selected: chosen.includes(name) }, name)));
}

function tally(items, key) {
  const counts = new Map();
  for (const item of items) counts.set(item[key], (counts.get(item[key]) || 0) + 1);
  return counts;
}

// Draws the filters for what is in view. Numbers count what is in view before filtering.
export function drawFilters(meta, view) {
  const now = state();
  const was = new Set([...byId("filters").querySelectorAll("details[open] > summary")].map((it) => it.textContent));
  const first = !byId("filters").firstChild;
  const focus = document.activeElement && document.activeElement.dataset.filter;
  const open = (title, usual) => (first ? usual : was.has(title));
  const kinds = tally(view.nodes, "kind");
  const types = [...tally(view.edges, "type")].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const statuses = tally(view.edges, "status");
  const min = el("input", {
    type: "number", min: 1, max: 99, value: now.min || "1", id: "least", "data-filter": "min",
    on: { change: (event) => adjust({ min: Number(event.target.value) > 1 ? event.target.value : "" }) },
  });
  const by = el("select", { id: "colour", on: { change: (event) => adjust({ colour: event.target.value }) } },
    el("option", { value: "" }, "kind"), el("option", { value: "community" }, "community"));
  by.value = now.colour;
  const filters = el("div", {},
    group("Show", open("Show", true), ALL_KINDS.filter((kind) => kinds.has(kind) || now.hide.includes(kind))
      .map((kind) => box("hide", kind, plural(kind), kinds.get(kind) || 0, kind))),
    group("Connections", open("Connections", true), el("div", { class: "scroll" },
      types.map(([type, n]) => box("types", type, typeLabel(type), n)))),
    group("How it is told", open("How it is told", false), ALL_STATUSES.filter((it) => statuses.has(it) || now.status.includes(it))
      .map((it) => box("status", it, statusLabel(it), statuses.get(it) || 0))),
    meta.outlets.length > 0 && group("Outlets", open("Outlets", false), el("p", { class: "hint" }, "None chosen: all count."), outletChoice(meta)),
    group("Evidence", open("Evidence", true), el("label", { class: "line" }, "At least ", min, " sources")),
    group("Colour", open("Colour", true), el("label", { class: "line" }, "Colour dots by ", by)),
    button("Clear all filters", () => adjust({ hide: [], types: [], status: [], outlet: [], min: "", from: "", to: "" }), { class: "wide" }));
  fill(byId("filters"), filters);
  if (focus) byId("filters").querySelector(`[data-filter="${CSS.escape(focus)}"]`)?.focus();
}
