import { sql } from "kysely";
import type { Given } from "#engine/allotment.ts";
import { clean } from "#engine/clean.ts";
import type { Item } from "#engine/item.ts";
import type { Plan } from "#engine/plan.ts";
import type { Db, Services, Trx } from "../ports.ts";

/**
 * Which wordings of these items accounts were given before, in order. What came by another source once more, or is sent all the same, then keeps clear of them.
 * Nothing is asked for a plan in which nothing has several wordings.
 */
export async function givenWordings(
  db: Db | Trx,
  { nodes }: Pick<Services, "nodes">,
  workspaceId: string,
  plan: Plan,
  items: readonly Item[],
): Promise<Given> {
  const vary = plan.nodes.some(({ type, off }) => off === undefined && nodes.manifests.get(type)?.varies === true);
  return vary ? readWordings(db, workspaceId, items) : new Map();
}

/** The same, whatever gave the items their wordings. */
export async function readWordings(db: Db | Trx, workspaceId: string, items: readonly Item[]): Promise<Given> {
  const given = new Map<string, Map<string, string[]>>();
  if (items.length === 0) return given;
  // As the ledger spells them.
  const keys = new Map(items.map(({ key }) => [clean(key), key]));
  const rows = await db
    .selectFrom("delivery")
    .select(["item_key as key", "account_id as account", "wording"])
    .where("workspace_id", "=", workspaceId)
    .where("item_key", "=", sql<string>`any(${[...keys.keys()]}::text[])`)
    .where("wording", "is not", null)
    .orderBy("id")
    .execute();
  for (const { key, account, wording } of rows) {
    const name = keys.get(key) ?? key;
    const known = given.get(name) ?? new Map<string, string[]>();
    given.set(name, known);
    if (wording !== null) known.set(account, [...(known.get(account) ?? []), wording]);
  }
  return given;
}
