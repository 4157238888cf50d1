import { sql } from "kysely";
import { readItem, writeItem } from "#engine/item.ts";
import type { Ask, Back, Keeping } from "#engine/kept.ts";
import { askedAlready, keptAlready, mostKept } from "#engine/keeping.ts";
import type { Plan } from "#engine/plan.ts";
import { reasonText } from "#engine/reasons.ts";
import type { Result } from "#engine/run.ts";
import type { Said } from "../approvals/said.ts";
import { cap } from "../inbox/capped.ts";
import type { Trx } from "../ports.ts";
import type { DropRecord } from "./outcome.ts";
import type { Origin } from "./read.ts";
import type { Laid, KeptRows, Taken } from "./kept-rows.ts";

/**
 * What the steps of a map keep (engine/keeping.ts), in the transaction of its run: what is due is taken out of the table and given to its
 * step, and what the step goes on keeping is put back. Its map's row is locked, so that no two do this at once.
 */
type Run = { workspaceId: string; id: string; mapId: string };
/** `question`: what somebody is asked of it, where a step asks. */
type Row = Origin & { place: number; since: number; question: { id: number; ask: Ask; until: string } | null };

/** `go`: what is given back to one step at once, in order. */
export type Store = {
  go: { node: string; back: Back[] }[];
  /** Of each step, how many it keeps and were not given back yet. */
  holding: Map<string, number>;
  rows: Map<Back, Row>;
  place: number;
  /** Let go without asking the step: it is there no more, or the post was deleted. */
  drops: DropRecord[];
  /** Not all that is due fitted into this part. */
  more: boolean;
};

/** Takes what is due at `now` (ISO 8601), the longest kept first. `atOnce`: of a step that may be asked in several goes. */
export async function takeKept(table: KeptRows, plan: Plan, now: string, atOnce: number): Promise<Store> {
  const store: Store = { go: [], holding: new Map(), rows: new Map(), place: 0, drops: [], more: false };
  const stats = await table.look(now);
  const off = offKeepers(plan);
  let taken = 0;
  for (const { node, count, last, due } of stats) {
    store.place = Math.max(store.place, last);
    const keeps = plan.keepers.find(({ id }) => id === node)?.keeps;
    store.holding.set(node, count);
    // Whatever a step keeps stays with it while it is off.
    if (off.has(node)) continue;
    if (keeps !== undefined && !due) continue;
    // A step's items come whole; of several steps that are full the next one waits for the next part.
    store.more ||= taken >= mostKept;
    if (store.more) continue;
    const rows = await table.take(node, keeps === undefined ? null : now);
    taken += rows.length;
    store.holding.set(node, count - rows.length);
    const stays = rows.filter((row) => {
      if (keeps !== undefined && !row.gone) return true;
      store.drops.push(dropOf(row, row.gone ? "source_gone" : "kept_gone"));
      return false;
    });
    const back = stays.map((row) => {
      const one: Back = {
        item: readItem(row.item),
        since: Date.parse(row.since),
        until: Date.parse(row.due),
        answer: row.answer,
      };
      const { seq, source, place, title, approval, asked, askedUntil } = row;
      const question =
        approval === null || asked === null || askedUntil === null
          ? null
          : { id: approval, ask: asked, until: askedUntil };
      // Who says yes to an item has looked at it: the flood protection wants no more.
      const review = row.review && row.answer?.yes !== true;
      store.rows.set(one, { seq, source, poll: null, item: { title }, review, place, since: one.since, question });
      return one;
    });
    const size = keeps?.give === "each" ? atOnce : Math.max(1, back.length);
    for (let start = 0; start < back.length; start += size)
      store.go.push({ node, back: back.slice(start, start + size) });
  }
  return store;
}

/** Steps that keep items and are switched off: they are given nothing back until they are on again. */
export const offKeepers = ({ nodes }: Plan): ReadonlySet<string> =>
  new Set(nodes.filter(({ keeps, off }) => keeps !== undefined && off !== undefined).map(({ id }) => id));

const dropOf = ({ node, key, title, seq }: Taken, code: "source_gone" | "kept_gone"): DropRecord => ({
  node,
  itemSeq: seq,
  itemKey: key,
  title,
  accountId: null,
  code,
  reason: reasonText(code)!,
});

/** What the steps are given at the next go: `go` null, nothing back. */
export function keepingOf(
  plan: Plan,
  store: Store,
  go: Store["go"][number] | null,
  said: Said,
): Record<string, Keeping> {
  const later = (node: string) =>
    store.go.filter((one) => one !== go && one.node === node).reduce((sum, { back }) => sum + back.length, 0);
  return Object.fromEntries(
    plan.keepers.map(({ id }) => {
      const answers = said.get(id);
      const back = go?.node === id ? go.back : [];
      const holding = (store.holding.get(id) ?? 0) + later(id);
      return [id, { back, holding, ...(answers === undefined ? {} : { said: answers }) }];
    }),
  );
}

/**
 * Where all that a go or a batch brought forth is from: the items by `origin`, and what a step made of some of them from nowhere, waiting for
 * review where one of them does.
 */
export function withMade(
  origin: ReadonlyMap<string, Origin>,
  result: Result,
  reviewed: (from: Origin) => boolean,
): ReadonlyMap<string, Origin> {
  const made = [...result.wanted, ...result.drops, ...result.kept].filter(({ item }) => !origin.has(item.key));
  if (made.length === 0) return origin;
  const review = [...origin.values()].some(reviewed);
  const nowhere: Origin = { seq: null, source: null, poll: null, review };
  return new Map([...origin, ...made.map(({ item }): [string, Origin] => [item.key, nowhere])]);
}

/** Rows in one statement. */
const rowsAtOnce = 1000;

/**
 * Puts down what steps keep from now on. Gives what they keep already under the same key, and what they have asked about before: that is
 * let go. `reviewed`: of a poll that the flood protection held.
 */
export async function putKept(
  table: KeptRows,
  store: Store,
  result: Pick<Result, "kept">,
  origin: ReadonlyMap<string, Origin>,
  input: { now: string; reviewed: (from: Origin) => boolean },
): Promise<DropRecord[]> {
  const drops: DropRecord[] = [];
  for (let start = 0; start < result.kept.length; start += rowsAtOnce) {
    const rows = result.kept.slice(start, start + rowsAtOnce).map(({ node, item, until, from, ask }): Laid => {
      const known = from === null ? undefined : store.rows.get(from);
      const at = known ?? origin.get(item.key);
      const place = known?.place ?? (store.place += 1);
      return {
        n: node,
        k: item.key,
        p: place,
        t: cap(at?.item?.title ?? item.title, 2000),
        i: writeItem(item),
        q: at?.seq ?? null,
        s: at?.source ?? null,
        r: at !== undefined && input.reviewed(at),
        b: new Date(known?.since ?? Date.parse(input.now)).toISOString(),
        d: new Date(until).toISOString(),
        a: from?.answer ?? undefined,
        // A step that failed asks nothing new: the question stands as it was.
        u: known?.question?.id,
        w: ask ?? known?.question?.ask,
        l: ask === undefined ? known?.question?.until : new Date(until).toISOString(),
      };
    });
    const made = await table.put(rows);
    const fate = new Map(made.map((one) => [`${one.node} ${one.key}`, one]));
    for (const { n, k, t, q } of rows) {
      const { there = false, kept = true } = fate.get(`${n} ${k}`) ?? {};
      if (there) {
        store.holding.set(n, (store.holding.get(n) ?? 0) + 1);
        continue;
      }
      const [code, reason] = kept
        ? (["kept_already", keptAlready] as const)
        : (["asked_already", askedAlready] as const);
      drops.push({ node: n, itemSeq: q, itemKey: k, title: t, accountId: null, code, reason });
    }
  }
  return drops;
}

/** What is to be given back at once, in the run's next part. */
export async function recallKept(trx: Trx, run: Run, nodes: readonly string[], now: string): Promise<void> {
  await sql`update kept set due_at = ${now}::timestamptz
    where workspace_id = ${run.workspaceId} and map_id = ${run.mapId} and node_id = any(${nodes}::text[])`.execute(trx);
}

/** The map was published anew: each step, or one of them, decides again, by its settings of today, about what it keeps. What has its answer goes at its time: until then it can be taken back. */
export async function askAgain(
  trx: Trx,
  workspaceId: string,
  mapId: string,
  node: string | null = null,
): Promise<void> {
  const { numAffectedRows } = await sql`update kept set due_at = least(due_at, now())
    where workspace_id = ${workspaceId} and map_id = ${mapId} and (${node}::text is null or node_id = ${node}) and answer is null`.execute(
    trx,
  );
  if (Number(numAffectedRows ?? 0) > 0)
    await sql`update map set kept_at = now() where workspace_id = ${workspaceId} and id = ${mapId}`.execute(trx);
}

/**
 * Lets go what a map's steps keep, or one item of it, as a run of the map, which can be read: it goes for good, or a person wants it so.
 * Gives the titles.
 */
export async function letKeptGo(
  trx: Trx,
  workspaceId: string,
  mapId: string,
  code: "kept_archived" | "kept_out",
  one: { node: string; place: number } | null = null,
): Promise<string[]> {
  const reason = reasonText(code)!;
  const meant = sql`workspace_id = ${workspaceId} and map_id = ${mapId}
    and (${one === null} or (node_id = ${one?.node ?? null} and place = ${one?.place ?? null}::bigint))`;
  const { rows } = await sql<{ id: string }>`
    insert into run (workspace_id, map_id, version, due_at, cause, state, started_at, finished_at, drops, error)
    select workspace_id, id, live_version, clock_timestamp(), 'due', 'skipped', clock_timestamp(), clock_timestamp(),
      (select count(*) from kept where ${meant}), ${JSON.stringify(reason)}::jsonb
    from map where workspace_id = ${workspaceId} and id = ${mapId} and live_version is not null
      and exists (select from kept where ${meant}) returning id`.execute(trx);
  const run = rows[0]?.id;
  if (run === undefined) return [];
  const { rows: gone } = await sql<{ title: string }>`
    with gone as (delete from kept where ${meant} returning *)
    insert into drop (workspace_id, run_id, map_id, node_id, item_seq, item_key, title, code, reason)
    select workspace_id, ${run}, map_id, node_id, item_seq, item_key, title, ${code}, ${JSON.stringify(reason)}::jsonb
    from gone order by node_id, place returning title`.execute(trx);
  if (one === null)
    await sql`update map set kept_at = null where workspace_id = ${workspaceId} and id = ${mapId}`.execute(trx);
  return gone.map(({ title }) => title);
}
