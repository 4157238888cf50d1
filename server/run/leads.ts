import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import type { Publisher } from "#engine/node.ts";
import type { Result } from "#engine/run.ts";
import type { Db, Trx } from "../ports.ts";

/** The company's account that has an item already, by the item's key and the network. */
export type Leads = ReadonlyMap<string, Publisher>;
export const leadKey = (itemKey: string, network: string): string => `${network} ${clean(itemKey)}`;

/**
 * Which items went to one of the company's accounts by another map or an earlier run, as posts of its own that are out or still on their
 * way: those can be passed on as well as what the same run sends there.
 */
export async function loadLeads(
  db: Db | Trx,
  workspaceId: string,
  { wanted }: Pick<Result, "wanted">,
  accounts: readonly Publisher[],
): Promise<Leads> {
  const passing = wanted.filter(({ shape }) => (shape.share ?? "own") !== "own");
  const networks = new Set(passing.map(({ account }) => account.network));
  const company = new Map(
    accounts.flatMap((each) => (each.member === null && networks.has(each.network) ? [[each.id, each]] : [])),
  );
  if (company.size === 0) return new Map();
  const keys = [...new Set(passing.map(({ item }) => clean(item.key)))];
  const { rows } = await sql<{ key: string; account: string }>`
    select item_key as key, account_id as account from delivery
    where workspace_id = ${workspaceId} and account_id = any(${[...company.keys()]}::uuid[]) and item_key = any(${keys}::text[]) and occasion = ''
      and (state in ('held','ready','sending','processing','retry_wait','unknown') or (state = 'published' and remote_id is not null))
      and coalesce(post->'parts'->0->>'kind', 'post') <> 'repost'
    order by account_id desc`.execute(db);
  return new Map(
    rows.flatMap(({ key, account }) => {
      const lead = company.get(account);
      return lead === undefined ? [] : [[leadKey(key, lead.network), lead]];
    }),
  );
}
