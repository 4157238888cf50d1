import { sql } from "kysely";
import { costOf, priceAt } from "#engine/cost.ts";
import type { HouseRules } from "#engine/house.ts";
import type { Network } from "#engine/network.ts";
import type { Post } from "#engine/post.ts";
import type { Problem } from "#engine/problem.ts";
import type { Db } from "../ports.ts";

type Networks = ReadonlyMap<string, Pick<Network, "card">>;
/** US dollars. */
export type Cost = { network: string; title: string; posts: number; amount: number };

/** What posts would cost, by network; only of those that cost something. */
export function costsOf(
  networks: Networks,
  house: HouseRules,
  posts: readonly { network: string; parts: Post["parts"] }[],
): Cost[] {
  return [...Map.groupBy(posts, ({ network }) => network)].flatMap(([network, group]) => {
    const card = networks.get(network)?.card;
    const price = card === undefined ? null : priceAt(card, house);
    if (card === undefined || price === null) return [];
    const amount = group.reduce((sum, { parts }) => sum + costOf(price, parts), 0);
    return [{ network, title: card.title, posts: group.length, amount: Math.round(amount * 1000) / 1000 }];
  });
}

/** Deliveries that are looked at for what a month cost; a map that posts more is told what so many cost. */
const most = 20_000;

/** What a map's posts of the last 30 days cost, at the networks that cost something. */
export async function monthOf(
  db: Db,
  networks: Networks,
  house: HouseRules,
  map: { workspaceId: string; mapId: string },
): Promise<Cost[]> {
  const paid = [...networks.values()].filter(({ card }) => priceAt(card, house) !== null).map(({ card }) => card.name);
  if (paid.length === 0) return [];
  const { rows } = await sql<{ network: string; plain: number; linked: number; posts: number }>`
    select network, count(*) filter (where not linked)::int as plain, count(*) filter (where linked)::int as linked,
      count(distinct id)::int as posts
    from (select d.id, d.network, coalesce(p.value->>'text', d.text) ~* 'https?://' as linked from (
        select id, network, post, text from delivery
        where workspace_id = ${map.workspaceId} and map_id = ${map.mapId} and state = 'published' and network = any(${paid}::text[])
          and published_at > now() - interval '30 days' order by id desc limit ${most}) d
      left join lateral jsonb_array_elements(d.post->'parts') p on true) parts
    group by network order by network`.execute(db);
  return rows.flatMap(({ network, plain, linked, posts }) => {
    const card = networks.get(network)?.card;
    const price = card === undefined ? null : priceAt(card, house);
    if (card === undefined || price === null) return [];
    const amount = Math.round((plain * price.post + linked * price.linked) * 1000) / 1000;
    return [{ network, title: card.title, posts, amount }];
  });
}

/** Where a month of a map cost more than the workspace wants to spend on it. */
export function overspent({ costs }: HouseRules, month: readonly Cost[]): Problem[] {
  return month.flatMap(({ network, title, amount }): Problem[] => {
    const most = costs[network]?.monthly ?? null;
    if (most === null || amount <= most) return [];
    const [en, fr] = [
      `Its posts on ${title} cost about $${amount.toFixed(2)} in the last 30 days, and $${most} is what your rules allow a map. Post less often there, or without links.`,
      `Ses publications sur ${title} ont coûté environ ${amount.toFixed(2)} $ en 30 jours ; vos règles prévoient ${most} $ par carte. Publiez-y moins souvent, ou sans lien.`,
    ];
    return [{ code: `rule-${network}-cost`, severity: "warning", message: { en, fr } }];
  });
}
