// When what is in view was published or is said to have happened; a range of it filters the view.
import { byId, button, el, fill } from "./dom.js";
import { adjust, state } from "./state.js";
import { bounds, filtered, sayDays } from "./filter.js";
import { count, day } from "./words.js";

const MOST_BINS = 120;
const FEWEST_BINS = 24;
const DAY = 86400000;

function serial(date) {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY);
}

function iso(days) {
  return new Date(days * DAY).toISOString().slice(0, 10);
}

// The days of the dated evidence: of a stated stretch its first day, else its last.
function daysOf(edges, clock) {
  const days = [];
  for (const edge of edges) {
    for (const say of edge.says) {
      const span = sayDays(say, clock);
      if (!span) continue;
      const date = span[0] === "0000-01-01" ? span[1] : span[0];
      const at = serial(date);
      if (Number.isFinite(at)) days.push([at, say[5]]);
    }
  }
  return days;
}

function bins(days) {
  let first = Infinity;
  let last = -Infinity;
  for (const [at] of days) {
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  const width = Math.max(1, Math.ceil((last - first + 1) / MOST_BINS));
  const counts = new Array(Math.ceil((last - first + 1) / width)).fill(0);
  for (const [at, n] of days) counts[Math.floor((at - first) / width)] += n;
  return { first, last, width, counts };
}

let dragged = null;

// Draws the time line of a view.
export function drawTimeline(view, meta) {
  const now = state();
  const host = byId("timeline");
  const days = daysOf(filtered(view, now, meta, false).edges, now.clock);
  const clock = el("select", { id: "clock", "aria-label": "Which dates", on: { change: (event) => adjust({ clock: event.target.value, from: "", to: "" }) } },
    el("option", { value: "" }, "published"), el("option", { value: "stated" }, "dates in the text"));
  clock.value = now.clock;
  if (!days.length) {
    fill(host, el("div", { class: "row" }, clock, el("span", { class: "hint" }, "No dates of this sort in view."), otherClock(view, meta)));
    return;
  }
  const scale = bins(days);
  const edge = (name, label) => {
    const change = (event) => adjust({ [name]: event.target.value });
    const given = now[name] || "";
    return el("label", { class: "edge" }, label, el("input", { type: "date", id: `range-${name}`, value: given, min: iso(scale.first), max: iso(scale.last), on: { change } }));
  };
  const all = now.from || now.to ? button("All dates", () => adjust({ from: "", to: "" })) : null;
  const said = now.from || now.to
    ? `${day(now.from) || "the beginning"} to ${day(now.to) || "the end"}`
    : `${day(iso(scale.first))}${scale.first === scale.last ? "" : ` to ${day(iso(scale.last))}`}`;
  fill(host,
    el("div", { class: "row" }, clock, el("span", { class: "range", "aria-live": "polite" }, said), el("span", { class: "edges" }, edge("from", "From "), edge("to", "To ")), all),
    chart(scale, now));
}

// Offers the other sort of dates where there are any.
function otherClock(view, meta) {
  const other = state().clock === "stated" ? "" : "stated";
  const number = daysOf(filtered(view, { ...state(), from: "", to: "" }, meta, false).edges, other).length;
  if (!number) return null;
  return button(other ? "Dates in the text" : "Dates of publication", () => adjust({ clock: other, from: "", to: "" }), { id: "other-clock" });
}

function chart(scale, now) {
  const most = Math.max(...scale.counts);
  const n = scale.counts.length;
  const from = now.from ? serial(now.from) : scale.first;
  const to = now.to ? serial(now.to) : scale.last;
  const bars = scale.counts.map((value, at) => {
    const start = scale.first + at * scale.width;
    const inside = start + scale.width > from && start <= to;
    const height = value ? Math.max(8, (100 * value) / most) : 0;
    const span = scale.width === 1 ? day(iso(start)) : `${day(iso(start))} to ${day(iso(start + scale.width - 1))}`;
    return el("svg:rect", { x: at + 0.08, y: 100 - height, width: 0.84, height, class: inside ? "bar" : "bar out" },
      el("svg:title", {}, `${span}: ${count(value, "mention")}`));
  });
  const room = Math.max(n, FEWEST_BINS);
  const svg = el("svg:svg", { viewBox: `${(n - room) / 2} 0 ${room} 100`, preserveAspectRatio: "none", class: "bars", role: "img", "aria-label": "Number of mentions over time; drag to choose a range" }, bars);
  const binAt = (event) => {
    const box = svg.getBoundingClientRect();
    return Math.min(n - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * room + (n - room) / 2)));
  };
  svg.addEventListener("pointerdown", (event) => {
    dragged = binAt(event);
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointerup", (event) => {
    if (dragged === null) return;
    const [a, b] = [dragged, binAt(event)].sort((x, y) => x - y);
    dragged = null;
    const day0 = scale.first + a * scale.width;
    adjust({ from: iso(day0), to: iso(Math.min(scale.first + (b + 1) * scale.width - 1, scale.last)) });
  });
  return svg;
}

// The first day of a partial date, for sorting.
export function sortable(date) {
  return date ? bounds(date)[0] : "9999";
}
