import { sql } from "kysely";
import { bestTime, type Fared, minuteOf } from "#engine/best-time.ts";
import type { Network } from "#engine/network.ts";
import { dayEnd, dayStart } from "#engine/window.ts";
import { byHand } from "#engine/written.ts";
import type { Reply } from "../api.ts";
import { daysOf } from "#engine/rhythm.ts";
import type { Db } from "../ports.ts";
import { lanesOf, leavesThen } from "./forecast.ts";

type Networks = ReadonlyMap<string, Pick<Network, "card">>;
type Times = Reply<"proposalTimes">;

/** Days of own posts that are looked at, and posts at most. */
const days = 365;
const mostPosts = 300;
/** What nobody says anything of is read in the morning. */
const anyMorning = 9 * 60;
/** Noon and evening, minutes after midnight, and how soon a time is too near to be planned for. */
const [noon, evening] = [12 * 60 + 15, 18 * 60 + 10];
const soonest = 20 * 60_000;
/** Days that are looked ahead: an account may be quiet at that time of all of them, or have spent its month. */
const farthest = 60;
const minute = 60_000;

type Row = { network: string; account: string; now: string; ends: string };

/**
 * When a post may best leave: at the time of day at which its account's own posts fared best, else at the network's usual one, which is said. Never on
 * a day off, in quiet hours or past the post's end, nor where the account's share of the day, week or month is planned away by then.
 */
export async function timesFor(
  db: Db,
  networks: Networks,
  { workspaceId, deliveryId, at }: { workspaceId: string; deliveryId: number; at?: string },
): Promise<Times> {
  const { rows } = await sql<Row>`
    select a.network, a.id as account, d.expires_at as ends,
      -- What somebody wrote for a time does not leave before it.
      greatest(coalesce(${at ?? null}::timestamptz, now()), case when d.item_key like ${`${byHand}%`} then d.due_at end) as now
    from delivery d join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
    where d.workspace_id = ${workspaceId} and d.id = ${deliveryId}`.execute(db);
  const { network, account, now, ends } = rows[0]!;
  const from = Date.parse(now);
  const until = Date.parse(ends);
  const lane = (await lanesOf(db, workspaceId, [account], from)).get(account)!;
  const { zone, quietFrom, quietTo, off = 0 } = lane.pace;
  const own = bestTime(await faredOf(db, workspaceId, account), zone);
  const usual = networks.get(network)?.card.busy ?? anyMorning;
  const next = (minutes: number, end = until) => nextAt(minutes, zone, from, end, (then) => leavesThen(lane, then));
  const today = Math.min(until, dayEnd(zone, from));
  const best = next(own?.minute ?? usual);
  return {
    network,
    zone,
    quiet: quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo },
    daysOff: daysOf(off),
    best: best === null ? null : { at: iso(best), own: own === null ? null : shown(own) },
    noon: isoOrNull(next(noon, today)),
    evening: isoOrNull(next(evening, today)),
    until: ends,
  };
}

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));
const shown = ({ posts, low, high, curve, minute: best }: NonNullable<ReturnType<typeof bestTime>>) => ({
  posts,
  low: Math.round(low * 10) / 10,
  high: Math.round(high * 10) / 10,
  curve: curve.map((height) => Math.round(height * 100) / 100),
  hour: Math.floor(best / 60),
});

/** The next time at which a clock of the zone shows these minutes and that `fits`; null where the post is over before. Pure. */
export function nextAt(
  minutes: number,
  zone: string,
  now: number,
  ends: number,
  fits: (at: number) => boolean = () => true,
): number | null {
  let day = dayStart(zone, now);
  for (let ahead = 0; ahead < farthest && day < ends; ahead += 1, day = dayEnd(zone, day)) {
    const at = onDay(day, minutes, zone);
    if (at >= now + soonest && at < ends && fits(at)) return at;
  }
  return null;
}

/** A day on which the clocks change has these minutes an hour earlier or later. */
function onDay(day: number, minutes: number, zone: string): number {
  const at = day + minutes * minute;
  const off = minuteOf(at, zone) - minutes;
  return Math.abs(off) === 60 ? at - off * minute : at;
}

/** How an account's posts fared: people who followed their links, and what the network counted last, as far as it tells. */
export async function faredOf(db: Db, workspaceId: string, account: string): Promise<Fared[]> {
  const { rows } = await sql<{ at: string; gain: number }>`
    select p.published_at as at, coalesce((select sum(s.people) from short_link s where s.workspace_id = p.workspace_id and s.delivery_id = p.delivery_id), 0)::float8
      + coalesce((select sum(c.value::numeric) from (select counts from reading r where r.workspace_id = p.workspace_id and r.delivery_id = p.delivery_id
          and (r.until is null or r.until > now()) order by r.step desc limit 1) r cross join lateral jsonb_each_text(r.counts) c
        where c.key not in ('views','reach') and c.value ~ '^[0-9]+$'), 0)::float8 as gain
    from (select * from post_out p where p.workspace_id = ${workspaceId} and p.account_id = ${account}
      and p.published_at between now() - make_interval(days => ${days}) and now() - interval '1 day'
      order by p.published_at desc limit ${mostPosts}) p`.execute(db);
  return rows.map(({ at, gain }) => ({ at: Date.parse(at), gain }));
}
