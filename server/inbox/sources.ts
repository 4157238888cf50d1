import { sql } from "kysely";
import type { Reply } from "../api.ts";
import type { Paging } from "../database/paging.ts";
import { notFound } from "../errors.ts";
import type { Db, Services } from "../ports.ts";

type SourceRow = Reply<"listSources">["rows"][number];

/** What is polled, oldest source first, with the maps that read it. `before` is the id of the last row that was shown before. */
export async function listSources(
  services: Pick<Services, "db">,
  workspaceId: string,
  paging: Paging,
): Promise<Reply<"listSources">> {
  const rows = await read(services.db, workspaceId, {
    after: paging.before ?? null,
    id: null,
    limit: paging.limit + 1,
  });
  const shown = rows.slice(0, paging.limit);
  return { rows: shown, next: rows.length > paging.limit ? (shown.at(-1)?.id ?? null) : null };
}

/** One source; 404 where the workspace has none of this id. */
export async function getSource(services: Pick<Services, "db">, workspaceId: string, id: string): Promise<SourceRow> {
  const [row] = await read(services.db, workspaceId, { after: null, id, limit: 1 });
  if (!row) throw notFound();
  return row;
}

type Row = Omit<SourceRow, "address" | "polledAt" | "okAt" | "nextPollAt" | "waitUntil" | "movedTo"> & {
  wait_until: string | null;
  moved_to: string | null;
  key: string;
  polled_at: string | null;
  ok_at: string | null;
  next_poll_at: string | null;
};

async function read(
  db: Db,
  workspaceId: string,
  where: { after: string | null; id: string | null; limit: number },
): Promise<SourceRow[]> {
  const { rows } = await sql<Row>`
    select source.id, source.type, source.title, source.key, source.polled_at, source.ok_at, source.next_poll_at, source.failures, source.error, source.received, source.document,
      case when source.wait_until > now() then source.wait_until end as wait_until, source.cursor->>'moved' as moved_to,
      (select count(*) from item where item.workspace_id = source.workspace_id and item.source_id = source.id) as items,
      coalesce((select jsonb_agg(jsonb_build_object('id', map.id, 'name', map.name) order by map.name, map.id) from map_offset
        join map on map.workspace_id = map_offset.workspace_id and map.id = map_offset.map_id and map.state <> 'archived'
        where map_offset.workspace_id = source.workspace_id and map_offset.source_id = source.id), '[]') as maps
    from source
    where source.workspace_id = ${workspaceId} and (${where.id}::uuid is null or source.id = ${where.id}::uuid)
      and (${where.after}::text is null or (source.created_at, source.id) >
        (select last.created_at, last.id from source last where last.workspace_id = ${workspaceId} and last.id::text = ${where.after}))
    order by source.created_at, source.id limit ${where.limit}`.execute(db);
  return rows.map(view);
}

function view({ key, polled_at, ok_at, next_poll_at, wait_until, moved_to, ...row }: Row): SourceRow {
  const address = key.slice(row.type.length + 1);
  return {
    ...row,
    title: row.title === "" ? address : row.title,
    address,
    polledAt: polled_at,
    okAt: ok_at,
    nextPollAt: next_poll_at,
    waitUntil: wait_until,
    movedTo: moved_to,
  };
}
