import { randomUUID } from "node:crypto";
import process from "node:process";
import { sql } from "kysely";
import pino from "pino";
import { type Item, unsaid, writeItem } from "#engine/item.ts";
import type { MapDocument } from "#engine/map.ts";
import { sourceSettings } from "#server/inbox/map-sources.ts";
import { migrate } from "#server/database/migrate.ts";
import { openPool } from "#server/database/pool.ts";
import { loadNodes } from "#server/nodes.ts";
import type { Services } from "#server/ports.ts";
import { liveItems, liveWires } from "#server/run/live.ts";
import { runAhead } from "#server/run/preview.ts";
import { withDatabase } from "./database.ts";

/**
 * What a change of a drawing costs until its difference is known: a map of 10 sources, 20 steps and 4 accounts over its 1,000 newest items, of
 * which the accounts were given a part. `node bench/live.ts [rounds]`. One JSON line with medians, milliseconds; an error where the difference takes
 * longer than 300 ms.
 */
const rounds = Number(process.argv[2] ?? 21);
const [sources, each, goal] = [10, 100, 300];
const words = ["emploi", "usine", "lumière", "musée", "prix", "bilan", "équipe", "chantier", "ville", "recherche"];

const { manifests } = await loadNodes();

await withDatabase({}, async (database) => {
  const db = openPool({ url: database.url });
  await migrate(db);
  const nodes = await loadNodes();
  const workspaceId = randomUUID();
  const feeds = Array.from({ length: sources }, (_, at) => ({ url: `https://feed${at}.example/rss` }));
  await db.transaction().execute(async (trx) => {
    await sql`select set_config('relaymap.scope', 'migrate', true)`.execute(trx);
    await sql`insert into workspace (id, name) values (${workspaceId}, 'Bench')`.execute(trx);
    for (const [at, config] of feeds.entries()) {
      const { key } = sourceSettings(nodes, "rss", config);
      const source = randomUUID();
      await sql`insert into source (workspace_id, id, type, key, config, baseline_at) values (${workspaceId}, ${source}, 'rss', ${key}, ${JSON.stringify(config)}, now())`.execute(
        trx,
      );
      const items = Array.from({ length: each }, (_, n): Item => itemOf(at, n));
      await sql`insert into item (workspace_id, source_id, key, data)
        select ${workspaceId}, ${source}, k, d::jsonb from unnest(${items.map(({ key: k }) => k)}::text[], 
          ${items.map((item) => JSON.stringify(writeItem(item)))}::text[]) as x(k, d)`.execute(trx);
    }
    for (let at = 0; at < 4; at += 1) {
      const account = randomUUID();
      await sql`insert into account (workspace_id, id, network, remote_id, handle, name) values (${workspaceId}, ${account}, 'mastodon', ${`a${at}`}, ${`a${at}`}, ${`a${at}`})`.execute(
        trx,
      );
      await sql`insert into consent (workspace_id, account_id, mode) values (${workspaceId}, ${account}, 'auto')`.execute(
        trx,
      );
    }
  });
  await sql`vacuum (analyze)`.execute(db);
  const services = {
    ...{ db, nodes, log: pino({ level: "silent" }), clock: { now: () => Date.now() } },
    settings: { networks: {}, publicUrl: "https://relaymap.example" },
    pages: { known: () => Promise.resolve(new Map()) },
  } as unknown as Services;
  const map = randomUUID();
  const [before, document] = [draw("emploi"), draw("usine")];
  const turned = await liveWires(services, workspaceId, { document, before, pin: null });
  const of = async (work: () => Promise<unknown>): Promise<number> => {
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const begun = performance.now();
      await work();
      times.push(performance.now() - begun);
    }
    return Math.round(times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)]! * 10) / 10;
  };
  const line = {
    ...{ bench: "live", items: turned.items, steps: document.nodes.length, messages: turned.messages },
    changed: Object.values(turned.edges).reduce((sum, { more, fewer }) => sum + more + fewer, 0),
    difference: await of(() => liveWires(services, workspaceId, { document, before, pin: null })),
    counts: await of(() => liveWires(services, workspaceId, { document, pin: null })),
    wire: await of(() => liveItems(services, workspaceId, { document, edge: "e12" })),
    run: await of(() => runAhead(services, workspaceId, { document: { ...document, first: { kind: "all" } }, map })),
  };
  console.log(JSON.stringify(line));
  await db.destroy();
  if (line.items < 1000 || line.changed === 0 || line.difference > goal) process.exitCode = 1;
});

function itemOf(source: number, n: number): Item {
  const [one, two] = [words[n % words.length]!, words[(n * 7 + source) % words.length]!];
  const title = `${one} ${two} ${((n + 1) * 7919 * (source + 3)).toString(36)} ${((n + 5) * 104_729 * (source + 11)).toString(36)}`;
  return {
    ...unsaid,
    ...{ key: `tag:${source}:${n}`, source: `Feed ${source}`, title, text: title, author: null, tags: [one] },
    link: `https://feed${source}.example/${n}`,
    summary: `${title}. `.repeat(6),
    published: new Date(1_790_000_000_000 + n * 3_600_000).toISOString(),
  };
}

function draw(word: string): MapDocument {
  const chain: [string, Record<string, unknown>][] = [
    ["keywords", { words: [word, "musée", "prix", "ville", "bilan"] }],
    ["replace", { pairs: [{ find: "usine", put: "atelier" }] }],
    ["template", { template: "{{title}} : {{summary}} {{link}}" }],
    ["truncate", {}],
    ["hashtags", {}],
    ["utm", {}],
  ];
  const list = [
    ...Array.from({ length: sources }, (_, at) => ["rss", { url: `https://feed${at}.example/rss` }] as const),
    ...chain,
    ...Array.from({ length: 4 }, (_, at) => ["account", { account: `mastodon:a${at}` }] as const),
  ];
  const made = list.map(([type, config], at) => ({
    ...{ id: `n${at}`, type, version: manifests.get(type)!.version, title: "", position: { x: 0, y: 0 } },
    config: { ...(manifests.get(type)!.defaults as object), ...config },
  }));
  const wires: [number, number][] = [
    ...feedsTo(sources),
    ...chain.slice(1).map((_step, at): [number, number] => [sources + at, sources + at + 1]),
    ...Array.from({ length: 4 }, (_, at): [number, number] => [
      sources + chain.length - 1,
      sources + chain.length + at,
    ]),
  ];
  const portOf = (at: number, side: "in" | "out"): string => {
    const { type, config } = made[at]!;
    const manifest = manifests.get(type)!;
    return (side === "in" ? manifest.inputs : manifest.outputs(config))[0]!.id;
  };
  return {
    ...{ schema: 1, name: "Bench", description: "", nodes: made },
    edges: wires.map(([from, to], at) => ({
      id: `e${at}`,
      from: { node: `n${from}`, port: portOf(from, "out") },
      to: { node: `n${to}`, port: portOf(to, "in") },
    })),
    schedule: { kind: "interval", minutes: 15 },
    ...{ missed: "latest", first: { kind: "skip" } },
    limits: { burst: 2000, newShare: 1, perRun: 500, hours: 24, resend: false, spread: 1 },
  };
}
function feedsTo(to: number): [number, number][] {
  return Array.from({ length: sources }, (_, at) => [at, to]);
}
