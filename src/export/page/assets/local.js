// Answers from the records in the page itself: the same questions as the server's, for a file that needs none.
import { named } from "./words.js";
import { Ways } from "./ways.js";

const OPENING = 40;
const POOL = 20;
const AROUND = 240;

// A name as it is compared: without case, accents and punctuation.
function folded(name) {
  return name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

// The last words of a text, and the first ones, at most as many characters as stand around a piece of evidence.
function ending(text) {
  return text.length <= AROUND ? text : text.slice(-AROUND).replace(/^\S*\s/, "…");
}

function beginning(text) {
  return text.length <= AROUND ? text : text.slice(0, AROUND).replace(/\s\S*$/, "…");
}

class Local {
  constructor(all) {
    this.all = { ...all, nodes: named(all.nodes) };
    this.byId = new Map(this.all.nodes.map((node) => [node.id, node]));
    this.around = new Map(all.nodes.map((node) => [node.id, []]));
    for (const edge of all.edges) {
      this.around.get(edge.from).push(edge);
      if (edge.from !== edge.to) this.around.get(edge.to).push(edge);
    }
    for (const edges of this.around.values()) edges.sort((a, b) => b.articles - a.articles);
    this.names = all.nodes.map((node) => [node.label, ...node.aliases].map(folded));
  }

  async meta() {
    return this.all.meta;
  }

  async view({ open, path, show }) {
    const shown = new Set(open.filter((id) => this.byId.has(id)));
    const opened = [...shown];
    let paths = [];
    if (path.length === 2 && path.every((id) => this.byId.has(id))) {
      paths = this.paths(path[0], path[1]);
      for (const id of [...path, ...paths.flat()]) shown.add(id);
    } else if (!opened.length) {
      for (const id of this.first(Number(show) || 60)) shown.add(id);
    }
    for (const id of opened) {
      let left = OPENING * open.filter((it) => it === id).length;
      for (const edge of this.around.get(id)) {
        const other = edge.from === id ? edge.to : edge.from;
        if (shown.has(other)) continue;
        if (left-- === 0) break;
        shown.add(other);
      }
    }
    const edges = this.all.edges.filter((edge) => shown.has(edge.from) && shown.has(edge.to));
    return { nodes: [...shown].map((id) => this.byId.get(id)), edges, paths };
  }

  // The dots of the first view: of those that most articles know, first those that are connected with another of them.
  first(limit) {
    const pool = this.all.nodes.slice(0, limit * POOL).map((node) => node.id);
    const seen = new Set();
    const chosen = new Set();
    for (const id of pool) {
      if (chosen.size >= limit) break;
      const known = this.around.get(id).map((edge) => (edge.from === id ? edge.to : edge.from)).find((other) => seen.has(other));
      if (known !== undefined) {
        chosen.add(id);
        if (chosen.size < limit) chosen.add(known);
      }
      seen.add(id);
    }
    return [...pool.filter((id) => chosen.has(id)), ...pool.filter((id) => !chosen.has(id))].slice(0, limit);
  }

  async search(words) {
    const wanted = folded(words);
    if (!wanted) return [];
    const found = [];
    this.names.forEach((names, at) => {
      const rank = Math.min(...names.map((name) => {
        if (name === wanted) return 0;
        if (wanted.split(" ").every((word) => name.split(" ").some((it) => it.startsWith(word)))) return 1;
        return name.includes(wanted) ? 2 : 9;
      }));
      if (rank < 9) found.push([rank, at]);
    });
    found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    return found.slice(0, 12).map(([, at]) => this.all.nodes[at]);
  }

  async node(id) {
    const node = this.byId.get(id);
    if (!node) throw new Error("nobody here has this name");
    const edges = this.around.get(id);
    const others = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
    const has = (ends) => ends.some((end) => end[0] === id);
    const quotes = (name) => this.all.quotes.filter((quote) => has(quote[name])).map((quote) => this.placed(quote));
    const card = {
      node, aliases: node.aliases, edges, hints: node.hints || [], nodes: [...others].map((it) => this.byId.get(it)),
      by: quotes("speakers"), about: quotes("about"),
      sightings: node.sightings.map((it) => ({ ...it, words: it.words && this.context(it.article, it.words) })),
    };
    return { ...card, articles: this.all.articles };
  }

  async between(a, b) {
    const edges = this.all.edges
      .filter((edge) => (edge.from === a && edge.to === b) || (edge.from === b && edge.to === a))
      .map((edge) => ({
        ...edge, accounts: edge.accounts.map((it) => ({ ...it, ...this.context(it.article, it) })),
      }));
    return { nodes: [a, b].map((id) => this.byId.get(id)).filter(Boolean), edges, articles: this.all.articles };
  }

  async article(id) {
    const source = this.all.articles[id];
    if (!source) throw new Error("this article is not part of the graph");
    const words = this.all.words[id];
    return { ...source, title: words ? words[0] : source.title, text: words ? words[1] : null };
  }

  // Why names are one is weighed by the program, which is not here.
  async same() {
    return null;
  }

  placed(quote) {
    return { ...quote, reports: quote.reports.map(([article, words]) => [article, this.context(article, words)]) };
  }

  // The words before and after a piece of evidence in its paragraph.
  context(article, words) {
    const all = this.all.words[article];
    if (!all) return words;
    const points = Array.from(all[words.field === "title" ? 0 : 1]);
    const text = points.slice(words.start, words.end).join("");
    const before = points.slice(0, words.start).join("").split("\n").pop();
    const after = points.slice(words.end).join("").split("\n")[0];
    return { ...words, text: text || words.text, before: ending(before), after: beginning(after) };
  }

  paths(a, b) {
    this.ways ??= new Ways(this.all.network);
    return this.ways.between(a, b);
  }
}

// The source of a page that holds its graph; nothing where it does not.
export function local() {
  const block = document.getElementById("graph");
  return block ? new Local(JSON.parse(block.textContent)) : null;
}
