import { sql } from "kysely";
import type { Publisher } from "#engine/node.ts";
import { waitsForOwner } from "../ledger/waits.ts";
import type { Db, Services, Trx } from "../ports.ts";
import { canPass, type Making, makingOf, type Way } from "./compose.ts";
import { mostOfCard } from "./list.ts";
import { sameStory, stands } from "./seen.ts";

/** One of the offers that stand on a card; `asked`: the one that somebody has before them. */
type Mate = { id: number; itemKey: string; networks: string[]; asked: boolean; origin: boolean };

/** What a share of a card is made of, by account: of one story that several maps offer, each in its own words and for its own networks. */
export type Card = {
  asked: Making;
  for: (account: Publisher, way: Way) => Promise<Making>;
  canPass: (account: Publisher) => Promise<boolean>;
};

/**
 * The offers of one card. An account shares by the one of which a proposal waits for it already, so that it is asked about no story twice; else by one that is
 * meant for its network; else by the one that was asked for. Passed on is the one that is a post of its network. Throws 404.
 */
export async function cardOf(
  db: Db | Trx,
  { nodes }: Pick<Services, "nodes">,
  workspaceId: string,
  offerId: number,
): Promise<Card> {
  const made = new Map<number, Making>();
  const making = async (id: number): Promise<Making> => {
    const known = made.get(id) ?? (await makingOf(db, workspaceId, id));
    made.set(id, known);
    return known;
  };
  const asked = await making(offerId);
  const { rows } = await sql<Mate>`
    select n.id, n.item_key as "itemKey", n.networks, n.id = o.id as asked, coalesce(i.item->'origin' is not null, false) as origin
    from offer o join offer n on ${sameStory} and (n.id = o.id or ${stands("n")})
    left join offer_item i on i.workspace_id = n.workspace_id and i.offer_id = n.id
    where o.workspace_id = ${workspaceId} and o.id = ${offerId} order by n.id = o.id desc, n.id desc limit ${mostOfCard}`.execute(
    db,
  );
  const passing = async (account: Publisher): Promise<Making | null> => {
    for (const { id, origin } of rows) {
      const one = origin ? await making(id) : null;
      if (one !== null && canPass({ nodes }, account, one)) return one;
    }
    return null;
  };
  const fits = ({ networks }: Mate, { network }: Publisher): boolean =>
    networks.length === 0 || networks.includes(network);
  return {
    asked,
    canPass: async (account) => (await passing(account)) !== null,
    for: async (account, way) => {
      if (way === "repost") return (await passing(account)) ?? asked;
      const keys = rows.map(({ itemKey }) => itemKey);
      const waits = rows.length > 1 ? await waitingOf(db, workspaceId, account.id, keys) : new Set<string>();
      const found = rows.find(({ itemKey }) => waits.has(itemKey)) ?? rows.find((mate) => fits(mate, account));
      return found === undefined ? asked : making(found.id);
    },
  };
}

/** Of which of these items a proposal waits for an account. */
async function waitingOf(db: Db | Trx, workspaceId: string, accountId: string, keys: readonly string[]) {
  const { rows } = await sql<{ key: string }>`
    select item_key as key from delivery where workspace_id = ${workspaceId} and account_id = ${accountId}
      and item_key = any(${keys}::text[]) and ${waitsForOwner()}`.execute(db);
  return new Set(rows.map(({ key }) => key));
}
