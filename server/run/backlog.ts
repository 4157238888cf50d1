import { sql } from "kysely";
import { compile } from "#engine/compile.ts";
import type { MapDocument } from "#engine/map.ts";
import type { Reply } from "../api.ts";
import { brandOfMap } from "../campaigns/now.ts";
import { notBegun, sourceNodes } from "../inbox/map-sources.ts";
import { restOf } from "../inbox/resting.ts";
import { knownTo } from "../maps/check.ts";
import { findMap, type MapRecord } from "../maps/row.ts";
import type { Services } from "../ports.ts";
import { checkCron } from "../time/cron.ts";
import { nothingFetched, withFetched } from "./fetched.ts";
import { itemsOf, unread } from "./read.ts";
import { rehearse } from "./rehearse.ts";
import { nextTime } from "./ticks.ts";

type View = Reply<"backlog">;

/** Items that are looked at: more says nothing more. What a person waits for the answer, milliseconds, and the pages that are read for it. */
const most = 500;
const waiting = { patience: 5_000, pages: 20 };

/**
 * What a map reads at once when a draft of it goes live: what came to its sources while these were off, or while the map was paused, since other
 * maps went on reading them. `backlog` null: nothing waits. `messages` by the code of a real run. Publishes and stores nothing.
 */
export async function backlog(
  services: Services,
  workspaceId: string,
  { document, map: mapId }: { document: unknown; map: string },
): Promise<View> {
  const map = await findMap(services.db, workspaceId, mapId);
  const known = await knownTo(services.db, workspaceId);
  const brand = await brandOfMap(services.db, workspaceId, mapId);
  const { plan, document: checked } = compile(document, services.nodes, { ...known, checkCron, brand });
  if (plan === null || checked === null || map.live_version === null) return { backlog: null };
  const sources = await waitingSources(services, map, checked);
  const seqs = await unread(services.db, workspaceId, sources, most + 1);
  const found = await itemsOf(services.db, workspaceId, seqs);
  const items = found.slice(0, most).filter(({ gone }) => !gone);
  if (items.length === 0) return { backlog: null };
  const views = sources.flatMap(({ source, key, nodes }) => {
    const own = items.filter((one) => one.source === source).map(({ item }) => item);
    return nodes.map((node) => ({ node, source: key, items: own, error: null }));
  });
  const fetched = nothingFetched();
  const ledger = { db: services.db, workspaceId };
  const { result, letGo } = await withFetched(
    services,
    workspaceId,
    fetched,
    () => rehearse(services, plan, views, known.accounts, ledger, fetched),
    waiting,
  );
  const goes = result.wanted.filter((one) => !letGo.has(one));
  return {
    backlog: {
      items: items.length,
      more: found.length > most,
      messages: goes.length,
      accounts: new Set(goes.map(({ account }) => account.id)).size,
      had: letGo.size,
      at: nextTime(mapId, checked.schedule, services.clock.now()),
    },
  };
}

type Waiting = { source: string; key: string; nodes: string[]; seq: number };

/** The sources of a draft in which the map goes on from where it stopped, and where that is: those that were off, and of a paused map all. */
async function waitingSources(
  { db, nodes }: Pick<Services, "db" | "nodes">,
  map: MapRecord,
  document: MapDocument,
): Promise<Waiting[]> {
  const byKey = Map.groupBy(sourceNodes(nodes, document), ({ key }) => key);
  if (byKey.size === 0) return [];
  const state = map.node_state as Record<string, unknown>;
  const { rows } = await sql<{ source: string; key: string; seq: number | null }>`
    select s.id as source, s.key, o.seq from source s
    left join map_offset o on o.workspace_id = s.workspace_id and o.source_id = s.id and o.map_id = ${map.id}
    where s.workspace_id = ${map.workspace_id} and s.key = any(${[...byKey.keys()]}::text[]) order by s.id`.execute(db);
  return rows.flatMap(({ source, key, seq }) => {
    const own = (byKey.get(key) ?? []).map(({ node }) => node);
    const rests = own.flatMap((node) => restOf(state[node], key)?.seq ?? []);
    const from = rests.length > 0 ? Math.min(...rests) : map.state === "paused" ? seq : null;
    return from === null || from === notBegun ? [] : [{ source, key, nodes: own, seq: from }];
  });
}
