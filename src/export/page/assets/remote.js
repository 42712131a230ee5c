// Answers from the server: neighbourhoods, never the whole graph.
import { named } from "./words.js";

async function get(path, params) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params || {})) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== "") query.append(name, one);
  }
  const answer = await fetch(`/api/${path}?${query}`, { credentials: "same-origin" });
  return read(answer);
}

async function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  return read(await fetch(`/api/${path}`, { method: "POST", headers, body: JSON.stringify(body), credentials: "same-origin" }));
}

async function read(answer) {
  if (answer.ok) return answer.json();
  throw new Error((await answer.text()) || `the server answers ${answer.status}`);
}

// An answer whose dots have names for people.
async function dots(answer) {
  const got = await answer;
  return { ...got, nodes: named(got.nodes), ...(got.node ? { node: named([got.node])[0] } : {}) };
}

// The source of a page that the explorer serves.
export function remote() {
  return {
    meta: () => get("meta"),
    view: ({ open, path, show }) => dots(get("view", { open, a: path[0], b: path[1], limit: show })),
    search: async (words) => named(await get("search", { q: words })),
    node: (id) => dots(get("node", { id })),
    between: (a, b) => dots(get("between", { a, b })),
    article: (id) => get("article", { id }),
    same: (id) => get("same", { id }),
    judge: (judgement) => post("judge", judgement),
    undo: () => post("undo", {}),
  };
}
