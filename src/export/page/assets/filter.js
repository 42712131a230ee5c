// Which of the dots and lines in view are left by the filters.

// The first and the last day of a partial date.
export function bounds(date) {
  if (!date) return null;
  return [date.length === 4 ? `${date}-01-01` : date.length === 7 ? `${date}-01` : date,
    date.length === 4 ? `${date}-12-31` : date.length === 7 ? `${date}-31` : date];
}

// The first and last day that a say counts for, by the clock in force; nothing where it has no date there.
export function sayDays(say, clock) {
  const [, published, start, end] = say;
  if (clock !== "stated") return bounds(published);
  if (!start && !end) return null;
  return [start ? bounds(start)[0] : "0000-01-01", end ? bounds(end)[1] : "9999-12-31"];
}

function saysFilter(state, meta, timed) {
  const outlets = new Set(state.outlet.map((name) => meta.outlets.indexOf(name)));
  const hidden = new Set(state.status);
  return (say) => {
    if (outlets.size && !outlets.has(say[0])) return false;
    if (hidden.has(say[4])) return false;
    if (!timed || (!state.from && !state.to)) return true;
    const days = sayDays(say, state.clock);
    return Boolean(days) && (!state.from || days[1] >= state.from) && (!state.to || days[0] <= state.to);
  };
}

// True where a filter is on that asks something of the evidence.
export function isNarrow(state) {
  return Boolean(state.outlet.length || state.status.length || state.types.length || state.from || state.to
    || Number(state.min) > 1);
}

// The dots and lines that are left; `timed` is false for the time line, which shows what its own range leaves out.
export function filtered(view, state, meta, timed = true) {
  const keeps = saysFilter(state, meta, timed);
  const hiddenKinds = new Set(state.hide);
  const hiddenTypes = new Set(state.types);
  const least = Number(state.min) || 1;
  const kept = new Set([...state.open, ...state.path, ...state.between, state.pick]);
  const byId = new Map();
  for (const node of view.nodes) if (!hiddenKinds.has(node.kind) || kept.has(node.id)) byId.set(node.id, node);
  const edges = [];
  const linked = new Set();
  for (const edge of view.edges) {
    if (hiddenTypes.has(edge.type) || !byId.has(edge.from) || !byId.has(edge.to)) continue;
    const says = edge.says.filter(keeps);
    if (!says.length) continue;
    const outlets = new Set(says.map((say, at) => say[0] ?? -1 - at));
    if (Math.min(edge.sources, outlets.size) < least) continue;
    edges.push({ ...edge, says });
    linked.add(edge.from).add(edge.to);
  }
  // Whoever is connected to nobody would only take the others' place: the list names them.
  const nodes = [...byId.values()].filter((node) => linked.has(node.id) || kept.has(node.id));
  const alone = isNarrow(state) ? [] : [...byId.values()].filter((node) => !linked.has(node.id) && !kept.has(node.id));
  return { nodes, alone, edges, paths: view.paths || [] };
}
