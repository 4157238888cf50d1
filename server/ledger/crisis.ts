import { sql } from "kysely";
import { heldFor, mentions, notNow, saidBy } from "#engine/crisis.ts";
import type { Post } from "#engine/post.ts";
import { across, inWorkspace } from "../database/scope.ts";
import { conflict } from "../errors.ts";
import type { Db, Trx } from "../ports.ts";
import { endsAs } from "./ends.ts";
import { type PostColumns, postOfRow } from "./posts.ts";
import { moment, type SweepOptions } from "./sweeps.ts";
import { waitsForOwner } from "./waits.ts";

/** A hold that stands. */
export type Hold = { number: number; words: string[] };

/** Whether a post says what one of the holds keeps: which hold, and the word as it was written there. */
export type HeldBy = (post: Pick<Post, "parts">, title: string) => (Pick<Hold, "number"> & { word: string }) | null;

/** The holds of a workspace that stand, the oldest first. */
export async function standingHolds(db: Db | Trx, workspaceId: string): Promise<Hold[]> {
  const { rows } = await sql<Hold>`select number, words from crisis
    where workspace_id = ${workspaceId} and ended_at is null order by number`.execute(db);
  return rows;
}

/** Makes what tells which hold keeps a post; each is read once, however many holds there are. */
export function heldBy(holds: readonly Hold[]): HeldBy {
  const list = holds.map(({ number, words }) => ({ number, mentioned: mentions(words) }));
  return (post, title) => {
    if (list.length === 0) return null;
    const said = saidBy(post, title);
    for (const { number, mentioned } of list) {
      const word = mentioned(said);
      if (word !== null) return { number, word };
    }
    return null;
  };
}

/** What a hold keeps is not said yes to while that stands: it would only be held again, and whoever said yes would believe it gone. Throws 409. */
export async function checkHolds(trx: Trx, workspaceId: string, title: string, post: Post): Promise<void> {
  const hold = heldBy(await standingHolds(trx, workspaceId))(post, title);
  if (hold !== null) throw conflict("crisis", notNow(hold.word));
}

/** What one look reads at a time, and how often it goes on before it leaves the rest to the next. */
const page = { rows: 500, most: 200 };

/** What waits, as far as it is read for its words. */
export type Waits = PostColumns & { id: number; account: string; due: string; title: string; asked: boolean };
/** How far what waits was walked through. */
export type Mark = { account: string; due: string; id: number };

/** A page of what waits to be sent, or for its owner's yes, account by account. `above`: only what came after that delivery. */
export async function waitingPosts(
  db: Db,
  workspaceId: string,
  after: Mark | null,
  above = 0,
): Promise<{ rows: Waits[]; next: Mark | null }> {
  const from =
    after === null
      ? sql``
      : sql`and (account_id, due_at, id) > (${after.account}::uuid, ${after.due}::timestamptz, ${after.id}::bigint)`;
  const of = sql`select id, account_id, due_at, item_title, post, text, link`;
  // Each of the two is a walk along an index of its own; the planner is not left the choice of the workspace's whole past.
  const { rows } = await sql<Waits>`
    select id, account_id as account, due_at as due, item_title as title, post, text, link, asked from (
      (${of}, false as asked from delivery where workspace_id = ${workspaceId} and state in ('ready','retry_wait') and id > ${above} ${from}
        order by account_id, due_at, id limit ${page.rows})
      union all
      (${of}, true as asked from delivery where workspace_id = ${workspaceId} and ${waitsForOwner()} and id > ${above} ${from}
        order by account_id, due_at, id limit ${page.rows})
    ) w order by account_id, due_at, id limit ${page.rows}`.execute(db);
  const last = rows.at(-1);
  return { rows, next: rows.length < page.rows || last === undefined ? null : last };
}

/**
 * Looks through what waits in a workspace for words of the holds that stand: what would be sent is held, and what waits for its owner's yes is marked,
 * so that nobody is reminded of it. That is for those who look; whether a post passes is the gate's, which has each read that was not. Gives whose posts
 * were held just now.
 */
export async function holdWaiting(
  db: Db,
  workspaceId: string,
  options: SweepOptions = {},
): Promise<{ held: number; accounts: string[] }> {
  const found = { held: 0, accounts: new Set<string>() };
  const holds = await standingHolds(db, workspaceId);
  if (holds.length === 0) return { held: 0, accounts: [] };
  const { rows } = await sql<{ above: number; newest: number }>`
    select (select min(read_to) from crisis where workspace_id = ${workspaceId} and ended_at is null) as above,
      coalesce((select max(id) from delivery where workspace_id = ${workspaceId}), 0) as newest`.execute(db);
  const { above, newest } = rows[0]!;
  if (above >= newest) return { held: 0, accounts: [] };
  const by = heldBy(holds);
  let after: Mark | null = null;
  for (let n = 0; n < page.most; n += 1) {
    const { rows: waits, next }: { rows: Waits[]; next: Mark | null } = await waitingPosts(
      db,
      workspaceId,
      after,
      above,
    );
    const hits = waits.flatMap((one) => {
      const hold = by(postOfRow(one), one.title);
      return hold === null ? [] : [{ id: one.id, number: hold.number, reason: heldFor(hold.word) }];
    });
    for (const account of await keep(db, workspaceId, hits, options)) {
      found.held += 1;
      found.accounts.add(account);
    }
    if (next === null) {
      await sql`update crisis set read_to = ${newest} where workspace_id = ${workspaceId} and ended_at is null and read_to < ${newest}
        and number = any(${holds.map(({ number }) => number)}::int[])`.execute(db);
      break;
    }
    after = next;
  }
  return { held: found.held, accounts: [...found.accounts] };
}

/** Of what is sent meanwhile the gate had the last word: a row that is no longer as it was read is left. Gives the account of each that is held now. */
async function keep(
  db: Db,
  workspaceId: string,
  hits: readonly { id: number; number: number; reason: unknown }[],
  options: SweepOptions,
): Promise<string[]> {
  if (hits.length === 0) return [];
  const { rows } = await sql<{ account: string | null }>`
    with x as materialized (select * from json_to_recordset(${JSON.stringify(hits)}::json) as x(id bigint, number int, reason jsonb)), held as (
      update delivery d set state = 'held', reason_code = 'crisis', reason = x.reason, crisis = x.number, ruled = null, settled_at = ${moment(options)}
      from x where d.workspace_id = ${workspaceId} and d.id = x.id and d.state in ('ready','retry_wait') returning d.account_id
    ), marked as (
      update delivery d set crisis = x.number from x where d.workspace_id = ${workspaceId} and d.id = x.id and ${waitsForOwner("d.")}
        and d.crisis is distinct from x.number
    ) select account_id as account from held`.execute(db);
  return rows.flatMap(({ account }) => account ?? []);
}

/** Accounts that one look lets go on, each with all that it has. */
const mostAccounts = 500;
/** Between two posts of an account that go on after a hold, at least; and over which time accounts are spread. Seconds. */
const between = 600;
const spread = 1800;

/**
 * What a lifted hold kept goes on, in the order in which it was due: of an account one after the other, at its own distance or ten minutes apart, and
 * accounts spread over half an hour, so that nobody's readers are flooded. What is over before its turn ends, and says so. Another hold that still
 * stands has each read at the gate. Done again after a kill, it moves nothing a second time. Gives how many.
 */
export async function releaseHeld(db: Db, options: SweepOptions = {}): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with over as materialized (
      select distinct workspace_id, account_id from delivery d where d.state = 'held' and d.reason_code = 'crisis'
        and not exists (select from crisis c where c.workspace_id = d.workspace_id and c.number = d.crisis and c.ended_at is null) limit ${mostAccounts}
    ), waiting as (
      select d.workspace_id, d.id, d.account_id, d.due_at, greatest(a.spacing_s, ${between}) as gap,
        greatest(d.due_at, ${moment(options)} + make_interval(secs => abs(hashtext(d.account_id::text)) % ${spread})) as soonest,
        row_number() over (partition by d.workspace_id, d.account_id order by d.due_at, d.id) as n
      from over o join delivery d on d.workspace_id = o.workspace_id and d.account_id = o.account_id and d.state = 'held' and d.reason_code = 'crisis'
      join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
      where not exists (select from crisis c where c.workspace_id = d.workspace_id and c.number = d.crisis and c.ended_at is null)
    ), turns as materialized (
      select w.workspace_id, w.id, w.account_id, max(w.soonest - make_interval(secs => w.n * w.gap)) over (partition by w.workspace_id, w.account_id order by w.n)
        + make_interval(secs => w.n * w.gap) as at
      from waiting w
    ), late as (
      update delivery d set ${endsAs("expired", "crisis_late")}, settled_at = ${moment(options)}
      from turns t where d.workspace_id = t.workspace_id and d.id = t.id and d.state = 'held' and d.reason_code = 'crisis' and t.at >= d.expires_at
    ), freed as (
      update delivery d set state = 'ready', reason_code = null, reason = null, crisis = null, ruled = null, due_at = t.at
      from turns t where d.workspace_id = t.workspace_id and d.id = t.id and d.state = 'held' and d.reason_code = 'crisis' and t.at < d.expires_at
      returning d.workspace_id, d.account_id, d.due_at
    ), woken as (
      update lane l set next_at = least(l.next_at, f.at), reached_at = null, reached_id = null
      from (select workspace_id, account_id, min(due_at) as at from freed group by 1, 2) f
      where l.workspace_id = f.workspace_id and l.account_id = f.account_id
    )
    select count(*)::int as n from freed`.execute(db);
  return rows[0]?.n ?? 0;
}

/** The ledger's round: what came in since the last one is looked through wherever a hold stands, and what a lifted one kept goes on. */
export async function sweepCrises(db: Db): Promise<void> {
  const { rows } = await across("ledger", () =>
    sql<{ id: string }>`select distinct workspace_id as id from crisis where ended_at is null limit 1000`.execute(db),
  );
  for (const { id } of rows) await inWorkspace(id, () => holdWaiting(db, id));
  await across("ledger", () => releaseHeld(db));
}
