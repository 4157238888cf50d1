import { sql } from "kysely";
import type { Db } from "#server/ports.ts";
import type { Memory } from "../memory.ts";

/** Row numbers in the order of scheduling, which is the same on both sides. */
export async function numbers(db: Db, workspaceId: string): Promise<number[]> {
  const { rows } = await sql<{
    id: number;
  }>`select id from delivery where workspace_id = ${workspaceId} order by id`.execute(db);
  return rows.map(({ id }) => id);
}

const near = (time: string | null): number | null => (time === null ? null : Date.parse(time));
export async function stored(db: Db, workspaceId: string) {
  const [order, deliveries, lanes, attempts, spent, accounts] = await Promise.all([
    numbers(db, workspaceId),
    sql<Record<string, never>>`
      select id, account_id, item_key, part, processing, (select json_agg(json_build_array(p.number, p.remote_id, p.attempts) order by p.number) from part p
        where p.workspace_id = delivery.workspace_id and p.delivery_id = delivery.id) as out, state, reason_code, post->'parts'->0->>'text' as text, version, due_at, expires_at, approved_at is not null as approved, epoch, attempts,
        lease_until, gated_at, settled_at, looked_at, looks, resent, remote_id, adopted, post->'parts'->0->'media'->0->>'id' as picture, prepared, prepared_until from delivery where workspace_id = ${workspaceId} order by id`.execute(
      db,
    ),
    sql<{ account_id: string; next_at: string | null; frozen_until: string | null; last_sent_at: string | null }>`
      select account_id, next_at, frozen_until, last_sent_at from lane where workspace_id = ${workspaceId} order by account_id`.execute(
      db,
    ),
    sql<{ delivery_id: number; epoch: number; outcome: string | null }>`
      select delivery_id, epoch, outcome from attempt where workspace_id = ${workspaceId} order by delivery_id, epoch`.execute(
      db,
    ),
    sql<{ scope: string; window_start: string; used: number }>`
      select scope, window_start, used from budget where workspace_id = ${workspaceId} and used > 0
      union all select 'app/net/', window_start, used from app_budget where app = 'net//' || ${workspaceId}::text and used > 0
      union all select 'account/' || account_id, window_start, window_used from lane where workspace_id = ${workspaceId} and window_used > 0`.execute(
      db,
    ),
    sql<{ id: string; state: string }>`
      select id, state from account where workspace_id = ${workspaceId} order by id`.execute(db),
  ]);
  const { rows } = deliveries;
  return {
    deliveries: (
      rows as unknown as (Record<string, string | number | null> & { prepared: Record<string, unknown> | null })[]
    ).map((row) => ({
      n: order.indexOf(row["id"] as number) + 1,
      account: row["account_id"],
      item: row["item_key"],
      state: row["state"],
      part: row["part"],
      out: row["out"] ?? [],
      processing: row["processing"],
      code: row["reason_code"],
      text: row["text"],
      version: row["version"],
      due: near(row["due_at"] as string),
      expires: near(row["expires_at"] as string),
      approved: row["approved"],
      epoch: row["epoch"],
      attempts: row["attempts"],
      lease: near(row["lease_until"] as string | null),
      gated: near(row["gated_at"] as string | null),
      settled: near(row["settled_at"] as string | null),
      looked: near(row["looked_at"] as string | null),
      looks: row["looks"],
      resent: row["resent"],
      remote: row["remote_id"],
      adopted: row["adopted"],
      picture: row["picture"],
      prepared: row.prepared && { ...row.prepared, until: near(row["prepared_until"] as string | null) },
    })),
    lanes: lanes.rows.map((lane) => ({
      account: lane.account_id,
      next: near(lane.next_at),
      frozen: near(lane.frozen_until),
      last: near(lane.last_sent_at),
    })),
    attempts: attempts.rows.map((row) => ({
      n: order.indexOf(row.delivery_id) + 1,
      epoch: row.epoch,
      outcome: row.outcome,
    })),
    spent: spent.rows.map((row) => `${row.scope}@${near(row.window_start)}=${row.used}`).toSorted(),
    accounts: accounts.rows,
  };
}
export function remembered(memory: Memory) {
  const list = [...memory.deliveries.values()].toSorted((a, b) => a.id - b.id);
  return {
    deliveries: list.map((one) => ({
      n: one.id,
      account: one.accountId,
      item: one.itemKey,
      state: one.state,
      part: one.part,
      out: one.out.map(({ number, remoteId, attempts }) => [number, remoteId, attempts]),
      processing: one.processing,
      code: one.code,
      text: one.text,
      version: one.version,
      due: one.dueAt,
      expires: one.expiresAt,
      approved: one.approved,
      epoch: one.epoch,
      attempts: one.attempts,
      lease: one.leaseUntil,
      gated: one.gatedAt,
      settled: one.settledAt,
      looked: one.lookedAt,
      looks: one.looks,
      resent: one.resent,
      remote: one.remoteId,
      adopted: one.adopted,
      picture: one.picture,
      prepared: one.prepared && { ...one.prepared, data: one.prepared.data ?? null },
    })),
    lanes: [...memory.lanes]
      .map(([account, lane]) => ({ account, next: lane.nextAt, frozen: lane.frozenUntil, last: lane.lastSentAt }))
      .toSorted((a, b) => (a.account < b.account ? -1 : 1)),
    attempts: memory.attempts
      .map(({ deliveryId, epoch, outcome }) => ({ n: deliveryId, epoch, outcome }))
      .toSorted((a, b) => a.n - b.n || a.epoch - b.epoch),
    spent: [
      ...memory.budgets,
      ...[...memory.lanes].map(([id, { window }]) => [`account/${id}@${window?.start}`, window?.used ?? 0] as const),
    ]
      .filter(([, used]) => used > 0)
      .map(([name, used]) => `${name}=${used}`)
      .toSorted(),
    accounts: [...memory.accounts.values()]
      .map(({ id, state }) => ({ id, state }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  };
}
