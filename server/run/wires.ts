import { sql } from "kysely";
import { graphOf, reach } from "#engine/graph.ts";
import type { MapDocument } from "#engine/map.ts";
import type { Text } from "#engine/text.ts";
import type { Reply } from "../api.ts";
import { notFound } from "../errors.ts";
import { sourceNodes } from "../inbox/map-sources.ts";
import { readDocument } from "../maps/row.ts";
import { ofRun } from "../ledger/views.ts";
import type { Services } from "../ports.ts";
import { getRunRow } from "./views.ts";

type View = Reply<"wireItems">;
type Passed = View["rows"][number];

/** Ends that are looked at, and items that are shown. */
const [mostEnds, mostItems] = [4000, 100];

/**
 * What went over a wire in a run: the items of the sources before it whose end (a delivery, a drop) the run wrote at a step behind it. What
 * came over another wire into the same step from the same source cannot be told from it: then there are more rows than `count`. What a
 * step keeps for later has no end yet, and is not among them. 404 where the run, or its version, has no such wire.
 */
export async function wireItems(
  services: Pick<Services, "db" | "nodes">,
  workspaceId: string,
  { id, edge: wanted }: { id: string; edge: string },
): Promise<View> {
  const { db } = services;
  const run = await getRunRow(services, workspaceId, id);
  const stored = await db
    .selectFrom("version as v")
    .innerJoin("run as r", (join) =>
      join.onRef("r.workspace_id", "=", "v.workspace_id").onRef("r.map_id", "=", "v.map_id"),
    )
    .select(["v.document", "r.edges"])
    .where("v.workspace_id", "=", workspaceId)
    .where("v.map_id", "=", run.mapId)
    .where("v.number", "=", run.version)
    .where("r.id", "=", id)
    .executeTakeFirst();
  const document = stored === undefined ? null : readDocument(stored.document);
  const edge = document?.edges.find((each) => each.id === wanted);
  if (document === null || edge === undefined) throw notFound();
  const graph = graphOf(
    document.nodes.map((node) => node.id),
    document.edges.map(({ from, to }) => ({ from: from.node, to: to.node })),
  );
  const behind = [...reach([edge.to.node], graph.next)];
  const keys = keysBefore(services, document, reach([edge.from.node], graph.previous));
  const [delivered, dropped] = await ends(services, workspaceId, id, behind, keys);
  const items = new Map<string, Passed>();
  const of = (key: string, title: string): Passed => {
    const known = items.get(key) ?? { key, title, deliveries: 0, drop: null };
    items.set(key, known);
    return known;
  };
  for (const row of delivered) of(row.key, row.title).deliveries += row.count;
  // What reached somebody went on; the first drop of what did not says where it ended.
  for (const { key, title, node, reason } of dropped) of(key, title).drop ??= { node, reason };
  const rows = [...items.values()].map((row) => (row.deliveries > 0 ? { ...row, drop: null } : row));
  const count = (stored?.edges as Record<string, number> | null)?.[wanted] ?? 0;
  return { count, more: rows.length > mostItems, rows: rows.slice(0, mostItems) };
}

/** The keys of the sources among some steps; of settings that no longer parse none is known. */
function keysBefore({ nodes }: Pick<Services, "nodes">, document: MapDocument, before: ReadonlySet<string>): string[] {
  const readable = document.nodes.filter(
    ({ id, type, config }) => before.has(id) && nodes.manifests.get(type)?.config.safeParse(config).success === true,
  );
  return sourceNodes(nodes, { ...document, nodes: readable }).map(({ key }) => key);
}

type Delivered = { key: string; title: string; count: number };
type Dropped = { key: string; title: string; node: string; reason: Text };

/** What a step made itself (a digest) is of no source. */
async function ends(
  { db }: Pick<Services, "db">,
  workspaceId: string,
  run: string,
  nodes: readonly string[],
  keys: readonly string[],
): Promise<[Delivered[], Dropped[]]> {
  const from = sql`(select id from source where workspace_id = ${workspaceId} and key = any(${[...keys]}::text[]))`;
  const own = (table: string) => sql`(${sql.ref(`${table}.item_seq`)} is null or not exists (
    select from item i where i.workspace_id = ${workspaceId} and i.seq = ${sql.ref(`${table}.item_seq`)} and i.source_id not in ${from}))`;
  const delivered = await sql<Delivered>`
    select d.item_key as key, min(d.item_title) as title, count(*)::int as count from delivery d
    where ${ofRun("d", workspaceId, run)} and d.node_id = any(${[...nodes]}::text[]) and ${own("d")}
    group by d.item_key order by min(d.id) limit ${mostEnds}`.execute(db);
  const dropped = await sql<Dropped>`
    select gone.item_key as key, gone.title, gone.node_id as node, gone.reason from drop gone
    where gone.workspace_id = ${workspaceId} and gone.run_id = ${run} and gone.node_id = any(${[...nodes]}::text[]) and ${own("gone")}
    order by gone.id limit ${mostEnds}`.execute(db);
  return [delivered.rows, dropped.rows];
}
