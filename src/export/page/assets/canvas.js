// The drawing: pan, zoom, point, drag; and the same by keyboard.
import { announce, byId } from "./dom.js";
import { colours } from "./theme.js";
import { CanvasPen, hasBadge, paint } from "./pen.js";
import { Layout } from "./layout.js";
import { count, typeLabel } from "./words.js";

const CROWD = 400;

export class Canvas {
  // `picks`: what to do when a dot or a line is picked, opened, or nothing is.
  constructor(picks) {
    this.picks = picks;
    this.canvas = byId("canvas");
    this.context = this.canvas.getContext("2d");
    this.pen = new CanvasPen(this.context);
    this.look = { k: 1, x: 0, y: 0, width: 1, height: 1, lit: new Set(), litNodes: new Set(), colours: colours() };
    this.follow = true;
    this.layout = new Layout((rest) => this.moved(rest));
    this.drag = null;
    // Where a dot stands on the canvas, for whoever drives the page from outside.
    this.canvas.placeOf = (id) => this.screen(this.layout.byId.get(id));
    new ResizeObserver(() => this.resize()).observe(this.canvas);
    this.listen();
    this.resize();
  }

  // Shows other dots and lines, and what of them is picked.
  show(view, { picked, between, path, colourBy, refit }) {
    this.layout.set(view.nodes, view.edges);
    const shown = new Map(this.layout.nodes.map((node) => [node.id, 0]));
    for (const pair of this.layout.pairs) {
      for (const end of [pair.source, pair.target]) shown.set(end.id, shown.get(end.id) + pair.edges.length);
    }
    for (const node of this.layout.nodes) node.more = Math.max(0, node.degree - shown.get(node.id));
    if (refit) this.follow = true;
    this.mark({ picked, between, path, colourBy });
  }

  // Shows what is picked: its lines stand out.
  mark({ picked, between, path, colourBy }) {
    const look = this.look;
    Object.assign(look, { picked, colourBy, path: path.length > 0, lit: new Set(), litNodes: new Set() });
    const steps = new Set(path.flatMap((way) => way.slice(1).map((to, at) => [way[at], to].sort().join("\n"))));
    const wanted = between.length === 2 ? [...between].sort().join("\n") : "";
    for (const pair of this.layout.pairs) {
      const own = picked && (pair.source.id === picked || pair.target.id === picked);
      const lit = wanted ? pair.key === wanted : own || (!picked && steps.has(pair.key));
      if (!lit) continue;
      look.lit.add(pair.key);
      look.litNodes.add(pair.source.id).add(pair.target.id);
    }
    if (picked) look.litNodes.add(picked);
    this.draw();
  }

  recolour() {
    this.look.colours = colours();
    this.draw();
  }

  resize() {
    const box = this.canvas.getBoundingClientRect();
    const scale = window.devicePixelRatio || 1;
    this.canvas.width = Math.max(1, Math.round(box.width * scale));
    this.canvas.height = Math.max(1, Math.round(box.height * scale));
    Object.assign(this.look, { width: box.width, height: box.height });
    if (this.follow) this.fit();
    this.draw();
  }

  // Draws at the next frame, once.
  draw() {
    if (this.pending) return;
    this.pending = requestAnimationFrame(() => {
      this.pending = 0;
      const scale = window.devicePixelRatio || 1;
      this.look.crowded = this.layout.nodes.length > CROWD;
      this.context.setTransform(scale, 0, 0, scale, 0, 0);
      this.context.fillStyle = this.look.colours.background;
      this.context.fillRect(0, 0, this.look.width, this.look.height);
      paint(this.pen, this.layout.nodes, this.layout.pairs, this.look);
      if (this.layout.nodes.length && !performance.getEntriesByName("drawn").length) performance.mark("drawn");
    });
  }

  moved(rest) {
    if (this.follow) this.fit();
    this.canvas.dataset.rest = rest ? "yes" : "no";
    this.draw();
  }

  // All dots in view.
  fit() {
    const { width, height } = this.look;
    const box = this.layout.box();
    const margin = Math.min(60, width / 8);
    const k = Math.min((width - 2 * margin) / (box.right - box.left), (height - 2 * margin) / (box.bottom - box.top), 1.6);
    this.look.k = Math.max(k, 0.02);
    this.look.x = width / 2 - ((box.left + box.right) / 2) * this.look.k;
    this.look.y = height / 2 - ((box.top + box.bottom) / 2) * this.look.k;
  }

  zoom(factor, x = this.look.width / 2, y = this.look.height / 2) {
    const k = Math.min(Math.max(this.look.k * factor, 0.02), 6);
    this.look.x = x - ((x - this.look.x) * k) / this.look.k;
    this.look.y = y - ((y - this.look.y) * k) / this.look.k;
    this.look.k = k;
    this.follow = false;
    this.draw();
  }

  pan(dx, dy) {
    this.look.x += dx;
    this.look.y += dy;
    this.follow = false;
    this.draw();
  }

  // The dot under a point of the canvas; `badge` is true on the count of what it hides.
  dotAt(x, y) {
    let best = null;
    for (const node of this.layout.nodes) {
      const [px, py] = this.screen(node);
      const r = Math.max(node.r * Math.min(this.look.k, 1.4), 5);
      const badge = hasBadge(node, r, this.look) && Math.hypot(x - px - r * 0.9, y - py + r * 0.9) < 8;
      const far = Math.hypot(x - px, y - py) - r;
      if (badge) return { node, badge };
      if (far < 4 && (!best || far < best.far)) best = { node, far, badge };
    }
    return best;
  }

  // The line under a point of the canvas.
  lineAt(x, y) {
    let best = null;
    for (const pair of this.layout.pairs) {
      const [[ax, ay], [bx, by]] = [this.screen(pair.source), this.screen(pair.target)];
      const length = (bx - ax) ** 2 + (by - ay) ** 2 || 1;
      const t = Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
      const far = Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
      if (far < 6 && (!best || far < best.far)) best = { pair, far };
    }
    return best && best.pair;
  }

  screen(node) {
    return [node.x * this.look.k + this.look.x, node.y * this.look.k + this.look.y];
  }

  listen() {
    const point = (event) => {
      const box = this.canvas.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    const pointers = new Map();
    this.canvas.addEventListener("pointerdown", (event) => {
      pointers.set(event.pointerId, point(event));
      this.canvas.setPointerCapture(event.pointerId);
      const [x, y] = point(event);
      this.drag = { x, y, moved: 0, hit: pointers.size === 1 ? this.dotAt(x, y) : null };
    });
    this.canvas.addEventListener("pointermove", (event) => {
      const [x, y] = point(event);
      if (!pointers.has(event.pointerId)) return this.hover(x, y);
      const before = pointers.get(event.pointerId);
      if (pointers.size === 2) this.pinch(pointers, event.pointerId, [x, y]);
      pointers.set(event.pointerId, [x, y]);
      if (pointers.size !== 1 || !this.drag) return undefined;
      this.drag.moved += Math.hypot(x - before[0], y - before[1]);
      if (this.drag.moved < 4) return undefined;
      const { hit } = this.drag;
      if (hit) this.layout.hold(hit.node, (x - this.look.x) / this.look.k, (y - this.look.y) / this.look.k);
      else this.pan(x - before[0], y - before[1]);
      return this.draw();
    });
    const end = (event) => {
      pointers.delete(event.pointerId);
      if (!this.drag || pointers.size) return;
      if (this.drag.hit) this.layout.letGo(this.drag.hit.node);
      if (this.drag.moved < 4 && event.type === "pointerup") this.click(...point(event));
      this.drag = null;
    };
    this.canvas.addEventListener("pointerup", end);
    this.canvas.addEventListener("pointercancel", end);
    this.canvas.addEventListener("dblclick", (event) => {
      const hit = this.dotAt(...point(event));
      if (hit) this.picks.open(hit.node.id);
    });
    this.canvas.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), ...point(event));
    }, { passive: false });
    this.canvas.addEventListener("keydown", (event) => this.key(event));
  }

  pinch(pointers, id, now) {
    const [other] = [...pointers].filter(([it]) => it !== id).map(([, place]) => place);
    const before = pointers.get(id);
    const ratio = Math.hypot(now[0] - other[0], now[1] - other[1]) / (Math.hypot(before[0] - other[0], before[1] - other[1]) || 1);
    this.zoom(ratio, (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
  }

  hover(x, y) {
    const hit = this.dotAt(x, y);
    const line = hit ? null : this.lineAt(x, y);
    this.canvas.style.cursor = hit || line ? "pointer" : "grab";
    this.canvas.title = hit
      ? `${hit.node.label} (${[hit.node.kind, hit.node.note].filter(Boolean).join(", ")})${hit.badge ? ": show more connections" : ""}`
      : line ? line.edges.map((edge) => typeLabel(edge.type)).join(", ") : "";
    const hovered = hit ? hit.node.id : null;
    if (hovered !== this.look.hovered) {
      this.look.hovered = hovered;
      this.draw();
    }
  }

  click(x, y) {
    const hit = this.dotAt(x, y);
    if (hit) return hit.badge ? this.picks.open(hit.node.id) : this.picks.dot(hit.node.id);
    const line = this.lineAt(x, y);
    return line ? this.picks.line(line.source.id, line.target.id) : this.picks.nothing();
  }

  // Arrow keys go from dot to dot, with Shift they move the picture; Enter opens; + - 0 zoom; Escape lets go.
  key(event) {
    const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const way = arrows[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (way && event.shiftKey) this.pan(-60 * way[0], -60 * way[1]);
    else if (way) this.walk(way);
    else if (event.key === "Enter" && this.look.picked) this.picks.open(this.look.picked);
    else if (event.key === "+" || event.key === "=") this.zoom(1.25);
    else if (event.key === "-") this.zoom(0.8);
    else if (event.key === "0") this.refit();
    else if (event.key === "Escape") this.picks.nothing();
    else return;
    event.preventDefault();
  }

  refit() {
    this.follow = true;
    this.fit();
    this.draw();
  }

  // Picks the nearest dot in a direction.
  walk([dx, dy]) {
    const from = this.layout.nodes.find((node) => node.id === this.look.picked);
    let best = null;
    for (const node of this.layout.nodes) {
      if (node === from) continue;
      const [x, y] = from ? [node.x - from.x, node.y - from.y] : [node.x, node.y];
      const ahead = x * dx + y * dy;
      const aside = Math.abs(x * dy) + Math.abs(y * dx);
      if (from && ahead <= aside * 0.5) continue;
      const far = from ? ahead + 2 * aside : -node.articles * 1000 - node.degree;
      if (!best || far < best.far) best = { node, far };
    }
    if (!best) return;
    const { node } = best;
    announce(`${node.label}, ${node.kind}, ${count(node.degree, "connection")}. Enter shows more.`);
    this.picks.dot(node.id);
  }
}
