import { sql } from "kysely";
import { bareText, nextReturn, wordsSaid } from "#engine/evergreen.ts";
import type { Written } from "#engine/written.ts";
import { record } from "../audit.ts";
import { inWorkspace } from "../database/scope.ts";
import { enterAt, untilOf } from "../entries/message.ts";
import { columns, readRow, type Row } from "../entries/row.ts";
import type { Services, Trx } from "../ports.ts";
import { roundsOf } from "./outing.ts";
import { ruleOf } from "./rule.ts";

/** Entries that one round looks at; the next, a minute later, looks at the rest. */
const atOnce = 500;

/**
 * Plans anew what comes back, once its last outing is at its end: the entry is planned for its next time, and goes the way of every entry then.
 * Several processes may do this at once: an entry's state and round are changed under its lock, so that each outing is planned once, whenever a
 * process dies. `at`: milliseconds, for a simulation. Gives how many were planned.
 */
export async function planReturns(services: Services, at: number | null = null): Promise<number> {
  const now = at ?? services.clock.now();
  const { rows } = await sql<{ workspace: string; entry: string }>`
    select g.workspace_id as workspace, g.entry_id as entry from evergreen g
    cross join lateral (select from entry e where e.workspace_id = g.workspace_id and e.id = g.entry_id and e.state = 'entered'
      and e.at < ${iso(now)}::timestamptz limit 1) e
    where g.rests is null order by g.looked_at nulls first limit ${atOnce}`.execute(services.db);
  let planned = 0;
  for (const { workspace, entry } of rows)
    await inWorkspace(workspace, async () => {
      if (await services.db.transaction().execute((trx) => planReturn(trx, workspace, entry, now))) planned += 1;
    });
  return planned;
}

const iso = (at: number): string => new Date(at).toISOString();

async function planReturn(trx: Trx, workspaceId: string, id: string, now: number): Promise<boolean> {
  const { rows } = await sql<Row>`select ${columns} from entry e where e.workspace_id = ${workspaceId} and e.id = ${id}
    and e.state = 'entered' for update of e skip locked`.execute(trx);
  await sql`update evergreen set looked_at = now() where workspace_id = ${workspaceId} and entry_id = ${id}`.execute(
    trx,
  );
  const [found] = rows;
  const rule = await ruleOf(trx, workspaceId, id);
  if (found === undefined || rule === null || rule.rests !== null) return false;
  const row = readRow(found);
  const { written, until, approval } = row;
  const at = Date.parse(row.at!);
  if (untilOf({ at, until, written }) > now || (await isUnderWay(trx, workspaceId, row))) return false;
  if (await isOver(trx, workspaceId, row.campaign, now)) return rest(trx, workspaceId, id, "over");
  const last = await lastOut(trx, workspaceId, row, rule.of);
  const taken = await takenBy(trx, workspaceId, id);
  const next = nextReturn(rule, rule.zone, { last: last ?? at, at, now, isFree: (time) => !taken.has(time) });
  if (next === null) return rest(trx, workspaceId, id, "over");
  if (!(await hasWords(trx, workspaceId, row, rule.of))) return rest(trx, workspaceId, id, "words");
  // An end that was said for the first time is as far from the next one.
  const ends = until === null ? null : iso(next + Date.parse(until) - at);
  await sql`update entry set state = 'planned', at = ${iso(next)}::timestamptz, until = ${ends}::timestamptz, revision = revision + 1,
    enter_at = ${iso(enterAt({ at: next, written, approval }))}::timestamptz, updated_at = clock_timestamp()
    where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
  await record(trx, { workspaceId, memberId: null, action: "entry.return", subject: `entry/${id}` });
  return true;
}

async function rest(trx: Trx, workspaceId: string, id: string, why: "words" | "over"): Promise<false> {
  await sql`update evergreen set rests = ${why} where workspace_id = ${workspaceId} and entry_id = ${id}`.execute(trx);
  return false;
}

/** Something of its last outing has not come to its end: it will, with its time. */
async function isUnderWay(trx: Trx, workspaceId: string, { id, round }: Row): Promise<boolean> {
  const { rows } =
    await sql`select from delivery where workspace_id = ${workspaceId} and item_key = ${`entry:${id}:${round}`}
    and state in ('held','ready','retry_wait','sending','processing') limit 1`.execute(trx);
  return rows.length > 0;
}

/** Of a campaign that was stopped, or whose last day is past, nothing comes back. */
async function isOver(trx: Trx, workspaceId: string, campaign: string | null, now: number): Promise<boolean> {
  if (campaign === null) return false;
  const { rows } =
    await sql`select from campaign c join workspace s on s.id = c.workspace_id where c.workspace_id = ${workspaceId}
    and c.id = ${campaign} and (c.state = 'stopped' or ${iso(now)}::timestamptz >= ((c.last_day + 1)::timestamp at time zone s.zone))`.execute(
      trx,
    );
  return rows.length > 0;
}

async function lastOut(trx: Trx, workspaceId: string, { id, round }: Row, of: string | null): Promise<number | null> {
  const { rows } = await sql<{ last: number | null }>`
    select (extract(epoch from max(coalesce(published_at, gated_at))) * 1000)::float8 as last from delivery
    where workspace_id = ${workspaceId} and item_key = any(${roundsOf(id, round, of)}::text[])
      and state in ('published','unknown')`.execute(trx);
  return rows[0]?.last ?? null;
}

/** Times at which others that come back are planned: two of them never come at one moment. */
async function takenBy(trx: Trx, workspaceId: string, id: string): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ at: number }>`
    select (extract(epoch from e.at) * 1000)::float8 as at from evergreen g
    join entry e on e.workspace_id = g.workspace_id and e.id = g.entry_id and e.state = 'planned'
    where g.workspace_id = ${workspaceId} and g.entry_id <> ${id} limit 2000`.execute(trx);
  return new Set(rows.map(({ at }) => at));
}

/** Whether anybody who had it has words of it left; what nobody had yet has all of its words. */
async function hasWords(trx: Trx, workspaceId: string, row: Row, of: string | null): Promise<boolean> {
  const said = await saidBy(trx, workspaceId, row, of);
  return said.size === 0 || [...said.values()].some(({ left }) => left > 0);
}

export type SaidBy = { network: string; said: Set<string>; left: number };

/** By account, the wordings (as they are compared) that it said of an entry, and how many it has left. */
export async function saidBy(
  trx: Trx,
  workspaceId: string,
  { id, round, written }: Pick<Row, "id" | "round" | "written">,
  of: string | null,
): Promise<Map<string, SaidBy>> {
  const { rows } = await sql<{ account: string; network: string; text: string }>`
    select account_id as account, network, coalesce(post->'parts'->0->>'text', text, '') as text from delivery
    where workspace_id = ${workspaceId} and item_key = any(${roundsOf(id, round, of)}::text[])
      and state in ('published','sending','processing','unknown')`.execute(trx);
  const by = new Map<string, SaidBy>();
  for (const { account, network, text } of rows) {
    const one = by.get(account) ?? { network, said: new Set(), left: 0 };
    by.set(account, one);
    const said = wordsSaid(text, wordsAt(written, network));
    if (said !== null) one.said.add(said);
  }
  for (const one of by.values()) one.left = wordsAt(written, one.network).length - one.said.size;
  return by;
}

/** What may be said on a network, as it is compared: its own wordings, else those for all. */
export function wordsAt({ words }: Written, network: string): string[] {
  const own = words.filter((one) => one.for === network);
  return [
    ...new Set((own.length > 0 ? own : words.filter((one) => one.for === null)).map(({ text }) => bareText(text))),
  ];
}
