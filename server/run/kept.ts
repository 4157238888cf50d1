import { sql } from "kysely";
import type { Reply } from "../api.ts";
import { record } from "../audit.ts";
import { cutRows, type Paging, readTurn, writeTurn } from "../database/paging.ts";
import { conflict } from "../errors.ts";
import { findMap } from "../maps/row.ts";
import type { Services, Trx } from "../ports.ts";
import { askAgain, letKeptGo } from "./keep.ts";

/** What each step of a map keeps for later; also of steps that the draft no longer has. 404 where the workspace has no such map. */
export async function getKept(
  { db }: Pick<Services, "db">,
  workspaceId: string,
  mapId: string,
): Promise<Reply<"getKept">> {
  await findMap(db, workspaceId, mapId);
  const { rows } = await sql<Reply<"getKept">["rows"][number]>`
    select node_id as node, count(*)::int as count, min(due_at) as next,
      count(*) filter (where approval_id is not null and answer is null and asked_until > now())::int as asked from kept
    where workspace_id = ${workspaceId} and map_id = ${mapId} group by node_id order by node_id`.execute(db);
  return { rows };
}

/** What one of them keeps, in the order in which it goes on. */
export async function listKept(
  { db }: Pick<Services, "db">,
  workspaceId: string,
  mapId: string,
  paging: Paging & { node: string },
): Promise<Reply<"listKept">> {
  await findMap(db, workspaceId, mapId);
  const after = readTurn(paging.before);
  const { rows } = await sql<Reply<"listKept">["rows"][number]>`
    select place, title, since, due_at as until,
      case when item->'again'->>'by' = map_id || '/' || node_id then (item->'again'->>'times')::int end as times from kept
    where workspace_id = ${workspaceId} and map_id = ${mapId} and node_id = ${paging.node}
      and (${after === null} or (due_at, place) > (${after?.at ?? null}::timestamptz, ${after?.number ?? null}::bigint))
    order by due_at, place limit ${paging.limit + 1}`.execute(db);
  return cutRows(rows, paging.limit, ({ until, place }) => writeTurn({ at: until, number: place }));
}

/**
 * A person takes one of them out: it is let go, as a run that can be read, and its step decides anew about the rest, so that those behind it
 * move up. 404 where there is no such map, 409 where it is not kept any more, or where somebody is asked about it: that is theirs to say.
 */
export async function takeOutKept(
  { db }: Pick<Services, "db">,
  actor: { workspaceId: string; memberId: string },
  mapId: string,
  one: { node: string; place: number },
): Promise<void> {
  const { workspaceId } = actor;
  await findMap(db, workspaceId, mapId);
  await db.transaction().execute(async (trx) => {
    // As its runs do: none gives back what is taken out.
    await sql`select from map where workspace_id = ${workspaceId} and id = ${mapId} for update`.execute(trx);
    const { rows } =
      await sql`select from kept where workspace_id = ${workspaceId} and map_id = ${mapId} and node_id = ${one.node}
      and place = ${one.place}::bigint and approval_id is not null`.execute(trx);
    if (rows.length > 0) throw asksFor();
    const [title] = await letKeptGo(trx, workspaceId, mapId, "kept_out", one);
    if (title === undefined) throw goneOn();
    await askAgain(trx, workspaceId, mapId, one.node);
    await record(trx, { ...actor, action: "kept.out", subject: `map/${mapId}`, detail: { node: one.node, title } });
  });
}

/**
 * What steps keep of items that their source says are deleted is let go now, and not when its time comes: the steps decide anew about the
 * rest, so that those behind it move up. In the transaction of the poll, before anything else is locked that runs lock, too.
 */
export async function askAboutGone(
  trx: Trx,
  source: { workspaceId: string; sourceId: string },
  keys: readonly string[],
): Promise<void> {
  const { workspaceId, sourceId } = source;
  const { rows } = await sql<{ map: string; node: string }>`
    select distinct k.map_id as map, k.node_id as node from item i join kept k on k.workspace_id = i.workspace_id and k.item_seq = i.seq
    where i.workspace_id = ${workspaceId} and i.source_id = ${sourceId} and i.key = any(${keys}::text[]) order by 1, 2`.execute(
    trx,
  );
  for (const { map, node } of rows) {
    await sql`select from map where workspace_id = ${workspaceId} and id = ${map} for update`.execute(trx);
    await askAgain(trx, workspaceId, map, node);
  }
}

const asksFor = () =>
  conflict("waits_for_answer", {
    en: "It waits for an answer: whoever may give one says no on the page “To approve”.",
    fr: "Il attend une réponse : qui peut la donner le refuse sur la page « À valider ».",
  });

const goneOn = () =>
  conflict("not_kept", {
    en: "This step no longer keeps it: it has just gone on, or somebody took it out.",
    fr: "Cette étape ne le met plus de côté : il vient de repartir, ou quelqu’un l’a retiré.",
  });
