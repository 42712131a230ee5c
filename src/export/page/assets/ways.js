// How two are connected, in a page that has no server: the same answers as the server's, step by step.
//
// Ways go over what is asserted, whichever way it points. A statement is a node here as in the graph; on the page it is
// none. Of the shortest ways the best evidenced come first.

const LONGEST = 8;
const PATHS = 8;
const COMPARED = 200;

export class Ways {
  // The network: identifiers of nodes, null for statements, and edges [from, to, sources, articles, belief, said].
  constructor({ nodes, edges }) {
    this.ids = nodes;
    this.numbers = new Map(nodes.map((id, at) => [id, at]));
    this.around = nodes.map(() => new Map());
    this.speakers = nodes.map(() => []);
    for (const [from, to, sources, articles, belief, said] of edges) {
      if (said) this.speakers[to].push(from);
      if (from === to) continue;
      const edge = { sources, articles, belief };
      for (const [one, other] of [[from, to], [to, from]]) {
        const before = this.around[one].get(other);
        if (!before || better(edge, before)) this.around[one].set(other, edge);
      }
    }
    for (const speakers of this.speakers) speakers.sort((a, b) => a - b);
  }

  // The ways between two, each as the identifiers of its dots.
  between(a, b) {
    const [start, end] = [this.numbers.get(a), this.numbers.get(b)];
    if (start === undefined || end === undefined || start === end) return [];
    const ways = this.shortest(start, end).map((way) => ({ way, belief: this.belief(way) }));
    ways.sort((one, other) => other.belief - one.belief);
    const found = new Map();
    for (const { way } of ways) {
      const dots = this.drawn(way);
      const key = dots.join(" ");
      if (!found.has(key)) found.set(key, dots.map((at) => this.ids[at]));
      if (found.size === PATHS) break;
    }
    return [...found.values()];
  }

  // The first shortest ways in the order of their nodes.
  shortest(start, end) {
    const distance = this.distances(end, start);
    if (!distance.has(start)) return [];
    const found = [];
    const open = [[start]];
    while (open.length && found.length < COMPARED) {
      const way = open.pop();
      const last = way[way.length - 1];
      if (last === end) {
        found.push(way);
        continue;
      }
      const left = distance.get(last) - 1;
      const next = [...this.around[last].keys()].filter((at) => distance.get(at) === left).sort((x, y) => y - x);
      for (const at of next) open.push([...way, at]);
    }
    return found;
  }

  // How far from `from` everything is that is no farther than `to`.
  distances(from, to) {
    const distance = new Map([[from, 0]]);
    const queue = [from];
    for (const at of queue) {
      const far = distance.get(at);
      if (at === to || far === LONGEST) break;
      for (const next of this.around[at].keys()) {
        if (distance.has(next)) continue;
        distance.set(next, far + 1);
        queue.push(next);
      }
    }
    return distance;
  }

  belief(way) {
    return way.slice(1).reduce((belief, to, at) => belief * this.around[way[at]].get(to).belief, 1);
  }

  // A way without its statements; of two who are spoken of in one the speaker stands between them.
  drawn(way) {
    return way.flatMap((node, at) => {
      if (this.ids[node] !== null) return [node];
      const speakers = this.speakers[node];
      const speaks = speakers.includes(way[at - 1]) || speakers.includes(way[at + 1]);
      return speaks || !speakers.length || way.includes(speakers[0]) ? [] : [speakers[0]];
    });
  }
}

// True where one of two parallel edges is better evidenced; of equal ones the first counts.
function better(one, other) {
  return one.sources > other.sources || (one.sources === other.sources && one.articles > other.articles);
}
