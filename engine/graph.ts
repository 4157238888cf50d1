/** A directed graph over node ids; `next` and `previous` hold every node, also those without neighbours. */
export type Graph = { next: ReadonlyMap<string, readonly string[]>; previous: ReadonlyMap<string, readonly string[]> };

/** Joins of nodes that do not exist are left out: the compiler names them by itself. */
export function graphOf(ids: Iterable<string>, joins: Iterable<{ from: string; to: string }>): Graph {
  const next = new Map<string, string[]>();
  const previous = new Map<string, string[]>();
  for (const id of ids) {
    next.set(id, []);
    previous.set(id, []);
  }
  for (const { from, to } of joins) {
    if (!next.has(from) || !next.has(to)) continue;
    next.get(from)?.push(to);
    previous.get(to)?.push(from);
  }
  return { next, previous };
}

/** Every node that can be reached from `starts` along `along`, the starts included. Linear. */
export function reach(starts: Iterable<string>, along: Graph["next"]): Set<string> {
  const found = new Set(starts);
  const waiting = [...found];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const other of along.get(id) ?? []) {
      if (found.has(other)) continue;
      found.add(other);
      waiting.push(other);
    }
  }
  return found;
}

/**
 * The nodes in topological order: by depth (the longest way from a beginning), then by id, so that the order in which a
 * document lists its nodes does not matter. Nodes on or behind a cycle are absent. Linear, but for the sort.
 */
export function topological({ next, previous }: Graph): string[] {
  const open = new Map([...previous].map(([id, befores]) => [id, befores.length]));
  const depth = new Map<string, number>();
  const ready = [...open].filter(([, count]) => count === 0).map(([id]) => id);
  for (const id of ready) depth.set(id, 0);
  for (let index = 0; index < ready.length; index += 1) {
    const id = ready[index] ?? "";
    for (const other of next.get(id) ?? []) {
      depth.set(other, Math.max(depth.get(other) ?? 0, (depth.get(id) ?? 0) + 1));
      const left = (open.get(other) ?? 0) - 1;
      open.set(other, left);
      if (left === 0) ready.push(other);
    }
  }
  return ready.sort((a, b) => (depth.get(a) ?? 0) - (depth.get(b) ?? 0) || (a < b ? -1 : 1));
}

/**
 * Cycles, each as the ids along it, no node in two of them; at most `most`. Taking one away may leave others that shared
 * nodes with it: they show once the first is mended.
 */
export function cycles({ next, previous }: Graph, most: number): string[][] {
  const core = new Set(next.keys());
  const ins = new Map([...previous].map(([id, befores]) => [id, befores.length]));
  const outs = new Map([...next].map(([id, afters]) => [id, afters.length]));
  // Peels off whatever is on no cycle: nodes that nothing in the core leads to, or that lead nowhere in it.
  const peel = (starts: Iterable<string>) => {
    const waiting = [...starts];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (!core.delete(id)) continue;
      for (const other of next.get(id) ?? []) if (lower(ins, other) === 0) waiting.push(other);
      for (const other of previous.get(id) ?? []) if (lower(outs, other) === 0) waiting.push(other);
    }
  };
  peel([...core].filter((id) => ins.get(id) === 0 || outs.get(id) === 0));
  const found: string[][] = [];
  while (core.size > 0 && found.length < most) {
    // In the core every node leads on inside it, so that walking on must come round.
    const path: string[] = [];
    const at = new Map<string, number>();
    let id: string | undefined = core.values().next().value;
    while (id !== undefined && !at.has(id)) {
      at.set(id, path.length);
      path.push(id);
      id = next.get(id)?.find((other) => core.has(other));
    }
    const cycle = path.slice(at.get(id ?? "") ?? 0);
    found.push(cycle);
    peel(cycle);
  }
  return found;
}

function lower(counts: Map<string, number>, id: string): number {
  const left = (counts.get(id) ?? 0) - 1;
  counts.set(id, left);
  return left;
}
