// How long the server of the explorer takes: `node measure.mjs URL` asks each question a hundred times and prints the
// median and the worst time, in milliseconds, as the server itself counts them (Server-Timing) and as they arrive.
const url = process.argv[2].replace(/\/$/, "");
const TIMES = 100;

async function ask(path) {
  const begun = performance.now();
  const answer = await fetch(url + path);
  const body = await answer.json();
  const took = performance.now() - begun;
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return { body, took, server: Number(answer.headers.get("server-timing").match(/dur=([\d.]+)/)[1]) };
}

function figures(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return `${sorted[Math.floor(sorted.length / 2)].toFixed(1)} / ${sorted.at(-1).toFixed(1)}`;
}

async function measure(name, pathOf, times = TIMES) {
  const answers = [];
  for (let at = 0; at < times; at++) answers.push(await ask(pathOf(at)));
  console.log(`${name}: server ${figures(answers.map((it) => it.server))} ms, arrived ${figures(answers.map((it) => it.took))} ms (median / worst of ${times})`);
}

const meta = (await ask("/api/meta")).body;
console.log(`${meta.articles} articles, ${Object.values(meta.kinds).reduce((a, b) => a + b)} dots, ${Object.values(meta.types).reduce((a, b) => a + b)} lines, ${meta.statements} statements`);
const nodes = (await ask("/api/view?limit=5000")).body.nodes;
// The best connected first, which are the most work, then others ever further down.
const some = (at) => nodes[at < 50 ? at : Math.floor(((at - 50) / 50) * (nodes.length - 1))];
const id = (at) => encodeURIComponent(some(at).id);

await measure("first view", () => "/api/view?limit=60");
await measure("search", (at) => `/api/search?q=${encodeURIComponent(some(at).label.slice(0, 1 + (at % 8)))}`);
await measure("search for what is not there", (at) => `/api/search?q=${encodeURIComponent(`${some(at).label.slice(1, 4)}zq`)}`);
await measure("expansion", (at) => `/api/view?open=${id(at)}&open=${id(TIMES - 1 - at)}`);
await measure("path", (at) => `/api/view?a=${id(at)}&b=${id((at * 37 + 11) % TIMES)}`);
await measure("card", (at) => `/api/node?id=${id(at)}`);
await measure("5000 dots", () => "/api/view?limit=5000", 10);
