import { sql } from "kysely";
import { record } from "../audit.ts";
import type { Db, Services } from "../ports.ts";
import { publicKeyOf } from "./keys.ts";

/** Hours of which the latest refusal is told. */
const span = 48;

export type Refused = { status: number; count: number; at: string };

/**
 * Push services that refuse us, and not a device: our keys, our address or our clock are at fault. Null where none did of late, or they take
 * what we send again.
 */
export async function refusedPushes(db: Db, workspaceId: string): Promise<Refused | null> {
  const { rows } = await sql<Refused>`
    select f.status, count(*) over ()::int as count, f.ended_at as at from push_out f
    where f.workspace_id = ${workspaceId} and f.state = 'failed' and f.status in (400, 401, 403) and f.ended_at > now() - make_interval(hours => ${span})
      and not exists (select from push_out s where s.workspace_id = f.workspace_id and s.device_id = f.device_id and s.state = 'sent' and s.ended_at > f.ended_at)
    order by f.ended_at desc limit 1`.execute(db);
  return rows[0] ?? null;
}

/**
 * New keys for a workspace. A subscription is bound to the keys it was made with, so that no device shows anything until its person opens Relaymap there:
 * then it subscribes by itself (editor/notices/push.ts).
 */
export async function renewKeys(
  services: Pick<Services, "db" | "vault" | "settings">,
  actor: { workspaceId: string; memberId: string },
): Promise<void> {
  const { workspaceId } = actor;
  await services.db.transaction().execute(async (trx) => {
    // In this order: a device that is being written under the old keys is seen, and goes with them.
    await sql`delete from push_key where workspace_id = ${workspaceId}`.execute(trx);
    await sql`delete from push_device where workspace_id = ${workspaceId}`.execute(trx);
    await record(trx, { ...actor, action: "notices.keys", subject: `workspace/${workspaceId}` });
  });
  await publicKeyOf(services, workspaceId);
}
