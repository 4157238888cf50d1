import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Item } from "#engine/item.ts";
import type { MapDocument } from "#engine/map.ts";
import { marked, type Marks, markOf } from "#engine/marks.ts";
import type { Publisher } from "#engine/node.ts";
import type { Post } from "#engine/post.ts";
import {
  type LinkRule,
  isShort,
  makeCode,
  sampleAddress,
  says,
  shortAddress,
  withAddress,
  withSample,
} from "#engine/short-link.ts";
import type { Services, Trx } from "../ports.ts";
import { linkRule } from "./rule.ts";

/** A post's short link, as it is written down once the delivery is there. */
export type Short = { code: string; target: string };
type Account = Pick<Publisher, "id" | "network" | "ref">;

export type Shortener = {
  /** The item whose post is made: with a link as long as the short one will be. The same for the same item. */
  item: (item: Item) => Item;
  /** The final post, with a code of its own; `short` null where it says no link. */
  post: (account: Account, item: Item, post: Post) => { post: Post; short: Short | null };
};

/** What a map's posts carry for a link: as a step of the map says of an item, else by the rule of the map or its workspace. */
export async function shortenerFor(
  trx: Trx,
  { settings }: Pick<Services, "settings">,
  workspaceId: string,
  document: Pick<MapDocument, "links" | "name">,
): Promise<Shortener> {
  const rule = await linkRule(trx, workspaceId, document);
  const { publicUrl } = settings;
  const named = rule.marks ? await namedAccounts(trx, workspaceId) : new Map<string, string>();
  const sample = sampleAddress(publicUrl);
  return {
    item: sampled(publicUrl, rule),
    post: (account, item, post) => {
      if (!isShort(item, rule) || item.link === null || !says(post, sample)) return { post, short: null };
      const code = makeCode(randomBytes);
      const who = named.get(account.id);
      const marks: Marks = [
        ["utm_source", account.network],
        ["utm_medium", "social"],
        ["utm_campaign", markOf(document.name)],
        // Who brought a visit is told only where they allow it.
        ...(who === undefined ? [] : [["utm_content", markOf(who)] as const]),
      ];
      // What the feed or a step of the map has marked stays as it is marked.
      const target = rule.marks ? marked(item.link, marks, false) : item.link;
      return {
        post: withAddress(post, sample, shortAddress(publicUrl, code)),
        short: { code, target: target.length > longest ? item.link : target },
      };
    },
  };
}

/** What a target may hold. */
const longest = 4000;

/** Items with the address of nobody's link where theirs is made short, as a preview shows them; made once for each. */
export function sampled(publicUrl: string, rule: Pick<LinkRule, "short">): (item: Item) => Item {
  const made = new WeakMap<Item, Item>();
  return (item) => {
    if (!isShort(item, rule)) return item;
    const known = made.get(item) ?? withSample(item, publicUrl);
    made.set(item, known);
    return known;
  };
}

async function namedAccounts(trx: Trx, workspaceId: string): Promise<Map<string, string>> {
  const rows = await trx
    .selectFrom("account")
    .select(["id", "handle"])
    .where("workspace_id", "=", workspaceId)
    .where("link_named", "=", true)
    .execute();
  return new Map(rows.map(({ id, handle }) => [id, handle]));
}

type Made = { accountId: string; itemKey: string; short?: Short | null };

/** Writes down the links of those that became deliveries, within a range of numbers; a post that was let go costs no code. */
export async function writeLinks(
  trx: Trx,
  workspaceId: string,
  numbers: { first: number; last: number },
  made: readonly Made[],
): Promise<void> {
  const rows = made.flatMap(({ short, ...one }) => (short == null ? [] : [{ ...one, ...short }]));
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const some = rows.slice(start, start + rowsAtOnce);
    await sql`
      insert into short_link (workspace_id, delivery_id, map_id, code, target, look_at)
      select d.workspace_id, d.id, d.map_id, m.code, m.target, d.expires_at + make_interval(days => ${lookAfter}::int)
      from unnest(${some.map(({ accountId }) => accountId)}::uuid[], ${some.map(({ itemKey }) => itemKey)}::text[],
        ${some.map(({ code }) => code)}::text[], ${some.map(({ target }) => target)}::text[]) as m(account, item, code, target)
      join delivery d on d.workspace_id = ${workspaceId} and d.account_id = m.account and d.item_key = m.item
        and d.id between ${numbers.first} and ${numbers.last}
      where position(m.code in d.post::text) > 0`.execute(trx);
  }
}

/** Days after a delivery's deadline until it is looked at whether it went out at all (prune.ts). */
const lookAfter = 30;
/** Rows in one statement. */
const rowsAtOnce = 1000;

/** What a delivery says, said once more by another one: with a link of its own. */
export async function shortenAgain(
  trx: Trx,
  workspaceId: string,
  { deliveryId, post }: { deliveryId: number; post: Post },
): Promise<{ post: Post; short: Short | null }> {
  const row = await trx
    .selectFrom("short_link")
    .select(["code", "target"])
    .where("workspace_id", "=", workspaceId)
    .where("delivery_id", "=", deliveryId)
    .executeTakeFirst();
  if (row === undefined || !says(post, `/l/${row.code}`)) return { post, short: null };
  const code = makeCode(randomBytes);
  return { post: withAddress(post, `/l/${row.code}`, `/l/${code}`), short: { code, target: row.target } };
}
