import { randomUUID } from "node:crypto";
import process from "node:process";
import { sql } from "kysely";
import pino from "pino";
import { unsaid, writeItem } from "#engine/item.ts";
import type { MapDocument } from "#engine/map.ts";
import { writeTrace } from "#engine/trace.ts";
import { sourceSettings } from "#server/inbox/map-sources.ts";
import { migrate } from "#server/database/migrate.ts";
import { openPool } from "#server/database/pool.ts";
import { loadNodes } from "#server/nodes.ts";
import type { Services } from "#server/ports.ts";
import { searchWhy } from "#server/why/search.ts";
import { getWhy } from "#server/why/view.ts";
import { withDatabase } from "./database.ts";

/**
 * What “Why (not)?” takes over many rows: items, what they are found by, traces, drops and deliveries, a million of each unless told otherwise
 * (`node bench/why.ts [rows] [rounds]`). One JSON line: medians in milliseconds, and the tables of which a question read all rows (none may be).
 */
const rows = Number(process.argv[2] ?? 1_000_000);
const rounds = Number(process.argv[3] ?? 15);
const [sources, maps, accounts] = [20, 5, 50];
const watched = ["item", "heard", "trace", "drop", "delivery", "attempt", "told", "run"];

await withDatabase({}, async (database) => {
  const db = openPool({ url: database.url });
  await migrate(db);
  const nodes = await loadNodes();
  const workspaceId = randomUUID();
  const [mapIds, sourceIds, accountIds] = [maps, sources, accounts].map((count) =>
    Array.from({ length: count }, () => randomUUID()),
  ) as [string[], string[], string[]];
  const urlOf = (at: number) => ({ url: `https://feed${at}.example/rss` });
  const document = (name: string): MapDocument => {
    const type = (id: string, of: string, config: object) => ({
      ...{ id, type: of, version: nodes.manifests.get(of)!.version, title: "", position: { x: 0, y: 0 } },
      config: { ...(nodes.manifests.get(of)!.defaults as object), ...config },
    });
    return {
      ...{
        schema: 1,
        name,
        description: "",
        schedule: { kind: "interval", minutes: 15 },
        missed: "latest",
        first: { kind: "all" },
      },
      nodes: [
        ...sourceIds.map((_id, at) => type(`s${at}`, "rss", urlOf(at))),
        type("k", "keywords", { words: ["usine"] }),
        type("t", "template", { template: "{{title}} {{link}}" }),
        type("z", "ambassadors", {}),
      ],
      edges: [
        ...sourceIds.map((_id, at) => ({
          id: `e${at}`,
          from: { node: `s${at}`, port: "out" },
          to: { node: "k", port: "in" },
        })),
        { id: "f", from: { node: "k", port: "out" }, to: { node: "t", port: "in" } },
        { id: "g", from: { node: "t", port: "out" }, to: { node: "z", port: "in" } },
      ],
      limits: { burst: 2000, newShare: 1, perRun: 500, hours: 24, resend: false, spread: 1 },
    } as MapDocument;
  };
  const sample = JSON.stringify(
    writeItem({
      ...unsaid,
      key: "K",
      source: "Presse",
      title: "T",
      text: "T",
      link: "L",
      summary: "",
      author: null,
      tags: [],
      published: null,
    }),
  );
  const begun = performance.now();
  await db.transaction().execute(async (trx) => {
    await sql`select set_config('relaymap.scope', 'migrate', true), set_config('session_replication_role', 'replica', true)`.execute(
      trx,
    );
    await sql`insert into workspace (id, name) values (${workspaceId}, 'Bench')`.execute(trx);
    for (const [at, id] of sourceIds.entries())
      await sql`insert into source (workspace_id, id, type, key, config, baseline_at) values (${workspaceId}, ${id}, 'rss',
        ${sourceSettings(nodes, "rss", urlOf(at)).key}, ${JSON.stringify(urlOf(at))}, now())`.execute(trx);
    for (const id of accountIds)
      await sql`insert into account (workspace_id, id, network, remote_id, handle, name) values (${workspaceId}, ${id}, 'mastodon', ${id}, ${id.slice(0, 8)}, ${`Personne ${id.slice(0, 8)}`})`.execute(
        trx,
      );
    for (const [at, id] of mapIds.entries()) {
      const drawn = JSON.stringify(document(`Map ${at}`));
      await sql`insert into map (workspace_id, id, name, draft, state, live_version) values (${workspaceId}, ${id}, ${`Map ${at}`}, ${drawn}, 'live', 1)`.execute(
        trx,
      );
      await sql`insert into version (workspace_id, map_id, number, document) values (${workspaceId}, ${id}, 1, ${drawn}::jsonb)`.execute(
        trx,
      );
      await sql`insert into map_offset (workspace_id, map_id, source_id, seq) select ${workspaceId}, ${id}, s, 2000000000 from unnest(${sourceIds}::uuid[]) s`.execute(
        trx,
      );
    }
    // A run of each map for every 50 items; one item of three was let go, one of three went out.
    await sql`create temporary table n on commit drop as select g as seq, (${mapIds}::uuid[])[1 + g % ${maps}] as map, (${sourceIds}::uuid[])[1 + g % ${sources}] as source,
      (${accountIds}::uuid[])[1 + g % ${accounts}] as account, md5('run' || g / 50 || '-' || g % ${maps})::uuid as run, now() - make_interval(secs => ${rows} - g) as at
      from generate_series(1, ${rows}) g`.execute(trx);
    await sql`insert into run (workspace_id, id, map_id, due_at, started_at, finished_at, state, cause, version)
      select ${workspaceId}, run, map, min(at), min(at), min(at), 'done', 'due', 1 from n group by run, map`.execute(
      trx,
    );
    await sql`insert into item (workspace_id, seq, source_id, key, data, received_at) overriding system value
      select ${workspaceId}, seq, source, 'tag:' || seq, ${sample}::jsonb || jsonb_build_object('key', 'tag:' || seq, 'title', 'Usine nouvelle ' || md5(seq::text), 'text', 'Usine nouvelle ' || md5(seq::text)), at from n`.execute(
      trx,
    );
    await sql`insert into heard (workspace_id, seq, words) select ${workspaceId}, seq, 'usine nouvelle ' || md5(seq::text) || ' feed.example/' || seq from n`.execute(
      trx,
    );
    const ways = Buffer.from(writeTrace([{ seq: 1, wires: [0, sources, sources + 1], print: null }]));
    await sql`insert into trace (workspace_id, run_id, place, map_id, version, at, first_seq, last_seq, items, ways)
      select ${workspaceId}, run, row_number() over (partition by run), map, 1, at, seq, seq, 1, ${ways} from n`.execute(
      trx,
    );
    await sql`insert into drop (workspace_id, run_id, map_id, node_id, item_seq, item_key, title, code, reason)
      select ${workspaceId}, run, map, 'k', seq, 'tag:' || seq, 'Usine', 'keywords', '{"en":"x","fr":"x"}' from n where seq % 3 = 0`.execute(
      trx,
    );
    await sql`insert into drop (workspace_id, run_id, map_id, node_id, item_seq, item_key, title, account_id, code, reason)
      select ${workspaceId}, run, map, 'z', seq, 'tag:' || seq, 'Usine', account, 'paused', '{"en":"x","fr":"x"}' from n where seq % 3 <> 0`.execute(
      trx,
    );
    await sql`insert into delivery (workspace_id, map_id, run_id, version, node_id, account_id, network, item_key, item_seq, item_title, post, state, due_at, expires_at, published_at, created_at)
      select ${workspaceId}, map, run, 1, 'z', account, 'mastodon', 'tag:' || seq, seq, 'Usine nouvelle ' || seq, '{"version":1,"parts":[{"kind":"post","text":"x"}]}', 'published', at, at, at, at from n`.execute(
      trx,
    );
    await sql`insert into attempt (workspace_id, delivery_id, part, epoch, gated_at, worker) select workspace_id, id, 0, 1, created_at, 'w' from delivery`.execute(
      trx,
    );
    await sql`insert into told (workspace_id, item_key, newest, words) select ${workspaceId}, item_key, max(id), 'usine nouvelle' from delivery group by item_key`.execute(
      trx,
    );
  });
  await sql`vacuum (analyze)`.execute(db);
  const built = Math.round((performance.now() - begun) / 1000);
  const services = {
    ...{ db, nodes, log: pino({ level: "silent" }), clock: { now: () => Date.now() } },
    settings: { networks: {}, publicUrl: "https://relaymap.example" },
    pages: { known: () => Promise.resolve(new Map()) },
  } as unknown as Services;
  const caller = { memberId: randomUUID(), editor: true };
  const seqOf = (round: number): number => 1 + ((round * 7_919_317 + 13) % rows);
  const scans = async (): Promise<Map<string, number>> => {
    await sql`select pg_stat_force_next_flush()`.execute(db);
    const found = await sql<{
      name: string;
      count: number;
    }>`select relname as name, seq_scan::int as count from pg_stat_user_tables where relname = any(${watched})`.execute(
      db,
    );
    return new Map(found.rows.map(({ name, count }) => [name, count]));
  };
  const before = await scans();
  const of = async (work: (seq: number) => Promise<unknown>): Promise<number> => {
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const from = performance.now();
      await work(seqOf(round));
      times.push(performance.now() - from);
    }
    return Math.round(times.toSorted((a, b) => a - b)[rounds >> 1]! * 10) / 10;
  };
  const ask = (key: string, account?: string) => getWhy(services, { workspaceId, key, account, caller });
  const line = {
    ...{ bench: "why", rows, built },
    everybody: await of((seq) => ask(`tag:${seq}`)),
    somebody: await of((seq) => ask(`tag:${seq}`, accountIds[seq % accounts])),
    notThem: await of((seq) => ask(`tag:${seq}`, accountIds[(seq + 7) % accounts])),
    search: await of((seq) => searchWhy(db, workspaceId, { search: `usine ${seq % 97}` })),
    person: await of((seq) =>
      searchWhy(db, workspaceId, { search: `pourquoi pas ${accountIds[seq % accounts]!.slice(0, 8)} ?` }),
    ),
    percent: await of(() => searchWhy(db, workspaceId, { search: "%" })),
    nothing: await of(() => searchWhy(db, workspaceId, { search: "introuvable" })),
  };
  // Counts of other sessions come a second late.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const after = await scans();
  const walked = [...after].filter(([name, count]) => count > (before.get(name) ?? 0)).map(([name]) => name);
  console.log(JSON.stringify({ ...line, walked }));
  await db.destroy();
  if (walked.length > 0) process.exitCode = 1;
});
