import { sql } from "kysely";
import type { CharterContent } from "#engine/charter.ts";
import type { Text } from "#engine/text.ts";
import type { Db, Trx } from "../ports.ts";

export type Who = { workspaceId: string; memberId: string };
export type Version = {
  number: number;
  content: CharterContent;
  hashes: { en: string; fr: string };
  note: Text;
  asks: boolean;
  publishedAt: string;
  by: string | null;
  withdrawnAt: string | null;
};

/** Versions that are read at once; nobody publishes so many. */
const most = 200;

/** The published versions, newest first: those with these numbers, or all. */
export async function readVersions(db: Db | Trx, workspaceId: string, numbers?: readonly number[]): Promise<Version[]> {
  const rows = await db
    .selectFrom("charter as c")
    .leftJoin("member as m", (join) =>
      join.onRef("m.workspace_id", "=", "c.workspace_id").onRef("m.id", "=", "c.published_by"),
    )
    .select(["c.number", "c.asks", "c.published_at as publishedAt", "c.withdrawn_at as withdrawnAt", "m.name as by"])
    .select([
      // Written by publish.ts alone, which checks them.
      sql<CharterContent>`c.content`.as("content"),
      sql<Version["hashes"]>`c.hashes`.as("hashes"),
      sql<Text>`c.note`.as("note"),
    ])
    .where("c.workspace_id", "=", workspaceId)
    .$if(numbers !== undefined, (query) => query.where("c.number", "in", [...(numbers ?? []), 0]))
    .orderBy("c.number", "desc")
    .limit(most)
    .execute();
  return rows;
}

/** Which version is in force, and the oldest one whose yes is enough for it; null: nobody is asked. */
export async function inForce(db: Db | Trx, workspaceId: string): Promise<{ number: number; needed: number } | null> {
  const row = await db
    .selectFrom("workspace")
    .select(["charter_number as number", "charter_needed as needed"])
    .where("id", "=", workspaceId)
    .executeTakeFirstOrThrow();
  return row.number === null || row.needed === null ? null : { number: row.number, needed: row.needed };
}

/** Whether a person's yes is missing, as the gate has it (server/ledger/sql/consent.sql). */
export async function isDue(db: Db | Trx, { workspaceId, memberId }: Who): Promise<boolean> {
  const { rows } = await sql<{
    due: boolean;
  }>`select ledger_charter(${workspaceId}::uuid, ${memberId}::uuid) as due`.execute(db);
  return rows[0]?.due === true;
}
