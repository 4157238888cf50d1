import { sql } from "kysely";
import { z } from "zod";
import type { Trx } from "../ports.ts";
import type { Kind } from "./kinds.ts";

const Both = z.strictObject({ en: z.string().max(500), fr: z.string().max(500) });
/** What a notice says where it is about no proposal: a title, a sentence, and the page that it opens (`path`, from our own root). */
export const Said = z.strictObject({
  title: Both,
  text: Both,
  button: Both,
  path: z
    .string()
    .regex(/^\/(?!\/)/u)
    .max(300),
});
export type Said = z.infer<typeof Said>;

export type Notice = {
  workspaceId: string;
  memberId: string;
  /** Why: the same reason is told a person once, however often it is given. Its first part is what it is about, e.g. `suggestion/<id>/accepted`. */
  reason: string;
  kind: Exclude<Kind, "proposal" | "important" | "digest">;
  data: Said;
  /** Days after which it is of no use any more (14). */
  days?: number;
};

/**
 * Tells a person something, in the transaction of the deed that it tells of: at hours of theirs, within their own budget, by the ways that they
 * chose (tell.ts). True: this reason is new. Proposals are found by themselves (ask.ts).
 */
export async function notify(
  trx: Trx,
  { workspaceId, memberId, reason, kind, data, days = 14 }: Notice,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into notice (workspace_id, member_id, reason, kind, data, expires_at)
    select workspace_id, id, ${reason}, ${kind}, ${JSON.stringify(Said.parse(data))}::jsonb, now() + make_interval(days => ${days}::int)
    from member where workspace_id = ${workspaceId} and id = ${memberId} and disabled_at is null
    on conflict (workspace_id, member_id, reason) do nothing`.execute(trx);
  if (numAffectedRows !== 1n) return false;
  await lookSoon(trx, workspaceId, [memberId]);
  return true;
}

/** The same to everybody who is here, each at their own hours; whoever knows this reason already is not told again. */
export async function notifyAll(
  trx: Trx,
  { workspaceId, reason, kind, data, days = 14 }: Omit<Notice, "memberId">,
): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    insert into notice (workspace_id, member_id, reason, kind, data, expires_at)
    select workspace_id, id, ${reason}, ${kind}, ${JSON.stringify(Said.parse(data))}::jsonb, now() + make_interval(days => ${days}::int)
    from member where workspace_id = ${workspaceId} and disabled_at is null order by id
    on conflict (workspace_id, member_id, reason) do nothing returning member_id as id`.execute(trx);
  await lookSoon(
    trx,
    workspaceId,
    rows.map(({ id }) => id),
  );
  return rows.length;
}

/** What waits for these people is looked at in the next round. Always in one order, so that two who do this do not wait for each other. */
export async function lookSoon(
  trx: Pick<Trx, "getExecutor">,
  workspaceId: string,
  memberIds: readonly string[],
): Promise<void> {
  await sql`
    insert into notice_person as p (workspace_id, member_id, next_at)
    select ${workspaceId}::uuid, id, now() from unnest(${[...new Set(memberIds)].toSorted()}::uuid[]) as id
    on conflict (workspace_id, member_id) do update set next_at = now() where p.next_at is null or p.next_at > now()`.execute(
    trx,
  );
}
