// What is being looked at, kept in the address after "#": every view has a link, and the back button works.

const LISTS = ["open", "hide", "types", "status", "outlet", "path", "between"];
const SINGLE = ["pick", "article", "at", "from", "to", "clock", "colour", "min", "show", "tab"];

function parse() {
  const params = new URLSearchParams(location.hash.slice(1));
  const state = {};
  for (const name of LISTS) state[name] = params.getAll(name);
  for (const name of SINGLE) state[name] = params.get(name) || "";
  return state;
}

// The address of a state.
export function link(state) {
  const params = new URLSearchParams();
  for (const name of LISTS) for (const value of state[name] || []) params.append(name, value);
  for (const name of SINGLE) if (state[name]) params.set(name, state[name]);
  return `#${params}`;
}

let current = parse();
const listeners = [];

export function state() {
  return current;
}

// Calls `listener` with the new and the old state whenever it changes.
export function onChange(listener) {
  listeners.push(listener);
}

function set(next) {
  const before = current;
  current = next;
  for (const listener of listeners) listener(next, before);
}

// Goes to another view; the back button comes back from it.
export function go(change) {
  const next = { ...current, ...change };
  if (link(next) === link(current)) return;
  history.pushState(null, "", link(next));
  set(next);
}

// Changes the view without a step for the back button.
export function adjust(change) {
  const next = { ...current, ...change };
  history.replaceState(null, "", link(next));
  set(next);
}

// An empty detail panel: what every new pick starts from.
export const NOTHING_PICKED = { pick: "", between: [], article: "", at: "" };

export function startState() {
  addEventListener("popstate", () => set(parse()));
}
