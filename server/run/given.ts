import { sql } from "kysely";
import type { Given } from "#engine/allotment.ts";
import { wordsSaid } from "#engine/evergreen.ts";
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
  const returning = items.filter(({ written }) => written?.returns === true);
  const said = returning.length === 0 ? new Map<string, never>() : await saidOf(db, workspaceId, returning);
  const vary = plan.nodes.some(({ type, off }) => off === undefined && nodes.manifests.get(type)?.varies === true);
  return vary ? new Map([...(await readWordings(db, workspaceId, items)), ...said]) : said;
}

/**
 * Of entries that come back, which of their wordings each account said in earlier rounds, or as the story whose second life they are: by the
 * wording, or by what stood there, which somebody may have changed.
 */
async function saidOf(db: Db | Trx, workspaceId: string, items: readonly Item[]): Promise<Given> {
  const { rows } = await sql<{ key: string; account: string; wording: string | null; text: string }>`
    select k.key, d.account_id as account, d.wording, coalesce(d.post->'parts'->0->>'text', d.text, '') as text
    from unnest(${items.map(({ key }) => key)}::text[]) as k(key)
    join entry e on e.workspace_id = ${workspaceId} and e.id = split_part(k.key, ':', 2)::uuid
    left join evergreen g on g.workspace_id = e.workspace_id and g.entry_id = e.id
    cross join lateral (select * from delivery d where d.workspace_id = ${workspaceId} and d.item_key <> k.key
      and d.item_key = any(array(select 'entry:' || e.id || ':' || n from generate_series(greatest(1, e.round - 200), greatest(e.round, 1)) n) || g.of_key)
      and d.state in ('published','sending','processing','unknown')) d`.execute(db);
  const by = new Map(items.map((item) => [item.key, item]));
  const given = new Map<string, Map<string, string[]>>();
  for (const { key, account, wording, text } of rows) {
    const list = by.get(key)?.wordings?.list ?? [];
    const said = wordsSaid(
      text,
      list.map((one) => one.text),
    );
    const same = list.filter((one) => one.id === wording || one.text === said).map(({ id }) => id);
    const known = given.get(key) ?? new Map<string, string[]>();
    given.set(key, known);
    known.set(account, [...(known.get(account) ?? []), ...same]);
  }
  return given;
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
