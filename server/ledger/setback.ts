import { sql } from "kysely";
import type { Text } from "#engine/text.ts";
import type { Db, Trx } from "../ports.ts";

/**
 * A database that went back in time (a standby was promoted that had not everything, a backup was put back) has forgotten posts that
 * left: it would send them again. So nothing passes the gate of one (`ledger_is_itself`) until every workspace is stopped, and all that
 * waits, or comes back, is marked: what may have left in the lost time is looked up, or asked of a person, before it goes (gate.sql).
 */

/** How it was seen: another server, another timeline of it, less than somebody remembers, a data folder that is a copy, or a backup that was put back. */
export type Why = "system" | "timeline" | "behind" | "copy" | "backup";
/** What a data folder remembers of the database, outside of it. `at`: ISO 8601, by the database's clock. */
export type Remembered = { id: string; number: number; at: string };

/** What is lost begins this long before the last that the database knows of, milliseconds. */
const margin = 60_000;
/** What comes back is marked for this many days; what bears no date, hours after it was stored. */
const days = 30;
const undated = 24;

/** Notes that somebody was here. Gives what to remember; handles a setback where this shows one. */
export async function lookBack(
  db: Db,
  remembered: Remembered,
  copied: boolean,
): Promise<{ now: Remembered; why: Why | null }> {
  return db.transaction().execute(async (trx) => {
    await sql`select 1 from lineage for update`.execute(trx);
    const { id } = remembered;
    const { rows } = await sql<{
      system: string;
      timeline: string;
      oldSystem: string;
      oldTimeline: string;
      mine: number | null;
      last: string | null;
    }>`
      select ${identity}, l.system as "oldSystem", l.timeline as "oldTimeline",
        (select number from keeper where id = ${id}) as mine, (select max(at) from keeper) as last from lineage l`.execute(
      trx,
    );
    const row = rows[0]!;
    const other: Why | null =
      row.oldSystem !== row.system ? "system" : row.oldTimeline !== row.timeline ? "timeline" : null;
    const less: Why | null = (row.mine ?? 0) < remembered.number ? "behind" : copied ? "copy" : null;
    const why = other ?? ((await isHandled(trx, remembered.at)) ? null : less);
    if (why !== null) await standStill(trx, why, row.last);
    await sql`update lineage set system = ${row.system}, timeline = ${row.timeline}`.execute(trx);
    const number = Math.max(row.mine ?? 0, remembered.number) + 1;
    const { rows: kept } = await sql<{
      at: string;
    }>`insert into keeper (id, number, at) values (${id}, ${number}, now())
      on conflict (id) do update set number = excluded.number, at = excluded.at returning at`.execute(trx);
    return { now: { id, number, at: kept[0]!.at }, why };
  });
}

/** A backup that was taken at `takenAt` has just been put into this database: whatever happened since is unknown here. In the transaction of the restore. */
export const markRestored = (trx: Trx, takenAt: string): Promise<void> => standStill(trx, "backup", takenAt);

/** Where the database says nothing of itself it cannot be another. */
const identity = sql`case l.timeline when '' then l.system else (select system_identifier::text from pg_control_system()) end as system,
  case l.timeline when '' then '' else left(pg_walfile_name(pg_current_wal_lsn()), 8) end as timeline`;

/** Somebody who remembered as much or more was here before, and all that could be lost is marked. */
async function isHandled(trx: Trx, at: string): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select exists (select from setback where at >= ${at}::timestamptz) as there`.execute(trx);
  return rows[0]!.there;
}

/** Stops everybody, and marks what may have left. `last`: when somebody was here last, as far as this database knows. */
async function standStill(trx: Trx, why: Why, last: string | null): Promise<void> {
  const since = sql`coalesce(${last}::timestamptz, now() - interval '7 days') - make_interval(secs => ${margin / 1000})`;
  await sql`insert into setback (workspace_id, at, since, why) select id, now(), ${since}, ${why} from workspace`.execute(
    trx,
  );
  await sql`update workspace set stopped_at = now(), stopped_by = null, stop_reason = 'setback' where stopped_at is null`.execute(
    trx,
  );
  // A no may have been taken back, and what waits for a yes may have got it.
  await sql`update delivery set lost_since = least(lost_since, ${since}), lost_until = now()
    where state in ('held','ready','retry_wait') or (state = 'cancelled' and reason_code = 'declined')`.execute(trx);
  await sql`update mail set state = 'unknown', ended_at = now(), lease = null, lease_until = null, why = ${JSON.stringify(mayBeOut)}::jsonb
    where state in ('queued','sending')`.execute(trx);
  await sql`insert into audit (workspace_id, action, subject, detail)
    select id, 'workspace.setback', 'workspace/' || id, jsonb_build_object('why', ${why}::text, 'since', ${since}) from workspace`.execute(
    trx,
  );
}

/** Of a mail that was still to be sent. */
const mayBeOut: Text = {
  en: "The database went back in time: this mail may have been sent already. Send it again if nobody got it.",
  fr: "La base de données est revenue en arrière : ce courriel est peut-être déjà parti. Renvoyez-le si personne ne l’a reçu.",
};

export type Span = { since: string; until: string };

/**
 * Of a run's items those that may have gone out in a time that is lost, when their rows were others: whatever was there already then.
 * Null where nothing was lost of late.
 */
export async function lostItems(
  trx: Trx,
  workspaceId: string,
  seqs: readonly number[],
): Promise<{ span: Span; fits: (seq: number | null) => boolean } | null> {
  const { rows } = await sql<{
    since: string | null;
    until: string | null;
  }>`select min(since) as since, max(at) as until from setback
    where workspace_id = ${workspaceId} and at > now() - make_interval(days => ${days})`.execute(trx);
  const { since, until } = rows[0]!;
  if (since === null || until === null) return null;
  const { rows: items } = await sql<{ seq: number; published: string | null; received: string }>`
    select seq, data->>'published' as published, received_at as received from item
    where workspace_id = ${workspaceId} and seq = any(${[...new Set(seqs)]}::bigint[])`.execute(trx);
  const end = Date.parse(until);
  const later = items.filter(({ published, received }) => {
    const at = published === null ? NaN : Date.parse(published);
    return Number.isNaN(at) ? Date.parse(received) > end + undated * 3_600_000 : at > end;
  });
  const fresh = new Set(later.map(({ seq }) => seq));
  return { span: { since, until }, fits: (seq) => seq === null || !fresh.has(seq) };
}

export type Setback = {
  at: string;
  since: string;
  why: Why;
  /** What may have left and is not cleared up, by account. */
  accounts: { id: string; network: string; handle: string; waiting: number; asked: number }[];
};

/** The last setback of a workspace, as long as something of it is open; else null. */
export async function readSetback(db: Db, workspaceId: string): Promise<Setback | null> {
  const { rows } = await sql<Pick<Setback, "at" | "since" | "why"> & { stopped: boolean }>`
    select s.at, s.since, s.why, coalesce(w.stop_reason = 'setback', false) as stopped from setback s join workspace w on w.id = s.workspace_id
    where s.workspace_id = ${workspaceId} and s.at > now() - make_interval(days => ${days}) order by s.at desc limit 1`.execute(
    db,
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { rows: accounts } = await sql<Setback["accounts"][number]>`
    select a.id, a.network, a.handle, count(*) filter (where d.state <> 'unknown')::int as waiting,
      count(*) filter (where d.state = 'unknown')::int as asked
    from delivery d join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
    where d.workspace_id = ${workspaceId} and d.lost_until is not null and d.state in ('held','ready','retry_wait','unknown')
    group by a.id, a.network, a.handle order by count(*) desc, a.handle limit 200`.execute(db);
  const { stopped, ...setback } = row;
  return accounts.length > 0 || stopped ? { ...setback, accounts } : null;
}
