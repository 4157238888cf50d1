import { sql } from "kysely";
import type { MapDocument } from "#engine/map.ts";
import type { Reply } from "../api.ts";
import { findMap, readDocument } from "../maps/row.ts";
import type { Db, Trx } from "../ports.ts";
import { maySign, signOffRule, type Who } from "./rule.ts";

export type Waiting = {
  id: number;
  hash: string;
  note: string;
  asked_by: string | null;
  by: string | null;
  at: string;
  document: unknown;
};

/** What of a map waits for an agreement; at most one thing does. */
export async function waitingOf(db: Db | Trx, workspaceId: string, mapId: string): Promise<Waiting | null> {
  const { rows } = await sql<Waiting>`
    select s.id, s.hash, s.note, s.asked_by, m.name as by, s.asked_at as at, s.document from sign_off s
    left join member m on m.workspace_id = s.workspace_id and m.id = s.asked_by
    where s.workspace_id = ${workspaceId} and s.map_id = ${mapId} and s.state = 'waiting'`.execute(db);
  return rows[0] ?? null;
}

/** How a map stands with the caller: what waits, whether they may answer, and what was said last where that was no. */
export async function readSignOff(db: Db, who: Who, mapId: string): Promise<Reply<"readSignOff">> {
  const { workspaceId, memberId } = who;
  await findMap(db, workspaceId, mapId);
  const [rule, waiting, last] = [
    await signOffRule(db, workspaceId),
    await waitingOf(db, workspaceId, mapId),
    await sql<{ state: string; word: string; by: string | null; at: string }>`
      select s.state, s.word, m.name as by, s.answered_at as at from sign_off s
      left join member m on m.workspace_id = s.workspace_id and m.id = s.answered_by
      where s.workspace_id = ${workspaceId} and s.map_id = ${mapId} and s.answered_at is not null
      order by s.id desc limit 1`.execute(db),
  ];
  const [answer] = last.rows;
  const document: MapDocument | null = waiting && readDocument(waiting.document);
  return {
    needed: rule.by !== "off",
    may: waiting !== null && maySign(rule, who, waiting.asked_by),
    waiting:
      waiting && document
        ? {
            id: waiting.id,
            hash: waiting.hash,
            note: waiting.note,
            by: waiting.by,
            own: waiting.asked_by === memberId,
            at: waiting.at,
            document,
          }
        : null,
    back: waiting === null && answer?.state === "back" ? { word: answer.word, by: answer.by, at: answer.at } : null,
  };
}

/** What waited is no longer asked. */
export const replaceWaiting = (trx: Trx, workspaceId: string, mapId: string) =>
  sql`update sign_off set state = 'replaced' where workspace_id = ${workspaceId} and map_id = ${mapId} and state = 'waiting'`.execute(
    trx,
  );
