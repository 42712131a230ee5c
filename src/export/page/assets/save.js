// Keeps what is seen: as a picture (PNG, SVG) or for other programs (JSON, DOT).
import { byId } from "./dom.js";
import { CanvasPen, SvgPen, paint } from "./pen.js";
import { typeLabel } from "./words.js";

function download(name, blob) {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(blob);
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10000);
}

function png(canvas) {
  const { look, layout } = canvas;
  const scale = 2;
  const sheet = document.createElement("canvas");
  sheet.width = look.width * scale;
  sheet.height = look.height * scale;
  const context = sheet.getContext("2d");
  context.scale(scale, scale);
  context.fillStyle = look.colours.background;
  context.fillRect(0, 0, look.width, look.height);
  paint(new CanvasPen(context), layout.nodes, layout.pairs, { ...look, plain: true, hovered: null });
  sheet.toBlob((blob) => download("graph.png", blob), "image/png");
}

function svg(canvas) {
  const { look, layout, pen } = canvas;
  const drawn = new SvgPen(pen);
  paint(drawn, layout.nodes, layout.pairs, { ...look, plain: true, hovered: null });
  const text = drawn.done(Math.round(look.width), Math.round(look.height), look.colours.background);
  download("graph.svg", new Blob([text], { type: "image/svg+xml" }));
}

// Node-link JSON as NetworkX and D3 read it.
function json(view) {
  const nodes = view.nodes.map(({ id, kind, label, note, date, status, articles, sources }) => ({ id, kind, label, note, date, status, articles, sources }));
  const links = view.edges.map(({ from, to, class: group, type, status, title, articles, sources }) => ({ source: from, target: to, key: type, class: group, type, label: typeLabel(type), status, title, articles, sources }));
  const graph = { directed: true, multigraph: true, graph: {}, nodes, links };
  download("graph.json", new Blob([`${JSON.stringify(graph, null, 1)}\n`], { type: "application/json" }));
}

function quoted(text) {
  return `"${text.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/[\r\n]+/g, " ")}"`;
}

function dot(view) {
  const shapes = { person: "ellipse", organization: "box", place: "hexagon", work: "note", event: "diamond" };
  const names = new Map(view.nodes.map((node, at) => [node.id, `n${at}`]));
  const nodes = view.nodes.map((node) => `  ${names.get(node.id)} [label=${quoted(node.label)}, shape=${shapes[node.kind]}];`);
  const edges = view.edges.map((edge) => {
    const style = edge.status === "actual" || edge.status === "former" ? "solid" : "dashed";
    return `  ${names.get(edge.from)} -> ${names.get(edge.to)} [label=${quoted(typeLabel(edge.type))}, style=${style}];`;
  });
  download("graph.dot", new Blob([`digraph {\n${nodes.join("\n")}\n${edges.join("\n")}\n}\n`], { type: "text/vnd.graphviz" }));
}

// Sets up the menu; `view` gives what is in view.
export function startSave(canvas, view) {
  const ways = { png: () => png(canvas), svg: () => svg(canvas), json: () => json(view()), dot: () => dot(view()) };
  for (const [name, save] of Object.entries(ways)) {
    byId(`save-${name}`).addEventListener("click", () => {
      save();
      byId("save").open = false;
    });
  }
}
