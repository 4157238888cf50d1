import { sql } from "kysely";
import { bestTime, type Fared, minuteOf } from "#engine/best-time.ts";
import type { Network } from "#engine/network.ts";
import { dayEnd, dayStart, type Hours, windowAt } from "#engine/window.ts";
import type { Reply } from "../api.ts";
import type { Db } from "../ports.ts";

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
/** Days that are looked ahead: an account may be quiet at that time of all of them. */
const farthest = 60;
const minute = 60_000;

type Row = {
  zone: string;
  quietFrom: number | null;
  quietTo: number | null;
  network: string;
  account: string;
  now: string;
  ends: string;
};

/**
 * When a post may best leave: at the time of day at which its account's own posts fared best, else at the network's usual one, which is said. Never in
 * the account's quiet hours, nor past the post's end.
 */
export async function timesFor(
  db: Db,
  networks: Networks,
  { workspaceId, deliveryId, at }: { workspaceId: string; deliveryId: number; at?: string },
): Promise<Times> {
  const { rows } = await sql<Row>`
    select a.zone, a.quiet_from as "quietFrom", a.quiet_to as "quietTo", a.network, a.id as account, coalesce(${at ?? null}::timestamptz, now()) as now, d.expires_at as ends
    from delivery d join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
    where d.workspace_id = ${workspaceId} and d.id = ${deliveryId}`.execute(db);
  const { network, account, now, ends, ...hours } = rows[0]!;
  const own = bestTime(await faredOf(db, workspaceId, account), hours.zone);
  const usual = networks.get(network)?.card.busy ?? anyMorning;
  const from = Date.parse(now);
  const until = Date.parse(ends);
  const next = (minutes: number) => nextAt(minutes, hours, from, until);
  const best = next(own?.minute ?? usual);
  return {
    network,
    zone: hours.zone,
    quiet: hours.quietFrom === null || hours.quietTo === null ? null : { from: hours.quietFrom, to: hours.quietTo },
    best: best === null ? null : { at: iso(best), own: own === null ? null : shown(own) },
    noon: isoOrNull(today(noon, hours, from, until)),
    evening: isoOrNull(today(evening, hours, from, until)),
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

/** The next time at which a clock of the zone shows these minutes, while the account is open; null where the post is over before. Pure. */
export function nextAt(minutes: number, hours: Hours, now: number, ends: number): number | null {
  let day = dayStart(hours.zone, now);
  for (let ahead = 0; ahead < farthest && day < ends; ahead += 1, day = dayEnd(hours.zone, day)) {
    const at = onDay(day, minutes, hours.zone);
    if (at >= now + soonest && at < ends && windowAt(hours, at).from === at) return at;
  }
  return null;
}

/** The same of today only. */
function today(minutes: number, hours: Hours, now: number, ends: number): number | null {
  return nextAt(minutes, hours, now, Math.min(ends, dayEnd(hours.zone, now)));
}

/** A day on which the clocks change has these minutes an hour earlier or later. */
function onDay(day: number, minutes: number, zone: string): number {
  const at = day + minutes * minute;
  const off = minuteOf(at, zone) - minutes;
  return Math.abs(off) === 60 ? at - off * minute : at;
}

/** How an account's posts fared: people who followed their links, and what the network counted last, as far as it tells. */
async function faredOf(db: Db, workspaceId: string, account: string): Promise<Fared[]> {
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
