import { sql } from "kysely";
import type { Db } from "#server/ports.ts";
import { makeTwins } from "./world.ts";

/**
 * True where a gate passes a post while the one who forbids it has written but not yet committed: what they took away would be used
 * after their commit. The lane that they hold is busy for a gate.
 */
export async function passesTheFence(db: Db, stop: boolean): Promise<boolean> {
  const twins = await makeTwins(db, 1);
  const { workspaceId, accounts, maps, iso } = twins;
  const [accountId = "", mapId = ""] = [accounts[0], maps[0]];
  const row = {
    workspace_id: workspaceId,
    account_id: accountId,
    map_id: mapId,
    version: 1,
    run_id: mapId,
    node_id: "t",
  };
  await db
    .insertInto("delivery")
    .values({
      ...row,
      item_key: "i",
      network: "net",
      state: "ready",
      text: "t",
      item_title: "t",
      created_at: iso(),
      due_at: iso(),
      expires_at: iso(twins.now() + 3_600_000),
    })
    .execute();
  const trx = await db.startTransaction().execute();
  await (stop
    ? sql`update workspace set stopped_at = ${iso()} where id = ${workspaceId}`.execute(trx)
    : sql`update consent set withdrawn_at = ${iso()} where workspace_id = ${workspaceId} and account_id = ${accountId}`.execute(
        trx,
      ));
  const lane = { workspaceId, accountId };
  const answer = await twins.open().round({ lane, settle: null, gate: true, window: null });
  await trx.commit().execute();
  return answer.gated !== null;
}
