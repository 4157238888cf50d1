import { sql } from "kysely";
import type { Db } from "../ports.ts";

/** A push that this process sends now, and nobody else. */
export type Claimed = {
  workspaceId: string;
  id: string;
  deviceId: string;
  memberId: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  data: unknown;
  tries: number;
  /** Seconds until it is of no use any more. */
  lasts: number;
};

const leaseSeconds = 60;
/** Minutes between two tries; then it is given up: a mail is on its way as well. */
const pauses = [1, 5, 15, 60];

export async function dueWorkspaces(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct workspace_id as id from push_out where state = 'queued' and next_at <= now() limit 100`.execute(db);
  return rows.map(({ id }) => id);
}

/** Takes the next one; what is late ends on the way. From here on nobody sends it again unless the service says later. */
export async function claim(db: Db, workspaceId: string): Promise<Claimed | null> {
  await sql`update push_out set state = 'dropped', ended_at = now() where workspace_id = ${workspaceId} and state = 'queued' and expires_at <= now()`.execute(
    db,
  );
  const { rows } = await sql<Claimed>`
    update push_out o set state = 'sending', tries = o.tries + 1, lease_until = now() + make_interval(secs => ${leaseSeconds}::int)
    from push_device d where o.workspace_id = ${workspaceId} and d.workspace_id = o.workspace_id and d.id = o.device_id and o.id = (
      select id from push_out q where q.workspace_id = ${workspaceId} and q.state = 'queued' and q.next_at <= now()
      order by q.next_at, q.id limit 1 for update skip locked)
    returning o.workspace_id as "workspaceId", o.id, o.device_id as "deviceId", d.member_id as "memberId", d.endpoint, d.p256dh, d.auth, o.data, o.tries,
      greatest(1, extract(epoch from o.expires_at - now())::int) as lasts`.execute(db);
  return rows[0] ?? null;
}

export type Outcome =
  | { kind: "sent" | "dropped" | "failed" | "gone"; status: number | null }
  | { kind: "later"; status: number | null; seconds: number | null };

/** Writes what came of it. A device that is gone is forgotten, if it has not been renewed meanwhile. */
export async function settle(
  db: Db,
  { workspaceId, id, deviceId, endpoint, tries }: Claimed,
  outcome: Outcome,
): Promise<void> {
  const mine = sql`workspace_id = ${workspaceId} and id = ${id} and state = 'sending'`;
  if (outcome.kind === "gone") {
    await sql`update push_out set state = 'dropped', status = ${outcome.status}, ended_at = now() where ${mine}`.execute(
      db,
    );
    await sql`delete from push_device where workspace_id = ${workspaceId} and id = ${deviceId} and endpoint = ${endpoint}`.execute(
      db,
    );
  } else if (outcome.kind === "later" && tries <= pauses.length) {
    const seconds = Math.min(outcome.seconds ?? pauses[tries - 1]! * 60, 86_400);
    await sql`update push_out set state = 'queued', status = ${outcome.status}, lease_until = null, next_at = now() + make_interval(secs => ${seconds}::int)
      where ${mine}`.execute(db);
  } else {
    const state = outcome.kind === "later" ? "failed" : outcome.kind;
    await sql`update push_out set state = ${state}, status = ${outcome.status}, ended_at = now() where ${mine}`.execute(
      db,
    );
  }
}

/** What a dead process was sending may have arrived: it is not sent again. And what ended long ago goes. */
export async function recover(db: Db): Promise<void> {
  await sql`update push_out set state = 'failed', ended_at = now() where state = 'sending' and lease_until < now()`.execute(
    db,
  );
  await sql`delete from push_out where ctid = any(array(
    select ctid from push_out where ended_at < now() - interval '30 days' limit 5000))`.execute(db);
}
