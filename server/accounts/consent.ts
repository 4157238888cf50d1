import { sql } from "kysely";
import type { Mode } from "#engine/mode.ts";
import { record } from "../audit.ts";
import type { Trx } from "../ports.ts";

/** `memberId` is null where the rules decide, not a person. */
type Actor = { workspaceId: string; memberId: string | null };

const paused = (topic: string) => sql<boolean>`topic = ${topic} and mode = 'paused'`;

/**
 * Writes a new choice with its receipt. What held is withdrawn. A pause lies over what was chosen, which holds again when the pause ends: pausing
 * takes back nothing but a pause from before, and choosing anything else ends it, but for what is chosen `under` it: by the rules, not by the owner.
 * A choice for everything ends those for topics; one for a topic (its key) stands beside the one for everything.
 * The database keeps the end of a person's `auto` within a year (migration 0067).
 */
export async function writeMode(
  trx: Trx,
  actor: Actor,
  accountId: string,
  choice: { mode: Mode; until?: string | undefined; under?: boolean; topic?: string | undefined },
  receipt: Record<string, unknown>,
): Promise<void> {
  const { workspaceId, memberId } = actor;
  const { topic = "" } = choice;
  const mine = topic === "" ? sql<boolean>`true` : sql<boolean>`topic = ${topic}`;
  const held =
    choice.mode === "paused"
      ? paused(topic)
      : choice.under === true
        ? sql<boolean>`${mine} and mode <> 'paused'`
        : mine;
  await withdraw(trx, workspaceId, accountId, held);
  await trx
    .insertInto("consent")
    .values({
      workspace_id: workspaceId,
      account_id: accountId,
      topic,
      mode: choice.mode,
      granted_by: memberId,
      ends_at: choice.until ?? null,
      receipt: JSON.stringify(receipt),
    })
    .execute();
  await record(trx, {
    workspaceId,
    memberId,
    action: "account.mode",
    subject: `account/${accountId}`,
    detail: { mode: choice.mode, ...(topic === "" ? {} : { topic }), ...(choice.until ? { until: choice.until } : {}) },
  });
}

/** Ends a pause, for everything or for a topic: what was chosen before holds again. False where there was none. */
export async function endPause(trx: Trx, actor: Actor, accountId: string, topic = ""): Promise<boolean> {
  const { workspaceId, memberId } = actor;
  const ended = await withdraw(trx, workspaceId, accountId, paused(topic));
  if (ended > 0n)
    await record(trx, { workspaceId, memberId, action: "account.resume", subject: `account/${accountId}` });
  return ended > 0n;
}

/** Ends what was chosen for one topic (its key), a pause over it as well. */
export async function endChoice(trx: Trx, actor: Actor, accountId: string, topic: string): Promise<void> {
  const { workspaceId, memberId } = actor;
  const ended = await withdraw(trx, workspaceId, accountId, sql<boolean>`topic = ${topic}`);
  if (ended > 0n)
    await record(trx, {
      workspaceId,
      memberId,
      action: "account.resume",
      subject: `account/${accountId}`,
      detail: { topic },
    });
}

async function withdraw(
  trx: Trx,
  workspaceId: string,
  accountId: string,
  which: ReturnType<typeof sql<boolean>>,
): Promise<bigint> {
  const { numUpdatedRows } = await trx
    .updateTable("consent")
    .set((eb) => ({ withdrawn_at: eb.fn<string>("clock_timestamp") }))
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", accountId)
    .where("withdrawn_at", "is", null)
    .where(which)
    .executeTakeFirst();
  return numUpdatedRows;
}
