import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import { byHand } from "#engine/written.ts";
import type { Post } from "#engine/post.ts";
import type { Trx } from "../ports.ts";
import { type Beginning, beginningsOf } from "./beginning.ts";
import { spellPost } from "./posts.ts";
import { lostItems, type Span } from "./setback.ts";
import { drop, identityOf } from "./sift.ts";
import { hashColumn } from "./story.ts";
import { headlines } from "./told.ts";
import { oneAfterAnother } from "./turns.ts";
import type { Range, ScheduleInput, Scheduled, Unscheduled } from "./wanted.ts";

/** `lost`: it may have left already, in a time that the database has forgotten. */
type Row = Beginning & { lost: boolean };

/** Rows in one statement; between two of them the process answers others. */
const chunkSize = 1000;

/**
 * Writes a run's deliveries in the run's own transaction. One item never gets a second delivery for an account (`already`),
 * nor does one story within the rule's days (`same_story`); what goes out once more is one delivery of its own for its occasion (repeat.ts). What may not be sent at once is held with a reason, in this order: review,
 * overflow, picture, another's post that it passes on, reconnect, paused, consent, a rule of the network; nothing that is held stays beyond its deadline.
 *
 * Call it late in the transaction: from here to the commit the schedules of one workspace come one after the other, so that two
 * maps cannot send one story at the same time; and what it does last locks the accounts' lanes.
 */
export async function scheduleDeliveries(trx: Trx, input: ScheduleInput): Promise<Scheduled> {
  if (input.wanted.length === 0) return { created: 0, held: 0, drops: [], accounts: [], numbers: null };
  await oneAfterAnother(trx, input.workspaceId);
  const {
    rows: begun,
    drops: sifted,
    accounts,
    ids,
  } = await beginningsOf(trx, input, { lock: sql`for key share of a` });
  const rows = begun.map((one): Row => ({ ...one, lost: false }));
  const drops: Unscheduled[] = [...sifted];
  const at = Date.parse(input.now);
  const lost = await lostItems(
    trx,
    input.workspaceId,
    rows.flatMap(({ wanted }) => wanted.itemSeq ?? []),
  );
  for (const row of rows) row.lost = lost?.fits(row.wanted.itemSeq) === true;

  const { kept, numbers } = await insertAll(trx, input, rows, drops, lost?.span);
  const next = new Map<string, number>();
  for (const { wanted, state, dueAt } of kept) {
    if (state === "ready") next.set(wanted.accountId, Math.min(next.get(wanted.accountId) ?? dueAt, dueAt));
  }
  await wakeLanes(
    trx,
    input.workspaceId,
    ids.filter((id) => accounts.has(id)),
    next,
  );
  return {
    created: kept.length,
    held: kept.filter(({ state }) => state === "held").length,
    drops,
    accounts: [...next].filter(([, dueAt]) => dueAt <= at).map(([id]) => id),
    numbers,
  };
}

const iso = (at: number): string => new Date(at).toISOString();

/** Writes the rows; those that somebody else wrote in the meantime become drops. `numbers`: between which the written ones lie. */
async function insertAll(
  trx: Trx,
  input: ScheduleInput,
  rows: Row[],
  drops: Unscheduled[],
  span: Span | undefined,
): Promise<{ kept: Row[]; numbers: Range | null }> {
  const kept: Row[] = [];
  let numbers = null as Range | null;
  const expires = iso(Date.parse(input.now) + input.limits.hours * 3_600_000);
  for (let start = 0; start < rows.length; start += chunkSize) {
    const chunk = rows.slice(start, start + chunkSize);
    // An item's post for a network is one and the same for all its accounts, and goes over once.
    const posts = new Map<Post, number>();
    for (const { wanted } of chunk) if (!posts.has(wanted.post)) posts.set(wanted.post, posts.size);
    const json = JSON.stringify(
      chunk.map(({ wanted, story, state, code, dueAt, lost, yes }) => ({
        a: wanted.accountId,
        k: clean(wanted.itemKey),
        q: wanted.itemSeq,
        n: wanted.node,
        w: wanted.network,
        o: clean(wanted.topic),
        s: state,
        c: code,
        e: code === "rule" ? wanted.forbidden?.message : undefined,
        r: wanted.ruled ?? undefined,
        t: posts.get(wanted.post),
        i: clean(wanted.itemTitle),
        h: story.link,
        p: hashColumn(story.print),
        f: story.source,
        g: hashColumn(story.head),
        d: iso(dueAt),
        l: lost || undefined,
        v: wanted.wording,
        m: wanted.machine,
        b: wanted.again?.occasion ?? input.occasion ?? "",
        x: wanted.timed === undefined ? undefined : iso(wanted.timed.until),
        y: yes,
      })),
    );
    const result = await sql<{ first: number | null; last: number; names: string[] | null }>`
      with x as materialized (
        select * from json_to_recordset(${json}::json) as x(a uuid, k text, q bigint, n text, w text, o text, s text, c text, e jsonb, r text, t int,
          i text, h text, p bigint, f uuid, g bigint, d timestamptz, l boolean, v text, b text, m jsonb, x timestamptz, y uuid)
      ), posts as materialized (
        select ${`[${[...posts.keys()].map(spellPost).join(",")}]`}::jsonb as list
      ), made as (
        insert into delivery (workspace_id, account_id, item_key, item_seq, map_id, version, run_id, node_id, network, topic, state, reason_code, reason, ruled,
          post, item_title, created_at, due_at, expires_at, auto_resend, occasion, lost_since, lost_until, wording, machine, approved_at, approved_by, campaign_id)
        select ${input.workspaceId}::uuid, x.a, x.k, x.q, ${input.mapId}::uuid, ${input.version}::int, ${input.runId}::uuid, x.n, x.w, x.o, x.s, x.c, x.e, x.r,
          posts.list->x.t, x.i, ${input.now}::timestamptz, x.d, coalesce(x.x, ${expires}::timestamptz), ${input.limits.resend}::boolean,
          x.b, case when x.l then ${span?.since ?? null}::timestamptz end, case when x.l then ${span?.until ?? null}::timestamptz end, x.v, x.m, case when x.y is not null then ${input.now}::timestamptz end, x.y,
          ${campaignOf(input.workspaceId, input.mapId)} from x, posts
        on conflict (workspace_id, account_id, item_key, occasion) do nothing returning id, account_id, item_key
      ), ${headlines(input.workspaceId, chunk)}, shelved as (
        insert into story (workspace_id, account_id, created_at, delivery_id, link_hash, text_hash, source_id, head)
        select ${input.workspaceId}::uuid, x.a, ${input.now}::timestamptz, made.id, decode(x.h, 'hex'), x.p, x.f, x.g
        from made join x on x.a = made.account_id and x.k = made.item_key where x.h is not null or x.p is not null
      )
      select min(id) as first, max(id) as last,
        case when count(*) < ${chunk.length} then array_agg(account_id || ' ' || item_key) end as names from made`.execute(
      trx,
    );
    const { first, last, names } = result.rows[0]!;
    const made = names === null ? null : new Set(names);
    for (const row of chunk) {
      if (first !== null && (made === null || made.has(identityOf(row.wanted)))) kept.push(row);
      else drops.push(drop(row.wanted, "already"));
    }
    if (first !== null) numbers = { first: Math.min(numbers?.first ?? first, first), last };
  }
  return { kept, numbers };
}

/** Of what was written by hand its own campaign, of everything else the map's: the one place that says so. */
const campaignOf = (workspaceId: string, mapId: string) => sql`case when starts_with(x.k, ${byHand})
    then (select e.campaign_id from entry e where e.workspace_id = ${workspaceId}::uuid and e.id = split_part(x.k, ':', 2)::uuid)
    else (select m.campaign_id from map m where m.workspace_id = ${workspaceId}::uuid and m.id = ${mapId}::uuid) end`;

/** Every account that gets a delivery has a lane; lanes are taken in order, so that two runs never wait in a circle. */
async function wakeLanes(trx: Trx, workspaceId: string, ids: string[], next: Map<string, number>): Promise<void> {
  const lanes = JSON.stringify(ids.map((id) => ({ a: id, at: next.has(id) ? iso(next.get(id)!) : null })));
  await sql`
    insert into lane (workspace_id, account_id, next_at)
    select ${workspaceId}::uuid, x.a, x.at from json_to_recordset(${lanes}::json) as x(a uuid, at timestamptz) order by x.a
    on conflict (workspace_id, account_id) do update set next_at = least(lane.next_at, excluded.next_at),
      reached_at = case when lane.reached_at <= excluded.next_at then lane.reached_at end
    where excluded.next_at is not null
      and (lane.next_at is null or lane.next_at > excluded.next_at or lane.reached_at > excluded.next_at)`.execute(trx);
}
