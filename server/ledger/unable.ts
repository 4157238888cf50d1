import { sql } from "kysely";
import type { Ability } from "#engine/card.ts";
import { inWorkspace } from "../database/scope.ts";
import type { Db } from "../ports.ts";

/** An ability that an account turned out not to have is written with it, beside the ledger: lost, it is found out once more. */
export async function noteUnable(
  db: Db,
  { workspaceId, accountId, tokenEpoch }: { workspaceId: string; accountId: string; tokenEpoch: number },
  ability: Ability,
): Promise<void> {
  // Not of an access that was renewed meanwhile by connecting again: that one may have it.
  await inWorkspace(workspaceId, () =>
    sql`update account set unable = array_append(unable, ${ability}) where workspace_id = ${workspaceId} and id = ${accountId}
      and token_epoch = ${tokenEpoch} and not ${ability} = any(unable)`.execute(db),
  ).catch(() => undefined);
}
