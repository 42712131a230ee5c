// Where the dots stand: the forces of d3-force, on dots that keep their places when others come.

const SPACE = 70;

// The radius of a dot: it grows with the number of articles, slowly.
export function radius(node) {
  return Math.min(7 + 2.4 * Math.log2(1 + node.articles), 22);
}

// One line for each two dots that have any between them; it knows their edges.
function pairsOf(edges, byId) {
  const pairs = new Map();
  for (const edge of edges) {
    if (edge.from === edge.to) continue;
    const forward = edge.from < edge.to;
    const key = forward ? `${edge.from}\n${edge.to}` : `${edge.to}\n${edge.from}`;
    if (!pairs.has(key)) {
      const [a, b] = forward ? [edge.from, edge.to] : [edge.to, edge.from];
      pairs.set(key, { key, source: byId.get(a), target: byId.get(b), edges: [], there: false, back: false });
    }
    const pair = pairs.get(key);
    pair.edges.push(edge);
    if (forward) pair.there = true;
    else pair.back = true;
  }
  return [...pairs.values()];
}

export class Layout {
  constructor(moved) {
    this.places = new Map();
    this.nodes = [];
    this.pairs = [];
    this.moved = moved;
    this.frame = 0;
  }

  // Takes up other dots and lines. Those that were there stay; new ones appear beside whom they are connected to.
  set(nodes, edges) {
    for (const node of this.nodes) this.places.set(node.id, { x: node.x, y: node.y });
    const fresh = [];
    this.nodes = nodes.map((node) => {
      const placed = { ...node, r: radius(node), ...this.places.get(node.id) };
      if (placed.x === undefined) fresh.push(placed);
      return placed;
    });
    this.byId = new Map(this.nodes.map((node) => [node.id, node]));
    this.pairs = pairsOf(edges, this.byId);
    this.place(fresh);
    this.run(fresh.length ? (fresh.length === this.nodes.length ? 1 : 0.5) : 0.05);
  }

  place(fresh) {
    const near = new Map();
    for (const pair of this.pairs) {
      for (const [one, other] of [[pair.source, pair.target], [pair.target, pair.source]]) {
        if (one.x === undefined && other.x !== undefined && !near.has(one.id)) near.set(one.id, other);
      }
    }
    const groups = new Map();
    fresh.forEach((node, at) => {
      const by = near.get(node.id);
      const angle = at * 2.399963;
      if (by) {
        node.x = by.x + SPACE * Math.cos(angle);
        node.y = by.y + SPACE * Math.sin(angle);
        return;
      }
      // Communities begin apart from each other, so that less has to be disentangled.
      const community = node.community ?? -1;
      if (!groups.has(community)) groups.set(community, { turn: groups.size * 2.399963, far: Math.sqrt(groups.size), size: 0 });
      const group = groups.get(community);
      const spread = 14 * Math.sqrt(group.size++);
      const far = fresh.length > 100 ? group.far * 8 * Math.sqrt(fresh.length) / Math.sqrt(1 + groups.size) : 0;
      node.x = far * Math.cos(group.turn) + spread * Math.cos(angle);
      node.y = far * Math.sin(group.turn) + spread * Math.sin(angle);
    });
  }

  run(alpha) {
    cancelAnimationFrame(this.frame);
    const many = this.nodes.length > 800;
    const links = this.pairs.map((pair) => ({ source: pair.source, target: pair.target }));
    const link = d3.forceLink(links).distance((it) => (many ? SPACE / 2 : SPACE + it.source.r + it.target.r));
    if (!many) link.strength(0.25);
    this.simulation = d3.forceSimulation(this.nodes).stop()
      .alpha(alpha).alphaDecay(many ? 0.04 : 0.025).velocityDecay(0.45)
      .force("link", link)
      .force("charge", d3.forceManyBody().strength(many ? -90 : -420).theta(many ? 1.2 : 0.9))
      .force("x", d3.forceX().strength(many ? 0.03 : 0.05))
      .force("y", d3.forceY().strength(many ? 0.03 : 0.07));
    if (!many) this.simulation.force("collide", d3.forceCollide((node) => node.r + 14));
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (this.nodes.length <= 300 || calm) for (let i = 0; i < (calm ? 300 : 120); i++) this.tick();
    this.step();
  }

  tick() {
    if (this.simulation.alpha() > this.simulation.alphaMin()) this.simulation.tick();
  }

  // Goes on until the dots are at rest: at most one step a frame, so that the page answers in between.
  step() {
    const at = performance.now();
    do this.tick();
    while (performance.now() - at < 6 && this.simulation.alpha() > this.simulation.alphaMin());
    this.moved(false);
    if (this.simulation.alpha() > this.simulation.alphaMin()) this.frame = requestAnimationFrame(() => this.step());
    else this.moved(true);
  }

  // Holds a dot where somebody drags it, and lets it go.
  hold(node, x, y) {
    node.fx = node.x = x;
    node.fy = node.y = y;
    if (this.simulation.alpha() < 0.1) {
      this.simulation.alpha(0.15);
      cancelAnimationFrame(this.frame);
      this.step();
    }
  }

  letGo(node) {
    node.fx = node.fy = null;
  }

  // The rectangle that holds all dots.
  box() {
    const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const { x, y, r } of this.nodes) {
      box.left = Math.min(box.left, x - r);
      box.right = Math.max(box.right, x + r);
      box.top = Math.min(box.top, y - r);
      box.bottom = Math.max(box.bottom, y + r);
    }
    return this.nodes.length ? box : { left: -1, right: 1, top: -1, bottom: 1 };
  }
}
