import { sql } from "kysely";
import type { Trx } from "../ports.ts";
import { leave } from "./plan.ts";
import { columns, readRow, type Row } from "./row.ts";

/** Calls entries back in the transaction of what ended them: they are drafts, and what waits of them ends. What is out stays on its network. */
export async function callBack(trx: Trx, workspaceId: string, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<Row>`
    select ${columns} from entry e where e.workspace_id = ${workspaceId} and e.id = any(${[...ids]}::uuid[]) and e.state <> 'draft' order by e.id for update of e`.execute(
    trx,
  );
  for (const row of rows.map(readRow)) {
    if (row.state === "entered") await leave(trx, { workspaceId }, row);
    await sql`update entry set state = 'draft', enter_at = null, revision = revision + 1, updated_at = clock_timestamp()
      where workspace_id = ${workspaceId} and id = ${row.id}`.execute(trx);
  }
}
