import { sql } from "kysely";
import { accountKinds, can } from "#engine/card.ts";
import type { Network } from "#engine/network.ts";
import { planOf } from "#engine/readings.ts";
import type { Services } from "../ports.ts";
import { countOut } from "../results/count.ts";
import { timeNow } from "../time/clock.ts";

/** Milliseconds of settled deliveries that one statement looks through, and statements of one sweep at most. */
const slice = 10 * 60_000;
const slices = 144;
/** A delivery that was settled before the mark may have been committed after it: so much is looked at again. */
const overlap = 2 * 60_000;

type Noting = Pick<Services, "db" | "nodes" | "settings" | "clock">;

/** Kinds of accounts that are measured, as `network/kind`: at no cost, and only where a workspace switched that on. */
export type Measurable = { free: string[]; paid: string[] };

/** Which accounts' posts, or whose followers, can be read: of some networks those of pages alone (LinkedIn). */
export function measurable(networks: ReadonlyMap<string, Network>, by: "measure" | "audience"): Measurable {
  const able = [...networks.values()].filter((network) => network.card.readings !== null && network[by] !== undefined);
  const kinds = (paid: boolean) =>
    able
      .filter(({ card }) => card.readings?.paid === paid)
      .flatMap(({ card }) =>
        accountKinds.filter((kind) => can(card, kind, "measure")).map((kind) => `${card.name}/${kind}`),
      );
  return { free: kinds(false), paid: kinds(true) };
}

/** The networks among them. */
export const networksOf = ({ free, paid }: Measurable): string[] => [
  ...new Set([...free, ...paid].map((kind) => kind.slice(0, kind.indexOf("/")))),
];

/**
 * Notes which posts are to be read, and counts all that was published since the last time: the ledger itself pays nothing for it. Any number of
 * processes may call it at once; one of them works. Gives how many were noted.
 */
export async function noteOut(services: Noting): Promise<number> {
  let noted = 0;
  for (let turn = 0; turn < slices; turn += 1) {
    const done = await noteSlice(services);
    noted += done.noted;
    if (done.caughtUp) break;
  }
  return noted;
}

async function noteSlice({ db, nodes, settings, clock }: Noting): Promise<{ noted: number; caughtUp: boolean }> {
  const kinds = measurable(nodes.networks, "measure");
  const first = Object.fromEntries(
    networksOf(kinds).map((name) => [name, planOf(nodes.networks.get(name)!.card, settings.demo)[0] ?? 0]),
  );
  return db.transaction().execute(async (trx) => {
    const at = timeNow(clock);
    // Hours in which nothing was settled are one slice: a server that was off for days has soon caught up.
    const { rows } = await sql<{ since: string; until: string; caughtUp: boolean }>`
      select since, until, until >= ${at} as "caughtUp" from (
        select m.settled_at - make_interval(secs => ${overlap / 1000}) as since, least(${at}, greatest(m.settled_at + make_interval(secs => ${slice / 1000}),
          coalesce((select min(d.settled_at) from delivery d where d.settled_at > m.settled_at), ${at}))) as until
        from reading_mark m for update skip locked) looked`.execute(trx);
    const [mark] = rows;
    if (mark === undefined) return { noted: 0, caughtUp: true };
    const { numAffectedRows } = await sql`
      insert into reading_due (workspace_id, delivery_id, account_id, network, remote_id, published_at, due_at)
      select d.workspace_id, d.id, d.account_id, d.network, d.remote_id, d.published_at,
        d.published_at + make_interval(secs => (${JSON.stringify(first)}::jsonb->>d.network)::int)
      from delivery d join workspace w on w.id = d.workspace_id join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
      where d.settled_at > ${mark.since}::timestamptz and d.settled_at <= ${mark.until}::timestamptz and d.state = 'published'
        and d.remote_id is not null and d.published_at is not null
        and (d.network || '/' || a.kind = any(${kinds.free}) or (d.network || '/' || a.kind = any(${kinds.paid}) and d.network = any(w.paid_readings)))
        and not exists (select from reading r where r.workspace_id = d.workspace_id and r.delivery_id = d.id)
      on conflict do nothing`.execute(trx);
    await countOut(trx, mark.since, mark.until);
    await sql`update reading_mark set settled_at = ${mark.until}::timestamptz`.execute(trx);
    return { noted: Number(numAffectedRows ?? 0), caughtUp: mark.caughtUp };
  });
}
