import { sql } from "kysely";
import type { Trx } from "../ports.ts";

/** From here to the commit nobody else schedules anything in the workspace: what its accounts have is known, and stays so. */
export const oneAfterAnother = (trx: Trx, workspaceId: string): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`relaymap schedule ${workspaceId}`}, 0))`.execute(trx);
