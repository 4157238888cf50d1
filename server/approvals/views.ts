import { sql } from "kysely";
import type { Reply } from "../api.ts";
import { cutRows, type Paging, readNumberMark, writeMark } from "../database/paging.ts";
import { itemView } from "../inbox/items.ts";
import { findMap } from "../maps/row.ts";
import type { Services } from "../ports.ts";
import { listPublishers } from "../run/publishers.ts";
import { listEditors, mayAnswer, type Who, waits } from "./may.ts";
import { newestWords } from "./newest.ts";
import { reachOf } from "./reach.ts";
import { livePlan, markOf, type Waiting, waitingRow, withItem } from "./waiting.ts";

/** What waits for an answer in all maps, or in one, the nearest deadline first: by its newest words, and where it would go. */
export async function listApprovals(
  services: Pick<Services, "db" | "nodes" | "pages" | "clock">,
  who: Who,
  { map, ...paging }: Paging & { map?: string | undefined },
): Promise<Reply<"listApprovals">> {
  const { db } = services;
  const { workspaceId } = who;
  if (map !== undefined) await findMap(db, workspaceId, map);
  const after = readNumberMark(paging.before);
  const { rows: found } = await sql<Waiting & { name: string; paused: boolean }>`
    select ${waitingRow(mayAnswer(who))}, m.name, m.state = 'paused' as paused from kept k
    join map m on m.workspace_id = k.workspace_id and m.id = k.map_id ${withItem}
    where k.workspace_id = ${workspaceId} and ${waits} and (${map ?? null}::uuid is null or k.map_id = ${map ?? null}::uuid)
      and (${after?.at ?? null}::timestamptz is null or (k.asked_until, k.approval_id) > (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::bigint))
    order by k.asked_until, k.approval_id limit ${paging.limit + 1}`.execute(db);
  const { rows, next } = cutRows(found, paging.limit, ({ until, id }) => writeMark({ at: until, id: String(id) }));
  if (rows.length === 0) return { rows: [], next };
  const [accounts, editors] = [await listPublishers(db, workspaceId), await listEditors(db, workspaceId)];
  const views = new Map<number, Pick<Reply<"listApprovals">["rows"][number], "item" | "text" | "mark" | "reach">>();
  for (const [mapId, some] of Map.groupBy(rows, (row) => row.map)) {
    const plan = await livePlan(db, services, workspaceId, mapId);
    const words = await newestWords(services, workspaceId, plan, some);
    const asked = some.map(({ id, node, since, until }) => ({
      id,
      node,
      item: words.get(id)!,
      since: Date.parse(since),
      until: Date.parse(until),
    }));
    const reach = reachOf(services, plan, asked, accounts, services.clock.now());
    for (const { id, item } of asked)
      views.set(id, { item: itemView(item), text: item.text, mark: markOf(item), reach: reach.get(id)! });
  }
  return {
    next,
    rows: rows.map(({ id, map: mapId, name, paused, node, newer, since, until, over, asked, mine }) => ({
      id,
      map: { id: mapId, name, paused },
      node,
      ...views.get(id)!,
      changed: newer !== null,
      since,
      until,
      over,
      note: asked.note,
      mine,
      asked:
        asked.people === null
          ? null
          : editors.filter((editor) => asked.people?.includes(editor.id)).map((editor) => editor.name),
    })),
  };
}
