import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Db } from "../ports.ts";
import { Asked } from "./by-mail.ts";
import { kinds } from "./kinds.ts";
import type { Way } from "./way.ts";

/** To each device that its person let have notices; what it shows is found when it goes, as with mails (push-fill.ts). */
export const byPush: Way = {
  name: "push",
  reaches: async (trx, { workspaceId, memberId }) => {
    const { rows } = await sql`
      select from push_device where workspace_id = ${workspaceId} and member_id = ${memberId} limit 1`.execute(trx);
    return rows.length > 0;
  },
  send: async (trx, { workspaceId, memberId }, { id, kind, deliveries, news, said, expires }) => {
    const data = Asked.parse({
      ...{ topic: { name: `notice/${kind}`, title: kinds[kind] }, member: memberId, notice: id },
      ...{ deliveries: [...deliveries], news, said },
    });
    const { numAffectedRows } = await sql`
      insert into push_out (workspace_id, device_id, notice_id, data, expires_at)
      select workspace_id, id, ${id}, ${JSON.stringify(data)}::jsonb, ${new Date(expires).toISOString()}::timestamptz
      from push_device where workspace_id = ${workspaceId} and member_id = ${memberId}
      on conflict (workspace_id, notice_id, device_id) do nothing`.execute(trx);
    return (numAffectedRows ?? 0n) > 0n;
  },
};

const trial = {
  title: { en: "It works.", fr: "Ça marche." },
  text: { en: "This device shows your notices.", fr: "Cet appareil affiche vos notifications." },
  button: { en: "See", fr: "Voir" },
  path: "/notices",
};

/** A notice to oneself, at once and outside of every count: somebody asked whether it works. */
export async function tryPush(
  db: Db,
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
): Promise<void> {
  const id = randomUUID();
  const data = {
    topic: { name: "notice/test", title: trial.title },
    member: memberId,
    notice: id,
    deliveries: [],
    news: false,
    said: trial,
  };
  await sql`insert into push_out (workspace_id, device_id, notice_id, data, expires_at)
    select workspace_id, id, ${id}, ${JSON.stringify(Asked.parse(data))}::jsonb, now() + interval '5 minutes'
    from push_device where workspace_id = ${workspaceId} and member_id = ${memberId}`.execute(db);
  // Whoever never chose anything is known from now on: a push is for a reader (fills.ts).
  await sql`insert into notice_person (workspace_id, member_id) values (${workspaceId}, ${memberId}) on conflict do nothing`.execute(
    db,
  );
}
