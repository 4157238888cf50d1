import { sql } from "kysely";
import type { Text } from "#engine/text.ts";
import { cap } from "../inbox/capped.ts";
import type { Trx } from "../ports.ts";

/** An item, or one account's share of it, that a run let go, as it is recorded. */
export type DropRecord = {
  node: string;
  itemSeq: number | null;
  itemKey: string;
  title: string;
  accountId: string | null;
  code: string;
  reason: Text;
};

/** What one node did over all batches of a run. */
export type StepRecord = {
  node: string;
  itemsIn: number;
  itemsOut: Record<string, number>;
  drops: number;
  back: number;
  kept: number;
  made: number;
  ms: number;
  error: Text | null;
};

/** What a run did, summed over its batches and parts. */
export type Outcome = {
  edges: Record<string, number>;
  targets: Record<string, number>;
  steps: Map<string, StepRecord>;
};

/** What the earlier parts of a run came to; empty before its first. */
export async function readOutcome(
  trx: Trx,
  run: { workspaceId: string; id: string },
  sums: Pick<Outcome, "edges" | "targets">,
): Promise<Outcome> {
  const { rows } = await sql<StepRecord>`
    select node_id as node, items_in as "itemsIn", items_out as "itemsOut", drops, back, kept, made, ms, error from step
    where workspace_id = ${run.workspaceId} and run_id = ${run.id}`.execute(trx);
  return { ...sums, steps: new Map(rows.map((step) => [step.node, step])) };
}

/** Adds the counts of one batch. */
export function addBatch(
  outcome: Outcome,
  batch: { edges: Record<string, number>; targets: Record<string, number>; steps: readonly StepRecord[] },
): void {
  add(outcome.edges, batch.edges);
  add(outcome.targets, batch.targets);
  for (const step of batch.steps) {
    const sum = outcome.steps.get(step.node);
    if (sum === undefined) {
      const { node, itemsIn, itemsOut, drops, back, kept, made, ms, error } = step;
      outcome.steps.set(node, { node, itemsIn, itemsOut: { ...itemsOut }, drops, back, kept, made, ms, error });
      continue;
    }
    sum.itemsIn += step.itemsIn;
    sum.drops += step.drops;
    sum.back += step.back;
    sum.kept += step.kept;
    sum.made += step.made;
    sum.ms += step.ms;
    sum.error ??= step.error;
    add(sum.itemsOut, step.itemsOut);
  }
}

/** Counts what was let go after the batch went through the plan: by the ledger at a target, or instead of being kept (`kept` -1). */
export function countDrop(outcome: Outcome, node: string, kept = 0): void {
  const step = outcome.steps.get(node);
  if (step === undefined) return;
  step.drops += 1;
  step.kept += kept;
}

function add(sum: Record<string, number>, more: Record<string, number>): void {
  for (const [key, count] of Object.entries(more)) sum[key] = (sum[key] ?? 0) + count;
}

/** Rows in one statement. */
const rowsAtOnce = 5000;

export async function writeDrops(
  trx: Trx,
  run: { workspaceId: string; id: string; mapId: string },
  drops: DropRecord[],
): Promise<void> {
  for (let start = 0; start < drops.length; start += rowsAtOnce) {
    const part = drops.slice(start, start + rowsAtOnce);
    await sql`
      insert into drop (workspace_id, run_id, map_id, node_id, item_seq, item_key, title, account_id, code, reason)
      select ${run.workspaceId}, ${run.id}, ${run.mapId}, entry.node, entry.seq, entry.key, entry.title, entry.account, entry.code, entry.reason::jsonb
      from unnest(${part.map(({ node }) => node)}::text[], ${part.map(({ itemSeq }) => itemSeq)}::bigint[], ${part.map(({ itemKey }) => itemKey)}::text[],
        ${part.map(({ title }) => cap(title, 300))}::text[], ${part.map(({ accountId }) => accountId)}::uuid[], ${part.map(({ code }) => code)}::text[],
        ${part.map(({ reason }) => JSON.stringify(reason))}::text[]) with ordinality as entry(node, seq, key, title, account, code, reason, place)
      order by entry.place`.execute(trx);
  }
}

/** Writes what the nodes did so far: a later part of the run replaces the sums of the earlier ones. */
export async function writeSteps(
  trx: Trx,
  run: { workspaceId: string; id: string },
  steps: Iterable<StepRecord>,
): Promise<void> {
  const rows = [...steps].map((step) => ({
    workspace_id: run.workspaceId,
    run_id: run.id,
    node_id: step.node,
    items_in: step.itemsIn,
    items_out: JSON.stringify(step.itemsOut),
    drops: step.drops,
    back: step.back,
    kept: step.kept,
    made: step.made,
    ms: step.ms,
    error: step.error === null ? null : JSON.stringify(step.error),
  }));
  if (rows.length === 0) return;
  await trx
    .insertInto("step")
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "run_id", "node_id"]).doUpdateSet((now) => ({
        items_in: now.ref("excluded.items_in"),
        items_out: now.ref("excluded.items_out"),
        drops: now.ref("excluded.drops"),
        back: now.ref("excluded.back"),
        kept: now.ref("excluded.kept"),
        made: now.ref("excluded.made"),
        ms: now.ref("excluded.ms"),
        error: now.ref("excluded.error"),
      })),
    )
    .execute();
}
