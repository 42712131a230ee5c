// What things are called on the page.

const KINDS = { person: "person", organization: "organization", place: "place", work: "work", event: "event" };
const PLURALS = { person: "people", organization: "organizations", place: "places", work: "works", event: "events" };
const FIXED = {
  agent: ["carried out by", "carried out"],
  patient: ["concerns", "is the subject of"],
  attendee: ["attended by", "took part in"],
  participant: ["involves", "is involved in"],
  place: ["took place in", "was the scene of"],
  "speaks-about": ["speaks about", "is spoken about by"],
  "speaks-to": ["speaks to", "is spoken to by"],
};
const STATUS = {
  actual: "as fact",
  former: "former",
  planned: "planned",
  alleged: "alleged",
  negated: "denied",
  hypothetical: "hypothetical",
};
let terms = {};

// Learns the names of the types that the graph has.
export function learn(meta) {
  terms = meta.terms;
}

export const ALL_KINDS = Object.keys(KINDS);
export const ALL_STATUSES = Object.keys(STATUS);

export function plural(kind) {
  return PLURALS[kind] || kind;
}

export function statusLabel(status) {
  return STATUS[status] || status;
}

// What a type of line is called, read from its start or, with `inverse`, from its end.
export function typeLabel(type, inverse) {
  if (FIXED[type]) return FIXED[type][inverse ? 1 : 0];
  const term = terms[type];
  if (!term) return type.replaceAll("-", " ");
  if (!inverse || term.symmetric) return term.label;
  return term.inverse || `${term.label} (by)`;
}

export function isSymmetric(type) {
  return Boolean(terms[type] && terms[type].symmetric);
}

// "1 article", "3 articles".
export function count(n, one, many) {
  return `${n.toLocaleString("en")} ${n === 1 ? one : many || `${one}s`}`;
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December"];

// A partial date for people: "11 March 2026", "March 2026", "2026".
export function day(date) {
  if (!date) return "";
  const [year, month, day] = date.split("-");
  return [day && Number(day), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(" ");
}

// A stated stretch of time.
export function stretch(when) {
  if (!when || (!when.start && !when.end)) return "";
  if (when.start === when.end) return day(when.start);
  if (!when.end) return `since ${day(when.start)}`;
  if (!when.start) return `until ${day(when.end)}`;
  return `${day(when.start)} to ${day(when.end)}`;
}

// The same dots with names for people: a nameless event is called by its type, who takes part and its day; in the drawing,
// where they stand beside it, by type and day alone.
export function named(nodes) {
  return nodes.map((node) => {
    if (!node.nameless) return node;
    const who = (node.who || []).join(" and ");
    const called = (what) => [what, day(node.date)].filter(Boolean).join(", ");
    return { ...node, label: called(who ? `${node.note}: ${who}` : node.note), short: called(node.note) };
  });
}

export function shorten(text, length) {
  const points = Array.from(text);
  return points.length > length ? `${points.slice(0, length - 1).join("").trimEnd()}…` : text;
}
