import { sql } from "kysely";
import type { Trx } from "../ports.ts";

/** What waits under one topic waits under another from now on: the two became one, and the choices for it hold for all of it. */
export const retopic = (
  trx: Trx,
  { workspaceId, from, to }: { workspaceId: string; from: string; to: string },
): Promise<unknown> =>
  sql`update delivery d set topic = ${to} from account a where a.workspace_id = ${workspaceId} and d.workspace_id = a.workspace_id and d.account_id = a.id
    and d.state in ('held','ready','retry_wait') and d.topic = ${from}`.execute(trx);
