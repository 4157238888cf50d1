import { sql } from "kysely";
import { ownPriceAt } from "#engine/cost.ts";
import { NodeError, type SourceContext } from "#engine/node.ts";
import type { Text } from "#engine/text.ts";
import { record } from "../audit.ts";
import { notFound } from "../errors.ts";
import type { Db, Services } from "../ports.ts";
import { houseRules } from "../rules/house.ts";

/** What reading a network may cost a workspace, and what it has this month. Millionths of a US dollar. */
export type Allowance = { on: boolean; price: number; cap: number; spent: number; reads: number };

/** Months are the network's: of UTC. */
const month = sql`date_trunc('month', now() at time zone 'utc')::date`;

/** By network, of those that charge; `usual` are the cards' prices. */
export async function allowances(
  db: Db,
  workspaceId: string,
  usual: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, Allowance>> {
  const { rows } = await sql<{ network: string; price: number; cap: number }>`
    select network, price, cap from reading_allowance where workspace_id = ${workspaceId}`.execute(db);
  const spent = await sql<{ network: string; reads: number; spent: number }>`
    select network, reads, spent from reading_spend where workspace_id = ${workspaceId} and month = ${month}`.execute(
    db,
  );
  const chosen = new Map(rows.map((row) => [row.network, row]));
  const sums = new Map(spent.rows.map((row) => [row.network, row]));
  return new Map(
    [...usual].map(([network, price]) => {
      const row = chosen.get(network);
      const sum = sums.get(network);
      const limits = row === undefined ? { on: false, price, cap: 0 } : { on: true, price: row.price, cap: row.cap };
      return [network, { ...limits, spent: sum?.spent ?? 0, reads: sum?.reads ?? 0 }];
    }),
  );
}

/** Switches the reading of a network that charges on, at a price and with a cap, or off; logged. Throws 404 for one that does not charge. */
export async function saveAllowance(
  services: Pick<Services, "db" | "nodes">,
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
  network: string,
  wanted: { on: boolean; price: number; cap: number },
): Promise<void> {
  if (services.nodes.networks.get(network)?.card.price === undefined) throw notFound();
  const { on, price, cap } = wanted;
  await services.db.transaction().execute(async (trx) => {
    if (on)
      await sql`insert into reading_allowance (workspace_id, network, price, cap) values (${workspaceId}, ${network}, ${price}, ${cap})
        on conflict (workspace_id, network) do update set price = excluded.price, cap = excluded.cap`.execute(trx);
    else
      await sql`delete from reading_allowance where workspace_id = ${workspaceId} and network = ${network}`.execute(
        trx,
      );
    const detail = on ? { on, price, cap } : { on };
    await record(trx, { workspaceId, memberId, action: "network.sources", subject: `network/${network}`, detail });
  });
}

/**
 * Sets aside, before a call, what it may cost at most; what did not come is given back after it. A process that dies between the two has
 * spent too much on paper: never too little.
 */
export function spender({ db, nodes }: Pick<Services, "db" | "nodes">, workspaceId: string): SourceContext["spend"] {
  return async (network, most, own = false) => {
    const card = nodes.sites.get(network)?.card;
    const title = card?.title ?? network;
    const less = own && card !== undefined ? ownPriceAt(card, await houseRules(db, workspaceId)) : null;
    const mine = less === null ? null : Math.round(less * 1_000_000);
    const { rows } = await sql<{ price: number; month: string | null }>`
      with allowed as (select least(price, ${mine}::bigint) as price, cap from reading_allowance where workspace_id = ${workspaceId} and network = ${network}),
      aside as (
        insert into reading_spend as sum (workspace_id, network, month, reads, spent)
        select ${workspaceId}, ${network}, ${month}, ${most}::bigint, ${most}::bigint * price from allowed where ${most}::bigint * price <= cap
        on conflict (workspace_id, network, month) do update set reads = sum.reads + excluded.reads, spent = sum.spent + excluded.spent
          where sum.spent + excluded.spent <= (select cap from allowed)
        returning month)
      select price, (select month::text from aside) as month from allowed`.execute(db);
    const [row] = rows;
    if (row === undefined) throw new NodeError("reading_off", off(title), { retry: false });
    if (row.month === null) throw new NodeError("reading_cap", usedUp(title), { retry: false });
    const { price, month: spentIn } = row;
    return {
      settle: async (reads) => {
        const back = most - Math.min(reads, most);
        await sql`update reading_spend set reads = reads - ${back}::bigint, spent = spent - ${back}::bigint * ${price}::bigint
          where workspace_id = ${workspaceId} and network = ${network} and month = ${spentIn}::date`.execute(db);
      },
    };
  };
}

const off = (title: string): Text => ({
  en: `Reading ${title} costs money and is switched off here. An administrator switches it on in the settings, under Networks.`,
  fr: `Lire ${title} est payant et désactivé ici. Un administrateur l’active dans les réglages, sous Réseaux.`,
});
const usedUp = (title: string): Text => ({
  en: `What reading ${title} may cost this month is used up. It goes on next month, or once an administrator raises the limit in the settings, under Networks.`,
  fr: `Le plafond mensuel de lecture de ${title} est atteint. La lecture reprendra le mois prochain, ou quand un administrateur relèvera le plafond dans les réglages, sous Réseaux.`,
});
