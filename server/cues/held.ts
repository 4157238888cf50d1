import { sql } from "kysely";
import { heldBy, standingHolds } from "../ledger/crisis.ts";
import type { Trx } from "../ports.ts";
import { holdOf } from "./post.ts";

/** Which of these posts a hold keeps: of them nobody is invited to speak while it stands. */
export async function heldCues(trx: Trx, workspaceId: string, ids: readonly number[]): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set();
  const holds = await standingHolds(trx, workspaceId);
  if (holds.length === 0) return new Set();
  const by = heldBy(holds);
  const { rows } = await sql<
    Parameters<typeof holdOf>[1] & { id: number }
  >`select id, title, text, author, ideas, url from cue
    where workspace_id = ${workspaceId} and id = any(${[...ids]}::bigint[])`.execute(trx);
  return new Set(rows.filter((row) => holdOf(by, row) !== null).map(({ id }) => id));
}
