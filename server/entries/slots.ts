import { sql } from "kysely";
import { bestTime, fewestPosts } from "#engine/best-time.ts";
import { comesAt } from "#engine/wall.ts";
import type { z } from "zod";
import type { Reply } from "../api.ts";
import type { slots } from "../api/slots.ts";
import { record } from "../audit.ts";
import { conflict, forbidden, invalid, notFound } from "../errors.ts";
import { faredOf } from "../ledger/times.ts";
import type { Db } from "../ports.ts";
import { isZone } from "../time/zone.ts";
import type { Who } from "./may.ts";

/** Slots of a workspace at most, and days of which one may ask when they come. */
const most = 1000;
const mostDays = 62;
const day = 86_400_000;

export type Slot = { id: string; account: string | null; weekday: number; minute: number; zone: string };

/** Whose slots somebody sees: those of accounts of their own, and, who draws maps, the company's. */
const mayPlan = ({ memberId, role }: Who) =>
  role === "ambassador"
    ? sql`a.member_id = ${memberId}`
    : sql`(s.account_id is null or a.member_id is null or a.member_id = ${memberId})`;

export async function slotsOf(
  db: Db,
  who: Who,
  account?: string,
): Promise<(Slot & { network: string | null; name: string | null })[]> {
  const { rows } = await sql<Slot & { network: string | null; name: string | null }>`
    select s.id, s.account_id as account, s.weekday, s.minute, s.zone, a.network, a.name from slot s
      left join account a on a.workspace_id = s.workspace_id and a.id = s.account_id
    where s.workspace_id = ${who.workspaceId} and ${mayPlan(who)} and (s.account_id is null or a.state <> 'disconnected')
      and (${account === undefined} or s.account_id = ${account ?? null}::uuid or s.account_id is null)
    order by s.weekday, s.minute, s.id limit ${most}`.execute(db);
  return rows;
}

export async function listSlots(db: Db, who: Who): Promise<Reply<"listSlots">> {
  return {
    rows: (await slotsOf(db, who)).map(({ account, network, name, ...slot }) => ({
      ...slot,
      account: account === null || network === null || name === null ? null : { id: account, network, name },
    })),
  };
}

/** Whether somebody plans for an account: their own, and, who draws maps, one of the company; null: all pages of the company. */
async function checkPlans(db: Db, who: Who, account: string | null): Promise<void> {
  const { workspaceId, memberId, role } = who;
  if (account === null) {
    if (role === "ambassador") throw forbidden();
    return;
  }
  const { rows } = await sql<{ owner: string | null }>`select member_id as owner from account
    where workspace_id = ${workspaceId} and id = ${account} and state <> 'disconnected'`.execute(db);
  const [found] = rows;
  if (found === undefined || (role === "ambassador" && found.owner !== memberId)) throw notFound();
  if (found.owner !== null && found.owner !== memberId) throw forbidden();
}

/** A time of the week, new or another. Throws 403, 404, 409 where that time is there already, 400 for a zone that is none. */
export async function saveSlot(
  db: Db,
  who: Who,
  id: string,
  { account, weekday, minute, zone }: z.output<(typeof slots)["saveSlot"]["body"]>,
): Promise<void> {
  const { workspaceId, memberId } = who;
  if (!isZone(zone)) throw invalid([{ place: "body.zone", message: "is no time zone" }]);
  await checkPlans(db, who, account);
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ account: string | null }>`select account_id as account from slot
      where workspace_id = ${workspaceId} and id = ${id} for update`.execute(trx);
    if (rows[0] !== undefined) await checkPlans(db, who, rows[0].account);
    const { rows: count } = await sql<{
      count: number;
    }>`select count(*)::int as count from slot where workspace_id = ${workspaceId}`.execute(trx);
    if (rows[0] === undefined && count[0]!.count >= most) throw full();
    const there =
      await sql`select from slot where workspace_id = ${workspaceId} and id <> ${id} and account_id is not distinct from ${account}::uuid
      and weekday = ${weekday} and minute = ${minute} and zone = ${zone}`.execute(trx);
    if (there.rows.length > 0) throw twice();
    await sql`insert into slot (workspace_id, id, account_id, weekday, minute, zone) values (${workspaceId}, ${id}, ${account}, ${weekday}, ${minute}, ${zone})
      on conflict (workspace_id, id) do update set account_id = excluded.account_id, weekday = excluded.weekday, minute = excluded.minute,
        zone = excluded.zone`.execute(trx);
    await record(trx, {
      workspaceId,
      memberId,
      action: "slot.save",
      subject: `slot/${id}`,
      detail: { weekday, minute, zone },
    });
  });
}

export async function deleteSlot(db: Db, who: Who, id: string): Promise<void> {
  const { workspaceId, memberId } = who;
  const { rows } = await sql<{
    account: string | null;
  }>`select account_id as account from slot where workspace_id = ${workspaceId} and id = ${id}`.execute(db);
  const [found] = rows;
  if (found === undefined) throw notFound();
  await checkPlans(db, who, found.account);
  await db.transaction().execute(async (trx) => {
    await sql`delete from slot where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
    await record(trx, { workspaceId, memberId, action: "slot.delete", subject: `slot/${id}` });
  });
}

/** When slots come, and whether an entry is planned there already: for the account, or, of a slot for all pages, for one of those. */
export async function slotTimes(
  db: Db,
  who: Who,
  { from, to, account }: { from: string; to: string; account?: string | undefined },
): Promise<Reply<"slotTimes">> {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  if (end <= start || end - start > mostDays * day)
    throw invalid([{ place: "query.to", message: `must be at most ${mostDays} days after from` }]);
  const taken = await takenIn(db, who, start, end);
  const all = await slotsOf(db, who, account);
  const rows = all.flatMap((slot) =>
    comesAt(slot, start, end).map((at) => ({
      ...{ slot: slot.id, account: slot.account, at: new Date(at).toISOString() },
      taken: taken.has(`${slot.account ?? account ?? "page"} ${at}`),
    })),
  );
  return { rows: rows.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)) };
}

/** Accounts and times at which entries are planned, in minutes; `page`: of any account of the company. */
export async function takenIn(
  db: Db,
  { workspaceId }: Who,
  from: number,
  to: number,
  except: string | null = null,
): Promise<Set<string>> {
  const { rows } = await sql<{ account: string; at: number; page: boolean }>`
    select x.account_id as account, (extract(epoch from date_trunc('minute', e.at)) * 1000)::float8 as at, a.member_id is null as page from entry e
      join entry_account x on x.workspace_id = e.workspace_id and x.entry_id = e.id
      join account a on a.workspace_id = x.workspace_id and a.id = x.account_id
    where e.workspace_id = ${workspaceId} and e.state <> 'draft' and e.id is distinct from ${except}::uuid
      and e.at >= ${new Date(from - 60_000).toISOString()}::timestamptz and e.at < ${new Date(to).toISOString()}::timestamptz`.execute(
    db,
  );
  return new Set(rows.flatMap(({ account, at, page }) => [`${account} ${at}`, ...(page ? [`page ${at}`] : [])]));
}

/** When an account's own posts fared best; its numbers are told to whoever they are told anyway. Throws 404. */
export async function bestTimes(db: Db, who: Who, account: string): Promise<Reply<"bestTimes">> {
  const { workspaceId, memberId, role } = who;
  const { rows } = await sql<{ zone: string; owner: string | null }>`select zone, member_id as owner from account
    where workspace_id = ${workspaceId} and id = ${account} and state <> 'disconnected'`.execute(db);
  const [found] = rows;
  const told = found !== undefined && (found.owner === memberId || (found.owner === null && role !== "ambassador"));
  if (!told) throw notFound();
  const fared = await faredOf(db, workspaceId, account);
  const best = bestTime(fared, found.zone);
  const tenth = (value: number): number => Math.round(value * 10) / 10;
  return {
    ...{ zone: found.zone, needs: fewestPosts, posts: fared.length },
    best: best === null ? null : { minute: best.minute, low: tenth(best.low), high: tenth(best.high) },
  };
}

const full = () =>
  conflict("too_many_slots", {
    en: `There are ${most} times already, as many as there may be.`,
    fr: `Il y a déjà ${most} créneaux, le maximum.`,
  });
const twice = () =>
  conflict("slot_there", {
    en: "This time is there already.",
    fr: "Ce créneau existe déjà.",
  });
