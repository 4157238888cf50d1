import { sql } from "kysely";
import { quartersOf, toBigint } from "#engine/fingerprint.ts";
import { oneAfterAnother } from "../ledger/turns.ts";
import { isOneStory, type Story } from "../ledger/story.ts";
import type { Trx } from "../ports.ts";
import { storyRule } from "../run/story-rule.ts";

/** An offer on its way in: how its item is called, and by what its story is recognised. */
export type Known = { key: string; story: Story };
type Standing = Story & { card: string };

/**
 * By what offers of one story may be found: the address, and the quarters of the headline's fingerprint, of which nearly identical ones have one in
 * common. Small numbers are quarters, each with its place; the others are hashes. Both are only where to look: `isOneStory` decides.
 */
export const marksOf = ({ link, print }: Pick<Story, "link" | "print">): string[] => [
  ...(link === null ? [] : [toBigint(link.slice(0, 16))]),
  ...quartersOf(print ?? "").map((quarter, place) =>
    String((place + 1) * 65_536 + Number.parseInt(quarter.slice(-4), 16)),
  ),
];

/**
 * The card under which each of these stands: that of an offer which still holds and tells the same story by the workspace's rule, be it another map's,
 * else one of its own. From here to the commit nobody else makes cards in the workspace.
 */
export async function cardsFor(
  trx: Trx,
  workspaceId: string,
  now: string,
  offers: readonly Known[],
): Promise<string[]> {
  await oneAfterAnother(trx, workspaceId);
  const { by, days } = await storyRule(trx, workspaceId, {});
  const own = ({ key, story }: Known): string => (by === "off" || story.link === null ? `key ${key}` : story.link);
  if (by === "off") return offers.map(own);
  const standing = await findStanding(trx, workspaceId, { now, days }, offers);
  return offers.map((offer) => {
    const places = marksOf(offer.story);
    const found = places.flatMap((mark) => standing.get(mark) ?? []);
    const card = found.find((one) => isOneStory(offer.story, one, by))?.card ?? own(offer);
    // The next one of the same batch finds it, too.
    for (const mark of places) standing.set(mark, [...(standing.get(mark) ?? []), { ...offer.story, card }]);
    return card;
  });
}

type Row = Standing & { mark: string };

async function findStanding(
  trx: Trx,
  workspaceId: string,
  { now, days }: { now: string; days: number },
  offers: readonly Known[],
): Promise<Map<string, Standing[]>> {
  const marks = [...new Set(offers.flatMap(({ story }) => marksOf(story)))];
  // A mark at a time by its key, the newest first: however many offers there are, and whatever the planner believes of them.
  const { rows } = await sql<Row>`
    select m.mark::text as mark, o.story as card, o.page as link, lpad(to_hex(o.print), 16, '0') as print, lpad(to_hex(o.head), 16, '0') as head,
      o.source_id as source, null as was
    from unnest(${marks}::bigint[]) as at(mark)
    cross join lateral (select k.mark, k.offer_id from offer_mark k where k.workspace_id = ${workspaceId} and k.mark = at.mark
      order by k.offer_id desc limit ${mostOfMark}) m
    cross join lateral (select * from offer one where one.workspace_id = ${workspaceId} and one.id = m.offer_id
      and one.expires_at > ${now}::timestamptz and one.offered_at > ${now}::timestamptz - make_interval(days => ${days}::int) limit 1) o`.execute(
    trx,
  );
  return Map.groupBy(rows, ({ mark }) => mark);
}

/** Offers of one mark that are looked at: quarters of unlike headlines meet by chance, one in 65,536. */
const mostOfMark = 50;
