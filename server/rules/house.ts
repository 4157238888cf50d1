import { sql } from "kysely";
import { HouseRules } from "#engine/house.ts";
import { type Actor, record } from "../audit.ts";
import type { Db, Trx } from "../ports.ts";

/** What a workspace demands of its posts itself. */
export async function houseRules(db: Db | Trx, workspaceId: string): Promise<HouseRules> {
  const row = await db.selectFrom("workspace").select("rules").where("id", "=", workspaceId).executeTakeFirst();
  return HouseRules.parse(row?.rules ?? {});
}

/**
 * What holds from now on; logged. Where it changes what a post has to say, every post that waits is judged anew before it leaves: its account's
 * terms are others (gate.sql).
 */
export async function saveHouseRules(db: Db, actor: Actor, rules: HouseRules): Promise<HouseRules> {
  const { workspaceId } = actor;
  await db.transaction().execute(async (trx) => {
    const before = await houseRules(trx, workspaceId);
    await sql`update workspace set rules = ${JSON.stringify(rules)}::jsonb where id = ${workspaceId}`.execute(trx);
    const asBefore = ["disclosure", "alike"] as const;
    if (asBefore.some((part) => JSON.stringify(before[part]) !== JSON.stringify(rules[part])))
      await sql`update account set terms_epoch = terms_epoch + 1 where workspace_id = ${workspaceId} and id in (
        select id from account where workspace_id = ${workspaceId} order by id for update)`.execute(trx);
    await record(trx, { ...actor, action: "workspace.rules", subject: `workspace/${workspaceId}`, detail: rules });
  });
  return rules;
}
