// Draws dots and lines with a pen: one pen puts them on the screen, another writes SVG.
import { typeLabel, isSymmetric, shorten } from "./words.js";
import { communityColour } from "./theme.js";

const FONT = "system-ui, sans-serif";
const DASHES = { actual: [], former: [], planned: [7, 4], alleged: [7, 4], negated: [2, 4], hypothetical: [2, 4] };

// As many lines are stroked together: more of them in one path take longer, for the browser looks where they overlap.
const STROKE = 200;

// Draws on a canvas. Lines of one style are stroked together.
export class CanvasPen {
  constructor(context) {
    this.context = context;
    this.style = null;
    this.lines = 0;
  }

  line(x1, y1, x2, y2, style) {
    if (this.style !== style || ++this.lines > STROKE) {
      this.flush();
      this.style = style;
      this.lines = 0;
      this.context.beginPath();
    }
    this.context.moveTo(x1, y1);
    this.context.lineTo(x2, y2);
  }

  flush() {
    if (!this.style) return;
    const { colour, width, dash, opacity } = this.style;
    this.context.globalAlpha = opacity;
    this.context.strokeStyle = colour;
    this.context.lineWidth = width;
    this.context.setLineDash(dash);
    this.context.stroke();
    this.context.setLineDash([]);
    this.context.globalAlpha = 1;
    this.style = null;
  }

  // A dot too small to have a shape.
  speck(x, y, r, colour) {
    this.context.fillStyle = colour;
    this.context.fillRect(x - r, y - r, 2 * r, 2 * r);
  }

  polygon(points, style) {
    this.flush();
    this.context.beginPath();
    points.forEach(([x, y], at) => (at ? this.context.lineTo(x, y) : this.context.moveTo(x, y)));
    this.context.closePath();
    this.finish(style);
  }

  circle(x, y, r, style) {
    this.flush();
    this.context.beginPath();
    this.context.arc(x, y, r, 0, 2 * Math.PI);
    this.finish(style);
  }

  finish({ fill, colour, width, opacity, dash }) {
    this.context.globalAlpha = opacity ?? 1;
    if (fill) {
      this.context.fillStyle = fill;
      this.context.fill();
    }
    if (colour) {
      this.context.strokeStyle = colour;
      this.context.lineWidth = width;
      this.context.setLineDash(dash || []);
      this.context.stroke();
      this.context.setLineDash([]);
    }
    this.context.globalAlpha = 1;
  }

  text(x, y, words, { size, colour, halo, bold, thick }) {
    this.flush();
    this.context.font = `${bold ? "600 " : ""}${size}px ${FONT}`;
    this.context.textAlign = "center";
    this.context.textBaseline = "middle";
    this.context.lineJoin = "round";
    this.context.strokeStyle = halo;
    this.context.lineWidth = thick ? 7 : 3.5;
    this.context.strokeText(words, x, y);
    this.context.fillStyle = colour;
    this.context.fillText(words, x, y);
  }

  width(words, size) {
    this.context.font = `${size}px ${FONT}`;
    return this.context.measureText(words).width;
  }
}

function escaped(text) {
  return String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`).replace(/[^\P{Cc}\n\t]/gu, "");
}

// Writes SVG.
export class SvgPen {
  constructor(measure) {
    this.parts = [];
    this.measure = measure;
  }

  paint({ fill, colour, width, opacity, dash }) {
    const stroke = colour ? ` stroke="${escaped(colour)}" stroke-width="${width}"` : "";
    const dashes = dash && dash.length ? ` stroke-dasharray="${dash.join(" ")}"` : "";
    return `fill="${escaped(fill || "none")}"${stroke}${dashes}${opacity < 1 ? ` opacity="${opacity}"` : ""}`;
  }

  line(x1, y1, x2, y2, style) {
    const [a, b, c, d] = [x1, y1, x2, y2].map((it) => it.toFixed(1));
    this.parts.push(`<path d="M${a} ${b}L${c} ${d}" ${this.paint({ ...style, fill: "none" })}/>`);
  }

  flush() {}

  polygon(points, style) {
    const list = points.map((point) => point.map((it) => it.toFixed(1)).join(",")).join(" ");
    this.parts.push(`<polygon points="${list}" ${this.paint(style)}/>`);
  }

  speck(x, y, r, colour) {
    this.circle(x, y, r, { fill: colour });
  }

  circle(x, y, r, style) {
    this.parts.push(`<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r.toFixed(1)}" ${this.paint(style)}/>`);
  }

  text(x, y, words, { size, colour, halo, bold, thick }) {
    const font = `font-size="${size}" font-family="${FONT}"${bold ? ' font-weight="600"' : ""}`;
    const place = `x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="middle" dominant-baseline="central"`;
    const outline = `stroke="${escaped(halo)}" stroke-width="${thick ? 7 : 3.5}" paint-order="stroke" stroke-linejoin="round"`;
    this.parts.push(`<text ${place} ${font} fill="${escaped(colour)}" ${outline}>${escaped(words)}</text>`);
  }

  width(words, size) {
    return this.measure.width(words, size);
  }

  done(width, height, background) {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">\n`
      + `<rect width="100%" height="100%" fill="${escaped(background)}"/>\n${this.parts.join("\n")}\n</svg>\n`;
  }
}

// The words on a line: its types, the first ones spelled out.
export function pairLabel(pair, spelled = 2) {
  const labels = [];
  for (const edge of pair.edges) {
    const label = edge.status === "actual" ? typeLabel(edge.type) : `${typeLabel(edge.type)} (${edge.status})`;
    if (!labels.includes(label)) labels.push(label);
  }
  const more = labels.length > spelled ? ` +${labels.length - spelled}` : "";
  return labels.slice(0, spelled).join(", ") + more;
}

const styles = new Map();

// The style of a line; equal styles are one object, so that the pen can stroke them together.
function lineStyle(pair, look) {
  const actual = pair.edges.some((edge) => edge.status === "actual" || edge.status === "former");
  const dash = DASHES[actual ? "actual" : pair.edges[0].status];
  const has = (name) => pair.edges.some((edge) => edge.class === name);
  const kind = has("relation") ? "relation" : has("speech") ? "speech" : "participant";
  const articles = Math.max(...pair.edges.map((edge) => edge.articles));
  const strong = look.lit.has(pair.key);
  const dim = look.lit.size > 0 && !strong;
  if (look.crowded && !strong) return lineOf(look.colours[kind], 1, DASHES.actual, dim ? 0.15 : 0.4);
  const width = Math.min(1.1 + 0.5 * Math.floor(Math.log2(articles)), 5) + (strong ? 0.8 : 0);
  const colour = strong && look.path ? look.colours.accent : look.colours[kind];
  return lineOf(colour, width, dash, dim ? 0.25 : 0.9);
}

function lineOf(colour, width, dash, opacity) {
  const key = [colour, width, dash.join(" "), opacity].join("|");
  if (!styles.has(key)) styles.set(key, { colour, width, dash, opacity });
  return styles.get(key);
}

const SHAPES = {
  organization: [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
  place: [[-1.1, 0], [-0.55, -0.95], [0.55, -0.95], [1.1, 0], [0.55, 0.95], [-0.55, 0.95]],
  work: [[-0.7, -1], [0.35, -1], [0.75, -0.55], [0.75, 1], [-0.7, 1]],
  event: [[0, -1.15], [1.15, 0], [0, 1.15], [-1.15, 0]],
};

function drawDot(pen, node, x, y, r, style) {
  const shape = SHAPES[node.kind];
  if (shape) pen.polygon(shape.map(([dx, dy]) => [x + dx * r, y + dy * r]), style);
  else pen.circle(x, y, r, style);
}

function arrow(pen, from, to, r, style) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const [x, y] = [to.x - ux * (r + 2), to.y - uy * (r + 2)];
  const size = 5 + style.width;
  const wing = (side) => [x - ux * size - uy * size * 0.5 * side, y - uy * size + ux * size * 0.5 * side];
  pen.polygon([[x, y], wing(1), wing(-1)], { fill: style.colour, opacity: style.opacity });
}

// Space on the picture that dots and labels have taken.
class Taken {
  constructor() {
    this.boxes = [];
  }

  // Takes a box around a point if it is free.
  take(x, y, width, height) {
    const box = [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
    if (this.boxes.some((it) => it[0] < box[2] && it[2] > box[0] && it[1] < box[3] && it[3] > box[1])) return false;
    this.boxes.push(box);
    return true;
  }

  // Takes the box of a dot, whatever else is there.
  block(x, y, r) {
    this.boxes.push([x - r, y - r, x + r, y + r]);
  }
}

// Draws everything. `look`: the transform (k, x, y), the size, colours, what is lit, picked and hovered.
export function paint(pen, nodes, pairs, look) {
  const at = (node) => ({ x: node.x * look.k + look.x, y: node.y * look.k + look.y });
  const size = (node) => Math.max(node.r * Math.min(look.k, 1.4), look.crowded ? 1.5 : 4);
  const inside = (p, margin) => p.x > -margin && p.y > -margin && p.x < look.width + margin && p.y < look.height + margin;
  const styled = pairs.map((pair) => [pair, lineStyle(pair, look), at(pair.source), at(pair.target)])
    .filter(([, , a, b]) => Math.min(a.x, b.x) < look.width && Math.max(a.x, b.x) > 0
      && Math.min(a.y, b.y) < look.height && Math.max(a.y, b.y) > 0);
  if (look.crowded) styled.sort((a, b) => (a[1].colour < b[1].colour ? -1 : 1) || a[1].width - b[1].width);
  for (const [, style, a, b] of styled) pen.line(a.x, a.y, b.x, b.y, style);
  pen.flush();
  if (!look.crowded || look.k > 0.8) {
    for (const [pair, style, a, b] of styled) {
      const directed = pair.edges.some((edge) => !isSymmetric(edge.type) && edge.class !== "participant" && edge.class !== "place");
      if (directed && pair.there) arrow(pen, a, b, size(pair.target), style);
      if (directed && pair.back) arrow(pen, b, a, size(pair.source), style);
    }
  }
  const shown = nodes.map((node) => [node, at(node)]).filter(([, p]) => inside(p, 40));
  for (const [node, p] of shown) drawNode(pen, node, p, size(node), look);
  const taken = new Taken();
  if (!look.crowded) for (const [node, p] of shown) taken.block(p.x, p.y, size(node));
  drawLabels(pen, shown, size, look, taken);
  drawLineLabels(pen, styled, look, taken);
}

function drawNode(pen, node, p, r, look) {
  const dim = look.litNodes.size > 0 && !look.litNodes.has(node.id);
  if (look.crowded && r < 5 && !dim && node.id !== look.picked && node.id !== look.hovered) {
    pen.speck(p.x, p.y, r * 0.9, look.colourBy === "community" ? communityColour(node.community) : look.colours.kinds[node.kind]);
    return;
  }
  const fill = look.colourBy === "community" ? communityColour(node.community) : look.colours.kinds[node.kind];
  if (node.id === look.picked) pen.circle(p.x, p.y, r + 6, { colour: look.colours.accent, width: 3 });
  if (dim) drawDot(pen, node, p.x, p.y, r, { fill: look.colours.background });
  const style = { fill, opacity: dim ? 0.35 : 1 };
  if (!look.crowded || r > 4) Object.assign(style, { colour: look.colours.halo, width: 1.5 });
  if (node.status && node.status !== "actual") Object.assign(style, { colour: look.colours.text, width: 1, dash: [3, 2] });
  drawDot(pen, node, p.x, p.y, r, style);
  if (node.id === look.hovered) pen.circle(p.x, p.y, r + 3, { colour: look.colours.text, width: 1.5 });
  if (hasBadge(node, r, look)) {
    pen.circle(p.x + r * 0.9, p.y - r * 0.9, 7.5, { fill: look.colours.background, colour: look.colours.faint, width: 1 });
    const words = node.more > 99 ? "99" : String(node.more);
    pen.text(p.x + r * 0.9, p.y - r * 0.9 + 0.5, words, { size: 8.5, colour: look.colours.text, halo: look.colours.background });
  }
}

// True where the count of hidden connections is drawn: not on dots that it would cover.
export function hasBadge(node, r, look) {
  return node.more > 0 && !look.plain && (r >= 9 || node.id === look.picked || node.id === look.hovered);
}

function drawLabels(pen, shown, size, look, taken) {
  const rank = (node) => (node.id === look.picked ? 1e9 : 0) + (node.id === look.hovered ? 1e9 : 0)
    + (look.litNodes.has(node.id) ? 1e6 : 0) + node.articles * 10 + node.degree;
  const most = look.crowded ? 120 : 400;
  const ordered = [...shown].sort((a, b) => rank(b[0]) - rank(a[0])).slice(0, most);
  for (const [node, p] of ordered) {
    const strong = node.id === look.picked || node.id === look.hovered;
    const height = look.crowded && !strong ? 11 : 12.5;
    const words = shorten(node.short || node.label, strong ? 60 : 30);
    const away = size(node) + (node.id === look.picked ? 15 : 10);
    const free = [p.y + away, p.y - away].find((y) => taken.take(p.x, y, pen.width(words, height) + 4, height + 2));
    if (free === undefined && !strong) continue;
    pen.text(p.x, free ?? p.y + away, words, { size: height, colour: look.colours.text, halo: look.colours.halo, bold: strong });
  }
}

const LINE_SIZE = 10.5;
const ALONG = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73];

function drawLineLabels(pen, styled, look, taken) {
  if (look.crowded) return;
  const few = styled.length <= 70;
  const labelled = styled.filter(([pair]) => (look.lit.size > 0 ? look.lit.has(pair.key) : few));
  for (const [pair, , a, b] of labelled) {
    const room = Math.hypot(b.x - a.x, b.y - a.y);
    const others = labelled.filter(([other]) => other !== pair);
    for (const words of new Set([pairLabel(pair), pairLabel(pair, 1)].map((it) => shorten(it, 34)))) {
      const width = pen.width(words, LINE_SIZE);
      if (room < (look.lit.has(pair.key) ? width * 0.5 : width * 0.75 + 20)) continue;
      const spot = spotOn(a, b, others, taken, width);
      if (!spot) continue;
      pen.text(spot[0], spot[1], words, { size: LINE_SIZE, colour: look.colours.faint, halo: look.colours.halo, thick: true });
      break;
    }
  }
}

// Where on a line its words stand: where there is room, and where they lie on the fewest other lines.
function spotOn(a, b, others, taken, width) {
  const spots = ALONG.map((t) => [a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t])
    .map(([x, y]) => [x, y, others.filter(([, , from, to]) => crosses(from, to, x, y, width / 2, 7)).length]);
  spots.sort((one, other) => one[2] - other[2]);
  return spots.find(([x, y]) => taken.take(x, y, width + 4, 12));
}

// True where a line meets the box around a point (the slabs of Kay and Kajiya).
function crosses(from, to, x, y, halfWidth, halfHeight) {
  let [enter, leave] = [0, 1];
  for (const [start, delta, middle, half] of [[from.x, to.x - from.x, x, halfWidth], [from.y, to.y - from.y, y, halfHeight]]) {
    if (Math.abs(delta) < 1e-9) {
      if (Math.abs(start - middle) > half) return false;
      continue;
    }
    const ends = [(middle - half - start) / delta, (middle + half - start) / delta].sort((one, other) => one - other);
    enter = Math.max(enter, ends[0]);
    leave = Math.min(leave, ends[1]);
  }
  return enter <= leave;
}
